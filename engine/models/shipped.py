# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of the models that ship with the engine."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

SHIPPED = Path(__file__).parent


@dataclass(frozen=True)
class Model:
    """A model on this disk.

    Attributes:
        bytes: size of its weights.
    """

    name: str
    folder: Path
    bytes: int


def shipped_models(root: Path = SHIPPED) -> list[Model]:
    """Return the models of `root`, sorted by name: its folders with safetensors weights."""
    models = []
    for folder in sorted(path for path in root.glob("*") if path.is_dir()):
        sizes = [path.stat().st_size for path in folder.glob("**/*.safetensors")]
        if sizes:
            models.append(Model(folder.name, folder, sum(sizes)))
    return models
