# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures of frames on disk: how much of the drawing they keep, flicker, and how much moves."""

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
_LOOK = 512  # long side of the pictures that are measured
_INKED = 0.3  # ink that is somewhere, for distances
_HINT = "Name a job folder, or a folder of pictures whose names are in order."


@dataclass(frozen=True)
class FrameMeasures:
    """ink_kept: the smaller over the larger amount of ink of a frame and the drawing, mean, 0..1.
    likeness: of blurred frames and drawing over all shifts, mean, 0..1. flicker: per cent of the
    ink (`engine.raster.line_art.flicker`). motion: how far the ink of a frame is from the
    drawing's, and the other way round, mean, per cent of the long side.
    """

    ink_kept: float
    likeness: float
    flicker: float
    motion: float

    def to_json(self) -> dict[str, float]:
        """The numbers, rounded."""
        return {name: round(value, 4) for name, value in asdict(self).items()}


@dataclass(frozen=True, eq=False)
class FrameSequence:
    """pictures: uint8 [F,h,w,3] on white, at most 512 px long; prompt: "" where none is known."""

    name: str
    pictures: Bytes
    prompt: str
    loop: bool = False

    @property
    def ink(self) -> Floats:
        """Float32 [F,h,w], 1 is black."""
        grey = self.pictures.astype(np.float32) @ np.array([0.299, 0.587, 0.114], np.float32)
        ink: Floats = 1 - grey / np.float32(255)
        return ink


def read_frames(folder: Path, prompt: str = "") -> FrameSequence:
    """The frames of a job folder, or all pictures of a folder in the order of their names.

    The first frame is the drawing. Raises BadInput.
    """
    place = folder / "frames" if (folder / "frames").is_dir() else folder
    files = sorted(path for path in place.glob("*") if path.suffix.lower() in SUFFIXES)
    if len(files) < 2:
        raise BadInput(f"There are no frames in {folder}.", hint=_HINT)
    request = _request(folder if place != folder else folder.parent)
    pictures = [_on_white(path) for path in files]
    odd = next((f for f, p in zip(files, pictures, strict=True) if p.shape != pictures[0].shape), 0)
    if odd:
        raise BadInput(f"{odd} has another size than the first frame.", hint=_HINT)
    said = prompt or str(request.get("prompt", ""))
    return FrameSequence(folder.name, np.stack(pictures), said, bool(request.get("loop", False)))


def _request(folder: Path) -> dict[str, object]:
    try:
        found = json.loads((folder / "request.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _on_white(path: Path) -> Bytes:
    found = read_picture(path)
    alpha = found.alpha[..., None]
    color = np.round(255 * (found.color * alpha + 1 - alpha)).astype(np.uint8)
    image = Image.fromarray(color)
    image.thumbnail((_LOOK, _LOOK), Image.Resampling.BOX)
    return np.asarray(image)


def measure_frames(frames: FrameSequence) -> FrameMeasures:
    """Measure frames."""
    ink = frames.ink
    amounts = ink.sum((1, 2))
    high = np.maximum(amounts, amounts[0])
    shares = np.where(high > 0, np.minimum(amounts, amounts[0]) / np.maximum(high, 1e-9), 1.0)
    return FrameMeasures(
        ink_kept=float(shares[1:].mean()),
        likeness=float(np.mean([likeness(frame, ink[0]) for frame in ink[1:]])),
        flicker=flicker(ink, loop=frames.loop),
        motion=float(np.mean([_apart(frame, ink[0]) for frame in ink[1:]])),
    )


def _apart(frame: Floats, drawing: Floats) -> float:
    """Mean distance of ink to the nearest ink of the other, per cent of the long side."""
    here, there = frame > _INKED, drawing > _INKED
    if not here.any() or not there.any():
        return 0.0 if here.any() == there.any() else 100.0
    ways = [ndimage.distance_transform_edt(~b)[a].mean() for a, b in ((here, there), (there, here))]
    return float(100.0 * np.mean(ways) / max(frame.shape))
