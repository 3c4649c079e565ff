# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Flattens cubic strokes into short straight pieces, within a given tolerance.

The result is linear in the control values: flattened value j = sum_k weights[j, k] *
control[indices[j, k]], so that positions, widths and opacities (all three are Bezier polynomials of
the parameter) share the weights.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

MAX_PIECES = 256
PROBES = 17  # parameters of a cubic at which its bend is measured
SAFETY = 1.15  # factor for a larger bend between these


@dataclass(frozen=True)
class Flattening:
    """J points on a chain of cubics.

    Attributes:
        indices: int64 [J, 4], the control points of each point's cubic.
        weights: float64 [J, 4], their Bernstein polynomials.
    """

    indices: NDArray[np.int64]
    weights: NDArray[np.float64]

    def __call__(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return values [..., J, C] at the flattened points for control values [..., H, C]."""
        flat: NDArray[np.float64] = np.einsum(
            "jk,...jkc->...jc", self.weights, values[..., self.indices, :]
        )
        return flat


def bernstein(t: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the four cubic Bernstein polynomials at t [n]: [n, 4]."""
    u = 1 - t
    return np.stack([u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t], -1)


def piece_counts(curves: NDArray[np.float64], tolerance: float) -> NDArray[np.int64]:
    """Return the numbers of equal parameter steps that keep cubics near their chords: int64 [N].

    curves: [..., N, 4, C]; the leading axes are frames, of which the worst counts. tolerance: in
    the unit of the curves. Wang's bound: n >= sqrt(6 / (8 tolerance) * the largest second
    difference of control points).
    """
    bend = np.linalg.norm(np.diff(curves, 2, axis=-2), axis=-1).max(-1)
    worst = bend.max(tuple(range(bend.ndim - 1)), initial=0.0)
    counts: NDArray[np.float64] = np.ceil(np.sqrt(0.75 * worst / tolerance))
    return counts.clip(1, MAX_PIECES).astype(np.int64)


def chord_counts(curves: NDArray[np.float64], tolerance: float) -> NDArray[np.int64]:
    """Return tighter counts than `piece_counts`, for cubics in the plane [..., N, 4, 2].

    Only the sideways part of the second derivative takes a curve off its chords; the other part
    changes its speed, which matters only where the curve nearly stops and turns back within a
    piece. Both cases are checked at PROBES parameters.
    """
    limit = piece_counts(curves, tolerance)
    first = np.diff(curves, axis=-2) * 3.0
    second = np.diff(first, axis=-2) * 2.0
    t = np.linspace(0.0, 1.0, PROBES)
    u = 1.0 - t
    speed = np.stack([u * u, 2.0 * u * t, t * t], -1) @ first  # [..., N, PROBES, 2]
    pull = np.stack([u, t], -1) @ second
    size = np.hypot(pull[..., 0], pull[..., 1])
    pace = np.hypot(speed[..., 0], speed[..., 1])
    across = np.abs(speed[..., 0] * pull[..., 1] - speed[..., 1] * pull[..., 0])
    turning = pace <= 2.0 * size / limit[:, None]
    bend = np.where(turning, size, across / np.maximum(pace, 1e-12)).max(-1)
    worst = bend.max(tuple(range(bend.ndim - 1)), initial=0.0)
    needed = np.ceil(np.sqrt(SAFETY * worst / (8.0 * tolerance))).clip(1, None)
    counts: NDArray[np.int64] = np.minimum(needed.astype(np.int64), limit)
    return counts


def chain(count: int, cyclic: bool) -> NDArray[np.int64]:
    """Return the control points [N, 4] of each cubic of a stroke.

    count: of its control points, 3k+1, or 3k if cyclic.
    """
    starts = np.arange(count // 3 if cyclic else (count - 1) // 3) * 3
    indices = starts[:, None] + np.arange(4)
    return indices % count if cyclic else indices


def flatten_chain(values: NDArray[np.float64], cyclic: bool, tolerance: float) -> Flattening:
    """Flatten one cubic stroke of control values [F, H, C] within a tolerance in all C columns.

    The last point of an open stroke is its last control point; the first point of a cyclic stroke
    is not repeated.
    """
    count = values.shape[-2]
    curves = chain(count, cyclic)
    if not len(curves):
        indices = np.arange(count)[:, None].repeat(4, 1)
        return Flattening(indices, np.full((count, 4), 0.25))
    pieces = piece_counts(values[..., curves, :], tolerance)
    owner = np.repeat(np.arange(len(curves)), pieces)
    place = np.arange(len(owner)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
    weights = bernstein(place / pieces[owner])
    indices = curves[owner]
    if not cyclic:
        indices = np.concatenate([indices, curves[-1:]])
        weights = np.concatenate([weights, [[0.0, 0.0, 0.0, 1.0]]])
    return Flattening(indices, weights)
