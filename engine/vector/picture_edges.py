# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How far things are from the edges of the picture. y points down."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
ROOM_ACROSS = 0.5  # long sides between both edges; with less a body's middle goes to the edges


@dataclass(frozen=True)
class PictureEdges:
    """The edges of a picture; width and height in pixels.

    Boxes [2, 2] are of things: the lowest and the highest x and y.
    """

    width: float
    height: float

    def to_side(self, box: Floats, edge: str, size: float) -> Floats:
        """Return the way [2] of a thing to the inside of the left or right edge.

        Where it fills the picture, its middle comes to the edge. size: its long side.
        """
        (left, _), (right, _) = box
        if self.width - (right - left) < ROOM_ACROSS * size:
            left = right = 0.5 * (left + right)
        return np.array([-float(left) if edge == "left" else self.width - float(right), 0.0])

    def beyond(self, box: Floats, edge: str, past: float) -> Floats:
        """Return the way [2] of a thing to beyond an edge, past it by some pixels."""
        (left, top), (right, bottom) = box
        ways = {
            "left": (-float(right) - past, 0.0),
            "right": (self.width - float(left) + past, 0.0),
            "top": (0.0, -float(bottom) - past),
        }
        return np.array(ways.get(edge, (0.0, self.height - float(top) + past)))

    def leaving(self, box: Floats, along: Floats) -> float:
        """Return how far a thing goes in a direction [2] of length 1 until it is out of sight."""
        gone = np.where(along > 0.0, np.array([self.width, self.height]) - box[0], box[1])
        far = np.maximum(gone, 0.0) / np.maximum(np.abs(along), 1e-9)
        return float(far.min())

    def up_to(self, box: Floats, way: Floats) -> float:
        """Return how far a thing is from the edge that it goes to; negative beyond it."""
        (left, top), (right, bottom) = box
        ends = (left, self.width - right, top, self.height - bottom)
        return float(ends[2 * int(way[1] != 0.0) + int(way.sum() > 0.0)])

    def has_some(self, box: Floats) -> bool:
        """Tell whether some of a thing is in the picture."""
        (left, top), (right, bottom) = box
        inside = right >= 0.0 and bottom >= 0.0 and left <= self.width and top <= self.height
        return bool(inside)
