# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a host does with jobs, with a host of plain values and an engine that only speaks."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from addon.client.engine.process import EngineCommand
from addon.client.host import Host
from addon.client.jobs.job_target import JobTarget, root_of
from addon.client.jobs.open_document import DocumentKey
from addon.client.jobs.remarks import is_seen
from addon.client.jobs.side_jobs import ESTIMATE, OBJECTS
from addon.client.jobs.states import (
    Delivered,
    EngineFailed,
    Finished,
    Interrupted,
    JobCancelled,
    JobFailed,
    JobState,
    Off,
    Running,
    Waiting,
)
from addon.client.jobs.submission import Submission
from addon.client.jobs.takes import HostNote, Take
from addon.client.session import Session
from addon.client.setup.models import search
from addon.client.setup.states import SetupReady
from addon.client.setup.status import Status
from addon.contract.errors import BadInput, SketchMotionError
from addon.contract.job import JobFolder
from addon.contract.request import Request
from addon.contract.strict_json import JSON
from tests.client.test_client import FAKE, PATIENCE_S, a_drawing, an_animation

FITS = {"seconds": 3.0, "memory_bytes": 4e8, "fits": True, "why": "", "smaller": None}
SMALLER = {"label": "Try 16 frames", "patch": {"frames": 16}, "seconds": 1, "memory_bytes": 5}


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


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    found = Bench(tmp_path / "home")
    yield found
    for session in found.sessions:
        session.close(wait_s=10.0)


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


# --- submit, preview, finish ---


def test_a_press_becomes_a_result_and_its_job_is_settled(bench: Bench) -> None:
    session, host = bench.start(document=DocumentKey("/art/fish.paper"))
    pressed: list[None] = []
    session.wake = lambda: pressed.append(None)
    job = session.animate(Ask())
    assert pressed and session.jobs() == {job: Waiting()}
    target = session.target(job)
    assert target is not None and target.document == "/art/fish.paper"
    assert session.object_name(job) == "Fish" and session.object_name("nobody") == ""
    until(session, lambda: not session.jobs())
    ((applied, state),) = host.applied
    assert applied == job and isinstance(state, Finished)
    assert session.notice is None and job in host.forgotten and host.redraws > 0
    until_files_are_written(session)
    note = HostNote.read(bench.jobs / job)
    assert (note.host, note.document, note.object_name) == ("paper", "/art/fish.paper", "Fish")
    assert note.applied is not None and note.extra["result"] == f"layer of {job}"
    assert session.client is not None and job not in session.client.jobs


def test_a_preview_is_shown_while_it_runs(bench: Bench) -> None:
    session, host = bench.start(idle=False)
    job = session.animate(Ask())
    previews: set[object] = set()

    def finished() -> bool:
        state = session.jobs()[job]
        previews.update({state.preview} if isinstance(state, Running) else ())
        return isinstance(state, Finished)

    until(session, finished)
    assert previews <= {None, bench.jobs / job / "preview" / "000001.webp"}
    assert host.applied == []


def test_a_result_waits_until_it_is_prepared_and_the_artist_pauses(bench: Bench) -> None:
    session, host = bench.start(idle=False, prepared=False)
    job = session.animate(Ask())
    until_job(session, job, Finished)
    session.tick()
    host.idle = True
    session.tick()
    assert host.applied == []
    host.prepared = True
    session.tick()
    assert [name for name, _ in host.applied] == [job] and not session.jobs()


def test_a_result_is_applied_outside_of_the_timer_where_the_host_says_so(bench: Bench) -> None:
    session, host = bench.start()
    later: list[Callable[[], None]] = []
    session.defer = later.append
    job = session.animate(Ask())
    until(session, lambda: len(later) > 1)
    assert host.applied == [] and job in session.jobs()
    for work in later:  # the second time there is nothing left to do
        work()
    assert len(host.applied) == 1 and not session.jobs()


def test_no_tick_runs_inside_of_an_import(bench: Bench) -> None:
    session, host = bench.start(idle=False)
    job = session.animate(Ask())
    until_job(session, job, Finished)
    inside = []

    def import_frames(job: str) -> None:
        inside.append(session.tick())
        session.apply(job)

    host.apply_in_one_undo_step = import_frames  # type: ignore[method-assign]
    host.idle = True
    session.tick()
    assert len(inside) == 1 and not inside[0] and len(host.applied) == 1


