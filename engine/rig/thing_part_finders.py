# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds parts of things by where they are: doors, lids, covers, sheets, ends of a bow, a hook."""

from __future__ import annotations

import numpy as np

from engine.rig.mirrored_parts import partners_in
from engine.rig.part_strokes import Bools, Floats, PartStrokes

BOXY = 0.9  # of the box around a rectangle: so much is within it, at least
OVER = 0.6  # of the smaller one: so much two covers lie over one another
OUT = 0.04  # of the drawing's long side: so far a sheet sticks out
DOOR = (1.1, 3.6)  # times as tall as wide
NEAR = 0.02  # of the drawing's long side
TALL = 0.15  # of it: what comes out of a glass
SHEET = 0.4  # of the drawing's box: a sheet that is most of a drawing has as much
LID_FROM, LID_TO = 0.08, 0.6  # of the drawing's height: where the edge of a box with a lid lies
LID_WIDE = 0.6  # of the box: how wide a lid is at least


def _filled(drawing: PartStrokes) -> Floats:
    """Return how much [S] of its box each closed line goes around; 0 for open ones."""
    found = np.zeros(drawing.count)
    for stroke in np.flatnonzero(drawing.closed):
        x, y = (drawing.line(int(stroke)) - drawing.middle[stroke]).T
        area = 0.5 * abs(float(x @ np.roll(y, 1) - y @ np.roll(x, 1)))
        found[stroke] = area / max(float(drawing.sides[stroke].prod()), 1e-9)
    return found


def doors_in(drawing: PartStrokes) -> list[Bools]:
    """Return the largest upright rectangle that stands at the foot of something larger."""
    wide, tall = np.maximum(drawing.sides, 1e-9).T
    fits = (_filled(drawing) > 0.8) & (tall > DOOR[0] * wide) & (tall < DOOR[1] * wide)
    fits &= (tall > 0.12 * drawing.size) & (tall < 0.7 * drawing.size)
    found = []
    for door in np.flatnonzero(fits):
        holds = (drawing.low[:, 0] < drawing.low[door, 0]) & (
            drawing.low[:, 1] < drawing.low[door, 1]
        )
        holds &= (drawing.high[:, 0] > drawing.high[door, 0]) & (wide > 1.3 * wide[door])
        holds &= np.abs(drawing.high[:, 1] - drawing.high[door, 1]) < 0.08 * drawing.size
        if holds.any():
            found.append((float(tall[door] * wide[door]), int(door)))
    return [drawing.with_inside(drawing.only([max(found)[1]]))] if found else []


def covers_in(drawing: PartStrokes) -> list[Bools]:
    """Return the lower one of two sheets that lie over one another and are most of the drawing."""
    areas = drawing.sides.prod(axis=1)
    if len(areas) < 2:
        return []
    one, other = (int(s) for s in np.argsort(-areas, kind="stable")[:2])
    low = np.maximum(drawing.low[one], drawing.low[other])
    high = np.minimum(drawing.high[one], drawing.high[other])
    shared = float(np.clip(high - low, 0.0, None).prod())
    nested = shared > 0.97 * areas[other]
    nested |= areas[one] < SHEET * float(np.ptp(drawing.box, axis=0).prod())
    if not drawing.closed[[one, other]].all() or shared < OVER * areas[other] or nested:
        return []
    front = max((one, other), key=lambda s: float(drawing.low[s, 1]))
    return [drawing.with_inside(drawing.only([front]))]


def lids_in(drawing: PartStrokes) -> list[Bools]:
    """Return what lies above the edge of a box that is most of the drawing, nearly as wide as it.

    A lid may hang over that edge: what has its middle above is of it.
    """
    areas = drawing.sides.prod(axis=1)
    stands = drawing.high[:, 1] > drawing.box[1, 1] - NEAR * drawing.size
    if not stands.any():
        return []
    box = int(np.where(stands, areas, 0.0).argmax())
    edge = float(drawing.low[box, 1])
    share = (edge - drawing.box[0, 1]) / max(float(np.ptp(drawing.box[:, 1])), 1e-9)
    above = drawing.middle[:, 1] < edge + NEAR * drawing.size
    above[box] = False
    if not (LID_FROM < share < LID_TO and above.any() and drawing.closed[box]):
        return []
    wide = drawing.sides[above, 0].max() > LID_WIDE * drawing.sides[box, 0]
    return [above] if wide else []


def discs_in(drawing: PartStrokes) -> list[Bools]:
    """Return the largest round line that lies within another shape, with what is drawn on it."""
    filled, sides = _filled(drawing), drawing.sides
    ratio = sides.min(axis=1) / np.maximum(sides.max(axis=1), 1e-9)
    round_ = (ratio > 0.9) & (np.abs(filled - 0.785) < 0.05)
    found = []
    for disc in np.flatnonzero(round_):
        around = (drawing.low < drawing.low[disc]).all(axis=1)
        around &= (drawing.high > drawing.high[disc]).all(axis=1) & ~round_
        if around.any():
            found.append((float(sides[disc].max()), int(disc)))
    return [drawing.with_inside(drawing.only([max(found)[1]]))] if found else []


def sheets_in(drawing: PartStrokes) -> list[Bools]:
    """Return the sheets that stick out of the largest outline, the one below first."""
    areas = drawing.sides.prod(axis=1)
    main = int(areas.argmax())
    below = drawing.high[:, 1] > drawing.high[main, 1] + OUT * drawing.size
    above = drawing.low[:, 1] < drawing.low[main, 1] - OUT * drawing.size
    share = drawing.sides[:, 0] / max(float(drawing.sides[main, 0]), 1e-9)
    central = np.abs(drawing.middle[:, 0] - drawing.middle[main, 0]) < 0.25 * drawing.sides[main, 0]
    fits = (_filled(drawing) > 0.7) & (share > 0.25) & (share < 0.95) & central
    return [
        drawing.with_inside(drawing.only([int(rows[drawing.sides[rows, 1].argmax()])]))
        for side in (below, above)
        if len(rows := np.flatnonzero(fits & side))
    ]


