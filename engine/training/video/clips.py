# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Puppets as small videos: made on the spot, drawn by the rasteriser, never stored."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.puppets import Clip, generate
from engine.render.augmentation import random_viewpoint, warp_points
from engine.render.rasterizer import render_polylines

WORKING_SIDE = 256.0
CLOSES = 1.3  # an end this many longest steps from the start: the stroke is a ring
THINNEST, THICKEST = 0.75, 2.2  # pixels; a line of 3 in 256 is 0.75 in 64


@dataclass(frozen=True)
class VideoBatch:
    """pictures: float32 [B, F, 1, S, S], 1 is paper. captions: B texts."""

    pictures: Tensor
    captions: tuple[str, ...]


@contextmanager
def clip_source(workers: int) -> Iterator[Callable[[int, list[int]], list[Clip]]]:
    """A function (seed, numbers) -> clips; `workers` processes make them (0: this one)."""
    if workers <= 0:
        yield lambda seed, numbers: [generate(seed, number) for number in numbers]
        return
    with ProcessPoolExecutor(workers) as pool:
        yield lambda seed, numbers: list(pool.map(generate, [seed] * len(numbers), numbers))


def video_batch(
    clips: list[Clip], size: int, generator: torch.Generator, device: torch.device
) -> VideoBatch:
    """Clips as pictures of `size` pixels, each seen from a random viewpoint, with random lines."""
    videos = [_video(clip, size, generator, device) for clip in clips]
    pick = torch.rand(len(clips), generator=generator).tolist()
    return VideoBatch(
        torch.stack(videos), tuple(_caption(c, p) for c, p in zip(clips, pick, strict=True))
    )


def _video(clip: Clip, size: int, generator: torch.Generator, device: torch.device) -> Tensor:
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
    """long [N, 2]: neighbours on a stroke; the ends of one that closes; a point alone is a dot."""
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


def _caption(clip: Clip, pick: float) -> str:
    """The captions of its objects in one sentence; now and then of the first alone."""
    return clip.captions[0] if pick < 0.1 else " and ".join(dict.fromkeys(clip.captions))
