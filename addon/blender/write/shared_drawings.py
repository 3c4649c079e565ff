# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keys that share a drawing, in a copy of an object.

Blender doesn't count again, in copied data, how many keys use a drawing: the first one of them that
is removed frees it, and the others show drawings of other keys. Duplicating a layer counts anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..grease_pencil import versions
from ..grease_pencil.layer_split import duplicates
from .active_object import ActiveObject

if TYPE_CHECKING:
    from bpy.types import GreasePencilLayer

    from ..host_types import GreasePencilObject


def count_users(item: GreasePencilObject) -> None:
    """Put right how many keys use each drawing of an object that was just copied."""
    data: Any = item.data
    names = [layer.name for layer in data.layers if _is_miscounted(layer)]
    if not names:
        return
    with ActiveObject(item):
        active = data.layers.active.name if data.layers.active else ""
        for name in names:
            _renew(data, name)
        if active:
            data.layers.active = data.layers[active]


def _sharing(layer: GreasePencilLayer) -> list[list[int]]:
    """Return the frames of the keys that share a drawing, for each such drawing."""
    found: dict[int, list[int]] = {}
    for key in layer.frames:
        if key.drawing is not None:
            found.setdefault(key.drawing.as_pointer(), []).append(key.frame_number)
    return [frames for frames in found.values() if len(frames) > 1]


def _is_miscounted(layer: GreasePencilLayer) -> bool:
    for frames in _sharing(layer):
        held: Any = layer.get_frame_at(frames[0])
        if held.drawing.user_count < len(frames):
            return True
    return False


def _renew(data: Any, name: str) -> None:
    """Replace a layer by a duplicate of it, whose keys share their drawings as before."""
    shared = _sharing(data.layers[name])
    masked = [
        (layer.name, mask.invert, mask.hide)
        for layer in data.layers
        for mask in layer.mask_layers
        if mask.name == name and layer.name != name
    ]
    copied = duplicates(data.layers[name], 1)[0].name
    data.layers.remove(data.layers[name])
    layer = data.layers[copied]
    layer.name = name
    for first, *others in shared:
        for frame in others:
            kind = layer.get_frame_at(frame).keyframe_type
            layer.frames.remove(frame)
            layer.frames.copy(first, frame, instance_drawing=True).keyframe_type = kind
    for other, invert, hide in masked:
        if name not in [mask.name for mask in data.layers[other].mask_layers]:
            mask = versions.add_mask(data.layers[other], layer)
            if mask is not None:
                mask.invert, mask.hide = invert, hide
