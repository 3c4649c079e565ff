# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pose cycles: a few pictures of one subject that follow one another and begin again.

A cycle is a file, as a preset is: pictures and texts, nothing that is executed. Shipped cycles are
those of the program's puppets; a folder with a user's own pictures is a cycle, too.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor

from addon.contract.errors import BadInput
from engine.models.shipped import SHIPPED
from engine.poses.pictures import PICTURES, as_values, ink_of, squared

FORMAT, VERSION = "sketch-motion-cycle", "1"
FOLDER = SHIPPED / "poses" / "cycles"
SUFFIX = ".cycle"  # safetensors inside
FEWEST, MOST = 3, 48


@dataclass(frozen=True, eq=False)
class Cycle:
    """The key poses of a cycle.

    Attributes:
        subject: what goes through it ("bird"); "" where that isn't known.
        ink: uint8 [K, side, side], K key poses in even distances; 255 is ink. The subject faces
            right.
        frames: natural length at 24 frames a second.
    """

    name: str
    subject: str
    ink: NDArray[np.uint8]
    frames: int = 16
    author: str = ""
    license: str = ""

    def pictures(self, side: int) -> Tensor:
        """Return the networks' pictures [K, 1, side, side]; -1 is paper, 1 ink."""
        values = as_values(self.ink)
        if self.ink.shape[-1] == side:
            return values
        shape = (side, side)
        return torch.nn.functional.interpolate(values, shape, mode="bilinear", antialias=True)

    def write(self, path: Path) -> None:
        """Write the cycle as a file."""
        texts = {name: getattr(self, name) for name in ("name", "subject", "author", "license")}
        metadata = {"format": FORMAT, "version": VERSION, "frames": str(self.frames), **texts}
        path.parent.mkdir(parents=True, exist_ok=True)
        save_file({"ink": torch.from_numpy(self.ink).contiguous()}, path, metadata)

    @classmethod
    def read(cls, path: Path) -> Cycle:
        """Read a cycle. Raises BadInput for a file that isn't one."""
        try:
            with safe_open(path, framework="pt") as file:
                known = dict(file.metadata() or {})
                ink = np.asarray(file.get_tensor("ink"))
            whole = ink.dtype == np.uint8 and ink.ndim == 3 and ink.shape[1] == ink.shape[2]
            if known.get("format") != FORMAT or not whole or not FEWEST <= len(ink) <= MOST:
                raise ValueError(FORMAT)
            frames = max(2, min(480, int(known.get("frames", "16"))))
        except (SafetensorError, OSError, KeyError, TypeError, ValueError) as error:
            raise BadInput("{file} is not a pose cycle.", file=path) from error
        texts = {name: known.get(name, "") for name in ("name", "subject", "author", "license")}
        return cls(ink=ink, frames=frames, **texts)


def shipped_cycles() -> list[str]:
    """Return the names of the cycles that ship with the program."""
    return sorted(path.stem for path in FOLDER.glob(f"*{SUFFIX}"))


def find_cycle(name: str) -> Cycle:
    """Return a shipped cycle by its name, one of a file, or one of a folder with pictures.

    Raises BadInput where there is none.
    """
    path = Path(name).expanduser()
    if name in shipped_cycles():
        return Cycle.read(FOLDER / f"{name}{SUFFIX}")
    if path.is_dir():
        return cycle_of_pictures(path)
    if path.is_file():
        return Cycle.read(path)
    raise BadInput(
        "There is no pose cycle {name}.",
        name=name,
        hint="Choose a cycle's file, or a folder with its pictures.",
    )


def cycle_of_pictures(folder: Path, name: str = "", subject: str = "", side: int = 128) -> Cycle:
    """Return a cycle of a folder's pictures in the order of their names.

    All are cropped alike, so what stays in its place there does so here. Raises BadInput for too
    few pictures, too many, or pictures of several sizes.
    """
    files = sorted(path for path in folder.glob("*") if path.suffix.lower() in PICTURES)
    if not FEWEST <= len(files) <= MOST:
        raise BadInput(
            "A pose cycle has {fewest} to {most} pictures; {folder} holds {count}.",
            fewest=FEWEST,
            most=MOST,
            folder=folder,
            count=len(files),
        )
    inks = [ink_of(path) for path in files]
    if len({ink.shape for ink in inks}) > 1:
        raise BadInput("The pictures of a pose cycle have one size.", hint="Crop them alike.")
    return Cycle(name or folder.name, subject, squared(np.stack(inks), side))
