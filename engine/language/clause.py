# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A clause: a verb, its subject, and all that a sentence says about it."""

from __future__ import annotations

from dataclasses import dataclass, field

from engine.language.inflection import noun_base
from engine.language.manner_words import PLAIN, Manner
from engine.language.phrases import SEVERAL, Token
from engine.language.verb_words import ARRIVING, SIZES, WITH_PARTICLE


@dataclass
class Clause:
    """A verb and what the sentence says about it.

    Attributes:
        link: how it follows the clause before: "", "and", "comma", "stop", "then", "while",
            "before", "after" or "until".
        opened: whether that word opens the sentence: "While the sun rises, ...".
        subjects: who does it; none where the subject of the clause before goes on.
        verb: base form; "" while none is found.
        form: of the verb.
        said: the verb as it is written.
        objects: nouns the verb is about.
        ways: directions and particles, in order.
        edge, origin: the edge that it leads to or in from, and the one that it begins at.
        slope: "up" or "down" where the way leads there as well as to a side, else "".
        negated: whether a "not" stands before the verb.
        seconds: how long, 0 where nothing is said.
        words: all its words, in order.
        unknown: words that nothing was made of.
        attributes: verbs that stand before a noun: "a galloping horse".
    """

    link: str = ""
    opened: bool = False
    subjects: list[Token] = field(default_factory=list)
    verb: str = ""
    form: str = ""
    said: str = ""
    objects: list[Token] = field(default_factory=list)
    ways: list[str] = field(default_factory=list)
    manner: Manner = PLAIN
    direction: str = ""
    edge: str = ""
    origin: str = ""
    slope: str = ""
    target: str = ""
    distance: float = 0.0
    unit: str = ""
    count: int = 0
    per_second: float = 0.0
    keeps_on: bool = False
    seconds: float = 0.0
    negated: bool = False
    attributes: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)

    @property
    def becomes(self) -> str:
        """What something does that gets larger or smaller: "grow" or "shrink", else ""."""
        if self.verb not in ("get", "become", "grow") or self.objects or self.target:
            return ""
        last = " ".join(self.words).lower().split()[-1:]
        return SIZES.get(last[0], "") if last else ""

    @property
    def said_words(self) -> set[str]:
        """The words of the clause in lower case, understood or not."""
        texts = (*self.words, *self.unknown)
        return {word.lower() for text in texts for word in text.split()}


def is_until(clause: Clause) -> bool:
    """Tell whether an "until" clause only says where the clause before leads."""
    return clause.link == "until" and clause.verb in ARRIVING


def is_plural(clause: Clause, noun: str) -> bool:
    """Tell whether a clause says something of several things that go by one noun.

    The noun tells it ("the birds"), or else the verb: "the fish swim".
    """
    if any(token.number > 1 or token.number == SEVERAL for token in clause.subjects):
        return any(t.word == noun and t.number not in (0.0, 1.0) for t in clause.subjects)
    own = [token.text.lower().split() for token in clause.subjects if token.word == noun]
    if any(words and noun_base(words[-1]) != words[-1] for words in own):
        return True
    return bool(clause.verb) and not clause.form and len(clause.subjects) <= 1


def with_particle(clause: Clause) -> str:
    """Return what a verb and its particle mean together, or ""."""
    ways = (*clause.ways, clause.slope)  # "shoots up to the right" leads up as well
    return next(
        (WITH_PARTICLE[clause.verb, way] for way in ways if (clause.verb, way) in WITH_PARTICLE), ""
    )
