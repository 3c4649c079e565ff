# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Clauses of a prompt, and its small words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from engine.language.text import stem

_BREAK = re.compile(
    r"[,;:.!?]+|\b(?:while|whilst|whereas|as|with|so that|because|until)\b", re.IGNORECASE
)
_SUBORDINATE = re.compile(
    r"\s*(?:when|if|because|after|before|since|once|under|in|on|at|its|his|her|their)\b", re.I
)
# Between what one subject does and what the next one does.
_SUBJECT_BREAK = re.compile(
    r"\s*(?:[.;,!?]+|\b(?:and then|and|while|whilst|whereas|but|then)\b)\s*", re.IGNORECASE
)

# Words that stand beside many verbs and name neither a motion nor a subject.
_FAINT = frozenset(
    stem(word)
    for word in """about above across again ahead air all along and around at away back backward
    before behind below beside between both by down each for forth forward from front in into it
    itself like lot midair off on onto onward other out over place side sides someone something
    then through to together toward towards two under up upon upward upwards with""".split()  # noqa: SIM905
)
_GENERIC = frozenset(stem(word) for word in ("move", "go", "get", "come", "do", "act", "motion"))
_DIRECTIONS = {
    "left": "left", "right": "right", "up": "up", "upward": "up", "upwards": "up", "down": "down",
    "downward": "down", "downwards": "down", "away": "away",
}  # fmt: skip


def clauses_of(text: str) -> tuple[str, ...]:
    """Return the clauses of a text, the main ones first as far as that can be told.

    They end at punctuation and at words like "while" and "with". A clause that opens the sentence
    with "when", "in", "its" and the like is put after the main ones.
    """
    clauses = [clause for clause, _, _ in _split(text, _BREAK)]
    main = [clause for clause in clauses if not _SUBORDINATE.match(clause)]
    return (*main, *(clause for clause in clauses if _SUBORDINATE.match(clause)))


def clauses_by_subject(
    text: str, has_subject: Callable[[str], bool], is_only_subject: Callable[[str], bool]
) -> tuple[str, ...]:
    """Return clauses that each say what some subject does, in the order of the text.

    A piece without a subject belongs to the one before ("the dog runs and wags its tail"); a piece
    that is nothing but a subject belongs to the one after ("the dog and the cat run").
    """
    clauses: list[str] = []
    subjects = ""
    for piece, end, next_start in _split(text, _SUBJECT_BREAK):
        named = has_subject(piece)
        if named and is_only_subject(piece) and next_start < len(text):
            subjects += piece + text[end:next_start]
        elif not named and not subjects and clauses:
            clauses[-1] = text[text.index(clauses[-1]) : end].strip()
        else:
            clauses.append((subjects + piece).strip())
            subjects = ""
    return tuple(clauses)


def _split(text: str, boundary: re.Pattern[str]) -> Iterator[tuple[str, int, int]]:
    """Yield the pieces between boundaries that aren't empty.

    With each come the index at which it ends and the one at which the next piece starts.
    """
    start = 0
    bounds = [match.span() for match in boundary.finditer(text)]
    for end, next_start in [*bounds, (len(text), len(text))]:
        piece = text[start:end].strip()
        start = next_start
        if piece:
            yield piece, end, next_start


def is_faint(word: str) -> bool:
    """Tell whether a stem is a preposition or the like, and names no motion and no subject."""
    return word in _FAINT


def is_generic(word: str) -> bool:
    """Tell whether a stem is a verb that says only that something happens: "the fish moves"."""
    return word in _GENERIC


def direction_named(words: Iterable[str]) -> str:
    """Return the direction that a sentence without a known verb names: "the ball goes up".

    The result is "" when there is none.
    """
    return next((_DIRECTIONS[word] for word in words if word in _DIRECTIONS), "")
