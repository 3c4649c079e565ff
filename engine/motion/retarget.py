# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A motion of one drawing carried over to another drawing of the same body plan.

Joints turn by the same angles, and the body goes as far in lengths of its own legs. Feet that stood
in the motion stand here too, although legs are longer or shorter, or drawn in another stance.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from addon.contract.motion_file import Motion
from engine.motion.begun import feet_of
from engine.motion.rest import RestPose
from engine.rig.bones import Bones, Pose, placed_joints, turns_against_parents, turns_in_all
from engine.rig.skeletons import PLANS

Floats = NDArray[np.float64]
STANDS = 0.012  # long sides a frame: a foot that goes slower stands,
LOW = 0.03  # long sides: if it is no higher than this above its place
SOFT = 3  # frames over which a foot begins and ceases to stand


def retargeted(motion: Motion, rest: RestPose) -> Pose:
    """Return the pose of a drawing's bones in each frame of a motion.

    Joints that the motion doesn't name stay as they are against the one they hang on.
    """
    bones, count = rest.bones, motion.frames
    source = _rest_of(motion, rest)
    own = np.zeros((count, len(bones.names)))
    scale: Floats | None = None
    for joint, name in enumerate(bones.names):
        if name in motion.turns:
            own[:, joint] = motion.turns[name]
        if name in motion.scales:
            scale = np.ones((*own.shape, 2)) if scale is None else scale
            scale[:, joint] = motion.scales[name]
    unit = _unit(rest) / _unit(source)
    pose = Pose(np.array(motion.root) * unit, turns_in_all(own, bones), scale)
    is_turned = source.facing != rest.facing and source.sideways
    if is_turned:
        pose = _other_way(pose)
    return _standing(pose, rest, _acted(motion, source), source, unit, is_turned)


def _rest_of(motion: Motion, rest: RestPose) -> RestPose:
    """Return the body that a motion was made with; nothing is drawn on its bones.

    Of a plan it has all joints in their order. Those that the motion doesn't name, as where a foot
    ends, are where they are on the drawing's own body, `rest`, in its size.
    """
    plan = PLANS.get(motion.plan)
    if plan is None or rest.bones.plan != motion.plan:
        names = tuple(motion.joints)
        numbers = {name: number for number, name in enumerate(names)}
        parents = np.array([numbers.get(motion.parents[name], -1) for name in names], np.int64)
        places = np.array([motion.joints[name] for name in names], np.float64)
    else:
        names = tuple(joint.name for joint in plan.joints)
        parents = np.array(plan.parents, np.int64)
        own = np.array([rest.at(name) if rest.has(name) else (np.nan, np.nan) for name in names])
        places = np.array([motion.joints.get(name, (np.nan, np.nan)) for name in names])
        arms, known = own - own[parents], places - places[parents]
        both = np.isfinite(arms).all(axis=1) & np.isfinite(known).all(axis=1) & (parents >= 0)
        size = _length(known[both]) / max(_length(arms[both]), 1e-9)
        for joint, parent in enumerate(parents.tolist()):
            if parent >= 0 and names[joint] not in motion.joints:
                places[joint] = places[parent] + size * arms[joint]
    bones = Bones(
        motion.plan,
        names,
        parents,
        places,
        np.ones(len(names)),
        np.zeros((0, 1), np.int64),
        np.zeros((0, 1)),
        np.zeros(0, np.int64),
    )
    return RestPose(bones)


def _length(arms: Floats) -> float:
    """Return how long bones [N, 2] are together."""
    return float(np.hypot(arms[:, 0], arms[:, 1]).sum())


def _acted(motion: Motion, source: RestPose) -> Pose:
    """Return the motion as a pose of the bones that it was made with."""
    own = np.zeros((motion.frames, len(source.bones.names)))
    for joint, name in enumerate(source.bones.names):
        if name in motion.turns:
            own[:, joint] = motion.turns[name]
    return Pose(np.array(motion.root), turns_in_all(own, source.bones))


def _unit(rest: RestPose) -> float:
    """Return the length that ways are counted in: that of the legs, else the drawing's."""
    plan = PLANS.get(rest.bones.plan)
    ends = [j.name for j in plan.joints if j.contact] if plan is not None else []
    lengths = [
        limb.length
        for limb in (rest.limb(name.rstrip("0123456789")) for name in ends)
        if limb.sound
    ]
    return float(np.mean(lengths)) if lengths else rest.size


def _other_way(pose: Pose) -> Pose:
    """Return a pose for a body that is drawn facing the other way."""
    return Pose(pose.root * np.array([-1.0, 1.0]), -pose.turns, pose.scale)


def _standing(
    pose: Pose, rest: RestPose, acted: Pose, source: RestPose, unit: float, is_turned: bool
) -> Pose:
    """Return a pose in which those feet stand that stood in the motion.

    acted: the motion with its own bones, `source`; unit: a length here for one there.
    """
    feet = feet_of(rest)
    if feet is None or pose.scale is not None:
        return pose
    before = turns_against_parents(pose.turns, rest.bones)
    solved, places = feet.blank(pose), placed_joints(source.bones, acted)
    for name, put in feet.put.items():
        if name not in source.index:
            continue
        away = places[:, source.index[name]] - source.at(name)
        stands = _stands(away / source.size)
        if not stands.any():
            continue
        away = away * unit * ([-1.0, 1.0] if is_turned else [1.0, 1.0])
        put(solved, rest.at(name) + away)
        limb = [j for j, other in enumerate(rest.bones.names) if _limb(other) == _limb(name)]
        weight = _softened(stands)[:, None]
        solved.own[:, limb] = before[:, limb] + weight * (solved.own[:, limb] - before[:, limb])
    return Pose(pose.root, turns_in_all(solved.own, rest.bones))


def _limb(name: str) -> str:
    return name.rstrip("0123456789")


def _stands(away: Floats) -> NDArray[np.bool_]:
    """Return in which frames [F] a foot stands; away [F, 2]: from its place, long sides."""
    speed = np.linalg.norm(np.gradient(away, axis=0), axis=1)
    return np.asarray((speed < STANDS) & (away[:, 1] > -LOW))


def _softened(stands: NDArray[np.bool_]) -> Floats:
    wide = np.pad(stands.astype(np.float64), SOFT, mode="edge")
    kernel = np.ones(2 * SOFT + 1) / (2 * SOFT + 1)
    return np.convolve(wide, kernel, "valid")
