# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Conversion of nameless LoRA lists (NAME_unet.pt of Text-To-Video-Finetuning) to peft's format.

A list only fits a model that torch walks in the very same order. In peft's safetensors format every
pair names its layer, and no .pt file has to be opened again.
"""

from __future__ import annotations

import json
import pickle
from pathlib import Path

import torch
from safetensors.torch import save_file
from torch import Tensor, nn

from addon.contract.errors import BadInput
from addon.contract.messages import Message
from engine.priors.video.lora import CONFIG, walked

WEIGHTS = "adapter_model.safetensors"
_HINT = "Choose the list that was trained on this model: NAME_unet.pt or NAME_text_encoder.pt."


def convert_list(file: Path, model: nn.Module, out: Path, base: str, licence: str = "") -> Path:
    """Write a list for `model` (a denoiser or a text model) as peft's folder `out`; return it.

    base, licence: name and licence of the model, written beside the weights. Raises BadInput for a
    file that is no list of weights, or one for another model; then nothing is written.
    """
    factors = _read(file)
    names = {id(module): name for name, module in model.named_modules()}
    layers = walked(model)
    if len(factors) != 2 * len(layers):
        raise _other(
            file,
            Message("{count} layers for {needed}", count=len(factors) // 2, needed=len(layers)),
        )
    tensors: dict[str, Tensor] = {}
    ranks: dict[str, int] = {}
    for layer, up, down in zip(layers, factors[::2], factors[1::2], strict=True):
        weight = layer.weight
        assert isinstance(weight, Tensor)
        name = names[id(layer)]
        if up.ndim < 2 or down.ndim < 2 or up.shape[1] != down.shape[0]:
            raise _other(file, Message("the two factors of {name} don't go together", name=name))
        if len(up) != len(weight) or down[0].numel() != weight[0].numel():
            raise _other(file, Message("{name} has another size", name=name))
        tensors[f"base_model.model.{name}.lora_A.weight"] = down.contiguous()
        tensors[f"base_model.model.{name}.lora_B.weight"] = up.contiguous()
        ranks[name] = len(down)
    if len(set(ranks.values())) != 1:
        raise _other(file, "its layers have different ranks")
    rank = next(iter(ranks.values()))
    settings = {
        "peft_type": "LORA", "base_model_name_or_path": base, "r": rank, "lora_alpha": rank,
        "target_modules": sorted(ranks),
    }  # fmt: skip
    out.mkdir(parents=True, exist_ok=True)
    save_file(tensors, out / WEIGHTS, {"format": "pt", "licence": licence})
    (out / CONFIG).write_text(json.dumps(settings, indent=1), encoding="utf-8")
    return out


def _read(file: Path) -> list[Tensor]:
    """Read a list of weights. Raises BadInput."""
    try:
        tensors = torch.load(file, map_location="cpu", weights_only=True)
    except (pickle.UnpicklingError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise BadInput("{file} can't be read as weights.", file=file.name, hint=_HINT) from error
    if not isinstance(tensors, list) or not all(isinstance(item, Tensor) for item in tensors):
        raise _other(file, "it is no list of weights")
    return tensors


def _other(file: Path, why: str) -> BadInput:
    return BadInput("{file} is not for this model: {why}.", file=file.name, why=why, hint=_HINT)
