# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A motion from a file or another drawing, in place of what a sentence would ask for."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

import numpy as np

from addon.contract.beats import BeatReading
from addon.contract.drawing import Drawing
from addon.contract.errors import BadInput
from addon.contract.messages import Message
from addon.contract.motion_file import Motion
from addon.contract.request import Request
from addon.contract.rig_hints import PIECES
from engine.motion.rest import RestPose
from engine.motion.retarget import retargeted
from engine.rig.bones import Pose
from engine.rig.drawing_rig import DrawingRig
from engine.rig.hints import NO_HINTS, RigHints
from engine.runtime.arrays import numpy_of
from engine.vector.acted_motion import ActedMotion
from engine.vector.clip_poses import at_rate, weakened
from engine.vector.scene.object_requests import ObjectRequests


def hints_for(
    motion: Motion | None, hints: Mapping[int, RigHints], still: Collection[int], drawing: Drawing
) -> dict[int, RigHints]:
    """Return hints that say which body plan to look for: that of a motion, or rigid pieces."""
    found = dict(hints)
    if motion is None:
        return found
    for number in range(drawing.object_count):
        own = found.get(number, NO_HINTS)
        if number not in still and not own.plan:
            found[number] = replace(own, plan=motion.plan or PIECES)
    return found


def retargeted_motion(
    motion: Motion,
    rig: DrawingRig | None,
    drawing: Drawing,
    request: Request,
    objects: ObjectRequests,
) -> ActedMotion:
    """Return what each object of the motion's body plan does; the others stay where they are.

    Raises BadInput where there is no such object.
    """
    rest = numpy_of(drawing.positions).astype(np.float64)
    poses: list[Pose | None] = []
    fits = False
    for number, found in enumerate(rig.objects if rig is not None else ()):
        strength = objects.strengths[number]
        if found is None or strength == 0.0:
            poses.append(None)
            continue
        count = len(found.bones.names)
        if found.bones.plan != motion.plan:
            poses.append(Pose(np.zeros((request.frames, 2)), np.zeros((request.frames, count))))
            continue
        points = rest[found.points]
        stage = RestPose(found.bones, np.stack([points.min(axis=0), points.max(axis=0)]), points)
        pose = retargeted(motion, stage)
        if strength < 1.0:
            pose = weakened(pose, found.bones, strength, stage.centre, loop=request.loop)
        poses.append(at_rate(pose, request.frames, loop=request.loop))
        fits = True
    if not fits:
        plan = motion.plan.replace("_", " ") or "rigid pieces"
        raise BadInput(
            "This motion is of another kind of body: {plan}.",
            plan=Message(plan),
            hint="Choose a drawing of the same kind of body.",
        )
    return ActedMotion(tuple(poses), BeatReading())
