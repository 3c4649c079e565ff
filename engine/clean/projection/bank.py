# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The bank: lines and latents of known drawings, whole and in parts."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors import safe_open
from safetensors.numpy import save_file

from addon.contract.errors import FormatError
from engine.clean.projection.autoencoder import FOLDER
from engine.clean.projection.sketch_lines import SketchLines
from engine.runtime.half_weights import DAMAGED

FILE_NAME = "bank.safetensors"
WHOLE, HEAD, BODY = "whole", "head", "body"
PARTS = (WHOLE, HEAD, BODY)
_LATENTS = "latents"


@dataclass(frozen=True, eq=False)
class SketchBank:
    """Known drawings.

    Attributes:
        latents: by part: float16 [N, D].
        lines: by part: the N drawings.
    """

    latents: dict[str, NDArray[np.float16]]
    lines: dict[str, SketchLines]

    def write(self, path: Path) -> None:
        """Write the bank."""
        path.parent.mkdir(parents=True, exist_ok=True)
        save_file(
            {
                f"{part}.{name}": array
                for part, latents in self.latents.items()
                for name, array in {_LATENTS: latents, **self.lines[part].tensors()}.items()
            },
            path,
            {"format": "sketch-motion-bank", "version": "1"},
        )

    @classmethod
    def read(cls, path: Path = FOLDER / FILE_NAME) -> SketchBank:
        """Read a bank. Raises FormatError when it is not there, or isn't one."""
        if not path.is_file():
            raise FormatError(
                "This engine comes without the bank that suggestions need.",
                hint="Train it: python -m engine train sketches",
            )
        found: defaultdict[str, dict[str, NDArray[Any]]] = defaultdict(dict)
        try:
            with safe_open(path, "np") as file:
                for key in file.keys():  # noqa: SIM118
                    part, _, name = key.partition(".")
                    found[part][name] = file.get_tensor(key)
            latents = {part: tensors.pop(_LATENTS) for part, tensors in found.items()}
            lines = {part: SketchLines.of_tensors(tensors) for part, tensors in found.items()}
            if any(len(latents[part]) != len(lines[part]) for part in (WHOLE, *lines)):
                raise KeyError(WHOLE)
        except DAMAGED as error:
            raise FormatError(
                "The bank that suggestions need is damaged.", hint="Install the engine again."
            ) from error
        return cls(latents, lines)


@cache
def shipped_bank() -> SketchBank:
    """Return the bank that ships with the program; it is read once."""
    return SketchBank.read()
