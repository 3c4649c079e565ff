# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Cutting a layer of the result in several, with masks, filters and F-curves kept alive.

Everything here works on the result's own copy of the data, whose object is the active one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import bpy

from . import versions

NAME_LENGTH = 60  # bytes that Blender keeps of a layer's name, less room for ".001"


def duplicates(layer: Any, count: int) -> list[Any]:
    """Copies of a layer with all it holds, in order from right above it upwards."""
    layers = layer.id_data.layers
    copies = []
    for _ in range(count):
        layers.active = layer
        bpy.ops.grease_pencil.layer_duplicate(empty_keyframes=False)
        copies.append(layers.active)
    return copies[::-1]


def short_name(*words: str) -> str:
    """Words as a name that Blender doesn't cut."""
    text = " ".join(words).encode()[:NAME_LENGTH]
    return text.decode(errors="ignore")


def extend_masks(data: Any, parts: Mapping[str, Sequence[Any]]) -> None:
    """Where a layer was a mask, all its parts are masks of the same kind.

    `parts`: the name that the masks know -> the layers that now hold its strokes.
    """
    for layer in data.layers:
        known = [(mask.name, mask.invert, mask.hide) for mask in layer.mask_layers]
        names = {name for name, _, _ in known}
        for name, invert, hide in known:
            for part in parts.get(name, ()):
                if part.name in names or part == layer:
                    continue
                mask = versions.add_mask(layer, part)
                if mask is not None:
                    mask.invert, mask.hide = invert, hide
                    names.add(part.name)


def extend_filters(result: Any, parts: Mapping[str, Sequence[Any]]) -> None:
    """Where a modifier works on one layer, it works on the group of all its parts."""
    groups: dict[str, str] = {}
    for modifier in result.modifiers:
        name = getattr(modifier, "tree_node_filter", "")
        if not name or getattr(modifier, "use_layer_group_filter", True) or name not in parts:
            continue
        if name not in groups:
            groups[name] = _group(result.data, short_name(name, "parts"), parts[name]).name
        modifier.use_layer_group_filter = True
        modifier.tree_node_filter = groups[name]


def _group(data: Any, name: str, layers: Sequence[Any]) -> Any:
    """A group of neighbouring layers at their own place: new ones begin on top of their parent."""
    above, node = 0, layers[-1].next_node
    while node is not None:
        above, node = above + 1, node.next_node
    group = data.layer_groups.new(name, parent_group=layers[0].parent_group)
    for _ in range(above):
        data.layer_groups.move(group, "DOWN")
    for layer in layers:
        data.layers.move_to_layer_group(layer, group)
    return group


def extend_curves(data: Any, parts: Mapping[str, Sequence[Any]]) -> None:
    """F-curves of a layer (opacity, transform) for all its parts."""
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


def _copy_curve(bag: Any, curve: Any, path: str) -> None:
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
