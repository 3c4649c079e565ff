# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The strokes of a drawing in which parts are looked for."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from engine.rig.known_shapes import is_closed

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]

STANDING = 0.03  # of the drawing's long side: an end as near to another line stands on it
BULGING = 1.6  # times as long as its ends are apart is a line that goes around something
TOUCHING = 0.015  # of the drawing's long side: lines as near to each other touch


@dataclass(frozen=True, eq=False)
class PartStrokes:
    """S strokes of a drawing.

    Attributes:
        points: [N, 2] on them, stroke after stroke.
        offsets: [S + 1], where each begins and the last one ends.
        group: [S], the number of those that hang together.
    """

    points: Floats
    offsets: NDArray[np.int64]
    group: NDArray[np.int64]
    _touched: dict[int, Bools] = field(default_factory=dict, init=False, repr=False)

    @classmethod
    def of(cls, points: Floats, strokes: NDArray[np.int64]) -> PartStrokes:
        """Return the strokes [N] of points [N, 2], which follow one another, each by itself."""
        _, first = np.unique(strokes, return_index=True)
        offsets = np.append(np.sort(first), len(points)).astype(np.int64)
        return cls(np.asarray(points, np.float64), offsets, np.arange(len(first)))

    @property
    def count(self) -> int:
        """Number of strokes, S."""
        return len(self.group)

    @cached_property
    def low(self) -> Floats:
        return np.asarray(np.minimum.reduceat(self.points, self.offsets[:-1]))

    @cached_property
    def high(self) -> Floats:
        return np.asarray(np.maximum.reduceat(self.points, self.offsets[:-1]))

    @cached_property
    def length(self) -> Floats:
        """Lengths [S] of the strokes."""
        return np.array([np.linalg.norm(np.diff(self.line(s), axis=0), axis=1).sum()
                         for s in range(self.count)])  # fmt: skip

    @cached_property
    def box(self) -> Floats:
        return np.stack([self.low.min(axis=0), self.high.max(axis=0)])

    @cached_property
    def size(self) -> float:
        return max(float(np.ptp(self.box, axis=0).max()), 1e-9)

    def line(self, stroke: int) -> Floats:
        start, end = self.offsets[stroke : stroke + 2]
        return self.points[start:end]

    def extent(self, mine: Bools) -> float:
        """Return the long side of the box around strokes."""
        return float((self.high[mine].max(axis=0) - self.low[mine].min(axis=0)).max())

    def with_inside(self, mine: Bools) -> Bools:
        """Return strokes [S] with all that lies within the box of one of them."""
        held = mine.copy()
        for stroke in np.flatnonzero(mine):
            held |= (self.low >= self.low[stroke]).all(axis=1) & (
                self.high <= self.high[stroke]
            ).all(axis=1)
        return held

    def holds(self, stroke: int, place: Floats) -> bool:
        """Tell whether a closed stroke goes around a place [2]."""
        x, y = (self.line(stroke) - place).T
        turned = np.diff(np.unwrap(np.arctan2(np.append(y, y[0]), np.append(x, x[0]))))
        return bool(abs(turned.sum()) > np.pi)

    @cached_property
    def middle(self) -> Floats:
        """Middles [S, 2] of the strokes' boxes."""
        return np.asarray(0.5 * (self.low + self.high))

    @cached_property
    def sides(self) -> Floats:
        """Widths and heights [S, 2] of the strokes' boxes."""
        return np.asarray(self.high - self.low)

    @cached_property
    def closed(self) -> Bools:
        """Which strokes [S] go around something."""
        return np.array([is_closed(self.line(s)) for s in range(self.count)])

    @cached_property
    def stands(self) -> Bools:
        """Which open strokes [S] stand on one other stroke with both ends: a screen on its base."""
        found = np.zeros(self.count, bool)
        reach = STANDING * self.size
        for stroke in np.flatnonzero(~self.closed).tolist():
            ends = self.line(stroke)[[0, -1]]
            apart = float(np.linalg.norm(ends[0] - ends[1]))
            if float(self.length[stroke]) < BULGING * apart:
                continue
            found[stroke] = any(
                (cKDTree(self.line(other)).query(ends)[0] < reach).all()
                for other in np.flatnonzero(self.touched(self.only([stroke]))).tolist()
            )
        return found

    def only(self, strokes: list[int] | tuple[int, ...]) -> Bools:
        """Return strokes by their numbers as [S]."""
        return np.isin(np.arange(self.count), strokes)

    def touched(self, mine: Bools) -> Bools:
        """Return all strokes [S] that one of some touches; itself it does not."""
        found = np.zeros(self.count, bool)
        for stroke in np.flatnonzero(mine).tolist():
            if stroke not in self._touched:
                self._touched[stroke] = self._touched_by(stroke)
            found |= self._touched[stroke]
        return found

    def _touched_by(self, stroke: int) -> Bools:
        """Return which other strokes [S] one touches."""
        reach = TOUCHING * self.size
        low, high = self.low[stroke] - reach, self.high[stroke] + reach
        near = (self.low <= high).all(axis=1) & (self.high >= low).all(axis=1)
        near[stroke] = False
        tree = cKDTree(self.line(stroke))
        for other in np.flatnonzero(near):
            near[other] = tree.query(self.line(int(other)))[0].min() < reach
        return np.asarray(near)

    def clusters(self, mine: Bools, reach: float = 0.0) -> list[Bools]:
        """Return strokes [S] in clusters whose boxes overlap, or come as near as `reach`."""
        left, found = mine.copy(), []
        while left.any():
            cluster = self.only([int(np.flatnonzero(left)[0])])
            while True:
                low, high = self.low[cluster] - reach, self.high[cluster] + reach
                meets = (self.low[:, None] <= high[None]) & (self.high[:, None] >= low[None])
                near = np.any(np.all(meets, axis=2), axis=1)
                more = (left & near) | cluster
                if (more == cluster).all():
                    break
                cluster = more
            found.append(cluster)
            left &= ~cluster
        return found
