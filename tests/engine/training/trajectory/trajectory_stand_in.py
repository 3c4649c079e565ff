# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Toy clips for tests of the training code: a comb of strokes that slides, waves, or rests."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FRAMES = 16
MOTIONS = ("slide", "wave", "rest")
_CAPTIONS = {"slide": "the comb slides away", "wave": "a waving comb", "rest": "the comb rests"}


@dataclass(frozen=True)
class ToyClip:
    """The fields of a training clip."""

    points: NDArray[np.float32]
    strokes: NDArray[np.int64]
    objects: NDArray[np.int64]
    captions: tuple[str, ...]
    trajectories: NDArray[np.float32]
    loop: bool
    family: str
    motion: str


def generate(seed: int, index: int) -> ToyClip:
    """A clip of 2 to 5 strokes; every fifth has a second object that rests."""
    rng = np.random.default_rng([seed, index])
    strokes = int(rng.integers(2, 6))
    motion = MOTIONS[index % len(MOTIONS)]
    x = np.linspace(60, 190, strokes)[:, None].repeat(4, 1)
    y = np.linspace(60, 190, 4)[None].repeat(strokes, 0)
    points = np.stack([x, y], 2).reshape(-1, 2) + rng.normal(0, 3, (strokes * 4, 2))
    ids = np.repeat(np.arange(strokes), 4)
    time = np.arange(FRAMES) / (FRAMES - 1)
    moves = np.zeros((FRAMES, len(points), 2))
    if motion == "slide":
        moves[:, :, 0] = 40 * time[:, None]
    if motion == "wave":
        moves[:, :, 0] = 0.2 * np.sin(2 * np.pi * time)[:, None] * (points[:, 1] - 60)
    objects = np.zeros(len(points), np.int64)
    captions = [_CAPTIONS[motion]]
    if index % 5 == 4:
        objects[ids == strokes - 1] = 1
        moves[:, objects == 1] = 0
        captions.append(_CAPTIONS["rest"])
    return ToyClip(
        points.astype(np.float32),
        ids,
        objects,
        tuple(captions),
        moves.astype(np.float32),
        motion == "wave",
        "comb",
        motion,
    )
