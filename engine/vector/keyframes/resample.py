# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From the prior's few frames to the frames of the clip, by band-limited interpolation.

A loop is periodic: it is resampled through its Fourier series and, in a long clip, repeated in
whole cycles. A one-way motion is stretched over the clip: the straight line between its first and
last frame is subtracted, and the remainder, zero at both ends, is resampled through its sine series
(its odd mirror image keeps the slope continuous, which a plain Fourier series would not). Modes
that the new frame rate can't hold are left out. Frame 0 stays exactly zero.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

CYCLE_SECONDS = 1.5


def cycles_in(frames: int, fps: float) -> int:
    """Return how many cycles of a loop fit a clip, so that each lasts about 1 to 2.5 seconds."""
    return max(1, round(frames / fps / CYCLE_SECONDS))


def resample(motion: Floats, frames: int, *, loop: bool, cycles: int = 1) -> Floats:
    """Resample displacements [F0, ...] to [frames, ...]; frame 0 is exactly zero.

    Args:
        motion: the prior's displacements, frame 0 zero; of a loop, one period.
        frames: frames of the clip (of a loop, frame `frames` would equal frame 0).
        loop: whether the motion is periodic.
        cycles: how often a loop is repeated.
    """
    given = np.asarray(motion, dtype=np.float64)
    flat = given.reshape(len(given), -1)
    count = len(given)
    weights = _loop_weights(count, frames, cycles) if loop else _one_way_weights(count, frames)
    result = weights @ flat
    result -= result[:1]
    return np.asarray(result.reshape(frames, *given.shape[1:]))


def _loop_weights(given: int, frames: int, cycles: int) -> Floats:
    """Return the matrix [frames, given] of periodic interpolation with the Dirichlet kernel."""
    phase = (np.arange(frames) * cycles / frames) % 1.0
    distance = 2 * np.pi * (phase[:, None] - np.arange(given)[None, :] / given)
    highest = min((given - 1) // 2, max(1, frames // (2 * cycles)))
    weights = np.ones((frames, given))
    for mode in range(1, highest + 1):
        weights += 2 * np.cos(mode * distance)
    if given % 2 == 0 and highest == (given - 1) // 2 and frames > given * cycles // 2:
        weights += np.cos(given / 2 * distance)
    return weights / given


def _one_way_weights(given: int, frames: int) -> Floats:
    """Return the matrix [frames, given]: a straight line plus the sine series of the remainder."""
    if given == 1 or frames == 1:
        return np.zeros((frames, given))
    at = np.linspace(0.0, given - 1.0, frames)
    line = np.zeros((frames, given))
    line[:, 0], line[:, -1] = 1.0 - at / (given - 1), at / (given - 1)
    modes = np.arange(1, min(given - 2, max(frames - 2, 0)) + 1)
    inside = np.arange(given)
    forward = np.sin(np.pi * np.outer(modes, inside) / (given - 1)) * 2 / (given - 1)
    back = np.sin(np.pi * np.outer(at, modes) / (given - 1))
    ends = np.zeros((given, given))
    ends[:, 0], ends[:, -1] = 1.0 - inside / (given - 1), inside / (given - 1)
    return np.asarray(line + back @ forward @ (np.eye(given) - ends))
