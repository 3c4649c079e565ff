# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The square of 256 units in which the engine computes, whatever the size of the canvas."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from addon.contract.drawing import Drawing
from engine.geometry.bezier import Floats, curve_bounds
from engine.geometry.segments import cubic_segments
from engine.runtime.arrays import numpy_of

SIZE = 256.0
LONG_SIDE = 154.0  # of the drawing's bounding box, 60 % of the square


@dataclass(frozen=True)
class WorkingSpace:
    """A similarity from canvas pixels to working units: `working = (p - center) scale + 128`.

    Points may be of any shape `[..., 2]`, (x, y); a floating dtype is kept.

    Attributes:
        scale: working units in a canvas pixel, > 0.
        center: middle of the drawing, canvas pixels, (x, y).
    """

    scale: float
    center: tuple[float, float]

    @classmethod
    def of(cls, drawing: Drawing) -> WorkingSpace:
        """Return the space in which the drawing's bounding box is centred, its long side 154.

        The box is that of the curves themselves (not of their control points), without stroke
        widths. For a drawing that is a single spot the canvas sets the scale, so that the space
        still grows with the input.
        """
        low, high = drawing_bounds(drawing)
        extent = float((high - low).max())
        center = (low + high) / 2.0
        canvas = max(drawing.canvas)
        scale = LONG_SIDE / extent if extent > 1e-6 * canvas else SIZE / canvas
        return cls(scale, (float(center[0]), float(center[1])))

    def to_working(self, points: NDArray[Any]) -> NDArray[Any]:
        """Map canvas points `[..., 2]` to working units."""
        mapped: Floats = (points - np.asarray(self.center)) * self.scale + SIZE / 2.0
        return mapped.astype(points.dtype)

    def to_canvas(self, points: NDArray[Any]) -> NDArray[Any]:
        """Map working points `[..., 2]` to canvas pixels."""
        mapped: Floats = (points - SIZE / 2.0) / self.scale + np.asarray(self.center)
        return mapped.astype(points.dtype)

    def displacement_to_working(self, displacements: NDArray[Any]) -> NDArray[Any]:
        """Scale canvas displacements `[..., 2]` to working units."""
        scaled: NDArray[Any] = displacements * self.scale
        return scaled

    def displacement_to_canvas(self, displacements: NDArray[Any]) -> NDArray[Any]:
        """Scale working displacements `[..., 2]` to canvas pixels."""
        scaled: NDArray[Any] = displacements / self.scale
        return scaled


def drawing_bounds(drawing: Drawing) -> tuple[Floats, Floats]:
    """Return the bounding box of all strokes, without their widths.

    Its lower and upper corner, `[2]` each, canvas pixels, (x, y); zeros for an empty drawing.
    """
    points = np.asarray(numpy_of(drawing.positions), dtype=np.float64)
    curve_types = numpy_of(drawing.curve_types)
    on_curve = np.repeat(curve_types == 0, np.diff(numpy_of(drawing.stroke_offsets)))
    lows, highs = [], []
    if on_curve.any():
        lows.append(points[on_curve].min(axis=0))
        highs.append(points[on_curve].max(axis=0))
    segments = cubic_segments(
        numpy_of(drawing.stroke_offsets), numpy_of(drawing.cyclic), curve_types == 1
    )
    if len(segments):
        low, high = curve_bounds(points[segments])
        lows.append(low)
        highs.append(high)
    if not lows:
        return np.zeros(2), np.zeros(2)
    return np.min(lows, axis=0), np.max(highs, axis=0)
