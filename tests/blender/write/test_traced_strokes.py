# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Traced strokes as Grease Pencil keys, and strips in the sequencer, as Blender has them."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import bpy
import numpy as np
import pytest

from addon.blender.capture.capture import Capture, capture
from addon.blender.grease_pencil import attributes, versions
from addon.blender.write.raster_results import write_pictures
from addon.blender.write.traced_areas import TracedStrokes, is_inside
from addon.client.jobs.raster_request import as_raster
from addon.contract.drawing import Drawing
from addon.contract.errors import BadInput
from addon.contract.request import Request
from tests.blender import raster_jobs, scenes
from tests.blender.raster_jobs import (
    INK,
    color_of,
    finished,
    middle,
    prepare_render,
    rendered,
    sheet,
    strips,
)
from tests.blender.write.test_image_plane import SIZE, START, fish, strayed


def moved(found: Capture, shift: float) -> Drawing:
    """Return the captured strokes as a tracer gives them: polylines in their own colours."""
    drawing = found.drawing
    positions = np.asarray(drawing.positions.data).reshape(-1, 2) + np.float32([shift, 0])
    return Drawing.build(
        positions.astype(np.float32),
        np.asarray(drawing.stroke_offsets.data),
        canvas=drawing.canvas,
        widths=np.asarray(drawing.widths.data),
        colors=np.array([[*np.array(INK) / 255, 1]] * drawing.stroke_count, np.float32),
    )


def traced(tmp_path: Path, item: Any, *, loop: bool = False, hold: int = 1) -> Path:
    """Make a job of six frames on twos: in frame k the drawing is 20 k pixels further right."""
    scene = bpy.context.scene
    scene.frame_set(START)
    found = capture(item, scene)
    request = Request("it swims", frames=6, loop=loop, hold=hold)
    held = [k - k % hold for k in range(6)]
    strokes = {k + 1: moved(found, 20 * k) for k in sorted(set(held))}
    picture = sheet(found.drawing)
    return finished(
        tmp_path / "job", as_raster(request, "strokes", {}), found.drawing, [picture] * 6, strokes
    )


@pytest.mark.parametrize("hold", [1, 2])
def test_keys_are_at_the_right_frames(tmp_path: Path, hold: int) -> None:
    item = fish()
    result = write_pictures(traced(tmp_path, item, hold=hold), lambda: item).object
    (layer,) = result.data.layers
    keys = [(key.frame_number, key.keyframe_type) for key in layer.frames]
    assert keys == [(START + k, "GENERATED") for k in range(0, 6, hold)]
    assert layer.get_frame_at(START - 1) is None
    assert layer.get_frame_at(START + 500).frame_number == START + 6 - hold
    assert item.hide_viewport and item.hide_render and not result.hide_render


def test_strokes_lie_in_the_plane_over_the_drawing(tmp_path: Path) -> None:
    item = fish((0.3, 0.2, -0.6), 0.7)
    folder = traced(tmp_path, item)
    bpy.context.scene.frame_set(START)
    before = scenes.world_points(item, item.data.layers[0])
    result = write_pictures(folder, lambda: item).object
    bpy.context.scene.frame_set(START)
    layer = result.data.layers[0]
    bpy.context.view_layer.update()
    after = scenes.world_points(result, layer)
    assert np.allclose(after, before, atol=1e-4)
    radius = attributes.read(layer.get_frame_at(START).drawing, "radius")
    assert np.allclose(radius, 0.03, rtol=1e-3)
    assert np.allclose(result.matrix_world, item.matrix_world)
    assert [slot.material for slot in result.material_slots] == [item.material_slots[0].material]


def test_a_loop_is_repeated_to_the_end_of_the_scene(tmp_path: Path) -> None:
    item = fish()
    scene = bpy.context.scene
    scene.frame_end = START + 13
    result = write_pictures(traced(tmp_path, item, loop=True, hold=2), lambda: item).object
    keys = [key.frame_number - START for key in result.data.layers[0].frames]
    assert keys == [0, 2, 4, 6, 8, 10, 12]


def test_rendered_strokes_are_the_drawing(tmp_path: Path) -> None:
    item = fish()
    scene = bpy.context.scene
    raster_jobs.camera(scene, (1, -6, 0.5), (math.pi / 2, 0, 0), ortho=5.0)
    prepare_render(scene, SIZE)
    drawn = rendered(scene, START, tmp_path)
    write_pictures(traced(tmp_path, item), lambda: item)
    shown = rendered(scene, START, tmp_path)
    assert strayed(drawn, shown) == strayed(shown, drawn) == 0
    assert np.abs(color_of(shown) - color_of(drawn)).max() < 1.5
    assert rendered(scene, START - 1, tmp_path)[..., 3].max() == 0


def test_a_colour_of_its_own_is_painted_over_the_ink(tmp_path: Path) -> None:
    item = fish()
    scene = bpy.context.scene
    folder = traced(tmp_path, item)
    first = folder / "strokes" / "0001.safetensors"
    drawing = Drawing.read(first)
    colors = np.asarray(drawing.colors.data).reshape(-1, 4).copy()
    colors[1] = (0.9, 0.1, 0.1, 0.5)
    from dataclasses import replace

    from addon.contract.arrays import Array

    replace(drawing, colors=Array.of(colors, "F32")).write(first)
    result = write_pictures(folder, lambda: item).object
    target = result.data.layers[0].get_frame_at(START).drawing
    offsets = attributes.stroke_offsets(target)
    own = attributes.read(target, "vertex_color")[offsets[:-1]]
    assert own[:, 3].tolist() == [0, 1, 0]
    assert np.allclose(own[1, :3], [0.787, 0.01, 0.01], atol=0.01)
    assert np.allclose(attributes.read(target, "opacity")[offsets[:-1]], [1, 0.5, 1], atol=0.01)
    assert scene.frame_current == START


