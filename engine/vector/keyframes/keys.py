# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reduction of an object's motion to few Bezier keys that an animator can edit.

The curves are piecewise cubic in time with a continuous slope (the x-handles lie at thirds of
their segment, so a Bezier segment is a Hermite cubic of time). For given knots, values and slopes
are a linear least-squares problem (hermite_fit). Knots start at the extremes and are inserted where
the error is largest; then every knot that isn't needed is removed again.

Channels that an animator moves together share their knots: position (x, y), rotation, scale
(scale_x, scale_y). Each group has the fewest keys it needs, and prefers frames at which another
group already has a key, so that poses stay columns in a dope sheet. A channel that doesn't move has
a single key.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from addon.contract.keys import CHANNELS, NEUTRAL
from engine.vector.keyframes.hermite_fit import Curve, fit_curve

Floats = NDArray[np.float64]

REST = np.array(NEUTRAL)
SMALLEST_SCALE = 0.05
GROUPS: tuple[tuple[int, ...], ...] = ((0, 1), (2,), (3, 4))


@dataclass(frozen=True)
class Keys:
    """Bezier keys of one object.

    Attributes:
        rows: float32 [N, 6]: frame, value, left_frame, left_value, right_frame, right_value.
        offsets: int32 [6]: rows of channel c are offsets[c]:offsets[c + 1].
    """

    rows: NDArray[np.float32]
    offsets: NDArray[np.int32]

    @property
    def count(self) -> int:
        """Number of keys N."""
        return len(self.rows)

    def shifted(self, by: Floats) -> Keys:
        """Return keys whose channels have other values by [5]."""
        more = np.repeat(by, np.diff(self.offsets))
        rows = self.rows.astype(np.float64)
        rows[:, 1::2] += more[:, None]
        return Keys(rows.astype(np.float32), self.offsets)


@dataclass(frozen=True)
class Extent:
    """The bounding box of an object at rest, relative to its pivot.

    It tells how far an error in rotation or scale can move a point.

    Attributes:
        low, high: the corners (x, y).
    """

    low: tuple[float, float]
    high: tuple[float, float]

    @property
    def corners(self) -> Floats:
        """The four corners [4, 2]."""
        (x0, y0), (x1, y1) = self.low, self.high
        return np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]])

    @property
    def reach(self) -> Floats:
        """Distance to the farthest corner, largest |x|, largest |y|: [3], each above 0."""
        far = np.abs(self.corners).max(axis=0)
        return np.asarray(np.maximum([np.hypot(*far), far[0], far[1]], 1e-9))

    @classmethod
    def of(cls, points: Floats, pivot: Floats) -> Extent:
        """Return the extent of points [N, 2] about pivot [2]."""
        relative = np.asarray(points, dtype=np.float64) - pivot
        low, high = relative.min(axis=0), relative.max(axis=0)
        return cls((float(low[0]), float(low[1])), (float(high[0]), float(high[1])))


def matrices(channels: Floats) -> Floats:
    """Return [A | t] [F, 2, 3], A = R(rotation) diag(scale_x, scale_y), of channels [F, 5]."""
    x, y, rotation, scale_x, scale_y = np.moveaxis(np.asarray(channels, dtype=np.float64), -1, 0)
    cosine, sine = np.cos(rotation), np.sin(rotation)
    rows = [[cosine * scale_x, -sine * scale_y, x], [sine * scale_x, cosine * scale_y, y]]
    return np.stack([np.stack(row, axis=-1) for row in rows], axis=-2)


def position_error(channels: Floats, replayed: Floats, extent: Extent) -> Floats:
    """Return the largest distance [F] between the corners of an extent under two motions [F, 5]."""
    difference = matrices(channels) - matrices(replayed)
    moved = np.einsum("fij,cj->fci", difference[..., :2], extent.corners)
    moved += difference[:, None, :, 2]
    return np.asarray(np.linalg.norm(moved, axis=-1).max(axis=1))


def reduce_keys(
    channels: Floats,
    extent: Extent,
    *,
    tolerance: float,
    loop: bool,
    preferred: frozenset[int] = frozenset(),
) -> Keys:
    """Reduce a motion to few keys whose curves stay within tolerance of it.

    Args:
        channels: [F, 5] x, y, rotation (unwrapped), scale_x, scale_y; frame 0 is at rest.
        extent: where the object's points lie about its pivot.
        tolerance: largest distance, in the units of x and y, at any frame and any corner of extent.
        loop: the curves close: a key at frame F repeats value and slope of the key at frame 0;
            for a wheel that keeps turning, the value plus whole turns.
        preferred: frames at which keys are taken where they are as good as others.

    The keys hold frame 0 exactly at rest. x and y share knots, so do both scales.
    """
    motion = np.asarray(channels, dtype=np.float64)
    reach = extent.reach
    weights = np.array([1.0, 1.0, reach[0], reach[1], reach[2]])
    moving = [g for g in GROUPS if _amplitude(motion, g, weights) > 0.2 * tolerance]
    share = tolerance / max(1.0, len(moving)) ** 0.5
    for _ in range(12):
        keys = _reduce_groups(motion, moving, weights, share, loop, preferred)
        replayed = evaluate_keys(keys, np.arange(len(motion)))
        whole = replayed[:, 3:].min() >= SMALLEST_SCALE
        if whole and position_error(motion, replayed, extent).max() <= tolerance:
            return keys
        share *= 0.75
    return keys


