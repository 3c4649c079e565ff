# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lines whose points know their part: how the edges of flesh get their truth."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry
from shapely.ops import linemerge

from engine.puppets.figures.flesh import FleshShape, Floats


@dataclass(frozen=True)
class Line:
    """A line with the truth of its points.

    Attributes:
        points: float64 [N, 2].
        parts: int64 [N], number in the plan, OTHER for things.
        along: float64 [N], place along the part.
    """

    points: Floats
    parts: NDArray[np.int64]
    along: Floats

    def __len__(self) -> int:
        return len(self.points)

    def take(self, which: NDArray[np.intp]) -> Line:
        """Return the line through the points of these numbers."""
        return Line(self.points[which], self.parts[which], self.along[which])


def lines_of(geometry: BaseGeometry) -> list[LineString]:
    """Return the lines of which a geometry of lines consists, ends that meet joined."""
    if geometry.is_empty:
        return []
    if geometry.geom_type == "LineString":
        return [geometry]
    parts = [
        g for g in getattr(geometry, "geoms", []) if g.geom_type in ("LineString", "LinearRing")
    ]
    merged = linemerge(parts) if len(parts) > 1 else (parts[0] if parts else geometry)
    return [
        g for g in getattr(merged, "geoms", [merged]) if g.length > 0 and g.geom_type != "Polygon"
    ]


def resampled(points: Floats, step: float) -> Floats:
    """Return points [M, 2] every `step` along the line through points [N, 2]; at least three."""
    arc = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))])
    count = max(3, round(arc[-1] / step) + 1)
    at = np.linspace(0.0, arc[-1], count)
    return np.stack([np.interp(at, arc, points[:, c]) for c in (0, 1)], 1)


@dataclass(frozen=True)
class Truth:
    """Part and place along of the outlines of shapes, to look up by the nearest place.

    Attributes:
        tree: the places; None where all have the same truth.
    """

    tree: cKDTree | None
    parts: NDArray[np.int64]
    along: Floats

    @classmethod
    def of(cls, members: list[FleshShape], step: float) -> Truth:
        """Return the truth on the outlines of `members`, taken every half `step`."""
        first = members[0]
        if len(members) == 1 and np.ptp(first.along) == 0.0:  # the same everywhere
            return cls(None, np.array([first.part], np.int64), first.along[:1])
        places, parts, along = [], [], []
        for shape in members:
            points, s = shape.points, shape.along
            if shape.closed:
                points, s = np.concatenate([points, points[:1]]), np.append(s, s[0])
            arc = np.append(0.0, np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1)))
            at = np.linspace(0.0, arc[-1], max(8, round(2 * arc[-1] / step)))
            places.append(np.stack([np.interp(at, arc, points[:, c]) for c in (0, 1)], 1))
            along.append(np.interp(at, arc, s))
            parts.append(np.full(len(at), shape.part))
        return cls(
            cKDTree(np.concatenate(places)),
            np.concatenate(parts).astype(np.int64),
            np.concatenate(along),
        )

    def label(self, points: Floats) -> Line:
        """Return points [N, 2] with the truth of the nearest place."""
        nearest = self.tree.query(points)[1] if self.tree else np.zeros(len(points), np.int64)
        return Line(points, self.parts[nearest], self.along[nearest])


def opened(line: Line) -> list[Line]:
    """Return the line without its root, where the limb flows into the body."""
    keep = line.along > 0.07
    if keep.all() or keep.sum() < 4:
        return [line]
    if keep[0] and keep[-1]:  # a closed outline that was cut anywhere: begin after the root
        start = int(np.flatnonzero(~keep)[-1]) + 1
        order = np.roll(np.arange(len(line)), -start)
        line, keep = line.take(order), keep[order]
    runs = np.split(np.arange(len(keep)), np.flatnonzero(np.diff(keep.astype(int))) + 1)
    return [line.take(r) for r in runs if keep[r[0]] and len(r) >= 4]
