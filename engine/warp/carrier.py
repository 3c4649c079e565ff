# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What carries paint: the bones of the painting's drawing, or the drawing's own points.

Both are linear in values that each outline point has and that can be spread over the paint:
weights of joints, or ways in every frame.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from addon.contract.animation import Animation
from addon.contract.drawing import Drawing
from engine.render.evaluate import animated_positions
from engine.rig.bones import Bones, Pose, deformed
from engine.rig.drawing_rig import DrawingRig, ObjectRig
from engine.rig.skeletons import PLANS
from engine.rig.skeletons.skeleton import FAR, NEAR
from engine.runtime.arrays import numpy_of

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

MOST_JOINTS = 4  # that carry a place
LEAST = 0.02  # of a weight that counts


class Carrier(ABC):
    """Moves places of a painting by values that were spread from its outlines.

    Attributes:
        values: [P, C], of the drawing's points.
        groups: [C], what moves as one limb.
        depths: [P], above 0 for points of near limbs, below 0 for far ones.
    """

    values: Floats
    groups: Ints
    depths: Floats

    @abstractmethod
    def moved(self, places: Floats, values: Floats) -> Floats:
        """Return places [V, 2] with their values [V, C] in every frame: [F, V, 2]."""


@dataclass(frozen=True)
class BoneCarrier(Carrier):
    """Bones: the values are weights of the J joints."""

    bones: Bones
    pose: Pose
    values: Floats
    groups: Ints
    depths: Floats

    def moved(self, places: Floats, values: Floats) -> Floats:
        """Return places in every frame, turned by the blended turns of their joints."""
        kept = min(MOST_JOINTS, values.shape[1])
        carriers = np.argsort(-values, axis=1, kind="stable")[:, :kept]
        weights = np.take_along_axis(values, carriers, axis=1)
        weights = np.where(weights < LEAST, 0.0, weights)
        carriers = np.where(weights > 0, carriers, carriers[:, :1])
        weights /= np.maximum(weights.sum(axis=1, keepdims=True), 1e-9)
        own = Bones(
            self.bones.plan,
            self.bones.names,
            self.bones.parents,
            self.bones.joints,
            self.bones.confidence,
            carriers.astype(np.int64),
            weights,
            np.full(len(places), -1),
        )
        return deformed(own, places, self.pose)


@dataclass(frozen=True)
class PointCarrier(Carrier):
    """Points that no bones carry: the values are their ways, x and y of each frame."""

    values: Floats
    groups: Ints
    depths: Floats

    def moved(self, places: Floats, values: Floats) -> Floats:
        """Return places in every frame, each gone its way."""
        ways = values.reshape(len(places), -1, 2).transpose(1, 0, 2)
        return places[None] + ways


def carrier_of(drawing: Drawing, animation: Animation) -> Carrier:
    """Return what carries a painting as its animated drawing moves."""
    pose = animation.pose
    if pose is not None and drawing.object_count == 1:
        rig = DrawingRig.from_contract(pose.rig, drawing).objects[0]
        if rig is not None and len(rig.points) == drawing.point_count:
            scales = None if pose.scales is None else numpy_of(pose.scales).astype(np.float64)
            root = numpy_of(pose.roots)[:, 0].astype(np.float64)
            turns = numpy_of(pose.turns).astype(np.float64)
            return _of_bones(rig, Pose(root, turns, scales))
    frames = list(range(animation.frame_count))
    rest = numpy_of(drawing.positions).astype(np.float64)
    ways = np.asarray(animated_positions(drawing, animation, frames), np.float64) - rest
    values = ways.transpose(1, 0, 2).reshape(len(rest), -1)
    return PointCarrier(values, np.zeros(values.shape[1], np.int64), np.zeros(len(rest)))


def _of_bones(rig: ObjectRig, pose: Pose) -> BoneCarrier:
    bones = rig.bones
    count, joints = len(bones.weights), len(bones.names)
    values = np.zeros((count, joints))
    for column in range(bones.carriers.shape[1]):
        np.add.at(values, (np.arange(count), bones.carriers[:, column]), bones.weights[:, column])
    return BoneCarrier(bones, pose, values, limbs_of(bones), _depths(bones))


def limbs_of(bones: Bones) -> Ints:
    """Return the limb [J] of each joint: joints that follow one another without a fork are one."""
    children = np.bincount(bones.parents[bones.parents >= 0], minlength=len(bones.names))
    limbs = np.zeros(len(bones.names), np.int64)
    count = 0
    for joint in bones.order:
        parent = int(bones.parents[joint])
        if parent >= 0 and children[parent] == 1:
            limbs[joint] = limbs[parent]
        else:
            limbs[joint] = count
            count += 1
    return limbs


def _depths(bones: Bones) -> Floats:
    """Return 1 for points of near parts of the body plan, -1 for far ones, else 0."""
    plan = PLANS.get(bones.plan)
    if plan is None:
        return np.zeros(len(bones.parts))
    sides = {NEAR: 1.0, FAR: -1.0}
    known = np.array([*(sides.get(part.side, 0.0) for part in plan.parts), 0.0])
    return known[np.where(bones.parts < len(plan.parts), bones.parts, -1)]
