# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How the lines move from one picture to the next, as a smooth field.

Closest points (Besl and McKay, A Method for Registration of 3-D Shapes, 1992) between lines that
run alike; first the whole picture moves as one, by an affine map, then smaller and smaller parts.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage
from scipy.spatial import cKDTree

SAMPLES = 3000  # pixels of lines that are followed, at most
CELL = 8  # pixels of the grid on which the field is kept
AFFINE = 10  # rounds in which all moves as one
SMOOTH = (12.0, 12.0, 8.0, 8.0, 5.0, 5.0, 3.0, 3.0)  # cells over which residuals are shared out
FAR = 0.12  # of the picture's long side, that a line may move in a round
ALIKE = 0.6  # of how far lines move counts the difference of their directions
LEAST = 20  # pixels of lines, below which nothing moves

Mask = NDArray[np.bool_]
Floats = NDArray[np.float64]


class LineFlow:
    """The field by which lines move from one picture to the next."""

    def __init__(self, before: Mask, after: Mask) -> None:
        self._shape = before.shape
        cells = tuple(size // CELL + 2 for size in before.shape)
        self._field = np.zeros((2, *cells))
        start, target = _samples(before), _samples(after)
        if min(len(start), len(target)) < LEAST:
            return
        far = FAR * max(before.shape)
        start[:, 2:] *= ALIKE * far
        target[:, 2:] *= ALIKE * far
        tree = cKDTree(target)
        affine = np.eye(2, 3)
        for _ in range(AFFINE):
            moved = start[:, :2] @ affine[:, :2].T + affine[:, 2]
            found, near = _closest(tree, target, moved, start[:, 2:], far)
            affine = _affine(start[near, :2], found[near], affine)
        rows, columns = np.indices(cells)
        places = CELL * np.stack([rows, columns], -1).astype(np.float64)
        self._field = np.moveaxis(places @ affine[:, :2].T + affine[:, 2] - places, -1, 0)
        for cells_wide in SMOOTH:
            moved = start[:, :2] + self.at(start[:, :2])
            reach = min(far, 3.0 * cells_wide * CELL)
            found, near = _closest(tree, target, moved, start[:, 2:], reach)
            self._field += _shared_out(start[near, :2], (found - moved)[near], cells, cells_wide)

    def at(self, places: Floats) -> Floats:
        """Return by how much places [n, 2], rows and columns, move."""
        at = np.clip(places.T / CELL, 0.0, np.array(self._field.shape[1:])[:, None] - 1.0)
        parts = [ndimage.map_coordinates(part, at, order=1) for part in self._field]
        return np.stack(parts, 1)


def _samples(ink: Mask) -> Floats:
    """Return pixels of lines with their directions [n, 4], the same ones each time."""
    rows, columns = np.nonzero(ink & ~ndimage.binary_erosion(ink))
    if not len(rows):
        return np.zeros((0, 4))
    smooth = ndimage.gaussian_filter(ink.astype(np.float64), 1.5)
    slope = np.stack([ndimage.sobel(smooth, axis)[rows, columns] for axis in (0, 1)], 1)
    slope /= np.maximum(np.hypot(slope[:, 0], slope[:, 1]), 1e-9)[:, None]
    values = np.column_stack([rows, columns, slope]).astype(np.float64)
    return values[np.random.default_rng(0).permutation(len(values))[:SAMPLES]]


def _closest(
    tree: cKDTree, target: Floats, places: Floats, ways: Floats, far: float
) -> tuple[Floats, Mask]:
    """Return the closest places of edges that run alike, and which are near enough."""
    distance, index = tree.query(np.column_stack([places, ways]), distance_upper_bound=far)
    return target[np.minimum(index, len(target) - 1), :2], np.isfinite(distance)


def _affine(before: Floats, after: Floats, known: Floats) -> Floats:
    """Return the affine map [2, 3] by least squares; the known one where there is too little."""
    if len(before) < LEAST:
        return known
    ones = np.column_stack([before, np.ones(len(before))])
    return np.asarray(np.linalg.lstsq(ones, after, rcond=None)[0].T)


def _shared_out(places: Floats, moves: Floats, shape: tuple[int, ...], wide: float) -> Floats:
    """Return moves of some places as a field [2, *shape], smooth over so many cells."""
    cells = np.round(places / CELL).astype(np.int64)
    at = np.ravel_multi_index((cells[:, 0], cells[:, 1]), shape)
    count = int(np.prod(shape))

    def spread(values: Floats | None) -> Floats:
        sums = np.bincount(at, values, count).astype(np.float64).reshape(shape)
        return np.asarray(ndimage.gaussian_filter(sums, wide, mode="constant", truncate=3.0))

    weight = spread(None)
    return np.stack(
        [spread(moves[:, k]) / np.maximum(weight + 1e-3 * weight.max(), 1e-12) for k in (0, 1)]
    )
