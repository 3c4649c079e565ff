# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds a part of a drawing by what is known of parts of its name: place, form, size, number.

Every candidate gets a score for each; the best one is taken if it is good enough.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Sequence

import numpy as np

from engine.language.part_words import PartWord
from engine.rig.part_candidates import Candidate, Candidates, candidate, candidates_of
from engine.rig.part_forms import formed, ramp
from engine.rig.part_strokes import Bools, Floats, PartStrokes
from engine.rig.radiating import radiating
from engine.rig.rotors import rotor_strokes
from engine.rig.whirling import whirling

GOOD = 0.8  # score of what is taken at least
FAIR, CLEARLY = 0.7, 1.25  # of what is the least that may be taken, so much better than others
MOST = 8  # like parts
RELATIVE = 0.75  # of the best one's score: others like it are parts of that name, too
EQUAL = 0.75  # of it: the same where they don't look alike
MIXED = 0.9  # of it: the same of what lies about in several sizes
LATER = 0.93  # times so much the score by each further row of the table
WITH_OUTLINE = 0.85  # so much of its score has what holds the body's outline
LEAST = 0.03  # of any single score
APART = 0.5  # score of what should be joined, and lies apart: a lid that is drawn lifted
#: How much a score counts: size, form, place, touching, number.
WEIGHTS = (0.9, 1.0, 1.2, 0.7, 0.6)
BAD = sum(WEIGHTS) * math.log(0.45)  # what has so little by now isn't scored any further
LARGE = 0.7  # of the drawing's long side: what may be its largest outline grows so large
STICKING, MOSTLY = 0.35, 0.92  # of its own length that sticks out; the score of what does so
MEETING = ("hand", "hub", "axle")  # parts that hang so touch others of their kind
STANDING = 0.06  # of the body's height: what stands on its foot ends as near to it
NEARLY = 0.03  # of the drawing's long side: a part whose box is as near to others nearly touches
DOT, SPECK = 0.04, 0.3  # of it: a dot is as large as its pen; parts that may be one are no larger
UNLIKE = 0.4  # score of one that has none like it, where there are several
PAIRED, ASIDE = 0.7, 0.2  # score of one of two; of the width: how far these lie to the sides
DIAL, ROUNDED, HELD = 0.2, 0.15, 1.1  # of it; of its radius: how round a dial is, and may be left
IN_PLACE = 0.02  # of the drawing's long side


def scored_parts(
    drawing: PartStrokes, rows: Sequence[PartWord], *, several: bool, side: str = ""
) -> list[Bools]:
    """Return the strokes [S] of each part that a word means, from left to right; none if unsure.

    rows: what is known of such parts; the one that fits best counts. several: whether a sentence
    speaks of more than one. side: which of several, as "left upper".
    """
    if not side and any(row.hangs == "hub" and row.many == "all" for row in rows):
        rotor = rotor_strokes(drawing)
        if rotor is not None:
            return [rotor]
    every = candidates_of(drawing)
    if not every.every or not rows:
        return []
    by_row = [
        [LATER**later * part_score(every, one, row, several=several) for one in every.every]
        for later, row in enumerate(rows)
    ]
    word, scores = max(zip(rows, by_row, strict=True), key=lambda each: max(each[1]))
    best = int(np.argmax(scores))
    if not _is_found(every.every, scores, best):
        return []
    number = {id(each): score for each, score in zip(every.every, scores, strict=True)}
    alike = every.alike(every.every[best])
    members = [each for each in alike if number[id(each)] >= RELATIVE * scores[best]]
    mixed = several and word.hangs == "loose"  # puffs and bubbles differ in size
    if side or mixed or (several and len(members) < 2):  # hands differ in length
        order = sorted(every.every, key=lambda each: -number[id(each)])
        least = (MIXED if mixed else EQUAL) * scores[best]
        members = _apart([each for each in order if number[id(each)] >= least])
        if mixed and _is_free(drawing, members[0].mine):  # the surface of a drink is no steam
            members = [each for each in members if _is_free(drawing, each.mine)]
    if side:
        return [at_side(members, side).mine]
    if word.many == "all":
        return [whirling(drawing, [each.mine for each in alike])]
    if not several:
        return [members[0].mine]
    members = sorted(members, key=lambda each: -number[id(each)])
    members = members[: 2 if word.many == "2" else MOST]
    return [each.mine for each in sorted(members, key=lambda each: float(each.middle[0]))]


