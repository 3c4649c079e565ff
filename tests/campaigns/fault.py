# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fault: disks that are full, read-only, broken or slow, too little memory, a clock that jumps.

A library between the program and the system (`faulty_disk.c`) lets calls on the job's folder fail,
beginning with a random one, or makes a network share of it: names of one case, no links, files of
other machines seen late. The runner may end only with one of the program's own errors; the
drawing is what it was, and once the fault is gone the job ends in the undisturbed result.
"""

from __future__ import annotations

import errno
import os
import random
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from addon.contract.animation import Animation
from addon.contract.file_lock import FileLock
from addon.contract.job import JobFolder
from tests.campaigns.campaign import CaseResult
from tests.campaigns.checks import PATIENCE_S, Wrong, check, digest
from tests.campaigns.forked_work import SLIDES
from tests.campaigns.kill import REQUESTS, same, told, whole
from tests.campaigns.zygote import Zygote
from tests.engine.jobs.standin import line_drawing

SOURCE = Path(__file__).with_name("faulty_disk.c")
FOREVER = 1 << 40
#: Exit codes with which a runner may end: done, bad input (a forbidden folder), to be tried again.
RIGHT = (0, 4, 5)
#: Kind: error, how many calls fail (a range), microseconds of delay, seconds that the clock jumps.
FAULTS = {
    "full disk": (errno.ENOSPC, (1, FOREVER), 0, 0),
    "quota": (errno.EDQUOT, (1, FOREVER), 0, 0),
    "read-only folder": (errno.EROFS, (FOREVER, FOREVER), 0, 0),
    "no permission": (errno.EACCES, (FOREVER, FOREVER), 0, 0),
    "broken disk": (errno.EIO, (1, 9), 0, 0),
    "slow disk": (0, (0, 0), 4000, 0),
    "clock ahead": (0, (0, 0), 0, 90 * 86400),
    "clock back": (0, (0, 0), 0, -90 * 86400),
}
CALLS = 160  # of an undisturbed job, about
MOST_LATE_MS = 1500  # that a file of another machine may stay unseen on a share


def build_library(folder: Path) -> Path:
    """Compile the library. Raises CalledProcessError, FileNotFoundError without a compiler."""
    library = folder / "faulty_disk.so"
    command = ["cc", "-shared", "-fPIC", "-O1", "-o", str(library), str(SOURCE), "-ldl"]
    subprocess.run(command, check=True)
    return library


class Fault:
    """One fault a case."""

    def __init__(self, seed: int) -> None:
        self._open = ExitStack()
        shared = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
        self._home = Path(self._open.enter_context(tempfile.TemporaryDirectory(dir=shared)))
        self._library = build_library(self._home)
        self._zygote = Zygote(self._library)
        self._open.callback(self._zygote.close)
        job = JobFolder.create(self._home / "undisturbed", REQUESTS[SLIDES], line_drawing())
        check(self._code(job) == 0, told(job))
        self._expected = Animation.read(job.animation_path)

    def close(self) -> None:
        """End the zygote, and remove all folders."""
        self._open.close()

    def case(self, number: int, chance: random.Random) -> CaseResult:
        """Run a job under a fault, then without it."""
        kinds: dict[str, Callable[[JobFolder, random.Random], str]] = {
            **{kind: partial(self._disk, kind=kind) for kind in FAULTS},
            "out of memory": self._memory,
            "lock held": self._lock,
            "share, late": partial(self._share, fold=False),
            "share, one case": partial(self._share, fold=True),
            "GPU gone": self._gpu,
        }
        kind = chance.choice(list(kinds))
        folder = self._home / f"case {number}"
        try:
            job = JobFolder.create(folder, REQUESTS[SLIDES], line_drawing())
            before = digest(job.drawing_path)
            outcome = kinds[kind](job, chance)
            check(digest(job.drawing_path) == before, "the drawing changed")
            check(not job.is_running(), "the lock is held")
            code = self._code(job)
            check(code == 0, f"after the fault: {code} {told(job)}")
            whole(job, before)
            same(self._expected, job)
            return CaseResult(kind, outcome)
        except Wrong as wrong:
            return CaseResult(kind, "", str(wrong))
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _code(self, job: JobFolder, **fault: object) -> int:
        """Run a job under a fault, and return the exit code."""
        return self._zygote.fork(do="faulty", folder=str(job.path), fault=fault).wait(PATIENCE_S)

    def _end(self, job: JobFolder, **fault: object) -> str:
        """Run a job under a fault, and return how it ended."""
        return self._ended(job, self._code(job, **fault))

    def _ended(self, job: JobFolder, code: int) -> str:
        """Check that a runner has ended with one of our errors, or is done; return which."""
        status = job.status()
        check(code in RIGHT, f"ends with {code}: {told(job)}")
        check(status in ("done", "failed", "interrupted", "new"), f"status {status}")
        check(code != 0 or status == "done", f"ends with 0, but is {status}")
        error = outcome.error() if (outcome := job.outcome()) else None
        check(error is None or error.kind != "internal", f"says: {error and error.message}")
        return {0: "done", 4: "to be tried again", 5: "refused"}[code]

    def _disk(self, job: JobFolder, chance: random.Random, kind: str) -> str:
        number, (least, most), delay, jump = FAULTS[kind]
        first = chance.randint(1, CALLS)
        count = chance.choice((least, most)) if most == FOREVER else chance.randint(least, most)
        return self._end(
            job, library=str(self._library), first=first, count=count, error=number, delay=delay,
            jump=jump,
        )  # fmt: skip

    def _share(self, job: JobFolder, chance: random.Random, fold: bool) -> str:
        late = 0 if fold else chance.randint(1, MOST_LATE_MS)
        return self._end(job, library=str(self._library), late=late, fold=fold)

    def _memory(self, job: JobFolder, chance: random.Random) -> str:
        memory = int(10 ** chance.uniform(4.0, 7.5))
        code = self._code(job, memory=memory)
        if code < 0:  # a library gave up, as when the system ends a process for want of memory
            check(job.status() in ("interrupted", "new"), f"status {job.status()}")
            return "ended by the system"
        return self._ended(job, code)

    def _lock(self, job: JobFolder, chance: random.Random) -> str:
        with FileLock(job.file("lock"), "Krita"):
            code = self._code(job)
            check(code == 4 and job.status() == "running", f"{code} {job.status()}")
        return "waited for"

    def _gpu(self, job: JobFolder, chance: random.Random) -> str:
        return self._end(job, gpu=chance.randint(0, 19))
