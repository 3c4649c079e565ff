# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""New timing after the artist has moved or stretched the keys of a take in the Dope Sheet."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import bpy
import numpy as np
import pytest

from addon.blender.grease_pencil import versions
from addon.blender.jobs.session import session
from addon.blender.jobs.take_frames import write_take_frames
from addon.blender.write import take_keys
from addon.blender.write.scene_takes import SceneTake
from addon.client.jobs.timing import ScenePlace
from addon.contract.drawing import Drawing
from addon.contract.drawn_frames import DrawnFrames
from tests.blender import scenes
from tests.blender.jobs.test_session import engine, jobs, ready_scene
from tests.blender.jobs.test_takes import animated, another, places
from tests.blender.motions import animation, curve
from tests.blender.write.test_write_back import captured

__all__ = ["engine", "jobs"]  # fixtures
Engine = Callable[[str], None]
FAR = 100_000


def move_keys(take: SceneTake, *, by: int = 0, scale: int = 1) -> None:
    """Move all keys of a take as the Dope Sheet does: stretched from frame 1 on, then by frames."""
    for layer in take.object.data.layers:
        numbers = [frame.frame_number for frame in layer.frames]
        for number in numbers:
            layer.frames.move(number, FAR + number)
        for number in numbers:
            layer.frames.move(FAR + number, 1 + scale * (number - 1) + by)
    for control in take.controls:
        move_curves(control, by=by, scale=scale)


def move_curves(control: Any, *, by: int = 0, scale: int = 1) -> None:
    for channel in versions.own_curves(control).fcurves:
        for point in channel.keyframe_points:
            for name in ("handle_left", "co", "handle_right"):
                place = getattr(point, name)
                place[0] = 1 + scale * (place[0] - 1) + by
        channel.update()


def moving_curve(take: SceneTake) -> Any:
    return next(
        channel
        for channel in versions.own_curves(take.controls[0]).fcurves
        if len(channel.keyframe_points) > 1
    )


def steps_of(take: SceneTake) -> set[tuple[float, float]]:
    return {
        (modifier.frame_step, modifier.frame_offset % modifier.frame_step)
        for control in take.controls
        for channel in versions.own_curves(control).fcurves
        for modifier in channel.modifiers
        if modifier.type == "STEPPED"
    }


def test_twos_after_a_move_are_twos_where_the_keys_are(engine: Engine, jobs: Path) -> None:
    _, take = animated(jobs)
    ones = places(take.object)
    move_keys(take, by=9)
    assert take_keys.places(take).whole == ScenePlace(10, 12)
    bpy.ops.sketch_motion.take_hold(job=take.job, hold="2")
    twos = places(take.object)
    assert sorted(twos) == [10, 12, 14, 16, 18, 20]
    for frame, points in twos.items():
        assert np.array_equal(points, ones[frame - 9])
    assert steps_of(take) == {(2.0, 0.0)}  # even frames, as the drawings
    assert take.start == 10 and take_keys.places(take).whole == ScenePlace(10, 12)
    move_keys(take, by=1)
    bpy.ops.sketch_motion.take_hold(job=take.job, hold="1")
    assert min(places(take.object)) == 11 and steps_of(take) == set()


def test_slow_out_covers_a_take_that_was_stretched(engine: Engine, jobs: Path) -> None:
    _, take = animated(jobs)
    ones = places(take.object)
    move_keys(take, scale=2)
    assert take_keys.places(take).whole == ScenePlace(1, 23)
    bpy.ops.sketch_motion.take_ease(job=take.job, out=1.0)
    slowed = places(take.object)
    assert sorted(slowed)[-1] == 23 and np.allclose(slowed[23], ones[12], atol=1e-5)
    channel = moving_curve(take)
    assert channel.keyframe_points[-1].co[0] == 23
    first = np.abs(slowed[3] - slowed[1]).max()
    assert first < 0.3 * np.abs(ones[2] - ones[1]).max()
    after = slowed[max(frame for frame in slowed if frame <= 22)]
    assert np.abs(after - slowed[23]).max() > 0  # it doesn't stand still after the first 12


def test_a_rest_between_two_drawings_stays_a_rest(engine: Engine, jobs: Path) -> None:
    _, take = animated(jobs)
    layer = next(layer for layer in take.object.data.layers if len(layer.frames) > 3)
    for number in (6, 7, 8):
        layer.frames.remove(number)
    held = places(take.object)[5]
    bpy.ops.sketch_motion.take_hold(job=take.job, hold="2")
    twos = places(take.object)
    shown = {at: twos[max(key for key in twos if key <= at)] for at in (5, 7, 8)}
    for points in shown.values():
        assert np.array_equal(points, held)


