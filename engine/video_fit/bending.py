# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What pulls control points to the seen lines, and how the strokes between them resist."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags, identity, kron

from engine.video_fit.matching import Pairs
from engine.video_fit.strands import Strands

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
COMPLEX = np.array([1.0, 1.0j])
PARTED = 0.012  # long sides: two strokes that part by as much hold together by a quarter
SHORTENS = 0.6  # of what a link is too short by costs nothing, where it may turn away
LEFT = 1e-4  # of a link's strength stays
ALONG_LINE = 0.06  # long sides: over about this length displacements go over into each other


def stiffness(strands: Strands) -> Floats:
    """Return how stiff each link [E] is, against lines that are off."""
    count = max(strands.shares.shape[1], 1)
    stiff: Floats = strands.strength * ALONG_LINE**2 / np.maximum(strands.lengths, 1e-3) / count
    return stiff


def held_links(strands: Strands, edges: StrandEdges, moved: Floats, turned: Floats) -> Floats:
    """Return how much of each link [F, E] holds with control points moved to [F, H, 2].

    One between two strokes that part is left to give way. turned: [F, E, 2], the links as they
    would be.
    """
    off = ((edges.vectors(moved) - turned) ** 2).sum(axis=2)
    held = (PARTED**2 / (PARTED**2 + off)) ** 2
    return np.where(strands.yields, np.maximum(held, LEFT), 1.0)


class StrandEdges:
    """The vectors between linked control points.

    links [E, 2]: pairs of the `count` control points.
    """

    def __init__(self, links: Ints, count: int) -> None:
        number = np.arange(len(links))
        signs = np.concatenate([np.ones(len(number)), -np.ones(len(number))])
        places = (np.concatenate([number, number]), links.T.reshape(-1))
        self._links = links
        self.matrix = csr_matrix((signs, places), (len(number), count))
        self._back = csr_matrix(self.matrix.T)
        touched = abs(self.matrix).astype(np.complex128)
        self._touched, self._touching = csr_matrix(touched), csr_matrix(touched.T)

    def vectors(self, values: Floats) -> Floats:
        """Return the vectors [F, E, 2] between control points [F, H, 2]."""
        return np.asarray(values[:, self._links[:, 0]] - values[:, self._links[:, 1]])

    def back(self, values: Floats) -> Floats:
        """Return what values of links [F, E, 2] add up to at control points [F, H, 2]."""
        frames, count = values.shape[:2]
        flat = values.transpose(1, 0, 2).reshape(count, -1)
        return np.asarray(self._back @ flat).reshape(-1, frames, 2).transpose(1, 0, 2)

    def around(self, values: NDArray[np.complex128]) -> NDArray[np.complex128]:
        """Return sums [F, E] of values [F, E] over the links that share a control point."""
        return np.asarray((self._touched @ (self._touching @ values.T)).T)


def turned_edges(edges: StrandEdges, rest: Floats, moved: Floats) -> Floats:
    """Return the edges [F, E, 2] between handles [1, H, 2] at rest, turned as their surroundings.

    moved: [F, H, 2]. How far those have turned is what fits the edges around a handle best: the
    local step of Sorkine and Alexa (2007). Complex numbers stand for vectors.
    """
    before = edges.vectors(rest) @ COMPLEX
    after = edges.vectors(moved) @ COMPLEX
    turn = edges.around(np.conj(before) * after)
    turn = np.divide(turn, np.abs(turn), out=np.ones_like(turn), where=np.abs(turn) > 1e-12)
    turned = turn * before
    return np.stack([turned.real, turned.imag], axis=2)


def kept_edges(
    edges: StrandEdges, shapes: Sequence[Floats], moved: Floats, turns_away: NDArray[np.bool_]
) -> Floats:
    """Return the edges [F, E, 2] between handles as one of several shapes has them, turned.

    Of the shapes, [1, H, 2] or [F, H, 2], each edge is that of the one that it is nearest to with
    handles moved to [F, H, 2]: as it is drawn, or as bones bend it. Those that turn away, bool [E],
    shorten more easily than they stretch.
    """
    now = edges.vectors(moved)
    turned = np.stack([turned_edges(edges, shape, moved) for shape in shapes])
    nearest = ((turned - now) ** 2).sum(axis=3).argmin(axis=0)
    kept = np.take_along_axis(turned, nearest[None, ..., None], axis=0)[0]
    kept[:, turns_away] += SHORTENS * _shortened(kept[:, turns_away], now[:, turns_away])
    return np.asarray(kept)


def _shortened(kept: Floats, now: Floats) -> Floats:
    """Return what edges [F, E, 2] lack of `kept` along it where they are shorter now."""
    length = np.maximum((kept**2).sum(axis=2), 1e-12)
    share = np.clip((kept * now).sum(axis=2) / length, -1.0, 1.0)
    return np.asarray((share - 1.0)[..., None] * kept)


def pulled(
    strands: Strands, pairs: Pairs, carried: Floats, reach: float
) -> tuple[csr_matrix, Floats]:
    """Return one frame's part of the system [2H, 2H], and its right side [H, 2]."""
    count = strands.shares.shape[1]
    weight = pairs.weights(reach) / len(carried)
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
