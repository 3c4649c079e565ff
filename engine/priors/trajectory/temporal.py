# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Trajectories as a few smooth temporal coefficients.

Every training motion starts at rest, so the basis is that of an uncentred SVD: orthonormal rows
over the frames that all vanish at frame 0.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor


@dataclass(frozen=True)
class TemporalBasis:
    """rows: float [K, F], orthonormal, rows[:, 0] == 0; scale: float [K], spread of each row."""

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
        """The same basis on another device."""
        return TemporalBasis(self.rows.to(device), self.scale.to(device))

    def project(self, displacements: Tensor) -> Tensor:
        """Whitened coefficients [..., H, 2 K] of displacements [..., F, H, 2]."""
        coefficients = torch.einsum("kf,...fhd->...hdk", self.rows, displacements) / self.scale
        return coefficients.flatten(-2)

    def expand(self, coefficients: Tensor) -> Tensor:
        """Displacements [..., F, H, 2] of whitened coefficients [..., H, 2 K]."""
        split = coefficients.view(*coefficients.shape[:-1], 2, self.count) * self.scale
        return torch.einsum("kf,...hdk->...fhd", self.rows, split)

    @classmethod
    def fit(cls, trajectories: Tensor, count: int) -> TemporalBasis:
        """Basis of trajectories [M, F] (each scalar path a row, already divided by its RMS).

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
