# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The written result, evaluated by Blender itself, moves as the contract says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import bpy
import numpy as np
import pytest

from addon.blender.capture.capture import Capture, capture
from addon.blender.grease_pencil import attributes, versions
from addon.blender.write import result_layers
from addon.blender.write.write_back import STROKE, VectorResult, write_back
from addon.contract.animation import Animation
from tests.blender import scenes
from tests.blender.motions import animation, curve, on_canvas, still


def captured(item: Any, **options: Any) -> Capture:
    bpy.context.view_layer.update()
    return capture(item, bpy.context.scene, **options)


def full_motion(found: Capture, **options: Any) -> Animation:
    """Make an animation in which every channel of every object moves, each in its own way."""
    channels, pivots = [], []
    for index in range(found.drawing.object_count):
        sign = 1 - 2 * (index % 2)
        last = 11.0
        channels.append(
            {
                "x": curve((0, 0), (5, 60 * sign), (last, -40)),
                "y": curve((0, 0), (7, -35), (last, 20 * sign)),
                "rotation": curve((0, 0), (4, 0.9 * sign), (last, -0.4)),
                "scale_x": curve((0, 1), (last, 1.3)),
                "scale_y": curve((0, 1), (6, 0.7), (last, 1.1)),
            }
        )
        pivots.append((300 + 40 * index, 350 - 30 * index))
    return animation(found.drawing, channels, pivots, wobble=15, **options)


def written_points(result: VectorResult, found: Capture, frame: int) -> np.ndarray:
    """Return the world positions [P, 3] of the on-curve points at a frame, in captured order."""
    scene = bpy.context.scene
    scene.frame_set(frame)
    seen = np.full((found.drawing.point_count, 3), np.nan)
    for part in found.map.layers:
        by_identity = {}
        for layer in result.object.data.layers:
            if not (layer.name == part.name or layer.name.startswith(part.name + " ")):
                continue
            held = layer.get_frame_at(frame)
            if held is None or len(held.drawing.strokes) == 0:
                continue
            points = scenes.world_points(result.object, layer)
            ids = attributes.read(held.drawing, "identity")
            offsets = attributes.stroke_offsets(held.drawing)
            for stroke, identity in enumerate(ids):
                by_identity[int(identity)] = points[offsets[stroke] : offsets[stroke + 1]]
        strokes, _, _ = part.layout.neighbours
        joined = np.concatenate([by_identity[i] for i in sorted(by_identity)])
        assert len(joined) == len(strokes)
        rows = part.layout.points
        seen[rows[rows >= 0] + part.first_point] = joined[rows >= 0]
    return seen


def check_motion(result: VectorResult, found: Capture, motion: Animation, start: int) -> None:
    """Check that every on-curve point is at rest + displacement, at its own depth."""
    plane = found.map.plane
    rest = found.map.positions
    size = np.ptp(rest, axis=0).max()
    ratios = plane.depth_ratios(rest)[:, None]
    begin = np.asarray(found.drawing.positions.data, dtype=float).reshape(-1, 2)
    for frame in range(motion.frame_count):
        move = on_canvas(found.drawing, motion, frame) - begin
        expected = rest + plane.displacement(move) * ratios
        seen = written_points(result, found, start + frame)
        known = np.isfinite(seen[:, 0])
        assert known.any()
        assert np.abs(seen - expected)[known].max() < 1e-4 * size, frame


def two_layers() -> Any:
    item = scenes.pencil()
    for index, name in enumerate(("Lines", "Top")):
        layer = item.data.layers.new(name)
        strokes = [scenes.wavy(k + 3 * index, at=(0.2 * k, 0.5 * k + index)) for k in range(4)]
        scenes.draw(layer, 1, strokes)
    return item


def moved_object(item: Any) -> None:
    item.location, item.rotation_euler = (3, -2, 1), (0.3, -0.5, 1.1)
    item.scale = (1.5, 0.8, 2.0)


def parented_object(item: Any) -> None:
    parent = bpy.data.objects.new("Parent", None)
    bpy.context.scene.collection.objects.link(parent)
    parent.location, parent.rotation_euler = (1, 1, 5), (0.2, 0.7, 0)
    parent.scale = (1, 3, 1)
    item.parent = parent
    moved_object(item)


def moved_layers(item: Any) -> None:
    moved_object(item)
    for index, layer in enumerate(item.data.layers):
        layer.translation, layer.rotation = (0.4, 0.1 * index, -0.3), (0, 0.2, 0.1 * index)
        layer.scale = (1.2, 1.0, 0.9)


def parented_layers(item: Any) -> None:
    moved_object(item)
    parent = bpy.data.objects.new("Handle", None)
    bpy.context.scene.collection.objects.link(parent)
    parent.location, parent.rotation_euler = (0.5, 0.2, 0.1), (0, 0.4, 0.2)
    bpy.context.view_layer.update()
    for layer in item.data.layers:
        layer.parent = parent
    parent.location = (1.5, 0, 0.4)


@pytest.mark.parametrize(
    "place", [lambda item: None, moved_object, parented_object, moved_layers, parented_layers]
)
def test_motion_equals_the_contract(place: Callable[[Any], None]) -> None:
    item = two_layers()
    place(item)
    found = captured(item)
    motion = full_motion(found)
    result = write_back(motion, found.drawing, item, bpy.context.scene)
    check_motion(result, found, motion, 1)


