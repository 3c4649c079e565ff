# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The drawing in a pose: moved by its bones, then relaxed so that lines keep their length.

Where a line runs from one part to another, like from a belly into a leg, bones alone stretch it.
The relaxed drawing minimises sum(|(x_i - x_j) - R (r_i - r_j)|^2 / length) over neighbours on a
stroke and touching strokes, plus a pull to where the bones want each point (as-rigid-as-possible,
Sorkine and Alexa 2007, with the rotations R taken from the bones, which makes it one linear system
for all frames).

Of curves, the line counts and not the control points beside it: the energy is that of points along
the curves, the unknowns are the control points.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags
from scipy.sparse.linalg import SuperLU, splu

from engine.rig.bones import Bones, Pose, deformed, rotation
from engine.rig.curve_points import STEP, along_curves, carried_along
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
        cubic: bool [P], which of them are control points of cubics; None where none are.
    """

    bones: Bones
    points: Floats
    strokes: Ints
    cubic: NDArray[np.bool_] | None = None

    def __call__(self, pose: Pose) -> Floats:
        """Return the points [F, P, 2]; in frames at rest they are the drawing, bit for bit."""
        still = ~pose.turns.any(axis=1)
        if pose.scale is not None:
            still &= (pose.scale == 1.0).all(axis=(1, 2))
        bones, scales = self._line, pose.scales(self._line)
        if len(self._edges) == 0 or still.all():
            return deformed(self.bones, self.points, pose)
        moved = deformed(bones, self._places, pose)
        turn = np.einsum("fpk,pk->fp", pose.turns[:, bones.carriers], bones.weights)
        first, second = self._edges.T
        angle = 0.5 * (turn[:, first] + turn[:, second])
        vector = (self._places[first] - self._places[second])[None]
        if scales is not None:
            size = np.einsum("fpkc,pk->fpc", scales[:, bones.carriers], bones.weights)
            vector = 0.5 * (size[:, first] + size[:, second]) * vector
        wanted = rotation(angle, vector)
        pull = self._stiffness[:, None, None] * wanted.transpose(1, 0, 2)
        pull = pull.reshape(len(first), -1)
        target = moved.transpose(1, 0, 2).reshape(len(moved[0]), -1)
        right = self._along.T @ (self._incidence.T @ pull + self._hold[:, None] * target)
        relaxed = self._factors.solve(right).reshape(len(self.points), -1, 2).transpose(1, 0, 2)
        relaxed[still] = (self.points + pose.root[:, None])[still]
        resting = still & ~pose.root.any(axis=1)
        relaxed[resting] = self.points
        return np.ascontiguousarray(relaxed)

    @cached_property
    def _along(self) -> csr_matrix:
        """Points along the lines [N] from the drawing's points [P]."""
        return along_curves(self.points, self.strokes, self.cubic, STEP * self._size)

    @cached_property
    def _places(self) -> Floats:
        """Points [N, 2] along the lines, at rest."""
        return np.asarray(self._along @ self.points)

    @cached_property
    def _line_strokes(self) -> Ints:
        """Strokes [N] of the points along the lines."""
        nearest = np.asarray(self._along.argmax(axis=1)).reshape(-1)
        return np.asarray(self.strokes[nearest])

    @cached_property
    def _line(self) -> Bones:
        """The bones, carrying the points along the lines."""
        if self.cubic is None or not self.cubic.any():
            return self.bones
        return carried_along(self.bones, self._along)

    @cached_property
    def _size(self) -> float:
        return max(float(np.ptp(self.points, axis=0).max()), 1e-9)

    @cached_property
    def _edges(self) -> Ints:
        """Pairs [E, 2] of points: neighbours on a stroke, and touching ones that move alike."""
        strokes = self._line_strokes
        joined = np.flatnonzero(strokes[1:] == strokes[:-1])
        along = np.stack([joined, joined + 1], axis=1)
        touching = touching_pairs(self._places, strokes, TOUCHING * self._size)
        return np.concatenate([along, moved_alike(self._line, touching)])

    @cached_property
    def _lengths(self) -> Floats:
        first, second = self._edges.T
        apart = np.linalg.norm(self._places[first] - self._places[second], axis=1)
        return np.asarray(np.maximum(apart, SHORTEST * self._size))

    @cached_property
    def _stiffness(self) -> Floats:
        return 1.0 / self._lengths

    @cached_property
    def _incidence(self) -> csr_matrix:
        count, number = len(self._edges), np.arange(len(self._edges))
        values = np.concatenate([np.ones(count), -np.ones(count)])
        rows, columns = np.concatenate([number, number]), self._edges.T.reshape(-1)
        return csr_matrix((values, (rows, columns)), (count, len(self._places)))

    @cached_property
    def _hold(self) -> Floats:
        """How strongly each point [N] is held where its bones want it."""
        mass = np.full(len(self._places), SHORTEST * self._size)
        for column in (0, 1):
            np.add.at(mass, self._edges[:, column], 0.5 * self._lengths)
        alone = self._line.weights.max(axis=1) >= 1.0 - 1e-9
        return np.asarray(np.where(alone, FIRM, 1.0) * mass / (REACH * self._size) ** 2)

    @cached_property
    def _factors(self) -> SuperLU:
        incidence = self._incidence
        system = incidence.T @ diags(self._stiffness) @ incidence + diags(self._hold)
        return splu((self._along.T @ system @ self._along).tocsc())


def moved_alike(bones: Bones, pairs: Ints) -> Ints:
    """Return those of pairs [N, 2] of points that hang on the same joints."""
    first, second = pairs.T
    same = bones.carriers[first][:, :, None] == bones.carriers[second][:, None, :]
    shared = np.minimum(bones.weights[first][:, :, None], bones.weights[second][:, None, :])
    alike = (shared * same).sum(axis=(1, 2)) >= ALIKE
    return np.asarray(pairs[alike])
