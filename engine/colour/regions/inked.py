# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures of lines, in which areas are found."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from addon.contract.drawing import Drawing
from engine.render.clip import picture_size
from engine.render.frames import render_frames
from engine.runtime.arrays import array_of, numpy_of

SIDE = 640  # pixels, the long side of the picture in which areas of strokes are found
INKED = 0.35  # of a pixel, from which it counts as line
LINE = 2.5  # pixels: all lines are drawn so thin, or thick ones would fill narrow areas


@dataclass(frozen=True, eq=False)
class InkPicture:
    """Where the lines of a drawing are.

    Attributes:
        ink: [h, w].
        line: width of a line as it is drawn here, pixels.
        pen: usual width of a line in the drawing, pixels of the picture.
        scale: pixels of the picture for one of the canvas.
    """

    ink: NDArray[np.bool_]
    line: float
    pen: float
    scale: float

    def gap(self, widths: float) -> float:
        """Return how wide a gap of so many line widths is here, where lines are thin, in pixels."""
        return (widths + 1.0) * self.pen - self.line + 1.0


def inked(drawing: Drawing) -> InkPicture:
    """Return a picture of a drawing's lines; painted areas are left out.

    Where there is nothing but areas, as in traced pictures, these are what lines are painted with.
    """
    size = picture_size(drawing.canvas, SIDE)
    scale = size[0] / drawing.canvas[0]
    widths = numpy_of(drawing.widths)
    seen = np.repeat(numpy_of(drawing.colors)[:, 3] > 0, np.diff(numpy_of(drawing.stroke_offsets)))
    if not seen.any():
        ink = render_frames(drawing, size=size)[0, ..., 3] > 255 * INKED
        pen = _width_of(ink)
        return InkPicture(ink, max(LINE, pen), pen, scale)
    thin = np.full(len(widths), LINE / scale, np.float32)
    clear = np.zeros((drawing.stroke_count, 4), np.float32)
    lines = replace(drawing, widths=array_of(thin), fills=array_of(clear))
    alpha = render_frames(lines, size=size)[0, ..., 3]
    return InkPicture(alpha > 255 * INKED, LINE, float(np.median(widths[seen])) * scale, scale)


def _width_of(ink: NDArray[np.bool_]) -> float:
    """Return how wide painted lines [h, w] are, pixels: what they cover, over half their edge."""
    edge = int((ink & ~ndimage.binary_erosion(ink)).sum())
    return 2.0 * float(ink.sum()) / edge if edge else LINE
