# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""In Between: the artist's key drawings stay, bit for bit; what lies between them is generated."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import bpy
import numpy as np
import pytest

from addon.blender.capture.key_poses import capture_poses, pose_origin
from addon.blender.grease_pencil import attributes
from addon.blender.grease_pencil.polylines import sampled
from addon.blender.jobs.session import session
from addon.blender.ui import between, go_on
from addon.blender.write import scene_takes
from addon.contract.arrays import Array
from addon.contract.between import SETTING, fade_at, redrawn_to_text
from tests.blender import scenes
from tests.blender.jobs.test_session import engine, jobs, pump_until, settled
from tests.blender.motions import still
from tests.blender.svg_drawings import svg_curves

__all__ = ["engine", "jobs"]  # fixtures
Engine = Callable[[str], None]
FIRST, LAST = 1, 13


def two_poses(second: Sequence[scenes.Points]) -> Any:
    item = scenes.pencil("dog")
    ground = item.data.layers.new("Ground")
    scenes.draw(ground, FIRST, [scenes.wavy(9, at=(-3, -2))])
    layer = item.data.layers.new("Lines")
    scenes.draw(layer, FIRST, [scenes.wavy(1), scenes.wavy(2, at=(0, 1))])
    scenes.draw(layer, LAST, second)
    item.location = (1.0, 0.5, 2.0)
    bpy.context.view_layer.update()
    bpy.context.scene.frame_set(FIRST)
    item.select_set(True)
    return item


def prepare(jobs: Path, item: Any, *, anew: bool, hold: int = 1) -> Any:
    """Prepare the engine's result: all points of a pose go right by 5 pixels a frame."""
    scene = bpy.context.scene
    origin = pose_origin(item, FIRST)
    assert origin is not None
    drawing = capture_poses(item, scene, origin, plane="AUTO", view=None)
    made = still(drawing, frames=LAST - FIRST + 1)
    offsets = np.zeros(made.offsets.shape, np.float32)
    offsets[:-1, :, 0] = 5.0 * np.arange(LAST - FIRST)[:, None]
    info = {SETTING: redrawn_to_text((anew,))}
    made = replace(made, offsets=Array.of(offsets, "F32"), info=info, hold=hold)
    made.write(jobs / "result.safetensors")
    bpy.ops.ed.undo_push(message="drawn")
    return drawing


def animated() -> Any:
    assert bpy.ops.sketch_motion.between() == {"FINISHED"}
    pump_until(settled)
    assert session.notice is None
    return scene_takes.all_takes()[0]


def keys(item: Any, name: str = "Lines") -> dict[int, Any]:
    return {key.frame_number: key for key in item.data.layers[name].frames}


def test_the_same_strokes(engine: Engine, jobs: Path) -> None:
    item = two_poses([scenes.wavy(1, at=(2, 0)), scenes.wavy(2, at=(2, 2))])
    before = {frame: scenes.snapshot(key.drawing) for frame, key in keys(item).items()}
    drawing = prepare(jobs, item, anew=False)
    assert drawing.object_names == ("dog 1", "dog 2") and drawing.point_count == 48
    take = animated()
    request = json.loads((jobs / take.job / "request.json").read_text())
    assert request["prompt"] == "" and request["frames"] == 13
    poses = request["settings"]["between"]["poses"]
    assert poses == [{"object": "dog 1", "frame": 0}, {"object": "dog 2", "frame": 12}]
    found = keys(take.object)
    assert sorted(found) == list(range(FIRST, LAST + 1))
    for frame, stored in before.items():
        assert scenes.snapshot(found[frame].drawing) == stored
        assert found[frame].keyframe_type != "GENERATED"
    at_rest = attributes.read(found[FIRST].drawing, "position")
    for frame in range(FIRST + 1, LAST):
        assert found[frame].keyframe_type == "GENERATED"
        moved = attributes.read(found[frame].drawing, "position") - at_rest
        assert np.allclose(moved, moved[0], atol=1e-5) and moved[0, 0] > 0
        assert np.allclose(moved[:, 1:], 0.0, atol=1e-5)
    assert list(keys(take.object, "Ground")) == [FIRST]
    assert item.hide_viewport and bpy.context.view_layer.objects.active == take.object
    assert go_on.active_take(bpy.context) is None
    name = take.object.name
    bpy.ops.ed.undo()
    assert name not in bpy.data.objects and not bpy.data.objects["dog"].hide_viewport


