# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The frame around a picture: it stays where it is when what is inside it moves."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.language.text import stems_of
from engine.rig.pieces.lines import StrokeBoxes
from engine.rig.pieces.named_part import stems

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

STRAIGHT = 0.01  # long sides: how far a side of a frame leaves its box
EVEN = 0.02  # long sides: how much the border of a frame differs from side to side
BORDER = 0.2  # long sides: the widest border
HELD = 0.02  # long sides: what ends as near to the frame is fixed to it, like a pole
CONTENT = 0.35  # long sides: the smallest content of a frame
#: What is drawn as rectangles itself.
_RECTANGLES = stems(
    "window door picture painting frame mirror tv television screen box chest tablet phone monitor"
    " computer laptop book card letter envelope sign poster cage house building tower container"
    " oven fridge radio clock calendar map flag chess board present gift crate trunk safe"
)


def frame_strokes(points: Floats, strokes: Ints, caption: str) -> Ints:
    """Return the strokes [n] of a frame around a drawing, and of what is fixed to it.

    A frame is two rectangles at least, one within the other, that hold all the rest. points [N, 2]
    on the lines, strokes [N] of each. What is itself a box, by the caption, has no frame.
    """
    none = np.zeros(0, np.int64)
    if set(stems_of(caption)) & _RECTANGLES:
        return none
    boxes = StrokeBoxes.of(points, strokes)
    rings = _rectangles(boxes)
    if len(rings) < 2:
        return none
    low, high = boxes.lows[rings[-1]], boxes.highs[rings[-1]]
    margin = HELD * boxes.size
    fixed = ((boxes.lows < low + margin) | (boxes.highs > high - margin)).any(axis=1)
    if not _fills(boxes, np.flatnonzero(~fixed)):  # most of the drawing touches its frame
        fixed = np.isin(np.arange(len(fixed)), rings)
    if not _fills(boxes, np.flatnonzero(~fixed)):
        return none
    return np.asarray(boxes.names[fixed], np.int64)


def _fills(boxes: StrokeBoxes, rows: Ints) -> bool:
    """Return whether strokes are as large as what a frame is drawn around."""
    if not len(rows):
        return False
    size = boxes.highs[rows].max(axis=0) - boxes.lows[rows].min(axis=0)
    return bool(size.max() > CONTENT * boxes.size)


def _rectangles(boxes: StrokeBoxes) -> Ints:
    """Return the rows of the rectangles that lie in one another, from that around everything on."""
    low, high, rings = boxes.low, boxes.high, []
    for row in np.argsort(-boxes.areas):
        gaps = np.concatenate([boxes.lows[row] - low, high - boxes.highs[row]]) / boxes.size
        if np.ptp(gaps) > EVEN or gaps.max() > BORDER or not _straight(boxes, int(row)):
            break
        rings.append(int(row))
        low, high = boxes.lows[row], boxes.highs[row]
    return np.array(rings, np.int64)


def _straight(boxes: StrokeBoxes, row: int) -> bool:
    """Return whether a stroke runs along its box, all the way round."""
    line = boxes.line(row)
    away = np.minimum(line - boxes.lows[row], boxes.highs[row] - line)
    corners = np.array([boxes.lows[row], boxes.highs[row]])
    reached = [
        np.linalg.norm(line - (corners[a, 0], corners[b, 1]), axis=1).min()
        for a in (0, 1)
        for b in (0, 1)
    ]
    near = STRAIGHT * boxes.size
    return bool((away.min(axis=1) < near).all()) and max(reached) < near
