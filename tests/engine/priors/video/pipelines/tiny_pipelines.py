# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whole models of every family with random weights, as their own classes write them."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import diffusers
import torch
from safetensors.torch import save_file
from torch import nn
from transformers import (
    CLIPImageProcessor,
    CLIPTextConfig,
    CLIPTextModel,
    CLIPTokenizer,
    CLIPVisionConfig,
    CLIPVisionModel,
    T5Config,
    T5EncoderModel,
    T5Tokenizer,
    UMT5Config,
    UMT5EncoderModel,
)

from engine.priors.video.pipelines.animate_diff import SCHEDULER
from engine.priors.video.pipelines.masked_unet import masked_unet, to_published
from engine.training.video.architecture import TINY as TINY_UNET
from engine.training.video.architecture import text_config, write_random_model, write_tokenizer

WIDTH = 16  # of the text model's states
_WORDS = ("the", "fish", "swims", "a", "line", "drawing", "animation", "of", "paper", "black")
_TEXT = {
    "vocab_size": 60, "d_model": WIDTH, "d_kv": 8, "d_ff": 16, "num_layers": 1, "num_heads": 2,
}  # fmt: skip


def write_tiny(folder: Path, name: str) -> Path:
    """Write the model `name` of `TINY` into a folder and return the folder."""
    torch.manual_seed(0)
    if name == "masked":
        return write_masked(folder)
    build = TINY[name]
    pipe = build()
    denoiser = getattr(pipe, "transformer", None) or pipe.unet
    for module in (denoiser, pipe.vae, getattr(pipe, "controlnet", None) or nn.Module()):
        for parameter in module.parameters():  # what is initialised with zeros does nothing
            if not parameter.any():
                parameter.data = 0.02 * torch.randn(parameter.shape)
    pipe.save_pretrained(str(folder), safe_serialization=True)
    return folder


def _tokenizer() -> Any:
    pieces = ["<pad>", "</s>", "<unk>", *(f"▁{word}" for word in _WORDS)]
    pieces += [sign for sign in "▁abcdefghijklmnopqrstuvwxyz,.2D" if sign not in pieces]
    return T5Tokenizer(vocab=[(piece, -float(n)) for n, piece in enumerate(pieces)], extra_ids=0)


def _wan_vae() -> Any:
    return diffusers.AutoencoderKLWan(
        base_dim=3, z_dim=16, dim_mult=[1, 1, 1, 1], num_res_blocks=1,
        temperal_downsample=[False, True, True],
    )  # fmt: skip


_WAN = {
    "patch_size": (1, 2, 2), "num_attention_heads": 2, "attention_head_dim": 12,
    "text_dim": WIDTH, "freq_dim": 16, "ffn_dim": 16, "num_layers": 2, "cross_attn_norm": True,
    "qk_norm": "rms_norm_across_heads", "rope_max_seq_len": 32,
}  # fmt: skip


def _wan_parts(**transformer: Any) -> dict[str, Any]:
    return {
        "tokenizer": _tokenizer(),
        "text_encoder": UMT5EncoderModel(UMT5Config(**_TEXT)),
        "vae": _wan_vae(),
        "scheduler": diffusers.UniPCMultistepScheduler(
            prediction_type="flow_prediction", use_flow_sigmas=True, flow_shift=3.0
        ),
        "transformer": diffusers.WanTransformer3DModel(
            in_channels=16, out_channels=16, **{**_WAN, **transformer}
        ),
    }


def _wan() -> Any:
    return diffusers.WanPipeline(**_wan_parts())


def _wan_given_first() -> Any:
    return diffusers.WanPipeline(**_wan_parts(), expand_timesteps=True)


def _wan_i2v() -> Any:
    parts = _wan_parts()
    parts["transformer"] = diffusers.WanTransformer3DModel(
        in_channels=36, out_channels=16, **_WAN
    )  # fmt: skip
    return diffusers.WanImageToVideoPipeline(**parts, image_processor=None, image_encoder=None)


