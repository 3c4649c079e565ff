# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Work of the engine on a drawing that a button asks for, written in one undo step."""

from __future__ import annotations

import logging
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

import bpy

from ...client.jobs.side_jobs import SideJobKind
from ...client.jobs.submission import Submission
from ...contract.drawing import Drawing
from ...contract.errors import BadInput, InternalError
from ...contract.request import Request
from ..write.take_reference import TakeReference
from .job_target import ObjectTarget, find_object
from .session import session
from .submission import target_of

log = logging.getLogger(__package__)
FoundT = TypeVar("FoundT")


@dataclass(frozen=True)
class Answer(Generic[FoundT]):
    """What the engine found in a drawing, on its way into the file.

    Attributes:
        drawing: what was captured and asked about.
        take: which take the answer is for; None for the drawing itself.
    """

    target: ObjectTarget
    drawing: Drawing
    found: FoundT
    take: TakeReference | None = None


class DrawingTask(ABC, Generic[FoundT]):
    """One kind of work on drawings. There is one at a time: its button becomes Cancel.

    Attributes:
        kind: of the engine's task.
        operator: of the add-on, that calls `apply` with the job.
        summary: what the last one has done; "" for none.
    """

    kind: SideJobKind[FoundT]
    operator: str

    def __init__(self) -> None:
        self.summary = ""
        self._answered: dict[str, Answer[FoundT]] = {}  # by job, while the operator writes it

    @property
    def job(self) -> str:
        """The job that is on its way; "" when there is none."""
        return session.asking(self.kind)

    def ask(
        self,
        request: Request,
        drawing: Drawing,
        source: Any,
        *,
        take: TakeReference | None = None,
        add_files: Callable[[Path], None] | None = None,
    ) -> str:
        """Submit what was captured of the object `source`; return the job. Raises BadInput.

        take: which take was captured; add_files: puts further inputs into the job's
        folder.
        """
        target = target_of(source, drawing)

        def on_answer(job: str, found: FoundT) -> None:
            self._pass_on(job, Answer(target, drawing, found, take))

        submission = Submission(request, drawing, target, add_files=add_files)
        return session.ask(self.kind, submission, on_answer, waits_for_pause=True)

    def cancel(self) -> None:
        """Stop what is on its way."""
        session.cancel(self.job)

    def apply(self, job: str) -> None:
        """Write the answer of a job. Raises BadInput when the drawing is gone or has changed."""
        answer = self._answered.get(job)
        if answer is None:
            raise BadInput("There is no result to apply.")
        source = find_object(answer.target)
        if source is None:
            raise BadInput("{name} is not in this file any more.", name=answer.target.object_name)
        self.write(answer, source)

    @abstractmethod
    def start(self, source: Any, scene: Any, view: Any) -> str:
        """Submit the drawing; return the job. Raises BadInput."""

    @abstractmethod
    def write(self, answer: Answer[FoundT], source: Any) -> None:
        """Write an answer into the drawing. Raises BadInput when that has changed."""

    @abstractmethod
    def failed(self, hint: str) -> InternalError:
        """Return what is told when it couldn't be written."""

    def _pass_on(self, job: str, answer: Answer[FoundT]) -> None:
        """Have the operator write the answer, which is one undo step."""
        self._answered[job] = answer
        try:
            operators: Any = bpy.ops
            getattr(operators.sketch_motion, self.operator)("EXEC_DEFAULT", True, job=job)
        except RuntimeError as error:  # how bpy.ops passes on any defect
            log.error("The answer %s can't be written by %s: %s", job, self.operator, error)
            session.report(self.failed(str(error)))
        finally:
            del self._answered[job]
