# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a task is given, and what it gives back."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from addon.contract.job import JobFolder
from addon.contract.request import Request
from engine.runtime.progress import Progress
from engine.runtime.report import run_report

Report = dict[str, object]
"""What done.json says of a finished job."""


@dataclass(frozen=True)
class JobRun:
    """A job that is being run.

    Attributes:
        folder: the folder of the job; this process holds its lock.
        started: when the run began, by time.monotonic().
    """

    folder: JobFolder
    request: Request
    progress: Progress
    started: float

    def report(self, info: Mapping[str, str] | None = None) -> Report:
        """Return the report of the run until now. info: about the result; else names the task."""
        return run_report(
            self.request,
            info={"task": self.request.task} if info is None else info,
            seconds=self.progress.seconds,
            total=time.monotonic() - self.started,
            resumed=self.progress.checkpoint_loaded,
            warnings=self.progress.warnings,
            fingerprint=self.progress.fingerprint,
        )


@dataclass(frozen=True)
class TaskResult:
    """What a task has made.

    Attributes:
        on_written: called once the report is written, when nothing can fail any more.
    """

    report: Report
    on_written: Callable[[], object] | None = None