def _wan_clip(**transformer: Any) -> Any:
    """Return Wan 2.1's I2V, whose transformer is given what CLIP sees in the first picture."""
    parts = _wan_parts()
    parts["transformer"] = diffusers.WanTransformer3DModel(
        in_channels=36, out_channels=16, image_dim=8, added_kv_proj_dim=24, **_WAN, **transformer
    )
    seen = CLIPVisionConfig(
        hidden_size=8, intermediate_size=8, num_hidden_layers=2, num_attention_heads=2,
        image_size=16, patch_size=8,
    )  # fmt: skip
    size = {"height": 16, "width": 16}
    return diffusers.WanImageToVideoPipeline(
        **parts, image_encoder=CLIPVisionModel(seen),
        image_processor=CLIPImageProcessor(size={"shortest_edge": 16}, crop_size=size),
    )  # fmt: skip


def _flf2v() -> Any:
    return _wan_clip(pos_embed_seq_len=10)  # two pictures of 4 + 1 tokens


def _vace() -> Any:
    parts = _wan_parts()
    parts["transformer"] = diffusers.WanVACETransformer3DModel(
        in_channels=16, out_channels=16, vace_layers=[0], vace_in_channels=96, **_WAN
    )
    return diffusers.WanVACEPipeline(**parts)


#: Of the scheduler with which LTX-Video was published up to 0.9.1.
LTX_SCHEDULER = {
    "use_dynamic_shifting": True, "base_shift": 0.95, "max_shift": 2.05,
    "base_image_seq_len": 1024, "max_image_seq_len": 4096, "shift_terminal": 0.1,
}  # fmt: skip


def _ltx(kind: str = "LTXConditionPipeline", **scheduler: Any) -> Any:
    return getattr(diffusers, kind)(
        scheduler=diffusers.FlowMatchEulerDiscreteScheduler(**scheduler),
        vae=diffusers.AutoencoderKLLTXVideo(
            in_channels=3, out_channels=3, latent_channels=8, block_out_channels=(8, 8, 8, 8),
            decoder_block_out_channels=(8, 8, 8, 8), layers_per_block=(1, 1, 1, 1, 1),
            decoder_layers_per_block=(1, 1, 1, 1, 1),
            spatio_temporal_scaling=(True, True, True, False),
            decoder_spatio_temporal_scaling=(True, True, True, False),
            decoder_inject_noise=(False,) * 5, upsample_residual=(False,) * 4,
            upsample_factor=(1,) * 4, timestep_conditioning=False, patch_size=4, patch_size_t=1,
            encoder_causal=True, decoder_causal=False,
        ),
        text_encoder=T5EncoderModel(T5Config(**_TEXT)),
        tokenizer=_tokenizer(),
        transformer=diffusers.LTXVideoTransformer3DModel(
            in_channels=8, out_channels=8, patch_size=1, patch_size_t=1, num_attention_heads=4,
            attention_head_dim=8, cross_attention_dim=32, num_layers=1, caption_channels=WIDTH,
        ),
    )  # fmt: skip


def _cog_parts(channels: int, learned: bool) -> dict[str, Any]:
    return {
        "tokenizer": _tokenizer(),
        "text_encoder": T5EncoderModel(T5Config(**_TEXT)),
        "vae": diffusers.AutoencoderKLCogVideoX(
            block_out_channels=(4, 4, 4, 4), latent_channels=4, layers_per_block=1,
            norm_num_groups=2, temporal_compression_ratio=4,
            down_block_types=("CogVideoXDownBlock3D",) * 4,
            up_block_types=("CogVideoXUpBlock3D",) * 4,
        ),
        "scheduler": diffusers.CogVideoXDPMScheduler(
            prediction_type="v_prediction", rescale_betas_zero_snr=True
        ),
        "transformer": diffusers.CogVideoXTransformer3DModel(
            num_attention_heads=2, attention_head_dim=16, in_channels=channels, out_channels=4,
            time_embed_dim=2, text_embed_dim=WIDTH, num_layers=1, sample_width=12, sample_height=8,
            sample_frames=9, patch_size=2, temporal_compression_ratio=4, max_text_seq_length=226,
            use_rotary_positional_embeddings=learned, use_learned_positional_embeddings=learned,
        ),
    }  # fmt: skip


def _cog() -> Any:
    return diffusers.CogVideoXPipeline(**_cog_parts(4, False))


def _cog_i2v() -> Any:
    return diffusers.CogVideoXImageToVideoPipeline(**_cog_parts(8, True))


