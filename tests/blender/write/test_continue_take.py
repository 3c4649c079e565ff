# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A take with bones goes on: what is before stays, to the key, and the rest is the engine's.

Needs SKETCH_MOTION_TEST_ENGINE (a Python with the engine's packages), as `build.py test` sets it.
"""

from __future__ import annotations

import itertools
import os
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import bpy
import numpy as np
import pytest

from addon.blender.capture.capture import Capture, capture
from addon.blender.grease_pencil import versions
from addon.blender.write import bone_poses, scene_takes, take_keys
from addon.blender.write.bake import bake
from addon.blender.write.continue_take import TakeContinuation, continue_take
from addon.blender.write.scene_takes import SceneTake
from addon.blender.write.take_reference import TakeReference
from addon.blender.write.write_back import write_back
from addon.client.jobs.timing import ScenePlace
from addon.contract.animation import Animation
from addon.contract.continuation import Continuation
from addon.contract.job import JobFolder
from addon.contract.request import Request
from tests.blender import scenes
from tests.blender.motions import on_canvas
from tests.blender.svg_drawings import svg_curves, svg_pencil
from tests.blender.write.test_rig_result import ENGINE, ROOT, object_list_classes, seen

RUN = (
    "import sys, shutil; from pathlib import Path; from engine.jobs.run import run_job\n"
    "first, *others = map(Path, sys.argv[1:])\n"
    "run_job(first)\n"
    "for folder in others:\n"
    "    shutil.copy(first / 'animation.safetensors', folder / 'kept.safetensors')\n"
    "    run_job(folder)"
)
AT, LONG = 13, 20
FIRST = Request("the horse walks to the right", quality="draft", settings={"armature": True})

pytestmark = pytest.mark.skipif(not ENGINE, reason="needs the engine")


def asked(before: bool) -> Request:
    goes_on = TakeContinuation(TakeReference("one"), 1 + AT, Continuation(AT, before))
    frames = goes_on.asked.frames(FIRST.frames, LONG)
    settings: Any = {"armature": True, **goes_on.to_settings()}
    return replace(FIRST, prompt="it jumps", frames=frames, settings=settings)


@pytest.fixture(scope="module")
def jobs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return made_jobs(svg_pencil, tmp_path_factory.mktemp("jobs"))


@pytest.fixture(scope="module")
def curve_jobs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return made_jobs(svg_curves, tmp_path_factory.mktemp("curve_jobs"))


def made_jobs(draw: Callable[[str], Any], top: Path) -> dict[str, Path]:
    """Make the jobs of a drawing: a motion, what goes on from it and what leads to it."""
    object_list_classes(register=True)
    try:
        bpy.ops.wm.read_homefile(use_factory_startup=True, use_empty=True)
        drawing = capture(draw("horse"), bpy.context.scene, polylines=True).drawing
    finally:
        object_list_classes(register=False)
    requests = {"one": FIRST, "after": asked(False), "before": asked(True)}
    for name, request in requests.items():
        JobFolder.create(top / name, request, drawing)
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONPATH": str(ROOT)}
    folders = [str(top / name) for name in requests]
    subprocess.run([ENGINE, "-c", RUN, *folders], cwd=ROOT, env=environment, check=True)
    return {name: top / name for name in requests}


@pytest.fixture
def curve_lists(object_lists: None, curve_jobs: dict[str, Path]) -> Iterator[dict[str, Path]]:
    yield curve_jobs


@pytest.fixture
def lists(object_lists: None, jobs: dict[str, Path]) -> Iterator[dict[str, Path]]:
    yield jobs


def applied(item: Any, found: Capture, folder: Path) -> tuple[SceneTake, Animation]:
    """Write a job's result; return it as a take."""
    motion = Animation.read(JobFolder(folder).animation_path)
    result = write_back(motion, found.drawing, item, bpy.context.scene)
    request = JobFolder(folder).read_request()
    take = scene_takes.mark(
        result.object, result.controls, folder.name, request, start=result.start,
        parts=motion.object_names,
    )  # fmt: skip
    take_keys.note(take)
    return take, motion


def keys(take: SceneTake) -> dict[tuple[str, int], dict[float, float]]:
    (control,) = take.controls
    bag = versions.own_curves(control)
    assert bag is not None
    return {
        (curve.data_path, curve.array_index): {
            round(key.co[0], 3): key.co[1] for key in curve.keyframe_points
        }
        for curve in bag.fcurves
    }


def value(take: SceneTake, curve: tuple[str, int], frame: float) -> float:
    (control,) = take.controls
    bag = versions.own_curves(control)
    assert bag is not None
    return float(bag.fcurves.find(curve[0], index=curve[1]).evaluate(frame))


def drawn(
    jobs: dict[str, Path], draw: Callable[[str], Any] = svg_pencil
) -> tuple[Any, Capture, SceneTake, Animation]:
    item = draw("horse")
    found = capture(item, bpy.context.scene, polylines=True)
    bpy.context.scene.frame_end = 80
    take, motion = applied(item, found, jobs["one"])
    return item, found, take, motion


def expected(found: Capture, motion: Animation, frame: int) -> Any:
    """Return the world positions [n, 3] that the engine's frames have."""
    rest = np.asarray(found.drawing.positions.data, dtype=float).reshape(-1, 2)
    move = on_canvas(found.drawing, motion, frame) - rest
    return found.map.positions + found.map.plane.displacement(move)


def moved_by_hand(take: SceneTake) -> tuple[str, int]:
    """Raise a key of the neck's turn; return the curve."""
    (control,) = take.controls
    bag = versions.own_curves(control)
    assert bag is not None
    curve = max(
        (c for c in bag.fcurves if "rotation" in c.data_path), key=lambda c: len(c.keyframe_points)
    )
    curve.keyframe_points[1].co[1] += 0.4
    curve.update()
    return curve.data_path, curve.array_index


def test_the_pose_of_bones_is_the_engine_s(lists: dict[str, Path]) -> None:
    _, _, take, motion = drawn(lists)
    (pose,) = bone_poses.poses_at(take.controls, bpy.context.scene, 1 + AT).values()
    assert motion.pose is not None
    rig = motion.pose.rig
    turns = np.asarray(motion.pose.turns.data).reshape(-1, rig.joint_count)
    roots = np.asarray(motion.pose.roots.data).reshape(len(turns), -1, 2)
    for joint, (turn, _) in pose.turns.items():
        assert turn == pytest.approx(turns[AT, rig.joint_names.index(joint)], abs=0.06), joint
    assert np.allclose(pose.root, roots[AT, 0], atol=4.0)
    assert np.allclose(pose.root_speed, roots[AT, 0] - roots[AT - 1, 0], atol=2.0)
    assert bpy.context.scene.frame_current == 1


def test_a_pose_without_keys_is_gone_on_from_and_stays(lists: dict[str, Path]) -> None:
    _, _, take, _ = drawn(lists)
    (control,) = take.controls
    scene = bpy.context.scene
    scene.frame_set(1 + AT)
    (keyed,) = bone_poses.poses_at(take.controls, scene, 1 + AT).values()
    names = bone_poses.joint_bones(control)
    joint = list(names)[-1]
    bone = control.pose.bones[names[joint]]
    posed = bone.rotation_euler[2] + 0.5
    bone.rotation_euler[2] = posed
    bpy.context.view_layer.update()
    (pose,) = bone_poses.poses_at(take.controls, scene, 1 + AT).values()
    turn, speed = pose.turns[joint]
    assert abs(abs(turn - keyed.turns[joint][0]) - 0.5) < 1e-4
    assert speed == pytest.approx(keyed.turns[joint][1], abs=1e-5)
    assert bone.rotation_euler[2] == pytest.approx(posed) and scene.frame_current == 1 + AT


def longest_step(take: SceneTake, first: int, end: int) -> float:
    steps = [seen(take.object, frame) for frame in range(first, end)]
    return float(max(np.abs(b - a).max() for a, b in itertools.pairwise(steps)))


def test_what_is_before_stays_to_the_key(lists: dict[str, Path]) -> None:
    item, found, take, _ = drawn(lists)
    edited = moved_by_hand(take)
    before = keys(take)
    shown = {frame: seen(take.object, frame) for frame in (1, 5, 9, 14)}
    usual = longest_step(take, 5, 14)
    new, motion = applied(item, found, lists["after"])
    plan = TakeContinuation.of(JobFolder(lists["after"]).read_request())
    assert plan is not None
    made = continue_take(take, new, plan)
    assert take_keys.places(made).whole == ScenePlace(1, AT + LONG)
    after = keys(made)
    for curve, own in before.items():
        kept = {at: value for at, value in own.items() if at < 1 + AT}
        assert kept.items() <= after[curve].items(), curve
        for frame in np.arange(1.0, 1.0 + AT, 0.5):
            assert value(made, curve, frame) == pytest.approx(value(take, curve, frame), abs=2e-4)
    assert after[edited][sorted(before[edited])[1]] == before[edited][sorted(before[edited])[1]]
    for frame, points in shown.items():
        assert np.allclose(seen(made.object, frame), points, atol=1e-3), frame
    size = float(np.ptp(shown[1], axis=0).max())
    for frame in (20, 26, 32):
        missed = np.abs(seen(made.object, frame) - expected(found, motion, frame - 1)).max()
        assert missed < 0.03 * size, (frame, missed / size)
    assert longest_step(made, 13, 17) < 1.3 * usual
    assert len({each.animation_data.action for each in made.controls}) == 1
    assert take.object.hide_viewport and not made.object.hide_viewport
    assert bpy.context.view_layer.objects.active == made.object
    assert all(rig.hide_get() for rig in made.controls)  # until it is posed
    assert "still there" in made.remarks[-1]


def test_a_motion_before_never_begins_before_the_take(lists: dict[str, Path]) -> None:
    item, found, take, _ = drawn(lists)
    shown = {frame: seen(take.object, frame) for frame in (14, 18, 24)}
    new, motion = applied(item, found, lists["before"])
    plan = TakeContinuation.of(JobFolder(lists["before"]).read_request())
    assert plan is not None
    made = continue_take(take, new, plan)
    later = LONG - 1 - AT  # frame 14 is where the new motion ends, in frame 20
    for curve in keys(take):
        for frame in range(1 + AT, 25):
            there = value(made, curve, frame + later)
            assert there == pytest.approx(value(take, curve, frame), abs=2e-4), curve
    assert take_keys.places(made).whole == ScenePlace(1, LONG + 24 - AT - 1)
    for frame, points in shown.items():
        assert np.allclose(seen(made.object, frame + later), points, atol=1e-3), frame
    size = float(np.ptp(shown[14], axis=0).max())
    missed = np.abs(seen(made.object, 8) - expected(found, motion, 7)).max()
    assert missed < 0.025 * size, missed / size


def test_it_can_be_baked(lists: dict[str, Path]) -> None:
    item, found, take, _ = drawn(lists)
    new, _ = applied(item, found, lists["after"])
    plan = TakeContinuation.of(JobFolder(lists["after"]).read_request())
    assert plan is not None
    made = continue_take(take, new, plan)
    assert not take_keys.is_edited(made)
    shown = {frame: seen(made.object, frame) for frame in (9, 20, 30)}
    bake(made, bpy.context.scene)
    for frame, points in shown.items():
        assert np.allclose(seen(made.object, frame), points, atol=1e-3), frame


@pytest.mark.parametrize("way", ["after", "before"])
def test_a_drawing_of_curves_goes_on_as_lines(way: str, curve_lists: dict[str, Path]) -> None:
    item, found, take, _ = drawn(curve_lists, svg_curves)
    stored = scenes.snapshot(item.data.layers[0].frames[0].drawing)
    shown = {frame: seen(take.object, frame) for frame in (1, 9, 14, 18, 24)}
    new, motion = applied(item, found, curve_lists[way])
    plan = TakeContinuation.of(JobFolder(curve_lists[way]).read_request())
    assert plan is not None
    made = continue_take(take, new, plan)
    later = 0 if way == "after" else LONG - 1 - AT
    kept = [frame for frame in shown if (frame <= 14) == (way == "after") or frame == 14]
    size = float(np.ptp(shown[1], axis=0).max())
    for frame in kept:
        there = seen(made.object, frame + later)
        assert np.allclose(there, shown[frame], atol=1e-3), frame
    for frame in (26, 32) if way == "after" else (4, 8):
        missed = np.abs(seen(made.object, frame) - expected(found, motion, frame - 1)).max()
        assert missed < 0.05 * size, (frame, missed / size)
    assert scenes.snapshot(item.data.layers[0].frames[0].drawing) == stored
    bake(made, bpy.context.scene)
    assert np.allclose(seen(made.object, kept[0] + later), shown[kept[0]], atol=1e-3)
