# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What differs between Blender 4.5 LTS, 5.0 and 5.2 LTS, and nowhere else."""

from __future__ import annotations

from typing import Any

import bpy

CONSTANT, LINEAR, BEZIER = 0, 1, 2  # Keyframe.interpolation, as integers for foreach_set
FREE = 0  # Keyframe.handle_left_type


#: From 5.1 on a stroke itself says whether it shows its line (`hide_stroke`) and which strokes are
#: one fill (`fill_id`, 0 for none); before, its material says both.
STROKES_KNOW_FILLS = bpy.app.version >= (5, 1, 0)


def grease_pencils() -> Any:
    """The collection of Grease Pencil data: in 4.5 `grease_pencils` still holds annotations."""
    data: Any = bpy.data
    if hasattr(data, "grease_pencils_v3"):
        return data.grease_pencils_v3
    return data.grease_pencils


def grease_pencil_type() -> Any:
    """The class of Grease Pencil data, to which properties are added."""
    types: Any = bpy.types
    return types.GreasePencilv3 if hasattr(types, "GreasePencilv3") else types.GreasePencil


def is_grease_pencil(item: Any) -> bool:
    return item is not None and item.type == "GREASEPENCIL"


def channelbag(item: Any, action_name: str) -> Any:
    """The bag of F-curves of one data-block in its (slotted) action, made where it is missing."""
    animation = item.animation_data_create()
    if animation.action is None:
        animation.action = bpy.data.actions.new(action_name)
    action = animation.action
    if animation.action_slot is None:
        animation.action_slot = action.slots.new(id_type=item.id_type, name=item.name)
    layer = action.layers[0] if action.layers else action.layers.new("Layer")
    strip = layer.strips[0] if layer.strips else layer.strips.new(type="KEYFRAME")
    return strip.channelbag(animation.action_slot, ensure=True)


def own_curves(item: Any) -> Any | None:
    """The bag of F-curves of a data-block that already has an action of its own, else None."""
    animation = item.animation_data
    if animation is None or animation.action is None or animation.action_slot is None:
        return None
    if not animation.action.layers or not animation.action.layers[0].strips:
        return None
    return animation.action.layers[0].strips[0].channelbag(animation.action_slot)


def add_mask(layer: Any, mask: Any) -> Any:
    """Makes `mask` a mask of `layer`; the layer's object must be the active one.

    Before 5.2 only an operator can do it, and that works on the active layer.
    """
    if hasattr(layer.mask_layers, "add"):
        layer.mask_layers.add(mask)
    else:
        layer.id_data.layers.active = layer
        bpy.ops.grease_pencil.layer_mask_add(name=mask.name)
    return layer.mask_layers.get(mask.name)


def node_tree(material: Any) -> Any:
    """The nodes of a material: from 5.0 on there always are some, before they are switched on."""
    if material.node_tree is None:
        material.use_nodes = True
    return material.node_tree


def strips(editor: Any) -> Any:
    """The strips of a sequence editor."""
    return editor.strips if hasattr(editor, "strips") else editor.sequences


def all_strips() -> list[Any]:
    """The strips of all scenes; not those inside of meta strips."""
    editors = (scene.sequence_editor for scene in bpy.data.scenes)
    return [strip for editor in editors if editor is not None for strip in strips(editor)]


def strip_range(strip: Any) -> tuple[int, int]:
    """The first frame that a strip shows, and the first one after it."""
    if hasattr(strip, "right_handle"):
        return int(strip.left_handle), int(strip.right_handle)
    return int(strip.frame_final_start), int(strip.frame_final_end)


def set_strip_end(strip: Any, frame: int) -> None:
    """Lets a strip end before a frame; beyond its pictures it shows the last one."""
    if hasattr(strip, "right_handle"):
        strip.right_handle = frame
    else:
        strip.frame_final_end = frame
