# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The drawing of a raster job: its ink, colour and line width, and the square a model is shown.

Pictures (PNG, JPEG, WebP of any kind and size, transparent or on paper) and drawings of strokes
(.safetensors, .svg), which are rendered, become the same value.
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
from engine.geometry.load import VECTOR_SUFFIXES, load_drawing, reading_warnings
from engine.geometry.tracing.ink import ink_of
from engine.geometry.tracing.picture import LARGEST_SIDE, Floats, Picture, read_picture, shown_name
from engine.geometry.tracing.raster import InkRaster, ink_raster
from engine.geometry.tracing.thinning import thin
from engine.raster.picture.pixels import Bytes, read_pixels, without_paper
from engine.raster.picture.static_strokes import laid_over, split_static

MODEL_PEN = 2.0  # pixels of the model; thinner lines are widened to this
ROOM = 0.7  # of the square's side that the drawing's long side takes; the rest is room to move
_FAINT = 0.08  # ink that counts as none


@dataclass(frozen=True)
class Window:
    """A square of the canvas, in canvas pixels; it may reach beyond the canvas."""

    left: float
    top: float
    side: float

    def box(self) -> tuple[float, float, float, float]:
        """Return left, top, right, bottom."""
        return self.left, self.top, self.left + self.side, self.top + self.side


@dataclass(frozen=True, eq=False)
class PictureSketch:
    """A drawing on its canvas.

    Attributes:
        name: of the file, for messages.
        size: (width, height) of the canvas in pixels.
        ink: float32 [h, w] in 0..1, 1 where a line is full; one pixel is `reduction` of the canvas.
        color: usual RGB of the ink, 0..1.
        pen: usual full width of a line, canvas pixels.
        window: the square that a model is shown.
        pixels: reads the drawing itself, straight RGBA uint8 [H, W, 4] on a transparent ground.
        below: the same of strokes under it that never move and aren't shown to the model, if any.
        above: the same of such strokes over it.
        warnings: what reading the file has left out.
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
    warnings: tuple[str, ...] = ()

    def rgba(self) -> Bytes:
        """Return the drawing in full size, straight RGBA uint8 [H, W, 4], without its paper."""
        return self.pixels()

    def with_static_strokes(self, frame: Bytes) -> Bytes:
        """Return a frame, straight RGBA uint8 [H, W, 4], between the strokes that never move."""
        if self.below is not None:
            frame = laid_over(frame, self.below)
        return laid_over(self.above, frame) if self.above is not None else frame

    def drawn_pen(self, side: int) -> float:
        """Return the width of a usual line in `model_ink(side)`, in pixels of that picture."""
        return max(MODEL_PEN, self.pen * side / self.window.side)

    def model_ink(self, side: int) -> Floats:
        """Return the ink of the window as a model is shown it, float32 [side, side], 1 is black.

        Lines that would be thinner than MODEL_PEN pixels are widened to that.
        """
        scale = side * self.reduction / self.window.side  # pixels of the model for one of `ink`
        ink = self.ink
        pen = self.pen * side / self.window.side
        if pen < MODEL_PEN:
            radius = (MODEL_PEN - pen) / 2 / scale
            ink = _wider(ink, radius)
        left, top, right, bottom = (value / self.reduction for value in self.window.box())
        return _cut(ink, (left, top, right, bottom), side)

    def model_share(self, share: Floats, side: int) -> Floats:
        """Return the window's part [side, side] of shares [H, W] of the canvas; 0 outside."""
        return _cut(share, self.window.box(), side)


def read_sketch(
    path: Path, *, room: float = ROOM, whole: bool = False, request: Request | None = None
) -> PictureSketch:
    """Read a file with a picture, or with strokes, which are rendered in the size of their canvas.

    room: share of the side of the model's square that the drawing's long side takes. whole: the
    square is the whole canvas instead. request: says which objects never move. Raises BadInput for
    a file that is no picture, or in which nothing is drawn.
    """
    if path.suffix.lower() in VECTOR_SUFFIXES:
        return _of_strokes(load_drawing(path), shown_name(path), room, whole, request)
    picture = read_picture(path)
    paper = bool((picture.alpha > 0.5).mean() > 0.98)

    def pixels() -> Bytes:
        full = read_pixels(path)
        return without_paper(full, picture) if paper else full

    return _sketch(picture, shown_name(path), pixels, room, whole)


def sketch_of(
    rgba: Bytes, name: str, pixels: Callable[[], Bytes], *, room: float = ROOM, whole: bool = False
) -> PictureSketch:
    """Return the drawing of straight RGBA pixels uint8 [H, W, 4] on a transparent ground.

    name, pixels: as in `PictureSketch`; room, whole: as in `read_sketch`. Raises BadInput where
    nothing is drawn.
    """
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
    """Return the drawing of strokes, rendered in the size of their canvas."""
    if not drawing.stroke_count:
        raise BadInput("The drawing is empty.", hint="Draw something first.")
    split = split_static(drawing, request)
    rendered = _rendered(split.moving)
    sketch = sketch_of(rendered, name, lambda: rendered, room=room, whole=whole)
    below, above = (
        _rendered(part) if part.stroke_count else None for part in (split.below, split.above)
    )
    return replace(sketch, below=below, above=above, warnings=tuple(reading_warnings(drawing)))


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
    """Return the usual width of a line in pixels of the ink, measured in the enlarged raster."""
    radius = raster.depth[thin(raster.mask)]
    if not radius.size:
        return raster.pen / raster.scale
    return 2 * float(np.percentile(radius, 45)) / raster.scale


def _window(ink: Floats, picture: Picture, room: float, whole: bool) -> Window:
    """Return the model's square: the whole canvas, or one with the drawing in its middle."""
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
    """Return where ink [h, w] begins and ends, in canvas pixels: rows along 1, columns along 0."""
    lines = np.flatnonzero(inked.any(axis=along))
    return float(lines[0] * reduction), float((lines[-1] + 1) * reduction)


def _wider(ink: Floats, radius: float) -> Floats:
    """Return ink [h, w] with its lines wider by `radius` pixels on both sides, edges soft."""
    whole = int(np.ceil(radius))
    padded = np.pad(ink, whole + 1)
    outside = ndimage.distance_transform_edt(padded < 0.5)
    grown = np.clip(radius + 1.0 - outside, 0, 1)
    height, width = ink.shape
    wide: Floats = np.maximum(padded, grown).astype(np.float32)
    return wide[whole + 1 : whole + 1 + height, whole + 1 : whole + 1 + width]


def _cut(ink: Floats, box: tuple[float, float, float, float], side: int) -> Floats:
    """Return a square part [side, side] of a picture [h, w]; outside of the picture it is 0."""
    height, width = ink.shape
    left, top = int(np.floor(min(0.0, box[0]))), int(np.floor(min(0.0, box[1])))
    right = int(np.ceil(max(float(width), box[2])))
    bottom = int(np.ceil(max(float(height), box[3])))
    padded = np.pad(ink, ((-top, bottom - height), (-left, right - width)))
    shifted = (box[0] - left, box[1] - top, box[2] - left, box[3] - top)
    image = Image.fromarray(padded)
    small = image.resize((side, side), Image.Resampling.BOX if _halves(box, side) else
                         Image.Resampling.LANCZOS, box=shifted)  # fmt: skip
    part: NDArray[np.float32] = np.clip(np.asarray(small), 0, 1).astype(np.float32)
    return part


def _halves(box: tuple[float, float, float, float], side: int) -> bool:
    """Return whether the part is so much larger than `side` that Lanczos would only cost time."""
    return box[2] - box[0] > 16 * side
