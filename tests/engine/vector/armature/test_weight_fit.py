# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Weights are found again from where they bring the points."""

from __future__ import annotations

import numpy as np
import pytest

from engine.vector.armature.skinning import BoneMotion, blended
from engine.vector.armature.weight_fit import fitted_weights

FRAMES, POINTS = 12, 30


def chain() -> BoneMotion:
    """Return a chain of three bones that curls."""
    at = np.linspace(0.0, 1.0, FRAMES)
    turns = np.stack([0.0 * at, 0.9 * at, 1.6 * at * at], axis=1)
    heads = np.array([[0.0, 0.0], [1.0, 0.0], [2.0, 0.0]])
    elbow = np.stack([1.0 + np.cos(0.9 * at), np.sin(0.9 * at)], axis=1)
    places = np.stack([np.tile(heads[0], (FRAMES, 1)), np.tile(heads[1], (FRAMES, 1)), elbow], 1)
    return BoneMotion(heads, np.zeros(3), places, turns, np.ones((FRAMES, 3, 2)))


@pytest.mark.parametrize("volume", [False, True])
def test_known_weights_are_found(volume: bool) -> None:
    rng = np.random.default_rng(1)
    points = np.stack([np.linspace(0.2, 2.8, POINTS), rng.uniform(-0.3, 0.3, POINTS)], axis=1)
    true = rng.dirichlet([1.0, 1.0, 1.0], POINTS)
    all_bones = np.tile(np.arange(3), (POINTS, 1))
    motion = chain()
    target = blended(motion, points, all_bones, true, volume=volume)
    begun = np.eye(3)[np.clip(points[:, 0].astype(int), 0, 2)]
    carriers, weights = fitted_weights(
        motion, np.array([-1, 0, 1]), points, target, begun, 3.0, volume=volume
    )
    assert weights.sum(axis=1) == pytest.approx(1.0) and weights.min() >= 0.0
    assert (np.diff(weights, axis=1) <= 1e-12).all()  # the strongest first
    seen = blended(motion, points, carriers, weights, volume=volume)
    assert abs(seen - target).max() < 0.005 * 3.0
    before = blended(motion, points, all_bones, begun, volume=volume)
    assert abs(before - target).max() > 0.1


def test_points_that_are_where_they_should_be_keep_their_weights() -> None:
    points = np.array([[0.5, 0.2], [1.1, 0.1]])
    begun = np.array([[1.0, 0.0, 0.0], [0.4, 0.6, 0.0]])
    motion = chain()
    bones = np.tile(np.arange(3), (2, 1))
    target = blended(motion, points, bones, begun, volume=True)
    parents = np.array([-1, 0, 1])
    carriers, weights = fitted_weights(motion, parents, points, target, begun, 3.0, volume=True)
    dense = np.zeros((2, 3))
    np.add.at(dense, (np.arange(2)[:, None], carriers), weights)
    assert dense == pytest.approx(begun)
