# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The global motion of an object: its position, rotation and scale over time.

The fit is robust: strokes that move against the others (legs, wings) count little, so that a gait
doesn't rock the body and a wing beat doesn't change its scale. What the fit leaves is local motion.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.vector.keyframes.keys import REST, turns_of_loop

Floats = NDArray[np.float64]

SMALLEST_SCALE = 0.08
LARGEST_SCALE = 20.0
PASSES_EACH = 2
_PLACE, _TURN, _SIZE = 0, 1, 2
# A rotation (a change of scale) counts as the object's own only where it explains enough of the
# motion's energy, and fits a large enough share of the line: from not at all to fully.
TURN_ENERGY, TURN_SHARE = (0.1, 0.4), (0.35, 0.65)
SIZE_ENERGY, SIZE_SHARE = (0.4, 0.8), (0.5, 0.8)


@dataclass(frozen=True)
class ObjectMotion:
    """Global motion of one object about its pivot.

    Attributes:
        pivot: [2], in the units of the points.
        channels: [F, 5] x, y, rotation (unwrapped, radians), scale_x, scale_y; frame 0 at rest,
            but for x and y of what comes in from elsewhere.
    """

    pivot: Floats
    channels: Floats


def fit_object_motion(rest: Floats, moved: Floats, weights: Floats, *, size: float) -> ObjectMotion:
    """Fit the similarity-like motion that carries most of an object.

    Args:
        rest: [N, 2] points of the object at rest.
        moved: [F, N, 2] the points in each frame; frame 0 equals rest.
        weights: [N] length of line that each point stands for.
        size: size of the whole drawing; motion below a thousandth of it is noise.
    """
    share = np.maximum(weights, 1e-9) / np.maximum(weights, 1e-9).sum()
    pivot = np.asarray(share @ rest)
    if (moved == rest).all():
        return ObjectMotion(pivot, np.tile(REST, (len(moved), 1)))
    trust = share
    # Position first, then rotation, then scale: a swinging wing loses its weight before it could be
    # taken for the whole bird growing.
    for stage in (_PLACE, _TURN, _SIZE):
        for _ in range(PASSES_EACH):
            channels = _fit(rest - pivot, moved - pivot, trust, share, stage, noise=1e-3 * size)
            left = moved - pivot - _apply(channels, rest - pivot)
            residual = _size_of(left)
            sigma = _weighted_median(residual, share) + 1e-3 * size
            trust = share / (1.0 + (residual / sigma) ** 2)
            trust /= trust.sum()
    return ObjectMotion(pivot, channels)


def scale_channels(channels: Floats, strength: float, *, loop: bool) -> Floats:
    """Return channels [F, 5] at another strength: half a turn becomes a quarter at 0.5.

    Scales stay at or above SMALLEST_SCALE. A wheel that keeps turning in a loop makes the nearest
    whole number of turns, at least one.
    """
    turns = turns_of_loop(channels[:, 2]) if loop else 0
    line = 2 * np.pi * turns * np.arange(len(channels)) / len(channels)
    away = channels - REST
    away[:, 2] -= line
    scaled = REST + strength * away
    if turns and strength > 0:
        scaled[:, 2] += line * max(1, round(strength * abs(turns))) / abs(turns)
    for column in (3, 4):
        deepest = 1.0 - channels[:, column].min()
        if strength * deepest > 1.0 - SMALLEST_SCALE:
            scaled[:, column] = 1.0 + away[:, column] * (1.0 - SMALLEST_SCALE) / deepest
    return np.asarray(scaled)


