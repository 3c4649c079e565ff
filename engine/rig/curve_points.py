# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Points along the lines of a drawing whose own points may be control points beside its lines."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, identity

from engine.geometry.bezier import bernstein
from engine.rig.bones import Bones
from engine.rig.sparse import factors_of, largest_columns
from engine.runtime.arrays import places_within

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
STEP = 0.02  # of the drawing: about so far apart are the points that stand for a curve
FEWEST, MOST = 3, 10  # points that stand for a cubic
RIDGE = 1e-4  # how much a control point's weights count that no point of the line asks for
LEAST = 0.01  # smaller weights of control points are noise of the fit


def along_curves(
    points: Floats, strokes: Ints, cubic: NDArray[np.bool_] | None, step: float
) -> csr_matrix:
    """Return a matrix [N, P] that makes points along the lines of points [P, 2].

    strokes [P]; cubic [P]: whether a stroke's points are control points of cubics (3k + 1 of them,
    or 3k where it is closed), None for polylines alone; step: about how far apart the points along
    a cubic lie. Points of polylines are taken as they are.
    """
    count = len(points)
    if cubic is None or not cubic.any():
        one = np.arange(count)
        return csr_matrix((np.ones(count), (one, one)), (count, count))
    starts = np.concatenate([[0], np.flatnonzero(np.diff(strokes)) + 1])
    counts = np.diff(np.append(starts, count))
    chained = cubic[starts] & (counts >= 3)
    closed = counts % 3 == 0
    curves = np.where(chained, np.where(closed, counts, counts - 1) // 3, 0)
    owner = np.repeat(np.arange(len(starts)), curves)
    local = (places_within(curves) * 3)[:, None] + np.arange(4)
    controls = starts[owner, None] + local % counts[owner, None]
    lengths = np.linalg.norm(np.diff(points[controls], axis=1), axis=2).sum(1)
    parts = np.clip(np.ceil(lengths / max(step, 1e-12)), FEWEST, MOST).astype(np.int64)
    # A curve's points from its start on; then the end of its chain, or the points of a polyline.
    curve = np.repeat(np.arange(len(controls)), parts)
    shares = bernstein(places_within(parts) / parts[curve])
    ends = np.flatnonzero(chained)
    last = starts[ends] + np.where(closed[ends], 0, counts[ends] - 1)
    plain = np.flatnonzero(np.repeat(~chained, counts))
    stroke_of_points = np.repeat(np.arange(len(starts)), counts)
    single = np.concatenate([last, plain])
    order = np.argsort(np.concatenate([owner[curve], ends, stroke_of_points[plain]]), kind="stable")
    place = np.empty(len(order), np.int64)
    place[order] = np.arange(len(order))
    along, on_points = place[: len(curve)], place[len(curve) :]
    row, column = np.nonzero(shares)
    rows = np.concatenate([along[row], on_points])
    columns = np.concatenate([controls[curve][row, column], single])
    values = np.concatenate([shares[row, column], np.ones(len(single))])
    return csr_matrix((values, (rows, columns)), (len(order), count))


def carried_along(bones: Bones, along: csr_matrix) -> Bones:
    """Return bones that carry points along the lines, by the weights of the control points.

    along [N, P]: see `along_curves`.
    """
    weights = np.asarray(along @ bones.shares.toarray())
    return _strongest(bones, weights, bones.parts[largest_columns(along)], 1e-9)


def carried_points(bones: Bones, along: csr_matrix) -> Bones:
    """Return bones that carry the control points, from bones that carry points along the lines.

    The curves of the control points' weights fit those along the lines best (least squares).
    """
    weights = bones.shares.toarray()
    nearest = largest_columns(along.T)
    system = along.T @ along + RIDGE * identity(along.shape[1])
    fitted = factors_of(system).solve(along.T @ weights + RIDGE * weights[nearest])
    return _strongest(bones, np.asarray(fitted), bones.parts[nearest], LEAST)


def _strongest(bones: Bones, dense: Floats, parts: Ints, least: float) -> Bones:
    """Return bones with the largest of weights [N, J], as many as before for each point."""
    kept = min(bones.carriers.shape[1], dense.shape[1])
    carriers = np.argsort(-dense, axis=1, kind="stable")[:, :kept]
    weights = np.take_along_axis(dense, carriers, axis=1)
    weights[weights < least] = 0.0
    carriers = np.where(weights > 0.0, carriers, carriers[:, :1])
    weights = weights / np.maximum(weights.sum(axis=1, keepdims=True), 1e-12)
    return replace(bones, carriers=carriers.astype(np.int64), weights=weights, parts=parts)
