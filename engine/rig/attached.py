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
from scipy.spatial import cKDTree

from engine.rig.joined import hanging_together
from engine.rig.skeletons import Skeleton
from engine.rig.touching import touching_pairs

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

TOUCHING = 0.015  # long sides: strokes as near as this touch
SPECK = 0.6  # of a stroke: so much of it that is "no part of the body" is taken for a mistake
FARTHER = 1.5  # of the way to the nearest line, and
ASTRAY = 0.2  # long sides: so far off is what doesn't hold a loose piece
MOST = 0.35  # of the line: what is more than this of the drawing keeps its part


def attached_parts(plan: Skeleton, points: Floats, strokes: Ints, parts: Ints) -> Ints:
    """Return parts [P] in which every piece of a part touches something that it hangs on.

    points [P, 2]: long side 1. A piece (points of one part that hang together) that touches only
    parts that it doesn't hang on takes the part that it touches most.
    """
    parts = _without_specks(strokes, parts)
    label = np.where(parts < 0, len(plan.parts), parts)
    piece, borders = _pieces(points, strokes, label)
    borders = borders[label[borders[:, 0]] != label[borders[:, 1]]]
    table = hanging_together(plan)
    sizes = np.bincount(piece)
    parts = parts.copy()
    for name in range(len(sizes)):
        own = int(label[np.flatnonzero(piece == name)[0]])
        if own == len(plan.parts) or sizes[name] > MOST * len(parts):
            continue
        there = label[borders[piece[borders[:, 0]] == name, 1]]
        if len(there) and not table[own, there].any():
            touched = int(np.bincount(there).argmax())
            parts[piece == name] = -1 if touched == len(plan.parts) else touched
    return parts


def with_loose_pieces(plan: Skeleton, points: Floats, strokes: Ints, parts: Ints) -> Ints:
    """Return parts [P] in which what touches nothing goes with the line nearest to it.

    points [P, 2]: long side 1. It keeps its own part where that has no line that touches another
    part, or one that isn't much farther off. Drops over a whale aren't its tail's. Nothing becomes
    part of a wheel: it would be flung around.
    """
    piece, borders = _pieces(points, strokes, parts)
    borders = borders[parts[borders[:, 0]] != parts[borders[:, 1]]]
    loose = np.isin(piece, piece[borders], invert=True)
    wheels = [n for n, part in enumerate(plan.parts) if part.name.startswith("wheel")]
    held, parts = ~loose & (parts >= 0) & ~np.isin(parts, wheels), parts.copy()
    for name in np.unique(piece[loose & (parts >= 0)]):
        mine = piece == name
        same = held & (parts == parts[mine][0])
        if not same.any() or mine.mean() > MOST:
            continue
        away, nearest = cKDTree(points[held]).query(points[mine])
        own_away = float(cKDTree(points[same]).query(points[mine])[0].min())
        if own_away > max(FARTHER * float(away.min()), ASTRAY):
            parts[mine] = parts[held][nearest[int(away.argmin())]]
    return parts


def _pieces(points: Floats, strokes: Ints, label: Ints) -> tuple[Ints, Ints]:
    """Return the piece [P] of one label that each point hangs together with, and neighbours [N, 2].

    Neighbours touch, or follow one another on a stroke; every pair comes both ways round.
    """
    pairs = touching_pairs(points, strokes, TOUCHING)
    same = pairs[label[pairs[:, 0]] == label[pairs[:, 1]]]
    joined = np.flatnonzero((strokes[1:] == strokes[:-1]) & (label[1:] == label[:-1]))
    edges = np.concatenate([same, np.stack([joined, joined + 1], axis=1)])
    count = len(points)
    graph = csr_matrix((np.ones(len(edges)), (edges[:, 0], edges[:, 1])), (count, count))
    piece = connected_components(graph, directed=False)[1].astype(np.int64)
    along = np.flatnonzero(strokes[1:] == strokes[:-1])
    borders = np.concatenate([pairs, np.stack([along, along + 1], axis=1)])
    return piece, np.concatenate([borders, borders[:, ::-1]])


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
