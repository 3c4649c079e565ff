# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""kill -9 in three phases of a real job, then `run`: the same animation as an undisturbed run."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from addon.contract.animation import Animation
from addon.contract.drawing import Drawing
from addon.contract.job import JobFolder
from addon.contract.request import Request
from engine.runtime.arrays import numpy_of

ROOT = Path(__file__).parents[3]
WEIGHTS = ROOT / "engine" / "models" / "trajectory" / "trajectory.safetensors"
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
#: Full quality, so that the networks start from zero and every step counts.
REQUEST = Request(
    "the dog runs and the flag waves",
    quality="full",
    frames=12,
    settings={"steps": 250, "seeds": 1},
)
PATIENCE_S = 600.0

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not WEIGHTS.is_file(), reason="needs the weights of the trajectory prior"),
]


def two_objects() -> Drawing:
    """A square of four strokes and two wavy lines beside it."""
    along = np.linspace(0.0, 1.0, 8)
    corners = np.array([[20, 20], [70, 20], [70, 70], [20, 70], [20, 20]], np.float32)
    strokes = [np.linspace(a, b, 8, dtype=np.float32) for a, b in pairwise(corners)]
    for height in (30.0, 50.0):
        strokes.append(np.stack([90 + 50 * along, height + 5 * np.sin(6 * along)], 1))
    return Drawing.build(
        np.concatenate(strokes).astype(np.float32),
        np.arange(7, dtype=np.int32) * 8,
        canvas=(160.0, 100.0),
        objects=[0, 0, 0, 0, 1, 1],
        object_names=("dog", "flag"),
    )


def runner(job: JobFolder) -> subprocess.Popen[bytes]:
    words = [sys.executable, "-s", "-P", "-u", "-m", "engine", "run", str(job.path)]
    return subprocess.Popen(
        words, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def kill_when(job: JobFolder, true: Callable[[], bool]) -> None:
    """Runs a job and kills its process, without a warning, once something is true."""
    process = runner(job)
    deadline = time.monotonic() + PATIENCE_S
    while not true():
        assert process.poll() is None, "the job ended before it was killed"
        assert time.monotonic() < deadline
        time.sleep(0.005)
    process.kill()
    process.wait()
    assert job.status() == "interrupted"


def phases(job: JobFolder) -> list[str]:
    events, _ = job.read_events() if job.events_path.exists() else ([], 0)
    return [event.phase for event in events if event.step > 0]


def saved_in(job: JobFolder, stage: int) -> Callable[[], bool]:
    """True once a checkpoint of the schedule's n-th stage is on disk."""
    from safetensors import SafetensorError, safe_open

    def true() -> bool:
        try:
            with safe_open(job.checkpoint_path, framework="numpy") as file:
                return int((file.metadata() or {}).get("stage", -1)) >= stage
        except (OSError, SafetensorError):
            return False

    return true


def test_a_job_killed_three_times_ends_in_the_same_animation(tmp_path: Path) -> None:
    undisturbed = JobFolder.create(tmp_path / "undisturbed", REQUEST, two_objects())
    assert runner(undisturbed).wait(PATIENCE_S) == 0
    job = JobFolder.create(tmp_path / "killed", REQUEST, two_objects())
    kill_when(job, lambda: bool(phases(job)))
    kill_when(job, saved_in(job, 0))
    kill_when(job, saved_in(job, 1))
    assert runner(job).wait(PATIENCE_S) == 0
    outcome = job.outcome()
    assert outcome is not None
    assert outcome.report["resumed"] is True
    expected = Animation.read(undisturbed.animation_path)
    found = Animation.read(job.animation_path)
    assert np.ptp(numpy_of(expected.offsets)) > 0 or np.ptp(numpy_of(expected.transforms)) > 1
    for name in ("offsets", "transforms", "pivots", "keys"):
        difference = numpy_of(getattr(found, name)) - numpy_of(getattr(expected, name))
        assert np.abs(difference).max(initial=0.0) <= 1e-3, name
