# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds flags that are drawn as mere lines: short, upright, free above, on top of something."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.language.word_lists import word_set
from engine.rig.part_strokes import PartStrokes

Bools = NDArray[np.bool_]

FLAGS = word_set("flag pennant banner streamer")
MOST = 0.4  # of all lines: what is more is no flag of something
SHORT, LEAST = 0.35, 0.04  # of the drawing's long side: as long such a line is
THIN = 0.35  # of its length: as wide it is
MEETS = 0.06  # of the drawing's long side: as near to its foot something else lies


def too_much(drawing: PartStrokes, found: list[Bools]) -> bool:
    """Tell whether what was taken for flags is most of the drawing."""
    if not found:
        return False
    mine = np.any(found, axis=0)
    return float(drawing.length[mine].sum()) > MOST * float(drawing.length.sum())


def thin_tops(drawing: PartStrokes) -> list[Bools]:
    """Return the short upright strokes that nothing lies above, and that stand on something."""
    found = []
    for stroke in range(drawing.count):
        wide, tall = drawing.sides[stroke]
        if not LEAST * drawing.size < tall < SHORT * drawing.size or wide > THIN * tall:
            continue
        line, near = drawing.line(stroke), MEETS * drawing.size
        foot = line[line[:, 1].argmax()]
        others = np.arange(drawing.count) != stroke
        along = (
            others & (drawing.low[:, 0] < foot[0] + near) & (drawing.high[:, 0] > foot[0] - near)
        )
        above = along & (drawing.low[:, 1] < drawing.low[stroke, 1] + 0.5 * tall)
        stands = (
            along & (drawing.low[:, 1] < foot[1] + near) & (drawing.high[:, 1] > foot[1] - near)
        )
        if stands.any() and not above.any():
            found.append(drawing.only([stroke]))
    return found
