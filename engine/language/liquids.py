# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a sentence says of a liquid in something: "the wine in the glass sloshes"."""

from __future__ import annotations

from dataclasses import dataclass

from engine.language.english import english_tokens
from engine.language.inflection import noun_base
from engine.language.part_words import LIQUID, act_by_hanging, part_acting, part_rows
from engine.language.phrases import Token
from engine.language.sentence import clauses_in
from engine.language.word_lists import word_set


@dataclass(frozen=True)
class ToldLiquid:
    """A liquid that acts. noun: what it is called; whole: what it is in, "" for what isn't said."""

    noun: str
    whole: str


_DRINKS = word_set("drink cocktail smoothie milkshake soda cola lemonade beer soup tea coffee")
#: What a glass does as one, and not what is in it.
_BODILY = word_set("rock sway shake swing tilt wobble move tremble bob lean fall drop rise")


def told_liquid(sentence: str) -> ToldLiquid | None:
    """Return the liquid that an English sentence lets act; None for all else."""
    tokens = english_tokens(sentence, ())
    clauses = clauses_in(tokens, [])
    if not clauses or any(clause.subjects for clause in clauses[1:]) or clauses[0].negated:
        return None
    clause = clauses[0]
    nouns = [_last(token) for token in tokens if token.kind == "noun"]
    subjects = [_last(token) for token in clause.subjects if token.kind == "noun"]
    if not subjects or not act_by_hanging(LIQUID, clause.verb):
        return None
    liquid = next((noun for noun in nouns if _is_liquid(noun)), "")
    whole = next((noun for noun in nouns if noun != liquid), "")
    if is_a_glass(liquid, clause.verb) and not whole:
        return None
    if liquid in subjects:  # also "the glass's water"
        return ToldLiquid(liquid, whole)
    if part_acting(subjects[:1], clause.verb) == LIQUID:
        return ToldLiquid(liquid or LIQUID, subjects[0])
    return None


def is_a_glass(noun: str, verb: str) -> bool:
    """Tell whether a drink means its glass: "the drink rocks"."""
    return noun in _DRINKS and verb in _BODILY


def _is_liquid(noun: str) -> bool:
    """Tell whether the table of parts knows a noun, in the singular, as a liquid."""
    return any(row.hangs == LIQUID for row in part_rows(noun))


def _last(token: Token) -> str:
    return noun_base(token.text.lower().split()[-1]) if token.text else token.word
