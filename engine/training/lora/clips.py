# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The clips that a sketch LoRA learns from: short line drawings in motion, each with its sentence.

Puppets are made on the spot, each clip in a line style of its own: pen width, shade, a shaky hand,
lines drawn twice. Jobs of the vector path add what animators made of real drawings (FlipSketch's
LoRA was trained on animations that its vector predecessor had made).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from scipy import ndimage
from torch import Tensor

from addon.contract.animation import Animation
from addon.contract.bodies_apart import drawing_with_bodies
from addon.contract.drawing import Drawing
from addon.contract.errors import BadInput
from addon.contract.job import JobFolder
from engine.puppets import PuppetClip, generate
from engine.render.augmentation import random_viewpoint, warp_points
from engine.render.evaluate import animated_positions
from engine.render.frames import render_frames
from engine.render.rasterizer import render_polylines
from engine.training.video.clips import WORKING_SIDE, segments

THINNEST, THICKEST = 0.008, 0.03  # pen widths, shares of the picture's side
PALEST = 0.35  # grey of the palest ink
SHAKY, TWICE = 0.4, 0.25  # shares of clips with a shaky hand, with lines drawn twice
_SHAKE = 0.006  # of the picture's side
_HINT = "Name job folders made by the vector path: with a drawing, animation and request."


@dataclass(frozen=True)
class TrainingClip:
    """A short clip with its sentence.

    Attributes:
        frames: float32 [F, S, S], grey values; 1 is paper.
    """

    frames: Tensor
    caption: str


@dataclass(frozen=True)
class TrainingClips:
    """An endless supply of clips: puppets, jobs, or both by turns.

    Attributes:
        jobs: folders of finished vector jobs.
        puppets: how many different puppets (0: none; -1: endlessly many).
        frames: of every clip.
        size: pixels of a side.
    """

    jobs: tuple[Path, ...]
    puppets: int
    frames: int
    size: int
    seed: int

    def __post_init__(self) -> None:
        if not self.jobs and not self.puppets:
            raise BadInput("There is nothing to learn from.", hint="Add --puppets or --clips DIR.")
        for job in self.jobs:
            _check(job)

    def clip(self, number: int) -> TrainingClip:
        """Return clip `number`, always the same one. Raises BadInput for a damaged job."""
        pair, second = divmod(number, 2)
        if self.jobs and (not self.puppets or second):
            index = pair if self.puppets else number
            return job_clip(self.jobs[index % len(self.jobs)], self.frames, self.size)
        index = pair if self.jobs else number
        if self.puppets > 0:
            index %= self.puppets
        puppet = generate(self.seed, index)
        style = torch.Generator().manual_seed((self.seed << 20) + index)
        return puppet_clip(puppet, self.frames, self.size, style)


def puppet_clip(
    puppet: PuppetClip, frames: int, size: int, generator: torch.Generator
) -> TrainingClip:
    """Draw a puppet in a random line style, seen from one random viewpoint in all frames."""

    def uniform(low: float, high: float) -> float:
        return low + (high - low) * float(torch.rand(1, generator=generator))

    moved = np.asarray(puppet.points, np.float32) + np.asarray(puppet.trajectories, np.float32)
    moved = moved[_evenly(len(moved), frames)] * np.float32(size / WORKING_SIDE)
    viewpoint = random_viewpoint(generator, pixels=size)
    seen, _ = warp_points(torch.from_numpy(moved)[:, :, None], 1.0, viewpoint, size)
    points = seen[:, :, 0]
    width, ink = size * uniform(THINNEST, THICKEST), 1 - uniform(0, PALEST)
    pairs = segments(np.asarray(puppet.strokes), np.asarray(puppet.points))
    lines = [points + _shake(puppet, size, generator) * (uniform(0, 1) < SHAKY)]
    if uniform(0, 1) < TWICE:
        lines.append(points + _shake(puppet, size, generator))
    widths = torch.full((points.shape[1],), max(1.0, width))
    covered = [render_polylines(line, widths, pairs, (size, size)) for line in lines]
    paper = 1 - ink * torch.stack(covered).amax(0)
    return TrainingClip(paper, " and ".join(dict.fromkeys(puppet.captions)))


def _shake(puppet: PuppetClip, size: int, generator: torch.Generator) -> Tensor:
    """Return small smooth offsets [P, 2] along the strokes, in pixels, for all frames."""
    noise = torch.randn(len(puppet.points), 2, generator=generator).numpy()
    smooth = ndimage.gaussian_filter1d(noise, 1.0, axis=0) * _SHAKE * size
    return torch.from_numpy(smooth.astype(np.float32))


def job_clip(job: Path, frames: int, size: int) -> TrainingClip:
    """Draw the result of a vector job in the drawing's own lines, black on white."""
    folder = JobFolder(job)
    drawing = drawing_with_bodies(folder, Drawing.read(folder.drawing_path))
    animation = Animation.read(folder.animation_path)
    chosen = _evenly(animation.frame_count, frames)
    positions = animated_positions(drawing, animation, chosen.tolist()).astype(np.float32)
    pictures = render_frames(drawing, positions, size=(size, size), background=(1.0, 1.0, 1.0))
    grey = pictures[..., :3].astype(np.float32).mean(-1) / 255
    return TrainingClip(torch.from_numpy(grey), folder.read_request().prompt)


def job_folders(folders: Sequence[Path]) -> tuple[Path, ...]:
    """Find the finished vector jobs among folders and the folders in them.

    Raises BadInput for a folder without any.
    """
    jobs: list[Path] = []
    for folder in folders:
        inner = [folder, *sorted(path for path in folder.glob("*") if path.is_dir())]
        finished = [path for path in inner if (path / "animation.safetensors").is_file()]
        if not finished:
            raise BadInput(
                "There are no finished vector jobs in {folder}.", folder=folder, hint=_HINT
            )
        jobs += finished
    return tuple(jobs)


def _check(job: Path) -> None:
    folder = JobFolder(job)
    for path in (folder.animation_path, folder.request_path):
        if not path.is_file():
            raise BadInput(
                "{job} is no finished vector job: {file} is missing.",
                job=job,
                file=path.name,
                hint=_HINT,
            )
    if folder.drawing_path.suffix != ".safetensors":
        raise BadInput("{job} has no drawing of strokes.", job=job, hint=_HINT)


def _evenly(count: int, frames: int) -> NDArray[np.int64]:
    """Choose `frames` frames out of `count`, evenly from the first one on."""
    return np.arange(frames) * count // frames
