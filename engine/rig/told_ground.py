# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a sentence says lies under, or hangs over, what moves: "the sun rises over the horizon".

It stays, so it becomes an object of its own: the road, the water, the conveyor belt, the cable.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.geometry.grouping.grouping import Grouping
from engine.geometry.grouping.named import unique
from engine.language.english import english_tokens
from engine.language.phrases import Token
from engine.language.sending import GIVING_OFF
from engine.language.sentence import clauses_in
from engine.language.word_lists import word_set
from engine.rig.part_strokes import Bools, PartStrokes

_UNDER = word_set(
    """
    horizon ground floor earth land road street path rail track railway runway belt conveyor water
    sea ocean lake river pond wave sand beach shore snow ice grass meadow field desert table desk
    shelf stage pitch court skyline
    """
)
_OVER = word_set("cable rope wire line string branch ceiling clothesline")
FLAT = 0.17  # of the drawing's size, how high a ground may be drawn
WIDE = 0.45  # of the drawing's size, how wide it is
SUNK = 0.3  # of its height, how deep what moves may lie in a ground that isn't flat
LEVEL = 0.03  # of the drawing's size, how high a level line is
BEYOND = 0.05  # of the drawing's size, how far a ground that is touched goes on at both sides
LEAST = 0.25  # of all that is drawn, the length of what moves


@dataclass(frozen=True)
class ToldGround:
    """What stays below or above something that moves.

    Attributes:
        noun: what it is; mover: what moves; above: whether it is over that.
    """

    noun: str
    mover: str
    above: bool = False


def told_ground(sentence: str) -> ToldGround | None:
    """Return what an English sentence says lies under or over the one thing that moves."""
    tokens = english_tokens(sentence, ())
    clauses = clauses_in(tokens, [])
    if not clauses:
        return None
    subjects = [t for t in clauses[0].subjects if t.kind == "noun"]
    if len(clauses[0].subjects) != 1 or not subjects or any(c.subjects for c in clauses[1:]):
        return None
    if clauses[0].verb in GIVING_OFF:
        return None  # "sprays water": it isn't what it stands in
    mover = subjects[0]
    if set(_words(mover)[-2:]) & (_UNDER | _OVER):
        return None
    for token in tokens[tokens.index(mover) + 1 :]:
        if token.kind != "noun":
            continue
        for words, above in ((_UNDER, False), (_OVER, True)):
            head = next((word for word in _words(token)[-2:] if word in words), "")
            if head:
                return ToldGround(head, mover.word, above)
    return None


def with_ground(drawing: PartStrokes, told: ToldGround) -> Grouping | None:
    """Return what moves and what stays under or over it, as objects; None where it isn't drawn."""
    stays = _ground(drawing, above=told.above)
    moves = ~stays
    length = drawing.length
    if not stays.any() or float(length[moves].sum()) < LEAST * float(length.sum()):
        return None
    if (drawing.touched(stays) & moves).any() and not _is_wider(drawing, stays, moves):
        return None  # the keel of a ship isn't the sea
    names = unique([told.mover, told.noun])
    return Grouping(stays.astype(np.int64), tuple(names))


def _is_wider(drawing: PartStrokes, stays: Bools, moves: Bools) -> bool:
    """Tell whether what stays is one level line that goes on at both sides of what moves."""
    room = BEYOND * drawing.size
    if stays.sum() > 1 or float(drawing.sides[stays, 1].max()) > LEVEL * drawing.size:
        return False
    left = drawing.low[stays, 0].min() < drawing.low[moves, 0].min() - room
    return bool(left and drawing.high[stays, 0].max() > drawing.high[moves, 0].max() + room)


def _ground(drawing: PartStrokes, *, above: bool) -> Bools:
    """Return wide, flat strokes [S] below all that is left, with what lies under them.

    above: over all that is left instead, with what lies over them.
    """
    turn = -1.0 if above else 1.0
    wide, high = drawing.sides.T / drawing.size
    flat = (wide > WIDE) & (high < FLAT) & ~drawing.closed
    if above:
        flat = (wide > WIDE) & (high < 0.5 * wide) & ~drawing.closed
    level = turn * drawing.middle[:, 1]
    for stroke in np.flatnonzero(flat)[np.argsort(-level[flat], kind="stable")].tolist():
        ends = turn * (drawing.low if above else drawing.high)[:, 1]
        depth = SUNK * max(float(drawing.sides[stroke, 1]), 0.1 * drawing.size)
        stays = level >= level[stroke] - 1e-6 * drawing.size
        stays |= flat & (level >= level[stroke] - FLAT * drawing.size)
        left = ~stays
        near = turn * drawing.points[slice(*drawing.offsets[stroke : stroke + 2]), 1]
        if left.any() and float(ends[left].max()) <= float(near.min()) + depth + (
            float(np.ptp(near)) if above else 0.0
        ):
            return np.asarray(stays)
    return np.zeros(drawing.count, bool)


def _words(token: Token) -> list[str]:
    """Return the words of a noun in the singular, its head among the last two."""
    words = [word.strip("s") if word.endswith("s") else word for word in token.text.lower().split()]
    return [*words, token.word]
