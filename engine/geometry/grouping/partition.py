# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Groups strokes by the log odds of pairs: agglomeration with average linkage.

Groups are joined in the order of the mean log odds between their strokes, as long as that is above
zero (Bailoni et al. 2022, "GASP", average linkage). Strokes that are known to belong together
start in one group; strokes that are known to be of different objects never come into one.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.geometry.grouping.samples import Ints

FREE = -2  # -1 is the background
NEVER = -1e9
GIVEN = 3.0  # weight of a stroke whose group the user has given
MARGIN = 2.5  # log odds by which a stroke must fit better to follow a correction
ROUNDS = 4


def partition(
    odds: NDArray[np.floating],
    known: Ints | None = None,
    *,
    count: int | None = None,
    weights: NDArray[np.floating] | None = None,
) -> Ints:
    """Return the group of each stroke, int64 [S], numbered from 0 in the order of first strokes.

    odds: symmetric float [S, S], log odds that two strokes are of one object. known int64 [S]:
    strokes of one number >= 0 are joined, of two numbers kept apart; FREE strokes may go anywhere.
    count: stop at this many groups instead of at zero log odds (as near as the number of strokes
    and of known objects allows). weights: [S, S], of pairs in the mean.
    """
    size = len(odds)
    if size == 0:
        return np.zeros(0, dtype=np.int64)
    known = np.full(size, FREE) if known is None else known
    groups, kinds = _start(known)
    member = np.zeros((groups.max() + 1, size), dtype=np.float64)
    member[groups, np.arange(size)] = 1.0
    mass = np.ones_like(odds, dtype=np.float64) if weights is None else weights.astype(np.float64)
    total = member @ (odds * mass) @ member.T
    mass = member @ mass @ member.T
    parent = _agglomerate(total, mass, kinds, count)
    return _renumbered(parent[groups])


def settled(odds: NDArray[np.floating], labels: Ints, known: Ints) -> Ints:
    """Let strokes follow corrections; return the groups of all strokes, int64 [S].

    labels: the corrected grouping. known: the group of each stroke that the user has assigned, FREE
    for the others. A free stroke moves to a group with known strokes when it fits clearly better
    there than where it is; known strokes count GIVEN times. At most as many strokes follow as the
    user has assigned, so that a correction doesn't undo what was right.
    """
    labels = labels.copy()
    sought = np.unique(known[known != FREE])
    if not len(sought):
        return labels
    free = np.flatnonzero(known == FREE)
    weight = np.where(known == FREE, 1.0, GIVEN)
    left = int((known != FREE).sum())
    for _ in range(ROUNDS):
        groups = np.unique(labels)
        member = (labels[:, None] == groups[None]) * weight[:, None]
        mass = member.sum(axis=0)[None] - member  # without the stroke itself
        fit = (odds @ member) / np.maximum(mass, 1.0)
        place = np.searchsorted(groups, labels)
        own = fit[np.arange(len(labels)), place]
        open_ = np.isin(groups, sought)
        best = np.where(open_[None], fit, NEVER).argmax(axis=1)
        gain = fit[np.arange(len(labels)), best] - own
        moving = free[(gain[free] > MARGIN) & (groups[best[free]] != labels[free])]
        moving = moving[np.argsort(-gain[moving], kind="stable")][:left]
        if not len(moving):
            break
        labels[moving] = groups[best[moving]]
        left -= len(moving)
    return labels


def _start(known: Ints) -> tuple[Ints, Ints]:
    """Return the initial group of each stroke [S], and each group's known number or FREE [G]."""
    free = known == FREE
    labels = np.where(free, np.arange(len(known)) + known.max() + 1, known)
    values, groups = np.unique(labels, return_inverse=True)
    kinds = np.where(values <= known.max(), values, FREE)
    return groups, kinds


def _agglomerate(
    total: NDArray[np.float64], mass: NDArray[np.float64], kinds: Ints, count: int | None
) -> Ints:
    """Join groups until the best mean is not above zero, or `count` are left.

    Return the group [G] into which each initial group has gone.
    """
    number = len(kinds)
    kinds = kinds.copy()
    alive = np.ones(number, dtype=bool)
    parent = np.arange(number)
    mean = total / np.maximum(mass, 1e-12)
    fixed = kinds != FREE
    mean[np.ix_(fixed, fixed)] = NEVER
    np.fill_diagonal(mean, NEVER)
    best = mean.argmax(axis=1)
    value = mean[np.arange(number), best]
    left = number
    while left > 1 and (count is None or left > count):
        a = int(value.argmax())
        b = int(best[a])
        if value[a] <= (0.0 if count is None else 0.5 * NEVER):
            break
        if kinds[b] != FREE:
            a, b = b, a
        total[a] += total[b]
        mass[a] += mass[b]
        total[:, a], mass[:, a] = total[a], mass[a]
        row = total[a] / np.maximum(mass[a], 1e-12)
        row[~alive] = NEVER
        if kinds[a] != FREE:
            row[kinds != FREE] = NEVER
        row[a] = row[b] = NEVER
        alive[b] = False
        mean[b], mean[:, b] = NEVER, NEVER
        mean[a], mean[:, a] = row, row
        parent[parent == b] = a
        value[b] = 2.0 * NEVER
        stale = np.flatnonzero(alive & ((best == a) | (best == b)))
        best[stale] = mean[stale].argmax(axis=1)
        value[stale] = mean[stale, best[stale]]
        better = alive & (row > value)
        best[better], value[better] = a, row[better]
        best[a] = int(row.argmax())
        value[a] = row[best[a]]
        left -= 1
    return parent


def _renumbered(labels: Ints) -> Ints:
    _, first, inverse = np.unique(labels, return_index=True, return_inverse=True)
    rank = np.empty(len(first), dtype=np.int64)
    rank[np.argsort(first)] = np.arange(len(first))
    return np.asarray(rank[inverse.reshape(-1)], dtype=np.int64)
