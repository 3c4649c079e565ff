# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bodies that go and come back by turns: "swims back and forth"."""

from __future__ import annotations

from dataclasses import replace

from addon.contract.beats import SentenceBeat
from engine.language.clause import Clause
from engine.language.order import Draft
from engine.language.word_lists import word_set

_TO_AND_FRO = word_set(
    """
    walk run trot gallop canter jog stroll march pace skip hop waddle crawl slither swim float fly
    drift hover glide slide roll drive ride sail skate ski row dart rush creep sneak
    """
)  # what goes somewhere and comes back: "swims back and forth"
_TURNS = 2  # so often, where the sentence doesn't say,
_MOST_TURNS = 50  # and at most


def is_to_and_fro(clause: Clause, beat: SentenceBeat) -> bool:
    """Tell whether a body goes and comes back: "walks back and forth"."""
    there = not beat.direction and not beat.target and not beat.per_second
    paces = clause.verb == "pace" and "up_and_down" in clause.ways
    swings = "back_and_forth" in clause.ways and beat.action in _TO_AND_FRO
    return there and (paces or swings)


def there_and_back(draft: Draft) -> list[Draft]:
    """Return the beats of a body that goes and comes back, by turns."""
    out: list[Draft] = []
    for _ in range(min(draft.beat.count or _TURNS, _MOST_TURNS)):
        for direction in ("forward", "back"):
            beat = replace(draft.beat, direction=direction, count=0)
            out.append(replace(draft, beat=beat, link="then" if out else draft.link))
    return out
