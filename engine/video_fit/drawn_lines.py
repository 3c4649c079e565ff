# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The drawn lines that are looked for in a clip."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags
from scipy.spatial import cKDTree

from addon.contract.drawing import CUBIC, Drawing
from engine.rig.curve_points import along_curves
from engine.runtime.arrays import numpy_of, places_within

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
STEP = 0.018  # long sides: about so far apart are the drawn points that are looked for
FAR_APART = 2 * STEP  # points of a line that has none between them
MOST_POINTS = 700
ALONE = 0.025  # long sides: an end with nothing as near is a free one
OWN_NEIGHBOURS = 3  # of an end, along its own stroke


@dataclass(frozen=True, eq=False)
class Space:
    """Units in which the drawing's long side is 1 and its middle (0, 0)."""

    origin: Floats
    size: float

    @classmethod
    def of(cls, drawing: Drawing) -> Space:
        """Return that of a drawing."""
        points = numpy_of(drawing.positions).astype(np.float64)
        return cls(points.mean(axis=0), max(float(np.ptp(points, axis=0).max()), 1e-9))

    def inside(self, points: Floats) -> Floats:
        """Map canvas pixels [..., 2] to these units."""
        return np.asarray((points - self.origin) / self.size)

    def outside(self, points: Floats) -> Floats:
        """Map these units [..., 2] to canvas pixels."""
        return np.asarray(points * self.size + self.origin)


@dataclass(frozen=True, eq=False)
class DrawnLines:
    """The drawn lines that are looked for: N points.

    Attributes:
        from_points: [N, P], from the drawing's points.
        places: [N, 2], at rest, long sides.
        strokes, objects: [N].
        tails: bool [N], free ends of strokes: nothing else is drawn there.
    """

    from_points: csr_matrix
    places: Floats
    strokes: Ints
    objects: Ints
    tails: NDArray[np.bool_]

    def in_frames(self, points: Floats) -> Floats:
        """Return the lines [F, N, 2] of the drawing's points [F, P, 2]."""
        return np.stack([self.from_points @ frame for frame in points])


def drawn_lines(drawing: Drawing, space: Space) -> DrawnLines:
    """Return points along the drawn lines, about STEP apart."""
    places = space.inside(numpy_of(drawing.positions).astype(np.float64))
    offsets = numpy_of(drawing.stroke_offsets).astype(np.int64)
    strokes = np.repeat(np.arange(drawing.stroke_count), np.diff(offsets))
    cubic = numpy_of(drawing.curve_types)[strokes] == CUBIC
    closed = numpy_of(drawing.cyclic).astype(bool)
    along = _filled(along_curves(places, strokes, cubic, STEP), places, strokes, closed)
    owner = strokes[np.asarray(along.argmax(axis=1)).reshape(-1)]
    points = np.asarray(along @ places)
    step = STEP
    kept = _spread(points, owner, step)
    while len(kept) > MOST_POINTS:
        step *= 1.3
        kept = _spread(points, owner, step)
    objects = numpy_of(drawing.objects).astype(np.int64)[owner[kept]]
    tails = _tails(points[kept], owner[kept])
    return DrawnLines(csr_matrix(along[kept]), points[kept], owner[kept], objects, tails)


def _filled(
    along: csr_matrix, places: Floats, strokes: Ints, closed: NDArray[np.bool_]
) -> csr_matrix:
    """Return a matrix [N, P] of points along lines with more of them where they are far apart.

    Straight lines may be drawn by their ends alone. along [M, P]: makes points on the lines of
    points [P, 2] of strokes [P].
    """
    points = np.asarray(along @ places)
    owner = strokes[np.asarray(along.argmax(axis=1)).reshape(-1)]
    first = np.arange(len(points))
    second = np.minimum(first + 1, len(points) - 1)
    last = np.append(np.diff(owner) != 0, True)
    begin = first[np.concatenate([[True], last[:-1]])]
    second[last] = np.where(closed[owner[last]], begin, first[last])
    lengths = np.linalg.norm(points[second] - points[first], axis=1)
    parts = np.where(lengths > FAR_APART, np.ceil(lengths / STEP), 1).astype(np.int64)
    piece = np.repeat(first, parts)
    share = places_within(parts) / parts[piece]
    return csr_matrix(diags(1 - share) @ along[piece] + diags(share) @ along[second[piece]])


def _spread(points: Floats, strokes: Ints, step: float) -> Ints:
    """Return numbers of points about `step` apart along strokes; ends are kept."""
    kept: list[int] = []
    for own in np.split(np.arange(len(points)), np.flatnonzero(np.diff(strokes)) + 1):
        way = np.linalg.norm(np.diff(points[own], axis=0), axis=1)
        arc = np.concatenate([[0.0], np.cumsum(way)])
        count = max(2, round(float(arc[-1]) / step) + 1) if len(own) > 1 else 1
        at = np.searchsorted(arc, np.linspace(0.0, arc[-1], count) - 1e-12)
        kept.extend(own[np.unique(np.minimum(at, len(own) - 1))])
    return np.array(kept, np.int64)


def _tails(points: Floats, strokes: Ints) -> NDArray[np.bool_]:
    """Return which of points [N, 2] are ends of strokes with nothing else of the drawing near."""
    change = np.flatnonzero(np.diff(strokes)) + 1
    first = np.concatenate([[0], change])
    last = np.concatenate([change, [len(strokes)]]) - 1
    tails = np.zeros(len(points), bool)
    tree = cKDTree(points)
    for begin, end in zip(first, last, strict=True):
        if begin == end:
            continue
        for here in (begin, end):
            near = np.array(tree.query_ball_point(points[here], ALONE))
            own = (near >= begin) & (near <= end) & (np.abs(near - here) <= OWN_NEIGHBOURS)
            tails[here] = bool(own.all())
    return tails
