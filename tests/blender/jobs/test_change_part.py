# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A part of a take is changed, and what the artist did in the rest of it stays."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import bpy
import numpy as np
import pytest

from addon.blender.grease_pencil import attributes, versions
from addon.blender.jobs.session import session
from addon.blender.objects import fill_layers
from addon.blender.ui.redo import SKETCH_MOTION_OT_take_again
from addon.blender.write import scene_takes, take_keys
from addon.blender.write.change_part import source_frame
from addon.blender.write.scene_takes import SceneTake
from addon.client.jobs.timing import Easing, ScenePlace
from addon.contract.animation import Animation
from tests.blender.jobs.test_session import engine, jobs, pump_until, settled
from tests.blender.jobs.test_take_keys import move_keys
from tests.blender.jobs.test_takes import animated, places, visible
from tests.blender.motions import animation, curve
from tests.blender.scenes import draw, wavy, world_points

__all__ = ["engine", "jobs"]  # fixtures
Engine = Callable[[str], None]


def other_result(jobs: Path, take: SceneTake) -> None:
    """Prepare another motion as the engine's next result."""
    from addon.contract.drawing import Drawing

    drawing = Drawing.read(jobs / take.job / "drawing.safetensors")
    channel = {"x": curve((0, 0), (5, -60), (11, 30)), "rotation": curve((0, 0), (11, -1))}
    made = animation(drawing, [channel], [(500, 400)], wobble=25)
    made.write(jobs / "result.safetensors")


def changed(take: SceneTake, **named: Any) -> SceneTake:
    answer = bpy.ops.sketch_motion.take_again(job=take.job, prompt="it hops", **named)
    assert answer == {"FINISHED"}
    pump_until(settled)
    assert session.notice is None
    new, old = scene_takes.all_takes()
    assert old.job == take.job
    return new


def moving_layer(take: SceneTake) -> Any:
    return next(layer for layer in take.object.data.layers if len(layer.frames) > 3)


def lift(take: SceneTake, frame: int) -> np.ndarray:
    """Edit a drawing by hand; return its points."""
    drawing = moving_layer(take).get_frame_at(frame).drawing
    points = attributes.read(drawing, "position") + np.float32([0, 0, 2.5])
    attributes.write(drawing, "position", "FLOAT_VECTOR", "POINT", points)
    return np.array(points)


def test_drawings_and_keys_edited_by_hand_stay_outside_of_the_range(
    engine: Engine, jobs: Path
) -> None:
    _, take = animated(jobs)
    edited = lift(take, 3)
    before = places(take.object)
    control = take.controls[0]
    assert take_keys.is_edited(take)
    path, index = next(
        (c.data_path, c.array_index)
        for c in versions.own_curves(control).fcurves
        if len(c.keyframe_points) > 1
    )
    old_curve = versions.own_curves(control).fcurves.find(path, index=index)
    old_curve.keyframe_points[0].co[1] += 0.5
    old_curve.update()
    other_result(jobs, take)
    new = changed(take, in_range=True, first=6, last=9, seed=0)
    after = places(new.object)
    assert np.array_equal(after[3], edited)
    for frame in (2, 3, 4, 5, 10, 11, 12):
        assert np.array_equal(after[frame], before[frame]), frame
    for frame in (6, 8, 9):
        assert not np.allclose(after[frame], before[frame], atol=1e-3), frame
    new_curve = versions.own_curves(new.controls[0]).fcurves.find(path, index=index)
    for frame in (1, 3, 6, 9, 12):
        assert new_curve.evaluate(frame) == pytest.approx(old_curve.evaluate(frame), abs=1e-3)
    assert abs(new_curve.evaluate(7.5) - old_curve.evaluate(7.5)) > 1e-2
    assert visible() == {new.object.name} and new.name == "it hops"
    assert bpy.context.view_layer.objects.active == new.object
    assert len([item for item in bpy.data.objects if item.type == "EMPTY"]) == 2
    assert take_keys.is_edited(new)  # what was done by hand is in it, too
    assert take.object.hide_viewport  # the old take is there as it was
    assert np.array_equal(places(take.object)[3], edited)


