# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The likeliest strokes for a part that a sentence names, where none are so surely.

Several are the largest group of like strokes; one is what fits best where it should lie. What is
said of a part is then done by a part, not by the whole drawing.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine.language.part_words import UNKNOWN, PartWord
from engine.rig.part_candidates import Candidate, Candidates, candidates_of
from engine.rig.part_scores import LARGE, at_side, part_ways
from engine.rig.part_strokes import Bools, PartStrokes
from engine.rig.radiating import radiating
from engine.rig.whirling import whirling

GOOD, GOOD_ONE = 0.5, 0.66  # score of several, and of one, that are taken at least
DIVIDES = 0.8  # times so much a line from side to side of the outline: it parts it in two
FLOOR = 0.35  # of any single score: no single one decides,
FLOORS = (FLOOR, 0.2, 0.12, FLOOR, FLOOR)  # though form and place count more
LEAST_REST = 0.12  # of all lines: so much is left beside a part
LARGEST = 0.75  # of the drawing's long side
NEAR = 0.04  # of the drawing's long side: an end as near to the outline lies on it
FEWEST = 3  # like strokes, where nothing is known of the part
#: How many there are -> score of a group of like strokes.
NUMBERS = {1: 0.45, 2: 0.85}
MANY, EACH = 0.97, 0.004  # the score of three, and what each further one adds
LONE = 0.9  # the score of one, where several may be drawn as one
ALL = 0.75  # score of like strokes where nothing else is drawn
OUTLINE, MAY = 0.45, 0.9  # times so much what has the outline of the whole, and what may have it
SOME = 0.85  # times so much what has but some of the strokes that hang together beside the whole
FREE = 1.08  # times so much what touches nothing, where nothing is known of the part
MEMBER = 0.85  # of the best one's score in a group of like ones: others of that group
SMALL = 0.25  # so much less has what is as large as the drawing
WITHIN = {"in": 0.55, "on": 0.75}  # times so much what doesn't lie within the rest, by how it lies


@dataclass(frozen=True)
class Likely:
    """Parts that a word may mean.

    Attributes:
        parts: strokes [S] of each. score: how well they fit, 0 to about 1.
    """

    parts: tuple[Bools, ...]
    score: float


def likely_parts(
    drawing: PartStrokes, rows: Sequence[PartWord], *, several: bool, side: str = "", lies: str = ""
) -> Likely | None:
    """Return the likeliest parts that a word means; None where nothing comes into question.

    rows: what is known of such parts. several: whether a sentence speaks of more than one. side:
    which of several. lies: "in", "on" or "of" what is left.
    """
    every = candidates_of(drawing)
    if not every.every or not rows:
        return None
    scores = np.array([_score(every, one, rows, several, lies) for one in every.every])
    number = {id(one): float(score) for one, score in zip(every.every, scores, strict=True)}
    if several and (rays := _rays(every, rows)) is not None:
        return rays
    found = _groups(every, number, rows) if several or side else []
    found += [] if several else [Likely((one.mine,), number[id(one)]) for one in every.every]
    large = any(row.most >= LARGE and row.noun != UNKNOWN for row in rows)
    found = [
        each
        for each in found
        if (large or _is_small(drawing, each)) and _leaves_rest(drawing, each, several=several)
    ]
    best = max(found, key=lambda each: each.score, default=None)
    if best is None or best.score < (GOOD if several else GOOD_ONE):
        return None
    if all(row.many == "all" for row in rows) and len(best.parts) > 1:
        return Likely((whirling(drawing, best.parts),), best.score)
    if side and len(best.parts) > 1:
        like = [one for one in every.every if any((one.mine == p).all() for p in best.parts)]
        return Likely((at_side(like, side).mine,), best.score)
    return best


def _score(
    every: Candidates, one: Candidate, rows: Sequence[PartWord], several: bool, lies: str
) -> float:
    """Return how well a candidate fits any row, no single property deciding."""
    share = float(one.sides.max()) / every.drawing.size
    best = max(_fits(every, one, row, several) for row in rows)
    if all(row.noun == UNKNOWN for row in rows):
        best *= 1.0 - SMALL * min(share, 1.0)
    if one.mine[every.outline] and not every.bare:
        best *= MAY if any(row.most >= LARGE and row.noun != UNKNOWN for row in rows) else OUTLINE
    if lies in WITHIN and not _lies_within(every, one):
        best *= WITHIN[lies]
    if several:
        return best
    best *= DIVIDES if _divides(every, one) else 1.0
    return best * one.complete * (SOME if _is_some(every, one) else 1.0)


