# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A motion from a file or an Action is put on the selected drawings."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import bpy
import pytest

from addon.blender.jobs.session import session
from addon.blender.ui import reuse
from addon.blender.write import motion_assets, scene_takes
from addon.contract.motion_file import Motion
from tests.blender.jobs.test_session import engine, jobs, pump_until, ready_scene, settled
from tests.blender.jobs.test_takes import animated
from tests.contract.test_motion_file import MOTION

__all__ = ["engine", "jobs"]  # fixtures
Engine = Callable[[str], None]


def asked(jobs: Path) -> tuple[dict[str, Any], Motion]:
    take = scene_takes.all_takes()[0]
    request = json.loads((jobs / take.job / "request.json").read_text())
    return request, Motion.from_json(request["settings"]["motion"])


def test_a_motion_from_a_file_moves_the_active_drawing(
    engine: Engine, jobs: Path, tmp_path: Path
) -> None:
    ready_scene(jobs)
    path = tmp_path / "nod.json"
    MOTION.write(path)
    assert bpy.ops.sketch_motion.motion_load(filepath=str(path)) == {"FINISHED"}
    pump_until(settled)
    assert session.notice is None
    request, motion = asked(jobs)
    assert motion == MOTION
    assert (request["prompt"], request["frames"]) == ("the dog nods", 4)  # at 24 frames a second
    assert request["settings"]["armature"] is True


def test_an_action_that_keeps_a_motion_can_be_used(engine: Engine, jobs: Path) -> None:
    ready_scene(jobs)
    action = bpy.data.actions.new("nod")
    action[motion_assets.MOTION] = json.dumps(MOTION.to_json())
    assert bpy.ops.sketch_motion.motion_use(action="nod") == {"FINISHED"}
    pump_until(settled)
    assert asked(jobs)[1] == MOTION
    with pytest.raises(RuntimeError, match="keeps no motion"):
        bpy.ops.sketch_motion.motion_use(action="other")


def test_only_other_drawings_are_meant(engine: Engine, jobs: Path) -> None:
    item, take = animated(jobs)
    assert reuse.targets_of(bpy.context, item.name) == []
    with pytest.raises(RuntimeError, match="Select the drawing"):
        bpy.ops.sketch_motion.motion_apply(job=take.job)
    other = item.copy()
    other.data = item.data.copy()
    other.hide_viewport = False
    bpy.context.scene.collection.objects.link(other)
    other.select_set(True)
    assert reuse.targets_of(bpy.context, item.name) == [other]
    with pytest.raises(RuntimeError, match="No bones"):
        bpy.ops.sketch_motion.motion_apply(job=take.job)


def test_a_file_that_is_none_is_refused(engine: Engine, jobs: Path, tmp_path: Path) -> None:
    ready_scene(jobs)
    path = tmp_path / "other.json"
    path.write_text('{"format": "sketch-motion-preset", "version": 1}')
    with pytest.raises(RuntimeError, match="not a sketch-motion-motion file"):
        bpy.ops.sketch_motion.motion_load(filepath=str(path))
