# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the client and the engine say, found in their source; {} where something is filled in."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
#: Errors that are shown to people.
ERRORS = {
    "BadInput", "Cancelled", "DiskFull", "FormatError", "InternalError", "JobBusy", "NotThere",
    "OutOfMemory", "ProtocolError", "Unreachable", "WrongHash",
}  # fmt: skip


def errors(folder: str | Path) -> set[str]:
    """Messages and hints of the errors that are raised in a folder."""
    found: set[str] = set()
    for tree in _trees(folder):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and _name(node) in ERRORS:
                hints = [word.value for word in node.keywords if word.arg == "hint"]
                for value in (*node.args[:1], *hints):
                    found.update(_texts(value))
    return {text for text in found if any(letter.isalpha() for letter in text)}


def anything(folder: str | Path) -> set[str]:
    """Every text in the source of a folder, or of one file, with words in it."""
    found: set[str] = set()
    for tree in _trees(folder):
        for node in ast.walk(tree):
            if isinstance(node, (ast.Constant, ast.JoinedStr)):
                found.update(_texts(node))
    return {text for text in found if " " in text.strip()}


def _trees(folder: str | Path) -> Iterator[ast.Module]:
    place = ROOT / folder
    for path in [place] if place.is_file() else sorted(place.rglob("*.py")):
        yield ast.parse(path.read_text(encoding="utf-8"))


def _name(node: ast.Call) -> str:
    called = node.func
    return called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")


def _texts(value: ast.expr) -> Iterator[str]:
    if isinstance(value, ast.IfExp):
        yield from _texts(value.body)
        yield from _texts(value.orelse)
    elif isinstance(value, ast.Constant) and isinstance(value.value, str):
        yield re.sub(r"{[a-z_!]+}", "{}", value.value)
    elif isinstance(value, ast.JoinedStr):
        parts = [p.value if isinstance(p, ast.Constant) else "{}" for p in value.values]
        yield "".join(str(part) for part in parts)
