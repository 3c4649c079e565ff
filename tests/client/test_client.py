# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The client against engines that behave, misbehave, die and hang: no job is lost."""

from __future__ import annotations

import array
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from addon.client.client import EngineClient
from addon.client.engine.ending import cause
from addon.client.engine.messages import Progressed
from addon.client.engine.process import EngineCommand
from addon.client.jobs.phase_names import trouble
from addon.client.jobs.states import (
    Delivered,
    EngineFailed,
    EngineReady,
    Finished,
    Interrupted,
    JobCancelled,
    JobFailed,
    JobState,
    Off,
    Running,
    Starting,
    Waiting,
)
from addon.client.jobs.takes import HostNote, mark_applied
from addon.contract.animation import Animation
from addon.contract.arrays import Array
from addon.contract.beats import BeatReading, SentenceBeat
from addon.contract.drawing import Drawing
from addon.contract.job import JobFolder
from addon.contract.live import LiveMotion
from addon.contract.request import Request

FAKE = Path(__file__).with_name("fake_engine.py")
PATIENCE_S = 30.0
REQUEST = Request(prompt="it slides", frames=24)


def a_drawing() -> Drawing:
    return Drawing.build([[10, 10], [20, 15], [30, 10]], [0, 3], canvas=(64.0, 48.0))


def an_animation(points: int = 3) -> Animation:
    frames = 4
    return Animation(
        offsets=Array.of(array.array("f", [0.0] * frames * points * 2), "F32", (frames, points, 2)),
        transforms=Array.of(
            array.array("f", [1, 0, 0, 0, 1, 0] * frames), "F32", (frames, 1, 2, 3)
        ),
        pivots=Array.of(array.array("f", [0, 0]), "F32", (1, 2)),
        keys=Array.of(array.array("f", []), "F32", (0, 6)),
        key_offsets=Array.of(array.array("i", [0] * 6), "I32", (6,)),
    )


class Clock:
    """Real time, and more when asked."""

    def __init__(self) -> None:
        self.ahead = 0.0

    def __call__(self) -> float:
        return time.monotonic() + self.ahead


class Host:
    """A host's timer: ticks until something is true."""

    def __init__(self, home: Path, mode: str) -> None:
        self.clock = Clock()
        (home / "jobs").mkdir(parents=True, exist_ok=True)
        an_animation().write(home / "jobs" / "result.safetensors")
        command = EngineCommand(
            Path(sys.executable),
            home,
            home / "jobs",
            home / "logs" / "engine.log",
            arguments=("-u", str(FAKE), mode),
        )
        self.client = EngineClient(command, host="test", clock=self.clock)
        self.seen: dict[str, list[JobState]] = {}

    def until(self, true: Callable[[EngineClient], bool]) -> None:
        deadline = time.monotonic() + PATIENCE_S
        while not true(self.client):
            assert time.monotonic() < deadline, (self.client.engine, dict(self.client.jobs))
            for job in self.client.tick().jobs:
                self.seen.setdefault(job, []).append(self.client.jobs[job])
            time.sleep(0.002)

    def until_job(self, job: str, *kinds: type) -> JobState:
        self.until(lambda client: isinstance(client.jobs[job], kinds))
        return self.client.jobs[job]

    def submit(self) -> str:
        return self.client.submit(REQUEST, a_drawing())


Start = Callable[[str], Host]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    hosts: list[Host] = []

    def started(mode: str) -> Host:
        hosts.append(Host(tmp_path / "home", mode))
        return hosts[-1]

    yield started
    for host in hosts:
        host.client._supervisor.kill()
        host.client.close(wait_s=10.0)


def test_a_job_from_submission_to_a_loaded_animation(start: Start) -> None:
    host = start("good")
    before = host.client.engine
    assert before == Off()
    job = host.submit()
    assert host.client.engine == Starting()
    assert host.client.jobs[job] == Waiting()
    done = host.until_job(job, Finished)
    assert isinstance(done, Finished)
    assert done.animation.frame_count == 4
    assert done.animation_path == host.client.folder(job) / "animation.safetensors"
    assert done.report == {"model": "fake"}
    assert done.warnings == ("mind the gap",)
    assert isinstance(host.client.engine, EngineReady)
    pictures = {state.preview for state in host.seen[job] if isinstance(state, Running)}
    assert pictures <= {None, host.client.folder(job) / "preview" / "000001.webp"}
    assert not host.client.busy
    host.client.forget(job)
    assert job not in host.client.jobs


def test_a_task_without_an_animation_delivers_its_folder(start: Start) -> None:
    host = start("good")
    request = replace(REQUEST, task="objects")
    host.client.folder("objects.json").write_text("{}")
    job = host.client.submit(request, a_drawing())
    done = host.until_job(job, Delivered)
    assert isinstance(done, Delivered)
    assert done.folder == host.client.folder(job) and done.report == {"model": "fake"}
    assert (done.folder / "objects.json").read_text() == "{}"


