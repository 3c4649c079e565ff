# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Redraw is given later drawings, and a picture of where things may move."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import bpy
import numpy as np
import pytest

from addon.blender.capture import later_drawings as later_keys
from addon.blender.capture.capture import capture
from addon.blender.grease_pencil import attributes
from addon.blender.jobs.session import session
from addon.blender.write import scene_takes
from addon.contract.drawing import Drawing
from addon.contract.given_pictures import AREA_FILE, AREA_SETTING, KEPT_SETTING, digest_of
from addon.contract.png import write_png
from addon.contract.request import Request
from tests.blender.jobs.test_raster_session import Start, only_job, ready, settled
from tests.blender.jobs.test_session import engine, jobs, pump_until
from tests.blender.raster_jobs import box

__all__ = ["engine", "jobs"]


def draw_later(item: Any, frame: int, by: float) -> None:
    """Draw what is there on a later key again, moved."""
    layer = item.data.layers[0]
    layer.frames.copy(layer.current_frame().frame_number, frame)
    points = layer.get_frame_at(frame).drawing.attributes["position"].data
    values = np.empty(3 * len(points), np.float32)
    points.foreach_get("vector", values)
    points.foreach_set("vector", (values.reshape(-1, 3) + np.array([by, 0, 0])).ravel())


def test_later_drawings_are_kept_on_the_canvas_of_the_first(engine: Start, jobs: Path) -> None:
    item = ready(jobs, "plane")
    draw_later(item, 12, 0.5)
    draw_later(item, 40, 1.0)  # after the end
    bpy.context.scene.sketch_motion.keep_later = True
    assert bpy.ops.sketch_motion.animate() == {"FINISHED"}
    pump_until(settled)
    assert session.notice is None
    job = only_job(jobs)
    kept = job.file("kept_1.safetensors")
    assert job.read_request().settings[KEPT_SETTING] == [[2, digest_of(kept.read_bytes())]]
    first, later = Drawing.read(job.drawing_path), Drawing.read(kept)
    assert first.canvas == later.canvas
    before, after = (np.asarray(one.positions.data).reshape(-1, 2) for one in (first, later))
    way = after - before
    assert way[:, 0].min() > 10 and np.allclose(way, way[0], atol=0.1)
    bpy.context.scene.sketch_motion.keep_later = False
    (take,) = scene_takes.all_takes()
    bpy.ops.sketch_motion.take_settings(job=take.job)
    assert bpy.context.scene.sketch_motion.keep_later


def test_too_many_are_refused_before_any_is_read(
    engine: Start, jobs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = ready(jobs, "plane")
    settings = bpy.context.scene.sketch_motion
    settings.keep_later, settings.frames = True, 24
    for later in range(1, 10):
        draw_later(item, 10 + later, 0.1 * later)
    read: list[object] = []

    def seen(*given: Any, **_more: Any) -> None:
        read.append(given)

    monkeypatch.setattr(later_keys, "capture_on", seen)
    with pytest.raises(RuntimeError, match="At most 8"):
        bpy.ops.sketch_motion.animate()
    assert not read
    settings.hold = "2"  # four of them are seen
    found = capture(item, bpy.context.scene)
    request = Request(prompt="it swims", frames=24, hold=2)
    monkeypatch.undo()
    later = later_keys.later_drawings(item, bpy.context.scene, found, request)
    assert [frame for frame, _ in later] == [3, 5, 7, 9]


def test_keys_of_locked_layers_are_no_later_drawings(engine: Start, jobs: Path) -> None:
    item = ready(jobs, "plane")
    draw_later(item, 12, 0.5)
    found = capture(item, bpy.context.scene)
    request = Request(prompt="it swims", frames=4)
    assert later_keys.later_drawings(item, bpy.context.scene, found, request)
    item.data.layers[0].lock = True
    assert later_keys.later_drawings(item, bpy.context.scene, found, request) == []


def test_of_later_drawings_only_what_is_selected_is_kept(engine: Start, jobs: Path) -> None:
    item = ready(jobs, "plane")
    layer = item.data.layers[0]
    for frame, chosen in ((11, 0), (12, 1)):  # nothing is selected on the first one
        draw_later(item, frame, 0.5)
        drawing = layer.get_frame_at(frame).drawing
        count = len(drawing.strokes)
        assert count > 1
        attributes.write(drawing, ".selection", "BOOLEAN", "CURVE", np.arange(count) < chosen)
    settings = bpy.context.scene.sketch_motion
    settings.keep_later = settings.selected_only = True
    assert bpy.ops.sketch_motion.animate() == {"FINISHED"}
    pump_until(settled)
    job = only_job(jobs)
    kept = job.file("kept_1.safetensors")
    assert job.read_request().settings[KEPT_SETTING] == [[2, digest_of(kept.read_bytes())]]
    assert Drawing.read(kept).stroke_count == 1
    assert Drawing.read(job.drawing_path).stroke_count == count


def test_nothing_is_kept_unless_it_is_asked_for(engine: Start, jobs: Path) -> None:
    draw_later(ready(jobs, "plane"), 12, 0.5)
    bpy.ops.sketch_motion.animate()
    pump_until(settled)
    assert KEPT_SETTING not in only_job(jobs).read_request().settings


def test_a_picture_says_where_things_move(engine: Start, jobs: Path, tmp_path: Path) -> None:
    ready(jobs, "plane").select_set(False)
    for name in ("paper", "area"):
        write_png(tmp_path / f"{name}.png", (64, 48), box((64, 48), 8, 8).tobytes())
    empty = bpy.data.objects.new("Reference", None)
    bpy.context.scene.collection.objects.link(empty)
    empty.empty_display_type = "IMAGE"
    empty.data = bpy.data.images.load(str(tmp_path / "paper.png"))
    bpy.context.view_layer.objects.active = empty
    area = bpy.data.images.load(str(tmp_path / "area.png"))
    bpy.context.scene.sketch_motion.moves_here = area
    bpy.ops.sketch_motion.animate()
    pump_until(settled)
    assert session.notice is None
    job, data = only_job(jobs), (tmp_path / "area.png").read_bytes()
    assert job.file(AREA_FILE).read_bytes() == data
    assert job.read_request().settings[AREA_SETTING] == digest_of(data)
