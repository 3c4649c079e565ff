# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Coverage of filled outlines by the even-odd or the nonzero rule.

Every pixel row is divided into `LINES` scan lines. On each, the crossings with the outline are
sorted by x. By the even-odd rule every second gap between them is inside; by the nonzero rule a gap
is inside where the edges before it don't run downwards as often as upwards. Along a line coverage
is exact: a crossing at x adds (or removes) everything to its right, which is written as two numbers
into a row of differences whose running sum is the coverage.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import torch
from torch import Tensor

LINES = 8
_FAR = 1e6


class Fill(NamedTuple):
    """M pixels, each once, and their coverage.

    Attributes:
        pixel: long [M], (frame * height + y) * width + x.
        coverage: [M], 0..1.
    """

    pixel: Tensor
    coverage: Tensor


class _Window(NamedTuple):
    left: int
    top: int
    width: int
    height: int


def fill_coverage(
    outlines: Sequence[Tensor], size: tuple[int, int], *, nonzero: bool = False
) -> Fill:
    """Return the fill of closed polygons together, in every frame.

    outlines: [F, n, 2] each, pixels, (x, y); the last point is connected to the first. size:
    (width, height) of the canvas. nonzero: fill by the nonzero rule instead of even-odd.
    """
    start = torch.cat([*outlines], 1)
    end = torch.cat([p.roll(-1, 1) for p in outlines], 1)
    return edge_coverage(start, end, size, nonzero=nonzero)


def edge_coverage(start: Tensor, end: Tensor, size: tuple[int, int], *, nonzero: bool) -> Fill:
    """Return the fill of closed polygons given by their edges, [F, n, 2] each, in every frame."""
    start, end = (p.clamp(-_FAR, _FAR).double() for p in (start, end))
    frames = start.shape[0]
    window = _window(start, size)
    if window.width <= 0 or window.height <= 0:
        return Fill(torch.zeros(0, dtype=torch.long), torch.zeros(0))
    line, x, way = _crossings(start, end, window)
    order = torch.argsort(line.double() * (window.width + 2) + (x + 1))
    line, x = line.index_select(0, order), x.index_select(0, order)
    if nonzero:
        sign = _winding_signs(way.index_select(0, order))
    else:
        # A crossing's rank in its line tells whether the inside begins or ends.
        lines = torch.bincount(line, minlength=frames * window.height * LINES)
        rank = torch.arange(line.numel()) - (torch.cumsum(lines, 0) - lines).index_select(0, line)
        sign = (1 - 2 * (rank & 1)).to(torch.float32)
    sign = sign / LINES

    # Two columns more than the window: crossings on its right edge and their second number.
    steps = torch.zeros(frames * window.height * (window.width + 2))
    column = x.floor()
    inside = (x - column).to(torch.float32)
    place = torch.div(line, LINES, rounding_mode="floor") * (window.width + 2) + column.long()
    steps.index_add_(0, place, sign * (1 - inside))
    steps.index_add_(0, place + 1, sign * inside)
    rows = steps.view(frames, window.height, window.width + 2)
    coverage = torch.cumsum(rows, 2)[..., : window.width].clamp_(0, 1)
    return _in_window(coverage, window, size)


def _winding_signs(way: Tensor) -> Tensor:
    """Return 1 for crossings where the inside begins, -1 where it ends, else 0.

    way: long [C], +-1, sorted by line and x; over a line it adds up to 0, as outlines are closed.
    """
    after = torch.cumsum(way, 0)
    before = after - way
    return (after != 0).to(torch.float32) - (before != 0).to(torch.float32)


def _window(points: Tensor, size: tuple[int, int]) -> _Window:
    low = points.amin((0, 1)).floor().clamp_min(0).long()
    high = torch.minimum(points.amax((0, 1)).ceil().clamp_min(0).long(), torch.tensor(size))
    left, top = (int(v) for v in low)
    return _Window(left, top, int(high[0]) - left, int(high[1]) - top)


def _crossings(start: Tensor, end: Tensor, window: _Window) -> tuple[Tensor, Tensor, Tensor]:
    """Return scan line, long [C], x, [C], and direction, long [C], of every crossing of an edge.

    Lines are numbered through all frames; x counts from the left of the window and is clamped to
    it; the direction is 1 where the edge runs downwards, else -1.
    """
    count = start.shape[1]
    scale = start.new_tensor([1.0, LINES])
    origin = start.new_tensor([window.left, window.top])
    a, b = ((p - origin) * scale for p in (start, end))
    limit = window.height * LINES
    # Line k lies at k + 1/2; an edge crosses those in [y_low, y_high).
    first, last = (
        (torch.where(low, a[..., 1], b[..., 1]) - 0.5).ceil().clamp(0, limit).long().view(-1)
        for low in (a[..., 1] < b[..., 1], a[..., 1] >= b[..., 1])
    )
    counts = last - first
    edge = torch.repeat_interleave(counts)
    place = torch.arange(edge.numel()) - (torch.cumsum(counts, 0) - counts).index_select(0, edge)
    line = first.index_select(0, edge) + place
    (ax, ay), (bx, by) = (p.view(-1, 2).index_select(0, edge).unbind(1) for p in (a, b))
    x = ax + (line + 0.5 - ay) / (by - ay) * (bx - ax)
    frame = torch.div(edge, count, rounding_mode="floor")
    way = torch.where(by > ay, 1, -1)
    return frame * limit + line, x.clamp(0, window.width), way


def _in_window(coverage: Tensor, window: _Window, size: tuple[int, int]) -> Fill:
    # Rounding in the running sum leaves tiny values where there is no fill.
    frame, y, x = (coverage > 1e-4).nonzero(as_tuple=True)
    width, height = size
    pixel = (frame * height + y + window.top) * width + x + window.left
    return Fill(pixel, coverage[frame, y, x])
