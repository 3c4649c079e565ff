# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which elements are drawn at all: conditions, and the choice of a `<switch>` (SVG 2, 5.7)."""

from __future__ import annotations

from xml.etree import ElementTree

from engine.geometry.svg.xml_tree import local_name

LANGUAGE = "en"
#: What a switch may choose.
GRAPHICS = frozenset(
    {
        "a", "circle", "ellipse", "foreignObject", "g", "image", "line", "path", "polygon",
        "polyline", "rect", "svg", "switch", "text", "use",
    }
)  # fmt: skip


def holds(element: ElementTree.Element) -> bool:
    """Whether an element's conditions hold: no extensions, and English among its languages."""
    if "requiredExtensions" in element.attrib:
        return False
    languages = element.get("systemLanguage")
    if languages is None:
        return True
    names = [name.strip().lower() for name in languages.split(",")]
    return any(name.split("-")[0] == LANGUAGE for name in names)


def chosen(switch: ElementTree.Element) -> ElementTree.Element | None:
    """Return the child that a switch draws."""
    for child in switch:
        if local_name(child) in GRAPHICS and holds(child):
            return child
    return None
