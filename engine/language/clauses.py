# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""The clauses of a prompt in the order in which they say what happens, and its small words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from engine.language.text import stem

_BREAK = re.compile(
    r"[,;:.!?]+|\b(?:while|whilst|whereas|as|with|so that|because|until)\b", re.IGNORECASE
)
_SUBORDINATE = re.compile(
    r"\s*(?:when|if|because|after|before|since|once|under|in|on|at|its|his|her|their)\b", re.I
)

# Words that stand beside many verbs and name none.
_FAINT = frozenset(
    stem(word)
    for word in """about above across again ahead air all along and around at away back backward
    before behind below beside between both by down each for forth forward from front in into it
    itself like lot midair off on onto onward other out over place side sides someone something
    then through to together toward towards two under up upon upward upwards with""".split()  # noqa: SIM905
)
_GENERIC = frozenset(stem(word) for word in ("move", "go", "get", "come", "do", "act", "motion"))
_WAYS = {
    "left": "left", "right": "right", "up": "up", "upward": "up", "upwards": "up", "down": "down",
    "downward": "down", "downwards": "down", "away": "away",
}  # fmt: skip


def clauses_of(text: str) -> tuple[str, ...]:
    """The clauses of a text, the main one first as far as that can be told.

    It is cut at punctuation and at words like "while" and "with"; a clause that opens the
    sentence with "when", "in", "its" and the like comes after the one that follows it.
    """
    pieces = [piece.strip() for piece in _BREAK.split(text) if piece.strip()]
    main = [piece for piece in pieces if not _SUBORDINATE.match(piece)]
    return (*main, *(piece for piece in pieces if _SUBORDINATE.match(piece)))


def is_faint(word: str) -> bool:
    """Whether a stem is a preposition or the like, which names neither a motion nor a subject."""
    return word in _FAINT


def is_generic(word: str) -> bool:
    """Whether a stem is a verb that says only that something happens: "the fish moves"."""
    return word in _GENERIC


def way_named(words: Iterable[str]) -> str:
    """The direction that a sentence without a known verb names: "the ball goes up"; "" if none."""
    return next((_WAYS[word] for word in words if word in _WAYS), "")
