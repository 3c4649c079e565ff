# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the pieces of cut strokes do, as a motion of the artist's own strokes.

A job in which a piece of a line acts, like the handle of a cup that is drawn in one, is animated
with the line in pieces. The result is of the drawing as it is: pieces move by offsets of their
points.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from addon.contract.animation import CHANNELS, Animation
from addon.contract.drawing import Drawing
from engine.geometry.cut_strokes import CutStrokes
from engine.geometry.grouping.grouping import Grouping
from engine.render.evaluate import animated_positions
from engine.runtime.arrays import array_of, numpy_of

Floats = NDArray[np.float64]


def whole_drawing(drawing: Drawing, grouping: Grouping) -> Drawing:
    """Return a drawing with the objects of its whole strokes; its own where that is but one."""
    whole = grouping.of_whole_strokes()
    return drawing if len(whole.names) < 2 else whole.applied(drawing)


def joined_pieces(
    animation: Animation, pieces: Drawing, whole: Drawing, cut: CutStrokes
) -> Animation:
    """Return an animation of a drawing's pieces as one of the drawing.

    pieces: the drawing that was animated; whole: the artist's, as `whole_drawing` returns it. The
    bones of pieces don't fit whole strokes: no pose is told.
    """
    moved = animated_positions(pieces, animation).astype(np.float64)
    target = cut.joined(moved, whole.point_count)
    several = whole.object_count > 1
    names = whole.object_names if several else (pieces.object_names[0],)
    kept = [pieces.object_names.index(name) for name in names]
    transforms, pivots = numpy_of(animation.transforms), numpy_of(animation.pivots)
    rest = numpy_of(whole.positions)
    owner = np.repeat(numpy_of(whole.objects), np.diff(numpy_of(whole.stroke_offsets)))
    offsets = np.zeros_like(target, dtype=np.float32)
    for number, own in enumerate(kept):
        mine = np.flatnonzero(owner == number)
        turn = transforms[:, own, :, :2].astype(np.float64)
        lever = target[:, mine] - pivots[own] - transforms[:, None, own, :, 2]
        back = np.einsum("fij,fnj->fni", np.linalg.inv(turn), lever) + pivots[own]
        offsets[:, mine] = back - rest[mine]
    offsets[0] = 0.0
    locked = np.repeat(numpy_of(whole.locked) != 0, np.diff(numpy_of(whole.stroke_offsets)))
    offsets[:, locked | (owner < 0)] = 0.0
    keys, key_offsets = _keys_of(animation, kept)
    return replace(
        animation,
        offsets=array_of(offsets),
        transforms=array_of(np.ascontiguousarray(transforms[:, kept])),
        pivots=array_of(np.ascontiguousarray(pivots[kept])),
        keys=array_of(keys),
        key_offsets=array_of(key_offsets),
        object_names=whole.object_names,
        pose=None,
    )


def _keys_of(
    animation: Animation, kept: Sequence[int]
) -> tuple[NDArray[np.float32], NDArray[np.int32]]:
    """Return the keys [N, 6] of some objects, and where those of each channel begin."""
    keys, offsets = numpy_of(animation.keys), numpy_of(animation.key_offsets)
    count = len(CHANNELS)
    rows = [
        keys[offsets[count * own + channel] : offsets[count * own + channel + 1]]
        for own in kept
        for channel in range(count)
    ]
    ends = np.concatenate([[0], np.cumsum([len(each) for each in rows])]).astype(np.int32)
    return np.ascontiguousarray(np.concatenate(rows), np.float32).reshape(-1, 6), ends
