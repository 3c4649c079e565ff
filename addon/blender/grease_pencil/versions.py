# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What differs between Blender 4.5 LTS, 5.0 and 5.2 LTS, and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import bpy

if TYPE_CHECKING:
    from typing import TypeGuard

    from bpy.types import (
        ID,
        ActionChannelbag,
        GreasePencil,
        GreasePencilLayer,
        Material,
        NodeTree,
        Object,
        SequenceEditor,
        Strip,
    )

    from ..host_types import GreasePencilObject

CONSTANT, LINEAR, BEZIER = 0, 1, 2  # Keyframe.interpolation, as integers for foreach_set
FREE = 0  # Keyframe.handle_left_type


#: From 5.1 on, the stroke itself stores whether its line is shown (`hide_stroke`) and which strokes
#: form one fill (`fill_id`, 0 for none). Before, the material decides both.
STROKES_KNOW_FILLS = bpy.app.version >= (5, 1, 0)


def grease_pencils() -> Any:
    """Return the collection of Grease Pencil data.

    In 4.5 the name `grease_pencils` still stands for the collection of annotations.
    """
    data: Any = bpy.data
    if hasattr(data, "grease_pencils_v3"):
        return data.grease_pencils_v3
    return data.grease_pencils


def grease_pencil_type() -> type[GreasePencil]:
    """Return the class of Grease Pencil data, to which properties can be added."""
    types: Any = bpy.types
    kind: type[GreasePencil] = (
        types.GreasePencilv3 if hasattr(types, "GreasePencilv3") else types.GreasePencil
    )
    return kind


def is_grease_pencil(item: Object | None) -> TypeGuard[GreasePencilObject]:
    """Return whether there is an object and it is a Grease Pencil drawing."""
    return item is not None and item.type == "GREASEPENCIL"


def channelbag(item: Any, action_name: str) -> ActionChannelbag:
    """Return the F-curves of a data-block, with an action and a slot where they are missing."""
    animation = item.animation_data_create()
    if animation.action is None:
        animation.action = bpy.data.actions.new(action_name)
    action = animation.action
    if animation.action_slot is None:
        animation.action_slot = action.slots.new(id_type=item.id_type, name=item.name)
    layer = action.layers[0] if action.layers else action.layers.new("Layer")
    strip = layer.strips[0] if layer.strips else layer.strips.new(type="KEYFRAME")
    bag: ActionChannelbag = strip.channelbag(animation.action_slot, ensure=True)
    return bag


def own_curves(item: ID) -> ActionChannelbag | None:
    """Return the F-curves of a data-block's action, or None where it has no action."""
    animation: Any = getattr(item, "animation_data", None)
    if animation is None or animation.action is None or animation.action_slot is None:
        return None
    if not animation.action.layers or not animation.action.layers[0].strips:
        return None
    bag: ActionChannelbag | None = (
        animation.action.layers[0].strips[0].channelbag(animation.action_slot)
    )
    return bag


def add_mask(layer: GreasePencilLayer, mask: GreasePencilLayer) -> Any:
    """Make `mask` a mask of `layer` and return the entry, or None where Blender refused.

    The layer's object must be the active one: before 5.2 only an operator can add a mask, and it
    works on the active layer.
    """
    masks: Any = layer.mask_layers
    if hasattr(masks, "add"):
        masks.add(mask)
    else:
        data: Any = layer.id_data
        data.layers.active = layer
        bpy.ops.grease_pencil.layer_mask_add(name=mask.name)
    return masks.get(mask.name)


def node_tree(material: Material) -> NodeTree:
    """Return the nodes of a material, after switching them on: before 5.0 they can be off."""
    if material.node_tree is None:
        material.use_nodes = True
    tree = material.node_tree
    assert tree is not None
    return tree


def strips(editor: SequenceEditor) -> Any:
    """Return the strips of a sequence editor."""
    both: Any = editor
    return both.strips if hasattr(both, "strips") else both.sequences


def all_strips() -> list[Strip]:
    """Return the strips of all scenes, without those inside of meta strips."""
    editors = (scene.sequence_editor for scene in bpy.data.scenes)
    return [strip for editor in editors if editor is not None for strip in strips(editor)]


def strip_range(strip: Strip) -> tuple[int, int]:
    """Return the first frame that a strip shows, and the first frame after it."""
    both: Any = strip
    if hasattr(both, "right_handle"):
        return int(both.left_handle), int(both.right_handle)
    return int(both.frame_final_start), int(both.frame_final_end)


def set_strip_end(strip: Strip, frame: int) -> None:
    """Let a strip end before a frame; after its pictures have run out it holds the last one."""
    if hasattr(strip, "right_handle"):
        strip.right_handle = frame
    else:
        strip.frame_final_end = frame
