# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The drawing as noise: DDIM inversion with the empty prompt (FlipSketch, section 4.1).

Going up from below step i to its timestep t,

    x_t = sqrt(a_t) (x_b - sqrt(1 - a_b) e) / sqrt(a_b) + sqrt(1 - a_t) e,   e = eps(x, t, "")

DDIM inversion takes e at the lower latent x_b. That is the first step of a fixed-point iteration
for the e at x_t itself, with which sampling leads back exactly; `rounds` more steps come nearer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, cast

import numpy as np
import torch
from torch import Tensor

from engine.geometry.tracing.picture import Floats
from engine.raster.diffusion.composition import Features
from engine.raster.diffusion.ddim import Steps
from engine.raster.diffusion.denoiser import Denoiser
from engine.raster.settings import InversionSettings

NULL = ""
Told = Callable[[int, int], None]


def encoded(denoiser: Denoiser, ink: Floats, settings: InversionSettings, seed: int = 0) -> Tensor:
    """Latents [N, C, h, w] of ink float32 [S, S] (1 is black), as N equal frames."""
    model = denoiser.model
    paper = torch.from_numpy(np.ascontiguousarray(1 - ink))
    if settings.half_range:  # 0..1 where the encoder expects -1..1
        paper = paper * 0.5 + 0.5
    frames = paper.expand(settings.frames, 3, -1, -1)
    with torch.no_grad():
        if settings.sampled:
            return model.encode(frames, torch.Generator().manual_seed(seed))
        vae = cast(Any, model.vae)
        inputs = (frames * 2 - 1).to(model.device, next(model.vae.parameters()).dtype)
        mean: Tensor = vae.encode(inputs).latent_dist.mean.float() * model.scaling
        return mean


@dataclass
class Recorded:
    """What an inversion saw on its way: by step the latent [C, h, w] of frame 0 that the model was
    asked about, and the attention features of it where `wants` says so.
    """

    wants: Callable[[int], bool] = lambda step: False
    with_values: bool = False
    asked: dict[int, Tensor] = field(default_factory=dict)
    features: dict[int, Features] = field(default_factory=dict)


def inverted(
    denoiser: Denoiser,
    clean: Tensor,
    steps: Steps,
    *,
    rounds: int = 1,
    still: bool = True,
    recorded: Recorded | None = None,
    told: Told | None = None,
) -> Tensor:
    """The way up [steps + 1, N, C, h, w], noisiest first, of a clip [N, C, h, w] of a still.

    Entry i is the latent at step i's timestep, the last one is `clean`. rounds: evaluations of the
    noise at each level. still: the clip is part of an endless one, nothing changes at its ends.
    recorded: takes what is seen in the last round of each step.
    """
    count = len(steps)
    trajectory = [clean.float()]
    for step in reversed(range(count)):
        below = trajectory[-1]
        guess = below
        for turn in range(max(1, rounds)):
            record = None
            if recorded is not None and turn == max(1, rounds) - 1:
                recorded.asked[step] = guess[0]
                if recorded.wants(step):
                    record = Features(with_values=recorded.with_values)
                    recorded.features[step] = record
            noise = denoiser.noise(
                guess[None], steps.timesteps[step], [NULL], record=record, wraps=still
            )[0]
            guess = steps.up(below.to(noise), noise, step)
        trajectory.append(guess)
        if told is not None:
            told(count - step, count)
    return torch.stack([latent.to(trajectory[-1]) for latent in reversed(trajectory)])
