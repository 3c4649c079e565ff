# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The ellipse, circle, box and triangle that come nearest to an outline [N, 2]."""

from __future__ import annotations

import itertools

import numpy as np
from shapely.geometry import Polygon

from engine.puppets.figures.flesh import Floats, LocalFrame, ellipse, smooth_closed, turned


def area(points: Floats) -> float:
    """Return the area within an outline."""
    return float(Polygon(points).area)


def box_about(points: Floats) -> tuple[Floats, float, Floats]:
    """Return middle [2], angle of the long side and half sides [2] of the box about points."""
    spread = points - points.mean(axis=0)
    _, axes = np.linalg.eigh(spread.T @ spread)
    angle = float(np.arctan2(axes[1, 1], axes[0, 1]))
    local = turned(points, -angle)
    low, high = local.min(axis=0), local.max(axis=0)
    middle = turned((0.5 * (low + high))[None], angle)[0]
    return middle, angle, 0.5 * (high - low)


def as_ellipse(points: Floats) -> Floats:
    """Return the ellipse that fills the box about an outline."""
    middle, angle, half = box_about(points)
    return ellipse(middle, float(half[0]), float(half[1]), angle)


def as_circle(points: Floats) -> Floats:
    """Return a circle of the size of the box about an outline."""
    middle, _, half = box_about(points)
    r = float(np.sqrt(half[0] * half[1]))
    return ellipse(middle, r, r)


def as_box(points: Floats) -> Floats:
    """Return the box about an outline, along its long side."""
    middle, angle, (a, b) = box_about(points)
    put = LocalFrame(middle, angle)
    corners = put([(-a, -b), (a, -b), (a, b), (-a, b)])
    return smooth_closed([(float(x), float(y)) for x, y in corners], 40, 0)


def is_round(points: Floats) -> bool:
    """Whether an outline fills most of the ellipse about it."""
    _, _, half = box_about(points)
    return bool(area(points) > 0.88 * np.pi * half[0] * half[1] and half[1] > 0.6 * half[0])


def largest_triangle(points: Floats) -> Floats:
    """Return the corners [3, 2] of the largest triangle between points of an outline."""
    some = points[np.linspace(0, len(points) - 1, 14).astype(int)]
    three = some[list(itertools.combinations(range(14), 3))]
    a, b = three[:, 1] - three[:, 0], three[:, 2] - three[:, 0]
    return np.asarray(three[np.argmax(np.abs(a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]))])
