# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds the outlines of one element that are filled together, so that holes stay holes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from engine.geometry.bezier import Floats, bernstein
from engine.geometry.svg.outline import Outline

_BASIS = bernstein(np.linspace(0.0, 1.0, 8, endpoint=False))


def fill_groups(outlines: Sequence[Outline], even_odd: bool) -> list[int]:
    """Return a group number for each outline; outlines of one group are one fill.

    By the even-odd rule all outlines are one group. By the nonzero rule an outline joins the group
    of the one it lies in when the two run in opposite directions (a hole), and of those whose box
    reaches into its own without lying in it, as they may cross; others are filled on their own.
    """
    count = len(outlines)
    if even_odd or count == 1:
        return [0] * count
    polygons = [polygon(outline) for outline in outlines]
    turns = np.sign([_signed_area(points) for points in polygons])
    probes = np.array([points[0] for points in polygons])
    group = np.arange(count)
    low = np.array([points.min(axis=0) for points in polygons])
    high = np.array([points.max(axis=0) for points in polygons])
    for outer in range(count):
        if len(polygons[outer]) < 3:
            continue
        meets = ((low < high[outer]) & (high > low[outer])).all(axis=1)
        within = ((low >= low[outer]) & (high <= high[outer])).all(axis=1)
        around = ((low <= low[outer]) & (high >= high[outer])).all(axis=1)
        crossing = np.flatnonzero(meets & ~within & ~around)
        opposite = np.flatnonzero(turns * turns[outer] < 0)
        holes = opposite[contains(polygons[outer], probes[opposite])]
        joined = np.isin(group, group[np.concatenate([holes, crossing, [outer]])])
        group[joined] = group[joined].min()
    return [int(number) for number in group]


def polygon(outline: Outline) -> Floats:
    """Return points along an outline, `[n, 2]`, eight for each cubic."""
    control = outline.control
    if outline.straight or len(control) < 4:
        return outline.joints
    pieces = np.stack([control[k : len(control) - 3 + k : 3] for k in range(4)], axis=1)
    points: Floats = np.einsum("tk,pkd->ptd", _BASIS, pieces).reshape(-1, 2)
    return points


def contains(points: Floats, probes: Floats) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Return whether each probe `[m, 2]` lies inside the polygon `points [n, 2]` (even-odd)."""
    ahead = np.roll(points, -1, axis=0)
    x, y = probes[:, 0, None], probes[:, 1, None]
    crosses = (points[:, 1] > y) != (ahead[:, 1] > y)
    rise = np.where(ahead[:, 1] == points[:, 1], 1.0, ahead[:, 1] - points[:, 1])
    at = points[:, 0] + (y - points[:, 1]) / rise * (ahead[:, 0] - points[:, 0])
    inside: np.ndarray[tuple[int], np.dtype[np.bool_]] = (crosses & (x < at)).sum(axis=1) % 2 == 1
    return inside


def _signed_area(points: Floats) -> float:
    ahead = np.roll(points, -1, axis=0)
    return float((points[:, 0] * ahead[:, 1] - points[:, 1] * ahead[:, 0]).sum())