def _fits(every: Candidates, one: Candidate, row: PartWord, several: bool) -> float:
    """Return how well a candidate fits a row of the table, no single property deciding."""
    ways = part_ways(every, one, row, several=several)
    total = sum(
        weight * math.log(max(way(), floor))
        for (weight, way), floor in zip(ways, FLOORS, strict=True)
    )
    free = FREE if row.noun == UNKNOWN and not one.touches.any() else 1.0
    return free * math.exp(total / sum(weight for weight, _ in ways))


def _divides(every: Candidates, one: Candidate) -> bool:
    """Tell whether a straight line within the outline ends at it on both sides."""
    drawing = every.drawing
    if one.count > 1 or one.closed or one.mine[every.outline] or not drawing.closed[every.outline]:
        return False
    ends = one.line[[0, -1]]
    apart = float(np.linalg.norm(ends[0] - ends[1]))
    outline = drawing.line(every.outline)
    near = np.linalg.norm(outline[:, None] - ends[None], axis=2).min(axis=0) < NEAR * drawing.size
    straight = apart > 0.97 * float(drawing.length[one.main])
    return bool(near.all() and straight and apart > 0.3 * drawing.size)


def _is_some(every: Candidates, one: Candidate) -> bool:
    """Tell whether a candidate is but some of what hangs together beside the outline."""
    group = every.drawing.group
    numbers = np.unique(group[one.mine])
    if len(numbers) > 1 or numbers[0] == group[every.outline]:
        return False
    return bool(((group == numbers[0]) & ~one.mine).any())


def _lies_within(every: Candidates, one: Candidate) -> bool:
    """Tell whether the box around all else holds the middle of a candidate."""
    rest = every.body & ~one.mine
    if not rest.any():
        return False
    low, high = every.drawing.low[rest].min(axis=0), every.drawing.high[rest].max(axis=0)
    return bool((one.middle > low).all() and (one.middle < high).all())


def _groups(every: Candidates, number: dict[int, float], rows: Sequence[PartWord]) -> list[Likely]:
    """Return groups of like candidates, each by itself."""
    lone = any(row.many in ("1", "all") for row in rows)
    found = []
    for one in every.every:
        members = _members(every.alike(one), number)
        scores = [number[id(each)] for each in members]
        count = len(members)
        many = LONE if lone and count == 1 else NUMBERS.get(count, MANY + EACH * count)
        score = 0.5 * (max(scores) + float(np.mean(scores))) * many
        parts = tuple(each.mine for each in _from_the_left(members))
        alone = count >= FEWEST and bool(np.any(parts, axis=0).all())
        found.append(Likely(parts, max(score, ALL) if alone else score))
    return found


def _members(alike: Sequence[Candidate], number: dict[int, float]) -> list[Candidate]:
    """Return those of like candidates that lie like the best one; what lies free lies anywhere."""
    best = max(alike, key=lambda each: number[id(each)])
    free = [each for each in alike if not each.touches.any()]
    if len(free) == len(alike):
        return free
    return [each for each in alike if number[id(each)] >= MEMBER * number[id(best)]]


def _from_the_left(alike: Sequence[Candidate]) -> list[Candidate]:
    return sorted(alike, key=lambda each: float(each.middle[0]))


def _rays(every: Candidates, rows: Sequence[PartWord]) -> Likely | None:
    """Return what radiates, where the table says so; as one where it is said to turn as one."""
    around = next((row for row in rows if "around" in row.places), None)
    found = None if around is None else radiating(every.drawing)
    if found is None or around is None:
        return None
    mine = found[0]
    if around.many == "all":
        return Likely((mine,), 1.0)
    return Likely(tuple(every.drawing.only([int(s)]) for s in np.flatnonzero(mine)), 1.0)


def _leaves_rest(drawing: PartStrokes, likely: Likely, *, several: bool) -> bool:
    """Tell whether enough is left beside parts, or nothing: then all that is drawn are they."""
    mine = np.any(likely.parts, axis=0)
    if mine.all():
        return several and len(likely.parts) > 1
    length = drawing.length
    return float(length[~mine].sum()) > LEAST_REST * float(length.sum())


def _is_small(drawing: PartStrokes, likely: Likely) -> bool:
    """Tell whether no part is as large as the drawing."""
    return all(drawing.extent(part) < LARGEST * drawing.size for part in likely.parts)
