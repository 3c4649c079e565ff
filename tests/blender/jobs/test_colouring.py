# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Colour in Blender: the answer becomes fills of the drawing or of its take, in one undo step."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import bpy
import numpy as np
import pytest

from addon.blender import host_state
from addon.blender.capture.capture import Capture, capture
from addon.blender.capture.key_poses import pose_origin
from addon.blender.grease_pencil import attributes
from addon.blender.jobs.colouring import colourings
from addon.blender.jobs.session import session
from addon.blender.jobs.submission import captured, left_out
from addon.blender.objects.fill_layers import fill_layer_names
from addon.blender.objects.hint_layer import hint_layer_of
from addon.blender.ui import panel_colour
from addon.blender.write import scene_takes
from addon.blender.write.write_back import ORIGIN, write_back
from addon.client.jobs.states import Running
from addon.contract import tensorfile
from addon.contract.arrays import Array
from addon.contract.colouring import COLOUR_FILE, FOLLOW_FILE, FOLLOWED, HINTS, SHARES
from addon.contract.drawing import Drawing
from addon.contract.request import Request
from tests.blender import scenes
from tests.blender.jobs.test_session import engine, jobs, pump_until
from tests.blender.motions import animation, curve
from tests.blender.paper import drawn

__all__ = ["engine", "jobs"]
Engine = Callable[[str], None]
pytestmark = pytest.mark.usefixtures("engine")


def sketch() -> Any:
    item = scenes.pencil()
    layer = item.data.layers.new("Lines")
    scenes.draw(layer, 1, [scenes.wavy(0), scenes.wavy(1, at=(0, 1))], rich=False)
    bpy.context.view_layer.update()
    return item


def answer(jobs: Path, item: Any) -> Capture:
    """Let the engine answer with one area, whose outline follows both strokes."""
    found = capture(item, bpy.context.scene)
    taken = found.drawing
    count = taken.point_count
    fills = Drawing.build(
        list(taken.positions.data),
        [0, count],
        canvas=taken.canvas,
        colors=[0.0] * 4,
        fills=[0.2, 0.4, 0.6, 1.0],
        cyclic=[1],
        layer_names=("Colour",),
        material_names=("Colour 1",),
    )
    fills.write(jobs / COLOUR_FILE)
    followed = {
        FOLLOWED: Array.of(list(range(count)), "I32", (count, 1)),
        SHARES: Array.of([1.0] * count, "F32", (count, 1)),
    }
    tensorfile.write(jobs / FOLLOW_FILE, followed, {})
    (jobs / "colour.json").write_text(json.dumps({"areas": 1}))
    return found


def colour() -> None:
    """Press Colour, and wait for the fills."""
    assert bpy.ops.sketch_motion.colour() == {"FINISHED"}
    pump_until(lambda: not colourings.job)


def test_colours_come_under_the_lines_in_one_undo_step(jobs: Path) -> None:
    answer(jobs, sketch())
    bpy.ops.ed.undo_push(message="drawn")
    colour()
    assert session.notice is None and colourings.summary == "Coloured areas: 1, colours: 1."
    data = bpy.data.objects["Sketch"].data
    assert [layer.name for layer in data.layers] == ["Lines Colour", "Lines"]
    assert [ink.name for ink in data.materials] == ["Ink", "Colour 1"]
    bpy.ops.ed.undo()
    data = bpy.data.objects["Sketch"].data
    assert [layer.name for layer in data.layers] == ["Lines"] and len(data.materials) == 1


def test_hints_are_sent_but_are_no_part_of_the_drawing(engine: Engine, jobs: Path) -> None:
    engine("slow")
    item = sketch()
    dabs = item.data.layers.new("Hints")
    scenes.draw(dabs, 1, [scenes.wavy(2)], rich=False)
    bpy.ops.sketch_motion.colour()
    pump_until(lambda: isinstance(session.side_job_state(colourings.job), Running))
    folder = jobs / colourings.job
    sent = Drawing.read(folder / "drawing.safetensors")
    hints = Drawing.read(folder / f"{HINTS}.safetensors")
    assert (sent.stroke_count, hints.stroke_count) == (2, 1)
    assert sent.canvas == hints.canvas
    bpy.ops.sketch_motion.cancel_colour()
    pump_until(lambda: not colourings.job)
    item.sketch_motion_hints = "Lines"  # chosen: the other one is lines, then
    assert capture(item, bpy.context.scene).drawing.layer_names == ("Hints",)
    item.data.layers.remove(item.data.layers["Lines"])
    assert hint_layer_of(item) == "Hints"


