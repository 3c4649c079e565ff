# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The things in a scene: groups of strokes that lie apart, and the ground that they stand on.

Here nothing says how many there are. What lies within another thing is of it, and so are crumbs.
Whatever stands alone at some distance, alone or with its neighbours, may be one thing.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse.csgraph import connected_components
from scipy.spatial import ConvexHull, QhullError

from engine.geometry.grouping.apart import StrokeGaps
from engine.geometry.grouping.samples import StrokeSamples

Bools = NDArray[np.bool_]

APART = 0.022  # of the drawing's long side: things lie as far apart at least
WITHIN = 0.5  # of a thing's points, that lie within the hull of another one it is of
CRUMB = 0.12  # of the largest thing's diagonal: what is smaller goes with its neighbour
MOST = 24  # things; more are a texture
GROUND_WIDE = 0.6  # of the drawing's width, that the ground has at least
GROUND_FLAT = 0.15  # of its width, that it is high at most
GROUND_LOW = 0.55  # of the drawing's height, below which its middle lies
GROUND_STRAIGHT = 0.8  # chord by length


def ground_lines(samples: StrokeSamples) -> Bools:
    """Return the strokes [S] that are ground: wide, flat, low and open."""
    low, high = samples.low.min(axis=0), samples.high.max(axis=0)
    sides = samples.high - samples.low
    middle = 0.5 * (samples.low[:, 1] + samples.high[:, 1])
    wide = sides[:, 0] > GROUND_WIDE * (high[0] - low[0])
    flat = sides[:, 1] < GROUND_FLAT * sides[:, 0]
    lies = middle > low[1] + GROUND_LOW * (high[1] - low[1])
    return np.asarray(wide & flat & lies & (samples.straightness > GROUND_STRAIGHT))


def scene_things(gaps: StrokeGaps, ground: Bools) -> list[Bools]:
    """Return the strokes [S] of each thing, but for the ground; none where there are too many."""
    samples, free = gaps.samples, np.flatnonzero(~ground)
    if not len(free):
        return []
    side = float((samples.high[free].max(axis=0) - samples.low[free].min(axis=0)).max())
    near = gaps.distance[np.ix_(free, free)] < APART * side
    count, labels = connected_components(near, directed=False)
    things = [np.isin(np.arange(samples.stroke_count), free[labels == n]) for n in range(count)]
    while (pair := _of_another(gaps, things)) is not None:
        small, large = pair
        things[large] = things[large] | things[small]
        del things[small]
    return things if len(things) <= MOST else []


def may_be_things(gaps: StrokeGaps, things: list[Bools]) -> list[Bools]:
    """Return things, and what they are together, nearest first (single linkage), up to all."""
    left, found = list(things), list(things)
    while len(left) > 1:
        one, other = min(
            combinations(range(len(left)), 2),
            key=lambda pair: _gap(gaps, left[pair[0]], left[pair[1]]),
        )
        both = left[one] | left[other]
        left = [each for n, each in enumerate(left) if n not in (one, other)] + [both]
        found.append(both)
    return found


def _of_another(gaps: StrokeGaps, things: list[Bools]) -> tuple[int, int] | None:
    """Return the smallest thing that is of another one, and that; None if none is left."""
    sizes = np.array([extent(gaps.samples, each) for each in things])
    for small in np.argsort(sizes, kind="stable").tolist():
        larger = [n for n in range(len(things)) if n != small and sizes[n] >= sizes[small]]
        if not larger:
            continue
        shares = [_share_within(gaps.samples, things[small], things[n]) for n in larger]
        if max(shares) >= WITHIN:
            return small, larger[int(np.argmax(shares))]
        if sizes[small] < CRUMB * sizes.max():
            return small, min(larger, key=lambda n: _gap(gaps, things[small], things[n]))
    return None


def _share_within(samples: StrokeSamples, inner: Bools, outer: Bools) -> float:
    """Return which share of some strokes' points lies within the hull of others."""
    points, hull = samples.points[inner[samples.stroke]], samples.points[outer[samples.stroke]]
    low, high = hull.min(axis=0), hull.max(axis=0)
    if not ((points >= low) & (points <= high)).all(axis=1).mean() >= WITHIN:
        return 0.0
    try:
        sides = ConvexHull(hull.astype(np.float64)).equations
    except (QhullError, ValueError):  # a dot or a straight line
        return 0.0
    return float((points @ sides[:, :2].T + sides[:, 2] <= 0.0).all(axis=1).mean())


def _gap(gaps: StrokeGaps, one: Bools, other: Bools) -> float:
    return float(gaps.distance[np.ix_(one, other)].min())


def extent(samples: StrokeSamples, mine: Bools) -> float:
    """Return the diagonal of some strokes, working units."""
    return float(np.linalg.norm(samples.high[mine].max(axis=0) - samples.low[mine].min(axis=0)))
