# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The motions that a prompt asks for, by the verbs in the captions of the puppets.

The motion prior reads prompts with code of its own; the judge doesn't use it, so that it doesn't
repeat the prior's mistakes.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache

from engine.language.synonyms import synonyms_of
from engine.language.text import stem, words_of
from engine.puppets.families import FAMILIES
from engine.puppets.motions import VERBS

# Words that begin many verb phrases. They name a motion only together with a known subject.
_FAINT = frozenset(stem(word) for word in ("be", "move", "go", "get", "come", "do", "turn", "take"))
_JOINED = re.compile(r"\band ([a-z]+)")
_PLACED = re.compile(r" (?:in|of|on|at|with) ")
_Kind = tuple[str, str]
_UNKNOWN: _Kind = ("", "")
_DIRECTIONS = ("left", "right", "up", "down")


def motions_asked(text: str) -> tuple[str, ...]:
    """Return the motions that the first verb names, and verbs joined to it by "and"; () for none.

    Where the subject is known, a verb means what a subject of that kind does ("the wine sways" is
    sloshing); else it means every motion that it is a word for.
    """
    heads, kinds = _tables()
    stems = [stem(word) for word in words_of(text)]
    subject = next((kinds[s] for s in stems if s in kinds), _UNKNOWN)
    joined = {stem(word) for word in _JOINED.findall(text.lower())}
    for own in (True, False):
        motions: dict[str, None] = {}  # a set in order
        for word in stems:
            if not motions or word in joined:
                motions.update(dict.fromkeys(_meanings(word, subject, heads, own)))
        if motions:
            return tuple(motions)
    directions = tuple(word for word in _DIRECTIONS if word in words_of(text))
    return directions


def _meanings(
    word: str, subject: _Kind, heads: dict[str, dict[str, set[str]]], own: bool
) -> list[str]:
    """Return the motions that a word can mean.

    own: only those of the subject's kind, (family, kind); else those of any kind. heads: as in
    `_tables`.
    """
    known = next((form for form in (word, *synonyms_of(word)) if form in heads), "")
    if not known:
        return []
    if own:
        family, kind = subject
        able = {m.name for m in FAMILIES[family].motions_of(kind)} if family else set()
        return sorted(able.intersection(heads[known].get(family, ())))
    if known in _FAINT:
        return []
    families = heads[known]
    return sorted(families.get("") or set().union(*families.values()))


@lru_cache(maxsize=1)
def _tables() -> tuple[dict[str, dict[str, set[str]]], dict[str, _Kind]]:
    """Return motions by the first word of a verb phrase and by family, and (family, kind) by noun.

    Words are stems. The family "" holds motions that any family can have.
    """
    heads: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    kinds: dict[str, _Kind] = {}
    for name, family in FAMILIES.items():
        for kind, nouns in family.kinds.items():
            for noun in nouns:
                head = _PLACED.split(noun)[0]
                kinds.setdefault(stem(words_of(head)[-1]), (name, kind))
        for motion in family.motions:
            for word in _first_words(motion.verbs):
                heads[word][name].add(motion.name)
    for move, phrases in VERBS.items():
        for word in _first_words(phrases):
            heads[word][""].add(move)
    kinds = {noun: kind for noun, kind in kinds.items() if noun not in heads}  # "waving", "waves"
    return {word: dict(families) for word, families in heads.items()}, kinds


def _first_words(phrases: tuple[str, ...]) -> list[str]:
    split = (words_of(phrase) for phrase in phrases)
    return [stem(words[0]) for words in split if words]
