# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes a Drawing of a picture file: ink, skeleton, strokes, areas, colours."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy import ndimage

from addon.contract.drawing import Drawing
from addon.contract.errors import BadInput
from addon.contract.messages import Message
from engine.geometry.tracing.areas import Areas, solid_areas
from engine.geometry.tracing.centre_line import CentreLine, centre_line
from engine.geometry.tracing.fills import PaintedArea
from engine.geometry.tracing.joints import extend_to_touched
from engine.geometry.tracing.linking import Chain, contract_bridges, link, prune_hairs
from engine.geometry.tracing.picture import Picture, read_picture, shown_name
from engine.geometry.tracing.raster import InkRaster, ink_raster
from engine.geometry.tracing.reading import read
from engine.geometry.tracing.skeleton_graph import Graph, Points, graph_of
from engine.geometry.tracing.thinning import Mask, thin
from engine.runtime.arrays import array_of

MOST_STROKES = 4000
SHORTEST = 0.8  # pens; a shorter line that touches others is left out


@dataclass(frozen=True, eq=False)
class _Stroke:
    """A line in picture pixels.

    Attributes:
        points: [n, 2], (x, y).
        widths: [n].
        color: straight RGBA, 0..1.
        area: number of the area whose edge this is, negative for painted ones, None for a line.
        paint: colour of the painted area that this bounds.
    """

    points: Points
    widths: Points
    closed: bool
    color: tuple[float, float, float, float]
    area: int | None
    paint: tuple[float, float, float] | None = None


def trace_picture(path: str | Path) -> Drawing:
    """Return the strokes of a picture of line art; the canvas is the picture's size in pixels.

    Lines become polylines with a width at every point, solid areas closed strokes with a fill, each
    in its own colour. Raises BadInput for files that are no picture or hold no drawing.
    """
    path = Path(path)
    name = shown_name(path)
    picture = read_picture(path)
    reading = read(picture)
    picture = reading.picture
    raster = ink_raster(reading.ink, name)
    areas = solid_areas(raster)
    strokes = _painted_strokes(reading.fills, picture.reduction)
    strokes += _area_strokes(areas, raster, picture) + _line_strokes(areas, raster, picture, name)
    if not strokes:
        raise BadInput(
            "There are no lines in {file}.",
            file=name,
            hint="Choose a picture with clear lines.",
        )
    if len(strokes) > MOST_STROKES:
        raise _photograph(name, len(strokes))
    return _drawing(strokes, picture, reading.warnings)


def _photograph(name: str, strokes: int) -> BadInput:
    return BadInput(
        "{file} falls into {count} strokes: it looks like a photograph.",
        file=name,
        count=strokes,
        hint="Choose a picture with clear lines on plain paper.",
    )


def _fewest_strokes(skeleton: Mask) -> int:
    """Return about how many strokes a skeleton has, counted without following them.

    Every end is one of a stroke's two, and at every fork a stroke ends.
    """
    beside = ndimage.convolve(skeleton.astype(np.uint8), np.ones((3, 3), np.uint8), mode="constant")
    ends = int((skeleton & (beside == 2)).sum())
    forks = int(ndimage.label(skeleton & (beside > 3), np.ones((3, 3)))[1])
    return (ends + forks) // 2


def _painted_strokes(fills: list[PaintedArea], factor: int) -> list[_Stroke]:
    """Return the outlines of painted areas: filled, and without a line of their own."""
    many = len(fills)
    strokes = []
    for number, fill in enumerate(fills):
        for ring in fill.outlines:
            color, widths = (*fill.color, 0.0), np.zeros(len(ring))
            strokes.append(_Stroke(ring * factor, widths, True, color, number - many, fill.color))
    return strokes


