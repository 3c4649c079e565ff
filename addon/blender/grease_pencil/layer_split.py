# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One layer of the result made into several: its masks, filters and F-curves are kept working.

Everything here works on the result's own copy of the data, whose object has to be the active one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import bpy

from . import versions

if TYPE_CHECKING:
    from bpy.types import (
        ActionChannelbag,
        FCurve,
        GreasePencil,
        GreasePencilLayer,
        GreasePencilLayerGroup,
    )

    from ..host_types import GreasePencilObject

NAME_LENGTH = 60  # bytes that Blender keeps of a layer's name, less room for ".001"


def duplicates(layer: GreasePencilLayer, count: int) -> list[GreasePencilLayer]:
    """Duplicate a layer with all it holds; return the copies from right above it upwards."""
    data: Any = layer.id_data
    layers = data.layers
    copies: list[GreasePencilLayer] = []
    for _ in range(count):
        layers.active = layer
        bpy.ops.grease_pencil.layer_duplicate(empty_keyframes=False)
        copies.append(layers.active)
    return copies[::-1]


def short_name(*words: str) -> str:
    """Join words into a name, shortened so that Blender doesn't cut it off."""
    text = " ".join(words).encode()[:NAME_LENGTH]
    return text.decode(errors="ignore")


def with_suffix(name: str, suffix: str) -> str:
    """Return a layer's name with an end that stays whole: the name before it is shortened."""
    room = NAME_LENGTH - len(suffix.encode())
    return name.encode()[:room].decode(errors="ignore") + suffix


def extend_masks(data: GreasePencil, parts: Mapping[str, Sequence[GreasePencilLayer]]) -> None:
    """Make all parts of a split layer masks of the layers that the whole layer was a mask of.

    `parts`: the name of a split layer -> the layers that now hold its strokes.
    """
    for layer in data.layers:
        before = [(mask.name, mask.invert, mask.hide) for mask in layer.mask_layers]
        names = {name for name, _, _ in before}
        for name, invert, hide in before:
            for part in parts.get(name, ()):
                if part.name in names or part == layer:
                    continue
                mask = versions.add_mask(layer, part)
                if mask is not None:
                    mask.invert, mask.hide = invert, hide
                    names.add(part.name)


def extend_filters(
    result: GreasePencilObject, parts: Mapping[str, Sequence[GreasePencilLayer]]
) -> None:
    """Let a modifier that was limited to a split layer work on a group of all its parts.

    `parts`: the name of a split layer -> the layers that now hold its strokes.
    """
    groups: dict[str, str] = {}
    modifiers: Any = result.modifiers
    for modifier in modifiers:
        name = getattr(modifier, "tree_node_filter", "")
        if not name or getattr(modifier, "use_layer_group_filter", True) or name not in parts:
            continue
        if name not in groups:
            groups[name] = _group(result.data, short_name(name, "parts"), parts[name]).name
        modifier.use_layer_group_filter = True
        modifier.tree_node_filter = groups[name]


def _group(
    data: GreasePencil, name: str, layers: Sequence[GreasePencilLayer]
) -> GreasePencilLayerGroup:
    """Put neighbouring layers into a new group, without changing what is drawn over what."""
    above, node = 0, layers[-1].next_node
    while node is not None:
        above, node = above + 1, node.next_node
    group = data.layer_groups.new(name, parent_group=layers[0].parent_group)
    for _ in range(above):  # Blender puts a new group on top
        data.layer_groups.move(group, "DOWN")
    for layer in layers:
        data.layers.move_to_layer_group(layer, group)
    return group


def extend_curves(data: GreasePencil, parts: Mapping[str, Sequence[GreasePencilLayer]]) -> None:
    """Copy the F-curves of a split layer (opacity, transform) to all its parts.

    `parts`: the name of a split layer -> the layers that now hold its strokes.
    """
    bag = versions.own_curves(data)
    if bag is None:
        return
    for name, layers in parts.items():
        prefix = f'layers["{bpy.utils.escape_identifier(name)}"].'
        for curve in [c for c in bag.fcurves if c.data_path.startswith(prefix)]:
            for layer in layers:
                if layer.name != name:
                    escaped = bpy.utils.escape_identifier(layer.name)
                    path = f'layers["{escaped}"].{curve.data_path[len(prefix) :]}'
                    _copy_curve(bag, curve, path)


def _copy_curve(bag: ActionChannelbag, curve: FCurve, path: str) -> None:
    left = bag.fcurves.find(path, index=curve.array_index)
    if left is not None:  # of a layer of that name that was removed: Blender keeps them
        bag.fcurves.remove(left)
    copy = bag.fcurves.new(path, index=curve.array_index)
    count = len(curve.keyframe_points)
    copy.keyframe_points.add(count)
    for name, width in (("co", 2), ("handle_left", 2), ("handle_right", 2)):
        values = [0.0] * (width * count)
        curve.keyframe_points.foreach_get(name, values)
        copy.keyframe_points.foreach_set(name, values)
    for name in ("interpolation", "easing", "handle_left_type", "handle_right_type"):
        kinds = [0] * count
        curve.keyframe_points.foreach_get(name, kinds)
        copy.keyframe_points.foreach_set(name, kinds)
    copy.extrapolation = curve.extrapolation
    copy.update()
