# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values known at the outlines of regions, spread over all painted cells.

The values are those a random walker brings from the outlines (Grady, "Random Walks for Image
Segmentation", 2006): smooth within a region, with steps between regions that disagree.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, diags
from scipy.sparse.linalg import splu
from scipy.spatial import cKDTree

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

ACROSS = 0.01  # how easily a walker goes from one region into another
KNOWN = 3.0  # how firmly a cell on an outline keeps its value
LONELY = 1e-7  # pull of the nearest outline, for paint that no outline reaches


def outline_cells(regions: Ints, points: Floats, owners: Ints) -> Ints:
    """Return the cell, an index into the painted ones, of each outline point.

    regions: [h, w], -1 for none; points: [P, 2], cells, (x, y); owners: [P], their regions.
    """
    y, x = np.nonzero(regions >= 0)
    places, of = np.stack([x, y], axis=-1) + 0.5, regions[y, x]
    found = np.zeros(len(points), np.int64)
    for number in np.unique(owners):
        own, cells = np.flatnonzero(owners == number), np.flatnonzero(of == number)
        if not len(cells):
            cells = np.arange(len(of))
        found[own] = cells[cKDTree(places[cells]).query(points[own])[1]]
    return found


def spread(labels: Ints, cells: Ints, values: Floats) -> Floats:
    """Return values [N, C] of all N painted cells, in the order of `np.nonzero(labels >= 0)`.

    labels: [h, w], what belongs together, -1 for no paint; cells: [P], indices of painted cells
    whose values [P, C] are known.
    """
    there = labels >= 0
    count = int(there.sum())
    number = np.full(labels.shape, -1, np.int64)
    number[there] = np.arange(count)
    rows, columns, flow = [], [], []
    for a, b in ((np.s_[:, :-1], np.s_[:, 1:]), (np.s_[:-1], np.s_[1:])):
        both = there[a] & there[b]
        rows.append(number[a][both])
        columns.append(number[b][both])
        flow.append(np.where(labels[a][both] == labels[b][both], 1.0, ACROSS))
    first, second, way = (np.concatenate(part) for part in (rows, columns, flow))
    one = coo_array((way, (first, second)), shape=(count, count))
    links = (one + one.T).tocsr()
    hits = np.bincount(cells, minlength=count).astype(float)
    sums = np.stack([np.bincount(cells, column, count) for column in values.T], axis=-1)
    known = hits > 0
    mean = sums / np.maximum(hits, 1)[:, None]
    y, x = np.nonzero(there)
    places = np.stack([x, y], axis=-1).astype(float)
    nearest = np.flatnonzero(known)[cKDTree(places[known]).query(places)[1]]
    hold = np.where(known, KNOWN, LONELY)
    total = np.asarray(links.sum(axis=1)).reshape(-1)
    system = diags(total + hold) - links
    return np.asarray(splu(system.tocsc()).solve(hold[:, None] * mean[nearest]))
