# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Capture of a picture: a picture file for the engine, and the picture's place in the scene.

The picture may be an image empty, a plane with an image texture, or an image that isn't in the
scene yet. A picture file is used as it is; what is painted, packed or generated in Blender is
written as PNG.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import bpy
import numpy as np
from numpy.typing import NDArray

from ...contract.errors import BadInput
from ...contract.png import write_png
from ..grease_pencil.inks import to_srgb
from .picture_place import PicturePlace

if TYPE_CHECKING:
    from bpy.types import Image, ImageUser, Object, Scene, ShaderNodeTexImage

SUFFIXES = (".png", ".jpg", ".jpeg", ".webp")  # that the engine reads
HEIGHT = 2.0  # in the scene, of a picture that isn't in it yet
EVEN = 1e-3  # how far a picture on a mesh may be bent, as a part of its size


@dataclass(frozen=True)
class PictureCapture:
    """A captured picture: its file, and its place in the scene."""

    path: Path
    place: PicturePlace


def image_of(item: Object | None) -> Image | None:
    """Return the image that an object shows, or None: as an image empty or by a texture."""
    if item is None:
        return None
    if item.type == "EMPTY":
        data: Any = item.data
        empty_image: Image | None = data if item.empty_display_type == "IMAGE" else None
        return empty_image
    node = _texture(item) if item.type == "MESH" else None
    return node.image if node is not None else None


def capture_picture(
    item: Object | None, image: Image | None, scene: Scene, frame: int
) -> PictureCapture:
    """Capture the picture that `item` shows at a frame, or `image` where there is no item.

    Raises BadInput when there is no picture or it can't be read.
    """
    shown = image_of(item) if item is not None else image
    if shown is None:
        raise BadInput("Choose a picture.", hint="An image, an image empty or an image plane.")
    path = picture_file(shown, _image_user(item), frame)
    size = _size(shown, path)
    if item is None:
        place = _place_at_cursor(shown.name, size, scene)
    elif item.type == "EMPTY":
        place = _place_of_empty(item, size, scene)
    else:
        place = _place_of_mesh(item, size, scene)
    return PictureCapture(path, place.later(frame))


def picture_file(image: Image, user: ImageUser | None, frame: int) -> Path:
    """Return a file with the image that the engine can read, writing one where there is none.

    Raises BadInput when the image has no pixels.
    """
    path = Path(bpy.path.abspath(image.filepath_from_user(), library=image.library))
    if image.source == "SEQUENCE" and user is not None:
        path = _sequence_file(path, user, frame)
    is_on_disk = image.source in ("FILE", "SEQUENCE") and not image.packed_file
    if is_on_disk and not image.is_dirty and path.suffix.lower() in SUFFIXES and path.is_file():
        return path
    return _write_png(image)


def _size(image: Image, path: Path) -> tuple[int, int]:
    """Return width and height; for a sequence by its file, as Blender may not have loaded any."""
    shown = image
    if image.source == "SEQUENCE":
        shown = bpy.data.images.load(str(path), check_existing=False)
    width, height = shown.size[:]
    if shown is not image:
        bpy.data.images.remove(shown)
    if not (width and height):
        raise _unreadable(image)
    return int(width), int(height)


def _sequence_file(path: Path, user: ImageUser, frame: int) -> Path:
    """Return the file of a sequence at a frame of the scene, counted as Blender does."""
    number = frame - user.frame_start + 1
    if user.use_cyclic:
        number = (number - 1) % max(1, user.frame_duration) + 1
    number = max(0, min(number, user.frame_duration)) + user.frame_offset
    match = re.search(r"(\d+)(\D*)$", path.stem)
    if match is None:
        return path
    digits = match[1]
    first = 1  # Blender shows file n in frame n
    name = path.stem[: match.start()] + f"{first + number - 1:0{len(digits)}d}" + match[2]
    return path.with_name(name + path.suffix)


def _unreadable(image: Image) -> BadInput:
    return BadInput(
        "The picture {name!r} can't be read.", name=image.name, hint="Is its file there?"
    )


def _write_png(image: Image) -> Path:
    width, height = image.size[:]
    values = np.empty(width * height * 4, np.float32)
    if not image.has_data and not values.size:
        raise _unreadable(image)
    pixels: Any = image.pixels
    try:
        pixels.foreach_get(values)
    except (RuntimeError, TypeError) as error:
        raise _unreadable(image) from error
    rgba = values.reshape(-1, 4)
    if image.is_float:  # linear, and premultiplied unless the alpha is said to be straight
        if image.alpha_mode != "STRAIGHT":
            rgba[:, :3] /= np.maximum(rgba[:, 3:], 1e-6)
        color_space = image.colorspace_settings
        assert color_space is not None
        if not color_space.is_data:
            rgba = to_srgb(rgba)
    eight = np.clip(rgba * 255 + 0.5, 0, 255).astype(np.uint8).reshape(height, width, 4)[::-1]
    path = Path(bpy.app.tempdir) / f"picture-{secrets.token_hex(4)}.png"
    write_png(path, (width, height), np.ascontiguousarray(eight).data.cast("B"))
    return path


