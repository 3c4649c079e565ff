# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""A subset of a drawing's points, and how the other points follow it.

The denoiser was trained on drawings of up to about 160 points. Of a larger drawing it sees an even
selection. Every other point follows its nearest chosen neighbours, which are of its own object and,
if possible, of its own stroke.
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
class PointSubset:
    """N chosen points of a sketch of H points.

    Attributes:
        sketch: the chosen points.
        indices: long [N], which points of the whole sketch they are.
        neighbours: long [H, k], the chosen points that each point follows.
        weights: float [H, k], of the neighbours; each row sums to 1.
    """

    sketch: PointSketch
    indices: Tensor
    neighbours: Tensor
    weights: Tensor

    def spread(self, displacements: Tensor) -> Tensor:
        """Spread displacements [..., N, 2] of the chosen points over all: [..., H, 2]."""
        if len(self.indices) == len(self.neighbours):
            return displacements
        near = displacements[..., self.neighbours, :]
        return (near * self.weights[:, :, None]).sum(-2)

    def gather(self, displacements: Tensor) -> Tensor:
        """Pick the displacements [..., N, 2] of the chosen points from those of all [..., H, 2]."""
        return displacements[..., self.indices, :]


def sample_points(sketch: PointSketch, limit: int = POINT_LIMIT) -> PointSubset:
    """Choose `limit` points at most: far from one another, the ends of strokes preferred."""
    if sketch.count <= limit:
        every = torch.arange(sketch.count, device=sketch.points.device)
        return PointSubset(sketch, every, every[:, None], torch.ones_like(every[:, None]).float())
    chosen = _choose(sketch, limit)
    small = PointSketch(
        sketch.points[chosen], sketch.strokes[chosen], sketch.objects[chosen], sketch.fixed[chosen]
    )
    distance = torch.cdist(sketch.points, small.points)
    other = sketch.strokes[:, None] != small.strokes[None]
    distance = torch.where(other, distance * _OTHER_STROKE + 1.0, distance)
    foreign = sketch.objects[:, None] != small.objects[None]
    distance = distance.masked_fill(foreign, 1e6)
    near, neighbours = distance.topk(min(_NEIGHBOURS, len(chosen)), dim=1, largest=False)
    weights = 1.0 / (near + 1e-3).square()
    return PointSubset(small, chosen, neighbours, weights / weights.sum(1, keepdim=True))


def _choose(sketch: PointSketch, limit: int) -> Tensor:
    """Choose points farthest from one another, starting with one of each object."""
    points = sketch.points
    chosen = torch.zeros(sketch.count, dtype=torch.bool, device=points.device)
    distance = torch.full((sketch.count,), torch.inf, device=points.device)
    objects = sorted(set(sketch.objects.tolist()))
    firsts = [int((sketch.objects == o).nonzero()[0, 0]) for o in objects]
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
