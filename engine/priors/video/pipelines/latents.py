# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Videos as latents in the units that each pipeline's denoiser was trained in."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor


def in_pieces(vae: Any) -> None:
    """Let a VAE encode and decode tile by tile and clip by clip where its class can."""
    for frugal in ("enable_tiling", "enable_slicing"):
        if hasattr(vae, frugal):
            getattr(vae, frugal)()


def encoded(vae: Any, video: Tensor) -> Tensor:
    """Return the latents float32 [B, C, T, h, w] of a video [B, 3, F, H, W] in -1..1.

    They are the means of the encoder's distributions; gradients flow. VAEs of single pictures
    encode frame by frame.
    """
    video = video.to(vae.dtype)
    if type(vae).__name__ != "AutoencoderKL":
        return standardised(vae, vae.encode(video).latent_dist.mode().float())
    flat = video.transpose(1, 2).flatten(0, 1)
    latents = vae.encode(flat).latent_dist.mode().float()
    return standardised(vae, latents.unflatten(0, (len(video), -1)).transpose(1, 2))


def standardised(vae: Any, latents: Tensor) -> Tensor:
    """Return latents [B, C, T, h, w] with the mean and variance that a denoiser expects.

    Wan and LTX-Video know both for each channel, others one factor for all.
    """
    mean, std = _statistics(vae)
    factor = float(getattr(vae.config, "scaling_factor", 1.0) or 1.0)
    if mean is None or std is None:
        return latents * factor
    mean, std = (value.to(latents).view(1, -1, 1, 1, 1) for value in (mean, std))
    return (latents - mean) * (factor / std)


def _statistics(vae: Any) -> tuple[Tensor | None, Tensor | None]:
    """Return mean and standard deviation [C] of a VAE's latents, None where it knows none."""
    if getattr(vae.config, "latents_mean", None) is not None:
        return torch.tensor(vae.config.latents_mean), torch.tensor(vae.config.latents_std)
    buffers = dict(vae.named_buffers())
    return buffers.get("latents_mean"), buffers.get("latents_std")
