# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Curves over time: easing, key values, envelopes, settling, smooth chance."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
TAU = 2.0 * np.pi


def smooth(x: Floats | float) -> Floats:
    """Ease from 0 to 1 while x goes from 0 to 1; flat outside."""
    x = np.clip(x, 0.0, 1.0)
    return np.asarray(x * x * (3.0 - 2.0 * x))


def rise(t: Floats, start: float, end: float) -> Floats:
    """Ease from 0 at `start` to 1 at `end`."""
    return smooth((t - start) / max(end - start, 1e-9))


def pulse(t: Floats, start: float, full: float, fading: float, end: float) -> Floats:
    """Ease from 0 to 1 between `start` and `full`, and back between `fading` and `end`."""
    return rise(t, start, full) * (1.0 - rise(t, fading, end))


def keyed(t: Floats, keys: Sequence[tuple[float, float]]) -> Floats:
    """Interpolate key values (time, value) as an animator's splines do: flat at extremes.

    Monotone cubic Hermite slopes (Fritsch and Butland, 1984): no overshoot between keys.
    """
    at = np.array([k[0] for k in keys])
    value = np.array([k[1] for k in keys], dtype=np.float64)
    if len(at) < 2:
        return np.full(len(t), value[0])
    step = np.maximum(np.diff(at), 1e-9)
    slope = np.diff(value) / step
    inner = np.zeros(len(at))
    a, b = slope[:-1], slope[1:]
    same = a * b > 0
    w1, w2 = 2 * step[1:] + step[:-1], step[1:] + 2 * step[:-1]
    inner[1:-1][same] = (w1 + w2)[same] / (w1[same] / a[same] + w2[same] / b[same])
    i = np.clip(np.searchsorted(at, t, side="right") - 1, 0, len(step) - 1)
    u = np.clip((t - at[i]) / step[i], 0.0, 1.0)
    h00, h10 = (1 + 2 * u) * (1 - u) ** 2, u * (1 - u) ** 2
    h01, h11 = u * u * (3 - 2 * u), u * u * (u - 1)
    result = h00 * value[i] + h10 * step[i] * inner[i] + h01 * value[i + 1]
    return np.asarray(result + h11 * step[i] * inner[i + 1])


def settling(t: Floats, start: float, turns: float, damping: float = 4.0) -> Floats:
    """Oscillate from `start` on and die away; 0 before. `turns`: oscillations in the rest."""
    x = np.clip((t - start) / max(1.0 - start, 1e-9), 0.0, 1.0)
    return np.asarray(np.sin(TAU * turns * x) * np.exp(-damping * x) * (x > 0))


def chance(rng: np.random.Generator, t: Floats, speed: float, loop: bool) -> Floats:
    """Return smooth noise of about -1..1 that is 0 at t = 0, and again at t = 1 in loops.

    speed: how many swings between t = 0 and 1.
    """
    result = np.zeros(len(t))
    for _ in range(3):
        often = speed * float(rng.uniform(0.5, 1.5))
        often = max(1.0, round(often)) if loop else often
        start = float(rng.uniform(0, TAU))
        result += float(rng.uniform(0.5, 1.0)) * (np.sin(TAU * often * t + start) - np.sin(start))
    return np.asarray(result / 3.0)


def ballistic(u: Floats) -> Floats:
    """Height 0..1 of a thrown body while u goes from 0 to 1; 0 outside."""
    u = np.clip(u, 0.0, 1.0)
    return np.asarray(4.0 * u * (1.0 - u))
