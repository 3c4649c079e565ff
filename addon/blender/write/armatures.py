# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Armature objects of a result: bones that turn in the drawing's plane, and their keys.

All armatures of a result share one action, with a slot for each. A bone can only be moved in ways
that stay in the plane. A root bone at the ground carries the whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import bpy
import numpy as np
from mathutils import Matrix

from ...contract.armature import PLACE, SIZE
from ..grease_pencil.layer_split import short_name
from ..host_state import view_layer_of
from . import bone_shapes, ik_targets, key_curves
from .active_object import ActiveObject
from .bone_names import side_of
from .bone_poses import JOINT, LONG_SIDE, UNIT
from .fcurves import Channel, SceneTiming, write_curve
from .key_curves import Keys
from .scene_rig import ROOT, SceneArmature, SceneBone

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bpy.types import Object

SIDE_COLORS = {"L": "THEME04", "near": "THEME04", "R": "THEME01", "far": "THEME01"}
COLLECTIONS = {"L": "Left", "R": "Right", "near": "Near", "far": "Far"}


def new_armature(made: SceneArmature, parent: Object) -> Object:
    """Make the armature object, in the collections of `parent`."""
    data = bpy.data.armatures.new(short_name(made.name, "bones"))
    item = bpy.data.objects.new(short_name(made.name, "rig"), data)
    item.show_in_front = True
    data.display_type = "STICK"
    limbs = ik_targets.reaches(made.bones)
    with ActiveObject(item):
        bpy.ops.object.mode_set(mode="EDIT")
        _edit_bones(data, made)
        ik_targets.add_targets(data.edit_bones, limbs, made.bones)
        bpy.ops.object.mode_set(mode="OBJECT")
    collections: Any = parent.users_collection
    for collection in collections:
        collection.objects.link(item)
    item[UNIT], item[LONG_SIDE] = made.unit, made.size
    for bone in made.bones:
        data.bones[bone.name][JOINT] = bone.joint
    _sort(data, made)
    _restrict(item, made)
    ik_targets.add_constraints(item, limbs, made.bones)
    return item


def place(item: Object, made: SceneArmature, parent: Object, parent_world: Any) -> None:
    """Put an armature where its object is, as a child of `parent` at `parent_world` [4, 4]."""
    item.parent = parent
    item.matrix_parent_inverse = Matrix(np.linalg.inv(parent_world).tolist())
    item.delta_rotation_euler = Matrix(made.matrix[:3, :3].tolist()).to_euler("XYZ")
    item.location = made.matrix[:3, 3].tolist()


def put_away(rigs: Iterable[Object], *, away: bool) -> None:
    """Close or open the eye of armatures in the view layer; they move the drawing all the same."""
    layer = view_layer_of(bpy.context)
    layer.update()  # it doesn't list yet what was linked just now
    for rig in rigs:
        if rig.name in layer.objects:
            rig.hide_set(away)


def animate(item: Object, made: SceneArmature, timing: SceneTiming, action: Any) -> Any:
    """Key the bones; return the action, which is made where `action` is None.

    Channels at rest get no keys.
    """
    animation = item.animation_data_create()
    if action is None:
        action = bpy.data.actions.new(short_name(made.name, "motion"))
    animation.action = action
    animation.action_slot = action.slots.new(id_type="OBJECT", name=item.name)
    for axis, keys in enumerate(made.travel):
        _write(item, ROOT, "location", axis, keys, timing)
    for bone in made.bones:
        for axis, keys in enumerate(bone.location):
            _write(item, bone.name, "location", axis, keys, timing)
        _write(item, bone.name, "rotation_euler", 2, bone.turn, timing)
        _write(item, bone.name, "scale", 0, bone.across, timing)
        _write(item, bone.name, "scale", 1, bone.along, timing)
    item.update_tag()
    return action


def _write(item: Object, bone: str, what: str, index: int, keys: Keys, timing: SceneTiming) -> None:
    if key_curves.is_moving(keys):
        path = f'pose.bones["{bpy.utils.escape_identifier(bone)}"].{what}'
        channel = Channel(path, index, bone, turns=what == "rotation_euler")
        write_curve(item, "", channel, keys, timing, None)


def _edit_bones(data: Any, made: SceneArmature) -> None:
    root = data.edit_bones.new(ROOT)
    root.head = (*made.root.tolist(), 0.0)
    root.tail = (made.root[0], made.root[1] + 0.15 * made.size, 0.0)
    root.align_roll((0.0, 0.0, 1.0))
    root.use_deform = False
    bones: list[Any] = []
    for bone in made.bones:
        new = data.edit_bones.new(bone.name)
        new.head, new.tail = (*bone.head.tolist(), 0.0), (*bone.tail.tolist(), 0.0)
        new.align_roll((0.0, 0.0, 1.0))
        new.parent = root if bone.parent < 0 else bones[bone.parent]
        new.inherit_scale = "FULL" if bone.inherits == SIZE else "NONE"
        new.use_inherit_rotation = bone.inherits != PLACE
        bones.append(new)


def _sort(data: Any, made: SceneArmature) -> None:
    """Put the bones of each side on a collection and give them a color."""
    collections: dict[str, Any] = {}
    for name in [ROOT, *(bone.name for bone in made.bones)]:
        side = side_of(name)
        title = "Root" if name == ROOT else COLLECTIONS.get(side, "Body")
        if title not in collections:
            collections[title] = data.collections.new(title)
        collections[title].assign(data.bones[name])
        if side:
            data.bones[name].color.palette = SIDE_COLORS[side]


def _restrict(item: Object, made: SceneArmature) -> None:
    """Let bones turn, and stretch, only in the plane; give bones their shapes."""
    pose: Any = item.pose
    loose = {ROOT, *(bone.name for bone in made.bones if _travels(bone))}
    for bone in pose.bones:
        bone.rotation_mode = "XYZ"
        bone.lock_rotation = (True, True, False)
        bone.lock_scale = (False, False, True)
        bone.lock_location = (False, False, True) if bone.name in loose else (True, True, True)
    for moved in made.bones:
        bone_shapes.lay(pose.bones[moved.name], moved.tail - moved.head, moved.end - moved.head)
    pose.bones[ROOT].custom_shape = bone_shapes.shape("root")
    for bone in pose.bones:
        if "wheel" in bone.name:
            bone.custom_shape = bone_shapes.shape("wheel")


def _travels(bone: SceneBone) -> bool:
    return any(key_curves.is_moving(keys) for keys in bone.location)
