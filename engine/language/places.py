# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where to, where from, how far: directions and places that a clause names."""

from __future__ import annotations

from engine.language.clause import Clause
from engine.language.manner_words import part_of
from engine.language.phrases import CENTRE_NOUNS, EDGE_NOUNS, LENGTHS, SIDES, WAY_TO, Token
from engine.language.verb_words import LEAVING
from engine.language.word_lists import word_set

_WAYS = ("left", "right", "up", "down", "in", "out", "forward", "back", "away", "around")
_FACING_EDGE = {"left": "right", "right": "left"}
_FROM = {"from_above": "top", "from_below": "bottom"}
_OVER = ("over", "through", "under", "around")
_HERE = word_set(
    """
    frame picture screen canvas scene stage view page image drawing shot
    """
)
OUT_OF = "out_of"  # the preposition of what something leaves
_ENDS = word_set("left right top bottom")
_GOING = LEAVING | word_set("shoot zoom blast soar float drift rise dart dash rush")
_CHANGING = word_set("slow change break switch go drop speed accelerate burst")
_LOW = word_set("ground floor earth bottom")
_RAISING = word_set("lift raise hold hoist wave carry swing heave press push")
_HIGH = word_set("sky air top ceiling")


def take_way(clause: Clause, word: str) -> None:
    """Take in a direction or particle."""
    clause.ways.append(word)
    if word == "aslant":
        clause.slope = clause.slope or (clause.direction if clause.direction == "down" else "up")
        return
    if clause.slope and word in ("up", "down"):
        clause.slope = word
        return
    if word in SIDES and word in ("left", "right"):
        if clause.direction in ("in", "out"):
            clause.edge = word
            return
        if clause.direction in ("up", "down"):
            clause.slope = clause.direction
        clause.direction = word
    elif word == "out" or word == "in":
        if clause.direction in ("left", "right"):
            clause.edge = clause.direction
        if clause.direction in ("up", "down"):
            clause.edge = "top" if clause.direction == "up" else "bottom"
        clause.direction = word
    elif word in _FROM:
        clause.direction, clause.edge = "in", _FROM[word]
    elif word == "off":
        clause.direction = clause.direction or "away"
    elif word == "away" and clause.direction in ("left", "right"):
        return  # "to the right and away"
    elif word in _WAYS:
        if clause.direction in ("", "forward", "back") or word not in ("up", "down", "around"):
            clause.direction = word
    elif word in ("over", "under", "through"):
        clause.direction = clause.direction or word


def take_place(clause: Clause, prep: str, noun: Token) -> None:
    """Take in a preposition and its noun: "to the right edge"."""
    if not clause.verb and clause.subjects and prep in ("in", "on", "with", "of", "from"):
        return  # "the man on the bicycle"
    side = _side(noun)
    word = noun.word
    if prep == "of":
        return
    if (
        prep == OUT_OF
        and side in _ENDS
        and clause.verb in _GOING
        and word not in _LOW | _HIGH - _ENDS
    ):
        clause.direction, clause.edge = "out", side  # "shoots out of the top"
        clause.ways.append("out")
        return
    prep = "from" if prep == OUT_OF else prep
    if prep in ("to", "into") and clause.verb in _CHANGING and word in LEAVING:
        clause.verb = word  # "slows to a trot"
        return
    if prep == "into" and noun.kind == "noun":
        clause.ways.append("into")
    if prep == "from":
        _from(clause, side, noun)
        clause.ways.append("from")
    elif prep == "at":
        clause.target = clause.target or word
    elif (
        side and prep not in _OVER and (word in EDGE_NOUNS or word in SIDES or word in _LOW | _HIGH)
    ):
        _to_side(clause, prep, side, noun)
    elif side and clause.direction in ("in", "out") and word in EDGE_NOUNS:
        clause.edge = side  # "out through the left side"
    elif word in CENTRE_NOUNS and prep == "into" and not clause.direction:
        clause.direction = "in"  # "walks in to the middle"
    elif word in CENTRE_NOUNS:
        clause.unit, clause.distance = "centre", 1.0
    elif word in EDGE_NOUNS:
        clause.unit, clause.distance = "edge", 1.0
    elif word in _HERE or word in LENGTHS:
        if prep in ("into", "to", "onto"):
            clause.direction = "in"
        elif prep == "around":
            clause.direction = "around"
        elif prep in ("over", "through"):
            clause.distance, clause.unit = clause.distance or 1.0, "canvas"
        elif prep == "towards" and noun.kind == "pronoun":
            clause.direction = "forward"
            clause.ways.append("viewer")
    elif word in ("viewer", "camera", "audience", "us"):
        clause.direction = "forward"
        if prep in ("to", "towards"):
            clause.ways.append("viewer")
    elif prep == "over" and noun.owned and clause.verb in _RAISING and part_of(word):
        clause.direction = clause.direction or "up"  # "lifts it over his head"
    elif prep in ("over", "around", "through", "under"):
        clause.direction, clause.target = prep, word
    elif prep in ("to", "into", "towards"):
        clause.target = word
        clause.direction = "towards"
        if clause.unit == "canvas" and clause.distance:
            clause.unit = "target"
        elif prep != "towards":
            clause.distance, clause.unit = 1.0, "target"
    elif prep == "with" and part_of(word):
        clause.objects.append(noun)
    elif prep in ("on", "with") and not noun.owned and not clause.target and _carries(word):
        clause.target = word


def measured(clause: Clause, direction: str, edge: str) -> tuple[float, str, str, str]:
    """Return how far a clause leads, in which unit, to which edge, and from which one.

    "From left to right" is from edge to edge.
    """
    if clause.origin != _FACING_EDGE.get(direction, ""):
        return clause.distance, clause.unit, edge, ""
    if not clause.origin or clause.distance:
        return clause.distance, clause.unit, edge, clause.origin
    return 1.0, "edge", direction, clause.origin


def _side(noun: Token) -> str:
    """Return the end of the picture that a noun names, or ""."""
    if noun.kind == "way":
        return SIDES.get(noun.word, "")
    if noun.form:
        return noun.form.split()[-1]
    if noun.word in _LOW:
        return "bottom"
    return "top" if noun.word in _HIGH else SIDES.get(noun.word, "")


def _from(clause: Clause, side: str, noun: Token) -> None:
    if side and noun.word not in _HIGH - {"top"} and noun.word not in _LOW - {"bottom"}:
        clause.edge = clause.origin = side
        clause.direction = "in"
    elif clause.ways and clause.ways[-1] == "away":
        clause.direction, clause.target = "away", noun.word
    elif noun.word in _HERE or noun.word in EDGE_NOUNS:
        clause.direction = "out" if noun.word in _HERE else "in"


def _to_side(clause: Clause, prep: str, side: str, noun: Token) -> None:
    if prep in ("on", "in", "with") and clause.direction not in ("in", "out"):
        return
    if clause.direction in ("in", "out") and not (clause.direction == "in" and clause.edge):
        clause.edge = side
        return
    clause.direction, clause.edge = WAY_TO[side], ""
    if noun.kind == "noun" and noun.word not in _HIGH:
        clause.distance, clause.unit, clause.edge = 1.0, "edge", side
        corner = noun.form.split()
        if len(corner) > 1:
            clause.slope = WAY_TO[corner[0]]


def _carries(word: str) -> bool:
    """Tell whether something can be stood on: no leg or belly, but a branch."""
    return not part_of(word) or word in ("branch", "leaf", "trunk", "root", "wheel", "shell")
