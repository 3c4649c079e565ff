# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The small moving picture of a running job: the frames of a preview, as icons for the panel."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import bpy.utils.previews
import numpy as np

from ..client.states import PREVIEW_GRID

MOST_KEPT = 10  # pictures
FRAMES_A_SECOND = 8
PAPER = 0.93  # light enough for dark ink, on dark and on light themes

_collections: list[Any] = []
_frames: dict[str, list[int]] = {}
_shown = [0]  # the frame that the last drawn icon showed; 0 also when nothing is shown
_asked = [-1e9]  # when an icon was last asked for
_first_drawn: list[float] = []  # when the first picture of this run was handed to Blender
WARM_UP_S = 0.8


def icon_of(picture: Path | None) -> int:
    """The icon of the frame that is to be seen now; 0 where there is no picture."""
    if picture is None or not _collections or not picture.is_file():
        return 0
    name = str(picture)
    if not _is_warm():
        _asked[0], _shown[0] = time.monotonic(), _now()
        return int(_whole(name).icon_id)
    if name not in _frames:
        if len(_frames) >= MOST_KEPT:
            _collections[0].clear()
            _frames.clear()
        _frames[name] = _cut(name)
    icons = _frames[name]
    _asked[0] = time.monotonic()
    _shown[0] = _now()
    return icons[_shown[0] % len(icons)]


def is_due() -> bool:
    """Whether a picture is on a panel and its next frame is due."""
    return time.monotonic() - _asked[0] < 1.0 and _now() != _shown[0]


def _is_warm() -> bool:
    """Whether loading a picture is cheap by now.

    The first one costs Blender 70 ms, so that one is left to Blender's own thread, which loads
    what is drawn; reading its size would load it at once.
    """
    if not _first_drawn:
        _first_drawn.append(time.monotonic())
    return time.monotonic() - _first_drawn[0] > WARM_UP_S


def _whole(name: str) -> Any:
    shown = _collections[0]
    return shown[name] if name in shown else shown.load(name, name, "IMAGE")


def _now() -> int:
    return int(time.monotonic() * FRAMES_A_SECOND)


def _cut(name: str) -> list[int]:
    """Loads a picture, puts its frames on paper and makes an icon of each."""
    whole = _whole(name)
    width, height = whole.image_size
    pixels = np.empty(width * height * 4, np.float32)
    whole.image_pixels_float.foreach_get(pixels)
    grid = pixels.reshape(height, width, 4)[::-1]  # from the top
    grid[..., :3] = grid[..., :3] * grid[..., 3:] + PAPER * (1 - grid[..., 3:])
    grid[..., 3] = 1.0
    columns, rows = PREVIEW_GRID
    wide, high = width // columns, height // rows
    if not wide or not high:
        return [int(whole.icon_id)]
    icons = []
    for index in range(columns * rows):
        x, y = index % columns * wide, index // columns * high
        icon = _collections[0].new(f"{name} {index}")
        icon.image_size = (wide, high)
        cell = np.ascontiguousarray(grid[y : y + high, x : x + wide][::-1])
        icon.image_pixels_float.foreach_set(cell.ravel())
        icons.append(int(icon.icon_id))
    return icons


def register() -> None:
    _collections.append(bpy.utils.previews.new())


def unregister() -> None:
    _frames.clear()
    while _collections:
        bpy.utils.previews.remove(_collections.pop())
