# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The inside of CSS's `calc()`: sums, products, and brackets (CSS Values 3, section 8.1)."""

from __future__ import annotations

import re
from collections.abc import Callable

DEEPEST = 20  # brackets in each other
_TOKEN = re.compile(
    r"\s*(?:(calc\(|\()|(\))|([*/])|([+-])(?=\s)|([-+]?[0-9.][\w.%]*(?:e[-+]?\d+)?))"
)


def calculated(text: str, read: Callable[[str], float | None]) -> float | None:
    """Return the value of `calc(...)`, None for text that isn't one; `read` reads a length."""
    tokens: list[str] = []
    end = 0
    for match in _TOKEN.finditer(text):
        if match.start() != end:
            return None
        end = match.end()
        tokens.append("(" if match[1] else match[0].strip())
    if text[end:].strip() or not tokens or tokens[0] != "(":
        return None
    try:
        value, rest = _sum(tokens, read, 0)
    except (ValueError, IndexError, ZeroDivisionError):
        return None
    return None if rest else value


def _sum(
    tokens: list[str], read: Callable[[str], float | None], depth: int
) -> tuple[float, list[str]]:
    value, tokens = _product(tokens, read, depth)
    while tokens and tokens[0] in ("+", "-"):
        term, rest = _product(tokens[1:], read, depth)
        value, tokens = (value + term if tokens[0] == "+" else value - term), rest
    return value, tokens


def _product(
    tokens: list[str], read: Callable[[str], float | None], depth: int
) -> tuple[float, list[str]]:
    value, tokens = _term(tokens, read, depth)
    while tokens and tokens[0] in ("*", "/"):
        factor, rest = _term(tokens[1:], read, depth)
        value, tokens = (value * factor if tokens[0] == "*" else value / factor), rest
    return value, tokens


def _term(
    tokens: list[str], read: Callable[[str], float | None], depth: int
) -> tuple[float, list[str]]:
    if tokens[0] == "(":
        if depth > DEEPEST:
            raise ValueError("too deep")
        value, rest = _sum(tokens[1:], read, depth + 1)
        if rest[0] != ")":
            raise ValueError("not closed")
        return value, rest[1:]
    found = read(tokens[0])
    if found is None:
        raise ValueError("no length")
    return found, tokens[1:]
