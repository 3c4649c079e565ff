# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A stroke as segments: one between neighbouring points, and for wide strokes no pixel twice.

A stroke that is wide against the spacing of its points covers every pixel with dozens of round
segments. But the nearest point of a chain lies either inside a segment, seen from the strip between
the normals at its ends, or at a joint, seen from the wedge beyond the one segment and before the
other, or at a free end. So a wide stroke is cut into strips and wedges (dots clipped to their
wedge), which hardly overlap.
"""

from __future__ import annotations

import torch
from torch import Tensor

from engine.render.ink import Segments, finite_segments

_SLACK = 1.0  # px that strips and wedges overlap at least, so that rounding leaves no gap
_EVERYWHERE = -1e9


def stroke_segments(points: Tensor, radii: Tensor, cyclic: bool) -> tuple[Segments, Tensor]:
    """The segments of one stroke, frame after frame, and the points (long [B,2]) each runs between.

    points: [F,n,2] pixels; radii: [n].
    """
    frames, count = points.shape[:2]
    start = torch.arange(max(count - (0 if cyclic else 1), 1))
    end = (start + 1) % count
    a, b = points[:, start], points[:, end]
    clip = None
    length = torch.linalg.vector_norm(b - a, dim=2)
    if len(start) > 2 and float(radii.max()) > 4 + 2 * float(length.mean()):
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
    return finite_segments(segments), torch.stack([start, end], 1).repeat(frames, 1)


def _clips(
    a: Tensor, b: Tensor, length: Tensor, slack: Tensor, cyclic: bool
) -> tuple[Tensor, Tensor]:
    """Half planes of the strips [F,N,2,3] and of the wedges [F,joints,2,3] of a chain of segments.

    Equal neighbouring points have no direction: their strip and its wedges stay whole.
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
    """(nx, ny, c) of the half planes of points on the side of `normal` from `point`, with slack."""
    limit = (normal * point).sum(-1) - slack
    limit = torch.where(whole, _EVERYWHERE, limit)
    return torch.cat([normal, limit[..., None]], -1)
