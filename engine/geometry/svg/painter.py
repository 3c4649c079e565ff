# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes shapes of outlines: their paint, dashes, clips, markers, and what is painted first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from xml.etree import ElementTree

from addon.contract.drawing import BEVEL, BUTT, MITER, ROUND, SQUARE
from engine.geometry.bezier import Floats
from engine.geometry.svg import affine, losses
from engine.geometry.svg.assembly import Shape
from engine.geometry.svg.clips import Visit
from engine.geometry.svg.color import RGBA
from engine.geometry.svg.cutting import clip_fill, clip_lines, is_too_detailed
from engine.geometry.svg.dashes import dash_pattern, dashed
from engine.geometry.svg.gradient import GREY, pattern_of, resolve_paint
from engine.geometry.svg.lengths import angle, fraction, length
from engine.geometry.svg.markers import END, MID, START, Vertex, vertices
from engine.geometry.svg.outline import Outline
from engine.geometry.svg.patterns import tiles
from engine.geometry.svg.place import Place
from engine.geometry.svg.regions import Region, closed_outline
from engine.geometry.svg.style import ComputedStyle
from engine.geometry.svg.svg_file import SvgFile
from engine.geometry.svg.viewport import fit_box, view_box

CAPS = {"butt": BUTT, "round": ROUND, "square": SQUARE}
JOINS = {"round": ROUND, "bevel": BEVEL}
_EVEN = 1.2  # a larger ratio of scales is uneven
_SHARP = 0.98  # cosine of a turn that is a corner, where an outline ends at its start


