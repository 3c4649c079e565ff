# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Flicker of line art, as one number, and a filter in time that lowers it without touching motion.

**The number.** In each run of three frames (before, now, after) a place is *at rest* where the
outer two agree: in the square of 1/16 of the long side to each side of it, the ink that differs
between them is at most a quarter of the ink there. What the middle frame has beyond both (a speck,
a pulsing edge) or lacks against both (a gap) at a place at rest came and went by itself. Flicker is
this ink in per cent of all ink, the mean over all frames but the first and the last:

    flicker = 100 mean_t  sum_p rest (max(0, now - max(before, after))
                                      + max(0, min(before, after) - now)) / sum_p ink

A line that moves disagrees with itself two frames later and is not counted (up to 1/16 of the long
side a frame: a film of faster lines has flicker by this number); nor is ink that comes
or goes for good; nor shades of less than a tenth. 0 is a still picture or smooth motion; a film in
which all lines are missing in every other frame has about 100.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

Floats = NDArray[np.float32]

NEAR = 1 / 16  # of the long side, to each side
AGREEING = 0.25  # of the ink near by may differ where a place is at rest
FAINT = 0.1  # ink that counts as none
_HELD_NEAR = 1 / 24  # the same for the filter, which may act nearer to what moves
_NOTHING = 1e-3  # ink, on average, that counts as none
#: Frames before and after between which a frame is held, the nearest first.
_SPANS = ((1, 1), (1, 2), (2, 1))
_SOFT = 1 / 128  # of the long side: how softly places at rest end


def flicker(ink: Floats, *, loop: bool = False) -> float:
    """Ink that comes and goes by itself, in per cent of all ink; ink float [F,h,w] in 0..1.

    With `loop` the last frame is followed by the first. 0 for fewer than three frames.
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
    return np.where(ink < FAINT, np.float32(0), ink)


def at_rest(before: Floats, after: Floats, near_by: float = NEAR) -> NDArray[np.bool_]:
    """Where two frames [h,w] agree, with what is near by (a share of their side each way)."""
    side = 2 * max(1, round(near_by * max(before.shape))) + 1
    apart = ndimage.uniform_filter(np.abs(after - before), side, mode="constant")
    near = ndimage.uniform_filter((after + before) / 2, side, mode="constant")
    calm: NDArray[np.bool_] = apart <= AGREEING * near + _NOTHING
    return calm


def steadied(ink: Floats, *, loop: bool = False) -> Floats:
    """The same frames [F,h,w] with less flicker; frame 0, the drawing itself, stays as it is.

    Where the frames around one agree, it is held between them (the median of three), first over its
    neighbours, then over gaps and specks that last two frames. (Averaging over such frames as well
    was tried: no less flicker, and slow lines lose their shape.)
    """
    count = len(ink)
    held = ink.copy()
    for back, ahead in _SPANS:
        source = held.copy()
        for now in range(1, count):
            if (now >= back and now + ahead < count) or (loop and count > back + ahead):
                before, after = source[now - back], source[(now + ahead) % count]
                calm = _softly(at_rest(before, after, _HELD_NEAR))
                between = np.clip(held[now], np.minimum(before, after), np.maximum(before, after))
                held[now] += calm * (between - held[now])
    return held


def _softly(calm: NDArray[np.bool_]) -> Floats:
    soft: Floats = ndimage.gaussian_filter(
        calm.astype(np.float32), max(1.0, _SOFT * max(calm.shape)), mode="nearest"
    )
    return np.clip(2 * soft - 1, 0, 1)  # nothing of it where the place is not at rest
