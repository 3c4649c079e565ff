# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds the pixels that tapered round segments touch, and their coverage.

This is the core of every renderer here. A stroke is a chain of segments. A segment from `a` to `b`
with radii `ra` and `rb` covers the points whose distance to their nearest point on the axis is
below the radius there; discs at the joints give round joins and caps. A pixel's coverage follows
from the distance `d` of its centre alone:

    coverage = clamp(max(r, 1/2) + 1/2 - d, 0, 1) * clamp(2 r, 0, 1)

which is the box filter across a straight stroke. A stroke thinner than a pixel fades instead of
vanishing (its ink stays 2 r per unit of length).

Each segment is scanned by rows: the touched interval of a pixel row has a closed form, so that time
and memory grow with the ink, not with the canvas or the segment's bounding box. Pixels are
numbered `(frame * height + y) * width + x` and have their centres at +1/2.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import torch
from torch import Tensor

# Pixels computed at a time; there are about a dozen temporary arrays of this length.
CHUNK_PIXELS = 1 << 20
CHUNK_ROWS = 1 << 18
# Coordinates are clamped to this many pixels, so that float32 squares stay finite.
_FAR = 1e6
_FLAT = 1e-4
SAME_POINT = 1e-10  # squared length of a segment that is a dot


@dataclass(frozen=True)
class Segments:
    """B tapered segments, in pixels.

    Attributes:
        a, b: [B, 2], ends, (x, y).
        ra, rb: [B], radii at the ends.
        frame: long [B].
        clip: [B, 2, 3], two half planes (nx, ny, c) for each segment, or None. Where
            nx x + ny y < c, other segments have at least its coverage, so it is not computed.
    """

    a: Tensor
    b: Tensor
    ra: Tensor
    rb: Tensor
    frame: Tensor
    clip: Tensor | None = None

    def part(self, start: int, stop: int) -> Segments:
        chosen = slice(start, stop)
        clip = None if self.clip is None else self.clip[chosen]
        ra, rb = self.ra[chosen], self.rb[chosen]
        return Segments(self.a[chosen], self.b[chosen], ra, rb, self.frame[chosen], clip)


class Ink(NamedTuple):
    """M touches, each of a segment and a pixel.

    Attributes:
        segment, pixel: long [M].
        coverage: [M], 0..1.
        along: [M], position of the nearest point of the axis, 0 at a, 1 at b.
    """

    segment: Tensor
    pixel: Tensor
    coverage: Tensor
    along: Tensor


class EvenInk(NamedTuple):
    """M pixels near segments, in R rows; some have no coverage.

    Attributes:
        segment: long [R], of each row.
        row, pixel: long [M].
        coverage: [M], 0..1.
    """

    segment: Tensor
    row: Tensor
    pixel: Tensor
    coverage: Tensor


class _Rows(NamedTuple):
    """Touched rows of pixels: segment, number and centre (x, y) of the first pixel, length."""

    segment: Tensor
    pixel: Tensor
    x: Tensor
    y: Tensor
    length: Tensor


def finite_segments(segments: Segments) -> Segments:
    """Return the segments with far coordinates clamped; those that are not finite get no radius."""
    parts = (segments.a, segments.b, segments.ra[:, None], segments.rb[:, None])
    sound = torch.isfinite(torch.cat(parts, 1).sum(1))
    a, b, ra, rb = (torch.nan_to_num(v) for v in (segments.a, segments.b, segments.ra, segments.rb))
    return Segments(
        a.clamp(-_FAR, _FAR),
        b.clamp(-_FAR, _FAR),
        torch.where(sound, ra.clamp(0, _FAR), 0.0),
        torch.where(sound, rb.clamp(0, _FAR), 0.0),
        segments.frame,
        segments.clip,
    )


def joined(parts: Sequence[Segments]) -> Segments:
    """Return several batches of segments as one, in order."""
    clip = None
    if any(part.clip is not None for part in parts):
        whole = parts[0].a.new_tensor([0.0, 0.0, -1.0])  # 0 x + 0 y >= -1: everywhere
        clips = [whole.expand(len(p.ra), 2, 3) if p.clip is None else p.clip for p in parts]
        clip = torch.cat(clips)
    a, b = torch.cat([part.a for part in parts]), torch.cat([part.b for part in parts])
    ra, rb = torch.cat([part.ra for part in parts]), torch.cat([part.rb for part in parts])
    return Segments(a, b, ra, rb, torch.cat([part.frame for part in parts]), clip)


