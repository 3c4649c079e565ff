# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Iterative frame alignment (FlipSketch, section 4.2): noise under which frame 0 stays the drawing.

In the first steps the noisy latents of the other frames are moved so that the model, given all
frames, predicts for frame 0 the noise that it predicts for the drawing alone:

    min over z_1..z_{M-1} of || eps([z_ref, z_1, ...], t, prompt)_0 - eps(z_ref, t, "") ||^2

without guidance, by a few steps of Adam. The latents are kept in single precision: in half
precision most steps of 1e-3 would be lost to rounding.
"""

from __future__ import annotations

import torch
from torch import Tensor

from engine.raster.diffusion.denoiser import Denoiser
from engine.raster.settings import AlignmentSettings


def alignment_loss(
    denoiser: Denoiser, first: Tensor, others: Tensor, target: Tensor, timestep: int, prompt: str
) -> Tensor:
    """Return the mean square difference between the noise of frame 0 and its target.

    first: latent [C, h, w] of frame 0; others: [M - 1, C, h, w]; target: noise [C, h, w].
    """
    clip = torch.cat([first[None].to(others), others])[None]
    noise = denoiser.noise_with_gradient(clip, timestep, [prompt])
    return (noise[0, 0] - target).square().mean()


def align(
    denoiser: Denoiser,
    first: Tensor,
    others: Tensor,
    target: Tensor,
    timestep: int,
    prompt: str,
    settings: AlignmentSettings,
) -> tuple[Tensor, list[float]]:
    """Return aligned latents [M - 1, C, h, w] of the other frames, and the loss before each round.

    The arguments are those of `alignment_loss`; `others` itself isn't changed.
    """
    moved = others.detach().float().clone().requires_grad_(True)
    optimiser = torch.optim.Adam([moved], lr=settings.rate)
    losses = []
    for _ in range(settings.rounds - settings.drop_last):
        with torch.enable_grad():
            loss = alignment_loss(denoiser, first, moved, target, timestep, prompt)
            (moved.grad,) = torch.autograd.grad(loss, moved)
        optimiser.step()
        losses.append(float(loss.detach()))
    return moved.detach(), losses
