# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an animation will cost, asked of the engine before it starts."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Generic, Protocol

from ...contract.errors import SketchMotionError
from ...contract.estimate import Estimate
from .job_target import TargetT
from .side_jobs import ESTIMATE, SideJobKind
from .states import JobState
from .submission import Submission

log = logging.getLogger(__package__)
GIGABYTE = 1e9
MEGABYTE = 1e6


class Asker(Protocol[TargetT]):
    """The part of a session that estimates need."""

    def ask(
        self,
        kind: SideJobKind[Any],
        submission: Submission[TargetT],
        on_answer: Callable[[str, Any], None],
        *,
        on_failure: Callable[[SketchMotionError | None], None] | None = None,
        quiet: bool = False,
    ) -> str:
        """Submit a side job."""
        ...

    def submit(self, submission: Submission[TargetT]) -> str:
        """Submit a job, or a batch."""
        ...

    def report(self, error: SketchMotionError) -> None:
        """Show what went wrong."""
        ...

    def side_job_state(self, job: str) -> JobState | None:
        """Return the state of a side job; None when nobody waits for it."""
        ...


@dataclass
class Inquiry(Generic[TargetT]):
    """One question what an animation will cost.

    Attributes:
        start: Whether the animation begins once it is known to fit.
        settings: Of the panel, by which the host sees that the panel has changed since.
        job: The side job.
        answer: None until the engine has answered.
    """

    submission: Submission[TargetT]
    start: bool
    settings: object
    asker: Asker[TargetT]
    job: str = ""
    answer: Estimate | None = None

    @property
    def seeds(self) -> int:
        """The number of animations that will be made."""
        return self.submission.seeds

    @property
    def waits_for_engine(self) -> bool:
        """Whether the engine has still to answer."""
        return self.answer is None and self.asker.side_job_state(self.job) is not None

    def asks_the_same(self, submission: Submission[TargetT]) -> bool:
        """Whether it still waits for an answer, about the same request for the same drawing."""
        mine = self.submission
        same = mine.request == submission.request and mine.seeds == submission.seeds
        return same and self.answer is None and mine.target.is_same_drawing(submission.target)

    @property
    def waits_for_user(self) -> bool:
        """Whether it doesn't fit, so that the artist has to say what to do."""
        return self.start and self.answer is not None and not self.answer.fits


class Estimates(Generic[TargetT]):
    """The last inquiry, and what follows from its answer."""

    def __init__(self, asker: Asker[TargetT]) -> None:
        self._asker = asker
        self.last: Inquiry[TargetT] | None = None

    def ask(self, submission: Submission[TargetT], *, start: bool, settings: object) -> str:
        """Ask what a submission will cost; return the side job. Raises BadInput."""
        inquiry = Inquiry(submission, start, settings, self._asker)
        if start and self.last is not None and self.last.asks_the_same(submission):
            self.last.start = False  # who presses again means the same press

        def on_answer(job: str, answer: Estimate) -> None:
            self._answered(inquiry, answer)

        def on_failure(error: SketchMotionError | None) -> None:
            log.info("There is no estimate: %s", error)
            self._answered(inquiry, None)

        one = replace(submission, seeds=1)
        inquiry.job = self._asker.ask(ESTIMATE, one, on_answer, on_failure=on_failure, quiet=True)
        self.last = inquiry
        return inquiry.job

    def begin_anyway(self) -> str:
        """Submit what the last inquiry was about, although it may not fit. Raises BadInput."""
        return self._asker.submit(self._take().submission)

    def begin_smaller(self) -> str:
        """Submit the smaller plan. Raises BadInput for one that makes no request."""
        inquiry = self._take()
        plan = inquiry.answer.smaller if inquiry.answer else None
        request = inquiry.submission.request.patched(plan.patch if plan else {})
        return self._asker.submit(replace(inquiry.submission, request=request))

    def forget(self) -> None:
        """Forget the last inquiry: nothing follows from its answer."""
        if self.last is not None:
            self.last.start = False
        self.last = None

    def set_aside(self) -> None:
        """Take the last inquiry off the panel; what it was to start still starts if it fits."""
        self.last = None

    def _take(self) -> Inquiry[TargetT]:
        assert self.last is not None  # its buttons are shown only then
        inquiry, self.last = self.last, None
        return inquiry

    def _answered(self, inquiry: Inquiry[TargetT], answer: Estimate | None) -> None:
        """Start what fits. Without an answer nothing is held back.

        Another inquiry may have come since: what was to start starts all the same, and what doesn't
        fit is put to the artist once more.
        """
        inquiry.answer = answer
        if answer is None and inquiry is self.last:
            self.last = None
        if not inquiry.start:
            return
        if answer is not None and not answer.fits:
            self.last = inquiry
            return
        inquiry.start = False
        try:
            self._asker.submit(inquiry.submission)
        except SketchMotionError as error:
            self._asker.report(error)


def memory_text(size: float) -> str:
    """Return a size for people: "1.4 GB", "350 MB"."""
    if size >= GIGABYTE:
        return f"{size / GIGABYTE:.1f} GB"
    return f"{max(1, round(size / MEGABYTE))} MB"
