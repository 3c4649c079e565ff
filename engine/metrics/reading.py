# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which motions a prompt asks for, by the verbs that puppets are captioned with.

The motion prior's own reading is not used: a judge should not share the mistakes of the judged.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache

from engine.language.synonyms import synonyms_of
from engine.language.text import stem, words_of
from engine.puppets.families import FAMILIES
from engine.puppets.motions import VERBS

# Words that begin many phrases and say nothing alone: only together with a known subject.
_FAINT = frozenset(stem(word) for word in ("be", "move", "go", "get", "come", "do", "turn", "take"))
_JOINED = re.compile(r"\band ([a-z]+)")
_PLACED = re.compile(r" (?:in|of|on|at|with) ")
_Kind = tuple[str, str]
_NOBODY: _Kind = ("", "")
_DIRECTIONS = ("left", "right", "up", "down")


def motions_asked(text: str) -> tuple[str, ...]:
    """Return the motions that the first verb, and one joined to it by "and", name; () for none.

    A verb means what the subject's own kind does, where the subject is known ("the wine sways" is
    sloshing), else every motion it is a word for.
    """
    heads, kinds = _tables()
    stems = [stem(word) for word in words_of(text)]
    subject = next((kinds[s] for s in stems if s in kinds), _NOBODY)
    joined = {stem(word) for word in _JOINED.findall(text.lower())}
    for own in (True, False):
        found: dict[str, None] = {}
        for word in stems:
            if not found or word in joined:
                found.update(dict.fromkeys(_meant(word, subject, heads, own)))
        if found:
            return tuple(found)
    directions = tuple(word for word in _DIRECTIONS if word in words_of(text))
    return directions


def _meant(
    word: str, subject: _Kind, heads: dict[str, dict[str, set[str]]], own: bool
) -> list[str]:
    """Return what a word means: to the subject's own kind (family, kind), or to whoever can."""
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
    """Return motions by first word of a verb phrase and family ("" = any), and kinds by noun."""
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
