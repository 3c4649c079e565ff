# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The layout of text-to-video-ms-1.7b as plain values, in three sizes, and random weights for them.

MS_1_7B has the published numbers: with it memory and time are measured without the weights.
STARTER is small enough to be trained here and to run on a CPU. TINY is for tests.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from safetensors import safe_open
from safetensors.torch import save_file
from torch import nn

from addon.contract.errors import BadInput
from engine.priors.video.model import hush

PREFIX = "text_model."
WORDS_END, WORDS_START = "<|endoftext|>", "<|startoftext|>"


@dataclass(frozen=True)
class Architecture:
    """Settings of the parts, as their config.json files have them (defaults left out)."""

    unet: dict[str, Any]
    vae: dict[str, Any]
    text: dict[str, Any]
    scheduler: dict[str, Any] = field(
        default_factory=lambda: {
            "num_train_timesteps": 1000,
            "beta_start": 0.00085,
            "beta_end": 0.012,
            "beta_schedule": "scaled_linear",
            "clip_sample": False,
            "set_alpha_to_one": False,
            "steps_offset": 1,
            "prediction_type": "epsilon",
        }
    )


def _vae(channels: list[int], *, layers: int, groups: int, size: int) -> dict[str, Any]:
    return {
        "in_channels": 3,
        "out_channels": 3,
        "down_block_types": ["DownEncoderBlock2D"] * len(channels),
        "up_block_types": ["UpDecoderBlock2D"] * len(channels),
        "block_out_channels": channels,
        "layers_per_block": layers,
        "latent_channels": 4,
        "norm_num_groups": groups,
        "sample_size": size,
        "scaling_factor": 0.18215,
        "act_fn": "silu",
    }


MS_1_7B = Architecture(
    unet={
        "sample_size": 32,
        "in_channels": 4,
        "out_channels": 4,
        "block_out_channels": [320, 640, 1280, 1280],
        "layers_per_block": 2,
        "attention_head_dim": 64,
        "cross_attention_dim": 1024,
        "norm_num_groups": 32,
        "norm_eps": 1e-5,
        "act_fn": "silu",
        "downsample_padding": 1,
        "mid_block_scale_factor": 1,
        "down_block_types": ["CrossAttnDownBlock3D"] * 3 + ["DownBlock3D"],
        "up_block_types": ["UpBlock3D"] + ["CrossAttnUpBlock3D"] * 3,
    },
    vae=_vae([128, 256, 512, 512], layers=2, groups=32, size=512),
    text={
        "hidden_size": 1024,
        "intermediate_size": 4096,
        "num_hidden_layers": 23,
        "num_attention_heads": 16,
        "max_position_embeddings": 77,
        "vocab_size": 49408,
        "projection_dim": 512,
        "hidden_act": "gelu",
    },
)

STARTER = Architecture(
    unet={
        "sample_size": 16,
        "block_out_channels": [64, 128, 128],
        "layers_per_block": 1,
        "attention_head_dim": 16,
        "cross_attention_dim": 256,
        "norm_num_groups": 16,
        "down_block_types": ["DownBlock3D", "CrossAttnDownBlock3D", "CrossAttnDownBlock3D"],
        "up_block_types": ["CrossAttnUpBlock3D", "CrossAttnUpBlock3D", "UpBlock3D"],
    },
    vae=_vae([16, 32, 64], layers=1, groups=16, size=64) | {"mid_block_add_attention": False},
    text={
        "hidden_size": 256,
        "intermediate_size": 1024,
        "num_hidden_layers": 3,
        "num_attention_heads": 4,
        "max_position_embeddings": 32,
        "vocab_size": 4096,
        "projection_dim": 256,
        "hidden_act": "gelu",
    },
    scheduler={
        "num_train_timesteps": 1000,
        "beta_start": 0.00085,
        "beta_end": 0.012,
        "beta_schedule": "scaled_linear",
        "clip_sample": False,
        "set_alpha_to_one": False,
        "steps_offset": 1,
        "prediction_type": "v_prediction",
    },
)

TINY = Architecture(
    unet={
        "sample_size": 8,
        "block_out_channels": [8, 16],
        "layers_per_block": 1,
        "attention_head_dim": 4,
        "cross_attention_dim": 16,
        "norm_num_groups": 4,
        "down_block_types": ["CrossAttnDownBlock3D", "DownBlock3D"],
        "up_block_types": ["UpBlock3D", "CrossAttnUpBlock3D"],
    },
    vae=_vae([8, 8, 16], layers=1, groups=4, size=32),
    text={
        "hidden_size": 16,
        "intermediate_size": 32,
        "num_hidden_layers": 2,
        "num_attention_heads": 2,
        "max_position_embeddings": 16,
        "vocab_size": 514,
        "projection_dim": 16,
        "hidden_act": "gelu",
    },
)


@dataclass(frozen=True)
class Parts:
    """The modules of a model, as torch has them."""

    unet: Any
    vae: Any
    text: Any
    tokenizer: Any


