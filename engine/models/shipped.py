# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The models that are here: those shipped with the engine."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

SHIPPED = Path(__file__).parent


@dataclass(frozen=True)
class Model:
    """A model on this disk. `bytes` is the size of its weights."""

    name: str
    folder: Path
    bytes: int


def shipped_models(root: Path = SHIPPED) -> list[Model]:
    """Every folder of `root` with safetensors weights in it, by name."""
    found = []
    for folder in sorted(path for path in root.glob("*") if path.is_dir()):
        sizes = [path.stat().st_size for path in folder.glob("**/*.safetensors")]
        if sizes:
            found.append(Model(folder.name, folder, sum(sizes)))
    return found
