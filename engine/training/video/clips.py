# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Puppets as small videos: made on the spot, drawn by the rasterizer, never stored."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.puppets import PuppetClip, generate
from engine.render.augmentation import random_viewpoint, warp_points
from engine.render.rasterizer import render_polylines

WORKING_SIDE = 256.0
CLOSES = 1.3  # a stroke is a ring when its ends are nearer than this many of its longest steps
THINNEST, THICKEST = 0.75, 2.2  # pixels; a line of 3 in 256 is 0.75 in 64


@dataclass(frozen=True)
class VideoBatch:
    """Videos with their texts.

    Attributes:
        pictures: float32 [B, F, 1, S, S], grey values; 1 is paper.
        captions: B texts.
    """

    pictures: Tensor
    captions: tuple[str, ...]


@contextmanager
def clip_source(workers: int) -> Iterator[Callable[[int, list[int]], list[PuppetClip]]]:
    """Give a function (seed, numbers) -> clips; `workers` processes make them (0: this one)."""
    if workers <= 0:
        yield lambda seed, numbers: [generate(seed, number) for number in numbers]
        return
    with ProcessPoolExecutor(workers) as pool:
        yield lambda seed, numbers: list(pool.map(generate, [seed] * len(numbers), numbers))


def video_batch(
    clips: list[PuppetClip], size: int, generator: torch.Generator, device: torch.device
) -> VideoBatch:
    """Draw clips as pictures of `size` pixels, each from a random viewpoint in a random pen."""
    videos = [_video(clip, size, generator, device) for clip in clips]
    pick = torch.rand(len(clips), generator=generator).tolist()
    return VideoBatch(
        torch.stack(videos), tuple(_caption(c, p) for c, p in zip(clips, pick, strict=True))
    )


def _video(clip: PuppetClip, size: int, generator: torch.Generator, device: torch.device) -> Tensor:
    rest = torch.from_numpy(np.asarray(clip.points, np.float32)).to(device)
    moved = rest + torch.from_numpy(np.asarray(clip.trajectories, np.float32)).to(device)
    scale = size / WORKING_SIDE
    viewpoint = random_viewpoint(generator, pixels=size)
    seen, _ = warp_points((moved * scale)[:, :, None], 1.0, viewpoint, size)
    width = THINNEST + (THICKEST - THINNEST) * float(torch.rand(1, generator=generator))
    pairs = segments(np.asarray(clip.strokes), np.asarray(clip.points)).to(device)
    widths = torch.full((len(rest),), width, device=device)
    return 1 - render_polylines(seen[:, :, 0], widths, pairs, (size, size))[:, None]


def segments(strokes: NDArray[np.integer], points: NDArray[np.floating]) -> Tensor:
    """Return the pairs of points [N, 2] that lines join, int64.

    These are neighbours on a stroke, the two ends of a ring, and twice the point of a stroke that
    has only one: a dot.

    strokes [P]: the stroke of each point. points [P, 2]: (x, y), any unit.
    """
    follows = strokes[1:] == strokes[:-1]
    pairs = np.flatnonzero(follows)
    steps = np.linalg.norm(points[pairs + 1] - points[pairs], axis=1)
    first, last = np.flatnonzero(~np.r_[False, follows]), np.flatnonzero(~np.r_[follows, False])
    gap = np.linalg.norm(points[last] - points[first], axis=1)
    longest = np.zeros(len(first))
    np.maximum.at(longest, np.searchsorted(last, pairs), steps)
    closing = (last - first >= 4) & (gap < CLOSES * longest)
    ends = np.stack([first, last], 1)[(first == last) | closing]
    both = np.concatenate([np.stack([pairs, pairs + 1], 1), ends])
    return torch.from_numpy(both.astype(np.int64))


def _caption(clip: PuppetClip, pick: float) -> str:
    """Return the captions of all objects as one sentence, or one time in ten the first alone."""
    return clip.captions[0] if pick < 0.1 else " and ".join(dict.fromkeys(clip.captions))
