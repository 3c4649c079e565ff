# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The bank: latents of known drawings, whole and in parts, and how near new ones usually are."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors import safe_open
from safetensors.numpy import save_file

from addon.contract.errors import FormatError
from engine.clean.projection.autoencoder import FOLDER
from engine.runtime.half_weights import DAMAGED

FILE_NAME = "bank.safetensors"
WHOLE, HEAD, BODY = "whole", "head", "body"
PARTS = (WHOLE, HEAD, BODY)


@dataclass(frozen=True, eq=False)
class SketchBank:
    """Latents of known drawings.

    Attributes:
        latents: by part: float16 [N, D].
        usual: by part: how far new drawings of the kinds it holds are from their nearest
            neighbours, the 95th of a hundred.
    """

    latents: dict[str, NDArray[np.float16]]
    usual: dict[str, float]

    def write(self, path: Path) -> None:
        """Write the bank."""
        path.parent.mkdir(parents=True, exist_ok=True)
        save_file(self.latents, path, {name: repr(value) for name, value in self.usual.items()})

    @classmethod
    def read(cls, path: Path = FOLDER / FILE_NAME) -> SketchBank:
        """Read a bank. Raises FormatError when it is not there, or isn't one."""
        if not path.is_file():
            raise FormatError(
                "This engine comes without the bank that suggestions need.",
                hint="Train it: python -m engine train sketches",
            )
        try:
            with safe_open(path, "np") as file:
                usual = {name: float(value) for name, value in (file.metadata() or {}).items()}
                latents = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
            if WHOLE not in latents or latents.keys() != usual.keys():
                raise KeyError(WHOLE)
        except DAMAGED as error:
            raise FormatError(
                "The bank that suggestions need is damaged.", hint="Install the engine again."
            ) from error
        return cls(latents, usual)


@cache
def shipped_bank() -> SketchBank:
    """Return the bank that ships with the program; it is read once."""
    return SketchBank.read()
