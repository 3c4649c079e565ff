# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The words that are suggested while a sentence is typed: known things and what they can do."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("english.txt")


@cache
def known_words() -> tuple[str, ...]:
    """Return the words of the engine's English lists, in the order of the alphabet."""
    words: set[str] = set()
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            words.update(line.partition(":")[2].split())
    return tuple(sorted(words))


def word_at(line: str, position: int) -> str:
    """Return the part of the word that ends at a position of a line; "" where none does."""
    found = re.search(r"[^\W\d_]+$", line[:position])
    after = line[position : position + 1]
    return found[0] if found and not after.isalpha() else ""