@pytest.mark.parametrize("refusal", [BadInput("The drawing is gone."), ValueError("a defect")])
def test_a_result_that_can_not_be_applied_is_a_notice_and_stays_a_take(
    bench: Bench, refusal: Exception
) -> None:
    session, host = bench.start(document=DocumentKey("/art/fish.paper"), refusal=refusal)
    job = session.animate(Ask())
    until(session, lambda: not session.jobs())
    assert session.notice is not None
    if isinstance(refusal, SketchMotionError):
        assert session.notice is refusal
    else:
        assert session.notice.hint == "ValueError: a defect"
    until(session, lambda: bool(session.waiting_takes()))
    host.refusal = None
    session.open_take(job)
    until(session, lambda: bool(host.applied))
    assert not session.waiting_takes()


def test_what_is_missing_is_said_before_an_engine_is_looked_for(bench: Bench) -> None:
    session, _ = bench.start(has_engine=False)
    with pytest.raises(BadInput, match="Say what"):
        session.animate(Ask(prompt=""))
    with pytest.raises(BadInput, match="not set up"):
        session.animate(Ask())
    assert session.client is None and session.tick_s == 1.0
    assert not session.tick() and session.jobs() == {}
    with pytest.raises(BadInput, match="no result"):
        session.apply("nobody")


def test_another_engine_takes_the_place_of_the_first(bench: Bench) -> None:
    session, host = bench.start("slow")
    job = session.animate(Ask())
    first = session.client
    host.command = replace(host.command, log=bench.home / "other.log")
    assert session.ready_client() is not first
    assert not session.jobs() and job in host.forgotten
    assert session.command == host.command


# --- failures and their ways out ---


def test_a_failure_is_tried_again_as_its_action_says(bench: Bench) -> None:
    session, host = bench.start("fails")
    first = session.animate(Ask())
    state = until_job(session, first, JobFailed)
    assert isinstance(state, JobFailed) and state.error.action is not None
    second = session.retry(first, state.error.action.patch)
    assert list(session.jobs()) == [second]
    until_job(session, second, JobFailed)
    assert JobFolder(bench.jobs / second).read_request().frames == 16
    assert (bench.jobs / second / "carried.txt").read_text() == first
    session.dismiss(second)
    assert not session.jobs() and host.applied == []


def test_a_job_can_be_cancelled_and_resumed(bench: Bench) -> None:
    session, _ = bench.start("slow")
    job = session.animate(Ask())
    until_job(session, job, Running)
    session.cancel(job)
    until_job(session, job, JobCancelled)
    session.resume(job)
    until_job(session, job, Running)
    session.cancel(job)
    until_job(session, job, JobCancelled)


def test_an_engine_that_dies_leaves_a_job_to_resume(bench: Bench) -> None:
    session, host = bench.start("dies_in_job")
    job = session.animate(Ask())
    state = until_job(session, job, Interrupted)
    assert isinstance(state, Interrupted) and "the last words" in state.log
    session.resume(job)
    until(session, lambda: not session.jobs())
    assert [name for name, _ in host.applied] == [job]


def test_an_engine_that_can_not_start_is_stopped_with_its_notice(bench: Bench) -> None:
    session, _ = bench.start("dies")
    job = session.animate(Ask())
    until_job(session, job, Interrupted)
    client = session.client
    assert client is not None and isinstance(client.engine, EngineFailed)
    session.dismiss_notice()
    state: object = client.engine
    assert state == Off()


def test_what_ended_badly_goes_when_its_drawing_is_animated_anew(bench: Bench) -> None:
    session, _ = bench.start("fails")
    fish, boat = session.animate(Ask("Fish")), session.animate(Ask("Boat"))
    until_job(session, fish, JobFailed)
    until_job(session, boat, JobFailed)
    again = session.animate(Ask("Fish"))
    assert list(session.jobs()) == [boat, again]


