# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Points along the lines of a drawing whose own points may be control points beside its lines."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, identity
from scipy.sparse.linalg import splu

from engine.geometry.bezier import bernstein
from engine.rig.bones import Bones

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
    rows: list[Ints] = []
    columns: list[Ints] = []
    values: list[Floats] = []
    total = 0
    for own in np.split(np.arange(count), np.flatnonzero(np.diff(strokes)) + 1):
        if not cubic[own[0]] or len(own) < 3:
            rows.append(total + np.arange(len(own)))
            columns.append(own)
            values.append(np.ones(len(own)))
            total += len(own)
            continue
        ring = np.append(own, own[0]) if len(own) % 3 == 0 else own
        blocks = [_block(points, ring[n : n + 4], step) for n in range(0, len(ring) - 3, 3)]
        for at, share in [*blocks, (ring[-1:], np.ones((1, 1)))]:
            row, column = np.nonzero(share)
            rows.append(total + row)
            columns.append(at[column])
            values.append(share[row, column])
            total += len(share)
    entries = (np.concatenate(rows), np.concatenate(columns))
    return csr_matrix((np.concatenate(values), entries), (total, count))


def _block(points: Floats, at: Ints, step: float) -> tuple[Ints, Floats]:
    """Return a cubic's control points [4], and their shares [n, 4] in points along it."""
    length = float(np.linalg.norm(np.diff(points[at], axis=0), axis=1).sum())
    parts = int(np.clip(np.ceil(length / max(step, 1e-12)), FEWEST, MOST))
    return at, bernstein(np.arange(parts) / parts)


def carried_along(bones: Bones, along: csr_matrix) -> Bones:
    """Return bones that carry points along the lines, by the weights of the control points.

    along [N, P]: see `along_curves`.
    """
    weights = np.asarray(along @ _dense(bones))
    nearest = np.asarray(along.argmax(axis=1)).reshape(-1)
    return _strongest(bones, weights, bones.parts[nearest], 1e-9)


def carried_points(bones: Bones, along: csr_matrix) -> Bones:
    """Return bones that carry the control points, from bones that carry points along the lines.

    The curves of the control points' weights fit those along the lines best (least squares).
    """
    weights = _dense(bones)
    nearest = np.asarray(along.argmax(axis=0)).reshape(-1)
    system = along.T @ along + RIDGE * identity(along.shape[1])
    fitted = splu(system.tocsc()).solve(along.T @ weights + RIDGE * weights[nearest])
    return _strongest(bones, np.asarray(fitted), bones.parts[nearest], LEAST)


def _dense(bones: Bones) -> Floats:
    """Weights [P, J] of all joints."""
    count, width = bones.carriers.shape
    rows = np.repeat(np.arange(count), width)
    entries = (bones.weights.reshape(-1), (rows, bones.carriers.reshape(-1)))
    return np.asarray(csr_matrix(entries, (count, len(bones.names))).toarray())


def _strongest(bones: Bones, dense: Floats, parts: Ints, least: float) -> Bones:
    """Return bones with the largest of weights [N, J], as many as before for each point."""
    kept = min(bones.carriers.shape[1], dense.shape[1])
    carriers = np.argsort(-dense, axis=1, kind="stable")[:, :kept]
    weights = np.take_along_axis(dense, carriers, axis=1)
    weights[weights < least] = 0.0
    carriers = np.where(weights > 0.0, carriers, carriers[:, :1])
    weights = weights / np.maximum(weights.sum(axis=1, keepdims=True), 1e-12)
    return replace(bones, carriers=carriers.astype(np.int64), weights=weights, parts=parts)
