# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Points carried by bones, with the slopes of their places: what Gauss-Newton steps need."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from engine.rig.bones import Bones, rotation

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class PosedBody:
    """Bones and the N drawn points they carry, in long sides of the drawing.

    A pose is a vector [3 + J]: the root's shift (x, y), the logarithm of the body's size, and how
    far each joint has turned in all.

    Attributes:
        bones: whose joints and carried points are in the same units.
        points: [N, 2], at rest.
    """

    bones: Bones
    points: Floats

    @property
    def unknowns(self) -> int:
        """Length of a pose."""
        return 3 + len(self.bones.names)

    @cached_property
    def rest(self) -> Floats:
        """The pose [3 + J] at rest."""
        return np.zeros(self.unknowns)

    @cached_property
    def limbs(self) -> list[NDArray[np.int64]]:
        """The joints of each limb: of a joint that hangs on a fork, with all that hangs on it."""
        parents = self.bones.parents
        forks = np.bincount(parents[parents >= 0], minlength=len(parents)) > 1
        roots = [j for j in self.bones.order if parents[j] >= 0 and forks[parents[j]]]
        hanging = np.eye(len(parents), dtype=bool)
        for joint in self.bones.order:
            if parents[joint] >= 0:
                hanging[joint] |= hanging[parents[joint]]
        return [np.flatnonzero(hanging[:, root]) for root in roots]

    @cached_property
    def carried_by_limbs(self) -> list[NDArray[np.int64]]:
        """Numbers of the points that each limb carries."""
        strongest = self._dense.argmax(axis=1)
        return [np.flatnonzero(np.isin(strongest, limb)) for limb in self.limbs]

    @property
    def has_one_root(self) -> bool:
        """Whether all joints hang on one, about which the body can grow."""
        return int((self.bones.parents < 0).sum()) == 1

    @cached_property
    def _dense(self) -> Floats:
        """Weights [N, J]."""
        count, width = self.bones.carriers.shape
        dense = np.zeros((count, len(self.bones.names)))
        rows = np.repeat(np.arange(count), width)
        np.add.at(dense, (rows, self.bones.carriers.reshape(-1)), self.bones.weights.reshape(-1))
        return dense

    @cached_property
    def bending(self) -> Floats:
        """Matrix [J, J] from turns in all to turns against the joint above; a root's own."""
        count = len(self.bones.names)
        matrix = np.eye(count)
        for joint, parent in enumerate(self.bones.parents):
            if parent >= 0:
                matrix[joint, parent] = -1.0
        return matrix

    def placed(self, pose: Floats) -> Floats:
        """Return the points [N, 2] in a pose."""
        return self.placed_with_slopes(pose)[0]

    def placed_with_slopes(self, pose: Floats) -> tuple[Floats, Floats]:
        """Return the points [N, 2] in a pose, and their slopes [N, 2, 3 + J] by its numbers."""
        bones, turns = self.bones, pose[3:]
        count = len(bones.names)
        places = bones.joints.copy()
        by_turn = np.zeros((count, count, 2))  # of each joint's place by the turns above it
        for joint in bones.order:
            parent = int(bones.parents[joint])
            if parent >= 0:
                arm = rotation(turns[parent], bones.joints[joint] - bones.joints[parent])
                places[joint] = places[parent] + arm
                by_turn[joint] = by_turn[parent]
                by_turn[joint, parent] += _quarter(arm)
        dense, centres = self._dense, bones.centres
        arms = rotation(turns[None], centres[:, None] - bones.joints[None])  # [N, J, 2]
        own = rotation(dense @ turns, self.points - centres)
        moved = (dense[..., None] * (places[None] + arms)).sum(axis=1) + own
        slopes = dense[..., None] * (_quarter(arms) + _quarter(own)[:, None])
        slopes += np.einsum("nk,kjc->njc", dense, by_turn)
        size, origin = np.exp(pose[2]), bones.joints[0]
        from_root = size * (moved - origin)
        moved = origin + pose[:2] + from_root
        shift = np.broadcast_to(np.eye(2), (len(moved), 2, 2))
        by_size = from_root[:, :, None]
        return moved, np.concatenate([shift, by_size, size * slopes.transpose(0, 2, 1)], axis=2)


def _quarter(vector: Floats) -> Floats:
    """Turn vectors [..., 2] by a quarter: the slope of a rotation."""
    return np.stack([-vector[..., 1], vector[..., 0]], axis=-1)
