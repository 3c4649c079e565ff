# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The clean drawing that the task "clean" has made of a rough one."""

from __future__ import annotations

from dataclasses import dataclass

from ...contract.cleaning import CLEAN_FILE, PICTURE_FILE
from ...contract.drawing import Drawing
from ...contract.errors import BadInput
from ...contract.job import JobFolder
from ...contract.messages import Message
from .states import Delivered


@dataclass(frozen=True)
class CleanLines:
    """A clean drawing.

    Attributes:
        before: the number of strokes of the rough one.
        picture: the clean drawing as a PNG file of the canvas's size; empty where none was asked
            for.
    """

    drawing: Drawing
    before: int
    picture: bytes = b""

    @classmethod
    def read(cls, state: Delivered) -> CleanLines:
        """Read what the engine left in the job's folder. Raises FormatError, BadInput."""
        job = JobFolder(state.folder)
        counts = state.report.get("strokes")
        before = counts.get("before") if isinstance(counts, dict) else None
        try:
            drawing = Drawing.read(job.file(CLEAN_FILE))
            picture = job.file(PICTURE_FILE)
            data = picture.read_bytes() if picture.is_file() else b""
        except OSError as error:
            raise BadInput("The clean lines can't be read: {why}.", why=error.strerror) from error
        return cls(drawing, before if isinstance(before, int) else 0, data)

    @property
    def summary(self) -> str:
        """How many strokes became how many."""
        return Message(
            "{before} strokes became {after}.", before=self.before, after=self.drawing.stroke_count
        )
