# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Iterative frame alignment (FlipSketch, section 4.2): noise under which frame 0 stays the drawing.

In the first steps the noisy latents of the other frames are moved so that the model, seeing all
frames, says of frame 0 what it says of the drawing alone:

    min over z_1..z_{M-1} of || eps([z_ref, z_1, ...], t, prompt)_0 - eps(z_ref, t, "") ||^2

without guidance, by a few steps of Adam. The latents are kept in single precision: in half
precision most steps of 1e-3 are lost to rounding.
"""

from __future__ import annotations

import torch
from torch import Tensor

from engine.raster.diffusion.denoiser import Denoiser
from engine.raster.settings import AlignmentSettings


def alignment_loss(
    denoiser: Denoiser, first: Tensor, others: Tensor, target: Tensor, timestep: int, prompt: str
) -> Tensor:
    """Mean square difference; first and target [C, h, w], others [M - 1, C, h, w]."""
    clip = torch.cat([first[None].to(others), others])[None]
    said = denoiser.noise_with_gradient(clip, timestep, [prompt])
    return (said[0, 0] - target).square().mean()


def aligned(
    denoiser: Denoiser,
    first: Tensor,
    others: Tensor,
    target: Tensor,
    timestep: int,
    prompt: str,
    settings: AlignmentSettings,
) -> tuple[Tensor, list[float]]:
    """The other frames' latents [M - 1, C, h, w] after alignment, and the loss before each step."""
    masters = others.detach().float().clone().requires_grad_(True)
    optimiser = torch.optim.Adam([masters], lr=settings.rate)
    losses = []
    for _ in range(settings.rounds - settings.drop_last):
        with torch.enable_grad():
            loss = alignment_loss(denoiser, first, masters, target, timestep, prompt)
            (masters.grad,) = torch.autograd.grad(loss, masters)
        optimiser.step()
        losses.append(float(loss.detach()))
    return masters.detach(), losses
