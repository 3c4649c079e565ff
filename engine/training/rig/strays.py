# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lines that a drawing has more of: strokes drawn once more, and things beside the body.

Points [P, 2] lie in a box of long side 1 or about it; strokes, parts and places along parts are
[P]. Things that are no part of the body, like drops and puffs, have the part -1.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Lines = tuple[Floats, Ints, Ints, Floats]

ECHOED, STRAYED = 0.15, 0.12  # share of drawings
MOST_ECHOES, MOST_STRAYS = 5, 4
FEWEST = 6  # points of a stroke that is drawn once more


def echoed(
    points: Floats, strokes: Ints, parts: Ints, along: Floats, rng: np.random.Generator
) -> Lines:
    """Return the lines with some strokes, or pieces of them, drawn again a little differently."""
    if rng.random() >= ECHOED:
        return points, strokes, parts, along
    rows = []
    for stroke in rng.choice(np.unique(strokes), int(rng.integers(1, MOST_ECHOES + 1))):
        own = np.flatnonzero(strokes == stroke)
        if len(own) < FEWEST:
            continue
        first = int(rng.integers(0, len(own) // 2))
        rows.append(own[first : first + int(rng.integers(FEWEST, len(own) + 1))])
    more = []
    for own in rows:
        middle = points[own].mean(axis=0)
        matrix = np.eye(2) * np.exp(rng.normal(-0.05, 0.12)) + rng.normal(0, 0.07, (2, 2))
        more.append(middle + (points[own] - middle) @ matrix + rng.normal(0, 0.015, 2))
    return _with(points, strokes, parts, along, more, rows)


def strayed(
    points: Floats, strokes: Ints, parts: Ints, along: Floats, rng: np.random.Generator
) -> Lines:
    """Return the lines with drops, puffs and short lines beside the body."""
    if rng.random() >= STRAYED:
        return points, strokes, parts, along
    low, high = points.min(axis=0), points.max(axis=0)
    size = float((high - low).max())
    more = []
    for _ in range(int(rng.integers(1, MOST_STRAYS + 1))):
        large = size * float(rng.uniform(0.02, 0.12))
        shape = large * _thing(rng)
        for _ in range(6):
            place = rng.uniform(low - 1.5 * large, high + 1.5 * large)
            if np.linalg.norm(points - place, axis=1).min() > 1.1 * large:
                more.append(place + shape)
                break
    return _with(points, strokes, parts, along, more, None)


def _thing(rng: np.random.Generator) -> Floats:
    """Return the line [n, 2], within 1 of 0, of a drop, a ring or a wave."""
    t = np.linspace(0, 2 * np.pi, 20)
    kind, angle = rng.random(), float(rng.uniform(0, 2 * np.pi))
    if kind < 0.45:  # a drop
        line = np.stack([np.cos(t), float(rng.uniform(0.4, 1.0)) * np.sin(t) * np.sin(0.5 * t)], 1)
    elif kind < 0.7:
        line = np.stack([np.cos(t), float(rng.uniform(0.3, 1.0)) * np.sin(t)], 1)
    else:
        wave = float(rng.uniform(0.0, 0.4)) * np.sin(t * float(rng.uniform(0.4, 1.6)))
        line = np.stack([np.linspace(-1, 1, 20), wave], 1)
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    return np.asarray(line @ turn)


def _with(
    points: Floats,
    strokes: Ints,
    parts: Ints,
    along: Floats,
    more: list[Floats],
    rows: list[Ints] | None,
) -> Lines:
    """Return the lines with further strokes `more`, labelled as the points `rows`; None: -1."""
    if not more:
        return points, strokes, parts, along
    first, lengths = int(strokes.max()) + 1, [len(line) for line in more]
    numbers = np.repeat(np.arange(first, first + len(more)), lengths)
    source = np.concatenate(rows) if rows is not None else None
    extra = np.full(sum(lengths), -1) if source is None else parts[source]
    places = np.zeros(sum(lengths)) if source is None else along[source]
    return (
        np.concatenate([points, *more]),
        np.concatenate([strokes, numbers]),
        np.concatenate([parts, extra]),
        np.concatenate([along, places]),
    )
