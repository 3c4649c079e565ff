# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a pipeline's parts cost: operations and memory of a pass, the numbers in files of weights.

The code of the parts runs once on the meta device, without numbers. The figures are right to a
factor of about two; they have not been compared with a run of published weights.
"""

from __future__ import annotations

import json
import math
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import torch
from torch.nn import functional
from torch.overrides import TorchFunctionMode
from torch.utils.flop_counter import FlopCounterMode

from engine.priors.video.pipelines.families import is_masked
from engine.priors.video.pipelines.folder import PipelineFolder
from engine.priors.video.pipelines.masked_unet import masked_noise, masked_unet
from engine.priors.video.plan import MemoryWatch


@dataclass(frozen=True)
class ClipCost:
    """What one pass of the transformer costs.

    Attributes:
        operations: of one pass.
        numbers: the most numbers that are alive at once, weights apart.
    """

    operations: float
    numbers: int


_known: dict[tuple[str, int, int, tuple[int, int]], ClipCost] = {}


def clip_cost(folder: PipelineFolder, frames: int, size: tuple[int, int]) -> ClipCost:
    """Measure one pass of a model's transformer by running its code without numbers."""
    key = str(folder.path), folder.bytes, frames, size
    if key not in _known:
        _known[key] = _measured(folder, frames, size)
    return _known[key]


class FlashAttention(TorchFunctionMode):
    """Stands for attention that keeps no scores, as torch's does on GPUs and CPUs.

    On the meta device torch itself would build the scores of all tokens with all others.

    Attributes:
        operations: of the attention so far.
    """

    operations = 0

    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        """Return an attention's result without numbers; call any other function."""
        if func is not functional.scaled_dot_product_attention:
            return func(*args, **(kwargs or {}))
        query, key, value = (*args, *((kwargs or {}).get(n) for n in ("query", "key", "value")))[:3]
        pairs = math.prod(query.shape[:-1]) * key.shape[-2]
        self.operations += 2 * pairs * (query.shape[-1] + value.shape[-1])
        return query.new_empty(*query.shape[:-1], value.shape[-1])


@torch.no_grad()
def _measured(folder: PipelineFolder, frames: int, size: tuple[int, int]) -> ClipCost:
    import diffusers

    if folder.family.denoiser == "unet":
        return _measured_unet(folder, frames, size)
    config = dict(folder.config["transformer"])
    family = getattr(diffusers, str(config["_class_name"]))
    with torch.device("meta"):
        transformer = family.from_config(config).eval()
        inputs = transformer_inputs(folder, transformer.config, frames, size)
        memory = MemoryWatch(transformer.parameters())
        with FlashAttention() as attention, FlopCounterMode(display=False) as counter, memory:
            transformer(**inputs)
    return ClipCost(counter.get_total_flops() + attention.operations, memory.peak)


