# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hatching: groups of short parallel lines in the shade of a shape."""

from __future__ import annotations

import numpy as np
from shapely.affinity import translate
from shapely.geometry import MultiLineString
from shapely.geometry.base import BaseGeometry

from engine.puppets.figures.flesh import FleshShape, unit
from engine.puppets.figures.labelled_lines import Line, Truth, lines_of, resampled

MOST_LINES = 14  # in one shape


def hatching(
    shape: FleshShape, seen: BaseGeometry, size: float, step: float, rng: np.random.Generator
) -> list[Line]:
    """Return lines across the shaded side of a shape.

    seen: the polygon of what is seen of it; size: the figure's long side; step: between points.
    """
    light = unit(float(rng.uniform(0.2 * np.pi, 0.8 * np.pi)))
    deep = float(rng.uniform(0.15, 0.7)) * float(np.ptp(shape.points @ light))
    shade = seen.difference(translate(seen, *(-deep * light)))
    if shade.is_empty or shade.area < (0.05 * size) ** 2:
        return []
    angle = float(rng.choice([0.785, 2.356, 1.571, 0.0])) + float(rng.normal(0, 0.2))
    way, across = unit(angle), unit(angle + np.pi / 2)
    middle = np.array([shade.centroid.x, shade.centroid.y])
    corners = (np.asarray(shade.envelope.exterior.coords) - middle) @ across
    apart = max(float(rng.uniform(0.02, 0.05)) * size, float(np.ptp(corners)) / MOST_LINES)
    places = np.arange(corners.min() + 0.5 * apart, corners.max(), apart)
    ends = [(middle + p * across - size * way, middle + p * across + size * way) for p in places]
    truth = Truth.of([shape], step)
    found: list[Line] = []
    for line in lines_of(shade.intersection(MultiLineString(ends))):
        if line.length > 0.02 * size and len(found) < MOST_LINES:
            found.append(truth.label(resampled(np.asarray(line.coords), step)))
    return found
