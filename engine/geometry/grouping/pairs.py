# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Features of pairs of strokes: how the two relate to each other.

Every feature is symmetric in the two strokes and independent of the drawing's size and place.
Strokes of one object are often far apart and strokes of two objects often touch, so there are
several measures of distance: relative to how crowded the strokes' surroundings are, as the widest
gap on a path from one to the other over other strokes, and as the number of such paths.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.geometry.grouping.ends import Ends, end_features, stroke_ends
from engine.geometry.grouping.nearness import Nearness, diffusion, widest_gap
from engine.geometry.grouping.samples import Floats, Ints, StrokeSamples

CROWD = (1, 4, 10)  # neighbours whose distances measure how crowded a place is
AROUND = 9  # nearest strokes, itself included, whose mean is the style of its surroundings


@dataclass(frozen=True, eq=False)
class StrokeTable:
    """Measures of S strokes and of their surroundings, from which features are made.

    Attributes:
        crowd: float32 [S, len(CROWD)], distances to the 1st, 4th and 10th nearest stroke.
        rank: [S, S], how many strokes are nearer to i than j is.
        style: float32 [S, 9]: log length, straightness, doubled direction; the same of the
            strokes around it; log width.
        gap, wide_gap: [S, S], see `widest_gap`; for `wide_gap` strokes also keep the distance
            of their 4th nearest neighbour, so that lone strokes are no stepping stones.
        walks: see `diffusion`.
    """

    samples: StrokeSamples
    near: Nearness
    crowd: Floats
    rank: Floats
    style: Floats
    gap: Floats
    wide_gap: Floats
    walks: tuple[Floats, ...]
    ends: Ends


def stroke_table(samples: StrokeSamples, near: Nearness) -> StrokeTable:
    """Measure the strokes of a drawing for `pair_features`."""
    count = samples.stroke_count
    order = np.argsort(near.distance - np.eye(count, dtype=np.float32), axis=1)
    ranked = np.take_along_axis(near.distance, order, axis=1)
    crowd = np.stack([ranked[:, min(k, count - 1)] for k in CROWD], axis=1)
    rank = np.empty_like(near.distance)
    np.put_along_axis(rank, order, np.arange(count, dtype=np.float32)[None], axis=1)
    core = crowd[:, 1]
    reach = np.maximum(near.distance, np.maximum(core[:, None], core[None]))
    np.fill_diagonal(reach, 0.0)
    own = stroke_style(samples)
    around = own[order[:, : min(AROUND, count)]].mean(axis=1)
    width = np.log(samples.width + 0.1)[:, None]
    return StrokeTable(
        samples,
        near,
        crowd.astype(np.float32),
        rank,
        np.concatenate([own, around, width], axis=1).astype(np.float32),
        widest_gap(near.distance),
        widest_gap(reach),
        tuple(diffusion(near)),
        stroke_ends(samples),
    )


def stroke_style(samples: StrokeSamples) -> Floats:
    """Return log length, straightness and mean doubled direction (cosine, sine): [S, 4]."""
    x, y = samples.tangents.T
    doubled = np.stack([x * x - y * y, 2.0 * x * y], axis=1)
    sizes = np.diff(samples.offsets)[:, None]
    direction = np.add.reduceat(doubled, samples.offsets[:-1], axis=0) / sizes
    logged = np.log(samples.length + 1.0)
    return np.column_stack([logged, samples.straightness, direction]).astype(np.float32)


def pair_features(table: StrokeTable, first: Ints, second: Ints) -> Floats:
    """Return features of K pairs of strokes: float32 [K, features]."""
    samples, near = table.samples, table.near
    distance = near.distance[first, second]
    columns = [np.log1p(distance)]
    for share in (near.contact, near.close, near.near, near.beside, near.boxed):
        columns.extend(_both(share[first, second], share[second, first]))
    columns.append(np.log1p(table.gap[first, second]))
    columns.append(np.log1p(table.wide_gap[first, second]))
    columns.extend(walk[first, second] for walk in table.walks)
    for crowd in table.crowd.T:
        low, high = _both(crowd[first], crowd[second])
        columns.extend((np.log1p(low), np.log1p(high), np.log((distance + 1.0) / (low + 1.0))))
    columns.append(np.log1p(np.minimum(table.rank[first, second], table.rank[second, first])))
    low, high = _both(samples.length[first], samples.length[second])
    columns.extend((np.log1p(low), np.log1p(high), np.log1p(distance / (low + 1.0))))
    columns.extend(np.abs(style[first] - style[second]) for style in table.style.T)
    columns.extend(_boxes(samples, first, second))
    columns.extend(end_features(table.ends, first, second))
    step = np.abs(first - second)
    columns.extend((np.log1p(step), step / max(samples.stroke_count, 1)))
    columns.append(np.full(len(first), np.log1p(samples.stroke_count)))
    return np.stack(columns, axis=1).astype(np.float32)


def _both(a: Floats, b: Floats) -> tuple[Floats, Floats]:
    return np.minimum(a, b), np.maximum(a, b)


def _boxes(samples: StrokeSamples, first: Ints, second: Ints) -> list[NDArray[np.floating]]:
    """Return how far two bounding boxes are apart (middles) and how far they overlap: [K] each."""
    middle = 0.5 * (samples.low + samples.high)
    apart = np.log1p(np.abs(middle[first] - middle[second]))
    over = np.minimum(samples.high[first], samples.high[second]) - np.maximum(
        samples.low[first], samples.low[second]
    )
    signed = np.sign(over) * np.log1p(np.abs(over))
    return [apart[:, 0], apart[:, 1], signed[:, 0], signed[:, 1]]