def _fit(
    rest: Floats, moved: Floats, weights: Floats, line: Floats, stage: int, *, noise: float
) -> Floats:
    """Fit channels [F, 5] to points about the pivot.

    Args:
        rest: [N, 2] points at rest.
        moved: [F, N, 2] the points in each frame.
        weights: [N] trust in each point, sum 1.
        line: [N] share of the drawn line that each point stands for, sum 1.
        stage: _PLACE fits the position alone, _TURN the rotation too, _SIZE everything.
        noise: motion below this length is noise.
    """
    middle, middles = weights @ rest, weights @ moved
    p, q = rest - middle, moved - middles[:, None]
    heavy = weights[:, None] * p
    spread = np.vdot(heavy, p)
    flat = q.reshape(len(q), -1)
    dot = flat @ heavy.reshape(-1)
    cross = flat @ np.stack([-heavy[:, 1], heavy[:, 0]], axis=1).reshape(-1)
    turn = np.unwrap(np.arctan2(cross, dot))
    turn -= turn[0]
    if stage < _TURN or spread <= noise**2:
        turn[:] = 0.0
    before, after = _size_of(q - p), _size_of(q - _turned(p, turn))
    turn *= _gate(before, after, line, noise, TURN_ENERGY, TURN_SHARE)
    back = _turned(q, -turn)
    own = (heavy * p).sum(axis=0)
    damping = 1e-4 * spread + noise**2
    size = (np.einsum("ni,fni->fi", heavy, back) + damping) / (own + damping)
    size = np.clip(size, SMALLEST_SCALE, LARGEST_SCALE)
    before, after = _size_of(back - p), _size_of(back - p * size[:, None])
    gate = _gate(before, after, line, noise, SIZE_ENERGY, SIZE_SHARE) if stage >= _SIZE else 0.0
    size = 1.0 + gate * (size - 1.0)
    channels = np.concatenate([np.zeros_like(size), turn[:, None], size], axis=1)
    channels[:, :2] = middles - _apply(channels, middle[None])[:, 0]
    channels[0] = REST
    return np.asarray(channels)


def _apply(channels: Floats, points: Floats) -> Floats:
    """Move points [N, 2] about the pivot by channels [F, 5]: [F, N, 2]."""
    sized = points * channels[:, None, 3:5]
    return np.asarray(_turned(sized, channels[:, 2]) + channels[:, None, :2])


def _turned(points: Floats, angles: Floats) -> Floats:
    """Rotate points [N, 2] or [F, N, 2] by angles [F], clockwise on the screen: [F, N, 2]."""
    cosine, sine = np.cos(angles)[:, None], np.sin(angles)[:, None]
    x, y = points[..., 0], points[..., 1]
    across = cosine * x - sine * y
    turned = np.empty((*across.shape, 2))
    turned[..., 0] = across
    turned[..., 1] = sine * x + cosine * y
    return turned


def _size_of(differences: Floats) -> Floats:
    """Return the root mean square [N] over the frames of differences [F, N, 2]."""
    square = np.einsum("fni,fni->n", differences, differences)
    return np.asarray(np.sqrt(square / len(differences)))


def _gate(
    before: Floats,
    after: Floats,
    weights: Floats,
    noise: float,
    energy: tuple[float, float],
    share: tuple[float, float],
) -> float:
    """Return how far a motion is the object's own, 0..1.

    The motion changes residuals [N] from before to after; each point has a weight [N]. It has to
    explain enough of the energy, and to improve enough of the points: a swinging wing could be
    taken for the whole bird growing, but then the body would fit worse.
    """
    concerned = weights * (np.maximum(before, after) > 0.3 * noise)
    if concerned.sum() <= 0.0:
        return 0.0
    explained = 1.0 - (concerned @ after**2) / max(float(concerned @ before**2), 1e-30)
    improved = (concerned @ (after < 0.8 * before)) / concerned.sum()
    return _ramp(float(explained), energy) * _ramp(float(improved), share)


def _ramp(value: float, bounds: tuple[float, float]) -> float:
    """Return 0 below the bounds, 1 above, a smooth step between."""
    u = min(1.0, max(0.0, (value - bounds[0]) / (bounds[1] - bounds[0])))
    return u * u * (3.0 - 2.0 * u)


def _weighted_median(values: Floats, weights: Floats) -> float:
    order = np.argsort(values)
    total = np.cumsum(weights[order])
    return float(values[order][np.searchsorted(total, 0.5 * total[-1])])
