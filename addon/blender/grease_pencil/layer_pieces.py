# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Cutting a layer into pieces that each belong to one object, without changing stroke order.

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
    """The fewest pieces, from the bottom up, found by walking the strokes once.

    A stroke joins an earlier piece of its object only where that can't be seen: its box (the reach
    [x0, y0, x1, y1] of the stroke over the whole animation) meets no stroke of the pieces between.
    Without boxes only neighbours are joined.
    """
    members: list[list[int]] = []
    owners: list[int] = []
    for stroke, owner in enumerate(objects):
        at = _piece_below(stroke, owner, members, owners, boxes)
        if at is None:
            owners.append(owner)
            members.append([stroke])
        else:
            members[at].append(stroke)
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
    """The highest piece of this object that the stroke may join, or None."""
    for at in range(len(members) - 1, -1, -1):
        if owners[at] == owner:
            return at
        if boxes is None or _meets(boxes[stroke], boxes[members[at]]):
            return None
    return None


def _meets(box: NDArray[np.float64], others: NDArray[np.float64]) -> bool:
    apart = (others[:, :2] > box[2:]).any(axis=1) | (others[:, 2:] < box[:2]).any(axis=1)
    return not bool(apart.all())
