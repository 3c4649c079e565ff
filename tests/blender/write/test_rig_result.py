# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A motion of bones, found and acted by the real engine, is an armature in Blender.

Needs SKETCH_MOTION_TEST_ENGINE (a Python with the engine's packages), as `build.py test` sets it.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import bpy
import numpy as np
import pytest
from mathutils import Vector
from numpy.typing import NDArray

from addon.blender.capture.capture import Capture, capture
from addon.blender.grease_pencil import attributes, versions
from addon.blender.objects import object_list
from addon.blender.objects.fill_layers import fill_layer_names
from addon.blender.write import posing, scene_takes, take_keys
from addon.blender.write.bake import bake
from addon.blender.write.bone_poses import JOINT
from addon.blender.write.change_part import PartChange, change_part
from addon.blender.write.colour_layers import write_colours
from addon.blender.write.retime import retime
from addon.blender.write.take_reference import TakeReference
from addon.blender.write.write_back import VectorResult, write_back
from addon.client.jobs.timing import Easing
from addon.contract.animation import Animation
from addon.contract.errors import BadInput
from addon.contract.job import JobFolder
from addon.contract.request import Request
from tests.blender import scenes
from tests.blender.jobs.test_take_keys import move_curves
from tests.blender.motions import on_canvas
from tests.blender.svg_drawings import farm, svg_curves, svg_pencil
from tests.blender.write.test_colour_layers import rings_on

ENGINE = os.environ.get("SKETCH_MOTION_TEST_ENGINE", "")
ROOT = Path(__file__).resolve().parents[3]
RUN = (
    "import sys; from pathlib import Path; from engine.jobs.run import run_job\n"
    "for folder in sys.argv[1:]: run_job(Path(folder))"
)
TOLERANCE = 0.005  # of the drawing
MOST_KEYS = 14  # of one channel, in 24 frames
#: A quadruped, a person, a fish and a vehicle; what stretches and is mirrored; Bezier curves.
REQUESTS = {
    "horse": Request("the horse walks", quality="draft"),
    "stick_man": Request("the man waves", quality="draft"),
    "fish": Request("the fish turns around", quality="draft"),
    "bird": Request("the bird flies", quality="draft"),
    "car": Request("the car drives", quality="draft", hold=2, loop=True),
    "horse curves": Request("the horse walks", quality="draft"),
}
FARM = Request(
    "the horse walks, the pony walks, the car drives away and the water flows", quality="draft"
)

pytestmark = pytest.mark.skipif(not ENGINE, reason="needs the engine")


@pytest.fixture(scope="module")
def jobs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return a finished job for each drawing."""
    top = tmp_path_factory.mktemp("jobs")
    object_list_classes(register=True)
    try:
        for name, request in {**REQUESTS, "farm": FARM}.items():
            bpy.ops.wm.read_homefile(use_factory_startup=True, use_empty=True)
            found = capture(drawn(name), bpy.context.scene, polylines=True)
            asked = replace(request, settings={"armature": True})
            JobFolder.create(top / name, asked, found.drawing)
    finally:
        object_list_classes(register=False)
    folders = {name: top / name for name in (*REQUESTS, "farm")}
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONPATH": str(ROOT)}
    subprocess.run([ENGINE, "-c", RUN, *folders.values()], cwd=ROOT, env=environment, check=True)
    return folders


def drawn(name: str) -> Any:
    """Return a new drawing."""
    if name.endswith(" curves"):
        return svg_curves(name.removesuffix(" curves"))
    return farm() if name == "farm" else svg_pencil(name)


def object_list_classes(*, register: bool) -> None:
    """Register the list of objects, or take it away."""
    if register:
        for item in object_list.CLASSES:
            bpy.utils.register_class(item)
        object_list.register()
        return
    object_list.unregister()
    for item in object_list.CLASSES:
        bpy.utils.unregister_class(item)


@dataclass(frozen=True)
class Written:
    """A drawing and what its job has made of it."""

    found: Capture
    motion: Animation
    result: VectorResult
    request: Request

    @property
    def take(self) -> scene_takes.SceneTake:
        """The result as a take."""
        return scene_takes.mark(
            self.result.object, self.result.controls, "job", self.request, start=self.result.start
        )


def written(name: str, jobs: dict[str, Path]) -> Written:
    """Draw a drawing anew and write the result of its job."""
    item = drawn(name)
    found = capture(item, bpy.context.scene, polylines=True)
    motion = Animation.read(JobFolder(jobs[name]).animation_path)
    bpy.context.scene.frame_end = motion.frame_count
    result = write_back(motion, found.drawing, item, bpy.context.scene)
    return Written(found, motion, result, JobFolder(jobs[name]).read_request())


@pytest.fixture
def lists(object_lists: None, jobs: dict[str, Path]) -> Iterator[dict[str, Path]]:
    yield jobs


def seen(item: Any, frame: int) -> NDArray[np.float64]:
    """Return the world positions [n, 3] of all strokes, as Blender evaluates them in a frame.

    Layers that were split come together again, with their strokes in the order of `identity`.
    """
    bpy.context.scene.frame_set(frame)
    graph = bpy.context.evaluated_depsgraph_get()
    shown = item.evaluated_get(graph)
    found: list[tuple[str, int, NDArray[np.float64]]] = []
    for layer in item.data.layers:
        key = shown.data.layers[layer.name].get_frame_at(frame)
        points = attributes.read(key.drawing, "position")
        assert points is not None
        matrix = np.array(shown.matrix_world @ layer.matrix_local, np.float64)
        if layer.parent is not None:
            parent = layer.parent.evaluated_get(graph).matrix_world
            matrix = np.array(parent @ layer.matrix_parent_inverse @ layer.matrix_local, np.float64)
        places = points.astype(np.float64) @ matrix[:3, :3].T + matrix[:3, 3]
        names = attributes.read(key.drawing, "identity")
        ends = attributes.stroke_offsets(key.drawing)
        assert names is not None
        for stroke, identity in enumerate(names.tolist()):
            rows = places[ends[stroke] : ends[stroke + 1]]
            found.append((layer.name.split()[0], identity, rows))
    order = ("Lines", "Back")
    return np.concatenate(
        [row[2] for row in sorted(found, key=lambda r: (order.index(r[0]), r[1]))]
    )


def expected(one: Written, frame: int) -> NDArray[np.float64]:
    """Return the world positions [n, 3] that the engine's frames have."""
    rest = np.asarray(one.found.drawing.positions.data, dtype=float).reshape(-1, 2)
    move = on_canvas(one.found.drawing, one.motion, frame) - rest
    return one.found.map.positions + one.found.map.plane.displacement(move)


@pytest.mark.parametrize("name", [*REQUESTS, "farm"])
def test_blender_shows_the_frames_of_the_engine(name: str, lists: dict[str, Path]) -> None:
    one = written(name, lists)
    assert len(one.result.armatures) == (3 if name == "farm" else 1)
    assert [empty.name for empty in one.result.empties] == (
        ["water control"] if name == "farm" else []
    )
    size = np.ptp(one.found.map.positions, axis=0).max()
    for frame in range(one.motion.frame_count):
        error = np.abs(seen(one.result.object, one.result.start + frame) - expected(one, frame))
        assert error.max() < TOLERANCE * size, frame


def test_curves_become_lines_in_the_result_alone(lists: dict[str, Path]) -> None:
    item = svg_curves("horse")
    before = scenes.snapshot(item.data.layers[0].frames[0].drawing)
    result = written("horse curves", lists).result.object
    drawing = result.data.layers[0].get_frame_at(1).drawing
    assert set(attributes.curve_types(drawing, len(drawing.strokes)).tolist()) == {attributes.POLY}
    source = bpy.data.objects["horse curves.001"].data.layers[0].frames[0].drawing
    assert scenes.snapshot(source) == before
    radius = attributes.read(drawing, "radius")
    assert radius is not None and 0.0099 < radius.min() < radius.max() < 0.0301
    assert len(radius) > 4 * len(attributes.read(source, "radius"))  # type: ignore[arg-type]


@pytest.mark.parametrize("name", list(REQUESTS))
def test_it_is_one_drawing_and_one_action_with_few_keys(name: str, lists: dict[str, Path]) -> None:
    result = written(name, lists).result
    assert [len(layer.frames) for layer in result.object.data.layers] == [1]
    assert len(bpy.data.actions) == 1
    curves = versions.own_curves(result.armatures[0]).fcurves
    assert len(curves) >= 2
    assert max(len(curve.keyframe_points) for curve in curves) <= MOST_KEYS
    names = {bone.name for bone in result.armatures[0].data.bones}
    assert {curve.group.name for curve in curves} <= names


def test_several_rigs_have_bones_of_the_same_names_and_one_action(lists: dict[str, Path]) -> None:
    result = written("farm", lists).result
    horse, _, pony = result.armatures
    assert {bone.name for bone in horse.data.bones} == {bone.name for bone in pony.data.bones}
    actions = {rig.animation_data.action for rig in result.armatures}
    assert len(actions) == 1 and len(actions.pop().slots) == 3
    assert result.object.data.layers[0].name == "Lines"  # in one piece


def test_a_later_drawing_leaves_the_bones_their_strokes(lists: dict[str, Path]) -> None:
    """It would stand in their place while they move."""
    item = drawn("horse")
    layer = item.data.layers[0]
    lamp = scenes.wavy(3, 9, at=(9, 3))
    layer.frames.copy(1, 5)
    later = layer.get_frame_at(5).drawing
    later.add_strokes([len(lamp)])
    points = attributes.read(later, "position")
    assert points is not None
    points[-len(lamp) :] = lamp
    attributes.write(later, "position", "FLOAT_VECTOR", "POINT", points)
    found = capture(item, bpy.context.scene, polylines=True)
    motion = Animation.read(JobFolder(lists["horse"]).animation_path)
    result = write_back(motion, found.drawing, item, bpy.context.scene)
    one = Written(found, motion, result, JobFolder(lists["horse"]).read_request())
    size = np.ptp(found.map.positions, axis=0).max()
    for frame in (0, 3, 4, 9, 20):
        error = np.abs(seen(result.object, result.start + frame) - expected(one, frame))
        assert error.max() < TOLERANCE * size, frame


def test_posing_a_bone_poses_the_drawing(lists: dict[str, Path]) -> None:
    result = written("horse", lists).result
    rig = result.armatures[0]
    before = seen(result.object, 1)
    rig.animation_data.action = None
    rig.pose.bones["tail 1"].rotation_euler[2] = 0.7
    after = seen(result.object, 1)
    moved = np.linalg.norm(after - before, axis=1) > 0.05
    assert 0 < moved.sum() < 0.3 * len(moved)
    assert np.abs(after[:, 1]).max() < 1e-6  # in the drawing's plane


def test_bones_that_stretch_along_an_axis_are_drawn_along_their_limbs(
    lists: dict[str, Path],
) -> None:
    one = written("bird", lists)
    assert one.motion.pose is not None
    found, rig = one.motion.pose.rig, one.result.armatures[0]
    places = np.asarray(found.joints.data).reshape(-1, 2)
    bpy.context.scene.frame_set(1)
    laid = [bone for bone in rig.pose.bones if bone.custom_shape_rotation_euler.z]
    for bone in laid:
        assert bone.custom_shape.name.endswith("limb")
        joint = found.joint_names.index(bone.bone[JOINT])
        end = list(found.parents.data).index(joint)
        limb = one.found.map.plane.displacement(places[[end]] - places[joint])[0]
        tip = bone.custom_shape_rotation_euler.to_matrix() @ Vector((0.0, bone.length, 0.0))
        seen_limb = rig.matrix_world @ bone.matrix @ tip - rig.matrix_world @ bone.head
        assert (seen_limb - Vector(limb)).length < 0.02 * bone.length
    assert laid


def test_bones_are_on_the_collections_of_their_sides(lists: dict[str, Path]) -> None:
    data = written("horse", lists).result.armatures[0].data
    sides = {name: {bone.name for bone in c.bones} for name, c in data.collections.items()}
    assert set(sides) == {"Root", "Body", "Near", "Far", "Targets"}
    assert {name.removesuffix(".near") for name in sides["Near"]} == {
        name.removesuffix(".far") for name in sides["Far"]
    }


def test_a_foot_stays_at_its_target_once_that_is_turned_up(lists: dict[str, Path]) -> None:
    rig = written("horse", lists).result.armatures[0]
    limbs = [bone for bone in rig.pose.bones if bone.constraints]
    assert len(limbs) == 4 and all(bone.constraints[0].influence == 0.0 for bone in limbs)

    def missed(frame: int) -> float:
        bpy.context.scene.frame_set(frame)
        shown = rig.evaluated_get(bpy.context.evaluated_depsgraph_get()).pose.bones
        target = shown[limbs[0].constraints[0].subtarget]
        return float((shown[limbs[0].name].tail - target.head).length)

    free = max(missed(frame) for frame in range(1, 25))
    limbs[0].constraints[0].influence = 1.0
    held = [missed(frame) for frame in range(1, 25)]
    assert free > 0.05 and np.median(held) < 0.01
    assert abs(limbs[0].tail.z) < 1e-5  # in the plane


@pytest.mark.parametrize("name", [*REQUESTS, "farm"])
def test_baking_keeps_what_is_seen(name: str, lists: dict[str, Path]) -> None:
    one = written(name, lists)
    take, item = one.take, one.result.object
    frames = range(one.result.start, one.result.start + one.motion.frame_count)
    rig = one.result.armatures[0]
    curve = versions.own_curves(rig).fcurves[-1]
    curve.keyframe_points[1].co[1] += 0.2  # by hand
    curve.update()
    before = [seen(item, frame) for frame in frames]
    bake(take, bpy.context.scene)
    size = np.ptp(before[0], axis=0).max()
    for frame, places in zip(frames, before, strict=True):
        assert np.abs(seen(item, frame) - places).max() < 1e-4 * size, frame
    assert not bpy.data.armatures and not item.modifiers and not item.vertex_groups
    assert {control.type for control in take.controls} == {"EMPTY"}
    assert len(take.controls) == (4 if name == "farm" else 1)
    with pytest.raises(BadInput, match="no bones"):
        bake(take, bpy.context.scene)


def test_a_take_of_bones_is_hidden_and_removed_as_a_whole(lists: dict[str, Path]) -> None:
    one = written("car", lists)
    take = one.take
    rig = one.result.armatures[0]
    scene_takes.hide(take)
    assert rig.hide_viewport and take.object.hide_viewport
    scene_takes.show(take)
    assert not rig.hide_viewport
    shapes = {bone.custom_shape for bone in rig.pose.bones} - {None}
    kept = shapes.pop()
    bpy.context.scene.collection.objects.link(kept)  # the artist's use of it
    assert shapes
    left = {"car", kept.name}
    scene_takes.delete(take)
    assert {item.name for item in bpy.data.objects} == left
    assert len(bpy.data.meshes) == 1
    assert not bpy.data.armatures and not bpy.data.actions
    assert not bpy.data.objects["car"].hide_viewport


def test_bones_are_timed_anew(lists: dict[str, Path]) -> None:
    one = written("car", lists)
    take = one.take
    curves = versions.own_curves(one.result.armatures[0]).fcurves
    assert all(any(m.type == "STEPPED" for m in curve.modifiers) for curve in curves)
    last = [curve.keyframe_points[-1].co[0] for curve in curves]
    retime(take, bpy.context.scene, hold=1, easing=Easing(out=0.6))
    assert not any(m.type == "STEPPED" for curve in curves for m in curve.modifiers)
    assert [curve.keyframe_points[-1].co[0] for curve in curves] == last


def test_bones_whose_keys_were_moved_are_timed_where_they_are(lists: dict[str, Path]) -> None:
    one = written("horse", lists)
    take, rig = one.take, one.result.armatures[0]
    take_keys.note(take)
    before = take_keys.places(take).whole
    move_curves(rig, by=9)
    assert take_keys.places(take).whole.start == before.start + 9
    retime(take, bpy.context.scene, hold=2, easing=Easing())
    curves = versions.own_curves(rig).fcurves
    offsets = {m.frame_offset % 2 for curve in curves for m in curve.modifiers}
    assert offsets == {float((before.start + 9) % 2)}
    first = min(curve.keyframe_points[0].co[0] for curve in curves)
    assert first == before.start + 9


def test_keys_of_bones_edited_by_hand_stay_where_another_part_is_changed(
    lists: dict[str, Path],
) -> None:
    one = written("horse", lists)
    old = one.take
    take_keys.note(old)
    curve = next(c for c in versions.own_curves(one.result.armatures[0]).fcurves
                 if len(c.keyframe_points) > 4)  # fmt: skip
    path, index = curve.data_path, curve.array_index
    curve.keyframe_points[-1].co[1] += 0.3  # by hand
    curve.update()
    before = {frame: curve.evaluate(frame) for frame in (1, 3, 22, 24)}
    source = bpy.data.objects[one.found.map.object_name]
    again = write_back(one.motion, one.found.drawing, source, bpy.context.scene)
    new = scene_takes.mark(again.object, again.controls, "other", one.request, start=again.start)
    take_keys.note(new)
    made = change_part(old, new, PartChange(TakeReference("job"), (), (8, 14)))
    (rig,) = made.controls
    after = versions.own_curves(rig).fcurves.find(path, index=index)
    for frame, value in before.items():
        assert after.evaluate(frame) == pytest.approx(value, abs=1e-4), frame


@pytest.mark.parametrize("mode", ["OBJECT", "PAINT_GREASE_PENCIL"])
def test_bones_are_seen_only_while_they_are_posed(mode: str, lists: dict[str, Path]) -> None:
    one = written("horse", lists)
    take, rig = one.take, one.result.armatures[0]
    bpy.ops.object.mode_set(mode=mode)
    assert rig.hide_get() and not rig.hide_viewport
    posing.take_hold(take, bpy.context)
    assert not rig.hide_get() and rig.mode == "POSE" and posing.is_posing(take, bpy.context)
    assert bpy.context.selected_pose_bones
    posing.leave(take, bpy.context)
    assert rig.hide_get() and bpy.context.object == one.result.object
    assert not posing.is_posing(take, bpy.context)


@pytest.mark.parametrize("mode", ["OBJECT", "EDIT", "PAINT_GREASE_PENCIL"])
def test_one_undo_removes_it_all(mode: str, lists: dict[str, Path]) -> None:
    item = svg_pencil("fish")
    bpy.ops.object.mode_set(mode=mode)
    found = capture(item, bpy.context.scene)
    motion = Animation.read(JobFolder(lists["fish"]).animation_path)
    bpy.ops.ed.undo_push(message="before")
    result = write_back(motion, found.drawing, item, bpy.context.scene)
    assert len(result.armatures) == 1
    assert all(rig.mode == "OBJECT" for rig in result.armatures)
    bpy.ops.ed.undo_push(message="after")
    bpy.ops.ed.undo()
    assert not bpy.data.armatures and not bpy.data.actions
    assert not bpy.data.objects["fish"].hide_viewport


def test_what_bones_cannot_carry_gets_drawings(lists: dict[str, Path]) -> None:
    item = svg_pencil("fish")
    found = capture(item, bpy.context.scene)
    motion = Animation.read(JobFolder(lists["fish"]).animation_path)
    item.data.layers[0].translation = (0.0, 0.0, 1e-3)
    result = write_back(motion, found.drawing, item, bpy.context.scene)
    assert result.unrigged == ("fish",)
    assert not result.armatures and len(result.empties) == 1
    assert len(result.object.data.layers[0].frames) > 5


@pytest.mark.parametrize("name", ["fish", "farm"])
def test_bones_carry_fills_as_they_do_lines(name: str, lists: dict[str, Path]) -> None:
    one = written(name, lists)
    fills = rings_on(one.found, [(0.5, 0.5, 0.5)] * one.found.drawing.stroke_count)
    write_colours(fills, one.found.map, one.result.object, one.take.controls, is_take=True)
    item = one.result.object
    pairs = [(n, n.removesuffix(" Colour")) for n in fill_layer_names(item.data)]
    assert pairs
    for frame in range(1, one.motion.frame_count, 5):
        bpy.context.scene.frame_set(frame)
        shown = item.evaluated_get(bpy.context.evaluated_depsgraph_get())
        for names in pairs:
            keys = [shown.data.layers[n].get_frame_at(frame).drawing for n in names]
            own, there = (attributes.read(key, "position") for key in keys)
            assert own is not None and there is not None
            assert np.abs(own - there).max() < TOLERANCE * np.ptp(there, axis=0).max()
