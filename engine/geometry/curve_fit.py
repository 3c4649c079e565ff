# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Least-squares fitting of piecewise cubic Bezier curves to polylines, all strokes at once.

The idea is Schneider's (An Algorithm for Automatically Fitting Digitized Curves, Graphics Gems,
1990): parametrise by chord length, solve for the curve, move the parameters by Newton's method,
and split where the error is worst. Three things differ. The inner control points are free: joints
keep position, not tangent (what moves later is the displacement, which stays continuous). After
the first solution, errors along the curve count little, so that points can slide to their place
(tangent distance minimisation: Wang, Pottmann, Liu, Fitting B-spline Curves to Point Clouds by
Curvature-Based Squared Distance Minimization, 2006); this converges in a few rounds. And every
step works on all spans of all strokes together.

A *span* is a stretch of points `first .. last`, both included, that one cubic stands for.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.geometry.bezier import Floats, bernstein, elevate_line, power_basis

Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]

RIDGE = 1e-5  # pull of the inner controls towards a straight line, relative to the data
REFINEMENTS = 4  # rounds of Newton and least squares for a span that nearly fits
SLIDING = 0.02  # weight of errors along the curve in those rounds; across it is 1
NEARLY = 30.0  # a span this many tolerances off is refined before it is split
REACH = 1.5  # longest control arm, in lengths of the span's polyline
CORNER_RADIUS = 3.0  # length on either side over which a corner is judged
CORNER_COSINE = 0.6  # directions that differ by more than 53 degrees meet in a corner


@dataclass(frozen=True, eq=False)
class PiecewiseFit:
    """K spans in order, their curves, and where each of the N points lies on them.

    Attributes:
        first, last: int `[K]`, the first and the last point of each span.
        curves: `[K, 4, 2]`, control points (x, y).
        span_of_point: int `[N]`, -1 for points outside of all runs.
        parameters: `[N]`, 0..1, each point's place on its span's curve.
    """

    first: Integers
    last: Integers
    curves: Floats
    span_of_point: Integers
    parameters: Floats


@dataclass(frozen=True)
class _Samples:
    """The points of many spans laid end to end (a joint appears in both of its spans)."""

    point: Integers  # [M] index of the point
    span: Integers  # [M] which span it belongs to
    start: Integers  # [K] where each span begins in the M samples (every span has one)
    stop: Integers  # [K] where its last sample is

    @classmethod
    def of(cls, first: Integers, last: Integers) -> _Samples:
        counts = last - first + 1
        ends = np.cumsum(counts)
        start = ends - counts
        span = np.repeat(np.arange(len(first)), counts)
        point = np.arange(int(ends[-1]) if len(ends) else 0) + (first - start)[span]
        return cls(point, span, start, ends - 1)

    def sums(self, values: Floats) -> Floats:
        """Add up values `[M, ...]` of samples for each span: `[K, ...]`."""
        return np.add.reduceat(values, self.start, axis=0)


def fit_runs(points: Floats, first: Integers, last: Integers, tolerance: float) -> PiecewiseFit:
    """Fit every run `first[r] .. last[r]` of `points [N, 2]` by cubics within `tolerance`.

    Runs are in order, don't overlap, and have at least two points; points outside of all runs get
    span -1. The distance between a point and the curve at its parameter is at most `tolerance`.
    """
    if not len(first):
        none = np.full(len(points), -1, dtype=np.int64)
        return PiecewiseFit(first, last, np.empty((0, 4, 2)), none, np.zeros(len(points)))
    arc = _arc_length(points)
    corners = find_corners(points, arc, first, last)
    span_first, span_last = _cut(first, last, corners)
    span_first, span_last = _split_until_fitting(points, arc, span_first, span_last, tolerance)
    fixed = np.concatenate([corners, first])
    span_first, span_last = _merge(points, arc, span_first, span_last, fixed, tolerance)
    curves, t, _ = _fit_spans(points, arc, span_first, span_last, tolerance)
    samples = _Samples.of(span_first, span_last)
    span_of_point = np.full(len(points), -1, dtype=np.int64)
    parameters = np.zeros(len(points))
    # Written backwards, so that a joint belongs to the span that ends there.
    span_of_point[samples.point[::-1]] = samples.span[::-1]
    parameters[samples.point[::-1]] = t[::-1]
    return PiecewiseFit(span_first, span_last, curves, span_of_point, parameters)


