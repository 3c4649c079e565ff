# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the task "suggest" has found for a drawing."""

from __future__ import annotations

from dataclasses import dataclass

from ...contract.drawing import Drawing
from ...contract.errors import BadInput
from ...contract.job import JobFolder
from ...contract.messages import Message
from ...contract.suggesting import SUGGESTION_FILE, SUGGESTION_PICTURE
from .states import Delivered


@dataclass(frozen=True)
class SuggestedLines:
    """A suggestion.

    Attributes:
        name: what the known drawing shows; credit: by whom it was drawn, and its licence.
        picture: a PNG file of the canvas's size; empty where none was asked for.
    """

    drawing: Drawing
    name: str
    credit: str
    picture: bytes = b""

    @classmethod
    def read(cls, state: Delivered) -> SuggestedLines:
        """Read what the engine left in the job's folder. Raises FormatError, BadInput."""
        job = JobFolder(state.folder)
        told = state.report.get("suggestion")
        name, credit = (
            str(told.get(key, "")) if isinstance(told, dict) else "" for key in ("name", "credit")
        )
        try:
            drawing = Drawing.read(job.file(SUGGESTION_FILE))
            picture = job.file(SUGGESTION_PICTURE)
            data = picture.read_bytes() if picture.is_file() else b""
        except OSError as error:
            raise BadInput("The suggestion can't be read: {why}.", why=error.strerror) from error
        return cls(drawing, name, credit, data)

    @property
    def summary(self) -> str:
        """After which known drawing it is."""
        return Message("After “{name}”, {credit}", name=self.name, credit=self.credit)
