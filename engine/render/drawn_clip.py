# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads what a host shows in each frame, with all that an artist has changed.

The host writes a folder: clip.json says which drawing each frame shows, and the drawings are files
as in a job (`drawing.safetensors`), or pictures.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image, UnidentifiedImageError

from addon.contract.drawing import Drawing
from addon.contract.drawn_frames import DrawnFrames
from addon.contract.errors import FormatError
from engine.render.clip import DrawnClip, clip_of_drawings
from engine.render.export import Frames


def read_pictures(folder: Path, frames: DrawnFrames) -> Frames:
    """Read a host's pictures: uint8 [F, h, w, 4], straight RGBA. Raises FormatError."""
    pictures = {name: _picture(folder / name) for name in dict.fromkeys(frames.files)}
    if len({picture.shape for picture in pictures.values()}) > 1:
        raise FormatError("The pictures of a clip have different sizes.")
    return np.stack([pictures[name] for name in frames.files])


def _picture(path: Path) -> Frames:
    try:
        with Image.open(path, formats=("PNG",)) as image:
            return np.asarray(image.convert("RGBA"), np.uint8)
    except (OSError, UnidentifiedImageError, SyntaxError) as error:
        raise FormatError("{file} can't be read.", file=path.name) from error


def read_clip(folder: Path, frames: DrawnFrames) -> DrawnClip:
    """Read a host's drawings. Raises FormatError, BadInput."""
    drawings = {name: Drawing.read(folder / name) for name in dict.fromkeys(frames.files)}
    shown = [drawings[name] for name in frames.files]
    return clip_of_drawings(shown, frames.fps, loop=frames.loop)
