# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where strokes lie relative to each other: distance, contact, parallel course, enclosure."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.geometry.grouping.samples import Floats, StrokeSamples

CONTACT, CLOSE, NEAR = 2.0, 6.0, 15.0  # working units
ALIGNED = 0.9  # cosine of the angle between parallel strokes
SURE_CHANCE = 1e-4  # least ratio of chances in `diffusion`


@dataclass(frozen=True, eq=False)
class Nearness:
    """Where S strokes lie relative to each other, each float32 [S, S] at [i, j].

    Attributes:
        distance: the smallest between the two, working units; symmetric.
        contact, close, near: share of stroke j's length within 2, 6, 15 units of stroke i.
        beside: share of j that runs parallel to i within 6 units.
        boxed: share of j inside of i's bounding box.
    """

    distance: Floats
    contact: Floats
    close: Floats
    near: Floats
    beside: Floats
    boxed: Floats


def nearness(samples: StrokeSamples) -> Nearness:
    """Measure all pairs, one stroke against all samples at a time (memory O(S^2 + N))."""
    count = samples.stroke_count
    starts = samples.offsets[:-1]
    sizes = np.diff(samples.offsets).astype(np.float32)
    out = {name: np.zeros((count, count), dtype=np.float32) for name in Nearness.__annotations__}
    points, tangents = samples.points, samples.tangents
    squared = np.einsum("nc,nc->n", points, points)
    for i in range(count):
        own = slice(samples.offsets[i], samples.offsets[i + 1])
        gaps = squared[own, None] + squared[None] - 2.0 * (points[own] @ points.T)
        gap = np.sqrt(np.maximum(gaps.min(axis=0), 0.0))
        reached = np.flatnonzero(gap < CLOSE)
        nearest = tangents[own][gaps[:, reached].argmin(axis=0)]
        aligned = np.zeros(len(points), dtype=bool)
        aligned[reached] = np.abs(np.einsum("nc,nc->n", nearest, tangents[reached])) > ALIGNED
        inside = ((points >= samples.low[i]) & (points <= samples.high[i])).all(axis=1)
        out["distance"][i] = np.minimum.reduceat(gap, starts)
        shares = {
            "contact": gap < CONTACT,
            "close": gap < CLOSE,
            "near": gap < NEAR,
            "beside": aligned,
            "boxed": inside,
        }
        for name, mask in shares.items():
            out[name][i] = np.add.reduceat(mask.astype(np.float32), starts) / sizes
    distance = np.minimum(out["distance"], out["distance"].T)
    np.fill_diagonal(distance, 0.0)
    out["distance"] = distance
    return Nearness(**out)


def widest_gap(distance: Floats) -> Floats:
    """Return the longest jump on the best path from stroke to stroke over others: [S, S].

    distance: [S, S]. The best path runs along the shortest tree (Prim 1957): each stroke joins it
    at the one that it is nearest to.
    """
    count = len(distance)
    widest = np.zeros((count, count), np.float32)
    joined = np.zeros(count, np.int64)  # strokes of the tree, in the order that they joined
    nearest, at = np.full(count, np.inf), np.zeros(count, np.int64)
    newest = 0
    for size in range(1, count):
        nearer = distance[newest] < nearest
        nearest[nearer], at[nearer] = distance[newest][nearer], newest
        nearest[joined[:size]] = np.inf
        newest = int(nearest.argmin())
        tree = joined[:size]
        gap = np.maximum(widest[at[newest], tree], nearest[newest])
        widest[newest, tree] = widest[tree, newest] = gap
        joined[size] = newest
    return widest


def diffusion(near: Nearness) -> list[Floats]:
    """Return how easily a random walk over touching strokes leads from one to another: [S, S] each.

    The log of the chance to be there after 4 and 16 steps, relative to the chance in the long run.
    Two objects that touch are connected by few pairs of strokes, and a walk seldom crosses over
    (compare normalised cuts: Shi and Malik 2000).
    """
    out = []
    touching = np.exp(-np.square(near.distance / CLOSE))
    along = 0.5 * (near.close + near.close.T)
    for weight in (touching, touching * (along + 0.02)):
        weight = weight + 1e-6
        mass = weight.sum(axis=1)
        root = np.sqrt(mass)
        walk = (weight / root[:, None] / root[None]).astype(np.float32)
        for squarings in (2, 2):
            for _ in range(squarings):
                walk = walk @ walk
            chance = walk / root[:, None] / root[None] * mass.sum()
            out.append(np.log(np.maximum(chance, SURE_CHANCE)).astype(np.float32))
    return out
