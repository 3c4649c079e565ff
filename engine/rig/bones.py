# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A drawing with bones, as the engine works with it.

`addon.contract.rig` is the form that travels; here it is numpy and the body plan is at hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Complexes = NDArray[np.complex128]

COMPLEX = np.array([1.0, 1j])  # x + iy of a place (x, y)


@dataclass(frozen=True)
class Bones:
    """Joints at rest and which of them carry each point.

    Attributes:
        plan: name of the body plan; "" for rigid pieces without names.
        names: of the J joints, parents before children; a bone is named after the joint it begins
            at, and everything that hangs on a joint turns with it.
        parents: int64 [J], -1 for a root.
        joints: float64 [J, 2], places at rest.
        confidence: float64 [J], 0..1.
        carriers: int64 [P, K], joints that carry a point.
        weights: float64 [P, K], how much; rows sum to 1.
        parts: int64 [P], number of the part in the plan, -1 for none.
    """

    plan: str
    names: tuple[str, ...]
    parents: Ints
    joints: Floats
    confidence: Floats
    carriers: Ints
    weights: Floats
    parts: Ints

    @cached_property
    def order(self) -> list[int]:
        """Joints, parents before their children."""
        return list(range(len(self.names)))

    @cached_property
    def depths(self) -> Ints:
        """int64 [J], number of joints above each."""
        depth = np.zeros(len(self.names), np.int64)
        for joint in self.order:
            if self.parents[joint] >= 0:
                depth[joint] = depth[self.parents[joint]] + 1
        return depth

    def below(self, joint: int) -> list[int]:
        """Return a joint and what hangs on it."""
        below = [joint]
        for child in self.order:
            if int(self.parents[child]) in below:
                below.append(child)
        return below

    def between(self, first: int, second: int) -> int:
        """Return the joint about which two carriers turn against one another.

        It is the lower one where one hangs on the other; where both hang on a third, that one.
        """
        if first == second:
            return first
        above_first, above_second = self._line(first), self._line(second)
        if first in above_second:
            return above_second[above_second.index(first) - 1]
        if second in above_first:
            return above_first[above_first.index(second) - 1]
        common = next(j for j in above_first if j in above_second)
        return above_first[max(above_first.index(common) - 1, 0)]

    def _line(self, joint: int) -> list[int]:
        """Return the joint and all it hangs on, upwards."""
        line = [joint]
        while self.parents[line[-1]] >= 0:
            line.append(int(self.parents[line[-1]]))
        return line

    @cached_property
    def shares(self) -> csr_matrix:
        """Weights [P, J] of all joints; what carries nothing has no entry."""
        count, width = self.carriers.shape
        weights = self.weights.reshape(-1)
        used = np.flatnonzero(weights)
        entries = (weights[used], (used // width, self.carriers.reshape(-1)[used]))
        return csr_matrix(entries, (count, len(self.names)))

    @cached_property
    def centres(self) -> Floats:
        """Places [P, 2] about which the turns of a point's carriers are blended.

        Le and Hodgins, "Real-time Skeletal Skinning with Optimized Centers of Rotation" (2016),
        with the joint between each pair of carriers for the centre of the pair.
        """
        count, width = self.carriers.shape
        total, centre = np.zeros(count), np.zeros((count, 2))
        known: dict[tuple[int, int], int] = {}
        for a in range(width):
            for b in range(a + 1, width):
                share = self.weights[:, a] * self.weights[:, b]
                for pair in np.unique(self.carriers[share > 0][:, [a, b]], axis=0):
                    first, second = int(pair[0]), int(pair[1])
                    key = (first, second)
                    if key not in known:
                        known[key] = self.between(first, second)
                    here = (self.carriers[:, a] == first) & (self.carriers[:, b] == second)
                    use = np.where(here, share, 0.0)
                    centre += use[:, None] * self.joints[known[key]]
                    total += use
        alone = self.joints[self.carriers[np.arange(count), self.weights.argmax(axis=1)]]
        blend = total[:, None] > 1e-9
        return np.where(blend, centre / np.maximum(total, 1e-9)[:, None], alone)


@dataclass(frozen=True)
class Pose:
    """Where bones are in F frames.

    Attributes:
        root: float64 [F, 2], how far the first joint is from its place at rest.
        turns: float64 [F, J], how far each joint has turned in all, radians, clockwise on screen.
        scale: float64 [F, J, 2], factors by which all that hangs on a joint is stretched along x
            and y of the drawing, about the joint and before it turns; None for no stretching.
    """

    root: Floats
    turns: Floats
    scale: Floats | None = None

    @property
    def frames(self) -> int:
        """Number of frames F."""
        return len(self.root)

    def scales(self, bones: Bones) -> Floats | None:
        """Return factors [F, J, 2] of each joint with those of all it hangs on."""
        if self.scale is None:
            return None
        total = self.scale.copy()
        for joint in bones.order:
            if bones.parents[joint] >= 0:
                total[:, joint] *= total[:, int(bones.parents[joint])]
        return total


def turns_against_parents(turns: Floats, bones: Bones) -> Floats:
    """Return how far [F, J] each joint has turned against its parent; turns [F, J]: in all."""
    own = turns.copy()
    below = bones.parents >= 0
    own[:, below] -= turns[:, bones.parents[below]]
    return own


def turns_in_all(own: Floats, bones: Bones) -> Floats:
    """Return how far [F, J] each joint has turned in all; own [F, J]: against its parent."""
    turns = own.copy()
    for joint in bones.order:
        if bones.parents[joint] >= 0:
            turns[:, joint] += turns[:, bones.parents[joint]]
    return turns


def rotation(angle: Floats, vector: Floats) -> Floats:
    """Turn vectors [..., 2] by angles [...]."""
    c, s = np.cos(angle), np.sin(angle)
    x, y = vector[..., 0], vector[..., 1]
    across = c * x - s * y
    turned = np.empty((*across.shape, 2))
    turned[..., 0] = across
    turned[..., 1] = s * x + c * y
    return turned


def placed_joints(bones: Bones, pose: Pose) -> Floats:
    """Return joints [F, J, 2] of a pose: forward kinematics; bones keep their length.

    Where the pose stretches a joint, so do the bones that hang on it.
    """
    scales = pose.scales(bones)
    # all arms turn at once; a root has none, and its row is not used
    arms = (bones.joints - bones.joints[bones.parents])[None]
    if scales is not None:
        arms = scales[:, bones.parents] * arms
    arms = rotation(pose.turns[:, bones.parents], arms)
    places = np.zeros((pose.frames, len(bones.names), 2))
    for joint in bones.order:
        parent = int(bones.parents[joint])
        if parent < 0:
            places[:, joint] = bones.joints[joint] + pose.root
        else:
            places[:, joint] = places[:, parent] + arms[:, joint]
    return places


def deformed(bones: Bones, points: Floats, pose: Pose) -> Floats:
    """Return points [F, P, 2] of a drawing at rest [P, 2], carried by a pose.

    Turns are blended, not places, so bends keep their width; what one joint carries alone stays
    rigid; a pose at rest gives the drawing bit for bit.
    """
    places = np.ascontiguousarray(carried(bones, points, pose)).view(np.float64)
    moved = np.ascontiguousarray(places.reshape(len(points), pose.frames, 2).transpose(1, 0, 2))
    still = ~pose.turns.any(axis=1) & ~pose.root.any(axis=1)
    if pose.scale is not None:
        still &= (pose.scale == 1.0).all(axis=(1, 2))
    moved[still] = points
    return moved


def carried(bones: Bones, points: Floats, pose: Pose) -> Complexes:
    """Return points x + iy [P, F] of a drawing at rest [P, 2], carried by a pose.

    The centre of each point is where its joints take it on the mean, and the point turns about it.
    """
    scales, shares = pose.scales(bones), bones.shares
    spin = np.exp(1j * pose.turns.T)
    across, down = spin, 1j * spin  # where a joint takes steps along x and y
    if scales is not None:
        across, down = across * scales[..., 0].T, down * scales[..., 1].T
    x, y = bones.joints[:, 0, None], bones.joints[:, 1, None]
    offset = placed_joints(bones, pose) @ COMPLEX
    offset = offset.T - across * x - down * y
    x, y = bones.centres[:, 0, None], bones.centres[:, 1, None]
    moved = shares @ offset + x * (shares @ across) + y * (shares @ down)
    x, y = points[:, 0, None] - x, points[:, 1, None] - y
    if scales is not None:
        x, y = x * (shares @ scales[..., 0].T), y * (shares @ scales[..., 1].T)
    return np.asarray(moved + np.exp(1j * (shares @ pose.turns.T)) * (x + 1j * y))
