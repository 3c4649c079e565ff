# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The bones of an armature at rest: which joints get one, and where it ends."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.rig.bones import Bones
from engine.rig.skeletons import PLANS

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

SHORTEST = 0.03  # of the drawing: no bone is shorter
AXES = np.array([[1.0, 0.0], [0.0, -1.0], [-1.0, 0.0], [0.0, 1.0]])


@dataclass(frozen=True)
class BoneLayout:
    """B bones at rest; a bone begins at a joint, and what hangs on the joint moves with it.

    Attributes:
        joints: int64 [B], the joint at which each bone begins.
        parents: int64 [B], number of the parent bone, -1 for a root; parents come first.
        heads: [B, 2], where bones begin, pixels.
        tails: [B, 2], where bones end, pixels.
    """

    joints: Ints
    parents: Ints
    heads: Floats
    tails: Floats

    @property
    def count(self) -> int:
        """Number of bones B."""
        return len(self.joints)

    def angles(self) -> Floats:
        """Return the direction [B] of each bone, radians, clockwise from the x axis."""
        arm = self.tails - self.heads
        return np.asarray(np.arctan2(arm[:, 1], arm[:, 0]))

    def along_axis(self, bone: int) -> BoneLayout:
        """Return the layout with one bone turned to the nearest axis of the drawing."""
        arm = self.tails[bone] - self.heads[bone]
        length = float(np.hypot(*arm))
        tails = self.tails.copy()
        tails[bone] = self.heads[bone] + length * AXES[int((AXES @ arm).argmax())]
        return BoneLayout(self.joints, self.parents, self.heads, tails)


def bone_layout(bones: Bones, points: Floats) -> BoneLayout:
    """Lay out the bones of an object whose points [P, 2] are at rest.

    A joint gets a bone where it, or a joint that hangs on it, carries points; the root always.
    """
    used = np.zeros(len(bones.names), bool)
    used[bones.carriers[bones.weights > 0.0]] = True
    for joint in reversed(bones.order):
        if used[joint] and bones.parents[joint] >= 0:
            used[bones.parents[joint]] = True
    used |= bones.parents < 0
    joints = np.flatnonzero(used)
    number = np.full(len(bones.names), -1)
    number[joints] = np.arange(len(joints))
    above = bones.parents[joints]
    parents = np.where(above < 0, -1, number[above])
    size = max(float(np.ptp(points, axis=0).max()), 1e-9)
    following = _following(bones)
    tails = np.array([_tail(bones, points, int(j), following, SHORTEST * size) for j in joints])
    return BoneLayout(joints, parents, bones.joints[joints], tails.reshape(-1, 2))


def _following(bones: Bones) -> dict[int, int]:
    """Return the joint at which each joint's bone ends: the next one of its part."""
    children: dict[int, list[int]] = {}
    for joint, parent in enumerate(bones.parents.tolist()):
        children.setdefault(parent, []).append(joint)
    found = {joint: own[0] for joint, own in children.items() if joint >= 0 and len(own) == 1}
    plan = PLANS.get(bones.plan)
    if plan is None:
        return found
    index = {name: joint for joint, name in enumerate(bones.names)}
    for part in plan.parts:
        chain = [index[name] for name in part.joints if name in index]
        for first, second in itertools.pairwise(chain):
            if bones.parents[second] == first:
                found.setdefault(first, second)
    return found


def _tail(
    bones: Bones, points: Floats, joint: int, following: dict[int, int], shortest: float
) -> Floats:
    """Return where [2] the bone of a joint ends."""
    head = bones.joints[joint]
    if joint in following:
        tail = bones.joints[following[joint]]
        if np.hypot(*(tail - head)) >= shortest:
            return np.asarray(tail)
    carried = ((bones.carriers == joint) & (bones.weights > 0.5)).any(axis=1)
    parent = int(bones.parents[joint])
    arm = head - bones.joints[parent] if parent >= 0 else np.zeros(2)
    if carried.any():
        away = points[carried] - head
        middle = away.mean(axis=0)
        reach = float(np.linalg.norm(away, axis=1).max())
        around = np.hypot(*middle) <= 0.25 * reach  # a wheel, a body
        arm = np.array([0.0, -0.7 * reach]) if around else 1.6 * middle
    length = float(np.hypot(*arm))
    if length < 1e-9:
        return np.asarray(head - np.array([0.0, shortest]))
    return np.asarray(head + arm * max(1.0, shortest / length))
