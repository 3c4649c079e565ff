# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The engine as a child: every line is answered, no job is lost, nothing stays behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from addon.contract.animation import Animation
from addon.contract.errors import BadInput, SketchMotionError
from addon.contract.job import JobFolder
from addon.contract.live import LiveMotion
from addon.contract.request import Request
from engine.service.live import LiveQuestion, LiveWorker
from tests.engine.jobs.standin import STEPS, line_drawing, total_of

ROOT = Path(__file__).parents[3]
SERVING = Path(__file__).with_name("serving.py")
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}


class Host:
    """The other end of the link, as a host would be."""

    def __init__(self, jobs: Path, mode: str) -> None:
        words = [sys.executable, "-s", "-P", "-u", str(SERVING), "serve", str(jobs), mode]
        self.process = subprocess.Popen(
            words,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=ENVIRONMENT,
        )
        self.notes: list[dict[str, object]] = []
        self._last = 0

    def write(self, line: bytes) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(line)
        self.process.stdin.flush()

    def read(self) -> dict[str, object]:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, "the engine has ended"
        message = json.loads(line)
        assert isinstance(message, dict)
        return message

    def call(self, method: str, **params: object) -> dict[str, object]:
        """Sends a call and returns its answer; notifications before it are kept."""
        self._last += 1
        message = {"jsonrpc": "2.0", "id": self._last, "method": method, "params": params}
        self.write(json.dumps(message).encode() + b"\n")
        while (answer := self.read()).get("id") != self._last:
            self.notes.append(answer)
        return answer

    def until(self, method: str, job: str = "") -> dict[str, object]:
        """Waits for a notification and returns its params."""
        for note in self.notes:
            if _is(note, method, job):
                self.notes.remove(note)
                return note["params"]  # type: ignore[return-value]
        while not _is(note := self.read(), method, job):
            self.notes.append(note)
        return note["params"]  # type: ignore[return-value]

    def end_input(self) -> int:
        assert self.process.stdin is not None
        self.process.stdin.close()
        return self.process.wait(20)


def _is(note: dict[str, object], method: str, job: str) -> bool:
    params = note.get("params")
    return note.get("method") == method and (
        not job or (isinstance(params, dict) and params["job"] == job)
    )


Start = Callable[..., Host]


@pytest.fixture
def jobs(tmp_path: Path) -> Path:
    folder = tmp_path / "jobs"
    folder.mkdir()
    return folder


@pytest.fixture
def start(jobs: Path) -> Iterator[Start]:
    hosts: list[Host] = []

    def started(mode: str = "") -> Host:
        hosts.append(Host(jobs, mode))
        hosts[-1].call("initialize", protocol=1)
        return hosts[-1]

    yield started
    for host in hosts:
        host.process.kill()
        host.process.wait()
        for pipe in (host.process.stdin, host.process.stdout):
            assert pipe is not None
            pipe.close()


def make(jobs: Path, name: str) -> JobFolder:
    return JobFolder.create(jobs / name, Request(prompt="it slides"), line_drawing())


def test_a_job_goes_from_submission_to_its_result(jobs: Path, start: Start) -> None:
    job = make(jobs, "one")
    host = start()
    assert host.call("job/submit", dir="one")["result"] == {"job": "one", "before": 0}
    assert host.until("job/finished", "one")["path"] == "one/animation.safetensors"
    assert total_of(Animation.read(job.animation_path)) == STEPS
    assert any(_is(note, "job/progress", "one") for note in host.notes)
    assert host.call("engine/shutdown")["result"] == {}
    assert host.process.wait(20) == 0


def long_submission() -> bytes:
    """A job whose name fits a message, and its refusal, which repeats it, doesn't."""
    params = {"dir": "../" + "d" * 40_000}
    return (
        json.dumps({"jsonrpc": "2.0", "id": 99, "method": "job/submit", "params": params}).encode()
        + b"\n"
    )


