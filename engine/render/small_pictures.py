# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Small pictures of a drawing, for a first look at a motion: drawn at once, without torch.

What `frames` paints, nearly: each stroke has one opacity, lines have butt ends where they are thin,
and lines are smooth because the picture is drawn larger and reduced.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageDraw

from addon.contract.drawing import NONZERO, Drawing
from engine.render.flat_strokes import FlatStrokes, Floats, flat_strokes
from engine.runtime.arrays import numpy_of

SCALE = 3  # drawn so much larger, then reduced: smooth lines
THINNEST = 1.0  # pixels of a line in the larger picture
ROUND_FROM = 3.0  # pixels of width from which ends and corners are drawn round

Paint = tuple[int, int, int, int]  # straight RGBA, 0..255


def small_pictures(
    drawing: Drawing, positions: NDArray[np.float32], long_side: int
) -> NDArray[np.uint8]:
    """Return pictures of the drawing: uint8 [F, h, w, 4], straight RGBA on a clear ground.

    positions: [F, P, 2], canvas pixels, (x, y). long_side: of the pictures, in pixels.
    """
    factor = SCALE * long_side / max(drawing.canvas)
    size = [max(1, round(side * factor / SCALE)) for side in drawing.canvas]
    flat = flat_strokes(drawing, positions.astype(np.float64) * factor, factor)
    frames = np.empty((len(positions), size[1], size[0], 4), np.uint8)
    for frame, points in enumerate(flat.points):
        picture = _Picture((size[0] * SCALE, size[1] * SCALE), drawing, flat, points)
        picture.paint()
        frames[frame] = picture.reduced((size[0], size[1]))
    return frames


class _Picture:
    """One frame while it is painted."""

    def __init__(
        self, size: tuple[int, int], drawing: Drawing, flat: FlatStrokes, points: Floats
    ) -> None:
        self._image = Image.new("RGBA", size, (0, 0, 0, 0))
        self._flat, self._points = flat, points
        self._colors, self._fills = numpy_of(drawing.colors), numpy_of(drawing.fills)
        self._cyclic, self._paths = numpy_of(drawing.cyclic) != 0, numpy_of(drawing.paths)
        self._nonzero = numpy_of(drawing.fill_rules) == NONZERO

    def paint(self) -> None:
        """Paint stroke over stroke; a path's fill comes just before its first stroke."""
        unfilled: dict[int, list[int]] = {}
        for stroke, path in enumerate(self._paths.tolist()):
            unfilled.setdefault(path, []).append(stroke)
        for stroke, path in enumerate(self._paths.tolist()):
            self._fill(unfilled.pop(path, []))
            self._ink(stroke)

    def reduced(self, size: tuple[int, int]) -> NDArray[np.uint8]:
        """Return the picture at the size (w, h) that was asked for: [h, w, 4]."""
        return np.asarray(self._image.resize(size, Image.Resampling.BOX))

    def _part(self, stroke: int) -> slice:
        return slice(int(self._flat.offsets[stroke]), int(self._flat.offsets[stroke + 1]))

    def _fill(self, strokes: list[int]) -> None:
        filled = [stroke for stroke in strokes if self._fills[stroke, 3] > 0]
        outlines = [self._points[self._part(stroke)] for stroke in filled]
        outlines = [outline for outline in outlines if len(outline) >= 3]
        if not outlines:
            return
        paint = _paint(self._fills[filled[0]], 1.0)
        if len(outlines) == 1 and paint[3] == 255:
            _polygon(self._image, outlines[0], paint)
            return
        join = ImageChops.logical_or if self._nonzero[strokes[0]] else ImageChops.logical_xor
        low, mask = self._mask(np.concatenate(outlines), 0.0)
        for outline in outlines:
            one = Image.new("1", mask.size)
            _polygon(one, outline - low, 1)
            mask = join(mask, one)
        self._cover(mask, low, paint)

    def _ink(self, stroke: int) -> None:
        part = self._part(stroke)
        line, profile = self._points[part], self._flat.profile[part]
        if not len(line) or self._colors[stroke, 3] <= 0 or profile.max(0).min() <= 0:
            return
        radii = profile[:, 0].clip(THINNEST / 2, None)
        if self._cyclic[stroke]:
            line, radii = np.concatenate([line, line[:1]]), np.append(radii, radii[0])
        paint = _paint(self._colors[stroke], float(profile[:, 1].mean().clip(0, 1)))
        if paint[3] == 255:
            _line(self._image, line, radii, paint)
            return
        low, mask = self._mask(line, float(radii.max()))
        _line(mask, line - low, radii, 1)
        self._cover(mask, low, paint)

    def _mask(self, points: Floats, margin: float) -> tuple[Floats, Image.Image]:
        """Return an empty mask for what is at these points, and where its corner is: (x, y)."""
        low = np.floor(points.min(0) - margin).clip(0, self._image.size)
        high = np.ceil(points.max(0) + margin).clip(0, self._image.size)
        width, height = np.maximum(high - low, 1).astype(int).tolist()
        return low, Image.new("1", (width, height))

    def _cover(self, mask: Image.Image, low: Floats, paint: Paint) -> None:
        """Lay a paint over the picture where a mask, its corner at `low`, is set."""
        over = Image.new("RGBA", mask.size, paint)
        over.putalpha(mask.convert("L").point(lambda value: paint[3] if value else 0))
        x, y = low.astype(int).tolist()
        self._image.alpha_composite(
            over, (min(x, self._image.width - 1), min(y, self._image.height - 1))
        )


def _paint(color: NDArray[np.float32], opacity: float) -> Paint:
    """Return straight RGBA in 0..1 as bytes, with its alpha times an opacity."""
    red, green, blue, alpha = np.round(color.clip(0, 1) * (255, 255, 255, 255 * opacity))
    return int(red), int(green), int(blue), int(alpha)


def _polygon(image: Image.Image, outline: Floats, paint: Paint | int) -> None:
    ImageDraw.Draw(image).polygon(outline.ravel().tolist(), fill=paint)


def _line(image: Image.Image, line: Floats, radii: Floats, paint: Paint | int) -> None:
    """Draw a line [J, 2] of radii [J]; thick ones have round ends and corners."""
    pen = ImageDraw.Draw(image)
    if (radii == radii[0]).all():
        pen.line(line.ravel().tolist(), paint, max(1, round(2 * float(radii[0]))))
    else:
        for corners in _tapered(line, radii).tolist():
            pen.polygon(corners, fill=paint)
    dots = 2 * radii >= ROUND_FROM if len(line) > 1 else np.ones(1, bool)
    reach = radii[dots, None] - 0.25  # Pillow draws the pixels on the edge, too
    for corners in np.hstack([line[dots] - reach, line[dots] + reach]).tolist():
        pen.ellipse(corners, fill=paint)


def _tapered(line: Floats, radii: Floats) -> Floats:
    """Return the four corners [J - 1, 8] of each piece of a line whose width changes."""
    along = np.diff(line, axis=0)
    across = along[:, ::-1] * (-1, 1) / np.maximum(np.hypot(*along.T), 1e-9)[:, None]
    start, end = across * radii[:-1, None], across * radii[1:, None]
    return np.hstack([line[:-1] + start, line[1:] + end, line[1:] - end, line[:-1] - start])
