# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The canvas of all frames, on which strokes and fills are painted over each other.

Strokes and fills are queued, and what they touch is found together. Of a pixel's touches those of
one stroke count as their strongest; the rest are painted in order, all first ones of the pixels at
once, then all second ones, and so on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.render.fills import Edges, edge_coverage, outline_edges
from engine.render.ink import Segments, finite_segments, joined, touched
from engine.render.stroke_outline import ROUND_LOOK, Look, stroke_polygons
from engine.render.strokes import is_thin, stroke_segments, thin_segments

Color = tuple[float, float, float]

_QUEUE_PIXELS = 1 << 20  # about so many touches are found together
_LARGE = 1 << 16  # a fill of so many pixels is painted by itself


@dataclass(frozen=True)
class Stroke:
    """One stroke ready to paint, in pixels of the pictures.

    Attributes:
        points: [F, n, 2], (x, y); F is 1 for a stroke that rests.
        radii, opacities: [n].
        color, fill: [4], straight RGBA.
        look: ends and corners.
        nonzero: whether its path is filled by the nonzero rule.
        inked, filled: whether it has a line and a fill that are seen.
        widest: the largest of the radii.
        ink, window: about how many pixels its line touches, and its fill may.
    """

    points: Tensor
    radii: Tensor
    opacities: Tensor
    color: Tensor
    fill: Tensor
    cyclic: bool
    path: int
    look: Look = ROUND_LOOK
    nonzero: bool = False
    inked: bool = True
    filled: bool = False
    widest: float = 0.0
    ink: int = 0
    window: int = 0


@dataclass
class _Queue:
    """What isn't painted yet; the numbers count through lines and fills in painting order.

    Attributes:
        colors: straight RGBA [4] of each.
        resting: whether it is the same in all frames.
        lines, line_numbers: segments of strokes, with the opacities [B, 2] of their ends.
        thin, thin_numbers: strokes whose segments are made together.
        fills, fill_numbers: edges of fills.
        pixels: about how many all touch.
    """

    colors: list[Tensor] = field(default_factory=list)
    resting: list[bool] = field(default_factory=list)
    lines: list[tuple[Segments, Tensor]] = field(default_factory=list)
    line_numbers: list[int] = field(default_factory=list)
    thin: list[Stroke] = field(default_factory=list)
    thin_numbers: list[int] = field(default_factory=list)
    fills: list[Edges] = field(default_factory=list)
    fill_numbers: list[int] = field(default_factory=list)
    pixels: int = 0

    def begin(self, color: Tensor, frames: int, pixels: int) -> int:
        """Return the number of one more line or fill."""
        self.colors.append(color)
        self.resting.append(frames == 1)
        self.pixels += pixels
        return len(self.colors) - 1


@dataclass(frozen=True)
class _Touches:
    """M touches: pixel, long [M], number of the line or fill, long [M], and alpha [M]."""

    pixel: Tensor
    number: Tensor
    alpha: Tensor

    def __getitem__(self, chosen: Tensor) -> _Touches:
        columns = (self.pixel, self.number, self.alpha)
        return _Touches(*(column.index_select(0, chosen) for column in columns))