BAD_LINES = [
    (b"garbage\n", -32700),
    (b"\xff\xfe\n", -32700),
    (b"[]\n", -32600),
    (b"{}\n", -32600),
    (b"x" * 200_000 + b"\n", -32600),
    (b'{"jsonrpc":"2.0","id":99,"method":"no/such"}\n', -32601),
    (b'{"jsonrpc":"2.0","id":99,"method":"job/submit","params":{}}\n', -32602),
    (b'{"jsonrpc":"2.0","id":99,"method":"job/submit","params":{"dir":"../x"}}\n', -32602),
    (b'{"jsonrpc":"2.0","id":99,"method":"job/submit","params":{"dir":"/etc"}}\n', -32602),
    (b'{"jsonrpc":"2.0","id":"' + b"x" * 60_000 + b'","method":"models/list"}\n', -32600),
    (long_submission(), -32602),
    (b'{"jsonrpc":"2.0","id":99,"method":"initialize","params":{"protocol":2}}\n', -32600),
]


def test_a_bad_line_gets_an_error_and_the_next_a_good_answer(start: Start) -> None:
    host = start()
    host.until("engine/ready")
    for line, code in BAD_LINES:
        host.write(line)
        answer = host.read()
        assert answer["error"]["code"] == code, line[:80]  # type: ignore[index]
        assert "result" in host.call("models/list")


def test_nothing_is_done_before_initialize(jobs: Path) -> None:
    host = Host(jobs, "")
    try:
        assert host.call("models/list")["error"]["code"] == -32002  # type: ignore[index]
    finally:
        assert host.end_input() == 0
        assert host.process.stdout is not None
        host.process.stdout.close()


def test_stray_prints_do_not_reach_the_link(jobs: Path, start: Start) -> None:
    make(jobs, "one")
    host = start("noisy")
    host.call("job/submit", dir="one")
    assert host.until("job/finished")["job"] == "one"


def test_one_job_at_a_time_and_cancel_in_the_queue(jobs: Path, start: Start) -> None:
    first, second = make(jobs, "first"), make(jobs, "second")
    host = start("slow")
    host.call("job/submit", dir="first")
    assert host.call("job/submit", dir=str(jobs / "second"))["result"] == {
        "job": "second",
        "before": 1,
    }
    busy = host.call("job/submit", dir="second")["error"]
    assert busy["data"]["kind"] == "busy"  # type: ignore[index]
    assert host.call("job/cancel", job="second")["result"] == {"cancelling": True}
    assert host.until("job/failed")["job"] == "second"
    assert second.status() == "cancelled"
    host.until("job/progress", "first")
    host.call("job/cancel", job="first")
    assert host.until("job/failed", "first")["error"]["kind"] == "cancelled"  # type: ignore[index]
    assert first.status() == "cancelled"
    assert host.call("job/cancel", job="nobody")["result"] == {"cancelling": False}
    host.call("job/submit", dir="first")
    host.until("job/finished", "first")
    assert total_of(Animation.read(first.animation_path)) == STEPS


def test_a_job_that_is_done_stays_done_when_it_is_cancelled_in_the_queue(
    jobs: Path, start: Start
) -> None:
    make(jobs, "first")
    second, third = make(jobs, "second"), make(jobs, "third")
    second.write_done({})
    host = start("slow")
    for name in ("first", "second", "third"):
        host.call("job/submit", dir=name)
    with third.lock("another program"):
        for name in ("second", "third"):
            assert host.call("job/cancel", job=name)["result"] == {"cancelling": True}
            assert host.until("job/failed", name)["error"]["kind"] == "cancelled"  # type: ignore[index]
    assert second.status() == "done"
    assert third.outcome() is None


def test_when_the_input_ends_the_job_is_saved_and_goes_on_later(jobs: Path, start: Start) -> None:
    job = make(jobs, "one")
    host = start("slow")
    host.call("job/submit", dir="one")
    host.until("job/progress", "one")
    host.until("job/progress", "one")
    assert host.end_input() == 0
    assert job.status() == "interrupted"
    assert job.checkpoint_path.exists()
    again = start()
    again.call("job/submit", dir="one")
    again.until("job/finished", "one")
    assert total_of(Animation.read(job.animation_path)) == STEPS


