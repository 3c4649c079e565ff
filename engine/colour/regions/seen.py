# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An area of a picture as it was seen last, and where lines that move carry it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from engine.colour.regions.flow import LineFlow
from engine.colour.regions.trapped_ball import OUTSIDE, Labels

Mask = NDArray[np.bool_]
Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class SeenArea:
    """An area in one picture.

    Attributes:
        corner: row and column of the first pixel of `mask`; may lie outside of the picture.
        mask: [h, w], the box of the area.
        middle: [2], its mean row and column.
        size: its pixels.
    """

    corner: tuple[int, int]
    mask: Mask
    middle: Floats
    size: float

    @classmethod
    def of(cls, rows: NDArray[np.int64], columns: NDArray[np.int64]) -> SeenArea:
        """Return the area of these pixels, at least one."""
        corner = int(rows.min()), int(columns.min())
        mask = np.zeros((int(np.ptp(rows)) + 1, int(np.ptp(columns)) + 1), bool)
        mask[rows - corner[0], columns - corner[1]] = True
        places = np.stack([rows, columns]).astype(np.float64)
        return cls(corner, mask, places.mean(1), float(len(rows)))

    def pixels(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the rows and columns of its pixels."""
        rows, columns = np.nonzero(self.mask)
        return rows + self.corner[0], columns + self.corner[1]

    def within(self, shape: tuple[int, ...]) -> Mask:
        """Return the area in a picture of a shape; what lies outside is cut off."""
        rows, columns = self.pixels()
        inside = (rows >= 0) & (columns >= 0) & (rows < shape[0]) & (columns < shape[1])
        picture = np.zeros(shape[:2], bool)
        picture[rows[inside], columns[inside]] = True
        return picture

    def shared(self, other: SeenArea) -> float:
        """Return how many pixels two areas share."""
        low = np.maximum(self.corner, other.corner)
        high = np.minimum(
            np.add(self.corner, self.mask.shape), np.add(other.corner, other.mask.shape)
        )
        if (high <= low).any():
            return 0.0
        parts = []
        for area in (self, other):
            (top, left), (bottom, right) = low - area.corner, high - area.corner
            parts.append(area.mask[top:bottom, left:right])
        return float((parts[0] & parts[1]).sum())

    def carried(self, flow: LineFlow) -> SeenArea:
        """Return the area where lines that move carry it."""
        places = np.stack(self.pixels(), 1).astype(np.float64)
        rows, columns = np.round(places + flow.at(places)).astype(np.int64).T
        moved = SeenArea.of(rows, columns)
        whole = ndimage.binary_closing(np.pad(moved.mask, 2), iterations=2)
        rows, columns = np.nonzero(whole)
        return SeenArea.of(rows + moved.corner[0] - 2, columns + moved.corner[1] - 2)


def areas_in(labels: Labels) -> dict[int, SeenArea]:
    """Return the areas of a picture [h, w], without what is around the drawing."""
    found = {}
    for number, box in enumerate(ndimage.find_objects(labels), 1):
        if number > OUTSIDE and box is not None:
            rows, columns = np.nonzero(labels[box] == number)
            found[number] = SeenArea.of(rows + box[0].start, columns + box[1].start)
    return found


def alike(one: SeenArea, other: SeenArea) -> float:
    """Return how alike two areas are, 0..1: what they share, or else their place and size."""
    shared = one.shared(other)
    overlap = shared / max(one.size + other.size - shared, 1.0)
    return 0.7 * overlap + 0.3 * near(one, other, 1.0)


def near(one: SeenArea, other: SeenArea, reach: float = 2.0) -> float:
    """Return how near to each other and alike in size two areas are, 0..1.

    reach: of their size, over which nearness falls to 1 / e.
    """
    far = np.hypot(*(one.middle - other.middle)) / (reach * np.sqrt(max(one.size, other.size)))
    return float(np.exp(-far)) * min(one.size, other.size) / max(one.size, other.size)
