# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Taking hold of the bones of a take: Pose Mode with the armature active, and back again.

Bones are seen only while they are posed: over a drawing of lines they look like lines of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import bpy

from ..host_state import view_layer_of
from .armatures import put_away
from .scene_takes import SceneTake

if TYPE_CHECKING:
    from bpy.types import Context, Object

POSE = "POSE"


def is_posing(take: SceneTake, context: Context) -> bool:
    """Return whether an armature of a take is posed."""
    active: Any = context.object
    return active is not None and active.mode == POSE and active in take.controls


def take_hold(take: SceneTake, context: Context) -> None:
    """Pose the armature of a take that is active, else its first one.

    All of its bones are selected where none is, so that the timeline shows their keys.
    """
    rigs = _rigs_of(take)
    put_away(rigs, away=False)
    active = context.object
    rig = active if active in rigs else rigs[0]
    _make_active(rig, context)
    bpy.ops.object.mode_set(mode="POSE")
    if not any(bone.select for bone in _selectable(rig)):
        bpy.ops.pose.select_all(action="SELECT")


def leave(take: SceneTake, context: Context) -> None:
    """Go back to Object Mode with the drawing of a take active."""
    _make_active(take.object, context)
    put_away(_rigs_of(take), away=True)


def _rigs_of(take: SceneTake) -> list[Object]:
    return [item for item in take.controls if item.type == "ARMATURE"]


def _make_active(item: Object, context: Context) -> None:
    """Leave the mode that Blender is in, and select nothing but an object."""
    if context.object is not None and context.object.mode != "OBJECT":
        bpy.ops.object.mode_set(mode="OBJECT")
    for other in list(context.selected_objects or ()):
        other.select_set(False)
    item.select_set(True)
    view_layer_of(context).objects.active = item


def _selectable(rig: Any) -> Any:
    """Return what says of each bone whether it is selected: bones of the pose since 5.0."""
    bones = rig.pose.bones
    return bones if len(bones) and hasattr(bones[0], "select") else rig.data.bones
