# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Krita's vector layers as one SVG in document pixels. Needs neither Krita nor Qt.

Krita writes a layer as a whole SVG document in points (72 to the inch) at any resolution of the
document; its view box covers the canvas. Only the size of the root is in the wrong unit.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

from ...contract.errors import BadInput

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
INKSCAPE = "http://www.inkscape.org/namespaces/inkscape"
_REFERENCE = re.compile(r"url\(\s*['\"]?#([^)'\"]+)['\"]?\s*\)")
_DRAWN = ("path", "circle", "ellipse", "rect", "line", "polyline", "polygon", "use")

ElementTree.register_namespace("", SVG)
ElementTree.register_namespace("xlink", XLINK)
ElementTree.register_namespace("inkscape", INKSCAPE)
ElementTree.register_namespace("sodipodi", "http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd")
ElementTree.register_namespace("krita", "http://krita.org/namespaces/svg/krita")


@dataclass(frozen=True)
class SvgLayer:
    """A vector layer: its name, and the SVG that Krita writes for it."""

    name: str
    svg: str


def one_drawing(layers: Sequence[SvgLayer], size: tuple[int, int]) -> str:
    """One SVG document of `size` pixels. Of several layers, each is a group with its name.

    Raises BadInput for what is no SVG, and when nothing is drawn.
    """
    layers = [layer for layer in layers if layer.svg.strip()]  # Krita's text of an empty one
    roots = [_root(layer) for layer in layers]
    if not any(_draws(root) for root in roots):
        raise BadInput("There is nothing on this layer.", hint="Draw something first.")
    if len(roots) == 1:
        whole = roots[0]
    else:
        whole = ElementTree.Element(f"{{{SVG}}}svg", {"viewBox": roots[0].get("viewBox", "")})
        for number, (layer, root) in enumerate(zip(layers, roots, strict=True)):
            _set_apart(root, f"layer{number}_")
            group = ElementTree.SubElement(whole, f"{{{SVG}}}g", {"id": f"layer{number}"})
            group.set(f"{{{INKSCAPE}}}label", layer.name)
            group.extend(list(root))
    whole.set("width", f"{size[0]}px")
    whole.set("height", f"{size[1]}px")
    return ElementTree.tostring(whole, encoding="unicode")


def in_document_pixels(svg: str) -> str:
    """An SVG whose size is plain numbers, with the unit Krita reads as document pixels."""
    head, end, rest = svg.partition(">")
    head = re.sub(r'\b(width|height)="([\d.]+)"', r'\1="\2px"', head)
    return head + end + rest


def _root(layer: SvgLayer) -> ElementTree.Element:
    try:
        root = ElementTree.fromstring(layer.svg)
    except ElementTree.ParseError as error:
        raise BadInput(
            "The layer {name!r} can't be read: {why}.", name=layer.name, why=error
        ) from error
    if root.tag != f"{{{SVG}}}svg":
        raise BadInput("The layer {name!r} is no SVG drawing.", name=layer.name)
    return root


def _draws(root: ElementTree.Element) -> bool:
    return any(element.tag == f"{{{SVG}}}{name}" for element in root.iter() for name in _DRAWN)


def _set_apart(root: ElementTree.Element, prefix: str) -> None:
    """Gives ids, and what refers to them, a prefix: layers may use the same ids."""
    for element in root.iter():
        for name, value in element.attrib.items():
            if name == "id":
                element.set(name, prefix + value)
            elif name in ("href", f"{{{XLINK}}}href") and value.startswith("#"):
                element.set(name, f"#{prefix}{value[1:]}")
            elif "url(" in value:
                element.set(name, _REFERENCE.sub(rf"url(#{prefix}\1)", value))
