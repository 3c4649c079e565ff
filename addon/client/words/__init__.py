# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The words that are suggested while a sentence is typed: known things and what they can do."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("english.txt")


@cache
def known_words(kind: str = "") -> tuple[str, ...]:
    """Return the words of the engine's English lists, in the order of the alphabet.

    kind: "thing" or "motion"; "" for both.
    """
    words: set[str] = set()
    for line in FILE.read_text(encoding="utf-8").splitlines():
        name, _, found = line.partition(":")
        if name in (kind, *(("thing", "motion") if not kind else ())):
            words.update(found.split())
    return tuple(sorted(words))


def things_in(sentence: str) -> tuple[str, ...]:
    """Return the known things that a sentence names, in its order."""
    things = frozenset(known_words("thing"))
    words = re.findall(r"[^\W\d_]+", sentence.lower())
    return tuple(dict.fromkeys(word for word in words if word in things))


def word_at(line: str, position: int) -> str:
    """Return the part of the word that ends at a position of a line; "" where none does."""
    found = re.search(r"[^\W\d_]+$", line[:position])
    after = line[position : position + 1]
    return found[0] if found and not after.isalpha() else ""
