# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a session knows, and its engine's client: the ground of all that a host does with jobs."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from typing import Generic, TypeVar

from ...contract.errors import SketchMotionError
from ..client import EngineClient
from ..engine.process import EngineCommand
from ..farm.farm_link import FarmLink
from ..host import Host
from ..jobs.job_target import TargetT
from ..jobs.open_document import DocumentKey, OpenDocument
from ..jobs.open_jobs import OpenJobs
from ..jobs.present_results import PresentResults
from ..jobs.side_jobs import SideJobs
from ..jobs.states import EngineFailed, JobState
from ..jobs.takes import Take
from ..setup.models.search import ModelSearch

NO_ENGINE_TICK_S = 1.0
InputT = TypeVar("InputT")


class SessionRun(Generic[InputT, TargetT]):
    """One run of a host. The states of jobs are the client's; the documents are the host's.

    Attributes:
        name: Of this run, by which an unsaved document finds its jobs.
        notice: The last thing that went wrong outside of any job.
        notice_file: The document that has to be open for the notice to be settled; "" for none.
        wake: Makes the next tick come at once; set by the host.
        defer: Runs something outside of the timer; set by a host whose timer must not change the
            document.
    """

    def __init__(self, host: Host[InputT, TargetT]) -> None:
        self.name = secrets.token_hex(8)
        self.notice: SketchMotionError | None = None
        self.notice_file = ""
        self._newer_told: dict[DocumentKey, int] = {}  # takes of a later version that were told of
        self.wake: Callable[[], None] = lambda: None
        self.defer: Callable[[Callable[[], None]], None] = lambda work: work()
        self.models = ModelSearch()
        self.farm = FarmLink(self._do_in_background)
        self._host = host
        self._client: EngineClient | None = None
        self._command: EngineCommand | None = None
        self._document = OpenDocument(self.name, lambda: host.document)
        self._jobs = OpenJobs(self._document, lambda: host.document, host.target_of)
        self._side_jobs = SideJobs()
        self._look_is_due = True
        self._expects_job = False
        self._started_ahead = False
        self._is_applying = False
        self._waiting_changes: list[Callable[[], None]] = []
        self._results = PresentResults(self._document, host.jobs_present)

    @property
    def client(self) -> EngineClient | None:
        """The client; None before an engine was looked for, or while there is none."""
        return self._client

    @property
    def command(self) -> EngineCommand | None:
        """The command that starts the client's engine."""
        return self._command

    @property
    def document(self) -> DocumentKey:
        """The document that is open, or in front."""
        return self._host.document

    @property
    def tick_s(self) -> float:
        """Seconds until the next tick is due."""
        return self._client.tick_s if self._client is not None else NO_ENGINE_TICK_S

    def jobs(self) -> Mapping[str, JobState]:
        """Return the jobs that are not settled, those of the open document first."""
        return self._jobs.states(self._client)

    def target(self, job: str) -> TargetT | None:
        """Return what a job is for."""
        return self._jobs.target(job)

    def object_name(self, job: str) -> str:
        """Return the name of the drawing that a job is for; "" where it isn't known."""
        target = self._jobs.target(job)
        return target.object_name if target is not None else ""

    def takes(self) -> tuple[Take, ...]:
        """Return all takes of the open document, newest first."""
        return self._document.takes(self._client)

    def waiting_takes(self) -> tuple[Take, ...]:
        """Return the takes of an earlier run that can be resumed or applied."""
        away = self.farm.jobs
        return tuple(t for t in self._document.waiting(self._client) if t.job not in away)

    def batch_jobs(self) -> dict[str, list[str]]:
        """Return the batches of seeds: batch -> its jobs that are not settled."""
        return self._jobs.batches(self._client)

    def ready_client(self) -> EngineClient:
        """Return the client of the engine that is named or set up. Raises BadInput without one."""
        command = self._host.engine_command()
        if self._client is None or command != self._command:
            self.close()
            self._client = EngineClient(command, host=self._host.name)
            self._command = command
            self._look(self._client)
        return self._client

    def report(self, error: SketchMotionError) -> None:
        """Show what went wrong."""
        self.notice, self.notice_file = error, ""
        self._host.redraw()

    def report_if_any(self, error: SketchMotionError | None) -> None:
        """Show what went wrong, where anything did."""
        if error is not None:
            self.report(error)

    def dismiss_notice(self) -> None:
        """Take the notice off the panel, and stop an engine that has failed."""
        self.notice = None
        if self._client is not None and isinstance(self._client.engine, EngineFailed):
            self._client.stop()
        self._host.redraw()

    def look_for_takes(self) -> None:
        """Have the next tick search for the takes of the open document."""
        self._look_is_due = True
        self.wake()

    def dismiss(self, job: str) -> None:
        """Take a job that ended off the panel, for good. Its folder stays."""
        self._drop(job)
        if self._client is not None:
            self._document.dismiss(self._client, job)
            self.look_for_takes()
        self._host.redraw()

    def close(self, wait_s: float = 0.0) -> None:
        """Stop the engine and forget all jobs; wait for it for at most `wait_s`."""
        if self._client is not None:
            self._client.close(wait_s)
        for job in self._jobs.clear():
            self._host.forget(job)
        self._client = self._command = None
        self._side_jobs.clear()

    def _look(self, client: EngineClient) -> None:
        self._look_is_due = False
        self._document.look(client)

    def _drop(self, job: str) -> None:
        """Take a job that ended off the panel."""
        self._jobs.drop(job)
        self._side_jobs.discard(job)
        self._host.forget(job)
        if self._client is not None:
            self._client.forget(job)

    def _do_in_background(self, work: Callable[[], object]) -> None:
        if self._client is not None:
            self._client.do_in_background(work)
