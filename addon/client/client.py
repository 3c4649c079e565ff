# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The client of a host: starts the engine, submits jobs, and tells what became of them.

Everything is called from the host's main thread and returns at once. A timer calls `tick`, which
empties the box that the threads fill, within a budget; a result arrives there already read.

    client = EngineClient(command)
    job = client.submit(request, drawing)      # starts the engine if need be
    ...
    if client.tick():                          # every TICK_S, from the host's timer
        state = client.jobs[job]               # Waiting, Running, Finished(animation), ...
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from ..contract import rpc
from ..contract.drawing import Drawing
from ..contract.errors import BadInput, InternalError, ProtocolError, SketchMotionError
from ..contract.files import safe_join
from ..contract.request import Request
from ..contract.strict_json import JSON
from . import messages
from .desk import Desk
from .engine_process import EngineCommand, EngineEnd, EngineProcess
from .job_queue import JobQueue
from .messages import Inbox, message_of
from .states import Changes, EngineFailed, EngineState, JobState, Off, Ready, Starting
from .takes import HostNote, Take

PROTOCOL = 1
TICK_S = 0.05  # a good interval between ticks while something is going on
IDLE_TICK_S = 0.5
START_PATIENCE_S = 60.0
MOST_RESTARTS = 3
MOST_GARBAGE = 200  # lines that are no messages, before this can't be our engine
_DESK = -1  # in place of the number of a run: what comes from the desk is always current
_INITIALIZE = "initialize"


