# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which points of the drawing each point of a Grease Pencil stroke becomes.

A polyline stays as it is, and so does a NURBS stroke, by its control points. Bezier and Catmull-Rom
strokes become cubics: 3k + 1 control points, or 3k when cyclic. Nothing here needs Blender.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .attributes import BEZIER, CATMULL_ROM

Rows = NDArray[np.int64]


@dataclass(frozen=True)
class StrokeLayout:
    """Where the n points of Blender's strokes, and their handles, are among the m drawing points.

    Where a handle isn't part of the drawing (the outer ones of an open stroke, all of a polyline)
    its row is that of its point. Points of strokes that were left out have row -1.

    Attributes:
        offsets: [captured strokes + 1], the first drawing point of each stroke, and the end.
        cubic: [captured strokes].
        cyclic: [captured strokes].
        strokes: [strokes in Blender], the index among the captured strokes, or -1.
        points: [n], the drawing point that each point becomes.
        left: [n], the drawing point that its left handle becomes.
        right: [n], the drawing point that its right handle becomes.
        neighbours: the stroke, the previous and the next point of each point in Blender, [n] each.
    """

    offsets: NDArray[np.int32]
    cubic: NDArray[np.bool_]
    cyclic: NDArray[np.bool_]
    strokes: Rows
    points: Rows
    left: Rows
    right: Rows
    neighbours: tuple[Rows, Rows, Rows]

    @property
    def point_count(self) -> int:
        """The number m of drawing points."""
        return int(self.offsets[-1])

    def spread(self, values: NDArray[np.float32]) -> NDArray[np.float32]:
        """Carry values of Blender's points [n] to the drawing's points [m].

        A handle gets the value a third of the way to the neighbouring point.
        """
        spread = np.zeros(self.point_count, np.float32)
        _, before, after = self.neighbours
        chosen = self.points >= 0
        for rows, other in ((self.left, before), (self.right, after), (self.points, None)):
            carried = values if other is None else values + (values[other] - values) / 3
            spread[rows[chosen]] = carried[chosen]
        return spread


def layout(
    offsets: NDArray[np.int32],
    types: NDArray[np.int8],
    cyclic: NDArray[np.bool_],
    chosen: NDArray[np.bool_],
) -> StrokeLayout:
    """Lay out s strokes of Blender as strokes of a drawing.

    `offsets` [s + 1]: the first point of each stroke, and the end. `types` [s]: the curve types of
    `attributes`. `cyclic` [s]. `chosen` [s]: the strokes that are captured.
    """
    counts = np.diff(offsets).astype(np.int64)
    chosen = chosen & (counts > 0)
    curved = ((types == BEZIER) | (types == CATMULL_ROM)) & (counts > 1)
    closed = cyclic & (counts > 1)
    sizes = np.where(curved, 3 * counts - np.where(closed, 0, 2), counts)
    sizes = np.where(chosen, sizes, 0)
    starts = np.concatenate([[0], np.cumsum(sizes)])
    stroke = np.repeat(np.arange(len(counts)), counts)
    position = np.arange(int(offsets[-1])) - offsets[:-1].astype(np.int64)[stroke]  # in its stroke
    first, last = position == 0, position == counts[stroke] - 1
    bent, ring = curved[stroke], closed[stroke]
    points = starts[:-1][stroke] + np.where(bent, 3 * position, position)
    left = np.where(bent & ~first, points - 1, points)
    left = np.where(bent & first & ring, starts[1:][stroke] - 1, left)
    right = np.where(bent & (~last | ring), points + 1, points)
    index = np.arange(len(points))
    before = np.where(first, np.where(ring, index + counts[stroke] - 1, index), index - 1)
    after = np.where(last, np.where(ring, index - counts[stroke] + 1, index), index + 1)
    outside = ~chosen[stroke]
    for rows in (points, left, right):
        rows[outside] = -1
    return StrokeLayout(
        offsets=np.concatenate([[0], np.cumsum(sizes[chosen])]).astype(np.int32),
        cubic=curved[chosen],
        cyclic=np.where(curved, closed, cyclic)[chosen],
        strokes=np.where(chosen, np.cumsum(chosen) - 1, -1),
        points=points,
        left=left,
        right=right,
        neighbours=(stroke, before, after),
    )


def handle_positions(
    layout: StrokeLayout,
    positions: NDArray[np.float64],
    types: NDArray[np.int8],
    left: NDArray[np.float64] | None,
    right: NDArray[np.float64] | None,
) -> NDArray[np.float64]:
    """Return the positions [m, 3] of the drawing's points from those of Blender's points [n, 3].

    `types` [strokes]; `left`, `right` [n, 3]: the handles of Bezier strokes, where there are any.
    The handles of a Catmull-Rom stroke are exact: a sixth of the chord between the neighbours.
    """
    stroke, before, after = layout.neighbours
    tangent = (positions[after] - positions[before]) / 6
    lefts, rights = positions - tangent, positions + tangent
    bezier = (types == BEZIER)[stroke][:, None]
    if left is not None and right is not None:
        lefts, rights = np.where(bezier, left, lefts), np.where(bezier, right, rights)
    spread = np.zeros((layout.point_count, 3))
    chosen = layout.points >= 0
    for rows, placed in ((layout.left, lefts), (layout.right, rights), (layout.points, positions)):
        spread[rows[chosen]] = placed[chosen]
    return spread