def touched(segments: Segments, size: tuple[int, int]) -> Iterator[Ink]:
    """Yield all touches with coverage > 0 on canvases of `size` (width, height), in pieces.

    segments: as `finite_segments` returns them.
    """
    for start, part, rows in _rows(segments, size):
        ink = _cover(part, rows)
        if ink.pixel.numel():
            yield ink if start == 0 else ink._replace(segment=ink.segment + start)


def even_touches(segments: Segments, size: tuple[int, int], radius: float) -> Iterator[EvenInk]:
    """Yield touches of segments that all have the same `radius` > 0, also those of no coverage."""
    for start, part, rows in _rows(segments, size):
        if rows.length.numel():
            yield _cover_evenly(part, rows, radius, start)


def even_radius(segments: Segments) -> float:
    """Return the radius of all segments, or 0 if they differ."""
    if not segments.ra.numel():
        return 0.0
    first = segments.ra[0]
    even = (segments.ra == first).all() & (segments.rb == first).all()
    return float(torch.where(even, first, 0.0))


def _rows(segments: Segments, size: tuple[int, int]) -> Iterator[tuple[int, Segments, _Rows]]:
    """Yield pieces of bounded size: the number of the first segment, segments, their rows."""
    radius = torch.maximum(segments.ra, segments.rb)
    reach = radius.clamp_min(0.5) + 0.5
    low = torch.minimum(segments.a, segments.b) - reach[:, None] - 0.5
    high = torch.maximum(segments.a, segments.b) + reach[:, None] - 0.5
    limit = low.new_tensor(size)
    first = torch.minimum(low.clamp_min(0).ceil(), limit)
    last = torch.minimum(high.floor(), limit - 1)
    box = (last - first + 1).clamp_min(0)
    rows = torch.where((radius > 0) & (box[:, 0] > 0), box[:, 1], 0.0).long()
    top = first[:, 1].long()
    for start, stop in _pieces(rows, CHUNK_ROWS):
        part = segments.part(start, stop)
        scanned = _scan(part, reach[start:stop], top[start:stop], rows[start:stop], size)
        for row, end in _pieces(scanned.length, CHUNK_PIXELS):
            yield start, part, _Rows(*(column[row:end] for column in scanned))


def _pieces(sizes: Tensor, limit: int) -> list[tuple[int, int]]:
    """Return ranges of items whose sizes, long [n], sum to about `limit` in each."""
    total = torch.cumsum(sizes, 0)
    if not total.numel() or int(total[-1]) <= limit:
        return [(0, total.numel())]
    steps = torch.arange(limit, int(total[-1]), limit, device=total.device)
    cuts = sorted({0, *(torch.searchsorted(total, steps) + 1).tolist(), total.numel()})
    return list(pairwise(cuts))


def _repeats(counts: Tensor) -> tuple[Tensor, Tensor]:
    """Return the owner of each item, and its place among its owner's items: long [sum] each.

    counts: [n], of items of each owner.
    """
    ends = torch.cumsum(counts, 0)
    total = int(ends[-1]) if ends.numel() else 0
    owner = torch.repeat_interleave(counts, output_size=total)
    place = torch.arange(total, device=counts.device) - (ends - counts).index_select(0, owner)
    return owner, place


def _scan(
    segments: Segments, reach: Tensor, top: Tensor, rows: Tensor, size: tuple[int, int]
) -> _Rows:
    """Return the interval that a segment may touch in each of its pixel rows, never too short."""
    width, height = size
    owner, place = _repeats(rows)
    row = top.index_select(0, owner) + place
    delta = segments.b - segments.a
    length = torch.linalg.vector_norm(delta, dim=1)
    flat = delta[:, 1].abs() < _FLAT
    slope = torch.where(flat, 1.0, delta[:, 1])
    per_segment = torch.stack(
        [
            segments.a[:, 0],
            segments.a[:, 1],
            delta[:, 0],
            slope,
            reach,
            reach * length / slope.abs(),
        ]
    )
    ax, ay, dx, dy, r, half = per_segment.index_select(1, owner).unbind(0)
    level = flat.index_select(0, owner)
    y = row.to(ax.dtype) + 0.5
    # Where the axis passes within `reach` of this row, widened by `reach` ...
    crossing = (y - ay) / dy
    span = r / dy.abs()
    t0 = torch.where(level, 0.0, (crossing - span).clamp(0, 1))
    t1 = torch.where(level, 1.0, (crossing + span).clamp(0, 1))
    x0, x1 = ax + t0 * dx, ax + t1 * dx
    low, high = torch.minimum(x0, x1) - r, torch.maximum(x0, x1) + r
    # ... and within `reach` of the endless line through the axis.
    middle = ax + crossing * dx
    low = torch.where(level, low, torch.maximum(low, middle - half))
    high = torch.where(level, high, torch.minimum(high, middle + half))
    if segments.clip is not None:
        for plane in segments.clip.unbind(1):
            nx, ny, c = plane.T.index_select(1, owner).unbind(0)
            edge = (c - ny * y) / nx
            low = torch.where(nx > _FLAT, torch.maximum(low, edge), low)
            high = torch.where(nx < -_FLAT, torch.minimum(high, edge), high)
            high = torch.where((nx.abs() <= _FLAT) & (ny * y < c), low - 2, high)
    first = (low - 0.5).ceil().clamp(0, width)
    count = ((high - 0.5).floor().clamp(-1, width - 1) - first + 1).clamp_min(0).long()
    pixel = (segments.frame.index_select(0, owner) * height + row) * width + first.long()
    return _Rows(owner, pixel, first + 0.5, y, count)


