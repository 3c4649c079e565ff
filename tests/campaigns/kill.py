# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Kill: runners, engines, hosts, downloads and set-ups are killed or stopped at random moments.

After each case the drawing is what it was, the job has ended in the same result as one that
nobody disturbed, and neither a process nor a lock is left.
"""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import signal
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import numpy as np

from addon.client.client import EngineClient
from addon.client.jobs.states import Finished, Interrupted, JobCancelled, JobFailed, JobState
from addon.client.jobs.takes import find_takes
from addon.contract.animation import Animation
from addon.contract.drawing import Drawing
from addon.contract.job import JobFolder
from addon.contract.request import Request
from engine.runtime.arrays import numpy_of
from tests.campaigns.campaign import CaseResult
from tests.campaigns.checks import PATIENCE_S, Wrong, check, digest, gone
from tests.campaigns.forked_work import DOCUMENT, SLIDES, client_of
from tests.campaigns.set_up import SetUpKill
from tests.campaigns.zygote import Forked, Zygote
from tests.client.setup.index_server import IndexServer, serving
from tests.engine.jobs.standin import line_drawing

CLOSE = 1e-3  # pixels
MOST_KILLS = 3  # of one job
DOWNLOAD_BYTES = 3_000_000
#: (mode, request): the quick stand-in mostly, else the engine's own path in each quality.
REQUESTS = {
    SLIDES: Request("it slides", frames=4),
    "draft": Request("the dog runs and the flag waves", quality="draft", frames=8),
    "full": Request("the dog runs and the flag waves", quality="full", frames=8,
                    settings={"steps": 30, "seeds": 1}),
}  # fmt: skip


#: How often each kind has its turn.
KINDS = {
    "runner, stand-in": 50, "runner, draft": 4, "runner, full quality": 4,
    "engine of a client": 22, "host": 14, "download": 6, "set-up": 3,
}  # fmt: skip


class Kill:
    """One kill or more a case."""

    def __init__(self, seed: int) -> None:
        self._open = ExitStack()
        shared = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
        self._home = Path(self._open.enter_context(tempfile.TemporaryDirectory(dir=shared)))
        self._zygote = Zygote()
        self._open.callback(self._zygote.close)
        self._server = self._open.enter_context(serving(IndexServer(self._home / "index")))
        (self._home / "index").mkdir(exist_ok=True)
        self._set_up = self._open.enter_context(SetUpKill.prepared(self._home / "set-up"))
        self._expected: dict[str, tuple[Animation, float]] = {}

    def close(self) -> None:
        """End the zygote, and remove all folders."""
        self._open.close()

    def case(self, number: int, chance: random.Random) -> CaseResult:
        """Kill something, and look at what is left."""
        kind = chance.choices(list(KINDS), list(KINDS.values()))[0]
        folder = self._home / f"case {number}"
        folder.mkdir()
        cases: dict[str, Callable[[Path, random.Random], str]] = {
            "runner, stand-in": lambda f, c: self._runner(f, c, SLIDES),
            "runner, draft": lambda f, c: self._runner(f, c, "draft"),
            "runner, full quality": lambda f, c: self._runner(f, c, "full"),
            "engine of a client": self._engine,
            "host": self._host,
            "download": self._download,
            "set-up": self._set_up.case,
        }
        try:
            return CaseResult(kind, cases[kind](folder, chance))
        except Wrong as wrong:
            return CaseResult(kind, "", str(wrong))
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    # --- runners ---

    def _runner(self, folder: Path, chance: random.Random, mode: str) -> str:
        """Kill or stop a runner once or more, then let one run to its end."""
        expected, seconds = self._undisturbed(mode)
        job = JobFolder.create(folder / "job", REQUESTS[mode], drawing_of(mode))
        before = digest(job.drawing_path)
        interrupted = 0
        for _ in range(chance.randint(1, MOST_KILLS)):
            runner = self._run(job, mode)
            time.sleep(chance.uniform(0.0, 1.1 * seconds))
            if chance.random() < 0.25:
                runner.signal(signal.SIGSTOP)
                time.sleep(chance.uniform(0.0, 0.05))
                runner.signal(signal.SIGCONT)
                time.sleep(chance.uniform(0.0, 0.3 * seconds))
            runner.signal(chance.choice((signal.SIGKILL, signal.SIGKILL, signal.SIGTERM)))
            runner.wait(PATIENCE_S)
            interrupted += job.status() != "done"
            check(job.status() in ("interrupted", "done", "new"), f"status {job.status()}")
            if job.status() == "done":
                same(expected, job)
        if self._run(job, mode).wait(PATIENCE_S) != 0:
            raise Wrong(f"the last runner fails: {told(job)}")
        whole(job, before)
        same(expected, job)
        return "resumed" if interrupted else "was done"

    def _run(self, job: JobFolder, mode: str) -> Forked:
        return self._zygote.fork(do="run", folder=str(job.path), mode=mode)

    def _undisturbed(self, mode: str) -> tuple[Animation, float]:
        """Return the result that nobody disturbs, and the seconds it took."""
        if mode not in self._expected:
            job = JobFolder.create(self._home / f"as {mode}", REQUESTS[mode], drawing_of(mode))
            started = time.monotonic()
            check(self._run(job, mode).wait(PATIENCE_S) == 0, f"undisturbed: {told(job)}")
            seconds = time.monotonic() - started
            self._expected[mode] = (Animation.read(job.animation_path), seconds)
        return self._expected[mode]

    # --- the engine of a host ---

    def _engine(self, folder: Path, chance: random.Random) -> str:
        """Kill the engine of a client while two jobs are there; resume; all end as they should."""
        expected, seconds = self._undisturbed(SLIDES)
        jobs = folder / "jobs"
        jobs.mkdir()
        client = self._client(jobs)
        pids: set[int] = set()
        try:
            names = [client.submit(REQUESTS[SLIDES], line_drawing()) for _ in range(2)]
            for _ in range(chance.randint(1, 2)):
                moment = time.monotonic() + chance.uniform(0.0, 2.0 * seconds)
                tick_until(client, moment)
                pid = client.engine_pid
                if pid is not None:
                    pids.add(pid)
                    send(pid, chance.choice((signal.SIGKILL, signal.SIGKILL, signal.SIGTERM)))
            cancelled = names[1] if chance.random() < 0.2 else ""
            if cancelled:
                client.cancel(cancelled)
            self._finish(client, names)
            for name in names:
                job = JobFolder(jobs / name)
                whole(job, digest_of(line_drawing(), folder))
                same(expected, job)
            pids |= {client.engine_pid} if client.engine_pid else set()
        finally:
            client.close(wait_s=PATIENCE_S)
        gone(pids)
        return "resumed"

    def _finish(self, client: EngineClient, names: list[str]) -> None:
        """Resume what was interrupted or cancelled until all jobs are finished."""
        deadline = time.monotonic() + PATIENCE_S
        while not all(isinstance(client.jobs[name], Finished) for name in names):
            client.tick()
            for name in names:
                state: JobState = client.jobs[name]
                if isinstance(state, JobFailed):
                    raise Wrong(f"failed: {state.error.kind} {state.error.message}")
                if isinstance(state, (Interrupted, JobCancelled)):
                    client.resume(name)
            check(time.monotonic() < deadline, f"no end: {list(client.jobs.values())!r:.200}")
            time.sleep(0.005)

    def _client(self, jobs: Path) -> EngineClient:
        return client_of(jobs, self._zygote.popen(jobs, SLIDES))

    # --- hosts ---

    def _host(self, folder: Path, chance: random.Random) -> str:
        """Kill a host that has submitted jobs; the next one finds them and goes on."""
        expected, seconds = self._undisturbed(SLIDES)
        jobs, count = folder / "jobs", 2
        jobs.mkdir()
        line_drawing().write(folder / "drawing.safetensors")
        before = digest(folder / "drawing.safetensors")
        host = self._zygote.fork(
            do="host", jobs=str(jobs), zygote=str(self._zygote.path),
            drawing=str(folder / "drawing.safetensors"), count=count, mode=SLIDES,
        )  # fmt: skip
        time.sleep(chance.uniform(0.0, 3.0 * seconds))
        host.signal(signal.SIGKILL)
        host.wait(PATIENCE_S)
        note = folder / "engine.pid"
        if note.exists() and (pid := note.read_text()):
            gone({int(pid)})
        check(digest(folder / "drawing.safetensors") == before, "the host's drawing changed")
        for path in jobs.iterdir():
            check(not JobFolder(path).is_running(), "a job is still held")
        client = self._client(jobs)
        try:
            takes = find_takes(jobs, document=DOCUMENT)
            names = [take.job for take in takes if take.status != "done"]
            for name in names:
                client.resume(name)
            self._finish(client, names)
            pids = {client.engine_pid} if client.engine_pid else set()
        finally:
            client.close(wait_s=PATIENCE_S)
        gone(pids)
        for take in takes:
            whole(JobFolder(take.folder), before)
            same(expected, JobFolder(take.folder))
        return f"{len(names)} resumed"

    # --- downloads ---

    def _download(self, folder: Path, chance: random.Random) -> str:
        """Kill a download once or more; the last one brings the whole file."""
        data = random.Random(chance.random()).randbytes(DOWNLOAD_BYTES)
        (self._home / "index" / "weights.bin").write_bytes(data)
        target = folder / "weights.bin"
        what = {
            "do": "download", "url": self._server.base("/files/weights.bin"), "name": target.name,
            "sha256": hashlib.sha256(data).hexdigest(), "size": len(data), "target": str(target),
        }  # fmt: skip
        for _ in range(chance.randint(1, MOST_KILLS)):
            download = self._zygote.fork(**what)
            time.sleep(chance.uniform(0.0, 0.06))
            download.signal(signal.SIGKILL)
            download.wait(PATIENCE_S)
            check(not target.exists() or target.read_bytes() == data, "a damaged file is in place")
        parts = len(list(folder.glob("*.part")))
        check(self._zygote.fork(**what).wait(PATIENCE_S) == 0, "the last download fails")
        check(target.read_bytes() == data, "the file is another one")
        check([path.name for path in folder.iterdir()] == [target.name], "leftovers")
        return "went on" if parts else "began again"


# --- what has to be true ---


def drawing_of(mode: str) -> Drawing:
    """Return the drawing of a request."""
    from tests.engine.jobs.test_kill import two_objects

    return line_drawing() if mode == SLIDES else two_objects()


def digest_of(drawing: Drawing, folder: Path) -> str:
    """Return the hash of a drawing's file."""
    drawing.write(folder / "compare.safetensors")
    return digest(folder / "compare.safetensors")


