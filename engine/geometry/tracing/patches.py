# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Parts of a picture of one colour, kept as masks of the boxes they lie in.

Hundreds of masks of the whole picture would take its memory and time hundreds of times.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import ndimage

from engine.geometry.tracing.page import Mask
from engine.geometry.tracing.picture import Floats

Box = tuple[slice, slice]


@dataclass(frozen=True, eq=False)
class Patch:
    """Pixels of one colour.

    Attributes:
        box: rows and columns of the picture.
        mask: [rows, columns] of the box.
        color: [3], RGB, 0..1.
    """

    box: Box
    mask: Mask
    color: Floats

    @classmethod
    def of(cls, mask: Mask, color: Floats) -> Patch:
        """Return the patch of the pixels of a mask [h, w], of which there are some."""
        rows, columns = ndimage.find_objects(mask.astype(np.uint8))[0]
        return cls((rows, columns), mask[rows, columns], color)

    @property
    def size(self) -> int:
        """The count of its pixels."""
        return int(self.mask.sum())

    def whole(self, shape: tuple[int, ...]) -> Mask:
        """Return the mask [h, w] of a picture of that shape."""
        mask = np.zeros(shape[:2], bool)
        mask[self.box] = self.mask
        return mask

    def widened(self, margin: int, shape: tuple[int, ...]) -> Patch:
        """Return the same pixels in a box with a margin, as far as a picture [h, w] has one."""
        box = tuple(
            slice(max(0, side.start - margin), min(end, side.stop + margin))
            for side, end in zip(self.box, shape[:2], strict=True)
        )
        return self._in((box[0], box[1]))

    def touches(self, other: Patch) -> bool:
        """Return whether two patches have a pixel in common."""
        rows, columns = (
            slice(max(a.start, b.start), min(a.stop, b.stop))
            for a, b in zip(self.box, other.box, strict=True)
        )
        if rows.start >= rows.stop or columns.start >= columns.stop:
            return False
        return bool((self._part((rows, columns)) & other._part((rows, columns))).any())

    def joined(self, other: Patch) -> Patch:
        """Return the pixels of both, in this one's colour."""
        rows, columns = (
            slice(min(a.start, b.start), max(a.stop, b.stop))
            for a, b in zip(self.box, other.box, strict=True)
        )
        wide = self._in((rows, columns))
        wide.mask[wide._place_of(other.box)] |= other.mask
        return wide

    def _in(self, box: Box) -> Patch:
        """Return the same pixels in a larger box, as a copy."""
        mask = np.zeros([side.stop - side.start for side in box], bool)
        wide = Patch(box, mask, self.color)
        mask[wide._place_of(self.box)] = self.mask
        return wide

    def _part(self, box: Box) -> Mask:
        return self.mask[self._place_of(box)]

    def _place_of(self, box: Box) -> Box:
        """Return where a smaller box lies in this one's."""
        rows, columns = (
            slice(inner.start - outer.start, inner.stop - outer.start)
            for inner, outer in zip(box, self.box, strict=True)
        )
        return rows, columns
