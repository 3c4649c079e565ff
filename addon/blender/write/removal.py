# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Removing results from the file, with all that was made for them and that nobody else uses.

What is made for a result notes it: a property tells our materials and pictures from the artist's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import bpy

from . import bone_shapes

if TYPE_CHECKING:
    from bpy.types import Object

MADE = "sketch_motion_made"  # of a material: the linear colour that it was given; else 1
SAME = 1e-4  # a colour that differs less is as it was given


def note_made(item: Any) -> None:
    """Note with a new material or image that it was made for a result, and how it looks."""
    style = getattr(item, "grease_pencil", None)
    item[MADE] = list(style.fill_color[:3]) if style is not None else 1


def remove(result: Object, controls: Sequence[Object]) -> None:
    """Remove objects from the file, with their data and actions."""
    for item in (result, *controls):  # controls last: layers follow them
        remove_object(item)


def remove_object(item: Any) -> None:
    """Remove an object from the file, with what only it uses: its data, actions, and our own."""
    data, animation = item.data, item.animation_data
    actions = [animation.action] if animation and animation.action else []
    if data is not None and data.animation_data and data.animation_data.action:
        actions.append(data.animation_data.action)
    made = [*_made_for(item)]
    bpy.data.objects.remove(item)
    if data is not None and data.users == 0:
        bpy.data.batch_remove([data])
    bpy.data.batch_remove([action for action in set(actions) if action.users == 0])
    for each in dict.fromkeys(made):  # in this order: materials use pictures
        if each.users == 0:
            _remove_made(each)


def _made_for(item: Any) -> Iterator[Any]:
    """Yield what an object uses that was made for results: materials, pictures, shapes of bones."""
    for material in getattr(item.data, "materials", ()):
        if material is not None and MADE in material and _is_as_made(material):
            yield material
            tree = material.node_tree
            pictures = [getattr(node, "image", None) for node in tree.nodes] if tree else []
            yield from (image for image in pictures if image is not None and MADE in image)
    for bone in item.pose.bones if item.pose is not None else ():
        shape = bone.custom_shape
        if shape is not None and bone_shapes.is_ours(shape):
            yield shape


def _is_as_made(material: Any) -> bool:
    """Return whether a material has the colour that it was given: else the artist chose it."""
    style, made = material.grease_pencil, material[MADE]
    if style is None or isinstance(made, int):
        return True
    pairs = zip(style.fill_color[:3], made, strict=True)
    return bool(max(abs(now - then) for now, then in pairs) <= SAME)


def _remove_made(item: Any) -> None:
    """Remove what nobody uses, and what only it has used."""
    tree = getattr(item, "node_tree", None)
    animation = tree.animation_data if tree is not None else None
    data = item.data if isinstance(item, bpy.types.Object) else None
    own = [animation.action if animation is not None else None, data]
    bpy.data.batch_remove([item])
    bpy.data.batch_remove([each for each in own if each is not None and each.users == 0])