def test_a_take_is_made_once_more_for_another_target(bench: Bench) -> None:
    session, host = bench.start()
    job = session.animate(Ask())
    until(session, lambda: not session.jobs())
    again = session.redo(job, {"seed": 7}, JobTarget("Fish"))
    until(session, lambda: not session.jobs())
    assert [name for name, _ in host.applied] == [job, again]
    assert JobFolder(bench.jobs / again).read_request().seed == 7


def test_a_change_of_the_document_within_another_one_is_made_afterwards(bench: Bench) -> None:
    session, _ = bench.start()
    done: list[str] = []

    def outer() -> None:
        session.change_document(inner)  # as a timer does in a nested event loop
        session.tick()
        done.append("outer")

    def inner() -> None:
        assert session.is_applying
        done.append("inner")

    session.change_document(outer)
    assert done == ["outer"] and not session.is_applying
    session.tick()
    session.tick()
    assert done == ["outer", "inner"]


# --- batches ---


def test_the_artist_picks_from_a_batch(bench: Bench) -> None:
    session, host = bench.start()
    first = session.animate(Ask(seeds=3))
    ((batch, jobs),) = session.batch_jobs().items()
    assert jobs[0] == first and len(jobs) == 3
    for job in jobs:
        until_job(session, job, Finished)
    session.tick()
    assert host.applied == []
    targets = [session.target(job) for job in jobs]
    assert [target.seed for target in targets if target is not None] == [40, 41, 42]
    seeds = [JobFolder(bench.jobs / job).read_request().seed for job in jobs]
    assert seeds == [40, 41, 42]
    assert HostNote.read(bench.jobs / jobs[1]).extra == {"batch": batch}
    session.apply(jobs[1])
    assert [name for name, _ in host.applied] == [jobs[1]]
    session.close_batch(session.batch_jobs()[batch])
    assert not session.jobs()


def test_a_result_of_a_batch_that_is_chosen_is_applied_and_the_others_stay(bench: Bench) -> None:
    session, host = bench.start(document=DocumentKey("/art/fish.paper"))
    session.animate(Ask(seeds=3))
    ((batch, jobs),) = session.batch_jobs().items()
    for job in jobs:
        until_job(session, job, Finished)
    session.choose(jobs[2])
    until(session, lambda: bool(host.applied))
    assert [name for name, _ in host.applied] == [jobs[2]]
    assert session.batch_jobs()[batch] == jobs[:2]
    session.keep_batch(jobs[:2])
    assert not session.jobs()
    until(session, lambda: {take.job for take in session.waiting_takes()} == set(jobs[:2]))


def test_results_that_wait_to_be_chosen_stay_takes_when_the_drawing_is_animated_anew(
    bench: Bench,
) -> None:
    session, _ = bench.start(document=DocumentKey("/art/fish.paper"))
    session.animate(Ask(seeds=2))
    ((_, jobs),) = session.batch_jobs().items()
    for job in jobs:
        until_job(session, job, Finished)
    again = session.animate(Ask())
    assert not session.batch_jobs() and again in session.jobs()
    until(session, lambda: set(jobs) <= {take.job for take in session.waiting_takes()})


def test_one_result_can_wait_to_be_chosen(bench: Bench) -> None:
    session, host = bench.start()
    session.submit(replace(session.capture(Ask()), preview_first=True))
    ((_, (job,)),) = session.batch_jobs().items()
    until_job(session, job, Finished)
    session.tick()
    assert host.applied == []
    session.choose(job)
    until(session, lambda: bool(host.applied))


def test_a_notice_about_a_closed_document_goes_when_it_is_opened_again(bench: Bench) -> None:
    path = "/art/fish.paper"
    gone = BadInput("The drawing is not open any more.")
    session, host = bench.start(document=DocumentKey(path), refusal=gone)
    session.animate(Ask())
    until(session, lambda: session.notice is gone)
    host.document = DocumentKey("/art/another.paper")
    session.document_switched()
    assert session.notice is gone
    host.document = DocumentKey(path)
    session.document_switched()
    assert session.notice is None


