# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Trajectories become an Animation: a few keys for each object, and offsets for its points.

For each object a robust fit (object_motion) gives position, rotation and scale, which are reduced
to Bezier keys (keys). The keys are replayed, and the offsets are what they miss, in the object's
own coordinates: a point is at A (rest + offset - pivot) + pivot + t, exactly. Frame 0 is the
drawing: no offset, and the identity; only what comes in from elsewhere is shifted in it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from addon.contract.animation import Animation
from addon.contract.drawing import Drawing
from engine.runtime.arrays import array_of, numpy_of
from engine.vector.keyframes.keys import (
    Extent,
    Keys,
    concatenate,
    evaluate_keys,
    matrices,
    reduce_keys,
)
from engine.vector.keyframes.object_motion import ObjectMotion, scale_channels

Floats = NDArray[np.float64]

KEY_TOLERANCE = 0.005  # of the drawing's height
OWN_SIZE_TOLERANCE = 0.02  # of the object's own size: offsets below it are dropped


@dataclass(frozen=True)
class ClipTiming:
    """Frame rate, hold and loop of the clip, as requested."""

    fps: tuple[int, int]
    hold: int
    loop: bool


def compose(
    drawing: Drawing,
    target: NDArray[np.floating],
    motions: Sequence[ObjectMotion | None],
    *,
    strengths: Sequence[float],
    timing: ClipTiming,
    info: Mapping[str, str],
    tolerance: float = KEY_TOLERANCE,
) -> Animation:
    """Make the Animation that carries a drawing's points to target.

    Args:
        drawing: the drawing, P points.
        target: [F, P, 2] positions at strength 1, canvas pixels; frame 0 is ignored (= drawing).
        motions: [O] global motion of each object at strength 1, canvas pixels; None = it never
            moves.
        strengths: [O], of each object; 0 leaves it exactly at rest.
        timing: frame rate, hold and loop.
        info: kept in the Animation: model, seed and the like.
        tolerance: largest error of the keys, as a share of the drawing's height.
    """
    rest = numpy_of(drawing.positions).astype(np.float64)
    frames, count = len(target), len(motions)
    moving = moving_points(drawing)
    owner = point_objects(drawing)
    allowed = tolerance * drawing_height(rest)
    offsets = np.zeros((frames, len(rest), 2), dtype=np.float32)
    transforms = np.tile(np.eye(2, 3, dtype=np.float32), (frames, count, 1, 1))
    pivots = np.zeros((count, 2), dtype=np.float32)
    keys: list[Keys] = []
    for index, (motion, strength) in enumerate(zip(motions, strengths, strict=True)):
        chosen = np.flatnonzero(moving & (owner == index))
        if motion is None or strength == 0.0 or not len(chosen):
            pivots[index] = _middle(rest[owner == index])
            keys.append(Keys(np.zeros((0, 6), np.float32), np.zeros(6, np.int32)))
            continue
        pivots[index] = motion.pivot
        part = _ObjectPart(
            rest[chosen],
            np.asarray(target[:, chosen], dtype=np.float64),
            pivots[index].astype(np.float64),
            motion.channels,
        )
        object_keys, offsets[:, chosen] = _object(part, strength, timing.loop, allowed)
        transforms[:, index] = matrices(evaluate_keys(object_keys, np.arange(frames)))
        keys.append(object_keys)
    table = concatenate(keys)
    return Animation(
        offsets=array_of(offsets),
        transforms=array_of(transforms),
        pivots=array_of(pivots),
        fps=timing.fps,
        hold=timing.hold,
        loop=timing.loop,
        object_names=drawing.object_names,
        keys=array_of(table.rows),
        key_offsets=array_of(table.offsets),
        info=dict(info),
    )


def point_objects(drawing: Drawing) -> NDArray[np.int32]:
    """Return the object [P] of each point; -1 = background."""
    sizes = np.diff(numpy_of(drawing.stroke_offsets))
    return np.asarray(np.repeat(numpy_of(drawing.objects), sizes))


def moving_points(drawing: Drawing) -> NDArray[np.bool_]:
    """Return which points [P] may move: not background and not of a locked stroke."""
    sizes = np.diff(numpy_of(drawing.stroke_offsets))
    free = (numpy_of(drawing.locked) == 0) & (numpy_of(drawing.objects) >= 0)
    return np.asarray(np.repeat(free, sizes))


def drawing_height(points: Floats) -> float:
    """Return the height of the box of points [P, 2]; if that is flat, a quarter of its width."""
    extent = np.ptp(points, axis=0) if len(points) else np.zeros(2)
    return float(max(extent[1], 0.25 * extent.max(), 1e-6))


@dataclass(frozen=True)
class _ObjectPart:
    rest: Floats
    target: Floats
    pivot: Floats
    channels: Floats


def _object(
    part: _ObjectPart, strength: float, loop: bool, allowed: float
) -> tuple[Keys, NDArray[np.float32]]:
    """Return keys and offsets [F, N, 2] of one object at a strength."""
    target, channels = part.target, part.channels
    if strength != 1.0:
        local = strength * _offsets(part, target, channels)
        channels = scale_channels(channels, strength, loop=loop)
        target = _placed(part, local, channels)
    extent = Extent.of(part.rest, part.pivot)
    entry = np.concatenate([channels[0, :2], np.zeros(3)])
    keys = reduce_keys(channels - entry, extent, tolerance=allowed, loop=loop).shifted(entry)
    replayed = evaluate_keys(keys, np.arange(len(channels)))
    offsets = _offsets(part, target, replayed)
    offsets[0] = 0.0
    own = OWN_SIZE_TOLERANCE * float(np.ptp(part.rest, axis=0).max())
    left = np.linalg.norm(
        _placed(part, offsets, replayed) - _placed(part, 0 * offsets, replayed), axis=-1
    )
    if left.max() <= min(allowed, max(own, 0.1 * allowed)):
        offsets[:] = 0.0
    return keys, offsets.astype(np.float32)


def _offsets(part: _ObjectPart, target: Floats, channels: Floats) -> Floats:
    """Return the offsets [F, N, 2]: A^-1 (target - pivot - t) + pivot - rest."""
    transform = matrices(channels)
    away = target - part.pivot - transform[:, None, :, 2]
    own = np.einsum("fij,fnj->fni", np.linalg.inv(transform[..., :2]), away)
    return np.asarray(own + part.pivot - part.rest)


def _placed(part: _ObjectPart, offsets: Floats, channels: Floats) -> Floats:
    """Return the points [F, N, 2]: A (rest + offset - pivot) + pivot + t."""
    transform = matrices(channels)
    own = part.rest + offsets - part.pivot
    moved = np.einsum("fij,fnj->fni", transform[..., :2], own)
    return np.asarray(moved + part.pivot + transform[:, None, :, 2])


def _middle(points: Floats) -> Floats:
    return np.asarray((points.min(axis=0) + points.max(axis=0)) / 2) if len(points) else np.zeros(2)
