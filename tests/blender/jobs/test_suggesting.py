# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Suggest in Blender: lines come as a layer over the drawing, which stays, in one undo step."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import bpy
import numpy as np
import pytest

from addon.blender import host_state
from addon.blender.capture.capture import capture
from addon.blender.grease_pencil import attributes
from addon.blender.jobs.session import session
from addon.blender.jobs.suggesting import suggestions
from addon.blender.settings import settings_of
from addon.contract.drawing import Drawing
from addon.contract.suggesting import DEGREE, FORM, SUGGESTION_FILE
from tests.blender import scenes
from tests.blender.jobs.test_session import engine, jobs, pump_until

__all__ = ["engine", "jobs"]
Engine = Callable[[str], None]
pytestmark = pytest.mark.usefixtures("engine")
BLUE = (0.3, 0.6, 0.9, 1.0)


def answer(jobs: Path, item: Any) -> None:
    """Let the engine answer with the first stroke of the drawing, in blue."""
    taken = capture(item, bpy.context.scene).drawing
    points = taken.stroke_offsets.data[1]
    Drawing.build(
        list(taken.positions.data[: 2 * points]),
        [0, points],
        canvas=taken.canvas,
        widths=list(taken.widths.data[:points]),
        colors=list(BLUE),
        layer_names=taken.layer_names,
        material_names=taken.material_names,
    ).write(jobs / SUGGESTION_FILE)
    told = {"suggestion": {"name": "cat", "credit": "Noto Emoji"}}
    (jobs / "suggest.json").write_text(json.dumps(told))


def test_suggested_lines_lie_over_the_drawing_and_are_one_undo_step(jobs: Path) -> None:
    item = scenes.two_lines()
    before = attributes.read(item.data.layers[0].frames[0].drawing, "position")
    answer(jobs, item)
    settings = settings_of(bpy.context.scene)
    settings.prompt, settings.suggest_degree, settings.suggest_form = "the cat", 0.25, "strokes"
    bpy.ops.ed.undo_push(message="drawn")
    assert bpy.ops.sketch_motion.suggest() == {"FINISHED"}
    asked = jobs / suggestions.job / "request.json"
    pump_until(asked.exists)
    request = json.loads(asked.read_text())
    assert request["task"] == "suggest" and request["prompt"] == "the cat"
    assert request["settings"][DEGREE] == 0.25 and request["settings"][FORM] == "strokes"
    pump_until(lambda: not suggestions.job)
    assert session.notice is None and "cat" in suggestions.summary
    data = bpy.data.objects["Sketch"].data
    assert [(layer.name, layer.hide) for layer in data.layers] == [
        ("Lines", False),
        ("Lines Suggested", False),
    ]
    assert data.layers.active.name == "Lines"
    assert [frame.frame_number for frame in data.layers[1].frames] == [1]
    drawing = data.layers[1].frames[0].drawing
    found = attributes.read(drawing, "position")
    assert found is not None and before is not None
    assert np.abs(found - before[:12]).max() < 1e-5
    painted = attributes.read(drawing, "vertex_color")
    assert painted is not None and painted[0, 2] > painted[0, 0]
    bpy.ops.ed.undo()
    data = bpy.data.objects["Sketch"].data
    assert [layer.name for layer in data.layers] == ["Lines"]


def test_what_was_drawn_on_since_gets_no_suggestion(
    jobs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = scenes.two_lines()
    answer(jobs, item)
    monkeypatch.setattr(host_state, "is_idle", lambda: False)
    assert bpy.ops.sketch_motion.suggest() == {"FINISHED"}
    pump_until(lambda: type(session.side_job_state(suggestions.job)).__name__ == "Delivered")
    item.data.layers[0].frames[0].drawing.remove_strokes(indices=[1])
    monkeypatch.setattr(host_state, "is_idle", lambda: True)
    pump_until(lambda: not suggestions.job)
    assert session.notice is not None and "drawn on" in str(session.notice)
    assert len(item.data.layers) == 1
