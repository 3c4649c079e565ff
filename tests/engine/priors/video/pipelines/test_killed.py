# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A job with a flow model, killed outright while it distils or redraws, goes on where it was."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from addon.contract.animation import Animation
from addon.contract.drawing import Drawing
from addon.contract.job import JobFolder
from addon.contract.request import MotionPath, Request
from engine.jobs.run import run_job
from engine.render.evaluate import animated_positions
from tests.engine.vector.stand_ins import strokes_drawing

Tiny = Callable[[str], Path]
ROOT = Path(__file__).parents[5]
#: The job as the engine runs it, with a checkpoint after every step.
PROGRAM = """
import sys
from engine.runtime import progress
progress.CHECKPOINT_INTERVAL = 0.0
import torch
torch.set_num_threads(1)
from engine.jobs.run import run_job
run_job(sys.argv[1])
"""


def _request(model: Path, path: MotionPath) -> Request:
    settings = {"steps": 12, "seeds": 1, "video_size": 32, "video_frames": 2}
    settings["size"] = 0 if "cog" in model.name else 32  # CogVideoX knows one size only
    return Request(
        "it runs", path=path, model=str(model), frames=6, settings={**settings, "clean": False}
    )


def _drawing() -> Drawing:
    return strokes_drawing((0, 0), names=("dog",), points=5)


def _result(job: JobFolder, path: MotionPath) -> np.ndarray:
    if path == "vector":
        return animated_positions(
            Drawing.read(job.drawing_path), Animation.read(job.animation_path)
        )
    return np.stack([np.asarray(Image.open(one)) for one in sorted(job.frames_path.iterdir())])


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="kills by a signal")
@pytest.mark.parametrize("path", ["vector", "raster"])
@pytest.mark.parametrize("name", ["wan", "vace", "wan-first", "ltx", "cog", "cog-i2v"])
def test_a_killed_job_ends_as_an_undisturbed_one(
    tiny: Tiny, tmp_path: Path, name: str, path: MotionPath
) -> None:
    model = tiny(name)
    whole, killed = (
        JobFolder.create(tmp_path / which, _request(model, path), _drawing())
        for which in ("whole", "killed")
    )
    run_job(whole.path)
    process = subprocess.Popen([sys.executable, "-c", PROGRAM, str(killed.path)], cwd=ROOT)
    try:
        for _ in range(60_000):  # it is there for moments only, where a job is short
            if killed.checkpoint_path.is_file() or process.poll() is not None:
                break
            time.sleep(0.005)
        assert process.poll() is None, "it ended before its first checkpoint"
    finally:
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    assert killed.status() == "interrupted"
    assert run_job(killed.path)["resumed"] is True
    found, expected = _result(killed, path), _result(whole, path)
    assert np.abs(found.astype(float) - expected.astype(float)).max() < 1e-3
