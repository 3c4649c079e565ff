# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Round shapes in a drawing: closed strokes that are ellipses, and arcs that make up a circle.

A wheel is often drawn as three or four arcs. Arcs whose circles agree, and which together cover
most of the full turn, are one round shape.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

OVAL = 0.12
"""Largest deviation of an ellipse's radii (share of the mean) for a stroke to count as round."""
CLOSED = 0.2
"""A stroke is closed when its ends are this near, as a share of its diagonal."""
ON_CIRCLE = 0.09
"""Largest distance of an arc's points from its circle, as a share of the radius."""
SAME_CIRCLE = 0.18
"""Two arcs agree when centres and radii differ by at most this share of the radius."""
COVERED = 0.7
"""Share of the full turn that the arcs of a circle must cover."""
LEAST_ARC = np.radians(35.0)
"""Angle that a stroke must cover to count as an arc."""
LARGEST = 90.0
"""Radius of the largest circle made of arcs (working units)."""
_BINS = 72
_OVAL_POINTS = 6
_ARC_POINTS = 4


def round_groups(points: Floats, strokes: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the round shape [H] that each of points [H, 2] (working units) is in, else -1.

    strokes [H]: the stroke of each point.
    """
    groups = np.full(len(points), -1, np.int64)
    arcs: list[_Arc] = []
    count = 0
    for stroke in np.unique(strokes):
        chosen = np.flatnonzero(strokes == stroke)
        if _is_oval(points[chosen]):
            groups[chosen] = count
            count += 1
        elif (arc := _Arc.of(points[chosen], chosen)) is not None:
            arcs.append(arc)
    for circle in _circles(arcs):
        for arc in circle:
            groups[arc.members] = count
        count += 1
    return groups


def _is_oval(points: Floats) -> bool:
    """Return whether a stroke [N, 2] is a closed ellipse."""
    if len(points) < _OVAL_POINTS:
        return False
    diagonal = float(np.linalg.norm(np.ptp(points, axis=0)))
    # A cyclic stroke lists its first point once: its last one is then a step away.
    gap = float(np.linalg.norm(points[0] - points[-1]))
    if diagonal < 1e-6 or gap > diagonal * (CLOSED + 3.0 / len(points)):
        return False
    offset = points - points.mean(0)
    spread = offset.T @ offset / len(points)
    if np.linalg.det(spread) < 1e-6 * np.trace(spread) ** 2:
        return False
    radius = np.sqrt(np.einsum("na,ab,nb->n", offset, np.linalg.inv(spread), offset))
    return bool(np.abs(radius / radius.mean() - 1).max() < OVAL)


class _Arc:
    """A stroke that lies on a circle: centre, radius, and the angles it covers."""

    def __init__(self, members: NDArray[np.int64], centre: Floats, radius: float) -> None:
        self.members, self.centre, self.radius = members, centre, radius
        self.covers = np.zeros(_BINS, np.bool_)

    @classmethod
    def of(cls, points: Floats, members: NDArray[np.int64]) -> _Arc | None:
        """Fit a circle to a stroke's points [N, 2] (Kasa 1976); None when they are no arc."""
        if len(points) < _ARC_POINTS:
            return None
        middle = points.mean(0)
        x, y = (points - middle).T
        system = np.stack([2 * x, 2 * y, np.ones_like(x)], axis=1)
        (a, b, c), *_ = np.linalg.lstsq(system, x * x + y * y, rcond=None)
        radius = float(np.sqrt(max(c + a * a + b * b, 0.0)))
        if not 1.0 < radius < LARGEST:
            return None
        offset = points - middle - (a, b)
        if np.abs(np.linalg.norm(offset, axis=1) / radius - 1).max() > ON_CIRCLE:
            return None
        angles = np.unwrap(np.arctan2(offset[:, 1], offset[:, 0]))
        if np.ptp(angles) < LEAST_ARC:
            return None
        arc = cls(members, middle + np.array([a, b]), radius)
        swept = np.linspace(angles.min(), angles.max(), 2 * _BINS)
        arc.covers[(swept % (2 * np.pi) / (2 * np.pi) * _BINS).astype(int) % _BINS] = True
        return arc

    def agrees(self, other: _Arc) -> bool:
        """Return whether two arcs lie on about the same circle."""
        reach = SAME_CIRCLE * max(self.radius, other.radius)
        apart = float(np.linalg.norm(self.centre - other.centre))
        return apart < reach and abs(self.radius - other.radius) < reach


def _circles(arcs: list[_Arc]) -> list[list[_Arc]]:
    """Group arcs that make up a circle together, starting from the longest."""
    remaining = sorted(arcs, key=lambda arc: (-int(arc.covers.sum()), int(arc.members[0])))
    circles = []
    while remaining:
        first = remaining[0]
        circle = [arc for arc in remaining if arc is first or arc.agrees(first)]
        remaining = [arc for arc in remaining if not any(arc is used for used in circle)]
        if np.any([arc.covers for arc in circle], axis=0).mean() >= COVERED:
            circles.append(circle)
    return circles
