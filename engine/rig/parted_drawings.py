# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Parts a drawing in two by how two things lie, whatever they are: one over, in or out of another.

Over and under, a level cut parts them: where they overlap and touch least, and none of several
like lines is on the other side. In and out of something, the largest line below holds the other.
"""

from __future__ import annotations

import numpy as np
from shapely import Polygon, contains_xy

from engine.language.beside_words import BEHIND, OUT, UNDER, WITHIN
from engine.rig.part_strokes import Bools, PartStrokes

MOST = 80  # strokes of a drawing; more are a texture
GOOD = 0.5  # score of a cut that is made at least
OVERLAP = 0.3  # of the height of the lower one of two: so much of it they may overlap
CONTACT, LIKENESS = 0.93, 0.7  # times so much by each pair that touches, or looks alike
GAP = 0.5  # how much what lies apart is preferred, a gap as large as the drawing
LEAST = 0.07  # of all lines: as much has each of two things
ALIKE = 0.25  # by which lengths of like lines differ, of the longer one
BESIDE = 0.3  # of the narrower one's width, that lies over the other
HOLDING = 0.35  # of the drawing's long side: a line that holds something is as wide
RISING = 0.1  # of the holder's height: what stands out of it begins so much higher
HIDDEN = 0.5  # of a line: what lies behind an outline shows as much beside it
MARGIN = 0.02  # of the drawing's long side


def parted(drawing: PartStrokes, lies: str) -> Bools | None:
    """Return the strokes [S] of what moves; None where nothing parts it from what stays.

    lies: how it lies to what stays, as `engine.language.beside_words` says.
    """
    if not 1 < drawing.count <= MOST:
        return None
    if lies == WITHIN:
        return _within(drawing)
    if lies == BEHIND:
        return _behind(drawing)
    if lies == OUT and (found := _standing_out(drawing)) is not None:
        return found
    over = _cut(drawing)
    return ~over if lies == UNDER and over is not None else over


# -- over and under --------------------------------------------------------------------------


def _cut(drawing: PartStrokes) -> Bools | None:
    """Return the strokes [S] over the best level cut; None where there is no good one."""
    units = _units(drawing)
    heights = [float(drawing.middle[unit, 1].mean()) for unit in units]
    order = [units[k] for k in np.argsort(heights, kind="stable")]
    best, found = GOOD, None
    for count in range(1, len(order)):
        over = np.any(order[:count], axis=0)
        score = _parts_well(drawing, over)
        if score > best:
            best, found = score, over
    return found


def _units(drawing: PartStrokes) -> list[Bools]:
    """Return strokes [S] that no cut parts: closed ones with what lies in them, and open ones."""
    left, found = np.ones(drawing.count, bool), []
    for stroke in np.argsort(-drawing.sides.prod(axis=1), kind="stable").tolist():
        if left[stroke]:
            alone = drawing.only([stroke])
            held = drawing.with_inside(alone) if drawing.closed[stroke] else alone
            found.append(held & left)
            left &= ~held
    return found


def _parts_well(drawing: PartStrokes, over: Bools) -> float:
    """Return how well a set of strokes is something over the rest, 0 to about 1.5."""
    length, under = drawing.length, ~over
    if min(float(length[own].sum()) for own in (over, under)) < LEAST * float(length.sum()):
        return 0.0
    low = np.stack([drawing.low[own].min(axis=0) for own in (over, under)])
    high = np.stack([drawing.high[own].max(axis=0) for own in (over, under)])
    wide, tall = (high - low).T
    beside = min(high[:, 0]) - max(low[:, 0])
    if beside < BESIDE * wide.min():
        return 0.0
    gap = float(low[1, 1] - high[0, 1])
    lapped = max(-gap, 0.0) / max(float(tall.min()), 0.1 * drawing.size)
    contacts = sum(int((drawing.touched(drawing.only([s])) & under).sum())
                   for s in np.flatnonzero(over).tolist())  # fmt: skip
    score = float(np.exp(-((lapped / OVERLAP) ** 2))) * CONTACT**contacts
    score *= LIKENESS ** _alike(drawing, over)
    return score * (1.0 + GAP * max(gap, 0.0) / drawing.size)


def _alike(drawing: PartStrokes, over: Bools) -> int:
    """Return how many lines on one side have one like them, beside or below, on the other."""
    length, closed = drawing.length, drawing.closed
    count = 0
    for stroke in np.flatnonzero(over).tolist():
        same = ~over & (closed == closed[stroke])
        same &= np.abs(length - length[stroke]) < ALIKE * np.maximum(length, length[stroke])
        long = np.hypot(*drawing.sides.T)  # like rays, which point everywhere
        same &= np.abs(long - long[stroke]) < ALIKE * np.maximum(long, long[stroke])
        count += bool(same.any())
    return count


# -- in and out of something ----------------------------------------------------------------


def _holder(drawing: PartStrokes) -> int | None:
    """Return the largest line that may hold something; None without one."""
    wide = drawing.sides[:, 0] > HOLDING * drawing.size
    held = np.where(wide, drawing.sides.prod(axis=1), 0.0)
    return int(held.argmax()) if held.any() else None


def _within(drawing: PartStrokes) -> Bools | None:
    """Return the strokes [S] within the largest line; None where nothing lies there."""
    holder = _holder(drawing)
    if holder is None:
        return None
    margin = MARGIN * drawing.size
    inside = (drawing.low >= drawing.low[holder] - margin).all(axis=1)
    inside &= (drawing.high <= drawing.high[holder] + margin).all(axis=1)
    inside[holder] = False
    return inside if inside.any() else None


def _behind(drawing: PartStrokes) -> Bools | None:
    """Return the strokes [S] that mostly lie beside the largest outline; None for too few."""
    holder = _holder(drawing)
    if holder is None or not drawing.closed[holder]:
        return None
    front = Polygon(drawing.line(holder)).buffer(MARGIN * drawing.size)
    within = np.array(
        [
            float(contains_xy(front, *drawing.line(stroke).T).mean())
            for stroke in range(drawing.count)
        ]
    )
    behind = within < HIDDEN
    share = float(drawing.length[behind].sum()) / max(float(drawing.length.sum()), 1e-9)
    return behind if behind.any() and LEAST < share < 1.0 - LEAST else None


def _standing_out(drawing: PartStrokes) -> Bools | None:
    """Return the strokes [S] that stand out of what holds them at the top, with what is in them."""
    holder = _holder(drawing)
    if holder is None:
        return None
    top, tall = float(drawing.low[holder, 1]), float(drawing.sides[holder, 1])
    if drawing.high[holder, 1] < drawing.high[:, 1].max() - OVERLAP * tall:
        return None  # it isn't what lies lowest
    rises = drawing.low[:, 1] < top - RISING * tall
    rises &= drawing.middle[:, 1] < top + 0.35 * tall
    rises[holder] = False
    out = rises.copy()
    for stroke in np.flatnonzero(rises & drawing.closed).tolist():
        out |= drawing.with_inside(drawing.only([stroke]))
    out |= drawing.high[:, 1] < top
    out[holder] = False
    share = float(drawing.length[out].sum()) / max(float(drawing.length.sum()), 1e-9)
    return out if out.any() and LEAST < share < 1.0 - LEAST else None
