# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""The file of a trained prior: half-precision weights; configuration and words in its metadata."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor

from engine.language.vocabulary import Vocabulary
from engine.priors.trajectory.denoiser import ModelConfig, TrajectoryModel
from engine.priors.trajectory.temporal import TemporalBasis

FORMAT = "sketch-motion-trajectory-prior"
VERSION = "1"
FILE_NAME = "trajectory.safetensors"


class WeightsError(Exception):
    """The file is not a trajectory prior that this program can read."""


@dataclass(frozen=True)
class TrajectoryWeights:
    """A model in evaluation mode, its temporal basis and its vocabulary.

    Attributes:
        info: how it was made.
    """

    model: TrajectoryModel
    basis: TemporalBasis
    vocabulary: Vocabulary
    info: Mapping[str, str]


def write_weights(
    path: Path,
    state: Mapping[str, Tensor],
    config: ModelConfig,
    basis: TemporalBasis,
    vocabulary: Vocabulary,
    info: Mapping[str, str],
) -> None:
    """Write the file under a temporary name, then rename it."""
    tensors = {f"model.{k}": v.detach().cpu().half().contiguous() for k, v in state.items()}
    tensors["basis.rows"] = basis.rows.float().cpu().contiguous()
    tensors["basis.scale"] = basis.scale.float().cpu().contiguous()
    metadata = {
        "format": FORMAT,
        "version": VERSION,
        "config": json.dumps(config.to_json()),
        "vocabulary": vocabulary.to_json(),
        "info": json.dumps(dict(info)),
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(path.name + ".tmp")
    save_file(tensors, temporary, metadata)
    temporary.replace(path)


def read_weights(path: Path) -> TrajectoryWeights:
    """Read a file that `write_weights` made. Raises WeightsError, FileNotFoundError."""
    if not path.is_file():
        raise FileNotFoundError(f"no trajectory prior at {path}")
    try:
        with safe_open(path, "pt") as file:
            metadata = file.metadata() or {}
            tensors: dict[str, Tensor] = {k: file.get_tensor(k) for k in file.keys()}  # noqa: SIM118
    except SafetensorError as error:
        raise WeightsError(f"{path.name} is damaged: {error}") from error
    if metadata.get("format") != FORMAT or metadata.get("version") != VERSION:
        raise WeightsError(f"{path.name} is not a version {VERSION} trajectory prior")
    try:
        model = TrajectoryModel(ModelConfig(**json.loads(metadata["config"])))
        model.load_state_dict(
            {k[6:]: v.float() for k, v in tensors.items() if k.startswith("model.")}
        )
        basis = TemporalBasis(tensors["basis.rows"], tensors["basis.scale"])
        vocabulary = Vocabulary.from_json(metadata["vocabulary"])
        info: dict[str, str] = json.loads(metadata["info"])
    except (KeyError, TypeError, ValueError, RuntimeError) as error:
        raise WeightsError(f"{path.name} is damaged: {error}") from error
    model.eval().requires_grad_(False)
    return TrajectoryWeights(model, basis, vocabulary, info)


def parameter_count(model: torch.nn.Module) -> int:
    """Return the number of weights."""
    return sum(p.numel() for p in model.parameters())
