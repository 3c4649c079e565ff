# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The start: from an engine that isn't there to the first motion of its first draft.

Each run is a process of its own, as in life. Seconds of the processor are told beside those of the
clock, which depend on what else the machine does. The results are compared, byte by byte.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from addon.contract.job import JobFolder
from addon.contract.request import Request
from engine.bench.measure import Numbers, summary
from engine.bench.vector import waving_drawing

TARGET_S = {"first motion of a cold engine": 3.0}
ROOT = Path(__file__).resolve().parents[2]
CHILD = """
import json, sys, time
from pathlib import Path
started = time.perf_counter()
from engine.service.server import warm_up
said = {}
def note(name):
    said.setdefault(name, (time.perf_counter() - started, time.process_time()))
run_job = warm_up()
note("loaded")
def listener(event):
    if event.preview is not None:
        note("first motion")
from engine.runtime.control import Control
run_job(Path(sys.argv[1]), control=Control(), listener=listener)
note("first motion")
note("result")
print(json.dumps(said))
"""


def bench_start(repeats: int) -> Numbers:
    """Measure when new processes have loaded, show a first motion, and have a result."""
    clock: dict[str, list[float]] = {}
    work: dict[str, list[float]] = {}
    results: set[bytes] = set()
    for _ in range(repeats):
        with tempfile.TemporaryDirectory(prefix="bench-start-") as place:
            request = Request("the flag waves", frames=24, quality="draft")
            job = JobFolder.create(Path(place) / "job", request, waving_drawing())
            for name, (seconds, cpu) in _run(job.path).items():
                clock.setdefault(name, []).append(seconds)
                work.setdefault(f"{name}, processor", []).append(cpu)
            results.add(job.animation_path.read_bytes())
    return {
        "seconds": {name: summary(times) for name, times in {**clock, **work}.items()},
        "target_seconds": TARGET_S,
        "notes": [f"{len(results)} different results"],
    }


def _run(job: Path) -> dict[str, tuple[float, float]]:
    """Return when a new process had come to each point: seconds by clock and processor."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    started = time.perf_counter()
    ended = subprocess.run(
        [sys.executable, "-s", "-c", CHILD, str(job)],
        env=environment,
        stdout=subprocess.PIPE,
        check=True,
    )
    whole = time.perf_counter() - started
    said: dict[str, list[float]] = json.loads(ended.stdout.splitlines()[-1])
    before = whole - said["result"][0]  # of which the end of the process is a little
    return {name: (seconds + before, cpu) for name, (seconds, cpu) in said.items()}
