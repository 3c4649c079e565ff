# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keys on a channel: a cubic Bezier curve over time whose handles lie at thirds.

With the handles' frames at thirds of the segment the curve's x is linear in its parameter, so that
the value is a plain cubic in time and hosts, engine and artist see the same curve.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from operator import itemgetter
from typing import NamedTuple

CHANNELS = ("x", "y", "rotation", "scale_x", "scale_y")
NEUTRAL = (0.0, 0.0, 0.0, 1.0, 1.0)


class Key(NamedTuple):
    """One key with its two handles: frames, and values in the channel's unit."""

    frame: float
    value: float
    left_frame: float
    left_value: float
    right_frame: float
    right_value: float


def key_of_row(row: Sequence[float]) -> Key:
    """Return the key in one row of `Animation.keys`."""
    return Key(*row)


def evaluate_key_channel(
    keys: Sequence[Sequence[float]], frame: float, neutral: float = 0.0
) -> float:
    """Return the value of a channel at a frame.

    `keys` are rows of (frame, value, left_frame, left_value, right_frame, right_value) with
    ascending frames. Constant before the first and after the last key; `neutral` without keys.
    """
    if len(keys) == 0:
        return neutral
    after = bisect_right(keys, frame, key=itemgetter(0))
    if after == 0:
        return float(keys[0][1])
    if after == len(keys):
        return float(keys[-1][1])
    left, right = keys[after - 1], keys[after]
    t = (frame - float(left[0])) / (float(right[0]) - float(left[0]))
    u = 1.0 - t
    return (
        u * u * u * float(left[1])
        + 3.0 * u * u * t * float(left[5])
        + 3.0 * u * t * t * float(right[3])
        + t * t * t * float(right[1])
    )
