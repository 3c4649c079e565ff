# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is known of whole strokes: where they lie, how large, round and open they are."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

from engine.rig.pieces.ink import Floats, Ints
from engine.rig.touching import touching_pairs

COLUMNS = 24  # in which the height of a drawing is measured


@dataclass(frozen=True)
class StrokeBoxes:
    """A drawing's strokes, in the unit of its points.

    Attributes:
        points: [N, 2] on the lines.
        owner: [N], row of the stroke of each.
        names: [S], number of each stroke in the drawing.
    """

    points: Floats
    owner: Ints
    names: Ints

    @classmethod
    def of(cls, points: Floats, strokes: Ints) -> StrokeBoxes:
        """Return the boxes of points [N, 2] with their strokes [N]."""
        names, owner = np.unique(strokes, return_inverse=True)
        return cls(points, owner.astype(np.int64), names)

    @cached_property
    def lows(self) -> Floats:
        """Lowest x and y [S, 2] of each stroke."""
        return np.asarray(np.minimum.reduceat(self._in_order, self._starts))

    @cached_property
    def highs(self) -> Floats:
        """Highest x and y [S, 2] of each stroke."""
        return np.asarray(np.maximum.reduceat(self._in_order, self._starts))

    @cached_property
    def _in_order(self) -> Floats:
        """Points [N, 2], stroke after stroke."""
        return np.asarray(self.points[np.argsort(self.owner, kind="stable")])

    @cached_property
    def _starts(self) -> Ints:
        """Where each stroke [S] begins in `_in_order`."""
        return np.cumsum(self.counts) - self.counts

    def line(self, row: int) -> Floats:
        """Return the points [n, 2] of a stroke."""
        start = self._starts[row]
        return self._in_order[start : start + self.counts[row]]

    @cached_property
    def counts(self) -> Ints:
        """Number of points [S] on each stroke."""
        return np.bincount(self.owner, minlength=len(self.names)).astype(np.int64)

    @cached_property
    def sizes(self) -> Floats:
        """Width and height [S, 2] of each stroke."""
        return np.asarray(self.highs - self.lows)

    @cached_property
    def middles(self) -> Floats:
        """Middle [S, 2] of each stroke's box."""
        return np.asarray(0.5 * (self.lows + self.highs))

    @cached_property
    def areas(self) -> Floats:
        """Area [S] of each stroke's box."""
        return np.asarray(self.sizes.prod(axis=1))

    @cached_property
    def low(self) -> Floats:
        """Lowest x and y [2] of the drawing."""
        return np.asarray(self.lows.min(axis=0))

    @cached_property
    def high(self) -> Floats:
        """Highest x and y [2] of the drawing."""
        return np.asarray(self.highs.max(axis=0))

    @cached_property
    def size(self) -> float:
        """Long side of the drawing."""
        return max(float((self.high - self.low).max()), 1e-9)

    @cached_property
    def openness(self) -> Floats:
        """Distance [S] of each stroke's ends, in long sides of its box."""
        first, last = self._in_order[self._starts], self._in_order[self._starts + self.counts - 1]
        gaps = np.linalg.norm(first - last, axis=1)
        return np.asarray(gaps / np.maximum(self.sizes.max(axis=1), 1e-9))

    def middle_of(self, rows: Ints) -> Floats:
        """Return the middle [2] of the box around some strokes."""
        return np.asarray(0.5 * (self.lows[rows].min(axis=0) + self.highs[rows].max(axis=0)))

    def groups(self, reach: float) -> Ints:
        """Return the number [S] of the group that each stroke hangs together in.

        reach: how near strokes that touch lie, in the unit of the points.
        """
        pairs = self.owner[touching_pairs(self.points, self.owner, reach)]
        count = len(self.names)
        graph = csr_matrix((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), (count, count))
        return np.asarray(connected_components(graph, directed=False)[1], np.int64)

    def nearest_to(self, row: int, place: Floats) -> Floats:
        """Return the point [2] of a stroke that is nearest to a place."""
        own = self.line(row)
        return np.asarray(own[np.linalg.norm(own - place, axis=1).argmin()])

    def reach(self, row: int, place: Floats) -> float:
        """Return how far a stroke's furthest point is from a place."""
        return float(np.linalg.norm(self.line(row) - place, axis=1).max())

    def roundness(self, row: int) -> float:
        """Return how far a closed stroke leaves its circle, in radii; 1.0 for open ones."""
        if self.openness[row] > 0.2 or self.counts[row] < 8:
            return 1.0
        away = np.linalg.norm(self.line(row) - self.middles[row], axis=1)
        mean = max(float(away.mean()), 1e-9)
        return float(np.abs(away - mean).max() / mean)

    @property
    def tallness(self) -> float:
        """How far to the right of the middle the drawing is tall, in its unit."""
        width = max(float(self.high[0] - self.low[0]), 1e-9)
        column = ((self.points[:, 0] - self.low[0]) / width * COLUMNS).astype(int)
        column = np.clip(column, 0, COLUMNS - 1)
        top = np.full(COLUMNS, self.high[1])
        np.minimum.at(top, column, self.points[:, 1])
        height = self.high[1] - top
        at = self.low[0] + (np.arange(COLUMNS) + 0.5) * width / COLUMNS
        mean = float((height * at).sum() / max(float(height.sum()), 1e-9))
        return mean - 0.5 * float(self.low[0] + self.high[0])