def test_an_area_with_a_hole(tmp_path: Path) -> None:
    ring = ring_drawing()
    strokes = TracedStrokes.of(ring).without_holes()
    assert len(strokes.offsets) == 2 and strokes.cyclic[0]
    outline = strokes.positions
    assert is_inside(np.array([20.3, 50.2]), outline)
    assert not is_inside(np.array([50.3, 50.2]), outline)
    item = fish()
    scene = bpy.context.scene
    scene.frame_set(START)
    found = capture(item, scene)
    keys = {1: on_canvas(ring, found.drawing.canvas)}
    request = as_raster(Request("it rolls", frames=2), "strokes", {})
    folder = finished(tmp_path / "job", request, found.drawing, [sheet(found.drawing)] * 2, keys)
    raster_jobs.camera(scene, (1, -6, 0.5), (math.pi / 2, 0, 0), ortho=6.0)
    prepare_render(scene, SIZE)
    write_pictures(folder, lambda: item)
    shown = rendered(scene, START, tmp_path)
    x, y = (round(value) for value in middle(shown))
    assert shown[y, x, 3] == 0  # the hole
    assert shown[y, x - 40, 3] > 0.99 and shown[y, x + 40, 3] > 0.99
    assert np.abs(color_of(shown) - (230, 26, 26)).max() < 1.5


def ring_drawing() -> Drawing:
    """Return a disc with a round hole, as one area of 100 by 100 pixels."""
    turn = np.linspace(0, 2 * np.pi, 41)[:-1]
    circle = np.stack([np.cos(turn), np.sin(turn)], axis=1)
    positions = np.concatenate([50 + 45 * circle, 50 + 20 * circle]).astype(np.float32)
    red = np.array([[0.9, 0.1, 0.1, 1]] * 2, np.float32)
    return Drawing.build(
        positions,
        [0, 40, 80],
        canvas=(100, 100),
        colors=red,
        fills=red,
        cyclic=[1, 1],
        paths=[0, 0],
    )


def on_canvas(drawing: Drawing, canvas: tuple[float, float]) -> Drawing:
    """Put the drawing in the middle of another canvas, five times as large."""
    positions = np.asarray(drawing.positions.data).reshape(-1, 2)
    positions = (positions - 50) * 5 + np.array(canvas) / 2
    columns = {
        name: np.asarray(getattr(drawing, name).data).reshape(getattr(drawing, name).shape)
        for name in ("colors", "fills", "cyclic", "paths")
    }
    return Drawing.build(positions.astype(np.float32), [0, 40, 80], canvas=canvas, **columns)


def test_a_result_without_strokes_says_so(tmp_path: Path) -> None:
    item = fish()
    scene = bpy.context.scene
    found = capture(item, scene)
    request = as_raster(Request("it swims", frames=2), "strokes", {})
    folder = finished(tmp_path / "job", request, found.drawing, [sheet(found.drawing)] * 2)
    with pytest.raises(BadInput, match="no strokes"):
        write_pictures(folder, lambda: item)
    assert not item.hide_viewport and len(bpy.data.objects) == 1


# --- strips ---


def strip_job(tmp_path: Path, item: Any, *, loop: bool = False) -> Path:
    scene = bpy.context.scene
    scene.frame_set(START)
    found = capture(item, scene)
    request = as_raster(Request("it swims", frames=4, loop=loop), "strip", {})
    pictures = [sheet(found.drawing, (30 * k, 0)) for k in range(4)]
    return finished(tmp_path / "job", request, found.drawing, pictures)


@pytest.mark.parametrize("look", [(math.pi / 2, 0, 0), (math.pi / 2, 0.3, 0)])
def test_a_strip_lies_where_the_camera_sees_the_drawing(
    tmp_path: Path, look: tuple[float, float, float]
) -> None:
    item = fish()
    scene = bpy.context.scene
    scene.frame_end = 30
    raster_jobs.camera(scene, (1.1, -6, 0.4), look, ortho=5.0)
    prepare_render(scene, SIZE)
    folder = strip_job(tmp_path, item)
    drawn = rendered(scene, START, tmp_path)
    result = write_pictures(folder, lambda: item)
    assert "Scene strip" in result.remark and item.hide_render and not item.hide_viewport
    assert versions.strip_range(result.object) == (START, 31)
    pictures = {frame: rendered(scene, frame, tmp_path) for frame in (9, 10, 13, 30)}
    assert pictures[9][..., 3].max() == 0
    assert strayed(drawn, pictures[10]) == strayed(pictures[10], drawn) == 0
    assert np.abs(color_of(pictures[10]) - INK).max() < 1.5
    assert (pictures[30] == pictures[13]).all() and not (pictures[13] == pictures[10]).all()


def length_of(frames: int) -> dict[str, int]:
    """Return the argument that sets the length of a strip without pictures."""
    return {"length": frames} if bpy.app.version >= (5, 0, 0) else {"frame_end": frames + 1}


def test_a_strip_of_a_loop_is_put_above_what_is_there(tmp_path: Path) -> None:
    item = fish()
    scene = bpy.context.scene
    scene.frame_end = 30
    editor = scene.sequence_editor_create()
    below = versions.strips(editor).new_effect(
        name="Paper", type="COLOR", channel=3, frame_start=1, **length_of(40)
    )
    result = write_pictures(strip_job(tmp_path, item, loop=True), lambda: item)
    assert result.remark == "" and result.object.channel == 4 and below.channel == 3
    names = [element.filename for element in result.object.elements]
    assert names == [f"{k % 4 + 1:04d}.png" for k in range(21)]
    assert len(strips(scene)) == 2
