# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Turns a chain of pixels into a smooth line in the middle of its ink, with the ink's width.

At each point the ink is read along the normal. Its centre of gravity is the line's middle (to a
fraction of a pixel, as anti-aliased edges weigh by their coverage), its sum the width. Where the
reading runs into other ink, at junctions and beside close lines, the values are interpolated from
the points before and after.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import ndimage

from engine.geometry.bezier import bernstein
from engine.geometry.curve_fit import fit_runs
from engine.geometry.tracing.linking import Chain
from engine.geometry.tracing.raster import InkRaster
from engine.geometry.tracing.skeleton_graph import Points

FIT_PEN = 3.0  # the fit works in units in which the pen is this wide
FIT_TOLERANCE = 0.3
SPACING = 0.35  # pens between the points of a stroke
_STEP = 0.5  # pixels between readings across a line
_REACH = 1.3  # pens to either side that are read
_SMOOTH = 1.5  # pixels; removes the steps of the pixel chain
_WIDTH_SMOOTH = 0.6  # pens


@dataclass(frozen=True, eq=False)
class CentreLine:
    """A traced line, in raster pixels.

    Attributes:
        points: [n, 2], (x, y); the first one is not repeated in a closed line.
        widths: [n].
        joined: whether each end is at a junction with other ink.
    """

    points: Points
    widths: Points
    closed: bool
    joined: tuple[bool, bool] = (False, False)

    @property
    def length(self) -> float:
        """Length of the polyline, pixels."""
        return float(np.hypot(*np.diff(self.points, axis=0).T).sum())


def centre_line(chain: Chain, raster: InkRaster) -> CentreLine:
    """Return the smooth centre line of a chain."""
    path, bridged = _even(chain)
    if len(path) < 3:
        return _dot(path, raster)
    path = _smoothed(path, _SMOOTH, chain.closed)
    widths = np.full(len(path), raster.pen)
    for _ in range(2):
        path, widths = _refined(path, bridged, chain.closed, raster)
    if not chain.closed:
        path, widths = _extended(path, widths, chain.open_ends, raster)
    points, places = _fitted(path, chain.closed, raster.pen)
    joined = (not chain.open_ends[0], not chain.open_ends[1])
    return CentreLine(points, np.interp(places, _arc(path), widths), chain.closed, joined)


def _dot(path: Points, raster: InkRaster) -> CentreLine:
    middle = path.mean(axis=0, keepdims=True)
    width = max(2 * float(_sample(raster.depth, middle)[0]), 0.5 * raster.pen)
    return CentreLine(middle, np.array([width]), False)


def _arc(path: Points) -> Points:
    return np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(path, axis=0).T))])


def _even(chain: Chain) -> tuple[Points, np.ndarray[tuple[int], np.dtype[np.bool_]]]:
    """Return the chain's path with points one pixel apart, and whether each is bridged.

    The first point is repeated at the end of a closed path.
    """
    path, flags = chain.path, chain.bridged
    if chain.closed:
        path, flags = np.concatenate([path, path[:1]]), np.append(flags, flags[0])
    arc = _arc(path)
    keep = np.concatenate([[True], np.diff(arc) > 1e-9])
    path, arc, flags = path[keep], arc[keep], flags[keep]
    count = max(2, round(float(arc[-1])) + 1)
    at = np.linspace(0.0, arc[-1], count)
    even = np.stack([np.interp(at, arc, path[:, axis]) for axis in (0, 1)], axis=-1)
    gap = np.interp(at, arc, flags.astype(float)) > 0.5
    return even, gap


def _smoothed(path: Points, sigma: float, closed: bool) -> Points:
    if closed:
        result = ndimage.gaussian_filter1d(path[:-1], sigma, axis=0, mode="wrap")
        return np.concatenate([result, result[:1]])
    # Reflected at the end points, so that these stay in place.
    reach = min(len(path) - 1, round(4 * sigma))
    head = 2 * path[0] - path[reach:0:-1]
    tail = 2 * path[-1] - path[-2 : -2 - reach : -1]
    long = np.concatenate([head, path, tail])
    smooth: Points = ndimage.gaussian_filter1d(long, sigma, axis=0)[reach : reach + len(path)]
    return smooth


def _tangents(path: Points, closed: bool, reach: int = 2) -> Points:
    if closed:
        ring = path[:-1]
        along = np.roll(ring, -reach, axis=0) - np.roll(ring, reach, axis=0)
        along = np.concatenate([along, along[:1]])
    else:
        index = np.arange(len(path))
        after = np.minimum(index + reach, len(path) - 1)
        along = path[after] - path[np.maximum(index - reach, 0)]
    tangents: Points = along / np.maximum(np.hypot(*along.T), 1e-9)[:, None]
    return tangents


