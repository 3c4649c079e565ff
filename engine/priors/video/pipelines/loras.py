# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A LoRA for a pipeline: read by the pipeline's own loader and added to its weights."""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from addon.contract.errors import BadInput
from addon.contract.request import Request
from engine.priors.video.lora import is_lora, lora_files

_ADAPTER = "sketch"
_PARTS = ("transformer", "transformer_2", "unet", "text_encoder")


@dataclass(frozen=True)
class ChosenLora:
    """A LoRA that a request names.

    Attributes:
        path: its file or folder.
        weight: factor on it.
    """

    path: Path
    weight: float = 1.0

    def __str__(self) -> str:
        """Return its name for people."""
        return self.path.name + (f" x {self.weight:g}" if self.weight != 1 else "")


def lora_of(request: Request) -> ChosenLora | None:
    """Return the LoRA in settings["lora"], or that which is named as the model; else None.

    Raises BadInput for one that doesn't exist.
    """
    path, weight = request.settings.get("lora"), request.settings.get("lora_weight")
    lora = Path(path).expanduser() if isinstance(path, str) and path else None
    if lora is None and request.model and is_lora(Path(request.model).expanduser()):
        lora = Path(request.model).expanduser()
    if lora is None:
        return None
    if not lora.exists():
        raise BadInput("There is no LoRA {lora}.", lora=lora, hint="Choose its file or folder.")
    return ChosenLora(lora, float(weight) if isinstance(weight, int | float) else 1.0)


def merge_into_pipeline(pipe: Any, model: str, lora: ChosenLora) -> None:
    """Add a LoRA to the weights of a pipeline that was just loaded.

    model: its name. Of two experts, one for much and one for little noise, a file is for the one
    that its name tells by "high" or "low", else for both. Raises BadInput for a pipeline that takes
    none and for a LoRA of another model, ModuleNotFoundError where a package is missing.
    """
    if not hasattr(pipe, "load_lora_weights"):
        raise BadInput(
            "The model {model} can't be given a LoRA.",
            model=model,
            hint="Take the LoRA out, or choose another model.",
        )
    if importlib.util.find_spec("peft") is None:
        raise ModuleNotFoundError("No module named 'peft'", name="peft")
    for file in lora_files(lora.path):
        for number, second in enumerate(_experts(pipe, file)):
            _merge(pipe, model, file, lora.weight, f"{_ADAPTER}{number}", second=second)


def _experts(pipe: Any, file: Path) -> list[bool]:
    """Return for which transformers a file is: False for the first, True for the second."""
    name = file.stem.lower()
    if getattr(pipe, "transformer_2", None) is None:
        return [False]
    if "low" in name and "high" not in name:
        return [True]
    return [False] if "high" in name else [False, True]


def _merge(pipe: Any, model: str, file: Path, weight: float, name: str, *, second: bool) -> None:
    """Add one file to the weights that it is for."""
    into = {"load_into_transformer_2": True} if second else {}
    try:
        pipe.load_lora_weights(
            str(file.parent), weight_name=file.name, adapter_name=name, local_files_only=True,
            **into,
        )  # fmt: skip
        found = [part for part in _PARTS if name in _adapters(getattr(pipe, part, None))]
        if not found:
            raise ValueError("it names no layer of this model")
        pipe.fuse_lora(components=found, lora_scale=weight, adapter_names=[name])
        pipe.unload_lora_weights()
    except (OSError, ValueError, TypeError, RuntimeError, KeyError) as error:
        raise BadInput(
            "The LoRA {lora} doesn't fit the model {model}: {why}",
            lora=file.name,
            model=model,
            why=str(error).splitlines()[0][:300] if str(error) else type(error).__name__,
            hint="Choose a LoRA that was made for this model.",
        ) from error


def _adapters(part: Any) -> dict[str, Any]:
    return dict(getattr(part, "peft_config", None) or {})
