# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Weights by which a mixture of known latents comes nearest to a latent; they sum to one."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import nnls

Floats = NDArray[np.float64]

EVEN = 0.01  # of the trace, added to the diagonal so that weights stay small
SUM = 1e3  # how much it counts that weights sum to one where none may be negative


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
