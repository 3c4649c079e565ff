# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a folder holds that is no video model which can be used here, in words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from addon.contract.messages import Message

INDEX, CONFIG, LORA = "model_index.json", "config.json", "adapter_config.json"
_JOIN = "With a motion adapter it can redraw: `python -m engine models join` puts both together."
_PART = "It is one part of a model: choose the folder that it lies in."
_MODELS = (
    "Wan 2.1 and 2.2, LTX-Video, CogVideoX, AnimateDiff, AnimateAnything and models built like "
    "text-to-video-ms-1.7b can be used."
)


@dataclass(frozen=True)
class OtherKind:
    """Another kind of model.

    Attributes:
        words: what it is, after "is".
        hint: what can be done.
    """

    words: str
    hint: str


#: Beginning of the class in model_index.json -> what it is. The first that fits counts.
_PIPELINES: Mapping[str, OtherKind] = {
    "StableVideoDiffusion": OtherKind(
        "Stable Video Diffusion, which takes a picture and no sentence", _MODELS
    ),
    "StableDiffusionXL": OtherKind("Stable Diffusion XL, which draws single pictures", _MODELS),
    "StableDiffusion3": OtherKind("Stable Diffusion 3, which draws single pictures", _MODELS),
    "StableDiffusion": OtherKind("Stable Diffusion, which draws single pictures", _JOIN),
    "Flux": OtherKind("Flux, which draws single pictures", _MODELS),
    "QwenImage": OtherKind("Qwen-Image, which draws single pictures", _MODELS),
    "HunyuanVideo": OtherKind("a model of HunyuanVideo's kind", _MODELS),
    "LTX2": OtherKind("LTX-2, which is built in another way than LTX-Video", _MODELS),
    "WanAnimate": OtherKind("Wan-Animate, which needs a film of a person", _MODELS),
    "AnimateDiff": OtherKind("a kind of AnimateDiff that isn't known here", _MODELS),
    "Mochi": OtherKind("Mochi, which knows sentences only", _MODELS),
}
#: The same of the class in a part's config.json.
_PARTS: Mapping[str, OtherKind] = {
    "MotionAdapter": OtherKind("a motion adapter of AnimateDiff, without a model", _JOIN),
    "SparseControlNet": OtherKind("SparseCtrl, without a model", _JOIN),
    "ControlNet": OtherKind("a ControlNet, which guides a model of pictures", _MODELS),
    "Autoencoder": OtherKind("only the encoder of a model", _PART),
    "UNet": OtherKind("only the denoiser of a model", _PART),
}
#: Pipelines of the models whose denoiser is a UNet3DConditionModel.
_KNOWN = ("TextToVideo", "VideoToVideo", "LatentToVideo")


def other_kind(folder: Path) -> OtherKind | None:
    """Return what a folder holds; None where it may be a model of a known kind, or nothing."""
    index = _read(folder / INDEX).get("_class_name")
    denoiser = _read(folder / "unet" / CONFIG).get("_class_name")
    if denoiser == "UNet3DConditionModel" or str(index).startswith(_KNOWN):
        return None
    if index is not None:
        unknown = OtherKind(Message("a model of {pipeline}", pipeline=index), _MODELS)
        return _first(_PIPELINES, str(index)) or unknown
    config = _read(folder / CONFIG)
    if "_class_name" in config:
        kind = str(config["_class_name"])
        if "Transformer" in kind:
            return OtherKind("only the denoiser of a model", _PART)
        return _first(_PARTS, kind)
    if "architectures" in config:
        return OtherKind("a model of sentences, not of videos", _MODELS)
    if (folder / LORA).is_file():
        return OtherKind(
            "a LoRA, which is put on a model", "Choose the model, and this beside it as its style."
        )
    if any(folder.glob("*.gguf")):
        return OtherKind("a model in the GGUF format", _MODELS)
    return None


def _first(table: Mapping[str, OtherKind], name: str) -> OtherKind | None:
    return next((kind for start, kind in table.items() if name.startswith(start)), None)


def _read(path: Path) -> Mapping[str, object]:
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return value if isinstance(value, dict) else {}
