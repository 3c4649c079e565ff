# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Several parts in one sentence: "the elephant lifts its trunk and flaps its ears".

Each clause is looked at as a sentence of its own, and what they tell apart comes together.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from engine.geometry.grouping.grouping import Grouping
from engine.language.english import english_tokens
from engine.language.phrases import Token
from engine.language.sentence import clauses_in


def clauses_of_parts(sentence: str) -> tuple[str, ...]:
    """Return sentences for the clauses of an English one that let parts of one thing act.

    () where it has one clause, tells of several things, or lets no two parts act.
    """
    clauses = clauses_in(english_tokens(sentence, ()), [])
    subjects = [token for token in clauses[0].subjects if token.kind == "noun"] if clauses else []
    if len(subjects) != 1 or any(_names_another(c.subjects, subjects[0]) for c in clauses[1:]):
        return ()
    own = [
        (clause.said, part.text)
        for clause in clauses
        for part in clause.objects[:1]
        if part.owned and not clause.negated
    ]
    if len({part for _, part in own}) < 2:
        return ()
    return tuple(f"{subjects[0].text} {said} {part}" for said, part in own)


def together(found: Sequence[Grouping | None]) -> Grouping | None:
    """Return several groupings of one drawing as one; None where they don't go together.

    Each has the whole as its first object, and they share no strokes but of that.
    """
    some = [grouping for grouping in found if grouping is not None and grouping.cut is None]
    if len(some) < 2 or len({grouping.names[0] for grouping in some}) > 1:
        return None
    labels, names = np.zeros_like(some[0].labels), [some[0].names[0]]
    for grouping in some:
        if set(names[1:]) & set(grouping.names[1:]):
            continue  # the same part again: "raises its trunk and swings its trunk"
        own = grouping.labels > 0
        if (labels[own] > 0).any():
            return None
        labels[own] = grouping.labels[own] + len(names) - 1
        names += grouping.names[1:]
    unsure = next((grouping.unsure for grouping in some if grouping.unsure), "")
    if len(names) < 3 or (labels > 0).all():
        return None
    return Grouping(labels, tuple(names), unsure=unsure)


def _names_another(subjects: Sequence[Token], first: Token) -> bool:
    """Tell whether a clause is about something else than the first one."""
    return any(token.kind == "noun" and token.word != first.word for token in subjects)
