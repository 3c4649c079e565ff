# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The layer that a job was given for, and where its result goes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from ...client.jobs.job_target import JobTarget, root_of
from ...client.jobs.takes import Take
from ...contract.strict_json import JSON

START, RESULT, SIZE, TIMING = "start", "result", "size", "timing"  # in a note's extra


@dataclass(frozen=True)
class LayerTarget(JobTarget):
    """A layer or a group of a document.

    Attributes:
        start: The frame of the document that shows the first picture.
        size: Of the document, in pixels: width, height.
        prompt: The words for the motion.
    """

    start: int = 0
    size: tuple[int, int] = (0, 0)
    prompt: str = ""

    @classmethod
    def of_take(cls, take: Take) -> LayerTarget:
        """Return the target of a job that was found on disk."""
        note = take.note
        size, start = note.extra.get(SIZE), note.extra.get(START)
        pair = size if isinstance(size, list) and len(size) == 2 else [0, 0]
        return cls(
            note.object_name,
            note.object_id,
            note.document,
            root_of(take),
            seed=take.request.seed,
            start=start if isinstance(start, int) else 0,
            size=(int(cast(int, pair[0])), int(cast(int, pair[1]))),
            prompt=take.request.prompt,
        )

    def extra(self) -> dict[str, JSON]:
        """Return what the job's note keeps of it."""
        return {**super().extra(), START: self.start, SIZE: list(self.size)}
