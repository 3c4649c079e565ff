# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Strokes as few line segments, to be drawn over them in a color. Nothing here needs Blender.

A stroke has far more points than a screen can show apart, and wide lines are expensive to draw: so
points that lie on the line between their neighbours are left out.
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
    """Turn polylines into line segments: the ends [k, 2, 3], and the stroke of each segment [k].

    `points` [n, 3] and the stroke of each point [n], one stroke after the other.
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
    """Drop the points that are nearer than `tolerance` to the line through their neighbours.

    `points` [n, 3] and the stroke of each point [n], one stroke after the other. The ends of a
    stroke stay. On a curve each pass moves the line four times as far as the pass before it, so all
    together move it 4/3 as far as the last one: hence the 0.75.
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
    """Return strokes without curves as points [m, 3] and the stroke of each [m], for `segments`.

    `offsets` [S + 1], `cyclic` [S], `positions` [n, 3]. A closed stroke ends on its first point; a
    dot becomes two points.
    """
    counts = np.diff(offsets)
    stroke = np.repeat(np.arange(len(counts)), counts)
    repeated = np.flatnonzero(cyclic | (counts == 1))  # strokes whose first point comes twice
    if not len(repeated):
        return positions, stroke
    ends = offsets[1:][repeated]
    points = np.insert(positions, ends, positions[offsets[:-1][repeated]], axis=0)
    return points, np.insert(stroke, ends, repeated)


def curved(layout: StrokeLayout, positions: Points) -> tuple[Points, Rows]:
    """Return strokes of any kind as points [k, 3] and the stroke of each [k], for `segments`.

    `positions` [m, 3] are those of points and handles, as `layout` has them. Cubics are sampled; a
    closed stroke ends on its first point; a dot becomes two points.
    """
    counts = np.diff(layout.offsets).astype(np.int64)
    cubic = layout.cubic & (counts > 1)
    closed = layout.cyclic & (counts > 1)
    # A span leads from one point to the next: a line, or a cubic with two handles in between.
    step = np.where(cubic, 3, 1)
    spans = np.where(cubic, (counts + 2 * closed) // 3, np.maximum(counts - 1, 1) + closed)
    stroke = np.repeat(np.arange(len(counts)), spans)
    position = np.arange(len(stroke)) - np.repeat(np.cumsum(spans) - spans, spans)  # in its stroke
    corners = (position * step[stroke])[:, None] + np.arange(4) * (step[stroke] == 3)[:, None]
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
    """Return points [n * PIECES, 3] on cubic Bezier curves [n, 4, 3], without their last points."""
    t = np.arange(PIECES) / PIECES
    weights = np.stack([(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3], axis=1)
    points: Points = np.einsum("tc,ncx->ntx", weights, controls).reshape(-1, 3)
    return points
