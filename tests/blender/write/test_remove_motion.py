# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The motion of one object is removed, and the others go on moving."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import bpy
import numpy as np
import pytest

from addon.blender.ui import panel_takes
from addon.blender.write import scene_takes
from addon.blender.write.empties import part_of
from addon.blender.write.scene_takes import SceneTake
from tests.blender import scenes
from tests.blender.jobs.test_session import engine, jobs, ready_scene
from tests.blender.jobs.test_takes import another
from tests.blender.paper import drawn
from tests.blender.write.test_write_back import captured, full_motion

__all__ = ["engine", "jobs"]  # fixtures
Engine = Callable[[str], None]


def two_objects(jobs: Path, *, parent: Any = None) -> SceneTake:
    item = ready_scene(jobs)
    scenes.assign(item, [[0, 0, 0, 0], [1, 1, 1, 1]], ["fish", "boat"])
    if parent is not None:
        item.data.layers[0].parent = parent
    full_motion(captured(item)).write(jobs / "result.safetensors")
    return another()


def seen(take: SceneTake, frame: int) -> dict[str, np.ndarray]:
    bpy.context.scene.frame_set(frame)
    return {
        layer.name: scenes.world_points(take.object, layer) for layer in take.object.data.layers
    }


def test_one_object_stands_still_and_the_other_moves_as_before(engine: Engine, jobs: Path) -> None:
    take = two_objects(jobs)
    before = {frame: seen(take, frame) for frame in (1, 5, 12)}
    fish, boat = sorted(before[1])
    bpy.ops.sketch_motion.remove_motion(job=take.job, part="fish")
    assert take.parts == ("boat",)
    assert [part_of(control) for control in take.controls] == ["boat"]
    assert len([item for item in bpy.data.objects if item.type == "EMPTY"]) == 1
    for frame in (1, 5, 12):
        after = seen(take, frame)
        assert np.allclose(after["Lines"], before[1]["Lines"], atol=1e-5)
        assert np.allclose(after["Top"], before[frame]["Top"], atol=1e-5)
    assert {fish, boat} == {"Lines", "Top"}


def test_it_works_where_the_control_was_deleted_by_hand(engine: Engine, jobs: Path) -> None:
    take = two_objects(jobs)
    at_rest = seen(take, 1)["Lines"]
    control = next(each for each in take.controls if part_of(each) == "fish")
    bpy.data.objects.remove(control)
    bpy.context.view_layer.objects.active = take.object
    sheet = drawn(panel_takes.SKETCH_MOTION_PT_takes)
    assert "The control of fish was deleted" in sheet.texts
    offered = [values for name, values in sheet.buttons if name.endswith("remove_motion")]
    assert offered == [{"job": take.job, "item": take.object.name, "part": "fish"}]
    bpy.ops.sketch_motion.remove_motion(job=take.job, part="fish")
    for frame in (1, 5, 12):
        assert np.allclose(seen(take, frame)["Lines"], at_rest, atol=1e-5)
    assert "was deleted" not in " ".join(drawn(panel_takes.SKETCH_MOTION_PT_takes).texts)


def test_what_followed_an_object_still_follows_it(engine: Engine, jobs: Path) -> None:
    parent = bpy.data.objects.new("Boat", None)
    bpy.context.scene.collection.objects.link(parent)
    take = two_objects(jobs, parent=parent)
    at_rest = seen(take, 1)["Lines"]
    bpy.ops.sketch_motion.remove_motion(job=take.job, part="fish")
    assert np.allclose(seen(take, 7)["Lines"], at_rest, atol=1e-5)
    parent.location = (0, 0, 3)
    assert np.allclose(seen(take, 7)["Lines"], at_rest + np.array([0, 0, 3]), atol=1e-5)


def test_the_last_motion_takes_its_take_with_it(engine: Engine, jobs: Path) -> None:
    take = two_objects(jobs)
    job = take.job
    with pytest.raises(RuntimeError, match="no object 'ship'"):
        bpy.ops.sketch_motion.remove_motion(job=job, part="ship")
    bpy.context.view_layer.objects.active = next(
        each for each in take.controls if part_of(each) == "boat"
    )
    sheet = drawn(panel_takes.SKETCH_MOTION_PT_takes)
    buttons = [values for name, values in sheet.buttons if name == "sketch_motion.remove_motion"]
    item = scene_takes.take_of_job(job).object.name
    assert buttons == [{"job": job, "item": item, "part": "boat"}]
    bpy.ops.sketch_motion.remove_motion("EXEC_DEFAULT", True, job=job, part="boat")
    bpy.ops.sketch_motion.remove_motion("EXEC_DEFAULT", True, job=job, part="fish")
    assert scene_takes.all_takes() == []
    bpy.ops.ed.undo()
    assert [take.parts for take in scene_takes.all_takes()] == [("fish",)]
