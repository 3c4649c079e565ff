# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Final frames: a drawing as RGBA pictures, stroke over stroke in the artist's order.

Within a stroke the strongest ink counts (a stroke that crosses itself does not darken); between
strokes the later one lies over the earlier. A fill, even-odd over all strokes of one path, is
painted just before that path's first stroke.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from addon.contract.drawing import Drawing
from addon.contract.errors import BadInput
from engine.arrays import numpy_of
from engine.render.fills import fill_coverage
from engine.render.flatten import flatten_chain
from engine.render.ink import touched
from engine.render.strokes import stroke_segments

TOLERANCE = 0.05  # px between a cubic and its straight pieces
MAX_PIXELS = 1 << 26  # of one frame
_CHUNK_PIXELS = 1 << 23  # of the frames painted at once

Color = tuple[float, float, float]


@dataclass(frozen=True)
class _Stroke:
    """One stroke ready to paint, in output pixels: `points` [F,n,2] (F may be 1: it rests),
    `radii`, `opacities` [n].
    """

    points: Tensor
    radii: Tensor
    opacities: Tensor
    color: Tensor
    fill: Tensor
    cyclic: bool
    path: int

    @property
    def inked(self) -> bool:
        return bool(self.color[3] > 0 and (self.radii > 0).any() and (self.opacities > 0).any())


