# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Traced strokes as arrays; solid areas with holes as one outline. Nothing here needs Blender.

Before 5.1 Grease Pencil fills every stroke by itself, so the outline of a hole would be one more
solid area. There it is joined to the outline around it by a cut of no width, there and back.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...contract.arrays import Array
from ...contract.drawing import Drawing

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class TracedStrokes:
    """A drawing's columns: P points in S strokes."""

    positions: NDArray[np.float64]  # [P, 2]
    widths: Floats  # [P]
    opacities: Floats  # [P]
    offsets: NDArray[np.int64]  # [S + 1]
    colors: Floats  # [S, 4]
    fills: Floats  # [S, 4]
    cyclic: NDArray[np.bool_]  # [S]
    paths: NDArray[np.int64]  # [S]

    @classmethod
    def of(cls, drawing: Drawing) -> TracedStrokes:
        return cls(
            _numpy(drawing.positions).astype(np.float64),
            _numpy(drawing.widths),
            _numpy(drawing.opacities),
            _numpy(drawing.stroke_offsets).astype(np.int64),
            _numpy(drawing.colors),
            _numpy(drawing.fills),
            _numpy(drawing.cyclic) != 0,
            _numpy(drawing.paths).astype(np.int64),
        )

    def without_holes(self) -> TracedStrokes:
        """The same picture in strokes that are each filled by themselves."""
        orders: list[NDArray[np.int64]] = []
        kept: list[int] = []
        used: set[int] = set()
        for stroke in range(len(self.offsets) - 1):
            if stroke in used:
                continue
            family = [stroke]
            if self.fills[stroke, 3] > 0:
                same = np.flatnonzero(self.paths == self.paths[stroke])
                family = [int(s) for s in same if self.fills[s, 3] > 0]
            used.update(family)
            for outer, holes in _parted(family, [self._points(s) for s in family]):
                order = np.arange(self.offsets[outer], self.offsets[outer + 1])
                for hole in holes:
                    own = np.arange(self.offsets[hole], self.offsets[hole + 1])
                    order = _joined(order, own, self.positions)
                orders.append(order)
                kept.append(outer)
        if not kept:
            return self
        points = np.concatenate(orders)
        counts = [len(order) for order in orders]
        return TracedStrokes(
            self.positions[points],
            self.widths[points],
            self.opacities[points],
            np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
            self.colors[kept],
            self.fills[kept],
            self.cyclic[kept],
            self.paths[kept],
        )

    def _points(self, stroke: int) -> NDArray[np.float64]:
        return self.positions[self.offsets[stroke] : self.offsets[stroke + 1]]


def _parted(family: list[int], outlines: list[NDArray[np.float64]]) -> list[tuple[int, list[int]]]:
    """Each outline that is solid within, with the holes right inside it (even-odd)."""
    if len(family) == 1:
        return [(family[0], [])]
    count = len(family)
    inside = np.array(
        [
            [a != b and is_inside(outlines[a][0], outlines[b]) for b in range(count)]
            for a in range(count)
        ]
    )
    depth = inside.sum(axis=1)
    return [
        (
            family[a],
            [
                family[b]
                for b in range(count)
                if depth[a] % 2 == 0 and inside[b, a] and depth[b] == depth[a] + 1
            ],
        )
        for a in range(count)
        if depth[a] % 2 == 0
    ]


def is_inside(point: NDArray[np.float64], outline: NDArray[np.float64]) -> bool:
    """Whether a point lies in a closed polygon [n, 2], by the crossings of a ray (even-odd)."""
    x, y = outline.T
    ahead_x, ahead_y = np.roll(x, -1), np.roll(y, -1)
    crosses = (y > point[1]) != (ahead_y > point[1])
    with np.errstate(divide="ignore", invalid="ignore"):
        at = x + (point[1] - y) / (ahead_y - y) * (ahead_x - x)
    return bool(((at > point[0]) & crosses).sum() % 2)


def _joined(
    outer: NDArray[np.int64], hole: NDArray[np.int64], positions: NDArray[np.float64]
) -> NDArray[np.int64]:
    """One closed outline of both: along the outer one, to the hole's nearest point, round, back."""
    apart = np.linalg.norm(positions[outer][:, None] - positions[hole][None], axis=2)
    at, start = np.unravel_index(int(apart.argmin()), apart.shape)
    ring = np.roll(hole, -int(start))
    if _turn(positions[outer]) * _turn(positions[hole]) > 0:
        ring = np.concatenate([ring[:1], ring[:0:-1]])
    return np.concatenate([outer[: at + 1], ring, ring[:1], outer[at:]])


def _turn(outline: NDArray[np.float64]) -> float:
    """Twice the area of a polygon, with a sign for the way round."""
    x, y = outline.T
    return float(x @ np.roll(y, -1) - y @ np.roll(x, -1))


def _numpy(column: Array) -> NDArray[Any]:
    return np.asarray(column.data).reshape(column.shape)
