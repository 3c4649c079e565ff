# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A copy of a take with all that the artist has changed in it: object, controls and actions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import bpy
import numpy as np

from ..host_state import scene_of, view_layer_of
from . import empties
from .empties import Binding
from .scene_takes import SceneTake, all_takes
from .shared_drawings import count_users

if TYPE_CHECKING:
    from bpy.types import Object

    from ..host_types import GreasePencilObject

#: What `empties.bind` changes of an Empty, apart from its parent.
PLACE = ("location", "rotation_euler", "scale", "delta_location", "delta_rotation_euler")


def copy_take(take: SceneTake) -> tuple[GreasePencilObject, dict[str, Object]]:
    """Copy the object of a take and its controls; return the copies, those of controls by name.

    The copies are in the same collections, and still have the properties of the take itself.
    """
    actions: dict[str, Any] = {}  # copies by the names of the originals: armatures share one
    copies: dict[str, Object] = {
        control.name: _copied(control, actions) for control in take.controls
    }
    result: GreasePencilObject = take.object.copy()
    result.data = take.object.data.copy()
    for animated in (result, result.data):
        _own_action(animated, actions)
    _link_beside(result, take.object)
    count_users(result)
    for name, copy in copies.items():
        _link_beside(copy, bpy.data.objects[name])
    _follow_copies(result, take, copies)
    for copy in (result, *copies.values()):
        if copy.parent is not None:
            parent = result if copy.parent == take.object else copies.get(copy.parent.name)
            if parent is not None:
                inverse = copy.matrix_parent_inverse.copy()
                copy.parent = parent
                copy.matrix_parent_inverse = inverse
    return result, copies


def own_controls(take: SceneTake) -> None:
    """Give a take controls of its own where a duplicate follows the same ones."""
    others = [other for other in all_takes() if other.job == take.job and other != take]
    used = {control for other in others for control in other.controls}
    actions: dict[str, Any] = {}
    copies = {item.name: _copied(item, actions) for item in take.controls if item in used}
    for name, copy in copies.items():
        _link_beside(copy, bpy.data.objects[name])
    if copies:
        _follow_copies(take.object, take, copies)
    for copy in copies.values():
        if copy.parent is not None and copy.parent.name in copies:
            inverse = copy.matrix_parent_inverse.copy()
            copy.parent = copies[copy.parent.name]
            copy.matrix_parent_inverse = inverse


def _copied(item: Object, actions: dict[str, Any]) -> Object:
    copy = item.copy()
    if item.data is not None:
        copy.data = item.data.copy()
    _own_action(copy, actions)
    return copy


def _own_action(item: Any, actions: dict[str, Any]) -> None:
    animation = item.animation_data
    if animation is not None and animation.action is not None:
        slot = animation.action_slot.identifier if animation.action_slot is not None else ""
        name = animation.action.name
        if name not in actions:
            actions[name] = animation.action.copy()
        animation.action = actions[name]
        if slot in animation.action.slots:
            animation.action_slot = animation.action.slots[slot]


def _link_beside(copy: Object, item: Object) -> None:
    collections: Any = item.users_collection
    for collection in collections:
        collection.objects.link(copy)


def _follow_copies(result: GreasePencilObject, take: SceneTake, copies: dict[str, Object]) -> None:
    """Let layers and modifiers of the copied object follow the copies of the controls.

    Blender computes the parent inverse of a layer itself, so the layers are bound as those of a
    new result are.
    """
    for modifier in result.modifiers:
        follows = getattr(modifier, "object", None)
        if follows is not None and follows.name in copies:
            modifier.object = copies[follows.name]  # type: ignore[attr-defined]
    bindings: list[Binding] = []
    for layer in result.data.layers:
        copy = copies.get(layer.parent.name) if layer.parent is not None else None
        if copy is not None and not layer.parent_bone:
            inverse = np.array(layer.matrix_parent_inverse, np.float64)
            bindings.append(Binding(layer, copy, np.eye(4), inverse))
    _bind(bindings)


def _bind(bindings: list[Binding]) -> None:
    """Bind layers to Empties that have a place and an action already, and keep those."""
    bound = {binding.empty.name: binding.empty for binding in bindings}.values()
    kept: list[tuple[Object, Any, tuple[Any, ...], list[Any]]] = []
    for empty in bound:
        action = _take_action(empty)
        places = [getattr(empty, name).copy() for name in PLACE]
        parent = (empty.parent, empty.parent_type, empty.parent_bone)
        kept.append((empty, action, (*parent, empty.matrix_parent_inverse.copy()), places))
        for name in PLACE:
            setattr(empty, name, (1.0, 1.0, 1.0) if name == "scale" else (0.0, 0.0, 0.0))
        empty.parent_type = "OBJECT"
    collections = {empty.name: list(empty.users_collection) for empty in bound}
    for empty in bound:
        for collection in collections[empty.name]:
            collection.objects.unlink(empty)
    context = bpy.context
    empties.bind(bindings, scene_of(context), view_layer_of(context))
    for empty, action, (parent, kind, bone, inverse), places in kept:
        for collection in collections[empty.name]:
            collection.objects.link(empty)
        empty.parent, empty.parent_type, empty.parent_bone = parent, kind, bone
        empty.matrix_parent_inverse = inverse
        for name, place in zip(PLACE, places, strict=True):
            setattr(empty, name, place)
        _give_action(empty, action)


def _take_action(item: Object) -> Any:
    """Detach the action of an object; return it with its slot, None where there is none."""
    animation = item.animation_data
    if animation is None or animation.action is None:
        return None
    action, slot = animation.action, animation.action_slot
    animation.action = None
    return action, slot.identifier if slot is not None else ""


def _give_action(item: Object, taken: Any) -> None:
    if taken is not None:
        action, slot = taken
        animation = item.animation_data
        assert animation is not None
        animation.action = action
        if slot in action.slots:
            animation.action_slot = action.slots[slot]
