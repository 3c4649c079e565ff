# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Weights of a network in half precision: safetensors with the network's sizes in the header."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor

#: What is raised where a damaged file is read, or a network made of what it holds.
DAMAGED = (OSError, SafetensorError, LookupError, RuntimeError, TypeError, ValueError)


def write_halves(path: Path, config: Mapping[str, Any], state: Mapping[str, Tensor]) -> None:
    """Write the weights of a network that are fractions, and its sizes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    header = {"config": json.dumps(config)}
    floats = {k: v.half().contiguous() for k, v in state.items() if v.is_floating_point()}
    save_file(floats, path, header)


def read_halves(path: Path) -> tuple[dict[str, Any], dict[str, Tensor]]:
    """Return sizes, and weights in single precision. Raises one of DAMAGED."""
    with safe_open(path, framework="pt") as file:
        config = json.loads((file.metadata() or {})["config"])
        return config, {name: file.get_tensor(name).float() for name in file.keys()}  # noqa: SIM118
