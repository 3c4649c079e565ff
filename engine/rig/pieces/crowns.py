# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The top of a body that is drawn as one piece: what bends when it nods."""

from __future__ import annotations

import numpy as np

from engine.rig.pieces.heads import marks
from engine.rig.pieces.lines import StrokeBoxes
from engine.rig.pieces.named_part import Finders, NamedPart, stems

HIGH = 0.35  # of the drawing's height from its top: a head,
WIDE = 0.25  # of its long side, to either side of the highest place
NARROW = 0.6  # of the drawing's width, that a head is at most wide
BLEND = 0.2  # of the drawing's height below a head, over which its neck bends
FLATTEST = 0.01  # long sides: what is lower is a line, and has no head


def crown(boxes: StrokeBoxes) -> list[NamedPart]:
    """Return the head of a drawing that is no head itself, with its joint at the neck."""
    if marks(boxes):
        return []
    wide, tall = boxes.high - boxes.low
    if tall < FLATTEST * boxes.size:
        return []
    top = boxes.points[boxes.points[:, 1].argmin()]
    near = np.abs(boxes.points[:, 0] - top[0]) < WIDE * boxes.size
    level = boxes.low[1] + HIGH * tall
    head = boxes.points[near & (boxes.points[:, 1] < level)]
    upper = boxes.points[boxes.points[:, 1] < boxes.low[1] + 0.5 * HIGH * tall]
    if max(np.ptp(head[:, 0]), np.ptp(upper[:, 0])) > NARROW * wide:
        return []
    shares = np.clip((level - boxes.points[:, 1]) / (BLEND * tall) + 1.0, 0.0, 1.0)
    rows = np.flatnonzero(near & (shares > 0.0))
    neck = np.array([0.5 * (head[:, 0].min() + head[:, 0].max()), level])
    return [NamedPart("crown0", (), neck, points=rows, shares=shares[rows])]


CROWNS: Finders = ((stems("nod bow agree"), crown),)