def render_frames(
    drawing: Drawing,
    positions: NDArray[np.float32] | None = None,
    *,
    size: tuple[int, int] | None = None,
    scale: float = 1.0,
    background: Color | None = None,
) -> NDArray[np.uint8]:
    """Pictures of the drawing: uint8 [F,h,w,4], straight RGBA, anti-aliased.

    positions: [F,P,2] in canvas pixels (None: one frame, the drawing at rest).
    size: (w, h) of the pictures; the canvas is fitted into it and centred. Without it the canvas
    size times `scale`.
    scale: magnifies geometry and widths (with `size`: about the middle, on top of the fit).
    background: RGB in 0..1 to paint on; None leaves the ground transparent. Raises BadInput for
    positions of the wrong shape or not finite, and for sizes that are not 1 px to 64 megapixels.
    """
    if positions is None:
        positions = numpy_of(drawing.positions)[None]
    points = _checked(drawing, np.asarray(positions))
    size, factor, shift = _placement(drawing.canvas, size, scale)
    kept, repeats = _distinct(points)
    frames = np.empty((len(kept), size[1], size[0], 4), np.uint8)
    step = max(1, _CHUNK_PIXELS // (size[0] * size[1]))
    with torch.inference_mode():
        for start in range(0, len(kept), step):
            part = points[kept[start : start + step]]
            sheet = _Sheet(len(part), size, background)
            strokes = list(_strokes(drawing, part * factor + shift, factor))
            unfilled: dict[int, list[_Stroke]] = {}
            for stroke in strokes:
                unfilled.setdefault(stroke.path, []).append(stroke)
            for stroke in strokes:
                sheet.fill(unfilled.pop(stroke.path, []))
                sheet.ink(stroke)
            frames[start : start + step] = sheet.pixels()
    return frames if len(kept) == len(points) else frames[repeats]


def _checked(drawing: Drawing, positions: NDArray[np.float32]) -> NDArray[np.float64]:
    expected = (drawing.point_count, 2)
    if positions.ndim != 3 or positions.shape[1:] != expected or not len(positions):
        raise BadInput(
            f"The frames to draw have positions of shape {positions.shape}, "
            f"but this drawing needs [frames, {expected[0]}, 2]."
        )
    if not np.isfinite(positions).all():
        raise BadInput("The frames to draw contain positions that are not numbers.")
    return positions.astype(np.float64)


def _placement(
    canvas: tuple[float, float], size: tuple[int, int] | None, scale: float
) -> tuple[tuple[int, int], float, NDArray[np.float64]]:
    """Picture size, factor and shift (x, y): picture = canvas point * factor + shift."""
    if not (np.isfinite(scale) and scale > 0):
        raise BadInput(f"A picture cannot be drawn at the scale {scale}.")
    factor, shift = scale, np.zeros(2)
    if size is None:
        wanted = np.maximum(np.round(np.multiply(canvas, scale)), 1)
    else:
        wanted = np.asarray(size, np.float64)
        factor *= min(size[0] / canvas[0], size[1] / canvas[1])
        shift = (wanted - np.multiply(canvas, factor)) / 2
    if wanted.min() < 1 or wanted.prod() > MAX_PIXELS:
        raise BadInput(
            f"A picture of {wanted[0]:.0f} x {wanted[1]:.0f} pixels cannot be drawn.",
            hint="Choose a smaller size or scale.",
        )
    return (int(wanted[0]), int(wanted[1])), factor, shift


def _distinct(points: NDArray[np.float64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Frames that differ from the one before (held drawings are painted once), and for each frame
    its place there.
    """
    fresh = np.ones(len(points), bool)
    fresh[1:] = [not np.array_equal(a, b) for a, b in pairwise(points)]
    return np.flatnonzero(fresh), np.cumsum(fresh) - 1


def _strokes(drawing: Drawing, points: NDArray[np.float64], factor: float) -> Iterator[_Stroke]:
    """The strokes in painting order; cubics flattened, resting strokes reduced to one frame."""
    offsets = numpy_of(drawing.stroke_offsets)
    radii = numpy_of(drawing.widths).astype(np.float64) * (factor / 2)
    opacities = numpy_of(drawing.opacities).astype(np.float64)
    cubic, cyclic = numpy_of(drawing.curve_types) == 1, numpy_of(drawing.cyclic) != 0
    colors, fills = (torch.tensor(numpy_of(v)) for v in (drawing.colors, drawing.fills))
    paths = numpy_of(drawing.paths)
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
        yield _Stroke(
            torch.tensor(chain, dtype=torch.float32),
            torch.tensor(profile[:, 0], dtype=torch.float32).clamp_min(0),
            torch.tensor(profile[:, 1], dtype=torch.float32).clamp(0, 1),
            colors[s],
            fills[s],
            bool(cyclic[s]),
            int(paths[s]),
        )


class _Sheet:
    """The pictures being painted: premultiplied RGBA float32 [F*h*w, 4], and scratch for the union
    within a stroke.
    """

    def __init__(self, frames: int, size: tuple[int, int], background: Color | None) -> None:
        self.frames, self.size = frames, size
        count = frames * size[0] * size[1]
        self.image = torch.zeros(count, 4)
        if background is not None:
            self.image[:] = torch.tensor([*background, 1.0])
        self.strongest = torch.zeros(count)
        self.owner = torch.zeros(count, dtype=torch.int32)

    def ink(self, stroke: _Stroke) -> None:
        """Paint a stroke's line."""
        if not stroke.inked:
            return
        segments, ends = stroke_segments(stroke.points, stroke.radii, stroke.cyclic)
        alpha0, alpha1 = (stroke.opacities[ends] * stroke.color[3]).unbind(1)
        fade = alpha1 - alpha0
        pieces = []
        for ink in touched(segments, self.size):
            alpha = alpha0.index_select(0, ink.segment)
            alpha.addcmul_(fade.index_select(0, ink.segment), ink.along).mul_(ink.coverage)
            self.strongest.scatter_reduce_(0, ink.pixel, alpha, "amax")
            pieces.append(self._winners(ink.pixel, alpha))
        if not pieces:
            return
        pixel, alpha = (torch.cat(v) for v in zip(*pieces, strict=True))
        if len(pieces) > 1:
            pixel, alpha = self._winners(pixel, alpha)
        self.strongest.index_fill_(0, pixel, 0.0)
        self._paint(pixel, alpha, stroke.color, len(stroke.points))

    def fill(self, strokes: list[_Stroke]) -> None:
        """Paint the even-odd inside of the strokes of one path, in the colour of the first that has
        one.
        """
        color = next((s.fill for s in strokes if s.fill[3] > 0), None)
        if color is None:
            return
        frames = max(s.points.shape[0] for s in strokes)
        outlines = [s.points.expand(frames, -1, 2) for s in strokes]
        pixel, coverage = fill_coverage(outlines, self.size)
        self._paint(pixel, coverage * color[3], color, frames)

    def pixels(self) -> NDArray[np.uint8]:
        """Straight RGBA, uint8 [F,h,w,4]."""
        inked = self.image[:, 3].nonzero().squeeze(1)
        color = self.image.index_select(0, inked)
        color[:, :3] /= color[:, 3:]
        rgba = torch.zeros(self.image.shape, dtype=torch.uint8)
        rgba.index_copy_(0, inked, color.clamp_(0, 1).mul_(255).add_(0.5).to(torch.uint8))
        return rgba.view(self.frames, self.size[1], self.size[0], 4).numpy()

    def _winners(self, pixel: Tensor, alpha: Tensor) -> tuple[Tensor, Tensor]:
        """Of all touches those that set their pixel's strongest alpha, one a pixel."""
        best = (alpha == self.strongest.index_select(0, pixel)).nonzero().squeeze(1)
        pixel, alpha = pixel.index_select(0, best), alpha.index_select(0, best)
        number = torch.arange(pixel.numel(), dtype=torch.int32)
        self.owner.scatter_(0, pixel, number)
        single = (self.owner.index_select(0, pixel) == number).nonzero().squeeze(1)
        return pixel.index_select(0, single), alpha.index_select(0, single)

    def _paint(self, pixel: Tensor, alpha: Tensor, color: Tensor, frames: int) -> None:
        """Lay a colour over the image; what was computed for one frame of many is laid over all."""
        if frames < self.frames:
            step = torch.arange(self.frames)[:, None] * (self.size[0] * self.size[1])
            pixel, alpha = (pixel + step).reshape(-1), alpha.repeat(self.frames)
        source = torch.cat([color[:3], color.new_ones(1)])
        under = self.image.index_select(0, pixel)
        over = torch.lerp(under, source.expand_as(under), alpha[:, None])
        self.image.index_copy_(0, pixel, over)
