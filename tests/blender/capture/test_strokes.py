# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Curved strokes, and what a capture makes of strokes, layers, colours and times."""

from __future__ import annotations

from typing import Any

import bpy
import numpy as np
import pytest

from addon.blender.capture.key_poses import pose_origin
from addon.blender.capture.later_drawings import later_drawings
from addon.blender.grease_pencil import attributes
from addon.blender.ui.object_membership import edited_drawings
from addon.blender.write.write_back import write_back
from addon.contract.errors import BadInput
from addon.contract.request import Request
from tests.blender import scenes
from tests.blender.motions import animation, curve, on_canvas
from tests.blender.write.test_write_back import captured, check_motion, full_motion


def bezier(layer: Any, *, cyclic: bool = False) -> Any:
    drawing = scenes.draw(layer, 1, [scenes.wavy(1, 5), scenes.wavy(2, 4, at=(0, 1))])
    drawing.set_types(type="BEZIER")
    points = attributes.read(drawing, "position")
    assert points is not None
    shift = np.array([0.2, 0, 0.1], np.float32)
    attributes.write(drawing, "handle_left", "FLOAT_VECTOR", "POINT", points - shift)
    attributes.write(drawing, "handle_right", "FLOAT_VECTOR", "POINT", points + 2 * shift)
    attributes.write(drawing, "cyclic", "BOOLEAN", "CURVE", np.array([cyclic, cyclic]))
    drawing.tag_positions_changed()
    return drawing


@pytest.mark.parametrize("cyclic", [False, True])
def test_bezier_strokes_are_cubics_and_move_with_their_handles(cyclic: bool) -> None:
    item = scenes.pencil()
    bezier(item.data.layers.new("Lines"), cyclic=cyclic)
    item.scale = (1, 2, 3)
    found = captured(item)
    assert found.drawing.curve_types.tolist() == [1, 1]
    assert found.drawing.stroke_offsets.tolist() == ([0, 15, 27] if cyclic else [0, 13, 23])
    motion = full_motion(found)
    result = write_back(motion, found.drawing, item, bpy.context.scene)
    check_motion(result, found, motion, 1)
    # handles too, where the drawing has them
    plane, rest = found.map.plane, found.map.positions
    begin = np.asarray(found.drawing.positions.data, dtype=float).reshape(-1, 2)
    layer = result.object.data.layers[0]
    rows = found.map.layers[0].layout
    for frame in (1, 6, 12):
        bpy.context.scene.frame_set(frame)
        move = on_canvas(found.drawing, motion, frame - 1) - begin
        expected = rest + plane.displacement(move)
        for name, at in (("handle_left", rows.left), ("handle_right", rows.right)):
            own = at != rows.points
            seen = scenes.world_points(result.object, layer, name=name)
            assert np.abs(seen - expected[at])[own].max() < 1e-4 * np.ptp(rest, axis=0).max()


def test_catmull_rom_strokes_become_the_same_curve() -> None:
    item = scenes.pencil()
    drawing = scenes.draw(item.data.layers.new("Lines"), 1, [scenes.wavy(1, 6)])
    drawing.set_types(type="CATMULL_ROM")
    found = captured(item)
    assert found.drawing.curve_types.tolist() == [1]
    points = attributes.read(drawing, "position")
    assert points is not None
    control = found.map.positions
    assert np.allclose(control[::3], points, atol=1e-6)
    # the middle of an inner segment, by the uniform Catmull-Rom basis
    middle = (-points[1] + 9 * points[2] + 9 * points[3] - points[4]) / 16
    bent = (control[6] + 3 * control[7] + 3 * control[8] + control[9]) / 8
    assert np.allclose(bent, middle, atol=1e-6)
    motion = full_motion(found)
    result = write_back(motion, found.drawing, item, bpy.context.scene)
    check_motion(result, found, motion, 1)


def test_hidden_empty_and_held_layers() -> None:
    item = scenes.pencil()
    data = item.data
    lines, gone, bare = (data.layers.new(name) for name in ("Lines", "Gone", "Bare"))
    scenes.draw(lines, 1, [scenes.wavy(1)])
    scenes.draw(lines, 8, [scenes.wavy(2), scenes.wavy(3, at=(0, 1))])
    scenes.draw(gone, 1, [scenes.wavy(4)])
    gone.hide = True
    bare.frames.new(1)
    bpy.context.scene.frame_set(10)
    found = captured(item)
    assert found.drawing.layer_names == ("Lines",)
    assert found.drawing.stroke_count == 2
    assert found.map.layers[0].key == 8
    gone.hide = lines.hide = True
    with pytest.raises(BadInput, match="hidden layers: Lines, Gone"):
        captured(item)


