# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The control points of the drawn strokes, which of them move alike, and the lines they bend."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, identity
from scipy.sparse.linalg import splu
from scipy.spatial import cKDTree

from addon.contract.drawing import Drawing
from engine.geometry.handles import Handles
from engine.rig.touching import touching_pairs
from engine.runtime.arrays import numpy_of
from engine.video_fit.drawn_lines import DrawnLines, Space

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
TOUCHING = 0.01  # long sides
NEAREST = 3  # strokes that a stroke is linked to
SMALL = 0.08  # long sides: a stroke as small is linked at both ends
LINKED = 0.04  # long sides: control points as near are linked
BESIDE = 0.5  # strength of these links
RIDGE = 1e-4  # how much a control point stays that no point of the drawing asks for


@dataclass(frozen=True, eq=False)
class Strands:
    """How N drawn points follow H control points.

    Attributes:
        shares: [N, H]; rows sum to 1.
        rest: [H, 2], the control points of the drawing, long sides.
        places: [N, 2], the drawn points of the drawing.
        links: [E, 2], pairs of control points that move alike: neighbours on a stroke, and those of
            strokes that are near each other.
        lengths: [E], how far they lie apart, long sides.
        strength: [E], 1 for neighbours on a stroke.
        yields: bool [E], links of two strokes, which may come apart.
        turns_away: bool [E], links of a stroke with two free ends; it may turn out of the picture.
        strokes: [N].
        tails: bool [N], free ends of strokes.
        movable: bool [H]; the others stay where bones carry them.
    """

    shares: csr_matrix
    rest: Floats
    places: Floats
    links: Ints
    lengths: Floats
    strength: Floats
    yields: NDArray[np.bool_]
    turns_away: NDArray[np.bool_]
    strokes: Ints
    tails: NDArray[np.bool_]
    movable: NDArray[np.bool_]

    @cached_property
    def closing(self) -> NDArray[np.bool_]:
        """Which drawn points [N] are the first or the last ones of strokes."""
        change = np.diff(self.strokes) != 0
        closing: NDArray[np.bool_] = np.append(True, change) | np.append(change, True)
        return closing

    def lines(self, handles: Floats) -> Floats:
        """Return the drawn points [N, 2] of control points [H, 2]."""
        return np.asarray(self.places + self.shares @ (handles - self.rest))


def strands_of(drawing: Drawing, handles: Handles, lines: DrawnLines, space: Space) -> Strands:
    """Return how the drawn lines follow the strokes' control points."""
    count = len(handles.indices)
    rows = np.repeat(np.arange(count), handles.indices.shape[1])
    follows = csr_matrix(
        (handles.weights.reshape(-1).astype(np.float64), (rows, handles.indices.reshape(-1))),
        (count, handles.count),
    )
    places = space.inside(handles.control.astype(np.float64))
    owner = handles.stroke_of_handle.astype(np.int64)
    objects = numpy_of(drawing.objects)[owner].astype(np.int64)
    along = _along(handles, owner, places)
    touching = touching_pairs(places, owner, TOUCHING)
    beside = _beside(places, owner, objects)
    links = np.concatenate([along, touching, beside])
    apart = np.linalg.norm(places[links[:, 0]] - places[links[:, 1]], axis=1)
    strength = np.concatenate([np.ones(len(along) + len(touching)), np.full(len(beside), BESIDE)])
    both_free = np.bincount(lines.strokes[lines.tails], minlength=drawing.stroke_count) == 2
    stroke, other = owner[links[:, 0]], owner[links[:, 1]]
    movable = (objects >= 0) & (numpy_of(drawing.locked)[owner] == 0)
    return Strands(
        csr_matrix(lines.from_points @ follows),
        places,
        lines.places,
        links,
        apart,
        strength,
        stroke != other,
        (stroke == other) & both_free[stroke],
        lines.strokes,
        lines.tails,
        movable,
    )


def _along(handles: Handles, owner: Ints, places: Floats) -> Ints:
    """Return pairs [E, 2] of control points that are neighbours, or neighbours of a neighbour.

    So are the ends of a stroke that comes back to where it began.
    """
    pairs = []
    for step in (1, 2):
        joined = np.flatnonzero(owner[step:] == owner[:-step])
        pairs.append(np.stack([joined, joined + step], axis=1))
    first, last = handles.stroke_offsets[:-1], handles.stroke_offsets[1:] - 1
    meeting = np.linalg.norm(places[last] - places[first], axis=1) < TOUCHING
    rings = np.flatnonzero((handles.cyclic | meeting) & (last > first))
    pairs.append(np.stack([last[rings], first[rings]], axis=1))
    return np.concatenate(pairs).astype(np.int64)


def _beside(places: Floats, owner: Ints, objects: Ints) -> Ints:
    """Return links [E, 2] of strokes to the strokes of their object that lie nearest.

    Of each stroke and each of its nearest ones, the closest control points are linked; of a small
    stroke also the farthest one, so that it doesn't spin.
    """
    found: set[tuple[int, int]] = set()
    for stroke in np.unique(owner):
        own = np.flatnonzero(owner == stroke)
        others = np.flatnonzero((owner != stroke) & (objects == objects[own[0]]))
        if not len(others):
            continue
        way, near = cKDTree(places[own]).query(places[others])
        close = np.flatnonzero(way < LINKED)
        pairs = [(int(own[near[number]]), int(others[number])) for number in close]
        order = np.argsort(way)
        _, first = np.unique(owner[others[order]], return_index=True)
        for number in order[np.sort(first)[:NEAREST]]:
            beside = others[owner[others] == owner[others[number]]]
            far, back = cKDTree(places[beside]).query(places[own])
            farthest = int(far.argmax())
            pairs.append((int(own[near[number]]), int(others[number])))
            if float(np.ptp(places[own], axis=0).max()) < SMALL:
                pairs.append((int(own[farthest]), int(beside[back[farthest]])))
        found.update((min(pair), max(pair)) for pair in pairs)
    return np.array(sorted(found), np.int64).reshape(-1, 2)


def handle_places(handles: Handles, rest: Floats, moved: Floats) -> Floats:
    """Return where control points [F, H, 2] go with the drawing's points [F, P, 2].

    rest [P, 2]: the drawing.
    """
    count = len(handles.indices)
    rows = np.repeat(np.arange(count), handles.indices.shape[1])
    weights = handles.weights.reshape(-1).astype(np.float64)
    follows = csr_matrix((weights, (rows, handles.indices.reshape(-1))), (count, handles.count))
    solver = splu((follows.T @ follows + RIDGE * identity(handles.count)).tocsc())
    way = (moved - rest).transpose(1, 0, 2).reshape(count, -1)
    own = solver.solve(np.asarray(follows.T @ way))
    own = own.reshape(handles.count, len(moved), 2).transpose(1, 0, 2)
    return np.asarray(handles.control + own)