class FrameCanvas:
    """The pictures of all frames while they are painted.

    Attributes:
        image: float32 [F*h*w, 4], premultiplied RGBA.
    """

    def __init__(self, frames: int, size: tuple[int, int], background: Color | None) -> None:
        self.frames, self.size = frames, size
        self.image = torch.zeros(frames * size[0] * size[1], 4)
        if background is not None:
            self.image[:] = torch.tensor([*background, 1.0])
        self._queue = _Queue()

    def ink(self, stroke: Stroke) -> None:
        """Paint a stroke's line, at the latest with `pixels`."""
        if not stroke.inked:
            return
        if stroke.look.is_seen(stroke.widest):
            self._ink_area(stroke)
            return
        queue = self._queue
        number = queue.begin(stroke.color, len(stroke.points), stroke.ink)
        if is_thin(len(stroke.radii), stroke.widest):
            queue.thin.append(stroke)
            queue.thin_numbers.append(number)
        else:
            segments, ends = stroke_segments(stroke.points, stroke.radii, stroke.cyclic)
            queue.line_numbers.append(number)
            queue.lines.append((segments, stroke.opacities[ends]))
        self._flush_if_full()

    def _ink_area(self, stroke: Stroke) -> None:
        """Paint a stroke with ends or corners of its own; in its mean opacity."""
        polygons = stroke_polygons(stroke.points, stroke.radii, stroke.cyclic, stroke.look)
        if polygons:
            start = torch.cat([batch.flatten(1, 2) for batch in polygons], 1)
            end = torch.cat([batch.roll(-1, 2).flatten(1, 2) for batch in polygons], 1)
            color = torch.cat([stroke.color[:3], stroke.color[3:] * stroke.opacities.mean()])
            self._fill(Edges(start, end, nonzero=True), color, stroke.window + stroke.ink)

    def fill(self, strokes: list[Stroke]) -> None:
        """Fill the strokes of one path in the first colour that one of them has."""
        color = next((s.fill for s in strokes if s.filled), None)
        if color is None:
            return
        frames = max(s.points.shape[0] for s in strokes)
        outlines = [s.points.expand(frames, -1, 2) for s in strokes]
        edges = outline_edges(outlines, nonzero=strokes[0].nonzero)
        self._fill(edges, color, sum(s.window for s in strokes))

    def _fill(self, edges: Edges, color: Tensor, pixels: int) -> None:
        if pixels > _LARGE:
            self._flush()
        queue = self._queue
        queue.fill_numbers.append(queue.begin(color, len(edges.start), pixels))
        queue.fills.append(edges)
        if pixels > _LARGE:
            self._flush()
        self._flush_if_full()

    def pixels(self) -> NDArray[np.uint8]:
        """Return the pictures: straight RGBA, uint8 [F, h, w, 4]."""
        self._flush()
        inked = self.image[:, 3].nonzero().squeeze(1)
        color = self.image.index_select(0, inked)
        color[:, :3] /= color[:, 3:]
        rgba = torch.zeros(self.image.shape, dtype=torch.uint8)
        rgba.index_copy_(0, inked, color.clamp_(0, 1).mul_(255).add_(0.5).to(torch.uint8))
        return rgba.view(self.frames, self.size[1], self.size[0], 4).numpy()

    def _flush_if_full(self) -> None:
        if self._queue.pixels > _QUEUE_PIXELS:
            self._flush()

    def _flush(self) -> None:
        """Paint what is queued."""
        queue, self._queue = self._queue, _Queue()
        if not queue.colors:
            return
        colors = torch.stack(queue.colors)
        found = [*self._line_touches(queue), *self._fill_touches(queue)]
        if not found:  # lines with no segment that can be drawn
            return
        found = [self._in_all_frames(part, queue.resting, colors[:, 3]) for part in found]
        if len(colors) == 1 and not queue.lines and not queue.thin:
            self._paint(found[0], colors)
            return
        columns = zip(*((t.pixel, t.number, t.alpha) for t in found), strict=True)
        for layer in _layers(_Touches(*(torch.cat(column) for column in columns)), len(colors)):
            self._paint(layer, colors)

    def _line_touches(self, queue: _Queue) -> Sequence[_Touches]:
        lines = _thin_lines(queue)
        for line, (own, shade) in zip(queue.line_numbers, queue.lines, strict=True):
            lines.append((own, shade, torch.full((len(own.frame),), line)))
        if not lines:
            return []
        parts, shades, numbers = zip(*lines, strict=True)
        number = torch.cat(numbers)
        shade0, shade1 = torch.cat(shades).unbind(1)
        fade = shade1 - shade0
        found = []
        for ink in touched(finite_segments(joined(parts)), self.size):
            alpha = shade0.index_select(0, ink.segment)
            alpha.addcmul_(fade.index_select(0, ink.segment), ink.along).mul_(ink.coverage)
            found.append(_Touches(ink.pixel, number.index_select(0, ink.segment), alpha))
        return found

    def _fill_touches(self, queue: _Queue) -> Sequence[_Touches]:
        if not queue.fills:
            return []
        pixel, coverage, number = edge_coverage(queue.fills, self.size)
        numbers = torch.tensor(queue.fill_numbers)
        return [_Touches(pixel, numbers.index_select(0, number), coverage)]

    def _in_all_frames(self, part: _Touches, resting: list[bool], shades: Tensor) -> _Touches:
        """Return touches in their colours' opacity, those of resting things in all frames."""
        part = _Touches(part.pixel, part.number, part.alpha * shades.index_select(0, part.number))
        if self.frames == 1 or not any(resting):
            return part
        rests = torch.tensor(resting).index_select(0, part.number)
        moving, still = (part[chosen.nonzero().squeeze(1)] for chosen in (~rests, rests))
        step = torch.arange(self.frames)[:, None] * (self.size[0] * self.size[1])
        pixel = (still.pixel + step).reshape(-1)
        number, alpha = still.number.repeat(self.frames), still.alpha.repeat(self.frames)
        return _Touches(
            torch.cat([moving.pixel, pixel]),
            torch.cat([moving.number, number]),
            torch.cat([moving.alpha, alpha]),
        )

    def _paint(self, touches: _Touches, colors: Tensor) -> None:
        """Paint colours over the image, one on each pixel."""
        opaque = torch.cat([colors[:, :3], torch.ones(len(colors), 1)], 1)
        source = opaque.index_select(0, touches.number)
        under = self.image.index_select(0, touches.pixel)
        over = torch.lerp(under, source, touches.alpha[:, None])
        self.image.index_copy_(0, touches.pixel, over)


