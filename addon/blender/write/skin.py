# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Vertex groups and modifiers by which armatures carry a result's strokes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ...contract.animation import Animation
from ..capture.capture_map import CapturedLayer
from ..grease_pencil import attributes
from ..grease_pencil.layer_split import short_name
from .result_layers import ResultLayer
from .scene_rig import SceneArmature, bone_weights

if TYPE_CHECKING:
    from bpy.types import GreasePencilDrawing, Object

    from ..host_types import GreasePencilObject

STROKES = "sketch_motion_bones"  # attribute of strokes: 1 + the number of their armature
KIND = "GREASE_PENCIL_ARMATURE"


def add_modifier(
    result: GreasePencilObject, item: Object, made: SceneArmature, place: int, *, alone: bool
) -> None:
    """Let an armature carry strokes, before the artist's own modifiers.

    place: among the modifiers. alone: no other armature carries the result; else a vertex group
    keeps those apart whose bones have the same names.
    """
    modifiers: Any = result.modifiers
    modifier = modifiers.new(short_name(made.name, "bones"), KIND)
    modifier.object = item
    modifier.use_vertex_groups, modifier.use_bone_envelopes = True, False
    modifier.use_deform_preserve_volume = made.volume
    if not alone:  # Blender takes only the name of a group that is there
        groups: Any = result.vertex_groups
        modifier.vertex_group_name = groups.new(name=short_name(made.name, "strokes")).name
    modifiers.move(len(modifiers) - 1, place)


def add_weights(
    result: GreasePencilObject,
    layer: ResultLayer,
    part: CapturedLayer,
    animation: Animation,
    armatures: Sequence[SceneArmature],
) -> None:
    """Write the weights of a layer's drawing at rest; the modifiers have to be there.

    armatures: in the order of their modifiers, which are the first ones.
    """
    strokes, _, _ = part.layout.neighbours
    owners = np.zeros(len(part.layout.strokes), np.int64)
    is_member = np.zeros(len(part.layout.strokes), np.bool_)
    is_member[layer.piece.strokes] = True
    rows = part.layout.points[is_member[strokes]]
    captured = np.flatnonzero(rows >= 0)
    at_rest: Any = layer.layer.get_frame_at(part.key)
    groups: Any = result.vertex_groups
    modifiers: Any = result.modifiers
    for number, made in enumerate(armatures):
        found = bone_weights(animation, made, rows[captured] + part.first_point)
        everything = np.zeros(len(captured))
        for name, (chosen, weights) in found.items():
            everything[chosen] += weights
            assign(groups, at_rest.drawing, name, captured[chosen], weights)
        inside = np.flatnonzero(everything > 0.0)
        owners[strokes[is_member[strokes]][captured[inside]]] = number + 1
        members = modifiers[number].vertex_group_name
        if members and len(inside):
            assign(groups, at_rest.drawing, members, captured[inside], np.ones(len(inside)))
    own = owners[layer.piece.strokes]
    attributes.write(at_rest.drawing, STROKES, "INT", "CURVE", own)


def armatures_of_strokes(drawing: GreasePencilDrawing) -> NDArray[np.int64]:
    """Return the number of the armature [strokes] that carries each stroke; -1 for none."""
    values = attributes.read_or(drawing, STROKES, 0, len(drawing.strokes))
    return values.astype(np.int64) - 1


def remove(result: GreasePencilObject, items: Collection[Object]) -> None:
    """Take armatures off a result: their modifiers, and the vertex groups of their bones."""
    modifiers: Any = result.modifiers
    groups: Any = result.vertex_groups
    names = {bone.name for item in items for bone in _bones(item)}
    for modifier in [each for each in modifiers if each.type == KIND and each.object in items]:
        names.add(modifier.vertex_group_name)
        modifiers.remove(modifier)
    for group in [group for group in groups if group.name in names]:
        groups.remove(group)


def _bones(item: Object) -> Any:
    data: Any = item.data
    return data.bones


def assign_members(
    result: GreasePencilObject, drawing: Any, number: int, points: NDArray[np.int64]
) -> None:
    """Put points into the group of the strokes that an armature carries, where it has one."""
    modifiers: Any = result.modifiers
    own = [each for each in modifiers if each.type == KIND]
    name = own[number].vertex_group_name if number < len(own) else ""
    if name and len(points):
        assign(result.vertex_groups, drawing, name, points, np.ones(len(points)))


def assign(groups: Any, drawing: Any, name: str, points: Any, weights: Any) -> None:
    """Give points of a drawing their weights in a vertex group, which is made if need be."""
    if name not in groups:
        groups.new(name=name)
    drawing.set_vertex_weights(
        vertex_group_name=name, indices=points.tolist(), weights=weights.tolist()
    )
