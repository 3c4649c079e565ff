# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Latents of the drawing that stay while a clip is drawn, at as much noise as the others have.

The first frame of a model that is given a sentence alone is held so, and with any model everything
outside of the area in which things may move: what is drawn inside then fits what is around it.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from PIL import Image
from torch import Tensor
from torch.nn import functional

from engine.geometry.tracing.picture import Floats
from engine.priors.video.pipelines.latents import encoded

SEED = 0  # of the noise that held latents have


class HeldLatents:
    """Latents that are set after each step of a pipeline."""

    def __init__(self, pipe: Any, clean: Tensor, free: Tensor, seed: int = SEED) -> None:
        """Prepare what is held.

        Args:
            pipe: the pipeline.
            clean: latents of what is held, [1, C, T, h, w].
            free: 1 where the clip is drawn freely, 0 where it is held; [1, 1, T or 1, h, w].
            seed: of the noise.
        """
        kind = type(pipe).__name__
        self._pipe, self._kind = pipe, kind
        generator = torch.Generator().manual_seed(seed)
        noise = torch.randn(clean.shape, generator=generator).to(clean)
        self._clean, self._noise, self._free = (
            self._laid_out(tensor) for tensor in (clean, noise, free.to(clean).expand_as(clean))
        )

    def _laid_out(self, latents: Tensor) -> Tensor:
        """Return latents [1, C, T, h, w] as the pipeline has them between steps."""
        if self._kind.startswith("CogVideoX"):
            return latents.transpose(1, 2)
        if self._kind.startswith("LTX"):
            config = self._pipe.transformer.config
            return Tensor(self._pipe._pack_latents(latents, config.patch_size, config.patch_size_t))
        return latents

    def hold(self, latents: Tensor, done: int) -> Tensor:
        """Return latents with what is held; done: how many steps are.

        Tokens before those of the clip (of frames that LTX-Video is given) are left alone.
        """
        kept, noise = self._shares(done)
        held = (kept * self._clean + noise * self._noise).to(latents)
        free = self._free.to(latents)
        more = latents.shape[1] - held.shape[1]
        own = free * latents[:, more:] + (1 - free) * held
        return torch.cat([latents[:, :more], own], dim=1)

    def _shares(self, done: int) -> tuple[float, float]:
        """Return the factors on the clean latents and on the noise."""
        scheduler = self._pipe.scheduler
        if not self._kind.startswith(("CogVideoX", "AnimateDiff", "MaskedVideo")):
            sigma = float(scheduler.sigmas[done])
            return 1 - sigma, sigma
        steps = scheduler.timesteps  # without those that an earlier run has done
        place = done - (scheduler.num_inference_steps - len(steps))
        if place >= len(steps):
            return 1.0, 0.0
        alpha = float(scheduler.alphas_cumprod[int(steps[place])])
        return alpha**0.5, (1 - alpha) ** 0.5


def held_first_frame(pipe: Any, picture: Image.Image, frames: int) -> HeldLatents:
    """Hold a picture in the first latent frame of a clip."""
    first = _encoded(pipe, picture, 1)
    length = _length(pipe, frames)
    clean = first.new_zeros(*first.shape[:2], length, *first.shape[3:])
    clean[:, :, :1] = first
    free = torch.ones_like(clean[:, :1])
    free[:, :, 0] = 0
    return HeldLatents(pipe, clean, free)


def held_outside(pipe: Any, picture: Image.Image, frames: int, area: Floats) -> HeldLatents:
    """Hold a picture in all frames of a clip outside of an area [H, W], 1 where things may move.

    A latent pixel that the area touches is free.
    """
    clean = _encoded(pipe, picture, frames)
    touched = functional.adaptive_max_pool2d(
        torch.from_numpy(area)[None, None], tuple(clean.shape[-2:])
    )
    return HeldLatents(pipe, clean, (touched > 0.5).to(clean)[:, :, None])


def held_everywhere(pipe: Any, picture: Image.Image, frames: int, seed: int) -> HeldLatents:
    """Hold a picture in all frames of a clip; seed: of the noise that the clip goes on with."""
    clean = _encoded(pipe, picture, frames)
    return HeldLatents(pipe, clean, torch.zeros_like(clean[:, :1]), seed)


def _length(pipe: Any, frames: int) -> int:
    """Return the latent frames of a clip."""
    config = pipe.vae.config
    if type(pipe.vae).__name__ == "AutoencoderKL":
        return frames
    names = ("scale_factor_temporal", "temporal_compression_ratio")
    ratio = next((getattr(config, n) for n in names if getattr(config, n, None)), 4)
    return (frames - 1) // int(ratio) + 1


@torch.no_grad()
def _encoded(pipe: Any, picture: Image.Image, frames: int) -> Tensor:
    """Return the latents [1, C, T, h, w] of a picture that stands still."""
    vae = pipe.vae
    pixels = torch.from_numpy(np.asarray(picture, np.float32) / 127.5 - 1)
    video = pixels.permute(2, 0, 1)[None, :, None].to(pipe._execution_device, vae.dtype)
    if next(vae.parameters()).device != video.device:
        vae.to(video.device)
    return encoded(vae, video.expand(-1, -1, frames, -1, -1))
