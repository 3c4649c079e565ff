# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lines of a blurred picture, found between its pixels, and the areas that are no lines.

A line is a ridge: where ink falls off to both sides, its middle is the zero of the first derivative
across it (Steger, An Unbiased Detector of Curvilinear Structures, 1998). The picture is first
enlarged so that the pen is about GRID_PEN pixels wide. Ridge pixels are thinned to a graph one
pixel wide whose points carry their places between pixels; chains of it are smoothed a little.
Where ink is wider than the pen, a level set gives its edge instead; the one passes into the other
gradually, so that a place where two lines nearly touch doesn't jump from frame to frame.
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

GRID_PEN = 7.0  # pixels of the enlarged picture
LARGEST_ZOOM = 4
LEVEL = 0.52  # of full ink: the edge of a blurred line of the pen's width (measured)
DEPTH = 0.3  # pens from the edge that a ridge keeps away: its end is a pen's round print
ROUND = 0.3  # curvature along a ridge over that across, above which it is a blob's
STRONGEST = 0.7  # ink that a line has somewhere
SHORTEST = 1.0  # pens
BROAD = (0.8, 1.2)  # half pens from the edge: where ink starts and ends to pass from line to area
_BLURRED = (2.0, 2.5)  # the same, for each unit that blur makes the usual line deeper
WITHIN = 0.1  # pens: how much narrower than the ink its level set is where it is a line
SPECK = 0.4  # squares of the pen: what is smaller is no dot
_BLUR = 0.27  # pens, for derivatives; at least LEAST_BLUR pixels of the picture
LEAST_BLUR = 0.8
_SMOOTHING = 3  # rounds
_USUAL = 35  # per cent of a drawing's ridges that are no deeper than its usual line


