# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Keeping a drawing whole: lines keep their length, and what touches at rest stays together.

Position-based projection (Mueller et al. 2007): every constraint moves its points just enough to
bring a length back into its limits, all constraints at once, averaged where they meet. Lengths
are those at rest, so a rigid motion is never touched.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from engine.priors.base import PointSketch

SHORTEST = 0.72
LONGEST = 1.08
TOUCHING = 5.0
"""Points at most this far apart at rest (working units) are held together."""
_SLACK = 0.35


@dataclass(frozen=True)
class Constraints:
    """M lengths |p_a - (1 - t) p_b - t p_c| with limits, in working units.

    members long [M, 3] (a, b, c); weights float [M, 3] (1, t - 1, -t); low, high [M];
    weld bool [M]: between strokes rather than along one; share [H]: 1 / constraints of a point.
    """

    members: Tensor
    weights: Tensor
    low: Tensor
    high: Tensor
    weld: Tensor
    share: Tensor

    def lengths(self, positions: Tensor) -> Tensor:
        """Lengths [M, R] of positions [H, R, 2]."""
        lengths: Tensor = self.gaps(positions).norm(dim=2)
        return lengths

    def gaps(self, positions: Tensor) -> Tensor:
        """Difference vectors [M, R, 2] of positions [H, R, 2]."""
        gaps: Tensor = (positions[self.members] * self.weights[:, :, None, None]).sum(1)
        return gaps


def constraints_of(
    sketch: PointSketch, shortest: float = SHORTEST, longest: float = LONGEST
) -> Constraints:
    """Chords to the next and second next point of a stroke, and welds between touching strokes."""
    chords = _chords(sketch)
    welds = _welds(sketch)
    members = torch.cat([chords, welds.members])
    share_t = torch.cat([torch.zeros(len(chords), device=welds.t.device), welds.t])
    weights = torch.stack([torch.ones_like(share_t), share_t - 1, -share_t], dim=1)
    rest = (sketch.points[members] * weights[:, :, None]).sum(1).norm(dim=1)
    weld = torch.arange(len(members), device=members.device) >= len(chords)
    low, high = rest * shortest, rest * longest
    high = torch.where(weld, high + _SLACK, high)
    low = torch.where(weld, (low - _SLACK).clamp_min(0), low)
    counts = torch.zeros(sketch.count, device=members.device)
    counts.index_add_(0, members.flatten(), (weights.abs() > 1e-6).float().flatten())
    return Constraints(members, weights, low, high, weld, 1 / counts.clamp_min(1))


def keep_whole(
    sketch: PointSketch,
    displacements: Tensor,
    *,
    iterations: int = 16,
    constraints: Constraints | None = None,
) -> Tensor:
    """Displacements [..., F, H, 2] moved as little as needed to respect the constraints."""
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
    for _ in range(iterations):
        gap = limits.gaps(positions)
        length = gap.norm(dim=2).clamp_min(1e-6)
        wanted = length.clamp(limits.low[:, None], limits.high[:, None])
        pull = gap * ((wanted - length) / length)[:, :, None]
        push = gain[:, :, None, None] * pull[:, None]
        positions = positions.index_add(0, limits.members.flatten(), push.flatten(0, 1))
    return (positions - rest).transpose(0, 1).reshape(shape)


def _chords(sketch: PointSketch) -> Tensor:
    rows = []
    index = torch.arange(sketch.count, device=sketch.points.device)
    for reach in (1, 2):
        first, second = index[:-reach], index[reach:]
        same = sketch.strokes[first] == sketch.strokes[second]
        rows.append(torch.stack([first[same], second[same], second[same]], dim=1))
    return torch.cat(rows)


@dataclass(frozen=True)
class _Welds:
    members: Tensor
    t: Tensor


def _welds(sketch: PointSketch) -> _Welds:
    """The end of a stroke against the nearest chords of other strokes of the same object."""
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
    kept = nearest < TOUCHING
    row = ends[:, None].expand_as(chosen)[kept]
    segment = chosen[kept]
    own_t = t.gather(1, chosen)[kept]
    return _Welds(torch.stack([row, start[segment], stop[segment]], dim=1), own_t)
