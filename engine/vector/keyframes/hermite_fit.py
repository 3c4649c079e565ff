# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Least-squares fit of a piecewise cubic Hermite curve in time, with as few knots as possible."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

SLOPE_DAMPING = 1e-4
CANDIDATES = 12  # frames tried, evenly spread, for a knot to insert


@dataclass(frozen=True)
class Curve:
    """A piecewise cubic with continuous slope.

    Attributes:
        knots: int [K] frames, ascending.
        values: [K, C] value of each channel at each knot.
        slopes: [K, C] slope per frame.
    """

    knots: Ints
    values: Floats
    slopes: Floats

    def at(self, frames: Ints) -> Floats:
        """Evaluate the curve at frames [F] within the knots: [F, C]."""
        return np.asarray(_design(self.knots, frames) @ np.concatenate([self.values, self.slopes]))


def fit_curve(
    data: Floats, *, tolerance: float, loop: bool, preferred: frozenset[int] = frozenset()
) -> Curve:
    """Fit a curve with few knots that stays within tolerance of data [F, C] at every frame.

    The distance is Euclidean over the channels. The value at frame 0 is exactly 0. With loop the
    data are one period, and the last knot, at frame F, repeats the first one's value and slope.
    Knots lie at extremes that stand out by more than the tolerance, then where the error is
    largest; frames in preferred are taken where they are as good.
    """
    target = np.concatenate([data, data[:1]]) if loop else data
    end = len(target) - 1
    if end < 1:
        return Curve(np.array([0, 1]), np.zeros((2, data.shape[1])), np.zeros((2, data.shape[1])))
    extremes = _extremes(target, tolerance, preferred, loop) | {0, end}
    knots = sorted(extremes)
    curve, error = _solve(target, knots, loop)
    while error.max() > tolerance and len(knots) <= end:
        knots = _insert(target, knots, error, loop, preferred)
        curve, error = _solve(target, knots, loop)
    return _remove_knots(target, curve, extremes, tolerance, loop)


def _design(knots: Ints, frames: Ints) -> Floats:
    """Return the Hermite design matrix [F, 2K]: columns for the K values, then the K slopes."""
    count = len(knots)
    segment = np.clip(np.searchsorted(knots, frames, side="right") - 1, 0, count - 2)
    gap = (knots[segment + 1] - knots[segment]).astype(np.float64)
    u = (frames - knots[segment]) / gap
    matrix = np.zeros((len(frames), 2 * count))
    rows = np.arange(len(frames))
    matrix[rows, segment] = (1 + 2 * u) * (1 - u) ** 2
    matrix[rows, segment + 1] = u * u * (3 - 2 * u)
    matrix[rows, count + segment] = u * (1 - u) ** 2 * gap
    matrix[rows, count + segment + 1] = u * u * (u - 1) * gap
    return matrix


def _solve(target: Floats, knots: list[int], loop: bool) -> tuple[Curve, Floats]:
    """Solve for values and slopes at given knots; return the curve and its error [F]."""
    at, count = np.array(knots, dtype=np.int64), len(knots)
    matrix = _design(at, np.arange(len(target)))
    # First value pinned to 0; a loop folds the last knot's unknowns into the first one's.
    columns = list(range(1, 2 * count))
    reduced = matrix.copy()
    if loop:
        reduced[:, count] += reduced[:, 2 * count - 1]
        columns = [c for c in columns if c not in (count - 1, 2 * count - 1)]
    reduced = reduced[:, columns]
    # Between neighbouring frames a slope is free; a little damping keeps such handles flat.
    gram = reduced.T @ reduced
    slopes = np.array([c >= count for c in columns])
    gram[np.diag_indices_from(gram)] += np.where(slopes, SLOPE_DAMPING, 1e-12)
    solution = np.linalg.solve(gram, reduced.T @ target)
    full = np.zeros((2 * count, target.shape[1]))
    full[columns] = solution
    if loop:
        full[2 * count - 1] = full[count]
    curve = Curve(at, full[:count], full[count:])
    return curve, np.linalg.norm(matrix @ full - target, axis=1)


def _extremes(target: Floats, tolerance: float, preferred: frozenset[int], loop: bool) -> set[int]:
    """Return the turning points (frames) that stand out by more than the tolerance."""
    heights: dict[int, float] = {}
    for channel in target.T:
        turn = 0
        best, direction = 0, 0
        for frame in range(1, len(channel)):
            climb = channel[frame] - channel[best]
            if (direction >= 0 and climb > 0) or (direction <= 0 and climb < 0):
                best = frame
            if abs(channel[frame] - channel[best]) > 2 * tolerance:
                if direction != 0:
                    height = abs(channel[best] - channel[turn])
                    heights[best] = max(heights.get(best, 0.0), float(height))
                    turn = best
                direction = 1 if channel[frame] > channel[best] else -1
                best = frame
            elif direction == 0 and abs(channel[frame] - channel[0]) > 2 * tolerance:
                direction = 1 if channel[frame] > channel[0] else -1
                best = frame
    return _merge_neighbours(heights, preferred, len(target) - 1)


def _merge_neighbours(heights: dict[int, float], preferred: frozenset[int], end: int) -> set[int]:
    """Drop a turning point next to a higher one; move one onto a preferred neighbour."""
    merged: set[int] = set()
    for frame in sorted(heights, key=lambda f: -heights[f]):
        near = {frame - 1, frame, frame + 1} & preferred
        knot = frame if frame in preferred or not near else min(near)
        if 1 < knot < end - 1 and not {knot - 1, knot, knot + 1} & merged:
            merged.add(knot)
    return merged


def _insert(
    target: Floats, knots: list[int], error: Floats, loop: bool, preferred: frozenset[int]
) -> list[int]:
    """Add the knot that lowers the largest error most, in the segment where that error is."""
    free = np.ones(len(target), dtype=bool)
    free[knots] = False
    # Segments without a free frame can't be split; the worst error among the others decides.
    ranges = [(a, b) for a, b in pairwise(knots) if b - a > 1]
    a, b = max(ranges, key=lambda r: error[r[0] : r[1] + 1].max())
    inside = [f for f in range(a + 1, b) if free[f]]
    step = max(1, len(inside) // CANDIDATES)
    worst = a + int(error[a : b + 1].argmax())
    tried = {*inside[::step], min(max(worst, a + 1), b - 1), *(set(inside) & preferred)}

    def score(frame: int) -> float:
        left = _solve(target, sorted([*knots, frame]), loop)[1]
        bonus = 0.8 if frame in preferred else 1.0
        return float(np.sqrt(np.mean(left**2)) + left[a : b + 1].max()) * bonus

    return sorted([*knots, min(sorted(tried), key=score)])


def _remove_knots(
    target: Floats, curve: Curve, needed: set[int], tolerance: float, loop: bool
) -> Curve:
    """Remove, cheapest first, every knot not in `needed` that the tolerance can do without."""
    knots = [int(knot) for knot in curve.knots]
    while True:
        trials = []
        for knot in knots:
            if knot not in needed:
                trial, error = _solve(target, [k for k in knots if k != knot], loop)
                trials.append((float(error.max()), knot, trial))
        if not trials:
            return curve
        error_left, knot, trial = min(trials, key=lambda t: t[:2])
        if error_left > tolerance:
            return curve
        knots.remove(knot)
        curve = trial
