# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The jobs of one host and how their states change. No process, no file, no host is known here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from ...contract.errors import Cancelled, SketchMotionError, Stopped
from ..engine.messages import Progressed, ResultRead
from .states import (
    Delivered,
    Finished,
    Interrupted,
    JobCancelled,
    JobFailed,
    JobState,
    Running,
    Waiting,
)

CANCEL_PATIENCE_S = 10.0


@dataclass
class _Entry:
    """How far a job has come.

    Attributes:
        made: Its folder is there.
        sent: The engine has it.
        reading: The file worker reads its result.
        cancel_by: When the engine is killed if it still runs the cancelled job.
    """

    made: bool = False
    sent: bool = False
    reading: bool = False
    cancel_by: float | None = None


class JobQueue:
    """States by job, in the order of submission. Only the host's main thread uses it."""

    def __init__(self) -> None:
        self._states: dict[str, JobState] = {}
        self._entries: dict[str, _Entry] = {}
        self._changed: dict[str, None] = {}

    @property
    def states(self) -> Mapping[str, JobState]:
        """The states by job."""
        return MappingProxyType(self._states)

    def take_changes(self) -> tuple[str, ...]:
        """Return the jobs whose states changed since the last call."""
        changed = tuple(self._changed)
        self._changed.clear()
        return changed

    # --- what the user does ---

    def add(self, job: str, *, reading: bool = False, first: bool = False) -> bool:
        """Add a new job, or one to continue; return False when it waits or runs already.

        first: it comes before all that still wait.
        """
        if isinstance(self._states.get(job), (Waiting, Running)):
            return False
        self._entries[job] = _Entry(reading=reading)
        self._set(job, Waiting())
        if first:
            self.move(job, to_front=True)
        return True

    def move(self, job: str, *, to_front: bool) -> None:
        """Let a job that waits be the next one, or the last one."""
        if job not in self._entries or self._entries[job].sent:
            return
        sent = [name for name, entry in self._entries.items() if entry.sent]
        unsent = [name for name in self._entries if name != job and name not in sent]
        order = [*sent, job, *unsent] if to_front else [*sent, *unsent, job]
        self._entries = {name: self._entries[name] for name in order}
        states = {name: self._states[name] for name in order}
        self._states.clear()  # others look at it through `states`
        self._states.update(states)
        self._changed[job] = None

    def cancel(self, job: str, now: float) -> Literal["here", "engine"] | None:
        """Cancel a job; return whether that is done ("here") or the engine has to be asked."""
        state = self._states.get(job)
        entry = self._entries.get(job)
        if entry is None or entry.reading or not isinstance(state, (Waiting, Running)):
            return None
        if not entry.sent:
            self._set(job, JobCancelled())
            return "here"
        if entry.cancel_by is None:
            entry.cancel_by = now + CANCEL_PATIENCE_S
        if isinstance(state, Running):
            self._set(job, replace(state, cancelling=True))
        return "engine"

    def forget(self, job: str) -> None:
        """Remove a job that has ended."""
        if not isinstance(self._states.get(job), (Waiting, Running)):
            self._states.pop(job, None)
            self._entries.pop(job, None)

    # --- what happens ---

    def made(self, job: str) -> None:
        """Take note that the job's folder is there."""
        if job in self._entries:
            self._entries[job].made = True

    def take_unsent(self) -> list[str]:
        """Return the job to send to the engine now, which counts as sent; none while it has one.

        The others wait here, where their order can be changed.
        """
        if any(entry.sent and self._is_at_work(job) for job, entry in self._entries.items()):
            return []
        for job, entry in self._entries.items():
            if entry.made and not entry.sent and isinstance(self._states[job], Waiting):
                entry.sent = True
                return [job]
        return []

    def progressed(self, message: Progressed) -> None:
        """Take in how far a job is."""
        state = self._unended(message.job)
        if state is None:
            return
        old = state if isinstance(state, Running) else self._first_running(message.job)
        warnings = old.warnings
        if message.warning and message.warning not in warnings:
            warnings = (*warnings, message.warning)
        self._set(
            message.job,
            replace(
                old,
                phase=message.phase,
                step=message.step,
                steps=message.steps,
                eta_s=message.eta_s,
                loss=message.loss,
                warnings=warnings,
            ),
        )

    def previewed(self, job: str, picture: Path) -> None:
        """Take in a new preview of a job."""
        state = self._unended(job)
        if state is not None:
            old = state if isinstance(state, Running) else self._first_running(job)
            self._set(job, replace(old, preview=picture))

    def reading(self, job: str) -> bool:
        """Take note that the engine has finished a job; return whether to read its result."""
        entry = self._entries.get(job)
        if entry is None or self._unended(job) is None:
            return False
        entry.reading = True
        return True

    def finished(self, message: ResultRead, animation_path: Path) -> None:
        """Take in the result of a job."""
        state = self._unended(message.job)
        if state is not None:
            warnings = state.warnings if isinstance(state, Running) else ()
            ended = (
                Delivered(animation_path.parent, message.report, warnings)
                if message.animation is None
                else Finished(animation_path, message.animation, message.report, warnings)
            )
            self._set(message.job, ended)

    def failed(self, job: str, error: SketchMotionError) -> None:
        """Take in why a job has no result."""
        if self._unended(job) is None:
            return
        if isinstance(error, Cancelled):
            self._set(job, JobCancelled())
        elif isinstance(error, Stopped):
            self._set(job, Interrupted(error.message))
        else:
            self._set(job, JobFailed(error))

    def engine_gone(self, reason: str, log: tuple[str, ...] = ()) -> list[str]:
        """Interrupt what ran in an engine that has ended; what waited will be sent again.

        Returns the jobs that were being cancelled; they count as cancelled.
        """
        cancelled = []
        for job, state in list(self._states.items()):
            entry = self._entries[job]
            if entry.reading or not entry.sent or not isinstance(state, (Waiting, Running)):
                continue
            entry.sent = False
            if entry.cancel_by is not None:
                cancelled.append(job)
                self._set(job, JobCancelled())
            elif isinstance(state, Running):
                self._set(job, Interrupted(reason, log))
        return cancelled

    def give_up(self, reason: str, log: tuple[str, ...] = ()) -> None:
        """Interrupt what waits for an engine: there will be none."""
        for job, state in list(self._states.items()):
            if isinstance(state, (Waiting, Running)) and not self._entries[job].reading:
                self._set(job, Interrupted(reason, log, begun=isinstance(state, Running)))

    def overdue(self, now: float) -> bool:
        """Return whether the engine doesn't obey a cancellation."""
        return any(
            entry.cancel_by is not None
            and now >= entry.cancel_by
            and self._unended(job) is not None
            for job, entry in self._entries.items()
        )

    @property
    def busy(self) -> bool:
        """Whether any job waits or runs."""
        return any(isinstance(state, (Waiting, Running)) for state in self._states.values())

    def _is_at_work(self, job: str) -> bool:
        """Return whether the engine has still to do with a job that was sent."""
        return self._unended(job) is not None and not self._entries[job].reading

    def _unended(self, job: str) -> Waiting | Running | None:
        state = self._states.get(job)
        return state if isinstance(state, (Waiting, Running)) else None

    def _first_running(self, job: str) -> Running:
        return Running(cancelling=self._entries[job].cancel_by is not None)

    def _set(self, job: str, state: JobState) -> None:
        self._states[job] = state
        self._changed[job] = None
