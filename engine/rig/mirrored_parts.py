# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds parts by symmetry: wings and arms are drawn twice, a hand or a tassel on one side alone.

Also what is drawn several times in a row: reels, buttons, windows.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np

from engine.rig.part_strokes import Bools, Floats, PartStrokes

MOST = 150  # strokes of a drawing whose symmetry is looked for
SAME = 0.035  # of the drawing's long side, by which a mirror image misses its partner
SYMMETRICAL = 0.45  # of the drawing's lines, that are drawn twice or across the axis
OUTER = 0.24  # of the drawing's width: parts of a pair are as far from the axis
PAIRED = (0.1, 0.62)  # of its long side: the size of such a part
LARGE = 0.75  # of it: what is drawn on one side alone is no larger
EVEN = 0.12  # by which sizes in a row differ, of the largest
IN_LINE = 0.06  # of the drawing's long side, by which places in a row leave it


def partners_in(drawing: PartStrokes) -> tuple[Bools, list[tuple[int, int]], float]:
    """Return odd strokes [S], pairs that mirror each other, and the x of the axis.

    Odd is what has no mirror image. A drawing without symmetry has no odd strokes and no pairs.
    """
    length = drawing.length
    if drawing.count > MOST:
        return np.zeros(len(length), bool), [], 0.0
    best: tuple[float, float] = (0.0, 0.0)
    tolerance = SAME * drawing.size
    for axis in np.unique(np.round(drawing.middle[:, 0], 1)):
        apart = _mirror_gaps(drawing, float(axis))
        score = float(length[apart.min(axis=1) < tolerance].sum()) / max(float(length.sum()), 1e-9)
        if score > best[0] + 1e-6:
            best = (score, float(axis))
    score, axis = best
    if score < SYMMETRICAL:
        return np.zeros(len(length), bool), [], axis
    apart = _mirror_gaps(drawing, axis)
    near = apart < tolerance
    pairs = [(a, b) for a, b in combinations(range(len(length)), 2) if near[a, b]]
    return np.asarray(~np.any(near, axis=1)), pairs, axis


def _mirror_gaps(drawing: PartStrokes, axis: float) -> Floats:
    """Return how far [S, S] the corners of each stroke's mirror image are from each stroke's."""
    low, high = drawing.low.copy(), drawing.high.copy()
    low[:, 0], high[:, 0] = 2.0 * axis - drawing.high[:, 0], 2.0 * axis - drawing.low[:, 0]
    corners = np.concatenate([drawing.low, drawing.high], axis=1)
    image = np.concatenate([low, high], axis=1)
    return np.asarray(np.abs(image[:, None] - corners[None]).max(axis=2))


def side_parts(drawing: PartStrokes) -> list[Bools]:
    """Return the two largest strokes at the sides that mirror each other, with what they hold."""
    _, pairs, axis = partners_in(drawing)
    width = max(float(np.ptp(drawing.box[:, 0])), 1e-9)
    longest = drawing.sides.max(axis=1)
    found = []
    for one, other in pairs:
        both = [one, other]
        aside = np.abs(drawing.middle[both, 0] - axis).min()
        least, most = PAIRED[0] * drawing.size, PAIRED[1] * drawing.size
        if aside > OUTER * width and least < longest[both].min() and longest[both].max() < most:
            found.append((float(aside), float(longest[both].sum()), both))
    if not found:
        return []
    largest = max(size for _, size, _ in found)
    _, _, best = max(each for each in found if each[1] > 0.6 * largest)
    best.sort(key=lambda stroke: float(drawing.middle[stroke, 0]))
    return [drawing.with_inside(drawing.only([stroke])) for stroke in best]


def odd_parts(drawing: PartStrokes) -> list[Bools]:
    """Return what is drawn at the rest on one side alone, in clusters, the largest first."""
    odd, pairs, _ = partners_in(drawing)
    if not pairs:
        return []
    length = drawing.length
    odd &= drawing.sides.max(axis=1) < LARGE * drawing.size
    found = drawing.clusters(odd, 0.01 * drawing.size)
    found = [own for own in found if _touches(drawing, own, ~odd)]
    found = [own for own in found if drawing.extent(own) < LARGE * drawing.size]
    return sorted(found, key=lambda own: -float(length[own].sum()))


def _touches(drawing: PartStrokes, own: Bools, others: Bools) -> bool:
    """Tell whether the box around strokes meets that of any other stroke."""
    low, high = drawing.low[own].min(axis=0), drawing.high[own].max(axis=0)
    meets = (drawing.low <= high).all(axis=1) & (drawing.high >= low).all(axis=1)
    return bool((meets & others & ~own).any())


def hanging_odd(drawing: PartStrokes) -> list[Bools]:
    """Return the narrowest of the parts that are drawn on one side alone: what hangs there."""
    found = [own for own in odd_parts(drawing) if drawing.extent(own) > 0.1 * drawing.size]
    return sorted(found, key=lambda own: float(np.ptp(drawing.middle[own, 0])))


def row_parts(drawing: PartStrokes) -> list[Bools]:
    """Return the largest closed strokes of one size in a row, each with what it holds."""
    sides = drawing.sides
    best: list[int] = []
    for stroke in np.argsort(-sides.prod(axis=1), kind="stable"):
        alike = (np.abs(sides - sides[stroke]) < EVEN * sides[stroke].max()).all(axis=1)
        alike &= drawing.closed & (sides.max(axis=1) < 0.5 * drawing.size)
        gaps = np.abs(drawing.middle - drawing.middle[stroke])
        for axis in (1, 0):
            row = np.flatnonzero(alike & (gaps[:, axis] < IN_LINE * drawing.size))
            if len(row) >= 2 and len(row) > len(best) and not _overlap(drawing, row.tolist()):
                best = row.tolist()
        if best:
            break
    return [_with_crossing(drawing, stroke, best) for stroke in best]


def _overlap(drawing: PartStrokes, row: list[int]) -> bool:
    """Tell whether strokes lie over one another."""
    for one, other in combinations(row, 2):
        low = np.maximum(drawing.low[one], drawing.low[other])
        high = np.minimum(drawing.high[one], drawing.high[other])
        if (high - low > 0.3 * drawing.sides[one]).all():
            return True
    return False


def _with_crossing(drawing: PartStrokes, stroke: int, row: list[int]) -> Bools:
    """Return a stroke with all whose middle lies in it, but for others of its row."""
    low, high = drawing.low[stroke], drawing.high[stroke]
    inside = (drawing.middle >= low).all(axis=1) & (drawing.middle <= high).all(axis=1)
    inside &= (drawing.sides <= 1.05 * drawing.sides[stroke]).all(axis=1)
    inside[[other for other in row if other != stroke]] = False
    return np.asarray(inside)
