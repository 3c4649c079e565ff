# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The drawing as the raster path has it: ink, its colour and width, and the square a model sees.

Pictures (PNG, JPEG, WebP of any kind and size, transparent or on paper) and drawings of strokes
(.safetensors, .svg: rendered here) become the same value.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy import ndimage

from addon.contract.drawing import Drawing
from addon.contract.errors import BadInput
from addon.contract.request import Request
from engine.geometry.load import VECTOR_SUFFIXES, load_drawing
from engine.geometry.tracing.ink import ink_of
from engine.geometry.tracing.picture import LARGEST_SIDE, Floats, Picture, read_picture
from engine.geometry.tracing.raster import InkRaster, ink_raster
from engine.geometry.tracing.thinning import thin
from engine.raster.picture.pixels import Bytes, read_pixels, without_paper
from engine.raster.picture.static_strokes import laid_over, split_static

MODEL_PEN = 2.0  # pixels: thinner lines are drawn this wide for the model
ROOM = 0.7  # of the square's side: the drawing's long side; the rest is room to move
_FAINT = 0.08


@dataclass(frozen=True)
class Window:
    """A square of the canvas, in canvas pixels; it may reach beyond the canvas."""

    left: float
    top: float
    side: float

    def box(self) -> tuple[float, float, float, float]:
        """left, top, right, bottom."""
        return self.left, self.top, self.left + self.side, self.top + self.side


@dataclass(frozen=True, eq=False)
class PictureSketch:
    """A drawing on its canvas.

    name: for messages. size: (W, H) of the canvas, pixels. ink: float32 [h, w] in 0..1, 1 where a
    line is full, at `reduction` canvas pixels a pixel. color: the usual RGB of the ink, 0..1. pen:
    usual full width of a line, canvas pixels. window: the square a model sees. `pixels` reads the
    drawing itself, uint8 [H, W, 4] straight RGBA on a transparent ground. below, above: the same of
    strokes that never move, which the model isn't shown; None where there are none.
    """

    name: str
    size: tuple[int, int]
    ink: Floats
    reduction: int
    color: tuple[float, float, float]
    pen: float
    window: Window
    pixels: Callable[[], Bytes]
    below: Bytes | None = None
    above: Bytes | None = None

    def rgba(self) -> Bytes:
        """The drawing in full size: uint8 [H, W, 4], its paper taken away if it had any."""
        return self.pixels()

    def with_static_strokes(self, frame: Bytes) -> Bytes:
        """A frame uint8 [H, W, 4] between the strokes that never move."""
        if self.below is not None:
            frame = laid_over(frame, self.below)
        return laid_over(self.above, frame) if self.above is not None else frame

    def drawn_pen(self, side: int) -> float:
        """Width of a usual line in `model_ink(side)`, its pixels: at least MODEL_PEN."""
        return max(MODEL_PEN, self.pen * side / self.window.side)

    def model_ink(self, side: int) -> Floats:
        """Ink float32 [side, side] of the window, 1 black, as a model is shown it.

        Lines that would be thinner than MODEL_PEN pixels are widened to it.
        """
        scale = side * self.reduction / self.window.side  # model pixels for each of `ink`
        ink = self.ink
        pen = self.pen * side / self.window.side
        if pen < MODEL_PEN:
            radius = (MODEL_PEN - pen) / 2 / scale
            ink = _wider(ink, radius)
        left, top, right, bottom = (value / self.reduction for value in self.window.box())
        return _cut(ink, (left, top, right, bottom), side)


def read_sketch(
    path: Path, *, room: float = ROOM, whole: bool = False, request: Request | None = None
) -> PictureSketch:
    """The drawing of a file: a picture, or strokes that are rendered in the size of their canvas.

    room: share of the model's square that the drawing takes. whole: the square is the whole
    canvas instead. request: says which objects are at rest. Raises BadInput for what is no picture
    or holds no drawing.
    """
    if path.suffix.lower() in VECTOR_SUFFIXES:
        return _of_strokes(load_drawing(path), path.name, room, whole, request)
    picture = read_picture(path)
    paper = bool((picture.alpha > 0.5).mean() > 0.98)

    def pixels() -> Bytes:
        full = read_pixels(path)
        return without_paper(full, picture) if paper else full

    return _sketch(picture, path.name, pixels, room, whole)


