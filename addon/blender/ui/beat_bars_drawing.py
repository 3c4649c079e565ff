# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws the bars of beats, what they snap to, and the frame that is shown."""

from __future__ import annotations

import logging
from typing import Any

import blf
import bpy
import gpu
from gpu_extras.batch import batch_for_shader

from ..host_state import scene_of
from ..jobs.live_motion import live_view
from ..wording import action_name
from .beat_bars import GAP, LANE, MARGIN, Bars, bars_in, targets

log = logging.getLogger(__package__)
Color = tuple[float, float, float, float]
#: One hue for each lane, told apart by brightness too.
BARS: tuple[Color, ...] = (
    (0.25, 0.45, 0.75, 0.9), (0.75, 0.5, 0.15, 0.9), (0.3, 0.6, 0.35, 0.9), (0.6, 0.35, 0.65, 0.9),
)  # fmt: skip
LOCKED: Color = (0.35, 0.35, 0.35, 0.9)
SHADE: Color = (0.05, 0.05, 0.05, 0.55)
TICK: Color = (1.0, 0.85, 0.3, 0.8)
NOW: Color = (1.0, 1.0, 1.0, 0.9)
TEXT_SIZE = 11.0
_handle: list[Any] = []  # of the draw handler, while there is one


def draw() -> None:
    """Draw into the 3D view that is being drawn; after an error, never again."""
    try:
        bars = bars_in(bpy.context)
        if bars is not None:
            _draw(bars)
    except Exception:
        log.exception("The bars of beats can't be drawn")
        unregister()


def _draw(bars: Bars) -> None:
    scale, rows = bars.scale, max(bars.row) + 1
    bottom = scale * (MARGIN - GAP)
    top = scale * (MARGIN + rows * (LANE + GAP))
    gpu.state.blend_set("ALPHA")
    _fill([(bars.left - 4, bottom, bars.right + 4, top)], SHADE)
    ticks = [bars.x(frame) for frame in targets(bpy.context, bars)]
    _fill([(x - 0.5, bottom, x + 0.5, top) for x in ticks], TICK)
    for index, beat in enumerate(bars.reading.beats):
        box = bars.box(index)
        left, low, right, high = box
        color = LOCKED if bars.locked[index] else BARS[bars.row[index] % len(BARS)]
        _fill([(left + 1, low, right - 1, high)], color)
        name = action_name(beat.action)
        _write(f"{beat.who}: {name}" if beat.who and rows > 1 else name, box, scale)
    frame = live_view.drawn_frame if live_view.playing is not None else (
        scene_of(bpy.context).frame_current - 1
    )  # fmt: skip
    if 0 <= frame < bars.frames:
        x = bars.x(frame)
        _fill([(x - scale, bottom, x + scale, top)], NOW)
    gpu.state.blend_set("NONE")


def _fill(boxes: list[tuple[float, float, float, float]], color: Color) -> None:
    corners = [
        place
        for left, low, right, high in boxes
        for place in (
            (left, low, 0.0), (right, low, 0.0), (right, high, 0.0),
            (left, low, 0.0), (right, high, 0.0), (left, high, 0.0),
        )
    ]  # fmt: skip
    if not corners:
        return
    shader = gpu.shader.from_builtin("UNIFORM_COLOR")
    batch = batch_for_shader(shader, "TRIS", {"pos": corners})
    shader.uniform_float("color", color)
    batch.draw(shader)


def _write(text: str, box: tuple[float, float, float, float], scale: float) -> None:
    """Write a text into a box, as much of it as fits."""
    left, low, right, _ = box
    blf.size(0, TEXT_SIZE * scale)
    while text and blf.dimensions(0, text)[0] > right - left - 10 * scale:
        text = text[:-1]
    blf.position(0, left + 5 * scale, low + 6 * scale, 0)
    blf.color(0, 1.0, 1.0, 1.0, 1.0)
    blf.draw(0, text)


def register() -> None:
    if not bpy.app.background:
        added = bpy.types.SpaceView3D.draw_handler_add(draw, (), "WINDOW", "POST_PIXEL")
        _handle.append(added)


def unregister() -> None:
    while _handle:
        bpy.types.SpaceView3D.draw_handler_remove(_handle.pop(), "WINDOW")
