# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Patterns as tiles, each a copy of the pattern's content (SVG 2, section 14.3)."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from xml.etree import ElementTree

import numpy as np

from engine.geometry.bezier import Floats
from engine.geometry.svg import affine, losses
from engine.geometry.svg.clips import box_matrix
from engine.geometry.svg.gradient import reference
from engine.geometry.svg.lengths import fraction, length
from engine.geometry.svg.outline import Outline
from engine.geometry.svg.place import Box, Place
from engine.geometry.svg.regions import Region, closed_outline
from engine.geometry.svg.svg_file import SvgFile
from engine.geometry.svg.viewport import fit_box, view_box

MOST_TILES = 1500  # of one shape
MOST_IN_ALL = 2000  # of a file, those of patterns in patterns too
_DEEPEST = 20  # patterns that refer to patterns

Tile = tuple[ElementTree.Element, Place]


def tiles(
    file: SvgFile,
    pattern: ElementTree.Element,
    element: ElementTree.Element,
    outlines: list[Outline],
    place: Place,
    opacity: float,
) -> Iterator[Tile]:
    """Yield each element of each tile with its place, cut to the outlines of the filled element.

    place: of the filled element; outlines: its own, in user units. opacity: of the fill.
    """
    chain = _chain(file, pattern)
    name = pattern.get("id") or ""
    box = file.box(element, place.viewport)
    if name in place.used or box is None:
        return
    content = next((server for server in chain if len(server)), None)
    frame = _frame(chain, place, box)
    if content is None or frame is None:
        return
    style = file.cascade.style_in_place(content)
    turned = affine.identity()
    holder = next((s for s in chain if file.cascade.style_in_place(s)["transform"] != "none"), None)
    if holder is not None:
        own = file.cascade.style_in_place(holder)
        turned = file.transform(holder, own, place.viewport)
    numbers = _numbers(frame, box, turned)
    count = len(numbers) * max(1, len(content))
    file.counts["tiles"] += count
    if count > MOST_TILES or file.counts["tiles"] > MOST_IN_ALL:
        file.warnings.add(losses.FINE_PATTERN)
        return
    area = Region.of(
        [closed_outline(o.transformed(place.matrix)) for o in outlines if len(o.control) > 4],
        nonzero=place.style["fill-rule"] == "nonzero",
    )
    first = file.cascade.style_in_place(pattern)
    base = replace(
        place.moved(turned),
        style=replace(style, opacity=opacity * fraction(first["opacity"], 1.0)),
        clips=(*place.clips, area),
        used=place.used | {name},
        depth=place.depth + 1,
    )
    for column, row in numbers:
        x, y = frame[0] + column * frame[2], frame[1] + row * frame[3]
        tile = base.moved(affine.translation(x, y))
        if style["overflow"] not in ("visible", "auto"):
            tile = tile.clipped_to((0.0, 0.0, frame[2], frame[3]))
            if _is_hidden(tile):
                continue
        tile = _with_content_units(chain, tile, frame, box)
        for child in content:
            yield child, tile


def _is_hidden(tile: Place) -> bool:
    """Whether a tile lies beside the box of a region that it is cut to."""
    low, high = tile.clips[-1].bounds
    bounds = [region.bounds for region in tile.clips[:-1]]
    return any(bool((high <= first).any() or (low >= last).any()) for first, last in bounds)


def _chain(file: SvgFile, pattern: ElementTree.Element) -> list[ElementTree.Element]:
    """Return a pattern and those it refers to, which give what it leaves open."""
    chain = [pattern]
    while len(chain) < _DEEPEST:
        following = file.identified.get(reference(chain[-1]))
        if following is None or following in chain:
            break
        chain.append(following)
    return chain


def _attribute(chain: list[ElementTree.Element], name: str) -> str | None:
    return next((value for s in chain if (value := s.get(name)) is not None), None)


def _frame(chain: list[ElementTree.Element], place: Place, box: Box) -> Box | None:
    """Return the first tile's box in user units; None for one without size."""
    by_box = _attribute(chain, "patternUnits") != "userSpaceOnUse"
    whole = (1.0, 1.0) if by_box else place.viewport
    fonts = place.style.fonts
    sides = zip(("x", "y", "width", "height"), (*whole, *whole), strict=True)
    x, y, width, height = (length(_attribute(chain, k), w, fonts) or 0.0 for k, w in sides)
    if by_box:
        x, width = box[0] + x * box[2], width * box[2]
        y, height = box[1] + y * box[3], height * box[3]
    return (x, y, width, height) if width > 0.0 and height > 0.0 else None


def _numbers(frame: Box, box: Box, turned: Floats) -> list[tuple[int, int]]:
    """Return columns and rows of the tiles that may lie on a box."""
    back = affine.inverse(turned)
    if back is None:
        return []
    x, y, width, height = box
    corners = np.array([[x, y], [x + width, y], [x + width, y + height], [x, y + height]])
    placed = (affine.apply(back, corners) - frame[:2]) / frame[2:]
    low, high = placed.min(axis=0).tolist(), placed.max(axis=0).tolist()
    if not all(map(math.isfinite, (*low, *high))):
        return []
    columns, rows = (
        (math.floor(a + 1e-9), math.ceil(b - 1e-9)) for a, b in zip(low, high, strict=True)
    )
    if (columns[1] - columns[0]) * (rows[1] - rows[0]) > MOST_TILES:
        return [(0, 0)] * (MOST_TILES + 1)
    return [(c, r) for r in range(*rows) for c in range(*columns)]


def _with_content_units(
    chain: list[ElementTree.Element], tile: Place, frame: Box, box: Box
) -> Place:
    holder = next((server for server in chain if server.get("viewBox")), None)
    view = view_box(holder) if holder is not None else None
    if view is not None:
        aspect = _attribute(chain, "preserveAspectRatio")
        fit = fit_box(view, (0.0, 0.0, frame[2], frame[3]), aspect)
        return replace(tile.moved(fit), viewport=(view[2], view[3]))
    if _attribute(chain, "patternContentUnits") == "objectBoundingBox":
        return tile.moved(box_matrix((0.0, 0.0, box[2], box[3])))
    # Content counts from the origin of user space, not from the tile's corner.
    return tile
