# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a sentence sets against what moves: "the ball flies off the tee".

Both are drawn, whatever they are, and the word between them says how they lie.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from engine.language.english import english_tokens
from engine.language.inflection import noun_base
from engine.language.part_nouns import LIMB
from engine.language.part_words import singular
from engine.language.parts_acting import acts_of_part
from engine.language.phrases import Token
from engine.language.sentence import clauses_in
from engine.language.word_lists import word_set

OVER, OUT, WITHIN, UNDER, BEHIND = "over", "out", "within", "under", "behind"

#: The words between two things, and how the first one lies to the second.
_LIES = {
    **dict.fromkeys(("off", "off of", "over", "above", "on", "onto", "on top of", "atop"), OVER),
    **dict.fromkeys(("out of", "from", "out from"), OUT),
    **dict.fromkeys(("in", "inside", "within", "inside of"), WITHIN),
    **dict.fromkeys(("under", "below", "beneath", "underneath"), UNDER),
    **dict.fromkeys(("behind", "from behind", "out from behind"), BEHIND),
}
_FALLING = word_set("fall drip drop trickle hang dangle pour")
#: Nouns that stand after such a word and are no thing that is drawn.
_UNDRAWN = word_set(
    """
    top side back front air wind breeze sky ground time way beat music left right up down open
    bottom middle end centre center arc space sun light dark rain snow storm night day place circle
    circles line row direction distance fire foot feet leg legs tiptoe toe toes spot head hand hands
    arm arms paw paws wing wings pain joy fear love sleep surprise excitement half pieces piece two
    edge corner picture screen view sight rhythm turn turns hurry wheel wheels tire tires tyre tyres
    bump bumps axis axle hinge hinges opposite direction directions ceiling wall own
    """
)


@dataclass(frozen=True)
class ToldBeside:
    """Something that moves, and what it lies in, on, over or under.

    Attributes:
        noun: what moves; stays: what doesn't; lies: OVER, OUT, WITHIN, UNDER or BEHIND it.
        several: whether the sentence speaks of more than one that moves.
    """

    noun: str
    stays: str
    lies: str
    several: bool


def told_beside(sentence: str) -> ToldBeside | None:
    """Return what an English sentence lets move, and what it is set against; None for all else."""
    tokens = english_tokens(sentence, ())
    clauses = clauses_in(tokens, [])
    if not clauses or any(clause.subjects for clause in clauses[1:]) or clauses[0].negated:
        return None
    subjects = [token for token in clauses[0].subjects if token.kind == "noun"]
    if len(subjects) != 1 or len(clauses[0].subjects) != 1:
        return None
    mover = subjects[0]
    for before, token in pairwise(tokens):
        lies = _LIES.get(before.text.lower(), "") if before.kind == "prep" else ""
        if not lies or token.kind != "noun" or tokens.index(mover) > tokens.index(token):
            continue
        if token.owned and singular(token.word) in LIMB:
            return None  # "swings on its cord"
        if _UNDRAWN & {token.word, _last(token)} or token.word == mover.word:
            return None
        if acts_of_part(mover.word, clauses[0].verb, alone=False):
            return None  # rain and smoke fall and rise drop by drop and puff by puff
        if lies == OUT and ("down" in clauses[0].ways or clauses[0].verb in _FALLING):
            lies = UNDER  # "air blows down from the vent"
        return ToldBeside(mover.word, token.word, lies, _last(mover) != noun_base(_last(mover)))
    return None


def _last(token: Token) -> str:
    return token.text.lower().split()[-1] if token.text else token.word