def sketch_of(
    rgba: Bytes, name: str, pixels: Callable[[], Bytes], *, room: float = ROOM, whole: bool = False
) -> PictureSketch:
    """The drawing of pixels uint8 [H, W, 4] on a transparent ground."""
    size = (rgba.shape[1], rgba.shape[0])
    reduction = max(1, -(-max(size) // LARGEST_SIDE))
    image = Image.fromarray(rgba)
    if reduction > 1:
        image = image.convert("RGBa").reduce(reduction).convert("RGBA")
    values = np.asarray(image, dtype=np.float32) / np.float32(255)
    picture = Picture(values[..., :3], values[..., 3], size, reduction)
    return _sketch(picture, name, pixels, room, whole)


def _of_strokes(
    drawing: Drawing, name: str, room: float, whole: bool, request: Request | None
) -> PictureSketch:
    """Strokes, rendered in the size of their canvas."""
    if not drawing.stroke_count:
        raise BadInput("The drawing is empty.", hint="Draw something first.")
    parts = split_static(drawing, request)
    rendered = _rendered(parts.moving)
    sketch = sketch_of(rendered, name, lambda: rendered, room=room, whole=whole)
    below, above = (
        _rendered(part) if part.stroke_count else None for part in (parts.below, parts.above)
    )
    return replace(sketch, below=below, above=above)


def _rendered(drawing: Drawing) -> Bytes:
    from engine.render.frames import render_frames

    frame: Bytes = render_frames(drawing)[0]
    return frame


def _sketch(
    picture: Picture, name: str, pixels: Callable[[], Bytes], room: float, whole: bool
) -> PictureSketch:
    ink = ink_of(picture)
    raster = ink_raster(ink, name)  # raises where nothing is drawn
    inked = ink > _FAINT
    level = float(np.percentile(ink[inked], 90))
    ink = np.clip((ink - _FAINT) / max(level - _FAINT, 0.05), 0, 1).astype(np.float32)
    core = ink > 0.9
    color = np.median(picture.color[core if core.any() else inked], axis=0)
    pen = _pen(raster) * picture.reduction
    window = _window(ink, picture, room, whole)
    red, green, blue = (float(value) for value in color)
    return PictureSketch(
        name, picture.size, ink, picture.reduction, (red, green, blue), pen, window, pixels
    )


def _pen(raster: InkRaster) -> float:
    """Usual width of a line in pixels of the ink, measured where the lines are enlarged."""
    radius = raster.depth[thin(raster.mask)]
    if not radius.size:
        return raster.pen / raster.scale
    return 2 * float(np.percentile(radius, 45)) / raster.scale


def _window(ink: Floats, picture: Picture, room: float, whole: bool) -> Window:
    """The square: the whole canvas, or one in which the drawing is centred and takes `room`."""
    width, height = picture.size
    if whole:
        side = float(max(width, height))
        return Window((width - side) / 2, (height - side) / 2, side)
    inked = ink > 0.3
    top, bottom = _extent(inked, 1, picture.reduction)
    left, right = _extent(inked, 0, picture.reduction)
    side = max(bottom - top, right - left) / min(1.0, max(0.2, room))
    return Window((left + right - side) / 2, (top + bottom - side) / 2, side)


def _extent(inked: NDArray[np.bool_], along: int, reduction: int) -> tuple[float, float]:
    places = np.flatnonzero(inked.any(axis=along))
    return float(places[0] * reduction), float((places[-1] + 1) * reduction)


def _wider(ink: Floats, radius: float) -> Floats:
    """Lines wider by `radius` pixels on both sides, edges kept soft."""
    whole = int(np.ceil(radius))
    padded = np.pad(ink, whole + 1)
    outside = ndimage.distance_transform_edt(padded < 0.5)
    grown = np.clip(radius + 1.0 - outside, 0, 1)
    height, width = ink.shape
    wide: Floats = np.maximum(padded, grown).astype(np.float32)
    return wide[whole + 1 : whole + 1 + height, whole + 1 : whole + 1 + width]


def _cut(ink: Floats, box: tuple[float, float, float, float], side: int) -> Floats:
    """A square part of a picture at `side` pixels; nothing outside of the picture."""
    height, width = ink.shape
    left, top = int(np.floor(min(0.0, box[0]))), int(np.floor(min(0.0, box[1])))
    right = int(np.ceil(max(float(width), box[2])))
    bottom = int(np.ceil(max(float(height), box[3])))
    padded = np.pad(ink, ((-top, bottom - height), (-left, right - width)))
    shifted = (box[0] - left, box[1] - top, box[2] - left, box[3] - top)
    image = Image.fromarray(padded)
    small = image.resize((side, side), Image.Resampling.BOX if _halves(box, side) else
                         Image.Resampling.LANCZOS, box=shifted)  # fmt: skip
    found: NDArray[np.float32] = np.clip(np.asarray(small), 0, 1).astype(np.float32)
    return found


def _halves(box: tuple[float, float, float, float], side: int) -> bool:
    """Whether the part is so large that Lanczos would only cost time."""
    return box[2] - box[0] > 16 * side
