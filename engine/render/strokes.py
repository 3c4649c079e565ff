# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Divides a stroke into segments, in a wide stroke so that they hardly overlap.

In a stroke that is wide compared with the spacing of its points, dozens of round segments cover
every pixel. But the nearest point of a chain lies either inside a segment (for pixels in the strip
between the normals at its ends), or at a joint (for pixels in the wedge beyond the one segment and
before the other), or at a free end. So a wide stroke is divided into strips and wedges; a wedge is
a dot, clipped.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from engine.render.ink import Segments

_SLACK = 1.0  # pixels by which strips and wedges overlap, so that rounding leaves no gap
_EVERYWHERE = -1e9
_NARROW = 4.0  # pixels; up to this radius a stroke is never divided


def is_thin(count: int, widest: float) -> bool:
    """Return whether a stroke of so many points and this largest radius is never divided."""
    return widest <= _NARROW and count > 1


def stroke_segments(points: Tensor, radii: Tensor, cyclic: bool) -> tuple[Segments, Tensor]:
    """Return the segments of one stroke in all frames, and the two points of each, long [B, 2].

    points: [F, n, 2], pixels, (x, y). radii: [n]. They may still be far or not finite.
    """
    frames, count = points.shape[:2]
    start = torch.arange(max(count - (0 if cyclic else 1), 1))
    end = (start + 1) % count
    a, b = points[:, start], points[:, end]
    clip = None
    length = torch.linalg.vector_norm(b - a, dim=2)
    if len(start) > 2 and float(radii.max()) > _NARROW + 2 * float(length.mean()):
        # In a taper the disc at a joint bulges into the strip beside it.
        taper = (radii[end] - radii[start]).abs() / length.clamp_min(1e-12)
        bulge = 1.5 * torch.maximum(radii[start], radii[end]) * taper.clamp(max=1)
        strips, wedges = _clips(a, b, length, _SLACK + bulge, cyclic)
        joints = end if cyclic else end[:-1]
        a, b = torch.cat([a, points[:, joints]], 1), torch.cat([b, points[:, joints]], 1)
        start, end = torch.cat([start, joints]), torch.cat([end, joints])
        clip = torch.cat([strips, wedges], 1).flatten(0, 1)
    segments = Segments(
        a.flatten(0, 1),
        b.flatten(0, 1),
        radii[start].repeat(frames),
        radii[end].repeat(frames),
        torch.arange(frames).repeat_interleave(len(start)),
        clip,
    )
    return segments, torch.stack([start, end], 1).repeat(frames, 1)


def thin_segments(
    points: Sequence[Tensor], radii: Sequence[Tensor], cyclic: Sequence[bool]
) -> tuple[Segments, Tensor, Tensor]:
    """Return the segments of many strokes that aren't divided.

    Return also the two points of each, long [B, 2], counted through all strokes, and its stroke,
    long [B].

    points: of each stroke [F, n, 2], n > 1, pixels, (x, y). radii: [n].
    """
    counts = torch.tensor([len(own) for own in radii])
    firsts = torch.cumsum(counts, 0) - counts
    lasts = firsts + counts - 1
    following = torch.arange(1, int(counts.sum()) + 1)
    following[lasts] = firsts
    kept = torch.ones(len(following), dtype=torch.bool)
    kept[lasts[~torch.tensor(cyclic)]] = False
    start = kept.nonzero().squeeze(1)
    end = following.index_select(0, start)
    places, radius = torch.cat(tuple(points), 1), torch.cat(tuple(radii))
    frames = len(places)
    segments = Segments(
        places.index_select(1, start).reshape(-1, 2),
        places.index_select(1, end).reshape(-1, 2),
        radius.index_select(0, start).repeat(frames),
        radius.index_select(0, end).repeat(frames),
        torch.arange(frames).repeat_interleave(len(start)),
    )
    owner = torch.repeat_interleave(counts).index_select(0, start)
    return segments, torch.stack([start, end], 1).repeat(frames, 1), owner.repeat(frames)


def _clips(
    a: Tensor, b: Tensor, length: Tensor, slack: Tensor, cyclic: bool
) -> tuple[Tensor, Tensor]:
    """Return half planes of the strips [F, N, 2, 3] and wedges [F, joints, 2, 3] of a chain.

    Equal neighbouring points have no direction: their strip and its wedges are not clipped.
    """
    way = (b - a) / length.clamp_min(1e-12)[..., None]
    whole = length < 1e-4
    behind = _half_planes(way, a, whole, slack)  # beyond the start
    ahead = _half_planes(-way, b, whole, slack)  # before the end
    strips = torch.stack([behind, ahead], 2)
    if not cyclic:
        strips[:, 0, 0, 2] = strips[:, -1, 1, 2] = _EVERYWHERE
    past = _half_planes(way, b, whole, slack)
    short = _half_planes(-way, a, whole, slack).roll(-1, 1)
    wedges = torch.stack([past, short], 2)
    return strips, wedges if cyclic else wedges[:, :-1]


def _half_planes(normal: Tensor, point: Tensor, whole: Tensor, slack: Tensor) -> Tensor:
    """Return half planes (nx, ny, c): the side of `normal` from `point`, widened by `slack`."""
    limit = (normal * point).sum(-1) - slack
    limit = torch.where(whole, _EVERYWHERE, limit)
    return torch.cat([normal, limit[..., None]], -1)