def test_what_was_said_of_a_result_stays_with_its_take_until_it_is_seen(bench: Bench) -> None:
    session, _ = bench.start(document=DocumentKey("/art/fish.paper"))
    job = session.animate(Ask())
    until(session, lambda: not session.jobs())
    until(session, lambda: bool(session.takes()))
    assert not is_seen(session.takes()[0])
    session.remarks_seen(job)
    until(session, lambda: is_seen(session.takes()[0]))


# --- side jobs ---


def test_a_quiet_side_job_is_not_listed_in_a_host_that_lists_them(bench: Bench) -> None:
    session, _ = bench.start(lists_side_jobs=True)
    (bench.jobs / "objects.json").write_text(json.dumps({"objects": {"fish": [9]}}))
    failures: list[object] = []
    question = session.capture(Ask())
    session.ask(OBJECTS, question, lambda *_: None, on_failure=failures.append, quiet=True)
    assert not session.jobs()
    until(session, lambda: bool(failures))
    assert not session.jobs() and session.notice is None


def test_a_quiet_side_job_keeps_no_artist_from_asking(bench: Bench) -> None:
    session, _ = bench.start("slow", lists_side_jobs=True)
    running = session.animate(Ask())
    until_job(session, running, Running)
    quiet = session.ask(OBJECTS, session.capture(Ask()), lambda *_: None, quiet=True)
    assert session.asking(OBJECTS) == "" and session.asking(OBJECTS, or_quiet=True) == quiet
    asked = session.ask(OBJECTS, session.capture(Ask()), lambda *_: None)
    assert session.asking(OBJECTS) == asked


def test_a_side_job_is_answered_and_leaves_nothing(bench: Bench) -> None:
    session, _ = bench.start()
    (bench.jobs / "objects.json").write_text(json.dumps({"objects": {"fish": [0]}}))
    answers: list[tuple[str, Any]] = []
    submission = session.capture(Ask())
    job = session.ask(OBJECTS, submission, lambda job, found: answers.append((job, found)))
    assert session.asking(OBJECTS) == job and session.asking(ESTIMATE) == ""
    assert session.side_job_state(job) == Waiting() and not session.jobs()
    until(session, lambda: bool(answers))
    ((name, found),) = answers
    assert name == job and found.groups == {"fish": [0]}
    assert session.asking(OBJECTS) == "" and session.side_job_state(job) is None
    until_files_are_written(session)
    assert bench.folders() == []


def test_an_answer_that_changes_the_document_waits_for_a_pause(bench: Bench) -> None:
    session, host = bench.start(idle=False)
    (bench.jobs / "objects.json").write_text(json.dumps({"objects": {"fish": [0]}}))
    answers: list[object] = []
    session.ask(
        OBJECTS,
        session.capture(Ask()),
        lambda job, groups: answers.append(groups),
        prepare=lambda found: found.groups,
        waits_for_pause=True,
    )
    job = session.asking(OBJECTS)
    until(session, lambda: isinstance(session.side_job_state(job), Delivered))
    until_files_are_written(session)
    session.tick()
    assert answers == []
    host.idle = True
    session.tick()
    assert answers == [{"fish": [0]}]


def test_a_side_job_without_an_answer_is_a_notice(bench: Bench) -> None:
    session, _ = bench.start()
    (bench.jobs / "objects.json").write_text(json.dumps({"objects": {"fish": [9]}}))
    session.ask(OBJECTS, session.capture(Ask()), lambda job, found: pytest.fail("no answer"))
    until(session, lambda: not session.has_side_jobs)
    assert session.notice is not None and "strokes" in session.notice.message


def test_a_cancelled_side_job_is_no_notice_and_one_that_died_says_what_to_do(bench: Bench) -> None:
    session, _ = bench.start("slow")
    job = session.ask(OBJECTS, session.capture(Ask()), lambda job, found: None)
    until(session, lambda: isinstance(session.side_job_state(job), Running))
    session.cancel(job)
    until(session, lambda: not session.has_side_jobs)
    assert session.notice is None
    other, _ = bench.start("dies_in_job")
    other.ask(OBJECTS, other.capture(Ask()), lambda job, found: None)
    until(other, lambda: not other.has_side_jobs)
    assert other.notice is not None and other.notice.hint == "Find objects again."


