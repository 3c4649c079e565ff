# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Traced strokes as arrays, and areas with holes as single outlines. Nothing here needs Blender.

Before 5.1, Grease Pencil fills every stroke by itself, so the outline of a hole would become one
more solid area. For those versions it is joined to the outline around it by a cut without width.
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
    """The columns of a `Drawing` as arrays, with P points in S strokes.

    Attributes:
        positions: [P, 2], canvas pixels.
        widths: [P], canvas pixels.
        opacities: [P].
        offsets: [S + 1], the first point of each stroke, and the end.
        colors: [S, 4], sRGB and alpha of lines.
        fills: [S, 4], sRGB and alpha of areas; alpha 0 for none.
        cyclic: [S].
        paths: [S]; filled strokes of one path are one area, by the even-odd rule.
    """

    positions: NDArray[np.float64]
    widths: Floats
    opacities: Floats
    offsets: NDArray[np.int64]
    colors: Floats
    fills: Floats
    cyclic: NDArray[np.bool_]
    paths: NDArray[np.int64]

    @classmethod
    def of(cls, drawing: Drawing) -> TracedStrokes:
        """Take the columns of a drawing."""
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
        """Return the same picture in strokes that are each filled by themselves."""
        return self.joined()[0]

    def joined(self) -> tuple[TracedStrokes, NDArray[np.int64], NDArray[np.int64]]:
        """Return the same as `without_holes`, and which points and strokes each of its is."""
        orders: list[NDArray[np.int64]] = []
        outers: list[int] = []
        done: set[int] = set()
        for stroke in range(len(self.offsets) - 1):
            if stroke in done:
                continue
            area = [stroke]
            if self.fills[stroke, 3] > 0:
                path = np.flatnonzero(self.paths == self.paths[stroke])
                area = [int(s) for s in path if self.fills[s, 3] > 0]
            done.update(area)
            for outer, holes in _with_holes(area, [self._points(s) for s in area]):
                order = np.arange(self.offsets[outer], self.offsets[outer + 1])
                for hole in holes:
                    inner = np.arange(self.offsets[hole], self.offsets[hole + 1])
                    order = _join(order, inner, self.positions)
                orders.append(order)
                outers.append(outer)
        if not outers:
            return self, np.zeros(0, np.int64), np.zeros(0, np.int64)
        points = np.concatenate(orders)
        counts = [len(order) for order in orders]
        strokes = TracedStrokes(
            self.positions[points],
            self.widths[points],
            self.opacities[points],
            np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
            self.colors[outers],
            self.fills[outers],
            self.cyclic[outers],
            self.paths[outers],
        )
        return strokes, points, np.array(outers, np.int64)

    def _points(self, stroke: int) -> NDArray[np.float64]:
        return self.positions[self.offsets[stroke] : self.offsets[stroke + 1]]


def _with_holes(
    area: list[int], outlines: list[NDArray[np.float64]]
) -> list[tuple[int, list[int]]]:
    """Return the outer outlines of an area, each with the holes right inside it (even-odd rule).

    `area`: strokes. `outlines` [n, 2] each: their points.
    """
    if len(area) == 1:
        return [(area[0], [])]
    count = len(area)
    inside = np.array(
        [
            [a != b and is_inside(outlines[a][0], outlines[b]) for b in range(count)]
            for a in range(count)
        ]
    )
    depth = inside.sum(axis=1)
    return [
        (
            area[a],
            [
                area[b]
                for b in range(count)
                if depth[a] % 2 == 0 and inside[b, a] and depth[b] == depth[a] + 1
            ],
        )
        for a in range(count)
        if depth[a] % 2 == 0
    ]


def is_inside(point: NDArray[np.float64], outline: NDArray[np.float64]) -> bool:
    """Return whether a point [2] lies in a closed polygon [n, 2], by the crossings of a ray."""
    x, y = outline.T
    next_x, next_y = np.roll(x, -1), np.roll(y, -1)
    crosses = (y > point[1]) != (next_y > point[1])
    with np.errstate(divide="ignore", invalid="ignore"):
        crossing_x = x + (point[1] - y) / (next_y - y) * (next_x - x)
    return bool(((crossing_x > point[0]) & crosses).sum() % 2)


def _join(
    outer: NDArray[np.int64], hole: NDArray[np.int64], positions: NDArray[np.float64]
) -> NDArray[np.int64]:
    """Join an outline and a hole into one outline, as indices of points.

    It leads along the outer outline to the point nearest to the hole, from there around the hole in
    the opposite sense, and back. `positions` [P, 2].
    """
    distances = np.linalg.norm(positions[outer][:, None] - positions[hole][None], axis=2)
    at, start = np.unravel_index(int(distances.argmin()), distances.shape)
    ring = np.roll(hole, -int(start))
    if _signed_area(positions[outer]) * _signed_area(positions[hole]) > 0:
        ring = np.concatenate([ring[:1], ring[:0:-1]])
    return np.concatenate([outer[: at + 1], ring, ring[:1], outer[at:]])


def _signed_area(outline: NDArray[np.float64]) -> float:
    """Return twice the area of a polygon [n, 2]; its sign tells the direction of rotation."""
    x, y = outline.T
    return float(x @ np.roll(y, -1) - y @ np.roll(x, -1))


def _numpy(column: Array) -> NDArray[Any]:
    return np.asarray(column.data).reshape(column.shape)
