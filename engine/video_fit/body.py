# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Points carried by bones, with the slopes of their places: what Gauss-Newton steps need."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from engine.rig.bones import Bones

Floats = NDArray[np.float64]
COMPLEX = np.array([1.0, 1.0j])  # of a vector (x, y), the number x + i y
SIZE, SQUASH, LEAN, TURNS = 2, 3, 4, 5  # where a pose has them; turns go on to its end
FLAT = 0.25  # of its length, a body that isn't as wide is a line
LEANING = np.array([[0.0, 1.0], [0.0, 0.0]])


@dataclass(frozen=True, eq=False)
class PosedBody:
    """Bones and the N drawn points they carry, in long sides of the drawing.

    A pose is a vector [5 + J]: the root's shift (x, y), the logarithm of the body's size, how much
    wider and lower it is than drawn, likewise, how far it leans (x by y), and how far each joint
    has turned in all.

    Attributes:
        bones: whose joints and carried points are in the same units.
        points: [N, 2], at rest.
    """

    bones: Bones
    points: Floats

    @property
    def unknowns(self) -> int:
        """Length of a pose."""
        return TURNS + len(self.bones.names)

    @cached_property
    def rest(self) -> Floats:
        """The pose [5 + J] at rest."""
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
    def changes_shape(self) -> bool:
        """Whether it may be squashed and lean, too: one piece, and no mere line.

        Along a line nothing but its ends tells how long it is.
        """
        thin, wide = np.linalg.eigvalsh(np.cov(self.points.T)) if len(self.points) > 2 else (0, 1)
        return len(self.bones.names) == 1 and bool(thin > FLAT**2 * wide)

    @cached_property
    def spread(self) -> float:
        """How far its points are from their middle, mean square."""
        return float(((self.points - self.points.mean(axis=0)) ** 2).sum(axis=1).mean())

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

    @cached_property
    def _plane(self) -> _Plane:
        """What doesn't change with the pose."""
        bones, dense = self.bones, self._dense
        count = len(bones.names)
        joints, centres = bones.joints @ COMPLEX, bones.centres @ COMPLEX
        above = np.eye(count)
        hangs = np.zeros((count, count))
        base, offsets = joints.copy(), np.zeros(count, np.complex128)
        for joint in bones.order:
            parent = int(bones.parents[joint])
            if parent >= 0:
                above[joint] += above[parent]
                base[joint] = base[parent]
                offsets[joint] = joints[joint] - joints[parent]
                hangs[joint, parent] = 1.0
        return _Plane(
            dense @ base,
            (dense @ above).astype(np.complex128),
            dense * (centres[:, None] - joints[None]),
            self.points @ COMPLEX - centres,
            offsets,
            hangs.astype(np.complex128),
        )

    def placed(self, pose: Floats) -> Floats:
        """Return the points [N, 2] in a pose."""
        turns = pose[TURNS:]
        unit, spin = np.exp(1j * turns), np.exp(1j * (self._dense @ turns))
        way = self._plane.mapped(shape(pose)).ways(self.bones.parents, unit, spin)
        return self._shifted(way, pose)

    def placed_with_slopes(self, pose: Floats) -> tuple[Floats, Floats]:
        """Return the points [N, 2] in a pose, and their slopes [N, 2, 5 + J] by its numbers."""
        turns, parents = pose[TURNS:], self.bones.parents
        unit, spin = np.exp(1j * turns), np.exp(1j * (self._dense @ turns))
        stretch = shape(pose)
        plane = self._plane.mapped(stretch)
        way = plane.ways(parents, unit, spin)
        slopes = (plane.paths * (unit[parents] * plane.offsets)) @ plane.hangs
        slopes += plane.arms * unit
        slopes += (spin * plane.own)[:, None] * self._dense
        slopes *= 1j
        found = np.zeros((len(way), 2, self.unknowns))
        found[:, (0, 1), (0, 1)] = 1.0
        found[:, 0, SIZE], found[:, 1, SIZE] = way.real, way.imag
        if self.changes_shape:
            for number, change in ((SQUASH, np.diag([1.0, -1.0])), (LEAN, LEANING)):
                changed = stretch @ change if number == LEAN else change @ stretch
                more = self._plane.mapped(changed).ways(parents, unit, spin)
                found[:, 0, number], found[:, 1, number] = more.real, more.imag
        found[:, 0, TURNS:], found[:, 1, TURNS:] = slopes.real, slopes.imag
        return self._shifted(way, pose), found

    def _shifted(self, way: NDArray[np.complex128], pose: Floats) -> Floats:
        """Return the points [N, 2] that are on their ways [N] from their roots."""
        moved = self._plane.base + way + complex(pose[:2] @ COMPLEX)
        return np.stack([moved.real, moved.imag], axis=1)


def factors(pose: Floats) -> Floats:
    """Return by how much a body is stretched across and down [..., 2] in poses [..., 5 + J]."""
    size, squash = pose[..., SIZE], pose[..., SQUASH]
    return np.exp(np.stack([size + squash, size - squash], axis=-1))


def shape(pose: Floats) -> Floats:
    """Return what a body does before it turns, in poses [..., 5 + J]: matrices [..., 2, 2]."""
    leaning = np.eye(2) + pose[..., LEAN, None, None] * LEANING
    return np.asarray(factors(pose)[..., None] * leaning)


@dataclass(frozen=True, eq=False)
class _Plane:
    """A body at rest as complex numbers.

    Attributes:
        base: [N], where each point's roots are, by its weights.
        paths: [N, J], how much each point is carried by each joint and by those that hang on it.
        arms: [N, J], from joints to the point's centre, times its weights.
        own: [N], from its centre to the point.
        offsets: [J], from the joint above.
        hangs: [J, J], 1 where a joint (row) hangs on another.
    """

    base: NDArray[np.complex128]
    paths: NDArray[np.complex128]
    arms: NDArray[np.complex128]
    own: NDArray[np.complex128]
    offsets: NDArray[np.complex128]
    hangs: NDArray[np.complex128]

    def mapped(self, matrix: Floats) -> _Plane:
        """Return it with all vectors mapped by a matrix [2, 2]."""
        right, down = matrix.T @ COMPLEX
        arms, own, offsets = (
            right * some.real + down * some.imag for some in (self.arms, self.own, self.offsets)
        )
        return replace(self, arms=arms, own=own, offsets=offsets)

    def ways(
        self, parents: NDArray[np.int64], unit: NDArray[np.complex128], spin: NDArray[np.complex128]
    ) -> NDArray[np.complex128]:
        """Return the ways [N] from the points' roots to them.

        unit: [J], of the joints' turns; spin: [N], of the points'.
        """
        arms = unit[parents] * self.offsets
        return np.asarray(self.paths @ arms + self.arms @ unit + spin * self.own)
