# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Splitting a layer into pieces that each belong to one object, without changing stroke order.

Nothing here needs Blender.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

STILL = -1  # the object of strokes that never move


@dataclass(frozen=True)
class Piece:
    """Strokes of one layer, in their order, that move with one object (or STILL)."""

    object: int
    strokes: NDArray[np.int64]


def split_layer(objects: Sequence[int], boxes: NDArray[np.float64] | None = None) -> list[Piece]:
    """Split the strokes of a layer into few pieces, from the bottom up.

    `objects` [S] is the object of each stroke, `boxes` [S, 4] the area (x0, y0, x1, y1) that each
    stroke covers over the whole animation. A stroke joins an earlier piece of its object only where
    nobody sees the change of order: where its box meets no stroke of the pieces in between. Without
    boxes, only neighbouring strokes are joined.
    """
    members: list[list[int]] = []
    owners: list[int] = []
    for stroke, owner in enumerate(objects):
        piece = _piece_below(stroke, owner, members, owners, boxes)
        if piece is None:
            owners.append(owner)
            members.append([stroke])
        else:
            members[piece].append(stroke)
    return [
        Piece(owner, np.array(strokes, np.int64))
        for owner, strokes in zip(owners, members, strict=True)
    ]


def _piece_below(
    stroke: int,
    owner: int,
    members: list[list[int]],
    owners: list[int],
    boxes: NDArray[np.float64] | None,
) -> int | None:
    """Return the index of the topmost piece of this object that the stroke may join, or None."""
    for piece in range(len(members) - 1, -1, -1):
        if owners[piece] == owner:
            return piece
        if boxes is None or _meets(boxes[stroke], boxes[members[piece]]):
            return None
    return None


def _meets(box: NDArray[np.float64], others: NDArray[np.float64]) -> bool:
    apart = (others[:, :2] > box[2:]).any(axis=1) | (others[:, 2:] < box[:2]).any(axis=1)
    return not bool(apart.all())