def _refined(
    path: Points,
    bridged: np.ndarray[tuple[int], np.dtype[np.bool_]],
    closed: bool,
    raster: InkRaster,
) -> tuple[Points, Points]:
    """Move points along their normals into the middle of the ink; return points and widths."""
    tangents = _tangents(path, closed)
    normals = np.stack([-tangents[:, 1], tangents[:, 0]], axis=-1)
    local = np.clip(2 * _sample(raster.depth, path), 0.4 * raster.pen, 3 * raster.pen)
    usual = float(np.median(local))
    reach = _REACH * np.clip(local, 0.5 * usual, 1.5 * usual)
    half = max(4, int(np.ceil(float(reach.max()) / _STEP)))
    offsets = np.arange(-half, half + 1) * _STEP
    ink = _sample(raster.ink, path[:, None] + offsets[None, :, None] * normals[:, None])
    inside = np.abs(offsets)[None] <= reach[:, None]
    solid = (ink > 0.3) & inside
    # Outwards from the middle until the ink ends.
    right = np.cumprod(solid[:, half:], axis=1)
    left = np.cumprod(solid[:, half::-1], axis=1)
    own = np.concatenate([left[:, :0:-1], right], axis=1).astype(bool)
    own |= ndimage.binary_dilation(own, np.ones((1, 3))) & (ink < 0.5)
    weight = np.where(own, ink, 0)
    total = weight.sum(axis=1)
    width = total * _STEP
    shift = (weight @ offsets) / np.maximum(total, 1e-6)
    ends = (right.sum(axis=1) * _STEP, left.sum(axis=1) * _STEP)
    good = (total > 0) & ~bridged & (ends[0] < reach) & (ends[1] < reach)
    if good.any():
        typical = float(np.median(width[good]))
        good &= (width < 1.5 * typical) & (np.abs(shift) < 0.5 * typical)
    if not good.any():
        return path, local
    arc = _arc(path)
    shift = np.interp(arc, arc[good], shift[good])
    width = np.interp(arc, arc[good], width[good])
    shift = ndimage.gaussian_filter1d(
        shift, 0.25 * raster.pen, mode="wrap" if closed else "nearest"
    )
    spread = _WIDTH_SMOOTH * raster.pen
    width = ndimage.gaussian_filter1d(width, spread, mode="wrap" if closed else "nearest")
    moved = path + shift[:, None] * normals
    if closed:
        moved[-1] = moved[0]
    return moved, width


def _sample(values: np.ndarray[tuple[int, int], np.dtype[np.float32]], places: Points) -> Points:
    """Interpolate a raster at places [..., 2], (x, y); 0 outside."""
    coordinates = [places[..., 1] - 0.5, places[..., 0] - 0.5]
    sampled: Points = ndimage.map_coordinates(values, coordinates, order=1, cval=0.0)
    return sampled.astype(np.float64)


def _extended(
    path: Points, widths: Points, open_ends: tuple[bool, bool], raster: InkRaster
) -> tuple[Points, Points]:
    """Move free ends to where the pen stopped: half a width inside the end of the ink."""
    for side in (0, 1):
        if not open_ends[side]:
            continue
        line = path if side == 1 else path[::-1]
        size = widths if side == 1 else widths[::-1]
        back = min(len(line) - 1, round(0.8 * raster.pen))
        half = 0.5 * float(size[max(0, len(size) - 1 - back)])
        away = line[-1] - line[-1 - back]
        away = away / max(float(np.hypot(*away)), 1e-9)
        base = line[-1 - back]
        steps = np.arange(0.0, back + 2.5 * half + 2, _STEP)
        ink = _sample(raster.ink, base + steps[:, None] * away)
        gone = np.flatnonzero(ink < 0.5)
        reach = float(steps[gone[0]]) if len(gone) else float(back)
        keep = float(np.clip(reach - half, 0.0, back + 1.5 * half))
        whole = int(min(keep, back))
        line = np.concatenate([line[: len(line) - back + whole], (base + keep * away)[None]])
        size = np.concatenate([size[: len(size) - back], np.full(whole + 1, 2 * half)])
        path = line if side == 1 else line[::-1]
        widths = size if side == 1 else size[::-1]
    return path, widths


def _fitted(path: Points, closed: bool, pen: float) -> tuple[Points, Points]:
    """Return points on cubics fitted to the path, and the arc length of the path at each."""
    arc = _arc(path)
    keep = np.concatenate([[True], np.diff(arc) > 1e-6])
    path, arc = path[keep], arc[keep]
    if len(path) < 3:
        return path, arc
    scale = FIT_PEN / pen
    if closed:
        half = len(path) // 2
        first, last = np.array([0, half]), np.array([half, len(path) - 1])
    else:
        first, last = np.array([0]), np.array([len(path) - 1])
    fit = fit_runs(path * scale, first, last, FIT_TOLERANCE)
    points, places = [], []
    for curve, begin, end in zip(fit.curves, fit.first, fit.last, strict=True):
        length = arc[end] - arc[begin]
        t = np.linspace(0.0, 1.0, max(1, round(length / (SPACING * pen))) + 1)[:-1]
        points.append(bernstein(t) @ curve / scale)
        places.append(arc[begin] + t * length)
    if not closed:
        points.append(path[-1:])
        places.append(arc[-1:])
    return np.concatenate(points), np.concatenate(places)
