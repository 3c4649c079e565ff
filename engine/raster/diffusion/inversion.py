# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The drawing as noise: DDIM inversion with the empty prompt (FlipSketch, section 4.1).

From the level b below step i up to its timestep t,

    x_t = sqrt(a_t) (x_b - sqrt(1 - a_b) e) / sqrt(a_b) + sqrt(1 - a_t) e,   e = eps(x, t, "")

DDIM inversion takes e at the lower latent, x = x_b. Sampling leads back exactly only for the e at
x = x_t itself, an implicit equation. DDIM inversion is the first step of a fixed-point iteration
for its solution; more `rounds` come nearer to it.
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

NULL = ""  # the empty prompt
OnProgress = Callable[[int, int], None]


def encode_ink(
    denoiser: Denoiser, ink: Floats, settings: InversionSettings, seed: int = 0
) -> Tensor:
    """Return latents [N, C, h, w] of ink float32 [S, S] (1 is black) as N equal frames.

    seed: of the draw from the encoder's distribution, where the settings ask for one.
    """
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
class InversionRecord:
    """What the model is given in an inversion, and its attention features.

    Attributes:
        wants: says of a step whether its features are recorded.
        with_values: spatial keys and values are recorded too.
        inputs: latent [C, h, w] of frame 0 that the model was given, by step.
        features: of that frame, by step, for the steps that `wants` names.
    """

    wants: Callable[[int], bool] = lambda step: False
    with_values: bool = False
    inputs: dict[int, Tensor] = field(default_factory=dict)
    features: dict[int, Features] = field(default_factory=dict)


def invert(
    denoiser: Denoiser,
    clean: Tensor,
    steps: Steps,
    *,
    rounds: int = 1,
    still: bool = True,
    record: InversionRecord | None = None,
    on_progress: OnProgress | None = None,
) -> Tensor:
    """Return the latents [steps + 1, N, C, h, w] of all noise levels, noisiest first.

    Entry i is the latent at the timestep of step i, the last one is `clean`. clean: latents
    [N, C, h, w] of a still clip. rounds: evaluations of the noise at each level. still: the clip
    is part of an endless one, so that nothing changes at its ends. record: filled in the last round
    of each step. on_progress: receives how many of how many steps are done.
    """
    count = len(steps)
    trajectory = [clean.float()]
    for step in reversed(range(count)):
        below = trajectory[-1]
        guess = below
        for number in range(max(1, rounds)):
            features = None
            if record is not None and number == max(1, rounds) - 1:
                record.inputs[step] = guess[0]
                if record.wants(step):
                    features = Features(with_values=record.with_values)
                    record.features[step] = features
            noise = denoiser.noise(
                guess[None], steps.timesteps[step], [NULL], record=features, wraps=still
            )[0]
            guess = steps.up(below.to(noise), noise, step)
        trajectory.append(guess)
        if on_progress is not None:
            on_progress(count - step, count)
    return torch.stack([latent.to(trajectory[-1]) for latent in reversed(trajectory)])
