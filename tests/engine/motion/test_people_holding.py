# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Arms act with what they hold, the leg that is up kicks, weights sink before they are pressed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from addon.contract.beats import SentenceBeat
from engine.motion import MotionBeat, performed
from engine.motion.people import arms_of
from engine.motion.performance import Performance
from engine.motion.rest import RestPose
from engine.motion.wheels import wheel_radius
from engine.rig.bones import Bones, Pose, placed_joints
from engine.rig.skeletons import PLANS
from engine.vector.acted_motion import _with_held
from tests.engine.motion.plain_figures import plain_figure
from tests.engine.rig.stick_figures import PERSON, joints_of

Places = dict[str, tuple[float, float]]
UP: Places = {
    "arm_left1": (-0.14, -0.36), "arm_left2": (-0.14, -0.56), "arm_left3": (-0.14, -0.58),
    "arm_right1": (0.14, -0.36), "arm_right2": (0.14, -0.56), "arm_right3": (0.14, -0.58),
}  # fmt: skip


def person(held: str = "", changed: Places | None = None) -> RestPose:
    """Return a stick figure at rest; held: the joint that a thing hangs on."""
    joints = joints_of(**(changed or {}))
    count = len(joints)
    bones = Bones(
        "person", tuple(joint.name for joint in PERSON.joints),
        np.array(PERSON.parents, np.int64), joints, np.ones(count),
        np.arange(count)[:, None], np.ones((count, 1)),
        np.array([next((n for n, p in enumerate(PERSON.parts) if j.name in p.joints), 0)
                  for j in PERSON.joints]),
    )  # fmt: skip
    if held:
        parts, carriers = bones.parts.copy(), bones.carriers.copy()
        parts[0], carriers[0] = -1, PERSON.index[held]
        bones = replace(bones, parts=parts, carriers=carriers)
    return RestPose(bones, points=joints)


def played(rest: RestPose, verb: str) -> np.ndarray:
    """Return the joints [F, J, 2] of an action."""
    body = performed(rest, MotionBeat(verb, 0, 24))
    return placed_joints(rest.bones, Pose(body.root + body.travel, body.turns(), body.scale))


def way(places: np.ndarray, name: str) -> float:
    """Return how far a joint goes to and fro."""
    return float(np.ptp(places[:, PERSON.index[name]], axis=0).max())


def test_the_arm_that_holds_the_flag_waves_it() -> None:
    places = played(person("arm_right2"), "wave_thing")
    assert way(places, "arm_right3") > 0.08 > 4.0 * way(places, "arm_left3")
    places = played(person("arm_left2"), "twirl_thing")
    assert way(places, "arm_left3") > 2.0 * way(places, "arm_right3")


def test_a_beat_about_a_thing_in_the_hand_becomes_one_of_that_hand() -> None:
    rest = person()
    assert _with_held(SentenceBeat("boy", "wave", target="flag"), rest) == "wave_thing"
    assert _with_held(SentenceBeat("boy", "wave", target="mother"), rest) == "wave"
    bones, points, _ = plain_figure("", np.random.default_rng(0))
    thing = RestPose(bones, points=points)
    assert _with_held(SentenceBeat("man", "lift", target="barbell"), thing) == "heave"
    assert _with_held(SentenceBeat("crane", "lift"), thing) == "lift"


def test_the_leg_that_is_drawn_in_a_kick_kicks_and_the_other_stands() -> None:
    up: Places = {
        "leg_right1": (0.18, 0.02),
        "leg_right2": (0.34, -0.02),
        "leg_right3": (0.38, -0.06),
    }
    places = played(person(changed=up), "kick")
    assert way(places, "leg_right3") > 0.2
    assert way(places, "leg_left3") < 0.02


def test_a_weight_above_the_head_sinks_first_with_level_hands() -> None:
    for verb in ("lift", "lift_weights"):
        places = played(person(changed=UP), verb)
        hands = places[:, [PERSON.index["arm_left2"], PERSON.index["arm_right2"]]]
        assert np.ptp(hands[..., 1]) > 0.1
        assert np.abs(hands[:, 0, 1] - hands[:, 1, 1]).max() < 0.03
        assert hands[..., 1].min() > hands[0, 0, 1] - 0.05


def test_who_sits_swings_the_shanks_and_keeps_the_rest() -> None:
    seated: Places = {
        "leg_left1": (0.2, 0.02), "leg_left2": (0.2, 0.24), "leg_left3": (0.26, 0.25),
        "leg_right1": (0.22, 0.02), "leg_right2": (0.22, 0.24), "leg_right3": (0.28, 0.25),
    }  # fmt: skip
    places = played(person(changed=seated), "swing_legs")
    assert way(places, "leg_left2") > 0.05 < way(places, "leg_right2")
    assert way(places, "leg_left1") < 0.01 and way(places, "arm_left3") < 0.02


def test_a_wheel_is_as_large_as_it_is_drawn_whatever_lies_below() -> None:
    plan = PLANS["bicycle"]
    bones, points, _ = plain_figure("bicycle", np.random.default_rng(0))
    angle = np.linspace(0.0, 2 * np.pi, 24)
    wheel = plan.index["wheel_back"]
    rim = bones.joints[wheel] + 0.2 * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    width = bones.carriers.shape[1]
    bones = replace(
        bones,
        carriers=np.concatenate([bones.carriers, np.full((24, width), wheel)]),
        weights=np.concatenate([bones.weights, np.eye(width)[np.zeros(24, int)]]),
        parts=np.concatenate([bones.parts, np.ones(24, np.int64)]),
    )
    drawn = np.concatenate([points, rim])
    below = drawn.max(axis=0) + np.array([0.0, 0.3])
    rest = RestPose(bones, np.array([drawn.min(axis=0), below]), drawn)
    body = Performance(rest, MotionBeat("ride"), np.random.default_rng(0))
    assert abs(wheel_radius(body, "wheel_back") - 0.2) < 0.03


def test_an_arm_of_which_one_side_is_drawn_stays_and_a_line_that_is_an_arm_does_not() -> None:
    hanging: Places = {
        "arm_left1": (-0.16, -0.14), "arm_left2": (-0.16, 0.0), "arm_left3": (-0.16, 0.03),
    }  # fmt: skip
    rest = person(changed=hanging)
    part = PERSON.part_index["arm_left"]
    down = np.linspace(-0.18, 0.02, 12)

    def of_lines(*sides: float) -> RestPose:
        lines = np.concatenate([np.stack([np.full(12, -0.16 + x), down], axis=1) for x in sides])
        bones = rest.bones
        bones = replace(
            bones,
            carriers=np.concatenate([bones.carriers, np.full((len(lines), 1), 14)]),
            weights=np.concatenate([bones.weights, np.ones((len(lines), 1))]),
            parts=np.concatenate([np.zeros_like(bones.parts), np.full(len(lines), part)]),
        )
        return RestPose(bones, points=np.concatenate([rest.points, lines]))

    def acting(stage: RestPose) -> bool:
        body = Performance(stage, MotionBeat("wave"), np.random.default_rng(0))
        return "left" in arms_of(body)

    assert acting(of_lines(-0.05, 0.05)) and acting(of_lines(0.0))
    assert not acting(of_lines(-0.05))