def find_corners(points: Floats, arc: Floats, first: Integers, last: Integers) -> Integers:
    """Return the points inside of runs at which the line turns sharply, one for each corner.

    The directions compared reach CORNER_RADIUS along the line to both sides, so that a tremble of
    the pen is no corner. `arc [N]` is the length of the line up to each point.
    """
    samples = _Samples.of(first, last)
    where = samples.point
    low, high = arc[first][samples.span], arc[last][samples.span]
    here, position = arc[where], points[where]

    def at(length: Floats) -> Floats:
        return np.stack([np.interp(length, arc, points[:, axis]) for axis in (0, 1)], axis=-1)

    before = position - at(np.maximum(here - CORNER_RADIUS, low))
    after = at(np.minimum(here + CORNER_RADIUS, high)) - position
    sizes = np.hypot(*before.T) * np.hypot(*after.T)
    cosine = np.einsum("md,md->m", before, after) / np.maximum(sizes, 1e-300)
    inside = (here - low > 0.25 * CORNER_RADIUS) & (high - here > 0.25 * CORNER_RADIUS)
    found = np.flatnonzero(inside & (cosine < CORNER_COSINE))
    if not len(found):
        return np.empty(0, dtype=np.int64)
    gap = (np.diff(here[found]) > 0.5 * CORNER_RADIUS) | (np.diff(samples.span[found]) > 0)
    group = np.concatenate([[0], np.cumsum(gap)])
    order = np.lexsort((cosine[found], group))
    sharpest = order[np.concatenate([[True], np.diff(group[order]) > 0])]
    return np.unique(where[found[sharpest]])


def _arc_length(points: Floats) -> Floats:
    steps = np.hypot(*np.diff(points, axis=0).T) if len(points) > 1 else np.empty(0)
    return np.concatenate([[0.0], np.cumsum(steps)])


def _cut(first: Integers, last: Integers, at: Integers) -> tuple[Integers, Integers]:
    """Cut spans at inner points `at`; return the pieces in order."""
    return np.sort(np.concatenate([first, at])), np.sort(np.concatenate([last, at]))


