# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bones keep their length, rigid parts stay rigid, rest is rest, and a motion of bones is found."""

from __future__ import annotations

import numpy as np
import pytest

from engine.rig.bones import Bones, Pose, deformed, placed_joints, rotation
from engine.rig.carry import carried

RNG = np.random.default_rng(4)


def arm(points: int = 30, blend: float = 0.3) -> tuple[Bones, np.ndarray]:
    """Three bones in a row, one unit each, and points along them with weights blended at joints."""
    joints = np.array([[0.0, 0.0], [1.0, 0.0], [2.0, 0.0], [3.0, 0.0]])
    x = np.linspace(0.02, 2.98, points)
    rest = np.stack([x, 0.2 * np.sin(7 * x)], 1)
    number = np.minimum(x.astype(int), 2)
    inner = x - number
    low = np.clip(0.5 * (1 - inner / blend), 0, 0.5) * (number > 0)
    high = np.clip(0.5 * (1 - (1 - inner) / blend), 0, 0.5) * (number < 2)
    carriers = np.stack([number, np.maximum(number - 1, 0), np.minimum(number + 1, 2)], 1)
    weights = np.stack([1 - low - high, low, high], 1)
    bones = Bones(
        "", ("a", "b", "c", "d"), np.array([-1, 0, 1, 2]), joints, np.ones(4), carriers, weights,
        np.zeros(points, np.int64),
    )  # fmt: skip
    return bones, rest


def wave(frames: int = 16, size: float = 0.9) -> Pose:
    t = np.arange(frames) / frames * 2 * np.pi
    own = np.stack([size * (np.sin(t - 0.6 * j) - np.sin(-0.6 * j)) for j in range(4)], 1)
    turns = np.cumsum(own, axis=1)
    root = np.stack([np.sin(t), 1 - np.cos(t)], 1)
    return Pose(root, turns)


def test_a_pose_at_rest_is_the_drawing_bit_for_bit() -> None:
    bones, rest = arm()
    pose = Pose(np.zeros((3, 2)), np.zeros((3, 4)))
    assert np.array_equal(deformed(bones, rest, pose), np.repeat(rest[None], 3, axis=0))
    moving = deformed(bones, rest, wave())
    assert np.array_equal(moving[0], rest)


def test_bones_keep_their_length() -> None:
    bones, _ = arm()
    places = placed_joints(bones, wave())
    lengths = np.linalg.norm(np.diff(places, axis=1), axis=2)
    np.testing.assert_allclose(lengths, 1.0, atol=1e-12)


def test_what_one_joint_carries_alone_is_rigid() -> None:
    bones, rest = arm()
    moved = deformed(bones, rest, wave())
    alone = np.flatnonzero((bones.weights[:, 0] == 1.0) & (bones.carriers[:, 0] == 1))
    assert len(alone) >= 3
    before = np.linalg.norm(rest[alone][:, None] - rest[alone][None], axis=2)
    after = np.linalg.norm(moved[:, alone][:, :, None] - moved[:, alone][:, None], axis=3)
    np.testing.assert_allclose(after, np.broadcast_to(before, after.shape), atol=1e-12)


def test_a_bend_of_ninety_degrees_keeps_its_width() -> None:
    # Both sides of a limb at the joint: linear blending would bring them together (0.71).
    joints = np.array([[0.0, 0.0], [1.0, 0.0], [2.0, 0.0]])
    rest = np.array([[1.0, 0.25], [1.0, -0.25]])
    bones = Bones(
        "", ("a", "b", "c"), np.array([-1, 0, 1]), joints, np.ones(3),
        np.array([[0, 1], [0, 1]]), np.full((2, 2), 0.5), np.zeros(2, np.int64),
    )  # fmt: skip
    pose = Pose(np.zeros((2, 2)), np.array([[0, 0, 0], [0, np.pi / 2, np.pi / 2]]))
    moved = deformed(bones, rest, pose)[1]
    assert np.linalg.norm(moved[0] - moved[1]) == pytest.approx(0.5)
    np.testing.assert_allclose(moved[0], [1.0, 0.0] + 0.25 * np.array([-1, 1]) / np.sqrt(2))


def test_the_motion_of_bones_is_found_again() -> None:
    bones, rest = arm(60)
    pose = wave(size=0.35)
    truth = deformed(bones, rest, pose)
    found = carried(bones, rest, truth, smooth=False)
    points = deformed(bones, rest, found)
    np.testing.assert_allclose(found.turns[:, :3], pose.turns[:, :3], atol=0.12)
    assert np.abs(points - truth).max() < 0.12


def test_melting_is_not_carried() -> None:
    """A motion that shrinks to half and turns by 40 degrees becomes the turn alone."""
    bones, rest = arm()
    angle = np.linspace(0, np.deg2rad(40), 9)
    middle = rest.mean(axis=0)
    shrink = np.linspace(1, 0.5, 9)[:, None, None]
    moved = middle + shrink * rotation(angle[:, None], (rest - middle)[None])
    points = deformed(bones, rest, carried(bones, rest, moved, smooth=False))
    before = np.linalg.norm(np.diff(rest, axis=0), axis=1)
    after = np.linalg.norm(np.diff(points, axis=1), axis=2)
    np.testing.assert_allclose(after, np.broadcast_to(before, after.shape), rtol=1e-3)
    turned = points[-1, -1] - points[-1, 0]
    assert np.arctan2(turned[1], turned[0]) == pytest.approx(
        np.arctan2(*(rest[-1] - rest[0])[::-1]) + angle[-1], abs=1e-6
    )


@pytest.mark.parametrize("pair", [(0, 2, 1), (2, 0, 1), (1, 1, 1), (0, 1, 1)])
def test_the_joint_between_two_carriers(pair: tuple[int, int, int]) -> None:
    bones, _ = arm()
    assert bones.between(pair[0], pair[1]) == pair[2]
