# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Closed lines that are drawn in several strokes: a knob of two half circles, a leaf of two arcs.

Two strokes are one where they meet at both ends; more are where each end meets just one other.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from engine.rig.part_strokes import TOUCHING, Bools, Floats, PartStrokes

Ints = NDArray[np.int64]
MOST = 8  # strokes of one ring
LEAST = 0.02  # of the drawing's box: a ring goes around so much


@dataclass(frozen=True, eq=False)
class DrawnRing:
    """Strokes that go around something together.

    Attributes:
        mine: [S]. line: [N, 2], all of it, as if drawn in one stroke.
    """

    mine: Bools
    line: Floats


def drawn_rings(drawing: PartStrokes) -> list[DrawnRing]:
    """Return closed lines that are drawn in several open strokes."""
    strokes = np.flatnonzero(~drawing.closed)
    if len(strokes) < 2:
        return []
    nodes = _nodes(drawing, strokes)
    found = [
        ring
        for pair in combinations(range(len(strokes)), 2)
        if set(nodes[pair[0]]) == set(nodes[pair[1]]) and nodes[pair[0]][0] != nodes[pair[0]][1]
        and (ring := _ring(drawing, strokes, nodes, list(pair))) is not None
        and not _goes_on(drawing, ring, nodes, strokes, pair)
    ]  # fmt: skip
    return found + _loops(drawing, strokes, nodes)


def _goes_on(
    drawing: PartStrokes, ring: DrawnRing, nodes: Ints, strokes: Ints, pair: tuple[int, int]
) -> bool:
    """Tell whether lines go on outside of a ring at both its ends: one side is the body's line."""
    low, high = ring.line.min(axis=0), ring.line.max(axis=0)
    own = strokes[np.array(pair)]
    beside = ~((drawing.middle[strokes] > low) & (drawing.middle[strokes] < high)).all(axis=1)
    beside &= ~np.isin(strokes, own)
    return all(bool((nodes[beside] == node).any()) for node in nodes[pair[0]])


def _nodes(drawing: PartStrokes, strokes: Ints) -> Ints:
    """Return the numbers [n, 2] of the places at which strokes begin and end."""
    ends = np.concatenate([drawing.line(int(s))[[0, -1]] for s in strokes])
    near = np.linalg.norm(ends[:, None] - ends[None], axis=2) < TOUCHING * drawing.size
    number = np.arange(len(ends))
    while True:  # each takes the lowest number of those near to it
        lower = np.where(near, number[None], len(ends)).min(axis=1)
        if (lower == number).all():
            return number.reshape(-1, 2)
        number = lower


def _loops(drawing: PartStrokes, strokes: Ints, nodes: Ints) -> list[DrawnRing]:
    """Return rings of three or more strokes each end of which meets one other."""
    places, counts = np.unique(nodes, return_counts=True)
    fits = np.isin(nodes, places[counts == 2]).all(axis=1)
    found, left = [], set(np.flatnonzero(fits).tolist())
    while left:
        chain, end = [min(left)], int(nodes[min(left), 1])
        left.remove(chain[0])
        while (more := next((s for s in sorted(left) if end in nodes[s]), None)) is not None:
            left.remove(more)
            chain.append(more)
            a, b = (int(n) for n in nodes[more])
            end = b if end == a else a
        if 2 < len(chain) <= MOST and end == int(nodes[chain[0], 0]):
            ring = _ring(drawing, strokes, nodes, chain)
            found += [ring] if ring is not None else []
    return found


def _ring(drawing: PartStrokes, strokes: Ints, nodes: Ints, chain: list[int]) -> DrawnRing | None:
    """Return strokes that follow one another as one line; None where it goes around too little."""
    end, pieces = int(nodes[chain[0], 0]), []
    for each in chain:
        line = drawing.line(int(strokes[each]))
        forwards = int(nodes[each, 0]) == end
        pieces.append(line if forwards else line[::-1])
        end = int(nodes[each, 1 if forwards else 0])
    line = np.concatenate(pieces)
    x, y = (line - line.mean(axis=0)).T
    area = 0.5 * abs(float(x @ np.roll(y, 1) - y @ np.roll(x, 1)))
    if area < LEAST * float(np.ptp(drawing.box, axis=0).prod()):
        return None
    return DrawnRing(drawing.only([int(strokes[each]) for each in chain]), line)
