# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A motion of free points becomes a motion of bones, object by object.

Where an object has a rig, its points are moved by the pose that follows the free motion best; lines
keep their length, rigid parts their shape. Where it has none, the points move as they did.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from addon.contract.drawing import Drawing
from addon.contract.pose import RigPose
from engine.rig.bones import Pose
from engine.rig.carry import carried
from engine.rig.drawing_rig import DrawingRig
from engine.runtime.arrays import array_of, numpy_of
from engine.vector.edge_poses import NO_EDGES, EdgePoses
from engine.vector.keyframes.object_motion import ObjectMotion, fit_object_motion

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class RiggedMotion:
    """The points of a drawing, moved by bones where there are bones.

    Attributes:
        target: float64 [F, P, 2], canvas pixels.
        poses: of each object; None where it has no bones.
    """

    target: Floats
    poses: tuple[Pose | None, ...]


def carried_motion(
    rig: DrawingRig,
    rest: Floats,
    target: Floats,
    lengths: Floats,
    *,
    strengths: tuple[float, ...],
    loop: bool,
    acted: Sequence[Pose | None] = (),
    edges: EdgePoses = NO_EDGES,
) -> RiggedMotion:
    """Carry a free motion by the rig of a drawing, where bones don't act by themselves.

    Args:
        rig: of the drawing.
        rest: [P, 2], the drawing's points.
        target: [F, P, 2], the free motion at strength 1, canvas pixels.
        lengths: [P], length of line that each point stands for.
        strengths: of each object; a strength scales the turns of its bones, so that they keep their
            length.
        loop: the motion closes.
        acted: poses of objects at their strength, None for those that follow the free motion; () =
            all follow it.
        edges: poses that the motion begins with or ends in.
    """
    target = target.copy()
    poses: list[Pose | None] = []
    for number, found in enumerate(rig.objects):
        if found is None or strengths[number] == 0.0:
            poses.append(None)
            continue
        points = found.points
        own = acted[number] if acted else None
        if own is None:
            free = target[:, points]
            own = carried(found.bones, rest[points], free, lengths[points], loop=loop)
            own = scaled(own, strengths[number])
        pose = edges.led(number, found, own, rest)
        target[:, points] = found.deformer(rest)(pose)
        poses.append(pose)
    return RiggedMotion(target, tuple(poses))


def scaled(pose: Pose, strength: float) -> Pose:
    """Return a pose with all its turns and shifts scaled."""
    if strength == 1.0:
        return pose
    return replace(pose, root=pose.root * strength, turns=pose.turns * strength)


def line_lengths(drawing: Drawing) -> Floats:
    """Return the length of line [P] that each point stands for: half the way to both neighbours.

    A lone dot counts as a thousandth of the drawing.
    """
    points = numpy_of(drawing.positions).astype(np.float64)
    offsets = numpy_of(drawing.stroke_offsets).astype(np.int64)
    strokes = np.repeat(np.arange(drawing.stroke_count), np.diff(offsets))
    gap = np.linalg.norm(np.diff(points, axis=0), axis=1) * (strokes[1:] == strokes[:-1])
    lengths = np.zeros(len(points))
    lengths[:-1] += gap / 2
    lengths[1:] += gap / 2
    smallest = 1e-3 * max(float(np.ptp(points, axis=0).max()), 1e-6)
    return np.maximum(lengths, smallest)


def rigged_motions(
    rigged: RiggedMotion,
    rig: DrawingRig,
    rest: Floats,
    lengths: Floats,
    motions: Sequence[ObjectMotion | None],
    strengths: tuple[float, ...],
) -> tuple[list[ObjectMotion | None], tuple[float, ...]]:
    """Return the global motion of each object, and the strength that it has still to be given.

    What bones carry is at its strength already; the others keep their motion and their strength.
    """
    found, left = list(motions), list(strengths)
    size = float(np.ptp(rest, axis=0).max())
    for number, (own, pose) in enumerate(zip(rig.objects, rigged.poses, strict=True)):
        if own is None or pose is None:
            continue
        points = own.points
        entry = pose.root[0]  # how far from its drawn place it begins
        motion = fit_object_motion(
            rest[points], rigged.target[:, points] - entry, lengths[points], size=size
        )
        motion.channels[:, :2] += entry
        found[number] = motion
        left[number] = 1.0
    return found, tuple(left)


def pose_to_contract(rigged: RiggedMotion, rig: DrawingRig) -> RigPose:
    """Return the poses in the form that travels; objects that no bones moved are at rest."""
    frames = len(rigged.target)
    turns, roots = [np.zeros((frames, 0))], np.zeros((frames, len(rig.objects), 2))
    scales = [np.ones((frames, 0, 2))]
    for number, (own, pose) in enumerate(zip(rig.objects, rigged.poses, strict=True)):
        if own is None:
            continue
        joints = len(own.bones.names)
        turns.append(np.zeros((frames, joints)) if pose is None else pose.turns)
        scale = None if pose is None else pose.scale
        scales.append(np.ones((frames, joints, 2)) if scale is None else scale)
        if pose is not None:
            roots[:, number] = pose.root
    size = np.concatenate(scales, axis=1)
    return RigPose(
        rig.to_contract(),
        array_of(np.concatenate(turns, axis=1).astype(np.float32)),
        array_of(roots.astype(np.float32)),
        array_of(size.astype(np.float32)) if (size != 1.0).any() else None,
    )


def rig_words(rig: DrawingRig, names: Sequence[str]) -> str:
    """Return, for the report, what moves each object: a body plan, pieces, or free points."""
    words = []
    for name, found in zip(names, rig.objects, strict=True):
        plan = "none" if found is None else found.bones.plan or "pieces"
        words.append(f"{name}: {plan}")
    return "; ".join(words)
