# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Questions whose answer becomes new layers of a drawing, like clean lines or colours.

The drawing goes to the engine as a side job. Its answer is written by an operator, which makes it
one undo step.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import bpy

from ...client.jobs.side_jobs import SideJobKind
from ...client.jobs.submission import Submission
from ...contract.drawing import Drawing
from ...contract.errors import BadInput, InternalError
from .job_target import ObjectTarget, find_object
from .session import session

log = logging.getLogger(__package__)
AnswerT = TypeVar("AnswerT")


@dataclass(frozen=True)
class LayerAnswer(Generic[AnswerT]):
    """An answer on its way into the file.

    Attributes:
        drawing: what was captured and asked about.
        take: the job of the take that the answer is for; "" for the drawing itself.
    """

    target: ObjectTarget
    drawing: Drawing
    answer: AnswerT
    take: str = ""

    def source(self) -> Any:
        """Return the drawn object. Raises BadInput when it is gone."""
        source = find_object(self.target)
        if source is None:
            raise BadInput("{name} is not in this file any more.", name=self.target.object_name)
        return source


class LayerAnswers(Generic[AnswerT]):
    """Questions of one kind. There is one at a time: its button becomes Cancel.

    Attributes:
        summary: what the last one has done; "" for none.
    """

    def __init__(self, kind: SideJobKind[AnswerT], operator: str, failure: str) -> None:
        """Make the questions of a kind.

        operator: the one that writes an answer, in `bpy.ops.sketch_motion`. failure: what is said
        when it fails.
        """
        self.summary = ""
        self._kind, self._operator, self._failure = kind, operator, failure
        self._answered: dict[str, LayerAnswer[AnswerT]] = {}  # while the operator writes it

    @property
    def job(self) -> str:
        """The job that is on its way; "" when there is none."""
        return session.asking(self._kind)

    def cancel(self) -> None:
        """Stop the question on its way."""
        session.cancel(self.job)

    def ask(self, submission: Submission[ObjectTarget], take: str = "") -> str:
        """Submit a question about a drawing, which the submission holds; return its job."""
        drawing = submission.drawing
        assert isinstance(drawing, Drawing)

        def on_answer(job: str, answer: AnswerT) -> None:
            self._write(job, LayerAnswer(submission.target, drawing, answer, take))

        return session.ask(self._kind, submission, on_answer, waits_for_pause=True)

    def answer_of(self, job: str) -> LayerAnswer[AnswerT]:
        """Return the answer that is to be written. Raises BadInput when there is none."""
        answer = self._answered.get(job)
        if answer is None:
            raise BadInput("There is no result to apply.")
        return answer

    def _write(self, job: str, answer: LayerAnswer[AnswerT]) -> None:
        """Write the answer in one undo step, by the operator."""
        self._answered[job] = answer
        try:
            operators: Any = bpy.ops.sketch_motion
            getattr(operators, self._operator)("EXEC_DEFAULT", True, job=job)
        except RuntimeError as error:  # how bpy.ops passes on any defect
            log.error("The answer of %s can't be applied: %s", job, error)
            session.report(InternalError(self._failure, hint=str(error)))
        finally:
            del self._answered[job]
