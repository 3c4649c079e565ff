# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lines relax where bones would stretch them, and stay with their bones elsewhere."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.rig.bones import Bones, Pose, deformed
from engine.rig.deform import TOUCHING, Deformer, moved_alike
from engine.rig.skeletons import PLANS
from engine.rig.touching import touching_pairs

Floats = NDArray[np.float64]


def belly_and_leg(
    points: int = 61, *, firm: bool = False
) -> tuple[Bones, Floats, NDArray[np.int64]]:
    """A line along a belly that goes on down a leg, which turns about a hip far above the line.

    firm: the ends of the line hang on one joint alone.
    """
    u = np.linspace(-1, 1, points)
    rest = 100 * np.stack([np.minimum(u, 0), np.maximum(u, 0)], axis=1) + np.array([150.0, 90.0])
    leg = np.clip(0.5 + u / 0.4, 0.0, 1.0) if firm else 1 / (1 + np.exp(-u / 0.03))
    weights = np.stack([1 - leg, leg], axis=1)
    bones = Bones(
        "", ("trunk", "hip"), np.array([-1, 0]), np.array([[60.0, 40.0], [130.0, 50.0]]),
        np.ones(2), np.tile([0, 1], (points, 1)), weights, np.zeros(points, np.int64),
    )  # fmt: skip
    return bones, rest, np.zeros(points, np.int64)


def stepping(angle: float = 0.8, root: float = 0.0) -> Pose:
    """At rest, half way, and at the angle."""
    turns = np.array([[0.0, 0.0], [0.0, angle / 2], [0.0, angle]])
    return Pose(root * np.arange(3)[:, None] * np.ones(2), turns)


def stretch(points: Floats, rest: Floats) -> float:
    """How many times as long as at rest the piece of line is that is stretched most."""
    lengths = np.linalg.norm(np.diff(points, axis=0), axis=1)
    return float((lengths / np.linalg.norm(np.diff(rest, axis=0), axis=1)).max())


@pytest.mark.parametrize("angle", [-0.8, 0.4, 0.8])
def test_lines_are_stretched_less_than_by_bones(angle: float) -> None:
    bones, rest, strokes = belly_and_leg()
    pose = stepping(angle)
    plain = deformed(bones, rest, pose)[-1]
    relaxed = Deformer(bones, rest, strokes)(pose)[-1]
    assert stretch(plain, rest) > 2.0
    assert stretch(relaxed, rest) < 0.8 * stretch(plain, rest)


def test_what_hangs_on_one_joint_alone_stays_with_it() -> None:
    bones, rest, strokes = belly_and_leg(firm=True)
    pose = stepping()
    away = Deformer(bones, rest, strokes)(pose) - deformed(bones, rest, pose)
    size = np.linalg.norm(away, axis=2).max(axis=0)
    assert size[:5].max() < 0.01 and size[-5:].max() < 0.01
    assert size.max() > 0.5


def test_rest_is_the_drawing_bit_for_bit() -> None:
    bones, rest, strokes = belly_and_leg()
    rest = rest + 1 / 3
    moved = Deformer(bones, rest, strokes)(stepping())
    assert np.array_equal(moved[0], rest)
    still = Pose(np.zeros((2, 2)), np.zeros((2, 2)))
    assert np.array_equal(Deformer(bones, rest, strokes)(still), np.repeat(rest[None], 2, axis=0))


def test_a_shift_is_a_shift() -> None:
    bones, rest, strokes = belly_and_leg()
    moved = Deformer(bones, rest, strokes)(stepping(0.0, root=3.0))
    np.testing.assert_allclose(moved[2] - rest, 6.0)
    turned = Deformer(bones, rest, strokes)(stepping(0.7))
    both = Deformer(bones, rest, strokes)(stepping(0.7, root=3.0))
    np.testing.assert_allclose(both[2] - turned[2], 6.0, atol=1e-9)


def test_a_turn_of_everything_is_rigid() -> None:
    bones, rest, strokes = belly_and_leg()
    pose = Pose(np.zeros((2, 2)), np.array([[0.0, 0.0], [1.1, 1.1]]))
    moved = Deformer(bones, rest, strokes)(pose)[1]
    np.testing.assert_allclose(
        np.linalg.norm(moved[:, None] - moved, axis=2),
        np.linalg.norm(rest[:, None] - rest, axis=2),
        atol=1e-6,
    )