def _cover_evenly(segments: Segments, rows: _Rows, radius: float, start: int) -> EvenInk:
    """Return the coverage of rows where all radii are equal, which is faster than `_cover`."""
    a, delta = segments.a, segments.b - segments.a
    square = (delta * delta).sum(1)
    inverse = torch.where(square > SAME_POINT, 1 / square.clamp_min(SAME_POINT), 0.0)
    per_segment = torch.stack([a[:, 0], a[:, 1], delta[:, 0], delta[:, 1], inverse])
    ax, ay, dx, dy, inv = per_segment.index_select(1, rows.segment).unbind(0)
    ex, ey = ax - rows.x, ay - rows.y
    per_row = torch.stack([-(ex * dx + ey * dy) * inv, dx * inv, ex, dx, ey, dy])
    row, place = _repeats(rows.length)
    t0, dt, ex, dx, ey, dy = (v.index_select(0, row) for v in per_row)
    step = place.to(t0.dtype)
    along = t0.addcmul_(step, dt).clamp_(0, 1)
    ex.addcmul_(along, dx).sub_(step)
    ey.addcmul_(along, dy)
    distance = ex.mul_(ex).addcmul_(ey, ey).sqrt_()
    coverage = distance.neg_().add_(max(radius, 0.5) + 0.5).clamp_(0, 1)
    if radius < 0.5:
        coverage.mul_(2 * radius)
    pixel = place.add_(rows.pixel.index_select(0, row))
    return EvenInk(rows.segment + start if start else rows.segment, row, pixel, coverage)


def _cover(segments: Segments, rows: _Rows) -> Ink:
    """Return the coverage of every pixel of the rows.

    Along a row, the parameter of the nearest point of the axis is linear in x.
    """
    a, delta = segments.a, segments.b - segments.a
    square = (delta * delta).sum(1)
    inverse = torch.where(square > SAME_POINT, 1 / square.clamp_min(SAME_POINT), 0.0)
    taper = segments.rb - segments.ra
    per_segment = torch.stack(
        [a[:, 0], a[:, 1], delta[:, 0], delta[:, 1], inverse, segments.ra, taper]
    )
    ax, ay, dx, dy, inv, ra, dr = per_segment.index_select(1, rows.segment).unbind(0)
    t0 = ((rows.x - ax) * dx + (rows.y - ay) * dy) * inv
    per_row = torch.stack([t0, dx * inv, ax - rows.x, dx, ay - rows.y, dy, ra, dr])

    row, place = _repeats(rows.length)
    t0, dt, ex, dx, ey, dy, ra, dr = (v.index_select(0, row) for v in per_row)
    step = place.to(t0.dtype)
    along = torch.addcmul(t0, step, dt).clamp_(0, 1)
    ex.addcmul_(along, dx).sub_(step)
    ey.addcmul_(along, dy)
    distance = ex.mul_(ex).addcmul_(ey, ey).sqrt_()
    radius = ra.addcmul_(along, dr)
    coverage = radius.clamp_min(0.5).add_(0.5).sub_(distance).clamp_(0, 1)
    coverage.mul_(radius.mul_(2).clamp_(0, 1))
    kept = coverage.gt(0).nonzero().squeeze(1)
    row = row.index_select(0, kept)
    return Ink(
        rows.segment.index_select(0, row),
        rows.pixel.index_select(0, row) + place.index_select(0, kept),
        coverage.index_select(0, kept),
        along.index_select(0, kept),
    )
