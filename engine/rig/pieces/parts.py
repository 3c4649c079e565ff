# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Parts of a drawing that don't touch one another, and which of them are near."""

from __future__ import annotations

import numpy as np
from scipy.spatial import cKDTree

from engine.rig.pieces.ink import Floats, Ints, SampledInk


def rows_of(labels: Ints, count: int) -> list[Ints]:
    """Return the rows of each label 0..count-1."""
    order = np.argsort(labels, kind="stable")
    edges = np.searchsorted(labels[order], np.arange(count + 1))
    return [order[edges[k] : edges[k + 1]] for k in range(count)]


def nearest_larger(ink: SampledInk, part: Ints, count: int) -> tuple[Ints, Floats]:
    """Return for each part the nearest sample of a part with a lower number, and how far it is."""
    nearest, gaps = np.full(count, -1, np.int64), np.full(count, np.inf)
    if count < 2:
        return nearest, gaps
    known = np.flatnonzero(part >= 0)
    places = ink.places[known]
    distance, index = cKDTree(places).query(places, k=min(24, len(known)))
    distance = np.where(part[known][index] < part[known][:, None], distance, np.inf)
    best = distance.argmin(axis=1)
    rows = np.arange(len(known))
    for number, own in enumerate(rows_of(part[known], count)):
        if number == 0:
            continue
        row = own[distance[own, best[own]].argmin()]
        if np.isfinite(distance[row, best[row]]):
            nearest[number], gaps[number] = known[index[row, best[row]]], distance[row, best[row]]
            continue
        larger = rows[part[known] < number]
        apart = cKDTree(places[own]).query(places[larger])[0]
        closest = int(apart.argmin())
        nearest[number], gaps[number] = known[larger[closest]], float(apart[closest])
    return nearest, gaps