def test_several_jobs_are_kept_apart(start: Start) -> None:
    host = start("good")
    jobs = [host.submit() for _ in range(3)]
    for job in jobs:
        host.until_job(job, Finished)
    assert list(host.client.jobs) == jobs


def test_of_a_flood_of_progress_only_the_newest_waits(start: Start) -> None:
    host = start("floods")
    job = host.submit()
    most = 0

    def done(client: EngineClient) -> bool:
        nonlocal most
        most = max(most, len(client._inbox._parcels))
        return isinstance(client.jobs[job], Finished)

    host.until(done)
    assert most < 10


def test_a_tick_ends_when_its_budget_is_spent(start: Start) -> None:
    host = start("good")
    for step in range(50):
        warning = Progressed("nobody", "x", step, 50, None, None, "kept apart")
        host.client._inbox.put((-1, warning))
    calls = iter(range(1000))
    host.client._clock = lambda: 0.001 * next(calls)  # every look at the clock costs 1 ms
    host.client.tick(0.004)
    assert len(host.client._inbox._parcels) == 50 - 4


@pytest.mark.parametrize("mode", ["garbage", "nonsense"])
def test_garbage_is_passed_over(start: Start, mode: str) -> None:
    host = start(mode)
    host.until_job(host.submit(), Finished)


@pytest.mark.parametrize("mode", ["dies", "only_garbage", "old"])
def test_what_is_not_our_engine_is_not_started_again(start: Start, mode: str) -> None:
    host = start(mode)
    job = host.submit()
    host.until(lambda client: isinstance(client.engine, EngineFailed))
    state = host.client.engine
    assert isinstance(state, EngineFailed)
    ended = host.until_job(job, Interrupted)
    assert isinstance(ended, Interrupted) and not ended.begun
    assert "preferences" in state.error.hint or mode == "old"
    assert "exit code" not in state.error.message
    if mode == "dies":
        assert "No module named 'engine'" in state.error.hint
        assert "No module named 'engine'" in host.client._command.log.read_text()


def test_a_program_that_ends_at_once_is_not_the_engine(tmp_path: Path) -> None:
    jobs, program = tmp_path / "jobs", Path(shutil.which("true") or sys.executable)
    arguments = ("-c", "")  # where there is no such program, a Python that does nothing
    client = EngineClient(EngineCommand(program, tmp_path, jobs, tmp_path / "log", arguments))
    job = client.submit(REQUEST, a_drawing())
    while not isinstance(client.engine, EngineFailed):
        client.tick()
        time.sleep(0.002)
    error = client.engine.error
    assert "not the engine" in error.message and "preferences" in error.hint
    ended = client.jobs[job]
    assert isinstance(ended, Interrupted) and "had not begun" in trouble(ended)[1]
    client.close(wait_s=5.0)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (-9, "memory ran out"),
        (137, "memory ran out"),
        (-11, "crashed"),
        (0xC0000005, "crashed"),
        (-1073741819, "crashed"),
        (-15, "from outside"),
        (1, "with an error"),
        (0, "without a word"),
        (None, "can't be run"),
    ],
)
def test_exit_codes_are_told_in_words(code: int | None, words: str) -> None:
    assert words in cause(code)


def test_a_missing_interpreter_is_said(tmp_path: Path) -> None:
    jobs = tmp_path / "jobs"
    command = EngineCommand(tmp_path / "no_python", tmp_path, jobs, tmp_path / "log")
    client = EngineClient(command)
    client.start()
    while not isinstance(client.engine, EngineFailed):
        client.tick()
        time.sleep(0.002)
    assert "no_python" in client.engine.error.message
    client.close(wait_s=5.0)


def test_an_engine_that_never_answers_is_given_up(start: Start) -> None:
    host = start("hangs")
    host.client.start()
    host.clock.ahead = 100.0
    host.until(lambda client: isinstance(client.engine, EngineFailed))


def test_the_reason_why_no_job_can_run_is_known_before(start: Start) -> None:
    host = start("warm_problem")
    host.client.start()
    host.until(lambda c: isinstance(c.engine, EngineReady) and c.engine.problem is not None)


def test_a_death_in_mid_job_interrupts_it_and_resume_finishes_it(start: Start) -> None:
    host = start("dies_in_job")
    job = host.submit()
    state = host.until_job(job, Interrupted)
    assert isinstance(state, Interrupted)
    assert "the last words" in state.log
    assert host.client.engine == Starting(1)
    host.clock.ahead += 10.0
    host.client.resume(job)
    host.until_job(job, Finished)


def test_an_engine_that_always_dies_is_started_three_times_more(start: Start) -> None:
    host = start("always_dies_in_job")
    job = host.submit()
    attempts = set()

    def given_up(client: EngineClient) -> bool:
        if isinstance(client.engine, EngineFailed):
            return True
        if isinstance(client.engine, Starting):
            attempts.add(client.engine.attempt)
        if isinstance(client.jobs[job], Interrupted):
            client.resume(job)
        host.clock.ahead += 0.01
        return False

    host.until(given_up)
    assert attempts == {0, 1, 2, 3}