def _measured_unet(folder: PipelineFolder, frames: int, size: tuple[int, int]) -> ClipCost:
    """Measure a pass of AnimateDiff's denoiser, and of SparseCtrl beside it."""
    import diffusers

    height, width = (side // latent_pixel(folder.config["vae"]) for side in size)
    if is_masked(folder.config["unet"]):
        return _measured_masked(folder, frames, (height, width))
    with torch.device("meta"):
        unet = motion_unet(folder.config)
        states = torch.empty(frames, folder.family.tokens, unet.config.cross_attention_dim)
        clip = torch.empty(1, unet.config.in_channels, frames, height, width)
        time = torch.empty((), dtype=torch.long)
        parts = list(unet.parameters())
        control = None
        if "controlnet" in folder.config:
            settings = dict(folder.config["controlnet"])
            control = diffusers.SparseControlNetModel.from_config(settings).eval()
            parts += list(control.parameters())
        memory = MemoryWatch(parts)
        with FlashAttention() as attention, FlopCounterMode(display=False) as counter, memory:
            unet(clip, time, encoder_hidden_states=states)
            if control is not None:
                given = (height, width) if control.use_simplified_condition_embedding else size
                shape = (1, control.config.conditioning_channels, frames, *given)
                control(
                    clip, time, encoder_hidden_states=states, controlnet_cond=torch.empty(shape),
                    conditioning_mask=torch.empty(1, 1, *shape[2:]),
                )  # fmt: skip
    return ClipCost(counter.get_total_flops() + attention.operations, memory.peak)


def _measured_masked(folder: PipelineFolder, frames: int, size: tuple[int, int]) -> ClipCost:
    """Measure a pass of AnimateAnything's denoiser on latents of a (height, width)."""
    with torch.device("meta"):
        unet = masked_unet(folder.config["unet"])
        clip = torch.empty(1, unet.config.in_channels - 1, frames, *size)
        states = torch.empty(1, folder.family.tokens, unet.config.cross_attention_dim)
        memory = MemoryWatch(unet.parameters())
        with FlashAttention() as attention, FlopCounterMode(display=False) as counter, memory:
            masked_noise(
                unet, clip, torch.empty((), dtype=torch.long), states, clip[:, :, :1],
                clip[:, :1, :1], torch.empty(1),
            )  # fmt: skip
    return ClipCost(counter.get_total_flops() + attention.operations, memory.peak)


def motion_unet(config: Mapping[str, Mapping[str, Any]]) -> Any:
    """Return a denoiser of AnimateDiff without weights, by the settings of a folder's parts."""
    import diffusers

    settings = dict(config["unet"])
    if settings.get("_class_name") == "UNetMotionModel":
        return diffusers.UNetMotionModel.from_config(settings).eval()
    flat = diffusers.UNet2DConditionModel.from_config(settings)
    adapter = diffusers.MotionAdapter.from_config(dict(config["motion_adapter"]))
    return diffusers.UNetMotionModel.from_unet2d(flat, adapter, load_weights=False).eval()


_known_encoders: dict[tuple[str, int, int, tuple[int, int], bool], ClipCost] = {}


def encoder_cost(
    folder: PipelineFolder, frames: int, size: tuple[int, int], *, keeps: bool
) -> ClipCost:
    """Measure a model's encoder; keeps: with what is kept of a clip for its backward pass."""
    key = str(folder.path), folder.bytes, frames, size, keeps
    if key not in _known_encoders:
        _known_encoders[key] = _measured_encoder(folder, frames, size, keeps)
    return _known_encoders[key]


def _measured_encoder(
    folder: PipelineFolder, frames: int, size: tuple[int, int], keeps: bool
) -> ClipCost:
    import diffusers

    config = dict(folder.config["vae"])
    family = getattr(diffusers, str(config["_class_name"]))
    with torch.device("meta"):
        vae = family.from_config(config).eval().requires_grad_(False)
        video = torch.empty(1, 3, frames, *size, requires_grad=keeps)
        memory = MemoryWatch(vae.parameters())
        with FlashAttention() as attention, FlopCounterMode(display=False) as counter, memory:
            kept = vae.encode(video).latent_dist.mode()
            del kept
    return ClipCost(counter.get_total_flops() + attention.operations, memory.peak)


def transformer_inputs(
    folder: PipelineFolder, config: Any, frames: int, size: tuple[int, int]
) -> dict[str, Any]:
    """Return arguments of a transformer for one clip, on torch's default device."""
    height, width = (side // latent_pixel(folder.config["vae"]) for side in size)
    length = (frames - 1) // folder.family.stride + 1
    pipeline, tokens = folder.family.pipeline, folder.family.tokens
    if pipeline.startswith("LTX"):
        count = length * height * width
        return {
            "hidden_states": torch.empty(1, count, config.in_channels),
            "encoder_hidden_states": torch.empty(1, tokens, config.caption_channels),
            "encoder_attention_mask": torch.empty(1, tokens),
            "timestep": torch.empty(1, 1),
            "video_coords": torch.empty(1, 3, count),
        }
    if pipeline.startswith("CogVideoX"):
        from diffusers.models.embeddings import get_3d_rotary_pos_embed

        rotary = None
        if config.use_rotary_positional_embeddings:
            grid = height // config.patch_size, width // config.patch_size
            rotary = get_3d_rotary_pos_embed(
                config.attention_head_dim, ((0, 0), grid), grid, length, device=torch.device("meta")
            )
        return {
            "hidden_states": torch.empty(1, length, config.in_channels, height, width),
            "encoder_hidden_states": torch.empty(1, tokens, config.text_embed_dim),
            "timestep": torch.empty(1),
            "image_rotary_emb": rotary,
        }
    inputs = {
        "hidden_states": torch.empty(1, config.in_channels, length, height, width),
        "timestep": torch.empty(1),
        "encoder_hidden_states": torch.empty(1, tokens, config.text_dim),
    }
    if "VACE" in str(folder.config["transformer"].get("_class_name")):
        channels = config.vace_in_channels
        inputs["control_hidden_states"] = torch.empty(1, channels, length, height, width)
    if getattr(config, "image_dim", None):
        both = config.pos_embed_seq_len  # tokens of a first and a last picture
        shape = (2, both // 2) if both else (1, 257)
        inputs["encoder_hidden_states_image"] = torch.empty(*shape, config.image_dim)
    return inputs


def latent_pixel(vae: Mapping[str, Any]) -> int:
    """Return how many pixels of a picture's side make one pixel of its latents."""
    if "scale_factor_spatial" in vae:
        return int(vae["scale_factor_spatial"])
    if "spatial_compression_ratio" in vae:
        return int(vae["spatial_compression_ratio"] or 32)
    if vae.get("patch_size"):  # LTX-Video
        scaled = sum(bool(x) for x in vae.get("spatio_temporal_scaling", (True, True, True)))
        return int(vae["patch_size"]) << scaled
    if "temperal_downsample" in vae or "temporal_downsample" in vae:  # Wan
        return 8
    return 1 << (len(vae.get("block_out_channels", (0, 0, 0, 0))) - 1)


def numbers_in(files: tuple[Path, ...]) -> int:
    """Return how many numbers safetensors files hold, from their headers."""
    return sum(_numbers_in_file(file) for file in files)


@cache
def _numbers_in_file(file: Path) -> int:
    """Return how many numbers a safetensors file holds, from its header."""
    with file.open("rb") as opened:
        (length,) = struct.unpack("<Q", opened.read(8))
        header = json.loads(opened.read(length))
    shapes = (v["shape"] for k, v in header.items() if k != "__metadata__")
    return sum(int(math.prod(shape)) for shape in shapes)
