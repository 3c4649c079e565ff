# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Filled outlines, differentiable by the points of the outline.

The area of a fill changes where its border moves: the change of coverage in a pixel is the length
of border in it times how far the border moves outwards. Steep edges are walked along
pixel rows (where they cross a line, coverage to one side of the crossing is gained or lost), flat
ones along columns, so that every edge counts exactly once. Which side is inside follows from the
number of crossings before, by the even-odd rule.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

import torch
from torch import Tensor
from torch.autograd.function import once_differentiable

from engine.render.fills import LINES, fill_coverage

Size = tuple[int, int]
_FAR = 1e6


def differentiable_fill(outlines: Sequence[Tensor], size: Size) -> tuple[Tensor, Tensor]:
    """Return pixels (long [M], each once) and coverage [M] like `fill_coverage`, with gradients.

    outlines: [F, n, 2] each, pixels, (x, y); the last point is connected to the first. Coordinates
    that are not finite count as 0.
    """
    sound = [torch.nan_to_num(points, posinf=0.0, neginf=0.0) for points in outlines]
    lengths = [points.shape[1] for points in sound]
    pixel, coverage = _Fill.apply(torch.cat(sound, 1), lengths, size)  # type: ignore[no-untyped-call]
    return pixel, coverage


class _Fill(torch.autograd.Function):
    """Maps points [F, n, 2] of all outlines, one after the other, to pixels and coverage."""

    @staticmethod
    def forward(ctx: Any, points: Tensor, lengths: list[int], size: Size) -> tuple[Tensor, Tensor]:
        outlines = points.detach().cpu().split(lengths, 1)  # type: ignore[no-untyped-call]
        pixel, coverage, _ = fill_coverage(outlines, size)
        pixel, coverage = pixel.to(points.device), coverage.to(points)
        ctx.lengths, ctx.size = lengths, size
        ctx.save_for_backward(points, pixel)
        ctx.mark_non_differentiable(pixel)
        return pixel, coverage

    @staticmethod
    @once_differentiable
    def backward(ctx: Any, _: Tensor, upstream: Tensor) -> tuple[Tensor | None, ...]:
        points, pixel = ctx.saved_tensors
        width, height = ctx.size
        picture = upstream.new_full((len(points) * width * height,), math.nan)
        picture.index_copy_(0, pixel, upstream)
        picture = picture.view(len(points), height, width)
        after = _next_points(points, ctx.lengths)
        along_rows = _border(points, after, picture, steep=True)
        turned = points.flip(2), after.flip(2), picture.transpose(1, 2)
        along_columns = _border(*turned, steep=False)
        at_start = along_rows[0] + along_columns[0].flip(2)
        at_end = along_rows[1] + along_columns[1].flip(2)
        return at_start + _previous(at_end, ctx.lengths), None, None


def _next_points(points: Tensor, lengths: list[int]) -> Tensor:
    parts = points.split(lengths, 1)  # type: ignore[no-untyped-call]
    return torch.cat([part.roll(-1, 1) for part in parts], 1)


def _previous(values: Tensor, lengths: list[int]) -> Tensor:
    parts = values.split(lengths, 1)  # type: ignore[no-untyped-call]
    return torch.cat([part.roll(1, 1) for part in parts], 1)


class _Crossings(NamedTuple):
    """C crossings of edges and scan lines, both numbered through all frames; x in pixels."""

    edge: Tensor
    line: Tensor
    x: Tensor


def _border(start: Tensor, end: Tensor, picture: Tensor, *, steep: bool) -> tuple[Tensor, Tensor]:
    """Return the gradients [F, n, 2] for both ends of the steep edges.

    With x and y exchanged and `steep` False, for those of the flat edges.
    """
    frames, height, width = picture.shape
    a, b = (p.double().clamp(-_FAR, _FAR).reshape(-1, 2) for p in (start, end))
    crossings = _crossings(a, b, frames, height)
    sign = _signs(crossings)
    run, rise = (b - a).unbind(1)
    chosen = rise.abs() >= run.abs() if steep else rise.abs() > run.abs()
    inside = (crossings.x >= 0) & (crossings.x < width) & chosen[crossings.edge]
    edge, line, x = (v[inside] for v in crossings)
    at = line.double() % (height * LINES) + 0.5
    y = at / LINES
    share = (y - a[edge, 1]) / rise[edge]
    row = torch.div(line, LINES, rounding_mode="floor")  # frames after each other
    sign = sign[inside]
    # A border pixel that the fill hardly touches isn't in its list; the next one inwards is.
    rows = picture.reshape(frames * height, width)
    value = rows[row, x.long()]
    further = rows[row, (x + sign).long().clamp(0, width - 1)]
    value = torch.nan_to_num(torch.where(value.isnan(), further, value)).double()
    push = -sign * value / LINES
    pull = torch.stack([push, -push * run[edge] / rise[edge]], 1)
    at_a = torch.zeros_like(a).index_add_(0, edge, pull * (1 - share)[:, None])
    at_b = torch.zeros_like(a).index_add_(0, edge, pull * share[:, None])
    return at_a.view(start.shape).to(start.dtype), at_b.view(start.shape).to(start.dtype)


def _crossings(a: Tensor, b: Tensor, frames: int, height: int) -> _Crossings:
    """Return where edges a, b [F n, 2] cross the scan lines of their frame, LINES a pixel row."""
    limit = height * LINES
    low, high = torch.minimum(a[:, 1], b[:, 1]), torch.maximum(a[:, 1], b[:, 1])
    first, last = ((v * LINES - 0.5).ceil().clamp(0, limit).long() for v in (low, high))
    counts = last - first
    edge = torch.repeat_interleave(counts)
    place = torch.arange(len(edge), device=a.device) - (torch.cumsum(counts, 0) - counts)[edge]
    line = first[edge] + place
    share = ((line + 0.5) / LINES - a[edge, 1]) / (b[edge, 1] - a[edge, 1])
    x = a[edge, 0] + share * (b[edge, 0] - a[edge, 0])
    frame = torch.div(edge, max(1, len(a) // frames), rounding_mode="floor")
    return _Crossings(edge, frame * limit + line, x)


def _signs(crossings: _Crossings) -> Tensor:
    """Return +1 for a crossing where the inside begins, -1 where it ends (by ranks in the line)."""
    by_x = torch.argsort(crossings.x, stable=True)
    order = by_x[torch.argsort(crossings.line[by_x], stable=True)]
    line = crossings.line[order]
    number = torch.arange(len(line), device=line.device)
    begins = torch.ones_like(line, dtype=torch.bool)
    begins[1:] = line[1:] != line[:-1]
    rank = number - torch.cummax(torch.where(begins, number, 0), 0).values
    sign = torch.empty_like(crossings.x)
    sign[order] = 1.0 - 2.0 * (rank & 1).double()
    return sign
