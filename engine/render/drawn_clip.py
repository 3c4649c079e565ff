# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads what a host shows in each frame, with all that an artist has changed.

The host writes a folder: clip.json says which drawing each frame shows, and the drawings are files
as in a job (`drawing.safetensors`).
"""

from __future__ import annotations

from pathlib import Path

from addon.contract.drawing import Drawing
from addon.contract.drawn_frames import DrawnFrames
from engine.render.clip import DrawnClip, clip_of_drawings


def read_clip(folder: Path) -> DrawnClip:
    """Read a host's drawings. Raises FormatError, BadInput."""
    frames = DrawnFrames.read(folder)
    drawings = {name: Drawing.read(folder / name) for name in dict.fromkeys(frames.files)}
    shown = [drawings[name] for name in frames.files]
    return clip_of_drawings(shown, frames.fps, loop=frames.loop)
