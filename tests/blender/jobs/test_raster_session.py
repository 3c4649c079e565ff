# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The raster path through the panel's operators, with a fake engine whose results are prepared."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import bpy
import numpy as np
import pytest

from addon.blender import host_state
from addon.blender.capture.capture import capture
from addon.blender.jobs.session import session
from addon.client.jobs.states import Delivered
from addon.contract.job import JobFolder
from addon.contract.png import png_size
from tests.blender.jobs.test_session import engine, jobs, pump_until  # noqa: F401  (fixtures)
from tests.blender.jobs.test_session import settled as no_jobs
from tests.blender.raster_jobs import box, sheet, write_result
from tests.blender.write.test_image_plane import fish
from tests.blender.write.test_traced_strokes import moved

Start = Callable[[str], None]


def ready(jobs: Path, result: str) -> Any:  # noqa: F811
    """Prepare a fish at frame 10, the panel's settings, and the engine's result."""
    item = fish()
    item.select_set(True)
    scene = bpy.context.scene
    scene.frame_set(10)
    settings = scene.sketch_motion
    settings.prompt, settings.path, settings.result = "it swims", "raster", result
    settings.frames, settings.fidelity = 4, 0.75
    found = capture(item, scene)
    pictures = [sheet(found.drawing, (30 * k, 0)) for k in range(4)]
    write_result(jobs, pictures, {k + 1: moved(found, 30 * k) for k in range(4)})
    (jobs / "estimate.json").write_text("{}")
    bpy.ops.ed.undo_push(message="drawn")
    return item


def settled() -> bool:
    """Return whether neither an estimate nor a job is waited for."""
    return no_jobs() and not session.has_side_jobs


def only_job(jobs: Path) -> JobFolder:  # noqa: F811
    found = [JobFolder(path) for path in jobs.iterdir() if (path / "request.json").exists()]
    (folder,) = [job for job in found if job.read_request().task == "animate"]
    return folder


@pytest.mark.parametrize("mode", ["OBJECT", "EDIT", "PAINT_GREASE_PENCIL"])
@pytest.mark.parametrize("result", ["plane", "strokes"])
def test_one_undo_takes_a_result_back(
    engine: Start,  # noqa: F811
    jobs: Path,  # noqa: F811
    mode: str,
    result: str,
) -> None:
    item = ready(jobs, result)
    bpy.ops.object.mode_set("EXEC_DEFAULT", True, mode=mode)
    before = set(bpy.data.objects.keys())
    assert bpy.ops.sketch_motion.animate() == {"FINISHED"}
    pump_until(settled)
    assert session.notice is None
    request = only_job(jobs).read_request()
    assert request.path == "raster" and request.settings["fidelity"] == 0.75
    assert request.settings["trace"] is (result == "strokes")
    name = "Fish picture" if result == "plane" else "Fish traced"
    made = bpy.data.objects[name]
    assert bpy.data.objects["Fish"].hide_viewport and made.visible_get()
    bpy.ops.ed.undo()
    assert set(bpy.data.objects.keys()) == before
    original = bpy.data.objects["Fish"]
    assert not original.hide_viewport and not original.hide_render
    assert bpy.context.view_layer.objects.active.mode == mode
    bpy.ops.ed.redo()
    assert bpy.data.objects[name].visible_get() and bpy.data.objects["Fish"].hide_viewport
    assert item is not None


def test_a_strip_and_its_undo(engine: Start, jobs: Path) -> None:  # noqa: F811
    ready(jobs, "strip")
    scene = bpy.context.scene
    bpy.ops.sketch_motion.animate()
    pump_until(settled)
    assert session.notice is None
    (strip,) = scene.sequence_editor.strips
    assert strip.frame_start == 10 and bpy.data.objects["Fish"].hide_render
    bpy.ops.ed.undo()
    editor = bpy.context.scene.sequence_editor
    assert editor is None or not len(editor.strips)
    assert not bpy.data.objects["Fish"].hide_render