def told(job: JobFolder) -> str:
    """Return how a job ended, for a finding."""
    outcome = job.outcome()
    error = outcome.error() if outcome else None
    return f"{job.status()} {error.message if error else ''}"


def whole(job: JobFolder, drawing: str) -> None:
    """Check that a finished job has its drawing, and nothing half done beside its result."""
    check(job.status() == "done", f"not done: {told(job)}")
    check(digest(job.drawing_path) == drawing, "the drawing changed")
    check(not job.is_running(), "the lock is held")
    events, _ = job.read_events()
    check(bool(events), "no events")
    left = [p.name for p in job.path.iterdir() if "checkpoint" in p.name and p.name[0] != "."]
    check(not left, f"left over: {left}")


def same(expected: Animation, job: JobFolder) -> None:
    """Check that a result is that of an undisturbed run."""
    found = Animation.read(job.animation_path)
    for name in ("offsets", "transforms", "pivots", "keys"):
        mine, other = numpy_of(getattr(found, name)), numpy_of(getattr(expected, name))
        check(mine.shape == other.shape, f"{name}: another shape")
        far = float(np.abs(mine - other).max(initial=0.0))
        check(far <= CLOSE, f"{name} differ by {far:.3g}")


def send(pid: int, number: int) -> None:
    """Send a signal to a process that may have ended."""
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return


def tick_until(client: EngineClient, moment: float) -> None:
    """Let the host's timer run until a moment of the monotonic clock."""
    while time.monotonic() < moment:
        client.tick()
        time.sleep(0.005)
