# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The client of a host: starts the engine, submits jobs, and knows what became of the jobs.

Every method is called from the host's main thread and returns at once. A timer calls `tick`, which
takes in the messages of the other threads, within a budget of time. By then the file thread has
read the result of a finished job.

    client = EngineClient(command)
    job = client.submit(request, drawing)      # starts the engine if need be
    ...
    if client.tick():                          # every TICK_S, from the host's timer
        state = client.jobs[job]               # Waiting, Running, Finished(animation), ...
"""

from __future__ import annotations

import secrets
import time
from collections import deque
from collections.abc import Callable, Mapping
from pathlib import Path

from ..contract.drawing import Drawing
from ..contract.errors import BadInput
from ..contract.files import safe_join
from ..contract.request import Request
from .engine import messages
from .engine.messages import Inbox
from .engine.process import EngineCommand
from .engine.supervisor import EngineSupervisor
from .jobs.file_worker import FileWorker
from .jobs.live import LiveLink
from .jobs.queue import JobQueue
from .jobs.states import Changes, EngineReady, EngineState, JobState, Starting
from .jobs.takes import HostNote, Take

TICK_S = 0.05  # a good interval between ticks while something is going on
IDLE_TICK_S = 0.5
LIVE_TICK_S = 0.01  # while the motion of what was typed is on its way
_FILES = -1  # in place of the number of a run: what comes from the file worker is always current


class EngineClient:
    """One engine and the jobs that it was given.

    `command` says how to start the engine and where the jobs folder is. `host` is the name of the
    program that the user works in, for texts: "Blender".
    """

    def __init__(
        self,
        command: EngineCommand,
        *,
        host: str = "",
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._command = command
        self._clock = clock
        self._queue = JobQueue()
        self._inbox = Inbox(take_first=self._take_first)
        self._answers: deque[messages.LiveMessage] = deque()  # that no tick has taken in
        self._files = FileWorker(command.jobs, lambda message: self._inbox.put((_FILES, message)))
        self._supervisor = EngineSupervisor(command, host, self._inbox, lambda: self._clock())
        self.live = LiveLink(
            secrets.token_hex(4),
            self._files.write_live_drawing,
            self._supervisor.call,
            lambda: self._clock(),
        )
        self._takes: tuple[Take, ...] = ()
        self._takes_changed = False
        self._newer_takes = 0

    # --- what a panel reads ---

    @property
    def engine(self) -> EngineState:
        """The state of the engine."""
        return self._supervisor.state

    @property
    def engine_pid(self) -> int | None:
        """The id of the engine's process; None before the first start."""
        return self._supervisor.pid

    @property
    def jobs(self) -> Mapping[str, JobState]:
        """The state of each job by the job's name, in the order of submission."""
        return self._queue.states

    @property
    def takes(self) -> tuple[Take, ...]:
        """The takes that the last search found, newest first."""
        return self._takes

    @property
    def newer_takes(self) -> int:
        """How many takes of a later version the last search has passed over."""
        return self._newer_takes

    @property
    def busy(self) -> bool:
        """Whether any job waits or runs."""
        return self._queue.busy

    @property
    def tick_s(self) -> float:
        """Seconds until the next tick is due: few while a job is under way or the engine starts."""
        if self.live.is_waiting:
            return LIVE_TICK_S
        return TICK_S if self.busy or isinstance(self.engine, Starting) else IDLE_TICK_S

    def folder(self, job: str) -> Path:
        """Return the folder of a job."""
        return self._command.jobs / job

    # --- the engine ---

    def start(self) -> None:
        """Start the engine unless it is starting or ready."""
        self._supervisor.start()

    def stop(self) -> None:
        """Stop the engine; a running job saves a checkpoint and becomes Interrupted."""
        self._supervisor.stop()
        self.live.stop()
        self._mark_cancelled(self._queue.engine_gone("The engine was stopped."))

    def close(self, wait_s: float = 0.0) -> None:
        """Stop the engine and the file thread for good, because the host ends.

        wait_s: the longest time to wait until both have ended, in seconds.
        """
        self.stop()
        self._files.remove_live_drawings(self.live.session)
        self._files.close()
        self._inbox.close()
        if wait_s > 0.0:
            deadline = time.monotonic() + wait_s
            self._files.wait(wait_s)
            self._supervisor.wait(max(0.0, deadline - time.monotonic()))

    # --- jobs ---

    def submit(
        self,
        request: Request,
        drawing: Drawing | Path,
        note: HostNote | None = None,
        add_files: Callable[[Path], object] | None = None,
        *,
        first: bool = False,
    ) -> str:
        """Submit a new job and return the job's name; start the engine unless it runs.

        drawing: the drawing, or a file that holds it. note: what the job's `host.json` says.
        add_files: puts more into the job's folder, in the file thread; where it fails, the job
        does. first: it comes before all that still wait.
        """
        job = new_job_name()
        self._queue.add(job, first=first)
        self._files.make_folder(job, request, drawing, note, add_files)
        self.start()
        return job

    def make_folder(
        self,
        request: Request,
        drawing: Drawing | Path,
        note: HostNote | None = None,
        add_files: Callable[[Path], object] | None = None,
    ) -> str:
        """Make the folder of a new job that this engine isn't to run; return the job's name."""
        job = new_job_name()
        self._files.make_folder(job, request, drawing, note, add_files)
        return job

    def resume(self, job: str) -> None:
        """Continue a job that was interrupted, cancelled or failed, or was found as a take."""
        if self._queue.add(job):
            self._files.check_folder(job)
            self.start()

    def retry(self, job: str, patch: dict[str, object], document: str = "") -> str:
        """Submit a copy of `job` with the request changed by `patch`; return the new job's name.

        document: the file of its document; "" for that of `job`.
        """
        variant = new_job_name()
        self._queue.add(variant)
        self._files.make_variant(variant, job, patch, document)
        self.start()
        return variant

    def open_result(self, job: str) -> None:
        """Read the result of a finished take without an engine; its job then becomes Finished."""
        if self._queue.add(job, reading=True):
            self._files.read_result(job)

    def cancel(self, job: str) -> None:
        """Cancel a job; the job becomes JobCancelled within a step and keeps its checkpoint."""
        ends = self._queue.cancel(job, self._clock())
        if ends == "here":
            self._files.write_cancelled(job)
        elif ends == "engine":
            self._supervisor.call("job/cancel", {"job": job})

    def move(self, job: str, *, to_front: bool) -> None:
        """Let a job that waits be the next one, or the last one."""
        self._queue.move(job, to_front=to_front)

    def ask_live(self, drawing: Drawing, request: Request) -> None:
        """Ask what a drawing does for a request, to show it at once; start the engine."""
        self.live.ask(drawing, request)
        self.start()

    def take_answers(self) -> None:
        """Take in quick answers that have come, and ask what is due; cheap, and never blocks.

        A tick does it too; a host that is about to draw gets the newest answer by it.
        """
        while self._answers:
            message = self._answers.popleft()
            if isinstance(message, messages.LiveRead):
                self.live.answered(message.number, message.motion)
            elif isinstance(message, messages.LiveFailed):
                self.live.failed(message.number, message.error)
            else:
                self.live.written(message.folder)
        if isinstance(self.engine, EngineReady):
            self.live.send_due()

    def forget(self, job: str) -> None:
        """Drop a job that has ended, and its animation, from memory; the job's folder stays."""
        self._queue.forget(job)

    def look_for_takes(self, *, document: str = "", session: str = "") -> None:
        """Search the jobs folder for a document's takes.

        A later tick puts them into `takes` and sets `Changes.takes`. document: the path of the
        document. session: this run of the host, by which an unsaved document's takes are found.
        """
        self._files.find_takes(document, session)

    def do_in_background(self, work: Callable[[], object]) -> None:
        """Run `work` in the file thread, so that the host's main thread doesn't wait for the disk.

        The file thread does one piece of work at a time; `work` comes after those that are queued.
        Its result and its exceptions are dropped.
        """
        self._files.do(work)

    # --- the timer ---

    def tick(self, budget_s: float = 0.004) -> Changes:
        """Take in the messages of the threads and return what has changed; never block.

        budget_s: seconds after which the remaining messages are left for the next tick.
        """
        deadline = self._clock() + budget_s
        while (parcel := self._inbox.take()) is not None:
            run, message = parcel
            if run in (_FILES, self._supervisor.run):
                self._take_in(message)
            if self._clock() >= deadline:
                break
        self._supervisor.watch()
        if self._queue.overdue(self._clock()):
            self._supervisor.kill()
        if isinstance(self.engine, EngineReady):
            for job in self._queue.take_unsent():
                self._supervisor.call("job/submit", {"dir": job}, about=job)
        self.take_answers()
        changes = Changes(
            self._supervisor.take_change(),
            self._queue.take_changes(),
            self._takes_changed,
            self.live.take_change(),
        )
        self._takes_changed = False
        return changes

    def _take_in(self, message: messages.FromEngine | messages.FromFileWorker) -> None:
        queue = self._queue
        if isinstance(message, messages.Progressed):
            queue.progressed(message)
        elif isinstance(message, messages.Previewed):
            self._previewed(message)
        elif isinstance(message, messages.EngineFinished):
            self._supervisor.worked()
            if queue.reading(message.job):
                self._files.read_result(message.job)
        elif isinstance(message, messages.ResultRead):
            queue.finished(message, self.folder(message.job) / "animation.safetensors")
        elif isinstance(message, (messages.EngineFailedJob, messages.FileWorkFailed)):
            queue.failed(message.job, message.error)
        elif isinstance(message, messages.FolderMade):
            queue.made(message.job)
        elif isinstance(message, messages.TakesFound):
            self._takes, self._takes_changed = message.takes, True
            self._newer_takes = message.newer
        elif isinstance(message, messages.EngineResponse):
            job = self._supervisor.answered(message)
            if job and message.error is not None:
                queue.failed(job, message.error)
        elif isinstance(message, messages.Warm):
            self._supervisor.warmed(message)
        elif isinstance(message, messages.Garbage):
            self._supervisor.took_garbage(message)
        elif isinstance(message, messages.Ended):
            self._died(message)

    def _take_first(self, parcel: messages.Parcel) -> bool:
        """Deal with a quick answer in the thread that brings it: no tick is waited for."""
        run, message = parcel
        if isinstance(message, messages.LiveAnswered):
            if run == self._supervisor.run:
                self._files.read_live(message.number, message.path)
            return True
        if isinstance(
            message, (messages.LiveRead, messages.LiveFailed, messages.LiveDrawingWritten)
        ):
            self._answers.append(message)
            return True
        return False

    def _died(self, message: messages.Ended) -> None:
        death = self._supervisor.ended(message.end)
        self.live.engine_gone()
        self._mark_cancelled(self._queue.engine_gone(death.reason, death.log))
        if death.final:
            self._queue.give_up(death.reason, death.log)

    def _previewed(self, message: messages.Previewed) -> None:
        try:
            self._queue.previewed(message.job, safe_join(self._command.jobs, message.path))
        except BadInput:
            return  # a picture outside the jobs folder is not shown

    def _mark_cancelled(self, jobs: list[str]) -> None:
        for job in jobs:
            self._files.write_cancelled(job)


def new_job_name() -> str:
    """Return a name that no other job has; names sort by the time at which they were made."""
    return f"{time.strftime('%Y%m%d-%H%M%S')}-{secrets.token_hex(3)}"
