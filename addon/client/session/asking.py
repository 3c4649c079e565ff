# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Side jobs: questions to the engine whose answers aren't takes."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from ...contract.errors import SketchMotionError
from ..jobs.job_target import TargetT
from ..jobs.side_jobs import AnswerT, SideJob, SideJobKind
from ..jobs.states import JobState
from ..jobs.submission import Submission, hand_over
from .run import InputT, SessionRun


class Asking(SessionRun[InputT, TargetT]):
    """The part of a session that asks the engine."""

    def ask(
        self,
        kind: SideJobKind[AnswerT],
        submission: Submission[TargetT],
        on_answer: Callable[[str, Any], None],
        *,
        prepare: Callable[[AnswerT], object] | None = None,
        on_failure: Callable[[SketchMotionError | None], None] | None = None,
        waits_for_pause: bool = False,
        quiet: bool = False,
    ) -> str:
        """Submit a side job; return it. A later tick calls `on_answer` with it and its answer.

        prepare: makes something else of the answer, in the file worker's thread.
        on_failure: gets why there is no answer, None for a cancelled job; else a notice says it.
        waits_for_pause: the answer changes the document.
        quiet: it isn't shown among other jobs, in no host.

        Raises BadInput.
        """
        client = self.ready_client()
        question = replace(submission, request=replace(submission.request, task=kind.task))
        target = self._jobs.located(submission.target)
        if self._host.lists_side_jobs and not quiet:
            note = target.note(self._host.name, self.name)
            job = hand_over(client, question, note, first=True)
            self._jobs.add(job, target)
        else:
            job = hand_over(client, question, first=True)
        failed = on_failure or self.report_if_any
        asked = SideJob(kind, prepare, on_answer, failed, waits_for_pause, is_quiet=quiet)
        self._side_jobs.add(job, asked)
        self.wake()
        return job

    def asking(self, kind: SideJobKind[Any], *, or_quiet: bool = False) -> str:
        """Return the side job of a kind that is on its way; "" for none. See `SideJobs.job_of`."""
        if self._client is None:
            return ""
        return self._side_jobs.job_of(kind, self._client.jobs, or_quiet=or_quiet)

    def side_job_kind(self, job: str) -> SideJobKind[Any] | None:
        """Return what a side job asks; None for a job that makes a motion."""
        return self._side_jobs.kind_of(job)

    def side_job_state(self, job: str) -> JobState | None:
        """Return the state of a side job; None where nobody waits for it any more."""
        return self._client.jobs.get(job) if self._client and job in self._side_jobs else None

    @property
    def has_side_jobs(self) -> bool:
        """Whether any side job is on its way."""
        return len(self._side_jobs) > 0

    def _end_side_jobs(self) -> bool:
        """Hand on the answers that are there. The folder of a side job has done its work then."""
        client = self._client
        if client is None:
            return False
        has_ended = False
        keep_failed = self._host.lists_side_jobs
        ended = self._side_jobs.take_ended(client, self._host.is_idle, keep_failed=keep_failed)
        for job, side_job, state in ended:
            has_ended = True
            self._drop(job)
            folder = client.folder(job)
            client.do_in_background(partial(shutil.rmtree, folder, ignore_errors=True))
            side_job.finish(job, state)
        return has_ended
