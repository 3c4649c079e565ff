# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Suggestions: how near projections of rough drawings are, and their nearest neighbours alone.

Puppets are drawn roughly; both are compared with the drawing as latents and as decoded pictures.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image

from addon.contract.drawing import Drawing
from addon.contract.errors import BadInput
from engine.bench.clean import rough_pair
from engine.bench.measure import Numbers
from engine.clean.lines import lines_of
from engine.clean.projection.bank import WHOLE
from engine.clean.projection.field import Field, field_of_lines
from engine.clean.projection.suggesting import (
    TOO_FAR,
    KnownSketches,
    shipped_sketches,
    suggest,
)
from engine.geometry.working_space import WorkingSpace
from engine.render.frames import render_frames

DEGREES = (0.3, 0.6, 1.0)
SHOWN = 12  # drawings on the sheet
PX = 192  # pixels of a picture on it


def bench_suggest(
    folder: Path | None = None, drawings: int = 40, known: KnownSketches | None = None
) -> Numbers:
    """Project drawings; return how far projections and nearest neighbours are from them.

    folder: where a sheet is written of drawings and suggestions by three degrees.
    """
    known = known or shipped_sketches()
    rows, shown = [], []
    for index in range(drawings):
        drawing = rough_pair(index).rough
        rows.append(compared(field_of(drawing), known))
        if folder is not None and index < SHOWN:
            shown.append(_row(drawing, known))
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        Image.fromarray(np.concatenate(shown)).save(folder / "suggestions.png", "PNG")
    means = {name: float(np.mean([row[name] for row in rows])) for name in rows[0]}
    return {"values": {"drawings": float(drawings), **means}}


def field_of(drawing: Drawing) -> Field:
    """Return the field of a drawing's lines."""
    space = WorkingSpace.of(drawing)
    lines = lines_of(drawing, space, np.arange(drawing.stroke_count), hook=0.0)
    points = np.concatenate([line.points for line in lines])
    return field_of_lines(points, np.repeat(np.arange(len(lines)), [len(x.points) for x in lines]))


def compared(field: Field, known: KnownSketches) -> dict[str, float]:
    """Return how far a field's projection, and its nearest neighbour, are from it."""
    latent = known.encode(field)
    bank = known.bank.latents[WHOLE]
    found = {sign: known.projected(latent, WHOLE, positive=sign) for sign in (False, True)}
    nearest = known.decode(bank[found[False].neighbours[0]].astype(np.float64))
    row = {"nearest: latent": found[False].distance, "nearest: picture": _apart(nearest, field)}
    for name, one in (("sum one", found[False]), ("not negative", found[True])):
        row[f"{name}: latent"] = float(np.linalg.norm(one.latent - latent))
        row[f"{name}: picture"] = _apart(known.decode(one.latent), field)
        row[f"{name}: nearer, share"] = float(row[f"{name}: picture"] < row["nearest: picture"])
    row["decoded itself: picture"] = _apart(known.decode(latent), field)
    row["too far, share"] = float(found[False].distance > TOO_FAR * known.bank.usual[WHOLE])
    return row


def _apart(one: Field, other: Field) -> float:
    """Return the root mean square difference of two fields."""
    return float(np.sqrt(np.mean((one - other) ** 2)))


def _row(drawing: Drawing, known: KnownSketches) -> np.ndarray[tuple[int, int], np.dtype[np.uint8]]:
    """Return a drawing, what its projection decodes to, and suggestions, side by side."""
    size = (PX, PX)
    pictures = [render_frames(drawing, size=size, background=(1, 1, 1))[0, ..., 0]]
    try:
        found = [suggest(drawing, degree, known=known) for degree in DEGREES]
    except BadInput:
        found = []
    if found:
        field = (255 * (1.0 - found[-1].picture)).round().astype(np.uint8)
        pictures.append(np.asarray(Image.fromarray(field).resize(size)))
    for one in found:
        picture = render_frames(one.drawing, size=size, background=(1, 1, 1))[0, ..., 0]
        pictures.append(picture)
    pictures += [np.full((PX, PX), 200, np.uint8)] * (5 - len(pictures))
    return np.concatenate(pictures, 1)
