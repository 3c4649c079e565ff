# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Walks an SVG tree and collects its shapes: outlines, paint, and the groups around them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from xml.etree import ElementTree

import numpy as np

from addon.contract.drawing import Drawing
from addon.contract.errors import BadInput
from engine.geometry.objects import ObjectChoice
from engine.geometry.svg import affine, losses
from engine.geometry.svg.assembly import Group, Shape, assemble
from engine.geometry.svg.clips import clips_of
from engine.geometry.svg.color import CLEAR, parse_color
from engine.geometry.svg.conditions import chosen, holds
from engine.geometry.svg.fonts import FontBook
from engine.geometry.svg.gradient import reference
from engine.geometry.svg.images import Pictures, image_frame, picture_box
from engine.geometry.svg.lengths import fraction, length
from engine.geometry.svg.outline import Outline
from engine.geometry.svg.painter import Painter
from engine.geometry.svg.place import Place
from engine.geometry.svg.shapes import outlines_of, path_of
from engine.geometry.svg.style import ROOT_STYLE
from engine.geometry.svg.svg_file import CONTAINERS, SvgFile
from engine.geometry.svg.text import text_outlines
from engine.geometry.svg.viewport import Viewport, fit_box, inner_viewport, root_viewport
from engine.geometry.svg.xml_tree import INKSCAPE, SODIPODI, attribute, local_name, parse_xml

DEEPEST = 150  # nested elements; more is damage, or an attack
MOST_SHAPES = 50_000

_GROUPS = frozenset({"g", "a", "svg", "symbol", "use"})


@dataclass(frozen=True)
class ParsedSvg:
    """A drawing, and sentences that say what of the file it leaves out."""

    drawing: Drawing
    warnings: tuple[str, ...]


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
    walk = _Walk(SvgFile.of(root), root)
    # Huge transforms may overflow; a result that isn't finite is refused later.
    with np.errstate(over="ignore", invalid="ignore"):
        shapes = list(walk.shapes(root, viewport))
        warnings = tuple(sorted(walk.file.warnings))
        return ParsedSvg(assemble(shapes, viewport.size, objects, warnings), warnings)


