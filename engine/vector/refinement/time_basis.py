# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A smooth basis in time: small networks predict its coefficients instead of every frame."""

from __future__ import annotations

import math

import torch
from torch import Tensor


def time_basis(frames: int, coefficients: int, *, loop: bool) -> Tensor:
    """Return columns float32 [frames, C]: orthogonal, all zero at frame 0, the smoothest first.

    The mean square of column c is 1 / (1 + c / 2)^2: an optimiser that takes equal steps in all
    coefficients then changes slow modes most, as motion does, and doesn't shake the fast ones.

    One-way: time, its square, then cosines (the line and the parabola fit the open ends, so that
    the cosines converge fast). Loop: sines and cosines of whole cycles, cosines less 1.
    C is at most frames - 1. With coefficients 0 every frame is free: the identity.
    """
    if coefficients == 0:
        return torch.eye(frames)
    count = min(coefficients, frames - 1)
    at = torch.arange(frames, dtype=torch.float64) / (frames if loop else frames - 1)
    columns: list[Tensor] = []
    if not loop:
        columns = [at, at * at]
    mode = 1
    while len(columns) < count:
        angle = 2 * math.pi * mode * at if loop else math.pi * mode * at
        columns.append(torch.cos(angle) - 1)
        if loop:
            columns.append(torch.sin(angle))
        mode += 1
    basis, triangle = torch.linalg.qr(torch.stack(columns[:count], dim=1))
    basis = basis * torch.sign(torch.diagonal(triangle)) * frames**0.5
    basis = basis / (1 + torch.arange(count) / 2)
    basis[0] = 0.0  # exactly, whatever QR rounds
    rounded: Tensor = basis.to(torch.float32)
    return rounded