def test_a_listed_side_job_stays_until_it_is_dismissed_or_goes_on(bench: Bench) -> None:
    session, _ = bench.start("dies_in_job", lists_side_jobs=True)
    (bench.jobs / "objects.json").write_text(json.dumps({"objects": {"fish": [0]}}))
    answers: list[str] = []
    job = session.ask(OBJECTS, session.capture(Ask()), lambda job, found: answers.append(job))
    assert session.jobs() == {job: Waiting()}
    until_job(session, job, Interrupted)
    session.tick()
    assert session.asking(OBJECTS) == "" and session.notice is None  # it may be asked again
    assert session.side_job_kind(job) is OBJECTS
    session.resume(job)
    until(session, lambda: bool(answers))
    assert answers == [job] and not session.jobs()
    failing, _ = bench.start("fails", lists_side_jobs=True)
    job = failing.ask(OBJECTS, failing.capture(Ask()), lambda job, found: answers.append(job))
    until_job(failing, job, JobFailed)
    variant = failing.retry(job, {"frames": 8})
    assert failing.asking(OBJECTS) == variant
    until_job(failing, variant, JobFailed)
    failing.dismiss(variant)
    assert not failing.jobs() and not failing.has_side_jobs


# --- estimates ---


def write_estimate(bench: Bench, **values: object) -> None:
    """What the fake engine will report: it writes done.json itself, so the report is in there."""
    (bench.jobs / "estimate.json").write_text("{}")
    (bench.jobs / "report.json").write_text(json.dumps({"estimate": {**FITS, **values}}))


def test_what_fits_begins_by_itself(bench: Bench) -> None:
    session, host = bench.start()
    write_estimate(bench)
    session.estimates.ask(session.capture(Ask()), start=True, settings="of the panel")
    inquiry = session.estimates.last
    assert inquiry is not None and inquiry.waits_for_engine and not inquiry.waits_for_user
    until(session, lambda: bool(host.applied))
    assert inquiry.answer is not None and inquiry.answer.seconds == 3.0
    assert session.estimates.last is inquiry and inquiry.settings == "of the panel"


def test_what_does_not_fit_waits_for_the_artist(bench: Bench) -> None:
    session, host = bench.start()
    write_estimate(bench, fits=False, why="There are 8 GB.", smaller=SMALLER)
    submission = session.capture(Ask(seeds=2))
    session.estimates.ask(submission, start=True, settings=None)
    inquiry = session.estimates.last
    assert inquiry is not None and inquiry.seeds == 2
    until(session, lambda: inquiry.waits_for_user)
    assert not session.jobs()
    session.estimates.begin_smaller()
    ((batch, jobs),) = session.batch_jobs().items()
    assert session.estimates.last is None and len(jobs) == 2
    for job in jobs:
        until_job(session, job, Finished)
    assert JobFolder(bench.jobs / jobs[0]).read_request().frames == 16
    session.estimates.ask(submission, start=True, settings=None)
    again = session.estimates.last
    assert again is not None
    until(session, lambda: again.waits_for_user)
    session.estimates.begin_anyway()
    ((other, jobs),) = session.batch_jobs().items()
    assert other != batch and len(jobs) == 2 and host.applied == []


def test_what_is_asked_for_first_starts_though_something_else_is_asked_for_meanwhile(
    bench: Bench,
) -> None:
    session, host = bench.start()
    write_estimate(bench)
    session.estimates.ask(session.capture(Ask()), start=True, settings=None)
    first = session.estimates.last
    session.estimates.ask(session.capture(Ask()), start=False, settings=None)
    assert first is not None and first is not session.estimates.last
    until(session, lambda: len(host.applied) == 1)
    session.estimates.ask(session.capture(Ask()), start=True, settings=None)
    session.estimates.set_aside()
    until(session, lambda: len(host.applied) == 2)
    session.estimates.ask(session.capture(Ask()), start=True, settings=None)
    session.estimates.forget()
    until(session, lambda: not session.has_side_jobs)
    session.tick()
    assert len(host.applied) == 2 and not session.jobs()