def _split_until_fitting(
    points: Floats, arc: Floats, first: Integers, last: Integers, tolerance: float
) -> tuple[Integers, Integers]:
    done_first: list[Integers] = []
    done_last: list[Integers] = []
    while len(first):
        _, _, error = _fit_spans(points, arc, first, last, tolerance)
        samples = _Samples.of(first, last)
        worst = np.maximum.reduceat(error, samples.start)
        good = (worst <= tolerance) | (last - first < 2)
        done_first.append(first[good])
        done_last.append(last[good])
        at_worst = np.flatnonzero(error >= worst[samples.span])
        once = np.concatenate([[True], np.diff(samples.span[at_worst]) > 0])
        split = np.where(np.isinf(worst), (first + last) // 2, samples.point[at_worst[once]])
        first, last, split = first[~good], last[~good], split[~good]
        # Not too near an end: a span of few points costs as many handles as a long one.
        margin = np.maximum((last - first) // 5, 1)
        split = np.clip(split, first + margin, last - margin)
        first, last = np.concatenate([first, split]), np.concatenate([split, last])
    return np.sort(np.concatenate(done_first)), np.sort(np.concatenate(done_last))


def _merge(
    points: Floats, arc: Floats, first: Integers, last: Integers, fixed: Integers, tolerance: float
) -> tuple[Integers, Integers]:
    """Join neighbouring spans that one cubic can stand for: splitting leaves more than needed.

    fixed: points at which spans stay apart (corners, ends of runs).
    """
    for parity in (0, 1, 0, 1):
        joints = np.flatnonzero((last[:-1] == first[1:]) & ~np.isin(first[1:], fixed))
        joints = joints[joints % 2 == parity]
        if not len(joints):
            continue
        _, _, error = _fit_spans(points, arc, first[joints], last[joints + 1], tolerance)
        samples = _Samples.of(first[joints], last[joints + 1])
        joints = joints[np.maximum.reduceat(error, samples.start) <= tolerance]
        first, last = np.delete(first, joints + 1), np.delete(last, joints)
    return first, last


def _fit_spans(
    points: Floats, arc: Floats, first: Integers, last: Integers, tolerance: float
) -> tuple[Floats, Floats, Floats]:
    """Fit one cubic to each span.

    Return curves `[K, 4, 2]`, and the parameter and the error of each sample, `[M]` each.
    """
    samples = _Samples.of(first, last)
    t = _chord_parameters(arc, samples)
    curves = _least_squares(points, t, samples)
    t, error = _reparametrise(points, curves, t, samples)
    error = _without_wild_arms(error, curves, arc, samples)
    worst = np.maximum.reduceat(error, samples.start)
    again = np.flatnonzero((worst > tolerance) & (worst < NEARLY * tolerance))
    if len(again):
        chosen = np.zeros(len(first), dtype=np.bool_)
        chosen[again] = True
        rows = chosen[samples.span]
        part = _Samples.of(first[again], last[again])
        part_t, part_curves = t[rows], curves[again]
        for _ in range(REFINEMENTS):
            part_curves = _tangent_distance(points, part_curves, part_t, part)
            part_t, part_error = _reparametrise(points, part_curves, part_t, part)
        part_error = _without_wild_arms(part_error, part_curves, arc, part)
        curves[again], t[rows], error[rows] = part_curves, part_t, part_error
    return curves, t, error


def _chord_parameters(arc: Floats, samples: _Samples) -> Floats:
    here, start = arc[samples.point], arc[samples.point[samples.start]]
    length = arc[samples.point[samples.stop]] - start
    still = length <= 0.0
    t = (here - start[samples.span]) / np.where(still, 1.0, length)[samples.span]
    if still.any():
        count = samples.stop - samples.start
        even = (np.arange(len(t)) - samples.start[samples.span]) / count[samples.span]
        t = np.where(still[samples.span], even, t)
    t = np.clip(t, 0.0, 1.0)
    t[samples.start], t[samples.stop] = 0.0, 1.0
    return t


def _least_squares(points: Floats, t: Floats, samples: _Samples) -> Floats:
    """Solve for the inner controls; the outer ones are the span's own end points."""
    start, stop = points[samples.point[samples.start]], points[samples.point[samples.stop]]
    basis = bernstein(t)
    b1, b2 = basis[:, 1], basis[:, 2]
    straight = elevate_line(start, stop)
    target = points[samples.point] - np.einsum("mi,mid->md", basis, straight[samples.span])
    columns = [b1 * b1, b1 * b2, b2 * b2]
    columns += [b * target[:, axis] for b in (b1, b2) for axis in (0, 1)]
    sums = samples.sums(np.stack(columns, axis=-1))
    ridge = RIDGE * (samples.stop - samples.start + 1)
    a11, a12, a22 = sums[:, 0] + ridge, sums[:, 1], sums[:, 2] + ridge
    determinant = (a11 * a22 - a12 * a12)[:, None]
    right1, right2 = sums[:, 3:5], sums[:, 5:7]
    curves = straight
    curves[:, 1] += (a22[:, None] * right1 - a12[:, None] * right2) / determinant
    curves[:, 2] += (a11[:, None] * right2 - a12[:, None] * right1) / determinant
    return curves


def _tangent_distance(points: Floats, curves: Floats, t: Floats, samples: _Samples) -> Floats:
    """Improve the inner controls where errors along the present curve count only by SLIDING."""
    straight = elevate_line(curves[:, 0], curves[:, 3])
    _, b, c, d = (part[samples.span] for part in power_basis(curves))
    column = t[:, None]
    slope = b + column * (2.0 * c + column * (3.0 * d))
    square = np.einsum("md,md->m", slope, slope)
    along = slope / np.sqrt(np.maximum(square, 1e-300))[:, None]
    weight = np.where(square > 1e-20, SLIDING - 1.0, 0.0)
    # W = I - (1 - SLIDING) along along^T, symmetric: three numbers a sample.
    wxx = 1.0 + weight * along[:, 0] ** 2
    wxy = weight * along[:, 0] * along[:, 1]
    wyy = 1.0 + weight * along[:, 1] ** 2
    basis = bernstein(t)
    target = points[samples.point] - np.einsum("mi,mid->md", basis, straight[samples.span])
    rx = wxx * target[:, 0] + wxy * target[:, 1]
    ry = wxy * target[:, 0] + wyy * target[:, 1]
    b1, b2 = basis[:, 1], basis[:, 2]
    products = (b1 * b1, b1 * b2, b2 * b2)
    columns = [p * w for p in products for w in (wxx, wxy, wyy)]
    columns += [b1 * rx, b1 * ry, b2 * rx, b2 * ry]
    sums = samples.sums(np.stack(columns, axis=-1))
    blocks = sums[:, [[0, 1, 3, 4], [1, 2, 4, 5], [3, 4, 6, 7], [4, 5, 7, 8]]]
    blocks[:, range(4), range(4)] += RIDGE * (samples.stop - samples.start + 1)[:, None]
    arms = np.linalg.solve(blocks, sums[:, 9:, None]).reshape(-1, 2, 2)
    straight[:, 1:3] += arms
    return straight


def _reparametrise(
    points: Floats, curves: Floats, t: Floats, samples: _Samples
) -> tuple[Floats, Floats]:
    """Move parameters to the nearest points of their curves, in the order drawn (Newton's method).

    Return the parameters and the distances, `[M]` each.
    """
    position = points[samples.point]
    a, b, c, d = (part[samples.span] for part in power_basis(curves))
    best, best_error = t, np.full(len(t), np.inf)
    for step in range(3):
        column = t[:, None]
        off = a + column * (b + column * (c + column * d)) - position
        error = np.einsum("md,md->m", off, off)
        better = error < best_error
        best, best_error = np.where(better, t, best), np.where(better, error, best_error)
        if step == 2:
            break
        slope = b + column * (2.0 * c + column * (3.0 * d))
        bend = 2.0 * c + column * (6.0 * d)
        square = np.einsum("md,md->m", slope, slope)
        second = square + np.einsum("md,md->m", off, bend)
        # Gauss-Newton where Newton's own step would go uphill.
        second = np.where(second > 0.25 * square, second, square)
        move = np.einsum("md,md->m", off, slope) / np.maximum(second, 1e-300)
        t = np.where(better, np.clip(t - move, 0.0, 1.0), 0.5 * (t + best))
    best[samples.start], best[samples.stop] = 0.0, 1.0
    best = np.clip(np.maximum.accumulate(best + samples.span) - samples.span, 0.0, 1.0)
    column = best[:, None]
    off = a + column * (b + column * (c + column * d)) - position
    return best, np.hypot(off[:, 0], off[:, 1])


def _without_wild_arms(error: Floats, curves: Floats, arc: Floats, samples: _Samples) -> Floats:
    """Set the error to infinity where inner controls lie far outside, useless as handles."""
    length = arc[samples.point[samples.stop]] - arc[samples.point[samples.start]]
    arms = np.maximum(
        np.hypot(*(curves[:, 1] - curves[:, 0]).T), np.hypot(*(curves[:, 2] - curves[:, 3]).T)
    )
    wild = arms > REACH * length + 1e-9
    return np.where(wild[samples.span], np.inf, error)
