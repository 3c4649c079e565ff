# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Small pictures of frames that are being drawn, placed on the drawing's canvas."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from engine.geometry.tracing.picture import Floats
from engine.raster.picture.sketch_image import PictureSketch

LONG_SIDE = 160  # pixels


def preview_frames(ink: Floats, sketch: PictureSketch) -> NDArray[np.uint8]:
    """Return pictures uint8 [n, h, w, 4], LONG_SIDE long, of a model's ink [n, S, S]."""
    width, height = sketch.size
    scale = LONG_SIDE / max(width, height)
    size = max(1, round(width * scale)), max(1, round(height * scale))
    window = sketch.window
    side = max(1, round(window.side * scale))
    corner = round(window.left * scale), round(window.top * scale)
    frames = np.empty((len(ink), size[1], size[0], 4), np.uint8)
    frames[..., :3] = np.round(np.array(sketch.color) * 255).astype(np.uint8)
    for number, picture in enumerate(ink):
        eight = Image.fromarray(np.round(np.clip(picture, 0, 1) * 255).astype(np.uint8))
        canvas = Image.new("L", size)
        canvas.paste(eight.resize((side, side), Image.Resampling.BILINEAR), corner)
        frames[number, ..., 3] = np.asarray(canvas)
    return frames
