# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hands and arms that are drawn without a body: two hands that clap, an arm that bends."""

from __future__ import annotations

import numpy as np
from scipy.spatial import ConvexHull, QhullError, cKDTree

from engine.rig.pieces.ink import Floats, Ints
from engine.rig.pieces.lines import StrokeBoxes
from engine.rig.pieces.named_part import NamedPart
from engine.rig.slides import SLIDE, slide_place

ALIKE = 0.7  # of the larger hand's box: the smaller one's
OVER = 0.3  # of both hands' boxes: so much they lie over one another
BESIDE = 0.15  # of their height: hands side by side are as level
LARGE = 0.3  # long sides: hands side by side are as tall
NEAR = 0.03  # long sides: a finger's line ends as near to its hand
MAIN = 0.5  # of the drawing's box: an arm's outline fills at least as much
BENT = 0.15  # long sides: a bent elbow lies at least as deep in its hollow
BLEND = 0.15  # long sides above an elbow, over which it bends


def hands(boxes: StrokeBoxes) -> list[NamedPart]:
    """Return two hands over or beside one another, each with a slide, its fingers and its cuff."""
    if len(boxes.names) < 2:
        return []
    first, second = (int(row) for row in np.argsort(-boxes.areas, kind="stable")[:2])
    low = np.maximum(boxes.lows[first], boxes.lows[second])
    high = np.minimum(boxes.highs[first], boxes.highs[second])
    shared = float(np.clip(high - low, 0.0, None).prod())
    both = boxes.areas[first] + boxes.areas[second] - shared
    apart = _are_beside(boxes, first, second)
    if boxes.areas[second] < ALIKE * boxes.areas[first] or not (shared >= OVER * both or apart):
        return []
    found = []
    for number, rows in enumerate(_with_fingers(boxes, (first, second))):
        middle, slide = boxes.middle_of(rows), f"{SLIDE}hand{number}"
        own = tuple(int(name) for name in boxes.names[rows])
        found += [
            NamedPart(slide, (), slide_place(middle, boxes.size)),
            NamedPart(f"hand{number}", own, middle, inside=slide),
        ]
    return found


def _are_beside(boxes: StrokeBoxes, first: int, second: int) -> bool:
    """Tell whether two strokes stand side by side, level and of one height, most of the drawing."""
    tall = boxes.sizes[[first, second], 1]
    level = np.abs(boxes.middles[first] - boxes.middles[second])[1] < BESIDE * tall.max()
    left, right = sorted((first, second), key=lambda row: float(boxes.middles[row, 0]))
    gap = float(boxes.lows[right, 0] - boxes.highs[left, 0])
    large = tall.min() > ALIKE * tall.max() and tall.min() > LARGE * boxes.size
    return bool(level and large and gap > 0.0)


def _with_fingers(boxes: StrokeBoxes, palms: tuple[int, int]) -> list[Ints]:
    """Return the rows of each hand: its outline, and the lines that begin or end at it."""
    trees = [cKDTree(boxes.line(row)) for row in palms]
    rows = [[row] for row in palms]
    for row in np.setdiff1d(np.arange(len(boxes.names)), palms):
        apart = [float(tree.query(boxes.line(int(row)))[0].min()) for tree in trees]
        if min(apart) < NEAR * boxes.size:
            rows[int(np.argmin(apart))].append(int(row))
    return [np.array(own, np.int64) for own in rows]


def forearm(boxes: StrokeBoxes) -> list[NamedPart]:
    """Return the upper part of an arm that is drawn bent, with its joint at the elbow."""
    row = int(boxes.areas.argmax())
    box = max(float((boxes.high - boxes.low).prod()), 1e-9)
    line = boxes.line(row)
    if boxes.areas[row] < MAIN * box or len(line) < 8:
        return []
    inner, depth, out = _hollow(line)
    if depth < BENT * boxes.size:
        return []
    behind = line - inner
    aside = np.abs(behind @ np.array([-out[1], out[0]]))
    outer = line[(aside + 1e9 * (behind @ out > -0.5 * depth)).argmin()]
    elbow, across = 0.5 * (inner + outer), inner - outer
    normal = np.array([-across[1], across[0]]) / max(float(np.hypot(*across)), 1e-9)
    normal = normal if normal[1] < 0.0 else -normal  # towards the end that is higher
    ahead = (boxes.points - elbow) @ normal / (BLEND * boxes.size)
    shares = np.clip(ahead, 0.0, 1.0)
    rows = np.flatnonzero(shares > 0.0)
    return [NamedPart("forearm", (), elbow, points=rows, shares=shares[rows])]


def _hollow(line: Floats) -> tuple[Floats, float, Floats]:
    """Return the place [2] of a closed line [n, 2] deepest in a hollow, how deep, and the way out.

    The hollow lies below one side of the line's hull. The way out [2] has length 1.
    """
    best = line[0], 0.0, np.array([0.0, -1.0])
    try:
        hull = ConvexHull(line)
    except QhullError:
        return best
    for (first, last), (x, y, away) in zip(np.sort(hull.simplices), hull.equations, strict=True):
        around = np.concatenate([np.arange(last, len(line)), np.arange(first)])
        ways = (np.arange(first, last + 1), around)
        own = line[min(ways, key=len)]
        depth = -(own @ np.array([x, y]) + away)
        if depth.max() > best[1]:
            best = own[int(depth.argmax())], float(depth.max()), np.array([x, y])
    return best
