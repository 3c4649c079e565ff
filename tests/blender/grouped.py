# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Drawings whose strokes are put into objects by the buttons that a user presses."""

from __future__ import annotations

from typing import Any

import bpy

from addon.blender.objects import object_list, stroke_objects
from tests.blender import scenes


def drawn(name: str = "Sketch", strokes: int = 4, *, x: float = 0.0) -> Any:
    item = scenes.pencil(name)
    layer = item.data.layers.new("Lines")
    scenes.draw(layer, 1, [scenes.wavy(k, at=(x, k)) for k in range(strokes)], rich=False)
    item.select_set(True)
    return item


def numbers(item: Any, layer: int = 0) -> list[int]:
    drawing = item.data.layers[layer].frames[0].drawing
    return stroke_objects.read(drawing)[0].tolist()


def select(item: Any, *strokes: int) -> None:
    """Enter Edit Mode with exactly these strokes selected, as by clicks."""
    if item.mode != "EDIT":
        bpy.ops.object.mode_set(mode="EDIT")
    bpy.ops.grease_pencil.select_all(action="DESELECT")
    drawing = item.data.layers[0].frames[0].drawing
    for stroke in strokes:
        drawing.strokes[stroke].select = True


def new_object(item: Any, name: str, *strokes: int) -> int:
    select(item, *strokes)
    assert bpy.ops.sketch_motion.new_object("EXEC_DEFAULT", True) == {"FINISHED"}
    made = object_list.active(item.data)
    made.name = name
    return int(made.number)
