# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Longer animations from several clips: each begins from the last frame of the one before.

Every redrawing loses a little: lines grow wider and paler, and grey gathers. Two things work
against it: the frame that the next clip begins from is given the drawing's amount and darkness of
ink again, and later clips also attend to the drawing itself (`ReferenceKeys` in
`engine.raster.diffusion.composition`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine.geometry.tracing.picture import Floats

FEWEST = 2  # frames of a clip
_SOFTEST, _HARDEST = 0.4, 4.0  # exponents tried on the ink
_FULL = 98.0  # per cent of the inked pixels


@dataclass(frozen=True)
class ClipPlan:
    """One clip of a take. Its first frame is the last one of the clip before.

    Attributes:
        frames: that the model draws.
        returns: its last frame is the drawing again, at the end of a loop of several clips, and is
            left out of the take.
        circle: it is the only clip of a loop; in it time is a circle.
    """

    frames: int
    returns: bool = False
    circle: bool = False


def plan_clips(frames: int, *, most: int, chain: int = 0, loop: bool = False) -> list[ClipPlan]:
    """Plan clips that together give `frames` different pictures, the first being the drawing.

    most: frames of one clip. chain: number of clips; with 0, or too few for that many frames, as
    few as are enough. The steps from picture to picture are shared as evenly as possible.
    """
    if frames <= 1:
        return [ClipPlan(FEWEST)]
    if max(chain, 1) == 1 and frames <= most:
        return [ClipPlan(frames, circle=loop)]
    strides = frames if loop else frames - 1
    count = max(chain, -(-strides // (most - 1)))
    count = min(count, strides)
    shares = [strides // count + (number < strides % count) for number in range(count)]
    last = count - 1
    return [
        ClipPlan(share + 1, returns=loop and number == last) for number, share in enumerate(shares)
    ]


def join_clips(clips: Sequence[Floats], plans: Sequence[ClipPlan], frames: int) -> Floats:
    """Return the pictures [frames, h, w] of clips [M, h, w]; a frame that two share is in once."""
    parts = []
    for number, (clip, plan) in enumerate(zip(clips, plans, strict=True)):
        end = len(clip) - 1 if plan.returns else len(clip)
        parts.append(clip[(1 if number else 0) : end])
    return np.concatenate(parts)[:frames]


def restore_ink(ink: Floats, drawing: Floats) -> Floats:
    """Return a frame's ink [h, w] with the drawing's white paper, darkness and amount of ink.

    ink -> clip((ink - paper) / (full - paper))^p, where `paper` is the frame's median, `full` its
    dark ink, and p is such that the sum is that of the drawing, or as near to it as p in 0.4..4
    comes. A frame without ink is returned as it is.
    """
    paper = float(np.median(ink))
    inked = ink[ink > paper + 0.1]
    if not inked.size:
        return ink
    full = max(float(np.percentile(inked, _FULL)), paper + 0.1)
    level = np.clip((ink - paper) / (full - paper), 0, 1)
    target = float(drawing.sum())
    low, high = _SOFTEST, _HARDEST
    for _ in range(20):  # the sum falls as the exponent rises
        middle = (low + high) / 2
        if float((level**middle).sum()) > target:
            low = middle
        else:
            high = middle
    restored: Floats = (level ** ((low + high) / 2)).astype(np.float32)
    return restored
