# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Renders final frames: a drawing as RGBA pictures, stroke over stroke in the artist's order.

Within a stroke the strongest ink counts (a stroke that crosses itself does not get darker); between
strokes the later one is over the earlier one. A fill, over all strokes of one path together, is
painted just before that path's first stroke.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import torch
from numpy.typing import NDArray

from addon.contract.drawing import NONZERO, Drawing
from addon.contract.errors import BadInput
from engine.render.flatten import flatten_chain
from engine.render.sheet import Color, FrameCanvas, Stroke
from engine.render.stroke_outline import Look
from engine.runtime.arrays import numpy_of

TOLERANCE = 0.05  # px between a cubic and its straight pieces
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
            strokes = list(_strokes(drawing, part * factor + shift, factor))
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


def _strokes(drawing: Drawing, points: NDArray[np.float64], factor: float) -> Iterator[Stroke]:
    """Yield the strokes in painting order: cubics flattened, resting strokes with one frame."""
    offsets = numpy_of(drawing.stroke_offsets)
    radii = numpy_of(drawing.widths).astype(np.float64) * (factor / 2)
    opacities = numpy_of(drawing.opacities).astype(np.float64)
    cubic, cyclic = numpy_of(drawing.curve_types) == 1, numpy_of(drawing.cyclic) != 0
    colors, fills = (torch.tensor(numpy_of(v)) for v in (drawing.colors, drawing.fills))
    paths, nonzero = numpy_of(drawing.paths), numpy_of(drawing.fill_rules) == NONZERO
    caps, joins, miters = (numpy_of(v) for v in (drawing.caps, drawing.joins, drawing.miters))
    for s, (start, stop) in enumerate(pairwise(offsets.tolist())):
        if start == stop:
            continue
        chain = points[:, start:stop]
        if (chain == chain[:1]).all():
            chain = chain[:1]
        profile = np.stack([radii[start:stop], opacities[start:stop]], -1)
        if cubic[s]:
            # An error of 1/200 in opacity weighs like the tolerance in position.
            scaled = np.broadcast_to(profile * (1, 200 * TOLERANCE), (*chain.shape[:2], 2))
            flatten = flatten_chain(np.concatenate([chain, scaled], -1), bool(cyclic[s]), TOLERANCE)
            chain, profile = flatten(chain), flatten(profile)
        yield Stroke(
            torch.tensor(chain, dtype=torch.float32),
            torch.tensor(profile[:, 0], dtype=torch.float32).clamp_min(0),
            torch.tensor(profile[:, 1], dtype=torch.float32).clamp(0, 1),
            colors[s],
            fills[s],
            bool(cyclic[s]),
            int(paths[s]),
            Look(int(caps[s]), int(joins[s]), float(miters[s])),
            bool(nonzero[s]),
        )
