# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every text that the add-on shows in Blender, found in its source."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ADDON = Path(__file__).resolve().parents[2] / "addon" / "blender"
SHOWN = ("text", "name", "description", "hint", "placeholder")  # named arguments that are shown
#: Calls whose first argument is shown.
SAYING = {
    "tr",
    "poll_message_set",
    "Message",
    "BadInput",
    "FormatError",
    "InternalError",
    "draw_lines",
}
#: Calls whose named arguments are not for the user.
SILENT = {
    "new",
    "new_image",
    "Thread",
    "get",
    "pencil",
    "Drawing",
    "Preset",
    "preset_of",
    "file",
    "log",
}


def _sources() -> list[Path]:
    """Every file of the add-on but the tables of its languages, and the texts about jobs."""
    own = [path for path in sorted(ADDON.rglob("*.py")) if "languages" not in path.parts]
    return [*own, ADDON.parent / "client" / "jobs" / "phase_names.py"]


def texts() -> dict[str, str]:
    """Text -> the file that shows it."""
    found: dict[str, str] = {}
    for path in _sources():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        constants = _constants(tree)
        for text in _shown(tree, constants):
            if any(letter.isalpha() for letter in text):
                found.setdefault(text, path.name)
    return found


def untranslatable() -> list[str]:
    """Places that show a text as one piece which no table can have: an f-string with words."""
    found = []
    for path in _sources():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                said = [word.value for word in node.keywords if word.arg in SHOWN]
                called = _called(node)
                if called in SILENT:
                    continue
                said += node.args[:1] if called in SAYING - {"draw_lines"} else []
                said += node.args[1:2] if called in ("draw_lines", "report") else []
                found += [f"{path.name}:{v.lineno}" for v in said if _is_joined(v)]
                if called == "report" and isinstance(node.args[-1], ast.Constant):
                    found.append(f"{path.name}:{node.lineno}")  # Blender translates no reports
    return found


def _is_joined(value: ast.expr) -> bool:
    if isinstance(value, ast.IfExp):
        return _is_joined(value.body) or _is_joined(value.orelse)
    parts = value.values if isinstance(value, ast.JoinedStr) else []
    plain = " ".join(str(part.value) for part in parts if isinstance(part, ast.Constant))
    return any(letter.isalpha() for letter in plain)


def _called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def _constants(tree: ast.Module) -> dict[str, ast.expr]:
    """Names of the module -> what they stand for."""
    return {
        target.id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def _shown(tree: ast.Module, constants: dict[str, ast.expr]) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            yield from _of_class(node, constants)
        elif isinstance(node, ast.Call):
            yield from _of_call(node, constants)


def _of_class(node: ast.ClassDef, constants: dict[str, ast.expr]) -> Iterator[str]:
    for line in node.body:
        named = line.targets[0] if isinstance(line, ast.Assign) else None
        if isinstance(named, ast.Name) and named.id in ("bl_label", "bl_description"):
            assert isinstance(line, ast.Assign)
            yield from _strings(line.value, constants)
    if "_OT_" in node.name:
        yield ast.get_docstring(node) or ""


def _of_call(node: ast.Call, constants: dict[str, ast.expr]) -> Iterator[str]:
    called = _called(node)
    if called in SAYING and node.args:
        yield from _strings(node.args[1 if called == "draw_lines" else 0], constants)
    if called in ("_text", "_choice"):  # of the set-up's settings
        for value in (node.args[0], node.args[2 if called == "_choice" else 1]):
            yield from _strings(value, constants)
    if called == "EnumProperty":
        for word in node.keywords:
            if word.arg == "items":
                yield from _items(word.value, constants)
    if called in SILENT:
        return
    for word in node.keywords:
        if word.arg in SHOWN:
            yield from _strings(word.value, constants)


def _items(value: ast.expr, constants: dict[str, ast.expr]) -> Iterator[str]:
    """Names and descriptions of an enumeration."""
    if isinstance(value, ast.Name):
        value = constants.get(value.id, value)
    if isinstance(value, (ast.Tuple, ast.List)):
        for row in value.elts:
            if isinstance(row, ast.Tuple):
                for part in row.elts[1:3]:
                    yield from _strings(part, constants)


def _strings(value: ast.expr, constants: dict[str, ast.expr]) -> Iterator[str]:
    """The plain texts in an expression: itself, or either side of a choice."""
    if isinstance(value, ast.Name) and value.id in constants:
        value = constants[value.id]
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        yield value.value
    elif isinstance(value, ast.IfExp):
        yield from _strings(value.body, constants)
        yield from _strings(value.orelse, constants)
    elif isinstance(value, ast.Dict):
        for part in value.values:
            yield from _strings(part, constants)