def test_strokes_drawn_anew_fade_in_over_the_old_ones(engine: Engine, jobs: Path) -> None:
    item = two_poses([scenes.wavy(5, count=31, at=(2, 0))])
    before = {frame: scenes.snapshot(key.drawing) for frame, key in keys(item).items()}
    prepare(jobs, item, anew=True, hold=2)
    take = animated()
    found = keys(take.object)
    assert sorted(found) == [1, 3, 5, 7, 9, 11, 13]
    for frame, stored in before.items():
        assert scenes.snapshot(found[frame].drawing) == stored
    assert [len(found[frame].drawing.strokes) for frame in (3, 9, 11, 13)] == [2, 2, 3, 1]
    share = fade_at(11, FIRST, LAST)
    assert 0.0 < share < 1.0
    seen = attributes.read(found[11].drawing, "opacity")
    old = attributes.read(found[FIRST].drawing, "opacity")
    new = attributes.read(found[LAST].drawing, "opacity")
    assert np.allclose(seen[:24], old * (1 - share)) and np.allclose(seen[24:], new * share)
    for name in ("wobble", "identity", "vertex_color", "init_time"):
        values = attributes.read(found[11].drawing, name)
        tail = attributes.read(found[LAST].drawing, name)
        assert np.array_equal(values[-len(tail) :], tail), name


def test_one_drawing_locked_layers_and_generated_ones_are_no_poses(
    engine: Engine, jobs: Path
) -> None:
    item = two_poses([scenes.wavy(1, at=(2, 0)), scenes.wavy(2, at=(2, 2))])
    assert between.poses_of(bpy.context).frames == (FIRST, LAST)
    bpy.context.scene.frame_set(LAST)
    assert between.poses_of(bpy.context) is None
    assert not bpy.ops.sketch_motion.between.poll()
    bpy.context.scene.frame_set(6)
    assert between.poses_of(bpy.context).frames == (FIRST, LAST)
    keys(item)[LAST].keyframe_type = "GENERATED"
    assert between.poses_of(bpy.context) is None
    keys(item)[LAST].keyframe_type = "KEYFRAME"
    item.data.layers["Lines"].lock = True
    assert between.poses_of(bpy.context) is None


def test_poses_that_were_drawn_on_meanwhile_are_told(engine: Engine, jobs: Path) -> None:
    item = two_poses([scenes.wavy(1, at=(2, 0)), scenes.wavy(2, at=(2, 2))])
    prepare(jobs, item, anew=False)
    bpy.ops.sketch_motion.between()
    keys(item)[LAST].drawing.add_strokes([5])
    pump_until(settled)
    assert session.notice is not None and "drawn on" in session.notice.message
    assert scene_takes.all_takes() == [] and not item.hide_viewport


@pytest.mark.parametrize("anew", [False, True])
def test_curves_stay_curves_and_lines_lie_between_them(
    anew: bool, engine: Engine, jobs: Path
) -> None:
    item = svg_curves("horse")
    layer = item.data.layers["Lines"]
    layer.frames.copy(FIRST, LAST)
    last = keys(item)[LAST].drawing
    count = len(last.strokes)
    for key in ("handle_left", "position", "handle_right"):
        places = attributes.read(last, key) + np.float32([1.0, 0.0, 0.0])
        attributes.write(last, key, "FLOAT_VECTOR", "POINT", places)
    if anew:
        last.remove_strokes(indices=[0])
    bpy.context.scene.frame_set(FIRST)
    item.select_set(True)
    before = {frame: scenes.snapshot(key.drawing) for frame, key in keys(item).items()}
    prepare(jobs, item, anew=anew)
    found = keys(animated().object)
    assert sorted(found) == list(range(FIRST, LAST + 1))
    for frame, stored in before.items():
        assert scenes.snapshot(found[frame].drawing) == stored
    at_rest = attributes.read(sampled(found[FIRST].drawing), "position")
    for frame in range(FIRST + 1, LAST):
        drawing = found[frame].drawing
        kinds = attributes.curve_types(drawing, len(drawing.strokes))
        assert set(kinds.tolist()) == {attributes.POLY}
        moved = attributes.read(drawing, "position")[: len(at_rest)] - at_rest
        assert np.allclose(moved, moved[0], atol=1e-5) and moved[0, 0] > 0
    late = len(found[LAST - 1].drawing.strokes)
    assert late == (2 * count - 1 if anew else count)


def test_curves_with_weights_of_the_artist_are_refused(engine: Engine, jobs: Path) -> None:
    item = svg_curves("horse")
    item.data.layers["Lines"].frames.copy(FIRST, LAST)
    item.vertex_groups.new(name="mine")
    bpy.context.scene.frame_set(FIRST)
    item.select_set(True)
    with pytest.raises(RuntimeError, match="Curves can't be moved"):
        bpy.ops.sketch_motion.between()
