# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which paint moves as one piece: cells are given to limbs, limbs that bend smoothly are one part.

Two limbs are apart where the paint between them would be stretched along much of their border; each
then has its own pixels, and they lie over one another.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from engine.warp.carrier import Carrier
from engine.warp.spread import outline_cells, spread

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]

TORN = 0.05  # of the painting's long side, by which two limbs have gone apart
DEEP = 3  # cells from the border of a limb to where it is all its own
APART = 0.3  # share of the border that is torn between two parts
SMALLEST = 12  # cells of a part
AROUND = 11  # cells across the window in which a border is seen to bulge
SHORTEST_BORDER = 5  # cells
SIDE = 0.1  # how much the body plan's near and far count beside the painting itself


@dataclass(frozen=True, eq=False)
class PaintParts:
    """Parts of a painting and what carries them.

    Attributes:
        labels: part of each cell [h, w], -1 for no paint; parts are numbered from the back.
        values: [N, C] of the painted cells, in the order of `np.nonzero(labels >= 0)`.
    """

    labels: Ints
    values: Floats

    @property
    def count(self) -> int:
        """Number of parts."""
        return int(self.labels.max()) + 1


def paint_parts(
    regions: Ints, carrier: Carrier, points: Floats, owners: Ints, cell: int
) -> PaintParts:
    """Return the parts of a painting.

    regions: [h, w], -1 for none; points: [P, 2], cells, (x, y), of the carrier's values; owners:
    [P], their regions; cell: pixels along the side of a cell.
    """
    sources = outline_cells(regions, points, owners)
    values = spread(regions, sources, carrier.values)
    limbs = _limbs(regions, carrier, values)
    labels = _merged(limbs, carrier, values, cell)
    if labels.max() > 0:  # each part follows its own outlines alone
        together = np.where(labels >= 0, labels * (int(regions.max()) + 1) + regions, -1)
        values = spread(together, sources, carrier.values)
    depths = spread(labels, sources, carrier.depths[:, None])[:, 0]
    return PaintParts(_from_the_back(labels, depths), values)


def _limbs(regions: Ints, carrier: Carrier, values: Floats) -> Ints:
    """Return the limb [h, w] that carries most of each cell, -1 for no paint."""
    count = int(carrier.groups.max()) + 1
    share = np.stack(
        [values[:, carrier.groups == number].sum(axis=1) for number in range(count)], axis=-1
    )
    limbs = np.full(regions.shape, -1, np.int64)
    limbs[regions >= 0] = share.argmax(axis=1)
    return limbs


def _merged(limbs: Ints, carrier: Carrier, values: Floats, cell: int) -> Ints:
    """Return parts [h, w]: limbs that stay together where they meet are one.

    Two limbs that go apart are in two parts, although both may hold on to a third.
    """
    sizes = np.bincount(limbs[limbs >= 0])
    pairs, torn = _torn_borders(limbs, carrier, values, cell)
    unique, which = np.unique(pairs, axis=0, return_inverse=True)
    which = which.reshape(-1)
    share = np.bincount(which, torn) / np.maximum(np.bincount(which), 1)
    small = sizes[unique].min(axis=1, initial=SMALLEST) < SMALLEST
    apart = {tuple(pair) for pair in unique[(share >= APART) & ~small].tolist()}
    part = list(range(len(sizes)))
    for first, second in unique[np.argsort(share, kind="stable")].tolist():
        one, two = part[first], part[second]
        members = [[n for n, own in enumerate(part) if own == group] for group in (one, two)]
        if one != two and not any(
            (min(a, b), max(a, b)) in apart for a in members[0] for b in members[1]
        ):
            part = [one if own == two else own for own in part]
    there = limbs >= 0
    labels = np.full(limbs.shape, -1, np.int64)
    found = np.array(part)[limbs[there]]
    labels[there] = np.unique(found, return_inverse=True)[1].reshape(-1)
    return labels


def _torn_borders(limbs: Ints, carrier: Carrier, values: Floats, cell: int) -> tuple[Ints, Mask]:
    """Return the two limbs [B, 2] at each place of a border, and whether they go apart there.

    A place of the border is moved with what is deeper inside of each limb: the paint at the border
    itself is a smooth mixture.
    """
    there = limbs >= 0
    y, x = np.nonzero(there)
    number = np.full(limbs.shape, -1, np.int64)
    number[y, x] = np.arange(len(y))
    deep = np.full(limbs.shape, -1, np.int64)
    for limb in range(int(limbs.max()) + 1):
        own = limbs == limb
        inner = ndimage.binary_erosion(own | ~there, iterations=DEEP) & own
        near = ndimage.distance_transform_edt(
            ~(inner if inner.any() else own), return_distances=False, return_indices=True
        )
        deep[own] = number[tuple(near)][own]
    ends = []
    for a, b in ((np.s_[:, :-1], np.s_[:, 1:]), (np.s_[:-1], np.s_[1:])):
        border = (limbs[a] != limbs[b]) & there[a] & there[b]
        ends.append(np.stack([number[a][border], number[b][border]], axis=-1))
    both = np.concatenate(ends)
    if not len(both):
        return np.zeros((0, 2), np.int64), np.zeros(0, bool)
    places = (np.stack([x, y], axis=-1)[both[:, 0]] + 0.5) * cell
    inside = deep[y, x][both]
    first, second = (carrier.moved(places, values[side]) for side in inside.T)
    gap = np.linalg.norm(first - second, axis=-1).max(axis=0) / cell
    long = max(np.ptp(y), np.ptp(x)) + 1
    return np.sort(limbs[y, x][both], axis=1), np.asarray(gap > TORN * long)


def _from_the_back(labels: Ints, depths: Floats) -> Ints:
    """Return parts numbered from the back.

    What bulges into another lies on it: its outline was drawn whole. Where a border is straight the
    body plan's near and far limbs decide.
    """
    count = int(labels.max()) + 1
    if count == 1:
        return labels
    there = labels >= 0
    sizes = np.maximum(np.bincount(labels[there], minlength=count), 1)
    depth = np.sign(np.round(np.bincount(labels[there], depths, count) / sizes))
    before = np.zeros((count, count))
    around = [ndimage.uniform_filter((labels == n).astype(float), AROUND) for n in range(count)]
    for first in range(count):
        touched = ndimage.binary_dilation(labels == first)
        for second in range(first + 1, count):
            border = touched & (labels == second)
            if border.sum() >= SHORTEST_BORDER:
                own, other = around[first][border], around[second][border]
                bulges = float((other - own).mean() / max(float((own + other).mean()), 1e-9))
                before[first, second] = bulges + SIDE * (depth[first] - depth[second])
                before[second, first] = -before[first, second]
    order = sorted(range(count), key=lambda n: (float(before[n].sum()), -sizes[n]))
    rank = np.empty(count, np.int64)
    rank[order] = np.arange(count)
    return np.where(there, rank[labels], -1)
