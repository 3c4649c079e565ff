# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which part a sentence lets act, of those that the table of parts knows.

"The lid lifts", "the pot's lid rattles", "the lid of the pot opens", "the pot rattles its lid",
"the windmill turns": each tells of a part, with or without its whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from engine.language.clause import Clause
from engine.language.english import english_tokens
from engine.language.inflection import noun_base
from engine.language.part_words import PartWord, part_acting, part_word, singular
from engine.language.phrases import Token
from engine.language.sentence import clauses_in
from engine.language.word_lists import word_set

_BEFORE = word_set(
    """
    the its a an his her their 's s two three four both all top bottom left right upper lower front
    back rear long short minute hour second little small big
    """
)
#: What may open a sentence without an article: what there is much of.
_MASSES = word_set("smoke steam water juice wine milk foam hair snow light sweat icing")
_NO_WHOLES = word_set(
    "top side back front air wind breeze sky ground time way beat music left right up down open"
)
_SIDES = {"minute": "long", "hour": "short"}
_CLOCK = word_set("minute hour second")


@dataclass(frozen=True)
class WordedPart:
    """A part of the table that acts.

    Attributes:
        noun: in the singular; whole: what it is of, "" where nothing is said of that.
        several: whether the sentence speaks of more than one. side: which of several.
        owned: whether it is somebody's, so that it isn't all that is drawn.
    """

    noun: str
    word: PartWord
    whole: str
    several: bool
    side: str = ""
    owned: bool = False


def worded_part(sentence: str) -> WordedPart | None:
    """Return the part that an English sentence lets act; None where it tells of none."""
    tokens = english_tokens(sentence, _said_parts(sentence))
    clauses = clauses_in(tokens, [])
    if not clauses or any(c.subjects for c in clauses[1:]) or clauses[0].negated:
        return None
    clause = clauses[0]
    nouns = [t for t in tokens if t.kind == "noun"]
    subjects = [t for t in clause.subjects if t.kind == "noun"]
    if not clause.subjects:
        return None
    found = _subject(subjects, nouns) or _object(clause, subjects)
    if found is None and len(subjects) == 1 and not clause.objects:
        whole = _last(subjects[0])
        noun = part_acting([noun_base(whole)], clause.verb)
        word = part_word(noun, noun_base(whole)) if noun else None
        found = WordedPart(noun, word, whole, word.many != "1", owned=True) if word else None
    return found


def _said_parts(sentence: str) -> list[str]:
    """Return the nouns of parts in a sentence that stand where a noun does."""
    words = re.findall(r"[a-z]+|'s", sentence.lower())
    return [
        word
        for number, word in enumerate(words)
        if singular(word) and (words[number - 1] in _BEFORE if number else _may_open(word))
    ]


def _may_open(word: str) -> bool:
    return word in _MASSES or (noun_base(word) != word)


def _last(token: Token) -> str:
    return re.sub("[^a-z]", "", token.text.lower().split()[-1]) if token.text else token.word


def _subject(subjects: Sequence[Token], nouns: Sequence[Token]) -> WordedPart | None:
    """Return the part that is the subject, or what the subject owns."""
    if not subjects or len(subjects) > 2 or (len(subjects) == 2 and not subjects[1].owned):
        return None
    part = subjects[-1]
    others = [t for t in nouns if t is not part and t.word not in _NO_WHOLES]
    whole = subjects[0] if len(subjects) == 2 else next(iter(others), None)
    return _worded(part, noun_base(_last(whole)) if whole is not None else "")


def _object(clause: Clause, subjects: Sequence[Token]) -> WordedPart | None:
    """Return the part of the subject that it moves."""
    if len(subjects) != 1:
        return None
    whole = noun_base(_last(subjects[0]))
    for token in clause.objects:
        found = _worded(token, whole) if token.kind == "noun" else None
        if found is not None and (token.owned or whole in found.word.wholes):
            return found
    return None


def _worded(token: Token, whole: str) -> WordedPart | None:
    """Return a part that a noun names, of a whole; what stands before it may name the whole."""
    last = _last(token)
    noun = singular(last)
    if not noun:
        return None
    before = [re.sub("[^a-z]", "", word) for word in token.text.lower().split()[:-1]]
    side = " ".join([token.form, *(_SIDES.get(word, "") for word in before)]).strip()
    if not whole and _CLOCK & set(before):
        whole = "clock"
    if not whole:
        rows = (part_word(noun, noun_base(word)) for word in before)
        own = next((row for row in rows if row is not None and row.wholes), None)
        whole = next((w for w in map(noun_base, before) if own and w in own.wholes), "")
    word = part_word(noun, whole) or part_word(noun)
    if word is None:
        return None
    several = last != noun and noun_base(last) == noun
    return WordedPart(noun, word, whole, several, side, token.owned)
