# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The canvas of all frames, on which strokes and fills are painted over each other."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate, pairwise

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.render.fills import edge_coverage, fill_coverage
from engine.render.ink import Segments, joined, touched
from engine.render.stroke_outline import ROUND_LOOK, Look, stroke_polygons
from engine.render.strokes import stroke_segments

Color = tuple[float, float, float]

# Short strokes are queued until they have this many segments in all frames, to save calls.
_QUEUE_SEGMENTS = 4096


@dataclass(frozen=True)
class Stroke:
    """One stroke ready to paint, in pixels of the pictures.

    Attributes:
        points: [F, n, 2], (x, y); F is 1 for a stroke that rests.
        radii, opacities: [n].
        color, fill: [4], straight RGBA.
        look: ends and corners.
        nonzero: whether its path is filled by the nonzero rule.
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

    @property
    def inked(self) -> bool:
        return bool(self.color[3] > 0 and (self.radii > 0).any() and (self.opacities > 0).any())


class FrameCanvas:
    """The pictures of all frames while they are painted.

    Attributes:
        image: float32 [F*h*w, 4], premultiplied RGBA.
        strongest, owner: [F*h*w], scratch memory for the union within a stroke.
        queue: strokes that are not painted yet, their segments, and the alpha at their ends.
    """

    def __init__(self, frames: int, size: tuple[int, int], background: Color | None) -> None:
        self.frames, self.size = frames, size
        count = frames * size[0] * size[1]
        self.image = torch.zeros(count, 4)
        if background is not None:
            self.image[:] = torch.tensor([*background, 1.0])
        self.strongest = torch.zeros(count)
        self.owner = torch.zeros(count, dtype=torch.int32)
        self.queue: list[tuple[Stroke, Segments, Tensor]] = []

    def ink(self, stroke: Stroke) -> None:
        """Paint a stroke's line, at the latest before the next fill or `pixels`."""
        if not stroke.inked:
            return
        if stroke.look.is_seen(stroke.radii):
            self._ink_area(stroke)
            return
        segments, ends = stroke_segments(stroke.points, stroke.radii, stroke.cyclic)
        self.queue.append((stroke, segments, stroke.opacities[ends] * stroke.color[3]))
        if sum(len(queued.frame) for _, queued, _ in self.queue) > _QUEUE_SEGMENTS:
            self._flush()

    def _ink_area(self, stroke: Stroke) -> None:
        """Paint a stroke with ends or corners of its own; in its mean opacity."""
        self._flush()
        polygons = stroke_polygons(stroke.points, stroke.radii, stroke.cyclic, stroke.look)
        if polygons:
            start = torch.cat([batch.flatten(1, 2) for batch in polygons], 1)
            end = torch.cat([batch.roll(-1, 2).flatten(1, 2) for batch in polygons], 1)
            pixel, coverage = edge_coverage(start, end, self.size, nonzero=True)
            alpha = stroke.opacities.mean() * stroke.color[3]
            self._paint(pixel, coverage * alpha, stroke.color, len(stroke.points))

    def fill(self, strokes: list[Stroke]) -> None:
        """Fill the strokes of one path in the first colour that one of them has."""
        color = next((s.fill for s in strokes if s.fill[3] > 0), None)
        if color is None:
            return
        self._flush()
        frames = max(s.points.shape[0] for s in strokes)
        outlines = [s.points.expand(frames, -1, 2) for s in strokes]
        pixel, coverage = fill_coverage(outlines, self.size, nonzero=strokes[0].nonzero)
        self._paint(pixel, coverage * color[3], color, frames)

    def pixels(self) -> NDArray[np.uint8]:
        """Return the pictures: straight RGBA, uint8 [F, h, w, 4]."""
        self._flush()
        inked = self.image[:, 3].nonzero().squeeze(1)
        color = self.image.index_select(0, inked)
        color[:, :3] /= color[:, 3:]
        rgba = torch.zeros(self.image.shape, dtype=torch.uint8)
        rgba.index_copy_(0, inked, color.clamp_(0, 1).mul_(255).add_(0.5).to(torch.uint8))
        return rgba.view(self.frames, self.size[1], self.size[0], 4).numpy()

    def _flush(self) -> None:
        """Paint the queued strokes: find their touches together, then paint these in order."""
        if not self.queue:
            return
        strokes, parts, alphas = zip(*self.queue, strict=True)
        self.queue = []
        alpha0, alpha1 = torch.cat(alphas).unbind(1)
        fade = alpha1 - alpha0
        bounds = torch.tensor([0, *accumulate(len(part.frame) for part in parts)])
        current = 0
        pieces: list[tuple[Tensor, Tensor]] = []
        for ink in touched(joined(parts), self.size):
            alpha = alpha0.index_select(0, ink.segment)
            alpha.addcmul_(fade.index_select(0, ink.segment), ink.along).mul_(ink.coverage)
            # Touches come in the order of segments, thus of strokes.
            cuts = torch.searchsorted(ink.segment, bounds).tolist()
            for number, (start, stop) in enumerate(pairwise(cuts)):
                if start == stop:
                    continue
                if number != current:
                    self._finish(strokes[current], pieces)
                    current, pieces = number, []
                pixel, strength = ink.pixel[start:stop], alpha[start:stop]
                self.strongest.scatter_reduce_(0, pixel, strength, "amax")
                pieces.append(self._winners(pixel, strength))
        self._finish(strokes[current], pieces)

    def _finish(self, stroke: Stroke, pieces: list[tuple[Tensor, Tensor]]) -> None:
        """Paint a stroke whose touches are all in `strongest`, then clear that for the next one."""
        if not pieces:
            return
        pixel, alpha = (torch.cat(column) for column in zip(*pieces, strict=True))
        if len(pieces) > 1:
            pixel, alpha = self._winners(pixel, alpha)
        self.strongest.index_fill_(0, pixel, 0.0)
        self._paint(pixel, alpha, stroke.color, len(stroke.points))

    def _winners(self, pixel: Tensor, alpha: Tensor) -> tuple[Tensor, Tensor]:
        """Return the touches that have their pixel's strongest alpha, one for each pixel."""
        best = (alpha == self.strongest.index_select(0, pixel)).nonzero().squeeze(1)
        pixel, alpha = pixel.index_select(0, best), alpha.index_select(0, best)
        number = torch.arange(pixel.numel(), dtype=torch.int32)
        self.owner.scatter_(0, pixel, number)
        single = (self.owner.index_select(0, pixel) == number).nonzero().squeeze(1)
        return pixel.index_select(0, single), alpha.index_select(0, single)

    def _paint(self, pixel: Tensor, alpha: Tensor, color: Tensor, frames: int) -> None:
        """Paint a colour over the image; pixels of a resting stroke are painted in all frames."""
        if frames < self.frames:
            step = torch.arange(self.frames)[:, None] * (self.size[0] * self.size[1])
            pixel, alpha = (pixel + step).reshape(-1), alpha.repeat(self.frames)
        source = torch.cat([color[:3], color.new_ones(1)])
        under = self.image.index_select(0, pixel)
        over = torch.lerp(under, source.expand_as(under), alpha[:, None])
        self.image.index_copy_(0, pixel, over)
