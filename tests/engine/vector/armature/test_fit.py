# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A pose becomes bones with few keys that bring the points where the engine has them."""

from __future__ import annotations

import numpy as np
import pytest

from engine.rig.bones import Bones, Pose
from engine.rig.deform import Deformer
from engine.vector.armature.fit import GIVE, TOLERANCE, FittedArmature, fit_armature
from engine.vector.armature.layout import bone_layout
from engine.vector.keyframes.keys import evaluate_keys

FRAMES = 24
AT = np.arange(FRAMES) / FRAMES
SIZE = 3.0


def arm() -> tuple[Bones, np.ndarray]:
    """Return three joints in a row that carry two lines, and the lines' points."""
    along = np.linspace(0.0, 3.0, 40)
    points = np.concatenate([np.stack([along, np.full(40, y)], 1) for y in (-0.15, 0.15)])
    x = points[:, 0]
    second = np.clip((x - 0.7) / 0.6, 0.0, 1.0) * (1.0 - np.clip((x - 1.7) / 0.6, 0.0, 1.0))
    third = np.clip((x - 1.7) / 0.6, 0.0, 1.0)
    weights = np.stack([1.0 - second - third, second, third], axis=1)
    bones = Bones(
        "",
        ("a", "b", "c"),
        np.array([-1, 0, 1]),
        np.array([[0.0, 0.0], [1.0, 0.0], [2.0, 0.0]]),
        np.ones(3),
        np.tile(np.arange(3), (len(points), 1)),
        weights,
        np.zeros(len(points), np.int64),
    )
    return bones, points


def swing(scale: np.ndarray | None = None) -> Pose:
    """Return a pose that closes: the arm swings, curls and drifts."""
    wave = np.sin(2 * np.pi * AT)
    turns = np.stack([0.3 * wave, 0.3 * wave + 0.5 * wave**2, 0.3 * wave + 1.1 * wave**2], axis=1)
    root = np.stack([0.2 * wave, 0.1 * wave], axis=1)
    return Pose(root, turns, scale)


def fitted(pose: Pose, *, loop: bool = True) -> tuple[FittedArmature, np.ndarray]:
    bones, points = arm()
    strokes = np.repeat([0, 1], 40)
    target = Deformer(bones, points, strokes)(pose)
    return fit_armature(bones, pose, points, target, size=SIZE, loop=loop), target


def test_bones_hold_the_motion_with_few_keys() -> None:
    found, target = fitted(swing())
    assert found.error <= TOLERANCE and found.offsets is None
    assert np.linalg.norm(found.target - target, axis=-1).max() <= 1.001 * GIVE * SIZE
    counts = [np.diff(keys.offsets).max() for keys in found.keys]
    assert max(counts) <= 9
    assert found.target[0] == pytest.approx(arm()[1])


def test_turns_of_a_chain_do_not_drift_apart() -> None:
    pose = swing()
    found, _ = fitted(pose)
    total = np.zeros(FRAMES)
    for bone, keys in enumerate(found.keys):
        total = total + evaluate_keys(keys, np.arange(FRAMES))[:, 2]
        assert np.abs(total - pose.turns[:, bone]).max() < 0.02


def test_a_body_that_is_squashed_keeps_its_points() -> None:
    tall = 1.0 + 0.3 * np.sin(2 * np.pi * AT)
    scale = np.ones((FRAMES, 3, 2))
    scale[:, 0] = np.stack([1.0 / tall, tall], axis=1)
    found, target = fitted(swing(scale))
    assert found.error <= 2.0 * TOLERANCE
    assert np.linalg.norm(found.target - target, axis=-1).max() <= 1.001 * GIVE * SIZE


def test_what_bones_cannot_hold_is_left_as_offsets() -> None:
    bones, points = arm()
    target = np.tile(points, (FRAMES, 1, 1))
    target[5:, 10:30, 1] += 0.4  # a lump that no bone makes
    pose = Pose(np.zeros((FRAMES, 2)), np.zeros((FRAMES, 3)))
    found = fit_armature(bones, pose, points, target, size=SIZE, loop=False)
    assert found.error > TOLERANCE and found.offsets is not None
    moved = points + found.offsets  # the bones are at rest, so nothing else moves
    assert np.abs(moved - found.target).max() < 1e-6
    assert np.linalg.norm(found.target - target, axis=-1).max() <= 1.001 * GIVE * SIZE


def test_joints_that_carry_nothing_get_no_bone() -> None:
    bones, points = arm()
    tip = Bones(
        "",
        (*bones.names, "tip"),
        np.array([-1, 0, 1, 2]),
        np.concatenate([bones.joints, [[3.0, 0.0]]]),
        np.ones(4),
        bones.carriers,
        bones.weights,
        bones.parts,
    )
    layout = bone_layout(tip, points)
    assert layout.joints.tolist() == [0, 1, 2] and layout.parents.tolist() == [-1, 0, 1]
    assert layout.tails[2].tolist() == [3.0, 0.0]  # the bone before ends there