@dataclass(frozen=True)
class Painter:
    """Paints the shapes of a file; `visit` gives those of an element."""

    file: SvgFile
    visit: Visit

    def shapes(
        self, element: ElementTree.Element, outlines: list[Outline], place: Place
    ) -> Iterator[Shape]:
        """Yield what an element with outlines (in user units) looks like, in painter's order."""
        fill, stroke, width = self.paints(place)
        parts = {"fill": fill, "stroke": stroke, "markers": None}
        order = place.style["paint-order"].split()
        pattern = pattern_of(place.style["fill"], self.file.identified)
        if stroke is not None:
            self._warn_of_lines(place, width)
        lines = self._lines(outlines, place, stroke)
        if not place.clips and lines is None and pattern is None and order[0] == "fill":
            if order[1] == "markers" and stroke is not None and self._has_markers(place):
                lines = self._placed(outlines, place)
            elif fill is not None or stroke is not None:
                yield self._shape(self._placed(outlines, place), stroke, fill, width, place)
                parts = {}
        for part in order:
            if part == "markers":
                yield from self._markers(outlines, place, (fill, stroke))
            elif part == "fill" and pattern is not None:
                yield from self._pattern(pattern, element, outlines, place)
            elif parts.get(part) is None:
                continue
            elif part == "fill":
                yield from self._filled(outlines, fill, place)
            else:
                drawn = self._placed(outlines, place) if lines is None else lines
                for region in self._regions(drawn, place):
                    drawn = clip_lines(drawn, region)
                if drawn:
                    yield self._shape(drawn, stroke, None, width, place)

    def paints(self, place: Place) -> tuple[RGBA | None, RGBA | None, float]:
        """Return fill, stroke and the stroke's width in canvas pixels."""
        style = place.style
        width = self.stroke_width(place)
        if style["vector-effect"] != "non-scaling-stroke":
            width *= affine.mean_scale(place.matrix)
        stroke = self.paint("stroke", place) if width > 0.0 else None
        return self.paint("fill", place), stroke, width

    def stroke_width(self, place: Place) -> float:
        """Return the width of strokes in user units."""
        width = length(place.style["stroke-width"], place.diagonal, place.style.fonts)
        return 1.0 if width is None else max(width, 0.0)

    def paint(self, which: str, place: Place) -> RGBA | None:
        """Return the colour of "fill" or "stroke", None for none."""
        style = place.style
        text = style[which]
        if text.startswith("context-"):
            color = place.context[0 if text == "context-fill" else 1]
            if color == GREY:
                self.file.warnings.add(losses.GREY_PATTERN)
        else:
            if which == "fill" and pattern_of(text, self.file.identified) is not None:
                return None
            file = self.file
            style_of = file.cascade.style_in_place
            color = resolve_paint(text, style, file.identified, style_of, file.warnings)
        if color is None:
            return None
        alpha = color[3] * fraction(style[f"{which}-opacity"], 1.0) * style.opacity
        return (*color[:3], alpha) if alpha > 0.0 else None

    def _placed(self, outlines: Sequence[Outline], place: Place) -> list[Outline]:
        cap = place.style["stroke-linecap"]
        has_stroke = place.style["stroke"] != "none"
        return [
            outline.transformed(place.matrix).tidied(
                joins=cap == "round" or not has_stroke or not _ends_in_corner(outline)
            )
            for outline in outlines
        ]

    def _lines(
        self, outlines: list[Outline], place: Place, stroke: RGBA | None
    ) -> list[Outline] | None:
        """Return dashes on the canvas; None where lines are full."""
        pattern = dash_pattern(place.style, place.diagonal) if stroke is not None else None
        if pattern is None:
            return None
        pieces = dashed(outlines, *pattern)
        if pieces is None:
            self.file.warnings.add(losses.FINE_DASHES)
            return None
        return [piece.transformed(place.matrix).tidied(joins=False) for piece in pieces]

    def _filled(self, outlines: list[Outline], fill: RGBA | None, place: Place) -> Iterator[Shape]:
        even_odd = place.style["fill-rule"] == "evenodd"
        placed = [outline.transformed(place.matrix).tidied() for outline in outlines]
        placed = [o for o in placed if len(o.control) > 4 or not o.straight]
        for region in self._regions(placed, place):
            cut = clip_fill(placed, not even_odd, region)
            even_odd = even_odd or list(map(id, cut)) != list(map(id, placed))
            placed = cut
        if placed:
            closed = tuple(closed_outline(outline) for outline in placed)
            yield Shape(closed, None, 0.0, fill, even_odd, place.groups)

    def _regions(self, outlines: Sequence[Outline], place: Place) -> Iterator[Region]:
        """Yield the regions that outlines are cut to, all but those of very many curves."""
        for region in place.clips:
            if outlines and is_too_detailed(outlines, region):
                self.file.warnings.add(losses.FINE_CLIP)
            else:
                yield region

    def _shape(
        self,
        placed: Sequence[Outline],
        stroke: RGBA | None,
        fill: RGBA | None,
        width: float,
        place: Place,
    ) -> Shape:
        style = place.style
        limit = length(style["stroke-miterlimit"], 1.0)
        return Shape(
            tuple(placed),
            stroke,
            width if stroke is not None else 0.0,
            fill,
            style["fill-rule"] == "evenodd",
            place.groups,
            CAPS[style["stroke-linecap"]],
            JOINS.get(style["stroke-linejoin"], MITER),
            4.0 if limit is None else limit,
        )

    def _warn_of_lines(self, place: Place, width: float) -> None:
        scales = place.style["vector-effect"] != "non-scaling-stroke"
        if place.style["stroke-linejoin"] in ("arcs", "miter-clip"):
            self.file.warnings.add(losses.ODD_JOIN)
        if width > 0.3 and scales and affine.unevenness(place.matrix) > _EVEN:
            self.file.warnings.add(losses.UNEVEN)

    # --- markers ---

    def _has_markers(self, place: Place) -> bool:
        return any(place.style[kind] != "none" for kind in (START, MID, END))

    def _markers(
        self,
        outlines: list[Outline],
        place: Place,
        context: tuple[RGBA | None, RGBA | None],
    ) -> Iterator[Shape]:
        """Yield the shapes of the markers on a path."""
        if not self._has_markers(place):
            return
        if pattern_of(place.style["fill"], self.file.identified) is not None:
            context = (GREY, context[1])
        for vertex in vertices(outlines):
            marker = self.file.referenced(place.style[vertex.kind], "marker")
            if marker is not None:
                yield from self._marker(marker, vertex, place, context)

    def _marker(
        self,
        marker: ElementTree.Element,
        vertex: Vertex,
        place: Place,
        context: tuple[RGBA | None, RGBA | None],
    ) -> Iterator[Shape]:
        name = marker.get("id") or ""
        if name in place.used:
            return
        style = self.file.cascade.style_in_place(marker)
        if style["display"] == "none":
            return
        frame, matrix = self._marker_frame(marker, vertex, place, style)
        if min(frame[2:]) <= 0.0:
            return
        box = view_box(marker)
        inner = replace(
            place.moved(matrix),
            style=replace(style, opacity=place.style.opacity * fraction(style["opacity"], 1.0)),
            used=place.used | {name},
            depth=place.depth + 1,
            context=context,
        )
        if style["overflow"] not in ("visible", "auto"):
            inner = inner.clipped_to(frame)
        if box is not None:
            fit = fit_box(box, frame, marker.get("preserveAspectRatio"))
            inner = replace(inner.moved(fit), viewport=(box[2], box[3]))
        else:
            inner = replace(inner, viewport=(frame[2], frame[3]))
        for child in marker:
            yield from self.visit(child, inner)

    def _marker_frame(
        self, marker: ElementTree.Element, vertex: Vertex, place: Place, style: ComputedStyle
    ) -> tuple[tuple[float, float, float, float], Floats]:
        """Return a marker's box in its outer coordinates, and the map of these to the path's."""

        def size(key: str, whole: float) -> float:
            value = length(marker.get(key), whole, style.fonts)
            return 3.0 if value is None else value

        width, height = (
            size("markerWidth", place.viewport[0]),
            size("markerHeight", place.viewport[1]),
        )
        frame = (0.0, 0.0, width, height)
        orient = (marker.get("orient") or "0").strip()
        turn = angle(orient) or 0.0
        if orient in ("auto", "auto-start-reverse"):
            turn = vertex.angle
            if orient == "auto-start-reverse" and vertex.kind == START:
                turn += 180.0
        scale = 1.0 if marker.get("markerUnits") == "userSpaceOnUse" else self.stroke_width(place)
        box = view_box(marker)
        whole = (box[2], box[3]) if box else place.viewport
        names = {"left": "0%", "top": "0%", "center": "50%", "right": "100%", "bottom": "100%"}
        reference = [
            length(names.get(marker.get(key, ""), marker.get(key)), side, style.fonts) or 0.0
            for key, side in (("refX", whole[0]), ("refY", whole[1]))
        ]
        if box is not None and width > 0.0 and height > 0.0:
            fit = fit_box(box, frame, marker.get("preserveAspectRatio"))
            reference = (fit[:, :2] @ reference + fit[:, 2]).tolist()
        placed = affine.parse_transform(
            f"translate({vertex.x} {vertex.y}) rotate({turn}) scale({scale}) "
            f"translate({-reference[0]} {-reference[1]})"
        )
        return frame, placed if placed is not None else affine.identity()

    # --- patterns ---

    def _pattern(
        self,
        pattern: ElementTree.Element,
        element: ElementTree.Element,
        outlines: list[Outline],
        place: Place,
    ) -> Iterator[Shape]:
        """Yield the tiles of a pattern within the outlines of an element."""
        opacity = fraction(place.style["fill-opacity"], 1.0) * place.style.opacity
        for child, tile in tiles(self.file, pattern, element, outlines, place, opacity):
            yield from self.visit(child, tile)


def _ends_in_corner(outline: Outline) -> bool:
    """Whether an open outline turns sharply where it ends on its start."""
    control = outline.control
    if outline.closed or len(control) < 4 or not (control[0] == control[-1]).all():
        return False
    first = next((p - control[0] for p in control[1:] if (p != control[0]).any()), None)
    last = next((control[0] - p for p in control[-2::-1] if (p != control[0]).any()), None)
    if first is None or last is None:
        return False
    sizes = float((first @ first) ** 0.5 * (last @ last) ** 0.5)
    return float(first @ last) < _SHARP * sizes
