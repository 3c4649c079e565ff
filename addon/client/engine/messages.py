# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Messages to the client from its threads, and the inbox where they wait for a tick."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeGuard

from ...contract import live, rpc
from ...contract.animation import Animation
from ...contract.errors import FormatError, ProtocolError, SketchMotionError
from ...contract.live import LiveMotion
from ...contract.strict_json import Fields
from ..jobs.takes import Take
from .process import EngineEnd

# --- from the engine ---


@dataclass(frozen=True)
class EngineResponse:
    """The engine's response to the call `id`."""

    id: int | str | None
    result: object
    error: SketchMotionError | None


@dataclass(frozen=True)
class Warm:
    """The engine has loaded what a job needs, or could not.

    Attributes:
        error: Why no job can run; None when they can.
    """

    devices: tuple[str, ...]
    error: SketchMotionError | None


@dataclass(frozen=True)
class Progressed:
    """How far a running job is.

    Attributes:
        step: Steps of the phase that are done, of `steps`.
        eta_s: Seconds that are left; None when that isn't known yet.
        warning: What the user should know although the job goes on.
    """

    job: str
    phase: str
    step: int
    steps: int
    eta_s: float | None
    loss: float | None
    warning: str | None


@dataclass(frozen=True)
class Previewed:
    """There is a new preview, at `path` relative to the jobs folder."""

    job: str
    path: str


@dataclass(frozen=True)
class EngineFinished:
    """A job is done; its result is not read yet."""

    job: str


@dataclass(frozen=True)
class EngineFailedJob:
    """The engine has given a job up, or was told to."""

    job: str
    error: SketchMotionError


@dataclass(frozen=True)
class LiveAnswered:
    """There is an answer to a quick question, at `path` relative to the jobs folder."""

    number: int
    path: str


@dataclass(frozen=True)
class LiveFailed:
    """A quick question has no answer."""

    number: int
    error: SketchMotionError


@dataclass(frozen=True)
class Garbage:
    """A line that is no message."""

    text: str


@dataclass(frozen=True)
class Ended:
    """The process has ended."""

    end: EngineEnd


# --- from the file worker, the thread that reads and writes files ---


@dataclass(frozen=True)
class FolderMade:
    """A job's folder is there; it can be submitted."""

    job: str


@dataclass(frozen=True)
class ResultRead:
    """A job's result, read and checked against its drawing; None where it is no animation."""

    job: str
    animation: Animation | None
    report: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class FileWorkFailed:
    """A job's folder could not be made, or its result not be read."""

    job: str
    error: SketchMotionError


@dataclass(frozen=True)
class LiveRead:
    """The answer to a quick question, read and checked."""

    number: int
    motion: LiveMotion


@dataclass(frozen=True)
class LiveDrawingWritten:
    """The drawing that quick questions are about is on disk, in `folder`."""

    folder: str


@dataclass(frozen=True)
class TakesFound:
    """The takes of a document, as they are on disk, and how many of a later version there are."""

    takes: tuple[Take, ...]
    newer: int = 0


FromEngine = (
    EngineResponse
    | Warm
    | Progressed
    | Previewed
    | EngineFinished
    | EngineFailedJob
    | LiveAnswered
    | LiveFailed
    | Garbage
    | Ended
)
FromFileWorker = (
    FolderMade
    | ResultRead
    | FileWorkFailed
    | TakesFound
    | LiveDrawingWritten
    | LiveRead
    | LiveFailed
)
#: What quick questions wait for; it needn't wait for a tick.
LiveMessage = LiveRead | LiveFailed | LiveDrawingWritten
#: A message, and the number of the run of the engine that it is from: old ones are dropped.
Parcel = tuple[int, FromEngine | FromFileWorker]


def message_of(line: bytes | None) -> FromEngine | None:
    """Return the message in a line; Garbage for none, None for one of a later protocol."""
    if line is None:
        return Garbage("a line that was too long")
    if not line.strip():
        return None
    try:
        message = rpc.decode(line)
        if isinstance(message, rpc.Response):
            error = message.error.to_exception() if message.error is not None else None
            return EngineResponse(message.id, message.result, error)
        if isinstance(message, rpc.Notification):
            return _notification(message.method, Fields(message.params, message.method))
    except (ProtocolError, FormatError):
        return Garbage(line[:200].decode("utf-8", "replace"))
    return Garbage(f"the engine calls {message.method}")


def _notification(method: str, params: Fields) -> FromEngine | None:
    if method == "job/progress":
        return Progressed(
            params.text("job"),
            params.message("phase"),
            params.integer("step"),
            params.integer("steps"),
            params.optional_number("eta_s"),
            params.optional_number("loss"),
            params.optional_message("warning"),
        )
    if method == "job/preview":
        return Previewed(params.text("job"), params.text("path"))
    if method == "job/finished":
        return EngineFinished(params.text("job"))
    if method == "job/failed":
        return EngineFailedJob(
            params.text("job"), SketchMotionError.from_json(params.mapping("error"))
        )
    if method == live.ANSWERED:
        return LiveAnswered(params.integer("number"), params.text("path"))
    if method == live.FAILED:
        failure = SketchMotionError.from_json(params.mapping("error"))
        return LiveFailed(params.integer("number"), failure)
    if method == "engine/ready":
        devices = tuple(str(device) for device in params.items("devices"))
        problem = params.raw("error")
        error = SketchMotionError.from_json(problem) if isinstance(problem, dict) else None
        return Warm(devices, error)
    return None


class Inbox:
    """Parcels on their way to the host's main thread.

    Of the progress of a job only the newest is kept. `put` waits while the inbox is full, so that
    an engine that writes without end fills its own pipe and not the host's memory.

    `take_first` is called in the thread that puts a parcel; where it returns True, the parcel is
    dealt with and doesn't wait for a tick.
    """

    def __init__(
        self, capacity: int = 2000, take_first: Callable[[Parcel], bool] = lambda parcel: False
    ) -> None:
        self._capacity = capacity
        self._take_first = take_first
        self._parcels: deque[list[Parcel]] = deque()
        self._newest: dict[tuple[int, str], list[Parcel]] = {}
        self._changed = threading.Condition()
        self._closed = False

    def put(self, parcel: Parcel) -> None:
        """Add a parcel; wait while the inbox is full; drop it when the inbox is closed."""
        if self._take_first(parcel):
            return
        run, message = parcel
        key = (run, message.job) if _only_newest(message) else None
        with self._changed:
            if key is not None and key in self._newest:
                self._newest[key][0] = parcel
                return
            self._changed.wait_for(lambda: self._closed or len(self._parcels) < self._capacity)
            if self._closed:
                return
            box = [parcel]
            if key is not None:
                self._newest[key] = box
            self._parcels.append(box)

    def take(self) -> Parcel | None:
        """Take the next parcel out; None when there is none. Never waits for one."""
        with self._changed:
            if not self._parcels:
                return None
            parcel = self._parcels.popleft()[0]
            run, message = parcel
            if _only_newest(message):
                self._newest.pop((run, message.job), None)
            self._changed.notify()
            return parcel

    def close(self) -> None:
        """Drop what comes from now on, and end the waiting of those who put."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()


def _only_newest(message: FromEngine | FromFileWorker) -> TypeGuard[Progressed]:
    return isinstance(message, Progressed) and message.warning is None
