# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pose that a take's armatures show in a frame, as the engine names it.

It is what one sees: with keys that were moved, and with limbs that reach for targets.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ...contract.start_pose import StartPose
from .empties import part_of
from .kept_frame import kept_frame

if TYPE_CHECKING:
    from bpy.types import Object, Scene

JOINT = "sketch_motion_joint"  # property of a bone: the joint of the rig that it begins at
UNIT = "sketch_motion_unit"  # property of an armature: the scene's length of a canvas pixel
LONG_SIDE = "sketch_motion_size"  # property of an armature: the long side of what it carries, in it
SAME_SIZE = 1e-3  # by so much a bone's size may differ from 1 for it to count as not stretched


@dataclass(frozen=True)
class BoneFrame:
    """Where an armature's bones are in a frame.

    Attributes:
        turns: of joints by name, radians, clockwise on the screen.
        root: how far the first joint is from its place at rest, canvas pixels.
    """

    turns: dict[str, float]
    root: tuple[float, float]


def poses_at(controls: Sequence[Object], scene: Scene, frame: int) -> dict[str, StartPose]:
    """Return the poses that armatures show in a frame, by the object that they move.

    A pose of the current frame counts as it is seen, also where it has no keys yet. Armatures that
    are stretched there, or of a version that didn't note joints, are left out.
    """
    items: list[Any] = list(controls)
    rigs = [item for item in items if item.type == "ARMATURE" and UNIT in item]
    shown = _frames_of(rigs) if frame == scene.frame_current else None
    with kept_frame(scene):
        scene.frame_set(frame - 1)
        before = _frames_of(rigs)
        scene.frame_set(frame)
        keyed = _frames_of(rigs)
    return {
        name: StartPose(
            root=one.root,
            root_speed=_difference(keyed[name].root, before[name].root),
            turns={
                joint: (turn, _turned(joint, before[name], keyed[name]))
                for joint, turn in one.turns.items()
            },
        )
        for name, one in (keyed if shown is None else shown).items()
        if name in before and name in keyed
    }


def _frames_of(rigs: Sequence[Any]) -> dict[str, BoneFrame]:
    """Return where armatures are in the current frame, by the object that they move."""
    found = {part_of(rig): frame_of(rig) for rig in rigs}
    return {name: one for name, one in found.items() if one is not None}


def _turned(joint: str, before: BoneFrame, keyed: BoneFrame) -> float:
    """Return how far a joint turns from a frame to the next."""
    turn = keyed.turns.get(joint, 0.0)
    return turn - before.turns.get(joint, turn)


def joint_bones(rig: Any) -> dict[str, str]:
    """Return the names of an armature's bones by the joints that they begin at."""
    return {str(bone[JOINT]): bone.name for bone in rig.data.bones if JOINT in bone}


def frame_of(rig: Any) -> BoneFrame | None:
    """Return where an armature's bones are in the current frame; None where one is stretched."""
    turns: dict[str, float] = {}
    root: tuple[float, float] | None = None
    for bone in rig.pose.bones:
        if JOINT not in bone.bone:
            continue
        size = bone.matrix.to_scale()
        if any(abs(value - 1.0) > SAME_SIZE for value in size):
            return None
        turns[str(bone.bone[JOINT])] = -_turn(bone)
        if root is None:
            away = np.array(bone.head - bone.bone.head_local) / float(rig[UNIT])
            root = (float(away[0]), -float(away[1]))
    return BoneFrame(turns, root) if root is not None else None


def _turn(bone: Any) -> float:
    """Return how far a bone has turned in all, about Z, in radians.

    It is read from where the bone points, and the number of rounds from its channels.
    """
    rest, now = bone.bone.matrix_local.to_3x3().col[1], bone.matrix.to_3x3().col[1]
    angle = math.atan2(rest.x * now.y - rest.y * now.x, rest.x * now.x + rest.y * now.y)
    keyed = 0.0
    above = bone
    while above is not None:
        keyed += float(above.rotation_euler[2])
        above = above.parent if above.bone.use_inherit_rotation else None
    return angle + 2.0 * math.pi * round((keyed - angle) / (2.0 * math.pi))


def _difference(one: tuple[float, float], other: tuple[float, float]) -> tuple[float, float]:
    return one[0] - other[0], one[1] - other[1]
