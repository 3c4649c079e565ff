# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pieces of one line that may be parts: the handle on a cup's outline, an ear, a feeler.

An outline bends inwards where a part begins and ends (the minima rule, Hoffman and Richards 1984),
and the cut between the two places is short for what it cuts off (the short-cut rule, Singh,
Seyranian and Hoffman 1999). An open line falls into pieces at its corners, and where it touches
itself or another line.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import permutations

import numpy as np
from scipy.spatial import cKDTree

from engine.rig.part_strokes import TOUCHING, Floats, PartStrokes

WINDOW = 0.045  # of the drawing's long side: over so much of a line its turn is measured
INWARDS, SURELY = 0.09, 0.4  # radians: turned so much inwards an outline may, and does begin a part
CORNER = 0.6  # radians: so much an open line turns where a piece of it ends,
BENT = 0.35  # and so much where another line touches it
LEAST, MOST = 0.07, 0.62  # of the drawing's long side, of the line's length: the length of a piece
PROUD = (1.35, 2.6)  # times as long as the cut at its root is a piece at least, and one for sure
DEEP = 0.05  # of the drawing's long side: so far it sticks out
RING = 0.02  # of the drawing's long side: ends as near close a line
FEWEST = 8  # points of a line in which pieces are looked for
BESIDE = 3  # places on a line that are as near to a sharper bend are of that
MOST_PLACES = 16  # on one line where pieces may begin


@dataclass(frozen=True, eq=False)
class StrokeSpan:
    """A piece of a stroke.

    Attributes:
        stroke: its number. start, end: shares 0..1 of the stroke's length; of a ring the end may
            lie before the start. line: points [n, 2] on it.
        roots: by how many ends it hangs on the rest of the line.
        proud: how surely it is a part by its form alone, 0 to 1.
    """

    stroke: int
    start: float
    end: float
    line: Floats
    rest: Floats
    roots: int
    proud: float

    def holds(self, places: Floats) -> bool:
        """Tell whether the line goes around all of some places [N, 2], closed by its cut."""
        (x, y), (x2, y2) = self.line.T, np.roll(self.line, -1, axis=0).T
        px, py = places[:, :1], places[:, 1:]
        crosses = (y > py) != (y2 > py)
        rise = np.where(np.abs(y2 - y) < 1e-12, 1e-12, y2 - y)
        inside = (crosses & (px < x + (x2 - x) * (py - y) / rise)).sum(axis=1) % 2 == 1
        return bool(inside.all())

    def overlaps(self, other: StrokeSpan) -> bool:
        """Tell whether two pieces share a part of a line."""
        if self.stroke != other.stroke:
            return False
        mine, theirs = self._shares(), other._shares()
        return any(a < d - 1e-6 and c < b - 1e-6 for a, b in mine for c, d in theirs)

    def _shares(self) -> list[tuple[float, float]]:
        if self.start <= self.end:
            return [(self.start, self.end)]
        return [(self.start, 1.0), (0.0, self.end)]


def spans_of(drawing: PartStrokes) -> list[StrokeSpan]:
    """Return the pieces of a drawing's lines that may be parts."""
    found: list[StrokeSpan] = []
    for stroke in range(drawing.count):
        line = drawing.line(stroke)
        long = float(drawing.length[stroke]) > 2.0 * LEAST * drawing.size
        if len(line) < FEWEST or not long:
            continue
        if float(np.linalg.norm(line[0] - line[-1])) < RING * drawing.size:
            found += _of_ring(drawing, stroke, line)
        else:
            found += _of_open(drawing, stroke, line)
    return found


