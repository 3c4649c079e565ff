# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lines of a blurred picture, found between its pixels, and areas of ink that are no lines.

A line is a ridge of ink: it falls off to both sides, and its middle is where the first derivative
across it is zero (Steger, An Unbiased Detector of Curvilinear Structures, 1998). The picture is
first enlarged to a grid in which the pen, the usual line, is about GRID_PEN pixels wide. Ridge
pixels are thinned to a graph one pixel wide, whose points have positions between the pixels; its
chains are smoothed a little. Where ink is wider than the pen, a level set gives its edge instead.
Lines pass into areas gradually, so that a spot where two lines nearly touch doesn't jump from frame
to frame.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from engine.geometry.tracing.thinning import thin
from engine.raster.line_art.ink_field import evenly_dark

Floats = NDArray[np.float32]
Points = NDArray[np.float64]
Mask = NDArray[np.bool_]

GRID_PEN = 7.0  # pixels of the grid
LARGEST_ZOOM = 4
LEVEL = 0.52  # of full ink: the edge of a blurred line of the pen's width (measured)
DEPTH = 0.3  # pens: least distance of a ridge from the edge, as a line's end is a round pen print
ROUND = 0.3  # curvature along a ridge over that across it, above which it belongs to a blob
STRONGEST = 0.7  # ink that a line must have somewhere
SHORTEST = 1.0  # length of a line, pens
BROAD = (0.8, 1.2)  # half pens from the edge: depths at which a line begins and ends to be an area
_BLURRED = (2.0, 2.5)  # added to these depths for each unit by which blur deepens the usual line
WITHIN = 0.1  # pens: how far inside the ink its level set lies where it is a line
SPECK = 0.4  # squares of the pen; a smaller patch is no dot
_BLUR = 0.27  # pens, of the derivatives; at least LEAST_BLUR pixels of the picture
LEAST_BLUR = 0.8
_SMOOTHING = 3  # rounds
_USUAL = 35  # per cent of a drawing's ridge pixels that are no deeper than its usual line
_FAR = 4.0  # pixels of the grid: distances are cut off here


@dataclass(frozen=True, eq=False)
class LineWork:
    """The lines and areas of an ink field.

    A position (x, y) of the picture is `(x, y) * zoom` in the grid; pixel centres are at .5.

    Attributes:
        points: [P,2], (x, y), pixels of the picture; points of lines.
        pairs: int [E,2], numbers of points that are joined.
        broad: bool [P], points that lie in areas.
        inner: [A,2], (x, y), pixels of the picture; other places in areas.
        inside: float32 [gh,gw], signed distance to the edge of the ink in pixels of the grid,
            negative outside; along lines the edge is drawn a little inside the ink.
        zoom: pixels of the grid for one of the picture, along a side.
    """

    points: Points
    pairs: NDArray[np.int64]
    broad: Mask
    inner: Points
    inside: Floats
    zoom: int

    @property
    def empty(self) -> bool:
        """Whether nothing is drawn."""
        return not len(self.points) and not bool((self.inside > 0).any())


def line_work(field: Floats, pen: float, depth: float = 0.0, widened: float = 0.0) -> LineWork:
    """Return the lines and areas of an ink field [h,w].

    pen: width of the usual line, pixels. depth: half the width that this line has in the blurred
    field (`usual_depth`); 0 is half the pen. widened: pixels of the pen's width that were added for
    the model to what was drawn.
    """
    grid = _grid_ink(field, pen)
    wide, zoom = pen * grid.zoom, grid.zoom
    usual = max(0.5 * pen, depth) * zoom
    on = thin(grid.ridge)
    pairs = _pairs(on)
    rows, columns = np.nonzero(on)
    points = np.stack([columns + 0.5, rows + 0.5], 1) + grid.offset[rows, columns]
    points = _smoothed(points, pairs)
    inked = grid.mask & _patches(grid.mask, on, wide)
    share = _broadness(np.where(inked, grid.depth, 0), 0.5 * wide, usual - 0.5 * wide)
    within = (WITHIN * wide + usual - 0.5 * wide) * (1 - share) + widened * zoom / 2
    inside = (_distance(grid.ink, inked, grid.depth) - within).astype(np.float32)
    inner = _positions((share > 0.5) & (inside > 0), zoom)
    return LineWork(points / zoom, pairs, share[on] > 0.5, inner, inside, zoom)


def usual_depth(field: Floats, pen: float) -> float:
    """Return half the width of the usual line of an ink field [h,w], pixels; 0 without lines."""
    grid = _grid_ink(field, pen)
    depths = grid.depth[grid.ridge]
    return float(np.percentile(depths, _USUAL)) / grid.zoom if depths.size else 0.0


@dataclass(frozen=True, eq=False)
class _GridInk:
    """An ink field in the grid.

    Attributes:
        ink: [gh,gw], evened out and enlarged.
        mask: bool [gh,gw], where the ink is above LEVEL.
        depth: [gh,gw], distance from there to the edge, pixels of the grid.
        ridge: bool [gh,gw], pixels with a ridge in them.
        offset: [gh,gw,2], (x, y), of the ridge from the pixel's centre.
    """

    ink: Floats
    mask: Mask
    depth: Points
    ridge: Mask
    offset: Points
    zoom: int


def _grid_ink(field: Floats, pen: float) -> _GridInk:
    """Return an ink field [h,w] in the grid; pen: pixels of the field."""
    zoom = int(np.clip(round(GRID_PEN / pen), 1, LARGEST_ZOOM))
    even = ndimage.gaussian_filter(evenly_dark(field, pen), 0.4)
    grid = even if zoom == 1 else _enlarged(even, zoom)
    wide = pen * zoom
    mask = grid > LEVEL
    depth = ndimage.distance_transform_edt(mask) - 0.5
    on, offset = _ridge(grid, max(LEAST_BLUR * zoom, _BLUR * wide))
    on &= depth >= DEPTH * wide
    return _GridInk(grid, mask, depth, _lines_among(on, grid, SHORTEST * wide), offset, zoom)


