# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A LoRA for a video model: its files are read and merged into the weights (Hu et al. 2021).

    W <- W + weight (alpha / r) up down

Two formats are read: safetensors files of peft and diffusers, whose keys name the layers, and the
lists that Text-To-Video-Finetuning writes as NAME_unet.pt and NAME_text_encoder.pt: [up, down, up,
down, ...] in the order in which torch walks the model. A .pt file is opened as weights only, so
that it can't run anything.
"""

from __future__ import annotations

import json
import pickle
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import torch
from torch import Tensor, nn

from addon.contract.errors import BadInput
from addon.contract.messages import Message

PARTS = ("unet", "text_encoder")
CONFIG = "adapter_config.json"
_LAYERS = (nn.Linear, nn.Conv2d, nn.Conv3d)
_KEY = re.compile(
    r"(?P<layer>.+?)\.(?:lora_(?P<a>[AB])(?:\.default)?|lora\.(?P<b>down|up)|lora_(?P<c>down|up))"
    r"\.weight$"
)
_PREFIXES = ("base_model.model.", "base_model.", "model.", "unet.", "text_encoder.")
_DOWN = ("A", "down")
_HINT = "Choose a LoRA that was made for this model: its safetensors file, or the folder of it."


@dataclass(frozen=True)
class Pair:
    """The two factors of a layer's change.

    Attributes:
        up: [out, r, ...].
        down: [r, in, ...].
        scale: alpha / r.
    """

    up: Tensor
    down: Tensor
    scale: float = 1.0

    def change(self, like: Tensor) -> Tensor:
        """Return what is added to a weight, in its shape. Raises ValueError if it doesn't fit."""
        product = self.up.float().flatten(1) @ self.down.float().flatten(1)
        if product.numel() != like.numel() or len(product) != len(like):
            raise ValueError(f"{tuple(product.shape)} for {tuple(like.shape)}")
        return (self.scale * product).reshape(like.shape)


def lora_files(path: Path) -> list[Path]:
    """List the files of a LoRA: the file itself, or those in a folder or its folder `lora`.

    Raises BadInput.
    """
    if path.is_file():
        return [path]
    for folder in (path, path / "lora"):
        files = sorted(folder.glob("*.safetensors"))
        files = files or sorted(folder.glob("*_unet.pt")) + sorted(folder.glob("*_text_encoder.pt"))
        if files:
            return files
    raise BadInput("There is no LoRA in {path}.", path=path, hint=_HINT)


def is_lora(folder: Path) -> bool:
    """Return whether a folder holds a LoRA rather than a model."""
    if not folder.is_dir() or (folder / "unet").is_dir():
        return False
    lists = [*folder.glob("*_unet.pt"), *folder.glob("*lora*.safetensors")]
    return bool(lists) or (folder / CONFIG).is_file()


def base_of(folder: Path) -> str:
    """Return the model that a LoRA was trained on, according to its settings, or ""."""
    return str(_settings(folder).get("base_model_name_or_path") or "")


def merge_lora(parts: Mapping[str, nn.Module], path: Path, weight: float = 1.0) -> int:
    """Add a LoRA to the weights of "unet" and "text_encoder"; return how many layers changed.

    Raises BadInput for files that can't be read or that were made for another model; then nothing
    is changed.
    """
    changes: list[tuple[nn.Module, Tensor]] = []
    for file in lora_files(path):
        if file.suffix == ".safetensors":
            changes += _of_names(file, parts)
        else:
            part = "text_encoder" if file.stem.endswith("text_encoder") else "unet"
            changes += _of_list(file, parts[part])
    if not changes:
        raise BadInput("{path} holds no LoRA.", path=path, hint=_HINT)
    with torch.no_grad():
        for layer, change in changes:
            stored = cast(Tensor, layer.weight)
            stored.data = (stored.float() + weight * change.to(stored.device)).to(stored.dtype)
    return len(changes)


