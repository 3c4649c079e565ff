# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Arithmetic on keyed channels, which are piecewise cubics in time.

A key is a row (frame, value, left_frame, left_value, right_frame, right_value): the key itself and
its two handles. A segment is the curve between two keys. Handles lie at thirds of their segment, so
a segment is a cubic polynomial of time and can be cut and summed exactly. Nothing here needs
Blender.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.float64]  # [n, 6]
NO_KEYS: Keys = np.zeros((0, 6))


def evaluate(keys: Keys, frame: float, neutral: float) -> float:
    """Return the value of a channel at a frame.

    The value is constant before the first and after the last key. `neutral` is the value of a
    channel without keys.
    """
    if not len(keys):
        return neutral
    if frame <= keys[0, 0]:
        return float(keys[0, 1])
    if frame >= keys[-1, 0]:
        return float(keys[-1, 1])
    at = int(np.searchsorted(keys[:, 0], frame, side="right")) - 1
    s = (frame - keys[at, 0]) / (keys[at + 1, 0] - keys[at, 0])
    a, b, c, d = keys[at, 1], keys[at, 5], keys[at + 1, 3], keys[at + 1, 1]
    return float(a * (1 - s) ** 3 + 3 * b * s * (1 - s) ** 2 + 3 * c * s * s * (1 - s) + d * s**3)


def scaled(keys: Keys, factor: float, shift: float = 0.0) -> Keys:
    """Return the channel with all values multiplied by `factor`, plus `shift`."""
    result = keys.copy()
    result[:, 1::2] = keys[:, 1::2] * factor + shift
    return result


def later(keys: Keys, frames: float) -> Keys:
    """Return the channel with all keys moved later in time by a number of frames."""
    result = keys.copy()
    result[:, 0::2] += frames
    return result


def total(channels: Sequence[tuple[Keys, float]], shift: float) -> Keys:
    """Return `shift` plus the sum of factor x channel over all pairs in `channels`, exactly.

    The result has a key at each frame at which one of the channels has a key. A channel that is
    constant, or has the factor 0, adds no keys.
    """
    moving = [(keys, factor) for keys, factor in channels if is_moving(keys) and factor]
    for keys, factor in channels:
        if len(keys) and not is_moving(keys):
            shift += factor * float(keys[0, 1])
    if not moving:
        return np.array([[0, shift, 0, shift, 0, shift]], float)
    if len(moving) == 1:
        return scaled(moving[0][0], moving[0][1], shift)
    frames = np.unique(np.concatenate([keys[:, 0] for keys, _ in moving]))
    parts = [scaled(refined(keys, frames), factor) for keys, factor in moving]
    result = parts[0].copy()
    for part in parts[1:]:
        result[:, 1::2] += part[:, 1::2]
    result[:, 1::2] += shift
    return result


def is_moving(keys: Keys) -> bool:
    """Return whether the channel ever changes its value."""
    if len(keys) < 2:
        return False
    inner = np.concatenate([keys[:, 1], keys[1:, 3], keys[:-1, 5]])
    return bool(np.ptp(inner) > 0)


def refined(keys: Keys, frames: NDArray[np.float64]) -> Keys:
    """Return the same channel with a key at each of `frames`.

    frames [n]: sorted; they include the frames of all keys that the channel has.
    """
    result = np.zeros((len(frames), 6))
    values = [evaluate(keys, frame, 0.0) for frame in frames]
    result[:, 0], result[:, 1], result[:, 3], result[:, 5] = frames, values, values, values
    result[:, 2] = result[:, 4] = frames
    for index in range(len(frames) - 1):
        begin, end = frames[index], frames[index + 1]
        third = (end - begin) / 3
        result[index, 4], result[index + 1, 2] = begin + third, end - third
        if end <= keys[0, 0] or begin >= keys[-1, 0]:
            continue
        at = int(np.searchsorted(keys[:, 0], begin, side="right")) - 1
        slopes = _slopes(keys[at], keys[at + 1], np.array([begin, end]))
        result[index, 5] = values[index] + slopes[0] * third
        result[index + 1, 3] = values[index + 1] - slopes[1] * third
    return result


def closed(keys: Keys, period: float) -> Keys:
    """Return a looping channel with one more key at frame `period`, equal to the first key.

    Blender's Cycles modifier repeats the range of the keys, so the last key has to close the loop.
    A channel that is constant, or has a key at `period` already, is left as it is.
    """
    if not is_moving(keys) or keys[-1, 0] >= period - 1e-3:
        return keys
    result = np.concatenate([keys, keys[:1]])
    third = (period - keys[-1, 0]) / 3
    result[-2, 4], result[-2, 5] = keys[-1, 0] + third, keys[-1, 1]
    result[-1] = [period, keys[0, 1], period - third, keys[0, 1], period, keys[0, 1]]
    return result


def _slopes(before: Keys, after: Keys, frames: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how fast a channel changes, in value per frame, at frames between two of its keys.

    before, after [6]: the two keys, next to each other. frames [n]: the result is [n].
    """
    length = after[0] - before[0]
    s = (frames - before[0]) / length
    a, b, c, d = before[1], before[5], after[3], after[1]
    rate = 3 * ((b - a) * (1 - s) ** 2 + 2 * (c - b) * s * (1 - s) + (d - c) * s * s)
    slopes: NDArray[np.float64] = rate / length
    return slopes