_CHANNELS = (8, 16)


def tiny_base(text: Path) -> dict[str, Any]:
    """Return the parts of a tiny model of pictures; text: a folder for its tokenizer."""
    write_tokenizer(text, TINY_UNET)
    settings = text_config(CLIPTextConfig, TINY_UNET)
    return {
        "tokenizer": CLIPTokenizer.from_pretrained(str(text)),
        "text_encoder": CLIPTextModel(settings),
        "vae": diffusers.AutoencoderKL(**TINY_UNET.vae),
        "unet": diffusers.UNet2DConditionModel(
            sample_size=8, block_out_channels=_CHANNELS, layers_per_block=1, norm_num_groups=4,
            attention_head_dim=2, cross_attention_dim=16,
            down_block_types=("CrossAttnDownBlock2D", "DownBlock2D"),
            up_block_types=("UpBlock2D", "CrossAttnUpBlock2D"),
        ),
    }  # fmt: skip


def tiny_adapter() -> Any:
    """Return a motion adapter for `tiny_base`, as a new one starts: it changes nothing."""
    return diffusers.MotionAdapter(
        block_out_channels=_CHANNELS, motion_layers_per_block=1, motion_num_attention_heads=2,
        motion_norm_num_groups=4, use_motion_mid_block=True, motion_max_seq_length=32,
    )  # fmt: skip


def tiny_control(*, scribble: bool) -> Any:
    """Return SparseCtrl for `tiny_base`: for scribbles, or for pictures given as latents."""
    return diffusers.SparseControlNetModel(
        in_channels=4, conditioning_channels=3 if scribble else 4, block_out_channels=_CHANNELS,
        layers_per_block=1, cross_attention_dim=16, norm_num_groups=4, num_attention_heads=2,
        motion_num_attention_heads=2, transformer_layers_per_mid_block=1,
        down_block_types=("CrossAttnDownBlockMotion", "DownBlockMotion"),
        conditioning_embedding_out_channels=(4, 8, 8), concat_conditioning_mask=True,
        use_simplified_condition_embedding=not scribble, motion_max_seq_length=32,
    )  # fmt: skip


def _animate_diff(control: str) -> Any:
    with TemporaryDirectory() as text:
        parts = tiny_base(Path(text))
    parts |= {"motion_adapter": tiny_adapter(), "scheduler": diffusers.DDIMScheduler(**SCHEDULER)}
    if not control:
        return diffusers.AnimateDiffPipeline(**parts)
    parts["controlnet"] = tiny_control(scribble=control == "scribble")
    return diffusers.AnimateDiffSparseControlNetPipeline(**parts)


def write_masked(folder: Path) -> Path:
    """Write a tiny model of AnimateAnything as its weights are published."""
    write_random_model(folder, TINY_UNET)
    config = json.loads((folder / "unet" / "config.json").read_text())
    unet = masked_unet(config)
    settings, tensors = to_published(unet)
    (folder / "unet" / "config.json").write_text(json.dumps(settings, default=list))
    save_file(tensors, folder / "unet" / "diffusion_pytorch_model.safetensors")
    return folder


#: Name -> builds the pipeline.
TINY: dict[str, Callable[[], Any]] = {
    "wan": _wan, "wan-first": _wan_given_first, "wan-i2v": _wan_i2v, "vace": _vace, "ltx": _ltx,
    "wan-i2v-clip": _wan_clip, "flf2v": _flf2v,
    "ltx-first": partial(_ltx, "LTXPipeline", **LTX_SCHEDULER),
    "cog": _cog, "cog-i2v": _cog_i2v, "animatediff": partial(_animate_diff, ""),
    "sparse-scribble": partial(_animate_diff, "scribble"),
    "sparse-rgb": partial(_animate_diff, "rgb"), "masked": dict,
}  # fmt: skip
#: Those that can pull strokes by score distillation.
DISTILS = (
    "wan", "wan-first", "wan-i2v", "wan-i2v-clip", "flf2v", "vace", "ltx", "ltx-first", "cog",
    "cog-i2v",
)  # fmt: skip
#: Those that draw from the first picture; the other needs the last one too.
DRAWS = tuple(sorted(set(TINY) - {"flf2v"}))
