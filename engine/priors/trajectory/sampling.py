# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Denoising with guidance, and the flow from noise to a motion.

A noisy state at level s is x_s = (1 - s) x0 + s n (rectified flow, Liu et al. 2022); the model
predicts x0. Guidance is classifier-free (Ho and Salimans 2021), and the guided prediction is scaled
back towards the spread of the conditional one (Lin et al. 2023).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import torch
from torch import Tensor

from engine.priors.base import StepCallback
from engine.priors.trajectory.denoiser import Context, TrajectoryModel
from engine.priors.trajectory.tokens import Tokens

RESCALE = 0.7
GUIDED_LEVELS = (0.25, 0.9)
"""Guidance acts between these levels only (Kynkaanniemi et al. 2024): it doubles the cost."""
Correction = Callable[[Tensor, Tensor], Tensor]
"""Maps clean coefficients [B, N, 2 K] and log amplitude [B, S] to corrected coefficients."""


@dataclass(frozen=True)
class Condition:
    """What a sample is conditioned on.

    Attributes:
        text: [1, S, width], the encoded texts.
        null: [1, S, width], the encoding of no text.
        loop: one of the LOOP_ constants of the denoiser.
    """

    text: Tensor
    null: Tensor
    loop: int


def denoise(
    model: TrajectoryModel,
    x: Tensor,
    level: float,
    tokens: Tokens,
    context: Context,
    condition: Condition,
    guidance: float,
) -> tuple[Tensor, Tensor]:
    """Return guided clean coefficients [B, N, 2 K] and conditional log amplitude [B, S].

    x [B, N, 2 K]: the noisy coefficients. level: their share of noise, 0..1. tokens, context: of
    one drawing.
    """
    batch = x.shape[0]
    both = guidance != 1.0
    rows = 2 * batch if both else batch
    text = condition.text.expand(batch, -1, -1)
    if both:
        text = torch.cat([text, condition.null.expand(batch, -1, -1)])
        x = torch.cat([x, x])
    clean, amplitude = model(
        x,
        torch.full((rows,), level, device=x.device),
        tokens,
        text,
        torch.full((rows,), condition.loop, dtype=torch.long, device=x.device),
        context,
    )
    if not both:
        return clean, amplitude
    conditional, free = clean.chunk(2)
    guided = free + guidance * (conditional - free)
    spread = _spread(conditional) / _spread(guided)
    return guided * (RESCALE * spread + 1 - RESCALE), amplitude[:batch]


def flow(
    model: TrajectoryModel,
    noise: Tensor,
    tokens: Tokens,
    context: Context,
    condition: Condition,
    *,
    guidance: float,
    steps: int,
    correction: Correction | None = None,
    correct_below: float = 0.45,
    on_step: StepCallback | None = None,
) -> tuple[Tensor, Tensor]:
    """Take Euler steps from noise [B, N, 2 K] to clean coefficients and log amplitude [B, S].

    `correction` is applied to the clean prediction at levels below `correct_below`.
    """
    levels = torch.linspace(1.0, 0.0, steps + 1).tolist()
    x = noise
    amplitude = noise.new_zeros(noise.shape[0], tokens.slot_count)
    for index, (level, following) in enumerate(pairwise(levels)):
        strength = guidance if GUIDED_LEVELS[0] < level < GUIDED_LEVELS[1] else 1.0
        clean, amplitude = denoise(model, x, level, tokens, context, condition, strength)
        if correction is not None and level < correct_below:
            clean = correction(clean, amplitude)
        x = clean + (following / level) * (x - clean)
        if on_step is not None:
            on_step(index + 1, steps)
    return x, amplitude


def _spread(values: Tensor) -> Tensor:
    """Return the root mean square [B, 1, 1] of values [B, N, C]."""
    return values.square().mean(dim=(1, 2), keepdim=True).add(1e-6).sqrt()
