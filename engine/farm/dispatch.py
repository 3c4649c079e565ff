# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sends job folders to a cluster and puts the results back, each exactly once.

While a job is away its folder is locked here, so that no other runner takes it, and its events are
written here, so that a host or `farm status` sees how far it is. A lost machine, too little memory
or a stop is a reason to try again; any other failure is the job's outcome.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path

from addon.contract.errors import BadInput, InternalError, JobBusy, SketchMotionError, Stopped
from addon.contract.files import remove_file
from addon.contract.job import OUTCOMES, JobFolder
from engine.farm.cluster import Cluster, EndedJob, Needs, Ticket
from engine.farm.ledger import Entry, note
from engine.farm.parcel import CANCEL_MARK, Delivery, deliver, pack
from engine.jobs.run import finished_report
from engine.jobs.tasks import find_task
from engine.runtime.checkpoint import fingerprint_of
from engine.runtime.control import Control

WAIT_S = 0.5
LOOK_S = 1.0  # between looks for cancellations and progress
STALE_S = 600.0  # a mark that is older when a run begins was meant for an earlier one
OWNER = "the farm"  # of the lock of a job that is away
_AGAIN = ("out_of_memory", "stopped")  # kinds of failures that another try may not have


@dataclass
class Tally:
    """How many jobs have come to which end."""

    jobs: int = 0
    kept: int = 0  # were done before
    done: int = 0
    failed: int = 0
    cancelled: int = 0
    busy: int = 0  # another program runs them
    retries: int = 0

    @property
    def left(self) -> int:
        ended = self.kept + self.done + self.failed + self.cancelled + self.busy
        return self.jobs - ended


@dataclass
class _Away:
    """A job that is on the cluster; its folder is locked as long."""

    job: JobFolder
    attempt: int
    sent: float
    lock: ExitStack
    cancelling: bool = False