def _enlarged(values: Floats, zoom: int) -> Floats:
    large: Floats = ndimage.zoom(values, zoom, order=3, mode="nearest", grid_mode=True)
    return large


def _ridge(grid: Floats, blur: float) -> tuple[Mask, Points]:
    """Return the pixels with a ridge in them, and its offset [h,w,2] (x, y) from their centres."""
    gy, gx, hyy, hxx, hxy = (
        ndimage.gaussian_filter(grid, blur, order=order, mode="nearest", truncate=3.0)
        for order in ((1, 0), (0, 1), (2, 0), (0, 2), (1, 1))
    )
    mean, spread = (hxx + hyy) / 2, np.hypot((hxx - hyy) / 2, hxy)
    across, along = mean - spread, mean + spread
    angle = 0.5 * np.arctan2(2 * hxy, hxx - hyy) + np.pi / 2
    normal = np.stack([np.cos(angle), np.sin(angle)], -1)
    step = -(gx * normal[..., 0] + gy * normal[..., 1]) / np.minimum(across, -1e-9)
    offset = step[..., None] * normal
    near = np.abs(offset).max(-1) <= 0.75
    return near & (across < 0) & (along > ROUND * across), np.clip(offset, -0.75, 0.75)


def _lines_among(on: Mask, grid: Floats, shortest: float) -> Mask:
    """Return the ridge pixels of ridges that are strong somewhere and long enough."""
    labels, count = ndimage.label(on, structure=np.ones((3, 3)))
    best = np.asarray(ndimage.maximum(grid, labels, np.arange(count + 1)))
    kept = (best > STRONGEST) & (np.bincount(labels.ravel(), minlength=count + 1) > shortest)
    kept[0] = False
    result: Mask = kept[labels]
    return result


def _pairs(on: Mask) -> NDArray[np.int64]:
    """Return pairs of neighbours among the pixels that are on, int [E,2], by their number.

    Diagonal neighbours are a pair only where no pixel on links them, for else every corner of a
    staircase would be a little triangle.
    """
    number = np.full(np.add(on.shape, 2), -1, dtype=np.int64)
    number[1:-1, 1:-1][on] = np.arange(int(on.sum()))
    here = number[1:-1, 1:-1]
    right, below = number[1:-1, 2:], number[2:, 1:-1]
    left, cross, back = number[1:-1, :-2], number[2:, 2:], number[2:, :-2]
    pairs = []
    for other, beside in (
        (right, None), (below, None), (cross, (right, below)), (back, (left, below)),
    ):  # fmt: skip
        joined = (here >= 0) & (other >= 0)
        if beside is not None:
            joined &= (beside[0] < 0) & (beside[1] < 0)
        pairs.append(np.stack([here[joined], other[joined]], 1))
    return np.concatenate(pairs)


def _smoothed(points: Points, pairs: NDArray[np.int64]) -> Points:
    """Return points [P,2], those inside chains moved towards the middle of their neighbours."""
    if not len(pairs):
        return points
    count = len(points)
    both = np.concatenate([pairs, pairs[:, ::-1]])
    inner = (np.bincount(both[:, 0], minlength=count) == 2)[:, None]
    for _ in range(_SMOOTHING):
        total = np.stack(
            [np.bincount(both[:, 0], points[both[:, 1], axis], count) for axis in (0, 1)], 1
        )
        points = np.where(inner, 0.5 * points + 0.25 * total, points)
    return points


def _patches(mask: Mask, on: Mask, wide: float) -> Mask:
    """Return the patches of ink that have a line in them or are large enough to be dots."""
    labels, count = ndimage.label(mask)
    kept = np.bincount(labels.ravel(), minlength=count + 1) > SPECK * wide * wide
    kept[labels[on]] = True
    kept[0] = False
    result: Mask = kept[labels]
    return result


def _broadness(depth: Points, half: float, excess: float) -> Floats:
    """Return 0 where ink is a line, which is `half + excess` deep, 1 where it is an area; [h,w]."""
    radius = max(1, round(half))
    near = ndimage.gaussian_filter(ndimage.maximum_filter(depth, 2 * radius + 1), radius / 2)
    low, high = (a * half + b * excess for a, b in zip(BROAD, _BLURRED, strict=True))
    share: Floats = np.clip((near - low) / (high - low), 0, 1).astype(np.float32)
    return share


def _positions(mask: Mask, zoom: int) -> Points:
    """Return positions [A,2] in a mask of the grid: one for each pixel of the picture in it."""
    rows, columns = np.nonzero(mask[zoom // 2 :: zoom, zoom // 2 :: zoom])
    offset = (zoom // 2 + 0.5) / zoom
    return np.stack([columns + offset, rows + offset], 1)


def _distance(grid: Floats, inked: Mask, depth: Points) -> Floats:
    """Return the signed distance [h,w] to the level set, to first order; -_FAR away from ink.

    In the middle of a line, where the ink is flat, the first order is too large: `depth` limits it.
    """
    if not inked.any():
        return np.full(grid.shape, -_FAR, dtype=np.float32)
    gy, gx = np.gradient(grid)
    distance = (grid - LEVEL) / np.maximum(np.hypot(gx, gy), 0.02)
    distance = np.minimum(distance, np.maximum(depth, 0) + 0.25)
    rim = ndimage.binary_dilation(inked, iterations=2)
    return np.where(rim, np.clip(distance, -_FAR, _FAR), -_FAR).astype(np.float32)
