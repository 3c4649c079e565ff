# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The differentiable rasteriser in colour: strokes and fills laid over each other in order.

Within a stroke the strongest ink counts, as in union mode; between strokes the later one is over
the earlier one. First it is found without gradients which segment decides each pixel of each
stroke; then the ink of that one pair is computed again, and autograd follows it to the points,
widths, opacities and colours. So memory grows with the ink: there is no picture for each stroke.

Compositing (Porter and Duff 1984): each layer is seen through the layers above it,
picture = sum_i T_i a_i c_i with T_i = prod_{j above i} (1 - a_j).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from engine.render.fill_gradient import differentiable_fill
from engine.render.flatten import chord_counts
from engine.render.ink import SAME_POINT, Segments, finite_segments, touched
from engine.render.rasterizer import TOLERANCE, flattened

Size = tuple[int, int]


@dataclass(frozen=True)
class PaintedStrokes:
    """N cubic curves of S strokes, in F frames; all values may need a gradient.

    Attributes:
        curves: [F, N, 4, 2], control points, pixels, (x, y).
        widths, opacities: at the control points, broadcast to [F, N, 4].
        stroke: long [N], ascending, the stroke of each curve; strokes are painted in this order.
        colors: [S, 3] or [F, S, 3], 0..1.
        fills: [S, 4], straight RGBA of closed strokes, or None.
        paths: long [S]; strokes of one path are one even-odd fill (None: each by itself).
    """

    curves: Tensor
    widths: Tensor | float
    stroke: Tensor
    colors: Tensor
    opacities: Tensor | float = 1.0
    fills: Tensor | None = None
    paths: Tensor | None = None


@dataclass(frozen=True)
class _Layers:
    """M pixels of ink or fill.

    Attributes:
        pixel: long [M].
        order: long [M], 2 s for a fill before stroke s, 2 s + 1 for its ink.
        alpha: [M].
        color: [M, 3].
    """

    pixel: Tensor
    order: Tensor
    alpha: Tensor
    color: Tensor


def render_painted(
    strokes: PaintedStrokes,
    size: Size,
    *,
    background: tuple[float, float, float] | None = (1.0, 1.0, 1.0),
    tolerance: float = TOLERANCE,
) -> Tensor:
    """Return pictures [F, H, W, 4], premultiplied RGBA, of strokes in painter's order.

    background: RGB that is painted first; None leaves the ground transparent. Curves with
    coordinates that are not finite leave no ink.
    """
    frames, count = strokes.curves.shape[:2]
    kind, device = strokes.curves.dtype, strokes.curves.device
    widths = torch.as_tensor(strokes.widths, dtype=kind, device=device)
    shades = torch.as_tensor(strokes.opacities, dtype=kind, device=device)
    columns = [v.broadcast_to(frames, count, 4)[..., None] for v in (widths / 2, shades)]
    values = torch.cat([strokes.curves, *columns], -1)
    shape = np.nan_to_num(strokes.curves.detach().cpu().double().numpy(), posinf=0.0, neginf=0.0)
    pieces = chord_counts(shape, tolerance)
    points, starts = flattened(values, pieces)
    owner = strokes.stroke.repeat_interleave(torch.as_tensor(pieces, device=device))
    colors = strokes.colors.broadcast_to(frames, *strokes.colors.shape[-2:])
    parts = [_ink(points, starts, owner, colors, size)]
    if strokes.fills is not None:
        parts += _fills(strokes, strokes.fills, points, starts, owner, size)
    return _composed(_joined(parts), frames, size, background)


def _ink(points: Tensor, starts: Tensor, owner: Tensor, colors: Tensor, size: Size) -> _Layers:
    """Return the ink of every stroke.

    points: [F, Q, 4], (x, y, radius, opacity). starts: the points at which a segment begins; it
    ends at the next point. owner: [len(starts)], the stroke of each segment.
    """
    frames, count = len(points), len(starts)
    a = points[:, starts].reshape(-1, 4)
    b = points[:, starts + 1].reshape(-1, 4)
    segment, pixel = _deciding(a.detach(), b.detach(), owner.repeat(frames), frames, size)
    chosen_a, chosen_b = a.index_select(0, segment), b.index_select(0, segment)
    x = (pixel % size[0]).to(a.dtype) + 0.5
    y = (torch.div(pixel, size[0], rounding_mode="floor") % size[1]).to(a.dtype) + 0.5
    alpha = _alpha(chosen_a, chosen_b, torch.stack([x, y], 1))
    stroke = owner.index_select(0, segment % count)
    frame = torch.div(segment, count, rounding_mode="floor")
    return _Layers(pixel, 2 * stroke + 1, alpha, colors[frame, stroke])


def _alpha(a: Tensor, b: Tensor, center: Tensor) -> Tensor:
    """Return the ink [M] of segments a, b [M, 4] at pixel centres [M, 2]: coverage times opacity.

    The nearest point of the axis is a minimum of the distance, so the gradient through its
    parameter is zero for the distance, and right for width and opacity.
    """
    axis, arm = b[:, :2] - a[:, :2], center - a[:, :2]
    square = (axis * axis).sum(1)
    along = (arm * axis).sum(1) / square.clamp_min(SAME_POINT)
    along = torch.where(square > SAME_POINT, along, torch.zeros_like(along)).clamp(0, 1)
    apart = (along[:, None] * axis - arm).square().sum(1)
    distance = apart.clamp_min(1e-12).sqrt()
    radius, opacity = (a[:, 2:] + along[:, None] * (b - a)[:, 2:]).unbind(1)
    coverage = (radius.clamp_min(0.5) + 0.5 - distance).clamp(0, 1) * (2 * radius).clamp(0, 1)
    return coverage * opacity.clamp(0, 1)


