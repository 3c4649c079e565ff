# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Coverage of filled outlines by the even-odd or the nonzero rule.

Every pixel row is divided into `LINES` scan lines. On each, the crossings with the outline are
sorted by x. By the even-odd rule every second gap between them is inside; by the nonzero rule a gap
is inside where the edges before it don't run downwards as often as upwards. Along a line coverage
is exact: a crossing at x adds (or removes) everything to its right, which is written as two numbers
into a row of differences whose running sum is the coverage. Many fills are computed at once, each
in its own windows, one after the other in memory.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import torch
from torch import Tensor

LINES = 8
_FAR = 1e6


class Edges(NamedTuple):
    """The edges of closed polygons that are filled together.

    Attributes:
        start, end: [F, n, 2], pixels, (x, y).
        nonzero: fill by the nonzero rule instead of even-odd.
    """

    start: Tensor
    end: Tensor
    nonzero: bool = False


class Fill(NamedTuple):
    """M pixels, each once in a fill, and their coverage.

    Attributes:
        pixel: long [M], (frame * height + y) * width + x.
        coverage: [M], 0..1.
        number: long [M], of the fill.
    """

    pixel: Tensor
    coverage: Tensor
    number: Tensor


class _Windows(NamedTuple):
    """The part of the canvas that each fill needs in each of its frames, N in all.

    Attributes:
        number, frame: long [N].
        left, top, width, height: long [N].
        first_row: long [N], of all rows of all windows.
    """

    number: Tensor
    frame: Tensor
    left: Tensor
    top: Tensor
    width: Tensor
    height: Tensor
    first_row: Tensor


def outline_edges(outlines: Sequence[Tensor], *, nonzero: bool = False) -> Edges:
    """Return the edges of closed polygons, [F, n, 2] each; the last point meets the first."""
    following = [points.roll(-1, 1) for points in outlines]
    return Edges(torch.cat([*outlines], 1), torch.cat(following, 1), nonzero)


def fill_coverage(
    outlines: Sequence[Tensor], size: tuple[int, int], *, nonzero: bool = False
) -> Fill:
    """Return the fill of closed polygons together, in every frame.

    outlines: [F, n, 2] each, pixels, (x, y); the last point is connected to the first. size:
    (width, height) of the canvas. nonzero: fill by the nonzero rule instead of even-odd.
    """
    return edge_coverage([outline_edges(outlines, nonzero=nonzero)], size)


def edge_coverage(fills: Sequence[Edges], size: tuple[int, int]) -> Fill:
    """Return many fills at once, each in every frame of its own; they don't hide each other."""
    start = torch.cat([fill.start.reshape(-1, 2) for fill in fills]).clamp(-_FAR, _FAR).double()
    end = torch.cat([fill.end.reshape(-1, 2) for fill in fills]).clamp(-_FAR, _FAR).double()
    frames = torch.tensor([len(fill.start) for fill in fills])
    edges = torch.tensor([fill.start.shape[1] for fill in fills])
    number = torch.repeat_interleave(frames)
    frame = torch.arange(len(number)) - (torch.cumsum(frames, 0) - frames)[number]
    window_of_edge = torch.repeat_interleave(edges[number])
    windows = _windows(start, window_of_edge, number, frame, size)
    line, x, way = _crossings(start, end, window_of_edge, windows)
    order = torch.argsort(line.double() * (size[0] + 2) + (x + 1))
    line, x = line.index_select(0, order), x.index_select(0, order)
    rules = torch.tensor([fill.nonzero for fill in fills])
    sign = _signs(line, way.index_select(0, order), rules, windows) / LINES
    return _coverage(line, x, sign, windows, size)


def _windows(
    points: Tensor, owner: Tensor, number: Tensor, frame: Tensor, size: tuple[int, int]
) -> _Windows:
    """Return the windows of points [E, 2], of which `owner` [E] tells the window."""
    count, wide = len(number), owner[:, None].expand(-1, 2)
    low = points.new_zeros(count, 2).scatter_reduce_(0, wide, points, "amin", include_self=False)
    high = points.new_zeros(count, 2).scatter_reduce_(0, wide, points, "amax", include_self=False)
    low = low.floor().clamp_min(0).long()
    high = torch.minimum(high.ceil().clamp_min(0).long(), torch.tensor(size))
    extent = (high - low).clamp_min(0)
    seen = (extent > 0).all(1)
    width, height = (torch.where(seen, side, 0) for side in extent.unbind(1))
    first_row = torch.cumsum(height, 0) - height
    return _Windows(number, frame, low[:, 0], low[:, 1], width, height, first_row)