def test_an_impatient_second_press_makes_no_second_job(bench: Bench) -> None:
    session, host = bench.start()
    write_estimate(bench)
    for _ in range(2):
        session.estimates.ask(session.capture(Ask()), start=True, settings=None)
    until(session, lambda: not session.has_side_jobs)
    until(session, lambda: bool(host.applied) and not session.jobs())
    assert len(host.applied) == 1


def test_what_does_not_fit_is_put_to_the_artist_though_it_is_not_the_last(bench: Bench) -> None:
    session, host = bench.start()
    write_estimate(bench, fits=False, why="There are 8 GB.", smaller=SMALLER)
    session.estimates.ask(session.capture(Ask()), start=True, settings=None)
    first = session.estimates.last
    session.estimates.set_aside()
    until(session, lambda: session.estimates.last is first)
    assert first is not None and first.waits_for_user and not host.applied


def test_without_an_estimate_nothing_is_held_back(bench: Bench) -> None:
    session, host = bench.start()
    write_estimate(bench, seconds=-1.0)
    session.estimates.ask(session.capture(Ask()), start=True, settings=None)
    until(session, lambda: bool(host.applied))
    assert session.estimates.last is None and session.notice is None


def test_an_estimate_that_is_only_asked_for_begins_nothing(bench: Bench) -> None:
    session, _ = bench.start()
    write_estimate(bench)
    session.estimates.ask(session.capture(Ask()), start=False, settings=None)
    until(session, lambda: not session.has_side_jobs)
    assert not session.jobs() and session.estimates.last is not None
    session.estimates.forget()
    assert session.estimates.last is None


# --- documents, and takes after a restart ---


def test_a_take_is_found_again_after_a_restart(bench: Bench) -> None:
    key = DocumentKey("/art/fish.paper")
    session, _ = bench.start("dies_in_job", document=key)
    job = session.animate(Ask())
    until_job(session, job, Interrupted)
    session.close(wait_s=10.0)
    session, host = bench.start(document=key)
    until(session, lambda: bool(session.waiting_takes()))
    assert session.client is not None and session.client.engine == Off()
    (take,) = session.waiting_takes()
    assert take.job == job and host.seen_takes == (take,)
    session.resume(job)
    until(session, lambda: not session.jobs())
    assert [name for name, _ in host.applied] == [job]
    assert not session.waiting_takes() and len(session.takes()) == 1
    with pytest.raises(BadInput, match="not one of"):
        session.resume("nobody")


def ticks(session: Session[Ask, JobTarget], count: int = 20) -> None:
    for _ in range(count):
        session.tick()
        time.sleep(0.01)


def test_a_result_that_went_with_unsaved_changes_is_offered_again(
    bench: Bench, tmp_path: Path
) -> None:
    path = tmp_path / "fish.paper"
    path.touch()
    session, host = bench.start(document=DocumentKey(str(path)))
    job = session.animate(Ask())
    until(session, lambda: not session.jobs())

    def opened_again(present: frozenset[str] | None) -> list[str]:
        until_files_are_written(session)
        host.present, host.seen_takes = present, ()
        session.document_replaced()
        until(session, lambda: bool(host.seen_takes))
        until_files_are_written(session)
        ticks(session)
        return [take.job for take in session.waiting_takes()]

    assert opened_again(None) == []  # a host that can't tell
    assert opened_again(frozenset({job})) == []
    assert opened_again(frozenset()) == [job]
    host.present = frozenset({job})
    session.open_take(job)
    until(session, lambda: len(host.applied) == 2)
    until_files_are_written(session)
    path.write_text("saved without it")
    assert opened_again(frozenset()) == []


def undone(session: Session[Ask, JobTarget], host: Paper, present: frozenset[str]) -> None:
    """Undo or redo a step, after which these results are in the document."""
    session.undo_begins()
    host.present = present
    session.document_undone()


def test_an_undo_offers_a_result_again_and_a_redo_takes_the_offer_back(bench: Bench) -> None:
    session, host = bench.start(document=DocumentKey("/art/fish.paper"))
    job = session.animate(Ask())
    until(session, lambda: not session.jobs())
    host.present = frozenset({job})
    undone(session, host, frozenset())
    until(session, lambda: [take.job for take in session.waiting_takes()] == [job])
    undone(session, host, frozenset({job}))
    assert not session.waiting_takes()
    session.dismiss(job)  # as deleting it does
    undone(session, host, frozenset())
    until_files_are_written(session)
    ticks(session)
    assert not session.waiting_takes()


