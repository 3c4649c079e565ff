# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Joints of what turns on upright hinges: one narrows a door, one makes its free side tall.

A leaf that swings towards us is seen in perspective: its hinge side stays, its free side comes
nearer to that and grows taller. So a joint at the hinges carries it all, and a further one there
carries of each point as much as that lies away from the hinges.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from engine.language.text import stem, stems_of
from engine.language.word_lists import word_set
from engine.rig.bones import Bones, Floats, Ints
from engine.rig.part_strokes import PartStrokes

Bools = NDArray[np.bool_]

LEAF = "leaf"  # joint, with a number: in the middle of the hinge side
EDGE = "leaf_edge"  # joint there: the further a point lies from the hinges, the more it hangs on it
OPEN = "leaf_open"  # joint: where the middle of the free side is when the leaf is open
NARROWEST = (0.42, 0.8)  # of its width: what is seen of an open leaf, and of one with broad lines
GAP = 1.8  # widths of a line: as far apart the upright lines of an open leaf are drawn
KNOB, ASIDE = 0.3, 0.12  # of a leaf's long side: as small a knob is, and as far from the middle
STANDING = 0.85  # of its height: so low we see what stands, and has no line at its foot
SPINE = 0.3  # of its width: so near to a side an upright line is the spine of a book
UPRIGHT, THIN = 0.4, 0.1  # of a leaf's height, how long such a line is; of its width, how broad
TALL = 0.75  # of its width, that a leaf is high at least; a book that isn't open is higher
FILLED = 0.87  # of its box, that a leaf fills; a house doesn't
HIGH, BROAD = 0.7, 0.35  # of what is drawn above the ground: height and width of a leaf drawn alone
FLAT = 0.06  # of the long side: what is as low is the ground
FRAMED = 0.5  # of a frame's box, that the leaf in it fills, or two leaves
PAIR = 0.15  # of their size: leaves of a pair differ less
LEAVES = frozenset(
    stem(word)
    for word in word_set(
        """
        door gate window shutter hatch cupboard wardrobe cabinet fridge refrigerator locker safe
        book album diary bible
        """
    )
)
#: What is one leaf from its spine on; a notebook may be a computer, a folder opens its flap.
BOOKS = frozenset(stem(word) for word in word_set("book album diary bible cover"))


def leaves_in(drawing: PartStrokes, caption: str) -> list[Bools]:
    """Return the strokes of the leaf, or of the two, of which a drawing mostly consists.

    caption: a sentence whose nouns say what is drawn.
    """
    if not LEAVES.intersection(stems_of(caption)):
        return []
    sides = drawing.sides
    grounded = sides[:, 1] > FLAT * drawing.size
    if not grounded.any():
        return []
    room = drawing.high[grounded].max(axis=0) - drawing.low[grounded].min(axis=0)
    likely = np.array([_fills(drawing.line(s)) for s in range(drawing.count)])
    pair = _pair(drawing, likely, room)
    if pair:
        return [_with_what_is_on(drawing, leaf) for leaf in pair]
    tall = likely & (sides[:, 1] > (1.0 if is_book(caption) else TALL) * sides[:, 0])
    tall &= (sides[:, 1] > HIGH * room[1]) & (sides[:, 0] > BROAD * room[0])
    if not tall.any():
        return []
    area = sides.prod(axis=1)
    outer = int(np.where(tall, area, 0.0).argmax())
    inside = _within(drawing, outer) & tall & (area > FRAMED * area[outer])
    leaf = int(np.where(inside, area, 0.0).argmax()) if inside.any() else outer
    return [_with_what_is_on(drawing, leaf)]


def _pair(drawing: PartStrokes, likely: Bools, room: Floats) -> list[int]:
    """Return two leaves side by side, the left one first; none where there aren't any.

    likely [S]: strokes that fill their box; room [2]: sides of what is drawn above the ground.
    """
    sides = drawing.sides
    upright = np.flatnonzero(likely & (sides[:, 1] > sides[:, 0]) & (sides[:, 0] > 0.1 * room[0]))
    best: tuple[float, list[int]] = (0.0, [])
    for a in upright:
        for b in upright:
            alike = np.abs(sides[a] - sides[b]).max() < PAIR * sides[a].max()
            level = abs(drawing.low[a, 1] - drawing.low[b, 1]) < PAIR * sides[a, 1]
            apart = drawing.low[b, 0] > drawing.high[a, 0] - 0.1 * sides[a, 0]
            high = sides[a, 1] > 0.5 * HIGH * room[1]
            if alike and level and apart and high and sides[a].prod() > best[0]:
                best = float(sides[a].prod()), [int(a), int(b)]
    return best[1]


def _within(drawing: PartStrokes, stroke: int) -> Bools:
    inside = (drawing.low > drawing.low[stroke]).all(axis=1)
    return np.asarray(inside & (drawing.high < drawing.high[stroke]).all(axis=1))


