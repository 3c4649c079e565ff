# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From an SVG tree to shapes on the canvas: outlines, paint, and the groups they stand in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
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
from engine.geometry.svg.css import Rule, parse_stylesheet
from engine.geometry.svg.gradient import reference, resolve_paint
from engine.geometry.svg.lengths import fraction, length
from engine.geometry.svg.outline import Outline
from engine.geometry.svg.shapes import outlines_of
from engine.geometry.svg.style import ROOT_STYLE, Style, computed_style
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
    """A drawing, and what of the file it leaves out, in words."""

    drawing: Drawing
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class _Place:
    """What an element gets from the elements around it."""

    matrix: Floats
    style: Style
    viewport: tuple[float, float]
    ancestors: tuple[ElementTree.Element, ...] = ()
    groups: tuple[Group, ...] = ()
    used: frozenset[str] = frozenset()
    depth: int = 0


def read_svg(path: str | Path, *, objects: ObjectChoice = "auto") -> Drawing:
    """Read an SVG file. What it leaves out is listed in `drawing.host["warnings"]`, one a line.

    objects: "auto" makes the top-level groups objects when at least two carry a name (what is in
    none of them is background), "none" makes one object, a mapping gives stroke indices by name.
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
    """Read the bytes of an SVG file; as `read_svg`, with the warnings apart."""
    root = parse_xml(data)
    if local_name(root) != "svg":
        raise BadInput("This is not an SVG drawing.", hint="Choose an .svg file.")
    viewport = root_viewport(root)
    walk = _Walk.over(root)
    # Absurd transforms may overflow on the way; what isn't finite in the end is refused.
    with np.errstate(over="ignore", invalid="ignore"):
        shapes = list(walk.shapes(root, viewport))
        warnings = tuple(sorted(walk.warnings))
        return ParsedSvg(assemble(shapes, viewport.size, objects, warnings), warnings)


@dataclass
class _Walk:
    """One pass over a tree; `warnings` grows, all else stays."""

    identified: Mapping[str, ElementTree.Element]
    rules: Sequence[Rule]
    warnings: set[str] = field(default_factory=set)
    found: int = 0

    @classmethod
    def over(cls, root: ElementTree.Element) -> _Walk:
        identified: dict[str, ElementTree.Element] = {}
        rules: list[Rule] = []
        for element in root.iter():
            name = element.get("id")
            if name is not None:
                identified.setdefault(name, element)
            if local_name(element) == "style":
                rules += parse_stylesheet("".join(element.itertext()), len(rules))
        return cls(identified, rules)

    def shapes(self, root: ElementTree.Element, viewport: Viewport) -> Iterator[Shape]:
        style = computed_style(root, (), ROOT_STYLE, self.rules)
        if style["display"] == "none":
            return
        matrix = affine.compose(viewport.matrix, affine.parse_transform(root.get("transform")))
        place = _Place(matrix, style, viewport.user, (root,))
        for child in root:
            yield from self.visit(child, place)

    def visit(self, element: ElementTree.Element, outer: _Place) -> Iterator[Shape]:
        """Yield what an element draws, in painter's order."""
        name = local_name(element)
        if name in LEFT_OUT:
            self.warnings.add(LEFT_OUT[name])
        style = computed_style(element, outer.ancestors, outer.style, self.rules)
        if style["display"] == "none" or style.opacity == 0.0:
            return
        if outer.depth > DEEPEST:
            raise BadInput(
                "The SVG file nests more than {most} groups.", most=DEEPEST, hint="Ungroup it once."
            )
        self._warn_of(style)
        matrix = affine.compose(outer.matrix, affine.parse_transform(element.get("transform")))
        place = replace(outer, matrix=matrix, style=style, ancestors=(*outer.ancestors, element))
        place = replace(place, depth=outer.depth + 1)
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
        style = computed_style(target, place.ancestors, place.style, self.rules)
        if style["display"] == "none":
            return
        matrix = affine.compose(matrix, affine.parse_transform(target.get("transform")))
        place = replace(place, matrix=matrix, style=style, ancestors=(*place.ancestors, target))
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
        self.found += len(outlines)
        if self.found > MOST_SHAPES:
            raise BadInput(
                "The SVG file draws more than {most} strokes.",
                most=MOST_SHAPES,
                hint="Simplify it, or animate parts of it.",
            )
        placed = tuple(outline.transformed(place.matrix).tidied() for outline in outlines)
        even_odd = style["fill-rule"] == "evenodd"
        yield Shape(placed, stroke, width, fill, even_odd, place.groups)

    def _paint(self, which: str, style: Style) -> RGBA | None:
        def style_of(element: ElementTree.Element) -> Style:
            return computed_style(element, (), ROOT_STYLE, self.rules)

        color = resolve_paint(style[which], style, self.identified, style_of, self.warnings)
        if color is None:
            return None
        alpha = color[3] * fraction(style[f"{which}-opacity"], 1.0) * style.opacity
        return (*color[:3], alpha) if alpha > 0.0 else None

    def _warn_of(self, style: Style) -> None:
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