def test_a_deleted_result_that_came_back_is_offered_when_it_is_undone(bench: Bench) -> None:
    session, host = bench.start(document=DocumentKey("/art/fish.paper"))
    job = session.animate(Ask())
    until(session, lambda: not session.jobs())
    session.dismiss(job)  # as deleting it does
    host.present = frozenset()
    until_files_are_written(session)
    for present in (frozenset({job}), frozenset[str]()):  # the deletion is undone, then the result
        undone(session, host, present)
        until_files_are_written(session)
    until(session, lambda: [take.job for take in session.waiting_takes()] == [job])


def test_a_result_is_not_offered_where_another_copy_of_the_file_has_it(bench: Bench) -> None:
    session, host = bench.start(document=DocumentKey("/art/fish.paper"))
    job = session.animate(Ask())
    until(session, lambda: not session.jobs())
    host.present = frozenset({job})
    undone(session, host, frozenset())
    until(session, lambda: len(session.waiting_takes()) == 1)
    host.present = frozenset({job})
    session.look_for_takes()
    until(session, lambda: not session.waiting_takes())


def test_a_take_of_a_newer_version_is_said_once(bench: Bench) -> None:
    key = DocumentKey("/art/fish.paper")
    session, _ = bench.start("dies_in_job", document=key)
    job = session.animate(Ask())
    until_job(session, job, Interrupted)
    until_files_are_written(session)
    assert session.client is not None
    request = session.client.folder(job) / "request.json"
    session.close(wait_s=10.0)
    request.write_text(json.dumps({**json.loads(request.read_text()), "version": 99}))
    session, host = bench.start(document=key)
    until(session, lambda: session.notice is not None)
    assert session.notice is not None and session.notice.hint == "Update Sketch Motion."
    assert not host.seen_takes and not session.waiting_takes()
    session.dismiss_notice()
    session.look_for_takes()
    until_files_are_written(session)
    session.tick()
    assert session.notice is None


def test_a_dismissed_take_stays_away_after_a_restart(bench: Bench) -> None:
    key = DocumentKey("/art/fish.paper")
    session, _ = bench.start("dies_in_job", document=key)
    job = session.animate(Ask())
    until_job(session, job, Interrupted)
    session.dismiss(job)
    until_files_are_written(session)
    session.close(wait_s=10.0)
    session, host = bench.start(document=key)
    until(session, lambda: bool(host.seen_takes))
    assert session.waiting_takes() == () and [take.job for take in session.takes()] == [job]


def test_a_document_that_is_saved_takes_its_jobs_along(bench: Bench) -> None:
    session, host = bench.start("slow", document=DocumentKey(root="{a}"))
    mine = session.animate(Ask())
    host.document = DocumentKey(root="{b}")
    other = session.animate(Ask("Boat"))
    assert list(session.jobs()) == [other, mine]  # those of the document in front come first
    host.document = DocumentKey("/art/fish.paper", "{a}")
    session.document_saved()
    assert list(session.jobs()) == [mine, other]
    session.document_switched()
    until(session, lambda: [take.job for take in session.takes()] == [mine])
    documents = [HostNote.read(bench.jobs / job).document for job in (mine, other)]
    assert documents == ["/art/fish.paper", ""]


def test_a_document_that_is_saved_as_another_keeps_its_takes(bench: Bench) -> None:
    first, second = DocumentKey("/art/fish_1.paper", "{a}"), DocumentKey("/art/fish_2.paper", "{a}")
    session, host = bench.start(document=first)
    job = session.animate(Ask())
    until(session, lambda: [take.job for take in session.takes()] == [job])
    host.document = second
    session.document_saved(first.path)
    session.document_switched()
    assert [take.job for take in session.takes()] == [job]  # at once
    seen = host.seen_takes
    until(session, lambda: host.seen_takes is not seen)
    assert [take.job for take in session.takes()] == [job]
    variant = session.redo(job, {"seed": 7}, replace(host.target_of(seen[0]), document=second.path))
    until(session, lambda: not session.jobs())
    session.close(wait_s=10.0)
    for key, jobs in ((replace(second, root="{b}"), {job, variant}), (first, {job})):
        again, _ = bench.start(document=key)
        until(again, lambda one=again: bool(one.takes()))  # type: ignore[misc]
        assert {take.job for take in again.takes()} == jobs


