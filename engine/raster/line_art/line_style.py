# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The colour, opacity and width of lines at many places, carried from frame to frame.

A model gives back grey lines of one width. Their style comes from the drawing: each place of a
frame takes that of the nearest places in the frame before, those of the first frame that of the
drawing itself. So a red line stays red as it moves, and a bold one bold.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage
from scipy.spatial import cKDTree

from engine.raster.line_art.ridges import LineWork
from engine.raster.picture.sketch_image import PictureSketch

Floats = NDArray[np.float32]
Points = NDArray[np.float64]
Bytes = NDArray[np.uint8]

ONE_COLOR = 0.12  # spread of colours (RGBA, 0..1) that counts as one ink
THINNEST, WIDEST = 0.4, 1.7  # widths of lines, in pens (the usual width)
_MEASURED_PEN = 8.0  # pixels that the pen has in the picture in which widths are measured
_NEIGHBOURS = 9  # places from which a place takes the median colour and the mean width


@dataclass(frozen=True, eq=False)
class Marks:
    """Places on the lines and in the areas of a frame, with their style.

    Attributes:
        places: float [N,2], canvas pixels, (x, y); those on lines first.
        lines: how many of them are on lines.
        colors: float32 [N,4], straight RGBA, 0..1.
        widths: float32 [N], full widths of lines, canvas pixels.
        uniform: all have one ink.
    """

    places: Points
    lines: int
    colors: Floats
    widths: Floats
    uniform: bool

    def scaled(self, factor: float) -> Marks:
        """Return the same marks with all widths times a factor."""
        return replace(self, widths=(self.widths * np.float32(factor)).astype(np.float32))


def places_of(work: LineWork, sketch: PictureSketch, side: int) -> tuple[Points, int]:
    """Return places on lines and in areas [N,2], canvas pixels, and how many are on lines."""
    both = np.concatenate([work.points, work.inner])
    scale = sketch.window.side / side
    origin = np.array([sketch.window.left, sketch.window.top])
    return both * scale + origin, len(work.points)


def drawn_marks(work: LineWork, sketch: PictureSketch, rgba: Bytes, side: int) -> Marks:
    """Return the marks of the drawing itself; rgba: its pixels, straight RGBA uint8 [H,W,4]."""
    places, lines = places_of(work, sketch, side)
    height, width = rgba.shape[:2]
    columns = np.clip(places[:, 0].astype(int), 0, width - 1)
    rows = np.clip(places[:, 1].astype(int), 0, height - 1)
    colors = rgba[rows, columns].astype(np.float32) / np.float32(255)
    seen = colors[:, 3] > 0.2
    usual = np.median(colors[seen], axis=0) if seen.any() else np.array([*sketch.color, 1.0])
    colors[~seen] = usual
    low, high = np.percentile(colors, (8, 92), axis=0) if len(colors) else (usual, usual)
    uniform = bool((high - low).max() < ONE_COLOR)
    if uniform:
        colors[:] = usual
    widths = _widths(places, sketch)
    widths[np.flatnonzero(work.broad)] = sketch.pen  # what was measured is the area's width
    marks = Marks(places, lines, colors, widths, uniform)
    return carry_marks(marks, places, lines)  # smooths them over their neighbours


def _widths(places: Points, sketch: PictureSketch) -> Floats:
    """Return the widths [N] of the drawing's lines at places [N,2], all in canvas pixels."""
    zoom = int(np.clip(np.ceil(_MEASURED_PEN * sketch.reduction / sketch.pen), 1, 4))
    ink = np.pad(sketch.ink, 1)
    if zoom > 1:
        ink = ndimage.zoom(ink, zoom, order=1, mode="nearest", grid_mode=True)
    depth = ndimage.distance_transform_edt(ink > 0.5)
    pixel = sketch.reduction / zoom
    reach = max(1, round(0.5 * sketch.pen / pixel))
    deepest = ndimage.maximum_filter(depth, 2 * reach + 1)
    at = np.clip((places / pixel + zoom).astype(int), 0, np.array(depth.shape[::-1]) - 1)
    measured = 2 * pixel * np.maximum(deepest[at[:, 1], at[:, 0]] - 0.5, 0)
    limits = THINNEST * sketch.pen, WIDEST * sketch.pen
    widths: Floats = np.clip(measured, *limits).astype(np.float32)
    return widths


def carry_marks(before: Marks, places: Points, lines: int) -> Marks:
    """Return marks at other places [N,2], with the style of the nearest marks before."""
    if not len(before.places) or not len(places):
        empty = np.zeros((len(places), 4), np.float32)
        return Marks(places, lines, empty, empty[:, 0], before.uniform)
    near = min(_NEIGHBOURS, len(before.places))
    _, nearest = cKDTree(before.places).query(places, k=near)
    nearest = np.reshape(nearest, (len(places), near))
    widths = before.widths[nearest].mean(axis=1)
    colors = before.colors[nearest[:, 0]]
    if not before.uniform:
        colors = np.median(before.colors[nearest], axis=1)
    return Marks(places, lines, colors.astype(np.float32), widths, before.uniform)
