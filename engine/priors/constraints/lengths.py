# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Lengths that a motion must respect: lines keep theirs, and what touches at rest stays together.

Position-based dynamics (Mueller et al. 2007): every constraint moves its points just enough to
bring a length back into its limits; all constraints act at once and are averaged where they meet.
The limits come from the lengths at rest, so a rigid motion is never changed. Of an object that
grows or shrinks as a whole, the limits grow and shrink too.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from engine.priors.base import PointSketch

SHORTEST = 0.72
"""A length may shrink to this share of its length at rest."""
LONGEST = 1.08
"""A length may grow to this share of its length at rest."""
FOLDED = 0.45
"""A point and the one after the next may come this close (share of their distance at rest)."""
STEADY = 1.15
"""An object may grow or shrink by this factor before its limits follow its size."""
TOUCHING = 5.0
"""Points at most this far apart at rest (working units) are held together."""
_SLACK = 0.35


@dataclass(frozen=True)
class Constraints:
    """M lengths |p_a - (1 - t) p_b - t p_c| with limits, in working units.

    Attributes:
        members: long [M, 3], the points (a, b, c).
        weights: float [M, 3], (1, t - 1, -t).
        low, high: [M], the limits.
        weld: bool [M], whether the length is between strokes rather than along one.
        share: [H], 1 / the number of constraints of a point.
    """

    members: Tensor
    weights: Tensor
    low: Tensor
    high: Tensor
    weld: Tensor
    share: Tensor

    def lengths(self, positions: Tensor) -> Tensor:
        """Return the lengths [M, R] at positions [H, R, 2], R rows of them."""
        lengths: Tensor = self.gaps(positions).norm(dim=2)
        return lengths

    def gaps(self, positions: Tensor) -> Tensor:
        """Return the difference vectors [M, R, 2] at positions [H, R, 2]."""
        gaps: Tensor = (positions[self.members] * self.weights[:, :, None, None]).sum(1)
        return gaps


def constraints_of(
    sketch: PointSketch, shortest: float = SHORTEST, longest: float = LONGEST
) -> Constraints:
    """Find chords along strokes, welds between touching strokes, and limits to folding.

    A stroke may bend and straighten freely: the ends of two neighbouring chords may be as far apart
    as both are long, and only a sharp fold is prevented.
    """
    steps, folds = _chords(sketch, 1), _chords(sketch, 2)
    chords = torch.cat([steps, folds])
    welds = _welds(sketch)
    members = torch.cat([chords, welds.members])
    share_t = torch.cat([torch.zeros(len(chords), device=welds.t.device), welds.t])
    weights = torch.stack([torch.ones_like(share_t), share_t - 1, -share_t], dim=1)
    rest = (sketch.points[members] * weights[:, :, None]).sum(1).norm(dim=1)
    weld = torch.arange(len(members), device=members.device) >= len(chords)
    low, high = rest * shortest, rest * longest
    bends = slice(len(steps), len(chords))
    low[bends] = rest[bends] * min(FOLDED, shortest)
    high[bends] = _straightened(sketch, folds) * longest
    high = torch.where(weld, high + _SLACK, high)
    low = torch.where(weld, (low - _SLACK).clamp_min(0), low)
    counts = torch.zeros(sketch.count, device=members.device)
    counts.index_add_(0, members.flatten(), (weights.abs() > 1e-6).float().flatten())
    return Constraints(members, weights, low, high, weld, 1 / counts.clamp_min(1))