@dataclass
class Dispatcher:
    """One run over job folders.

    Attributes:
        root: where the ledger is.
        needs: what a job has to have on its machine.
        most_tries: of one job.
        on_change: called with the tally when it has changed.
        control: ends the run.
    """

    root: Path
    cluster: Cluster
    needs: Callable[[JobFolder], Needs] = lambda job: Needs()
    most_tries: int = 4
    on_change: Callable[[Tally], object] = lambda tally: None
    control: Control = field(default_factory=Control)
    tally: Tally = field(default_factory=Tally)
    _waiting: deque[tuple[JobFolder, int]] = field(default_factory=deque)
    _away: dict[Ticket, _Away] = field(default_factory=dict)
    _look_at: float = 0.0
    _cancelled_before: set[Path] = field(default_factory=set)

    def run(self, folders: Sequence[Path]) -> Tally:
        """Run the jobs that aren't done, and return how many came to which end.

        What is away when this is interrupted stays unfinished, for the next run. Raises Stopped
        when `control` ends it.
        """
        for folder in folders:
            _drop_stale_mark(folder / CANCEL_MARK)
        self._cancelled_before.update(filter(_is_cancelled, folders))
        self._waiting.extend((JobFolder(folder), 1) for folder in folders)
        self.tally.jobs += len(folders)
        try:
            while self._waiting or self._away:
                if self.control.stopped:
                    raise Stopped(
                        "The farm was stopped.", hint="Submit the jobs again: they go on from here."
                    )
                self._send()
                for ended in self.cluster.wait(WAIT_S) if self._away else ():
                    self._take_back(ended)
                self._look()
        finally:
            for away in self._away.values():
                away.lock.close()
            self._away.clear()
        return self.tally

    def _send(self) -> None:
        """Send what waits, as much as the cluster takes."""
        while self._waiting and len(self._away) < self.cluster.window():
            job, attempt = self._waiting.popleft()
            try:
                self._send_one(job, attempt)
            except JobBusy as error:
                self._count("busy", job, attempt, str(error.message))
            except SketchMotionError as error:
                self._fail(job, attempt, error)

    def _send_one(self, job: JobFolder, attempt: int) -> None:
        with ExitStack() as lock:
            lock.enter_context(job.lock(OWNER))
            if _is_done(job):
                self.tally.kept += 1
                remove_file(job.file(CANCEL_MARK))
            elif job.file(CANCEL_MARK).exists() or self._is_cancelled_now(job):
                self._cancelled(job, attempt)
            else:
                job.clear_outcome()
                ticket = self.cluster.start(pack(job.path), self.needs(job))
                self._away[ticket] = _Away(job, attempt, time.monotonic(), lock.pop_all())
        self.on_change(self.tally)

    def _is_cancelled_now(self, job: JobFolder) -> bool:
        """Return whether a job was cancelled while it waited here."""
        return _is_cancelled(job.path) and job.path not in self._cancelled_before

    def _take_back(self, ended: EndedJob) -> None:
        away = self._away.pop(ended.ticket, None)
        if away is None:  # it is counted already
            return
        with away.lock:
            job, delivery = away.job, ended.delivery
            if away.cancelling and (delivery is None or delivery.outcome() != "done"):
                self._cancelled(job, away.attempt)
            elif ended.withdrawn:
                self._note(job, away.attempt, "withdrawn", sent=away.sent, why=ended.lost)
                self._waiting.appendleft((job, away.attempt))
            elif delivery is None:
                reason = InternalError("The machine was lost: {why}", why=ended.lost)
                self._again("lost", away, reason, None)
            elif delivery.error is not None and self.control.stopped:
                deliver(delivery, job.path)  # its checkpoint
                self._note(job, away.attempt, "stopped", delivery, away.sent)
            elif delivery.error is not None:
                self._again("stopped", away, SketchMotionError.from_json(delivery.error), delivery)
            else:
                self._ended(away, delivery)
        self.on_change(self.tally)

    def _ended(self, away: _Away, delivery: Delivery) -> None:
        """Put back a job that has come to an end of its own."""
        try:
            deliver(delivery, away.job.path)
        except SketchMotionError as error:
            self._fail(away.job, away.attempt, error, delivery)
            return
        outcome = delivery.outcome() or "failed"
        ended = away.job.outcome() if outcome == "failed" else None
        failure = ended.error() if ended is not None else None
        if failure is not None and failure.kind in _AGAIN and away.attempt < self.most_tries:
            self._again("failed", away, failure, None)
            return
        remove_file(away.job.file(CANCEL_MARK))
        self._note(away.job, away.attempt, outcome, delivery, away.sent)
        setattr(self.tally, outcome, getattr(self.tally, outcome) + 1)

    def _again(
        self, how: str, away: _Away, error: SketchMotionError, delivery: Delivery | None
    ) -> None:
        """Put a job back into the queue, or let it fail after its last try."""
        if away.attempt >= self.most_tries or isinstance(error, BadInput):
            self._fail(away.job, away.attempt, error, delivery)
            return
        if delivery is not None and delivery.files:
            deliver(delivery, away.job.path)  # its checkpoint
        away.job.clear_outcome()
        self._note(away.job, away.attempt, how, delivery, away.sent, str(error.message))
        self.tally.retries += 1
        self._waiting.appendleft((away.job, away.attempt + 1))

    def _fail(
        self,
        job: JobFolder,
        attempt: int,
        error: SketchMotionError,
        delivery: Delivery | None = None,
    ) -> None:
        job.write_failed(error)
        remove_file(job.file(CANCEL_MARK))
        self._note(job, attempt, "failed", delivery, None, str(error.message))
        self.tally.failed += 1

    def _cancelled(self, job: JobFolder, attempt: int) -> None:
        job.write_cancelled()
        remove_file(job.file(CANCEL_MARK))
        self._count("cancelled", job, attempt)

    def _count(self, what: str, job: JobFolder, attempt: int, why: str = "") -> None:
        self._note(job, attempt, what, why=why)
        setattr(self.tally, what, getattr(self.tally, what) + 1)
        self.on_change(self.tally)

    def _note(
        self,
        job: JobFolder,
        attempt: int,
        ended: str,
        delivery: Delivery | None = None,
        sent: float | None = None,
        why: str = "",
    ) -> None:
        waited = time.monotonic() - sent if sent is not None else 0.0
        entry = Entry(job.path.name, attempt, ended, waited=waited, at=time.time(), why=why)
        if delivery is not None:
            entry = Entry(
                entry.job, attempt, ended, delivery.machine, delivery.seconds,
                delivery.cpu_seconds, waited, entry.at, why,
            )  # fmt: skip
        note(self.root, entry)

    def _look(self) -> None:
        """Write the events of what runs, and end what was cancelled meanwhile."""
        now = time.monotonic()
        if now < self._look_at:
            return
        self._look_at = now + LOOK_S
        events = self.cluster.progress()
        for ticket, away in self._away.items():
            if away.job.path.name in events:
                away.job.append_event(events[away.job.path.name])
            if not away.cancelling and away.job.file(CANCEL_MARK).exists():
                away.cancelling = True
                self.cluster.cancel(ticket)


def _is_done(job: JobFolder) -> bool:
    """Return whether a job has its result, made for its request and drawing."""
    if not job.file("done.json").exists():
        return False
    request = job.read_request()
    fingerprint = fingerprint_of(request, job.drawing_path)
    return finished_report(job, find_task(request), fingerprint) is not None


def _drop_stale_mark(mark: Path) -> None:
    with suppress(OSError, BadInput):
        if time.time() - mark.stat().st_mtime > STALE_S:
            remove_file(mark)


def _is_cancelled(folder: Path) -> bool:
    return (folder / "cancelled.json").exists()


def cancel(folders: Sequence[Path]) -> Iterator[Path]:
    """Cancel jobs: what waits at once, what runs on a farm soon. Yield those that it concerns.

    What another program runs is left to it.
    """
    for folder in folders:
        job = JobFolder(folder)
        if job.status() in OUTCOMES:
            continue
        try:
            if not job.cancel("farm cancel"):
                continue
        except JobBusy:
            if job.owner() != OWNER:
                continue
            job.file(CANCEL_MARK).touch()  # its dispatcher looks for it
            if job.status() in OUTCOMES:  # it has ended just now
                remove_file(job.file(CANCEL_MARK))
                continue
        yield folder
