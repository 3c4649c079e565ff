# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The colour network's weights on disk: safetensors with the sizes in the header."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from torch import Tensor

from addon.contract.errors import FormatError
from engine.colour.network.generator import ColourGenerator, GeneratorConfig
from engine.runtime.half_weights import DAMAGED, read_halves, write_halves

FILE_NAME = "colour.safetensors"
DEFAULT_PATH = Path(__file__).resolve().parents[2] / "models" / "colour" / FILE_NAME


def save_generator(path: Path, config: GeneratorConfig, state: dict[str, Tensor]) -> None:
    """Write weights in half precision, with their sizes."""
    write_halves(path, config.to_json(), state)


def load_generator(path: Path = DEFAULT_PATH) -> ColourGenerator:
    """Read weights. Raises FormatError for a file that isn't one of these."""
    try:
        config, state = read_halves(path)
        network = ColourGenerator(GeneratorConfig.from_json(config))
        network.load_state_dict({**network.state_dict(), **state})
    except DAMAGED as error:
        raise FormatError(
            "The colour network's weights are damaged.", hint="Install the engine again."
        ) from error
    return network.eval().requires_grad_(False)


@cache
def shipped_generator() -> ColourGenerator | None:
    """Return the network that ships with the program, or None where it has none; read once."""
    return load_generator() if DEFAULT_PATH.is_file() else None