@torch.no_grad()
def _deciding(
    a: Tensor, b: Tensor, owner: Tensor, frames: int, size: Size
) -> tuple[Tensor, Tensor]:
    """Return for each pixel that a stroke touches the segment of it with the most ink there."""
    frame = torch.arange(frames, device=a.device).repeat_interleave(len(a) // max(1, frames))
    segments = finite_segments(Segments(a[:, :2], b[:, :2], a[:, 2], b[:, 2], frame))
    segments = _without_invisible(segments, a, b)
    found = list(touched(segments, size))
    if not found:
        empty = torch.zeros(0, dtype=torch.long, device=a.device)
        return empty, empty
    segment, pixel, ink, along = (torch.cat(column) for column in zip(*found, strict=True))
    shade_a, shade_b = a[:, 3].index_select(0, segment), b[:, 3].index_select(0, segment)
    ink = ink * torch.lerp(shade_a, shade_b, along).clamp(0, 1)
    many = int(owner.max()) + 1 if owner.numel() else 1
    key = pixel * many + owner.index_select(0, segment)
    key, place = torch.sort(key)
    _, group = torch.unique_consecutive(key, return_inverse=True)
    ink = ink.index_select(0, place)
    best = ink.new_zeros(int(group[-1]) + 1).scatter_reduce_(0, group, ink, "amax")
    winning = (ink == best.index_select(0, group)).nonzero().squeeze(1)
    first = torch.ones_like(winning, dtype=torch.bool)
    groups = group.index_select(0, winning)
    first[1:] = groups[1:] != groups[:-1]
    chosen = place.index_select(0, winning[first])
    return segment.index_select(0, chosen), pixel.index_select(0, chosen)


def _without_invisible(segments: Segments, a: Tensor, b: Tensor) -> Segments:
    """Set radii to 0 where both ends are invisible or an opacity isn't a number."""
    seen = torch.isfinite(a[:, 3] + b[:, 3]) & ((a[:, 3] > 0) | (b[:, 3] > 0))
    ra, rb = torch.where(seen, segments.ra, 0.0), torch.where(seen, segments.rb, 0.0)
    return Segments(segments.a, segments.b, ra, rb, segments.frame)


def _fills(
    strokes: PaintedStrokes,
    fills: Tensor,
    points: Tensor,
    starts: Tensor,
    owner: Tensor,
    size: Size,
) -> list[_Layers]:
    """Return the fill of each path, in the colour of its first stroke that has one."""
    count = len(fills)
    paths = strokes.paths if strokes.paths is not None else torch.arange(count)
    visible = (fills.detach()[:, 3] > 0).tolist()
    first: dict[int, list[int]] = {}
    for stroke, path in enumerate(paths.tolist()):
        first.setdefault(path, []).append(stroke)
    found = []
    for members in first.values():
        colored = [stroke for stroke in members if visible[stroke]]
        if not colored:
            continue
        rows = [starts[owner == stroke] for stroke in members]
        corners = [torch.cat([row, row[-1:] + 1]) for row in rows if len(row)]
        outlines = [points[:, corner, :2] for corner in corners]
        pixel, coverage = differentiable_fill(outlines, size)
        color = fills[colored[0]]
        order = torch.full_like(pixel, 2 * members[0])
        shown = coverage.to(points.dtype) * color[3].clamp(0, 1)
        found.append(_Layers(pixel, order, shown, color[:3].expand(len(pixel), 3)))
    return found


def _joined(parts: list[_Layers]) -> _Layers:
    """Return all layers as one, sorted by pixel and within a pixel from the top down."""
    pixel, order = torch.cat([p.pixel for p in parts]), torch.cat([p.order for p in parts])
    if not pixel.numel():
        return parts[0]
    span = int(order.max()) + 1
    place = torch.argsort(pixel * span + (span - 1 - order))
    alpha, color = torch.cat([p.alpha for p in parts]), torch.cat([p.color for p in parts])
    return _Layers(pixel[place], order[place], alpha[place], color[place])


def _composed(
    layers: _Layers, frames: int, size: Size, background: tuple[float, float, float] | None
) -> Tensor:
    """Return the pictures [F, H, W, 4] of sorted layers."""
    shown = _seen_through(layers.pixel, layers.alpha) * layers.alpha
    source = torch.cat([layers.color, torch.ones_like(shown)[:, None]], 1)
    ground = source.new_zeros(4) if background is None else source.new_tensor([*background, 1.0])
    # (1 - sum T a) g + sum T a c = g + sum T a (c - g): only pixels with ink are computed.
    picture = ground.repeat(frames * size[1] * size[0], 1)
    picture = picture.index_add(0, layers.pixel, (source - ground) * shown[:, None])
    return picture.view(frames, size[1], size[0], 4)


def _seen_through(pixel: Tensor, alpha: Tensor) -> Tensor:
    """Return T [M], the product of 1 - alpha of everything above; computed rank by rank."""
    if not pixel.numel():
        return alpha
    start = torch.ones_like(pixel, dtype=torch.bool)
    start[1:] = pixel[1:] != pixel[:-1]
    number = torch.arange(len(pixel), device=pixel.device)
    rank = number - torch.cummax(torch.where(start, number, 0), 0).values
    by_rank = torch.argsort(rank, stable=True)
    sizes = torch.bincount(rank).tolist()
    slot = torch.empty_like(number)
    slot[by_rank] = number  # where an entry lies in the order of ranks
    shares = [torch.ones_like(alpha[: sizes[0]])]
    done, before = sizes[0], 0
    for size in sizes[1:]:
        above = by_rank[done : done + size] - 1
        shares.append(shares[-1][slot[above] - before] * (1 - alpha[above]))
        before, done = done, done + size
    return torch.cat(shares)[slot]