def _is_free(drawing: PartStrokes, mine: Bools) -> bool:
    """Tell whether strokes touch nothing but themselves, and lie in no line around them."""
    if bool((drawing.touched(mine) & ~mine).any()):
        return False
    middle = 0.5 * (drawing.low[mine].min(axis=0) + drawing.high[mine].max(axis=0))
    around = drawing.closed & ~mine
    around &= (drawing.low < middle).all(axis=1) & (drawing.high > middle).all(axis=1)
    return not any(drawing.holds(int(stroke), middle) for stroke in np.flatnonzero(around))


def _is_found(every: Sequence[Candidate], scores: Sequence[float], best: int) -> bool:
    """Tell whether the best candidate is good, or fair and far better than all beside it."""
    if scores[best] >= GOOD:
        return True
    mine = every[best].mine
    others = [s for s, one in zip(scores, every, strict=True) if not (one.mine & mine).any()]
    return scores[best] >= FAIR and scores[best] >= CLEARLY * max(others, default=0.0)


def _apart(order: Collection[Candidate]) -> list[Candidate]:
    """Return those of some candidates, the best first, that share no stroke with a better one."""
    found: list[Candidate] = []
    for one in order:
        if not any((one.mine & other.mine).any() for other in found):
            found.append(one)
    return found


def part_score(every: Candidates, one: Candidate, word: PartWord, *, several: bool) -> float:
    """Return how well a candidate is what a word means, 0 to 1."""
    has_outline = bool(one.mine[every.outline]) and not every.bare
    if has_outline and word.most < LARGE:
        return 0.0
    total = 0.0
    for weight, way in part_ways(every, one, word, several=several):
        total += weight * float(np.log(max(way(), LEAST)))
        if total < BAD:
            return 0.0
    score = float(np.exp(total / sum(WEIGHTS)))
    score *= WITH_OUTLINE if has_outline else 1.0
    return one.complete * score


def parts_fit(
    drawing: PartStrokes, parts: Sequence[Bools], rows: Sequence[PartWord], *, several: bool
) -> float:
    """Return how well strokes [S] of each part, found anyhow, are what a word means, 0 to 1."""
    every = candidates_of(drawing)
    if not every.every or not parts:
        return 0.0
    fits = [
        max(part_score(every, every.of(mine), row, several=several) for row in rows)
        for mine in parts
    ]
    return float(np.mean(fits))


def part_ways(
    every: Candidates, one: Candidate, word: PartWord, *, several: bool
) -> list[tuple[float, Callable[[], float]]]:
    """Return what makes a candidate what a word means, with its weight, the quickest first."""
    size = max(
        float(one.sides.max()) / every.drawing.size,
        DOT if one.is_dot and word.most <= SPECK else 0.0,
    )
    over = np.log(max(word.least / max(size, 1e-6), size / word.most, 1.0))
    ways: tuple[Callable[[], float], ...] = (
        lambda: float(np.exp(-((over / 0.3) ** 2))),
        lambda: max(formed(one, form) for form in word.forms),
        lambda: max(_placed(every, one, place) for place in word.places),
        lambda: _touching(every, one, word, several=several),
        lambda: _number(every, one, word, several=several),
    )
    return list(zip(WEIGHTS, ways, strict=True))


def _touching(every: Candidates, one: Candidate, word: PartWord, *, several: bool) -> float:
    """Return how well it is joined to the rest."""
    meet = several or word.hangs in MEETING  # the hands of a clock touch one another
    if not meet and _is_some_alone(every, one):
        mine = every.drawing.group == every.drawing.group[one.main]
        one = candidate(every.drawing, np.asarray(mine))
    joined = bool(one.touches.any())
    if word.hangs == "loose":
        return 0.25 if joined else 1.0
    if joined:
        return 1.0
    near = NEARLY * every.drawing.size
    meets = (every.drawing.low <= one.high + near).all(axis=1)
    meets &= (every.drawing.high >= one.low - near).all(axis=1)
    if (meets & ~one.mine).any():
        return 0.8
    return 0.8 if _inside(every, one) > 0.5 else APART


def _is_some_alone(every: Candidates, one: Candidate) -> bool:
    """Tell whether it touches but the others of some that lie by themselves: half a spoon."""
    numbers = np.unique(every.drawing.group[one.mine])
    return len(numbers) == 1 and bool(
        numbers[0] != every.drawing.group[every.outline]
        and (every.drawing.group[one.touches] == numbers[0]).all()
    )


