# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Line art from a model's greys: clean, transparent, in the drawing's own size, ink and line width.

Thresholding and enlarging a small picture (what FlipSketch's programs do) gives stairs. Here the
ink of each frame is freed of its ground and steadied in time (`flicker`), its lines are found
between the pixels and its areas by a level set (`centre_lines`), and both are drawn anew at the
drawing's size (`inking`) with colour and width carried on from the drawing (`ink_marks`). Frame 0
is the drawing itself.

Measured on five animated sketches of 1024 px, reduced to 256, blurred, tinted and made noisy as by
a video model's decoder: ink in the wrong place is 10 to 13 % of all ink, 11 to 21 % with a
threshold; the amount is right to 2 %, 10 to 21 % too much with a threshold. With gaps and specks in
every frame flicker is 0 to 1.6, 0.1 to 6.4 with a threshold, and ink in the wrong place 16 to 24 %,
20 to 31 % with a threshold. The levels in `centre_lines` were chosen on two of the
five, and no real model's frames were at hand, so another model may want others. The gain is in
stairs, amount and flicker; of two drawings with gaps as much ink is misplaced as by the threshold.
Tracing each frame to strokes was tried first, in one width and not steadied: 38 to 58 % misplaced.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy import ndimage

from engine.raster.line_art.flicker import steadied
from engine.raster.line_art.ink_field import ink_fields
from engine.raster.line_art.inking import coverage, inked
from engine.raster.line_art.line_style import Marks, drawn_marks, handed_on, places_of
from engine.raster.line_art.ridges import LEAST_BLUR, LineWork, line_work, usual_depth
from engine.raster.picture.sketch_image import PictureSketch

Floats = NDArray[np.float32]
Bytes = NDArray[np.uint8]

_LEAST, _MOST = 0.6, 1.6  # how much wider lines may be drawn, to have the drawing's ink


def clean(greys: Floats, sketch: PictureSketch, *, loop: bool = False) -> Bytes:
    """Frames uint8 [F,H,W,4] of `clean_frames`, all at once: mind the size of the drawing."""
    return np.stack(list(clean_frames(greys, sketch, loop=loop)))


def clean_frames(greys: Floats, sketch: PictureSketch, *, loop: bool = False) -> Iterator[Bytes]:
    """Frames uint8 [H,W,4], straight RGBA in the canvas of `sketch`, one by one.

    greys: [F,S,S] in 0..1, 0 is ink, of the window of the sketch. The first is the drawing's own
    pixels, whatever the model made of it. A frame in which nothing can be seen is empty. Raises
    what reading the drawing's pixels raises.
    """
    side = greys.shape[-1]
    rgba = sketch.rgba()
    yield rgba
    if len(greys) < 2:
        return
    fields = ink_fields(greys)
    fields[0] = ndimage.gaussian_filter(sketch.model_ink(side), LEAST_BLUR)
    fields = steadied(fields, loop=loop)
    pen = sketch.drawn_pen(side)
    widened = pen - sketch.pen * side / sketch.window.side
    depth = usual_depth(fields[len(fields) // 2], pen) or usual_depth(fields[0], pen)
    marks = _marks_of_drawing(line_work(fields[0], pen, depth, widened), sketch, rgba, side)
    for field in fields[1:]:
        work = line_work(field, pen, depth, widened)
        if work.empty:
            yield np.zeros_like(rgba)
            continue
        marks = handed_on(marks, *places_of(work, sketch, side))
        found = coverage(work, marks, sketch.window, sketch.size)
        yield inked(found, marks, sketch.size, sketch.window.side / side)


def _marks_of_drawing(work: LineWork, sketch: PictureSketch, rgba: Bytes, side: int) -> Marks:
    """The drawing's marks, widths such that its lines drawn anew have as much ink as itself."""
    marks = drawn_marks(work, sketch, rgba, side)
    size = (sketch.ink.shape[1], sketch.ink.shape[0])
    wanted = _drawn_ink(sketch, rgba, marks)
    for _ in range(2):
        found = coverage(work, marks, sketch.window, size, sketch.reduction)
        if found.lines <= 0:
            break
        factor = (wanted - found.areas) / found.lines
        marks = marks.scaled(float(np.clip(factor, _LEAST, _MOST)))
    return marks


def _drawn_ink(sketch: PictureSketch, rgba: Bytes, marks: Marks) -> float:
    """How much ink the drawing has, in pixels of `sketch.ink`; pale fills are none."""
    height, width = sketch.ink.shape
    alpha = Image.fromarray(rgba[..., 3]).resize((width, height), Image.Resampling.BOX)
    covered = np.asarray(alpha, np.float32)[sketch.ink > 0].sum() / 255
    opacity = float(np.median(marks.colors[:, 3])) if len(marks.places) else 1.0
    return float(covered) / max(opacity, 0.05)
