# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Small drawings that a sentence moves, for tests of what things and their parts do."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from addon.contract.request import Request
from engine.geometry.load import load_drawing
from engine.jobs.live_motion import KnownDrawing
from engine.runtime.arrays import numpy_of

Floats = NDArray[np.float64]


def strokes_told(folder: Path, paths: list[str], sentence: str, frames: int = 24) -> list[Floats]:
    """Return the points [frames, n, 2] of each stroke of a drawing that a sentence moves.

    paths: of the strokes, as in the `d` of SVG, on a canvas of 256 by 256.
    """
    lines = "".join(f'<path d="{path}"/>' for path in paths)
    file = folder / "drawing.svg"
    file.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 256 256" width="256" height="256">'
        f'<g fill="none" stroke="#000" stroke-width="6">{lines}</g></svg>',
        encoding="utf-8",
    )
    drawing = load_drawing(file)
    live = KnownDrawing(drawing).answer(Request(prompt=sentence, frames=frames, seed=0))
    moved = numpy_of(live.positions).astype(np.float64)
    offsets = numpy_of(drawing.stroke_offsets).astype(np.int64)
    return [moved[:, start:end] for start, end in pairwise(offsets.tolist())]


def line(*places: tuple[float, float], closed: bool = False) -> str:
    """Return the path of a line through places."""
    return "M" + " L".join(f"{x} {y}" for x, y in places) + (" Z" if closed else "")


def box(x: float, y: float, wide: float, tall: float) -> str:
    """Return the path of a rectangle."""
    corners = (x, y), (x + wide, y), (x + wide, y + tall), (x, y + tall)
    return line(*corners, closed=True)


def circle(x: float, y: float, radius: float, corners: int = 48) -> str:
    """Return the path of a circle of straight pieces."""
    turn = np.linspace(0.0, 2.0 * np.pi, corners, endpoint=False)
    return line(
        *zip(x + radius * np.cos(turn), y + radius * np.sin(turn), strict=True), closed=True
    )
