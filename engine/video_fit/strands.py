# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The control points of the drawn strokes, which of them move alike, and the lines they bend."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, identity
from scipy.sparse.linalg import splu

from addon.contract.drawing import Drawing
from engine.geometry.handles import Handles
from engine.rig.touching import touching_pairs
from engine.runtime.arrays import numpy_of
from engine.video_fit.drawn_lines import DrawnLines, Space

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
TOUCHING = 0.01  # long sides
RIDGE = 1e-4  # how much a control point stays that no point of the drawing asks for


@dataclass(frozen=True, eq=False)
class Strands:
    """How N drawn points follow H control points.

    Attributes:
        shares: [N, H]; rows sum to 1.
        links: [E, 2], pairs of control points that move alike: neighbours, and those of strokes
            that touch.
        lengths: [E], how far they lie apart, long sides.
        strokes: [N].
        tails: bool [N], free ends of strokes.
        movable: bool [H].
    """

    shares: csr_matrix
    links: Ints
    lengths: Floats
    strokes: Ints
    tails: NDArray[np.bool_]
    movable: NDArray[np.bool_]


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
    joined = np.flatnonzero(owner[1:] == owner[:-1])
    links = np.stack([joined, joined + 1], axis=1)
    first, last = handles.stroke_offsets[:-1], handles.stroke_offsets[1:] - 1
    rings = np.flatnonzero(handles.cyclic & (last > first))
    closing = np.stack([last[rings], first[rings]], axis=1)
    links = np.concatenate([links, closing, touching_pairs(places, owner, TOUCHING)])
    apart = np.linalg.norm(places[links[:, 0]] - places[links[:, 1]], axis=1)
    objects = numpy_of(drawing.objects)[owner]
    movable = (objects >= 0) & (numpy_of(drawing.locked)[owner] == 0)
    shares = csr_matrix(lines.from_points @ follows)
    return Strands(shares, links, apart, lines.strokes, lines.tails, movable)


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
