# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A drawing as the picture that an image-to-video model begins (or ends) with.

What the model makes of it comes back through `engine.video_fit`: where the drawing lies in the
picture is found again there.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from addon.contract.drawing import Drawing
from addon.contract.errors import BadInput
from addon.contract.messages import Message
from engine.render.frames import render_frames
from engine.runtime.arrays import numpy_of

ROOM = 0.62  # of the picture's width or height, that the drawing fills: the rest is room to move
THINNEST = 3.0  # pixels: thinner lines get lost when a model makes its pictures small
SMALLEST, LARGEST = 64, 4096  # pixels


@dataclass(frozen=True)
class ModelSize:
    """Width and height of the pictures that a family of models is made for, landscape."""

    width: int
    height: int

    def turned_for(self, drawing: Drawing) -> ModelSize:
        """Return the size as portrait where the drawing is higher than wide."""
        points = numpy_of(drawing.positions)
        width, height = np.ptp(points, axis=0)
        if height > width and self.width > self.height:
            return ModelSize(self.height, self.width)
        return self


#: By name; the sizes are those of the models' own example programs.
SIZES = {
    "wan": ModelSize(832, 480),
    "wan-720p": ModelSize(1280, 720),
    "ltx": ModelSize(768, 512),
    "cogvideox": ModelSize(720, 480),
    "hd": ModelSize(1920, 1080),
    "square": ModelSize(512, 512),
}


def size_named(name: str) -> ModelSize:
    """Return a size by the name of a family of models, or as "832x480". Raises BadInput."""
    if name in SIZES:
        return SIZES[name]
    width, _, height = name.partition("x")
    if width.isdecimal() and height.isdecimal():
        size = ModelSize(int(width), int(height))
        if min(size.width, size.height) >= SMALLEST and max(size.width, size.height) <= LARGEST:
            return size
    raise BadInput(
        "{size} is no size for a video model.",
        size=name,
        hint=Message("Write one like 832x480, or one of {names}.", names=", ".join(SIZES)),
    )


def model_frame(drawing: Drawing, size: ModelSize) -> Image.Image:
    """Return the drawing in the middle of white paper, with room around it to move.

    Lines thinner than a model can see are drawn thicker. Raises BadInput for an empty drawing.
    """
    shown = drawing_on(drawing, size)
    picture = render_frames(shown, size=(size.width, size.height), background=(1.0, 1.0, 1.0))[0]
    return Image.fromarray(picture).convert("RGB")


def drawing_on(drawing: Drawing, size: ModelSize) -> Drawing:
    """Return the drawing in the middle of a canvas of this size, as `model_frame` shows it.

    Raises BadInput for an empty drawing.
    """
    points = numpy_of(drawing.positions).astype(np.float64)
    scale, shift = placed_on(drawing, size)
    widths = np.maximum(numpy_of(drawing.widths) * scale, THINNEST)
    return Drawing.build(
        (points * scale + shift).astype(np.float32),
        drawing.stroke_offsets,
        canvas=(size.width, size.height),
        widths=widths.astype(np.float32),
        opacities=drawing.opacities,
        curve_types=drawing.curve_types,
        colors=drawing.colors,
        fills=drawing.fills,
        cyclic=drawing.cyclic,
        paths=drawing.paths,
        fill_rules=drawing.fill_rules,
    )


def placed_on(drawing: Drawing, size: ModelSize) -> tuple[float, NDArray[np.float64]]:
    """Return the scale and the shift [2] that put the drawing's points on a canvas of this size.

    Raises BadInput for an empty drawing.
    """
    points = numpy_of(drawing.positions).astype(np.float64)
    if not len(points):
        raise BadInput("There is nothing to draw.", hint="Draw something first.")
    low, high = points.min(axis=0), points.max(axis=0)
    frame = np.array([size.width, size.height], np.float64)
    scale = float((ROOM * frame / np.maximum(high - low, 1e-6)).min())
    return scale, frame / 2 - (low + high) / 2 * scale