def test_more_points_on_the_same_line_move_alike() -> None:
    """What is computed is the line, not its points."""
    coarse, fine = belly_and_leg(61), belly_and_leg(241)
    one, two = (Deformer(*given)(stepping())[-1] for given in (coarse, fine))
    assert np.linalg.norm(one - two[::4], axis=1).max() < 0.01 * 200


def held_pairs(
    bones: Bones, points: NDArray[np.float64], strokes: NDArray[np.int64]
) -> list[list[int]]:
    reach = TOUCHING * float(np.ptp(points, axis=0).max())
    pairs: list[list[int]] = moved_alike(bones, touching_pairs(points, strokes, reach)).tolist()
    return pairs


def test_strokes_that_touch_and_hang_on_the_same_hold_together() -> None:
    bones, rest, _ = belly_and_leg(60)
    twice = np.concatenate([rest, rest + 0.3])
    strokes = np.repeat([0, 1], 60)
    doubled = Bones(
        bones.plan, bones.names, bones.parents, bones.joints, bones.confidence,
        np.tile(bones.carriers, (2, 1)), np.tile(bones.weights, (2, 1)), np.tile(bones.parts, 2),
    )  # fmt: skip
    pairs = {tuple(pair) for pair in held_pairs(doubled, twice, strokes)}
    assert {(n, n + 60) for n in range(60)} <= pairs
    assert all(strokes[a] != strokes[b] for a, b in pairs)
    other = doubled.weights.copy()
    other[60:] = other[60:, ::-1]
    crossing = Bones(
        bones.plan, bones.names, bones.parents, bones.joints, bones.confidence,
        doubled.carriers, other, doubled.parts,
    )  # fmt: skip
    held = {tuple(pair) for pair in held_pairs(crossing, twice, strokes)}
    assert not {(0, 60), (59, 119)} & held


def test_lone_dots_and_few_points_move_with_their_bones() -> None:
    bones = Bones(
        "", ("a",), np.array([-1]), np.zeros((1, 2)), np.ones(1), np.zeros((2, 1), np.int64),
        np.ones((2, 1)), np.zeros(2, np.int64),
    )  # fmt: skip
    rest = np.array([[10.0, 0.0], [0.0, 50.0]])
    pose = Pose(np.zeros((2, 2)), np.array([[0.0], [np.pi / 2]]))
    moved = Deformer(bones, rest, np.array([0, 1]))(pose)
    np.testing.assert_allclose(moved[1], [[0, 10], [-50, 0]], atol=1e-9)


def test_a_hand_stays_at_a_sleeve_that_does_not_go_as_its_bones_do() -> None:
    """A sleeve hangs on the trunk for the most part, the hand at its end on the hand's joint."""
    sleeve = np.stack([np.full(40, 100.0), np.linspace(0, 100, 40)], axis=1)
    angle = np.linspace(-np.pi, np.pi, 20)
    hand = np.array([100.0, 110.5]) + 10 * np.stack([np.sin(angle), np.cos(angle)], axis=1)
    rest, strokes = np.concatenate([sleeve, hand]), np.repeat([0, 1], [40, 20])
    plan = PLANS["person"]
    names = tuple(one.name for one in plan.joints)
    trunk, joint = names.index("waist"), names.index("arm_left2")
    arm = next(n for n, part in enumerate(plan.parts) if part.name == "arm_left")
    share = np.concatenate([np.zeros(40), np.ones(20)])
    share[30:40] = 0.3
    joints = np.zeros((len(plan.joints), 2))
    joints[[trunk, joint]] = [[0.0, 0.0], [60.0, 100.0]]
    bones = Bones(
        "person", names, np.array(plan.parents), joints, np.ones(len(joints)),
        np.tile([trunk, joint], (60, 1)), np.stack([1 - share, share], axis=1), np.full(60, arm),
    )  # fmt: skip
    turns = np.zeros((2, len(joints)))
    turns[1, joint] = -1.5
    moved = Deformer(bones, rest, strokes)(Pose(np.zeros((2, 2)), turns))[-1]
    gap = np.linalg.norm(moved[:40, None] - moved[None, 40:], axis=2).min()
    assert gap < 3.0  # bones alone: about 16
