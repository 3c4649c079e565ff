# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Flicker of line art as one number, and a filter in time that lowers it but keeps motion.

In each run of three frames (before, now, after) a pixel is *at rest* where the outer two agree: in
the square that reaches 1/16 of the long side to each side of it, the ink in which they differ is at
most a quarter of the ink there. What the middle frame has beyond both (a speck, a pulsing edge), or
lacks against both (a gap), at a pixel at rest, came and went by itself. Flicker is the amount of
this ink in per cent of all ink, the mean over all frames but the first and the last:

    flicker = 100 mean_t  sum_p rest (max(0, now - max(before, after))
                                      + max(0, min(before, after) - now)) / sum_p ink

A line that moves disagrees with itself two frames later and isn't counted, if it moves by up to
1/16 of the long side a frame; faster lines count as flicker. Nor is ink counted that comes or goes
for good, or shades below a tenth. A still picture and smooth motion have 0; frames of which every
other one is empty have about 100.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

Floats = NDArray[np.float32]

NEAR = 1 / 16  # of the long side: how far the square of a pixel reaches to each side
AGREEING = 0.25  # share of the ink in the square that may differ where a pixel is at rest
FAINT = 0.1  # ink that counts as none
_FILTER_NEAR = 1 / 24  # NEAR of the filter, which may act nearer to what moves
_NOTHING = 1e-3  # mean ink that counts as none
#: How many frames before and after the two lie between which a frame is held, in order of use.
_SPANS = ((1, 1), (1, 2), (2, 1))
_SOFT = 1 / 128  # of the long side: how softly areas at rest end


def flicker(ink: Floats, *, loop: bool = False) -> float:
    """Return the ink that comes and goes by itself, in per cent of all ink.

    ink: float [F,h,w] in 0..1. loop: the last frame is followed by the first. Fewer than three
    frames have 0.
    """
    count = len(ink)
    shares = []
    for now in (range(count) if loop else range(1, count - 1)) if count >= 3 else ():
        before, here, after = (_plain(ink[k]) for k in (now - 1, now, (now + 1) % count))
        high, low = np.maximum(before, after), np.minimum(before, after)
        alone = np.maximum(here - high, 0) + np.maximum(low - here, 0)
        whole = float(before.sum() + here.sum() + after.sum()) / 3
        if whole > 0:
            shares.append(float(alone[at_rest(before, after)].sum()) / whole)
    return 100.0 * float(np.mean(shares)) if shares else 0.0


def _plain(ink: Floats) -> Floats:
    """Return ink with faint shades set to 0."""
    return np.where(ink < FAINT, np.float32(0), ink)


def at_rest(before: Floats, after: Floats, reach: float = NEAR) -> NDArray[np.bool_]:
    """Return where two frames [h,w] agree, bool [h,w].

    reach: of the square around a pixel to each side, as a share of the long side.
    """
    side = 2 * max(1, round(reach * max(before.shape))) + 1
    apart = ndimage.uniform_filter(np.abs(after - before), side, mode="constant")
    near = ndimage.uniform_filter((after + before) / 2, side, mode="constant")
    calm: NDArray[np.bool_] = apart <= AGREEING * near + _NOTHING
    return calm


def steady(ink: Floats, *, loop: bool = False) -> Floats:
    """Return the same frames [F,h,w] with less flicker; frame 0, the drawing, isn't changed.

    Where the frames before and after one agree, it is held between them (the median of the three):
    first by its neighbours, then by frames farther apart, for gaps and specks that last two frames.
    Averaging over such frames was tried too: no less flicker, and slow lines lose their shape.
    """
    count = len(ink)
    held = ink.copy()
    for back, ahead in _SPANS:
        source = held.copy()
        for now in range(1, count):
            if (now >= back and now + ahead < count) or (loop and count > back + ahead):
                before, after = source[now - back], source[(now + ahead) % count]
                calm = _softly(at_rest(before, after, _FILTER_NEAR))
                between = np.clip(held[now], np.minimum(before, after), np.maximum(before, after))
                held[now] += calm * (between - held[now])
    return held


def _softly(calm: NDArray[np.bool_]) -> Floats:
    """Return a mask [h,w] as weights 0..1 that fall off inside its edges and are 0 outside."""
    soft: Floats = ndimage.gaussian_filter(
        calm.astype(np.float32), max(1.0, _SOFT * max(calm.shape)), mode="nearest"
    )
    return np.clip(2 * soft - 1, 0, 1)
