# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every action moves every kind of body, begins at the drawing and, in a loop, comes back to it."""

from __future__ import annotations

import numpy as np
import pytest

from engine.motion import ACTIONS, MotionBeat, RegisteredAction, act
from engine.rig.bones import Bones, Pose, deformed, placed_joints
from tests.engine.motion.drawings import box_of, drawing


def own_actions(plan: str) -> dict[str, RegisteredAction]:
    """Return the actions of a plan that aren't shared with things, each once."""
    table = {}
    for verb, value in ACTIONS[plan].items():
        shared = plan and ACTIONS[""].get(verb) is value
        if not shared and value.name == verb:
            table[verb] = value
    return table


@pytest.mark.parametrize("plan", sorted(ACTIONS))
def test_every_action_moves_something_and_begins_at_the_drawing(plan: str) -> None:
    for number, verb in enumerate(own_actions(plan)):
        bones, points = drawing(plan, number % 3)
        loop = number % 2 == 0
        pose = act(bones, [MotionBeat(verb, 0, 24, loop=loop)], 24, number, box_of(points))
        moved = deformed(bones, points, pose)
        size = float(np.ptp(points, axis=0).max())
        assert np.isfinite(moved).all(), verb
        assert np.array_equal(moved[0], points), verb
        assert np.abs(moved - points).max() > 0.008 * size, verb


@pytest.mark.parametrize("plan", sorted(ACTIONS))
def test_the_last_frame_of_a_loop_runs_into_the_first(plan: str) -> None:
    for verb in own_actions(plan):
        bones, points = drawing(plan, 0)
        frames = 48
        pose = act(bones, [MotionBeat(verb, 0, frames, loop=True)], frames, 0, box_of(points))
        places = np.nan_to_num(deformed(bones, points, pose))
        steps = np.abs(np.diff(places, axis=0)).max(axis=(1, 2))
        closing = np.abs(places[-1] - places[0]).max()
        assert closing <= 1.6 * steps.max() + 0.01 * np.ptp(points), verb


def test_bones_keep_their_length_where_nothing_is_stretched() -> None:
    for plan in ("four_legged", "person", "fish", "snake", "sitting", "cyclist", "machine"):
        bones, points = drawing(plan, 1)
        for verb in own_actions(plan):
            pose = act(bones, [MotionBeat(verb, 0, 16)], 16, 1, box_of(points))
            if pose.scale is not None:
                continue
            places = placed_joints(bones, pose)
            for joint, parent in enumerate(bones.parents):
                if parent >= 0 and np.isfinite(bones.joints[[joint, parent]]).all():
                    length = np.linalg.norm(places[:, joint] - places[:, parent], axis=1)
                    np.testing.assert_allclose(length, length[0], atol=1e-9)


def test_there_are_many_actions() -> None:
    assert sum(len(own_actions(plan)) for plan in ACTIONS) >= 250


@pytest.mark.parametrize(("plan", "verb"), [("four_legged", "walk"), ("person", "dance")])
def test_seeds_differ_and_repeat(plan: str, verb: str) -> None:
    bones, points = drawing(plan, 3)
    one, again, other = (
        act(bones, [MotionBeat(verb, 0, 24)], 24, seed, box_of(points)) for seed in (1, 1, 2)
    )
    assert np.array_equal(one.turns, again.turns)
    assert np.abs(one.turns - other.turns).max() > 0.03


def test_the_manner_of_a_beat_shows() -> None:
    bones, points = drawing("four_legged", 1)

    def walk(**manner: float | int | str) -> Pose:
        beat = MotionBeat("walk", 0, 48, **{"distance": 1.0, **manner})  # type: ignore[arg-type]
        return act(bones, [beat], 48, 0, box_of(points))

    size = float(np.ptp(points, axis=0).max())
    ahead, back = walk(), walk(direction=-1)
    np.testing.assert_allclose(ahead.root[-1, 0], -back.root[-1, 0], atol=0.1 * size)
    np.testing.assert_allclose(abs(walk(distance=2.0).root[-1, 0]), 2 * size, rtol=0.1)
    neck = bones.names.index("head")
    facing = np.sign(ahead.root[-1, 0])
    assert facing * (walk(mood="sad").turns[24, neck] - ahead.turns[24, neck]) > 0.1

    person, drawn = drawing("person", 2)
    pose = act(person, [MotionBeat("nod", 0, 48, count=3, loop=True)], 48, 0, box_of(drawn))
    assert pose.scale is not None or np.ptp(pose.turns) > 0.0
    down = pose.scale[:, person.names.index("head"), 1] if pose.scale is not None else 0.0
    lows = (np.diff(np.sign(np.diff(down))) > 0).sum()
    assert lows == 3


