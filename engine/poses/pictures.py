# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures of files as the pose networks see them: ink alone, in a square."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from torch import Tensor

from engine.geometry.tracing.picture import read_picture

PICTURES = (".png", ".jpg", ".jpeg", ".webp")
_FILLED = 0.9  # of the side: how much the ink takes
_SEEN = 0.2  # ink that counts when pictures are cropped


def as_values(ink: NDArray[np.uint8]) -> Tensor:
    """Return ink uint8 [B, side, side] as pictures [B, 1, side, side]; -1 is paper, 1 ink."""
    return torch.from_numpy(ink.astype(np.float32) / 127.5 - 1.0)[:, None]


def ink_of(path: Path) -> NDArray[np.float32]:
    """Return how dark a picture is on white paper: [h, w], 0..1. Raises BadInput."""
    picture = read_picture(path)
    alpha = picture.alpha[..., None]
    paper = picture.color * alpha + 1 - alpha
    ink: NDArray[np.float32] = (1 - paper.mean(axis=2)).astype(np.float32)
    return ink


def squared(ink: NDArray[np.float32], side: int) -> NDArray[np.uint8]:
    """Crop pictures [K, h, w] to all their ink and bring them to [K, side, side], with a margin."""
    seen = ink.max(axis=0) > _SEEN
    rows, columns = (np.flatnonzero(seen.any(axis=axis)) for axis in (1, 0))
    if len(rows):
        ink = ink[:, rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    height, width = ink.shape[1:]
    long = round(max(height, width) / _FILLED)
    top, left = (long - height) // 2, (long - width) // 2
    square = np.zeros((len(ink), long, long), np.float32)
    square[:, top : top + height, left : left + width] = ink
    bytes_of = (255 * np.clip(square, 0, 1)).astype(np.uint8)
    images = [Image.fromarray(each).resize((side, side), Image.Resampling.BOX) for each in bytes_of]
    return np.stack([np.asarray(image) for image in images])
