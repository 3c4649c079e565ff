# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What bones can't follow: smooth displacements of the strokes' control points.

Minimises, over all frames at once, sum(w (n . (x + S u - wanted))^2) over pairs of drawn and seen
points, plus how far links between control points are from only being turned, plus changes of speed
over time, plus a little of u itself; w are robust weights. One sparse linear system a round, solved
by conjugate gradients.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import block_diag, csr_matrix, diags, identity, kron
from scipy.sparse.linalg import LinearOperator, cg

from engine.video_fit.bending import StrandEdges, held_links, kept_edges, pulled, stiffness
from engine.video_fit.matching import SeenTarget, line_tangents
from engine.video_fit.strands import Strands

Floats = NDArray[np.float64]
REACHES = (0.014, 0.01, 0.008, 0.006)  # long sides, of the rounds
OVER_TIME = 0.08  # a change of speed from frame to frame, against a line that is off by as much
SMALL = 0.004  # how much a displacement itself costs, against a line that is off by as much
ACCURACY, STEPS = 1e-4, 80


def fit_leftover(
    strands: Strands,
    carried: Floats,
    begun: Floats,
    targets: Sequence[SeenTarget],
) -> Floats:
    """Return displacements [F, H, 2] of control points, long sides.

    Args:
        strands: of the drawing.
        carried: [F, H, 2], the control points as bones carry them.
        begun: [F, H, 2], where they may be; links may be bent as there.
        targets: seen lines of each frame.
    """
    frames, count = carried.shape[:2]
    found = begun - carried
    edges = StrandEdges(strands.links, count)
    shapes, away = (strands.rest[None], carried, begun), strands.turns_away
    turned = kept_edges(edges, shapes, begun, away)
    weights = stiffness(strands) * held_links(strands, edges, begun, turned)
    calm = _calm(edges.matrix, weights)
    lines = np.stack([strands.lines(places) for places in carried])
    for reach in REACHES:
        blocks, right = [], np.zeros((frames, count, 2))
        for frame, target in enumerate(targets):
            drawn = strands.lines(carried[frame] + found[frame])
            tangents = line_tangents(drawn, strands.strokes)
            pairs = target.pairs(drawn, tangents, strands.tails, strands.closing)
            block, right[frame] = pulled(strands, pairs, lines[frame], reach)
            blocks.append(block)
        kept = kept_edges(edges, shapes, carried + found, away)
        bent = kept - edges.vectors(carried)
        right += edges.back(weights[..., None] * bent)
        found = _solved(block_diag(blocks, format="csr") + calm, right, found)
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


def _calm(edges: csr_matrix, weights: Floats) -> csr_matrix:
    """Return the part of the system [F 2H, F 2H] that keeps displacements small and smooth.

    weights: of the links [F, E].
    """
    frames, count = len(weights), edges.shape[1]
    stays = SMALL**2 * identity(count) / max(count, 1)
    inner = [edges.T @ diags(frame) @ edges + stays for frame in weights]
    second = diags([1.0, -2.0, 1.0], [0, 1, 2], shape=(max(frames - 2, 0), frames))
    change = OVER_TIME**2 * (second.T @ second) / max(count, 1)
    whole = block_diag(inner) + kron(change, identity(count))
    return csr_matrix(kron(whole, identity(2)))
