# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a sketch LoRA learns from: short films of line drawings, each with its sentence.

Puppets are made on the spot, each film in a line style of its own: pen width, shade, a shaky hand,
lines gone over twice. Jobs of the vector path bring what an animator made of real drawings (the
films of FlipSketch's LoRA were animations of its vector predecessor).
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
from addon.contract.drawing import Drawing
from addon.contract.errors import BadInput
from addon.contract.job import JobFolder
from engine.puppets import Clip, generate
from engine.render.augmentation import random_viewpoint, warp_points
from engine.render.evaluate import animated_positions
from engine.render.frames import render_frames
from engine.render.rasterizer import render_polylines
from engine.training.video.clips import WORKING_SIDE, segments

THINNEST, THICKEST = 0.008, 0.03  # pens, of the picture's side
PALEST = 0.35  # grey of the palest ink
SHAKY, TWICE = 0.4, 0.25  # shares of films with a shaky hand, with lines gone over twice
_SHAKE = 0.006  # of the picture's side
_HINT = "Name job folders made by the vector path: with a drawing, animation and request."


@dataclass(frozen=True)
class Film:
    """frames: float32 [F, S, S], 1 is paper. caption: its sentence."""

    frames: Tensor
    caption: str


@dataclass(frozen=True)
class Films:
    """An endless supply: puppets of a seed, and the films of jobs, by turns where there are both.

    puppets: so many different ones (0: none; -1: endless). frames, size: of every film.
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

    def film(self, number: int) -> Film:
        """Film `number`; the same number gives the same film. Raises BadInput for damaged jobs."""
        turn, choice = divmod(number, 2)
        if self.jobs and (not self.puppets or choice):
            place = turn if self.puppets else number
            return job_film(self.jobs[place % len(self.jobs)], self.frames, self.size)
        place = turn if self.jobs else number
        if self.puppets > 0:
            place %= self.puppets
        clip = generate(self.seed, place)
        style = torch.Generator().manual_seed((self.seed << 20) + place)
        return puppet_film(clip, self.frames, self.size, style)


def puppet_film(clip: Clip, frames: int, size: int, generator: torch.Generator) -> Film:
    """A puppet in a random line style, from a random viewpoint that is the same in all frames."""

    def drawn(low: float, high: float) -> float:
        return low + (high - low) * float(torch.rand(1, generator=generator))

    moved = np.asarray(clip.points, np.float32) + np.asarray(clip.trajectories, np.float32)
    moved = moved[_chosen(len(moved), frames)] * np.float32(size / WORKING_SIDE)
    viewpoint = random_viewpoint(generator, pixels=size)
    seen, _ = warp_points(torch.from_numpy(moved)[:, :, None], 1.0, viewpoint, size)
    places = seen[:, :, 0]
    width, ink = size * drawn(THINNEST, THICKEST), 1 - drawn(0, PALEST)
    pairs = segments(np.asarray(clip.strokes), np.asarray(clip.points))
    lines = [places + _shake(clip, size, generator) * (drawn(0, 1) < SHAKY)]
    if drawn(0, 1) < TWICE:
        lines.append(places + _shake(clip, size, generator))
    widths = torch.full((places.shape[1],), max(1.0, width))
    covered = [render_polylines(line, widths, pairs, (size, size)) for line in lines]
    paper = 1 - ink * torch.stack(covered).amax(0)
    return Film(paper, " and ".join(dict.fromkeys(clip.captions)))


def _shake(clip: Clip, size: int, generator: torch.Generator) -> Tensor:
    """Small smooth offsets [P, 2] along the strokes, the same in every frame."""
    noise = torch.randn(len(clip.points), 2, generator=generator).numpy()
    smooth = ndimage.gaussian_filter1d(noise, 1.0, axis=0) * _SHAKE * size
    return torch.from_numpy(smooth.astype(np.float32))


def job_film(job: Path, frames: int, size: int) -> Film:
    """The film of a vector job: its drawing in its own lines, black on white."""
    folder = JobFolder(job)
    drawing, animation = Drawing.read(folder.drawing_path), Animation.read(folder.animation_path)
    chosen = _chosen(animation.frame_count, frames)
    places = animated_positions(drawing, animation, chosen.tolist()).astype(np.float32)
    pictures = render_frames(drawing, places, size=(size, size), background=(1.0, 1.0, 1.0))
    grey = pictures[..., :3].astype(np.float32).mean(-1) / 255
    return Film(torch.from_numpy(grey), folder.read_request().prompt)


def job_folders(given: Sequence[Path]) -> tuple[Path, ...]:
    """The vector jobs among folders, and among the folders in them. Raises BadInput."""
    found: list[Path] = []
    for folder in given:
        inner = [folder, *sorted(path for path in folder.glob("*") if path.is_dir())]
        jobs = [path for path in inner if (path / "animation.safetensors").is_file()]
        if not jobs:
            raise BadInput(
                "There are no finished vector jobs in {folder}.", folder=folder, hint=_HINT
            )
        found += jobs
    return tuple(found)


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


def _chosen(count: int, frames: int) -> NDArray[np.int64]:
    """`frames` frames out of `count`, evenly from the first one on."""
    return np.arange(frames) * count // frames
