# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Line art from a model's grey frames: clean, transparent, in the drawing's size, inks and widths.

Thresholding and enlarging a small picture, as FlipSketch's programs do, gives stairs. Here each
frame is freed of its ground (`ink_field`) and steadied in time (`flicker`); its lines are found
between the pixels, and its areas by a level set (`ridges`); both are drawn again at the drawing's
size (`inking`), in colours and widths carried over from the drawing (`line_style`). Frame 0 is the
drawing itself.

Measured on five animated sketches of 1024 px, reduced to 256 px, blurred, tinted and made noisy as
by a video model's decoder, against thresholding:

                                          here            threshold
    ink in the wrong place                10 to 13 %      11 to 21 %
    too much or too little ink            up to 2 %       10 to 21 %
    with gaps and specks in every frame:
    flicker                               0 to 1.6        0.1 to 6.4
    ink in the wrong place                16 to 24 %      20 to 31 %

Of two drawings with gaps as much ink is misplaced as by the threshold. Tracing each frame to
strokes of one width, without steadying, misplaced 38 to 58 %. The levels in `ridges` were chosen on
two of the five sketches, and no frames of a real model were at hand: another model may need others.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy import ndimage

from engine.raster.line_art.flicker import steady
from engine.raster.line_art.ink_field import ink_fields
from engine.raster.line_art.inking import colored, coverage
from engine.raster.line_art.line_style import Marks, carry_marks, drawn_marks, places_of
from engine.raster.line_art.ridges import LEAST_BLUR, LineWork, line_work, usual_depth
from engine.raster.picture.sketch_image import PictureSketch

Floats = NDArray[np.float32]
Bytes = NDArray[np.uint8]

_LEAST, _MOST = 0.6, 1.6  # factors on line widths, by which lines get the drawing's amount of ink


def clean(greys: Floats, sketch: PictureSketch, *, loop: bool = False) -> Bytes:
    """Return the frames of `clean_frames` at once, uint8 [F,H,W,4]. May take much memory."""
    return np.stack(list(clean_frames(greys, sketch, loop=loop)))


def clean_frames(greys: Floats, sketch: PictureSketch, *, loop: bool = False) -> Iterator[Bytes]:
    """Yield frames, straight RGBA uint8 [H,W,4] on the canvas of `sketch`.

    greys: [F,S,S] in 0..1, 0 is ink, of the window of the sketch. The first frame is the drawing's
    own pixels, whatever the model made of it. A frame in which nothing is seen is empty. Raises
    what reading the drawing's pixels raises.
    """
    side = greys.shape[-1]
    rgba = sketch.rgba()
    yield rgba
    if len(greys) < 2:
        return
    fields = ink_fields(greys)
    fields[0] = ndimage.gaussian_filter(sketch.model_ink(side), LEAST_BLUR)
    fields = steady(fields, loop=loop)
    pen = sketch.drawn_pen(side)
    widened = pen - sketch.pen * side / sketch.window.side
    depth = usual_depth(fields[len(fields) // 2], pen) or usual_depth(fields[0], pen)
    marks = _marks_of_drawing(line_work(fields[0], pen, depth, widened), sketch, rgba, side)
    for field in fields[1:]:
        work = line_work(field, pen, depth, widened)
        if work.empty:
            yield np.zeros_like(rgba)
            continue
        marks = carry_marks(marks, *places_of(work, sketch, side))
        covered = coverage(work, marks, sketch.window, sketch.size)
        yield colored(covered, marks, sketch.size, sketch.window.side / side)


def _marks_of_drawing(work: LineWork, sketch: PictureSketch, rgba: Bytes, side: int) -> Marks:
    """Return the drawing's marks, with widths that give its lines its own amount of ink."""
    marks = drawn_marks(work, sketch, rgba, side)
    size = (sketch.ink.shape[1], sketch.ink.shape[0])
    target = _drawn_ink(sketch, rgba, marks)
    for _ in range(2):
        covered = coverage(work, marks, sketch.window, size, sketch.reduction)
        if covered.lines <= 0:
            break
        factor = (target - covered.areas) / covered.lines
        marks = marks.scaled(float(np.clip(factor, _LEAST, _MOST)))
    return marks


def _drawn_ink(sketch: PictureSketch, rgba: Bytes, marks: Marks) -> float:
    """Return the drawing's amount of ink in pixels of `sketch.ink`; pale fills don't count."""
    height, width = sketch.ink.shape
    alpha = Image.fromarray(rgba[..., 3]).resize((width, height), Image.Resampling.BOX)
    covered = np.asarray(alpha, np.float32)[sketch.ink > 0].sum() / 255
    opacity = float(np.median(marks.colors[:, 3])) if len(marks.places) else 1.0
    return float(covered) / max(opacity, 0.05)