def test_cancel_before_and_while_it_runs(start: Start) -> None:
    host = start("slow")
    early, late = host.submit(), host.submit()
    host.client.cancel(early)
    assert host.client.jobs[early] == JobCancelled()
    host.until_job(late, Running)
    host.client.cancel(late)
    host.until_job(late, JobCancelled)
    last = host.seen[late][-2]
    assert isinstance(last, Running) and last.cancelling
    assert early not in host.seen or host.seen[early][-1] == JobCancelled()


def test_an_engine_that_does_not_obey_a_cancel_is_ended(start: Start) -> None:
    host = start("deaf")
    job = host.submit()
    host.until_job(job, Running)
    host.client.cancel(job)
    host.clock.ahead += 60.0
    host.until_job(job, JobCancelled)
    host.until(lambda client: isinstance(client.engine, EngineReady))
    host.until(lambda client: JobFolder(client.folder(job)).status() == "cancelled")


def test_a_failure_brings_its_way_out(start: Start) -> None:
    host = start("fails")
    job = host.submit()
    state = host.until_job(job, JobFailed)
    assert isinstance(state, JobFailed)
    assert state.error.action is not None
    variant = host.client.retry(job, state.error.action.patch)
    host.until_job(variant, JobFailed)
    assert JobFolder(host.client.folder(variant)).read_request().frames == 16


def test_a_result_that_cannot_be_read_is_a_failure(start: Start) -> None:
    host = start("bad_result")
    state = host.until_job(host.submit(), JobFailed)
    assert isinstance(state, JobFailed)
    assert state.error.kind == "format"


def test_stop_interrupts_and_start_goes_on(start: Start) -> None:
    host = start("slow")
    job = host.submit()
    host.until_job(job, Running)
    host.client.stop()
    assert host.client.engine == Off()
    assert isinstance(host.client.jobs[job], Interrupted)
    host.client.resume(job)
    host.until_job(job, Running)


def test_takes_of_a_document_are_found_again(start: Start) -> None:
    host = start("good")
    note = HostNote(host="test", document=os.path.abspath("scene.blend"), object_name="Fish")
    job = host.client.submit(REQUEST, a_drawing(), note)
    host.until_job(job, Finished)
    other = host.client
    other.forget(job)
    other.look_for_takes(document=note.document)
    host.until(lambda client: bool(client.takes))
    (take,) = other.takes
    assert (take.job, take.status, take.prompt) == (job, "done", "it slides")
    assert take.waits_for_user
    other.open_result(job)
    host.until_job(job, Finished)
    other.do_in_background(lambda: mark_applied(take.folder, 5.0))
    other.look_for_takes(document=note.document)
    host.until(lambda client: not client.takes[0].waits_for_user)


def test_the_motion_of_what_is_typed_comes_at_once(start: Start) -> None:
    host = start("good")
    jobs = host.client.folder("x").parent
    positions = Array.of(array.array("f", [0.0] * 12), "F32", (2, 3, 2))
    LiveMotion(positions, BeatReading((SentenceBeat("", "slide"),))).write(
        jobs / "live.safetensors"
    )
    host.client.ask_live(a_drawing(), REQUEST)
    assert host.client.tick_s < 0.05
    host.until(lambda client: client.live.shown is not None)
    shown = host.client.live.shown
    assert shown is not None and shown.motion.reading.beats[0].action == "slide"
    folders = list((jobs / "live").glob("*/*"))
    assert [path.name for path in folders[0].iterdir()] == ["drawing.safetensors"]
    assert not host.client.jobs
    host.client.close(wait_s=10)
    assert not list((jobs / "live").iterdir())


def test_a_host_that_draws_gets_a_quick_answer_between_ticks(start: Start) -> None:
    host = start("good")
    positions = Array.of(array.array("f", [0.0] * 12), "F32", (2, 3, 2))
    moved = LiveMotion(positions, BeatReading((SentenceBeat("", "slide"),)))
    moved.write(host.client.folder("x").parent / "live.safetensors")
    drawing = a_drawing()
    host.client.ask_live(drawing, REQUEST)
    host.until(lambda client: client.live.shown is not None)
    first = host.client.live.shown
    host.client.ask_live(drawing, replace(REQUEST, seed=3))
    for _ in range(2000):
        host.client.take_answers()
        if host.client.live.shown is not first:
            break
        time.sleep(0.005)
    shown = host.client.live.shown
    assert shown is not None and shown.request.seed == 3


def test_why_there_is_no_motion_of_what_is_typed_is_known(start: Start) -> None:
    host = start("fails")
    host.client.ask_live(a_drawing(), REQUEST)
    host.until(lambda client: client.live.error is not None)
    assert host.client.live.shown is None
