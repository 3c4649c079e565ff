# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The jobs of a host that are on a farm, and the programs that take them there.

Each press starts `python -m engine farm submit`, which locks the job's folder while the job is away
and puts the result into it. It goes on when the host is closed; the result is then a take that
waits. Only the host's main thread uses this; the disk is read in the file worker's thread.
"""

from __future__ import annotations

import subprocess
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from ...contract import strict_json
from ...contract.errors import BadInput, InternalError, SketchMotionError, Stopped
from ...contract.files import remove_file
from ...contract.job import OUTCOMES, JobFolder
from ..engine.process import NO_WINDOW, EngineCommand

VARIABLE = "SKETCH_MOTION_FARM"
LOOK_S = 2.0  # between looks into the folders of jobs that are away
CANCEL_MARK = "farm.cancel"  # the engine's dispatcher looks for it in a job's folder
MAX_SAID_BYTES = 1 << 16
_START = ("-s", "-P", "-m", "engine", "farm", "submit")


@dataclass(frozen=True)
class FarmEnd:
    """A job that is no longer away; `error` says why it has no result."""

    job: str
    error: SketchMotionError | None = None


@dataclass
class _Sent:
    """Jobs that one program has taken to the farm.

    Attributes:
        process: None before the folders are made.
        log: what the program says of an error.
    """

    jobs: list[str]
    log: Path
    process: subprocess.Popen[bytes] | None = None


def checked_address(text: str) -> str:
    """Return the address of a farm without spaces around it. Raises BadInput for none."""
    address = text.strip()
    if not address:
        raise BadInput(
            "No farm is named.",
            hint="Write its address into the preferences: a Ray cluster or a Flamenco manager.",
        )
    if any(letter.isspace() for letter in address) or address.startswith("-"):
        raise BadInput("{address} is no address of a farm.", address=address)
    return address


def arguments(address: str, jobs: Path, names: Sequence[str]) -> list[str]:
    """Return the arguments of the engine's Python that take jobs to a farm."""
    kind = "--flamenco" if urlsplit(address).scheme in ("http", "https") else "--ray"
    return [
        *_START, "--jobs", str(jobs), kind, address, "--no-report", "--only", *names,
    ]  # fmt: skip


class FarmLink:
    """What this run of a host has on a farm.

    `in_background` runs something in the thread that reads and writes files, in its turn.
    """

    def __init__(
        self,
        in_background: Callable[[Callable[[], object]], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._in_background = in_background
        self._clock = clock
        self._sent: list[_Sent] = []
        self._ended: deque[FarmEnd] = deque()  # filled by the file thread
        self._look_at = 0.0
        self._is_looking = False

    @property
    def jobs(self) -> tuple[str, ...]:
        """The jobs that are away."""
        return tuple(job for sent in self._sent for job in sent.jobs)

    def send(self, command: EngineCommand, address: str, jobs: Sequence[str]) -> None:
        """Take jobs to the farm once their folders are made, which the file thread does before."""
        words = [str(command.python), *arguments(address, command.jobs, jobs)]
        sent = _Sent(list(jobs), command.log.with_name(f"farm-{jobs[0]}.log"))
        self._sent.append(sent)
        self._in_background(partial(self._start, sent, command, words))

    def cancel(self, root: Path) -> None:
        """Have the farm end all jobs that are away."""
        for job in self.jobs:
            self._in_background(partial(_mark, JobFolder(root / job)))

    def take_ended(self, root: Path) -> list[FarmEnd]:
        """Return the jobs that have come back; look into their folders now and then."""
        now = self._clock()
        if self._sent and not self._is_looking and now >= self._look_at:
            self._look_at, self._is_looking = now + LOOK_S, True
            self._in_background(partial(self._look, root, [replace(one) for one in self._sent]))
        ended = []
        while self._ended:
            end = self._ended.popleft()
            if end.job in self.jobs:
                ended.append(end)
                for sent in self._sent:
                    sent.jobs = [job for job in sent.jobs if job != end.job]
        self._sent = [sent for sent in self._sent if sent.jobs]
        return ended

    # --- in the file thread ---

    def _start(self, sent: _Sent, command: EngineCommand, words: list[str]) -> None:
        environment = {**command.environment(), "SKETCH_MOTION_ERRORS": "json"}
        try:
            for job in sent.jobs:  # a mark of an earlier time doesn't end it
                remove_file(command.jobs / job / CANCEL_MARK)
            sent.log.parent.mkdir(parents=True, exist_ok=True)
            with open(sent.log, "wb") as said:
                sent.process = subprocess.Popen(
                    words,
                    cwd=command.jobs,
                    env=environment,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=said,
                    creationflags=NO_WINDOW,
                    start_new_session=True,
                )
        except (OSError, BadInput) as problem:
            error = InternalError("The engine can't be started: {cause}.", cause=problem)
            self._ended.extend(FarmEnd(job, error) for job in sent.jobs)

    def _look(self, root: Path, sent: Sequence[_Sent]) -> None:
        try:
            for one in sent:
                code = one.process.poll() if one.process is not None else None
                error = said_in(one.log) if code else None
                for job in one.jobs:
                    end = _end_of(JobFolder(root / job), code, error)
                    if end is not None:
                        self._ended.append(end)
                if code is not None:
                    one.log.unlink(missing_ok=True)
        finally:
            self._is_looking = False


def _mark(job: JobFolder) -> None:
    """Have the farm end a job, unless it has ended."""
    if job.status() not in OUTCOMES:
        (job.path / CANCEL_MARK).touch()


def _end_of(job: JobFolder, code: int | None, error: SketchMotionError | None) -> FarmEnd | None:
    """Return how a job came back; None while it is away.

    code: of the program that took it to the farm, None while that runs.
    """
    name = job.path.name
    outcome = job.outcome()
    if outcome is not None:
        stopped = Stopped("The job was cancelled on the farm.")
        return FarmEnd(name, stopped if outcome.kind == "cancelled" else outcome.error())
    if not code:  # it runs, or Flamenco has the job now
        return None
    return FarmEnd(name, error or InternalError("The farm has not taken the job."))


def said_in(log: Path) -> SketchMotionError | None:
    """Return the error in the last line that is one; None where there is none."""
    try:
        with open(log, "rb") as file:
            file.seek(max(0, log.stat().st_size - MAX_SAID_BYTES))
            lines = file.read().splitlines()
    except OSError:
        return None
    for line in reversed(lines):
        try:
            value = strict_json.parse(line, "The error")
        except SketchMotionError:
            continue
        if isinstance(value, dict):
            return SketchMotionError.from_json(value)
    return None
