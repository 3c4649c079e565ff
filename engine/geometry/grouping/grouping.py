# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The objects of a drawing, as they are found."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from addon.contract.drawing import Drawing
from engine.geometry.cut_strokes import CutStrokes
from engine.runtime.arrays import array_of

Ints = NDArray[np.int64]

MOST = 700  # strokes that are compared with each other; the others join their neighbours


@dataclass(frozen=True, eq=False)
class Grouping:
    """Objects of a drawing.

    Attributes:
        labels: int64 [S], number of each stroke's object, -1 for the background.
        names: names of the objects, all different, in the order of their numbers.
        cut: where strokes fall into pieces that are of different objects; then the labels are
            those of the pieces. None where all strokes are whole.
        scenery: whether the first object is what a scene has besides the things that are named.
        unsure: the part that a sentence names, where it isn't sure that it was found; else "".
    """

    labels: Ints
    names: tuple[str, ...]
    cut: CutStrokes | None = None
    unsure: str = ""
    scenery: bool = False

    def applied(self, drawing: Drawing) -> Drawing:
        """Return the drawing, cut in pieces if need be, with these objects and names."""
        drawing = drawing if self.cut is None else self.cut.applied(drawing)
        objects = array_of(self.labels.astype(np.int32))
        return replace(drawing, objects=objects, object_names=self.names)

    def of_whole_strokes(self) -> Grouping:
        """Return the objects of the artist's own strokes.

        A stroke that is cut is of the first of its objects; objects of nothing but pieces are left
        out.
        """
        if self.cut is None:
            return self
        labels = np.full(int(self.cut.strokes.max()) + 1, np.iinfo(np.int64).max)
        np.minimum.at(labels, self.cut.strokes, self.labels)
        kept, labels = np.unique(labels, return_inverse=True)
        names = tuple(self.names[number] for number in kept)
        return replace(self, labels=labels.astype(np.int64), names=names, cut=None)