def test_a_take_that_is_deleted_in_one_file_is_offered_in_the_other(bench: Bench) -> None:
    first, second = DocumentKey("/art/fish_1.paper"), DocumentKey("/art/fish_2.paper")
    session, host = bench.start("dies_in_job", document=first)
    job = session.animate(Ask())
    until_job(session, job, Interrupted)
    host.document = second
    session.document_saved(first.path)
    session.dismiss(job)
    until_files_are_written(session)
    for key, offered in ((second, []), (first, [job]), (second, [])):
        host.document, host.seen_takes = key, ()
        session.document_replaced()
        until(session, lambda: bool(host.seen_takes))
        assert [take.job for take in session.waiting_takes()] == offered


def test_what_is_done_with_in_one_open_document_waits_in_another(bench: Bench) -> None:
    first, second = DocumentKey("/art/fish_1.paper", "{a}"), DocumentKey("/art/fish_2.paper", "{b}")
    session, host = bench.start("dies_in_job", document=first)
    job = session.animate(Ask())
    until_job(session, job, Interrupted)
    host.document = replace(second, root="{a}")
    session.document_saved(first.path)
    until_files_are_written(session)
    session.dismiss(job)
    until_files_are_written(session)
    for key, offered in ((second, []), (replace(first, root="{c}"), [job])):
        host.document, host.seen_takes = key, ()
        session.document_switched()
        until(session, lambda: bool(host.seen_takes))
        assert [take.job for take in session.waiting_takes()] == offered


def test_a_running_job_is_shown_again_with_its_document(bench: Bench) -> None:
    fish = DocumentKey("/art/fish.paper")
    session, host = bench.start("slow", document=fish)
    job = session.animate(Ask())
    until_job(session, job, Running)
    asked = session.ask(OBJECTS, session.capture(Ask()), lambda job, found: None)
    session.notice = BadInput("of the old document")
    host.document = DocumentKey()
    session.document_replaced()
    assert not session.jobs() and not session.has_side_jobs and session.notice is None
    assert session.client is not None
    assert session.client.jobs[asked] == JobCancelled()  # nobody waits for its answer
    host.document = fish
    session.document_replaced()
    until_job(session, job, Running)
    session.dismiss(job)
    session.look_for_takes()
    seen = host.seen_takes
    until(session, lambda: host.seen_takes is not seen)
    assert not session.jobs()  # what was dismissed doesn't come back


def test_no_engine_is_no_trouble_for_a_document_with_a_name(bench: Bench) -> None:
    session, host = bench.start(document=DocumentKey("/art/fish.paper"), has_engine=False)
    session.tick()
    assert session.client is None and session.notice is None
    host.has_engine = True
    session.document_switched()
    session.tick()
    assert session.client is not None and session.client.engine == Off()


# --- set-up and models ---


def test_a_set_up_that_is_done_settles_the_notice(bench: Bench) -> None:
    session, _ = bench.start()
    session.notice = BadInput("The engine is not set up yet.")
    setup = session.new_setup()
    assert setup.setup.host == "Paper" and not session.follow_setup(setup)
    setup.status = Status(SetupReady("1", "cpu", "starter", "cpu", "python"), None)
    setup._add(lambda: None)
    assert session.follow_setup(setup) and session.notice is None


def test_models_are_searched_in_the_background(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, _ = bench.start()
    monkeypatch.setenv("SKETCH_MOTION_HOME", str(bench.home))
    before = session.models.found
    monkeypatch.setattr(search, "find_models", lambda folder: (str(folder),))
    session.models.look()
    until(session, lambda: session.models.found is not before)
    found: object = session.models.found
    assert found == (str(bench.home / "models"),)
