# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The capture of pictures in the scene: which file, and which place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import bpy
import numpy as np
import pytest

from addon.blender.capture.picture_capture import capture_picture, image_of
from addon.contract.errors import BadInput
from addon.contract.png import png_size, write_png
from tests.blender.raster_jobs import box

SIZE = (60, 40)


def png(path: Path, left: int = 8) -> Path:
    write_png(path, SIZE, box(SIZE, left, 8).tobytes())
    return path


def linked(name: str, data: Any) -> Any:
    item = bpy.data.objects.new(name, data)
    bpy.context.scene.collection.objects.link(item)
    return item


def reference(image: Any, size: float = 3.0) -> Any:
    empty = linked("Reference", None)
    empty.empty_display_type, empty.empty_display_size = "IMAGE", size
    empty.data = image
    return empty


def plane(image: Any, corners: list[tuple[float, float, float]], uv: list[float]) -> Any:
    mesh = bpy.data.meshes.new("Plane")
    mesh.from_pydata(corners, [], [tuple(range(len(corners)))])
    mesh.uv_layers.new(name="UVMap").data.foreach_set("uv", uv)
    material = bpy.data.materials.new("Paper")
    if material.node_tree is None:
        material.use_nodes = True
    node = material.node_tree.nodes.new("ShaderNodeTexImage")
    node.image = image
    mesh.materials.append(material)
    return linked("Plane", mesh)


def pixels_of(path: Path) -> np.ndarray[Any, Any]:
    """Read a PNG by Blender: [h, w, 4] in 0..255, rows from the top."""
    image = bpy.data.images.load(str(path))
    values = np.empty(image.size[0] * image.size[1] * 4, np.float32)
    image.pixels.foreach_get(values)
    return (values.reshape(image.size[1], image.size[0], 4)[::-1] * 255).round()


def test_an_image_empty_wherever_it_is(tmp_path: Path) -> None:
    image = bpy.data.images.load(str(png(tmp_path / "paper.png")))
    empty = reference(image)
    empty.empty_image_offset = (0.0, -1.0)
    empty.location, empty.rotation_euler, empty.scale = (1, 2, 3), (np.pi / 2, 0, 0), (2, 2, 2)
    bpy.context.view_layer.update()
    found = capture_picture(empty, None, bpy.context.scene, 7)
    assert found.path == tmp_path / "paper.png" and found.place.frame == 7
    # from the empty's place to the right, its height below: 6 wide, 4 high, upright
    assert np.allclose(found.place.corners(), [(1, 2, -1), (7, 2, -1), (7, 2, 3), (1, 2, 3)])
    assert np.isclose(found.place.unit, 0.1) and np.allclose(
        found.place.normal, (0, -1, 0), atol=1e-6
    )


def test_a_plane_by_its_uv_map_whichever_way_it_is_turned(tmp_path: Path) -> None:
    image = bpy.data.images.load(str(png(tmp_path / "paper.png")))
    corners = [(0.0, 0.0, 0.0), (2.0, 0.0, 0.0), (2.0, 3.0, 0.0), (0.0, 3.0, 0.0)]
    item = plane(image, corners, [1, 0, 1, 1, 0, 1, 0, 0])  # lies on its side
    found = capture_picture(item, None, bpy.context.scene, 1)
    assert np.allclose(found.place.corners(), [(0, 3, 0), (0, 0, 0), (2, 0, 0), (2, 3, 0)])
    assert np.allclose(found.place.across, [0, -3 / 60, 0]) and image_of(item) == image


def test_a_picture_around_a_body_is_refused(tmp_path: Path) -> None:
    image = bpy.data.images.load(str(png(tmp_path / "paper.png")))
    corners = [(0.0, 0.0, 0.0), (2.0, 0.0, 1.0), (2.0, 3.0, 0.0), (0.0, 3.0, 0.0)]
    item = plane(image, corners, [0, 0, 1, 0, 1, 1, 0, 1])
    with pytest.raises(BadInput, match="isn't flat"):
        capture_picture(item, None, bpy.context.scene, 1)


@pytest.mark.parametrize("kind", ["generated", "packed", "painted"])
def test_what_is_only_in_blender_is_written_exactly(tmp_path: Path, kind: str) -> None:
    wanted = box(SIZE, 20, 4)
    values = (wanted[::-1].astype(np.float32) / 255).ravel()
    if kind == "generated":
        image = bpy.data.images.new("Doodle", *SIZE, alpha=True)
    else:
        image = bpy.data.images.load(str(png(tmp_path / "paper.png")))
    image.pixels.foreach_set(values)
    image.update()
    if kind == "packed":
        image.pack()
    found = capture_picture(reference(image), None, bpy.context.scene, 1)
    assert found.path != tmp_path / "paper.png" and png_size(found.path) == SIZE
    assert (pixels_of(found.path) == wanted).all()


def test_linear_colours_become_those_of_a_picture(tmp_path: Path) -> None:
    image = bpy.data.images.new("Render", 4, 4, alpha=True, float_buffer=True)
    values = np.tile(np.float32([0.2140411, 0.0, 0.5, 0.5]), 16)  # linear, times alpha
    image.alpha_mode = "PREMUL"
    image.pixels.foreach_set(values)
    found = capture_picture(None, image, bpy.context.scene, 1)
    assert pixels_of(found.path)[0, 0].tolist() == [175, 0, 255, 128]


def test_a_sequence_gives_the_picture_that_is_seen(tmp_path: Path) -> None:
    for number in range(1, 6):
        png(tmp_path / f"run_{number:03d}.png", 4 * number)
    image = bpy.data.images.load(str(tmp_path / "run_001.png"))
    image.source = "SEQUENCE"
    empty = reference(image)
    user = empty.image_user
    user.frame_start, user.frame_duration, user.frame_offset = 10, 5, 0
    scene = bpy.context.scene
    seen = {f: capture_picture(empty, None, scene, f).path.name for f in (10, 12, 30)}
    assert seen == {10: "run_001.png", 12: "run_003.png", 30: "run_005.png"}
    user.use_cyclic = True
    assert capture_picture(empty, None, scene, 16).path.name == "run_002.png"
    user.use_cyclic, user.frame_offset = False, 2
    assert capture_picture(empty, None, scene, 11).path.name == "run_004.png"


def test_a_file_that_is_gone_is_told(tmp_path: Path) -> None:
    path = png(tmp_path / "paper.png")
    image = bpy.data.images.load(str(path))
    path.unlink()
    image.reload()
    with pytest.raises(BadInput, match="can't be read"):
        capture_picture(reference(image), None, bpy.context.scene, 1)
    with pytest.raises(BadInput, match="Choose a picture"):
        capture_picture(None, None, bpy.context.scene, 1)