def test_a_job_that_hangs_does_not_keep_the_process(jobs: Path, start: Start) -> None:
    make(jobs, "one")
    host = start("stuck")
    host.call("job/submit", dir="one")
    host.until("job/progress", "one")
    assert host.end_input() == 0


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGTERM to catch")
def test_sigterm_saves_and_says_so(jobs: Path, start: Start) -> None:
    job = make(jobs, "one")
    host = start("slow")
    host.call("job/submit", dir="one")
    host.until("job/progress", "one")
    host.until("job/progress", "one")
    host.process.send_signal(signal.SIGTERM)
    error = host.until("job/failed", "one")["error"]
    assert error["kind"] == "stopped"  # type: ignore[index]
    assert host.process.wait(20) == 0
    assert job.status() == "interrupted"


def run_process(job: JobFolder, mode: str) -> subprocess.Popen[bytes]:
    words = [sys.executable, "-s", "-P", str(SERVING), "run", str(job.path), mode]
    return subprocess.Popen(words, env=ENVIRONMENT)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGTERM to catch")
def test_a_run_that_is_terminated_or_killed_goes_on(jobs: Path) -> None:
    job = make(jobs, "one")
    process = run_process(job, "slow")
    _wait_for_step(job, 3, process)
    process.send_signal(signal.SIGTERM)
    assert process.wait(20) == 4
    assert job.status() == "interrupted"
    size = job.events_path.stat().st_size
    process = run_process(job, "stuck")
    _wait_for_step(job, 3, process, size)
    second = run_process(job, "")
    assert second.wait(20) == 4  # the other still has it
    process.kill()
    process.wait()
    assert job.status() == "interrupted"
    assert run_process(job, "").wait(20) == 0
    assert total_of(Animation.read(job.animation_path)) == STEPS


def _wait_for_step(
    job: JobFolder, step: int, process: subprocess.Popen[bytes], start: int = 0
) -> None:
    while process.poll() is None:
        if any(event.step >= step for event in job.read_events(start)[0]):
            return
    raise AssertionError("the run has ended")


def test_a_quick_question_is_answered_beside_the_jobs(tmp_path: Path) -> None:
    folder = tmp_path / "live" / "here"
    folder.mkdir(parents=True)
    line_drawing().write(folder / "drawing.safetensors")
    host = Host(tmp_path, "")
    try:
        host.call("initialize", protocol=1)
        ask = {
            "drawing": "live/here/drawing.safetensors",
            "request": Request("it floats", frames=6).to_json(),
        }
        assert host.call("live/ask", number=3, **ask)["result"] == {}
        answered = host.until("live/answered")
        assert answered == {"number": 3, "path": "live/here/000003.safetensors"}
        motion = LiveMotion.read(tmp_path / "live" / "here" / "000003.safetensors")
        assert motion.frame_count == 6 and motion.point_count == line_drawing().point_count
        missing = {**ask, "drawing": "live/none/drawing.safetensors"}
        assert host.call("live/ask", number=4, **missing)["result"] == {}
        assert host.until("live/failed")["number"] == 4
        outside = host.call("live/ask", number=5, **{**ask, "drawing": "../x.safetensors"})
        assert "error" in outside
    finally:
        host.end_input()


def test_of_quick_questions_that_wait_the_newest_is_answered(tmp_path: Path) -> None:
    begun, go = threading.Event(), threading.Event()
    asked: list[int] = []

    class Answers:
        def live_answered(self, number: int, path: Path) -> None:
            asked.append(number)

        def live_failed(self, number: int, error: SketchMotionError) -> None:
            asked.append(-number)
            if number == 4:
                done.set()

    def answer(drawing: Path, request: Request) -> LiveMotion:
        begun.set()
        go.wait(20)
        raise BadInput("no answer")

    done = threading.Event()
    worker = LiveWorker(Answers(), lambda: answer)
    for number in (1, 2, 3, 4):
        worker.ask(LiveQuestion(number, tmp_path / "drawing.safetensors", Request("")))
        if number == 1:
            begun.wait(20)
    go.set()
    assert done.wait(20) and asked == [-1, -4]