def project_lengths(
    sketch: PointSketch,
    displacements: Tensor,
    *,
    iterations: int = 16,
    constraints: Constraints | None = None,
) -> Tensor:
    """Change displacements [..., F, H, 2] as little as needed to respect the constraints."""
    limits = constraints if constraints is not None else constraints_of(sketch)
    if len(limits.members) == 0:
        return displacements
    shape = displacements.shape
    rest = sketch.points[:, None]
    positions = rest + displacements.reshape(-1, shape[-2], 2).transpose(0, 1)
    free = sketch.movable.to(positions.dtype)[limits.members]
    inverse = limits.weights.square() * free
    reach = inverse.sum(1).clamp_min(1e-6)
    gain = (limits.weights * free / reach[:, None]) * limits.share[limits.members] * 1.6
    growth = _growth(sketch, positions)[limits.members[:, 0]]
    low, high = limits.low[:, None] * growth, limits.high[:, None] * growth
    for _ in range(iterations):
        gap = limits.gaps(positions)
        length = gap.norm(dim=2).clamp_min(1e-6)
        allowed = length.clamp(low, high)
        pull = gap * ((allowed - length) / length)[:, :, None]
        push = gain[:, :, None, None] * pull[:, None]
        positions = positions.index_add(0, limits.members.flatten(), push.flatten(0, 1))
    return (positions - rest).transpose(0, 1).reshape(shape)


def _chords(sketch: PointSketch, reach: int) -> Tensor:
    """Return the members [M, 3] for pairs of points `reach` apart on one stroke."""
    index = torch.arange(sketch.count, device=sketch.points.device)
    first, second = index[:-reach], index[reach:]
    same = sketch.strokes[first] == sketch.strokes[second]
    return torch.stack([first[same], second[same], second[same]], dim=1)


def _straightened(sketch: PointSketch, folds: Tensor) -> Tensor:
    """Return the summed length [M] of the two chords between points that are two apart."""
    first, last = sketch.points[folds[:, 0]], sketch.points[folds[:, 1]]
    middle = sketch.points[folds[:, 0] + 1]
    lengths: Tensor = (middle - first).norm(dim=1) + (last - middle).norm(dim=1)
    return lengths


def _growth(sketch: PointSketch, positions: Tensor) -> Tensor:
    """Return how much each point's object has grown beyond STEADY: factors [H, R], else 1.

    An object's growth is the scale of the best similarity map from rest, which is found with points
    as complex numbers.
    """
    factor = torch.ones(positions.shape[:2], device=positions.device)
    for index in range(sketch.object_count):
        own = (sketch.objects == index).nonzero()[:, 0]
        if len(own) < 3:
            continue
        rest = torch.view_as_complex(sketch.points[own].contiguous())
        moved = torch.view_as_complex(positions[own].contiguous())
        rest, moved = rest - rest.mean(), moved - moved.mean(0)
        scale = (rest.conj()[:, None] * moved).sum(0).abs() / rest.abs().square().sum().clamp_min(1)
        steady = scale.clamp(1 / STEADY, STEADY)
        factor[own] = scale / steady
    return factor.clamp(0.3, 4.0)


@dataclass(frozen=True)
class _Welds:
    members: Tensor
    t: Tensor


def _welds(sketch: PointSketch) -> _Welds:
    """Weld the ends of strokes to the nearest chords of other strokes of the same object."""
    points, strokes = sketch.points, sketch.strokes
    edge = torch.ones(sketch.count, dtype=torch.bool, device=points.device)
    edge[1:-1] = (strokes[1:-1] != strokes[:-2]) | (strokes[1:-1] != strokes[2:])
    ends = edge.nonzero()[:, 0]
    start = torch.arange(sketch.count, device=points.device)
    stop = start + 1
    stop[-1] = start[-1]
    stop = torch.where(strokes[stop] == strokes, stop, start)
    base, along = points[start], points[stop] - points[start]
    offset = points[ends][:, None] - base[None]
    square = along.square().sum(1).clamp_min(1e-9)
    t = ((offset * along).sum(2) / square).clamp(0, 1)
    distance = (offset - t[:, :, None] * along).norm(dim=2)
    other = (strokes[ends][:, None] != strokes[None]) & (
        sketch.objects[ends][:, None] == sketch.objects[None]
    )
    distance = torch.where(other, distance, torch.inf)
    nearest, chosen = distance.topk(min(3, sketch.count), dim=1, largest=False)
    touching = nearest < TOUCHING
    row = ends[:, None].expand_as(chosen)[touching]
    segment = chosen[touching]
    own_t = t.gather(1, chosen)[touching]
    return _Welds(torch.stack([row, start[segment], stop[segment]], dim=1), own_t)