def _signs(line: Tensor, way: Tensor, rules: Tensor, windows: _Windows) -> Tensor:
    """Return 1 for crossings where the inside begins, -1 where it ends, else 0; float32 [C].

    line, way: long [C], sorted by line and x. rules [fills]: which are filled by the nonzero rule.
    """
    lines = torch.bincount(line)
    # A crossing's rank in its line tells whether the inside begins or ends.
    rank = torch.arange(line.numel()) - (torch.cumsum(lines, 0) - lines).index_select(0, line)
    even_odd = (1 - 2 * (rank & 1)).to(torch.float32)
    if not rules.any():
        return even_odd
    # Over a line the directions add up to 0, as outlines are closed.
    after = torch.cumsum(way, 0)
    winding = (after != 0).to(torch.float32) - (after - way != 0).to(torch.float32)
    if rules.all():
        return winding
    window_of_row = torch.repeat_interleave(windows.height)
    row = torch.div(line, LINES, rounding_mode="floor")
    by_winding = rules[windows.number[window_of_row[row]]]
    return torch.where(by_winding, winding, even_odd)


def _crossings(
    start: Tensor, end: Tensor, owner: Tensor, windows: _Windows
) -> tuple[Tensor, Tensor, Tensor]:
    """Return scan line, long [C], x, [C], and direction, long [C], of every crossing of an edge.

    Lines are numbered through all windows; x counts from the left of its window and is clamped to
    it; the direction is 1 where the edge runs downwards, else -1.
    """
    scale = start.new_tensor([1.0, LINES])
    origin = torch.stack([windows.left, windows.top], 1)[owner].double()
    a, b = ((p - origin) * scale for p in (start, end))
    limit = windows.height[owner] * LINES
    zero = torch.zeros_like(limit)
    # Line k lies at k + 1/2; an edge crosses those in [y_low, y_high).
    first, last = (
        ((y - 0.5).ceil().long().clamp(zero, limit))
        for y in (torch.minimum(a[:, 1], b[:, 1]), torch.maximum(a[:, 1], b[:, 1]))
    )
    counts = last - first
    edge = torch.repeat_interleave(counts)
    place = torch.arange(edge.numel()) - (torch.cumsum(counts, 0) - counts).index_select(0, edge)
    line = first.index_select(0, edge) + place
    (ax, ay), (bx, by) = (p.index_select(0, edge).unbind(1) for p in (a, b))
    x = ax + (line + 0.5 - ay) / (by - ay) * (bx - ax)
    way = torch.where(by > ay, 1, -1)
    window = owner.index_select(0, edge)
    x = torch.minimum(x.clamp_min(0), windows.width[window].double())
    return windows.first_row[window] * LINES + line, x, way


def _coverage(
    line: Tensor, x: Tensor, sign: Tensor, windows: _Windows, size: tuple[int, int]
) -> Fill:
    """Return the running sums of the crossings' steps along every row of every window."""
    window_of_row = torch.repeat_interleave(windows.height)
    # Two columns more than the window: crossings on its right edge and their second number.
    lengths = windows.width[window_of_row] + 2
    first_cell = torch.cumsum(lengths, 0) - lengths
    column = x.floor()
    inside = (x - column).to(torch.float32)
    place = first_cell[torch.div(line, LINES, rounding_mode="floor")] + column.long()
    steps = torch.zeros(int(lengths.sum()))
    steps.index_add_(0, place, sign * (1 - inside))
    steps.index_add_(0, place + 1, sign * inside)
    sums = torch.cumsum(steps.double(), 0)
    before = torch.cat([sums.new_zeros(1), sums[first_cell[1:] - 1]])[: len(first_cell)]
    row = torch.repeat_interleave(lengths)
    coverage = (sums - before.index_select(0, row)).to(torch.float32).clamp_(0, 1)
    # Rounding in the running sum leaves tiny values where there is no fill.
    cell = (coverage > 1e-4).nonzero().squeeze(1)
    row = row.index_select(0, cell)
    column, window = cell - first_cell[row], window_of_row[row]
    kept = (column < windows.width[window]).nonzero().squeeze(1)
    cell, row, column, window = (v.index_select(0, kept) for v in (cell, row, column, window))
    y = row - windows.first_row[window] + windows.top[window]
    width, height = size
    pixel = (windows.frame[window] * height + y) * width + column + windows.left[window]
    return Fill(pixel, coverage.index_select(0, cell), windows.number[window])
