# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One thread that runs jobs one after the other, with what they need kept warm."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from addon.contract.errors import Cancelled, JobBusy, SketchMotionError
from addon.contract.job import Event, JobFolder
from engine.runtime.control import START, Control
from engine.runtime.failure import as_failure

QUIET_S = 3.0  # without a question from the host, until the rest is loaded


class Listener(Protocol):
    """Receives what happens to the jobs. Its methods are called from the worker's thread."""

    def ready(self, seconds: float, error: SketchMotionError | None) -> None: ...
    def event(self, job: str, event: Event) -> None: ...
    def finished(self, job: str, report: dict[str, object]) -> None: ...
    def failed(self, job: str, error: SketchMotionError) -> None: ...
    def loaded(self, seconds: float, error: SketchMotionError | None) -> None: ...


class RunJob(Protocol):
    """`engine.jobs.run.run_job`, as far as the worker needs it."""

    def __call__(
        self, folder: Path, *, control: Control, listener: Callable[[Event], None]
    ) -> dict[str, object]: ...


@dataclass
class QueuedJob:
    """A job that waits or runs.

    Attributes:
        job: its name, relative to the folder of all jobs.
    """

    job: str
    folder: Path
    control: Control = field(default_factory=Control)


class Worker:
    """A queue of jobs and the thread that runs them, one at a time."""

    def __init__(
        self,
        listener: Listener,
        warm_up: Callable[[], RunJob],
        load_rest: Callable[[], None] | None = None,
    ) -> None:
        """Prepare the thread.

        In it `warm_up` loads what jobs need and returns what runs them. `load_rest` loads what few
        of them need, once nobody has asked for anything for QUIET_S.
        """
        self._listener = listener
        self._warm_up = warm_up
        self._load_rest = load_rest
        self._touched = time.monotonic()
        self._changed = threading.Condition()
        self._waiting: deque[QueuedJob] = deque()
        self._running: QueuedJob | None = None
        self._ending = False
        self._thread = threading.Thread(target=self._work, name="worker", daemon=True)

    def start(self) -> None:
        """Start the thread: it warms up, then runs what is submitted."""
        if not self._thread.is_alive():
            self._thread.start()

    def submit(self, job: str, folder: Path) -> int:
        """Queue a job and return how many are before it. Raises JobBusy if it is here already."""
        with self._changed:
            queued = [*self._waiting, *([self._running] if self._running else [])]
            if any(item.job == job for item in queued):
                raise JobBusy("This job is already running.", hint="Wait for it, or cancel it.")
            self._waiting.append(QueuedJob(job, folder))
            self._changed.notify_all()
            return len(queued)

    def touch(self) -> None:
        """Take note that the host has asked for something."""
        self._touched = time.monotonic()

    def cancel(self, job: str) -> bool:
        """Ask a job to end; False when it is not here. The listener's `failed` reports its end."""
        with self._changed:
            if self._running is not None and self._running.job == job:
                self._running.control.cancelled = True
                return True
            queued = next((item for item in self._waiting if item.job == job), None)
            if queued is None:
                return False
            self._waiting.remove(queued)
        with suppress(OSError, SketchMotionError):  # another program runs it, or the disk is full
            JobFolder(queued.folder).cancel()
        self._listener.failed(job, Cancelled("The job was cancelled before it began."))
        return True

    def end(self, timeout_s: float) -> bool:
        """Stop the running job with a checkpoint; False when that takes too long."""
        with self._changed:
            self._ending = True
            self._waiting.clear()
            if self._running is not None:
                self._running.control.stopped = True
            self._changed.notify_all()
        if not self._thread.is_alive():
            return True
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _work(self) -> None:
        """Warm up, then run jobs until the end; the body of the thread."""
        started = time.monotonic()
        error: SketchMotionError | None = None
        try:
            run = self._warm_up()
        except Exception as problem:
            error = as_failure(problem)
            run = _refusing(error)
        self._listener.ready(time.monotonic() - started, error)
        if error is not None:
            self._load_rest = None
        while not self._ending:
            queued = self._next()
            if queued is not None:
                self._run_one(queued, run)
                with self._changed:
                    self._running = None
            elif not self._ending:
                self._load_the_rest()

    def _next(self) -> QueuedJob | None:
        """Wait for the next job; None in a quiet moment, and when the worker has to end."""
        with self._changed:
            while not self._ending and not self._waiting:
                left = self._touched + QUIET_S - time.monotonic()
                if self._load_rest is not None and left <= 0:
                    return None
                self._changed.wait(None if self._load_rest is None else left)
            if self._ending:
                return None
            self._running = self._waiting.popleft()
            return self._running

    def _load_the_rest(self) -> None:
        """Load what few jobs need, and tell the listener."""
        assert self._load_rest is not None
        load, self._load_rest = self._load_rest, None
        started = time.monotonic()
        error: SketchMotionError | None = None
        try:
            load()
        except Exception as problem:
            error = as_failure(problem)
        self._listener.loaded(time.monotonic() - started, error)

    def _run_one(self, queued: QueuedJob, run: RunJob) -> None:
        """Run a job and report its outcome to the listener."""

        def listener(event: Event) -> None:
            self._listener.event(queued.job, event)

        listener(Event(START, 0, 0))
        try:
            report = run(queued.folder, control=queued.control, listener=listener)
        except Exception as problem:
            self._listener.failed(queued.job, as_failure(problem, folder=queued.folder))
        else:
            self._listener.finished(queued.job, report)


def _refusing(error: SketchMotionError) -> RunJob:
    """Return a stand-in that runs nothing: what every job needs could not be loaded."""

    def run(
        folder: Path, *, control: Control, listener: Callable[[Event], None]
    ) -> dict[str, object]:
        raise error

    return run