@dataclass(frozen=True, eq=False)
class LineWork:
    """points [P,2] (x, y), in pixels of the picture; pairs int [E,2]: points that are joined; broad
    bool [P]: those in areas. inner [A,2]: more places in areas.

    inside float32 [gh,gw]: signed distance to the edge of ink, in pixels of the grid, negative
    outside; along lines it stays within them. A place (x, y) of the picture is `(x, y) * zoom` in
    the grid; centres are at .5.
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
    """Lines and areas of an ink field [h,w].

    pen: the width of its usual line, pixels, `widened` of which were added to what was drawn.
    depth: half the width that such a line has in the field, where it is blurred (`usual_depth`; 0:
    half the pen).
    """
    found = _found(field, pen)
    wide, zoom = pen * found.zoom, found.zoom
    usual = max(0.5 * pen, depth) * zoom
    on = thin(found.on)
    pairs = _pairs(on)
    rows, columns = np.nonzero(on)
    points = np.stack([columns + 0.5, rows + 0.5], 1) + found.offset[rows, columns]
    points = _smoothed(points, pairs)
    inked = found.mask & _kept(found.mask, on, wide)
    share = _broadness(np.where(inked, found.depth, 0), 0.5 * wide, usual - 0.5 * wide)
    within = (WITHIN * wide + usual - 0.5 * wide) * (1 - share) + widened * zoom / 2
    inside = (_distance(found.grid, inked, found.depth) - within).astype(np.float32)
    inner = _places((share > 0.5) & (inside > 0), zoom)
    return LineWork(points / zoom, pairs, share[on] > 0.5, inner, inside, zoom)


def usual_depth(field: Floats, pen: float) -> float:
    """Half the width of the usual line of an ink field, pixels; 0 where there are no lines."""
    found = _found(field, pen)
    depths = found.depth[found.on]
    return float(np.percentile(depths, _USUAL)) / found.zoom if depths.size else 0.0


@dataclass(frozen=True, eq=False)
class _Found:
    """In the grid: ink, where it is more than half, the distance to the edge from there, ridges and
    their offsets from the pixels' centres.
    """

    grid: Floats
    mask: Mask
    depth: Points
    on: Mask
    offset: Points
    zoom: int


def _found(field: Floats, pen: float) -> _Found:
    zoom = int(np.clip(round(GRID_PEN / pen), 1, LARGEST_ZOOM))
    even = ndimage.gaussian_filter(evenly_dark(field, pen), 0.4)
    grid = even if zoom == 1 else _enlarged(even, zoom)
    wide = pen * zoom
    mask = grid > LEVEL
    depth = ndimage.distance_transform_edt(mask) - 0.5
    on, offset = _ridge(grid, max(LEAST_BLUR * zoom, _BLUR * wide))
    on &= depth >= DEPTH * wide
    return _Found(grid, mask, depth, _lasting(on, grid, SHORTEST * wide), offset, zoom)


def _enlarged(values: Floats, zoom: int) -> Floats:
    large: Floats = ndimage.zoom(values, zoom, order=3, mode="nearest", grid_mode=True)
    return large


def _ridge(grid: Floats, blur: float) -> tuple[Mask, Points]:
    """Pixels with a ridge in them, and its offset [h,w,2] (x, y) from their centres."""
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


def _lasting(on: Mask, grid: Floats, shortest: float) -> Mask:
    """Ridges that are strong somewhere and long enough."""
    labels, count = ndimage.label(on, structure=np.ones((3, 3)))
    best = np.asarray(ndimage.maximum(grid, labels, np.arange(count + 1)))
    kept = (best > STRONGEST) & (np.bincount(labels.ravel(), minlength=count + 1) > shortest)
    kept[0] = False
    result: Mask = kept[labels]
    return result


def _pairs(on: Mask) -> NDArray[np.int64]:
    """Neighbours among the pixels that are on, by number; a diagonal only where nothing is beside.

    Without the rule every corner of a staircase would be a little triangle.
    """
    number = np.full(np.add(on.shape, 2), -1, dtype=np.int64)
    number[1:-1, 1:-1][on] = np.arange(int(on.sum()))
    here = number[1:-1, 1:-1]
    right, below = number[1:-1, 2:], number[2:, 1:-1]
    left, cross, back = number[1:-1, :-2], number[2:, 2:], number[2:, :-2]
    found = []
    for other, beside in (
        (right, None), (below, None), (cross, (right, below)), (back, (left, below)),
    ):  # fmt: skip
        joined = (here >= 0) & (other >= 0)
        if beside is not None:
            joined &= (beside[0] < 0) & (beside[1] < 0)
        found.append(np.stack([here[joined], other[joined]], 1))
    return np.concatenate(found)


def _smoothed(points: Points, pairs: NDArray[np.int64]) -> Points:
    """Points inside chains moved towards the middle of their two neighbours; others stay."""
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


def _kept(mask: Mask, on: Mask, wide: float) -> Mask:
    """Patches of ink with a line in them, and others large enough to be dots."""
    labels, count = ndimage.label(mask)
    kept = np.bincount(labels.ravel(), minlength=count + 1) > SPECK * wide * wide
    kept[labels[on]] = True
    kept[0] = False
    result: Mask = kept[labels]
    return result


def _broadness(depth: Points, half: float, excess: float) -> Floats:
    """0 where ink is a line that is `half + excess` deep, 1 where it is an area."""
    radius = max(1, round(half))
    near = ndimage.gaussian_filter(ndimage.maximum_filter(depth, 2 * radius + 1), radius / 2)
    low, high = (a * half + b * excess for a, b in zip(BROAD, _BLURRED, strict=True))
    share: Floats = np.clip((near - low) / (high - low), 0, 1).astype(np.float32)
    return share


def _places(mask: Mask, zoom: int) -> Points:
    """Some of the places of a mask of the grid, one for each pixel of the picture."""
    rows, columns = np.nonzero(mask[zoom // 2 :: zoom, zoom // 2 :: zoom])
    offset = (zoom // 2 + 0.5) / zoom
    return np.stack([columns + offset, rows + offset], 1)


def _distance(grid: Floats, inked: Mask, depth: Points) -> Floats:
    """Signed distance to the level set, to first order, where ink is; far outside elsewhere.

    In the middle of a line, where ink is level, the first order says too much: `depth` limits it.
    """
    if not inked.any():
        return np.full(grid.shape, -_FAR, dtype=np.float32)
    gy, gx = np.gradient(grid)
    distance = (grid - LEVEL) / np.maximum(np.hypot(gx, gy), 0.02)
    distance = np.minimum(distance, np.maximum(depth, 0) + 0.25)
    rim = ndimage.binary_dilation(inked, iterations=2)
    return np.where(rim, np.clip(distance, -_FAR, _FAR), -_FAR).astype(np.float32)


_FAR = 4.0  # pixels of the grid
