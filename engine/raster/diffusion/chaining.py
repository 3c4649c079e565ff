# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Longer animations from several clips: each begins from the last frame of the one before.

Every redrawing loses a little: lines grow, pale and gather grey. Two things work against it: the
frame that is handed on gets the drawing's own amount and darkness of ink back, and the attention of
later clips can look the drawing itself up (`engine.raster.diffusion.composition`, memory).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.geometry.tracing.picture import Floats

FEWEST = 2  # frames of a clip
_SOFTEST, _HARDEST = 0.4, 4.0  # exponents tried on the ink
_FULL = 98.0  # per cent of the inked pixels


@dataclass(frozen=True)
class ClipPlan:
    """One clip: `frames` of the model, the first of which is the last of the clip before.

    returns: its last frame is the drawing again (the end of a loop of several clips), and isn't
    kept. circle: the only clip of a loop, in which time wraps.
    """

    frames: int
    returns: bool = False
    circle: bool = False


def plan_clips(frames: int, *, most: int, chain: int = 0, loop: bool = False) -> list[ClipPlan]:
    """Clips that together give `frames` different pictures, the first of which is the drawing.

    most: frames of a clip. chain: how many clips; 0, or too few for so many frames: as few as will
    do. The steps between pictures are shared as evenly as can be.
    """
    if frames <= 1:
        return [ClipPlan(FEWEST)]
    if max(chain, 1) == 1 and frames <= most:
        return [ClipPlan(frames, circle=loop)]
    strides = frames if loop else frames - 1
    count = max(chain, -(-strides // (most - 1)))
    count = min(count, strides)
    shares = [strides // count + (place < strides % count) for place in range(count)]
    last = count - 1
    return [
        ClipPlan(share + 1, returns=loop and place == last) for place, share in enumerate(shares)
    ]


def joined(clips: list[Floats], plans: list[ClipPlan], frames: int) -> Floats:
    """Pictures [frames, h, w] of clips [M, h, w]; what clips share is there once."""
    parts = []
    for place, (clip, plan) in enumerate(zip(clips, plans, strict=True)):
        end = len(clip) - 1 if plan.returns else len(clip)
        parts.append(clip[(1 if place else 0) : end])
    return np.concatenate(parts)[:frames]


def handed_on(ink: Floats, drawing: Floats) -> Floats:
    """A frame's ink [h, w] with the paper, the darkness and the amount of ink of the drawing.

    ink -> clip((ink - paper) / (full - paper))^p, with p such that the sum is the drawing's (or as
    near as the softest and hardest p come).
    """
    paper = float(np.median(ink))
    inked = ink[ink > paper + 0.1]
    if not inked.size:
        return ink
    full = max(float(np.percentile(inked, _FULL)), paper + 0.1)
    level = np.clip((ink - paper) / (full - paper), 0, 1)
    wanted = float(drawing.sum())
    low, high = _SOFTEST, _HARDEST
    for _ in range(20):  # the sum falls as the exponent rises
        middle = (low + high) / 2
        if float((level**middle).sum()) > wanted:
            low = middle
        else:
            high = middle
    anchored: Floats = (level ** ((low + high) / 2)).astype(np.float32)
    return anchored
