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
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import block_diag, csr_matrix, diags, identity, kron
from scipy.sparse.linalg import LinearOperator, cg

from engine.video_fit.matching import ALONG, SeenTarget, line_tangents

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
REACHES = (0.02, 0.012, 0.008, 0.006)  # long sides, of the rounds
ALONG_LINE = 0.02  # long sides: over about this length displacements go over into each other
OVER_TIME = 0.6  # of a difference along a line counts a change of speed from frame to frame
SMALL = 0.02  # how much a displacement itself costs, against a line that is off by as much
ACCURACY, STEPS = 1e-4, 80


@dataclass(frozen=True, eq=False)
class Strands:
    """How N drawn points follow H control points.

    Attributes:
        shares: [N, H]; rows sum to 1.
        links: [E, 2], pairs of control points that move alike: neighbours, and those of strokes
            that touch.
        lengths: [E], how far they lie apart, long sides.
        strokes: [N].
        movable: bool [H].
    """

    shares: csr_matrix
    links: Ints
    lengths: Floats
    strokes: Ints
    movable: NDArray[np.bool_]


def fit_leftover(strands: Strands, carried: Floats, targets: Sequence[SeenTarget]) -> Floats:
    """Return displacements [F, H, 2] of control points, long sides.

    carried [F, N, 2]: the drawn points as bones carry them; targets: seen lines of each frame.
    """
    frames, count = len(carried), strands.shares.shape[1]
    found = np.zeros((frames, count, 2))
    calm = _calm(strands, frames)
    for reach in REACHES:
        blocks, right = [], np.zeros((frames, count, 2))
        for frame, target in enumerate(targets):
            moved = carried[frame] + strands.shares @ found[frame]
            block, wanted = _wanted(strands, target, moved, carried[frame], reach)
            blocks.append(block)
            right[frame] = wanted
        system = block_diag(blocks, format="csr") + calm
        inverse = 1.0 / np.maximum(system.diagonal(), 1e-12)
        precondition = LinearOperator(system.shape, matvec=lambda v, d=inverse: d * v)
        solved, _ = cg(
            system,
            right.reshape(-1),
            x0=found.reshape(-1),
            rtol=ACCURACY,
            maxiter=STEPS,
            M=precondition,
        )
        found = solved.reshape(found.shape)
        found[:, ~strands.movable] = 0.0
    return found


def _wanted(
    strands: Strands, target: SeenTarget, moved: Floats, carried: Floats, reach: float
) -> tuple[csr_matrix, Floats]:
    """Return one frame's part of the system [2H, 2H], and its right side [H, 2]."""
    count = strands.shares.shape[1]
    if target.empty:
        return csr_matrix((2 * count, 2 * count)), np.zeros((count, 2))
    pairs = target.pairs(moved, line_tangents(moved, strands.strokes))
    weight = pairs.weights(reach) / len(moved)
    rows = strands.shares[pairs.drawn]
    missed = pairs.wanted - carried[pairs.drawn]
    across = pairs.across
    normal = kron_rows(rows, across)
    system = normal.T @ diags(weight) @ normal
    right = normal.T @ (weight * (missed * across).sum(axis=1))
    beside = ALONG**2 * (rows.T @ diags(weight) @ rows)
    system = system + kron(beside, identity(2), format="csr")
    right = right + (ALONG**2 * (rows.T @ (weight[:, None] * missed))).reshape(-1)
    return csr_matrix(system), np.asarray(right).reshape(count, 2)


def kron_rows(rows: csr_matrix, vectors: Floats) -> csr_matrix:
    """Return the matrix [K, 2H] of rows [K, H], each times its own vector [K, 2]."""
    table = rows.tocoo()
    row = np.concatenate([table.row, table.row])
    column = np.concatenate([2 * table.col, 2 * table.col + 1])
    values = [table.data * vectors[table.row, axis] for axis in (0, 1)]
    shape = (rows.shape[0], 2 * rows.shape[1])
    return csr_matrix((np.concatenate(values), (row, column)), shape)


def _calm(strands: Strands, frames: int) -> csr_matrix:
    """Return the part of the system [F 2H, F 2H] that keeps displacements small and smooth."""
    count = strands.shares.shape[1]
    edges = len(strands.links)
    number = np.arange(edges)
    stiff = ALONG_LINE**2 / np.maximum(strands.lengths, 1e-3)
    table = csr_matrix(
        (
            np.concatenate([np.ones(edges), -np.ones(edges)]),
            (np.concatenate([number, number]), strands.links.T.reshape(-1)),
        ),
        (edges, count),
    )
    inner = table.T @ diags(stiff) @ table / max(count, 1)
    inner = inner + SMALL**2 * identity(count) / max(count, 1)
    second = diags([1.0, -2.0, 1.0], [0, 1, 2], shape=(max(frames - 2, 0), frames))
    change = OVER_TIME**2 * (second.T @ second) / max(count, 1)
    whole = kron(identity(frames), inner) + kron(change * ALONG_LINE, identity(count))
    return csr_matrix(kron(whole, identity(2)))
