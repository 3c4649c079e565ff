# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Clipping paths and masks as regions (CSS Masking 1).

A mask is taken as sharp: what it shows by more than half is seen, the rest isn't.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from xml.etree import ElementTree

import numpy as np

from addon.contract.drawing import ROUND
from engine.geometry.bezier import Floats
from engine.geometry.svg import affine, losses
from engine.geometry.svg.assembly import Shape
from engine.geometry.svg.cutting import clip_fill
from engine.geometry.svg.gradient import reference
from engine.geometry.svg.lengths import length
from engine.geometry.svg.place import Box, Place, box_region
from engine.geometry.svg.regions import Region, closed_outline, line_outlines
from engine.geometry.svg.shapes import outlines_of
from engine.geometry.svg.svg_file import SvgFile
from engine.geometry.svg.xml_tree import local_name

_HARD = (0.06, 0.94)  # a mask that shows more or less than this has soft places
NOTHING = Region((), ())

Visit = Callable[[ElementTree.Element, Place], Iterator[Shape]]


def clips_of(
    file: SvgFile, visit: Visit, element: ElementTree.Element, place: Place
) -> tuple[Region, ...]:
    """Return the regions that an element's clipping path and mask leave of the canvas.

    place: the element's own, its transform done.
    """
    style, found = place.style, []
    for name, tag in (("clip-path", "clipPath"), ("mask", "mask")):
        if style[name] == "none":
            continue
        server = file.referenced(style[name], tag)
        if server is None:
            if not style[name].startswith("url("):
                file.warnings.add(losses.ODD_CLIP)
            continue
        box = file.box(element, place.viewport)
        if tag == "mask":
            found += _mask(file, visit, server, place, box)
        else:
            found += _clip_path(file, server, place, box, frozenset())
    return tuple(found)


def _clip_path(
    file: SvgFile, clip: ElementTree.Element, place: Place, box: Box | None, used: frozenset[str]
) -> list[Region]:
    name = clip.get("id") or ""
    if name in used:
        return [NOTHING]
    used = used | {name}
    style = file.cascade.style_in_place(clip)
    matrix = affine.compose(place.matrix, file.transform(clip, style, place.viewport))
    if clip.get("clipPathUnits") == "objectBoundingBox":
        if box is None:
            return [NOTHING]
        matrix = affine.compose(matrix, box_matrix(box))
    region = NOTHING
    for child in clip:
        region = _with_child(file, region, child, replace(place, matrix=matrix), box, used)
    outer = file.referenced(style["clip-path"], "clipPath")
    return [region, *(_clip_path(file, outer, place, box, used) if outer is not None else [])]


def _with_child(
    file: SvgFile,
    region: Region,
    child: ElementTree.Element,
    place: Place,
    box: Box | None,
    used: frozenset[str],
) -> Region:
    """Return a region with a child of its clipping path added."""
    style = file.cascade.style_in_place(child)
    if style["display"] == "none" or not style.visible:
        return region
    if local_name(child) == "text":
        file.warnings.add(losses.CLIP_TEXT)
    place = place.moved(file.transform(child, style, place.viewport))
    target: ElementTree.Element | None = child
    if local_name(child) == "use":
        target = file.identified.get(reference(child))
        x = length(child.get("x"), place.viewport[0]) or 0.0
        y = length(child.get("y"), place.viewport[1]) or 0.0
        place = place.moved(affine.translation(x, y))
        if target is None or local_name(target) in ("g", "symbol", "svg"):
            return region
        style = file.cascade.style(target, style)
        place = place.moved(file.transform(target, style, place.viewport))
    outlines = outlines_of(target, place.viewport, style.fonts) if target is not None else None
    placed = [
        closed_outline(outline.transformed(place.matrix))
        for outline in outlines or []
        if len(outline.control) > 4
    ]
    nonzero = style["clip-rule"] == "nonzero"
    inner = file.referenced(style["clip-path"], "clipPath")
    if inner is not None:
        for part in _clip_path(file, inner, place, file.box(child, place.viewport), used):
            placed, nonzero = clip_fill(placed, nonzero, part), False
    return region.under(Region.of(placed, nonzero)) if placed else region


def _mask(
    file: SvgFile, visit: Visit, mask: ElementTree.Element, place: Place, box: Box | None
) -> list[Region]:
    name = mask.get("id") or ""
    if name in place.used or box is None:
        return [NOTHING]
    style = file.cascade.style_in_place(mask)
    inner = replace(place, style=replace(style, opacity=1.0), clips=(), used=place.used | {name})
    if mask.get("maskContentUnits") == "objectBoundingBox":
        inner = inner.moved(box_matrix(box))
    region = NOTHING
    alpha_counts = style["mask-type"] == "alpha"
    for child in mask:
        for shape in visit(child, inner):
            closed = [closed_outline(o) for o in shape.outlines if len(o.control) > 4]
            inked = (
                []
                if shape.stroke is None
                else line_outlines(shape.outlines, shape.width, round_ends=shape.cap == ROUND)
            )
            for color, outlines, nonzero in (
                (shape.fill, closed, not shape.even_odd), (shape.stroke, inked, True)
            ):  # fmt: skip
                shown = _shown(color, alpha_counts)
                if _HARD[0] < shown < _HARD[1]:
                    file.warnings.add(losses.SOFT_MASK)
                if color is not None and outlines:
                    region = region.under(Region.of(outlines, nonzero, covers=shown > 0.5))
    regions = [region, _mask_frame(mask, place, box)]
    outer = file.referenced(style["mask"], "mask")
    if outer is not None:
        nested = replace(place, used=place.used | {name})
        regions += _mask(file, visit, outer, nested, box)
    return regions


def _shown(color: tuple[float, float, float, float] | None, alpha_counts: bool) -> float:
    """Return how much of what is below a mask's colour is seen: 0..1."""
    if color is None:
        return 0.0
    red, green, blue, alpha = color
    light = 1.0 if alpha_counts else 0.2125 * red + 0.7154 * green + 0.0721 * blue
    return light * alpha


def _mask_frame(mask: ElementTree.Element, place: Place, box: Box) -> Region:
    if mask.get("maskUnits") == "userSpaceOnUse":
        units, whole = affine.identity(), place.viewport
    else:
        units, whole = box_matrix(box), (1.0, 1.0)
    sizes = []
    for key, default, total in (
        ("x", "-10%", whole[0]),
        ("y", "-10%", whole[1]),
        ("width", "120%", whole[0]),
        ("height", "120%", whole[1]),
    ):
        value = length(mask.get(key), total)
        sizes.append(length(default, total) if value is None else value)
    frame = (sizes[0] or 0.0, sizes[1] or 0.0, sizes[2] or 0.0, sizes[3] or 0.0)
    return box_region(frame, affine.compose(place.matrix, units))


def box_matrix(box: Box) -> Floats:
    """Return the map of the unit square to a box."""
    x, y, width, height = box
    return np.array([[width, 0.0, x], [0.0, height, y]])
