# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Places on the strokes of a drawing that are followed through an animation."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from addon.contract.animation import Animation
from addon.contract.drawing import Drawing
from engine.geometry.bezier import bernstein
from engine.geometry.working_space import WorkingSpace
from engine.metrics.asked import stretched_points
from engine.render.evaluate import animated_positions
from engine.runtime.arrays import numpy_of

Floats = NDArray[np.float64]

LONG_SIDE = 154.0  # of a drawing in the working space
CUBIC_LENGTH = 60.0  # working units; a piece of a polyline that is sampled like one cubic


@dataclass(frozen=True, eq=False)
class Places:
    """N places, stroke by stroke.

    Attributes:
        rest: [N,2], (x, y), working units, in the drawing.
        moved: [F,N,2], (x, y), working units, in each frame.
        strokes: [N], stroke of each place.
        objects: [N], object of each place; -1 is the background or a locked stroke.
        closed: bool [S], strokes whose first place follows their last.
        asked: bool [N], places that the motion stretches on purpose; None where none is known.
    """

    rest: Floats
    moved: Floats
    strokes: NDArray[np.int64]
    objects: NDArray[np.int64]
    closed: NDArray[np.bool_]
    asked: NDArray[np.bool_] | None = None

    @property
    def movable(self) -> NDArray[np.bool_]:
        """The places that may move, bool [N]."""
        return self.objects >= 0

    @property
    def unasked(self) -> NDArray[np.bool_]:
        """The places that may move and nothing stretches on purpose, bool [N]."""
        return self.movable if self.asked is None else self.movable & ~self.asked

    def of_object(self, number: int) -> Places:
        """Return the places of one object."""
        own = self.objects == number
        asked = None if self.asked is None else self.asked[own]
        return Places(
            self.rest[own],
            self.moved[:, own],
            self.strokes[own],
            self.objects[own],
            self.closed,
            asked,
        )


def follow(drawing: Drawing, animation: Animation, per_cubic: int = 3) -> Places:
    """Return places on the strokes, `per_cubic` of them to a cubic.

    Of an animation on twos or threes only the frames with a new drawing are followed. Raises
    BadInput when the animation belongs to another drawing.
    """
    frames = list(range(0, animation.frame_count, animation.hold))
    positions = animated_positions(drawing, animation, frames)
    return places_of(drawing, positions, per_cubic, asked=stretched_points(animation))


def places_of(
    drawing: Drawing,
    positions: NDArray[np.floating],
    per_cubic: int = 3,
    *,
    asked: NDArray[np.bool_] | None = None,
) -> Places:
    """Return places on the strokes for point positions [F,P,2] in canvas pixels.

    asked [P]: points that the motion stretches on purpose.
    """
    space = WorkingSpace.of(drawing)
    rest = np.asarray(space.to_working(numpy_of(drawing.positions).astype(np.float64)))
    offsets = numpy_of(drawing.stroke_offsets)
    kinds, closed = numpy_of(drawing.curve_types), numpy_of(drawing.cyclic).astype(bool)
    indices, weights, strokes = [], [], []
    for stroke in range(drawing.stroke_count):
        first, last = int(offsets[stroke]), int(offsets[stroke + 1])
        own = np.arange(first, last)
        if len(own) == 1:
            where, share = np.full((1, 4), first), np.array([[1.0, 0, 0, 0]])
        elif kinds[stroke] == 1:
            where, share = _on_cubics(own, bool(closed[stroke]), per_cubic)
        else:
            where, share = _on_polyline(own, rest, bool(closed[stroke]), per_cubic)
        indices.append(where)
        weights.append(share)
        strokes.append(np.full(len(where), stroke))
    index, weight = np.concatenate(indices), np.concatenate(weights)
    stroke_of = np.concatenate(strokes)
    working = np.asarray(space.to_working(np.asarray(positions, dtype=np.float64)))
    objects = np.where(numpy_of(drawing.locked) != 0, -1, numpy_of(drawing.objects))
    return Places(
        np.einsum("nk,nkd->nd", weight, rest[index]),
        np.einsum("nk,fnkd->fnd", weight, working[:, index]),
        stroke_of,
        objects[stroke_of].astype(np.int64),
        closed,
        None if asked is None else (asked[index] & (weight > 0.0)).any(axis=1),
    )


def _on_cubics(
    own: NDArray[np.int64], closed: bool, per_cubic: int
) -> tuple[NDArray[np.int64], Floats]:
    """Return the points [n,4] that each place of a stroke of cubics mixes, and weights [n,4]."""
    ring = np.append(own, own[0]) if closed else own
    starts = np.arange(0, len(ring) - 1, 3)
    index = np.repeat(ring[starts[:, None] + np.arange(4)], per_cubic, axis=0)
    weight = np.tile(bernstein(np.arange(per_cubic) / per_cubic), (len(starts), 1))
    if not closed:
        index = np.concatenate([index, index[-1:]])
        weight = np.concatenate([weight, [[0.0, 0.0, 0.0, 1.0]]])
    return index, weight


def _on_polyline(
    own: NDArray[np.int64], rest: Floats, closed: bool, per_cubic: int
) -> tuple[NDArray[np.int64], Floats]:
    """Return the same of a polyline, whose places are evenly spaced at rest."""
    ring = np.append(own, own[0]) if closed else own
    arc = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(rest[ring], axis=0).T))])
    count = per_cubic * max(1, round(float(arc[-1]) / CUBIC_LENGTH))
    at = np.linspace(0.0, len(ring) - 1.0, count + 1)
    if arc[-1] > 0:
        at = np.interp(np.linspace(0.0, arc[-1], count + 1), arc, np.arange(len(ring)))
    if closed:
        at = at[:-1]
    low = np.minimum(at.astype(np.int64), len(ring) - 2)
    share = at - low
    none = np.zeros_like(share)
    index = np.stack([ring[low], ring[low + 1], ring[low], ring[low]], axis=1)
    return index, np.stack([1 - share, share, none, none], axis=1)
