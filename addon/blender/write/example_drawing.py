# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An example drawing as a Grease Pencil object in the scene."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import bpy
import numpy as np

from ...client.examples import Example
from ..grease_pencil import attributes, versions
from ..grease_pencil.layer_split import short_name
from ..host_state import view_layer_of

if TYPE_CHECKING:
    from bpy.types import Material, Scene

    from ..host_types import GreasePencilObject

WIDTH = 4.0  # world units of the canvas
RADIUS = 0.016  # world units of a line
INK = "Ink"


def put_example(example: Example, name: str, scene: Scene) -> GreasePencilObject:
    """Draw an example at the 3D cursor, facing the front view; select it alone and return it.

    name: what the object is called. The drawing is keyed at the scene's current frame.
    """
    data: Any = versions.grease_pencils().new(short_name(name))
    item: Any = bpy.data.objects.new(short_name(name), data)
    scene.collection.objects.link(item)
    item.location = scene.cursor.location
    item.show_in_front = True  # also where the scene's first cube stands
    data.materials.append(_ink())
    layer = data.layers.new("Lines", set_active=True)
    drawing = layer.frames.new(scene.frame_current).drawing
    drawing.add_strokes([len(line.points) for line in example.lines])
    places = np.concatenate([np.array(line.points) for line in example.lines])
    width, height = example.size
    unit = WIDTH / width
    positions = np.zeros((len(places), 3), np.float32)
    positions[:, 0] = (places[:, 0] - width / 2) * unit
    positions[:, 2] = (height / 2 - places[:, 1]) * unit
    attributes.write(drawing, "position", "FLOAT_VECTOR", "POINT", positions)
    attributes.write(drawing, "radius", "FLOAT", "POINT", np.full(len(places), RADIUS))
    attributes.write(drawing, "opacity", "FLOAT", "POINT", np.ones(len(places)))
    closed = np.array([line.closed for line in example.lines])
    attributes.write(drawing, "cyclic", "BOOLEAN", "CURVE", closed)
    drawing.tag_positions_changed()
    data.update_tag()
    _select_alone(item)
    return cast("GreasePencilObject", item)


def _ink() -> Material:
    """Return a black material for lines, that of an earlier example where there is one."""
    for material in bpy.data.materials:
        if material.name == INK and material.grease_pencil is not None:
            return material
    made = bpy.data.materials.new(INK)
    bpy.data.materials.create_gpencil_data(made)
    style: Any = made.grease_pencil
    style.color = (0.02, 0.02, 0.02, 1.0)
    return made


def _select_alone(item: GreasePencilObject) -> None:
    view_layer = view_layer_of(bpy.context)
    active = view_layer.objects.active
    if active is not None and active.mode != "OBJECT":
        bpy.ops.object.mode_set(mode="OBJECT")
    others: Any = view_layer.objects
    for other in others:
        other.select_set(False, view_layer=view_layer)
    if view_layer.objects.get(item.name) is not None:
        view_layer.objects.active = item
        item.select_set(True, view_layer=view_layer)
