# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The linear equations of control points that are pulled to lines and linked to each other.

Which numbers of the matrix aren't zero depends on the drawing alone. So where each weight goes is
found once, and a system is made of its weights by one product.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_matrix, csr_matrix
from scipy.sparse.linalg import splu

from engine.runtime.arrays import places_within
from engine.video_fit.matching import Pairs

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Equations:
    """Those of H control points, from weights of N drawn points and of E links.

    shares [N, H]: how drawn points follow control points; links [E, 2]: pairs of control points.
    """

    def __init__(self, shares: csr_matrix, links: Ints) -> None:
        count = shares.shape[1]
        self._count = count
        self._shares_back = csr_matrix(shares.T)
        rows, columns, products, points = _products(csr_matrix(shares))
        begin, end = links.T
        own = np.arange(count)
        all_rows = np.concatenate([rows, begin, end, begin, end, own])
        all_columns = np.concatenate([columns, begin, end, end, begin, own])
        known, place = np.unique(all_columns * count + all_rows, return_inverse=True)
        of_points, of_links, self._own = np.split(place, [len(rows), len(place) - count])
        number = np.tile(np.arange(len(links)), 4)
        signs = np.repeat([1.0, 1.0, -1.0, -1.0], len(links))
        self._of_points = csr_matrix((products, (of_points, points)), (len(known), shares.shape[0]))
        self._of_links = csr_matrix((signs, (of_links, number)), (len(known), len(links)))
        self._one = _Pattern(known % count, known // count, count)
        row, column = known % count, known // count
        self._two = _Pattern(
            np.concatenate([row, row + count, row, row + count]),
            np.concatenate([column, column, column + count, column + count]),
            2 * count,
        )

    def solved(
        self,
        pairs: Pairs,
        weight: Floats,
        missed: Floats,
        links: Floats,
        right: Floats,
        stays: float,
    ) -> Floats:
        """Return how far control points [H, 2] move.

        Args:
            pairs: that pull.
            weight: of pairs [K].
            missed: [K, 2], from where their drawn points are to where they are wanted.
            links: weights [E].
            right: [H, 2], what links and inertia add to the right side.
            stays: how much each control point stays.
        """
        points = self._of_points.shape[1]
        held = self._of_links @ links
        held[self._own] += stays
        across, beside = pairs.across, weight * pairs.along**2
        off = weight * (missed * across).sum(axis=1)
        force = off[:, None] * across + beside[:, None] * missed
        pull = [np.bincount(pairs.drawn, force[:, axis], points) for axis in (0, 1)]
        right = right + self._shares_back @ np.stack(pull, axis=1)

        def put(values: Floats) -> Floats:
            return np.asarray(self._of_points @ np.bincount(pairs.drawn, values, points))

        if not across.any():  # both coordinates alike
            return np.asarray(self._one.solved(put(beside) + held, right))
        xx = put(weight * across[:, 0] ** 2 + beside) + held
        yy = put(weight * across[:, 1] ** 2 + beside) + held
        xy = put(weight * across[:, 0] * across[:, 1])
        moved = self._two.solved(np.concatenate([xx, xy, xy, yy]), right.T.reshape(-1))
        return np.asarray(moved.reshape(2, self._count).T)


class _Pattern:
    """Where the numbers of a square matrix are; rows, columns [n]."""

    def __init__(self, rows: Ints, columns: Ints, size: int) -> None:
        self._order = np.lexsort((rows, columns))
        self._rows = rows[self._order].astype(np.int32)
        starts = np.searchsorted(columns[self._order], np.arange(size + 1))
        self._starts = starts.astype(np.int32)
        self._size = size

    def solved(self, values: Floats, right: Floats) -> Floats:
        """Return the solution of the matrix of values [n] for a right side [size, ...]."""
        table = (values[self._order], self._rows, self._starts)
        return np.asarray(splu(csc_matrix(table, (self._size, self._size))).solve(right))


def _products(shares: csr_matrix) -> tuple[Ints, Ints, Floats, Ints]:
    """Return rows, columns, values and drawn points of all products of two shares of a point."""
    sizes = np.diff(shares.indptr)
    point = np.repeat(np.arange(len(sizes)), sizes)
    first = np.repeat(np.arange(len(point)), sizes[point])
    second = shares.indptr[point[first]] + places_within(sizes[point])
    rows, columns = shares.indices[first], shares.indices[second]
    values = shares.data[first] * shares.data[second]
    return rows.astype(np.int64), columns.astype(np.int64), values, point[first]
