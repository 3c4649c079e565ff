# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which part each point of a drawing is on: the likeliest course of parts along every stroke.

A line seldom leaves a part, and if so rather at a corner. The odds of the points and a price for
each change make a chain for every stroke, whose best course is Viterbi's (1967).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

NEAREST = 6  # tokens whose odds a point takes over
REACH = 0.04  # of the drawing: how near they count
OTHER_STROKE = 0.08  # how much a token of another stroke counts
CHANGE = 2.5  # price of a change of parts, in nats
CORNER = 0.7  # how much cheaper it is at a right angle
SPACING = 0.09  # of the drawing: so much line says as much as one token


def odds_of_points(
    points: Floats, strokes: Ints, tokens: Floats, token_strokes: Ints, odds: Floats
) -> tuple[Floats, Floats, Ints]:
    """Return the log odds [P, C] of points, and the weights and numbers [P, K] of their tokens.

    points: [P, 2], strokes: [P]; tokens: [N, 2], with odds [N, C].
    """
    near = max(1, min(NEAREST, len(tokens)))
    distance, index = cKDTree(tokens).query(points, k=near)
    distance, index = distance.reshape(len(points), near), index.reshape(len(points), near)
    weight = np.exp(-((distance / REACH) ** 2)) + 1e-9 / (distance + 1e-6)
    weight = weight * np.where(token_strokes[index] == strokes[:, None], 1.0, OTHER_STROKE)
    weight /= weight.sum(axis=1, keepdims=True)
    return np.einsum("pk,pkc->pc", weight, odds[index]), weight, index


def smoothed_along(points: Floats, strokes: Ints, odds: Floats) -> Ints:
    """Return the classes [P] of points [P, 2] with log odds [P, C] that are likeliest together.

    The points of a stroke follow one another; long side of the drawing 1.
    """
    count = len(points)
    joined = strokes[1:] == strokes[:-1]
    pieces = np.linalg.norm(np.diff(points, axis=0), axis=1) * joined
    length = 0.5 * (np.append(pieces, 0.0) + np.append(0.0, pieces))
    gain = odds * np.maximum(length / SPACING, 1e-3)[:, None]
    price = CHANGE * (1.0 - CORNER * _corners(points, joined))
    starts = np.append(0, np.flatnonzero(~joined) + 1)
    sizes = np.diff(np.append(starts, count))
    order = np.argsort(-sizes, kind="stable")  # longest first: those still running stand in front
    starts, sizes = starts[order], sizes[order]
    before = np.zeros(odds.shape, np.int64)
    score = gain[starts].copy()
    for step in range(1, int(sizes[0])):
        running = int((sizes > step).sum())
        rows, now = starts[:running] + step, score[:running]
        best = now.argmax(axis=1)
        other = now[np.arange(running), best] - price[rows]
        stay = now >= other[:, None]
        before[rows] = np.where(stay, np.arange(odds.shape[1]), best[:, None])
        score[:running] = np.where(stay, now, other[:, None]) + gain[rows]
    found = np.zeros(count, np.int64)
    state = score.argmax(axis=1)
    for step in range(int(sizes[0]) - 1, -1, -1):
        running = int((sizes > step).sum())
        rows = starts[:running] + step
        found[rows] = state[:running]
        state[:running] = before[rows, state[:running]]
    return found


def _corners(points: Floats, joined: NDArray[np.bool_]) -> Floats:
    """Return how sharp each point is [P]: 0 on a straight line and at ends, 1 from 90 degrees."""
    way = np.diff(points, axis=0)
    angle = np.arctan2(way[:, 1], way[:, 0])
    turn = np.abs((np.diff(angle) + np.pi) % (2 * np.pi) - np.pi)
    inner = joined[1:] & joined[:-1]
    return np.pad(np.clip(turn / (0.5 * np.pi), 0.0, 1.0) * inner, 1)[: len(points)]
