# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Shapes that a motion must respect: small strokes keep theirs, and what is round stays round.

A prior moves every point by itself, so an eye or a wheel comes out dented. A small stroke is moved
by the similarity (rotation, scale, translation) that fits its own motion best, a round shape by the
best affine map: a ball may squash and stretch, and is still an ellipse.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from engine.priors.base import PointSketch
from engine.priors.constraints.round_strokes import round_groups

SMALL = 16.0
"""Strokes up to this diagonal (working units; a drawing is 154 long) keep their shape."""
LARGE = 32.0
"""Strokes of this diagonal and more are free; between the two, the constraint fades."""
_RIDGE = 1e-6


@dataclass(frozen=True)
class Groups:
    """H points in G groups that move together.

    Attributes:
        row: long [H], the group of each point.
        count: long [G], the number of points of each group.
        centred: [H, 2], the points at rest, relative to the mean of their group.
    """

    row: Tensor
    count: Tensor
    centred: Tensor

    @classmethod
    def of(cls, points: Tensor, labels: Tensor) -> Groups:
        """Group points [H, 2] by their labels [H]."""
        _, row, count = torch.unique(labels, return_inverse=True, return_counts=True)
        groups = cls(row, count, torch.empty(0))
        return cls(row, count, points - groups.mean(points)[row])

    def sum(self, values: Tensor) -> Tensor:
        """Return the sums [G, ...] of values [H, ...]."""
        total = torch.zeros(
            len(self.count), *values.shape[1:], dtype=values.dtype, device=values.device
        )
        return total.index_add_(0, self.row, values)

    def mean(self, values: Tensor) -> Tensor:
        """Return the means [G, ...] of values [H, ...]."""
        return self.sum(values) / self.count.reshape(-1, *[1] * (values.dim() - 1))


Fit = Callable[[Groups, Tensor], Tensor]


@dataclass(frozen=True)
class Shapes:
    """The shapes of a drawing that are to be respected.

    Attributes:
        strokes: the points by stroke.
        rigid: [H], how strongly a point's stroke keeps its shape, 0..1.
        rounds: the points by round shape.
        is_round: bool [H], whether a point belongs to a round shape.
    """

    strokes: Groups
    rigid: Tensor
    rounds: Groups
    is_round: Tensor

    @property
    def nothing(self) -> bool:
        """Whether there is no shape to respect."""
        return float(self.rigid.max()) == 0.0 and not bool(self.is_round.any())


def shapes_of(sketch: PointSketch) -> Shapes:
    """Find the shapes to respect in a drawing at rest."""
    strokes = Groups.of(sketch.points, sketch.strokes)
    reach = strokes.sum(strokes.centred.square().sum(1)) / strokes.count
    diagonal = reach.sqrt() * 12**0.5  # that of a straight line with the same spread
    small = ((LARGE - diagonal) / (LARGE - SMALL)).clamp(0, 1)
    rigid = torch.where(strokes.count > 1, small.square() * (3 - 2 * small), 0.0)
    labels = round_groups(
        sketch.points.double().cpu().numpy(), sketch.strokes.cpu().numpy().astype(np.int64)
    )
    rounds = torch.from_numpy(labels).to(sketch.points.device)
    return Shapes(strokes, rigid[strokes.row], Groups.of(sketch.points, rounds), rounds >= 0)


def keep_shapes(sketch: PointSketch, displacements: Tensor) -> Tensor:
    """Change displacements [..., F, H, 2] so that small strokes and round shapes keep their shape.

    Small strokes move by similarities, round shapes by affine maps. A motion that is already like
    that is not changed, and what is fixed isn't either.
    """
    shapes = shapes_of(sketch)
    if shapes.nothing:
        return displacements
    flat = displacements.reshape(-1, sketch.count, 2).transpose(0, 1)  # [H, R, 2]
    similar = _fitted(shapes.strokes, flat, _similarity)
    result = flat + shapes.rigid[:, None, None] * (similar - flat)
    affine = _fitted(shapes.rounds, flat, _affine)
    result = torch.where(shapes.is_round[:, None, None], affine, result)
    result = torch.where(sketch.movable[:, None, None], result, flat)
    return result.transpose(0, 1).reshape(displacements.shape)


def _fitted(groups: Groups, flat: Tensor, fit: Fit) -> Tensor:
    """Return the displacements [H, R, 2] of the maps that `fit` finds for the groups."""
    middle = groups.mean(flat)[groups.row]
    rest = groups.centred[:, None]
    return fit(groups, rest + flat - middle) - rest + middle


def _similarity(groups: Groups, moved: Tensor) -> Tensor:
    """Rotate and scale each group's rest shape to fit `moved` [H, R, 2] best (Umeyama 1991)."""
    x, y = groups.centred[:, None, 0], groups.centred[:, None, 1]
    dot = x * moved[..., 0] + y * moved[..., 1]
    cross = x * moved[..., 1] - y * moved[..., 0]
    power = groups.sum(groups.centred.square().sum(1)).clamp_min(1e-9)[:, None]
    a, b = (groups.sum(dot) / power)[groups.row], (groups.sum(cross) / power)[groups.row]
    return torch.stack([a * x - b * y, b * x + a * y], dim=-1)


def _affine(groups: Groups, moved: Tensor) -> Tensor:
    """Map each group's rest shape by the linear map that fits `moved` [H, R, 2] best."""
    rest = groups.centred
    outer = groups.sum(rest[:, :, None] * rest[:, None, :])
    size = outer.diagonal(dim1=1, dim2=2).sum(1).clamp_min(1e-9)
    # A pull towards the shape at rest, so that the map of a straight line is determined too.
    ridge = torch.eye(2, device=rest.device) * (_RIDGE * size)[:, None, None]
    mixed = groups.sum(moved[:, :, :, None] * rest[:, None, None, :]) + ridge[:, None]
    linear = mixed @ torch.linalg.inv(outer + ridge)[:, None]
    shaped: Tensor = (linear[groups.row] @ rest[:, None, :, None]).squeeze(-1)
    return shaped
