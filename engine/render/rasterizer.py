# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The differentiable rasteriser: coverage images with exact gradients for points and widths.

Union mode: a pixel takes the strongest coverage of all segments, so overlapping ink doesn't get
darker and the order of strokes doesn't matter (black on white). Only the segment that decides a
pixel receives its gradient, in closed form: coverage depends on the distance from the pixel's
centre to the nearest point of the axis and on the radius there (`engine.render.ink`). Where
coverage is constant (inside of the ink, outside of it) nothing is stored for the backward pass.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.autograd.function import once_differentiable

from engine.render.flatten import bernstein, chord_counts
from engine.render.ink import (
    SAME_POINT,
    Segments,
    even_radius,
    even_touches,
    finite_segments,
    touched,
)

TOLERANCE = 0.1  # px between a cubic and its straight pieces


def render_ink(
    curves: Tensor, widths: Tensor | float, size: tuple[int, int], *, tolerance: float = TOLERANCE
) -> Tensor:
    """Return coverage images [F, H, W], 0..1, of cubics with round caps, in union mode.

    curves: [F, ..., 4, 2], control points, pixels, (x, y); float32 or float64, differentiable.
    widths: full widths at the control points, pixels (Bezier polynomials like the positions), any
    shape that broadcasts to [F, ..., 4]; differentiable.
    size: (width, height). Curves with coordinates that are not finite leave no ink and get no
    gradient.
    """
    frames = curves.shape[0]
    widths = torch.as_tensor(widths, dtype=curves.dtype, device=curves.device)
    radii = (widths / 2).broadcast_to(curves.shape[:-1]).reshape(frames, -1, 4)
    curves = curves.reshape(frames, -1, 4, 2)
    # The number of pieces is a choice of accuracy, not a function to differentiate.
    shape = np.nan_to_num(curves.detach().cpu().double().numpy(), posinf=0.0, neginf=0.0)
    pieces = chord_counts(shape, tolerance)
    points, starts = flattened(torch.cat([curves, radii[..., None]], -1), pieces)
    places, thick = points[..., :2], points[..., 2]
    if not radii.requires_grad:
        thick = thick.detach()
        if radii.numel() and bool((radii == radii[0, 0, 0]).all()):
            thick = radii[0, 0, 0].expand(thick.shape)  # weights that sum to 0.9999 leave it so
    return _union(
        places[:, starts], places[:, starts + 1], thick[:, starts], thick[:, starts + 1], size
    )


def render_polylines(
    points: Tensor, widths: Tensor, segments: Tensor, size: tuple[int, int]
) -> Tensor:
    """Return coverage images [F, H, W], 0..1, of tapered segments with round ends, in union mode.

    points: [F, P, 2], pixels, (x, y), differentiable. widths: full widths [P] or [F, P],
    differentiable. segments: long [N, 2], the two points of each segment (the same point twice is
    a dot). size: (width, height).
    """
    radii = (widths / 2).broadcast_to(points.shape[:-1])
    start, end = segments.unbind(1)
    return _union(points[:, start], points[:, end], radii[:, start], radii[:, end], size)


def flattened(curves: Tensor, pieces: np.ndarray[Any, np.dtype[np.int64]]) -> tuple[Tensor, Tensor]:
    """Return curves [F, N, 4, C] as chains of points [F, Q, C], and the points where pieces start.

    pieces: [N], into how many each curve is divided. Starts: long [sum of pieces].
    """
    owner = np.repeat(np.arange(len(pieces)), pieces + 1)
    ends = np.cumsum(pieces + 1)
    place = np.arange(len(owner)) - np.repeat(ends - pieces - 1, pieces + 1)
    weights = torch.as_tensor(
        bernstein(place / pieces[owner]), dtype=curves.dtype, device=curves.device
    )
    chosen = curves.index_select(1, torch.as_tensor(owner, device=curves.device))
    starts = torch.as_tensor(np.flatnonzero(place < pieces[owner]), device=curves.device)
    return (weights[:, :, None] * chosen).sum(2), starts


def _union(a: Tensor, b: Tensor, ra: Tensor, rb: Tensor, size: tuple[int, int]) -> Tensor:
    image: Tensor = _Union.apply(a, b, ra, rb, size)  # type: ignore[no-untyped-call]
    return image