def _turns(line: Floats, size: float, *, ring: bool) -> Floats:
    """Return by how much a line [n, 2] turns around each of its points, radians."""
    count = len(line)
    step = float(np.linalg.norm(np.diff(line, axis=0), axis=1).mean())
    wide = int(np.clip(round(WINDOW * size / max(step, 1e-9)), 1, max(count // 6, 1)))
    at = np.arange(count)
    if ring:
        back, ahead = line[at - wide], line[(at + wide) % count]
    else:
        back, ahead = line[np.maximum(at - wide, 0)], line[np.minimum(at + wide, count - 1)]
    before, after = line - back, ahead - line
    cross = before[:, 0] * after[:, 1] - before[:, 1] * after[:, 0]
    turns = np.arctan2(cross, (before * after).sum(axis=1))
    if not ring:
        turns[:wide] = turns[count - wide :] = 0.0
    return np.asarray(turns)


def _peaks(values: Floats, least: float, *, ring: bool) -> list[int]:
    """Return where values [n] above the least are larger than beside, the largest first."""
    count = len(values)
    kept: list[int] = []
    for place in np.argsort(-values, kind="stable").tolist():
        if values[place] <= least:
            break
        gaps = [abs(place - other) for other in kept]
        if all((min(gap, count - gap) if ring else gap) > BESIDE for gap in gaps):
            kept.append(place)
    return kept[:MOST_PLACES]


def _of_ring(drawing: PartStrokes, stroke: int, line: Floats) -> list[StrokeSpan]:
    """Return what sticks out of an outline between two places where it bends inwards."""
    ring = line[:-1] if np.allclose(line[0], line[-1]) else line
    count = len(ring)
    x, y = (ring - ring.mean(axis=0)).T
    way = np.sign(float(x @ np.roll(y, -1) - y @ np.roll(x, -1))) or 1.0
    bends = -way * _turns(ring, drawing.size, ring=True)
    inwards = _peaks(bends, INWARDS, ring=True)
    found = []
    for start, end in permutations(inwards, 2):
        length = (end - start) % count
        at = (start + np.arange(length + 1)) % count
        proud = _proud(drawing, ring[at], MOST * float(drawing.length[stroke]))
        px, py = (ring[at] - ring[at].mean(axis=0)).T
        outwards = way * float(px @ np.roll(py, -1) - py @ np.roll(px, -1)) > 0.0
        if proud and outwards:
            rest = ring[(end + np.arange(count - length + 1)) % count]
            shares = start / count, end / count
            sure = min(float(min(bends[start], bends[end])) / SURELY, 1.0)
            found.append(StrokeSpan(stroke, *shares, ring[at], rest, 2, proud * (0.4 + 0.6 * sure)))
    return found


def _proud(drawing: PartStrokes, line: Floats, most: float) -> float:
    """Return how surely a piece of a line sticks out as a part, 0.0 for none."""
    length = float(np.linalg.norm(np.diff(line, axis=0), axis=1).sum())
    if not LEAST * drawing.size < length < most:
        return 0.0
    cut = line[-1] - line[0]
    wide = max(float(np.hypot(*cut)), 0.3 * LEAST * drawing.size)
    gap = line - line[0]
    deep = np.abs(gap[:, 0] * cut[1] - gap[:, 1] * cut[0]).max() / max(float(np.hypot(*cut)), 1e-9)
    deep = max(deep, 0.0) if np.hypot(*cut) > 1e-9 else float(np.linalg.norm(gap, axis=1).max())
    if length < PROUD[0] * wide or deep < DEEP * drawing.size:
        return 0.0
    return float(np.clip((length / wide - PROUD[0]) / (PROUD[1] - PROUD[0]), 0.05, 1.0))


def _of_open(drawing: PartStrokes, stroke: int, line: Floats) -> list[StrokeSpan]:
    """Return pieces of an open line from an end to where it may break, or between two breaks."""
    count, length = len(line), float(drawing.length[stroke])
    turns = np.abs(_turns(line, drawing.size, ring=False))
    corners = _peaks(turns, CORNER, ring=False)
    crossed = [at for at in _crossed(drawing, stroke, line) if turns[at] > BENT]
    meets = crossed + _touched_by_itself(drawing, stroke, line)
    places = sorted({*corners, *meets})[: 2 * MOST_PLACES]
    found = []
    for place in places:
        sure = 1.0 if place in meets else 0.6
        for start, end in ((0, place), (place, count - 1)):
            own = length * (end - start) / (count - 1)
            if LEAST * drawing.size < own < MOST * length:
                rest = line[end:] if start == 0 else line[: start + 1]
                shares = start / (count - 1), end / (count - 1)
                found.append(StrokeSpan(stroke, *shares, line[start : end + 1], rest, 1, sure))
    for start, end in permutations(places, 2):
        if start < end and (proud := _proud(drawing, line[start : end + 1], MOST * length)):
            rest = np.concatenate([line[: start + 1], line[end:]])
            shares = start / (count - 1), end / (count - 1)
            found.append(StrokeSpan(stroke, *shares, line[start : end + 1], rest, 2, proud))
    return found


def _crossed(drawing: PartStrokes, stroke: int, line: Floats) -> list[int]:
    """Return where an open line touches other lines."""
    reach, inner = TOUCHING * drawing.size, np.arange(2, len(line) - 2)
    found = []
    for other in np.flatnonzero(drawing.touched(drawing.only([stroke]))).tolist():
        far = cKDTree(drawing.line(other)).query(line[inner])[0]
        if far.min() < reach:
            found.append(int(inner[far.argmin()]))
    return found


def _touched_by_itself(drawing: PartStrokes, stroke: int, line: Floats) -> list[int]:
    """Return where an open line is touched by an end of its own."""
    count, inner = len(line), np.arange(2, len(line) - 2)
    step = float(drawing.length[stroke]) / max(count - 1, 1)
    away = int(np.ceil(2.0 * LEAST * drawing.size / max(step, 1e-9)))
    found = []
    for end in (0, count - 1):
        others = inner[np.abs(inner - end) > away]
        if len(others):
            far = np.linalg.norm(line[others] - line[end], axis=1)
            if far.min() < max(2.0 * TOUCHING * drawing.size, step):
                found.append(int(others[far.argmin()]))
    return found
