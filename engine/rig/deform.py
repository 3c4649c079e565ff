# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The drawing in a pose: moved by its bones, then relaxed so that lines keep their length.

Where a line runs from one part to another, like from a belly into a leg, bones alone stretch it.
The relaxed drawing minimises sum(|(x_i - x_j) - R (r_i - r_j)|^2 / length) over neighbours on a
stroke and touching strokes, plus a pull to where the bones want each point (as-rigid-as-possible,
Sorkine and Alexa 2007, with the rotations R taken from the bones, which makes it one linear system
for all frames).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags
from scipy.sparse.linalg import SuperLU, splu

from engine.rig.bones import Bones, Pose, deformed, rotation
from engine.rig.touching import touching_pairs

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

REACH = 0.06  # of the drawing: over about this length a line may leave its bones
TOUCHING = 0.012  # of the drawing: points of two strokes as close as this hold together
ALIKE = 0.5  # overlap of their weights from which touching points hold together
SHORTEST = 1e-3  # of the drawing: shorter pieces of line count as this long
FIRM = 1e3  # how much more a point that hangs on one joint alone stays with it


@dataclass(frozen=True)
class Deformer:
    """Moves the points of a drawing with its bones; what doesn't depend on the pose is kept.

    Attributes:
        bones: what carries the points.
        points: [P, 2], at rest.
        strokes: [P]; the points of a stroke follow one another.
    """

    bones: Bones
    points: Floats
    strokes: Ints

    def __call__(self, pose: Pose) -> Floats:
        """Return the points [F, P, 2]; in frames at rest they are the drawing, bit for bit."""
        bones = self.bones
        moved, scales = deformed(bones, self.points, pose), pose.scales(bones)
        if len(self._edges) == 0 or not (pose.turns.any() or scales is not None):
            return moved
        turn = np.einsum("fpk,pk->fp", pose.turns[:, bones.carriers], bones.weights)
        first, second = self._edges.T
        angle = 0.5 * (turn[:, first] + turn[:, second])
        vector = (self.points[first] - self.points[second])[None]
        if scales is not None:
            size = np.einsum("fpkc,pk->fpc", scales[:, bones.carriers], bones.weights)
            vector = 0.5 * (size[:, first] + size[:, second]) * vector
        wanted = rotation(angle, vector)
        pull = self._stiffness[:, None, None] * wanted.transpose(1, 0, 2)
        pull = pull.reshape(len(first), -1)
        target = moved.transpose(1, 0, 2).reshape(len(moved[0]), -1)
        right = self._incidence.T @ pull + self._hold[:, None] * target
        relaxed = self._factors.solve(right).reshape(len(self.points), -1, 2).transpose(1, 0, 2)
        still = ~pose.turns.any(axis=1)
        if pose.scale is not None:
            still &= (pose.scale == 1.0).all(axis=(1, 2))
        relaxed[still] = moved[still]
        return np.ascontiguousarray(relaxed)

    @cached_property
    def _size(self) -> float:
        return max(float(np.ptp(self.points, axis=0).max()), 1e-9)

    @cached_property
    def _edges(self) -> Ints:
        """Pairs [E, 2] of points: neighbours on a stroke, and touching ones that move alike."""
        joined = np.flatnonzero(self.strokes[1:] == self.strokes[:-1])
        along = np.stack([joined, joined + 1], axis=1)
        touching = touching_pairs(self.points, self.strokes, TOUCHING * self._size)
        return np.concatenate([along, moved_alike(self.bones, touching)])

    @cached_property
    def _lengths(self) -> Floats:
        first, second = self._edges.T
        apart = np.linalg.norm(self.points[first] - self.points[second], axis=1)
        return np.asarray(np.maximum(apart, SHORTEST * self._size))

    @cached_property
    def _stiffness(self) -> Floats:
        return 1.0 / self._lengths

    @cached_property
    def _incidence(self) -> csr_matrix:
        count, number = len(self._edges), np.arange(len(self._edges))
        values = np.concatenate([np.ones(count), -np.ones(count)])
        rows, columns = np.concatenate([number, number]), self._edges.T.reshape(-1)
        return csr_matrix((values, (rows, columns)), (count, len(self.points)))

    @cached_property
    def _hold(self) -> Floats:
        """How strongly each point [P] is held where its bones want it."""
        mass = np.full(len(self.points), SHORTEST * self._size)
        for column in (0, 1):
            np.add.at(mass, self._edges[:, column], 0.5 * self._lengths)
        alone = self.bones.weights.max(axis=1) >= 1.0 - 1e-9
        return np.asarray(np.where(alone, FIRM, 1.0) * mass / (REACH * self._size) ** 2)

    @cached_property
    def _factors(self) -> SuperLU:
        incidence = self._incidence
        system = incidence.T @ diags(self._stiffness) @ incidence + diags(self._hold)
        return splu(system.tocsc())


def moved_alike(bones: Bones, pairs: Ints) -> Ints:
    """Return those of pairs [N, 2] of points that hang on the same joints."""
    first, second = pairs.T
    same = bones.carriers[first][:, :, None] == bones.carriers[second][:, None, :]
    shared = np.minimum(bones.weights[first][:, :, None], bones.weights[second][:, None, :])
    alike = (shared * same).sum(axis=(1, 2)) >= ALIKE
    return np.asarray(pairs[alike])
