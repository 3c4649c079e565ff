# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The mixture of known latents that comes nearest to a latent, weights summing to one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import nnls

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

COUNT = 10  # neighbours
EVEN = 0.01  # of the trace, added to the diagonal so that weights stay small
SUM = 1e3  # how much it counts that weights sum to one where none may be negative


@dataclass(frozen=True, eq=False)
class LatentMixture:
    """A latent projected onto its neighbours.

    Attributes:
        latent: [D], the mixture.
        neighbours: [k], rows of the bank, the nearest first.
        weights: [k], summing to one.
        distance: from the latent to the nearest neighbour.
    """

    latent: Floats
    neighbours: Ints
    weights: Floats
    distance: float


def project(
    latent: Floats, bank: Floats, count: int = COUNT, *, positive: bool = False
) -> LatentMixture:
    """Project a latent [D] onto the affine hull of its nearest rows of a bank [N, D].

    positive: onto their convex hull instead, so that no weight is negative.
    """
    away = np.linalg.norm(bank - latent, axis=1)
    nearest = np.argsort(away, kind="stable")[:count]
    known = bank[nearest]
    weights = (positive_weights if positive else affine_weights)(latent, known)
    return LatentMixture(weights @ known, nearest, weights, float(away[nearest[0]]))


def affine_weights(latent: Floats, known: Floats) -> Floats:
    """Return weights [k] summing to one (Roweis and Saul 2000): w = G^-1 1 / (1^T G^-1 1)."""
    apart = known - latent
    gram = apart @ apart.T
    gram += EVEN * max(float(np.trace(gram)), 1e-12) * np.eye(len(gram))
    weights = np.linalg.solve(gram, np.ones(len(gram)))
    return np.asarray(weights / weights.sum())


def positive_weights(latent: Floats, known: Floats) -> Floats:
    """Return weights [k], none negative, summing to one, by least squares."""
    size = max(float(np.abs(known).max()), 1e-9)
    weights, _ = nnls(
        np.vstack([known.T / size, np.full(len(known), SUM)]), np.append(latent / size, SUM)
    )
    return np.asarray(weights / weights.sum())
