# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Finished raster jobs made by hand, pictures of drawings by a formula, and renders of Blender.

A picture here is an array uint8 [h, w, 4] of straight RGBA, rows from the top.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import bpy
import numpy as np
from numpy.typing import NDArray

from addon.blender.grease_pencil import versions
from addon.contract.drawing import Drawing
from addon.contract.job import JobFolder
from addon.contract.png import write_png
from addon.contract.request import Request

Picture = NDArray[np.uint8]
INK = (20, 90, 170)


def sheet(drawing: Drawing, shift: tuple[float, float] = (0, 0)) -> Picture:
    """Paint a drawing's polylines in INK on a clear ground: full within half a width of a line."""
    width, height = (round(side) for side in drawing.canvas)
    y, x = np.mgrid[0:height, 0:width] + 0.5
    positions = np.asarray(drawing.positions.data).reshape(-1, 2) + shift
    widths, offsets = np.asarray(drawing.widths.data), drawing.stroke_offsets.data.tolist()
    alpha = np.zeros((height, width))
    for first, end in pairwise(offsets):
        for a, b, wide in zip(
            positions[first : end - 1], positions[first + 1 : end], widths[first:], strict=False
        ):
            along = b - a
            part = ((x - a[0]) * along[0] + (y - a[1]) * along[1]) / max(along @ along, 1e-9)
            part = np.clip(part, 0, 1)
            apart = np.hypot(x - a[0] - part * along[0], y - a[1] - part * along[1])
            alpha = np.maximum(alpha, np.clip(wide / 2 - apart + 0.5, 0, 1))
    picture = np.zeros((height, width, 4), np.uint8)
    picture[..., :3] = INK
    picture[..., 3] = (alpha * 255).round()
    return picture


def box(size: tuple[int, int], left: int, top: int, side: int = 8) -> Picture:
    """Paint a square of INK, `left` and `top` pixels from the corner."""
    picture = np.zeros((size[1], size[0], 4), np.uint8)
    picture[top : top + side, left : left + side] = (*INK, 255)
    return picture


def finished(
    folder: Path,
    request: Request,
    given: Drawing | Path,
    pictures: Sequence[Picture],
    strokes: dict[int, Drawing] | None = None,
) -> Path:
    """Make the folder of a finished job of the raster path."""
    job = JobFolder.create(folder, request, given)
    write_result(job.path, pictures, strokes)
    job.write_done({"model": "by hand", "frames": len(pictures)})
    return job.path


def write_result(
    folder: Path, pictures: Sequence[Picture], strokes: dict[int, Drawing] | None = None
) -> None:
    (folder / "frames").mkdir()
    for number, picture in enumerate(pictures, 1):
        size = (picture.shape[1], picture.shape[0])
        write_png(folder / "frames" / f"{number:04d}.png", size, picture.tobytes())
    if strokes is not None:
        (folder / "strokes").mkdir()
        for number, drawing in strokes.items():
            drawing.write(folder / "strokes" / f"{number:04d}.safetensors")


def camera(scene: Any, place: Sequence[float], turn: Sequence[float], *, ortho: float = 0.0) -> Any:
    """Add a camera: with `ortho`, one that sees this width; otherwise a perspective one."""
    data = bpy.data.cameras.new("Camera")
    item = bpy.data.objects.new("Camera", data)
    scene.collection.objects.link(item)
    item.location, item.rotation_euler = place, turn
    if ortho:
        data.type, data.ortho_scale = "ORTHO", ortho
    scene.camera = item
    bpy.context.view_layer.update()
    return item


def prepare_render(scene: Any, size: tuple[int, int], view: str = "Standard") -> None:
    render = scene.render
    render.engine = "CYCLES"
    scene.cycles.samples, scene.cycles.use_denoising = 8, False
    render.resolution_x, render.resolution_y = size
    render.film_transparent, render.dither_intensity = True, 0.0
    render.image_settings.file_format, render.image_settings.color_mode = "PNG", "RGBA"
    scene.view_settings.view_transform = view


def rendered(scene: Any, frame: int, folder: Path) -> NDArray[np.float32]:
    """Render a frame in Blender: [h, w, 4] in 0..1, rows from the top."""
    scene.frame_set(frame)
    scene.render.filepath = str(folder / "render.png")
    bpy.ops.render.render(write_still=True, scene=scene.name)
    image = bpy.data.images.load(scene.render.filepath, check_existing=False)
    width, height = image.size
    values = np.empty(width * height * 4, np.float32)
    image.pixels.foreach_get(values)
    bpy.data.images.remove(image)
    return values.reshape(height, width, 4)[::-1]


def middle(picture: NDArray[Any]) -> NDArray[np.float64]:
    """Return the middle of the inked pixels, in pixels from the top left."""
    alpha = picture[..., 3].astype(float)
    y, x = np.mgrid[0 : alpha.shape[0], 0 : alpha.shape[1]] + 0.5
    return np.array([(x * alpha).sum(), (y * alpha).sum()]) / alpha.sum()


def color_of(picture: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return the colour of fully inked pixels, in 0..255."""
    inked = picture[..., 3] > 0.99
    return np.asarray(picture[inked][:, :3].mean(axis=0) * 255, float)


def strips(scene: Any) -> list[Any]:
    editor = scene.sequence_editor
    return list(versions.strips(editor)) if editor is not None else []
