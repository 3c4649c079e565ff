# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sparse systems are solved like dense ones; the largest entry of a row is found."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_matrix, identity, random_array

from engine.rig.sparse import factors_of, largest_columns


def test_a_system_is_solved_as_a_dense_one_is() -> None:
    rng = np.random.default_rng(3)
    links = csr_matrix(random_array((80, 40), density=0.1, rng=rng))
    system = links.T @ links + 0.1 * identity(40)
    right = rng.normal(size=(40, 3))
    expected = np.linalg.solve(system.toarray(), right)
    np.testing.assert_allclose(factors_of(system).solve(right), expected, atol=1e-9)


def test_the_first_of_the_largest_entries_counts() -> None:
    matrix = csr_matrix(np.array([[0, 2, 1, 2], [3, 0, 0, 0], [0, 0, 0, 0], [0, 0, 1, 4]]))
    assert largest_columns(matrix).tolist() == [1, 0, 0, 3]
    assert largest_columns(matrix.T).tolist() == [1, 0, 0, 3]


def test_entries_of_one_place_count_together() -> None:
    twice = csr_matrix(([0.3, 0.4, 0.3], ([0, 0, 0], [1, 2, 1])), (1, 3))
    assert largest_columns(twice).tolist() == [1]
