# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where things move in a clip, and how much: what AnimateAnything learns its two inputs from."""

from __future__ import annotations

import torch
from scipy import ndimage
from torch import Tensor

MOVED = 5 / 255  # of grey values: more than this is a change
LEAST_AREA = 0.005  # of the picture: smaller boxes are left out


def moved_area(frames: Tensor) -> Tensor:
    """Return [H, W], 1 in the boxes around what changes against the first frame, else 0.

    frames [F, 3, H, W] in 0..1.
    """
    red, green, blue = frames.unbind(1)
    grey = 0.299 * red + 0.587 * green + 0.114 * blue
    changed = ((grey - grey[:1]).abs() > MOVED).any(0).numpy()
    area = torch.zeros(frames.shape[-2:])
    labels, _ = ndimage.label(changed, structure=[[1] * 3] * 3)
    for rows, columns in ndimage.find_objects(labels):
        height, width = rows.stop - rows.start, columns.stop - columns.start
        if height * width >= int(LEAST_AREA * area.numel()):
            area[rows, columns] = 1
    return area


def motion_strength(latents: Tensor) -> Tensor:
    """Return how much moves [B]: 10 times the mean step of each channel, summed over channels.

    latents [B, C, F, h, w].
    """
    steps = (latents[:, :, 1:] - latents[:, :, :-1]).abs()
    return 10 * steps.mean(dim=(2, 3, 4)).sum(dim=1)
