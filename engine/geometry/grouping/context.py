# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A second look at pairs of strokes, when the first opinion on all pairs is known.

Two strokes that agree about all others belong together (auto-context, Tu and Bai 2010). And the
order of drawing tells: most artists finish one thing before the next. How far that holds for a
drawing is seen from the first opinion on strokes drawn one after the other, before it is used.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import cophenet, linkage
from scipy.ndimage import uniform_filter
from scipy.spatial.distance import squareform

from engine.geometry.grouping.pairs import StrokeTable
from engine.geometry.grouping.samples import Floats, Ints

ITSELF = 3.0  # log odds of a stroke with itself
WINDOWS = (1, 3, 6)  # strokes before and after, over which an opinion is averaged
BEFORE = 6  # strokes on either side of a place in the order that may be a change of object
SUREST = 8.0

Matrix = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Context:
    """maps: [S, S] each, what is known of pairs; facts: of the drawing; order: how far strokes
    drawn one after the other belong together.
    """

    maps: tuple[Matrix, ...]
    facts: tuple[float, ...]
    order: float


def context_of(table: StrokeTable, odds: Floats) -> Context:
    """The context of first log odds [S, S] of at least two strokes."""
    count = len(odds)
    first = odds.astype(np.float64)
    np.fill_diagonal(first, ITSELF)
    windows = [uniform_filter(first, min(2 * w + 1, count), mode="nearest") for w in WINDOWS]
    changes = _changes(first)
    usual = float(first[np.triu_indices(count, 1)].mean())
    beside = float(np.diagonal(first, 1).mean()) - usual
    lags = [np.diagonal(first, k).mean() for k in range(1, min(5, count))]
    order = float(np.mean(lags)) - usual
    seen = (table.near.distance, table.gap)
    maps = (
        first,
        *windows,
        _agreement(first),
        _level(first),
        _least_between(changes),
        *(np.log1p(values).astype(np.float64) for values in seen),
        *(table.walks[k].astype(np.float64) for k in (1, 3)),
    )
    facts = (
        beside,
        order,
        usual,
        float(np.log1p(count)),
        float(changes.mean()),
        float(np.quantile(changes, 0.1)),
    )
    return Context(maps, facts, order)


def context_features(context: Context, first: Ints, second: Ints) -> Floats:
    """Features float32 [K, FEATURES] of K pairs of strokes."""
    count = len(context.maps[0])
    columns = [values[first, second] for values in context.maps]
    columns += [np.full(len(first), fact) for fact in context.facts]
    step = np.abs(first - second)
    columns += [np.log1p(step), step / count]
    columns += [context.maps[k][first, second] * context.order for k in (2, 3, 6)]
    return np.stack(columns, axis=1).astype(np.float32)


def _agreement(odds: Matrix) -> Matrix:
    """Correlation of what two strokes have to do with all."""
    centred = odds - odds.mean(axis=1, keepdims=True)
    size = np.linalg.norm(centred, axis=1) + 1e-6
    return np.asarray(centred @ centred.T / size[:, None] / size[None])


def _level(odds: Matrix) -> Matrix:
    """The mean log odds at which average linkage joins two strokes."""
    if len(odds) < 3:
        return odds
    apart = np.maximum(SUREST - odds, 0.0)
    np.fill_diagonal(apart, 0.0)
    joined = cophenet(linkage(squareform(apart, checks=False), "average"))
    return np.asarray(SUREST - squareform(joined))


def _changes(odds: Matrix) -> Matrix:
    """For each place between two strokes in the order: mean log odds across it, [S - 1]."""
    count = len(odds)
    return np.array(
        [
            odds[max(0, k - BEFORE + 1) : k + 1, k + 1 : min(count, k + BEFORE + 1)].mean()
            for k in range(count - 1)
        ]
    )


def _least_between(changes: Matrix) -> Matrix:
    """The least of `changes` on the way from one stroke to another in the order, [S, S]."""
    count = len(changes) + 1
    out = np.full((count, count), 6.0)
    for k in range(count - 1):
        out[k, k + 1 :] = out[k + 1 :, k] = np.minimum.accumulate(changes[k:])
    return out