def _thin_lines(queue: _Queue) -> list[tuple[Segments, Tensor, Tensor]]:
    """Return segments of the thin strokes, opacities [B, 2] of their ends, and numbers [B]."""
    lines = []
    for frames in {len(stroke.points) for stroke in queue.thin}:  # some rest
        alike = [
            (stroke, number)
            for stroke, number in zip(queue.thin, queue.thin_numbers, strict=True)
            if len(stroke.points) == frames
        ]
        strokes, numbers = zip(*alike, strict=True)
        segments, ends, owner = thin_segments(
            [stroke.points for stroke in strokes],
            [stroke.radii for stroke in strokes],
            [stroke.cyclic for stroke in strokes],
        )
        shades = torch.cat([stroke.opacities for stroke in strokes])[ends]
        lines.append((segments, shades, torch.tensor(numbers)[owner]))
    return lines


def _layers(touches: _Touches, count: int) -> list[_Touches]:
    """Return layers in painting order, in each of which every pixel is touched at most once.

    Of the touches of one line on a pixel the strongest is kept. count: of lines and fills.
    """
    if not touches.pixel.numel():
        return []
    key = touches.pixel * count + touches.number
    order = torch.from_numpy(np.argsort(key.numpy()))
    touches, key = touches[order], key.index_select(0, order)
    first = torch.ones_like(key, dtype=torch.bool)
    first[1:] = key[1:] != key[:-1]
    if not first.all():
        group = torch.cumsum(first, 0) - 1
        kept = first.nonzero().squeeze(1)
        alpha = touches.alpha.new_zeros(len(kept)).scatter_reduce_(0, group, touches.alpha, "amax")
        touches = _Touches(touches.pixel[kept], touches.number[kept], alpha)
    return _by_rank(touches)


def _by_rank(touches: _Touches) -> list[_Touches]:
    """Return the first touches of all pixels, then the second ones, and so on."""
    begins = torch.ones_like(touches.pixel, dtype=torch.bool)
    begins[1:] = touches.pixel[1:] != touches.pixel[:-1]
    if begins.all():
        return [touches]
    number = torch.arange(len(begins))
    rank = number - torch.cummax(torch.where(begins, number, 0), 0).values
    by_rank = torch.argsort(rank, stable=True)
    ends = torch.cumsum(torch.bincount(rank), 0)[:-1]
    return [touches[part] for part in torch.tensor_split(by_rank, ends)]
