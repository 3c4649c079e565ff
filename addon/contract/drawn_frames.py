# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a host shows in each frame, as files in a folder: for exports with the artist's edits.

A host of strokes writes drawings (`.safetensors`), a host of pixels pictures (`.png`).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from . import strict_json
from .errors import FormatError
from .files import read_bytes, write_bytes_atomic
from .frame_rate import checked_fps
from .paths import check_relative_name
from .strict_json import Fields

FORMAT = "sketch-motion-drawn-frames"
VERSION = 1
FILE = "clip.json"
MOST_BYTES = 1 << 22


@dataclass(frozen=True)
class DrawnFrames:
    """The frames of a clip.

    Attributes:
        files: the drawing or picture of each frame; one that is held stands there again.
        fps: frames a second as (numerator, denominator).
        loop: whether the last frame leads to the first.
    """

    files: tuple[str, ...]
    fps: tuple[int, int]
    loop: bool = False

    @property
    def are_pictures(self) -> bool:
        """Whether the frames are pictures and not drawings."""
        return all(name.endswith(".png") for name in self.files)

    def write(self, folder: Path) -> None:
        """Write clip.json. Raises DiskFull, BadInput."""
        value = {
            "format": FORMAT,
            "version": VERSION,
            "fps": list(self.fps),
            "loop": self.loop,
            "files": list(self.files),
        }
        write_bytes_atomic(folder / FILE, strict_json.dump(value, FILE).encode("ascii"))

    @classmethod
    def read(cls, folder: Path) -> DrawnFrames:
        """Read clip.json. Raises FormatError."""
        data = read_bytes(folder / FILE, max_bytes=MOST_BYTES)
        fields = Fields(strict_json.parse(data, FILE), FILE)
        fields.expect(FORMAT, VERSION)
        files = tuple(map(str, fields.items("files")))
        if not files:
            raise FormatError("{what} names no drawing.", what=FILE)
        for name in files:
            check_relative_name(name)
        return cls(files, checked_fps(fields.raw("fps")), fields.flag("loop", False))
