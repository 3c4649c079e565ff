# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pictures of a raster job, as a host finds them in the job's folder."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

from ...contract.errors import BadInput, FormatError
from ...contract.files import safe_join
from ...contract.job import JobFolder
from ...contract.png import png_size
from .raster_request import continues

LONGEST_CHAIN = 50  # jobs that each go on from the one before
_NUMBERED = re.compile(r"^(\d{4,6})\.png$")
_STROKES = re.compile(r"^(\d{4,6})\.safetensors$")


@dataclass(frozen=True)
class PictureSequence:
    """The pictures of an animation, in straight RGBA and of one size.

    Attributes:
        job: The folder that the sequence was read from.
        paths: The picture of each frame; that of frame k, counted from 1, is `paths[k - 1]`.
        size: Width and height in pixels.
        strokes: (k, file) of the traced drawings. A frame that shows the same as the one before
            has none of its own.
    """

    job: Path
    paths: tuple[Path, ...]
    size: tuple[int, int]
    hold: int = 1
    loop: bool = False
    strokes: tuple[tuple[int, Path], ...] = ()

    @property
    def frame_count(self) -> int:
        """The number of frames."""
        return len(self.paths)

    @property
    def is_in_order(self) -> bool:
        """Whether the files themselves are 0001.png and on in one folder."""
        return self.paths == tuple(
            self.paths[0].with_name(f"{k + 1:04d}.png") for k in range(len(self.paths))
        )

    @classmethod
    def of_job(cls, folder: Path) -> PictureSequence:
        """Read what a finished raster job made, after the pictures of the job that it continues.

        Raises FormatError when something is missing, BadInput when the job isn't done.
        """
        return cls._of_job(folder, LONGEST_CHAIN)

    @classmethod
    def _of_job(cls, folder: Path, most: int) -> PictureSequence:
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
                raise FormatError("{file} has another size than the first picture.", file=path.name)
        own = cls(folder, paths, size, request.hold, request.loop, strokes)
        earlier = continues(request)
        if not earlier:
            return own
        if most == 0:
            raise FormatError("This animation goes on from too many others.")
        return cls._of_job(safe_join(folder.parent, earlier), most - 1).followed_by(own)

    def followed_by(self, other: PictureSequence) -> PictureSequence:
        """Join both. The other's first picture is this one's last, and is shown once.

        Raises FormatError for pictures of another size.
        """
        if other.size != self.size:
            raise FormatError("The pictures have another size than those they go on from.")
        repeated = min(other.hold, len(other.paths) - 1)
        shift = len(self.paths) - repeated
        strokes = [(k + shift, path) for k, path in other.strokes if k > repeated]
        return replace(
            other, paths=self.paths + other.paths[repeated:], strokes=(*self.strokes, *strokes)
        )


def numbered(folder: Path) -> tuple[Path, ...]:
    """Return 0001.png, 0002.png, ... of a folder. Raises FormatError for none, or a gap."""
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
        raise FormatError(
            "Picture {number} of {count} is missing.",
            number=missing,
            count=max(found),
            hint="Animate again.",
        )
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
