# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The objects of a drawing, as they are found."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from addon.contract.drawing import Drawing
from engine.runtime.arrays import array_of

Ints = NDArray[np.int64]

MOST = 700  # strokes that are compared with each other; the others join their neighbours


@dataclass(frozen=True, eq=False)
class Grouping:
    """Objects of a drawing.

    Attributes:
        labels: int64 [S], number of each stroke's object, -1 for the background.
        names: names of the objects, all different, in the order of their numbers.
    """

    labels: Ints
    names: tuple[str, ...]

    def applied(self, drawing: Drawing) -> Drawing:
        """Return the drawing with the objects and names of this grouping."""
        objects = array_of(self.labels.astype(np.int32))
        return replace(drawing, objects=objects, object_names=self.names)
