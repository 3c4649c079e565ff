# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The motion of what is typed, played in the 3D view over the drawing.

It is drawn as lines on a sheet of paper, which covers the drawing at rest. Nothing is added to the
file, and a render doesn't show it.
"""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import bpy
import gpu
import numpy as np
from bpy_extras.view3d_utils import location_3d_to_region_2d
from gpu_extras.batch import batch_for_shader
from numpy.typing import NDArray

from .. import host_state
from ..jobs.live_motion import Playing, live_view
from ..jobs.live_pace import RedrawPace
from ..jobs.previews import DARK_PAPER, LIGHT_INK, PAPER
from ..objects.moved_lines import MovedLines
from .drawing_watch import watching
from .viewport_preview import draw_paper

if TYPE_CHECKING:
    from bpy.types import Context
    from gpu.types import GPUBatch

log = logging.getLogger(__package__)
THINNEST, THICKEST = 1.0, 12.0  # pixels of a line
_handle: list[Any] = []  # of the draw handler, while there is one
_batches: dict[int, GPUBatch] = {}  # frame -> its lines, of the motion that is shown
_lines: list[tuple[object, MovedLines]] = []  # of the drawing that is shown
_shown: list[object] = []  # the motion that the batches are of
_sheet: list[NDArray[np.float32]] = []  # the corners [4, 3] of the paper under it


@dataclass
class _Drawn:
    """What the views were last redrawn for."""

    shown: object = None
    frame: int = -1
    pace: RedrawPace = field(default_factory=RedrawPace)


_drawn = _Drawn()


def is_due() -> bool:
    """Return whether the views need a redraw: for the next frame, or for another motion."""
    playing = live_view.playing if _handle else None
    now = time.monotonic()
    is_same = playing is not None and playing.shown is _drawn.shown
    if is_same and not _drawn.pace.may_redraw(now, is_waiting=live_view.is_waiting):
        return False
    shown, frame = (playing.shown, playing.frame) if playing is not None else (None, -1)
    due = (shown, frame) != (_drawn.shown, _drawn.frame)
    _drawn.shown, _drawn.frame = shown, frame
    if due:
        _drawn.pace.redraws(now)
    return due


def draw() -> None:
    """Draw into the 3D view that is being drawn; after an error, never again."""
    try:
        live_view.look()
        if live_view.playing is not None:
            _draw(bpy.context, live_view.playing)
    except Exception:
        log.exception("The live motion can't be drawn")
        _remove_handle()


def _draw(context: Context, playing: Playing) -> None:
    lines, frame = _lines_of(playing), playing.frame
    live_view.drawn_frame = frame
    batch = _batch(playing, lines, frame)
    draw_paper(DARK_PAPER if lines.brightness > LIGHT_INK else PAPER, _sheet[0])
    shader = gpu.shader.from_builtin("POLYLINE_FLAT_COLOR")
    state: Any = gpu.state
    gpu.state.blend_set("ALPHA")
    gpu.state.depth_test_set("NONE")
    shader.uniform_float("viewportSize", state.viewport_get()[2:])
    shader.uniform_float("lineWidth", _pixels(context, lines))
    batch.draw(shader)
    gpu.state.blend_set("NONE")


def _lines_of(playing: Playing) -> MovedLines:
    """Return how the drawing is drawn, prepared once for each drawing."""
    if not _lines or _lines[0][0] is not playing.taken:
        drawing, plane = playing.taken.drawing, playing.taken.map.plane
        _lines[:] = [(playing.taken, MovedLines.of(drawing, plane))]
    return _lines[0][1]


def _batch(playing: Playing, lines: MovedLines, frame: int) -> GPUBatch:
    """Return the lines of a frame, made when it is first shown."""
    motion = playing.shown.motion
    positions = np.asarray(motion.positions.data).reshape(motion.positions.shape)
    if not _shown or _shown[0] is not playing.shown:
        _shown[:], _sheet[:] = [playing.shown], [lines.sheet(positions)]
        _batches.clear()
    if frame not in _batches:
        ends, colors = lines.at(positions[frame])
        shader = gpu.shader.from_builtin("POLYLINE_FLAT_COLOR")
        content: Any = {"pos": ends.reshape(-1, 3), "color": np.repeat(colors, 2, axis=0)}
        _batches[frame] = batch_for_shader(shader, "LINES", content)
    return _batches[frame]


def _pixels(context: Context, lines: MovedLines) -> float:
    """Return how wide the lines of the drawing are seen in a view, in its pixels."""
    view: Any = context
    middle = np.array(lines.plane.canvas) / 2
    places = lines.plane.to_world(middle + np.array([[0.0, 0.0], [100.0, 0.0]]))
    region: Any = view.region
    seen: list[Any] = [
        location_3d_to_region_2d(region, view.region_data, place) for place in places.tolist()
    ]
    if seen[0] is None or seen[1] is None:
        return THINNEST
    scale = float(np.hypot(*(seen[1] - seen[0]))) / 100.0
    return min(THICKEST, max(THINNEST, scale * lines.width))


HANDLERS = watching(live_view.drawing_changed)


def register() -> None:
    for handlers, handler in HANDLERS:
        handlers.append(handler)
    host_state.motion_observers.append(live_view.touch)
    if not bpy.app.background:
        added = bpy.types.SpaceView3D.draw_handler_add(draw, (), "WINDOW", "POST_VIEW")
        _handle.append(added)


def _remove_handle() -> None:
    while _handle:
        bpy.types.SpaceView3D.draw_handler_remove(_handle.pop(), "WINDOW")


def unregister() -> None:
    for handlers, handler in HANDLERS:
        if handler in handlers:
            handlers.remove(handler)
    if live_view.touch in host_state.motion_observers:
        host_state.motion_observers.remove(live_view.touch)
    _remove_handle()
    live_view.drawing_changed()
    _batches.clear()
    _lines.clear()
    _shown.clear()
    _sheet.clear()
