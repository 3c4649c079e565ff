# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A painted layer: its pixels, and a small view of it in which its regions are found."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from addon.contract.errors import BadInput

Bytes = NDArray[np.uint8]
Floats = NDArray[np.float32]
Mask = NDArray[np.bool_]

LOOK = 224  # cells along the long side of what is painted
MOST_CELLS = 640  # along the long side of the canvas
PAINTED = 0.04  # mean alpha of a cell that belongs to the painting


@dataclass(frozen=True, eq=False)
class Painting:
    """A layer and its small view. A cell is a square of `cell` pixels; the last ones may be cut.

    Attributes:
        rgba: straight, [H, W, 4].
        color: mean colours of the cells [h, w, 3], 0..1.
        alpha: their mean alpha [h, w], 0..1.
        cell: pixels along the side of a cell.
    """

    rgba: Bytes
    color: Floats
    alpha: Floats
    cell: int

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return self.rgba.shape[1], self.rgba.shape[0]

    @property
    def painted(self) -> Mask:
        """Cells [h, w] with paint on them."""
        return np.asarray(self.alpha > PAINTED)

    @classmethod
    def of(cls, rgba: Bytes) -> Painting:
        """Look at a layer. Raises BadInput where nothing is painted."""
        inked = rgba[..., 3] > 0
        rows, columns = np.flatnonzero(inked.any(axis=1)), np.flatnonzero(inked.any(axis=0))
        if not len(rows):
            raise BadInput("Nothing is painted on this layer.", hint="Choose the layer with paint.")
        longest = max(rows[-1] - rows[0], columns[-1] - columns[0]) + 1
        whole = max(rgba.shape[:2])
        cell = max(1, -(-int(longest) // LOOK), -(-whole // MOST_CELLS))
        premultiplied = _cells(rgba, cell)
        alpha = premultiplied[..., 3]
        color = premultiplied[..., :3] / np.maximum(alpha, 1e-4)[..., None]
        return cls(rgba, np.clip(color, 0, 1), alpha, cell)


def _cells(rgba: Bytes, cell: int) -> Floats:
    """Return the means of cells, premultiplied, float32 [h, w, 4] in 0..1."""
    height, width = rgba.shape[:2]
    rows, columns = -(-height // cell), -(-width // cell)
    sums = np.empty((rows, columns, 4), np.float32)
    for row in range(rows):  # a band at a time keeps the memory small
        band = rgba[row * cell : (row + 1) * cell].astype(np.float32) / 255
        band[..., :3] *= band[..., 3:]
        flat = np.zeros((columns * cell, 4), np.float32)
        flat[:width] = band.sum(axis=0)
        sums[row] = flat.reshape(columns, cell, 4).sum(axis=1)
    return np.asarray(sums / (cell * cell), np.float32)
