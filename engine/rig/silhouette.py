# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the lines of a drawing enclose, on a coarse grid, and the axis of a body within.

Sketched outlines have gaps: lines are grown until they meet, what is outside is filled, and grown
back. The axis is the path from one end to another that keeps to the middle (Blum's medial axis,
found as a shortest path whose steps are dearer the nearer they are to the edge).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

CELLS = 96  # along the long side
MARGIN = 5  # cells
GAP = 0.044  # long sides: gaps in the outline up to this are closed
SMOOTH = 2.0  # cells: how far the steps of a path are rounded
NEIGHBOURS = ((0, 1), (1, 0), (1, 1), (1, -1))


@dataclass(frozen=True)
class Silhouette:
    """The body that lines enclose: one connected area, the largest, and its lines.

    Attributes:
        cells: int64 [C, 2], row and column of each cell of the body.
        depth: float64 [C], distance of each cell from the edge, in cells; at least 1.
        numbers: int64 [rows, columns], the number of each cell; -1 outside.
        corner, scale: place = (column and row - MARGIN) / scale + corner.
    """

    cells: Ints
    depth: Floats
    numbers: Ints
    corner: Floats
    scale: float

    @classmethod
    def of(cls, points: Floats, strokes: Ints) -> Silhouette:
        """Fill what lines enclose: points [P, 2] and strokes [P]; neighbours follow one another."""
        from scipy import ndimage  # its import is a tenth of the engine's start

        corner = points.min(axis=0)
        scale = CELLS / max(float(np.ptp(points, axis=0).max()), 1e-9)
        ink = _inked((points - corner) * scale + MARGIN, strokes)
        reach = 0.5 * GAP * CELLS
        open_air, _ = ndimage.label(ndimage.distance_transform_edt(~ink) > reach)
        outside = open_air == open_air[0, 0]
        mask = (ndimage.distance_transform_edt(~outside) > reach) | ink
        areas, _ = ndimage.label(mask, np.ones((3, 3)))
        mask = areas == 1 + int(np.bincount(areas[areas > 0]).argmax() - 1)
        cells = np.argwhere(mask).astype(np.int64)
        numbers = np.full(mask.shape, -1, np.int64)
        numbers[mask] = np.arange(len(cells))
        depth = ndimage.distance_transform_edt(np.pad(mask, 1))[1:-1, 1:-1][mask]
        return cls(cells, np.asarray(depth, np.float64), numbers, corner, scale)

    @cached_property
    def places(self) -> Floats:
        """Middles [C, 2] of the cells, in the unit of the points."""
        return (self.cells[:, ::-1] - MARGIN) / self.scale + self.corner

    def holds(self, points: Floats) -> Bools:
        """Tell which of points [P, 2] of the drawing lie in the body: bool [P]."""
        column, row = np.rint((points - self.corner) * self.scale + MARGIN).astype(np.int64).T
        return np.asarray(self.numbers[row, column] >= 0)

    def nearest(self, place: Floats) -> int:
        """Return the cell nearest to a place [2]."""
        return int(((self.places - place) ** 2).sum(axis=1).argmin())

    def distances(self, cell: int) -> Floats:
        """Return how far each cell [C] is from one, through the body, in the points' unit."""
        steps = self._graph(np.ones(len(self.cells)))
        return np.asarray(dijkstra(steps, False, cell)) / self.scale

    def farthest_from(self, cell: int) -> int:
        """Return the cell that is the longest way off, going through the body."""
        return int(self.distances(cell).argmax())

    def axis(self, start: int, end: int) -> Floats:
        """Return the path [n, 2] through the middle of the body from one cell to another."""
        _, before = dijkstra(self._graph(self.depth**-2.0), False, start, return_predecessors=True)
        path = [end]
        while path[-1] != start:
            path.append(int(before[path[-1]]))
        from scipy.ndimage import gaussian_filter1d

        line = self.places[path[::-1]]
        return np.asarray(gaussian_filter1d(line, SMOOTH, axis=0, mode="nearest"))

    def _graph(self, cost: Floats) -> csr_matrix:
        """Return the graph of neighbouring cells; a step costs its length times the mean cost."""
        rows, columns, costs = [], [], []
        size = np.array(self.numbers.shape)
        for step in NEIGHBOURS:
            beside = self.cells + step
            first = np.flatnonzero(((beside >= 0) & (beside < size)).all(axis=1))
            second = self.numbers[beside[first, 0], beside[first, 1]]
            first, second = first[second >= 0], second[second >= 0]
            rows.append(first)
            columns.append(second)
            costs.append(np.hypot(*step) * 0.5 * (cost[first] + cost[second]))
        indices = (np.concatenate(rows), np.concatenate(columns))
        return csr_matrix((np.concatenate(costs), indices), (len(self.cells),) * 2)


def _inked(places: Floats, strokes: Ints) -> Bools:
    """Return the cells [rows, columns] that lines go through; places [P, 2]: column and row."""
    columns, rows = np.ceil(places.max(axis=0)).astype(np.int64) + MARGIN + 1
    ink = np.zeros((rows, columns), np.bool_)
    first = np.flatnonzero(strokes[1:] == strokes[:-1])
    way = places[first + 1] - places[first]
    counts = np.ceil(2.0 * np.abs(way).max(axis=1, initial=0.0)).astype(np.int64) + 1
    number = np.repeat(np.arange(len(first)), counts)
    within = np.arange(len(number)) - np.repeat(np.cumsum(counts) - counts, counts)
    along = places[first][number] + way[number] * (within / counts[number])[:, None]
    for drawn in (along, places):
        column, row = np.rint(drawn).astype(np.int64).T
        ink[row, column] = True
    return ink


def along_line(line: Floats, shares: Floats) -> Floats:
    """Return the places [n, 2] at shares [n], 0..1, of the length of a line [m, 2]."""
    steps = np.linalg.norm(np.diff(line, axis=0), axis=1)
    arc = np.concatenate([[0.0], np.cumsum(steps)])
    at = np.asarray(shares) * arc[-1]
    return np.stack([np.interp(at, arc, line[:, k]) for k in range(2)], axis=1)
