# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Load: many jobs, many takes, many hosts, and days of idling; memory and handles stay flat.

A case is a whole round of one kind, in a process of its own: 500 jobs in the queue of one host,
50 takes of one drawing, 10 hosts on one jobs folder, and 72 hours in which a host only ticks.
"""

from __future__ import annotations

import os
import random
import shutil
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from addon.client.client import IDLE_TICK_S, EngineClient
from addon.client.jobs.states import Finished
from addon.client.jobs.takes import HostNote
from addon.contract.job import JobFolder
from addon.contract.request import Request
from tests.campaigns.campaign import CaseResult
from tests.campaigns.forked_work import AT_ONCE, DOCUMENT, client_of
from tests.campaigns.kill import Wrong, check, gone
from tests.campaigns.zygote import Zygote
from tests.engine.jobs.standin import line_drawing

MOST_GROWTH = 8 << 20  # bytes of a host's memory in a round
PATIENCE_S = 900.0
HOURS = 72


def memory() -> int:
    """Return the bytes that this process has in memory."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def handles() -> int:
    """Return how many descriptors this process has open."""
    return len(os.listdir("/proc/self/fd"))


class Load:
    """One round a case; `scale` shrinks all counts."""

    def __init__(self, seed: int, scale: float = 1.0) -> None:
        self._scale = scale
        self._open = ExitStack()
        shared = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
        self._home = Path(self._open.enter_context(tempfile.TemporaryDirectory(dir=shared)))
        self._zygote = Zygote()
        self._open.callback(self._zygote.close)

    def close(self) -> None:
        """End the zygote, and remove all folders."""
        self._open.close()

    def case(self, number: int, chance: random.Random) -> CaseResult:
        """Do the next round."""
        rounds: dict[str, Callable[[Path], str]] = {
            "queue": self._queue, "takes": self._takes, "hosts": self._hosts, "idle": self._idle,
        }  # fmt: skip
        kind = list(rounds)[number % len(rounds)]
        folder = self._home / f"round {number}"
        (folder / "jobs").mkdir(parents=True)
        try:
            return CaseResult(kind, rounds[kind](folder / "jobs"))
        except Wrong as wrong:
            return CaseResult(kind, "", str(wrong))
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _count(self, full: int) -> int:
        return max(2, round(full * self._scale))

    def _client(self, jobs: Path) -> EngineClient:
        return client_of(jobs, self._zygote.popen(jobs, AT_ONCE))

    def _queue(self, jobs: Path) -> str:
        """Submit 500 jobs at once; all are finished, one after the other."""
        count = self._count(500)
        client = self._client(jobs)
        began = (memory(), handles())
        for number in range(count):
            client.submit(Request("it slides", frames=2, seed=number), line_drawing())
        finish([client])
        longest = longest_tick(client)
        names = list(client.jobs)
        for name in names:
            client.forget(name)
        grown = flat(began)
        close([client])
        check(len(names) == count, f"{len(names)} of {count} jobs")
        return f"{count} jobs, {grown}, tick {longest * 1000:.0f} ms of work"

    def _takes(self, jobs: Path) -> str:
        """Make 50 takes of one drawing, and look for them again and again."""
        count = self._count(50)
        client = self._client(jobs)
        for number in range(count):
            note = HostNote("Blender", DOCUMENT, object_name="Fish")
            client.submit(Request("it slides", frames=2, seed=number), line_drawing(), note)
        finish([client])
        began = (memory(), handles())
        for _ in range(20):
            client.look_for_takes(document=DOCUMENT)
            wait([client], lambda: client.tick().takes)
        grown = flat(began)
        found = len(client.takes)
        close([client])
        check(found == count, f"{found} of {count} takes")
        return f"{count} takes found 20 times, {grown}"

    def _hosts(self, jobs: Path) -> str:
        """Let 10 hosts work in one jobs folder, and all resume the same job."""
        count, each = self._count(10), 3
        clients = [self._client(jobs) for _ in range(count)]
        for client in clients:
            for number in range(each):
                client.submit(Request("it slides", frames=2, seed=number), line_drawing())
        finish(clients)
        shared = JobFolder.create(jobs / "shared", Request("it slides", frames=2), line_drawing())
        for client in clients:
            client.resume("shared")
        wait(clients, lambda: all(not client.busy for client in clients))
        check(shared.status() == "done", f"the shared job is {shared.status()}")
        states = [type(client.jobs["shared"]).__name__ for client in clients]
        check("Finished" in states, f"the shared job: {states}")
        ended = sum(JobFolder(path).status() == "done" for path in jobs.iterdir() if path.is_dir())
        close(clients)
        check(ended >= count * each + 1, f"{ended} jobs are done")
        return f"{count} hosts, {count * each + 1} jobs"

    def _idle(self, jobs: Path) -> str:
        """Tick as often as a host does in 72 hours, on a clock that runs ahead."""
        ahead = [0.0]
        client = self._client(jobs)
        client._clock = lambda: time.monotonic() + ahead[0]
        client.submit(Request("it slides", frames=2), line_drawing())
        finish([client])
        ticks = round(HOURS * 3600 * self._scale / IDLE_TICK_S)
        warm = min(1000, ticks // 2)
        began = (0, 0)
        for number in range(ticks):
            if number == warm:
                began = (memory(), handles())
            ahead[0] += IDLE_TICK_S
            client.tick()
        grown = flat(began)
        check(type(client.engine).__name__ == "EngineReady", f"the engine is {client.engine}")
        close([client])
        return f"{ticks} ticks, {grown}"


def longest_tick(client: EngineClient) -> float:
    """Return the longest of some ticks, in seconds of the processor."""
    spans = []
    for _ in range(20):
        begun = time.thread_time()
        client.tick()
        spans.append(time.thread_time() - begun)
    return max(spans)


def wait(clients: list[EngineClient], true: Callable[[], bool]) -> None:
    """Let all hosts tick until something is true."""
    deadline = time.monotonic() + PATIENCE_S
    while not true():
        for client in clients:
            client.tick()
        check(time.monotonic() < deadline, "no end")
        time.sleep(0.005)


def finish(clients: list[EngineClient]) -> None:
    """Wait until all jobs have ended; every one must be finished."""
    wait(clients, lambda: not any(client.busy for client in clients))
    for client in clients:
        bad = [state for state in client.jobs.values() if not isinstance(state, Finished)]
        check(not bad, f"not finished: {bad[:2]!r:.300}")


def flat(began: tuple[int, int]) -> str:
    """Check that neither memory nor handles have grown; return by how much."""
    grown, more = memory() - began[0], handles() - began[1]
    check(grown < MOST_GROWTH, f"memory grew by {grown >> 10} KiB")
    check(more <= 4, f"{more} more handles")  # the pipes and the link of an engine
    return f"{grown >> 10} KiB and {more} handles more"


def close(clients: list[EngineClient]) -> None:
    """Close all hosts; their engines end."""
    pids = {client.engine_pid for client in clients if client.engine_pid is not None}
    for client in clients:
        client.close(wait_s=60.0)
    gone(pids)
