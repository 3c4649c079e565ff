# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures of frames on disk, of any program: what they keep of the drawing, flicker, motion."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy import ndimage

from addon.contract.errors import BadInput
from engine.geometry.tracing.picture import read_picture
from engine.raster.line_art.flicker import flicker
from engine.raster.ranking import likeness

Floats = NDArray[np.float32]
Bytes = NDArray[np.uint8]

SUFFIXES = (".png", ".webp", ".jpg", ".jpeg")
_LONG_SIDE = 512  # pixels of the pictures that are measured; larger ones are reduced
_INKED = 0.3  # ink above which a pixel counts as ink in distances
_HINT = "Name a job folder, or a folder of pictures whose names are in order."


@dataclass(frozen=True)
class FrameMeasures:
    """The measures of a sequence of frames, against its first frame, the drawing.

    Attributes:
        ink_kept: smaller over larger amount of ink of a frame and the drawing; mean, 0..1.
        likeness: of a frame and the drawing (`engine.raster.ranking.likeness`); mean, 0..1.
        flicker: per cent of the ink (`engine.raster.line_art.flicker`).
        motion: mean distance of a frame's ink to the drawing's nearest ink and of the drawing's to
            the frame's, per cent of the long side.
    """

    ink_kept: float
    likeness: float
    flicker: float
    motion: float

    def to_json(self) -> dict[str, float]:
        """Return the numbers, rounded."""
        return {name: round(value, 4) for name, value in asdict(self).items()}


@dataclass(frozen=True, eq=False)
class FrameSequence:
    """Frames with what is known of their making.

    Attributes:
        pictures: uint8 [F,h,w,3], RGB on white, at most 512 px long; the first is the drawing.
        prompt: "" where none is known.
    """

    name: str
    pictures: Bytes
    prompt: str
    loop: bool = False

    @property
    def values(self) -> Floats:
        """The pictures as networks take them: float32 [F,3,h,w] in 0..1."""
        return np.ascontiguousarray(self.pictures.transpose(0, 3, 1, 2), np.float32) / np.float32(
            255
        )

    @property
    def ink(self) -> Floats:
        """The amount of ink, float32 [F,h,w] in 0..1; 1 is black."""
        grey = self.pictures.astype(np.float32) @ np.array([0.299, 0.587, 0.114], np.float32)
        ink: Floats = 1 - grey / np.float32(255)
        return ink


def read_frames(folder: Path, prompt: str = "") -> FrameSequence:
    """Read the frames of a job folder, or all pictures of a folder in the order of their names.

    prompt: instead of the one in the job's request. Raises BadInput for fewer than two pictures, or
    pictures of several sizes.
    """
    of_job = (folder / "frames").is_dir()
    frames = folder / "frames" if of_job else folder
    files = sorted(path for path in frames.glob("*") if path.suffix.lower() in SUFFIXES)
    if len(files) < 2:
        raise BadInput("There are no frames in {folder}.", folder=folder, hint=_HINT)
    request = _request(folder if of_job else folder.parent)
    pictures = [_on_white(path) for path in files]
    odd = next((f for f, p in zip(files, pictures, strict=True) if p.shape != pictures[0].shape), 0)
    if odd:
        raise BadInput("{file} has another size than the first frame.", file=odd, hint=_HINT)
    prompt = prompt or str(request.get("prompt", ""))
    return FrameSequence(folder.name, np.stack(pictures), prompt, bool(request.get("loop", False)))


def _request(folder: Path) -> dict[str, object]:
    """Return the fields of a job's request; none where there is no request or it is damaged."""
    try:
        request = json.loads((folder / "request.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return request if isinstance(request, dict) else {}


def _on_white(path: Path) -> Bytes:
    picture = read_picture(path)
    alpha = picture.alpha[..., None]
    color = np.round(255 * (picture.color * alpha + 1 - alpha)).astype(np.uint8)
    image = Image.fromarray(color)
    image.thumbnail((_LONG_SIDE, _LONG_SIDE), Image.Resampling.BOX)
    return np.asarray(image)


def measure_frames(frames: FrameSequence) -> FrameMeasures:
    """Return the measures of a sequence of frames."""
    ink = frames.ink
    amounts = ink.sum((1, 2))
    high = np.maximum(amounts, amounts[0])
    shares = np.where(high > 0, np.minimum(amounts, amounts[0]) / np.maximum(high, 1e-9), 1.0)
    return FrameMeasures(
        ink_kept=float(shares[1:].mean()),
        likeness=float(np.mean([likeness(frame, ink[0]) for frame in ink[1:]])),
        flicker=flicker(ink, loop=frames.loop),
        motion=float(np.mean([_distance(frame, ink[0]) for frame in ink[1:]])),
    )


def _distance(frame: Floats, drawing: Floats) -> float:
    """Return the mean distance of ink [h,w] to the nearest ink of the other, both ways.

    In per cent of the long side; 100 where only one of the two has ink.
    """
    here, there = frame > _INKED, drawing > _INKED
    if not here.any() or not there.any():
        return 0.0 if here.any() == there.any() else 100.0
    both = [ndimage.distance_transform_edt(~b)[a].mean() for a, b in ((here, there), (there, here))]
    return float(100.0 * np.mean(both) / max(frame.shape))
