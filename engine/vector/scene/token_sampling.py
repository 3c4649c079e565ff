# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fewer tokens for drawings with thousands of strokes, spread evenly over each object."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

FEWEST_PER_STROKE = 4


def sample_tokens(rest: Floats, stroke: NDArray[np.integer], objects: Ints, most: int) -> Ints:
    """Which of H places to keep, ascending: all when they fit, else at most about `most`.

    Args:
        rest: [H, 2] places. stroke: [H] ascending. objects: [H], -1 = never moves.
        most: how many may stay; every moving object keeps at least one stroke.
    """
    if len(rest) <= most:
        return np.arange(len(rest))
    kept: list[Ints] = []
    moving = np.unique(objects[objects >= 0])
    sizes = np.array([np.count_nonzero(objects == index) for index in moving])
    shares = np.maximum(FEWEST_PER_STROKE, most * sizes // max(1, sizes.sum()))
    for index, share in zip(moving, shares, strict=True):
        mine = np.flatnonzero(objects == index)
        kept.append(_thin_object(rest, stroke, mine, int(share)))
    return np.sort(np.concatenate(kept))


def _thin_object(rest: Floats, stroke: NDArray[np.integer], mine: Ints, share: int) -> Ints:
    """At most about `share` of the places `mine` of one object."""
    if len(mine) <= share:
        return mine
    cuts = np.flatnonzero(np.diff(stroke[mine])) + 1
    runs = np.split(mine, cuts)
    many = max(1, share // FEWEST_PER_STROKE)
    if len(runs) > many:
        centres = np.array([rest[run].mean(axis=0) for run in runs])
        sizes = np.array([np.ptp(rest[run], axis=0).sum() for run in runs])
        runs = [runs[i] for i in _far_apart(centres, sizes, many)]
    each = _quotas([len(run) for run in runs], share)
    return np.concatenate(
        [
            run[np.unique(np.linspace(0, len(run) - 1, quota).round().astype(int))]
            for run, quota in zip(runs, each, strict=True)
        ]
    )


def _far_apart(points: Floats, sizes: Floats, count: int) -> list[int]:
    """Indices of `count` points far from one another, the largest strokes first."""
    chosen = [int(sizes.argmax())]
    distance = np.linalg.norm(points - points[chosen[0]], axis=1)
    for _ in range(count - 1):
        following = int((distance + 0.25 * sizes * (distance > 0)).argmax())
        chosen.append(following)
        distance = np.minimum(distance, np.linalg.norm(points - points[following], axis=1))
        distance[chosen] = 0.0
    return sorted(set(chosen))


def _quotas(lengths: list[int], share: int) -> list[int]:
    """How many places each stroke keeps: in proportion, but enough to bend."""
    total = sum(lengths)
    return [
        min(length, max(FEWEST_PER_STROKE, round(share * length / total))) for length in lengths
    ]
