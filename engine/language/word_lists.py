# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Word lists as text: in the code, or in the folder `tables`, which translators extend."""

from __future__ import annotations

from pathlib import Path

TABLES = Path(__file__).parent / "tables"


def word_set(text: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(text.split())


def read_lines(name: str) -> list[str]:
    """Return the lines of a file of `tables`, without empty lines and those that begin with #."""
    lines = (TABLES / name).read_text(encoding="utf-8").splitlines()
    return [line for line in map(str.strip, lines) if line and not line.startswith("#")]


def word_table(lines: list[str]) -> dict[str, tuple[str, ...]]:
    """Return word -> words of the lines "word: words"; lines of one word are joined."""
    table: dict[str, tuple[str, ...]] = {}
    for line in lines:
        head, _, words = line.partition(":")
        table[head] = (*table.get(head, ()), *words.split())
    return table
