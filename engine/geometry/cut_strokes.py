# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Cuts strokes into pieces for a while, so that a piece of a line can act by itself.

An artist draws a cup and its handle in one line. Cut where the handle begins and ends, the pieces
are strokes like others; where two pieces meet, both have the artist's point. What the pieces do is
then what the artist's own points do: no stroke is cut in the result.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from addon.contract.drawing import COLUMNS, CUBIC, Drawing
from engine.runtime.arrays import array_of, numpy_of

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class CutStrokes:
    """The pieces of S strokes of P points.

    Attributes:
        strokes: int64 [S'], the stroke that each piece is of.
        points: int64 [P'], the point that each point of a piece is.
        offsets: int64 [S' + 1], where the points of each piece begin, and the last one's end.
    """

    strokes: Ints
    points: Ints
    offsets: Ints

    def applied(self, drawing: Drawing) -> Drawing:
        """Return a drawing whose strokes are the pieces."""
        columns = {}
        for name, (_, rows, _) in COLUMNS.items():
            values = numpy_of(getattr(drawing, name))
            columns[name] = values[self.points if rows == "P" else self.strokes]
        pieces = np.bincount(self.strokes, minlength=drawing.stroke_count)[self.strokes]
        whole = np.diff(numpy_of(drawing.stroke_offsets))[self.strokes] == np.diff(self.offsets)
        columns["cyclic"] = columns["cyclic"] * ((pieces == 1) & whole).astype(np.uint8)
        arrays: dict[str, Any] = {
            name: array_of(np.ascontiguousarray(own)) for name, own in columns.items()
        }
        return replace(drawing, stroke_offsets=array_of(self.offsets.astype(np.int32)), **arrays)

    def joined(self, moved: NDArray[np.floating], count: int) -> Floats:
        """Return the artist's points [..., P, 2] of those of the pieces [..., P', 2].

        Where two pieces meet, the point lies midway between theirs. count: P.
        """
        total = np.zeros((*moved.shape[:-2], count, 2))
        flat = moved.reshape(-1, moved.shape[-2], 2)
        every = total.reshape(-1, count, 2)
        for frame, own in zip(every, flat, strict=True):
            for axis in (0, 1):
                frame[:, axis] = np.bincount(self.points, own[:, axis], minlength=count)
        copies = np.maximum(np.bincount(self.points, minlength=count), 1)
        return np.asarray(every / copies[:, None]).reshape(total.shape)


def anchors_of(drawing: Drawing, stroke: int) -> Ints:
    """Return which points of a stroke, numbered from its first, lie on its line."""
    count = len(drawing.stroke(stroke))
    step = 3 if drawing.curve_types.data[stroke] == CUBIC else 1
    return np.arange(0, count, step)


def cut_strokes(drawing: Drawing, cuts: Mapping[int, Sequence[int]]) -> CutStrokes:
    """Cut strokes at some of their anchors; a cyclic one needs two cuts to fall apart.

    cuts: by the number of the stroke; each counts points from the stroke's first one.
    """
    strokes: list[int] = []
    pieces: list[Ints] = []
    for stroke in range(drawing.stroke_count):
        points = np.asarray(drawing.stroke(stroke), np.int64)
        at = sorted(set(cuts.get(stroke, ())))
        cyclic = bool(drawing.cyclic.data[stroke])
        own = (
            _pieces(points, at, cyclic=cyclic) if at and not (cyclic and len(at) < 2) else [points]
        )
        pieces += own
        strokes += [stroke] * len(own)
    offsets = np.concatenate([[0], np.cumsum([len(piece) for piece in pieces])]).astype(np.int64)
    return CutStrokes(np.array(strokes, np.int64), np.concatenate(pieces), offsets)


def _pieces(points: Ints, at: Sequence[int], *, cyclic: bool) -> list[Ints]:
    """Return the pieces of one stroke's points, in its own direction."""
    if cyclic:
        ring = np.concatenate([points, points])
        ends = [*at, at[0] + len(points)]
    else:
        ring = points
        ends = [0, *(cut for cut in at if 0 < cut < len(points) - 1), len(points) - 1]
    return [ring[a : b + 1] for a, b in pairwise(ends)]
