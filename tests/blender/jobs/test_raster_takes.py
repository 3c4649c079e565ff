# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes that are pictures: shown and hidden, continued, exported; also those that are strips."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import bpy
import numpy as np
import pytest

from addon.blender.capture.capture import capture
from addon.blender.jobs.session import session
from addon.blender.write import scene_takes
from addon.contract.job import JobFolder
from tests.blender.jobs.test_raster_session import ready, settled
from tests.blender.jobs.test_session import engine, jobs, pump_until  # noqa: F401  (fixtures)
from tests.blender.raster_jobs import sheet, write_result
from tests.blender.write.test_traced_strokes import moved

Start = Callable[[str], None]


def animated(jobs: Path, kind: str) -> Any:  # noqa: F811
    item = ready(jobs, kind)
    bpy.ops.sketch_motion.animate()
    pump_until(settled)
    assert session.notice is None
    return item


def answer(jobs: Path, item: Any, count: int) -> None:  # noqa: F811
    """Prepare the engine's next result: the drawing `count` times, each one further down."""
    for part in ("frames", "strokes"):
        shutil.rmtree(jobs / part, ignore_errors=True)
    hidden, item.hide_viewport = item.hide_viewport, False
    found = capture(item, bpy.context.scene)
    item.hide_viewport = hidden
    pictures = [sheet(found.drawing, (0, 10 * k)) for k in range(count)]
    write_result(jobs, pictures, {k + 1: moved(found, -10 * k) for k in range(count)})


@pytest.mark.parametrize("kind", ["plane", "strip", "strokes"])
def test_a_take_is_shown_hidden_and_removed(
    engine: Start,  # noqa: F811
    jobs: Path,  # noqa: F811
    kind: str,
) -> None:
    item = animated(jobs, kind)
    (take,) = scene_takes.all_takes()
    assert take.is_shown and take.start == 10 and take.request is not None
    assert item.hide_render and item.hide_viewport is (kind != "strip")
    bpy.ops.sketch_motion.take_show(job=take.job)
    (take,) = scene_takes.all_takes()
    assert not take.is_shown and not item.hide_render and not item.hide_viewport
    bpy.ops.sketch_motion.take_show(job=take.job)
    (take,) = scene_takes.all_takes()
    assert take.is_shown and item.hide_render and item.hide_viewport is (kind != "strip")
    bpy.ops.sketch_motion.take_delete(job=take.job)
    assert not scene_takes.all_takes() and not item.hide_render
    assert len(bpy.data.objects) == 1


def test_one_result_of_a_drawing_is_seen_at_a_time(
    engine: Start,  # noqa: F811
    jobs: Path,  # noqa: F811
) -> None:
    item = animated(jobs, "strip")
    scene = bpy.context.scene
    for kind in ("plane", "strip"):
        scene.sketch_motion.result = kind
        bpy.ops.sketch_motion.animate()
        pump_until(settled)
        shown = [take for take in scene_takes.all_takes() if take.is_shown]
        assert len(shown) == 1 and shown[0].request is not None
        assert isinstance(shown[0].object, bpy.types.Object) is (kind == "plane")
        assert item.hide_render
    assert len(scene_takes.all_takes()) == 3


@pytest.mark.parametrize("saved", [False, True])
def test_a_take_goes_on_from_its_last_picture(
    engine: Start,  # noqa: F811
    jobs: Path,  # noqa: F811
    tmp_path: Path,
    saved: bool,
) -> None:
    item = animated(jobs, "plane")
    if saved:
        bpy.ops.wm.save_as_mainfile(filepath=str(tmp_path / "scene.blend"))
    scene = bpy.context.scene
    (first,) = scene_takes.all_takes()
    folder = jobs / first.job
    for turn, frames in ((1, 7), (2, 10)):
        scene.frame_set(30)
        scene.sketch_motion.prompt = "it dives"
        answer(jobs, item, 4)
        newest = scene_takes.all_takes()[0]
        bpy.ops.sketch_motion.take_continue(job=newest.job)
        pump_until(settled)
        assert session.notice is None
        take = scene_takes.all_takes()[0]
        given = JobFolder(jobs / take.job).drawing_path.read_bytes()
        request = JobFolder(jobs / take.job).read_request()
        assert request.settings["fidelity"] == 0.75 and request.prompt == "it dives"
        if turn == 1:
            assert given == (folder / "frames" / "0004.png").read_bytes()
        assert take.is_shown and not newest.is_shown and take.start == 10
        user = take.object.active_material.node_tree.nodes.active.image_user
        assert (user.frame_start, user.frame_duration) == (10, frames)
        image = take.object.active_material.node_tree.nodes.active.image
        kept = Path(bpy.path.abspath(image.filepath)).parent
        assert (kept.parent.name == "sketch_motion") is saved
        numbers = sorted(path.name for path in kept.glob("*.png"))
        assert numbers == [f"{k:04d}.png" for k in range(frames + 1)]
        old = [path.read_bytes() for path in sorted((folder / "frames").glob("000[1-4].png"))]
        assert [(kept / f"{k:04d}.png").read_bytes() for k in range(1, 5)] == old
        new = (jobs / take.job / "frames" / "0002.png").read_bytes()
        assert (kept / f"{frames - 2:04d}.png").read_bytes() == new
        corners = [np.array(take.object.matrix_world @ v.co) for v in take.object.data.vertices]
        first_plane = first.object
        others = [np.array(first_plane.matrix_world @ v.co) for v in first_plane.data.vertices]
        assert np.allclose(corners, others, atol=1e-5)


def test_strokes_go_on_as_strokes(engine: Start, jobs: Path) -> None:  # noqa: F811
    item = animated(jobs, "strokes")
    answer(jobs, item, 3)
    bpy.ops.sketch_motion.take_continue(job=scene_takes.all_takes()[0].job)
    pump_until(settled)
    assert session.notice is None
    take = scene_takes.all_takes()[0]
    keys = [key.frame_number for key in take.object.data.layers[0].frames]
    assert keys == [10, 11, 12, 13, 14, 15]


def test_pictures_are_exported_in_order(
    engine: Start,  # noqa: F811
    jobs: Path,  # noqa: F811
    tmp_path: Path,
) -> None:
    animated(jobs, "plane")
    (take,) = scene_takes.all_takes()
    bpy.ops.sketch_motion.take_pictures(job=take.job, directory=str(tmp_path / "out"))
    written = sorted((tmp_path / "out" / take.job).iterdir())
    frames = jobs / take.job / "frames"
    assert [path.name for path in written] == [f"{k:04d}.png" for k in range(1, 5)]
    assert all(path.read_bytes() == (frames / path.name).read_bytes() for path in written)
