# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Strokes as few line segments to be drawn in a color. Nothing here needs Blender.

An artist's stroke has far more points than can be told apart on a screen, and lines of some width
are dear to draw: points that lie on the line between their neighbours are left out.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..grease_pencil.stroke_layout import StrokeLayout

PIECES = 8  # line segments that stand for one cubic
TOLERANCE = 1 / 2000  # of the drawing's extent: how far a line may be from its stroke
PASSES = 5  # each leaves out every other point, where it can
MOST_SEGMENTS = 6000  # beyond it, the tolerance grows

Points = NDArray[np.float64]
Rows = NDArray[np.int64]


def segments(points: Points, stroke: Rows) -> tuple[NDArray[np.float32], Rows]:
    """Line segments of polylines: their ends [k, 2, 3] and the stroke of each [k].

    `points` [n, 3] with their strokes [n], one stroke after the other.
    """
    extent = float(np.ptp(points, axis=0).max()) if len(points) else 0.0
    tolerance = TOLERANCE * extent
    points, stroke = thinned(points, stroke, tolerance)
    while len(points) - len(np.unique(stroke)) > MOST_SEGMENTS and tolerance < extent:
        tolerance *= 2
        points, stroke = thinned(points, stroke, tolerance)
    within = stroke[1:] == stroke[:-1]
    ends = np.stack([points[:-1], points[1:]], axis=1)[within]
    return ends.astype(np.float32), stroke[:-1][within]


def thinned(points: Points, stroke: Rows, tolerance: float) -> tuple[Points, Rows]:
    """Polylines [n, 3] with their strokes [n], without points that are nearer than `tolerance`
    to the line through their neighbours. The ends of a stroke stay.

    On a curve each pass moves the line four times as far as the one before: 4/3 of the last in sum.
    """
    for _ in range(PASSES):
        first = np.concatenate([[True], stroke[1:] != stroke[:-1]])[: len(stroke)]
        begin = np.maximum.accumulate(np.where(first, np.arange(len(stroke)), 0))
        odd = (np.arange(len(stroke)) - begin) % 2 == 1
        odd &= np.concatenate([stroke[:-1] == stroke[1:], [False]])[: len(stroke)]
        rows = np.flatnonzero(odd)
        if not len(rows):
            break
        chord = points[rows + 1] - points[rows - 1]
        offset = points[rows] - points[rows - 1]
        length = np.maximum(_dots(chord, chord), 1e-30)
        along = np.clip(_dots(offset, chord) / length, 0.0, 1.0)
        away = offset - along[:, None] * chord
        keep = np.ones(len(stroke), np.bool_)
        keep[rows[_dots(away, away) <= (0.75 * tolerance) ** 2]] = False
        points, stroke = points[keep], stroke[keep]
    return points, stroke


def _dots(one: Points, other: Points) -> NDArray[np.float64]:
    return np.asarray(np.einsum("nx,nx->n", one, other))  # a sum over a short axis is slow


def straight(
    offsets: NDArray[np.int32], cyclic: NDArray[np.bool_], positions: Points
) -> tuple[Points, Rows]:
    """Polylines of strokes without curves, for `segments`. A dot becomes two points."""
    counts = np.diff(offsets)
    stroke = np.repeat(np.arange(len(counts)), counts)
    again = np.flatnonzero(cyclic | (counts == 1))
    if not len(again):
        return positions, stroke
    points = np.insert(positions, offsets[1:][again], positions[offsets[:-1][again]], axis=0)
    return points, np.insert(stroke, offsets[1:][again], again)


def curved(layout: StrokeLayout, positions: Points) -> tuple[Points, Rows]:
    """Polylines of any strokes, for `segments`; `positions` [m, 3] are those of points and handles.

    Cubics are sampled, closed strokes closed; a dot becomes two points.
    """
    counts = np.diff(layout.offsets).astype(np.int64)
    cubic = layout.cubic & (counts > 1)
    closed = layout.cyclic & (counts > 1)
    # a span leads from one point to the next: a line, or a cubic with two handles in between
    step = np.where(cubic, 3, 1)
    spans = np.where(cubic, (counts + 2 * closed) // 3, np.maximum(counts - 1, 1) + closed)
    stroke = np.repeat(np.arange(len(counts)), spans)
    place = np.arange(len(stroke)) - np.repeat(np.cumsum(spans) - spans, spans)
    corners = (place * step[stroke])[:, None] + np.arange(4) * (step[stroke] == 3)[:, None]
    corners[:, 3] += step[stroke] == 1
    corners = (
        layout.offsets[:-1].astype(np.int64)[stroke][:, None] + corners % counts[stroke][:, None]
    )
    bent = cubic[stroke]
    samples = np.repeat(np.arange(len(stroke)), np.where(bent, PIECES, 1))  # spans, in order
    points = positions[corners[samples, 0]]
    points[bent[samples]] = _sampled(positions[corners[bent]])
    last = np.cumsum(np.bincount(stroke[samples], minlength=len(counts)))
    ends = positions[corners[np.cumsum(spans) - 1, 3]]
    return np.insert(points, last, ends, axis=0), np.insert(
        stroke[samples], last, np.arange(len(counts))
    )


def _sampled(controls: Points) -> Points:
    """Points [n * PIECES, 3] on cubic Bezier curves [n, 4, 3], without the ends."""
    t = np.arange(PIECES) / PIECES
    weights = np.stack([(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3], axis=1)
    return np.einsum("tc,ncx->ntx", weights, controls).reshape(-1, 3)
