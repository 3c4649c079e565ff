# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An object's pose and points as an armature: bones, keys, weights, and what is left over."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.rig.bones import Bones, Pose
from engine.vector.armature.bone_keys import KeyedBones, key_bones
from engine.vector.armature.bone_motion import bone_motion
from engine.vector.armature.layout import BoneLayout, bone_layout
from engine.vector.armature.skinning import blended, complex_of, unposed
from engine.vector.armature.weight_fit import fitted_weights
from engine.vector.keyframes.keys import Extent, Keys

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Complex = NDArray[np.complex128]

TOLERANCE = 0.005  # of the drawing: what bones miss beyond it is left as offsets
GIVE = 0.008  # of the drawing: by so much a point gives way to where bones bring it
KEY_SHARE = (0.4, 0.2)  # of the tolerance, that keys may miss: tried in order


@dataclass(frozen=True)
class FittedArmature:
    """The armature of one object with P points and B bones in F frames.

    Attributes:
        layout: the bones at rest.
        keys: of each bone.
        inherits: what each bone takes over from its parent, as in `addon.contract.armature`.
        carriers: int64 [P, K], bones.
        weights: [P, K], rows sum to 1.
        volume: turns are blended as dual quaternions, which keeps bends full.
        target: [F, P, 2], where the points go.
        offsets: [F, P, 2], by how much points at rest have to be moved so that the bones bring them
            to the target; None where the bones are within the tolerance without.
        error: by how much bones alone miss the target at most, of the drawing's long side.
    """

    layout: BoneLayout
    keys: tuple[Keys, ...]
    inherits: tuple[int, ...]
    carriers: Ints
    weights: Floats
    volume: bool
    target: Floats
    offsets: Floats | None
    error: float


def fit_armature(
    bones: Bones, pose: Pose, points: Floats, target: Floats, *, size: float, loop: bool
) -> FittedArmature:
    """Fit an armature to an object's motion.

    Points give way a little to where bones bring them, so that what one sees anywhere else is what
    a host with armatures shows.

    Args:
        bones: of the object.
        pose: [F] frames.
        points: [P, 2], at rest.
        target: [F, P, 2], where the points go.
        size: long side of the drawing.
        loop: the motion closes.
    """
    layout, motion = bone_motion(bones, pose, bone_layout(bones, points), points)
    dense = _dense(bones, layout)
    extents = _extents(layout, points, dense)
    goal = complex_of(target)
    tried: list[tuple[_Weighted, KeyedBones]] = []
    for share in KEY_SHARE:
        keyed = key_bones(layout, motion, extents, tolerance=share * TOLERANCE * size, loop=loop)
        tried.append((_weighted(layout, keyed, points, goal, dense, size), keyed))
        if tried[-1][0].error <= TOLERANCE + GIVE:
            break
    best, keyed = min(tried, key=lambda pair: pair[0].error)
    missed = goal - best.seen
    most = np.maximum(np.abs(missed), 1e-12)
    goal = goal - missed * np.minimum(1.0, GIVE * size / most)
    offsets, error = None, float(np.abs(goal - best.seen).max(initial=0.0)) / size
    if error > TOLERANCE:
        place = unposed(keyed.motion, points, goal, best.carriers, best.weights, volume=best.volume)
        offsets = _pairs(place - complex_of(points))
    return FittedArmature(
        layout,
        keyed.keys,
        keyed.inherits,
        best.carriers,
        best.weights,
        best.volume,
        _pairs(goal),
        offsets,
        error,
    )


@dataclass(frozen=True)
class _Weighted:
    """Weights, with where [F, P] they bring the points and the largest error, in long sides."""

    carriers: Ints
    weights: Floats
    volume: bool
    seen: Complex
    error: float


def _weighted(
    layout: BoneLayout,
    keyed: KeyedBones,
    points: Floats,
    goal: Complex,
    dense: Floats,
    size: float,
) -> _Weighted:
    """Return the weights, and the way of blending, that come nearest.

    Hosts blend the dual quaternions of mirrored bones in ways of their own, so places are blended
    then. goal [F, P]: where the points should be; dense [P, B]: the weights to begin with.
    """
    found: list[_Weighted] = []
    mirrored = (keyed.motion.scales < 0.0).any()
    for volume in (False,) if mirrored else (True, False):
        carriers, weights = fitted_weights(
            keyed.motion, layout.parents, points, goal, dense, size, volume=volume
        )
        seen = blended(keyed.motion, points, carriers, weights, volume=volume)
        error = float(np.abs(seen - goal).max(initial=0.0)) / size
        found.append(_Weighted(carriers, weights, volume, seen, error))
        if error <= TOLERANCE:
            break
    return min(found, key=lambda one: one.error)


def _pairs(places: Complex) -> Floats:
    """Return complex places [F, P] as [F, P, 2]."""
    return np.stack([places.real, places.imag], axis=-1)


def _dense(bones: Bones, layout: BoneLayout) -> Floats:
    """Return the weights [P, B] of points on bones."""
    weights = np.zeros((len(bones.carriers), len(bones.names)))
    rows = np.arange(len(bones.carriers))
    for column in range(bones.carriers.shape[1]):
        np.add.at(weights, (rows, bones.carriers[:, column]), bones.weights[:, column])
    return np.asarray(weights[:, layout.joints])


def _extents(layout: BoneLayout, points: Floats, dense: Floats) -> list[Extent]:
    """Return the box of what each bone carries, and of its children's heads, about its head.

    Its axes lie along the bone and across it.
    """
    extents = []
    for bone, angle in enumerate(layout.angles()):
        carried = points[dense[:, bone] > 0.1]
        own = np.concatenate([carried, layout.heads[layout.parents == bone]])
        own = np.concatenate([own, layout.tails[bone : bone + 1]]) - layout.heads[bone]
        c, s = np.cos(angle), np.sin(angle)
        extents.append(Extent.of(own @ np.array([[c, -s], [s, c]]), np.zeros(2)))
    return extents
