# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Removing the motion of one object of a take: its strokes stand still, the others go on moving."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import bpy

from ...contract.errors import BadInput
from ..grease_pencil import versions
from . import scene_takes, take_keys
from .empties import part_of
from .scene_takes import PARTS, SceneTake

if TYPE_CHECKING:
    from bpy.types import GreasePencilLayer, Object


def remove_motion(take: SceneTake, part: str) -> None:
    """Let the object `part` of a take stand still, as it is drawn in the take's first frame.

    Its control goes, with its keys, and so do its generated drawings. A take without any other
    object is deleted. Raises BadInput where the take has no such object.
    """
    if part not in take.parts or not versions.is_grease_pencil(take.object):
        raise BadInput("There is no object {name!r} in this take.", name=part)
    others = [name for name in take.parts if name != part]
    if not others:
        scene_takes.delete(take)
        return
    controls = [control for control in take.controls if part_of(control) == part]
    start = take_keys.places(take).whole.start
    owners = take_keys.owners(take)
    stays: set[str] = set()  # controls that carry a layer which followed something before
    for layer in take.object.data.layers:
        if owners.get(layer.name) == part:
            _still(layer, start)
            if layer.parent is not None and _follows(layer, take):
                stays.add(layer.parent.name)
            elif layer.parent in controls:
                layer.parent = None
    for control in controls:
        _remove_control(control, start, keep=control.name in stays)
    take.object[PARTS] = json.dumps(others)
    take_keys.note(take, take_keys.places(take), edited=True)
    take.object.data.update_tag()


def _still(layer: GreasePencilLayer, start: int) -> None:
    """Remove the generated drawings of a layer, but for the one that it shows at `start`."""
    shown: Any = layer.get_frame_at(start)
    kept = shown.frame_number if shown is not None else None
    for frame in take_keys.drawn_frames(layer):
        if round(frame) != kept:
            layer.frames.remove(round(frame))


def _follows(layer: GreasePencilLayer, take: SceneTake) -> bool:
    """Return whether the layer of the original that this one was made of follows an object."""
    source = take.source
    if not versions.is_grease_pencil(source):
        return False
    return any(
        original.parent is not None
        for original in source.data.layers
        if layer.name == original.name or layer.name.startswith(f"{original.name} ")
    )


def _remove_control(control: Object, start: int, *, keep: bool) -> None:
    """Remove a control with its keys; with `keep` it only stands still where it is at `start`."""
    bag = versions.own_curves(control)
    for curve in bag.fcurves if bag is not None and keep else ():
        values: Any = getattr(control, curve.data_path, None)
        if values is not None:
            values[curve.array_index] = curve.evaluate(start)
    animation = control.animation_data
    action = animation.action if animation is not None else None
    if keep:
        control.animation_data_clear()
        del control[scene_takes.JOB]
    else:
        bpy.data.objects.remove(control)
    if action is not None and action.users == 0:
        bpy.data.actions.remove(action)
