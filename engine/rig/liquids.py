# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds the liquid in a glass, a flask, a pot: its surface, and what floats below that.

The surface is a level line that ends at walls on both sides, which go on below it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.geometry.grouping.grouping import Grouping
from engine.language.liquids import ToldLiquid
from engine.language.part_nouns import UNNAMED
from engine.language.part_words import part_rows
from engine.rig.known_shapes import is_closed
from engine.rig.part_strokes import PartStrokes
from engine.rig.surfaces import Walls, top_edge

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]

LEVEL = 0.25  # of its width: how high a surface is drawn, with its waves
NARROW = 0.12  # of the drawing's long side: a surface is as wide at least
DEEP = 0.12  # of its width: as far below it the walls go on
SMALL = 0.35  # of its width: a bubble in it is no larger
FILLED = 0.7  # of a liquid's width, that its surface reaches in its outline


def with_liquid(drawing: PartStrokes, told: ToldLiquid) -> Grouping | None:
    """Return a liquid and what it is in, as objects; None where none is drawn."""
    surface = _surface(drawing)
    mine = _with_bubbles(drawing, surface) if surface is not None else _column(drawing, told)
    if mine is None or mine.all():
        return None
    whole = told.whole if part_rows(told.noun, told.whole) else UNNAMED
    return Grouping(mine.astype(np.int64), (whole or UNNAMED, told.noun))


def _surface(drawing: PartStrokes) -> int | None:
    """Return the stroke that is the surface of a liquid, the widest; None for none."""
    best, wide = None, NARROW * drawing.size
    for stroke in range(drawing.count):
        line = top_edge(drawing.line(stroke))
        reach = np.ptp(line, axis=0)
        part = is_closed(drawing.line(stroke)) and reach[0] < FILLED * drawing.sides[stroke, 0]
        if reach[0] <= wide or reach[1] > LEVEL * reach[0] or part:
            continue
        others = [drawing.line(s) for s in range(drawing.count) if s != stroke]
        walls = Walls.beside(line, others)
        if walls is not None and walls.heights[-1] > line[:, 1].mean() + DEEP * np.ptp(line[:, 0]):
            best, wide = stroke, float(reach[0])
    return best


def _with_bubbles(drawing: PartStrokes, surface: int) -> Bools:
    """Return a surface and the small strokes that lie below it, between its walls."""
    line = top_edge(drawing.line(surface))
    walls = Walls.beside(line, [drawing.line(s) for s in range(drawing.count) if s != surface])
    assert walls is not None  # the surface was found by them
    wide = float(np.ptp(line[:, 0]))
    mine = drawing.only([surface])
    for stroke in range(drawing.count):
        small = drawing.sides[stroke].max() < SMALL * wide
        x, y = drawing.middle[stroke]
        left, right = (np.interp(y, walls.heights, side) for side in (walls.left, walls.right))
        below = line[:, 1].mean() < y < walls.heights[-1] + 0.3 * wide
        if stroke != surface and small and below and left < x < right:
            mine[stroke] = True
    return mine


def _column(drawing: PartStrokes, told: ToldLiquid) -> Bools | None:
    """Return the thin upright line in a thermometer; None where none is drawn."""
    if "thermometer" not in (told.whole, told.noun) and told.noun != "mercury":
        return None
    sides = drawing.sides
    thin = (sides[:, 0] < 0.15 * sides[:, 1]) & (sides[:, 1] > NARROW * drawing.size)
    around = np.array(
        [
            any(
                (drawing.low[other] < drawing.low[s]).all()
                and (drawing.high[other] > drawing.high[s]).all()
                for other in range(drawing.count)
            )
            for s in range(drawing.count)
        ]
    )
    found = np.flatnonzero(thin & around)
    return drawing.only([int(found[sides[found, 1].argmax()])]) if len(found) else None