class EngineClient:
    """One engine and the jobs it was given. `host` names the program the user sees."""

    def __init__(
        self,
        command: EngineCommand,
        *,
        host: str = "",
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._command = command
        self._host = host
        self._clock = clock
        self._queue = JobQueue()
        self._inbox = Inbox()
        self._desk = Desk(command.jobs, lambda message: self._inbox.put((_DESK, message)))
        self._process: EngineProcess | None = None
        self._run = 0
        self._state: EngineState = Off()
        self._state_changed = False
        self._takes: tuple[Take, ...] = ()
        self._takes_changed = False
        self._calls: dict[int | str, str] = {}  # id of a call -> the job it is about
        self._last_call = 0
        self._restarts = 0
        self._launch_at: float | None = None
        self._start_by = 0.0
        self._garbage = 0
        self._verdict: SketchMotionError | None = None  # why the engine must not be restarted

    # --- what a panel reads ---

    @property
    def engine(self) -> EngineState:
        return self._state

    @property
    def jobs(self) -> Mapping[str, JobState]:
        """States by job, in the order of submission."""
        return self._queue.states

    @property
    def takes(self) -> tuple[Take, ...]:
        """What the last `look_for_takes` found, newest first."""
        return self._takes

    @property
    def busy(self) -> bool:
        """True while any job waits or runs."""
        return self._queue.busy

    @property
    def tick_s(self) -> float:
        """When the next tick is due: soon while something is going on."""
        return TICK_S if self.busy or isinstance(self._state, Starting) else IDLE_TICK_S

    def folder(self, job: str) -> Path:
        return self._command.jobs / job

    # --- the engine ---

    def start(self) -> None:
        """Starts the engine, if it isn't on its way. A good moment is when the panel opens."""
        if isinstance(self._state, (Starting, Ready)):
            return
        self._restarts = 0
        self._verdict = None
        self._launch_at = self._clock()
        self._set_engine(Starting())
        self._launch_when_due()

    def stop(self) -> None:
        """Stops the engine. A running job saves a checkpoint and is Interrupted."""
        self._launch_at = None
        self._run += 1  # what the old run still says doesn't matter any more
        if self._process is not None:
            self._process.stop()
        self._mark_cancelled(self._queue.engine_gone("The engine was stopped."))
        self._set_engine(Off())

    def close(self, wait_s: float = 0.0) -> None:
        """Stops all, for good: the host ends. Waits for the engine for at most `wait_s`."""
        self.stop()
        self._desk.close()
        self._inbox.close()
        if wait_s > 0.0:
            deadline = time.monotonic() + wait_s
            self._desk.wait(wait_s)
            if self._process is not None:
                self._process.wait(max(0.0, deadline - time.monotonic()))

    # --- jobs ---

    def submit(
        self, request: Request, drawing: Drawing | Path, note: HostNote | None = None
    ) -> str:
        """Hands over a new job and returns its name; starts the engine if need be."""
        job = new_job_name()
        self._queue.add(job)
        self._desk.make_folder(job, request, drawing, note)
        self.start()
        return job

    def resume(self, job: str) -> None:
        """Goes on with a job that was interrupted, cancelled or failed, or was found as a take."""
        if self._queue.add(job):
            self._desk.check_folder(job)
            self.start()

    def retry(self, job: str, patch: dict[str, object]) -> str:
        """A new job like `job` but with some settings changed, as an error's action says."""
        variant = new_job_name()
        self._queue.add(variant)
        self._desk.make_variant(variant, job, patch)
        self.start()
        return variant

    def open_result(self, job: str) -> None:
        """Reads the result of a finished take; needs no engine. The job becomes Finished."""
        if self._queue.add(job, reading=True):
            self._desk.read_result(job)

    def cancel(self, job: str) -> None:
        """Cancels a job. It becomes JobCancelled within a step; its checkpoint stays."""
        whose = self._queue.cancel(job, self._clock())
        if whose == "here":
            self._desk.write_cancelled(job)
        elif whose == "engine":
            self._call("job/cancel", {"job": job}, "")

    def forget(self, job: str) -> None:
        """Drops a job that has ended, and its animation, from memory. Its folder stays."""
        self._queue.forget(job)

    def look_for_takes(self, *, document: str = "", session: str = "") -> None:
        """Searches the jobs of a document on disk; a later tick brings them (`Changes.takes`)."""
        self._desk.find_takes(document, session)

    def do_in_background(self, work: Callable[[], None]) -> None:
        """Runs file work (`takes.mark_applied`) off the main thread, after what is queued."""
        self._desk.do(work)

    # --- the timer ---

    def tick(self, budget_s: float = 0.004) -> Changes:
        """Takes in what has happened, for at most about `budget_s`. Never blocks."""
        deadline = self._clock() + budget_s
        while (parcel := self._inbox.take()) is not None:
            run, message = parcel
            if run in (_DESK, self._run):
                self._take_in(message)
            if self._clock() >= deadline:
                break
        self._watch_the_time()
        if isinstance(self._state, Ready):
            for job in self._queue.take_unsent():
                self._call("job/submit", {"dir": job}, job)
        changes = Changes(self._state_changed, self._queue.take_changes(), self._takes_changed)
        self._state_changed = self._takes_changed = False
        return changes

    def _take_in(self, message: messages.FromEngine | messages.FromDesk) -> None:
        queue = self._queue
        if isinstance(message, messages.Progressed):
            queue.progressed(message)
        elif isinstance(message, messages.Previewed):
            self._previewed(message)
        elif isinstance(message, messages.EngineFinished):
            self._restarts = 0
            if queue.reading(message.job):
                self._desk.read_result(message.job)
        elif isinstance(message, messages.ResultRead):
            queue.finished(message, self.folder(message.job) / "animation.safetensors")
        elif isinstance(message, (messages.EngineFailedJob, messages.DeskFailed)):
            queue.failed(message.job, message.error)
        elif isinstance(message, messages.FolderMade):
            queue.made(message.job)
        elif isinstance(message, messages.TakesFound):
            self._takes, self._takes_changed = message.takes, True
        elif isinstance(message, messages.Answer):
            self._answered(message)
        elif isinstance(message, messages.Warm):
            self._warmed(message)
        elif isinstance(message, messages.Garbage):
            self._took_garbage(message)
        else:
            self._ended(message.end)

    def _previewed(self, message: messages.Previewed) -> None:
        try:
            self._queue.previewed(message.job, safe_join(self._command.jobs, message.path))
        except BadInput:
            return  # a picture outside the jobs folder is not shown

    # --- life of the process ---

    def _launch_when_due(self) -> None:
        if self._launch_at is None or self._clock() < self._launch_at:
            return
        if self._process is not None and not self._process.wait(0):
            return  # the old one still saves its checkpoint
        self._launch_at = None
        self._run += 1
        self._garbage = 0
        self._calls.clear()
        self._start_by = self._clock() + START_PATIENCE_S
        run = self._run

        def on_line(line: bytes | None) -> None:
            message = message_of(line)
            if message is not None:
                self._inbox.put((run, message))

        def on_end(end: EngineEnd) -> None:
            self._inbox.put((run, messages.Ended(end)))

        self._process = EngineProcess(self._command, on_line, on_end)
        self._process.start()
        self._call("initialize", {"protocol": PROTOCOL, "client": self._host}, _INITIALIZE)

    def _watch_the_time(self) -> None:
        self._launch_when_due()
        now = self._clock()
        if isinstance(self._state, Starting) and self._launch_at is None and now > self._start_by:
            self._condemn(InternalError("The engine doesn't answer.", hint="Start it again."))
        elif self._queue.overdue(now) and self._process is not None:
            self._process.kill()

    def _answered(self, answer: messages.Answer) -> None:
        about = self._calls.pop(answer.id, "") if answer.id is not None else ""
        if about == _INITIALIZE:
            result = answer.result if isinstance(answer.result, dict) else {}
            if answer.error is not None:
                self._condemn(answer.error)
            elif result.get("protocol") != PROTOCOL:
                self._condemn(
                    ProtocolError("This engine speaks another language.", hint="Update the engine.")
                )
            else:
                devices = result.get("devices")
                names = devices if isinstance(devices, list) else []
                self._set_engine(Ready(str(result.get("version", "")), tuple(map(str, names))))
        elif about and answer.error is not None:
            self._queue.failed(about, answer.error)

    def _warmed(self, message: messages.Warm) -> None:
        if isinstance(self._state, Ready):
            self._set_engine(
                Ready(
                    self._state.version,
                    message.devices or self._state.devices,
                    warm=message.error is None,
                    problem=message.error,
                )
            )

    def _took_garbage(self, message: messages.Garbage) -> None:
        self._garbage += 1
        if self._garbage == MOST_GARBAGE:
            self._condemn(
                ProtocolError(
                    f"What was started is not the engine. It says: {message.text[:80]}",
                    hint="Check the path of the engine's Python in the preferences.",
                )
            )

    def _condemn(self, error: SketchMotionError) -> None:
        """Ends the engine for a reason that a restart wouldn't mend."""
        if self._verdict is None:
            self._verdict = error
            if self._process is not None:
                self._process.kill()

    def _ended(self, end: EngineEnd) -> None:
        how = end.reason or f"exit code {end.code}"
        reason = f"The engine ended unexpectedly ({how})."
        self._mark_cancelled(self._queue.engine_gone(reason, end.log))
        never_ready = isinstance(self._state, Starting) and self._restarts == 0
        if self._verdict is None and (never_ready or self._restarts >= MOST_RESTARTS):
            self._verdict = InternalError(
                f"The engine can't be started ({how})."
                if never_ready
                else f"The engine ended unexpectedly {self._restarts + 1} times ({how}).",
                hint=end.log[-1] if end.log else "Check the path of the engine's Python.",
            )
        if self._verdict is not None:
            self._queue.give_up(self._verdict.message, end.log)
            self._set_engine(EngineFailed(self._verdict, end.log))
            return
        self._launch_at = self._clock() + 0.5 * 2.0**self._restarts
        self._restarts += 1
        self._set_engine(Starting(self._restarts))

    def _mark_cancelled(self, jobs: list[str]) -> None:
        for job in jobs:
            self._desk.write_cancelled(job)

    def _call(self, method: str, params: dict[str, JSON], about: str) -> None:
        if self._process is None:
            return
        self._last_call += 1
        self._calls[self._last_call] = about
        self._process.send(rpc.encode(rpc.Request(self._last_call, method, params)))

    def _set_engine(self, state: EngineState) -> None:
        self._state = state
        self._state_changed = True


def new_job_name() -> str:
    """A name that no other job has, and that sorts by time."""
    return f"{time.strftime('%Y%m%d-%H%M%S')}-{secrets.token_hex(3)}"
