# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything around the strokes: masks, filters, F-curves, other keys, loops, renders, undo."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import bpy
import numpy as np
import pytest

from addon.blender.grease_pencil import attributes, versions
from addon.blender.grease_pencil.layer_pieces import split_layer
from addon.blender.write.write_back import original_of, write_back
from tests.blender import scenes
from tests.blender.motions import animation, curve, still
from tests.blender.write.test_write_back import captured, full_motion, two_layers


@pytest.mark.usefixtures("object_lists")
def test_masks_filters_and_curves_follow_a_split_layer() -> None:
    item = two_layers()
    data = item.data
    lines, top = data.layers
    lines.blend_mode, lines.opacity, lines.pass_index = "MULTIPLY", 0.7, 3
    lines.keyframe_insert("opacity", frame=1)
    top.use_masks = True
    versions.add_mask(top, lines).invert = True
    noise = item.modifiers.new("Noise", "GREASE_PENCIL_NOISE")
    noise.tree_node_filter = "Lines"
    group = item.vertex_groups.new(name="Group")
    scenes.assign(item, [[0, 1, 1, -1], [0, 0, 0, 0]], ["fish", "flag"])
    found = captured(item)
    result = write_back(full_motion(found), found.drawing, item, bpy.context.scene)
    made = result.object.data.layers
    parts = ["Lines fish", "Lines flag", "Lines still"]
    assert [layer.name for layer in made] == [*parts, "Top"]
    for name in parts:
        layer = made[name]
        assert (layer.blend_mode, layer.pass_index) == ("MULTIPLY", 3)
        assert abs(layer.opacity - 0.7) < 1e-6
    upper = made[-1]
    assert upper.use_masks and [mask.name for mask in upper.mask_layers] == parts
    assert all(mask.invert for mask in upper.mask_layers)
    assert [mask.name for mask in top.mask_layers] == ["Lines"]
    modifier = result.object.modifiers["Noise"]
    assert modifier.use_layer_group_filter
    inside = [layer.name for layer in made if layer.parent_group]
    assert inside == parts and made[parts[0]].parent_group.name == modifier.tree_node_filter
    assert not item.modifiers["Noise"].use_layer_group_filter
    bag = versions.own_curves(result.object.data)
    assert bag is not None
    assert {curve.data_path for curve in bag.fcurves} == {
        f'layers["{name}"].opacity' for name in parts
    }
    assert [g.name for g in result.object.vertex_groups] == [group.name]
    original = versions.own_curves(data)
    assert original is not None and len(original.fcurves) == 1


def test_other_keys_of_the_artist_stay() -> None:
    item = scenes.pencil()
    layer = item.data.layers.new("Lines")
    for key in (1, 10, 15, 40):
        scenes.draw(layer, key, [scenes.wavy(key)])
    bpy.context.scene.frame_set(12)
    found = captured(item)
    result = write_back(full_motion(found), found.drawing, item, bpy.context.scene)
    made = result.object.data.layers
    base, moving = made
    assert (base.name, moving.name) == ("Lines", "Lines Sketch")
    assert base.parent is None and moving.parent is not None
    shown: dict[int, list[bytes]] = {}
    for frame in (1, 9, 10, 11, 40, 60):
        bpy.context.scene.frame_set(frame)
        shown[frame] = [
            scenes.world_points(result.object, part).tobytes()
            for part in made
            if part.get_frame_at(frame) and len(part.get_frame_at(frame).drawing.strokes)
        ]
        own = [scenes.world_points(item, layer)]
        assert len(shown[frame]) == 1
        seen = np.frombuffer(shown[frame][0]).reshape(-1, 3)
        assert np.abs(seen - own[0]).max() < 1e-5
    assert [frame.frame_number for frame in layer.frames] == [1, 10, 15, 40]


@pytest.mark.usefixtures("object_lists")
@pytest.mark.parametrize("is_locked", [True, False], ids=["locked", "in no object"])
def test_cels_of_what_nothing_moves_stay(is_locked: bool) -> None:
    item = two_layers()
    water, keys = item.data.layers.new("Water"), [1, 5, 9, 13, 40]
    for key in keys:
        scenes.draw(water, key, [scenes.wavy(key, at=(0, 4))])
    if is_locked:
        water.lock = True
    else:
        scenes.assign(item, [[0, 0, 0, 0], [0, 0, 0, 0], [-1]], ["fish"])
    cels = [scenes.snapshot(frame.drawing) for frame in water.frames]
    found = captured(item)
    result = write_back(full_motion(found), found.drawing, item, bpy.context.scene)
    kept = result.object.data.layers["Water"]
    assert [frame.frame_number for frame in kept.frames] == keys and kept.parent is None
    for frame, cel in zip(kept.frames, cels, strict=True):
        shown = scenes.snapshot(frame.drawing)
        assert {name: shown[name] for name in cel} == cel


def test_a_loop_goes_on() -> None:
    item = two_layers()
    scene = bpy.context.scene
    scene.frame_set(5)
    scene.frame_end = 40
    found = captured(item)
    channel = {"x": curve((0, 0), (6, 80), (12, 0)), "rotation": curve((0, 0), (12, 2 * np.pi))}
    motion = animation(found.drawing, [channel], [(500, 400)], loop=True, wobble=20)
    result = write_back(motion, found.drawing, item, scene)
    layer = result.object.data.layers[0]
    for frame in range(5, 17):
        places = []
        for cycle in (0, 12, 24):
            if frame + cycle <= 40:
                scene.frame_set(frame + cycle)
                places.append(scenes.world_points(result.object, layer))
        assert all(np.abs(place - places[0]).max() < 1e-4 for place in places)
    scene.frame_set(2)
    assert np.abs(scenes.world_points(result.object, layer) - places[0]).max() < 10
    assert max(frame.frame_number for frame in layer.frames) <= 40
    assert layer.get_frame_at(18).drawing.user_count > 1


