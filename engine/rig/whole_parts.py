# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes parts that were found whole: brims of hats, tassels that hang on caps, bristles of brushes.

What touches nothing but a part, or goes on where it ends, is of it.
"""

from __future__ import annotations

import numpy as np

from engine.rig.part_strokes import Bools, PartStrokes

HANGING = 0.25  # of the drawing's long side: what hangs on a part is smaller
BRIM = (1.15, 2.2)  # of the hat's width: how wide a brim is at least and at most
FLAT = 0.45  # of its own width: how tall a brim is at most
ROLLED = 1.3  # of the hat's height: the same, also where its sides are turned up
ASIDE = 0.04  # of the drawing's long side: so far from its line a part goes on
STOUT = 2.5  # times as wide as the rest of it: bristles at most
AT_END = 0.2  # of its length: what lies so near to its ends goes on there
FEW = 0.35  # of all lines: what goes on where a part ends is less


def with_hanging(drawing: PartStrokes, mine: Bools) -> Bools:
    """Return a part [S] with small strokes that hang together, touch it and nothing else.

    What lies within another line stays.
    """
    small = (drawing.sides.max(axis=1) < HANGING * drawing.size) & ~mine
    own, left = mine.copy(), drawing.touched(mine) & small
    while left.any():
        cluster = drawing.only([int(np.flatnonzero(left)[0])])
        while ((more := (drawing.touched(cluster) & small) | cluster) != cluster).any():
            cluster = more
        left &= ~cluster
        hangs = drawing.extent(cluster) < HANGING * drawing.size
        hangs &= bool(mine[drawing.touched(cluster) & ~cluster].all())
        if hangs and not _is_inside(drawing, cluster, mine):
            own |= cluster
    return own


def _is_inside(drawing: PartStrokes, cluster: Bools, mine: Bools) -> bool:
    """Tell whether the box around strokes lies in that of one that is of no part.

    What goes around an outlined part as well counts for nothing: a plug's prongs within a house.
    """
    low, high = drawing.low[cluster].min(axis=0), drawing.high[cluster].max(axis=0)
    around = (drawing.low <= low).all(axis=1) & (drawing.high >= high).all(axis=1)
    low, high = drawing.low[mine].min(axis=0), drawing.high[mine].max(axis=0)
    if drawing.closed[mine].any():
        around &= ~((drawing.low <= low).all(axis=1) & (drawing.high >= high).all(axis=1))
    return bool((around & ~mine & ~cluster).any())


def with_brim(drawing: PartStrokes, hat: Bools) -> Bools:
    """Return a hat with the flat line that is wider than it and begins within its lower half."""
    low, high = drawing.low[hat].min(axis=0), drawing.high[hat].max(axis=0)
    wide, tall = high - low
    sides = drawing.sides
    fits = (sides[:, 0] > BRIM[0] * wide) & (sides[:, 0] < BRIM[1] * wide)
    fits &= (sides[:, 1] < FLAT * sides[:, 0]) & (sides[:, 1] < ROLLED * tall)
    fits &= drawing.low[:, 1] > low[1] + 0.3 * tall
    fits &= drawing.low[:, 1] < high[1] + ASIDE * drawing.size
    fits &= (drawing.low[:, 0] < low[0]) & (drawing.high[:, 0] > high[0]) & drawing.closed
    return np.asarray(hat | fits)


def continued(drawing: PartStrokes, mine: Bools) -> Bools:
    """Return a long thin part [S] with what goes on where it ends: bristles, prongs, a blade."""
    own = mine.copy()
    points = np.concatenate([drawing.line(int(s)) for s in np.flatnonzero(mine)])
    along = np.linalg.svd(points - points.mean(axis=0), full_matrices=False)[2]
    placed = (drawing.points - points.mean(axis=0)) @ along.T
    first = placed[np.isin(np.arange(len(placed)), _rows(drawing, mine))]
    width, margin = float(np.ptp(first[:, 1])), ASIDE * drawing.size
    low = np.minimum.reduceat(placed, drawing.offsets[:-1])
    high = np.maximum.reduceat(placed, drawing.offsets[:-1])
    fits = np.abs(0.5 * (low + high)[:, 1] - first[:, 1].mean()) < margin + 0.5 * width
    fits &= (high - low)[:, 1] < max(STOUT * width, 2.0 * margin)
    fits &= (high - low)[:, 0] < float(np.ptp(first[:, 0]))
    ends = np.array([first[:, 0].min(), first[:, 0].max()])
    while True:
        start, end = low[own, 0].min(), high[own, 0].max()
        middle = 0.5 * (low + high)[:, 0]
        beyond = np.abs(middle - ends.mean()) > (0.5 - AT_END) * float(np.ptp(ends))
        more = fits & ~own & beyond & (low[:, 0] < end + margin) & (high[:, 0] > start - margin)
        if not more.any():
            break
        own |= more
    added = float(drawing.length[own & ~mine].sum())
    return own if added < FEW * float(drawing.length.sum()) else mine


def _rows(drawing: PartStrokes, mine: Bools) -> np.ndarray:
    """Return the rows of the points that lie on strokes [S]."""
    ends = zip(drawing.offsets[:-1][mine], drawing.offsets[1:][mine], strict=True)
    return np.concatenate([np.arange(start, end) for start, end in ends])
