# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which handles of a drawing the prior sees, where thousands are more than it can take.

The chosen handles are called tokens. They are spread evenly over each object.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

FEWEST_PER_STROKE = 4


def sample_tokens(rest: Floats, stroke: NDArray[np.integer], objects: Ints, most: int) -> Ints:
    """Choose tokens among H handles: all of them where they fit, else about `most` at most.

    Args:
        rest: [H, 2], the handles at rest.
        stroke: [H], the stroke of each handle, ascending.
        objects: [H], the object of each handle; -1 = never moves.
        most: how many tokens there may be; every moving object gets at least one stroke of them.

    Returns the indices of the chosen handles, ascending.
    """
    if len(rest) <= most:
        return np.arange(len(rest))
    tokens: list[Ints] = []
    moving = np.unique(objects[objects >= 0])
    sizes = np.array([np.count_nonzero(objects == index) for index in moving])
    shares = np.maximum(FEWEST_PER_STROKE, most * sizes // max(1, sizes.sum()))
    for index, share in zip(moving, shares, strict=True):
        own = np.flatnonzero(objects == index)
        tokens.append(_sample_object(rest, stroke, own, int(share)))
    return np.sort(np.concatenate(tokens))


def _sample_object(rest: Floats, stroke: NDArray[np.integer], own: Ints, share: int) -> Ints:
    """Choose about `share` at most of the handles `own` of one object."""
    if len(own) <= share:
        return own
    breaks = np.flatnonzero(np.diff(stroke[own])) + 1
    strokes = np.split(own, breaks)
    most_strokes = max(1, share // FEWEST_PER_STROKE)
    if len(strokes) > most_strokes:
        centres = np.array([rest[handles].mean(axis=0) for handles in strokes])
        sizes = np.array([np.ptp(rest[handles], axis=0).sum() for handles in strokes])
        strokes = [strokes[i] for i in _far_apart(centres, sizes, most_strokes)]
    quotas = _quotas([len(handles) for handles in strokes], share)
    return np.concatenate(
        [
            handles[np.unique(np.linspace(0, len(handles) - 1, quota).round().astype(int))]
            for handles, quota in zip(strokes, quotas, strict=True)
        ]
    )


def _far_apart(points: Floats, sizes: Floats, count: int) -> list[int]:
    """Choose `count` points far from one another, those of large strokes first (by index)."""
    chosen = [int(sizes.argmax())]
    distance = np.linalg.norm(points - points[chosen[0]], axis=1)
    for _ in range(count - 1):
        following = int((distance + 0.25 * sizes * (distance > 0)).argmax())
        chosen.append(following)
        distance = np.minimum(distance, np.linalg.norm(points - points[following], axis=1))
        distance[chosen] = 0.0
    return sorted(set(chosen))


def _quotas(lengths: list[int], share: int) -> list[int]:
    """Return how many tokens each stroke gets: in proportion, but enough to let it bend."""
    total = sum(lengths)
    return [
        min(length, max(FEWEST_PER_STROKE, round(share * length / total))) for length in lengths
    ]
