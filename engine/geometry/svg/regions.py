# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Regions of the plane that closed outlines fill: whether points lie in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from engine.geometry.bezier import Floats, bernstein
from engine.geometry.svg.outline import Outline, polyline

PIECES = 12  # straight ones, of a curve
#: Of the ends of a curve's pieces: [PIECES + 1, 4].
PIECE_BASIS = bernstein(np.linspace(0.0, 1.0, PIECES + 1))
_STRAIGHT_ON = 0.94  # cosine of a turn that leaves no gap between the pieces of a line
_TURN = np.linspace(0.0, 2.0 * np.pi, 17)
_DISC = np.stack([np.cos(_TURN), np.sin(_TURN)], 1)
MOST_PAIRS = 1 << 20  # of points and edges, compared at a time
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Area:
    """What outlines fill together.

    Attributes:
        polygons: [n, 2] each, closed.
        covers: False for an area that takes away from those before it.
    """

    polygons: tuple[Floats, ...]
    nonzero: bool
    covers: bool = True

    def inside(self, points: Floats) -> Bools:
        """Return whether points [m, 2] lie in the area: bool [m]."""
        winding = np.zeros(len(points), dtype=np.int64)
        for polygon in self.polygons:
            winding += _windings(polygon, points)
        return np.asarray(winding != 0 if self.nonzero else winding % 2 != 0)


@dataclass(frozen=True)
class Region:
    """Where something may be seen.

    Attributes:
        outlines: the borders of all areas, closed.
        areas: painted over each other; a point is in the region if the last one that covers it
            adds to it.
    """

    outlines: tuple[Outline, ...]
    areas: tuple[Area, ...]

    @classmethod
    def of(cls, outlines: Sequence[Outline], nonzero: bool, covers: bool = True) -> Region:
        """Return the region that closed outlines fill."""
        polygons = tuple(polygon_of(outline) for outline in outlines)
        return cls(tuple(outlines), (Area(polygons, nonzero, covers),))

    def under(self, other: Region) -> Region:
        """Return this region with the areas of another one painted over it."""
        return Region(self.outlines + other.outlines, self.areas + other.areas)

    def inside(self, points: Floats) -> Bools:
        """Return whether points [m, 2] lie in the region: bool [m]."""
        found = np.zeros(len(points), dtype=bool)
        for area in self.areas:
            found[area.inside(points)] = area.covers
        return found

    @cached_property
    def bounds(self) -> tuple[Floats, Floats]:
        """The corners of a box around everything in the region."""
        points = [outline.control for outline in self.outlines] or [np.zeros((1, 2))]
        every = np.concatenate(points)
        return every.min(axis=0), every.max(axis=0)

    @cached_property
    def box(self) -> tuple[Floats, Floats] | None:
        """The corners of the region where it is an upright rectangle."""
        if len(self.outlines) != 1 or not self.areas[0].covers or not self.outlines[0].straight:
            return None
        low, high = self.bounds
        corners = self.areas[0].polygons[0]
        at_corner = (np.isclose(corners, low) | np.isclose(corners, high)).all()
        return (low, high) if len(corners) == 4 and bool(at_corner) else None


def polygon_of(outline: Outline) -> Floats:
    """Return the corners of a closed outline, curves flattened: [n, 2]."""
    if outline.straight or len(outline.control) < 4:
        points = outline.joints
    else:
        points = np.concatenate(
            [(PIECE_BASIS[:-1] @ cubics_of(outline)).reshape(-1, 2), outline.joints[-1:]]
        )
    if len(points) > 1 and (points[0] == points[-1]).all():
        points = points[:-1]
    return points


def closed_outline(outline: Outline) -> Outline:
    """Return an outline with a straight line back to its start, where that is apart."""
    control = outline.control
    if len(control) > 1 and not (control[0] == control[-1]).all():
        step = (control[0] - control[-1]) / 3.0
        line = np.stack([control[-1] + step, control[0] - step, control[0]])
        control = np.concatenate([control, line])
    return Outline(control, True, outline.straight)


def line_outlines(outlines: Sequence[Outline], width: float, *, round_ends: bool) -> list[Outline]:
    """Return closed outlines that together, by the nonzero rule, cover lines of a width."""
    found = []
    for outline in outlines:
        points = polygon_of(outline)
        if outline.closed:
            points = np.concatenate([points, points[:1]])
        steps = np.diff(points, axis=0)
        lengths = np.hypot(*steps.T)
        points, steps = points[np.append(lengths > 0, True)], steps[lengths > 0]
        if not len(steps):
            continue
        ways = steps / lengths[lengths > 0, None]
        side = 0.5 * width * np.stack([-ways[:, 1], ways[:, 0]], 1)
        quads = np.stack([points[:-1] - side, points[1:] - side, points[1:] + side,
                          points[:-1] + side, points[:-1] - side], 1)  # fmt: skip
        turned = (ways * np.roll(ways, 1, axis=0)).sum(1) < _STRAIGHT_ON
        turned[0] = (turned[0] and outline.closed) or (round_ends and not outline.closed)
        corners = points[:-1][turned]
        if round_ends and not outline.closed:
            corners = np.concatenate([corners, points[-1:]])
        found += [polyline(quad, closed=True) for quad in quads]
        found += [polyline(corner + 0.5 * width * _DISC, closed=True) for corner in corners]
    return found


def cubics_of(outline: Outline) -> Floats:
    control = outline.control
    return np.stack([control[k : len(control) - 3 + k : 3] for k in range(4)], axis=1)


def _windings(polygon: Floats, points: Floats) -> NDArray[np.int64]:
    """Return how often a polygon [n, 2] runs around each point [m, 2]: int64 [m]."""
    ahead = np.roll(polygon, -1, axis=0)
    total = np.zeros(len(points), dtype=np.int64)
    step = max(1, MOST_PAIRS // max(1, len(polygon)))
    for first in range(0, len(points), step):
        x, y = points[first : first + step, 0, None], points[first : first + step, 1, None]
        up, down = polygon[:, 1] <= y, ahead[:, 1] <= y
        rise = np.where(ahead[:, 1] == polygon[:, 1], 1.0, ahead[:, 1] - polygon[:, 1])
        at = polygon[:, 0] + (y - polygon[:, 1]) / rise * (ahead[:, 0] - polygon[:, 0])
        way = up.astype(np.int64) - down.astype(np.int64)
        total[first : first + step] = np.where(at > x, way, 0).sum(axis=1)
    return total
