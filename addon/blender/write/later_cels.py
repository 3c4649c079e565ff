# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Later drawings of a layer of which only some strokes move: what of them goes on standing still.

A result shows the motion in place of the strokes that move, so those are left out of the layer's
later drawings while it lasts. There they are known by their object, by their place in a drawing
that was duplicated and edited, or by their shape. A stroke that can't be told is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ..grease_pencil import attributes
from ..grease_pencil.layer_pieces import STILL, Piece
from ..objects import stroke_objects

if TYPE_CHECKING:
    from bpy.types import GreasePencilDrawing, GreasePencilLayer

SAME = 1e-3  # of a stroke's size: how far points of the same shape lie apart
NEW = -1  # a stroke that isn't in the earlier drawing

Rows = NDArray[np.int64]
Points = NDArray[np.float64]


def still_strokes(
    layer: GreasePencilLayer, rest: int, keys: Sequence[int], pieces: Sequence[Piece]
) -> dict[int, list[Rows]]:
    """Return, for each of the later keys, the strokes of its drawing that each piece keeps.

    rest: the frame of the key that the pieces are of. Of pieces that move nothing is kept.
    """
    at_rest = _drawing_at(layer, rest)
    owners = np.full(len(at_rest.strokes), NEW)
    for number, piece in enumerate(pieces):
        owners[piece.strokes] = number
    still = [number for number, piece in enumerate(pieces) if piece.object == STILL]
    moves = ~np.isin(owners, still)
    found = {}
    for key in keys:
        drawing = _drawing_at(layer, key)
        same = _same_strokes(at_rest, drawing)
        gone = _are_objects_that_move(at_rest, drawing, moves) | (moves[same] & (same != NEW))
        kept = _pieces_of(same, owners, still)
        kept[gone] = NEW
        found[key] = [np.flatnonzero(kept == number) for number in range(len(pieces))]
    return found


def _drawing_at(layer: GreasePencilLayer, frame: int) -> GreasePencilDrawing:
    held: Any = layer.get_frame_at(frame)
    drawing: GreasePencilDrawing = held.drawing
    return drawing


def _are_objects_that_move(
    at_rest: GreasePencilDrawing, drawing: GreasePencilDrawing, moves: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Return which strokes belong to an object of which all strokes move."""
    numbers = stroke_objects.read(at_rest)[0]
    moving = np.setdiff1d(numbers[moves], [*numbers[~moves], stroke_objects.NOBODY])
    return np.isin(stroke_objects.read(drawing)[0], moving)


def _pieces_of(same: Rows, owners: Rows, still: Sequence[int]) -> Rows:
    """Return the piece that each stroke stays in: that of its like, or of the stroke below it.

    What lies on a piece that moves goes to the next one above that doesn't, or else below.
    """
    pieces = np.zeros(len(same), np.int64)
    last = still[0]
    for stroke, like in enumerate(same.tolist()):
        if like != NEW:
            last = int(owners[like])
        above = [number for number in still if number >= last]
        pieces[stroke] = above[0] if above else still[-1]
    return pieces


def _same_strokes(at_rest: GreasePencilDrawing, drawing: GreasePencilDrawing) -> Rows:
    """Return which stroke of the drawing at rest each stroke of a later one is, or NEW."""
    before, now = _strokes_of(at_rest), _strokes_of(drawing)
    counts = [len(points) for points in before]
    if len(before) > 1 and [len(points) for points in now[: len(before)]] == counts:
        rows = np.arange(len(now))  # a duplicate, whatever was done to its points
        return np.where(rows < len(before), rows, NEW)
    same = np.full(len(now), NEW)
    left = list(range(len(before)))
    for is_like in (np.array_equal, _have_one_shape):
        for stroke in np.flatnonzero(same == NEW).tolist():
            points = now[stroke]
            likes = (n for n in left if len(before[n]) == len(points))
            like = next((n for n in likes if is_like(before[n], points)), NEW)
            if like != NEW:
                same[stroke] = like
                left.remove(like)
    return same


def _strokes_of(drawing: GreasePencilDrawing) -> list[Points]:
    offsets = attributes.stroke_offsets(drawing).astype(np.int64)
    points = attributes.read_or(drawing, "position", [0.0, 0.0, 0.0], int(offsets[-1]))
    return np.split(points.astype(np.float64), offsets[1:-1]) if len(offsets) > 1 else []


def _have_one_shape(one: Points, other: Points) -> bool:
    """Return whether points [n, 3] are the same but for where they are and how they are turned."""
    one, other = one - one.mean(axis=0), other - other.mean(axis=0)
    size = float(np.linalg.norm(one))
    far = SAME * size
    if np.linalg.norm(one - other) <= far:
        return True
    left, stretch, right = np.linalg.svd(one.T @ other)
    is_line = stretch[1] <= 1e-2 * stretch[0]  # all lines have one shape
    return not is_line and bool(np.linalg.norm(one @ left @ right - other) <= far)
