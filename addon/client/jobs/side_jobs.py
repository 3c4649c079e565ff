# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Side jobs: jobs that answer a question about a drawing instead of making a take.

A new kind is one `SideJobKind` at the end of this file. A host asks with `Session.ask`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from ...contract.errors import InternalError, SketchMotionError
from ...contract.estimate import Estimate
from ...contract.request import Task
from ..client import EngineClient
from .cleaned import CleanLines
from .coloured import ColourFills
from .file_worker import error_of
from .found_bones import FoundBones
from .found_objects import FoundObjects
from .states import Delivered, Interrupted, JobCancelled, JobFailed, JobState
from .suggested import SuggestedLines

AnswerT = TypeVar("AnswerT")
WITHOUT_ANSWER = (JobFailed, JobCancelled, Interrupted)


@dataclass(frozen=True)
class SideJobKind(Generic[AnswerT]):
    """A question that the engine answers.

    Attributes:
        task: The task of the request.
        read: Reads the answer of a job that is done; called in the file worker's thread, and
            raises SketchMotionError.
        hint: What to do when the engine went away before it could answer.
    """

    task: Task
    read: Callable[[Delivered], AnswerT]
    hint: str = ""


@dataclass
class SideJob:
    """A side job on its way.

    Attributes:
        prepare: Makes something else of the answer; called in the file worker's thread.
        on_answer: Gets the job and its answer.
        on_failure: Gets why there is no answer; None when the job was cancelled.
        waits_for_pause: Whether the answer changes the document, so that it waits for a pause.
        is_quiet: Whether it isn't shown among other jobs.
    """

    kind: SideJobKind[Any]
    prepare: Callable[[Any], object] | None
    on_answer: Callable[[str, Any], None]
    on_failure: Callable[[SketchMotionError | None], None]
    waits_for_pause: bool = False
    is_quiet: bool = False
    is_being_read: bool = False
    answers: list[object] = field(default_factory=list)  # one, once it is read

    def read_answer(self, state: Delivered) -> None:
        """Read the answer, or what is wrong with it. Never raises."""
        try:
            answer = self.kind.read(state)
            self.answers.append(self.prepare(answer) if self.prepare is not None else answer)
        except Exception as error:
            self.answers.append(error_of(error))

    def finish(self, job: str, state: JobState) -> None:
        """Hand the answer on, or the reason why there is none."""
        if isinstance(state, JobFailed):
            self.on_failure(state.error)
        elif isinstance(state, Interrupted):
            self.on_failure(InternalError(state.reason, hint=self.kind.hint))
        elif isinstance(state, JobCancelled):
            self.on_failure(None)
        elif isinstance(self.answers[0], SketchMotionError):
            self.on_failure(self.answers[0])
        else:
            self.on_answer(job, self.answers[0])


class SideJobs:
    """The side jobs of the open documents, by job."""

    def __init__(self) -> None:
        self._running: dict[str, SideJob] = {}

    def __len__(self) -> int:
        return len(self._running)

    def __contains__(self, job: object) -> bool:
        return job in self._running

    def add(self, job: str, side_job: SideJob) -> None:
        """Keep a side job until it has ended."""
        self._running[job] = side_job

    def job_of(
        self, kind: SideJobKind[Any], states: Mapping[str, JobState], *, or_quiet: bool = False
    ) -> str:
        """Return the job of a kind that is on its way; "" when there is none.

        One without an answer may still be resumed, but keeps nobody from asking again. or_quiet:
        a job counts, too, that no artist has asked for.
        """
        for job, known in self._running.items():
            if known.kind is not kind or (known.is_quiet and not or_quiet):
                continue
            if job in states and not isinstance(states[job], WITHOUT_ANSWER):
                return job
        return ""

    def kind_of(self, job: str) -> SideJobKind[Any] | None:
        """Return what a job asks, also where it ended without an answer; None for a motion."""
        return self._running[job].kind if job in self._running else None

    def replace(self, job: str, variant: str) -> None:
        """Let another job answer in place of `job`."""
        if job in self._running:
            self._running[variant] = self._running.pop(job)

    def discard(self, job: str) -> None:
        """Forget a side job: nobody gets its answer."""
        self._running.pop(job, None)

    def clear(self) -> tuple[str, ...]:
        """Forget all side jobs; return those that were on their way."""
        jobs = tuple(self._running)
        self._running.clear()
        return jobs

    def take_ended(
        self, client: EngineClient, is_idle: Callable[[], bool], *, keep_failed: bool
    ) -> Iterator[tuple[str, SideJob, JobState]]:
        """Yield and forget those that have ended, once their answers are read.

        keep_failed: a job without an answer is listed with the others, so that it can be resumed.
        """
        for job, side_job in list(self._running.items()):
            state = client.jobs.get(job)
            if isinstance(state, Delivered):
                if not _has_answer(client, side_job, state):
                    continue
                if side_job.waits_for_pause and not is_idle():
                    continue
            elif (keep_failed and not side_job.is_quiet) or not isinstance(
                state, (JobFailed, JobCancelled, Interrupted)
            ):
                continue
            if self._running.pop(job, None) is not None:  # the one before may have cleared all
                yield job, side_job, state


def _has_answer(client: EngineClient, side_job: SideJob, state: Delivered) -> bool:
    """Return whether the answer is read; begin to read it if it isn't."""
    if not side_job.is_being_read:
        side_job.is_being_read = True
        client.do_in_background(lambda: side_job.read_answer(state))
    return bool(side_job.answers)


OBJECTS = SideJobKind(
    "objects", lambda state: FoundObjects.read(state.folder), "Find objects again."
)
CLEAN = SideJobKind("clean", CleanLines.read, "Press Clean Up again.")
SUGGEST = SideJobKind("suggest", SuggestedLines.read, "Press Suggest again.")
COLOUR = SideJobKind("colour", ColourFills.read, "Press Colour again.")
RIG = SideJobKind("rig", FoundBones.read, "Show the bones again.")
ESTIMATE = SideJobKind("estimate", lambda state: Estimate.of_report(state.report))