def test_the_copy_shows_its_points_where_the_take_shows_them(engine: Engine, jobs: Path) -> None:
    item, take = animated(jobs)
    item.location = (1, 2, 3)
    scene = bpy.context.scene
    new = changed(take, in_range=True, first=11, last=12, seed=0)
    assert new.controls and not take_keys.is_edited(new)  # no hand was at it
    for shown in (take.object, *take.controls):
        shown.hide_viewport = False
    for frame in (1, 4, 8):
        scene.frame_set(frame)
        for layer in take.object.data.layers:
            other = new.object.data.layers[layer.name]
            assert other.parent in new.controls
            seen, expected = world_points(new.object, other), world_points(take.object, layer)
            assert np.allclose(seen, expected, atol=1e-4), (frame, layer.name)


def test_a_take_that_was_moved_and_stretched_stays_there(engine: Engine, jobs: Path) -> None:
    _, take = animated(jobs)
    other_result(jobs, take)
    theirs = Animation.read(jobs / "result.safetensors")
    move_keys(take, scale=2, by=9)
    before = places(take.object)
    new = changed(take, in_range=True, first=20, last=24, seed=0)
    assert take_keys.places(new).whole == ScenePlace(10, 23)
    after = places(new.object)
    assert sorted(after) == sorted({*before, 25})
    for frame in (12, 14, 18, 26, 32):
        assert np.array_equal(after[frame], before[frame])
    for frame in (20, 24):
        assert not np.allclose(after[frame], before[frame], atol=1e-3)
    assert np.array_equal(after[25], before[24])  # as it was held there
    assert theirs.frame_count == 12
    request = (jobs / new.job / "request.json").read_text()
    assert '"range": [\n    5,\n    8\n   ]' in request or '"range": [5, 8]' in request


def test_frames_of_the_engine_are_found_through_slow_in_and_stretching() -> None:
    class Clip:
        loop, frames = False, 24

    clip: Any = Clip()
    assert source_frame(11, ScenePlace(11, 24), clip, ()) == 0
    assert source_frame(34, ScenePlace(11, 24), clip, ()) == 23
    assert source_frame(24, ScenePlace(1, 47), clip, ()) == pytest.approx(11.5)
    slow = (Easing(1.0, 1.0),)
    assert source_frame(12.5, ScenePlace(1, 24), clip, slow) == pytest.approx(11.5)
    assert source_frame(5, ScenePlace(1, 24), clip, slow) < 2


def test_the_same_words_and_seed_change_nothing_and_that_is_said(
    engine: Engine, jobs: Path
) -> None:
    _, take = animated(jobs, seed=7)
    with pytest.raises(RuntimeError, match="Nothing would change"):
        bpy.ops.sketch_motion.take_again(job=take.job, prompt="the fish swims", seed=7)
    with pytest.raises(RuntimeError, match="Nothing would change"):
        bpy.ops.sketch_motion.take_again(job=take.job, prompt=" ", seed=7)


def test_the_dialog_starts_at_the_current_frame_with_the_seed_of_the_take(
    engine: Engine, jobs: Path
) -> None:
    _, take = animated(jobs, seed=7)
    scene = bpy.context.scene

    def filled() -> Any:
        dialog: Any = SimpleNamespace(take=lambda: take)
        SKETCH_MOTION_OT_take_again.fill_in(dialog, bpy.context)
        return dialog

    scene.frame_set(5)
    dialog = filled()
    assert (dialog.in_range, dialog.first, dialog.last) == (True, 5, 12)
    assert (dialog.prompt, dialog.seed) == ("the fish swims", 7)
    scene.frame_set(1)
    assert not filled().in_range
    move_keys(take, by=9)
    scene.frame_set(15)
    dialog = filled()
    assert (dialog.first, dialog.last) == (15, 21)
    scene.use_preview_range = True
    scene.frame_preview_start, scene.frame_preview_end = 12, 14
    dialog = filled()
    assert (dialog.in_range, dialog.first, dialog.last) == (True, 12, 14)


def test_fills_that_do_not_fit_the_new_motion_are_left_out(engine: Engine, jobs: Path) -> None:
    _, take = animated(jobs)
    fills = take.object.data.layers.new("Fills")
    fill_layers.mark(draw(fills, 1, [wavy(0)], rich=False))
    new = changed(take, in_range=True, first=6, last=9, seed=0)
    assert not fill_layers.fill_layer_names(new.object.data)
    assert fill_layers.fill_layer_names(take.object.data) == {"Fills"}
    assert any("Press Colour again" in remark for remark in new.remarks)
