# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Equations of control points have the solution of the sum of squares that they stand for."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from engine.video_fit.equations import Equations
from engine.video_fit.matching import Pairs

Floats = NDArray[np.float64]
STAYS = 0.01


def least_squares(
    shares: Floats, pairs: Pairs, weight: Floats, missed: Floats, vectors: Floats, links: Floats
) -> Floats:
    """Return control points [H, 2] that miss least, by one dense system of all squares."""
    count = shares.shape[1]
    rows, wanted = [], []
    for number, point in enumerate(pairs.drawn):
        for direction, strength in (
            (pairs.across[number], weight[number]),
            (np.array([1.0, 0.0]), weight[number] * pairs.along[number] ** 2),
            (np.array([0.0, 1.0]), weight[number] * pairs.along[number] ** 2),
        ):
            root = np.sqrt(strength)
            rows.append(root * np.outer(shares[point], direction).reshape(-1))
            wanted.append(root * float(direction @ missed[number]))
    for vector, strength in zip(vectors, links, strict=True):
        for axis in np.eye(2):
            rows.append(np.sqrt(strength) * np.outer(vector, axis).reshape(-1))
            wanted.append(0.0)
    rows.extend(np.sqrt(STAYS) * np.eye(2 * count))
    wanted.extend(np.zeros(2 * count))
    return np.asarray(np.linalg.lstsq(np.array(rows), np.array(wanted))[0].reshape(count, 2))


@pytest.mark.parametrize("has_direction", [True, False])
def test_the_solution_misses_least(has_direction: bool) -> None:
    rng = np.random.default_rng(5)
    shares = np.where(rng.random((9, 6)) < 0.5, rng.random((9, 6)), 0.0)
    links = np.array([[0, 1], [1, 2], [0, 2], [3, 5], [5, 4]])
    vectors = np.zeros((5, 6))
    vectors[np.arange(5), links[:, 0]], vectors[np.arange(5), links[:, 1]] = 1.0, -1.0
    drawn = rng.integers(0, 9, 14)
    angle = rng.random(14) * np.pi
    across = np.stack([np.cos(angle), np.sin(angle)], axis=1) * has_direction
    along = rng.uniform(0.1, 1.0, 14)
    pairs = Pairs(drawn, np.zeros((14, 2)), across, np.zeros(14), along)
    weight, missed, strength = rng.random(14), rng.normal(size=(14, 2)), rng.random(5)
    equations = Equations(csr_matrix(shares), links)
    found = equations.solved(pairs, weight, missed, strength, np.zeros((6, 2)), STAYS)
    wanted = least_squares(shares, pairs, weight, missed, vectors, strength)
    np.testing.assert_allclose(found, wanted, atol=1e-9)