def turns_of_loop(rotation: Floats) -> int:
    """Count the whole turns of an unwrapped rotation [F] of a loop from frame 0 to frame F."""
    if len(rotation) == 0:
        return 0
    last = rotation[-1]
    back = (-last + np.pi) % (2 * np.pi) - np.pi
    return round(float(last + back) / (2 * np.pi))


def evaluate_keys(keys: Keys, frames: Sequence[int] | NDArray[np.int_]) -> Floats:
    """Return the channels [F, 5] at frames; constant before the first and after the last key."""
    at = np.asarray(frames, dtype=np.float64)
    result = np.empty((len(at), len(CHANNELS)))
    for channel in range(len(CHANNELS)):
        rows = keys.rows[keys.offsets[channel] : keys.offsets[channel + 1]].astype(np.float64)
        result[:, channel] = _evaluate_channel(rows, at)
    return result


def concatenate(per_object: Sequence[Keys]) -> Keys:
    """Join the keys of O objects in one table, whose offsets are [5 O + 1]."""
    if not per_object:
        return Keys(np.zeros((0, 6), np.float32), np.zeros(1, np.int32))
    counts = np.concatenate([np.diff(keys.offsets) for keys in per_object])
    rows = np.concatenate([keys.rows for keys in per_object])
    return Keys(rows, np.concatenate([[0], np.cumsum(counts)]).astype(np.int32))


def _amplitude(motion: Floats, group: tuple[int, ...], weights: Floats) -> float:
    columns = list(group)
    away = (motion[:, columns] - REST[columns]) * weights[columns]
    return float(np.linalg.norm(away, axis=1).max())


def _reduce_groups(
    motion: Floats,
    moving: list[tuple[int, ...]],
    weights: Floats,
    tolerance: float,
    loop: bool,
    preferred: frozenset[int],
) -> Keys:
    curves: dict[int, Curve] = {}
    used = set(preferred)
    drift = turns_of_loop(motion[:, 2]) * 2 * np.pi if loop else 0.0
    slope = np.array([0.0, 0.0, drift / len(motion), 0.0, 0.0])
    for group in sorted(moving, key=lambda g: -_amplitude(motion, g, weights)):
        # A channel that hardly moves within a moving group still needs only one key.
        columns = [c for c in group if _amplitude(motion, (c,), weights) > 0.1 * tolerance]
        line = np.outer(np.arange(len(motion)), slope[columns])
        data = (motion[:, columns] - REST[columns] - line) * weights[columns]
        curve = fit_curve(data, tolerance=tolerance, loop=loop, preferred=frozenset(used))
        used.update(int(knot) for knot in curve.knots)
        for index, channel in enumerate(columns):
            values = curve.values[:, [index]] / weights[channel] + REST[channel]
            slopes = curve.slopes[:, [index]] / weights[channel]
            values += slope[channel] * curve.knots[:, None]
            curves[channel] = Curve(curve.knots, values, slopes + slope[channel])
    rows = [
        _rows(curves[c]) if c in curves else _still(float(REST[c])) for c in range(len(CHANNELS))
    ]
    offsets = np.cumsum([0] + [len(r) for r in rows])
    return Keys(np.concatenate(rows).astype(np.float32), offsets.astype(np.int32))


def _rows(curve: Curve) -> Floats:
    """Return the keys [N, 6] of a curve with one channel; x-handles at thirds."""
    knots, values, slopes = curve.knots.astype(np.float64), curve.values[:, 0], curve.slopes[:, 0]
    gaps = np.diff(knots)
    left = np.concatenate([gaps[:1], gaps]) / 3.0
    right = np.concatenate([gaps, gaps[-1:]]) / 3.0
    columns = [knots, values, knots - left, values - slopes * left]
    columns += [knots + right, values + slopes * right]
    return np.stack(columns, axis=1)


def _still(value: float) -> Floats:
    return np.array([[0.0, value, -1.0, value, 1.0, value]])


def _evaluate_channel(rows: Floats, at: Floats) -> Floats:
    if len(rows) == 1:
        return np.full(len(at), rows[0, 1])
    knots = rows[:, 0]
    segment = np.clip(np.searchsorted(knots, at, side="right") - 1, 0, len(rows) - 2)
    first, last = rows[segment], rows[segment + 1]
    u = np.clip((at - first[:, 0]) / (last[:, 0] - first[:, 0]), 0.0, 1.0)
    v = 1.0 - u
    return np.asarray(
        v**3 * first[:, 1]
        + 3.0 * v**2 * u * first[:, 5]
        + 3.0 * v * u**2 * last[:, 3]
        + u**3 * last[:, 1]
    )