def walked(model: nn.Module) -> list[nn.Module]:
    """Return the layers that a nameless list is for, in its order.

    These are all layers of a denoiser; of a text model only those in its encoder's blocks.
    """
    blocks = [item for item in model.modules() if type(item).__name__ == "CLIPEncoderLayer"]
    owners = blocks or [model]
    return [layer for owner in owners for layer in owner.modules() if isinstance(layer, _LAYERS)]


def _of_list(file: Path, model: nn.Module) -> list[tuple[nn.Module, Tensor]]:
    """Read a nameless list: layers and what is added to their weights. Raises BadInput."""
    try:
        tensors = torch.load(file, map_location="cpu", weights_only=True)
    except (pickle.UnpicklingError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise BadInput("{file} can't be read as weights.", file=file.name, hint=_HINT) from error
    layers = walked(model)
    plain = isinstance(tensors, list) and all(isinstance(item, Tensor) for item in tensors)
    if not plain or len(tensors) != 2 * len(layers):
        count = len(tensors) // 2 if plain else 0
        raise _unfit(file, Message("{count} layers for {needed}", count=count, needed=len(layers)))
    return [
        _fitted(file, layer, Pair(tensors[2 * index], tensors[2 * index + 1]))
        for index, layer in enumerate(layers)
    ]


def _of_names(file: Path, parts: Mapping[str, nn.Module]) -> list[tuple[nn.Module, Tensor]]:
    """Read a safetensors file whose keys name the layers. Raises BadInput."""
    from safetensors import SafetensorError
    from safetensors.torch import load_file

    try:
        tensors = load_file(file)
    except (SafetensorError, OSError) as error:
        raise BadInput("{file} can't be read as weights.", file=file.name, hint=_HINT) from error
    factors: dict[str, dict[str, Tensor]] = {}
    for key, tensor in tensors.items():
        match = _KEY.match(key)
        if match is not None:
            kind = match["a"] or match["b"] or match["c"]
            which = "down" if kind in _DOWN else "up"
            factors.setdefault(match["layer"], {})[which] = tensor
    settings = _settings(file.parent)
    changes = []
    for name, pair in factors.items():
        if set(pair) != {"up", "down"}:
            raise _unfit(file, Message("only a half of {name}", name=name))
        scale = _scale(name, len(pair["down"]), tensors, settings)
        layer = _layer(name, parts)
        if layer is None:
            raise _unfit(file, Message("{name} is not in the model", name=name))
        changes.append(_fitted(file, layer, Pair(pair["up"], pair["down"], scale)))
    return changes


def _scale(
    name: str, rank: int, tensors: Mapping[str, Tensor], settings: Mapping[str, object]
) -> float:
    """Return alpha / r: from the file, or from the settings beside it, or 1."""
    alpha: object = settings.get("lora_alpha")
    if f"{name}.alpha" in tensors:
        alpha = float(tensors[f"{name}.alpha"])
    return float(alpha) / rank if isinstance(alpha, int | float) else 1.0


def _layer(name: str, parts: Mapping[str, nn.Module]) -> nn.Module | None:
    """Find the layer of a key, with or without the prefixes that programs write before it."""
    named = [part for part in PARTS if name.startswith(part)] or list(PARTS)
    names = [name]
    while (short := next((p for p in _PREFIXES if names[-1].startswith(p)), None)) is not None:
        names.append(names[-1].removeprefix(short))
    for part in named:
        layers = dict(parts[part].named_modules()) if part in parts else {}
        for candidate in names:
            layer = layers.get(candidate)
            if isinstance(layer, _LAYERS):
                return layer
    return None


def _fitted(file: Path, layer: nn.Module, pair: Pair) -> tuple[nn.Module, Tensor]:
    """Return a layer and what is added to its weight. Raises BadInput where it doesn't fit."""
    try:
        return layer, pair.change(cast(Tensor, layer.weight))
    except (ValueError, RuntimeError) as error:
        raise _unfit(file, str(error)) from error


def _settings(folder: Path) -> Mapping[str, object]:
    try:
        value = json.loads((folder / CONFIG).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return value if isinstance(value, dict) else {}


def _unfit(file: Path, why: str) -> BadInput:
    return BadInput("{file} is not for this model: {why}.", file=file.name, why=why, hint=_HINT)