def _image_user(item: Object | None) -> ImageUser | None:
    if item is None:
        return None
    if item.type == "EMPTY":
        return item.image_user
    node = _texture(item)
    return node.image_user if node is not None else None


def _texture(item: Object) -> ShaderNodeTexImage | None:
    """Return the node with the picture of a mesh object: the active one, else the first."""
    for slot in item.material_slots:
        tree: Any = slot.material.node_tree if slot.material else None
        if tree is None:
            continue
        nodes: list[ShaderNodeTexImage] = [
            node for node in tree.nodes if node.type == "TEX_IMAGE" and node.image
        ]
        if nodes:
            active: ShaderNodeTexImage = tree.nodes.active
            return active if active in nodes else nodes[0]
    return None


def _place_of_empty(item: Object, size: tuple[int, int], scene: Scene) -> PicturePlace:
    """Return the place of an image empty: as long as its display size, shifted by its offset."""
    width, height = size
    unit = item.empty_display_size / max(width, height)
    left, bottom = (item.empty_image_offset[axis] * (width, height)[axis] for axis in (0, 1))
    local = np.array([[left, bottom + height, 0], [unit, 0, 0], [0, -unit, 0]], float)
    local[0] *= unit
    return _place(item, local, size, scene)


def _place_of_mesh(item: Object, size: tuple[int, int], scene: Scene) -> PicturePlace:
    """Return the place of a plane's picture, by the affine map that its UV map stands for.

    Raises BadInput for a mesh without a UV map, or for a picture that isn't flat.
    """
    mesh: Any = item.data
    layer = mesh.uv_layers.active
    if layer is None or len(mesh.loops) < 3:
        raise BadInput("{name!r} has no place for a picture: it has no UV map.", name=item.name)
    count = len(mesh.loops)
    uv, vertices = np.empty(2 * count, np.float32), np.empty(count, np.int32)
    points = np.empty(3 * len(mesh.vertices), np.float32)
    layer.data.foreach_get("uv", uv)
    mesh.loops.foreach_get("vertex_index", vertices)
    mesh.vertices.foreach_get("co", points)
    corners = points.reshape(-1, 3)[vertices].astype(float)
    width, height = size
    u, v = uv.reshape(-1, 2).astype(float).T
    pixels = np.stack([u * width, (1 - v) * height, np.ones(count)], axis=1)
    affine, _, rank, _ = np.linalg.lstsq(pixels, corners, rcond=None)  # across, down, corner
    error = np.abs(pixels @ affine - corners).max()
    if rank < 3 or error / max(float(np.ptp(corners, axis=0).max()), 1e-9) > EVEN:
        raise BadInput(
            "The picture on {name!r} isn't flat.",
            name=item.name,
            hint="Use a plane, or an image empty.",
        )
    return _place(item, affine[[2, 0, 1]], size, scene)


def _place(
    item: Object, local: NDArray[np.float64], size: tuple[int, int], scene: Scene
) -> PicturePlace:
    """Return a place in the world from one in the object's own space.

    `local` [3, 3]: the top left corner, one pixel across, and one pixel down.
    """
    matrix = np.array(item.matrix_world, np.float64)
    world = local @ matrix[:3, :3].T
    return PicturePlace(
        label=item.name,
        object_name=item.name,
        scene_name=scene.name,
        frame=scene.frame_current,
        object_matrix=matrix,
        corner=world[0] + matrix[:3, 3],
        across=world[1],
        down=world[2],
        size=(float(size[0]), float(size[1])),
    )


def _place_at_cursor(name: str, size: tuple[int, int], scene: Scene) -> PicturePlace:
    """Return a place that stands upright on the 3D cursor and faces the front."""
    width, height = size
    unit = HEIGHT / height
    cursor: Any = scene.cursor
    foot = np.array(cursor.location, float)
    return PicturePlace(
        label=name,
        object_name="",
        scene_name=scene.name,
        frame=scene.frame_current,
        object_matrix=np.eye(4),
        corner=foot + np.array([-0.5 * width * unit, 0.0, HEIGHT]),
        across=np.array([unit, 0.0, 0.0]),
        down=np.array([0.0, 0.0, -unit]),
        size=(float(width), float(height)),
    )
