# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an element looks like: presentation attributes, sheets, `style=`, and inheritance."""

from __future__ import annotations

from collections.abc import Mapping
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
from engine.geometry.svg.lengths import USUAL_FONTS, Fonts, fraction, length
from engine.geometry.svg.losses import unknown_paint
from engine.geometry.svg.properties import ATTRIBUTES, FONT_SIZES, PROPERTIES, SHORTHANDS

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
        fonts: sizes of fonts, which `em` and `rem` refer to.
    """

    values: Mapping[str, str]
    opacity: float = 1.0
    variables: Mapping[str, str] = field(default_factory=dict)
    fonts: Fonts = USUAL_FONTS

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
        self.parents = {child: parent for parent in root.iter() for child in parent}
        self._in_place: dict[ElementTree.Element, ComputedStyle] = {}

    def style(self, element: ElementTree.Element, parent: ComputedStyle) -> ComputedStyle:
        """Return an element's style, given that of the element from which it inherits.

        Presentation attributes are the weakest, then the rules of sheets, then `style=`, then what
        is marked as important (CSS Cascade 4, section 6; SVG 2, section 6.6). Invalid declarations
        are left out; for a paint there is a warning.
        """
        declared = [(name, value.strip()) for name, value in element.attrib.items()]
        declared = [(name, value) for name, value in declared if name in ATTRIBUTES]
        declared += [
            ("transform", element.attrib[name].strip())
            for name in ("gradientTransform", "patternTransform")
            if name in element.attrib
        ]
        in_css = list(self._sheet.declarations(element))
        in_css += parse_declarations(element.get("style") or "")
        in_css.sort(key=lambda declaration: declaration.important)
        declared += [
            (name, declaration.value)
            for declaration in in_css
            for name in SHORTHANDS.get(declaration.name, (declaration.name,))
        ]

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
        fonts = self._fonts(element, values, parent)
        opacity = parent.opacity * fraction(values["opacity"], 1.0)
        return ComputedStyle(values, opacity, variables, fonts)

    def _fonts(
        self, element: ElementTree.Element, values: dict[str, str], parent: ComputedStyle
    ) -> Fonts:
        """Return the sizes of fonts, and put the element's own into `values` as pixels."""
        text = values["font-size"]
        if text == parent["font-size"]:
            return parent.fonts
        size = length(FONT_SIZES.get(text, text), parent.fonts.own, parent.fonts)
        own = parent.fonts.own if size is None else size
        values["font-size"] = f"{own}px"
        root = parent.fonts.root if element in self.parents else own
        return parent.fonts._replace(own=own, root=root)

    def style_in_place(self, element: ElementTree.Element) -> ComputedStyle:
        """Return the style of an element that inherits from the elements around it in the file."""
        chain = [element]
        while chain[-1] not in self._in_place and chain[-1] in self.parents:
            chain.append(self.parents[chain[-1]])
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
            self.warnings.add(unknown_paint(value))
        if read is None and substituted != value:
            # Only now invalid, so it has already put weaker declarations aside.
            return parent[name] if PROPERTIES[name].inherited else PROPERTIES[name].initial
        return read
