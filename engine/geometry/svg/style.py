# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an element looks like: presentation attributes, sheets, `style=`, and inheritance."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from xml.etree import ElementTree

from engine.geometry.svg.color import BLACK, RGBA, parse_color
from engine.geometry.svg.css import (
    StyleSheet,
    parse_declarations,
    replace_variables,
    resolve_variables,
)
from engine.geometry.svg.lengths import NUMBER, fraction, length

_ALPHA = re.compile(rf"{NUMBER}%?$")
_URL = re.compile(r"url\((?:[^()\"']|\"[^\"]*\"|'[^']*')*\)\s*(.*)$", re.DOTALL | re.IGNORECASE)
_PAINT_WORDS = ("none", "currentcolor", "context-fill", "context-stroke")
_DISPLAY_WORDS = (
    "inline", "block", "none", "contents", "list-item", "run-in", "flow-root", "inline-block",
    "flex", "inline-flex", "grid", "inline-grid", "compact", "marker", "table", "inline-table",
    "table-row-group", "table-header-group", "table-footer-group", "table-row", "table-cell",
    "table-column-group", "table-column", "table-caption",
)  # fmt: skip

#: Returns a value as it is kept, keywords in lower case; None for one that isn't valid.
Reader = Callable[[str], str | None]


def _one_of(*words: str) -> Reader:
    return lambda value: value.lower() if value.lower() in words else None


def _anything(value: str) -> str | None:
    return value.lower() if value.lower() == "none" else value or None


def _alpha(value: str) -> str | None:
    return value if _ALPHA.match(value) else None


def _line_width(value: str) -> str | None:
    width = length(value, 1.0)
    return value if width is not None and width >= 0.0 else None


def _dashes(value: str) -> str | None:
    if value.lower() == "none":
        return "none"
    return value if all(_line_width(part) for part in re.split(r"[\s,]+", value)) else None


def _color(value: str) -> str | None:
    if value.lower() == "currentcolor":
        return "currentcolor"
    return value if parse_color(value) else None


def _paint(value: str) -> str | None:
    if value.lower() in _PAINT_WORDS:
        return value.lower()
    if match := _URL.match(value):
        return value if not match[1] or _paint(match[1]) else None
    return value if parse_color(value.partition(" icc-color")[0]) else None


@dataclass(frozen=True)
class Property:
    """A property of CSS that is read from drawings."""

    initial: str
    inherited: bool
    read: Reader


PROPERTIES: Mapping[str, Property] = {
    "color": Property("black", True, _color),
    "fill": Property("black", True, _paint),
    "fill-opacity": Property("1", True, _alpha),
    "fill-rule": Property("nonzero", True, _one_of("nonzero", "evenodd")),
    "stroke": Property("none", True, _paint),
    "stroke-dasharray": Property("none", True, _dashes),
    "stroke-opacity": Property("1", True, _alpha),
    "stroke-width": Property("1", True, _line_width),
    "visibility": Property("visible", True, _one_of("visible", "hidden", "collapse")),
    "clip-path": Property("none", False, _anything),
    "display": Property("inline", False, _one_of(*_DISPLAY_WORDS)),
    "mask": Property("none", False, _anything),
    "opacity": Property("1", False, _alpha),
    "stop-color": Property("black", False, _color),
    "stop-opacity": Property("1", False, _alpha),
    "vector-effect": Property(
        "none",
        False,
        _one_of("none", "non-scaling-stroke", "non-scaling-size", "non-rotation", "fixed-position"),
    ),
}
_INITIAL = {name: prop.initial for name, prop in PROPERTIES.items()}
_NOT_INHERITED = {name: prop.initial for name, prop in PROPERTIES.items() if not prop.inherited}


@lru_cache(maxsize=8192)
def _read(name: str, value: str) -> str | None:
    return PROPERTIES[name].read(value)