def test_hints_that_were_drawn_in_a_later_frame_are_sent(engine: Engine, jobs: Path) -> None:
    engine("slow")
    item = sketch()
    dabs = item.data.layers.new("Hints")
    scenes.draw(dabs, 7, [scenes.wavy(2)], rich=False)
    bpy.context.scene.frame_set(1)
    bpy.ops.sketch_motion.colour()
    pump_until(lambda: isinstance(session.side_job_state(colourings.job), Running))
    assert Drawing.read(jobs / colourings.job / f"{HINTS}.safetensors").stroke_count == 1


def test_hints_are_no_poses(jobs: Path) -> None:
    item = sketch()
    dabs = item.data.layers.new("Hints")
    for layer in (item.data.layers["Lines"], dabs):
        for frame in (1, 9):
            if layer.get_frame_at(frame) is None or frame > 1:
                scenes.draw(layer, frame, [scenes.wavy(2)], rich=False)
    origin = pose_origin(item, 1)
    assert origin is not None and origin.layers == ("Lines",)


def test_the_drawing_of_another_task_has_no_fills(jobs: Path) -> None:
    item = sketch()
    found = answer(jobs, item)
    colour()
    assert fill_layer_names(item.data) == {"Lines Colour"}
    assert captured(item, bpy.context.scene, None).drawing.layer_names == ("Lines",)
    assert left_out(item, item).startswith("The colours stay")
    channels: list[dict[str, Any]] = [{"x": curve((0, 0), (11, 50))}]
    motion = animation(found.drawing, channels, [(300.0, 300.0)])
    result = write_back(motion, found.drawing, item, bpy.context.scene)
    assert not fill_layer_names(result.object.data)


def test_a_take_that_is_shown_is_coloured_and_the_drawing_is_not(jobs: Path) -> None:
    item = sketch()
    found = answer(jobs, item)
    channels: list[dict[str, Any]] = [{"x": curve((0, 0), (11, 50))}]
    motion = animation(found.drawing, channels, [(300.0, 300.0)], wobble=9)
    result = write_back(motion, found.drawing, item, bpy.context.scene)
    take = scene_takes.mark(result.object, result.controls, "job", Request("it goes"), start=1)
    colour()
    assert session.notice is None
    assert not fill_layer_names(item.data)
    (name,) = fill_layer_names(take.object.data)
    layer = take.object.data.layers[name]
    lines = take.object.data.layers["Lines"]
    assert len(layer.frames) == len(lines.frames) == 12
    for fill, line in zip(layer.frames, lines.frames, strict=True):
        own, there = (attributes.read(key.drawing, "position") for key in (fill, line))
        assert own is not None and there is not None
        assert np.abs(own - there).max() < 1e-4


def test_a_take_of_an_earlier_version_is_refused(jobs: Path) -> None:
    item = sketch()
    found = answer(jobs, item)
    motion = animation(found.drawing, [{}], [(300.0, 300.0)])
    result = write_back(motion, found.drawing, item, bpy.context.scene)
    scene_takes.mark(result.object, result.controls, "job", Request("it goes"), start=1)
    del result.object[ORIGIN]
    with pytest.raises(RuntimeError, match="can't be coloured"):
        bpy.ops.sketch_motion.colour()


def test_a_drawing_that_was_changed_meanwhile_is_left_alone(
    jobs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = sketch()
    answer(jobs, item)
    monkeypatch.setattr(host_state, "is_idle", lambda: False)
    bpy.ops.sketch_motion.colour()
    pump_until(lambda: type(session.side_job_state(colourings.job)).__name__ == "Delivered")
    item.data.layers[0].frames[0].drawing.remove_strokes(indices=[1])
    monkeypatch.setattr(host_state, "is_idle", lambda: True)
    pump_until(lambda: not colourings.job)
    assert session.notice is not None and "drawn on" in session.notice.message
    assert len(item.data.layers) == 1


def test_a_colouring_can_be_cancelled(engine: Engine, jobs: Path) -> None:
    sketch()
    engine("slow")
    bpy.ops.sketch_motion.colour()
    pump_until(lambda: isinstance(session.side_job_state(colourings.job), Running))
    sheet = drawn(panel_colour.SKETCH_MOTION_PT_colour)
    assert "sketch_motion.cancel_colour" in [name for name, _ in sheet.buttons]
    bpy.ops.sketch_motion.cancel_colour()
    pump_until(lambda: not colourings.job)
    assert session.notice is None and not colourings.summary
