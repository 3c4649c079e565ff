# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every text that the plugin shows in Krita, found in its source."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

KRITA = Path(__file__).resolve().parents[2] / "addon" / "krita"
#: Calls of which these arguments are shown.
SAYING = {
    "tr": (0,), "Message": (0,), "BadInput": (0,), "InternalError": (0,), "FormatError": (0,),
    "lines": (0,), "button": (0, 2), "tool": (0, 2), "connect_menu": (1,), "connect_switch": (1,),
    "end_with": (0,), "FoldingSection": (0,), "MessageBox": (0, 1), "Thumbnail": (0,),
    "_choice": (1,),
    "NumberBox": (2,), "DecimalBox": (2,), "ChoiceBox": (0,), "PathField": (1,),
}  # fmt: skip
NAMED = ("hint",)
#: Tables of pairs or triples whose texts after the first are shown, by the module's name for them.
TABLES = ("PATHS", "HOLDS", "QUALITIES", "TEXTS", "ACTIONS", "DEFAULTS", "NEWS")


def texts() -> set[str]:
    """Return the English texts and templates."""
    found: set[str] = set()
    for path in (*sorted(KRITA.rglob("*.py")), KRITA.parent / "client" / "version.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        found.update(_of_tables(tree))
        names = _assigned(tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                found.update(_of_call(node, names))
    found.add("As in Krita")  # in the table of languages, whose other names are their own
    found = {text for text in found if not text.endswith(".zip")}
    return {text for text in found if sum(letter.isalpha() for letter in text) > 1}


def _of_call(node: ast.Call, names: dict[str, list[ast.expr]]) -> Iterator[str]:
    function = node.func
    called = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    for index in SAYING.get(called, ()):
        if index < len(node.args):
            yield from _strings(node.args[index], names)
    for word in node.keywords:
        if word.arg in NAMED:
            yield from _strings(word.value, names)


def _of_tables(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else []
        if isinstance(node, ast.AnnAssign):
            targets = [node.target]
        named = targets[0].id if targets and isinstance(targets[0], ast.Name) else ""
        if named in TABLES and isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value:
            yield from _entries(node.value)


def _entries(value: ast.expr) -> Iterator[str]:
    if isinstance(value, ast.Tuple):
        for row in value.elts:
            parts = row.elts[1:] if isinstance(row, ast.Tuple) else [row]
            yield from (text for part in parts for text in _strings(part, {}))
    elif isinstance(value, ast.Dict):
        for part in value.values:
            first = part.elts[0] if isinstance(part, ast.Tuple) else part
            yield from _strings(first, {})


def _assigned(tree: ast.Module) -> dict[str, list[ast.expr]]:
    """Return what is assigned to names anywhere in a module."""
    found: dict[str, list[ast.expr]] = {}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Assign):
            continue
        for target in node.targets:
            pairs = [(target, node.value)]
            if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                pairs = list(zip(target.elts, node.value.elts, strict=False))
            for name, value in pairs:
                if isinstance(name, ast.Name) and not isinstance(value, ast.Name):
                    found.setdefault(name.id, []).append(value)
    return found


def _strings(value: ast.expr, names: dict[str, list[ast.expr]]) -> Iterator[str]:
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        yield value.value
    elif isinstance(value, ast.IfExp):
        yield from _strings(value.body, names)
        yield from _strings(value.orelse, names)
    elif isinstance(value, ast.BoolOp):
        for part in value.values:
            yield from _strings(part, names)
    elif isinstance(value, ast.Name):
        for assigned in names.get(value.id, ()):
            yield from _strings(assigned, {})
