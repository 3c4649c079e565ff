# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Clean Up in Blender: clean lines come as a layer over the rough one, in one undo step."""

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
from addon.blender.jobs.clean_up import clean_ups
from addon.blender.jobs.session import session
from addon.blender.settings import settings_of
from addon.blender.ui import panel_clean
from addon.blender.write import clean_layers
from addon.client.jobs.states import Running
from addon.contract.drawing import Drawing
from tests.blender import scenes
from tests.blender.jobs.test_session import engine, jobs, pump_until
from tests.blender.paper import drawn

__all__ = ["engine", "jobs"]
Engine = Callable[[str], None]
pytestmark = pytest.mark.usefixtures("engine")


def answer(jobs: Path, item: Any) -> Drawing:
    """Let the engine answer with the first stroke of the drawing, half as wide."""
    taken = capture(item, bpy.context.scene).drawing
    points = taken.stroke_offsets.data[1]
    clean = Drawing.build(
        list(taken.positions.data[: 2 * points]),
        [0, points],
        canvas=taken.canvas,
        widths=[width / 2 for width in taken.widths.data[:points]],
        colors=list(taken.colors.data[:4]),
        layer_names=taken.layer_names,
        material_names=taken.material_names,
    )
    clean.write(jobs / "clean.safetensors")
    (jobs / "clean.json").write_text(json.dumps({"strokes": {"before": 2, "after": 1}}))
    return clean


def clean() -> None:
    assert bpy.ops.sketch_motion.clean() == {"FINISHED"}
    pump_until(lambda: not clean_ups.job)


def test_clean_lines_lie_where_the_rough_ones_do_and_are_one_undo_step(jobs: Path) -> None:
    item = scenes.two_lines()
    before = attributes.read(item.data.layers[0].frames[0].drawing, "position")
    answer(jobs, item)
    bpy.ops.ed.undo_push(message="drawn")
    clean()
    assert session.notice is None and clean_ups.summary
    data = bpy.data.objects["Sketch"].data
    assert [(layer.name, layer.hide) for layer in data.layers] == [
        ("Lines", True),
        ("Lines Clean", False),
    ]
    drawing = data.layers[1].get_frame_at(1).drawing
    found = attributes.read(drawing, "position")
    assert found is not None and before is not None
    assert np.abs(found - before[:12]).max() < 1e-5
    assert np.allclose(
        attributes.read(drawing, "radius"), 0.005, rtol=1e-3
    )  # 0.01 is Blender's own
    assert attributes.read(drawing, "vertex_color") is None  # the material's own colour
    bpy.ops.ed.undo()
    data = bpy.data.objects["Sketch"].data
    assert [(layer.name, layer.hide) for layer in data.layers] == [("Lines", False)]


def test_cleaned_again_the_lines_are_replaced_and_can_be_compared(jobs: Path) -> None:
    item = scenes.two_lines()
    answer(jobs, item)
    clean()
    bpy.ops.sketch_motion.compare_clean()
    assert [layer.hide for layer in item.data.layers] == [False, True]
    clean()
    assert [layer.name for layer in item.data.layers] == ["Lines", "Lines Clean"]
    assert len(item.data.layers[1].frames) == 1 and not item.data.layers[1].hide


def test_other_frames_show_the_rough_drawings_until_they_are_cleaned(jobs: Path) -> None:
    item = scenes.two_lines()
    layer = item.data.layers[0]
    layer.translation = (0, 0, 4)
    for frame in (10, 20):
        scenes.draw(layer, frame, [scenes.wavy(frame), scenes.wavy(7), scenes.wavy(8)], rich=False)
    bpy.context.view_layer.update()
    cels = {frame.frame_number: scenes.snapshot(frame.drawing) for frame in layer.frames}
    places = scenes.world_points(item, layer)
    answer(jobs, item)
    clean()
    layer, above = item.data.layers
    assert (layer.hide, above.hide) == (True, False)
    assert {f.frame_number: scenes.snapshot(f.drawing) for f in layer.frames} == cels
    shown = {frame.frame_number: frame.drawing for frame in above.frames}
    assert {at: len(drawing.strokes) for at, drawing in shown.items()} == {1: 1, 10: 3, 20: 3}
    assert scenes.snapshot(shown[20]) == cels[20]
    assert np.abs(scenes.world_points(item, above) - places[:12]).max() < 1e-5
    bpy.context.scene.frame_set(10)
    clean()
    assert [each.name for each in item.data.layers] == ["Lines", "Lines Clean"]
    above = item.data.layers[1]
    counts = {frame.frame_number: len(frame.drawing.strokes) for frame in above.frames}
    assert counts == {1: 1, 10: 1, 20: 3}
    bpy.ops.sketch_motion.compare_clean()
    assert [each.hide for each in item.data.layers] == [False, True]


