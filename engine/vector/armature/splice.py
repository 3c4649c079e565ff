# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Poses and armatures of two results of one drawing, put together into one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from addon.contract.animation import Animation
from addon.contract.drawing import Drawing
from addon.contract.keys import CHANNELS
from addon.contract.pose import RigPose
from engine.rig.bones import Pose
from engine.rig.drawing_rig import DrawingRig
from engine.runtime.arrays import numpy_of
from engine.vector.armature.fit import FittedArmature
from engine.vector.armature.layout import BoneLayout
from engine.vector.armature.posed import armature_to_contract, fit_armatures
from engine.vector.keyframes.keys import Keys
from engine.vector.rigged_motion import RiggedMotion, pose_to_contract

Floats = NDArray[np.float64]


def splice_poses(
    earlier: Animation, new: Animation, drawing: Drawing, chosen: Sequence[bool]
) -> RigPose | None:
    """Return the pose with the chosen objects from `new` and the others from `earlier`.

    None where one of them has no armature: the result is then a motion of points.
    """
    sources = [new.pose if fresh else earlier.pose for fresh in chosen]
    found = [pose for pose in sources if pose is not None and pose.armature is not None]
    if len(found) < len(sources):
        return None
    rigs = {id(pose): DrawingRig.from_contract(pose.rig, drawing) for pose in found}
    objects = [rigs[id(pose)].objects[number] for number, pose in enumerate(found)]
    rig = DrawingRig(tuple(objects), drawing.point_count)
    poses = [_poses(pose, rigs[id(pose)])[number] for number, pose in enumerate(found)]
    rest = numpy_of(drawing.positions).astype(np.float64)
    target = np.broadcast_to(rest, (new.frame_count, *rest.shape))
    fitted = [_fitted(pose, rigs[id(pose)], number) for number, pose in enumerate(found)]
    armature = armature_to_contract(rig, fitted, rest, new.frame_count)
    return replace(pose_to_contract(RiggedMotion(target, tuple(poses)), rig), armature=armature)


def blend_poses(
    earlier: Animation, new: Animation, drawing: Drawing, target: Floats, weight: Floats
) -> tuple[Floats, RigPose | None]:
    """Return where the points go, and the pose, when one motion is blended into another.

    target [F, P, 2]: the points blended without bones; weight [F]: the share of the new motion.
    Points stay as they are, without a pose, where the two don't have the same armature.
    """
    if not _have_like_bones(earlier.pose, new.pose):
        return target, None
    assert earlier.pose is not None and new.pose is not None
    rig = DrawingRig.from_contract(new.pose.rig, drawing)
    before, after = _poses(earlier.pose, rig), _poses(new.pose, rig)
    rest = numpy_of(drawing.positions).astype(np.float64)
    kept, target = target.copy(), target.copy()
    share = weight[:, None, None]
    poses: list[Pose | None] = []
    for found, first, second in zip(rig.objects, before, after, strict=True):
        if found is None or first is None or second is None:
            poses.append(None)
            continue
        pose, move = _blended(first, second, weight), found.deformer(rest)
        target[:, found.points] = move(pose)
        kept[:, found.points] += move(pose) - (1.0 - share) * move(first) - share * move(second)
        poses.append(pose)
    loose = RiggedMotion(target, tuple(poses))
    rigged, armature = fit_armatures(rig, loose, rest, loop=new.loop, kept=kept)
    return rigged.target, replace(pose_to_contract(rigged, rig), armature=armature)


def _have_like_bones(first: RigPose | None, second: RigPose | None) -> bool:
    """Return whether two poses are of one rig, and both have armatures."""
    if first is None or second is None or first.armature is None or second.armature is None:
        return False
    return first.rig == second.rig


def _blended(first: Pose, second: Pose, weight: Floats) -> Pose:
    share = weight[:, None]
    scale = None
    if first.scale is not None or second.scale is not None:
        ones = np.ones((*first.turns.shape, 2))
        one, two = (pose.scale if pose.scale is not None else ones for pose in (first, second))
        scale = one + share[..., None] * (two - one)
    return Pose(
        first.root + share * (second.root - first.root),
        first.turns + share * (second.turns - first.turns),
        scale,
    )


def _poses(pose: RigPose, rig: DrawingRig) -> list[Pose | None]:
    """Return the pose of each object; None for those that no armature moves."""
    assert pose.armature is not None
    owners = numpy_of(pose.rig.joint_objects)
    turns, roots = (numpy_of(one).astype(np.float64) for one in (pose.turns, pose.roots))
    scales = None if pose.scales is None else numpy_of(pose.scales).astype(np.float64)
    errors = numpy_of(pose.armature.errors)
    found: list[Pose | None] = []
    for number, own in enumerate(rig.objects):
        if own is None or errors[number] < 0.0:
            found.append(None)
            continue
        joints = np.flatnonzero(owners == number)
        scale = None if scales is None else scales[:, joints]
        found.append(Pose(roots[:, number], turns[:, joints], scale))
    return found


def _fitted(pose: RigPose, rig: DrawingRig, number: int) -> FittedArmature | None:
    """Return the armature of one object, as it was fitted; None where it has none."""
    armature, found = pose.armature, rig.objects[number]
    if armature is None or found is None or armature.errors.data[number] < 0.0:
        return None
    owners = numpy_of(pose.rig.joint_objects)
    joints = numpy_of(armature.joints).astype(np.int64)
    bones = np.flatnonzero(owners[joints] == number)
    first_bone, first_joint = int(bones[0]), int(np.flatnonzero(owners == number)[0])
    parents = numpy_of(armature.parents)[bones].astype(np.int64)
    layout = BoneLayout(
        joints[bones] - first_joint,
        np.where(parents < 0, -1, parents - first_bone),
        numpy_of(armature.heads)[bones].astype(np.float64),
        numpy_of(armature.tails)[bones].astype(np.float64),
    )
    carriers = numpy_of(armature.carriers)[found.points].astype(np.int64)
    weights = numpy_of(armature.weights)[found.points].astype(np.float64)
    left = armature.offsets
    offsets = None if left is None else numpy_of(left)[:, found.points].astype(np.float64)
    return FittedArmature(
        layout,
        tuple(_keys(pose, int(bone)) for bone in bones),
        tuple(numpy_of(armature.inherits)[bones].tolist()),
        np.where(weights > 0.0, carriers - first_bone, 0),
        weights,
        bool(armature.volumes.data[number]),
        np.zeros((0, 0, 2)),
        offsets if offsets is not None and offsets.any() else None,
        float(armature.errors.data[number]),
    )


def _keys(pose: RigPose, bone: int) -> Keys:
    """Return the keys of a bone."""
    assert pose.armature is not None
    first = bone * len(CHANNELS)
    ends = numpy_of(pose.armature.key_offsets)[first : first + len(CHANNELS) + 1]
    return Keys(numpy_of(pose.armature.keys)[ends[0] : ends[-1]], (ends - ends[0]).astype(np.int32))
