# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lines that go on behind something: a straw through a ball, a blade behind the other one.

An artist leaves out what is covered, so one line is drawn as several strokes.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.rig.part_strokes import Bools, Floats, PartStrokes

ALONG = 0.04  # of the drawing's long side: from so much of an end its direction is taken
STRAIGHT = 0.35  # radians: ends that turn no more go on into one another
JOINED = 0.02  # of the drawing's long side: ends as near meet, and nothing covers a line there
COVERED = 0.24  # of it: so wide may be what covers a line
ASIDE = 0.025  # of it: a line goes on so far beside where it ended


def continued_lines(drawing: PartStrokes) -> list[Bools]:
    """Return the strokes [S] of each line that is drawn in several, with what covers it if small.

    What covers it has to touch both ends, or to lie across the gap.
    """
    strokes, places, ways = _ends(drawing)
    pairs: list[tuple[int, int, list[int]]] = []
    for one, other in zip(*np.nonzero(_facing(drawing, strokes, places, ways)), strict=True):
        own = int(strokes[one]), int(strokes[other])
        covers = _covering(drawing, places[one], places[other], own)
        if covers:
            far = float(np.hypot(*(places[other] - places[one])))
            balls = [c for c in covers if drawing.closed[c] and _is_small(drawing, c, far)]
            pairs.append((*own, balls))
    return _joined(drawing, pairs)


def _facing(
    drawing: PartStrokes, strokes: NDArray[np.int64], places: Floats, ways: Floats
) -> NDArray[np.bool_]:
    """Tell which pairs [E, E] of ends, each once, lie in one line with a gap between them."""
    gap = places[None] - places[:, None]
    far = np.linalg.norm(gap, axis=2)
    aside = np.abs(ways[:, None, 0] * gap[..., 1] - ways[:, None, 1] * gap[..., 0])
    ahead = (ways[:, None] * gap).sum(axis=2) >= 0.0
    fits = (far > JOINED * drawing.size) & (far <= COVERED * drawing.size) & ahead
    fits &= (ways @ ways.T <= -np.cos(STRAIGHT)) & (strokes[:, None] != strokes[None])
    fits &= np.maximum(aside, aside.T) <= ASIDE * drawing.size
    return np.asarray(np.triu(fits, 1))


def _ends(drawing: PartStrokes) -> tuple[NDArray[np.int64], Floats, Floats]:
    """Return strokes [E], places [E, 2] and outward directions [E, 2] of open strokes' ends."""
    strokes, places, ways = [], [], []
    for stroke in np.flatnonzero(~drawing.closed).tolist():
        for line in (drawing.line(stroke), drawing.line(stroke)[::-1]):
            away = np.linalg.norm(line - line[0], axis=1)
            beyond = np.flatnonzero(away >= ALONG * drawing.size)
            inner = line[int(beyond[0])] if len(beyond) else line[int(away.argmax())]
            way = line[0] - inner
            length = float(np.hypot(*way))
            if length > 1e-9:
                strokes.append(stroke)
                places.append(line[0])
                ways.append(way / length)
    empty = np.zeros((0, 2))
    return (
        np.array(strokes, np.int64),
        np.array(places) if places else empty,
        np.array(ways) if ways else empty,
    )


def _covering(drawing: PartStrokes, start: Floats, end: Floats, own: tuple[int, int]) -> list[int]:
    """Return the strokes that lie across a gap from one place [2] to another."""
    reach = JOINED * drawing.size
    inner = start + np.linspace(0.0, 1.0, 8)[:, None] * (end - start)
    low, high = inner.min(axis=0) - reach, inner.max(axis=0) + reach
    near = (drawing.low <= high).all(axis=1) & (drawing.high >= low).all(axis=1)
    found = []
    for stroke in np.flatnonzero(near).tolist():
        if stroke not in own:
            line = drawing.line(stroke)
            step = float(np.linalg.norm(np.diff(line, axis=0), axis=1).max(initial=0.0))
            apart = np.linalg.norm(line[:, None] - inner[None], axis=2)
            if apart.min() < max(reach, 0.6 * step):
                found.append(stroke)
    return found


def _is_small(drawing: PartStrokes, stroke: int, gap: float) -> bool:
    """Tell whether a closed stroke is hardly larger than the gap that it fills."""
    return float(drawing.sides[stroke].max()) < 1.3 * gap


def _joined(drawing: PartStrokes, pairs: list[tuple[int, int, list[int]]]) -> list[Bools]:
    """Return strokes [S] that pairs join, with what fills the gaps."""
    sets: list[set[int]] = []
    for first, second, balls in pairs:
        own = {first, second, *balls}
        meeting = [each for each in sets if each & own]
        sets = [each for each in sets if not each & own]
        sets.append(own.union(*meeting))
    return [drawing.only(sorted(each)) for each in sets]
