# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A host of plain values, an engine that only speaks, and sessions of one home."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from addon.client.engine.process import EngineCommand
from addon.client.host import Host
from addon.client.jobs.job_target import JobTarget, root_of
from addon.client.jobs.open_document import DocumentKey
from addon.client.jobs.states import (
    Delivered,
    Finished,
    JobState,
)
from addon.client.jobs.submission import Submission
from addon.client.jobs.takes import Take
from addon.client.session import Session
from addon.contract.errors import BadInput
from addon.contract.request import Request
from addon.contract.strict_json import JSON
from tests.client.test_client import FAKE, PATIENCE_S, a_drawing, an_animation

UNSAVED = DocumentKey()


@dataclass(frozen=True)
class Ask:
    """What the panel of the stand-in asks for."""

    name: str = "Fish"
    prompt: str = "it slides"
    seeds: int = 1


@dataclass
class Paper(Host[Ask, JobTarget]):
    """A host whose documents are lists of results."""

    command: EngineCommand
    document: DocumentKey = UNSAVED
    name: str = "Paper"
    lists_side_jobs: bool = False
    idle: bool = True
    prepared: bool = True
    has_engine: bool = True
    refusal: Exception | None = None  # what applying a result raises
    applied: list[tuple[str, JobState]] = field(default_factory=list)
    forgotten: list[str] = field(default_factory=list)
    redraws: int = 0
    seen_takes: tuple[Take, ...] = ()
    present: frozenset[str] | None = None  # the jobs whose results are in the document
    session: Any = None

    def engine_command(self) -> EngineCommand:
        if not self.has_engine:
            raise BadInput("The engine is not set up yet.")
        return self.command

    def request(self, asked: Ask) -> Request:
        if not asked.prompt:
            raise BadInput("Say what should happen.")
        return Request(prompt=asked.prompt, frames=24, seed=40)

    def capture(self, asked: Ask, request: Request) -> Submission[JobTarget]:
        target = JobTarget(asked.name, asked.name, root=self.document.root)
        return Submission(request, a_drawing(), target, asked.seeds)

    def target_of(self, take: Take) -> JobTarget:
        note = take.note
        root, batch = root_of(take), take.batch
        return JobTarget(note.object_name, note.object_id, note.document, root, batch)

    def carry_over(self, original: Path, variant: Path, target: JobTarget) -> None:
        (variant / "carried.txt").write_text(original.name)

    def is_idle(self) -> bool:
        return self.idle

    def prepare(self, job: str, folder: Path, target: JobTarget) -> bool:
        return self.prepared

    def apply(
        self, job: str, state: Finished | Delivered, target: JobTarget, folder: Path
    ) -> object:
        if self.refusal is not None:
            raise self.refusal
        self.applied.append((job, state))
        return f"layer of {job}"

    def apply_in_one_undo_step(self, job: str) -> None:
        self.session.apply(job)

    def note_of(self, result: object) -> dict[str, JSON]:
        return {"result": str(result)}

    def forget(self, job: str) -> None:
        self.forgotten.append(job)

    def jobs_present(self) -> frozenset[str] | None:
        return self.present

    def redraw(self) -> None:
        self.redraws += 1

    def takes_changed(self, takes: tuple[Take, ...]) -> None:
        self.seen_takes = takes


class Bench:
    """Sessions of one home, one after the other as the host is closed and started again."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.jobs = home / "jobs"
        self.jobs.mkdir(parents=True)
        an_animation().write(self.jobs / "result.safetensors")
        self.sessions: list[Session[Ask, JobTarget]] = []

    def start(self, mode: str = "good", **settings: Any) -> tuple[Session[Ask, JobTarget], Paper]:
        log = self.home / "logs" / "engine.log"
        words = ("-u", str(FAKE), mode)
        command = EngineCommand(Path(sys.executable), self.home, self.jobs, log, words)
        host = Paper(command, **settings)
        session = Session(host)
        host.session = session
        self.sessions.append(session)
        return session, host

    def folders(self) -> list[str]:
        return sorted(path.name for path in self.jobs.iterdir() if path.is_dir())


Any_Session = Session[Ask, JobTarget]


def until(session: Any_Session, done: Callable[[], bool]) -> None:
    """Tick as a host's timer does, until something is true."""
    deadline = time.monotonic() + PATIENCE_S
    while not done():
        assert time.monotonic() < deadline, (session.notice, dict(session.jobs()))
        session.tick()
        time.sleep(0.002)


def until_job(session: Any_Session, job: str, *kinds: type) -> JobState:
    until(session, lambda: isinstance(session.jobs().get(job), kinds))
    return session.jobs()[job]


def until_files_are_written(session: Any_Session) -> None:
    """Until the file worker has done what is queued now."""
    done: list[bool] = []
    assert session.client is not None
    session.client.do_in_background(lambda: done.append(True))
    until(session, lambda: bool(done))
