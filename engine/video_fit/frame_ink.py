# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How much ink is on each pixel of a clip's frames, whatever they are drawn on.

The first frame is looked at for the pen's width and the grain; all frames are then read alike, so
that no line comes or goes because a frame was taken for another kind of picture.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.geometry.tracing.ground import line_ink, noise_of, without_lines
from engine.geometry.tracing.ink import TRANSPARENT_SHARE, ink_of, otsu
from engine.geometry.tracing.picture import Picture
from engine.geometry.tracing.raster import pen_width

Floats = NDArray[np.float32]
WINDOW = 0.04  # of the long side: lines that are thinner are found at first
SMALLEST_WINDOW = 15  # pixels
PENS = 3.2  # window for the second look, pens
GRAINS = 3.0  # standard deviations of the grain that are no ink
FAINTEST = 0.04  # contrast of ink and ground below which nothing is drawn


@dataclass(frozen=True)
class FrameInk:
    """Reads the ink of frames.

    Attributes:
        window: pixels; what is as wide is ground or paint, no line.
    """

    window: int

    @classmethod
    def of(cls, frame: NDArray[np.uint8]) -> FrameInk:
        """Return what reads a clip that begins with a frame uint8 [h, w, 4], straight RGBA."""
        color = _on_white(_picture(frame))
        window = _odd(max(WINDOW * max(color.shape), SMALLEST_WINDOW))
        ink = line_ink(color, without_lines(color, window))
        threshold, contrast = otsu(ink)
        if contrast < FAINTEST or not (ink > threshold).any():
            return cls(window)
        return cls(min(window, _odd(PENS * pen_width(ink, threshold))))

    def read(self, frame: NDArray[np.uint8]) -> Floats:
        """Return the ink [h, w] of a frame uint8 [h, w, 4], 0..1; all 0 where nothing is drawn."""
        picture = _picture(frame)
        if float((picture.alpha < 0.5).mean()) > TRANSPARENT_SHARE:
            return np.asarray(ink_of(picture), np.float32)
        color = _on_white(picture)
        ink = line_ink(color, without_lines(color, self.window))
        floor = GRAINS * noise_of(color)
        ink = np.clip((ink - floor) / max(1.0 - floor, 1e-3), 0.0, 1.0)
        if otsu(ink)[1] < FAINTEST:
            return np.zeros(ink.shape, np.float32)
        found: Floats = ink.astype(np.float32)
        return found


def _picture(frame: NDArray[np.uint8]) -> Picture:
    pixels = frame.astype(np.float32) / 255.0
    return Picture(pixels[..., :3], pixels[..., 3], (frame.shape[1], frame.shape[0]), 1)


def _on_white(picture: Picture) -> Floats:
    alpha = picture.alpha[..., None]
    return np.asarray(picture.color * alpha + (1.0 - alpha), np.float32)


def _odd(size: float) -> int:
    return max(5, round(size)) | 1
