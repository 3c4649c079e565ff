# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What two strokes have to do with each other: contact, overlap, enclosure, style, order.

Every feature is symmetric in the two strokes and free of the drawing's size and place. Strokes of
one object are often far apart and strokes of two objects often touch, so a distance is also told
as the artist sees it: next to how crowded the strokes' own surroundings are, and by the widest gap
that must be jumped on the way from one to the other over other strokes.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import cophenet, linkage
from scipy.spatial.distance import squareform

from engine.geometry.grouping.samples import Floats, StrokeSamples

CONTACT, CLOSE, NEAR = 2.0, 6.0, 15.0  # working units
ALIGNED = 0.9  # cosine of the angle between parallel strokes
CROWD = (1, 4, 10)  # neighbours that say how crowded a stroke's surroundings are
ENDLESS = 400.0  # working units; further than any two strokes


@dataclass(frozen=True, eq=False)
class Nearness:
    """How S strokes lie to each other, each float32[S, S].

    distance: smallest, working units, symmetric. contact, close, near: share of stroke j's length
    within 2, 6, 15 units of stroke i, at [i, j]; beside: share of j that runs parallel to i within
    6 units; boxed: share of j inside of i's bounding box.
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
        nearest = gaps.argmin(axis=0)
        gap = np.sqrt(np.maximum(gaps[nearest, np.arange(len(points))], 0.0))
        cosine = np.abs(np.einsum("nc,nc->n", tangents[own][nearest], tangents))
        inside = ((points >= samples.low[i]) & (points <= samples.high[i])).all(axis=1)
        out["distance"][i] = np.minimum.reduceat(gap, starts)
        shares = {
            "contact": gap < CONTACT,
            "close": gap < CLOSE,
            "near": gap < NEAR,
            "beside": (gap < CLOSE) & (cosine > ALIGNED),
            "boxed": inside,
        }
        for name, mask in shares.items():
            out[name][i] = np.add.reduceat(mask.astype(np.float32), starts) / sizes
    distance = np.minimum(out["distance"], out["distance"].T)
    np.fill_diagonal(distance, 0.0)
    out["distance"] = distance
    return Nearness(**out)


def widest_gap(distance: Floats) -> Floats:
    """The longest jump on the best way between two strokes over others, [S, S] (minimax path).

    It is the height at which single linkage joins them.
    """
    if len(distance) < 2:
        return np.zeros_like(distance)
    condensed = squareform(distance, checks=False)
    return np.asarray(squareform(cophenet(linkage(condensed, "single"))), dtype=np.float32)


def pair_features(
    samples: StrokeSamples, near: Nearness, first: NDArray[np.int64], second: NDArray[np.int64]
) -> Floats:
    """Features float32 [K, FEATURES] of K pairs of strokes."""
    table = stroke_table(samples, near)
    columns: list[NDArray[np.floating]] = []

    def both(values: NDArray[np.floating]) -> None:
        a, b = values[first, second], values[second, first]
        columns.extend((np.minimum(a, b), np.maximum(a, b)))

    def logged(values: NDArray[np.floating]) -> NDArray[np.floating]:
        return np.asarray(np.log(values + 1.0))

    distance = near.distance[first, second]
    columns.append(logged(distance))
    for share in (near.contact, near.close, near.near, near.beside, near.boxed):
        both(share)
    gap = widest_gap(near.distance)[first, second]
    columns.append(logged(gap))
    core = table.crowd[:, 1]
    reach = np.maximum(near.distance, np.maximum(core[:, None], core[None]))
    np.fill_diagonal(reach, 0.0)
    columns.append(logged(widest_gap(reach)[first, second]))
    for k in range(len(CROWD)):
        a, b = table.crowd[first, k], table.crowd[second, k]
        columns.append(logged(np.minimum(a, b)))
        columns.append(logged(np.maximum(a, b)))
        columns.append(np.log((distance + 1.0) / (np.minimum(a, b) + 1.0)))
    rank = np.minimum(table.rank[first, second], table.rank[second, first])
    columns.append(np.log1p(rank))
    a, b = samples.length[first], samples.length[second]
    columns.append(logged(np.minimum(a, b)))
    columns.append(logged(np.maximum(a, b)))
    columns.append(logged(distance / (np.minimum(a, b) + 1.0)))
    for style in table.style.T:
        columns.append(np.abs(style[first] - style[second]))
    middle = 0.5 * (samples.low + samples.high)
    apart = np.abs(middle[first] - middle[second])
    columns.extend((logged(apart[:, 0]), logged(apart[:, 1])))
    low = np.maximum(samples.low[first], samples.low[second])
    high = np.minimum(samples.high[first], samples.high[second])
    columns.extend(np.sign(high - low).T * np.log1p(np.abs(high - low)).T)
    step = np.abs(first - second)
    columns.append(np.log1p(step))
    columns.append(step / max(samples.stroke_count, 1))
    columns.append(np.full(len(first), np.log1p(samples.stroke_count)))
    return np.stack(columns, axis=1).astype(np.float32)


@dataclass(frozen=True, eq=False)
class StrokeTable:
    """crowd float32[S, len(CROWD)]: distance to the 1st, 4th, 10th nearest stroke; rank [S, S]:
    how many strokes are nearer to i than j; style float32[S, 8]: of a stroke and of the strokes
    around it (log length, straightness, doubled direction; log width).
    """

    crowd: Floats
    rank: Floats
    style: Floats


def stroke_table(samples: StrokeSamples, near: Nearness) -> StrokeTable:
    """What a stroke and its surroundings are like."""
    count = samples.stroke_count
    order = np.argsort(near.distance + np.eye(count, dtype=np.float32) * -1.0, axis=1)
    ranked = np.take_along_axis(near.distance, order, axis=1)
    crowd = np.stack([ranked[:, min(k, count - 1)] for k in CROWD], axis=1)
    rank = np.empty_like(near.distance)
    np.put_along_axis(rank, order, np.arange(count, dtype=np.float32)[None], axis=1)
    doubled = np.stack(
        [
            samples.tangents[:, 0] ** 2 - samples.tangents[:, 1] ** 2,
            2.0 * samples.tangents[:, 0] * samples.tangents[:, 1],
        ],
        axis=1,
    )
    sizes = np.diff(samples.offsets)[:, None]
    direction = np.add.reduceat(doubled, samples.offsets[:-1], axis=0) / sizes
    own = np.column_stack([np.log(samples.length + 1.0), samples.straightness, direction])
    neighbours = order[:, : min(9, count)]
    around = own[neighbours].mean(axis=1)
    width = np.log(samples.width + 0.1)[:, None]
    style = np.concatenate([own, around, width], axis=1).astype(np.float32)
    return StrokeTable(crowd.astype(np.float32), rank, style)
