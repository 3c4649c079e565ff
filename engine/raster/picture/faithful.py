# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures in and out of the model as FlipSketch's program has them.

In: the whole canvas on white paper, squashed to a square, its greys as they are. Out: enlarged to
1024 pixels, black or nothing by Otsu's threshold, and stretched back to the canvas; the first frame
is the model's, too. Theirs has colours at the way in; here all is grey.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from engine.geometry.tracing.ink import otsu
from engine.geometry.tracing.picture import Floats
from engine.raster.picture.sketch_image import PictureSketch

SIDE = 1024  # pixels of a frame when it is made black or white
_LUMA = np.array([0.299, 0.587, 0.114], np.float32)


def squashed_ink(sketch: PictureSketch, side: int) -> Floats:
    """Return the darkness [side, side] of a drawing on white paper, 1 is black."""
    pixels = sketch.rgba().astype(np.float32) / 255
    alpha = pixels[..., 3]
    grey = (pixels[..., :3] @ _LUMA) * alpha + (1 - alpha)
    small = Image.fromarray(grey).resize((side, side), Image.Resampling.LANCZOS)
    ink: Floats = np.clip(1 - np.asarray(small), 0, 1).astype(np.float32)
    return ink


def binarised_frames(ink: Floats, sketch: PictureSketch) -> Iterator[NDArray[np.uint8]]:
    """Yield frames uint8 [H, W, 4] of a model's ink [F, S, S]: black lines on a clear ground."""
    for picture in ink:
        large = Image.fromarray(picture).resize((SIDE, SIDE), Image.Resampling.BICUBIC)
        values = np.clip(np.asarray(large), 0, 1)
        threshold, _ = otsu(values)
        mask = Image.fromarray((values > threshold).astype(np.uint8) * 255)
        frame = np.zeros((sketch.size[1], sketch.size[0], 4), np.uint8)
        frame[..., 3] = np.asarray(mask.resize(sketch.size, Image.Resampling.BOX))
        yield frame