class _Union(torch.autograd.Function):
    """Maps segments a, b [F, N, 2] with radii ra, rb [F, N] to coverage [F, H, W]."""

    @staticmethod
    def forward(
        ctx: Any, a: Tensor, b: Tensor, ra: Tensor, rb: Tensor, size: tuple[int, int]
    ) -> Tensor:
        frames, count = ra.shape
        frame = torch.arange(frames, device=a.device).repeat_interleave(count)
        segments = finite_segments(
            Segments(a.reshape(-1, 2), b.reshape(-1, 2), ra.reshape(-1), rb.reshape(-1), frame)
        )
        image = a.new_zeros(frames * size[1] * size[0])
        ctx.radius = even_radius(segments)
        edges = list(_edges(segments, size, image, ctx.radius))
        ctx.shape, ctx.size = (frames, count), size
        if edges:
            segment, pixel, coverage = (torch.cat(v) for v in zip(*edges, strict=True))
            segment, pixel = _deciding(segment, pixel, coverage, image)
        else:
            segment = pixel = frame.new_zeros(0)
        ctx.save_for_backward(segments.a, segments.b, segments.ra, segments.rb, segment, pixel)
        return image.view(frames, size[1], size[0])

    @staticmethod
    @once_differentiable
    def backward(ctx: Any, upstream: Tensor) -> tuple[Tensor | None, ...]:
        a, b, ra, rb, segment, pixel = ctx.saved_tensors
        gradient = upstream.reshape(-1).index_select(0, pixel)
        if ctx.radius > 0 and not any(ctx.needs_input_grad[2:4]):
            places = torch.cat([a, b], 1)
            pulls = _even_slopes(places, segment, pixel, gradient, ctx.radius, ctx.size)
            by_a, by_b = (v.reshape(*ctx.shape, 2) for v in (pulls[:, :2], pulls[:, 2:]))
            return by_a, by_b, None, None, None
        a_, b_, ra_, rb_ = (v.index_select(0, segment) for v in (a, b, ra, rb))
        chosen = Segments(a_, b_, ra_, rb_, pixel)
        parts = _slopes(chosen, _centers(pixel, ctx.size, a), gradient)
        sums = (
            torch.zeros_like(v).index_add_(0, segment, part)
            for v, part in zip((a, b, ra, rb), parts, strict=True)
        )
        return (*(v.view(*ctx.shape, *v.shape[1:]) for v in sums), None)


def _edges(
    segments: Segments, size: tuple[int, int], image: Tensor, radius: float
) -> Iterator[tuple[Tensor, Tensor, Tensor]]:
    """Draw into `image`; what may decide a pixel that isn't full: segment, pixel, coverage [M].

    radius: see `even_radius`.
    """
    if radius > 0:
        for even in even_touches(segments, size, radius):
            image.scatter_reduce_(0, even.pixel, even.coverage, "amax")
            edge = even.coverage == image.index_select(0, even.pixel)
            edge &= (even.coverage < 1) & (even.coverage > 0)
            kept = edge.nonzero().squeeze(1)
            segment = even.segment.index_select(0, even.row.index_select(0, kept))
            pixel, coverage = (v.index_select(0, kept) for v in (even.pixel, even.coverage))
            yield segment, pixel, coverage
        return
    for ink in touched(segments, size):
        image.scatter_reduce_(0, ink.pixel, ink.coverage, "amax")
        edge = (ink.coverage < 1) & (ink.coverage == image.index_select(0, ink.pixel))
        kept = edge.nonzero().squeeze(1)
        segment, pixel, coverage = (
            v.index_select(0, kept) for v in (ink.segment, ink.pixel, ink.coverage)
        )
        yield segment, pixel, coverage


def _deciding(
    segment: Tensor, pixel: Tensor, coverage: Tensor, image: Tensor
) -> tuple[Tensor, Tensor]:
    """Return the touches that decide their pixel, as segment and pixel, one for each pixel.

    Segments that meet in a joint can have the same coverage: any one of them counts.
    """
    best = (coverage == image.index_select(0, pixel)).nonzero().squeeze(1)
    segment, pixel = segment.index_select(0, best), pixel.index_select(0, best)
    number = torch.arange(pixel.numel(), device=pixel.device, dtype=torch.int32)
    owner = torch.empty(image.numel(), device=pixel.device, dtype=torch.int32)
    owner.scatter_(0, pixel, number)
    single = (owner.index_select(0, pixel) == number).nonzero().squeeze(1)
    return segment.index_select(0, single), pixel.index_select(0, single)


