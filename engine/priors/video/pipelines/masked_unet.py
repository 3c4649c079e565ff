# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The denoiser of AnimateAnything (Dai et al. 2023): a mask says where things move, and how much.

It is diffusers' UNet3DConditionModel with two more inputs. Its first layer takes [mask, latent],
five channels; the clean latent of the first frame stands before the clip as a frame of its own,
whose prediction is dropped; a sinusoid of the strength is added to that of the timestep.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

import torch
from torch import Tensor, nn

from addon.contract.errors import BadInput

#: What the settings of published weights say of the two inputs.
FLAGS = {"motion_mask": True, "motion_strength": True}
#: The layer of five channels is the only first layer here; beside it the published weights have one
#: of four, and an embedding of the strength that nothing reads.
_FIRST, _PUBLISHED_FIRST = "conv_in.", "conv_in2."
_UNREAD = ("motion_embedding.", "motion_proj.")


def masked_unet(config: Mapping[str, Any]) -> Any:
    """Return the denoiser for published settings, with fresh weights."""
    from diffusers import UNet3DConditionModel

    settings = {k: v for k, v in config.items() if not k.startswith("_") and k not in FLAGS}
    channels = int(settings.get("in_channels", 4)) + 1
    width = (settings.get("block_out_channels") or (320,))[0]
    return UNet3DConditionModel(
        **{**settings, "in_channels": channels, "time_cond_proj_dim": width}
    ).eval()


def from_published(tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Return weights under the names of `masked_unet`."""
    kept = {name: value for name, value in tensors.items() if not name.startswith(_UNREAD)}
    first = {k.replace(_PUBLISHED_FIRST, _FIRST, 1): v for k, v in kept.items() if _is_first(k)}
    return {**{k: v for k, v in kept.items() if not k.startswith("conv_in")}, **first}


def to_published(unet: Any) -> tuple[dict[str, Any], dict[str, Tensor]]:
    """Return settings and weights of a `masked_unet` as they are published."""
    config = {k: v for k, v in dict(unet.config).items() if not k.startswith("_")}
    config |= {"in_channels": config["in_channels"] - 1, "_class_name": "UNet3DConditionModel"}
    config |= FLAGS
    config.pop("time_cond_proj_dim")
    tensors = {}
    for name, value in unet.state_dict().items():
        value = value.detach().cpu().contiguous()
        if not name.startswith(_FIRST):
            tensors[name] = value
            continue
        tensors[name.replace(_FIRST, _PUBLISHED_FIRST, 1)] = value
        tensors[name] = value[:, 1:].contiguous() if name.endswith("weight") else value.clone()
    return config, tensors


def _is_first(name: str) -> bool:
    return name.startswith(_PUBLISHED_FIRST)


def loaded_masked_unet(
    config: Mapping[str, Any], tensors: Mapping[str, Tensor], name: str
) -> nn.Module:
    """Return the denoiser with published weights. Raises BadInput where they don't fit."""
    unet = masked_unet(config)
    try:
        unet.load_state_dict(from_published(tensors), strict=True)
    except RuntimeError as error:
        raise BadInput(
            "The model {name} can't be loaded: {why}",
            name=name,
            why=str(error).splitlines()[-1].strip()[:300],
            hint="The folder mixes two models, or the download was cut off. Download it again.",
        ) from error
    return cast(nn.Module, unet)


def masked_noise(
    unet: Any, noisy: Tensor, time: Tensor, states: Tensor, first: Tensor, mask: Tensor,
    strength: Tensor,
) -> Tensor:  # fmt: skip
    """Return what the denoiser predicts for noisy latents [B, 4, F, h, w].

    Args:
        unet: a `masked_unet`.
        noisy: the clip.
        time: timestep, a number or [B].
        states: of the text, [B, L, D].
        first: clean latents [B, 4, 1, h, w] of the first frame.
        mask: [B, 1, 1, h, w], 1 where things move.
        strength: [B], how much.
    """
    from diffusers.models.embeddings import get_timestep_embedding

    count, _, frames = noisy.shape[:3]
    kind = next(unet.parameters()).dtype
    clip = torch.cat([first, noisy], dim=2)
    where = mask.expand(count, 1, frames + 1, *noisy.shape[-2:])
    width = int(unet.config.block_out_channels[0])
    sinusoid = get_timestep_embedding(
        strength.float(), width, flip_sin_to_cos=True, downscale_freq_shift=0
    )
    out = unet(
        torch.cat([where, clip], dim=1).to(kind),
        time,
        encoder_hidden_states=states.to(kind),
        timestep_cond=sinusoid.to(kind),
    ).sample
    return cast(Tensor, out[:, :, 1:].float())
