# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pictures of a raster job, as a host finds them in the job's folder."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from ..contract.errors import BadInput, FormatError
from ..contract.job import JobFolder
from ..contract.png import png_size

_NUMBERED = re.compile(r"^(\d{4,6})\.png$")
_STROKES = re.compile(r"^(\d{4,6})\.safetensors$")


@dataclass(frozen=True)
class PictureSequence:
    """Frame k of the animation (counted from 1) is `paths[k - 1]`, straight RGBA, all one size.

    `strokes`: (k, file) of the traced drawings; a frame that shows what the one before showed has
    none of its own.
    """

    paths: tuple[Path, ...]
    size: tuple[int, int]  # width, height in pixels
    hold: int = 1
    loop: bool = False
    strokes: tuple[tuple[int, Path], ...] = ()

    @property
    def frame_count(self) -> int:
        return len(self.paths)

    @property
    def folder(self) -> Path:
        return self.paths[0].parent

    @classmethod
    def of_job(cls, folder: Path) -> PictureSequence:
        """What a finished raster job made. Raises FormatError where something is missing."""
        job = JobFolder(folder)
        request = job.read_request()
        outcome = job.outcome()
        if outcome is None or outcome.kind != "done":
            raise BadInput("There is no result yet.", hint="Wait until the animation has finished.")
        paths = numbered(job.frames_path)
        strokes = _strokes(job.file("strokes"), len(paths))
        size = png_size(paths[0])
        for path in paths[1:]:
            if png_size(path) != size:
                raise FormatError(f"{path.name} has another size than the first picture.")
        return cls(paths, size, request.hold, request.loop, strokes)


def numbered(folder: Path) -> tuple[Path, ...]:
    """0001.png and on, without a gap (0000.png is not counted). Raises FormatError."""
    found: dict[int, Path] = {}
    try:
        for path in folder.iterdir():
            match = _NUMBERED.match(path.name)
            if match and int(match[1]) > 0:
                found[int(match[1])] = path
    except OSError:
        found = {}
    if not found:
        raise FormatError("The pictures of this animation are gone.", hint="Animate it again.")
    missing = next((k for k in range(1, max(found) + 1) if k not in found), None)
    if missing is not None:
        raise FormatError(f"Picture {missing} of {max(found)} is missing.", hint="Animate again.")
    return tuple(found[k] for k in sorted(found))


def _strokes(folder: Path, frames: int) -> tuple[tuple[int, Path], ...]:
    if not folder.is_dir():
        return ()
    found = []
    for path in folder.iterdir():
        match = _STROKES.match(path.name)
        if match and 0 < int(match[1]) <= frames:
            found.append((int(match[1]), path))
    return tuple(sorted(found))
