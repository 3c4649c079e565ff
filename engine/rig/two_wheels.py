# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two wheels under somebody: whoever is said to ride is drawn on them, in however few lines."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

RIDER, ON_FOOT = "cyclist", "person"
ALIKE = 0.3  # of the larger wheel: what the other's radius differs by at most
LEVEL = 0.4  # radii: by which one wheel stands higher at most
APART = 1.7  # radii between their middles at least
LOW = 0.45  # of the height: their middles lie lower
WIDE = 0.4  # of the width: from middle to middle
CLOSED = 0.35  # radii: the ends of a circle lie as near to one another
FEWEST = 8  # points on a circle
SMALLEST = 0.08  # long sides: the radius of a wheel
ROUND = 0.15  # of its radius: by which a circle leaves a circle


def riders_plans(plans: Sequence[str], points: Floats, strokes: Ints) -> tuple[str, ...]:
    """Return body plans without that of somebody on foot, where two wheels are drawn for a rider.

    plans: in question. points [N, 2] on the lines, strokes [N].
    """
    both = RIDER in plans and ON_FOOT in plans
    if not both or not has_two_wheels(points, strokes):
        return tuple(plans)
    return tuple(plan for plan in plans if plan != ON_FOOT)


def has_two_wheels(points: Floats, strokes: Ints) -> bool:
    """Tell whether two circles of one size stand level and apart in the lower half of a drawing."""
    low, high = points.min(axis=0), points.max(axis=0)
    wide, tall = np.maximum(high - low, 1e-9)
    lines = [points[strokes == stroke] for stroke in np.unique(strokes)]
    rings = [ring for line in lines if (ring := _ring(line, max(wide, tall))) is not None]
    for one, other in combinations(rings, 2):
        larger, smaller = sorted((one[1], other[1]), reverse=True)
        across, down = np.abs(one[0] - other[0])
        lower = min(one[0][1], other[0][1]) > low[1] + LOW * tall
        alike = smaller > (1.0 - ALIKE) * larger and down < LEVEL * larger
        if alike and lower and across > max(APART * larger, WIDE * wide):
            return True
    return False


def _ring(line: Floats, size: float) -> tuple[Floats, float] | None:
    """Return the middle [2] and radius of a line [N, 2] that is a circle; None of any other."""
    middle = 0.5 * (line.min(axis=0) + line.max(axis=0))
    away = np.linalg.norm(line - middle, axis=1)
    radius = float(away.mean())
    closed = float(np.linalg.norm(line[0] - line[-1])) < CLOSED * radius
    if len(line) < FEWEST or radius < SMALLEST * size or not closed:
        return None
    return (middle, radius) if float(np.ptp(away)) < ROUND * radius else None
