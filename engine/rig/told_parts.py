# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a sentence lets act beside or on something larger: "the crown slips over his eyes".

Such a part becomes an object of its own, also where it touches the rest, so that it isn't drawn
apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.geometry.grouping.apart import StrokeGaps
from engine.geometry.grouping.grouping import Grouping
from engine.geometry.grouping.named import unique
from engine.language.english import english_tokens
from engine.language.inflection import verb_bases
from engine.language.phrases import Token
from engine.language.sending import GIVING_OFF
from engine.language.sentence import clauses_in
from engine.language.text import stem
from engine.language.verb_words import SENDING, VERBS
from engine.language.word_lists import word_set
from engine.rig.nouns import creatures
from engine.rig.part_finders import FINDERS, MASSES, PartStrokes, find_parts

Floats = NDArray[np.float64]

TOUCHING = 0.012  # of the drawing's long side: strokes as near to each other hang together

_PLURAL_ONLY = word_set("sunglasses glasses spectacles goggles")
#: Finders' nouns that aren't read as verbs.
_NO_VERBS = frozenset(
    noun
    for noun in FINDERS
    if noun in ("note", "drop", "tear") or not any(b in VERBS for b in verb_bases(noun))
)
_HITTING = word_set("hit strike tap knock meet touch")
#: Nouns that are no thing beside another.
_NOWHERE = word_set(
    """
    top side end back front air wind breeze sky ground time way left right up down edge
    picture music arc sweat
    """
)


@dataclass(frozen=True)
class ToldPart:
    """A part that acts.

    Attributes:
        noun: what it is; whole: what it is on or beside.
        several: whether the sentence speaks of more than one.
    """

    noun: str
    whole: str
    several: bool


def told_part(sentence: str) -> ToldPart | None:
    """Return the part that an English sentence lets act; None where the whole drawing does.

    It is the subject, what the subject owns ("the prince's crown"), or what somebody sends or gives
    off, or hits; never a place ("through the water").
    """
    tokens = english_tokens(sentence, _NO_VERBS)
    clause = next(iter(clauses_in(tokens, [])), None)
    if clause is None or not clause.subjects:
        return None
    subjects = [t for t in clause.subjects if t.kind == "noun" and t.word not in _NOWHERE]
    objects = [t for t in clause.objects if t.kind == "noun"]
    does = clause.verb
    if not subjects:
        return None
    nouns = [token for token in tokens if token.kind == "noun"]
    next_to_it = nouns.index(subjects[0]) + 1  # "the prince's crown", no "tassel on his cap"
    after = nouns[next_to_it : next_to_it + 1]
    owned = next((token for token in after if token.owned and token in subjects), None)
    acting = [owned] if owned is not None else subjects[:1]
    if owned is None and stem(_noun(subjects[0])) in creatures():
        acting = []  # "the woman swings the wrench": she does
    if does in SENDING | GIVING_OFF or (acting and does in _HITTING):
        acting += objects
    told = [token for token in nouns if token.word not in _NOWHERE]
    for token in acting:
        noun = _noun(token)
        if noun in MASSES and does not in GIVING_OFF:
            continue
        whole = next((_noun(other) for other in told if _noun(other) != noun), "")
        if noun in FINDERS and whole:
            several = token.text.lower().split()[-1] != token.word and noun not in _PLURAL_ONLY
            return ToldPart(noun, whole, several)
    return None


def _noun(token: Token) -> str:
    """Return a token's noun in the singular, as the finders call it."""
    last = re.sub("[^a-z]", "", token.text.lower().split()[-1]) if token.text else ""
    if last in _PLURAL_ONLY or last in FINDERS:
        return last
    return last[:-1] if last[:-1] in FINDERS else token.word


def with_part_told(gaps: StrokeGaps, told: ToldPart) -> Grouping | None:
    """Return a drawing's part that acts, and the rest, as objects; None where it isn't drawn."""
    reach = TOUCHING * float(np.ptp(_corners(gaps), axis=0).max())
    hangs = gaps.widest < reach
    _, group = np.unique(hangs.argmax(axis=1), return_inverse=True)
    drawing = PartStrokes(gaps.samples, group.astype(np.int64))
    found = find_parts(drawing, told.noun, several=told.several)
    if not found:
        return None
    labels = np.zeros(len(group), np.int64)
    for number, mine in enumerate(found, 1):
        labels[mine] = number
    return Grouping(labels, tuple(unique([told.whole, *[told.noun] * len(found)])))


def _corners(gaps: StrokeGaps) -> Floats:
    return np.stack([gaps.samples.low.min(axis=0), gaps.samples.high.max(axis=0)]).astype(float)