def _centers(pixel: Tensor, size: tuple[int, int], like: Tensor) -> Tensor:
    """Return the centres [M, 2] of numbered pixels."""
    x = pixel % size[0]
    y = torch.div(pixel, size[0], rounding_mode="floor") % size[1]
    return torch.stack([x, y], 1).to(like.dtype) + 0.5


def _even_slopes(
    places: Tensor,
    segment: Tensor,
    pixel: Tensor,
    gradient: Tensor,
    radius: float,
    size: tuple[int, int],
) -> Tensor:
    """Return `_slopes` for a and b, summed over each segment, where all radii are equal: [N, 4].

    places: [N, 4], a and b of the segments. segment, pixel: [M], edge touches. gradient: [M], of
    the loss for their pixels' coverage.
    """
    ax, ay, bx, by = places.T.contiguous().index_select(1, segment).unbind(0)
    row = torch.div(pixel, size[0], rounding_mode="floor")
    dx, dy = bx.sub_(ax), by.sub_(ay)
    ex = ax.sub_((pixel - row * size[0]).to(places.dtype)).sub_(0.5)
    ey = ay.sub_((row % size[1]).to(places.dtype)).sub_(0.5)
    square = (dx * dx).addcmul_(dy, dy)
    along = (ex * dx).addcmul_(ey, dy).neg_()
    t = torch.where(square > SAME_POINT, along / square.clamp_min(SAME_POINT), 0.0).clamp_(0, 1)
    ex.addcmul_(t, dx)
    ey.addcmul_(t, dy)
    distance = (ex * ex).addcmul_(ey, ey).sqrt_()
    thin = min(2 * radius, 1.0)
    sloping = torch.where(distance > max(radius, 0.5) - 0.5, gradient * -thin, 0.0)
    sloping.div_(distance.clamp_min_(1e-12))
    ex.mul_(sloping)
    ey.mul_(sloping)
    at_b = [ex * t, ey * t]
    parts = torch.stack([ex.sub_(at_b[0]), ey.sub_(at_b[1]), *at_b], 1)
    return torch.zeros_like(places).index_add_(0, segment, parts)


def _slopes(
    segments: Segments, center: Tensor, gradient: Tensor
) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Return the derivatives of coverage for a, b [M, 2] and ra, rb [M], times `gradient` [M].

    center: [M, 2], the pixels' centres, p. With the axis e = b - a, its parameter
    t = clamp((p - a).e / e.e), the distance d = |a + t e - p| and the radius r = ra + t (rb - ra),
    coverage is c = clamp(max(r, 1/2) + 1/2 - d, 0, 1) clamp(2 r, 0, 1). The nearest point is a
    minimum, so the derivative of d for t is zero; that of r is not, where 0 < t < 1.
    """
    a, b, ra, rb = segments.a, segments.b, segments.ra, segments.rb
    axis, arm = b - a, center - a
    square = (axis * axis).sum(1)
    raw = (arm * axis).sum(1) / square.clamp_min(SAME_POINT)
    t = torch.where(square > SAME_POINT, raw, 0.0).clamp(0, 1)
    away = t[:, None] * axis - arm
    distance = torch.linalg.vector_norm(away, dim=1)
    radius = ra + t * (rb - ra)
    thin = (2 * radius).clamp(0, 1)
    ramp = radius.clamp_min(0.5) + 0.5 - distance
    sloping = torch.where(ramp < 1, gradient * thin, 0.0)
    by_radius = torch.where(radius > 0.5, sloping, 2 * gradient * ramp.clamp(0, 1))
    inside = (t > 0) & (t < 1)
    by_t = torch.where(inside, by_radius * (rb - ra) / square.clamp_min(SAME_POINT), 0.0)
    pull = away * (-sloping / distance.clamp_min(1e-12))[:, None]
    turn = arm - 2 * t[:, None] * axis
    by_a = pull * (1 - t)[:, None] - by_t[:, None] * (turn + axis)
    by_b = pull * t[:, None] + by_t[:, None] * turn
    return by_a, by_b, by_radius * (1 - t), by_radius * t
