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
from PIL import Image
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor

from addon.contract.errors import BadInput
from engine.geometry.tracing.picture import read_picture
from engine.models.shipped import SHIPPED

FORMAT, VERSION = "sketch-motion-cycle", "1"
FOLDER = SHIPPED / "poses" / "cycles"
SUFFIX = ".cycle"  # safetensors inside
PICTURES = (".png", ".jpg", ".jpeg", ".webp")
FEWEST, MOST = 3, 48
_MARGIN = 0.9  # of the side: how much the pictures take together


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
        values = torch.from_numpy(self.ink.astype(np.float32) / 127.5 - 1.0)[:, None]
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
    inks = [_ink_of(path) for path in files]
    if len({ink.shape for ink in inks}) > 1:
        raise BadInput("The pictures of a pose cycle have one size.", hint="Crop them alike.")
    return Cycle(name or folder.name, subject, _squared(np.stack(inks), side))


def _ink_of(path: Path) -> NDArray[np.float32]:
    picture = read_picture(path)
    alpha = picture.alpha[..., None]
    paper = picture.color * alpha + 1 - alpha
    ink: NDArray[np.float32] = (1 - paper.mean(axis=2)).astype(np.float32)
    return ink


def _squared(ink: NDArray[np.float32], side: int) -> NDArray[np.uint8]:
    """Crop pictures [K, h, w] to all their ink and bring them to [K, side, side]."""
    seen = ink.max(axis=0) > 0.2
    rows, columns = (np.flatnonzero(seen.any(axis=axis)) for axis in (1, 0))
    if len(rows):
        ink = ink[:, rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    height, width = ink.shape[1:]
    long = round(max(height, width) / _MARGIN)
    top, left = (long - height) // 2, (long - width) // 2
    square = np.zeros((len(ink), long, long), np.float32)
    square[:, top : top + height, left : left + width] = ink
    bytes_of = (255 * np.clip(square, 0, 1)).astype(np.uint8)
    images = [Image.fromarray(each).resize((side, side), Image.Resampling.BOX) for each in bytes_of]
    return np.stack([np.asarray(image) for image in images])
