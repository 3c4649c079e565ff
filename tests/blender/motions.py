# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Animations made by hand, and the contract's formula on the canvas."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from addon.contract.animation import CHANNELS, NEUTRAL, Animation, evaluate_key_channel
from addon.contract.arrays import Array
from addon.contract.drawing import Drawing

Rows = list[tuple[float, ...]]


def curve(*points: tuple[float, float]) -> Rows:
    """Return keys through (frame, value), with handles at thirds that ease in and out."""
    rows = []
    for index, (frame, value) in enumerate(points):
        before = points[index - 1][0] if index else frame
        after = points[index + 1][0] if index + 1 < len(points) else frame
        left, right = frame - (frame - before) / 3, frame + (after - frame) / 3
        rows.append((frame, value, left, value, right, value))
    return rows


def animation(
    drawing: Drawing,
    channels: list[dict[str, Rows]],
    pivots: list[tuple[float, float]],
    *,
    frames: int = 12,
    hold: int = 1,
    loop: bool = False,
    wobble: float = 0.0,
) -> Animation:
    """Make an animation of keys for each object, with a wave of `wobble` pixels as offsets."""
    keys: Rows = []
    offsets = [0]
    transforms = np.zeros((frames, drawing.object_count, 2, 3), np.float32)
    for index, channel in enumerate(channels):
        for name in CHANNELS:
            keys += channel.get(name, [])
            offsets.append(len(keys))
        for frame in range(frames):
            x, y, turn, wide, high = (
                evaluate_key_channel(channel.get(name, []), frame, neutral)
                for name, neutral in zip(CHANNELS, NEUTRAL, strict=True)
            )
            c, s = np.cos(turn), np.sin(turn)
            transforms[frame, index] = [[c * wide, -s * high, x], [s * wide, c * high, y]]
    phase = np.arange(drawing.point_count)[None, :, None] * 0.7
    time = np.arange(frames)[:, None, None] // hold * hold
    wave = (
        wobble
        * np.sin(2 * np.pi * time / frames)
        * np.concatenate([np.cos(phase), np.sin(phase)], axis=2)
    )
    counts = np.diff(np.asarray(drawing.stroke_offsets.data))
    still = (np.asarray(drawing.objects.data) < 0) | (np.asarray(drawing.locked.data) > 0)
    wave[:, np.repeat(still, counts)] = 0
    made = Animation(
        offsets=Array.of(wave.astype(np.float32), "F32"),
        transforms=Array.of(transforms, "F32"),
        pivots=Array.of(np.array(pivots, np.float32), "F32"),
        keys=Array.of(np.array(keys, np.float32).reshape(-1, 6), "F32"),
        key_offsets=Array.of(np.array(offsets, np.int32), "I32"),
        hold=hold,
        loop=loop,
        object_names=drawing.object_names,
    )
    made.validate(drawing)
    return made


def still(drawing: Drawing, frames: int = 12) -> Animation:
    """Make an animation without motion, as strength 0 gives."""
    center = (drawing.canvas[0] / 2, drawing.canvas[1] / 2)
    count = drawing.object_count
    return animation(drawing, [{}] * count, [center] * count, frames=frames)


def on_canvas(drawing: Drawing, motion: Animation, frame: int) -> NDArray[np.float64]:
    """Return A (rest + offset - pivot) + pivot + t, the contract's formula, at a drawn frame."""
    frame = frame // motion.hold * motion.hold
    counts = np.diff(np.asarray(drawing.stroke_offsets.data))
    owners = np.repeat(np.asarray(drawing.objects.data), counts)
    locked = np.repeat(np.asarray(drawing.locked.data), counts) > 0
    rest = np.asarray(drawing.positions.data, dtype=float).reshape(-1, 2)
    offset = np.asarray(motion.offsets.data, dtype=float).reshape(motion.offsets.shape)[frame]
    matrix = np.asarray(motion.transforms.data, dtype=float).reshape(motion.transforms.shape)
    pivot = np.asarray(motion.pivots.data, dtype=float).reshape(-1, 2)[owners]
    moved = np.einsum("nij,nj->ni", matrix[frame, owners][..., :2], rest + offset - pivot)
    moved += pivot + matrix[frame, owners][..., 2]
    return np.where(((owners < 0) | locked)[:, None], rest, moved)
