# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What each pipeline's denoiser predicts for a noisy video at one time, outside its sampling loop.

Every function takes latents [1, C, T, h, w] in which nothing is packed, and returns the prediction
in the same shape. The first picture, which stays as it is, is given as each model was trained to be
given it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, cast

import torch
from PIL import Image
from torch import Tensor

from engine.priors.video.pipelines.latents import encoded

#: What the text model says of one sentence, as the denoiser takes it.
States = Mapping[str, Tensor]
_LTX_FPS = 25  # pictures a second, as LTX-Video's pipelines take it


@dataclass(frozen=True)
class NoisyVideo:
    """A video on its way from noise.

    Attributes:
        latents: [1, C, T, h, w].
        time: what the denoiser is told, 0..1000.
        first: the first picture, [1, 3, H, W] in -1..1.
        last: the last one, for models that are given both.
        clean: the latents without noise, [1, C, T, h, w].
        frames: pictures of the video.
    """

    latents: Tensor
    time: float
    first: Tensor
    clean: Tensor
    frames: int
    last: Tensor | None = None


@dataclass(frozen=True)
class GivenFirst:
    """The first picture as a denoiser takes it, and whether it holds the first latent frame.

    Attributes:
        tensors: for the family's own function.
        held: the first latent frame is given without noise and is not pulled.
    """

    tensors: tuple[Tensor, ...] = ()
    held: bool = False


def holds_first(pipe: Any) -> bool:
    """Return whether a denoiser is given the first latent frame without noise."""
    ltx = type(pipe).__name__.startswith("LTX")
    return ltx or bool(getattr(pipe.config, "expand_timesteps", False))


@torch.no_grad()
def given_first(pipe: Any, video: NoisyVideo) -> GivenFirst:
    """Return the first picture as a pipeline's denoiser takes it."""
    kind = type(pipe).__name__
    if holds_first(pipe):
        return GivenFirst(held=True)
    if kind == "WanVACEPipeline":
        return GivenFirst((_masked_control(pipe, video),))
    if kind == "WanImageToVideoPipeline":
        return GivenFirst(_first_channels(pipe, video))
    if kind == "CogVideoXImageToVideoPipeline":
        return GivenFirst((_cog_channels(pipe, video),))
    return GivenFirst()


def prediction(pipe: Any, video: NoisyVideo, given: GivenFirst, states: States) -> Tensor:
    """Return what a pipeline's denoiser predicts, [1, C, T, h, w]."""
    if given.held:
        rest = video.latents[:, :, 1:]
        latents = torch.cat([video.clean[:, :, :1], rest], dim=2)
        video = replace(video, latents=latents)
    family = next(call for name, call in _CALLS.items() if type(pipe).__name__.startswith(name))
    return family(pipe, video, given, states)


def _wan(pipe: Any, video: NoisyVideo, given: GivenFirst, states: States) -> Tensor:
    model = _expert(pipe, video.time)
    kind = model.dtype
    latents, time = video.latents, torch.full((1,), video.time, device=video.latents.device)
    named: dict[str, Any] = {}
    if given.held:  # a time for each token; those of the first picture are at none
        down = int(model.config.patch_size[1])
        times = torch.full_like(latents[:, 0, :, ::down, ::down], video.time)
        times[:, 0] = 0.0
        time = times.flatten(1)
    elif type(pipe).__name__ == "WanVACEPipeline":
        named["control_hidden_states"] = given.tensors[0].to(kind)
    elif given.tensors:
        latents = torch.cat([latents, given.tensors[0].to(latents)], dim=1)
        if len(given.tensors) > 1:
            named["encoder_hidden_states_image"] = given.tensors[1].to(kind)
    text = states["prompt_embeds"].to(latents.device, kind)
    out = model(latents.to(kind), timestep=time, encoder_hidden_states=text, **named)
    return cast(Tensor, out.sample.float())


def _ltx(pipe: Any, video: NoisyVideo, given: GivenFirst, states: States) -> Tensor:
    model, latents = pipe.transformer, video.latents
    kind = model.dtype
    _, _, length, height, width = latents.shape
    patch = int(model.config.patch_size), int(model.config.patch_size_t)
    packed = pipe._pack_latents(latents, *patch).to(kind)
    first = torch.zeros(1, 1, length, height, width, device=latents.device)
    first[:, :, 0] = 1
    times = video.time * (1 - pipe._pack_latents(first, *patch)[..., 0])
    out = model(
        packed,
        encoder_hidden_states=states["prompt_embeds"].to(latents.device, kind),
        timestep=times,
        encoder_attention_mask=states["prompt_attention_mask"].to(latents.device),
        **_ltx_places(pipe, latents, patch),
        return_dict=False,
    )[0]
    return cast(Tensor, pipe._unpack_latents(out.float(), length, height, width, *patch))


