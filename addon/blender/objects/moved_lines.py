# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The lines of a drawing in one frame of a motion, to be drawn in the viewport.

Nothing here needs Blender.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...contract.drawing import CUBIC, Drawing
from ..capture.plane import Plane
from ..grease_pencil.stroke_layout import StrokeLayout
from .lines import curved, segments

Floats = NDArray[np.float32]
NO_ROWS = np.zeros(0, np.int64)
MARGIN = 24.0  # canvas pixels of paper around a motion
FAINT = 0.02  # of opacity: a line that is as faint is shown in the colour of the fill


@dataclass(frozen=True)
class MovedLines:
    """How the strokes of a drawing are drawn, wherever its points are.

    Attributes:
        plane: of the drawing.
        colors: [S, 4], straight RGBA of each stroke.
        width: of the lines, canvas pixels.
    """

    plane: Plane
    colors: Floats
    width: float
    layout: StrokeLayout

    @classmethod
    def of(cls, drawing: Drawing, plane: Plane) -> MovedLines:
        """Prepare the lines of a captured drawing."""
        count = drawing.stroke_count
        colors = _shaped(drawing.colors.data, 4)
        fills = _shaped(drawing.fills.data, 4)
        colors = np.where(colors[:, 3:] <= FAINT, fills, colors)
        offsets = np.asarray(drawing.stroke_offsets.data).astype(np.int32)
        opacities = np.asarray(drawing.opacities.data)
        starts = np.minimum(offsets[:-1], max(len(opacities) - 1, 0))
        colors[:, 3] *= np.maximum.reduceat(opacities, starts) if len(opacities) else 1.0
        layout = StrokeLayout(
            offsets=offsets,
            cubic=np.asarray(drawing.curve_types.data) == CUBIC,
            cyclic=np.asarray(drawing.cyclic.data).astype(np.bool_),
            strokes=np.arange(count),
            points=NO_ROWS,
            left=NO_ROWS,
            right=NO_ROWS,
            neighbours=(NO_ROWS, NO_ROWS, NO_ROWS),
        )
        widths = np.asarray(drawing.widths.data)
        return cls(plane, colors, float(np.median(widths)) if len(widths) else 1.0, layout)

    @property
    def brightness(self) -> float:
        """The mean brightness of the ink, 0..1."""
        ink = self.colors[:, :3].mean(axis=1) * self.colors[:, 3]
        return float(ink.sum() / max(float(self.colors[:, 3].sum()), 1e-6))

    def sheet(self, positions: NDArray[np.floating]) -> Floats:
        """Return the corners [4, 3] in the world of a sheet that holds a motion [F, P, 2].

        It covers the canvas too, so that it doesn't jump from one motion to the next.
        """
        low = np.minimum(positions.min(axis=(0, 1)) - MARGIN, 0.0)
        high = np.maximum(positions.max(axis=(0, 1)) + MARGIN, self.plane.canvas)
        (left, top), (right, bottom) = low, high
        corners = np.array([(left, bottom), (right, bottom), (right, top), (left, top)])
        return self.plane.to_world(corners).astype(np.float32)

    def at(self, positions: NDArray[np.floating]) -> tuple[Floats, Floats]:
        """Return the ends [k, 2, 3] of line segments in the world, and their colours [k, 4].

        positions [P, 2]: canvas pixels.
        """
        world = self.plane.to_world(positions.astype(np.float64))
        ends, strokes = segments(*curved(self.layout, world))
        return ends, self.colors[strokes]


def _shaped(data: object, width: int) -> Floats:
    return np.array(data, np.float32).reshape(-1, width)
