# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How a drawing's motion is steered: a line, an arrow, a distance, pins and something to reach for.

Kept with the drawn Blender object. Joints are pinned by their names, with spaces between them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import bpy

from .. import host_state

if TYPE_CHECKING:
    from bpy.types import Object

PROPERTY = "sketch_motion_steering"  # of an object
STEERS = "sketch_motion_steers"  # property of what steers a drawing: the drawing
LINES = ("CURVE", "CURVES")


def _is_line(settings: object, item: Object) -> bool:
    return item.type in LINES


def _is_empty(settings: object, item: Object) -> bool:
    return item.type == "EMPTY"


def _helper_changed(settings: SketchMotionSteering, context: object) -> None:
    """Note with all that steers a drawing which one it is."""
    drawing: Any = settings.id_data
    for item in helpers_of(drawing):
        helper: Any = item
        helper[STEERS] = drawing
    host_state.motion_changed(settings, context)


class SketchMotionSteering(bpy.types.PropertyGroup):
    """The steering of one drawing, as Blender stores it."""

    if TYPE_CHECKING:
        path_layer: str
        path_object: Object | None
        arrow: Object | None
        distance: float
        reach: Object | None
        pins: str
    else:
        path_layer: bpy.props.StringProperty(
            name="Path Layer",
            description="A layer of this drawing whose longest stroke is the way to go",
            update=host_state.motion_changed,
        )
        path_object: bpy.props.PointerProperty(
            name="Path Curve",
            description="A curve that is the way to go",
            type=bpy.types.Object,
            poll=_is_line,
            update=_helper_changed,
        )
        arrow: bpy.props.PointerProperty(
            name="Arrow",
            description="An Empty that points the way to go, where there is no path",
            type=bpy.types.Object,
            poll=_is_empty,
            update=_helper_changed,
        )
        distance: bpy.props.FloatProperty(
            name="Distance",
            description="How far to go; 0 goes the whole path, or as far as the sentence says",
            min=0.0,
            subtype="DISTANCE",
            update=host_state.motion_changed,
        )
        reach: bpy.props.PointerProperty(
            name="Reach For",
            description="An Empty that the nearest hand reaches for",
            type=bpy.types.Object,
            poll=_is_empty,
            update=_helper_changed,
        )
        pins: bpy.props.StringProperty(options={"HIDDEN"}, update=host_state.motion_changed)


def steering_of(source: Any) -> SketchMotionSteering:
    """Return the steering of a drawn object."""
    return cast(SketchMotionSteering, getattr(source, PROPERTY))


def path_layer_of(source: Any) -> str:
    """Return the layer of a drawing that holds the way to go; "" for none."""
    settings = getattr(source, PROPERTY, None)
    return str(settings.path_layer) if settings is not None else ""


def helpers_of(source: Any) -> list[Object]:
    """Return the objects that steer a drawing."""
    settings = steering_of(source)
    found = (settings.path_object, settings.arrow, settings.reach)
    return [item for item in found if item is not None]


def pins_of(source: Any) -> tuple[str, ...]:
    """Return the names of the joints that are pinned."""
    return tuple(steering_of(source).pins.split())


def pin(source: Any, joint: str, *, is_on: bool) -> None:
    """Pin a joint, or let it go."""
    kept = [name for name in pins_of(source) if name != joint]
    steering_of(source).pins = " ".join([*kept, joint] if is_on else kept)


def register() -> None:
    props: Any = bpy.props  # the stubs say that these functions return nothing
    setattr(bpy.types.Object, PROPERTY, props.PointerProperty(type=SketchMotionSteering))


def unregister() -> None:
    delattr(bpy.types.Object, PROPERTY)


CLASSES = (SketchMotionSteering,)
