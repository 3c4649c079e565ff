# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Trajectories as a few smooth temporal coefficients.

The basis is that of an uncentred SVD of the training motions: orthonormal rows over the frames.
Every motion starts at rest, so that all rows are zero at frame 0.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor


@dataclass(frozen=True)
class TemporalBasis:
    """K basis functions over F frames.

    Attributes:
        rows: float [K, F], orthonormal, rows[:, 0] == 0.
        scale: float [K], the standard deviation of each coefficient in training.
    """

    rows: Tensor
    scale: Tensor

    @property
    def count(self) -> int:
        """Number of coefficients K."""
        return int(self.rows.shape[0])

    @property
    def frames(self) -> int:
        """Number of frames F."""
        return int(self.rows.shape[1])

    def to(self, device: torch.device) -> TemporalBasis:
        """Return the same basis on another device."""
        return TemporalBasis(self.rows.to(device), self.scale.to(device))

    def project(self, displacements: Tensor) -> Tensor:
        """Return the whitened coefficients [..., H, 2 K] of displacements [..., F, H, 2]."""
        coefficients = torch.einsum("kf,...fhd->...hdk", self.rows, displacements) / self.scale
        return coefficients.flatten(-2)

    def expand(self, coefficients: Tensor) -> Tensor:
        """Return the displacements [..., F, H, 2] of whitened coefficients [..., H, 2 K]."""
        split = coefficients.view(*coefficients.shape[:-1], 2, self.count) * self.scale
        return torch.einsum("kf,...hdk->...fhd", self.rows, split)

    @classmethod
    def fit(cls, trajectories: Tensor, count: int) -> TemporalBasis:
        """Fit a basis to trajectories [M, F]: one coordinate a row, divided by its RMS.

        Raises ValueError if a trajectory does not start at zero.
        """
        if float(trajectories[:, 0].abs().max()) > 1e-4:
            raise ValueError("every trajectory must start at zero")
        moment = (trajectories[:, 1:].double().T @ trajectories[:, 1:].double()) / len(trajectories)
        values, vectors = torch.linalg.eigh(moment)
        order = torch.argsort(values, descending=True)[:count]
        rows = torch.zeros(count, trajectories.shape[1])
        rows[:, 1:] = vectors[:, order].T.float()
        sign = torch.where(rows.sum(1, keepdim=True) < 0, -1.0, 1.0)
        scale = values[order].clamp_min(1e-6).sqrt().float()
        return cls(rows * sign, scale)
