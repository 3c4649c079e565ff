# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is active once something else is shown: nobody shall draw on what is hidden for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import bpy

from ..host_state import view_layer_of
from .originals import is_made_from, source_name_of

if TYPE_CHECKING:
    from bpy.types import Object, ViewLayer


def hand_over(item: Object, source: Object | None) -> None:
    """Make what is shown now the active object, where the active one is hidden for it.

    item: the result that is shown, or the original. source: the original. The active object is
    left alone where it is neither the original nor one of its results and controls. A painting mode
    stays where `item` can have it: strokes can be painted on, a plane can't. Edit Mode ends:
    Blender crashes when it undoes a step from the Edit Mode of one object into that of another.

    In scenes and view layers that aren't on the screen no mode can be left: there `item` is active,
    or nothing where it isn't part of them.
    """
    here = view_layer_of(bpy.context)
    if here.objects.get(item.name) == item:
        _hand_over_here(item, source, here)
    for scene in bpy.data.scenes:
        for view_layer in scene.view_layers:
            active = view_layer.objects.active
            if source is None or active is None or active == item:
                continue
            if active == source or is_made_from(active, source):
                if view_layer == here:
                    _leave_mode(active)
                _hand_over_there(active, item, view_layer)


def _hand_over_here(item: Object, source: Object | None, view_layer: ViewLayer) -> None:
    active = view_layer.objects.active
    if active is None or active == item or not _gives_way(active, item, source):
        if source is not None and _is_selected(source, view_layer):
            source.select_set(False, view_layer=view_layer)
            item.select_set(True, view_layer=view_layer)
        return
    mode = active.mode
    _leave_mode(active)
    active.select_set(False, view_layer=view_layer)
    view_layer.objects.active = item
    item.select_set(True, view_layer=view_layer)
    can_have_it = item.type == active.type and not item.hide_viewport
    if mode not in ("OBJECT", "EDIT") and can_have_it:
        bpy.ops.object.mode_set(mode=mode)


def _leave_mode(active: Object) -> None:
    """Leave the mode of the active object on the screen, which may be hidden."""
    if active.mode == "OBJECT":
        return
    hidden = active.hide_viewport  # Blender can't leave a mode on a hidden object
    active.hide_viewport = False
    bpy.ops.object.mode_set(mode="OBJECT")
    active.hide_viewport = hidden


def _hand_over_there(active: Object, item: Object, view_layer: ViewLayer) -> None:
    active.select_set(False, view_layer=view_layer)
    is_there = view_layer.objects.get(item.name) == item
    view_layer.objects.active = item if is_there else None
    if is_there:
        item.select_set(True, view_layer=view_layer)


def _gives_way(active: Object, item: Object, source: Object | None) -> bool:
    """Return whether an object is the original of `item`, or was made from the same."""
    if source is None:
        return source_name_of(active) == source_name_of(item)
    return active == source or is_made_from(active, source)


def _is_selected(source: Object, view_layer: ViewLayer) -> bool:
    is_there = view_layer.objects.get(source.name) == source
    return is_there and source.select_get(view_layer=view_layer)
