# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""As much of CSS as drawings use: sheets with element, class and id selectors, and `style=`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

from engine.geometry.svg.xml_tree import local_name

_COMMENT = re.compile(r"/\*.*?(?:\*/|$)|<!--|-->", re.DOTALL)
_DECLARATION = re.compile(
    r"\s*([-a-zA-Z]+)\s*:\s*((?:[^;\"'(]|\"[^\"]*\"|'[^']*'|\([^)]*\))*)(?:;|$)"
)
_COMPOUND = re.compile(r"(\*|[a-zA-Z][\w-]*)?((?:[.#][\w-]+)*)$")
_PART = re.compile(r"([.#])([\w-]+)")


@dataclass(frozen=True)
class Declaration:
    """`name: value`, perhaps `!important`."""

    name: str
    value: str
    important: bool


@dataclass(frozen=True)
class _Compound:
    """What one element must be: its name ("" = any), its id, its classes."""

    element: str
    ids: frozenset[str]
    classes: frozenset[str]

    def matches(self, element: ElementTree.Element) -> bool:
        if self.element and self.element != local_name(element):
            return False
        if self.ids and self.ids != {element.get("id")}:
            return False
        return self.classes <= set((element.get("class") or "").split())


@dataclass(frozen=True)
class Rule:
    """One selector, from the outermost element to the one it styles, with its declarations.

    direct[k]: whether part k must be the parent (`>`) of part k + 1, not just an ancestor.
    """

    parts: tuple[_Compound, ...]
    direct: tuple[bool, ...]
    declarations: tuple[Declaration, ...]
    order: int

    @property
    def weight(self) -> tuple[int, int, int, int]:
        """Return CSS's specificity, then the order of appearance."""
        return (
            sum(len(part.ids) for part in self.parts),
            sum(len(part.classes) for part in self.parts),
            sum(bool(part.element) for part in self.parts),
            self.order,
        )

    def matches(
        self, element: ElementTree.Element, ancestors: Sequence[ElementTree.Element]
    ) -> bool:
        """Whether the rule styles `element`; ancestors run from the root to its parent."""
        if not self.parts[-1].matches(element):
            return False
        # Where the part to the right may stand; its own ancestors are to the left of that.
        places = {len(ancestors)}
        for part, direct in zip(self.parts[-2::-1], self.direct[::-1], strict=True):
            reach = {place - 1 for place in places} if direct else set(range(max(places)))
            places = {k for k in reach if k >= 0 and part.matches(ancestors[k])}
            if not places:
                return False
        return True


def parse_declarations(text: str) -> tuple[Declaration, ...]:
    """Read `name: value; name: value`; what can't be read is left out."""
    found = []
    for name, value in _DECLARATION.findall(_COMMENT.sub("", text)):
        plain, mark, _ = value.partition("!")
        found.append(Declaration(name.lower(), plain.strip(), bool(mark)))
    return tuple(found)


def parse_stylesheet(text: str, first_order: int = 0) -> list[Rule]:
    """Read a sheet; at-rules and selectors beyond names, classes, ids, ` ` and `>` are left out."""
    text = _COMMENT.sub("", text)
    rules: list[Rule] = []
    place = 0
    while (brace := text.find("{", place)) >= 0:
        prelude = text[place:brace].rpartition(";")[2].strip()
        place = _end_of_block(text, brace)
        if prelude.startswith("@"):
            continue
        declarations = parse_declarations(text[brace + 1 : place - 1])
        for selector in prelude.split(","):
            rule = _rule(selector, declarations, first_order + len(rules))
            if rule is not None:
                rules.append(rule)
    return rules


def _end_of_block(text: str, brace: int) -> int:
    depth = 0
    for match in re.finditer(r"[{}]", text[brace:]):
        depth += 1 if match[0] == "{" else -1
        if depth == 0:
            return brace + match.end()
    return len(text) + 1


def _rule(selector: str, declarations: tuple[Declaration, ...], order: int) -> Rule | None:
    words = selector.replace(">", " > ").split()
    parts: list[_Compound] = []
    direct: list[bool] = []
    for word in words:
        if word == ">":
            if not parts or len(direct) == len(parts):
                return None
            direct.append(True)
            continue
        match = _COMPOUND.match(word)
        if match is None or not word:
            return None
        if len(direct) < len(parts):
            direct.append(False)
        named = _PART.findall(match[2])
        element = match[1] or ""
        parts.append(
            _Compound(
                "" if element == "*" else element,
                frozenset(name for sign, name in named if sign == "#"),
                frozenset(name for sign, name in named if sign == "."),
            )
        )
    if not parts or len(direct) != len(parts) - 1:
        return None
    return Rule(tuple(parts), tuple(direct), declarations, order)
