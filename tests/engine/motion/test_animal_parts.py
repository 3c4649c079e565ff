# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Parts of animals move by themselves where a sentence names them: the rest stays."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from engine.language.beats import read_beats
from engine.motion import ACTIONS, act
from engine.motion.actions.animal_parts import PARTS
from engine.motion.beat import MotionBeat
from engine.rig.bones import deformed
from engine.rig.skeletons import PLANS
from tests.engine.motion.drawings import box_of, drawing


@pytest.mark.parametrize(
    ("plan", "verb", "part", "up"),
    [
        ("four_legged", "lower_neck", "head", False),
        ("four_legged", "raise_leg", "fore_near", True),
        ("turtle", "raise_head", "head", True),
        ("crab", "lower_claws", "claw_left", False),
        ("standing_bird", "raise_neck", "head", True),
    ],
)
def test_a_part_goes_up_or_down_and_the_rest_stays(
    plan: str, verb: str, part: str, up: bool
) -> None:
    bones, points = drawing(plan, 0)
    pose = act(bones, [MotionBeat(verb, 0, 24)], 24, 0, box_of(points), points)
    moved = deformed(bones, points, pose)[-1] - points
    mine = bones.parts == PLANS[plan].part_index[part]
    size = float(np.ptp(points, axis=0).max())
    assert (moved[mine, 1].mean() < 0.0) == up
    assert abs(moved[mine, 1].mean()) > 0.01 * size
    trunk = bones.parts == 0
    assert np.abs(moved[trunk]).mean() < 0.35 * np.abs(moved[mine]).mean()


@pytest.mark.parametrize("plan", sorted(PARTS))
def test_every_motion_of_every_part_begins_at_the_drawing_and_stays_whole(plan: str) -> None:
    bones, points = drawing(plan, 0)
    size = float(np.ptp(points, axis=0).max())
    for parts in PARTS[plan]:
        for verb in ("lift", "lower", "bend", "stretch", "wiggle", "twitch"):
            action = f"{verb}_{parts.nouns[0]}s"
            if action not in ACTIONS[plan]:
                continue
            pose = act(bones, [MotionBeat(action, 0, 24)], 24, 0, box_of(points), points)
            moved = deformed(bones, points, pose)
            assert np.isfinite(moved).all(), action
            assert np.array_equal(moved[0], points), action
            assert np.abs(moved - points).max() < 0.8 * size, action


@pytest.mark.parametrize(
    ("sentence", "plan", "action"),
    [
        ("the dinosaur lowers its neck", "four_legged", "lower_neck"),
        ("the crab raises its claws", "crab", "raise_claws"),
        ("the spider wiggles its legs", "spider", "wiggle_legs"),
        ("the ant twitches its antenna", "insect", "twitch_antenna"),
        ("the goose opens its wings", "flying_bird", "open_wings"),
        ("the dog wags its tail", "four_legged", "wag_tail"),
        ("the horse lowers its head", "four_legged", "look_down"),
        ("the skunk raises its tail", "", "nod"),
    ],
)
def test_a_named_part_acts_and_not_the_whole(sentence: str, plan: str, action: str) -> None:
    able = {"drawing": ACTIONS[plan], "": ACTIONS[""]}
    (beat,) = read_beats(sentence, ("drawing",), able).beats
    assert beat.action == action


def test_a_tail_as_long_as_the_body_swings_less() -> None:
    bones, _ = drawing("sitting", 0)
    tail = [bones.names.index(f"tail{number}") for number in range(4)]
    turned = []
    for reach in (0.2, 0.7):
        joints = bones.joints.copy()
        joints[tail] = joints[tail[0]] + np.linspace(0.0, reach, 4)[:, None] * [0.0, -1.0]
        box = np.array([[0.0, 0.0], [1.0, 1.0]])
        pose = act(replace(bones, joints=joints), [MotionBeat("wag", 0, 24)], 24, 0, box)
        turned.append(np.abs(pose.turns[:, tail[0]] - pose.turns[:, 0]).max())
    assert turned[1] < 0.6 * turned[0]
