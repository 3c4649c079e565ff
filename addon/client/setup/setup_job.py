# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The set-up as a host runs it: in a thread, looked at by a timer, stopped by a press.

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
from .cancellation import StopSign
from .engine_setup import EngineSetup
from .plan import Plan
from .settings import SetupSettings
from .states import NotSetUp, SetupState
from .status import Status

TICK_S = 0.1


class SetupJob:
    """At most one piece of work at a time. Everything is called from the host's main thread.

    `status` is the last known; `plan_found` what the last `plan` found; `error` what the last work
    ended with, None for a good end or a stop.
    """

    def __init__(self, setup: EngineSetup) -> None:
        self.setup = setup
        self.status = Status(NotSetUp(), None)
        self.plan_found: Plan | None = None
        self.error: SketchMotionError | None = None
        self._stop = StopSign()
        self._thread: threading.Thread | None = None
        self._changed = False
        self._lock = threading.Lock()
        self._news: list[Callable[[], None]] = []

    @property
    def busy(self) -> bool:
        """True while something goes on here."""
        return self._thread is not None

    @property
    def stopping(self) -> bool:
        return self.busy and self._stop.is_set()

    def look(self) -> bool:
        """Reads how things stand, and removes what was replaced long ago; False when busy."""
        return self._begin(self.setup.tidy)

    def plan(self, settings: SetupSettings) -> bool:
        """Finds out what `start` would do. Opens no connection."""

        def work() -> None:
            found = self.setup.plan(settings, self._stop)
            self._tell(lambda: setattr(self, "plan_found", found))

        self.plan_found = None
        return self._begin(work)

    def start(self, settings: SetupSettings, *, again: bool = False) -> bool:
        """Sets up, or goes on with it; `again`: repairs. The only thing here that fetches."""

        def work() -> None:
            self.setup.set_up(settings, on_state=self._show, stop=self._stop, again=again)

        return self._begin(work)

    def remove(self, *, models: bool = False, presets: bool = False, jobs: bool = False) -> bool:
        """Removes the engine; the user's own things only if asked for."""
        return self._begin(lambda: self.setup.remove(models=models, presets=presets, jobs=jobs))

    def do(self, work: Callable[[StopSign], None]) -> bool:
        """Runs other long work (models) in the same way."""
        return self._begin(lambda: work(self._stop))

    def stop(self) -> None:
        """Asks the present work to stop. What it has brought stays."""
        self._stop.set()

    def tick(self) -> bool:
        """Takes in what has happened; True if anything changed. Never waits."""
        with self._lock:
            news, self._news = self._news, []
        for item in news:
            item()
        changed = bool(news) or self._changed
        self._changed = False
        return changed

    def close(self, wait_s: float = 0.0) -> None:
        """Stops, for good: the host ends."""
        self.stop()
        thread = self._thread
        if thread is not None and wait_s > 0.0:
            thread.join(wait_s)

    def _begin(self, work: Callable[[], None]) -> bool:
        if self.busy:
            return False
        self.error = None
        self._stop = StopSign()
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

        self._tell(end)

    def _show(self, state: SetupState) -> None:
        """Of progress only the newest is kept: it waits for the next tick."""

        def show() -> None:
            self.status = replace(self.status, state=state)

        self._tell(show, progress=True)

    def _tell(self, news: Callable[[], None], *, progress: bool = False) -> None:
        with self._lock:
            if progress and self._news and getattr(self._news[-1], "__name__", "") == "show":
                self._news[-1] = news
            else:
                self._news.append(news)
