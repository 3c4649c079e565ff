# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Texts that the client and the engine report, found in their source."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
#: Errors that are shown to people.
ERRORS = {
    "BadInput", "Cancelled", "DiskFull", "FormatError", "InternalError", "JobBusy", "NotThere",
    "OutOfMemory", "ProtocolError", "SketchMotionError", "Stopped", "Unreachable", "WrongHash",
}  # fmt: skip
#: Calls whose first argument is shown: errors, messages, warnings of a job, labels of buttons.
SHOWING = {*ERRORS, "Message", "Action", "warn"}
#: Named arguments of errors that fill in nothing; those of a ProtocolError.
OTHERS = {"hint", "action"}
OTHERS_OF_PROTOCOL = {*OTHERS, "code", "request_id"}


@dataclass(frozen=True)
class Sentence:
    """A text of one call.

    Attributes:
        text: The template, or a text without placeholders.
        arguments: Names of what the call fills in.
        place: File and line.
    """

    text: str
    arguments: frozenset[str]
    place: str

    @property
    def placeholders(self) -> frozenset[str]:
        """The placeholders of the text; none where nothing is filled in."""
        return placeholders(self.text) if self.arguments else frozenset()


def placeholders(text: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name)


def sentences(*folders: str) -> Iterator[Sentence]:
    """Yield the messages, hints, warnings and labels in the source of folders or files."""
    for path, tree in _trees(folders):
        names = _assigned(tree)
        for node in ast.walk(tree):
            called = _called(node)
            if isinstance(node, ast.Call) and called in SHOWING:
                filled = {word.arg for word in node.keywords if word.arg}
                if called == "ProtocolError":
                    filled -= OTHERS_OF_PROTOCOL
                elif called != "Message":
                    filled = filled - OTHERS if called in ERRORS else set()
                place = f"{path.relative_to(ROOT).as_posix()}:{node.lineno}"
                for text in (text for value in node.args[:1] for text in _texts(value, names)):
                    yield Sentence(text, frozenset(filled), place)
                for word in node.keywords:
                    if word.arg == "hint":
                        for text in _texts(word.value, names):
                            yield Sentence(text, frozenset(), place)


def phases(*folders: str) -> set[str]:
    """Return the phases of jobs that are written out in the source, templates among them."""
    found: set[str] = set()
    for _, tree in _trees(folders):
        names = _assigned(tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and _called(node) in ("step", "Stage") and node.args:
                found.update(_texts(node.args[0], names))
    return found


def put_together(*folders: str) -> Iterator[str]:
    """Yield the places of texts that no table can have: words joined with values before."""
    for path, tree in _trees(folders):
        joined = {
            target.id
            for node in ast.walk(tree)
            if isinstance(node, ast.Assign) and _is_joined(node.value)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and _called(node) in SHOWING:
                shown = [*node.args[:1], *(w.value for w in node.keywords if w.arg == "hint")]
                for value in shown:
                    named = isinstance(value, ast.Name) and value.id in joined
                    if named or _is_joined(value):
                        yield f"{path.relative_to(ROOT).as_posix()}:{value.lineno}"


def constants(*folders: str) -> set[str]:
    """Return every text in the source of folders or files."""
    return {
        node.value
        for _, tree in _trees(folders)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def _trees(folders: tuple[str, ...]) -> Iterator[tuple[Path, ast.Module]]:
    for folder in folders:
        path = ROOT / folder
        assert path.exists(), folder
        for file in [path] if path.is_file() else sorted(path.rglob("*.py")):
            if "languages" not in file.parts:
                yield file, ast.parse(file.read_text(encoding="utf-8"))


def _called(node: ast.AST) -> str:
    if not isinstance(node, ast.Call):
        return ""
    called = node.func
    return called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")


def _assigned(tree: ast.Module) -> dict[str, list[ast.expr]]:
    """Return what is assigned to names anywhere in a module; names may repeat."""
    found: dict[str, list[ast.expr]] = {}
    for node in ast.walk(tree):
        for target in node.targets if isinstance(node, ast.Assign) else ():
            pairs = [(target, node.value)]  # type: ignore[attr-defined]
            if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):  # type: ignore[attr-defined]
                pairs = list(zip(target.elts, node.value.elts, strict=False))  # type: ignore[attr-defined]
            for name, value in pairs:
                if isinstance(name, ast.Name) and not isinstance(value, ast.Name):
                    found.setdefault(name.id, []).append(value)
    return found


def _texts(value: ast.expr, names: dict[str, list[ast.expr]]) -> Iterator[str]:
    """Yield the texts that an expression can stand for, as far as they are written out."""
    if isinstance(value, ast.IfExp):
        yield from _texts(value.body, names)
        yield from _texts(value.orelse, names)
    elif isinstance(value, ast.BoolOp):
        for part in value.values:
            yield from _texts(part, names)
    elif isinstance(value, ast.Call) and _called(value) == "Message":
        yield from _texts(value.args[0], names)
    elif isinstance(value, ast.Name):
        for assigned in names.get(value.id, ()):
            yield from _texts(assigned, names)
    elif isinstance(value, ast.Constant) and _has_words(value):
        yield str(value.value)


def _is_joined(value: ast.expr) -> bool:
    """Return whether a text with words is put together here: f"", +, % or .format()."""
    if isinstance(value, ast.IfExp):
        return _is_joined(value.body) or _is_joined(value.orelse)
    if isinstance(value, ast.BoolOp):
        return any(map(_is_joined, value.values))
    if isinstance(value, ast.JoinedStr):
        return any(_has_words(part) for part in value.values)
    if isinstance(value, ast.BinOp) and isinstance(value.op, (ast.Add, ast.Mod)):
        return any(_has_words(part) or _is_joined(part) for part in (value.left, value.right))
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute):
        return value.func.attr == "format"
    return False


def _has_words(value: ast.expr) -> bool:
    text = value.value if isinstance(value, ast.Constant) else ""
    return isinstance(text, str) and any(letter.isalpha() for letter in text)
