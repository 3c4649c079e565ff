# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes that were duplicated in Blender share a job: what is done to one leaves the other alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import bpy
import numpy as np
import pytest

from addon.blender.grease_pencil import versions
from addon.blender.ui import panel_takes
from addon.blender.write import scene_takes
from addon.blender.write.scene_takes import SceneTake
from tests.blender.jobs.test_session import engine, jobs
from tests.blender.jobs.test_takes import Engine, animated, places, visible
from tests.blender.paper import drawn

__all__ = ["engine", "jobs"]  # fixtures


def duplicate(take: SceneTake, *, controls: bool = True) -> SceneTake:
    """Duplicate a take as Shift D does, with its controls or without them."""
    bpy.ops.object.select_all(action="DESELECT")
    for item in (take.object, *(take.controls if controls else ())):
        item.select_set(True)
    bpy.context.view_layer.objects.active = take.object
    bpy.ops.object.duplicate()
    copy = scene_takes.take_of(bpy.context.view_layer.objects.active)
    assert copy is not None and copy.object != take.object and copy.job == take.job
    return copy


def keys(take: SceneTake) -> list[Any]:
    curves = [c for control in take.controls for c in versions.own_curves(control).fcurves]
    points = [key for curve in curves for key in curve.keyframe_points]
    return [(*key.handle_left, *key.co, *key.handle_right) for key in points]


def run(operator: str, take: SceneTake, **options: Any) -> None:
    getattr(bpy.ops.sketch_motion, operator)(job=take.job, item=take.object.name, **options)


def test_each_has_its_own_controls_and_buttons(engine: Engine, jobs: Path) -> None:
    _, take = animated(jobs)
    own = take.controls
    copy = duplicate(take)
    assert take.controls == own and len(copy.controls) == len(own)
    assert not set(copy.controls) & set(own)
    assert scene_takes.take_with(own[0]) == take
    assert scene_takes.take_with(copy.controls[0]) == copy
    buttons = drawn(panel_takes.SKETCH_MOTION_PT_takes).buttons
    eyes = {values["item"] for name, values in buttons if name.endswith("take_show")}
    assert eyes == {take.object.name, copy.object.name}


@pytest.mark.parametrize("which", ["copy", "first"])
@pytest.mark.parametrize("controls", [True, False])
def test_deleting_one_leaves_the_other(
    engine: Engine, jobs: Path, which: str, controls: bool
) -> None:
    _, take = animated(jobs)
    copy = duplicate(take, controls=controls)
    gone, left = (copy, take) if which == "copy" else (take, copy)
    name, count, before = left.object.name, len(left.controls), keys(left)
    run("take_delete", gone)
    (found,) = scene_takes.all_takes()
    assert found.object.name == name and visible() == {name}
    assert len(found.controls) == count and keys(found) == before
    parents = [layer.parent for layer in found.object.data.layers]
    assert set(found.controls) <= set(parents) and found.is_shown
    assert not any(control.hide_viewport for control in found.controls)
    run("take_delete", found)
    assert not [item for item in bpy.data.objects if item.type == "EMPTY"]


@pytest.mark.parametrize("controls", [True, False])
def test_new_timing_and_the_eye_are_of_one_alone(
    engine: Engine, jobs: Path, controls: bool
) -> None:
    _, take = animated(jobs)
    copy = duplicate(take, controls=controls)
    before, drawings = keys(take), places(take.object)
    run("take_ease", copy, out=0.0, into=1.0)
    assert keys(take) == before and keys(copy) != before
    now, eased = places(take.object), places(copy.object)
    assert all(np.array_equal(now[frame], drawings[frame]) for frame in drawings)
    assert not np.allclose(eased[11], drawings[11])
    run("take_show", take)
    assert visible() == {copy.object.name}
    run("take_show", take)
    assert visible() == {take.object.name}
    run("take_compare", copy)
    assert visible() == {take.object.name, copy.object.name} and copy.is_aside
