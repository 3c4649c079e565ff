# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads a clip: a movie, an animated picture, or a folder of numbered pictures."""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageSequence, UnidentifiedImageError

from addon.contract.errors import BadInput
from engine.render.movie import movie_library

Bytes = NDArray[np.uint8]
MOVIES = (".mp4", ".webm", ".mov", ".mkv", ".avi", ".m4v")
PICTURES = (".png", ".jpg", ".jpeg", ".webp")
ANIMATED = (".gif", ".webp", ".png", ".apng")
MOST_FRAMES = 600
LONG_SIDE = 384  # pixels; larger frames are made smaller while they are read
USUAL_FPS = 24.0  # of pictures in a folder, which don't say


@dataclass(frozen=True, eq=False)
class VideoClip:
    """A clip.

    Attributes:
        frames: uint8 [F, h, w, 4], straight RGBA, the long side at most LONG_SIDE.
        fps: frames a second.
        size: (width, height) of the file's frames, pixels.
    """

    frames: Bytes
    fps: float
    size: tuple[int, int]

    @property
    def seconds(self) -> float:
        """How long the clip lasts."""
        return len(self.frames) / self.fps

    def at_times(self, seconds: NDArray[np.float64]) -> NDArray[np.int64]:
        """Return the numbers of the frames that are shown at times [N]; the last one stays."""
        number = np.floor(seconds * self.fps + 1e-6).astype(np.int64)
        return np.clip(number, 0, len(self.frames) - 1)


def read_clip(path: str | Path) -> VideoClip:
    """Read a movie, an animated GIF, WebP or PNG, or a folder of pictures.

    Raises BadInput for what is none, for a single picture, for frames of different sizes, and where
    a movie needs an optional part that isn't there.
    """
    path = Path(path)
    if not path.exists():
        raise BadInput("There is no file {file}.", file=path.name)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            if path.is_dir():
                frames, fps, size = _from_folder(path)
            elif path.suffix.lower() in MOVIES:
                frames, fps, size = _from_movie(path)
            else:
                frames, fps, size = _from_animated_picture(path)
    except (
        OSError,
        ValueError,
        SyntaxError,
        EOFError,
        MemoryError,
        Image.DecompressionBombError,
    ) as error:
        raise BadInput("The clip {file} can't be read.", file=path.name, hint=_HINT) from error
    if len(frames) < 2:
        raise BadInput("{file} holds a single picture, not a clip.", file=path.name, hint=_HINT)
    if len({frame.shape for frame in frames}) > 1:
        raise BadInput("The pictures in {file} have different sizes.", file=path.name)
    return VideoClip(np.stack(frames), fps, size)


_HINT = "Choose an MP4, WebM or GIF, or a folder of numbered pictures."


def _small(image: Image.Image) -> Bytes:
    """Return a frame as RGBA, small enough."""
    image = image.convert("RGBA")
    shrink = LONG_SIDE / max(image.size)
    if shrink < 1.0:
        size = (max(1, round(image.width * shrink)), max(1, round(image.height * shrink)))
        image = image.resize(size, Image.Resampling.BOX)
    return np.asarray(image)


def _enough(frames: list[Bytes]) -> bool:
    return len(frames) >= MOST_FRAMES


def _from_folder(folder: Path) -> tuple[list[Bytes], float, tuple[int, int]]:
    files = sorted(
        (file for file in folder.iterdir() if file.suffix.lower() in PICTURES), key=_in_order
    )
    if not files:
        raise BadInput("There are no pictures in {file}.", file=folder.name, hint=_HINT)
    frames, size = [], (0, 0)
    for file in files[:MOST_FRAMES]:
        with Image.open(file) as image:
            size = image.size
            frames.append(_small(image))
    return frames, USUAL_FPS, size


def _in_order(file: Path) -> tuple[list[tuple[int, str]], str]:
    """Return a key that sorts frame9 before frame10."""
    parts = re.findall(r"\d+|\D+", file.stem.lower())
    return [(int(p), "") if p.isdecimal() else (-1, p) for p in parts], file.suffix.lower()


def _from_animated_picture(path: Path) -> tuple[list[Bytes], float, tuple[int, int]]:
    try:
        image = Image.open(path)
    except UnidentifiedImageError as error:
        raise BadInput("{file} is no clip that can be read.", file=path.name, hint=_HINT) from error
    with image:
        size = image.size
        frames: list[Bytes] = []
        durations: list[float] = []
        for frame in ImageSequence.Iterator(image):
            frames.append(_small(frame))
            durations.append(float(frame.info.get("duration", 0.0)) / 1000.0)
            if _enough(frames):
                break
    shown = [seconds for seconds in durations if seconds > 0.0]
    if not shown:
        return frames, USUAL_FPS, size
    step = min(shown)  # a drawing held on twos is shown for two steps
    held = [max(1, round(seconds / step)) for seconds in durations]
    repeated = [frame for frame, count in zip(frames, held, strict=True) for _ in range(count)]
    return repeated[:MOST_FRAMES], 1.0 / step, size


def _from_movie(path: Path) -> tuple[list[Bytes], float, tuple[int, int]]:
    av: Any = movie_library()
    try:
        with av.open(str(path)) as container:
            if not container.streams.video:
                raise BadInput("There are no pictures in {file}.", file=path.name, hint=_HINT)
            stream = container.streams.video[0]
            fps = float(stream.average_rate or USUAL_FPS)
            frames: list[Bytes] = []
            size = (stream.codec_context.width, stream.codec_context.height)
            for frame in container.decode(stream):
                frames.append(_small(frame.to_image()))
                if _enough(frames):
                    break
    except av.error.FFmpegError as error:
        raise BadInput("The clip {file} can't be read.", file=path.name, hint=_HINT) from error
    return frames, fps, size