def test_many_interleaved_strokes_make_few_layers() -> None:
    objects = [0, 1] * 20
    boxes = np.array([[10 * k, 0, 10 * k + 5, 5] for k in range(40)], float)
    assert len(split_layer(objects)) == 40
    assert [len(piece.strokes) for piece in split_layer(objects, boxes)] == [20, 20]
    boxes[:] = [0, 0, 5, 5]
    assert len(split_layer(objects, boxes)) == 40


@pytest.mark.parametrize("mode", ["OBJECT", "EDIT", "PAINT_GREASE_PENCIL", "SCULPT_GREASE_PENCIL"])
def test_mode_stays_and_the_active_object_can_be_used(mode: str) -> None:
    """The result becomes active; from Edit Mode in Object Mode, which undo can go back from."""
    item = two_layers()
    item.select_set(True)
    bpy.ops.object.mode_set(mode=mode)
    found = captured(item)
    result = write_back(full_motion(found), found.drawing, item, bpy.context.scene).object
    active = bpy.context.view_layer.objects.active
    assert active == result
    assert active.mode == ("OBJECT" if mode == "EDIT" else mode)
    assert original_of(result) == item and original_of(item) == item


def picture(path: Path) -> np.ndarray:
    scene = bpy.context.scene
    scene.render.filepath = str(path)
    bpy.ops.render.render(write_still=True)
    image = bpy.data.images.load(str(path), check_existing=False)
    pixels = np.empty(len(image.pixels), np.float32)
    image.pixels.foreach_get(pixels)
    bpy.data.images.remove(image)
    return pixels.reshape(-1, 4)


def stage() -> Any:
    scene = bpy.context.scene
    camera = bpy.data.objects.new("Camera", bpy.data.cameras.new("Camera"))
    camera.data.type, camera.data.ortho_scale = "ORTHO", 5
    camera.location, camera.rotation_euler = (1, -20, 1), (np.pi / 2, 0, 0)
    scene.collection.objects.link(camera)
    scene.camera = camera
    scene.render.engine = "BLENDER_WORKBENCH"
    scene.render.resolution_x = scene.render.resolution_y = 160
    scene.render.film_transparent = True
    scene.render.image_settings.file_format = "PNG"
    return scene


@pytest.mark.usefixtures("object_lists")
def test_pictures_before_and_after_are_the_same(tmp_path: Path) -> None:
    """Objects whose strokes alternate on one layer, with fills, on a turned and scaled object."""
    inks = [scenes.material(f"Ink{k}", fill=(k / 3, 1 - k / 3, 0.5, 1)) for k in range(4)]
    item = scenes.pencil(materials=inks)
    item.data.stroke_depth_order = "2D"
    layer = item.data.layers.new("Lines")
    turn = np.linspace(0, 2 * np.pi, 20, endpoint=False)
    rings = [
        np.stack([0.4 * k + 0.5 * np.cos(turn), 0 * turn, 0.3 * k + 0.5 * np.sin(turn)], axis=1)
        for k in range(4)
    ]
    drawing = scenes.draw(layer, 1, rings)
    attributes.write(drawing, "cyclic", "BOOLEAN", "CURVE", np.ones(4))
    attributes.write(drawing, "material_index", "INT", "CURVE", np.arange(4))
    attributes.write(drawing, "fill_id", "INT", "CURVE", np.arange(1, 5))  # what 5.1 on fill by
    item.location, item.rotation_euler, item.scale = (0.3, 0, 0.2), (0.1, 0.4, 0.2), (1.5, 1, 1.2)
    scenes.assign(item, [[0, 1, 0, 1]], ["left", "right"])
    stage()
    found = captured(item)
    before = picture(tmp_path / "before.png")
    assert 0.1 < (before[:, 3] > 0.5).mean() < 0.9
    result = write_back(still(found.drawing), found.drawing, item, bpy.context.scene)
    after = picture(tmp_path / "after.png")
    assert np.abs(after - before).max() < 0.02
    empty = result.empties[0]
    empty.location.x += 1
    moved = picture(tmp_path / "moved.png")
    assert np.abs(moved - before).max() > 0.5


def test_playhead_elsewhere_saved_and_reopened(tmp_path: Path) -> None:
    """The frame of the playhead is right at once, and the same after saving and reopening."""
    item = two_layers()
    scene = bpy.context.scene
    found = captured(item)
    motion = full_motion(found, hold=2)
    scene.frame_set(8)
    result = write_back(motion, found.drawing, item, scene)
    assert scene.frame_current == 8
    name = result.object.name
    at_once = [scenes.world_points(result.object, layer) for layer in result.object.data.layers]
    scene.frame_set(9)
    scene.frame_set(8)
    for layer, place in zip(result.object.data.layers, at_once, strict=True):
        assert np.abs(scenes.world_points(result.object, layer) - place).max() < 1e-6
    bpy.ops.wm.save_as_mainfile(filepath=str(tmp_path / "result.blend"))
    bpy.ops.wm.open_mainfile(filepath=str(tmp_path / "result.blend"))
    reopened = bpy.data.objects[name]
    for layer, place in zip(reopened.data.layers, at_once, strict=True):
        assert np.abs(scenes.world_points(reopened, layer) - place).max() < 1e-6
