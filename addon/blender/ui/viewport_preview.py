# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The previews of a running job, shown in the 3D view over the drawing.

A picture covers the canvas on which the drawing was captured, so it lies exactly over the drawing,
on a sheet of paper. Nothing is added to the file, and a render doesn't show it.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import bpy
import gpu
import numpy as np
from gpu_extras.batch import batch_for_shader
from numpy.typing import NDArray

from ...client.jobs.states import Running
from ...contract.errors import SketchMotionError
from ..capture.capture_map import Origin
from ..capture.picture_place import PicturePlace
from ..host_state import scene_of
from ..jobs import previews
from ..jobs.previews import Sheet
from ..jobs.session import session
from ..settings import settings_of

if TYPE_CHECKING:
    from typing import TypeAlias

    from bpy.types import Context
    from gpu.types import GPUTexture

log = logging.getLogger(__package__)
SHEET_OPACITY = 0.88  # the drawing under it shimmers through
CORNERS = ((0, 0), (1, 0), (1, 1), (0, 1))  # of the texture: as PicturePlace.corners
TRIANGLES = ((0, 1, 2), (0, 2, 3))

Corners: TypeAlias = NDArray[np.float32]

_textures: dict[tuple[str, int], GPUTexture] = {}  # (name of the newest sheet, frame) -> texture
_places: dict[str, Corners | None] = {}  # job -> corners [4, 3], or None where they are not known
_handle: list[Any] = []  # of the draw handler, while there is one
_drawn = [-1]  # the frame of the previews that the views were last redrawn for; -1: none


def is_due() -> bool:
    """Return whether the views need a redraw: for the next frame, or after the last preview."""
    shown = _is_shown()
    frame = previews.now() if shown else -1
    due, _drawn[0] = frame != _drawn[0], frame
    return due


def _is_shown() -> bool:
    if not _handle or not settings_of(scene_of(bpy.context)).show_preview:
        return False
    return any(isinstance(s, Running) and s.preview for s in session.jobs().values())


def draw() -> None:
    """Draw into the 3D view that is being drawn; after an error, never again."""
    try:
        _draw(bpy.context)
    except Exception:
        log.exception("The preview can't be drawn")
        unregister()


def _draw(context: Context) -> None:
    if not settings_of(scene_of(context)).show_preview:
        return
    jobs = session.jobs()
    for ended in [job for job in _places if job not in jobs]:
        del _places[ended]
    for job, state in jobs.items():
        if not isinstance(state, Running) or state.preview is None:
            continue
        corners = _corners(job)
        if corners is None:
            continue
        sheet = previews.sheet_of(state.preview)
        if sheet is None or not sheet.cells:
            continue
        draw_paper(sheet.paper, corners)
        _draw_picture(_texture(sheet), corners)
        return  # only the first: of a batch, the job that runs


def _corners(job: str) -> Corners | None:
    """Return the corners [4, 3] of a job's canvas in the world, or None where it has none."""
    if job not in _places:
        _places[job] = None
        target = session.target(job)
        if target is not None and target.drawing is not None:
            try:
                origin = Origin.of_host(target.drawing.host)
            except SketchMotionError:
                return None
            _places[job] = PicturePlace.of_origin(origin).corners().astype(np.float32)
    return _places[job]


def _texture(sheet: Sheet) -> GPUTexture:
    """Return the texture of the frame that is due, made where it wasn't shown before."""
    index = previews.now() % len(sheet.cells)
    name = (sheet.name, index)
    if name not in _textures:
        for old in [other for other in _textures if other[0] != sheet.name]:
            del _textures[old]
        cell = sheet.cells[index].copy()
        cell[..., :3] *= cell[..., 3:]  # premultiplied, for the blending below
        height, width = cell.shape[:2]
        types: Any = gpu.types  # whose constructors the stubs don't know
        buffer = types.Buffer("FLOAT", cell.size, cell.ravel())
        _textures[name] = types.GPUTexture((width, height), format="RGBA16F", data=buffer)
    return _textures[name]


def draw_paper(brightness: float, corners: Corners) -> None:
    """Draw a sheet of paper between the drawing and the picture."""
    shader = gpu.shader.from_builtin("UNIFORM_COLOR")
    batch = batch_for_shader(shader, "TRIS", {"pos": corners.tolist()}, indices=TRIANGLES)
    gpu.state.blend_set("ALPHA")
    gpu.state.depth_test_set("NONE")
    shader.uniform_float("color", (brightness, brightness, brightness, SHEET_OPACITY))
    batch.draw(shader)
    gpu.state.blend_set("NONE")


def _draw_picture(texture: GPUTexture, corners: Corners) -> None:
    shader = gpu.shader.from_builtin("IMAGE")
    content = {"pos": corners.tolist(), "texCoord": CORNERS}
    batch = batch_for_shader(shader, "TRIS", content, indices=TRIANGLES)
    gpu.state.blend_set("ALPHA_PREMULT")
    gpu.state.depth_test_set("NONE")
    shader.uniform_sampler("image", texture)
    batch.draw(shader)
    gpu.state.blend_set("NONE")


def register() -> None:
    if not bpy.app.background:  # without windows there is nothing to draw into
        space = bpy.types.SpaceView3D
        _handle.append(space.draw_handler_add(draw, (), "WINDOW", "POST_VIEW"))


def unregister() -> None:
    _textures.clear()
    _places.clear()
    while _handle:
        bpy.types.SpaceView3D.draw_handler_remove(_handle.pop(), "WINDOW")
