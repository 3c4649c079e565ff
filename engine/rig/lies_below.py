# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is drawn below something that goes, and isn't of it: water, a runway, rails.

It stays when a boat rocks or sinks, and when a plane lands. Only what can't be a hull or a floor of
the thing itself counts: waves, lines that go on at both sides, and boxes below all the rest.
"""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

from engine.language.text import stems_of
from engine.rig.pieces.lines import StrokeBoxes
from engine.rig.pieces.named_part import stems
from engine.rig.pieces.vehicles import DRIVEN, SAILING

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

_AFLOAT = SAILING | stems(
    "canoe kayak raft sailboat ferry rowboat dinghy gondola lifeboat motorboat"
)
_FLYING = stems("plane airplane aeroplane aircraft jet helicopter chopper copter rocket shuttle")
_GOING = (_AFLOAT | _FLYING | DRIVEN | stems("sled sledge toboggan")) - stems("fire")

_COMES_IN = re.compile(r"\b(?:in|on) from\b|\b(?:enter|arrive)(?:s|d)?\b|\bcom(?:es?|ing) in\b")

WIDE = 0.6  # of the drawing's width: what lies below is as wide,
BOX_WIDE = 0.8  # and a box of water is,
GROUND = 0.97  # of it: a runway and rails are,
BOX_HIGH = 0.45  # of its width, and no higher,
SQUARE = 0.9  # and its lower end as wide: a hull tapers
BOTTOM = 0.02  # of the drawing's size: as near to the drawing's lowest point
LOW = 0.55  # of the height: waves lie below
WAVE = 0.2  # of its width: how high a wave is at most,
CRESTS = 3  # and how often it turns up or down at least
LEVEL = 0.03  # of the drawing's size: a level line is no higher,
BEYOND = 0.04  # and goes on as far at both sides of what stands on it
OPEN = 0.15  # of a line's size: so far apart are its ends at most where it goes round something
SUNK = 0.5  # of a box's height: how deep what stands on it may lie in it,
DIPPED = 0.08  # but for so much of what is a hull,
OARS = 0.3  # and of all, paddles included
HULL, LYING = 0.5, 0.6  # of the drawing's width: hulls are as wide; of their width: no higher
LEAST = 0.25  # of all points: what stands on it has as many
TURNS = 0.1  # of a wave's height: smaller ups and downs are the hand's


def lying_below(points: Floats, strokes: Ints, caption: str) -> Ints:
    """Return the strokes [n] of water, runway or rails below what a caption says to go.

    points [N, 2] on the lines, strokes [N]: of each. What comes in from outside brings it along:
    the first picture shows neither.
    """
    words = set(stems_of(caption))
    if len(points) == 0 or not words & _GOING or _COMES_IN.search(caption.lower()):
        return np.zeros(0, np.int64)
    boxes = StrokeBoxes.of(points, strokes)
    afloat = bool(words & _AFLOAT)
    found = _boxes(boxes, thin=not words & (_AFLOAT | _FLYING), apart=not afloat)
    if afloat:
        found |= _waves(boxes, found)
    found |= _levels(boxes, found)
    rest = ~found
    if not found.any() or boxes.counts[rest].sum() < LEAST * boxes.counts.sum():
        return np.zeros(0, np.int64)
    return np.asarray(boxes.names[_with_inner(boxes, found)])


def _boxes(boxes: StrokeBoxes, *, thin: bool, apart: bool) -> Bools:
    """Return closed lines [S] with a broad lower end below all else.

    thin: only rails. apart: only what is as wide as the drawing; the skids of a helicopter aren't.
    """
    wide, size = boxes.high[0] - boxes.low[0], boxes.size
    sides, found = boxes.sizes, np.zeros(len(boxes.names), bool)
    may_be = (boxes.openness < OPEN) & (sides[:, 0] >= (GROUND if apart else BOX_WIDE) * wide)
    may_be &= sides[:, 1] <= (2.0 * LEVEL * size if thin else BOX_HIGH * sides[:, 0])
    may_be &= boxes.highs[:, 1] > boxes.high[1] - BOTTOM * size
    for row in np.flatnonzero(may_be):
        line = boxes.line(int(row))
        lower = line[line[:, 1] > boxes.highs[row, 1] - 0.25 * sides[row, 1], 0]
        rest = ~(found | _inside(boxes, int(row)))
        rest[row] = False
        if np.ptp(lower) < SQUARE * sides[row, 0] or not rest.any():
            continue
        floor = boxes.lows[row, 1] + SUNK * sides[row, 1] + LEVEL * size
        wide_ones = rest & (sides[:, 0] > HULL * wide) & (sides[:, 1] < LYING * sides[:, 0])
        if not wide_ones.any():
            continue
        deep = (boxes.points[:, 1] > floor)[wide_ones[boxes.owner]].mean()
        found[row] = deep < DIPPED and (boxes.points[rest[boxes.owner], 1] > floor).mean() < OARS
    return found


def _inside(boxes: StrokeBoxes, row: int) -> Bools:
    """Return which lines [S] lie within the box of a line."""
    low, high = boxes.lows[row], boxes.highs[row]
    inside = (boxes.lows >= low).all(axis=1) & (boxes.highs <= high).all(axis=1)
    inside[row] = False
    return np.asarray(inside)


def _with_inner(boxes: StrokeBoxes, found: Bools) -> Bools:
    """Return lines with what is drawn within the boxes among them: the stripes of a runway."""
    more = found.copy()
    for row in np.flatnonzero(found & (boxes.openness < OPEN)):
        more |= _inside(boxes, int(row))
    return more


def _waves(boxes: StrokeBoxes, known: Bools) -> Bools:
    """Return wide open lines [S] low in the drawing that go up and down."""
    tall = boxes.high[1] - boxes.low[1]
    wave = (boxes.sizes[:, 0] >= WIDE * (boxes.high[0] - boxes.low[0])) & ~known
    wave &= (boxes.sizes[:, 1] <= WAVE * boxes.sizes[:, 0]) & (boxes.openness > 0.5)
    wave &= boxes.lows[:, 1] > boxes.low[1] + LOW * tall
    for row in np.flatnonzero(wave):
        wave[row] = _crests(boxes.line(int(row))) >= CRESTS
    return np.asarray(wave)


def _crests(line: Floats) -> int:
    """Return how often a line [n, 2] turns up or down."""
    least = TURNS * float(np.ptp(line[:, 1]))
    turns, way, last = 0, 0.0, float(line[0, 1])
    for y in line[1:, 1]:
        step = float(y) - last
        if way == 0.0 or step * way > 0.0:
            if abs(step) > least or way != 0.0:
                way, last = np.sign(step), float(y)
        elif abs(step) > least:
            turns, way, last = turns + 1, -way, float(y)
    return turns


def _levels(boxes: StrokeBoxes, known: Bools) -> Bools:
    """Return level lines [S] below all else that go on at both sides of it."""
    found = np.zeros(len(boxes.names), bool)
    level = (boxes.sizes[:, 1] <= LEVEL * boxes.size) & ~known & (boxes.openness > 0.5)
    for row in np.flatnonzero(level):
        rest = ~(known | found)
        rest[row] = False
        if not rest.any() or boxes.highs[rest, 1].max() > boxes.highs[row, 1] + LEVEL * boxes.size:
            continue
        left = boxes.lows[rest, 0].min() - boxes.lows[row, 0]
        right = boxes.highs[row, 0] - boxes.highs[rest, 0].max()
        found[row] = min(left, right) > BEYOND * boxes.size
    return found