def _with_what_is_on(drawing: PartStrokes, leaf: int) -> Bools:
    """Return the strokes of a leaf and what lies on it: its knob, its window."""
    slack = 0.01 * drawing.size
    own = (drawing.low >= drawing.low[leaf] - slack).all(axis=1)
    return np.asarray(own & (drawing.high <= drawing.high[leaf] + slack).all(axis=1))


def _fills(line: Floats) -> bool:
    """Tell whether a line [N, 2] goes around most of the box around it."""
    sides = np.ptp(line, axis=0)
    x, y = line.T
    area = 0.5 * abs(float(x @ np.roll(y, -1) - y @ np.roll(x, -1)))
    return bool((sides > 0.0).all() and area > FILLED * sides.prod())


def with_leaf(
    bones: Bones,
    points: Floats,
    strokes: Ints,
    mine: Bools,
    *,
    pen: float,
    is_book: bool = False,
    inwards: float = 0.0,
) -> Bones:
    """Return bones on which points of a leaf hang that turns on hinges.

    points [P, 2], strokes [P]: what the bones carry; mine [P]: of the leaf. pen: width of a line.
    is_book: the hinges are at its spine. inwards: 1.0 where other leaves lie to the right of it,
    -1.0 to the left.
    """
    own = points[mine]
    low, high = own.min(axis=0), own.max(axis=0)
    wide = float(high[0] - low[0])
    if wide <= 0.0 or high[1] <= low[1]:
        return bones
    free = inwards or _free_side(own, strokes[mine], is_book=is_book)
    left = float(np.clip(GAP * pen / _nearest(own, strokes[mine]), *NARROWEST))
    start = low[0] if free > 0.0 else high[0]
    share = STANDING if _stands(own, strokes[mine]) else 0.5
    middle = float(low[1] + share * (high[1] - low[1]))
    joints = np.array([[start, middle], [start, middle], [start + free * left * wide, middle]])
    first, number = len(bones.names), sum(name.startswith(OPEN) for name in bones.names)
    away = np.clip(free * (points[:, 0] - start) / wide, 0.0, 1.0)
    width = max(2, bones.weights.shape[1])
    pad = ((0, 0), (0, width - bones.weights.shape[1]))
    carriers, weights = np.pad(bones.carriers, pad), np.pad(bones.weights, pad)
    carriers[mine], weights[mine] = 0, 0.0
    carriers[mine, 0], carriers[mine, 1] = first, first + 1
    weights[mine, 0], weights[mine, 1] = 1.0 - away[mine], away[mine]
    return replace(
        bones,
        names=(*bones.names, *(f"{name}{number}" for name in (LEAF, EDGE, OPEN))),
        parents=np.concatenate([bones.parents, [0, first, 0]]).astype(np.int64),
        joints=np.concatenate([bones.joints, joints]),
        confidence=np.concatenate([bones.confidence, np.ones(3)]),
        carriers=carriers,
        weights=weights,
    )


def is_book(words: str) -> bool:
    """Tell whether words speak of a book, which turns about its spine."""
    return bool(BOOKS.intersection(stems_of(words)))


def _nearest(points: Floats, strokes: Ints) -> float:
    """Return how near to each other, at least, the sides and upright lines of a leaf lie."""
    low, high = points.min(axis=0), points.max(axis=0)
    wide, tall = high - low
    lines = [float(low[0]), float(high[0])]
    for stroke in np.unique(strokes):
        own = points[strokes == stroke]
        sides = np.ptp(own, axis=0)
        if sides[0] < THIN * wide and sides[1] > UPRIGHT * tall:
            lines.append(float(own[:, 0].mean()))
    gaps = np.diff(sorted(lines))
    return float(gaps[gaps > THIN * wide].min())


def _stands(points: Floats, strokes: Ints) -> bool:
    """Tell whether a leaf is open below: its outline ends on the ground on both sides."""
    low, high = points.min(axis=0), points.max(axis=0)
    wide, tall = high - low
    for stroke in np.unique(strokes):
        own = points[strokes == stroke]
        ends = own[[0, -1]]
        down = bool((ends[:, 1] > high[1] - 0.1 * tall).all())
        if np.ptp(own[:, 1]) > 0.9 * tall and down and np.ptp(ends[:, 0]) > 0.5 * wide:
            return True
    return False


def _free_side(points: Floats, strokes: Ints, *, is_book: bool) -> float:
    """Return the side of a leaf that swings: 1.0 right, where its knob is, or -1.0 left."""
    low, high = points.min(axis=0), points.max(axis=0)
    wide, tall = high - low
    middle = 0.5 * (low + high)
    for stroke in np.unique(strokes):
        own = points[strokes == stroke]
        sides = np.ptp(own, axis=0)
        aside = 0.5 * (own[:, 0].min() + own[:, 0].max()) - middle[0]
        if is_book and sides[1] > UPRIGHT * tall and sides[0] < THIN * wide:
            if abs(aside) > (0.5 - SPINE) * wide:
                return -float(np.sign(aside))
        elif not is_book and sides.max() < KNOB * tall and abs(aside) > ASIDE * wide:
            return float(np.sign(aside))
    return 1.0