class _Walk:
    """One pass over a tree, in which warnings are collected and outlines are counted."""

    def __init__(
        self, file: SvgFile, root: ElementTree.Element, pictures: Pictures | None = None
    ) -> None:
        self.file = file
        self.pictures = pictures or Pictures()
        self.painter = Painter(file, self.visit)
        self.fonts = FontBook.of(root)
        self.outline_count = 0

    def shapes(
        self, root: ElementTree.Element, viewport: Viewport, around: Place | None = None
    ) -> Iterator[Shape]:
        """Yield all shapes; `around` is the place of the <image> that holds the file."""
        outer = ROOT_STYLE if around is None else replace(ROOT_STYLE, opacity=around.style.opacity)
        style = self.file.cascade.style(root, outer)
        if style["display"] == "none":
            return
        if (parse_color(style["background-color"]) or CLEAR)[3] > 0.0:
            self.file.warnings.add(losses.BACKGROUND)
        own = self.file.transform(root, style, viewport.user)
        place = Place(affine.compose(viewport.matrix, own), style, viewport.user)
        if around is not None:
            place = replace(place, groups=around.groups, clips=around.clips, depth=around.depth + 1)
        for child in root:
            yield from self.visit(child, place)

    def visit(self, element: ElementTree.Element, outer: Place) -> Iterator[Shape]:
        """Yield the shapes of an element and its children, in painter's order."""
        name = local_name(element)
        if name in losses.LEFT_OUT:
            self.file.warnings.add(losses.LEFT_OUT[name])
        style = self.file.cascade.style(element, outer.style)
        if style["display"] == "none" or style.opacity == 0.0 or not holds(element):
            return
        if outer.depth > DEEPEST:
            raise BadInput(
                "The SVG file nests more than {most} groups.", most=DEEPEST, hint="Ungroup it once."
            )
        own = self.file.transform(element, style, outer.viewport)
        place = replace(outer.moved(own), style=style, depth=outer.depth + 1)
        self._warn_of(element, place)
        if style["clip-path"] != "none" or style["mask"] != "none":
            clips = clips_of(self.file, self.visit, element, place)
            place = replace(place, clips=(*place.clips, *clips))
        if name == "switch":
            child = chosen(element)
            if child is not None:
                yield from self.visit(child, place)
        elif name in CONTAINERS and name != "symbol":
            yield from self._inside(element, element, place)
        elif name == "use":
            yield from self._use(element, place)
        elif name == "text":
            yield from self._text(element, place)
        elif name == "image" and style.visible:
            yield from self._image(element, place)
        elif style.visible:
            yield from self._drawn(element, place)

    def _inside(
        self, element: ElementTree.Element, placed_by: ElementTree.Element, place: Place
    ) -> Iterator[Shape]:
        name = local_name(element)
        if name in ("svg", "symbol"):
            viewport = inner_viewport(element, placed_by, place.viewport)
            if viewport.size and min(viewport.size) <= 0.0:
                return
            if viewport.frame and place.style["overflow"] not in ("visible", "auto"):
                place = place.clipped_to(viewport.frame)
            place = replace(place.moved(viewport.matrix), viewport=viewport.user)
        if name in ("g", "symbol") or placed_by is not element:
            place = replace(place, groups=(*place.groups, _group(element, placed_by)))
        for child in element:
            yield from self.visit(child, place)

    def _use(self, element: ElementTree.Element, place: Place) -> Iterator[Shape]:
        target_id = reference(element)
        target = self.file.identified.get(target_id)
        is_drawn = target_id in place.used
        if target is None or is_drawn or self.file.is_within(element, target):
            self.file.warnings.add(losses.LOST_COPY)
            return
        x = length(element.get("x"), place.viewport[0], place.style.fonts) or 0.0
        y = length(element.get("y"), place.viewport[1], place.style.fonts) or 0.0
        fill, stroke, _ = self.painter.paints(place)
        place = replace(
            place.moved(affine.translation(x, y)),
            used=place.used | {target_id},
            context=(fill, stroke),
        )
        if local_name(target) not in ("g", "symbol", "svg"):
            yield from self.visit(target, place)
            return
        style = self.file.cascade.style(target, place.style)
        if style["display"] == "none":
            return
        own = self.file.transform(target, style, place.viewport)
        place = replace(place.moved(own), style=style)
        if style["clip-path"] != "none" or style["mask"] != "none":
            clips = clips_of(self.file, self.visit, target, place)
            place = replace(place, clips=(*place.clips, *clips))
        yield from self._inside(target, element, place)

    def _drawn(self, element: ElementTree.Element, place: Place) -> Iterator[Shape]:
        if affine.mean_scale(place.matrix) == 0.0:
            return
        outlines = outlines_of(element, place.viewport, place.style.fonts)
        if local_name(element) == "path" and not path_of(element).is_whole:
            self.file.warnings.add(losses.DAMAGED_PATH)
        if outlines:
            yield from self._painted(element, outlines, place)

    def _text(self, element: ElementTree.Element, place: Place) -> Iterator[Shape]:
        if affine.mean_scale(place.matrix) == 0.0:
            return
        for span, outlines, own in text_outlines(self.file, self.fonts, element, place):
            yield from self._painted(span, outlines, own)

    def _image(self, element: ElementTree.Element, place: Place) -> Iterator[Shape]:
        """Yield the shapes of an embedded picture, as large as the element says."""
        if affine.mean_scale(place.matrix) == 0.0:
            return
        found = self.pictures.tree_of(element)
        if found is None:
            self.file.warnings.add(losses.NO_LINE_ART)
            return
        root, is_traced = found
        if is_traced:
            self.file.warnings.add(losses.TRACED)
        box = picture_box(root)
        frame = image_frame(element, place, box[2:])
        if min(frame[2:]) <= 0.0:
            return
        inner = _Walk(SvgFile.of(root), root, self.pictures)
        inner.outline_count = self.outline_count
        fit = fit_box(box, frame, element.get("preserveAspectRatio"))
        viewport = Viewport(affine.compose(place.matrix, fit), (box[2], box[3]), None)
        yield from inner.shapes(root, viewport, place.clipped_to(frame))
        self.outline_count = inner.outline_count
        self.file.warnings.update(inner.file.warnings)

    def _painted(
        self, element: ElementTree.Element, outlines: list[Outline], place: Place
    ) -> Iterator[Shape]:
        for shape in self.painter.shapes(element, outlines, place):
            self.outline_count += len(shape.outlines)
            if self.outline_count > MOST_SHAPES:
                raise BadInput(
                    "The SVG file draws more than {most} strokes.",
                    most=MOST_SHAPES,
                    hint="Simplify it, or animate parts of it.",
                )
            yield shape

    def _warn_of(self, element: ElementTree.Element, place: Place) -> None:
        style = place.style
        if style["filter"] != "none":
            self.file.warnings.add(losses.FILTERS)
        if style["mix-blend-mode"] != "normal":
            self.file.warnings.add(losses.BLENDING)
        if 0.0 < fraction(style["opacity"], 1.0) < 1.0:
            several = local_name(element) in _GROUPS and sum(1 for _ in element.iter()) > 2
            both = style["stroke"] != "none" and style["fill"] != "none"
            if several or both:
                self.file.warnings.add(losses.GROUP_OPACITY)


def _group(element: ElementTree.Element, placed_by: ElementTree.Element) -> Group:
    label = ""
    for holder in (placed_by, element):
        label = label or attribute(holder, INKSCAPE, "label") or holder.get("id") or ""
    locked = attribute(element, SODIPODI, "insensitive") in ("true", "1")
    is_layer = attribute(element, INKSCAPE, "groupmode") == "layer"
    return Group(id(placed_by), label.strip(), is_layer, locked)