def test_selected_strokes_alone_are_animated() -> None:
    item = scenes.pencil()
    layer = item.data.layers.new("Lines")
    drawing = scenes.draw(layer, 1, [scenes.wavy(k, at=(0, k)) for k in range(4)])
    chosen = np.array([False, True, True, False])
    attributes.write(drawing, ".selection", "BOOLEAN", "CURVE", chosen)
    found = captured(item, selected_only=True)
    assert found.drawing.stroke_count == 2
    motion = full_motion(found)
    result = write_back(motion, found.drawing, item, bpy.context.scene)
    names = [layer.name for layer in result.object.data.layers]
    assert names == ["Lines still", "Lines Sketch", "Lines still.001"]
    check_motion(result, found, motion, 1)
    assert result.object.data.layers["Lines still"].parent is None


def test_locked_layers_stay_still() -> None:
    item = scenes.pencil()
    for name in ("Ground", "Lines"):
        scenes.draw(item.data.layers.new(name), 1, [scenes.wavy(1)])
    item.data.layers["Ground"].lock = True
    found = captured(item)
    assert found.drawing.locked.tolist() == [1, 0]
    motion = full_motion(found)
    result = write_back(motion, found.drawing, item, bpy.context.scene)
    ground = result.object.data.layers["Ground"]
    assert ground.parent is None and len(ground.frames) == 1 and ground.lock
    check_motion(result, found, motion, 1)


def test_layers_of_a_locked_group_are_locked() -> None:
    item = scenes.pencil()
    data = item.data
    for name, frames in (("Sea", (1, 5)), ("Fish", (1, 9))):
        layer = data.layers.new(name)
        for frame in frames:
            scenes.draw(layer, frame, [scenes.wavy(frame)])
    outer = data.layer_groups.new("Outer")
    inner = data.layer_groups.new("Inner", parent_group=outer)
    data.layers.move_to_layer_group(data.layers["Sea"], inner)
    outer.lock = True
    scene = bpy.context.scene
    found = captured(item)
    names = [found.drawing.layer_names[row] for row in found.drawing.layers.data]
    locked = dict(zip(names, found.drawing.locked.data, strict=True))
    assert locked == {"Sea": 1, "Fish": 0}
    origin = pose_origin(item, 1)
    assert origin is not None and origin.layers == ("Fish",) and origin.frames == (1, 9)
    later = later_drawings(item, scene, found, Request("it swims", frames=12))
    assert [frame for frame, _ in later] == [8]
    assert len(list(edited_drawings(bpy.context, item))) == 1


def test_canvas_widths_times_and_colors() -> None:
    item = scenes.pencil(materials=[scenes.material("Ink", fill=(1.0, 0.5, 0.0, 0.5))])
    item.scale = (2, 2, 2)
    layer = item.data.layers.new("Lines")
    scenes.draw(layer, 1, [scenes.wavy(0, at=(0, 0)), scenes.wavy(1, at=(0, 1))])
    layer.opacity = 0.5
    attributes.write(layer.frames[0].drawing, "fill_id", "INT", "CURVE", np.array([7, 7]))
    drawing = captured(item).drawing
    positions = np.asarray(drawing.positions.data).reshape(-1, 2)
    assert np.isclose(np.ptp(positions, axis=0).max(), 640, atol=1e-2)
    assert np.isclose(max(drawing.canvas), 1024, atol=1e-2)
    assert positions[:, 0].argmax() == 11  # x runs to the right, as in the front view
    unit = 4.0 / 640 if np.ptp(positions[:, 0]) >= np.ptp(positions[:, 1]) else 0
    assert np.isclose(drawing.widths.data[0], 2 * 2 * 0.02 / unit, rtol=1e-3)
    assert drawing.times.data[0] == 0 and 1.0 <= drawing.times.data[12] < 1.1
    linear = np.array([0.1, 0.2, 0.8]) * 0.7 + np.array([0.2, 0.4, 0.6]) * 0.3
    srgb = 1.055 * linear ** (1 / 2.4) - 0.055
    assert np.allclose(drawing.colors.tolist()[0], [*srgb, 0.5], atol=1e-3)
    assert np.allclose(drawing.fills.tolist()[0][3], 0.25, atol=1e-3)
    assert drawing.paths.tolist() == [0, 0]


def test_a_changed_drawing_is_refused_and_nothing_is_left_behind() -> None:
    item = scenes.pencil()
    layer = item.data.layers.new("Lines")
    scenes.draw(layer, 1, [scenes.wavy(1), scenes.wavy(2)])
    found = captured(item)
    motion = animation(found.drawing, [{"x": curve((0, 0), (11, 9))}], [(0, 0)])
    layer.frames[0].drawing.remove_strokes(indices=[0])
    before = set(bpy.data.objects)
    with pytest.raises(BadInput, match="drawn on"):
        write_back(motion, found.drawing, item, bpy.context.scene)
    assert set(bpy.data.objects) == before and not item.hide_viewport