def _number(every: Candidates, one: Candidate, word: PartWord, *, several: bool) -> float:
    """Return how well it fits how many of these there are."""
    count = len(every.alike(one))
    if several and word.hangs == "loose":
        return 1.0  # puffs and bubbles differ in size
    if word.many == "1" and not several:
        return 1.0 if count == 1 else 0.6
    if several or word.many == "all":
        return UNLIKE if count == 1 else 0.8 if word.many == "2" and count > 2 else 1.0
    return 1.0 if count == 1 else PAIRED if count == 2 and _is_mirrored(every, one) else 0.9


def _is_mirrored(every: Candidates, one: Candidate) -> bool:
    """Tell whether one of two like parts lies left and one right: neither is the only door."""
    left, right = sorted(float(_at(every, each)[0]) for each in every.alike(one))
    return abs(left + right - 1.0) < ASIDE and right - left > ASIDE


# -- where it lies -------------------------------------------------------------------------------


def _at(every: Candidates, one: Candidate) -> Floats:
    """Return where a candidate's middle [2] lies in the box around the body and it, 0 to 1."""
    low = np.minimum(every.box[0], one.low)
    high = np.maximum(every.box[1], one.high)
    return np.asarray((one.middle - low) / np.maximum(high - low, 1e-9))


def _placed(every: Candidates, one: Candidate, place: str) -> float:
    """Return how well it lies in a place; of several that are joined by "+" the worst counts."""
    key = (id(one), place)
    if key not in every.placed:
        every.placed[key] = min(_PLACES[each](every, one) for each in place.split("+"))
    return every.placed[key]


