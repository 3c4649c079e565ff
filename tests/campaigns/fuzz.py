# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fuzz: damaged files of every kind are read in a worker process with limits."""

from __future__ import annotations

import json
import os
import random
import select
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.campaigns.campaign import CaseResult

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 90.0  # that a worker may sleep for; it counts its 5 s of the processor itself
MOST_CPU_S = 120.0  # of a worker that doesn't heed its own limit, its start included
LOOK_S = 5.0


def _memory() -> str | None:
    """Return a folder in memory, where there is one: what is written there waits for no disk."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


def answers(worker: subprocess.Popen[bytes]) -> bool:
    """Wait for a worker's answer; False where it hangs, not where others keep it from running."""
    assert worker.stdout is not None
    slept = 0.0
    before: float | None = None
    while not select.select([worker.stdout], [], [], LOOK_S)[0]:
        state, seconds = _looked_at(worker.pid)
        before = seconds if before is None else before
        slept = 0.0 if state == "R" else slept + LOOK_S
        if slept >= PATIENCE_S or seconds - before >= MOST_CPU_S:
            return False
    return True


def _looked_at(process: int) -> tuple[str, float]:
    """Return the state of a process, "R" where it wants to run, and its processor seconds."""
    try:
        words = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return "gone", 0.0
    return words[0], (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")


class Fuzz:
    """One damaged file a case; no crash, no hang, no gigabyte, nothing outside its folder."""

    def __init__(self, seed: int, what: str = "files") -> None:
        """Prepare a worker. what: "files" to read, or "jobs" to run."""
        self._seed = seed
        self._what = what
        self._home = tempfile.TemporaryDirectory(dir=_memory())
        self._worker: subprocess.Popen[bytes] | None = None

    def case(self, number: int, chance: random.Random) -> CaseResult:
        """Let the worker try a case; a worker that ends or hangs is a finding."""
        worker = self._running()
        assert worker.stdin is not None and worker.stdout is not None
        try:
            worker.stdin.write(f"{number}\n".encode())
            worker.stdin.flush()
            line = worker.stdout.readline() if answers(worker) else b""
        except BrokenPipeError:
            line = b""
        if line:
            return CaseResult(**json.loads(line))
        hangs = worker.poll() is None
        worker.kill()
        code = worker.wait()
        self._worker = None
        return CaseResult("worker", "", f"case {number} {'hangs' if hangs else f'ends it: {code}'}")

    def close(self) -> None:
        """End the worker."""
        if self._worker is not None:
            self._worker.kill()
            self._worker.communicate()
        self._home.cleanup()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._worker is None or self._worker.poll() is not None:
            folder = Path(self._home.name) / "inside"
            folder.mkdir(exist_ok=True)
            module = "tests.campaigns.fuzz_worker"
            self._worker = subprocess.Popen(
                [sys.executable, "-P", "-m", module, str(folder), str(self._seed), self._what],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                cwd=folder,
                env={
                    **os.environ,
                    "PYTHONPATH": str(ROOT),
                    "OMP_NUM_THREADS": "1",
                    "SKETCH_MOTION_HOME": str(folder / "home"),
                },
            )
        return self._worker
