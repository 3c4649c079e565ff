# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pictures that the pose networks learn from: rendered puppets, or a folder of pictures."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from torch import Tensor

from addon.contract.errors import BadInput
from engine.poses.pictures import PICTURES, as_values, ink_of, squared
from engine.render.rasterizer import render_polylines
from engine.training.loop import Report
from engine.training.poses.subjects import FormFrame, form_frames

_PART = 50  # forms of a file
_ROOM = (0.84, 0.94)  # of the side: how much a form takes
_LINE = (2.0, 2.4)  # px, full width of the lines at 64 px


@dataclass(frozen=True, eq=False)
class FormPictures:
    """Rendered forms.

    Attributes:
        ink: uint8 [N, T, side, side]; 255 is ink. T is 1 for pictures without a cycle.
        angles: float32 [N, T], radians; NaN where unknown.
    """

    ink: NDArray[np.uint8]
    angles: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.ink)

    def at(self, forms: NDArray[np.int64], times: NDArray[np.int64]) -> Tensor:
        """Return pictures [B, 1, side, side]; -1 is paper, 1 ink."""
        return as_values(self.ink[forms, times])


def puppet_pictures(
    folder: Path, subject: str, side: int, seed: int, count: int, report: Report
) -> FormPictures:
    """Return rendered forms; files in the folder hold those that were drawn before."""
    folder.mkdir(parents=True, exist_ok=True)
    parts = []
    for first in range(0, count, _PART):
        path = folder / f"{subject}_{side}_{seed}_{first:05d}.npz"
        if not path.is_file():
            report(f"drawing {subject} {first} to {first + _PART} of {count}")
            drawn = [draw_form(subject, side, seed, n) for n in range(first, first + _PART)]
            part = path.with_suffix(".part.npz")
            np.savez_compressed(
                part, ink=np.stack([d[0] for d in drawn]), angles=np.stack([d[1] for d in drawn])
            )
            part.replace(path)
        with np.load(path) as saved:
            parts.append((saved["ink"], saved["angles"]))
    ink, angles = (np.concatenate(each)[:count] for each in zip(*parts, strict=True))
    return FormPictures(ink, angles)


def draw_form(
    subject: str, side: int, seed: int, index: int
) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
    """Return one form's pictures uint8 [TIMES, side, side] and its angles [TIMES]."""
    frames = form_frames(subject, seed, index)
    rng = np.random.default_rng([seed, index, 1])
    low = np.min([frame.points.min(axis=0) for frame in frames], axis=0)
    high = np.max([frame.points.max(axis=0) for frame in frames], axis=0)
    room = float(rng.uniform(*_ROOM))
    scale = room * side / float((high - low).max())
    free = 0.5 * (side - (high - low) * scale - 0.05 * side)
    shift = 0.5 * side + rng.uniform(-1.0, 1.0, 2) * np.maximum(free, 0.0) * 0.4
    width = float(rng.uniform(*_LINE)) * side / 64
    middle = 0.5 * (low + high)
    ink = np.stack([_inked(f, middle, scale, shift, width, side) for f in frames])
    return ink, np.array([frame.angle for frame in frames], np.float32)


def _inked(
    frame: FormFrame, middle: NDArray[np.float64], scale: float, shift: NDArray[np.float64],
    width: float, side: int,
) -> NDArray[np.uint8]:  # fmt: skip
    points = torch.from_numpy((frame.points - middle) * scale + shift).float()[None]
    joined = np.flatnonzero(frame.strokes[1:] == frame.strokes[:-1])
    segments = torch.from_numpy(np.stack([joined, joined + 1], axis=1))
    widths = torch.full((points.shape[1],), width)
    ink = render_polylines(points, widths, segments, (side, side))[0]
    return np.asarray((255 * ink).round().to(torch.uint8))


def folder_pictures(folder: Path, side: int, smallest: int = 64) -> FormPictures:
    """Return a folder's pictures, cropped to their ink and reduced; small ones are left out.

    smallest: least side of a picture in pixels. Raises BadInput when none is left.
    """
    ink = []
    for path in sorted(p for p in folder.rglob("*") if p.suffix.lower() in PICTURES):
        with Image.open(path) as image:
            if min(image.size) < smallest:
                continue
        ink.append(squared(ink_of(path)[None], side)[0])
    if not ink:
        raise BadInput(
            "There is no picture of {smallest} pixels or more in {folder}.",
            smallest=smallest,
            folder=folder,
        )
    return FormPictures(np.stack(ink)[:, None], np.full((len(ink), 1), np.nan, np.float32))