def write_random_model(
    folder: Path, architecture: Architecture, *, seed: int = 0, dtype: torch.dtype = torch.float32
) -> None:
    """A whole model folder with random weights, saved by diffusers and transformers themselves.

    Half precision is written with the "fp16" in its file names that published models have.
    """
    variant = "fp16" if dtype.itemsize == 2 else None
    hush()
    free_room(folder, architecture, dtype)
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        for part, module in _modules(architecture):
            nn.Module.to(module, dtype)
            module.save_pretrained(folder / part, variant=variant)
            if part == "text_encoder":
                with_published_names(folder / part)
            del module
    write_tokenizer(folder / "tokenizer", architecture)
    write_index(folder, architecture)


def with_published_names(folder: Path) -> None:
    """Names of a text model's weights as in published files: below "text_model." (transformers 5
    writes them without).
    """
    for path in folder.glob("*.safetensors"):
        with safe_open(path, "pt") as file:
            tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
        named = {PREFIX + name.removeprefix(PREFIX): value for name, value in tensors.items()}
        save_file(named, path, {"format": "pt"})


def _modules(architecture: Architecture) -> Any:
    """One part after the other, so that only one of them is in memory."""
    from diffusers import AutoencoderKL, UNet3DConditionModel
    from transformers import CLIPTextConfig, CLIPTextModel

    yield "unet", UNet3DConditionModel(**architecture.unet)
    yield "vae", AutoencoderKL(**architecture.vae)
    yield "text_encoder", CLIPTextModel(text_config(CLIPTextConfig, architecture))


def text_config(family: Any, architecture: Architecture) -> Any:
    """The text model's settings; start and end of text are the last two words."""
    last = int(architecture.text["vocab_size"]) - 1
    return family(**architecture.text, bos_token_id=last - 1, eos_token_id=last, pad_token_id=last)


def write_tokenizer(folder: Path, architecture: Architecture, merges: list[str] | None = None
) -> None:  # fmt: skip
    """A CLIP tokenizer of bytes, their word ends, `merges`, and start and end of text."""
    folder.mkdir(parents=True, exist_ok=True)
    letters = byte_letters()
    words = [*letters, *(letter + "</w>" for letter in letters)]
    words += [left + right for left, right in (pair.split() for pair in merges or [])]
    size = int(architecture.text["vocab_size"])
    if len(words) + 2 > size:
        raise BadInput(
            "{count} words don't fit into a vocabulary of {size}.", count=len(words) + 2, size=size
        )
    numbers = {word: number for number, word in enumerate(words)}
    numbers |= {WORDS_START: size - 2, WORDS_END: size - 1}
    (folder / "vocab.json").write_text(json.dumps(numbers, ensure_ascii=False), encoding="utf-8")
    lines = ["#version: 0.2", *(merges or [])]
    (folder / "merges.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    settings = {
        "tokenizer_class": "CLIPTokenizer",
        "model_max_length": architecture.text["max_position_embeddings"],
        "bos_token": WORDS_START,
        "eos_token": WORDS_END,
        "unk_token": WORDS_END,
        "pad_token": WORDS_END,
        "do_lower_case": True,
    }
    (folder / "tokenizer_config.json").write_text(json.dumps(settings), encoding="utf-8")


def byte_letters() -> list[str]:
    """The 256 printable letters that stand for bytes in byte-level BPE (Radford et al. 2019)."""
    plain = [*range(33, 127), *range(161, 173), *range(174, 256)]
    other = [byte for byte in range(256) if byte not in plain]
    places = {byte: chr(byte) for byte in plain}
    places |= {byte: chr(256 + number) for number, byte in enumerate(other)}
    return [places[byte] for byte in (*plain, *other)]


def write_index(folder: Path, architecture: Architecture) -> None:
    """scheduler/scheduler_config.json and model_index.json."""
    scheduler = folder / "scheduler"
    scheduler.mkdir(parents=True, exist_ok=True)
    settings = {"_class_name": "DDIMScheduler", **architecture.scheduler}
    (scheduler / "scheduler_config.json").write_text(json.dumps(settings, indent=2))
    index = {
        "_class_name": "TextToVideoSDPipeline",
        "scheduler": ["diffusers", "DDIMScheduler"],
        "text_encoder": ["transformers", "CLIPTextModel"],
        "tokenizer": ["transformers", "CLIPTokenizer"],
        "unet": ["diffusers", "UNet3DConditionModel"],
        "vae": ["diffusers", "AutoencoderKL"],
    }
    (folder / "model_index.json").write_text(json.dumps(index, indent=2))


def free_room(folder: Path, architecture: Architecture, dtype: torch.dtype) -> None:
    """Raises DiskFull where the model would not fit."""
    import shutil

    from addon.contract.errors import DiskFull

    with torch.device("meta"):
        numbers = sum(
            parameter.numel()
            for _, module in _modules(architecture)
            for parameter in module.parameters()
        )
    needed = numbers * dtype.itemsize
    folder.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(folder).free
    if free < needed + (64 << 20):
        raise DiskFull(
            "The model takes {needed} GB, and {free} GB are free in {folder}.",
            needed=f"{needed / 1e9:.1f}",
            free=f"{free / 1e9:.1f}",
            folder=folder,
            hint="Free some space, or choose a folder on another disk.",
        )