def _ltx_places(pipe: Any, latents: Tensor, patch: tuple[int, int]) -> dict[str, Any]:
    """Return where the tokens lie in space and time, as each of LTX-Video's pipelines says it."""
    length, height, width = latents.shape[2:]
    space, time = pipe.vae_spatial_compression_ratio, pipe.vae_temporal_compression_ratio
    if type(pipe).__name__ != "LTXConditionPipeline":
        scale = (time / _LTX_FPS, space, space)
        return {
            "num_frames": length, "height": height, "width": width,
            "rope_interpolation_scale": scale,
        }  # fmt: skip
    numbers = pipe._prepare_video_ids(1, length, height, width, *patch, device=latents.device)
    coords = pipe._scale_video_ids(numbers, space, time, device=latents.device).float()
    coords[:, 0] /= _LTX_FPS
    return {"video_coords": coords}


def _cog(pipe: Any, video: NoisyVideo, given: GivenFirst, states: States) -> Tensor:
    model, latents = pipe.transformer, video.latents.transpose(1, 2)
    kind, config = model.dtype, model.config
    if given.tensors:
        latents = torch.cat([latents, given.tensors[0].to(latents)], dim=2)
    more = latents.shape[1] % config.patch_size_t if config.patch_size_t else 0
    latents = torch.cat([latents[:, :more], latents], dim=1)
    height, width = video.first.shape[-2:]
    rotary = None
    if config.use_rotary_positional_embeddings:
        rotary = pipe._prepare_rotary_positional_embeddings(
            height, width, latents.shape[1], latents.device
        )
    named: dict[str, Any] = {}
    if getattr(config, "ofs_embed_dim", None) is not None:
        named["ofs"] = latents.new_full((1,), 2.0)
    out = model(
        latents.to(kind),
        encoder_hidden_states=states["prompt_embeds"].to(latents.device, kind),
        timestep=torch.full((1,), round(video.time), device=latents.device),
        image_rotary_emb=rotary,
        return_dict=False,
        **named,
    )[0]
    return cast(Tensor, out.float()[:, more:].transpose(1, 2))


_CALLS: Mapping[str, Callable[[Any, NoisyVideo, GivenFirst, States], Tensor]] = {
    "Wan": _wan,
    "LTX": _ltx,
    "CogVideoX": _cog,
}


def _expert(pipe: Any, time: float) -> Any:
    """Return the transformer for a time: of two, the second knows little noise."""
    boundary = getattr(pipe.config, "boundary_ratio", None)
    low = boundary is not None and time < boundary * pipe.scheduler.config.num_train_timesteps
    return pipe.transformer_2 if low or pipe.transformer is None else pipe.transformer


def _masked_control(pipe: Any, video: NoisyVideo) -> Tensor:
    """Return the control channels of VACE [1, 96, T, h, w]: the first picture is kept."""
    shape = (1, 3, video.frames, *video.first.shape[-2:])
    pictures = torch.zeros(shape, device=video.first.device)
    pictures[:, :, 0] = video.first
    mask = torch.ones_like(pictures)
    mask[:, :, 0] = 0
    latents = pipe.prepare_video_latents(pictures, mask, [[]], device=pictures.device)
    return torch.cat([latents, pipe.prepare_masks(mask, [[]]).to(latents)], dim=1)


def _first_channels(pipe: Any, video: NoisyVideo) -> tuple[Tensor, ...]:
    """Return [mask, latents of given pictures] [1, 4 + C, T, h, w], and what CLIP sees in them.

    A model of first and last frames is given both.
    """
    shape = (1, 3, video.frames, *video.first.shape[-2:])
    pictures = torch.zeros(shape, device=video.first.device)
    given = {0: video.first}
    if video.last is not None and knows_two_pictures(pipe.transformer):
        given[video.frames - 1] = video.last
    for number, picture in given.items():
        pictures[:, :, number] = picture
    latents = encoded(pipe.vae, pictures)
    mask = torch.zeros_like(latents[:, :1]).repeat(1, pipe.vae_scale_factor_temporal, 1, 1, 1)
    mask[:, :, 0] = 1
    if len(given) > 1:
        mask[:, -1, -1] = 1
    channels = torch.cat([mask, latents], dim=1)
    if pipe.image_encoder is None or not getattr(pipe.transformer.config, "image_dim", None):
        return (channels,)
    seen = pipe.encode_image([_as_image(one) for one in given.values()], video.first.device)
    return channels, seen


def knows_two_pictures(transformer: Any) -> bool:
    """Return whether a denoiser of Wan is given what CLIP sees in a first and a last picture."""
    return getattr(transformer.config, "pos_embed_seq_len", None) is not None


def _as_image(picture: Tensor) -> Image.Image:
    """Return a picture [1, 3, H, W] in -1..1 as CLIP's processor takes it."""
    levels = ((picture[0].float() / 2 + 0.5).clamp(0, 1) * 255).round().to("cpu", torch.uint8)
    return Image.fromarray(levels.permute(1, 2, 0).numpy())


def _cog_channels(pipe: Any, video: NoisyVideo) -> Tensor:
    """Return the latents of the first picture [1, T, C, h, w]; those of the others are zero."""
    first = encoded(pipe.vae, video.first[:, :, None]).transpose(1, 2)
    if pipe.vae.config.invert_scale_latents:
        first = first / float(pipe.vae.config.scaling_factor) ** 2
    others = first.new_zeros(1, video.clean.shape[2] - 1, *first.shape[2:])
    return torch.cat([first, others], dim=1)
