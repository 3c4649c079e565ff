# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The short videos that motion is learnt from: the user's own films, vector jobs, puppets.

A film is a movie, an animated picture or a folder of numbered pictures. Its caption is in the text
file of the same name beside it; without one it is the name itself ("a_fish_swims.mp4").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from torch import Tensor

from addon.contract.errors import BadInput
from engine.training.lora.clips import TrainingClips
from engine.video_fit.clip import ANIMATED, MOVIES, PICTURES, VideoClip, read_clip

Bytes = NDArray[np.uint8]
_KEPT = 8  # films that stay in memory
_HINT = "Movies (MP4, WebM), animated GIFs, or folders of numbered pictures can be read."


@dataclass(frozen=True)
class FilmClip:
    """A short video with its sentence.

    Attributes:
        frames: float32 [F, 3, S, S] in 0..1.
        fps: frames a second, as they were taken from the film.
    """

    frames: Tensor
    caption: str
    fps: float


@dataclass(frozen=True)
class Films:
    """An endless supply of clips: films, and what vector jobs and puppets draw, by turns.

    Attributes:
        films: files and folders.
        drawn: jobs and puppets; None for none.
        frames: of every clip.
        size: pixels of a side.
        stride: frames of a film from one of the clip to the next; less where a film is short.
    """

    films: tuple[Path, ...]
    drawn: TrainingClips | None
    frames: int
    size: int
    stride: int = 4
    seed: int = 0

    def __post_init__(self) -> None:
        if not self.films and self.drawn is None:
            raise BadInput(
                "There is nothing to learn from.", hint="Add --films, --clips or --puppets."
            )

    def clip(self, number: int) -> FilmClip:
        """Return clip `number`, always the same one. Raises BadInput for a film without frames."""
        half, second = divmod(number, 2)
        if self.drawn is not None and (not self.films or second):
            drawn = self.drawn.clip(half if self.films else number)
            return FilmClip(drawn.frames[:, None].expand(-1, 3, -1, -1), drawn.caption, 24.0)
        index = half if self.drawn is not None else number
        film = self.films[index % len(self.films)]
        pictures, fps = _read(film, self.size)
        if len(pictures) < 2:
            raise BadInput("{film} is a single picture.", film=film.name, hint=_HINT)
        stride = max(1, min(self.stride, (len(pictures) - 1) // max(1, self.frames - 1)))
        room = max(0, len(pictures) - 1 - stride * (self.frames - 1))
        rng = np.random.default_rng((self.seed, number))
        chosen = int(rng.integers(room + 1)) + stride * np.arange(self.frames)
        taken = pictures[np.minimum(chosen, len(pictures) - 1)].astype(np.float32)
        frames = torch.from_numpy(taken / np.float32(255)).permute(0, 3, 1, 2)
        return FilmClip(frames.contiguous(), caption_of(film), fps / stride)


def films_in(paths: Sequence[Path]) -> tuple[Path, ...]:
    """Find the films among files and folders. Raises BadInput for a path without any."""
    found: list[Path] = []
    for path in paths:
        whole = not path.is_dir() or _is_film(path)  # a folder of pictures is one film
        films = [item for item in ([path] if whole else sorted(path.glob("*"))) if _is_film(item)]
        if not films:
            raise BadInput("There are no films in {folder}.", folder=path, hint=_HINT)
        found += films
    return tuple(found)


def caption_of(film: Path) -> str:
    """Return the sentence of a film: of the text beside it, else its name in words."""
    beside = film.with_suffix(".txt")
    if beside.is_file():
        text = " ".join(beside.read_text(encoding="utf-8", errors="replace").split())
        if text:
            return text
    return re.sub(r"[\W_\d]+", " ", film.stem).strip()


def _is_film(path: Path) -> bool:
    if path.is_dir():
        return sum(item.suffix.lower() in PICTURES for item in path.glob("*")) >= 2
    if path.suffix.lower() in ANIMATED:
        try:
            with Image.open(path) as image:
                return bool(getattr(image, "is_animated", False))
        except OSError:
            return False
    return path.suffix.lower() in MOVIES


@lru_cache(maxsize=_KEPT)
def _read(film: Path, size: int) -> tuple[Bytes, float]:
    """Return the middle squares uint8 [N, S, S, 3] of a film's frames on white, and its pace."""
    clip: VideoClip = read_clip(film)
    return np.stack([_square(frame, size) for frame in clip.frames]), clip.fps


def _square(frame: Bytes, size: int) -> Bytes:
    image = Image.new("RGBA", (frame.shape[1], frame.shape[0]), "white")
    image.alpha_composite(Image.fromarray(frame))
    side = min(image.size)
    left, top = (image.width - side) // 2, (image.height - side) // 2
    square = image.convert("RGB").crop((left, top, left + side, top + side))
    return np.asarray(square.resize((size, size), Image.Resampling.BICUBIC))
