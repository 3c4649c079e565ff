# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The model of a raster job: a model's folder, or a base model with a LoRA; and the licence.

Where there is no model, the error says which model to download, how large the model is and under
which licence, and offers the vector path instead.
"""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from addon.contract.errors import Action, BadInput
from addon.contract.messages import Message
from addon.contract.request import Request
from engine.priors.video.folder import ModelFolder, candidate_folders, find_model
from engine.priors.video.lora import base_of, merge_lora
from engine.priors.video.pipelines.loras import lora_of
from engine.priors.video.published import NON_COMMERCIAL, published

if TYPE_CHECKING:
    from engine.priors.video.model import DiffusersVideo

DEFAULT = "t2v_sketch-lora"
BASE = "text-to-video-ms-1.7b"  # of a LoRA that names none
VECTOR = Action("Move the strokes instead", {"path": "vector"})
#: Channels of the denoiser of text-to-video-ms-1.7b. A model that has them was made from it.
_MS_CHANNELS = [320, 640, 1280, 1280]


def _base(request: Request, environment: Mapping[str, str] | None) -> ModelFolder:
    """Find the video model that a request names, or DEFAULT where the request names none.

    "trajectory" is the model of the vector path and counts as no name. environment: variables that
    say where models are kept; None = `os.environ`. Raises BadInput that offers the vector path when
    there is no such model, ModuleNotFoundError where diffusers or transformers are not installed.
    """
    name = request.model if request.model != "trajectory" else ""
    try:
        folder = _find(name or DEFAULT, environment)
    except BadInput as error:
        raise _with_way_out(error, name) from error
    for package in ("diffusers", "transformers"):
        if importlib.util.find_spec(package) is None:
            raise ModuleNotFoundError(f"No module named {package!r}", name=package)
    return replace(folder, licence=licence_in_words(folder))


@dataclass(frozen=True)
class RasterWeights:
    """A checked base model and, perhaps, a LoRA to merge into it.

    Attributes:
        folder: the base model's folder. Its `name` contains the LoRA's name too, so that a model
            which is still loaded can be told from the same base model with another LoRA.
        lora: the LoRA's file or folder, None for the base model alone.
        weight: factor on the LoRA.
    """

    folder: ModelFolder
    lora: Path | None = None
    weight: float = 1.0


def weights_of(request: Request, environment: Mapping[str, str] | None = None) -> RasterWeights:
    """Return the weights of a request: its model, or a base model with settings["lora"].

    A request that names no model gets DEFAULT, which draws in lines, or BASE where it has a LoRA.
    Where the name of the model is the folder of a LoRA, this LoRA is used with the base model that
    the LoRA names, else with BASE. settings["lora_weight"] is the factor on the LoRA, 1 by default.
    environment: see `_base`. Raises BadInput that offers the vector path, BadInput for a LoRA that
    doesn't exist, ModuleNotFoundError where diffusers or transformers are not installed.
    """
    lora = lora_of(request)
    if lora is not None and not request.settings.get("lora"):
        request = replace(request, model=base_of(lora.path) or BASE)
    elif lora is not None and not request.model:
        request = replace(request, model=BASE)
    folder = _base(request, environment)
    if lora is None:
        return RasterWeights(folder)
    return RasterWeights(replace(folder, name=f"{folder.name} + {lora}"), lora.path, lora.weight)


def merge_weights(model: DiffusersVideo, weights: RasterWeights) -> None:
    """Merge the LoRA of `weights` into the base model, unless this was done before.

    model: loaded from `weights.folder`. Raises BadInput for a LoRA that doesn't fit the model.
    """
    if weights.lora is None or getattr(model, "merged", "") == weights.folder.name:
        return
    parts = {"unet": model.unet, "text_encoder": model.text_model}
    merge_lora(parts, weights.lora, weights.weight)
    model._states.clear()  # of texts that the text model read without the LoRA
    model.merged = weights.folder.name  # type: ignore[attr-defined]


def _find(name: str, environment: Mapping[str, str] | None) -> ModelFolder:
    """Return the folder of the model `name`, or of the last checkpoint inside that folder.

    The checkpoint is taken where the folder itself is no model. Raises BadInput.
    """
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
    """Return the folder `checkpoint-N` with the largest N inside a model's folder."""
    folders = [Path(name).expanduser(), *candidate_folders(name, environment or os.environ)]
    denoisers = [path for folder in folders for path in folder.glob("checkpoint-*/unet")]
    numbered = [path.parent for path in denoisers if path.parent.name[11:].isdigit()]
    return max(numbered, key=lambda path: int(path.name[11:]), default=None)


def licence_in_words(folder: ModelFolder) -> str:
    """Return the licence of a model.

    A model that was made from text-to-video-ms-1.7b is CC BY-NC, whatever its own page says.
    """
    if merged_from_ms(folder):
        return NON_COMMERCIAL
    return folder.licence


def merged_from_ms(folder: ModelFolder) -> bool:
    """Return whether a model's denoiser has the shape of the one of text-to-video-ms-1.7b."""
    config = folder.config["unet"]
    channels = config.get("block_out_channels", _MS_CHANNELS)
    return channels == _MS_CHANNELS and config.get("cross_attention_dim", 1024) == 1024


def _with_way_out(error: BadInput, name: str) -> BadInput:
    """Return an error that offers the vector path as its action, and says what to download.

    error: why the model `name` was not found. name: "" where the request names no model.
    """
    if name:
        action = Action(VECTOR.label, {**VECTOR.patch, "model": ""})
        return BadInput(error.message, hint=error.hint, action=action)
    known = published(DEFAULT)
    if known is None or "not on this computer" not in error.message:
        return BadInput(error.message, hint=error.hint, action=VECTOR)
    return BadInput(
        "Redrawing the picture needs a text-to-video model, and none is on this computer.",
        hint=Message(
            "{name} draws in lines: about {size} GB, licence {licence}, because it is "
            "merged from text-to-video-ms-1.7b. Download it in the panel, or with `python "
            "-m addon.client models download {name} --accept-license`. Nothing is "
            "downloaded without being asked for. The vector path needs no download: it "
            "traces the drawing and moves its strokes.",
            name=known.name,
            size=f"{known.bytes / 1e9:.1f}",
            licence=known.licence,
        ),
        action=VECTOR,
    )
