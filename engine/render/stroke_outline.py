# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The area of a stroke whose ends or corners aren't round, as polygons.

A stroke is the union of a quadrilateral for each straight piece, a patch at each corner and one at
each end (SVG 2, section 13.5.6). All polygons run the same way round, so that filled together by
the nonzero rule they give their union.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

import torch
from torch import Tensor

from addon.contract.drawing import BUTT, MITER, ROUND, SQUARE

#: Narrower strokes, in pixels, are drawn with round ends and corners: nobody sees a difference.
NARROW = 2.0
_SMOOTH = math.cos(math.radians(12.0))  # at a smaller turn, pieces of a curve meet
_FAN = 8  # corners of a quarter of a round join or end
_SAME = 1e-9


@dataclass(frozen=True)
class Look:
    """How a stroke ends and turns: the contract's numbers for caps and joins, and the limit."""

    cap: int = ROUND
    join: int = ROUND
    miter: float = 4.0

    def is_seen(self, widest: float) -> bool:
        """Whether a stroke of this largest radius, in pixels, looks different from a round one."""
        return not (self.cap == ROUND and self.join == ROUND) and 2 * widest >= NARROW


ROUND_LOOK = Look()


def stroke_polygons(points: Tensor, radii: Tensor, cyclic: bool, look: Look) -> list[Tensor]:
    """Return polygons, [F, m, k, 2] for m of k corners, whose nonzero union is the stroke's area.

    points: [F, n, 2], pixels, (x, y). radii: [n].
    """
    points, radii = _distinct(points.double(), radii.double(), cyclic)
    count = points.shape[1]
    if count == 1:
        return [] if look.cap == BUTT else [_dot(points[:, 0], radii[0], look.cap)[:, None]]
    ends = torch.arange(1, count + (1 if cyclic else 0)) % count
    a, b = points[:, : len(ends)], points[:, ends]
    ra, rb = radii[: len(ends), None], radii[ends, None]
    way = b - a
    way = way / torch.linalg.vector_norm(way, dim=2, keepdim=True).clamp_min(_SAME)
    normal = torch.stack([-way[..., 1], way[..., 0]], -1)
    corners = [a + normal * ra, a - normal * ra, b - normal * rb, b + normal * rb]
    polygons = [torch.stack(corners, 2)]
    last = torch.arange(len(ends) - (0 if cyclic else 1))
    following = (last + 1) % len(ends)
    if len(last):
        at, radius = points[:, ends[last]], radii[ends[last], None]
        polygons.append(_corners(at, radius, normal[:, last], normal[:, following], look))
    if not cyclic and look.cap != BUTT:
        first = _end(points[:, 0], radii[0], -way[:, 0], look.cap)
        polygons.append(
            torch.stack([first, _end(points[:, -1], radii[-1], way[:, -1], look.cap)], 1)
        )
    return polygons


def _distinct(points: Tensor, radii: Tensor, cyclic: bool) -> tuple[Tensor, Tensor]:
    """Leave out points that are their predecessor in every frame."""
    moved = (points != points.roll(1, 1)).any(2).any(0)
    if not cyclic:
        moved[0] = True
    kept = moved.nonzero().squeeze(1) if bool(moved.any()) else torch.zeros(1, dtype=torch.long)
    return points[:, kept], radii[kept]


def _dot(center: Tensor, radius: Tensor, cap: int) -> Tensor:
    if cap == SQUARE:
        offsets = torch.tensor([[1.0, 1.0], [-1.0, 1.0], [-1.0, -1.0], [1.0, -1.0]])
    else:
        angles = torch.arange(4 * _FAN) * (math.pi / 2 / _FAN)
        offsets = torch.stack([torch.cos(angles), torch.sin(angles)], 1)
    return center[:, None] + offsets.to(center) * radius


def _end(at: Tensor, radius: Tensor, outwards: Tensor, cap: int) -> Tensor:
    """Return the patch beyond an end: [F, k, 2]. at, outwards: [F, 2]."""
    side = torch.stack([-outwards[:, 1], outwards[:, 0]], 1)
    if cap == SQUARE:
        corners = [at + radius * v for v in (-side, outwards - side, outwards + side, side)]
        return torch.stack(corners, 1)
    angles = torch.linspace(-math.pi / 2, math.pi / 2, 2 * _FAN + 1, dtype=at.dtype)
    along = torch.cos(angles)[:, None] * outwards[:, None]
    across = torch.sin(angles)[:, None] * side[:, None]
    return at[:, None] + radius * (along + across)


def _corners(at: Tensor, radius: Tensor, before: Tensor, after: Tensor, look: Look) -> Tensor:
    """Return the patches at corners, [F, n, k, 2].

    at, before, after: [F, n, 2], the corners and the normals on both sides of them.
    """
    turn = before[..., 0] * after[..., 1] - before[..., 1] * after[..., 0]
    cosine = (before * after).sum(2)
    # The outer side of a turn to the right is that of the normals' other side.
    side = torch.where(turn > 0, -1.0, 1.0)[..., None]
    first, second = (torch.where(side > 0, v, -w) for v, w in ((before, after), (after, before)))
    middle = first + second
    half = torch.linalg.vector_norm(middle, dim=2, keepdim=True) / 2  # cosine of half the turn
    ahead = torch.stack([before[..., 1], -before[..., 0]], -1)
    outwards = torch.where(half > 1e-4, middle / (2 * half).clamp_min(_SAME), ahead)
    smooth = (cosine >= _SMOOTH)[..., None]
    if look.join == ROUND:
        middle_points = _arc(first, second, outwards)
    else:
        tip = 1 / half.clamp_min(_SAME)  # mitre length over width
        pointed = smooth | (tip <= look.miter) if look.join == MITER else smooth
        middle_points = [outwards * torch.where(pointed, tip, half)]
    rim = torch.stack([torch.zeros_like(first), first, *middle_points, second], 2)
    patches = at[:, :, None] + rim * radius[:, None]
    # The patch runs from `first` to `second`, which is the same way round on both sides.
    return patches.flip(2)


def _arc(first: Tensor, second: Tensor, middle: Tensor) -> list[Tensor]:
    """Return unit vectors on the arc from `first` over `middle` to `second`, seven of them."""
    vectors = [first, middle, second]
    for _ in range(2):
        between = [_unit(v + w) for v, w in pairwise(vectors)]
        mixed = [vectors[0]]
        for halfway, end in zip(between, vectors[1:], strict=True):
            mixed += [halfway, end]
        vectors = mixed
    return vectors[1:-1]


def _unit(vector: Tensor) -> Tensor:
    length: Tensor = torch.linalg.vector_norm(vector, dim=-1, keepdim=True)
    return vector / length.clamp_min(_SAME)
