# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The image plane of a raster result, as Blender renders it."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import bpy
import numpy as np
import pytest
from numpy.typing import NDArray

from addon.blender.capture.capture import capture
from addon.blender.write.raster_results import write_pictures
from addon.client.jobs.raster_request import as_raster
from addon.contract.request import Request
from tests.blender import raster_jobs, scenes
from tests.blender.raster_jobs import (
    INK,
    box,
    color_of,
    finished,
    middle,
    prepare_render,
    rendered,
    sheet,
)

START = 10
SIZE = (320, 240)


def fish(turn: tuple[float, float, float] = (0, 0, 0), scale: float = 1.0) -> Any:
    """Make a drawing of three lines in one colour, on an object that is moved and turned."""
    ink = scenes.material("Ink")
    srgb = np.array(INK) / 255
    linear = np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)
    ink.grease_pencil.color = (*linear, 1)
    item = scenes.pencil("Fish", [ink])
    layer = item.data.layers.new("Lines")
    layer.use_lights = False
    strokes = [scenes.wavy(0), scenes.wavy(2, at=(0.2, 0.7)), scenes.wavy(4, at=(0.5, -0.9))]
    drawing = scenes.draw(layer, 1, strokes, rich=False)
    points = sum(len(stroke) for stroke in strokes)
    scenes.attributes.write(drawing, "radius", "FLOAT", "POINT", np.full(points, 0.03))
    item.rotation_euler, item.scale = turn, (scale,) * 3
    item.location = (0.3, 0.2, 0.4)
    bpy.context.view_layer.update()
    return item


def a_job(tmp_path: Path, item: Any, *, loop: bool = False, frames: int = 4) -> Path:
    """Make a finished job for `item`: in frame k the drawing is 30 k pixels further right."""
    scene = bpy.context.scene
    scene.frame_set(START)
    found = capture(item, scene, plane="AUTO")
    request = Request("it swims", frames=frames, loop=loop)
    pictures = [sheet(found.drawing, (30 * k, 0)) for k in range(frames)]
    return finished(tmp_path / "job", as_raster(request, "plane", {}), found.drawing, pictures)


def strayed(picture: NDArray[np.float32], other: NDArray[np.float32]) -> int:
    """Count the inked pixels without ink of the other picture within a pixel."""
    alpha = np.pad(other[..., 3], 1)
    near = np.max(
        [np.roll(alpha, shift, (0, 1)) for shift in ((0, 0), (0, 1), (0, -1), (1, 0), (-1, 0))], 0
    )[1:-1, 1:-1]
    return int(((picture[..., 3] > 0.5) & (near < 0.15)).sum())


VIEWS = {
    "front": ((0, 0, 0), (1, -6, 0.5), (math.pi / 2, 0, 0), 5.0),
    "turned": ((0.3, 0.5, -0.7), (1, -6, 1.5), (math.pi / 2.3, 0, 0.1), 6.0),
    "perspective": ((0, 0.4, 0.3), (2, -7, 1.0), (math.pi / 2.1, 0, 0.15), 0.0),
}


@pytest.mark.parametrize("view", VIEWS)
def test_the_plane_lies_exactly_over_the_drawing(tmp_path: Path, view: str) -> None:
    turn, place, look, ortho = VIEWS[view]
    item = fish(turn, 0.8)
    scene = bpy.context.scene
    raster_jobs.camera(scene, place, look, ortho=ortho)
    prepare_render(scene, SIZE)
    folder = a_job(tmp_path, item)
    drawn = rendered(scene, START, tmp_path)
    result = write_pictures(folder, lambda: item)
    assert item.hide_render and item.hide_viewport
    shown = rendered(scene, START, tmp_path)
    assert (drawn[..., 3] > 0.5).sum() > 300
    assert max(strayed(drawn, shown), strayed(shown, drawn)) <= 1  # an end of a line is round
    if view == "front":  # seen aslant, a picture's lines become thinner, and strokes don't
        assert np.abs(middle(shown) - middle(drawn)).max() < 0.4
        assert abs(shown[..., 3].sum() / drawn[..., 3].sum() - 1) < 0.02
        assert np.abs(shown[..., 3] - drawn[..., 3]).mean() < 0.005
    assert np.abs(color_of(shown) - INK).max() < 1.5
    assert result.object.data.uv_layers and result.object.parent is None


def test_nothing_before_the_start_and_the_last_picture_stays(tmp_path: Path) -> None:
    item = fish()
    scene = bpy.context.scene
    raster_jobs.camera(scene, (1, -6, 0.5), (math.pi / 2, 0, 0), ortho=5.0)
    prepare_render(scene, SIZE)
    write_pictures(a_job(tmp_path, item), lambda: item)
    pictures = {frame: rendered(scene, frame, tmp_path) for frame in (1, 9, 10, 11, 13, 14, 40)}
    assert pictures[1][..., 3].max() == 0 and pictures[9][..., 3].max() == 0
    step = middle(pictures[11]) - middle(pictures[10])
    assert step[0] > 1 and abs(step[1]) < 0.1
    assert np.allclose(middle(pictures[13]) - middle(pictures[10]), 3 * step, atol=0.2)
    assert (pictures[14] == pictures[13]).all() and (pictures[40] == pictures[13]).all()