def test_a_control_that_was_moved_alone_keeps_its_place(engine: Engine, jobs: Path) -> None:
    _, take = animated(jobs)
    move_curves(take.controls[0], by=6)
    bpy.ops.sketch_motion.take_hold(job=take.job, hold="2")
    assert sorted(places(take.object)) == [1, 3, 5, 7, 9, 11]
    assert steps_of(take) == {(2.0, 1.0)}  # with the drawings that it carries
    bpy.ops.sketch_motion.take_ease(job=take.job, into=1.0)
    channel = moving_curve(take)
    assert [channel.keyframe_points[index].co[0] for index in (0, -1)] == [7, 18]


def test_an_added_drawing_moves_nothing(engine: Engine, jobs: Path) -> None:
    _, take = animated(jobs)
    layer = next(layer for layer in take.object.data.layers if len(layer.frames) > 3)
    copy = layer.frames.copy(12, 30)
    copy.keyframe_type = "GENERATED"
    assert take_keys.places(take).whole == ScenePlace(1, 12)


@pytest.mark.parametrize(("by", "scale"), [(20, 1), (0, 2)], ids=["moved", "stretched"])
def test_a_take_is_exported_from_where_its_keys_are(
    engine: Engine, jobs: Path, tmp_path: Path, by: int, scale: int
) -> None:
    _, take = animated(jobs)
    made_from = session.ready_client().folder(take.job) / "drawing.safetensors"

    def places_of(folder: str) -> list[np.ndarray]:
        (tmp_path / folder).mkdir()
        write_take_frames(take, bpy.context, made_from, tmp_path / folder)
        names = DrawnFrames.read(tmp_path / folder).files
        return [np.asarray(Drawing.read(tmp_path / folder / name).positions.data) for name in names]

    before = places_of("before")
    move_keys(take, by=by, scale=scale)
    take.object.data.update_tag()
    after = places_of("after")
    assert len(after) == scale * (len(before) - 1) + 1
    for one, other in zip(before, after[::scale], strict=True):
        assert np.allclose(one, other, atol=0.01)


def test_drawings_of_the_artist_keep_their_frames(engine: Engine, jobs: Path) -> None:
    _, take = animated(jobs)
    sparks = take.object.data.layers.new("Sparks")
    for frame in range(1, 13):
        scenes.draw(sparks, frame, [scenes.wavy(frame)])
    moving = next(layer for layer in take.object.data.layers if layer.parent is not None)
    name = moving.name
    moving.frames.remove(6)
    scenes.draw(moving, 6, [scenes.wavy(66)])
    before = [scenes.snapshot(frame.drawing) for frame in sparks.frames]
    for hold, at_six in (("2", {1, 3, 5, 6, 7, 9, 11}), ("3", {1, 4, 6, 7, 10})):
        bpy.ops.sketch_motion.take_hold(job=take.job, hold=hold)
        moving, sparks = (take.object.data.layers[each] for each in (name, "Sparks"))
        assert {frame.frame_number for frame in moving.frames} == at_six
    bpy.ops.sketch_motion.take_ease(job=take.job, out=1.0)
    moving, sparks = (take.object.data.layers[each] for each in (name, "Sparks"))
    assert len(moving.get_frame_at(6).drawing.strokes) == 1
    assert [frame.frame_number for frame in sparks.frames] == list(range(1, 13))
    assert [scenes.snapshot(frame.drawing) for frame in sparks.frames] == before


def test_a_take_of_an_earlier_version_knows_its_frames_from_its_controls(
    engine: Engine, jobs: Path
) -> None:
    _, take = animated(jobs)
    for item in (take.object, *take.controls):
        del item[take_keys.KEYS]
    assert take_keys.places(take).whole == ScenePlace(1, 12)
    move_keys(take, by=9)
    bpy.ops.sketch_motion.take_hold(job=take.job, hold="2")
    assert sorted(places(take.object)) == [10, 12, 14, 16, 18, 20]
    take.object[take_keys.KEYS] = "damaged"
    assert take_keys.places(take).whole.start == 10


@pytest.mark.parametrize("scale", [2, 3])
def test_a_stretched_loop_stays_a_loop(engine: Engine, jobs: Path, scale: int) -> None:
    bpy.context.scene.frame_end = 40
    found = captured(ready_scene(jobs))
    channel = {"x": curve((0, 0), (6, 80), (12, 0))}
    looping = animation(found.drawing, [channel], [(500, 400)], wobble=10, loop=True)
    looping.write(jobs / "result.safetensors")
    bpy.context.scene.sketch_motion.loop = True
    take = another()
    before = places(take.object)
    bpy.context.scene.frame_end = 24 * scale
    move_keys(take, scale=scale)
    assert take_keys.places(take).whole == ScenePlace(1, 12 * scale)
    bpy.ops.sketch_motion.take_hold(job=take.job, hold="1")
    after = places(take.object)
    for frame in range(2, 13):
        at = 1 + scale * (frame - 1)
        assert np.allclose(after[at], before[frame], atol=1e-5)
        assert np.allclose(after[at + 12 * scale], before[frame], atol=1e-5)
