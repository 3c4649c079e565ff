# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Renders final frames: a drawing as RGBA pictures, stroke over stroke in the artist's order.

Within a stroke the strongest ink counts (a stroke that crosses itself does not get darker); between
strokes the later one is over the earlier one. A fill, over all strokes of one path together, is
painted just before that path's first stroke.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import torch
from numpy.typing import NDArray

from addon.contract.drawing import Drawing
from addon.contract.errors import BadInput
from engine.render.drawn_strokes import drawn_strokes
from engine.render.sheet import Color, FrameCanvas, Stroke
from engine.runtime.arrays import numpy_of

MAX_PIXELS = 1 << 26  # of one frame
_CHUNK_PIXELS = 1 << 23  # of the frames painted at once


def render_frames(
    drawing: Drawing,
    positions: NDArray[np.float32] | None = None,
    *,
    size: tuple[int, int] | None = None,
    scale: float = 1.0,
    background: Color | None = None,
) -> NDArray[np.uint8]:
    """Return pictures of the drawing: uint8 [F, h, w, 4], straight RGBA, anti-aliased.

    positions: [F, P, 2], canvas pixels, (x, y); None for one frame, the drawing at rest.
    size: (w, h) of the pictures, into which the canvas is fitted, centred; None for the canvas size
    times `scale`.
    scale: magnifies geometry and widths (with `size` about the middle, after the fit).
    background: RGB in 0..1 to paint on; None leaves the ground transparent. Raises BadInput for
    positions of the wrong shape or not finite, and for pictures of no pixel or of more than 64
    million.
    """
    if positions is None:
        positions = numpy_of(drawing.positions)[None]
    points = _checked(drawing, np.asarray(positions))
    size, factor, shift = _placement(drawing.canvas, size, scale)
    distinct, repeats = _distinct(points)
    frames = np.empty((len(distinct), size[1], size[0], 4), np.uint8)
    step = max(1, _CHUNK_PIXELS // (size[0] * size[1]))
    with torch.inference_mode():
        for start in range(0, len(distinct), step):
            part = points[distinct[start : start + step]]
            canvas = FrameCanvas(len(part), size, background)
            strokes = list(drawn_strokes(drawing, part * factor + shift, factor, size))
            unfilled: dict[int, list[Stroke]] = {}
            for stroke in strokes:
                unfilled.setdefault(stroke.path, []).append(stroke)
            for stroke in strokes:
                canvas.fill(unfilled.pop(stroke.path, []))
                canvas.ink(stroke)
            frames[start : start + step] = canvas.pixels()
    return frames if len(distinct) == len(points) else frames[repeats]


def _checked(drawing: Drawing, positions: NDArray[np.float32]) -> NDArray[np.float64]:
    expected = (drawing.point_count, 2)
    if positions.ndim != 3 or positions.shape[1:] != expected or not len(positions):
        raise BadInput(
            "The frames to draw have positions of shape {shape}, but this drawing needs "
            "[frames, {points}, 2].",
            shape=positions.shape,
            points=expected[0],
        )
    if not np.isfinite(positions).all():
        raise BadInput("The frames to draw contain positions that are not numbers.")
    return positions.astype(np.float64)


def _placement(
    canvas: tuple[float, float], size: tuple[int, int] | None, scale: float
) -> tuple[tuple[int, int], float, NDArray[np.float64]]:
    """Return picture size, factor and shift (x, y): picture = canvas point * factor + shift."""
    if not (np.isfinite(scale) and scale > 0):
        raise BadInput("A picture cannot be drawn at the scale {scale}.", scale=scale)
    factor, shift = scale, np.zeros(2)
    if size is None:
        pixels = np.maximum(np.round(np.multiply(canvas, scale)), 1)
    else:
        pixels = np.asarray(size, np.float64)
        factor *= min(size[0] / canvas[0], size[1] / canvas[1])
        shift = (pixels - np.multiply(canvas, factor)) / 2
    if pixels.min() < 1 or pixels.prod() > MAX_PIXELS:
        raise BadInput(
            "A picture of {width} x {height} pixels cannot be drawn.",
            width=f"{pixels[0]:.0f}",
            height=f"{pixels[1]:.0f}",
            hint="Choose a smaller size or scale.",
        )
    return (int(pixels[0]), int(pixels[1])), factor, shift


def _distinct(points: NDArray[np.float64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the frames that differ from the one before, and the index among these of each frame.

    Held drawings are so painted only once.
    """
    fresh = np.ones(len(points), bool)
    fresh[1:] = [not np.array_equal(a, b) for a, b in pairwise(points)]
    return np.flatnonzero(fresh), np.cumsum(fresh) - 1