def test_a_loop_goes_on_and_is_not_seen_before(tmp_path: Path) -> None:
    item = fish()
    scene = bpy.context.scene
    raster_jobs.camera(scene, (1, -6, 0.5), (math.pi / 2, 0, 0), ortho=5.0)
    prepare_render(scene, SIZE)
    write_pictures(a_job(tmp_path, item, loop=True), lambda: item)
    pictures = {frame: rendered(scene, frame, tmp_path) for frame in (5, 9, 10, 13, 14, 21)}
    assert pictures[5][..., 3].max() == 0 and pictures[9][..., 3].max() == 0
    assert (pictures[14] == pictures[10]).all() and (pictures[21] == pictures[13]).all()
    assert not (pictures[13] == pictures[10]).all()


@pytest.mark.parametrize("view", ["Standard", "AgX"])
def test_ink_has_the_colour_of_the_drawing_under_any_view_transform(
    tmp_path: Path, view: str
) -> None:
    item = fish()
    scene = bpy.context.scene
    raster_jobs.camera(scene, (1, -6, 0.5), (math.pi / 2, 0, 0), ortho=3.0)
    prepare_render(scene, SIZE, view)
    folder = a_job(tmp_path, item)
    drawn = color_of(rendered(scene, START, tmp_path))
    write_pictures(folder, lambda: item)
    assert np.abs(color_of(rendered(scene, START, tmp_path)) - drawn).max() < 1.5


@pytest.mark.parametrize("by", ["parent", "keys"])
def test_it_is_moved_as_the_drawing_is(tmp_path: Path, by: str) -> None:
    item = fish((0, 0.3, 0))
    scene = bpy.context.scene
    mover = item
    if by == "parent":
        mover = bpy.data.objects.new("Boat", None)
        scene.collection.objects.link(mover)
        mover.location, mover.rotation_euler = (1, 0, 0), (0, 0.5, 0)
        bpy.context.view_layer.update()
        item.parent = mover
        item.matrix_parent_inverse = mover.matrix_world.inverted()
    first = mover.location.copy()
    mover.keyframe_insert("location", frame=START)
    mover.location.x += 2
    mover.rotation_euler.y += 0.4
    mover.keyframe_insert("location", frame=START + 20)
    folder = a_job(tmp_path, item)
    scene.frame_set(START)
    before = item.matrix_world.inverted()
    scene.frame_set(START + 15)  # the result arrives later
    result = write_pictures(folder, lambda: item).object
    item.hide_viewport = False  # Blender doesn't move what nobody sees
    scene.frame_set(START)
    still = before @ result.matrix_world
    scene.frame_set(START + 20)
    assert np.allclose(item.matrix_world.inverted() @ result.matrix_world, still, atol=1e-5)
    assert (mover.location - first).length > 1


def test_its_pictures_survive_saving_beside_the_file(tmp_path: Path) -> None:
    item = fish()
    scene = bpy.context.scene
    raster_jobs.camera(scene, (1, -6, 0.5), (math.pi / 2, 0, 0), ortho=6.0)
    prepare_render(scene, SIZE)
    path = str(tmp_path / "scene.blend")
    bpy.ops.wm.save_as_mainfile(filepath=path)
    folder = a_job(tmp_path, item)
    result = write_pictures(folder, lambda: item)
    image = result.object.active_material.node_tree.nodes.active.image
    assert image.filepath == "//sketch_motion/job/0001.png"
    before = rendered(scene, START, tmp_path)
    bpy.ops.wm.save_mainfile()
    for kept in (folder / "frames").iterdir():
        kept.unlink()  # the job isn't needed any more
    bpy.ops.wm.open_mainfile(filepath=path)
    again = rendered(bpy.context.scene, START, tmp_path)
    assert (again == before).all() and again[..., 3].max() > 0.9


def test_unsaved_its_pictures_stay_in_the_job(tmp_path: Path) -> None:
    item = fish()
    folder = a_job(tmp_path, item)
    result = write_pictures(folder, lambda: item)
    texture = result.object.active_material.node_tree.nodes.active
    assert Path(texture.image.filepath) == folder / "frames" / "0001.png"
    user = texture.image_user
    assert (user.frame_start, user.frame_duration, user.frame_offset) == (START, 4, 0)
    assert user.use_auto_refresh and not user.use_cyclic


def test_a_plane_without_an_object(tmp_path: Path) -> None:
    scene = bpy.context.scene
    from addon.blender.capture.picture_capture import capture_picture

    image = bpy.data.images.new("Doodle", 64, 48, alpha=True)
    pixels = np.zeros((48, 64, 4), np.float32)
    pixels[10:20, 5:25] = (0.25, 0.5, 0.75, 1)
    image.pixels.foreach_set(pixels.ravel())
    scene.frame_set(START)
    found = capture_picture(None, image, scene, START)
    request = as_raster(Request("it grows", frames=2), "plane", {}, found.place.to_text())
    folder = finished(tmp_path / "job", request, found.path, [box((64, 48), 8, 8)] * 2)

    def nobody() -> Any:
        raise AssertionError("there is no object")

    result = write_pictures(folder, nobody)
    corners = [tuple(result.object.matrix_world @ v.co) for v in result.object.data.vertices]
    expected = [(-4 / 3, 0, 0), (4 / 3, 0, 0), (4 / 3, 0, 2), (-4 / 3, 0, 2)]
    assert np.allclose(corners, expected, atol=1e-6)
    assert result.object.name == "Doodle picture"
