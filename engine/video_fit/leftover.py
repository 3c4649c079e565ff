# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What bones can't follow: smooth displacements of the strokes' control points.

Minimises, over all frames at once, sum(w (n . (x + S u - wanted))^2) over pairs of drawn and seen
points, plus differences of u along strokes and between strokes that touch, plus changes of speed
over time, plus a little of u itself; w are robust weights. One sparse linear system a round, solved
by conjugate gradients.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import block_diag, csr_matrix, diags, identity, kron
from scipy.sparse.linalg import LinearOperator, cg

from engine.video_fit.matching import SeenTarget, line_tangents
from engine.video_fit.strands import Strands

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
REACHES = (0.05, 0.04, 0.03, 0.02, 0.014, 0.01, 0.008, 0.006)  # long sides, of the rounds
STIFF = (8.0, 6.0, 4.0, 3.0, 2.0, 1.5, 1.0, 1.0)  # of the rounds
ALONG_LINE = 0.02  # long sides: over about this length displacements go over into each other
OVER_TIME = 0.6  # of a difference along a line counts a change of speed from frame to frame
SMALL = 0.02  # how much a displacement itself costs, against a line that is off by as much
COMPLEX = np.array([1.0, 1.0j])
ACCURACY, STEPS = 1e-4, 80


def fit_leftover(
    strands: Strands, carried: Floats, handles: Floats, targets: Sequence[SeenTarget]
) -> Floats:
    """Return displacements [F, H, 2] of control points, long sides.

    Args:
        strands: of the drawing.
        carried: [F, N, 2], the drawn points as bones carry them.
        handles: [F, H, 2], the control points as bones carry them.
        targets: seen lines of each frame.
    """
    frames, count = len(carried), strands.shares.shape[1]
    found = np.zeros((frames, count, 2))
    edges = edges_of(strands)
    for reach, stiff in zip(REACHES, STIFF, strict=True):
        blocks, right = [], np.zeros((frames, count, 2))
        for frame, target in enumerate(targets):
            moved = carried[frame] + strands.shares @ found[frame]
            block, wanted = _wanted(strands, target, moved, carried[frame], reach)
            blocks.append(block)
            right[frame] = wanted
        weights = stiff * ALONG_LINE**2 / np.maximum(strands.lengths, 1e-3) / max(count, 1)
        bent = _turned_edges(edges, handles, found) - _edges(edges, handles)
        right += _edges(edges.T, weights[:, None] * bent)
        system = block_diag(blocks, format="csr") + _calm(edges, weights, frames)
        found = _solved(system, right, found)
        found[:, ~strands.movable] = 0.0
    return found


def _solved(system: csr_matrix, right: Floats, start: Floats) -> Floats:
    """Return the solution of a system by conjugate gradients, begun at `start`."""
    inverse = 1.0 / np.maximum(system.diagonal(), 1e-12)
    precondition = LinearOperator(system.shape, matvec=lambda v: inverse * v)
    solved, _ = cg(
        system,
        right.reshape(-1),
        x0=start.reshape(-1),
        rtol=ACCURACY,
        maxiter=STEPS,
        M=precondition,
    )
    return np.asarray(solved.reshape(start.shape))


def edges_of(strands: Strands) -> csr_matrix:
    """Return the matrix [E, H] from control points to the vectors between linked ones."""
    number = np.arange(len(strands.links))
    signs = np.concatenate([np.ones(len(number)), -np.ones(len(number))])
    places = (np.concatenate([number, number]), strands.links.T.reshape(-1))
    return csr_matrix((signs, places), (len(number), strands.shares.shape[1]))


def _edges(edges: csr_matrix, values: Floats) -> Floats:
    """Return edges @ values for values [F, n, 2]."""
    frames, count = values.shape[:2]
    flat = values.transpose(1, 0, 2).reshape(count, -1)
    return np.asarray(edges @ flat).reshape(-1, frames, 2).transpose(1, 0, 2)


def _turned_edges(edges: csr_matrix, handles: Floats, moved: Floats) -> Floats:
    """Return the edges [F, E, 2] between handles [F, H, 2], each turned as its surroundings are.

    How far those have turned is what fits the edges around a handle best: the local step of Sorkine
    and Alexa (2007). Complex numbers stand for vectors.
    """
    before = _edges(edges, handles) @ COMPLEX
    after = _edges(edges, handles + moved) @ COMPLEX
    touched = abs(edges)
    around = touched.T @ (np.conj(before) * after).T  # [H, F]
    turn = (touched @ around).T
    turn = np.divide(turn, np.abs(turn), out=np.ones_like(turn), where=np.abs(turn) > 1e-12)
    turned = turn * before
    return np.stack([turned.real, turned.imag], axis=2)


def _wanted(
    strands: Strands, target: SeenTarget, moved: Floats, carried: Floats, reach: float
) -> tuple[csr_matrix, Floats]:
    """Return one frame's part of the system [2H, 2H], and its right side [H, 2]."""
    count = strands.shares.shape[1]
    if target.empty:
        return csr_matrix((2 * count, 2 * count)), np.zeros((count, 2))
    pairs = target.pairs(moved, line_tangents(moved, strands.strokes), strands.tails)
    weight = pairs.weights(reach) / len(moved)
    rows = strands.shares[pairs.drawn]
    missed = pairs.wanted - carried[pairs.drawn]
    across = pairs.across
    normal = kron_rows(rows, across)
    system = normal.T @ diags(weight) @ normal
    right = normal.T @ (weight * (missed * across).sum(axis=1))
    share = weight * pairs.along**2
    beside = rows.T @ diags(share) @ rows
    system = system + kron(beside, identity(2), format="csr")
    right = right + (rows.T @ (share[:, None] * missed)).reshape(-1)
    return csr_matrix(system), np.asarray(right).reshape(count, 2)


def kron_rows(rows: csr_matrix, vectors: Floats) -> csr_matrix:
    """Return the matrix [K, 2H] of rows [K, H], each times its own vector [K, 2]."""
    table = rows.tocoo()
    row = np.concatenate([table.row, table.row])
    column = np.concatenate([2 * table.col, 2 * table.col + 1])
    values = [table.data * vectors[table.row, axis] for axis in (0, 1)]
    shape = (rows.shape[0], 2 * rows.shape[1])
    return csr_matrix((np.concatenate(values), (row, column)), shape)


def _calm(edges: csr_matrix, weights: Floats, frames: int) -> csr_matrix:
    """Return the part of the system [F 2H, F 2H] that keeps displacements small and smooth."""
    count = edges.shape[1]
    inner = edges.T @ diags(weights) @ edges
    inner = inner + SMALL**2 * identity(count) / max(count, 1)
    second = diags([1.0, -2.0, 1.0], [0, 1, 2], shape=(max(frames - 2, 0), frames))
    change = OVER_TIME**2 * (second.T @ second) / max(count, 1)
    whole = kron(identity(frames), inner) + kron(change * ALONG_LINE, identity(count))
    return csr_matrix(kron(whole, identity(2)))
