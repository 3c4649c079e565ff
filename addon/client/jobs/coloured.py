# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The fills that the task "colour" has made for a drawing, or for the frames of a take."""

from __future__ import annotations

from dataclasses import dataclass

from ...contract import tensorfile
from ...contract.arrays import Array
from ...contract.colouring import (
    COLOUR_FILE,
    COLOUR_PICTURE,
    FOLLOW_FILE,
    FOLLOWED,
    MISSED_HINTS,
    SHARES,
)
from ...contract.drawing import Drawing
from ...contract.errors import BadInput, FormatError
from ...contract.job import JobFolder
from ...contract.messages import Message
from .states import Delivered

WHAT = "The colouring"


@dataclass(frozen=True)
class ColourFills:
    """The fills of a drawing.

    Attributes:
        drawing: closed strokes without lines, N points; none for a take of pictures.
        followed: [N, K], the points of the coloured drawing that each point follows.
        shares: [N, K], how much of the way of each; they add up to 1.
        areas: how many areas have a colour.
        picture: the fills as a PNG file of the canvas's size; empty where none was asked for.
        frames: the fills of each frame of a take, each a PNG file; empty for a drawing.
        missed: how many dabs of the artist's lie in no area.
    """

    drawing: Drawing
    followed: Array
    shares: Array
    areas: int
    picture: bytes = b""
    frames: tuple[bytes, ...] = ()
    missed: int = 0

    @classmethod
    def read(cls, state: Delivered) -> ColourFills:
        """Read what the engine left in the job's folder. Raises FormatError, BadInput."""
        job = JobFolder(state.folder)
        areas, missed = state.report.get("areas"), state.report.get(MISSED_HINTS)
        try:
            drawing = Drawing.read(job.file(COLOUR_FILE))
            followed, shares = _follow(job, drawing)
            picture = job.file(COLOUR_PICTURE)
            data = picture.read_bytes() if picture.is_file() else b""
            paths = sorted(job.frames_path.glob("[0-9]*.png"))
            frames = tuple(path.read_bytes() for path in paths)
        except OSError as error:
            raise BadInput("The colours can't be read: {why}.", why=error.strerror) from error
        return cls(drawing, followed, shares, _count(areas), data, frames, _count(missed))

    def check_follows(self, count: int) -> None:
        """Check that what is followed is among the points of a drawing. Raises FormatError."""
        if max(self.followed.data, default=-1) >= count:
            raise FormatError("{file} is damaged.", file=FOLLOW_FILE)

    @property
    def summary(self) -> str:
        """How many areas have how many colours, or which hints colour nothing."""
        materials = set(self.drawing.materials.data)
        if self.missed:
            return Message(
                "Coloured areas: {areas}. Hints in no closed area: {missed}; close the lines "
                "around them.",
                areas=self.areas,
                missed=self.missed,
            )
        if not materials:
            return Message("Coloured areas: {areas}.", areas=self.areas)
        return Message(
            "Coloured areas: {areas}, colours: {colors}.", areas=self.areas, colors=len(materials)
        )


def _count(value: object) -> int:
    return value if isinstance(value, int) else 0


def _follow(job: JobFolder, drawing: Drawing) -> tuple[Array, Array]:
    """Read what the points of fills follow. Raises FormatError."""
    if not drawing.stroke_count:
        return Array.of([], "I32", (0, 0)), Array.of([], "F32", (0, 0))
    file = tensorfile.read(job.file(FOLLOW_FILE))
    followed, shares = file.take(FOLLOWED, WHAT), file.take(SHARES, WHAT)
    is_fit = len(followed.shape) == 2 and followed.shape[0] == drawing.point_count
    is_fit = is_fit and (followed.dtype, shares.dtype) == ("I32", "F32")
    if not is_fit or shares.shape != followed.shape or min(followed.data, default=0) < 0:
        raise FormatError("{file} is damaged.", file=FOLLOW_FILE)
    return followed, shares
