# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Walks an SVG tree and collects its shapes: outlines, paint, and the groups around them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from xml.etree import ElementTree

import numpy as np

from addon.contract.drawing import Drawing
from addon.contract.errors import BadInput
from engine.geometry.bezier import Floats
from engine.geometry.objects import ObjectChoice
from engine.geometry.svg import affine
from engine.geometry.svg.assembly import Group, Shape, assemble
from engine.geometry.svg.color import RGBA
from engine.geometry.svg.gradient import reference, resolve_paint
from engine.geometry.svg.lengths import fraction, length
from engine.geometry.svg.outline import Outline
from engine.geometry.svg.shapes import outlines_of
from engine.geometry.svg.style import ROOT_STYLE, Cascade, ComputedStyle
from engine.geometry.svg.viewport import Viewport, inner_viewport, root_viewport
from engine.geometry.svg.xml_tree import INKSCAPE, SODIPODI, attribute, local_name, parse_xml

DEEPEST = 150  # nested elements; more is damage, or an attack
MOST_SHAPES = 50_000

CONTAINERS = frozenset({"g", "a", "svg", "switch"})
LEFT_OUT = {
    "text": "Text is not drawn; turn it into paths first.",
    "image": "Embedded pictures are not drawn.",
    "foreignObject": "Embedded web content is not drawn.",
}


@dataclass(frozen=True)
class ParsedSvg:
    """A drawing, and sentences that say what of the file it leaves out."""

    drawing: Drawing
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class _Place:
    """What the elements around an element determine.

    Attributes:
        matrix: from user units to the canvas.
        viewport: width and height in user units, which percentages refer to.
        used: ids of the elements whose copies this is in.
    """

    matrix: Floats
    style: ComputedStyle
    viewport: tuple[float, float]
    groups: tuple[Group, ...] = ()
    used: frozenset[str] = frozenset()
    depth: int = 0


def read_svg(path: str | Path, *, objects: ObjectChoice = "auto") -> Drawing:
    """Read an SVG file.

    What is left out is listed in `drawing.host["warnings"]`, a sentence a line.

    objects: "auto" makes objects of the top-level groups when at least two have a name (strokes
    outside of these are background), "none" makes one object, a mapping gives stroke indices by
    name.
    Raises BadInput.
    """
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise BadInput(
            "The drawing {file} can't be opened: {why}.",
            file=Path(path).name,
            why=error.strerror,
            hint="Check the file's name and place.",
        ) from error
    return parse_svg(data, objects=objects).drawing


def parse_svg(data: bytes, *, objects: ObjectChoice = "auto") -> ParsedSvg:
    """Read the bytes of an SVG file like `read_svg`, and return the warnings beside the drawing."""
    root = parse_xml(data)
    if local_name(root) != "svg":
        raise BadInput("This is not an SVG drawing.", hint="Choose an .svg file.")
    viewport = root_viewport(root)
    walk = _Walk.over(root)
    # Huge transforms may overflow; a result that isn't finite is refused later.
    with np.errstate(over="ignore", invalid="ignore"):
        shapes = list(walk.shapes(root, viewport))
        warnings = tuple(sorted(walk.warnings))
        return ParsedSvg(assemble(shapes, viewport.size, objects, warnings), warnings)


