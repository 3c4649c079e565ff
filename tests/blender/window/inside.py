# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The part of a walk that runs inside Blender's window, and executes the Python files it is sent.

Everything that an artist would do is done from outside, by mouse and keyboard.
"""

from __future__ import annotations

import hashlib
import json
import os
import traceback
from pathlib import Path
from typing import Any

import bpy

LAB = Path(os.environ["SKETCH_MOTION_WALK"])


def poll() -> float:
    for question in sorted(LAB.glob("*.py")):
        code = question.read_text(encoding="utf-8")
        question.unlink()
        names: dict[str, Any] = {**globals(), "answer": None}
        try:
            exec(compile(code, question.name, "exec"), names)
            reply = {"answer": names["answer"]}
        except BaseException:
            reply = {"error": traceback.format_exc()}
        part = question.with_suffix(".part")
        part.write_text(json.dumps(reply), encoding="utf-8")
        part.replace(question.with_suffix(".json"))
    return 0.05


def view() -> dict[str, Any]:
    """Return the 3D view, for `temp_override`."""
    window = bpy.context.window_manager.windows[0]
    area = next(area for area in window.screen.areas if area.type == "VIEW_3D")
    regions = {region.type: region for region in area.regions}
    return {"window": window, "area": area, "region": regions["WINDOW"], "sidebar": regions["UI"]}


def override() -> Any:
    found = view()
    return bpy.context.temp_override(
        window=found["window"], area=found["area"], region=found["region"]
    )


def button() -> list[int]:
    """Return the middle of the Animate button, in pixels from the top left of the window."""
    found = view()
    sidebar = found["sidebar"]
    top = found["window"].height - (sidebar.y + sidebar.height)
    return [sidebar.x + 144, top + 77]


def fingerprint() -> dict[str, Any]:
    """Return what a result may change: objects, their visibility and selection, every drawing."""
    active = bpy.context.window.view_layer.objects.active
    found: dict[str, Any] = {"active": active.name, "mode": active.mode}
    for item in bpy.data.objects:
        state: list[Any] = [item.hide_viewport, item.hide_render, item.select_get()]
        if item.type == "GREASEPENCIL":
            state += [[frame.frame_number, frame.keyframe_type, _digest(frame.drawing)]
                      for layer in item.data.layers for frame in layer.frames]  # fmt: skip
        found[item.name] = state
    return found


def evaluated(name: str, frame: int) -> list[list[float]]:
    """Return the world positions of an object's points at a frame (of one layer)."""
    bpy.context.scene.frame_set(frame)
    item = bpy.data.objects[name].evaluated_get(bpy.context.evaluated_depsgraph_get())
    layer = item.data.layers[0]
    matrix = item.matrix_world
    if layer.parent is not None:
        matrix = layer.parent.matrix_world @ layer.matrix_parent_inverse @ layer.matrix_local
    points = layer.current_frame().drawing.attributes["position"].data
    return [list(matrix @ point.vector) for point in points]


def _digest(drawing: Any) -> str:
    text = hashlib.sha1()
    for attribute in sorted(drawing.attributes, key=lambda found: found.name):
        key = {"FLOAT_VECTOR": "vector", "FLOAT2": "vector"}.get(attribute.data_type, "value")
        if hasattr(attribute.data[0] if len(attribute.data) else None, key):
            values = [getattr(row, key) for row in attribute.data]
            text.update(repr((attribute.name, [repr(value) for value in values])).encode())
    return text.hexdigest()[:12]


bpy.app.timers.register(poll, persistent=True)
