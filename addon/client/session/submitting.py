# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Giving jobs to the engine: a drawing captured and submitted, here or on a farm, or once more."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from ...contract.drawing import Drawing
from ...contract.errors import SketchMotionError
from ...contract.request import Request
from ..farm.farm_link import checked_address
from ..jobs.job_target import TargetT
from ..jobs.states import ENDED, Delivered, Finished
from ..jobs.submission import Submission, hand_over
from .run import InputT, SessionRun

log = logging.getLogger(__package__)


class Submitting(SessionRun[InputT, TargetT]):
    """The part of a session that submits jobs."""

    def animate(self, asked: InputT) -> str:
        """Capture the drawing and submit it; return the job. Raises BadInput."""
        return self.submit(self.capture(asked))

    def capture(self, asked: InputT) -> Submission[TargetT]:
        """Return what the panel asks for, with the drawing as it is now. Raises BadInput."""
        self.notice = None
        request = self._host.request(asked)  # says what is missing before an engine is looked for
        self.ready_client()
        return self._host.capture(asked, request)

    def submit(self, submission: Submission[TargetT]) -> str:
        """Submit one job, or a batch of jobs that differ in their seed; return the first.

        What ended badly for this drawing is dismissed. Raises BadInput.
        """
        return self._submit(submission)[0]

    def send_to_farm(self, asked: InputT, address: str) -> tuple[str, ...]:
        """Capture the drawing and let a farm animate it; return the jobs. Raises BadInput."""
        address = checked_address(address)
        jobs = self._submit(self.capture(asked), elsewhere=True)
        assert self._command is not None  # there is a client now
        self.farm.send(self._command, address, jobs)
        return jobs

    def call_back(self) -> None:
        """Have the farm end the jobs that this run of the host has sent."""
        if self._command is not None:
            self.farm.cancel(self._command.jobs)

    def _submit(
        self, submission: Submission[TargetT], *, elsewhere: bool = False
    ) -> tuple[str, ...]:
        """Make a job for each seed, and return them. Raises BadInput."""
        client = self.ready_client()
        self._dismiss_ended(submission.target)
        target, request = self._jobs.located(submission.target), submission.request
        if submission.seeds > 1 or submission.preview_first:
            target = replace(target, batch=secrets.token_hex(4))
        jobs = []
        for seed in range(request.seed, request.seed + submission.seeds):
            one = replace(submission, request=replace(request, seed=seed))
            note = target.note(self._host.name, self.name)
            job = hand_over(client, one, note, elsewhere=elsewhere)
            self._jobs.add(job, replace(target, seed=seed))
            jobs.append(job)
        self.wake()
        self._host.redraw()
        return tuple(jobs)

    def _dismiss_ended(self, new: TargetT) -> None:
        """Dismiss what ended for a drawing that is animated anew, unless it will be applied."""
        for job, state in list(self.jobs().items()):
            target = self._jobs.target(job)
            if target is None or not target.is_same_drawing(new):
                continue
            if isinstance(state, (Finished, Delivered)):
                if target.batch:  # it was to be chosen: it stays a take
                    self._drop(job)
                    self.look_for_takes()
            elif isinstance(state, ENDED):
                self.dismiss(job)

    def ask_live(self, drawing: Drawing, request: Request) -> None:
        """Ask for the motion that is shown while a sentence is typed. Raises BadInput."""
        self.ready_client().ask_live(drawing, request)
        self.wake()

    def expect_job(self) -> None:
        """Take note that the artist looks at the panel, with something to animate.

        The next tick starts the engine, so that the first job finds it loaded.
        """
        self._expects_job = True

    def _start_ahead(self) -> None:
        """Start the engine before its first job, once; without one nothing is said."""
        self._started_ahead = True
        try:
            self.ready_client().start()
        except SketchMotionError as error:
            log.info("No engine is started ahead of a job: %s", error)

    def retry(self, job: str, patch: Mapping[str, object]) -> str:
        """Submit the same drawing with other settings, as an error offers; return the new job.

        Raises BadInput.
        """
        client = self.ready_client()
        variant = self.redo(job, patch, self._jobs.adopt(client, job))
        self._jobs.drop(job)
        self._side_jobs.replace(job, variant)
        client.forget(job)
        return variant

    def redo(self, job: str, patch: Mapping[str, object], target: TargetT) -> str:
        """Submit a take's drawing once more with some settings changed; return the new job.

        Raises BadInput.
        """
        client = self.ready_client()
        variant = client.retry(job, dict(patch), document=target.document)
        original, copy = client.folder(job), client.folder(variant)
        client.do_in_background(partial(self._host.carry_over, original, copy, target))
        self._jobs.add(variant, target)
        self.wake()
        return variant
