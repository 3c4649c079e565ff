# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The mesh of a part: a lattice over its paint, moved by what carries it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from engine.warp.carrier import Carrier
from engine.warp.painting import Mask
from engine.warp.parts import PaintParts

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

STEP = 3  # cells along the side of a square of the mesh
MARGIN = 1  # squares of the mesh around the paint


@dataclass(frozen=True, eq=False)
class PartMesh:
    """Triangles over a part.

    Attributes:
        rest: places of the corners [V, 2], pixels of the layer.
        moved: [F, V, 2].
        triangles: [T, 3], corners.
        painted: [T], whether paint of the part lies in them.
    """

    rest: Floats
    moved: Floats
    triangles: Ints
    painted: Mask

    def stretches(self, frame: int) -> Floats:
        """Return the longest and the shortest way [T, 2] that a way of length 1 has become.

        Only for triangles with paint in them.
        """
        corners = self.triangles[self.painted]
        rest, moved = self.rest[corners], self.moved[frame][corners]
        before = np.stack([rest[:, 1] - rest[:, 0], rest[:, 2] - rest[:, 0]], axis=-1)
        after = np.stack([moved[:, 1] - moved[:, 0], moved[:, 2] - moved[:, 0]], axis=-1)
        return np.linalg.svd(after @ np.linalg.inv(before), compute_uv=False)


def part_mesh(parts: PaintParts, number: int, cells: Mask, carrier: Carrier, cell: int) -> PartMesh:
    """Return the mesh of a part; cells: [h, w], those with any of its pixels."""
    squares = _squares(cells)
    corner = np.zeros((squares.shape[0] + 1, squares.shape[1] + 1), bool)
    for down, right in ((0, 0), (0, 1), (1, 0), (1, 1)):
        rows, columns = squares.shape
        corner[down : rows + down, right : columns + right] |= squares
    y, x = np.nonzero(corner)
    number_of = np.full(corner.shape, -1, np.int64)
    number_of[y, x] = np.arange(len(y))
    lattice = np.stack([x, y], axis=-1).astype(float) * STEP - STEP * MARGIN
    triangles, painted = _triangles(squares, number_of, cells)
    rest = lattice * cell
    values = _values_at(parts, number, lattice)
    return PartMesh(rest, carrier.moved(rest, values), triangles, painted)


def _squares(cells: Mask) -> Mask:
    """Return which squares of the lattice, one more than the cells on each side, have paint."""
    rows, columns = (-(-side // STEP) * STEP for side in cells.shape)
    padded = np.zeros((rows, columns), bool)
    padded[: cells.shape[0], : cells.shape[1]] = cells
    held = padded.reshape(rows // STEP, STEP, columns // STEP, STEP).any(axis=(1, 3))
    held = np.pad(held, MARGIN)
    return np.asarray(ndimage.binary_dilation(held, np.ones((3, 3)), iterations=MARGIN))


def _triangles(squares: Mask, number_of: Ints, cells: Mask) -> tuple[Ints, Mask]:
    y, x = np.nonzero(squares)
    a, b = number_of[y, x], number_of[y, x + 1]
    c, d = number_of[y + 1, x], number_of[y + 1, x + 1]
    rows, columns = (-(-side // STEP) * STEP for side in cells.shape)
    padded = np.zeros((rows, columns), bool)
    padded[: cells.shape[0], : cells.shape[1]] = cells
    held = padded.reshape(rows // STEP, STEP, columns // STEP, STEP).any(axis=(1, 3))
    painted = np.pad(held, MARGIN)[y, x]
    triangles = np.concatenate([np.stack([a, b, c], 1), np.stack([b, d, c], 1)])
    return triangles, np.concatenate([painted, painted])


def _values_at(parts: PaintParts, number: int, lattice: Floats) -> Floats:
    """Return the values [V, C] at places in cells: means of the part's own cells around them."""
    there = parts.labels >= 0
    y, x = np.nonzero(there)
    cells = np.zeros(parts.labels.shape, np.int64)
    cells[y, x] = np.arange(len(y))
    mask = parts.labels == number
    near = ndimage.distance_transform_edt(~mask, return_distances=False, return_indices=True)
    rows, columns = mask.shape
    total = np.zeros((len(lattice), parts.values.shape[1]))
    reach = range(-(STEP // 2) - 1, STEP // 2 + 1)
    for down in reach:
        for right in reach:
            row = np.clip(np.round(lattice[:, 1] + down).astype(int), 0, rows - 1)
            column = np.clip(np.round(lattice[:, 0] + right).astype(int), 0, columns - 1)
            from_row, from_column = near[0][row, column], near[1][row, column]
            total += parts.values[cells[from_row, from_column]]
    return total / len(reach) ** 2
