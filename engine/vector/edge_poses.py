# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Poses that the motion of a drawing's objects begins with or ends in, as a request names them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from addon.contract.pose import RigPose
from addon.contract.start_pose import StartPose, StartPoses
from engine.motion import begun
from engine.motion.begun import EdgePose
from engine.motion.rest import RestPose
from engine.rig.bones import Bones, Pose
from engine.rig.drawing_rig import DrawingRig, ObjectRig
from engine.runtime.arrays import numpy_of

Floats = NDArray[np.float64]
FPS = 24.0  # of natural frames


@dataclass(frozen=True)
class EdgePoses:
    """The poses at one end of a motion.

    Attributes:
        poses: by number of the object.
        before: the motion ends in them; else it begins with them.
        window: frames over which a pose goes over into the motion.
    """

    poses: Mapping[int, EdgePose] = field(default_factory=dict)
    before: bool = False
    window: int = begun.WINDOW

    @classmethod
    def of(
        cls, settings: Mapping[str, object], rig: DrawingRig, names: Sequence[str], fps: float
    ) -> EdgePoses:
        """Read them among a request's expert settings. Raises FormatError, BadInput.

        names: of the drawing's objects.
        """
        starts = StartPoses.of(settings)
        if starts is None:
            return NO_EDGES
        poses = {
            number: edge_pose(starts.objects[name], found.bones)
            for number, (name, found) in enumerate(zip(names, rig.objects, strict=True))
            if found is not None and name in starts.objects
        }
        return cls(poses, starts.before, max(1, round(begun.WINDOW * fps / FPS)))

    @property
    def mirrored(self) -> frozenset[int]:
        """Numbers of the objects that have turned round."""
        if self.before:  # it turns round on its way
            return frozenset()
        return frozenset(number for number, edge in self.poses.items() if edge.is_mirrored)

    def led(self, number: int, found: ObjectRig, pose: Pose, rest: Floats) -> Pose:
        """Return an object's motion with the pose at its end.

        pose: the motion, which begins with the drawing at rest; rest [P, 2]: the whole drawing.
        """
        edge = self.poses.get(number)
        if edge is None:
            return pose
        points = rest[found.points]
        stage = RestPose(found.bones, np.stack([points.min(axis=0), points.max(axis=0)]), points)
        lead = begun.led_to if self.before else begun.led_from
        if edge.is_mirrored and not self.before:
            return begun.mirrored(lead(pose, stage, edge.mirrored(), window=self.window))
        return lead(pose, stage, edge, window=self.window)


NO_EDGES = EdgePoses()


def edge_pose(start: StartPose, bones: Bones) -> EdgePose:
    """Return the pose of an object's bones; joints that it doesn't name go with their parents."""
    count = len(bones.names)
    turns, scale = np.zeros((2, count)), np.ones((count, 2))
    for joint, name in enumerate(bones.names):
        parent = int(bones.parents[joint])
        if name in start.turns:
            turns[:, joint] = start.turns[name]
        elif parent >= 0:
            turns[:, joint] = turns[:, parent]
        if name in start.scales:
            scale[joint] = start.scales[name]
    return EdgePose(np.array(start.root), np.array(start.root_speed), turns[0], turns[1], scale)


def poses_in_frame(pose: RigPose, names: Sequence[str], frame: int) -> dict[str, StartPose]:
    """Return the poses of a result's objects in a frame, by name, with their speed there.

    names: of the objects.
    """
    turns, roots = (numpy_of(one).astype(np.float64) for one in (pose.turns, pose.roots))
    scales = None if pose.scales is None else numpy_of(pose.scales).astype(np.float64)
    owners = numpy_of(pose.rig.joint_objects)
    last = len(turns) - 1
    before, after = max(frame - 1, 0), min(frame + 1, last)
    if 0 < frame < last:
        before, after = frame - 1, frame  # the speed it comes with
    span = max(after - before, 1)
    found = {}
    for number, name in enumerate(names):
        joints = np.flatnonzero(owners == number).tolist()
        speed = (roots[after, number] - roots[before, number]) / span
        turning = (turns[after] - turns[before]) / span
        found[name] = StartPose(
            (float(roots[frame, number, 0]), float(roots[frame, number, 1])),
            (float(speed[0]), float(speed[1])),
            {pose.rig.joint_names[j]: (float(turns[frame, j]), float(turning[j])) for j in joints},
            {}
            if scales is None
            else {
                pose.rig.joint_names[j]: (float(scales[frame, j, 0]), float(scales[frame, j, 1]))
                for j in joints
                if (scales[frame, j] != 1.0).any()
            },
        )
    return found
