# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Frechet distance of two sets of pictures (FID; Heusel et al. 2017).

    d^2 = |m1 - m2|^2 + tr(C1 + C2 - 2 (C1 C2)^(1/2))

of the means and covariances of features that a network gives. Distances of different networks, or
of different numbers of pictures, can't be compared; so a `FrechetDistance` carries both.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Gaussian:
    """Mean [D] and covariance [D, D] of features, and of how many pictures."""

    mean: Floats
    covariance: Floats
    count: int

    @classmethod
    def of(cls, features: NDArray[np.floating]) -> Gaussian:
        """Fit features [N, D], N at least 2."""
        values = np.asarray(features, np.float64)
        mean = values.mean(axis=0)
        centred = values - mean
        return cls(mean, centred.T @ centred / (len(values) - 1), len(values))


@dataclass(frozen=True)
class FrechetDistance:
    """A distance, the network of its features, and the smaller number of pictures."""

    value: float
    network: str
    pictures: int

    def to_json(self) -> dict[str, object]:
        """Return the three, rounded."""
        return {
            "value": round(self.value, 4),
            "network": self.network,
            "pictures": self.pictures,
        }


def frechet_distance(one: Gaussian, other: Gaussian) -> float:
    """Return d^2 of two Gaussians; 0 for equal ones.

    The trace of (C1 C2)^(1/2) is the sum of the roots of the eigenvalues of C1^(1/2) C2 C1^(1/2),
    which is symmetric and has the same ones: exact also where a covariance is singular.
    """
    values, vectors = np.linalg.eigh(one.covariance)
    root = (vectors * np.sqrt(np.maximum(values, 0.0))) @ vectors.T
    shared = np.linalg.eigvalsh(root @ other.covariance @ root)
    apart = one.mean - other.mean
    traces = np.trace(one.covariance) + np.trace(other.covariance)
    return max(0.0, float(apart @ apart + traces - 2.0 * np.sqrt(np.maximum(shared, 0.0)).sum()))
