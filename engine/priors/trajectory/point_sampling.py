# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Few points to think about, all points to move.

The denoiser was trained on drawings of up to about 160 points. Of a larger drawing it sees an
even selection; the other points follow their nearest selected neighbours, those of their own
stroke before others and only those of their own object.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from engine.priors.base import PointSketch

POINT_LIMIT = 144
_NEIGHBOURS = 4
_OTHER_STROKE = 2.5
"""A neighbour on another stroke counts as this much further away."""


@dataclass(frozen=True)
class Thinning:
    """The thinned sketch, the indices it kept [N], and [H, 4] neighbours with their weights."""

    sketch: PointSketch
    kept: Tensor
    neighbours: Tensor
    weights: Tensor

    def spread(self, displacements: Tensor) -> Tensor:
        """Displacements [..., N, 2] of the kept points -> [..., H, 2] of all."""
        if len(self.kept) == len(self.neighbours):
            return displacements
        near = displacements[..., self.neighbours, :]
        return (near * self.weights[:, :, None]).sum(-2)

    def gather(self, displacements: Tensor) -> Tensor:
        """Displacements [..., H, 2] of all points -> [..., N, 2] of the kept ones."""
        return displacements[..., self.kept, :]


def thin(sketch: PointSketch, limit: int = POINT_LIMIT) -> Thinning:
    """Keeps at most about `limit` points: the ends of strokes first, then evenly between."""
    if sketch.count <= limit:
        every = torch.arange(sketch.count, device=sketch.points.device)
        return Thinning(sketch, every, every[:, None], torch.ones_like(every[:, None]).float())
    kept = _select(sketch, limit)
    small = PointSketch(
        sketch.points[kept], sketch.strokes[kept], sketch.objects[kept], sketch.fixed[kept]
    )
    distance = torch.cdist(sketch.points, small.points)
    other = sketch.strokes[:, None] != small.strokes[None]
    distance = torch.where(other, distance * _OTHER_STROKE + 1.0, distance)
    foreign = sketch.objects[:, None] != small.objects[None]
    distance = distance.masked_fill(foreign, 1e6)
    near, neighbours = distance.topk(min(_NEIGHBOURS, len(kept)), dim=1, largest=False)
    weights = 1.0 / (near + 1e-3).square()
    return Thinning(small, kept, neighbours, weights / weights.sum(1, keepdim=True))


def _select(sketch: PointSketch, limit: int) -> Tensor:
    """Farthest-point selection, seeded with one point of each object; deterministic."""
    points = sketch.points
    chosen = torch.zeros(sketch.count, dtype=torch.bool, device=points.device)
    distance = torch.full((sketch.count,), torch.inf, device=points.device)
    found = sorted(set(sketch.objects.tolist()))
    firsts = [int((sketch.objects == o).nonzero()[0, 0]) for o in found]
    edge = torch.ones(sketch.count, dtype=torch.bool, device=points.device)
    strokes = sketch.strokes
    edge[1:-1] = (strokes[1:-1] != strokes[:-2]) | (strokes[1:-1] != strokes[2:])
    favour = torch.where(edge, 1.5, 1.0)
    for count in range(limit):
        index = firsts[count] if count < len(firsts) else int((distance * favour).argmax())
        chosen[index] = True
        distance = torch.minimum(distance, (points - points[index]).norm(dim=1))
        distance[index] = -1.0
    return chosen.nonzero()[:, 0]