def test_a_drawing_that_was_changed_meanwhile_is_left_alone(
    jobs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = scenes.two_lines()
    answer(jobs, item)
    monkeypatch.setattr(host_state, "is_idle", lambda: False)
    bpy.ops.sketch_motion.clean()
    pump_until(lambda: type(session.side_job_state(clean_ups.job)).__name__ == "Delivered")
    item.data.layers[0].frames[0].drawing.remove_strokes(indices=[1])
    monkeypatch.setattr(host_state, "is_idle", lambda: True)
    pump_until(lambda: not clean_ups.job)
    assert session.notice is not None and "drawn on" in session.notice.message
    assert len(item.data.layers) == 1


def test_a_clean_up_can_be_cancelled(engine: Engine, jobs: Path) -> None:
    scenes.two_lines()
    engine("slow")
    bpy.ops.sketch_motion.clean()
    pump_until(lambda: isinstance(session.side_job_state(clean_ups.job), Running))
    sheet = drawn(panel_clean.SKETCH_MOTION_PT_clean)
    assert "sketch_motion.cancel_clean" in [name for name, _ in sheet.buttons]
    bpy.ops.sketch_motion.cancel_clean()
    pump_until(lambda: not clean_ups.job)
    assert session.notice is None and not clean_ups.summary


def sent(jobs: Path) -> Drawing:
    """Press Clean Up, and return the drawing that goes to the engine."""
    bpy.ops.sketch_motion.clean()
    pump_until(lambda: isinstance(session.side_job_state(clean_ups.job), Running))
    drawing = Drawing.read(jobs / clean_ups.job / "drawing.safetensors")
    bpy.ops.sketch_motion.cancel_clean()
    pump_until(lambda: not clean_ups.job)
    return drawing


def test_a_layer_of_the_artist_that_is_called_like_clean_lines_is_left_alone(jobs: Path) -> None:
    item = scenes.two_lines()
    own = item.data.layers.new("Lines Clean")
    scenes.draw(own, 1, [scenes.wavy(5)], rich=False)
    cel = scenes.snapshot(own.frames[0].drawing)
    own.hide = True
    assert not clean_layers.pairs(item.data)
    answer(jobs, item)
    for _ in range(2):
        clean()
        assert session.notice is None
        names = [layer.name for layer in item.data.layers]
        assert names == ["Lines", "Lines Clean.001", "Lines Clean"]
        assert scenes.snapshot(item.data.layers[2].frames[0].drawing) == cel
        assert [layer.hide for layer in item.data.layers] == [True, False, True]
        bpy.ops.sketch_motion.compare_clean()
        assert [layer.hide for layer in item.data.layers] == [False, True, True]


def test_cleaned_again_it_begins_with_the_rough_lines_unless_the_clean_ones_were_changed(
    engine: Engine, jobs: Path
) -> None:
    item = scenes.two_lines()
    answer(jobs, item)
    clean()
    engine("slow")
    assert sent(jobs).stroke_count == 2
    assert [layer.hide for layer in item.data.layers] == [True, False]
    drawing = item.data.layers[1].frames[0].drawing
    points = attributes.read(drawing, "position")
    assert points is not None
    attributes.write(drawing, "position", "FLOAT_VECTOR", "POINT", points + 0.1)
    found = sent(jobs)
    assert found.stroke_count == 1 and found.layer_names == ("Lines Clean",)


def test_locked_layers_are_neither_copied_nor_hidden(jobs: Path) -> None:
    item = scenes.two_lines()
    behind = item.data.layers.new("Behind")
    scenes.draw(behind, 1, [scenes.wavy(3, at=(0, 2))], rich=False)
    behind.lock = True
    answer(jobs, item)
    clean()
    found = {layer.name: layer.hide for layer in item.data.layers}
    assert found == {"Lines": True, "Lines Clean": False, "Behind": False}
    item.data.layers["Lines Clean"].lock = True
    with pytest.raises(RuntimeError, match="locked: Lines Clean, Behind"):
        bpy.ops.sketch_motion.clean()
    assert not clean_ups.job


def test_what_is_not_selected_is_cleaned_up_too(engine: Engine, jobs: Path) -> None:
    item = scenes.two_lines()
    drawing = item.data.layers[0].frames[0].drawing
    attributes.write(drawing, ".selection", "BOOLEAN", "CURVE", np.array([True, False]))
    settings_of(bpy.context.scene).selected_only = True
    engine("slow")
    assert sent(jobs).stroke_count == 2


def test_areas_keep_their_own_colour_and_a_tint_is_not_put_on_twice(jobs: Path) -> None:
    ink = scenes.material("Ink", fill=(0.9, 0.1, 0.1, 1.0))
    item = scenes.pencil(materials=[ink])
    layer = item.data.layers.new("Lines")
    layer.tint_color, layer.tint_factor = (0.0, 1.0, 0.0), 0.5
    drawing = scenes.draw(layer, 1, [scenes.wavy(0), scenes.wavy(1, at=(0, 1))], rich=False)
    painted = np.array([[0.0, 0.0, 1.0, 1.0], [0.0, 0.0, 0.0, 0.0]])
    attributes.write(drawing, "fill_color", "FLOAT_COLOR", "CURVE", painted)
    attributes.write(drawing, "fill_opacity", "FLOAT", "CURVE", np.array([0.4, 1.0]))
    attributes.write(drawing, "fill_id", "INT", "CURVE", np.array([1, 2]))
    bpy.context.view_layer.update()
    before = capture(item, bpy.context.scene).drawing
    before.write(jobs / "clean.safetensors")
    (jobs / "clean.json").write_text(json.dumps({"strokes": {"before": 2, "after": 2}}))
    clean()
    after = capture(item, bpy.context.scene).drawing
    assert after.layer_names == ("Lines Clean",)
    assert list(after.colors.data) == pytest.approx(list(before.colors.data), abs=0.01)
    assert list(after.fills.data) == pytest.approx(list(before.fills.data), abs=0.01)
    assert attributes.read(item.data.layers[1].frames[0].drawing, "vertex_color") is None
