# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The two halves of what opens and closes about a pivot: scissors, tongs, a clamp, rows of teeth.

They are two long lines that cross, with what hangs on each, or mirror images beside one another.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np
from scipy.spatial import cKDTree

from engine.rig.continued_lines import continued_lines
from engine.rig.part_strokes import Bools, Floats, PartStrokes

MOST = 40  # strokes; more are a texture
LONG = 0.35  # of the drawing's long side: a line that is a half's
CROSSING = 0.06  # of it: lines as near cross, though one breaks off before the other one
EQUAL = 0.65  # of the longer half's length the shorter one has at least
MIRRORED = 0.035  # of the drawing's long side: a mirror image lies as near, on average
ACROSS = 0.05  # of it: a stroke of a half reaches so far over the axis


def find_halves(drawing: PartStrokes) -> list[Bools]:
    """Return the strokes [S] of both halves; none where there are no two."""
    if not 1 < drawing.count <= MOST:
        return []
    return _crossing(drawing) or _mirrored(drawing)


def _crossing(drawing: PartStrokes) -> list[Bools]:
    """Return two long lines that cross, with what hangs on each."""
    lines = continued_lines(drawing)
    joined = np.any(lines, axis=0) if lines else np.zeros(drawing.count, bool)
    lines += [drawing.only([s]) for s in np.flatnonzero(~joined & ~drawing.closed).tolist()]
    long = [line for line in lines if drawing.extent(line) > LONG * drawing.size]
    best: tuple[float, list[Bools]] = (0.0, [])
    for first, second in combinations(long, 2):
        apart = cKDTree(_points(drawing, first)).query(_points(drawing, second))[0]
        if apart.min() > CROSSING * drawing.size or (first & second).any():
            continue
        halves = _with_hanging(drawing, first, second)
        lengths = [float(drawing.length[half].sum()) for half in halves]
        if min(lengths) >= EQUAL * max(lengths) and sum(lengths) > best[0]:
            best = sum(lengths), halves
    return best[1]


def _with_hanging(drawing: PartStrokes, first: Bools, second: Bools) -> list[Bools]:
    """Return two lines with what hangs together with one of them only."""
    left, halves = ~(first | second), [first.copy(), second.copy()]
    while left.any():
        touched = [drawing.touched(half) & left for half in halves]
        both = touched[0] & touched[1]
        left &= ~both
        if not any((each & left).any() for each in touched):
            break
        for half, each in zip(halves, touched, strict=True):
            half |= each & left
            left &= ~half
    return halves


def _mirrored(drawing: PartStrokes) -> list[Bools]:
    """Return strokes on either side of an axis that are mirror images."""
    middle = drawing.box.mean(axis=0)
    best: tuple[float, list[Bools]] = (MIRRORED, [])
    for axis in (0, 1):
        reach = ACROSS * drawing.size
        low = drawing.high[:, axis] < middle[axis] + reach
        high = drawing.low[:, axis] > middle[axis] - reach
        if not (low ^ high).all():
            continue
        off = _off_mirror(drawing, low, axis, float(middle[axis]))
        if off < best[0]:
            best = off, [low, high]
    return best[1]


def _off_mirror(drawing: PartStrokes, mine: Bools, axis: int, middle: float) -> float:
    """Return how far some strokes lie from the mirror image of the rest, in long sides."""
    if mine.all() or not mine.any():
        return float("inf")
    own, other = _points(drawing, mine), _points(drawing, ~mine).copy()
    other[:, axis] = 2.0 * middle - other[:, axis]
    apart = (cKDTree(own).query(other)[0].mean(), cKDTree(other).query(own)[0].mean())
    return float(max(apart)) / drawing.size


def _points(drawing: PartStrokes, mine: Bools) -> Floats:
    return np.concatenate([drawing.line(int(s)) for s in np.flatnonzero(mine)])
