# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whole jobs: one drawing of 32 strokes, 24 frames, from request to written result."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

import numpy as np

from addon.contract.drawing import Drawing
from addon.contract.job import Event, JobFolder
from addon.contract.request import Request
from engine.bench.measure import Numbers, summary
from engine.jobs.run import run_job
from engine.jobs.stroke_animation import vector_path
from engine.runtime.progress import Progress

STROKES, POINTS, FRAMES = 32, 40, 24
TARGET_S = {"draft": 2.0, "standard": 30.0, "first preview": 3.0}


def bench_vector(repeats: int) -> Numbers:
    """Measure whole jobs, draft and standard, and the time until their first preview."""
    drawing = waving_drawing()
    prompt = "the flag waves"
    warm = Request(prompt, frames=FRAMES, quality="draft")
    vector_path()(drawing, warm, Progress.silent())
    numbers: Numbers = {"seconds": {}, "first_preview_seconds": {}, "target_seconds": TARGET_S}
    for quality in ("draft", "standard"):
        runs = [
            _job_seconds(drawing, Request(prompt, frames=FRAMES, quality=quality, seed=seed))
            for seed in range(repeats)
        ]
        numbers["seconds"][quality] = summary([whole for whole, _ in runs])
        numbers["first_preview_seconds"][quality] = summary([first for _, first in runs])
    medians = {name: value["median"] for name, value in numbers["seconds"].items()}
    numbers["standard_to_draft"] = round(medians["standard"] / medians["draft"], 2)
    return numbers


def waving_drawing() -> Drawing:
    """Return STROKES wavy strokes of POINTS points on a canvas of 512 px."""
    along = np.linspace(0.0, 1.0, POINTS)
    strokes = []
    for row in range(STROKES):
        y = 40.0 + row * 432.0 / STROKES
        strokes.append(np.stack([60 + 390 * along, y + 9 * np.sin(7 * along + row)], 1))
    positions = np.concatenate(strokes).astype(np.float32)
    offsets = np.arange(STROKES + 1, dtype=np.int32) * POINTS
    return Drawing.build(positions, offsets, canvas=(512.0, 512.0), object_names=("flag",))


def _job_seconds(drawing: Drawing, request: Request) -> tuple[float, float]:
    """Return the seconds of a whole job, and until its first preview, or its end without one."""
    previews: list[float] = []

    def listener(event: Event) -> None:
        if event.preview is not None:
            previews.append(time.perf_counter())

    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        job = JobFolder.create(Path(folder) / "job", request, drawing)
        run_job(job.path, listener=listener)
        ended = time.perf_counter()
    return ended - started, min([*previews, ended]) - started
