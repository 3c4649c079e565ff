# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The small moving pictures of jobs: the frames of a preview, as icons and for the viewport."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import bpy.utils.previews
import numpy as np
from numpy.typing import NDArray

from ...client.jobs.states import PREVIEW_GRID

MOST_KEPT = 24  # pictures: two for each of a batch of nine, and some
FRAMES_A_SECOND = 8
PAPER, DARK_PAPER = 0.93, 0.12  # for dark ink and for light, whatever the theme
LIGHT_INK = 0.6  # mean brightness from which on ink is light
MOST_GAIN = 3.0  # thin lines are faint in a small picture: ink is strengthened up to so much

_collections: list[Any] = []
_sheets: dict[str, Sheet] = {}
_shown = [0]  # the frame that the last drawn icon showed; 0 also when nothing is shown
_asked = [-1e9]  # when an icon was last asked for
_first_drawn: list[float] = []  # when the first picture of this run was handed to Blender
WARM_UP_S = 0.8


@dataclass(frozen=True)
class Sheet:
    """The frames of one preview.

    Attributes:
        cells: Each frame [H, W, 4]: float32, straight RGBA in 0..1, bottom row first.
        paper: Brightness 0..1 of the ground on which the ink is seen.
        icons: Blender's icons of the frames on paper, made when they are first asked for.
    """

    name: str
    cells: tuple[NDArray[np.float32], ...]
    paper: float
    icons: list[int]


def icon_of(picture: Path | None) -> int:
    """Return the icon of the frame that is to be seen now; 0 where there is no picture."""
    name = _name_of(picture)
    if not name:
        return 0
    _asked[0], _shown[0] = time.monotonic(), now()
    if not _is_warm():
        return int(_whole(name).icon_id)
    sheet = _sheet(name)
    if not sheet.cells:
        return int(_whole(name).icon_id)
    if not sheet.icons:
        sheet.icons.extend(_icon(sheet, index) for index in range(len(sheet.cells)))
    return sheet.icons[_shown[0] % len(sheet.icons)]


def sheet_of(picture: Path | None) -> Sheet | None:
    """Return the frames of a preview for the viewport; None where there is none, or not yet."""
    name = _name_of(picture)
    if not name:
        return None
    _asked[0], _shown[0] = time.monotonic(), now()
    if not _is_warm():
        _ = _whole(name).icon_id
        return None
    return _sheet(name)


def is_due() -> bool:
    """Return whether a picture is on a panel and its next frame is due."""
    return time.monotonic() - _asked[0] < 1.0 and now() != _shown[0]


def now() -> int:
    """Return the number of the frame that all previews show, ever counting up."""
    return int(time.monotonic() * FRAMES_A_SECOND)


def _name_of(picture: Path | None) -> str:
    return str(picture) if picture is not None and _collections and picture.is_file() else ""


def _is_warm() -> bool:
    """Return whether loading a picture is cheap by now.

    The first one costs Blender 70 ms, so that one is left to Blender's own thread, which loads
    what is drawn; reading its size would load it at once.
    """
    if not _first_drawn:
        _first_drawn.append(time.monotonic())
    return time.monotonic() - _first_drawn[0] > WARM_UP_S


def _whole(name: str) -> Any:
    shown = _collections[0]
    return shown[name] if name in shown else shown.load(name, name, "IMAGE")


def _sheet(name: str) -> Sheet:
    if name not in _sheets:
        if len(_sheets) >= MOST_KEPT:
            _collections[0].clear()
            _sheets.clear()
        cells = _cut(name)
        _sheets[name] = Sheet(name, cells, _paper(cells), [])
    return _sheets[name]


def _cut(name: str) -> tuple[NDArray[np.float32], ...]:
    """Load a picture and cut it into its frames [H, W, 4]."""
    whole = _whole(name)
    width, height = whole.image_size
    pixels = np.empty(width * height * 4, np.float32)
    whole.image_pixels_float.foreach_get(pixels)
    grid = pixels.reshape(height, width, 4)[::-1]  # from the top
    columns, rows = PREVIEW_GRID
    wide, high = width // columns, height // rows
    if not wide or not high:
        return ()
    corners = [(index % columns * wide, index // columns * high) for index in range(columns * rows)]
    inked = grid[..., 3:] > 0  # Blender hands out colours times alpha
    np.divide(grid[..., :3], grid[..., 3:], out=grid[..., :3], where=inked)
    peak = float(grid[..., 3].max())
    if 0.0 < peak < 1.0:
        grid[..., 3] = np.minimum(grid[..., 3] * min(MOST_GAIN, 1.0 / peak), 1.0)
    return tuple(np.ascontiguousarray(grid[y : y + high, x : x + wide][::-1]) for x, y in corners)


def _paper(cells: tuple[NDArray[np.float32], ...]) -> float:
    """Return the brightness of the ground, from the ink of the first frame."""
    if not cells:
        return PAPER
    alpha = cells[0][..., 3]
    ink = float((cells[0][..., :3].mean(axis=-1) * alpha).sum())
    return DARK_PAPER if ink > LIGHT_INK * float(alpha.sum()) > 0 else PAPER


def _icon(sheet: Sheet, index: int) -> int:
    """Return the icon of one frame on paper."""
    cell = sheet.cells[index]
    alpha = cell[..., 3:]
    paper = np.ones_like(cell)
    paper[..., :3] = cell[..., :3] * alpha + sheet.paper * (1 - alpha)
    icon = _collections[0].new(f"{sheet.name} {index}")
    icon.image_size = (cell.shape[1], cell.shape[0])
    icon.image_pixels_float.foreach_set(paper.ravel())
    return int(icon.icon_id)


def register() -> None:
    """Make the collection that keeps the pictures."""
    _collections.append(bpy.utils.previews.new())


def unregister() -> None:
    """Remove all pictures."""
    _sheets.clear()
    while _collections:
        bpy.utils.previews.remove(_collections.pop())