def _out(every: Candidates, one: Candidate) -> float:
    """Return 1.0 for what sticks out of the body's outline, down to 0.7 for what lies within."""
    if one.mine[every.outline] or not every.drawing.closed[every.outline]:
        return 0.9
    held = every.held(one.points[:: max(len(one.points) // 12, 1)]).mean()
    return float(1.0 - 0.3 * held)


def _standing(every: Candidates, one: Candidate) -> float:
    gap = float(every.box[1, 1] - one.high[1]) / max(float(np.ptp(every.box[:, 1])), 1e-9)
    return ramp(-gap, -3.0 * STANDING, -STANDING)


def _raised(every: Candidates, one: Candidate) -> float:
    gap = float(every.box[1, 1] - one.high[1]) / max(float(np.ptp(every.box[:, 1])), 1e-9)
    return ramp(gap, 0.5 * STANDING, 2.0 * STANDING)


def _top(every: Candidates, one: Candidate) -> float:
    rest = every.body & ~one.mine
    beside = (every.drawing.low[:, 0] < one.high[0]) & (every.drawing.high[:, 0] > one.low[0])
    over = rest & beside & (every.drawing.middle[:, 1] < one.low[1] - IN_PLACE * every.drawing.size)
    covered = 0.7 if over.any() else 1.0
    within = ramp(1.0 - float(_at(every, one)[1]), 0.3, 0.68) * covered * _out(every, one)
    return max(within, _beyond(every, one, 1, 0))


def _bottom(every: Candidates, one: Candidate) -> float:
    within = ramp(float(_at(every, one)[1]), 0.35, 0.72) * _out(every, one)
    return max(within, _beyond(every, one, 1, 1))


def _side(every: Candidates, one: Candidate) -> float:
    within = ramp(abs(float(_at(every, one)[0]) - 0.5), 0.08, 0.33) * _out(every, one)
    return max(within, _beyond(every, one, 0, 0), _beyond(every, one, 0, 1))


def _beyond(every: Candidates, one: Candidate, axis: int, end: int) -> float:
    """Return how well it sticks out of all else at one end, though most of it may lie within."""
    rest = every.body & ~one.mine
    if not rest.any():
        return 0.0
    here = one.high[axis] if end else -one.low[axis]
    there = every.drawing.high[rest, axis].max() if end else -every.drawing.low[rest, axis].min()
    out = float(here - there) / max(float(one.sides[axis]), 1e-9)
    return ramp(out, 0.05, STICKING) * MOSTLY if out > 0.0 else 0.0


def _end(every: Candidates, one: Candidate) -> float:
    return ramp(float(np.abs(_at(every, one) - 0.5).max()), 0.15, 0.36)


def _centre(every: Candidates, one: Candidate) -> float:
    return ramp(-float(np.hypot(*(_at(every, one) - 0.5))), -0.45, -0.15)


def _inside(every: Candidates, one: Candidate) -> float:
    """Return whether a closed line of the rest goes around it."""
    drawing, margin = every.drawing, IN_PLACE * every.drawing.size
    around = ~one.mine & drawing.closed & (drawing.low <= one.low + margin).all(axis=1)
    around &= (drawing.high >= one.high - margin).all(axis=1)
    held = any(drawing.holds(int(s), one.middle) for s in np.flatnonzero(around))
    return 1.0 if held else 0.1


def _dial(every: Candidates, one: Candidate) -> float:
    """Return whether it reaches from about the middle of a round line around it outwards.

    Where nothing round is drawn around it, what lies within the rest and near its middle may.
    """
    dials = [c for c in (_round_line(every, s) for s in range(every.drawing.count)) if c]
    around = [(middle, radius) for stroke, middle, radius in dials
              if not one.mine[stroke] and (one.low > middle - HELD * radius).all()
              and (one.high < middle + HELD * radius).all()]  # fmt: skip
    if not around:
        free = 0.3 if any(not one.mine[stroke] for stroke, _, _ in dials) else 0.85
        return free * max(_inside(every, one), 0.8 * _centre(every, one))
    near = min(
        float(np.linalg.norm(one.points - middle, axis=1).min()) / radius
        for middle, radius in around
    )
    return ramp(-near, -0.6, -0.25)


def _over(every: Candidates, one: Candidate) -> float:
    """Return whether it lies over the middle of the rest, not at one of its sides."""
    return ramp(-abs(float(_at(every, one)[0]) - 0.5), -0.42, -0.22)


def _round_line(every: Candidates, stroke: int) -> tuple[int, Floats, float] | None:
    """Return a closed line that is round, its middle [2] and radius; None for others."""
    drawing = every.drawing
    if not drawing.closed[stroke] or drawing.sides[stroke].min() < DIAL * drawing.size:
        return None
    away = np.linalg.norm(drawing.line(stroke) - drawing.middle[stroke], axis=1)
    if float(np.ptp(away)) > ROUNDED * float(away.mean()):
        return None
    return stroke, drawing.middle[stroke], float(away.mean())


def _edge(every: Candidates, one: Candidate) -> float:
    """Return how near it comes to the line of the body's outline."""
    if one.mine[every.outline]:
        return 0.1
    line = every.drawing.line(every.outline)
    away = float(np.linalg.norm(line[:, None] - one.points[None, ::3], axis=2).min())
    return ramp(-away / every.drawing.size, -0.15, -0.02)


def _beside(every: Candidates, one: Candidate) -> float:
    """Return whether it lies outside of the body's outline."""
    drawing = every.drawing
    if one.mine[every.outline]:
        return 0.1
    held = drawing.closed[every.outline] and drawing.holds(every.outline, one.middle)
    return 0.15 if held else 1.0


def _above(every: Candidates, one: Candidate) -> float:
    """Return whether it lies above all that it isn't of, but for what is as loose."""
    rest = every.body & ~one.mine
    if not rest.any() or one.mine[every.outline]:
        return 0.1
    top = float(every.drawing.low[rest, 1].min())
    return ramp((top - float(one.middle[1])) / every.drawing.size, -0.15, 0.02)


def _around(every: Candidates, one: Candidate) -> float:
    """Return whether it is one of those that stand around a place and point at it."""
    found = radiating(every.drawing, one.mine)
    return 1.0 if found is not None and (found[0] == one.mine).all() else 0.3


def _across(every: Candidates, one: Candidate) -> float:
    wide = float(every.box[1, 0] - every.box[0, 0])
    return ramp(float(one.sides[0]) / max(wide, 1e-9), 0.2, 0.55)


_PLACES: dict[str, Callable[[Candidates, Candidate], float]] = {
    "any": lambda every, one: 0.85,
    "top": _top,
    "bottom": _bottom,
    "side": _side,
    "end": _end,
    "centre": _centre,
    "inside": _inside,
    "edge": _edge,
    "beside": _beside,
    "above": _above,
    "across": _across,
    "standing": _standing,
    "raised": _raised,
    "around": _around,
    "dial": _dial,
    "over": _over,
}

# -- which of several ----------------------------------------------------------------------------


def at_side(members: list[Candidate], side: str) -> Candidate:
    """Return the one of several that lies furthest to a side."""
    ways = {"left": (-1, 0), "right": (1, 0), "upper": (0, -1), "lower": (0, 1), "top": (0, -1),
            "bottom": (0, 1)}  # fmt: skip
    if {"long", "short"} & set(side.split()):
        sign = 1.0 if "long" in side.split() else -1.0
        return max(members, key=lambda each: sign * float(each.sides.max()))
    way = np.sum([ways.get(word, (0, 0)) for word in side.split()], axis=0)
    return max(members, key=lambda each: float(each.middle @ way))