@dataclass
class _Walk:
    """One pass over a tree, in which warnings are collected and outlines are counted."""

    identified: Mapping[str, ElementTree.Element]
    cascade: Cascade
    warnings: set[str]
    outline_count: int = 0

    @classmethod
    def over(cls, root: ElementTree.Element) -> _Walk:
        identified: dict[str, ElementTree.Element] = {}
        for element in root.iter():
            name = element.get("id")
            if name is not None:
                identified.setdefault(name, element)
        cascade = Cascade(root)
        return cls(identified, cascade, cascade.warnings)

    def shapes(self, root: ElementTree.Element, viewport: Viewport) -> Iterator[Shape]:
        style = self.cascade.style(root, ROOT_STYLE)
        if style["display"] == "none":
            return
        matrix = affine.compose(viewport.matrix, affine.parse_transform(root.get("transform")))
        place = _Place(matrix, style, viewport.user)
        for child in root:
            yield from self.visit(child, place)

    def visit(self, element: ElementTree.Element, outer: _Place) -> Iterator[Shape]:
        """Yield the shapes of an element and its children, in painter's order."""
        name = local_name(element)
        if name in LEFT_OUT:
            self.warnings.add(LEFT_OUT[name])
        style = self.cascade.style(element, outer.style)
        if style["display"] == "none" or style.opacity == 0.0:
            return
        if outer.depth > DEEPEST:
            raise BadInput(
                "The SVG file nests more than {most} groups.", most=DEEPEST, hint="Ungroup it once."
            )
        self._warn_of(style)
        matrix = affine.compose(outer.matrix, affine.parse_transform(element.get("transform")))
        place = replace(outer, matrix=matrix, style=style, depth=outer.depth + 1)
        if name in CONTAINERS:
            yield from self._inside(element, element, place)
        elif name == "use":
            yield from self._use(element, place)
        else:
            outlines = outlines_of(element, place.viewport)
            if outlines and style.visible:
                yield from self._shape(outlines, place)

    def _inside(
        self, element: ElementTree.Element, placed_by: ElementTree.Element, place: _Place
    ) -> Iterator[Shape]:
        name = local_name(element)
        if name in ("svg", "symbol"):
            viewport = inner_viewport(element, placed_by, place.viewport)
            if viewport.size and min(viewport.size) <= 0.0:
                return
            matrix = affine.compose(place.matrix, viewport.matrix)
            place = replace(place, matrix=matrix, viewport=viewport.user)
        if name in ("g", "symbol") or placed_by is not element:
            place = replace(place, groups=(*place.groups, _group(element, placed_by)))
        for child in element:
            if name == "switch" and child.get("requiredExtensions") is not None:
                continue
            yield from self.visit(child, place)
            if name == "switch":
                return

    def _use(self, element: ElementTree.Element, place: _Place) -> Iterator[Shape]:
        target_id = reference(element)
        target = self.identified.get(target_id)
        if target is None or target_id in place.used:
            self.warnings.add("A copy (<use>) refers to nothing in this file.")
            return
        x = length(element.get("x"), place.viewport[0]) or 0.0
        y = length(element.get("y"), place.viewport[1]) or 0.0
        matrix = affine.compose(place.matrix, affine.translation(x, y))
        place = replace(place, matrix=matrix, used=place.used | {target_id})
        if local_name(target) not in ("g", "symbol", "svg"):
            yield from self.visit(target, place)
            return
        style = self.cascade.style(target, place.style)
        if style["display"] == "none":
            return
        matrix = affine.compose(matrix, affine.parse_transform(target.get("transform")))
        place = replace(place, matrix=matrix, style=style)
        yield from self._inside(target, element, place)

    def _shape(self, outlines: list[Outline], place: _Place) -> Iterator[Shape]:
        style = place.style
        scale = affine.mean_scale(place.matrix)
        if scale == 0.0:
            return
        diagonal = (place.viewport[0] ** 2 + place.viewport[1] ** 2) ** 0.5 / 2.0**0.5
        width = length(style["stroke-width"], diagonal)
        width = 1.0 if width is None else max(width, 0.0)
        if style["vector-effect"] != "non-scaling-stroke":
            width *= scale
        stroke = self._paint("stroke", style) if width > 0.0 else None
        fill = self._paint("fill", style)
        if stroke is None and fill is None:
            return
        self.outline_count += len(outlines)
        if self.outline_count > MOST_SHAPES:
            raise BadInput(
                "The SVG file draws more than {most} strokes.",
                most=MOST_SHAPES,
                hint="Simplify it, or animate parts of it.",
            )
        placed = tuple(outline.transformed(place.matrix).tidied() for outline in outlines)
        even_odd = style["fill-rule"] == "evenodd"
        yield Shape(placed, stroke, width, fill, even_odd, place.groups)

    def _paint(self, which: str, style: ComputedStyle) -> RGBA | None:
        style_of = self.cascade.style_in_place
        color = resolve_paint(style[which], style, self.identified, style_of, self.warnings)
        if color is None:
            return None
        alpha = color[3] * fraction(style[f"{which}-opacity"], 1.0) * style.opacity
        return (*color[:3], alpha) if alpha > 0.0 else None

    def _warn_of(self, style: ComputedStyle) -> None:
        if style["clip-path"] != "none" or style["mask"] != "none":
            self.warnings.add("Clipping paths and masks are left out; everything is drawn.")
        if style["stroke-dasharray"] not in ("none", "0", ""):
            self.warnings.add("Dashed lines are drawn as full lines.")


def _group(element: ElementTree.Element, placed_by: ElementTree.Element) -> Group:
    label = ""
    for holder in (placed_by, element):
        label = label or attribute(holder, INKSCAPE, "label") or holder.get("id") or ""
    locked = attribute(element, SODIPODI, "insensitive") in ("true", "1")
    is_layer = attribute(element, INKSCAPE, "groupmode") == "layer"
    return Group(id(placed_by), label.strip(), is_layer, locked)
