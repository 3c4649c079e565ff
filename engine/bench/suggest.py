# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Suggestions: how near they are to rough drawings, and the nearest known drawing as it is.

Puppets are drawn roughly and cleaned up, as the task "suggest" does.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from addon.contract.drawing import Drawing
from engine.bench.clean import rough_pair
from engine.bench.measure import Numbers
from engine.clean import clean_drawing
from engine.clean.lines import lines_of
from engine.clean.projection.bank import WHOLE
from engine.clean.projection.mixing import Mixture, lines_apart
from engine.clean.projection.suggesting import KnownSketches, shipped_sketches, suggest
from engine.geometry.line_fields import SIDE, FieldFrame, Floats
from engine.geometry.working_space import WorkingSpace
from engine.render.frames import render_frames

DEGREES = (0.3, 0.6, 1.0)
SHOWN = 12  # drawings on the sheet
PX = 192  # pixels of a picture on it


def bench_suggest(
    folder: Path | None = None, drawings: int = 40, known: KnownSketches | None = None
) -> Numbers:
    """Suggest something for drawings; return how far that, and the nearest neighbour, are off.

    folder: where a sheet is written of drawings and references by three degrees.
    """
    known = known or shipped_sketches()
    rows: list[dict[str, float]] = []
    shown: list[NDArray[np.uint8]] = []
    for index in range(drawings):
        drawing = clean_drawing(rough_pair(index).rough, 0.5).drawing
        lines = framed_lines(drawing)
        for name, positive in (("sum one", False), ("not negative", True)):
            mixture = known.mixture(lines, WHOLE, "", positive=positive)
            if mixture is None:
                continue
            rows.append(compared(lines, mixture, name))
            if folder is not None and len(shown) < SHOWN and not positive:
                shown.append(_row(drawing, known))
    if folder is not None and shown:
        folder.mkdir(parents=True, exist_ok=True)
        Image.fromarray(np.concatenate(shown)).save(folder / "suggestions.png", "PNG")
    names = sorted({name for row in rows for name in row})
    means = {name: float(np.mean([row[name] for row in rows if name in row])) for name in names}
    found = float(len(rows) / 2 / drawings)
    return {"values": {"drawings": float(drawings), "something suggested, share": found, **means}}


def framed_lines(drawing: Drawing) -> list[Floats]:
    """Return a drawing's lines [n, 2] in pixels of the picture that they fill."""
    space = WorkingSpace.of(drawing)
    lines = lines_of(drawing, space, np.arange(drawing.stroke_count), hook=0.0)
    frame = FieldFrame.around(np.concatenate([line.points for line in lines]))
    return [frame.inside(line.points) for line in lines]


def compared(lines: Sequence[Floats], mixture: Mixture, name: str) -> dict[str, float]:
    """Return how far a mixture is from lines, and its nearest neighbour, percent of the side."""
    row = {"nearest neighbour as it is, %": mixture.before}
    for degree in (0.0, *DEGREES):
        moved = [line + degree * mixture.moves_at(line) for line in mixture.reference]
        row[f"{name}, degree {degree:g}, %"] = lines_apart(moved, lines)
    row = {key: 100.0 * value / SIDE for key, value in row.items()}
    nearer = row[f"{name}, degree 1, %"] < row["nearest neighbour as it is, %"]
    return {**row, f"{name}, degree 1, nearer than it, share": float(nearer)}


def _row(drawing: Drawing, known: KnownSketches) -> NDArray[np.uint8]:
    """Return a drawing, and references and its strokes by each degree, side by side."""
    found = [suggest(drawing, degree, known=known) for degree in DEGREES]
    drawn = [drawing, *(one.reference for one in found), *(one.drawing for one in found)]
    frames = [render_frames(x, size=(PX, PX), background=(1, 1, 1))[0, ..., :3] for x in drawn]
    return np.concatenate(frames, 1)