def test_a_rig_with_holes_is_moved_all_the_same() -> None:
    bones, points = drawing("four_legged", 1)
    joints, confidence = bones.joints.copy(), bones.confidence.copy()
    joints[bones.names.index("hind_near2")] = np.nan
    confidence[bones.names.index("fore_far1")] = 0.0
    holed = type(bones)(
        bones.plan, bones.names, bones.parents, joints, confidence, bones.carriers,
        bones.weights, bones.parts,
    )  # fmt: skip
    for verb in ("walk", "run", "jump", "sit", "wag"):
        pose = act(holed, [MotionBeat(verb, 0, 12)], 12, 0, box_of(points))
        assert np.isfinite(pose.turns).all() and np.isfinite(pose.root).all()


def test_beats_follow_one_another_without_a_jump_and_a_body_stays_where_it_went() -> None:
    bones, points = drawing("four_legged", 1)
    beats = [
        MotionBeat("walk", 0, 30, distance=1.0),
        MotionBeat("sit", 30, 20),
        MotionBeat("wag", 36, 24),
    ]
    pose = act(bones, beats, 60, 0, box_of(points))
    size = float(np.ptp(points, axis=0).max())
    steps = np.abs(np.diff(pose.turns, axis=0)).max(axis=1)
    assert steps[29:33].max() < 0.3
    assert abs(abs(pose.root[29, 0]) - size) < 0.05 * size
    hip = bones.names.index("hip")
    assert abs(pose.root[-1, 0]) > 0.8 * size
    assert np.abs(pose.turns[59, hip] - pose.turns[50, hip]) < 0.05  # it still sits
    tail = bones.names.index("tail1")
    assert np.ptp(pose.turns[40:60, tail]) > 0.2


def test_the_squash_of_a_bounce_springs_back_and_who_turned_round_stays_so() -> None:
    bones, points = drawing("fish", 0)
    thing = Bones(
        "", ("piece0",), np.array([-1]), points.mean(axis=0)[None], np.ones(1),
        np.zeros((len(points), 1), np.int64), np.ones((len(points), 1)),
        np.zeros(len(points), np.int64),
    )  # fmt: skip
    for frames in (19, 23, 26):  # a bounce that is cut off anywhere
        beats = [MotionBeat("bounce", 0, frames, count=2.3), MotionBeat("roll", frames, 30)]
        scale = act(thing, beats, frames + 30, 0, box_of(points)).scale
        assert scale is not None
        np.testing.assert_allclose(scale[frames + 7 :], 1.0, atol=1e-9)
    turned = act(bones, [MotionBeat("turn_around", 0, 24), MotionBeat("swim", 24, 24)], 48, 0)
    assert turned.scale is not None and (turned.scale[24:, 0, 0] < 0).all()


def test_an_unknown_verb_is_an_error() -> None:
    bones, points = drawing("fish", 0)
    with pytest.raises(KeyError):
        act(bones, [MotionBeat("photosynthesize")], 24, 0, box_of(points))


@pytest.mark.parametrize("frames", [1, 2, 5, 120])
def test_any_number_of_frames_will_do(frames: int) -> None:
    for plan, verbs in {
        "four_legged": ("walk", "jump", "wag"),
        "person": ("run", "wave", "throw"),
        "flying_bird": ("fly", "land"),
        "": ("bounce", "roll"),
    }.items():
        bones, points = drawing(plan, 2)
        for verb in verbs:
            beat = MotionBeat(verb, 0, frames, loop=True, distance=0.5, speed=2.0, amplitude=1.5)
            pose = act(bones, [beat], frames, 0, box_of(points))
            assert pose.turns.shape == (frames, len(bones.names))
            assert np.isfinite(pose.turns).all() and np.isfinite(pose.root).all()