def _line_strokes(areas: Areas, raster: InkRaster, picture: Picture, name: str) -> list[_Stroke]:
    skeleton = thin(raster.mask) & ~areas.inner
    fewest = _fewest_strokes(skeleton)
    if fewest > 1.5 * MOST_STROKES:
        raise _photograph(name, fewest)
    graph = graph_of(skeleton)
    if areas.outlines:
        _drop_inside(graph, areas)
    radius = ndimage.map_coordinates(
        raster.depth, [graph.places[:, 1] - 0.5, graph.places[:, 0] - 0.5], order=1
    )
    prune_hairs(graph, radius, raster.pen)
    contract_bridges(graph, radius, raster.pen)
    graph.dissolve()
    chains = link(graph, raster.pen)
    lines = [centre_line(chain, raster) for chain in chains if not _is_stain(chain, raster.pen)]
    lines.sort(key=lambda line: -line.length)
    lines = extend_to_touched(lines, areas, raster.pen)
    return [_stroke(line, raster, picture, None) for line in lines]


def _drop_inside(graph: Graph, areas: Areas) -> None:
    """Remove lines that lie in solid areas."""
    for number, edge in list(graph.edges.items()):
        index = np.floor(edge.path).astype(int)
        if float(areas.mask[index[:, 1], index[:, 0]].mean()) > 0.75:
            graph.remove(number)
    graph.dissolve()


def _is_stain(chain: Chain, pen: float) -> bool:
    """Return whether a chain is a remainder between other lines rather than a stroke or a dot."""
    length = float(np.hypot(*np.diff(chain.path, axis=0).T).sum())
    return length < SHORTEST * pen and not all(chain.open_ends) and not chain.closed


def _area_strokes(areas: Areas, raster: InkRaster, picture: Picture) -> list[_Stroke]:
    strokes = []
    for number, outlines in enumerate(areas.outlines):
        for outline in outlines:
            count = len(outline)
            chain = Chain(outline, np.ones(count, bool), True, (False, False))
            line = centre_line(chain, raster)
            line = CentreLine(line.points, np.full(len(line.points), raster.pen), True)
            strokes.append(_stroke(line, raster, picture, number))
    return strokes


def _stroke(line: CentreLine, raster: InkRaster, picture: Picture, area: int | None) -> _Stroke:
    points = raster.to_picture(line.points)
    color = _color(points, picture)
    factor = picture.reduction
    widths = line.widths / raster.scale * factor
    return _Stroke(points * factor, widths, line.closed, color, area)


def _color(points: Points, picture: Picture) -> tuple[float, float, float, float]:
    """Return the median colour under the more opaque half of a line's points [n, 2]."""
    height, width = picture.alpha.shape
    x = np.clip(np.floor(points[:, 0]).astype(int), 0, width - 1)
    y = np.clip(np.floor(points[:, 1]).astype(int), 0, height - 1)
    alpha = picture.alpha[y, x]
    chosen = alpha >= np.median(alpha)
    red, green, blue = (float(v) for v in np.median(picture.color[y, x][chosen], axis=0))
    return red, green, blue, float(np.median(alpha[chosen]))


def _drawing(strokes: list[_Stroke], picture: Picture, warnings: tuple[Message, ...]) -> Drawing:
    counts = [len(stroke.points) for stroke in strokes]
    colors = np.array([stroke.color for stroke in strokes], dtype=np.float32)
    filled = np.array([stroke.area is not None for stroke in strokes])
    fills = np.where(filled[:, None], colors, 0).astype(np.float32)
    for number, stroke in enumerate(strokes):
        if stroke.paint is not None:
            fills[number] = (*stroke.paint, 1.0)
    areas = {stroke.area for stroke in strokes if stroke.area is not None}
    order = {area: number for number, area in enumerate(sorted(areas))}
    paths = [
        len(order) + number if stroke.area is None else order[stroke.area]
        for number, stroke in enumerate(strokes)
    ]
    return Drawing.build(
        array_of(np.concatenate([s.points for s in strokes]).astype(np.float32)),
        array_of(np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)),
        canvas=(float(picture.size[0]), float(picture.size[1])),
        widths=array_of(np.concatenate([s.widths for s in strokes]).astype(np.float32)),
        colors=array_of(colors),
        fills=array_of(fills),
        cyclic=array_of(np.array([s.closed for s in strokes], dtype=np.uint8)),
        paths=array_of(np.array(paths, dtype=np.int32)),
        host={"warnings": "\n".join(str(line) for line in warnings)} if warnings else {},
    )
