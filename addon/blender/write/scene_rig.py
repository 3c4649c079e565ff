# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The armatures of an animation, turned from canvas pixels into bones and keys in the scene.

An armature's own X and Y are the drawing's right and up, and its Z is the plane's normal, so that a
bone that turns about its Z turns in the plane. Each object of the drawing gets an armature of its
own: it can be posed, hidden and removed alone, and its motion fits another drawing of the same body
plan. Nothing here needs Blender.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...contract.animation import Animation
from ...contract.armature import Armature
from ...contract.keys import CHANNELS
from ...contract.rig import Rig
from ..capture.plane import Plane
from . import key_curves
from .bone_names import bone_names
from .key_curves import Keys

Points = NDArray[np.float64]

ROOT = "root"  # the bone that carries an armature about


@dataclass(frozen=True)
class SceneBone:
    """One bone at rest, in its armature's space, and its keys at frames of the scene.

    Attributes:
        parent: number of the parent bone, -1 for one that hangs on the root bone.
        head: [2], x and y.
        tail: [2].
        end: [2], where the limb that it moves ends: the tail, but for a bone along another axis.
        location: along its own X and Y.
        turn: about its own Z, radians.
        across: its scale along X.
        along: its scale along Y.
        inherits: what it takes over from its parent, as in the contract.
        joint: the joint of the rig that it begins at.
    """

    name: str
    joint: str
    parent: int
    head: Points
    tail: Points
    end: Points
    location: tuple[Keys, Keys]
    turn: Keys
    across: Keys
    along: Keys
    inherits: int


@dataclass(frozen=True)
class SceneArmature:
    """The armature of one object of the drawing.

    Attributes:
        object: number of the object.
        name: of the object.
        plan: its body plan, "" for rigid pieces.
        matrix: [4, 4], at rest in the world.
        root: [2], where the root bone is, in the armature's space.
        travel: keys of the root bone's location along X and Y.
        size: long side of what it carries, in the scene's units.
        bones: parents before their children.
        first_bone: number of its first bone among all bones of the animation.
        volume: whether bends are kept full.
        unit: the scene's length of a canvas pixel.
    """

    object: int
    name: str
    plan: str
    matrix: Points
    root: Points
    travel: tuple[Keys, Keys]
    size: float
    bones: tuple[SceneBone, ...]
    first_bone: int
    volume: bool
    unit: float


@dataclass(frozen=True)
class ArmaturePlace:
    """Where an object is in the scene.

    Attributes:
        origin: [3], the world's place of the canvas pixel (0, 0), at the object's depth.
        unit: the world's length of a canvas pixel there.
        box: [2, 2], lowest and highest x and y of the object, canvas pixels.
    """

    plane: Plane
    origin: Points
    unit: float
    box: Points


def scene_armature(
    animation: Animation,
    index: int,
    place: ArmaturePlace,
    start: float,
    taken: Collection[str] = (),
) -> SceneArmature:
    """Return the armature of the object number `index`, whose frame 0 is the scene's `start`.

    taken: names that its bones may not have.
    """
    pose = animation.pose
    assert pose is not None and pose.armature is not None
    source = _Source(pose.armature, place, start, animation.loop, animation.frame_count)
    owners = np.asarray(pose.rig.joint_objects.data)[np.asarray(pose.armature.joints.data)]
    numbers = np.flatnonzero(owners == index)
    first = int(numbers[0])
    joints = [pose.rig.joint_names[pose.armature.joints.data[number]] for number in numbers]
    names = bone_names(pose.rig.plans[index], joints, taken=(ROOT, *taken))
    roots = [n for n in numbers.tolist() if pose.armature.parents.data[n] < 0]
    pivot = source.pixels("heads")[roots[0]]
    ends = _ends(pose.rig)
    bones = [
        source.bone(int(n), first, (names[n - first], joints[n - first]), pivot, len(roots), ends)
        for n in numbers
    ]
    ground = float(place.box[1, 1] - pivot[1]) * -place.unit
    travel = source.travel(roots[0]) if len(roots) == 1 else (key_curves.NO_KEYS,) * 2
    matrix = np.eye(4)
    matrix[:3, :3] = place.plane.basis
    matrix[:3, 3] = place.origin + place.plane.displacement(pivot) / place.plane.unit * place.unit
    return SceneArmature(
        object=index,
        name=animation.object_names[index],
        plan=pose.rig.plans[index],
        matrix=matrix,
        root=np.array([0.0, ground]),
        travel=(travel[0], travel[1]),
        size=float(np.ptp(place.box, axis=0).max()) * place.unit,
        bones=tuple(bones),
        first_bone=first,
        volume=bool(pose.armature.volumes.data[index]),
        unit=place.unit,
    )


