# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The model of a raster job: a whole merged folder, or a base with a LoRA; and its licence.

Without weights the user is told what to get, how large it is and under which licence, and is
offered the vector path instead.
"""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from addon.contract.errors import Action, BadInput
from addon.contract.request import Request
from engine.priors.video.folder import ModelFolder, _places, find_model
from engine.priors.video.lora import base_of, is_lora, merge_lora
from engine.priors.video.published import NON_COMMERCIAL, published

if TYPE_CHECKING:
    from engine.priors.video.model import DiffusersVideo

DEFAULT = "t2v_sketch-lora"
BASE = "text-to-video-ms-1.7b"  # of a LoRA that doesn't say its own
VECTOR = Action("Move the strokes instead", {"path": "vector"})
#: Channels of the denoiser of text-to-video-ms-1.7b. What has them was made from it.
_MS_CHANNELS = [320, 640, 1280, 1280]


def wanted_weights(request: Request, environment: Mapping[str, str] | None = None) -> ModelFolder:
    """The model a request names, checked; without a name, the published one that draws in lines.

    Named after its LoRA too, where there is one. Raises BadInput, whose way out is the vector path;
    ModuleNotFoundError where the engine has only its starter set.
    """
    return with_lora(request, environment).folder


def _base(request: Request, environment: Mapping[str, str] | None) -> ModelFolder:
    """The model itself."""
    name = request.model if request.model != "trajectory" else ""
    try:
        folder = _found(name or DEFAULT, environment)
    except BadInput as error:
        raise _told(error, name) from error
    for package in ("diffusers", "transformers"):
        if importlib.util.find_spec(package) is None:
            raise ModuleNotFoundError(f"No module named {package!r}", name=package)
    return replace(folder, licence=licence_in_words(folder))


@dataclass(frozen=True)
class RasterWeights:
    """A checked base model and, perhaps, a LoRA that is merged into it with a weight.

    `folder` is named after both, so that a warm model is known to be this one.
    """

    folder: ModelFolder
    lora: Path | None = None
    weight: float = 1.0


def with_lora(request: Request, environment: Mapping[str, str] | None = None) -> RasterWeights:
    """The weights of a request: its model, or a base with the LoRA of settings["lora"].

    A model that is the folder of a LoRA brings its base along by name. settings["lora_weight"] is 1
    unless told. Raises as `wanted_weights` does.
    """
    told, weight = request.settings.get("lora"), request.settings.get("lora_weight")
    lora = Path(told).expanduser() if isinstance(told, str) and told else None
    if lora is None and request.model and is_lora(Path(request.model).expanduser()):
        lora = Path(request.model).expanduser()
        request = replace(request, model=base_of(lora) or BASE)
    elif lora is not None and not request.model:
        request = replace(request, model=BASE)
    folder = _base(request, environment)
    if lora is None:
        return RasterWeights(folder)
    if not lora.exists():
        raise BadInput(f"There is no LoRA {lora}.", hint="Choose its file or folder.")
    share = float(weight) if isinstance(weight, int | float) else 1.0
    name = f"{folder.name} + {lora.name}" + (f" x {share:g}" if share != 1 else "")
    return RasterWeights(replace(folder, name=name), lora, share)


def merged(model: DiffusersVideo, weights: RasterWeights) -> None:
    """Adds the LoRA, unless this very model has it already. Raises BadInput."""
    if weights.lora is None or getattr(model, "merged", "") == weights.folder.name:
        return
    parts = {"unet": model.unet, "text_encoder": model.text_model}
    merge_lora(parts, weights.lora, weights.weight)
    model._states.clear()  # texts that the text model read before
    model.merged = weights.folder.name  # type: ignore[attr-defined]


def _found(name: str, environment: Mapping[str, str] | None) -> ModelFolder:
    """The folder of a name; of a repository with several checkpoints, its last one."""
    try:
        return find_model(name, environment)
    except BadInput as error:
        inner = _checkpoint_in(name, environment)
        if inner is None:
            raise
        try:
            return replace(find_model(str(inner), environment), name=name)
        except BadInput:
            raise error from None


def _checkpoint_in(name: str, environment: Mapping[str, str] | None) -> Path | None:
    """`checkpoint-N` inside a model's folder, the one with the largest N."""
    places = [Path(name).expanduser(), *_places(name, environment or os.environ)]
    found = [path for place in places for path in place.glob("checkpoint-*/unet")]
    numbers = [path.parent for path in found if path.parent.name[11:].isdigit()]
    return max(numbers, key=lambda path: int(path.name[11:]), default=None)


def licence_in_words(folder: ModelFolder) -> str:
    """The licence. What is merged from text-to-video-ms-1.7b is CC BY-NC, whatever a page says."""
    if merged_from_ms(folder):
        return NON_COMMERCIAL
    return folder.licence


def merged_from_ms(folder: ModelFolder) -> bool:
    """Whether a model has the very denoiser of text-to-video-ms-1.7b."""
    config = folder.config["unet"]
    channels = config.get("block_out_channels", _MS_CHANNELS)
    return channels == _MS_CHANNELS and config.get("cross_attention_dim", 1024) == 1024


def _told(error: BadInput, name: str) -> BadInput:
    """The same error with what to download and the vector path as its way out."""
    if name:
        action = Action(VECTOR.label, {**VECTOR.patch, "model": ""})
        return BadInput(error.message, hint=error.hint, action=action)
    known = published(DEFAULT)
    if known is None or "not on this computer" not in error.message:
        return BadInput(error.message, hint=error.hint, action=VECTOR)
    return BadInput(
        "Redrawing the picture needs a text-to-video model, and none is on this computer.",
        hint=f"{known.name} draws in lines: about {known.bytes / 1e9:.1f} GB, licence "
        f"{known.licence}, because it is merged from text-to-video-ms-1.7b. Download it in the "
        f"panel, or with `python -m addon.client models download {known.name} --accept-license`. "
        "Nothing is downloaded without being asked for. The vector path needs no download: it "
        "traces the drawing and moves its strokes.",
        action=VECTOR,
    )
