# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From a picture file to a Drawing: ink, skeleton, strokes, areas, colours."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy import ndimage

from addon.contract.drawing import Drawing
from addon.contract.errors import BadInput
from engine.geometry.tracing.areas import Areas, solid_areas
from engine.geometry.tracing.centre_line import CentreLine, centre_line
from engine.geometry.tracing.ink import ink_of
from engine.geometry.tracing.joints import reaching
from engine.geometry.tracing.linking import Chain, contract_bridges, link, prune_hairs
from engine.geometry.tracing.picture import Picture, read_picture
from engine.geometry.tracing.raster import InkRaster, ink_raster
from engine.geometry.tracing.skeleton_graph import Graph, Points, graph_of
from engine.geometry.tracing.thinning import thin
from engine.runtime.arrays import array_of

MOST_STROKES = 4000
SHORTEST = 0.8  # pens; what is shorter and not alone is a stain


@dataclass(frozen=True, eq=False)
class _Stroke:
    """A line in picture pixels with its colour; area: the number of the area whose edge it is."""

    points: Points
    widths: Points
    closed: bool
    color: tuple[float, float, float, float]
    area: int | None


def trace_picture(path: str | Path) -> Drawing:
    """Return the strokes of a picture of line art; the canvas is the picture's size in pixels.

    Lines become polylines with a width at every point, solid areas closed strokes with a fill, each
    in its own colour. Raises BadInput for what is no picture or holds no drawing.
    """
    path = Path(path)
    picture = read_picture(path)
    raster = ink_raster(ink_of(picture), path.name)
    areas = solid_areas(raster)
    strokes = _area_strokes(areas, raster, picture) + _line_strokes(areas, raster, picture)
    if not strokes:
        raise BadInput(
            "There are no lines in {file}.",
            file=path.name,
            hint="Choose a picture with clear lines.",
        )
    if len(strokes) > MOST_STROKES:
        raise BadInput(
            "{file} falls into {count} strokes: it looks like a photograph.",
            file=path.name,
            count=len(strokes),
            hint="Choose a picture with clear lines on plain paper.",
        )
    return _drawing(strokes, picture)


def _line_strokes(areas: Areas, raster: InkRaster, picture: Picture) -> list[_Stroke]:
    skeleton = thin(raster.mask) & ~areas.inner
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
    lines = reaching(lines, areas, raster.pen)
    return [_stroke(line, raster, picture, None) for line in lines]


def _drop_inside(graph: Graph, areas: Areas) -> None:
    """Remove lines that lie in solid areas."""
    for number, edge in list(graph.edges.items()):
        index = np.floor(edge.path).astype(int)
        if float(areas.mask[index[:, 1], index[:, 0]].mean()) > 0.75:
            graph.remove(number)
    graph.dissolve()


def _is_stain(chain: Chain, pen: float) -> bool:
    """A remainder between other lines rather than a stroke or a dot of its own."""
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
    """Return the colour under a line: of the more opaque half of its places, the median."""
    height, width = picture.alpha.shape
    x = np.clip(np.floor(points[:, 0]).astype(int), 0, width - 1)
    y = np.clip(np.floor(points[:, 1]).astype(int), 0, height - 1)
    alpha = picture.alpha[y, x]
    chosen = alpha >= np.median(alpha)
    red, green, blue = (float(v) for v in np.median(picture.color[y, x][chosen], axis=0))
    return red, green, blue, float(np.median(alpha[chosen]))


def _drawing(strokes: list[_Stroke], picture: Picture) -> Drawing:
    counts = [len(stroke.points) for stroke in strokes]
    colors = np.array([stroke.color for stroke in strokes], dtype=np.float32)
    filled = np.array([stroke.area is not None for stroke in strokes])
    fills = np.where(filled[:, None], colors, 0).astype(np.float32)
    lines = len({stroke.area for stroke in strokes if stroke.area is not None})
    paths = [
        stroke.area if stroke.area is not None else lines + number
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
    )