def rigged_objects(animation: Animation) -> dict[int, bool]:
    """Return the objects that bones carry, and whether they need drawings besides."""
    armature = animation.pose.armature if animation.pose is not None else None
    if animation.pose is None or armature is None:
        return {}
    offsets = None
    if armature.offsets is not None:
        offsets = np.asarray(armature.offsets.data).reshape(armature.offsets.shape)
    owners = np.asarray(animation.pose.rig.joint_objects.data)[np.asarray(armature.joints.data)]
    found: dict[int, bool] = {}
    for index, error in enumerate(armature.errors.data):
        bones = np.flatnonzero(owners == index)
        if error < 0.0 or not len(bones):
            continue
        carried = np.isin(_carriers(armature), bones).any(axis=1)
        found[index] = offsets is not None and bool(offsets[:, carried].any())
    return found


def _carriers(armature: Armature) -> NDArray[np.int32]:
    return np.asarray(armature.carriers.data).reshape(armature.carriers.shape)


def _ends(rig: Rig) -> dict[int, Points]:
    """Return the one joint that hangs on each joint: number -> its place [2], canvas pixels."""
    places = np.asarray(rig.joints.data, dtype=float).reshape(-1, 2)
    hanging: dict[int, list[int]] = {}
    for joint, parent in enumerate(rig.parents.data):
        hanging.setdefault(int(parent), []).append(joint)
    return {joint: places[own[0]] for joint, own in hanging.items() if len(own) == 1}


@dataclass(frozen=True)
class _Source:
    """An armature of the contract, read in terms of a place in the scene."""

    armature: Armature
    place: ArmaturePlace
    start: float
    loop: bool
    frames: int

    def pixels(self, name: str) -> Points:
        """Return an array [B, 2] of the armature."""
        return np.asarray(getattr(self.armature, name).data, dtype=float).reshape(-1, 2)

    def bone(
        self,
        number: int,
        first: int,
        names: tuple[str, str],
        pivot: Points,
        roots: int,
        ends: Mapping[int, Points],
    ) -> SceneBone:
        """Return one bone.

        first: the armature's first one; names: of the bone and of its joint; roots: how many bones
        hang on nothing; ends: where the limb from a joint ends, canvas pixels.
        """
        flip = self.place.unit * np.array([1.0, -1.0])
        head = (self.pixels("heads")[number] - pivot) * flip
        tail = (self.pixels("tails")[number] - pivot) * flip
        end = ends.get(int(self.armature.joints.data[number]))
        parent = int(self.armature.parents.data[number])
        location = (key_curves.NO_KEYS, key_curves.NO_KEYS)
        if parent < 0 and roots > 1:
            location = self._own_location(number, tail - head)
        return SceneBone(
            name=names[0],
            joint=names[1],
            parent=parent - first if parent >= 0 else -1,
            head=head,
            tail=tail,
            end=tail if end is None else (end - pivot) * flip,
            location=location,
            turn=key_curves.scaled(self._keys(number, "rotation"), -1.0),
            across=self._keys(number, "scale_y"),
            along=self._keys(number, "scale_x"),
            inherits=self.armature.inherits.data[number],
        )

    def travel(self, number: int) -> tuple[Keys, Keys]:
        """Return how far a bone goes along the armature's X and Y."""
        unit = self.place.unit
        x = key_curves.scaled(self._keys(number, "x"), unit)
        return x, key_curves.scaled(self._keys(number, "y"), -unit)

    def _own_location(self, number: int, arm: Points) -> tuple[Keys, Keys]:
        """Return how far a bone goes along its own X and Y."""
        along = arm / np.linalg.norm(arm)
        x, y = self.travel(number)
        return (
            key_curves.total([(x, along[1]), (y, -along[0])], 0.0),
            key_curves.total([(x, along[0]), (y, along[1])], 0.0),
        )

    def _keys(self, number: int, channel: str) -> Keys:
        row = number * len(CHANNELS) + CHANNELS.index(channel)
        first, end = self.armature.key_offsets.data[row : row + 2].tolist()
        keys = np.asarray(self.armature.keys.data, dtype=float).reshape(-1, 6)[first:end]
        if self.loop:
            keys = key_curves.closed(keys, self.frames)
        return key_curves.later(keys, self.start)


Weights = Mapping[str, tuple[NDArray[np.int64], NDArray[np.float64]]]


def bone_weights(animation: Animation, made: SceneArmature, rows: NDArray[np.int64]) -> Weights:
    """Return, for each bone by name, which of some points it carries, and how much.

    rows [n]: the points, by their number in the drawing; the result numbers them from 0.
    """
    assert animation.pose is not None and animation.pose.armature is not None
    armature = animation.pose.armature
    carriers = _carriers(armature)[rows]
    weights = np.asarray(armature.weights.data, dtype=float).reshape(armature.weights.shape)[rows]
    found: dict[str, tuple[NDArray[np.int64], NDArray[np.float64]]] = {}
    for number, bone in enumerate(made.bones):
        own = np.where(carriers == made.first_bone + number, weights, 0.0).sum(axis=1)
        chosen = np.flatnonzero(own > 0.0)
        if len(chosen):
            found[bone.name] = (chosen, own[chosen])
    return found
