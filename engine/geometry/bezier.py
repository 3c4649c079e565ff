# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Cubic Bezier curves in Bernstein form, many at a time.

A curve is four control points, `[..., 4, 2]`; a parameter runs from 0 to 1.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

# Rows give the points at 1/3 and 2/3 of a cubic from its four control points, and back.
THIRDS_FROM_CONTROL: Floats = np.array([[8, 12, 6, 1], [1, 6, 12, 8]], dtype=np.float64) / 27.0
CONTROL_FROM_THIRDS: Floats = np.array([[-5, 18, -9, 2], [2, -9, 18, -5]], dtype=np.float64) / 6.0


def bernstein(t: Floats) -> Floats:
    """Return the four cubic Bernstein polynomials at `t`: `[...] -> [..., 4]`, rows sum to 1."""
    s = 1.0 - t
    return np.stack([s * s * s, 3.0 * s * s * t, 3.0 * s * t * t, t * t * t], axis=-1)


def power_basis(curves: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    """Return a, b, c, d (each `[..., 2]`) with `B(t) = a + b t + c t^2 + d t^3`."""
    p0, p1, p2, p3 = (curves[..., k, :] for k in range(4))
    return p0, 3.0 * (p1 - p0), 3.0 * (p0 - 2.0 * p1 + p2), p3 - p0 + 3.0 * (p1 - p2)


def elevate_line(start: Floats, end: Floats) -> Floats:
    """Return the straight cubics from `start` to `end` (`[..., 2]` each): `[..., 4, 2]`."""
    step = (end - start) / 3.0
    return np.stack([start, start + step, end - step, end], axis=-2)


def elevate_quadratic(start: Floats, control: Floats, end: Floats) -> Floats:
    """Return the cubics equal to quadratic curves (`[..., 2]` each): `[..., 4, 2]`."""
    first = start + (control - start) * (2.0 / 3.0)
    second = end + (control - end) * (2.0 / 3.0)
    return np.stack([start, first, second, end], axis=-2)


def curve_bounds(curves: Floats) -> tuple[Floats, Floats]:
    """Return the lower and upper corner (`[2]` each) of the box of curves `[K, 4, 2]`, K >= 1.

    The extremes of a cubic lie at its ends or where its derivative, a quadratic, is zero.
    """
    _, b, c, d = power_basis(curves)
    # Zeros of b + 2 c t + 3 d t^2, by the form that is accurate also where b or d is small.
    with np.errstate(divide="ignore", invalid="ignore"):
        q = -(c + np.copysign(np.sqrt(c * c - 3.0 * b * d), c))
        candidates = np.stack([q / (3.0 * d), b / q])
    candidates = np.where(np.isfinite(candidates), np.clip(candidates, 0.0, 1.0), 0.0)
    basis = bernstein(candidates)  # [2, K, 2, 4]
    inner = np.einsum("rkdi,kid->rkd", basis, curves)
    values = np.concatenate([curves[:, 0], curves[:, 3], inner.reshape(-1, 2)])
    return values.min(axis=0), values.max(axis=0)
