# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds a model that a pipeline of diffusers runs, and checks it before it is loaded."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from addon.contract.errors import Action, BadInput
from engine.priors.video.folder import candidate_folders, licence_of_folder, weight_files
from engine.priors.video.pipelines.families import (
    INDEX,
    ModelFamily,
    family_by_settings,
    family_in,
)

_VECTOR = Action("Move the strokes instead", {"path": "vector", "model": ""})
_DENOISERS = ("transformer", "transformer_2", "unet", "controlnet", "motion_adapter")
_STEMS = {"text_encoder": "model", "image_encoder": "model"}


@dataclass(frozen=True)
class PipelineFolder:
    """A model on this disk that has passed the checks.

    Attributes:
        name: as the user wrote it.
        licence: in words.
        index: what model_index.json says.
        weights: the safetensors files of each part.
        config: the settings of the denoiser, the VAE, and what is put on the denoiser.
    """

    name: str
    path: Path
    licence: str
    family: ModelFamily
    index: Mapping[str, object]
    weights: Mapping[str, tuple[Path, ...]]
    config: Mapping[str, Mapping[str, object]]

    @property
    def bytes(self) -> int:
        """Size of all weights on the disk."""
        return sum(file.stat().st_size for files in self.weights.values() for file in files)

    @property
    def variant(self) -> str | None:
        """The variant of the files that is read: fp16 where all parts have it, else None."""
        files = [file for part in self.weights.values() for file in part]
        return "fp16" if files and all(".fp16" in file.name for file in files) else None


def find_pipeline(name: str, environment: Mapping[str, str] | None = None) -> PipelineFolder | None:
    """Find a model by its folder, among the user's models, or in the Hugging Face cache.

    Returns None where there is no such folder, or where it isn't a model of `FAMILIES`. Raises
    BadInput for a model of one of these families that is not whole.
    """
    if not name:
        return None
    env = os.environ if environment is None else environment
    path = Path(name).expanduser()
    folders = [path] if path.exists() else candidate_folders(name, env)
    for folder in folders:
        if (folder / INDEX).is_file():
            return _checked(folder, name)
    return None


def _checked(folder: Path, name: str) -> PipelineFolder | None:
    family = family_in(folder)
    if family is None:
        return None
    index = json.loads((folder / INDEX).read_text(encoding="utf-8"))
    parts = [part for part, about in index.items() if _is_present(about)]
    missing = [part for part in parts if not (folder / part).is_dir()]
    if missing:
        raise BadInput(
            "{folder} is not a whole model: it lacks {names}.",
            folder=folder,
            names=", ".join(missing),
            hint="Download the model again.",
            action=_VECTOR,
        )
    if family.denoiser not in parts:
        raise BadInput(
            "{folder} is not a whole model: it lacks {names}.",
            folder=folder,
            names=family.denoiser,
            hint="Download the model again.",
            action=_VECTOR,
        )
    weights = {
        part: weight_files(folder / part, _STEMS.get(part, "diffusion_pytorch_model"))
        for part in parts
        if part in ("vae", *_DENOISERS, *_STEMS)
    }
    named = (family.denoiser, "vae", "controlnet", "motion_adapter")
    config = {part: _config(folder / part) for part in named if part in parts}
    schedule = _scheduler(folder)
    family = family_by_settings(family, config[family.denoiser], schedule)
    return PipelineFolder(
        name, folder, licence_of_folder(folder, name), _as_trained(family, config[family.denoiser]),
        index, weights, config,
    )  # fmt: skip


def _scheduler(folder: Path) -> Mapping[str, object]:
    """Return the settings of a model's scheduler, {} where it has none."""
    try:
        text = (folder / "scheduler" / "scheduler_config.json").read_text(encoding="utf-8")
        value = json.loads(text)
    except (OSError, ValueError):
        return {}
    return value if isinstance(value, dict) else {}


def _as_trained(family: ModelFamily, denoiser: Mapping[str, object]) -> ModelFamily:
    """Return the family with the one size and length that this model knows, where it is fixed."""
    height, width, frames = (
        denoiser.get(f"sample_{name}") for name in ("height", "width", "frames")
    )
    if not family.fixed or not isinstance(height, int) or not isinstance(width, int):
        return family
    length = frames if isinstance(frames, int) else family.most
    return replace(family, size=(8 * height, 8 * width), fewest=length, most=length)


def _is_present(about: object) -> bool:
    """Return whether an entry of model_index.json names a part: [library, class]."""
    return isinstance(about, list) and len(about) == 2 and about[1] is not None


def _config(folder: Path) -> Mapping[str, object]:
    try:
        value = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BadInput(
            "{file} is damaged: {why}.",
            file=folder / "config.json",
            why="it is not readable JSON",
            hint="Download the model again.",
        ) from error
    return value if isinstance(value, dict) else {}
