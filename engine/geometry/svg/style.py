# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an element looks like: presentation attributes, sheets, `style=`, and inheritance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

from engine.geometry.svg.color import BLACK, RGBA, parse_color
from engine.geometry.svg.css import Rule, parse_declarations
from engine.geometry.svg.lengths import fraction

INHERITED: Mapping[str, str] = {
    "color": "black",
    "fill": "black",
    "fill-opacity": "1",
    "fill-rule": "nonzero",
    "stroke": "none",
    "stroke-opacity": "1",
    "stroke-width": "1",
    "visibility": "visible",
}
OWN: Mapping[str, str] = {
    "clip-path": "none",
    "display": "inline",
    "mask": "none",
    "opacity": "1",
    "stop-color": "black",
    "stop-opacity": "1",
    "stroke-dasharray": "none",
    "vector-effect": "none",
}


@dataclass(frozen=True)
class Style:
    """Computed values as text; `opacity` is the product over all groups so far.

    A group's opacity is passed on to each stroke in it, which differs from SVG only where strokes
    of one group overlap.
    """

    values: Mapping[str, str]
    opacity: float = 1.0

    def __getitem__(self, name: str) -> str:
        return self.values[name]

    @property
    def visible(self) -> bool:
        """Whether the element itself is drawn (its children may still be)."""
        return self["visibility"] == "visible"

    def current_color(self) -> RGBA:
        """Return what `currentColor` means here."""
        return parse_color(self["color"]) or BLACK


ROOT_STYLE = Style({**INHERITED, **OWN})


def computed_style(
    element: ElementTree.Element,
    ancestors: Sequence[ElementTree.Element],
    parent: Style,
    rules: Sequence[Rule],
) -> Style:
    """Cascade an element's own declarations over its parent's style."""
    values = {**parent.values, **OWN}

    def put(name: str, value: str) -> None:
        if value == "inherit":
            value = parent[name]
        elif value in ("initial", "unset"):
            value = INHERITED.get(name) or OWN[name]
        values[name] = value

    for name, value in element.attrib.items():
        if name in values:
            put(name, value.strip())
    matching = [rule for rule in rules if rule.matches(element, ancestors)]
    declared = [
        declaration
        for rule in sorted(matching, key=lambda rule: rule.weight)
        for declaration in rule.declarations
    ]
    declared += parse_declarations(element.get("style") or "")
    for declaration in sorted(declared, key=lambda declaration: declaration.important):
        if declaration.name in values:
            put(declaration.name, declaration.value)
    return Style(values, parent.opacity * fraction(values["opacity"], 1.0))
