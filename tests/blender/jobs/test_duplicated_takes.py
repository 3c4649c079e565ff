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
from addon.blender.jobs.colouring import colourings
from addon.blender.jobs.session import session
from addon.blender.objects.fill_layers import fill_layer_names
from addon.blender.ui import panel_takes
from addon.blender.write import scene_takes
from addon.blender.write.scene_takes import SceneTake
from addon.blender.write.write_back import write_back
from addon.contract.request import Request
from tests.blender.jobs.test_change_part import lift
from tests.blender.jobs.test_colouring import answer, sketch
from tests.blender.jobs.test_go_on import prepare
from tests.blender.jobs.test_session import engine, jobs, pump_until, settled
from tests.blender.jobs.test_takes import Engine, animated, places, visible
from tests.blender.motions import animation, curve
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


def make_active(take: SceneTake) -> None:
    bpy.ops.object.select_all(action="DESELECT")
    take.object.select_set(True)
    bpy.context.view_layer.objects.active = take.object


@pytest.mark.parametrize("which", ["copy", "first"])
def test_the_panel_is_about_the_active_one(engine: Engine, jobs: Path, which: str) -> None:
    _, take = animated(jobs)
    copy = duplicate(take)
    chosen = copy if which == "copy" else take
    make_active(chosen)
    buttons = drawn(panel_takes.SKETCH_MOTION_PT_takes).buttons
    (part,) = [values for name, values in buttons if name.endswith("take_again")]
    assert part["item"] == chosen.object.name
    bpy.context.view_layer.objects.active = chosen.controls[0]
    buttons = drawn(panel_takes.SKETCH_MOTION_PT_takes).buttons
    (part,) = [values for name, values in buttons if name.endswith("take_again")]
    assert part["item"] == chosen.object.name


@pytest.mark.parametrize("renamed", [False, True])
@pytest.mark.parametrize("which", ["copy", "first"])
@pytest.mark.parametrize("operator", ["take_again", "go_on"])
def test_the_motion_is_made_of_the_chosen_one(
    engine: Engine, jobs: Path, operator: str, which: str, renamed: bool
) -> None:
    """A drawing of it was edited, so the result shows which one it was made of."""
    _, take = animated(jobs)
    copy = duplicate(take)
    chosen, other = (copy, take) if which == "copy" else (take, copy)
    edited, left = lift(chosen, 3), places(other.object)
    make_active(chosen)
    bpy.context.scene.frame_set(6)
    if operator == "take_again":
        run(operator, chosen, prompt="it hops", in_range=True, first=6, last=9)
    else:
        bpy.context.scene.sketch_motion.prompt = "it hops"
        prepare(jobs, chosen, 17)
        bpy.ops.sketch_motion.go_on()
    if renamed:
        chosen.object.name = "Zoe"
    pump_until(settled)
    assert session.notice is None
    (new,) = [each for each in scene_takes.all_takes() if each.job != take.job]
    assert np.array_equal(places(new.object)[3], edited)
    now = places(other.object)
    assert now.keys() == left.keys() and all(np.array_equal(now[f], left[f]) for f in now)
    assert visible() == {new.object.name}


@pytest.mark.parametrize("which", ["copy", "first"])
def test_the_active_one_is_coloured(engine: Engine, jobs: Path, which: str) -> None:
    item = sketch()
    found = answer(jobs, item)
    channels: list[dict[str, Any]] = [{"x": curve((0, 0), (11, 50))}]
    motion = animation(found.drawing, channels, [(300.0, 300.0)], wobble=9)
    result = write_back(motion, found.drawing, item, bpy.context.scene)
    take = scene_takes.mark(result.object, result.controls, "job", Request("it goes"), start=1)
    copy = duplicate(take)
    chosen, other = (copy, take) if which == "copy" else (take, copy)
    make_active(chosen)
    bpy.ops.sketch_motion.colour()
    bpy.context.view_layer.objects.active = other.object  # looked at while the engine works
    pump_until(lambda: not colourings.job)
    assert session.notice is None
    assert fill_layer_names(chosen.object.data) and not fill_layer_names(other.object.data)
