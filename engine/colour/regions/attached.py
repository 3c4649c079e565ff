# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Outlines of areas that move with the strokes around them.

Every point of an outline keeps its offset from the points of the lines that are nearest to it. So
an area keeps its name and its colour over all frames of a take of moved strokes. Beside wheels,
which may turn, it keeps its offset from their middles.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter1d
from scipy.spatial import cKDTree

from addon.contract.drawing import Drawing
from engine.colour.regions.trapped_ball import Regions
from engine.colour.regions.wheels import wheel_middles
from engine.geometry.tracing.contour import contours, ring_area
from engine.render.flatten import flatten_chain
from engine.runtime.arrays import numpy_of

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

NEAREST = 3  # points on lines that a point of an outline follows
APART = 2.0  # pixels of the picture between the points of an outline
SMOOTH = 1.0  # points over which an outline is smoothed
LEAST = 8.0  # squared pixels of a ring; smaller ones are left out


@dataclass(frozen=True, eq=False)
class AttachedOutlines:
    """Outlines of areas, closed rings laid end to end.

    Attributes:
        points: [N, 2], at rest, canvas pixels.
        offsets: [R + 1], of the first point of each ring.
        regions: [R], the area of each ring; an area may have several, by the even-odd rule.
        indices, weights: [N, K], points of the drawing and their shares, by which a point moves.
    """

    points: Floats
    offsets: Ints
    regions: Ints
    indices: Ints
    weights: Floats

    def moved(self, drawing: Drawing, positions: NDArray[np.floating]) -> Floats:
        """Return the points [F, N, 2] where the drawing's are at `positions` [F, P, 2]."""
        rest = numpy_of(drawing.positions).astype(np.float64)
        shift = np.asarray(positions, np.float64) - rest
        return np.asarray(self.points + (shift[:, self.indices] * self.weights[..., None]).sum(2))


def attached_outlines(
    regions: Regions, scale: float, drawing: Drawing, wanted: Sequence[int]
) -> AttachedOutlines:
    """Return the outlines of the wanted areas.

    scale: pixels of the picture in one of the canvas.
    """
    rings: list[Floats] = []
    owners: list[int] = []
    for number in wanted:
        mask = (regions.grown == number).astype(np.float64)
        for ring in contours(mask, 0.5):
            if abs(ring_area(ring)) >= LEAST:
                rings.append(_smoothed(np.asarray(ring, np.float64)) / scale)
                owners.append(number)
    points = np.concatenate(rings) if rings else np.zeros((0, 2))
    offsets = np.cumsum([0, *map(len, rings)])
    indices, weights = _followed(points, offsets, drawing)
    return AttachedOutlines(points, offsets, np.array(owners, np.int64), indices, weights)


def _smoothed(ring: Floats) -> Floats:
    """Return a closed line with fewer points, without the steps of pixels."""
    closed = np.concatenate([ring, ring[:1]])
    way = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(closed, axis=0).T))])
    at = np.linspace(0.0, way[-1], max(8, round(way[-1] / APART)) + 1)[:-1]
    even = np.stack([np.interp(at, way, closed[:, k]) for k in (0, 1)], 1)
    return np.asarray(gaussian_filter1d(even, SMOOTH, axis=0, mode="wrap"))


def _followed(points: Floats, offsets: Ints, drawing: Drawing) -> tuple[Ints, Floats]:
    """Return the points of the drawing that each point of rings follows, and their shares [N, K].

    A place on a cubic follows its control points as the curve does. Rings in a wheel follow its
    lines alone, and those beside it its middle.
    """
    lines = _LinePlaces.of(drawing)
    index, near = lines.nearest(points, np.arange(len(lines.places)))
    rows, shares = lines.indices[index], lines.weights[index]
    positions = numpy_of(drawing.positions).astype(np.float64)
    of_points = np.repeat(
        np.arange(drawing.stroke_count), np.diff(numpy_of(drawing.stroke_offsets))
    )
    for wheel in wheel_middles(lines.places, lines.strokes, positions, of_points):
        is_own = np.isin(lines.strokes, wheel.strokes)
        for start, stop in zip(offsets[:-1].tolist(), offsets[1:].tolist(), strict=True):
            ring = slice(start, stop)
            if not is_own[index[ring]].any():
                continue
            if wheel.holds(points[ring]):
                index[ring], near[ring] = lines.nearest(points[ring], np.flatnonzero(is_own))
                rows[ring], shares[ring] = lines.indices[index[ring]], lines.weights[index[ring]]
            else:
                beside = is_own[index[ring]]
                rows[ring][beside], shares[ring][beside] = wheel.points, wheel.shares
    shape = len(points), rows.shape[1] * rows.shape[2]
    return rows.reshape(shape), (near[..., None] * shares).reshape(shape)


@dataclass(frozen=True, eq=False)
class _LinePlaces:
    """Places along all strokes.

    Attributes:
        places: [n, 2], canvas pixels.
        indices, weights: [n, 4], the points of the drawing that a place comes of, and their shares.
        strokes: [n], of which stroke it is.
    """

    places: Floats
    indices: Ints
    weights: Floats
    strokes: Ints

    @classmethod
    def of(cls, drawing: Drawing) -> _LinePlaces:
        positions = numpy_of(drawing.positions).astype(np.float64)
        offsets = numpy_of(drawing.stroke_offsets)
        indices, weights = [], []
        for stroke, kind in enumerate(numpy_of(drawing.curve_types).tolist()):
            start, stop = int(offsets[stroke]), int(offsets[stroke + 1])
            closed = bool(drawing.cyclic.data[stroke])
            if kind == 1 and stop - start > 1:
                flat = flatten_chain(positions[None, start:stop], closed, 0.1)
                own, share = flat.indices + start, flat.weights
            else:
                own, share = _along(start, stop, positions, closed)
            indices.append(own)
            weights.append(share)
        rows, shares = np.concatenate(indices).astype(np.int64), np.concatenate(weights)
        strokes = np.repeat(np.arange(len(indices)), [len(own) for own in indices])
        return cls((positions[rows] * shares[..., None]).sum(1), rows, shares, strokes)

    def nearest(self, points: Floats, among: Ints) -> tuple[Ints, Floats]:
        """Return the nearest places [N, NEAREST] to points, and how much each counts, of 1.

        among: the places that may be found; one is found several times where there are too few.
        """
        count = min(NEAREST, len(among))
        distance, found = cKDTree(self.places[among]).query(points.reshape(-1, 2), k=count)
        distance, found = (v.reshape(len(points), count) for v in (distance, found))
        repeated = np.arange(min(NEAREST, len(self.places))) % count
        near = 1.0 / (distance[:, repeated] + 0.5)
        return among[found[:, repeated]], near / near.sum(1, keepdims=True)


def _along(start: int, stop: int, positions: Floats, closed: bool) -> tuple[Ints, Floats]:
    """Return places at the points of a polyline and between those far apart."""
    points = np.arange(start, stop)
    following = np.append(points[1:], points[:1] if closed else points[-1:])
    length = np.hypot(*(positions[following] - positions[points]).T)
    pieces = np.clip(np.ceil(length / 3.0), 1, 200).astype(np.int64)
    owner = np.repeat(np.arange(len(points)), pieces)
    part = np.arange(len(owner)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
    share = part / pieces[owner]
    rows = np.stack([points[owner], following[owner]] * 2, 1)
    return rows, np.stack([1.0 - share, share, 0 * share, 0 * share], 1)