@pytest.mark.usefixtures("object_lists")
def test_two_interleaved_objects_keep_their_order() -> None:
    item = two_layers()
    scenes.assign(item, [[0, 1, 0, -1], [1, 1, 0, 0]], ["fish", "flag"])
    found = captured(item)
    assert found.drawing.object_names == ("fish", "flag")
    motion = full_motion(found)
    result = write_back(motion, found.drawing, item, bpy.context.scene)
    order = []
    for layer in result.object.data.layers:
        order += attributes.read(layer.get_frame_at(1).drawing, "identity").tolist()
    assert order == [100, 101, 102, 103] * 2
    names = [layer.name for layer in result.object.data.layers]
    assert names == [
        "Lines fish", "Lines flag", "Lines fish.001", "Lines still", "Top flag", "Top fish",
    ]  # fmt: skip
    assert sorted(empty.name for empty in result.empties) == ["fish control", "flag control"]
    check_motion(result, found, motion, 1)


@pytest.mark.parametrize("perspective", [True, False])
def test_camera_plane_with_every_point_at_its_own_depth(perspective: bool) -> None:
    item = scenes.pencil()
    strokes = [scenes.wavy(k, at=(0, 0.4 * k), bump=1.5) for k in range(4)]
    scenes.draw(item.data.layers.new("Lines"), 1, strokes)
    camera = bpy.data.objects.new("Camera", bpy.data.cameras.new("Camera"))
    camera.data.type = "PERSP" if perspective else "ORTHO"
    camera.location, camera.rotation_euler = (1.5, -8, 2.5), (1.35, 0.1, 0.1)
    bpy.context.scene.collection.objects.link(camera)
    bpy.context.scene.camera = camera
    found = captured(item, plane="CAMERA")
    assert (found.map.plane.eye is not None) == perspective
    motion = full_motion(found)
    result = write_back(motion, found.drawing, item, bpy.context.scene)
    check_motion(result, found, motion, 1)


@pytest.mark.parametrize("hold", [1, 2, 3])
def test_holds_step_both_drawings_and_empties(hold: int) -> None:
    item = two_layers()
    bpy.context.scene.frame_set(7)
    found = captured(item)
    motion = full_motion(found, hold=hold)
    result = write_back(motion, found.drawing, item, bpy.context.scene)
    check_motion(result, found, motion, 7)
    assert bpy.context.scene.frame_current == 18  # the last frame that was looked at
    keys = [frame.frame_number for frame in result.object.data.layers[0].frames]
    assert keys[0] == 1 and all((key - 7) % hold == 0 for key in keys[1:])


def test_strength_zero_leaves_every_bit() -> None:
    item = two_layers()
    moved_layers(item)
    found = captured(item)
    before = [scenes.snapshot(layer.frames[0].drawing) for layer in item.data.layers]
    places = [scenes.world_points(item, layer) for layer in item.data.layers]
    result = write_back(still(found.drawing), found.drawing, item, bpy.context.scene)
    for frame in (1, 5, 12):
        bpy.context.scene.frame_set(frame)
        for layer, kept, place in zip(result.object.data.layers, before, places, strict=True):
            now = scenes.snapshot(layer.get_frame_at(frame).drawing)
            assert now.pop(STROKE) and now == kept  # strokes know which ones they come from
            assert len(layer.frames) == 1
            moved = scenes.world_points(result.object, layer) - place
            assert np.abs(moved).max() < 1e-5 * np.ptp(place, axis=0).max()
    for empty in result.empties:
        assert empty.animation_data is None or not empty.animation_data.action


def test_original_is_only_hidden_and_the_rest_is_as_before() -> None:
    item = two_layers()
    other = scenes.pencil("Other")
    item.select_set(False)
    other.select_set(True)
    before = [scenes.snapshot(layer.frames[0].drawing) for layer in item.data.layers]
    found = captured(item)
    result = write_back(full_motion(found), found.drawing, item, bpy.context.scene)
    assert item.hide_viewport and item.hide_render
    assert not result.object.hide_viewport and not result.object.hide_render
    assert bpy.context.view_layer.objects.active == other and other.select_get()
    assert [scenes.snapshot(layer.frames[0].drawing) for layer in item.data.layers] == before
    assert [layer.parent for layer in item.data.layers] == [None, None]
    assert set(result.object.users_collection) == set(item.users_collection)
    assert "anchor" not in bpy.data.objects


def test_animating_again_shows_the_newest_result_alone() -> None:
    item = two_layers()
    results = []
    for _ in range(3):
        found = captured(item)
        results.append(write_back(full_motion(found), found.drawing, item, bpy.context.scene))
    shown = [result.object for result in results if not result.object.hide_viewport]
    assert shown == [results[-1].object] and not results[-1].object.hide_render
    assert item.hide_viewport
    for result in results:
        stale = result is not results[-1]
        assert all(empty.hide_viewport == stale for empty in result.empties)


def test_a_defect_half_way_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    item = two_layers()
    found = captured(item)
    motion = full_motion(found)
    kinds = (bpy.data.objects, versions.grease_pencils())
    before = [set(kind) for kind in kinds]

    def broken(*_: object) -> None:
        raise ValueError("broken")

    monkeypatch.setattr(result_layers, "draw", broken)
    with pytest.raises(ValueError, match="broken"):
        write_back(motion, found.drawing, item, bpy.context.scene)
    assert [set(kind) for kind in kinds] == before
    assert not item.hide_viewport
    assert bpy.context.view_layer.objects.active == item