@dataclass(frozen=True)
class ComputedStyle:
    """Computed values as text.

    A group's opacity is passed on to each stroke in it, which differs from SVG only where strokes
    of one group overlap.

    Attributes:
        values: by property; keywords are in lower case.
        opacity: the product over all groups so far.
        variables: custom properties, `--name`.
    """

    values: Mapping[str, str]
    opacity: float = 1.0
    variables: Mapping[str, str] = field(default_factory=dict)

    def __getitem__(self, name: str) -> str:
        return self.values[name]

    @property
    def visible(self) -> bool:
        """Whether the element itself is drawn (its children may still be)."""
        return self["visibility"] == "visible"

    def current_color(self) -> RGBA:
        """Return what `currentColor` means here."""
        return parse_color(self["color"]) or BLACK


ROOT_STYLE = ComputedStyle(_INITIAL)


class Cascade:
    """The styles of a tree's elements: which declaration wins, and what is inherited."""

    def __init__(self, root: ElementTree.Element) -> None:
        """Read the style sheets of a tree."""
        self.warnings: set[str] = set()
        self._sheet = StyleSheet(root)
        self._parents = {child: parent for parent in root.iter() for child in parent}
        self._in_place: dict[ElementTree.Element, ComputedStyle] = {}

    def style(self, element: ElementTree.Element, parent: ComputedStyle) -> ComputedStyle:
        """Return an element's style, given that of the element from which it inherits.

        Presentation attributes are the weakest, then the rules of sheets, then `style=`, then what
        is marked as important (CSS Cascade 4, section 6; SVG 2, section 6.6). Invalid declarations
        are left out; for a paint there is a warning.
        """
        declared = [(name, value.strip()) for name, value in element.attrib.items()]
        declared = [(name, value) for name, value in declared if name in PROPERTIES]
        in_css = list(self._sheet.declarations(element))
        in_css += parse_declarations(element.get("style") or "")
        in_css.sort(key=lambda declaration: declaration.important)
        declared += [(declaration.name, declaration.value) for declaration in in_css]

        variables = parent.variables
        own_variables = {name: value for name, value in declared if name.startswith("--")}
        if own_variables:
            variables = resolve_variables(own_variables, variables)
        values = {**parent.values, **_NOT_INHERITED}
        for name, value in declared:
            if name in PROPERTIES:
                computed = self._computed(name, value, parent, variables)
                if computed is not None:
                    values[name] = computed
        return ComputedStyle(values, parent.opacity * fraction(values["opacity"], 1.0), variables)

    def style_in_place(self, element: ElementTree.Element) -> ComputedStyle:
        """Return the style of an element that inherits from the elements around it in the file."""
        chain = [element]
        while chain[-1] not in self._in_place and chain[-1] in self._parents:
            chain.append(self._parents[chain[-1]])
        style = ROOT_STYLE
        for member in reversed(chain):
            style = self._in_place.get(member) or self.style(member, style)
            self._in_place[member] = style
        return style

    def _computed(
        self, name: str, value: str, parent: ComputedStyle, variables: Mapping[str, str]
    ) -> str | None:
        """Return the value that a declaration gives, None for an invalid declaration."""
        substituted = replace_variables(value, variables.get)
        word = "unset" if substituted is None else substituted.lower()
        if word in ("unset", "revert", "revert-layer"):
            word = "inherit" if PROPERTIES[name].inherited else "initial"
        if word == "inherit" or (name == "color" and word == "currentcolor"):
            return parent[name]
        if word == "initial":
            return PROPERTIES[name].initial
        read = _read(name, substituted or "")
        if read is None and value and name in ("fill", "stroke"):
            self.warnings.add(f"The paint “{value[:40]}” is not known and was left out.")
        if read is None and substituted != value:
            # Only now invalid, so it has already put weaker declarations aside.
            return parent[name] if PROPERTIES[name].inherited else PROPERTIES[name].initial
        return read
