# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Nothing comes off: what a part's line touches decides where the network's answer makes no sense.

A petal that is taken for a leaf but touches the bloom alone would leave it at the first breeze.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

from engine.rig.joined import hanging_together
from engine.rig.skeletons import Skeleton
from engine.rig.touching import touching_pairs

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

TOUCHING = 0.015  # long sides: strokes as near as this touch
SPECK = 0.6  # of a stroke: so much of it that is "no part of the body" is taken for a mistake
MOST = 0.35  # of the line: what is more than this of the drawing keeps its part


def attached_parts(plan: Skeleton, points: Floats, strokes: Ints, parts: Ints) -> Ints:
    """Return parts [P] in which every piece of a part touches something that it hangs on.

    points [P, 2]: long side 1. A piece (points of one part that hang together) that touches only
    parts that it doesn't hang on takes the part that it touches most.
    """
    parts = _without_specks(strokes, parts)
    pairs = touching_pairs(points, strokes, TOUCHING)
    label = np.where(parts < 0, len(plan.parts), parts)
    same = pairs[label[pairs[:, 0]] == label[pairs[:, 1]]]
    joined = np.flatnonzero((strokes[1:] == strokes[:-1]) & (label[1:] == label[:-1]))
    edges = np.concatenate([same, np.stack([joined, joined + 1], axis=1)])
    count = len(points)
    graph = csr_matrix((np.ones(len(edges)), (edges[:, 0], edges[:, 1])), (count, count))
    number, piece = connected_components(graph, directed=False)
    along = np.flatnonzero(strokes[1:] == strokes[:-1])
    borders = np.concatenate([pairs, np.stack([along, along + 1], axis=1)])
    borders = np.concatenate([borders, borders[:, ::-1]])
    borders = borders[label[borders[:, 0]] != label[borders[:, 1]]]
    table = hanging_together(plan)
    sizes = np.bincount(piece, minlength=number)
    parts = parts.copy()
    for name in range(number):
        own = int(label[np.flatnonzero(piece == name)[0]])
        if own == len(plan.parts) or sizes[name] > MOST * count:
            continue
        there = label[borders[piece[borders[:, 0]] == name, 1]]
        if len(there) and not table[own, there].any():
            touched = int(np.bincount(there).argmax())
            parts[piece == name] = -1 if touched == len(plan.parts) else touched
    return parts


def _without_specks(strokes: Ints, parts: Ints) -> Ints:
    """Return parts [P] in which a stroke of the body has no small piece that is no part of it."""
    parts = parts.copy()
    for stroke in np.unique(strokes[parts < 0]):
        row = np.flatnonzero(strokes == stroke)
        off = parts[row] < 0
        if 0.0 < off.mean() <= SPECK:
            place = np.arange(len(row))
            known = place[~off]
            nearest = known[np.abs(place[off][:, None] - known).argmin(axis=1)]
            parts[row[off]] = parts[row[nearest]]
    return parts