def test_a_picture_goes_out_as_it_is(engine: Start, jobs: Path, tmp_path: Path) -> None:  # noqa: F811
    item = ready(jobs, "plane")
    path = tmp_path / "paper.png"
    from addon.contract.png import write_png

    write_png(path, (64, 48), box((64, 48), 8, 8).tobytes())
    empty = bpy.data.objects.new("Reference", None)
    bpy.context.scene.collection.objects.link(empty)
    empty.empty_display_type, empty.empty_display_size = "IMAGE", 4.0
    empty.data = bpy.data.images.load(str(path))
    empty.location = (1, 2, 3)
    item.select_set(False)
    bpy.context.view_layer.objects.active = empty
    bpy.context.view_layer.update()
    bpy.ops.sketch_motion.animate()
    pump_until(settled)
    assert session.notice is None
    assert only_job(jobs).drawing_path.read_bytes() == path.read_bytes()
    plane = bpy.data.objects["Reference picture"]
    corners = [plane.matrix_world @ vertex.co for vertex in plane.data.vertices]
    assert np.allclose(corners, [(-1, 0.5, 3), (3, 0.5, 3), (3, 3.5, 3), (-1, 3.5, 3)], atol=1e-5)
    assert empty.hide_viewport and not item.hide_viewport


def test_a_painted_picture_on_a_plane(engine: Start, jobs: Path) -> None:  # noqa: F811
    """The result of a job is a picture too: it can be redrawn, from the frame that is shown."""
    item = ready(jobs, "plane")
    bpy.ops.sketch_motion.animate()
    pump_until(settled)
    first = bpy.data.objects["Fish picture"]
    corners = [first.matrix_world @ vertex.co for vertex in first.data.vertices]
    bpy.context.scene.frame_set(12)
    bpy.context.view_layer.objects.active = first
    done = only_job(jobs)
    for part in ("frames", "strokes"):
        for kept in (jobs / part).iterdir():
            kept.unlink()
        (jobs / part).rmdir()
    write_result(jobs, [box(png_size(done.frames_path / "0001.png"), 8, 8)] * 4)
    item.hide_viewport = False  # else a result stands for its drawing
    bpy.ops.sketch_motion.animate()
    pump_until(settled)
    assert session.notice is None
    others = [path for path in jobs.iterdir() if (path / "done.json").exists()]
    (again,) = [path for path in others if path.name != done.path.name]
    given = JobFolder(again).drawing_path.read_bytes()
    assert given == (done.frames_path / "0003.png").read_bytes()
    second = bpy.data.objects["Fish picture picture"]
    found = [second.matrix_world @ vertex.co for vertex in second.data.vertices]
    assert np.allclose(found, corners, atol=1e-5)


def test_a_deleted_drawing_is_told_and_a_renamed_one_found(
    engine: Start,  # noqa: F811
    jobs: Path,  # noqa: F811
) -> None:
    item = ready(jobs, "plane")
    bpy.ops.sketch_motion.animate()
    item.name = "Renamed"
    pump_until(settled)
    assert session.notice is None
    assert bpy.data.objects["Fish picture"]["sketch_motion_source"] == "Renamed"
    item.hide_viewport = False
    bpy.context.view_layer.objects.active = item
    bpy.ops.sketch_motion.animate()
    bpy.data.objects.remove(item)
    pump_until(settled)
    assert session.notice is not None and "not in this file" in session.notice.message


def test_another_scene_on_the_screen(engine: Start, jobs: Path) -> None:  # noqa: F811
    ready(jobs, "plane")
    home = bpy.context.scene
    other = bpy.data.scenes.new("Other")
    bpy.ops.sketch_motion.animate()
    bpy.context.window.scene = other
    pump_until(settled)
    assert session.notice is None
    assert list(bpy.data.objects["Fish picture"].users_scene) == [home]


def test_found_again_after_the_file_was_opened(
    engine: Start,  # noqa: F811
    jobs: Path,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ready(jobs, "strokes")
    path = str(tmp_path / "scene.blend")
    bpy.ops.wm.save_as_mainfile(filepath=path)
    monkeypatch.setattr(host_state, "is_idle", lambda: False)
    bpy.ops.sketch_motion.animate()
    pump_until(lambda: any(isinstance(state, Delivered) for state in session.jobs().values()))
    bpy.ops.wm.open_mainfile(filepath=path)
    monkeypatch.setattr(host_state, "is_idle", lambda: True)
    pump_until(lambda: bool(session.waiting_takes()))
    bpy.ops.sketch_motion.open_take(job=session.waiting_takes()[0].job)
    pump_until(settled)
    assert session.notice is None
    keys = bpy.data.objects["Fish traced"].data.layers[0].frames
    assert [key.frame_number for key in keys] == [10, 11, 12, 13]