def straws_in(drawing: PartStrokes) -> list[Bools]:
    """Return the tallest narrow line that comes out of a glass, with what goes on below its rim.

    The glass is the largest outline, or the largest one that stands at the foot of the drawing.
    """
    areas = drawing.sides.prod(axis=1)
    stands = drawing.high[:, 1] > drawing.box[1, 1] - NEAR * drawing.size
    glasses = (int(areas.argmax()), int(np.where(stands, areas, 0.0).argmax()))
    return next((found for glass in glasses if (found := _out_of(drawing, glass))), [])


def _out_of(drawing: PartStrokes, main: int) -> list[Bools]:
    """Return the tallest narrow line that comes out of one outline above."""
    low, high, middle = drawing.low, drawing.high, drawing.middle[:, 0]
    fits = low[:, 1] < low[main, 1] - OUT * drawing.size
    fits &= (high[:, 1] > low[main, 1]) & (high[:, 1] < drawing.middle[main, 1])
    fits &= (middle > low[main, 0]) & (middle < high[main, 0])
    fits &= drawing.sides[:, 0] < 0.5 * drawing.sides[main, 0]
    fits &= drawing.sides[:, 1] > TALL * drawing.size
    if not fits.any():
        return []
    straw = int(np.where(fits, drawing.sides[:, 1], 0.0).argmax())
    margin = NEAR * drawing.size
    below = (low[:, 0] > low[straw, 0] - margin) & (high[:, 0] < high[straw, 0] + margin)
    below &= (np.abs(low[:, 1] - high[straw, 1]) < margin) & (high[:, 1] < high[main, 1])
    return [below | drawing.only([straw])]


def ends_in(drawing: PartStrokes) -> list[Bools]:
    """Return the two lowest strokes that mirror each other: ends of a bow, legs of trousers."""
    _, pairs, _ = partners_in(drawing)
    sizes = drawing.sides.max(axis=1)
    large = [pair for pair in pairs if min(sizes[list(pair)]) > 0.12 * drawing.size]
    if not large:
        return []
    lowest = max(large, key=lambda pair: float(drawing.middle[list(pair), 1].mean()))
    return [drawing.with_inside(drawing.only([stroke])) for stroke in lowest]


def hooks_in(drawing: PartStrokes) -> list[Bools]:
    """Return the small stroke that hangs furthest aside with nothing below it."""
    sizes = drawing.sides.max(axis=1)
    fits = (sizes > 0.03 * drawing.size) & (sizes < 0.3 * drawing.size)
    fits &= drawing.sides[:, 1] > 0.8 * drawing.sides[:, 0]
    found = []
    for stroke in np.flatnonzero(fits):
        beside = (drawing.low[:, 0] < drawing.high[stroke, 0]) & (
            drawing.high[:, 0] > drawing.low[stroke, 0]
        )
        beside[stroke] = False
        under = beside & (drawing.high[:, 1] > drawing.high[stroke, 1])
        over = beside & (drawing.high[:, 1] > drawing.low[stroke, 1] - NEAR * drawing.size)
        over &= drawing.low[:, 1] < drawing.low[stroke, 1] + NEAR * drawing.size
        upper = drawing.middle[stroke, 1] < drawing.box[:, 1].mean()
        if over.any() and not under.any() and upper:
            aside = abs(float(drawing.middle[stroke, 0] - drawing.box[:, 0].mean()))
            found.append((aside, int(stroke)))
    return [drawing.only([max(found)[1]])] if found else []


def trees_in(drawing: PartStrokes) -> list[Bools]:
    """Return the largest rounded outline, with the trunk that comes out of it below."""
    filled = _filled(drawing)
    round_ = (filled > 0.3) & (filled < BOXY) & (drawing.sides.max(axis=1) > 0.2 * drawing.size)
    if not round_.any() or round_.all():
        return []
    crown = max(np.flatnonzero(round_).tolist(), key=lambda s: float(drawing.sides[s].prod()))
    x = drawing.middle[:, 0]
    trunk = (x > drawing.low[crown, 0]) & (x < drawing.high[crown, 0])
    trunk &= drawing.sides[:, 0] < 0.5 * drawing.sides[crown, 0]
    trunk &= (drawing.low[:, 1] > drawing.low[crown, 1]) & (
        drawing.low[:, 1] < drawing.high[crown, 1]
    )
    trunk &= drawing.high[:, 1] > drawing.high[crown, 1]
    rows = np.flatnonzero(trunk)
    if not len(rows):
        return []
    lowest = int(rows[np.abs(x[rows] - x[crown]).argmin()])
    return [drawing.only([crown, lowest])]


def framed_smoke_in(drawing: PartStrokes) -> list[Bools]:
    """Return what is rounded and highest in a picture with a frame: smoke above chimneys."""
    filled = _filled(drawing)
    large = drawing.sides.prod(axis=1) > 0.6 * float(np.ptp(drawing.box, axis=0).prod())
    frame = large & (filled > 0.97)
    if frame.sum() < 2 or frame.all():
        return []
    low, high = drawing.low[~frame].min(axis=0), drawing.high[~frame].max(axis=0)
    fits = ~frame & (filled < BOXY) & (drawing.middle[:, 1] < low[1] + 0.35 * (high - low)[1])
    fits &= drawing.sides.max(axis=1) > 0.06 * drawing.size
    return drawing.clusters(fits)
