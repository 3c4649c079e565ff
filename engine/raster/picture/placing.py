# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A model's pictures enlarged onto the drawing's canvas, without any cleaning."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from engine.geometry.tracing.picture import Floats
from engine.raster.picture.sketch_image import PictureSketch


def placed(ink: Floats, sketch: PictureSketch) -> Iterator[NDArray[np.uint8]]:
    """Yield pictures uint8 [H, W, 4] of a model's ink [F, S, S]; the first is the drawing."""
    yield sketch.rgba()
    for picture in ink[1:]:
        yield _placed(picture, sketch)


def _placed(picture: Floats, sketch: PictureSketch) -> NDArray[np.uint8]:
    width, height = sketch.size
    left, top, right, bottom = sketch.window.box()
    scale = picture.shape[0] / sketch.window.side
    shown = max(0.0, left), max(0.0, top), min(float(width), right), min(float(height), bottom)
    low = np.floor(shown[:2]).astype(int)
    high = np.ceil(shown[2:]).astype(int)
    part = tuple(
        float(np.clip((value - origin) * scale, 0, picture.shape[0]))
        for value, origin in zip((*low, *high), (left, top, left, top), strict=True)
    )
    eight = Image.fromarray(np.round(np.clip(picture, 0, 1) * 255).astype(np.uint8))
    size = (int(high[0] - low[0]), int(high[1] - low[1]))
    large = eight.resize(size, Image.Resampling.BICUBIC, box=(part[0], part[1], part[2], part[3]))
    frame = np.zeros((height, width, 4), np.uint8)
    alpha = np.asarray(large)[: height - low[1], : width - low[0]]
    frame[low[1] : low[1] + alpha.shape[0], low[0] : low[0] + alpha.shape[1], 3] = alpha
    frame[frame[..., 3] > 0, :3] = np.round(np.array(sketch.color) * 255).astype(np.uint8)
    return frame
