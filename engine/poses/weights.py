# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The file of the pose networks: half-precision weights and what is known of their training."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor

from addon.contract.errors import BadInput
from engine.models.shipped import SHIPPED
from engine.poses.discriminator import Encoder
from engine.poses.generator import Generator, PoseNetworkSettings

FILE = SHIPPED / "poses" / "poses.safetensors"
FARTHEST = 0.45  # the distance from a projection up to which a drawing is drawn


@dataclass(frozen=True, eq=False)
class PoseModel:
    """Networks that draw a subject in any pose, and find a drawing's style.

    Attributes:
        subject: what it has learned to draw ("bird").
        facts: of its training, from the file's metadata.
    """

    generator: Generator
    encoder: Encoder
    subject: str
    facts: Mapping[str, str]

    @property
    def settings(self) -> PoseNetworkSettings:
        """The size of the networks."""
        return self.generator.settings

    @property
    def experimental(self) -> bool:
        """Whether its own card says that results must be looked at with care."""
        return self.facts.get("experimental", "true") == "true"

    @property
    def farthest(self) -> float:
        """The distance of a drawing from its projection above which it is refused."""
        return float(self.facts.get("farthest", FARTHEST))


def write_model(path: Path, model: PoseModel) -> None:
    """Write the networks in half precision."""
    tensors: dict[str, Tensor] = {}
    for name, network in (("generator", model.generator), ("encoder", model.encoder)):
        for key, value in network.state_dict().items():
            tensors[f"{name}.{key}"] = value.detach().half().contiguous()
    settings = json.dumps(model.settings.to_json())
    metadata = {**model.facts, "settings": settings, "subject": model.subject}
    path.parent.mkdir(parents=True, exist_ok=True)
    save_file(tensors, path, metadata)


def read_model(path: Path | None = None) -> PoseModel:
    """Read the networks of a file, by default the shipped one. Raises BadInput."""
    return _read(path or FILE)


@lru_cache(maxsize=2)
def _read(path: Path) -> PoseModel:
    if not path.is_file():
        raise BadInput(
            "There is no pose model in {file}.",
            file=path,
            hint="Train one, or install the program again.",
        )
    try:
        with safe_open(path, framework="pt") as file:
            facts = dict(file.metadata() or {})
            tensors = {key: file.get_tensor(key).float() for key in file.keys()}  # noqa: SIM118
        settings = PoseNetworkSettings(**json.loads(facts.pop("settings")))
        generator, encoder = Generator(settings), Encoder(settings)
        for name, network in (("generator", generator), ("encoder", encoder)):
            own = {k.split(".", 1)[1]: v for k, v in tensors.items() if k.startswith(name + ".")}
            network.load_state_dict(own)
        farthest = float(facts.get("farthest", FARTHEST))
        if math.isnan(farthest) or farthest < 0.0:
            raise ValueError("the farthest distance is a number from 0 on")
    except (SafetensorError, OSError, KeyError, TypeError, ValueError, RuntimeError) as error:
        raise BadInput("{file} is not a whole pose model.", file=path) from error
    for parameter in (*generator.parameters(), *encoder.parameters()):
        parameter.requires_grad_(False)
    return PoseModel(generator.eval(), encoder.eval(), facts.pop("subject", ""), facts)
