# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Clean Up: the drawing goes to the engine, its clean lines come back as layers above it."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any

import bpy

from ...client.jobs.cleaned import CleanLines
from ...client.jobs.side_jobs import CLEAN
from ...client.jobs.submission import Submission
from ...contract.cleaning import STRENGTH
from ...contract.drawing import Drawing
from ...contract.errors import BadInput, InternalError
from ...contract.request import Request
from ..capture.capture import recapture
from ..capture.capture_map import Origin
from ..objects import bone_corrections
from ..settings import settings_of
from ..write.clean_layers import write_clean
from .job_target import ObjectTarget, find_object
from .session import session
from .submission import captured, target_of

log = logging.getLogger(__package__)


@dataclass(frozen=True)
class _Answer:
    """Clean lines on their way into the file."""

    target: ObjectTarget
    rough: Drawing
    clean: CleanLines


class CleanUps:
    """Clean-ups of drawings. There is one at a time: its button becomes Cancel.

    Attributes:
        summary: what the last one has done; "" for none.
    """

    def __init__(self) -> None:
        self.summary = ""
        self._answered: dict[str, _Answer] = {}  # by job, while the operator writes it

    @property
    def job(self) -> str:
        """The job that is on its way; "" when there is none."""
        return session.asking(CLEAN)

    def start(self, source: Any, scene: Any, view: Any) -> str:
        """Submit the drawing; return the job. Raises BadInput."""
        session.notice, self.summary = None, ""
        if self.job:
            return self.job
        taken = captured(source, scene, view)
        strength = settings_of(scene).clean_strength
        request = Request(prompt="", settings={STRENGTH: round(float(strength), 3)})
        target = target_of(source, taken.drawing)

        def on_answer(job: str, clean: CleanLines) -> None:
            self._write(job, _Answer(target, taken.drawing, clean))

        submission = Submission(request, taken.drawing, target)
        return session.ask(CLEAN, submission, on_answer, waits_for_pause=True)

    def cancel(self) -> None:
        """Stop the clean-up on its way."""
        session.cancel(self.job)

    def apply(self, job: str) -> None:
        """Write the clean lines of a job. Raises BadInput when the drawing is gone or changed."""
        answer = self._answered.get(job)
        if answer is None:
            raise BadInput("There is no result to apply.")
        source = find_object(answer.target)
        if source is None:
            raise BadInput("{name} is not in this file any more.", name=answer.target.object_name)
        found = recapture(source, Origin.of_host(answer.rough.host))
        if len(found.positions) != answer.rough.point_count:
            raise BadInput(
                "{name} was drawn on since the clean-up started.",
                name=source.name,
                hint="Press Clean Up again.",
            )
        numbers = bone_corrections.numbers_of(found, answer.rough, source)
        write_clean(answer.clean.drawing, found, numbers, source)
        self.summary = answer.clean.summary

    def _write(self, job: str, answer: _Answer) -> None:
        """Write the answer in one undo step, by the operator."""
        self._answered[job] = answer
        try:
            operators: Any = bpy.ops
            operators.sketch_motion.apply_clean("EXEC_DEFAULT", True, job=job)
        except RuntimeError as error:  # how bpy.ops passes on any defect
            log.error("The clean lines of %s can't be applied: %s", job, error)
            session.report(InternalError("The clean lines can't be written.", hint=str(error)))
        finally:
            del self._answered[job]


clean_ups = CleanUps()
