# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Grease Pencil objects for the tests, and Blender's own reading of where their points are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import bpy
import numpy as np
from numpy.typing import NDArray

from addon.blender.grease_pencil import attributes, versions
from addon.blender.objects import object_list, stroke_objects

Points = NDArray[np.float32]


def material(name: str, *, fill: tuple[float, ...] | None = None) -> Any:
    ink = bpy.data.materials.new(name)
    bpy.data.materials.create_gpencil_data(ink)
    ink.grease_pencil.color = (0.1, 0.2, 0.8, 1.0)
    if fill:
        ink.grease_pencil.show_fill = True
        ink.grease_pencil.fill_color = fill
    return ink


def pencil(name: str = "Sketch", materials: Sequence[Any] = ()) -> Any:
    data = versions.grease_pencils().new(name)
    item = bpy.data.objects.new(name, data)
    bpy.context.scene.collection.objects.link(item)
    for ink in materials or [material("Ink")]:
        data.materials.append(ink)
    bpy.context.view_layer.objects.active = item
    return item


def draw(layer: Any, frame: int, strokes: Sequence[Points], *, rich: bool = True) -> Any:
    """Add a key with these polylines; `rich`: with all attributes of a real stroke, and more."""
    drawing = layer.frames.new(frame).drawing
    drawing.add_strokes([len(stroke) for stroke in strokes])
    points = np.concatenate(strokes).astype(np.float32)
    attributes.write(drawing, "position", "FLOAT_VECTOR", "POINT", points)
    if rich:
        n, s = len(points), len(strokes)
        for name, low in (("radius", 0.02), ("opacity", 0.9), ("delta_time", 0.0), ("wobble", -1)):
            values = low + 0.001 * np.arange(n) / n
            attributes.write(drawing, name, "FLOAT", "POINT", values)
        attributes.write(drawing, "init_time", "FLOAT", "CURVE", 5.0 + np.arange(s))
        attributes.write(drawing, "cyclic", "BOOLEAN", "CURVE", np.arange(s) % 3 == 2)
        attributes.write(drawing, "material_index", "INT", "CURVE", np.zeros(s))
        attributes.write(drawing, "identity", "INT", "CURVE", 100 + np.arange(s))
        color = np.tile([0.2, 0.4, 0.6, 0.3], (n, 1))
        attributes.write(drawing, "vertex_color", "FLOAT_COLOR", "POINT", color)
    drawing.tag_positions_changed()
    return drawing


def two_lines() -> Any:
    """Add an object that isn't at the world's origin, with two lines on its one layer."""
    item = pencil()
    item.location = (3, 1, -2)
    layer = item.data.layers.new("Lines")
    draw(layer, 1, [wavy(0), wavy(1, at=(0, 1))], rich=False)
    bpy.context.view_layer.update()
    return item


def wavy(
    seed: int, count: int = 12, *, at: tuple[float, float] = (0, 0), bump: float = 0
) -> Points:
    """Return a stroke in the front plane (XZ); `bump` lifts it off that plane."""
    t = np.linspace(0, 1, count)
    x, z = at[0] + 2 * t, at[1] + 0.3 * np.sin(6 * t + seed)
    return np.stack([x, bump * np.cos(5 * t + seed), z], axis=1).astype(np.float32)


def snapshot(drawing: Any) -> dict[str, bytes]:
    """Return every attribute of a drawing, bit for bit."""
    found = {}
    for name in sorted(attribute.name for attribute in drawing.attributes):
        values = attributes.read(drawing, name)
        assert values is not None, name
        found[name] = values.tobytes()
    return found


def world_points(item: Any, layer: Any, *, name: str = "position") -> NDArray[np.float64]:
    """Return a layer's points in the world at the current frame, as Blender evaluates them."""
    graph = bpy.context.evaluated_depsgraph_get()
    seen = item.evaluated_get(graph)
    evaluated = seen.data.layers[layer.name]
    drawing = layer.get_frame_at(bpy.context.scene.frame_current).drawing
    points = attributes.read(drawing, name)
    assert points is not None
    local = np.array(evaluated.matrix_local, np.float64)
    if layer.parent is None:
        matrix = np.array(seen.matrix_world, np.float64) @ local
    else:
        parent = layer.parent.evaluated_get(graph)
        matrix = np.array(parent.matrix_world, np.float64)
        if layer.parent_bone:
            matrix = matrix @ np.array(parent.pose.bones[layer.parent_bone].matrix, np.float64)
        matrix = matrix @ np.array(layer.matrix_parent_inverse, np.float64) @ local
    return points.astype(np.float64) @ matrix[:3, :3].T + matrix[:3, 3]


def assign(item: Any, objects: Sequence[Sequence[int]], names: Sequence[str]) -> None:
    """Give the strokes of each layer's first drawing to objects: indices of names, -1 for none.

    The list has to be registered (fixture `object_lists`).
    """
    numbers = [object_list.add(item.data, name).number for name in names] + [0]
    for layer, owners in zip(item.data.layers, objects, strict=True):
        chosen = np.array([numbers[owner] for owner in owners])
        stroke_objects.write(layer.frames[0].drawing, chosen, np.zeros(len(chosen), np.bool_))
