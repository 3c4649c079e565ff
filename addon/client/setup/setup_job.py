# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The set-up as a host runs it: in a thread, followed by a timer, stopped by a button.

job = SetupJob(EngineSetup(host="Blender"))
job.look()                     # or plan(settings), start(settings), remove()
...
if job.tick():                 # from the host's timer; never waits
    show(job.status, job.plan_found, job.error)
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace

from ...contract.errors import Cancelled, InternalError, SketchMotionError
from .cancellation import CancelToken
from .engine_setup import EngineSetup
from .movies import add_movies as _add_movies
from .plan import SetupPlan
from .settings import SetupSettings
from .states import NotSetUp, SetupState
from .status import Status

TICK_S = 0.1


class SetupJob:
    """One piece of work at a time, in a thread. All methods are for the host's main thread.

    Methods that begin work return whether it was begun: False while other work goes on.

    Attributes:
        status: The last known state.
        plan_found: The plan that the last `plan` has made.
        error: What the last work failed with; None when it ended well or was stopped.
    """

    def __init__(self, setup: EngineSetup) -> None:
        self.setup = setup
        self.status = Status(NotSetUp(), None)
        self.plan_found: SetupPlan | None = None
        self.error: SketchMotionError | None = None
        self._stop = CancelToken()
        self._thread: threading.Thread | None = None
        self._changed = False
        self._lock = threading.Lock()
        self._changes: list[Callable[[], None]] = []  # of the thread, for the next tick

    @property
    def busy(self) -> bool:
        """Whether work is under way: it was begun, and no tick has taken in its end yet."""
        return self._thread is not None

    @property
    def stopping(self) -> bool:
        """Whether work is under way that was asked to stop."""
        return self.busy and self._stop.is_cancelled()

    def look(self) -> bool:
        """Begin to read the state of the set-up, and to remove environments replaced long ago."""
        return self._begin(self.setup.tidy)

    def plan(self, settings: SetupSettings) -> bool:
        """Begin to find out what `start` would do, for `plan_found`; open no connection."""

        def work() -> None:
            plan = self.setup.plan(settings, self._stop)
            self._add(lambda: setattr(self, "plan_found", plan))

        self.plan_found = None
        return self._begin(work)

    def start(self, settings: SetupSettings, *, again: bool = False) -> bool:
        """Begin to set up the engine, going on where an earlier set-up ended; this downloads files.

        again: build a new environment even where the environment in use is whole (Repair).
        """

        def work() -> None:
            self.setup.set_up(settings, on_state=self._show, stop=self._stop, again=again)

        return self._begin(work)

    def remove(self, *, models: bool = False, presets: bool = False, jobs: bool = False) -> bool:
        """Begin to remove the engine, and those of the user's files for which a flag is True."""
        return self._begin(lambda: self.setup.remove(models=models, presets=presets, jobs=jobs))

    def add_movies(self) -> bool:
        """Begin to add the optional part that writes movies; this downloads a file."""

        def work() -> None:
            _add_movies(self.setup, self._show, self._stop)

        return self._begin(work)

    def do(self, work: Callable[[CancelToken], None]) -> bool:
        """Begin other long work in the thread, like the download of a model.

        `work` is given the token that tells it to stop.
        """
        return self._begin(lambda: work(self._stop))

    def stop(self) -> None:
        """Ask the work that is under way to stop; the files that it has downloaded are kept."""
        self._stop.cancel()

    def tick(self) -> bool:
        """Take in the changes of the thread; return whether there were any; never wait."""
        with self._lock:
            changes, self._changes = self._changes, []
        for change in changes:
            change()
        changed = bool(changes) or self._changed
        self._changed = False
        return changed

    def close(self, wait_s: float = 0.0) -> None:
        """Ask the work to stop, as the host ends; wait at most `wait_s` seconds for the end."""
        self.stop()
        thread = self._thread
        if thread is not None and wait_s > 0.0:
            thread.join(wait_s)

    def _begin(self, work: Callable[[], None]) -> bool:
        if self.busy:
            return False
        self.error = None
        self._stop = CancelToken()
        self._changed = True
        self._thread = threading.Thread(
            target=self._run, args=(work,), name="sketch-motion-setup", daemon=True
        )
        self._thread.start()
        return True

    def _run(self, work: Callable[[], None]) -> None:
        error: SketchMotionError | None = None
        try:
            work()
        except Cancelled:
            pass
        except SketchMotionError as problem:
            error = problem
        except Exception as defect:
            error = InternalError(
                "The set-up failed: {kind}: {why}", kind=type(defect).__name__, why=defect
            )
        try:
            status = self.setup.status()
        except (SketchMotionError, OSError) as problem:
            status = self.status
            error = error or InternalError("The set-up's files can't be read: {why}", why=problem)

        def end() -> None:
            self.error = error
            self.status = status
            self._thread = None

        self._add(end)

    def _show(self, state: SetupState) -> None:
        """Let the next tick take in `state`, in place of an earlier state that waits for a tick."""

        def show() -> None:
            self.status = replace(self.status, state=state)

        self._add(show, progress=True)

    def _add(self, change: Callable[[], None], *, progress: bool = False) -> None:
        with self._lock:
            if progress and self._changes and getattr(self._changes[-1], "__name__", "") == "show":
                self._changes[-1] = change
            else:
                self._changes.append(change)
