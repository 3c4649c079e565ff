# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A picture in the scene -> a picture file for the engine, and where it lies.

An image empty, a plane with an image texture, or an image that lies nowhere yet. A picture file is
given as it is; what is painted, packed or generated in Blender is written as PNG.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import bpy
import numpy as np
from numpy.typing import NDArray

from ...contract.errors import BadInput
from ...contract.png import write_png
from ..grease_pencil.inks import to_srgb
from .picture_place import PicturePlace

SUFFIXES = (".png", ".jpg", ".jpeg", ".webp")  # that the engine reads
HEIGHT = 2.0  # in the scene, of a picture that lies nowhere yet
EVEN = 1e-3  # how far, of its size, a picture on a mesh may be bent


@dataclass(frozen=True)
class PictureCapture:
    path: Path
    place: PicturePlace


def image_of(item: Any) -> Any:
    """The image that an object shows, or None: of an image empty or an image texture."""
    if item is None:
        return None
    if item.type == "EMPTY":
        return item.data if item.empty_display_type == "IMAGE" else None
    node = _texture(item) if item.type == "MESH" else None
    return node.image if node is not None else None


def capture_picture(item: Any, image: Any, scene: Any, frame: int) -> PictureCapture:
    """The picture that `item` shows at a frame, or `image` where that is None. Raises BadInput."""
    shown = image_of(item) if item is not None else image
    if shown is None:
        raise BadInput("Choose a picture.", hint="An image, an image empty or an image plane.")
    user = _user(item)
    path = picture_file(shown, user, frame)
    size = _size(shown, path)
    if item is None:
        place = _standing(shown.name, size, scene)
    elif item.type == "EMPTY":
        place = _of_empty(item, size, scene)
    else:
        place = _of_mesh(item, size, scene)
    return PictureCapture(path, place.later(frame))


def picture_file(image: Any, user: Any, frame: int) -> Path:
    """The image as a file that the engine reads. Raises BadInput."""
    path = Path(bpy.path.abspath(image.filepath_from_user(), library=image.library))
    if image.source == "SEQUENCE" and user is not None:
        path = _of_sequence(path, user, frame)
    kept_as_file = image.source in ("FILE", "SEQUENCE") and not image.packed_file
    if kept_as_file and not image.is_dirty and path.suffix.lower() in SUFFIXES and path.is_file():
        return path
    return _written(image)


def _size(image: Any, path: Path) -> tuple[int, int]:
    """Width and height; Blender doesn't know those of a sequence that it hasn't shown yet."""
    if image.source == "SEQUENCE":
        loaded = bpy.data.images.load(str(path), check_existing=False)
        size = tuple(loaded.size)
        bpy.data.images.remove(loaded)
    else:
        size = tuple(image.size)
    if not all(size):
        raise _unreadable(image)
    return int(size[0]), int(size[1])


def _of_sequence(path: Path, user: Any, frame: int) -> Path:
    """The file of a sequence at a frame of the scene, as Blender counts."""
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


def _unreadable(image: Any) -> BadInput:
    return BadInput(
        "The picture {name!r} can't be read.", name=image.name, hint="Is its file there?"
    )


def _written(image: Any) -> Path:
    width, height = image.size
    values = np.empty(width * height * 4, np.float32)
    if not image.has_data and not values.size:
        raise _unreadable(image)
    try:
        image.pixels.foreach_get(values)
    except (RuntimeError, TypeError) as error:
        raise _unreadable(image) from error
    rgba = values.reshape(-1, 4)
    if image.is_float:  # linear, and times alpha unless it says otherwise
        if image.alpha_mode != "STRAIGHT":
            rgba[:, :3] /= np.maximum(rgba[:, 3:], 1e-6)
        if not image.colorspace_settings.is_data:
            rgba = to_srgb(rgba)
    eight = np.clip(rgba * 255 + 0.5, 0, 255).astype(np.uint8).reshape(height, width, 4)[::-1]
    path = Path(bpy.app.tempdir) / f"picture-{secrets.token_hex(4)}.png"
    write_png(path, (width, height), np.ascontiguousarray(eight).data.cast("B"))
    return path


def _user(item: Any) -> Any:
    if item is None:
        return None
    if item.type == "EMPTY":
        return item.image_user
    return _texture(item).image_user


def _texture(item: Any) -> Any:
    """The node with the picture of a mesh object: the active one, else the first."""
    for slot in item.material_slots:
        tree = slot.material.node_tree if slot.material else None
        if tree is None:
            continue
        nodes = [n for n in tree.nodes if n.type == "TEX_IMAGE" and n.image]
        if nodes:
            return tree.nodes.active if tree.nodes.active in nodes else nodes[0]
    return None


def _of_empty(item: Any, size: tuple[int, int], scene: Any) -> PicturePlace:
    """An image empty: its long side is its display size, shifted by its offset."""
    width, height = size
    unit = item.empty_display_size / max(width, height)
    left, bottom = (item.empty_image_offset[axis] * (width, height)[axis] for axis in (0, 1))
    local = np.array([[left, bottom + height, 0], [unit, 0, 0], [0, -unit, 0]], float)
    local[0] *= unit
    return _placed(item, local, size, scene)


def _of_mesh(item: Any, size: tuple[int, int], scene: Any) -> PicturePlace:
    """A plane with a UV map: the map from the picture to the mesh, which has to be a straight one.

    Raises BadInput for a picture that is bent around a body.
    """
    mesh = item.data
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
    spots = uv.reshape(-1, 2).astype(float)
    pixels = np.stack([spots[:, 0] * width, (1 - spots[:, 1]) * height, np.ones(count)], axis=1)
    found, _, rank, _ = np.linalg.lstsq(pixels, corners, rcond=None)
    bent = np.abs(pixels @ found - corners).max() / max(float(np.ptp(corners, axis=0).max()), 1e-9)
    if rank < 3 or bent > EVEN:
        raise BadInput(
            "The picture on {name!r} isn't flat.",
            name=item.name,
            hint="Use a plane, or an image empty.",
        )
    return _placed(item, found[[2, 0, 1]], size, scene)


def _placed(
    item: Any, local: NDArray[np.float64], size: tuple[int, int], scene: Any
) -> PicturePlace:
    """`local` [3, 3]: the corner, a pixel across and one down, in the object's own space."""
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


def _standing(name: str, size: tuple[int, int], scene: Any) -> PicturePlace:
    """Upright on the 3D cursor, seen from the front."""
    width, height = size
    unit = HEIGHT / height
    at = np.array(scene.cursor.location, float)
    return PicturePlace(
        label=name,
        object_name="",
        scene_name=scene.name,
        frame=scene.frame_current,
        object_matrix=np.eye(4),
        corner=at + np.array([-0.5 * width * unit, 0.0, HEIGHT]),
        across=np.array([unit, 0.0, 0.0]),
        down=np.array([0.0, 0.0, -unit]),
        size=(float(width), float(height)),
    )
