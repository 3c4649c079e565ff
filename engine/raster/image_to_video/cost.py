# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Estimates of the time and memory of a job with a model of given frames, and how to load it.

The transformer's own code runs once on the meta device, without numbers, for the longest clip. The
decoder's share of the time is small and isn't counted. The estimate is right to a factor of about
two; it has not been compared with a run of published weights.
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

from addon.contract.errors import Action
from engine.priors.video.pipelines.folder import PipelineFolder
from engine.priors.video.plan import (
    BUS_BYTES_PER_SECOND,
    EFFICIENCY,
    SPARE,
    Device,
    LoadPlan,
    MemoryWatch,
    fitting_plan,
)
from engine.raster.cost import shorter_clips, too_large
from engine.raster.diffusion.weights import VECTOR
from engine.raster.image_to_video.spec import ImageToVideoSpec

_TRANSFORMERS = ("transformer", "transformer_2")


@dataclass(frozen=True)
class ClipCost:
    """What one pass of the transformer costs.

    Attributes:
        operations: of one pass.
        numbers: the most numbers that are alive at once, weights apart.
    """

    operations: float
    numbers: int


def plan_image_to_video(spec: ImageToVideoSpec, device: Device) -> LoadPlan:
    """Return the fastest plan for a job that fits. Raises OutOfMemory with a smaller job."""
    frames = max(spec.clip_frames(clip) for clip in spec.clips)
    plans = _plans(spec, frames, device)
    fitting = fitting_plan(plans, device)
    if fitting is not None:
        return fitting
    raise too_large(plans, device, spec.pictures, _smaller(spec, device))


def _smaller(spec: ImageToVideoSpec, device: Device) -> Action:
    fewest = spec.family.clip_frames(spec.family.fewest)
    fits = fitting_plan(_plans(spec, fewest, device), device) is not None
    return shorter_clips(fewest) if fits else VECTOR


def _plans(spec: ImageToVideoSpec, frames: int, device: Device) -> list[LoadPlan]:
    """List the ways to run a job, from fast to frugal.

    Everything on the device; then, on a GPU, one part at a time, the text model in main memory; on
    a CPU half precision, which is slower there.
    """
    cost = clip_cost(spec.folder, frames, spec.size)
    counts = {part: _numbers_in(files) for part, files in spec.folder.weights.items()}
    drawing = max(counts.get(part, 0) for part in (*_TRANSFORMERS, "vae"))
    passes = 2.0 * spec.steps * len(spec.clips) * spec.settings.takes
    operations = passes * cost.operations
    kinds = [device.dtype]
    if device.name == "cpu" and device.dtype is torch.float32:
        kinds.append(torch.bfloat16)
    plans = []
    for kind in kinds:
        width = kind.itemsize
        slow = 1.0 if kind is device.dtype else 2.0
        seconds = operations / (device.speed * EFFICIENCY[device.name]) * slow
        whole = width * (sum(counts.values()) + cost.numbers) + SPARE
        plans.append(LoadPlan(device.name, kind, 1, False, False, whole, seconds))
        if device.name != "cpu":
            moved = 2.0 * width * sum(counts.values()) / BUS_BYTES_PER_SECOND
            part = width * (drawing + cost.numbers) + SPARE
            plans.append(LoadPlan(device.name, kind, 1, False, True, part, seconds + moved))
    return plans


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

    config = dict(folder.config["transformer"])
    family = getattr(diffusers, str(config["_class_name"]))
    with torch.device("meta"):
        transformer = family.from_config(config).eval()
        inputs = transformer_inputs(folder, transformer.config, frames, size)
        memory = MemoryWatch(transformer.parameters())
        with FlashAttention() as attention, FlopCounterMode(display=False) as counter, memory:
            transformer(**inputs)
    return ClipCost(counter.get_total_flops() + attention.operations, memory.peak)


def transformer_inputs(
    folder: PipelineFolder, config: Any, frames: int, size: tuple[int, int]
) -> dict[str, Any]:
    """Return arguments of a transformer for one clip, on torch's default device."""
    height, width = (side // _spatial(folder.config["vae"]) for side in size)
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
        inputs["encoder_hidden_states_image"] = torch.empty(1, 257, config.image_dim)
    return inputs


def _spatial(vae: Mapping[str, Any]) -> int:
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


def _numbers_in(files: tuple[Path, ...]) -> int:
    return sum(_numbers_in_file(file) for file in files)


@cache
def _numbers_in_file(file: Path) -> int:
    """Return how many numbers a safetensors file holds, from its header."""
    with file.open("rb") as opened:
        (length,) = struct.unpack("<Q", opened.read(8))
        header = json.loads(opened.read(length))
    shapes = (v["shape"] for k, v in header.items() if k != "__metadata__")
    return sum(int(math.prod(shape)) for shape in shapes)
