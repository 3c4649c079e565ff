# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Style mixing: the drawing's styles with the poses of a cycle, frame by frame.

The coarse layers of every key pose go into the drawing's styles; between key poses styles run
along straight lines, and after the last key pose comes the first. The drawing's own pose fades into
the cycle, and in a loop back again.
"""

from __future__ import annotations

import torch
from torch import Tensor

from engine.poses.generator import Generator

_FADE = 0.2  # of the clip: how long the drawing's own pose lasts


def cycle_styles(
    generator: Generator, source: Tensor, keys: Tensor, frames: int, turns: int, *, loop: bool
) -> Tensor:
    """Return the styles of all frames [F, layers, w].

    source: [1, layers, w], the drawing's; keys: [K, layers, w], of the key poses; turns: how often
    the cycle is gone through. The first frame has the drawing's own pose; the cycle is entered
    where it comes nearest to that.
    """
    mixed = generator.mixed(source.expand(len(keys), -1, -1), keys)
    first = nearest_key(source, mixed)
    count = frames if loop else max(frames - 1, 1)
    at = torch.arange(frames) / count
    path = along(mixed, first + at * turns * len(keys))
    own = source - along(mixed, torch.tensor([float(first)]))
    return path + _lasting(at, loop)[:, None, None] * own


def along(keys: Tensor, at: Tensor) -> Tensor:
    """Return styles [F, layers, w] at places [F] on the closed path through keys [K, layers, w]."""
    low = at.floor()
    share = (at - low)[:, None, None]
    before = low.long() % len(keys)
    return keys[before] * (1 - share) + keys[(before + 1) % len(keys)] * share


def nearest_key(source: Tensor, mixed: Tensor) -> int:
    """Return the key pose whose mixed styles [K, layers, w] are nearest to the source's own."""
    return int((mixed - source).square().sum((1, 2)).argmin())


def _lasting(at: Tensor, loop: bool) -> Tensor:
    """Return how much of the drawing's own pose is left at times 0..1 [F]."""
    gone = (at / _FADE).clamp(0, 1)
    if loop:
        gone = torch.minimum(gone, ((1 - at) / _FADE).clamp(0, 1))
    return 0.5 + 0.5 * torch.cos(torch.pi * gone)
