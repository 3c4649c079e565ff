# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`bench`: what the engine takes on this machine, as medians over repeats.

vector: one drawing of 32 strokes, 24 frames, from request to written result, engine warm.
rasterizer: forward and backward of 24 frames x 16 cubics at 256 px, on the CPU.
"""

from __future__ import annotations

import platform
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from addon.contract.drawing import Drawing
from addon.contract.job import Event, JobFolder
from addon.contract.request import Request
from engine.progress import Progress
from engine.report import peak_memory_mib, versions
from engine.run import path_of, run_job

STROKES, POINTS, FRAMES = 32, 40, 24
CURVES, SIZE = 16, 256
TARGET_S = {"draft": 2.0, "standard": 30.0, "first preview": 3.0}

Numbers = dict[str, Any]


def bench(what: str, repeats: int) -> Numbers:
    """Runs a benchmark ("vector" or "rasterizer"); numbers ready for JSON."""
    runs = {"vector": bench_vector, "rasterizer": bench_rasterizer}
    return {
        "bench": what,
        "machine": machine(),
        "versions": versions(),
        "repeats": repeats,
        **runs[what](max(1, repeats)),
        "peak_memory_mib": peak_memory_mib(),
    }


def machine() -> str:
    """Processor and number of threads, as far as the system tells."""
    import os

    name = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.is_file():
        models = [line for line in info.read_text().splitlines() if line.startswith("model name")]
        name = models[0].split(":", 1)[1].strip() if models else name
    return f"{name}, {os.cpu_count()} threads, {platform.system()}"


def bench_vector(repeats: int) -> Numbers:
    """Seconds of whole jobs, draft and standard, and until their first preview."""
    drawing = waving_drawing()
    prompt = "the flag waves"
    warm = Request(prompt, frames=FRAMES, quality="draft")
    path_of(warm)(drawing, warm, Progress.silent())
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


def bench_rasterizer(repeats: int) -> Numbers:
    """Seconds of the differentiable rasteriser, forward and with backward."""
    import torch

    from engine.render.rasterizer import render_ink

    generator = torch.Generator().manual_seed(0)
    start = torch.rand(FRAMES, CURVES, 1, 1, 2, generator=generator) * SIZE
    bends = torch.randn(FRAMES, CURVES, 1, 4, 2, generator=generator) * SIZE / 6
    curves = (start + bends.cumsum(-2)).requires_grad_(True)

    def forward() -> torch.Tensor:
        return render_ink(curves, 2.0, (SIZE, SIZE))

    def both() -> None:
        curves.grad = None
        forward().square().mean().backward()  # type: ignore[no-untyped-call]

    both()
    seconds = {
        "forward": summary([_seconds(forward) for _ in range(repeats)]),
        "forward and backward": summary([_seconds(both) for _ in range(repeats)]),
    }
    return {
        "seconds": seconds,
        "frames": FRAMES,
        "curves": CURVES,
        "size": SIZE,
        "threads": torch.get_num_threads(),
    }


def waving_drawing() -> Drawing:
    """STROKES wavy strokes of POINTS points on a 512 px canvas."""
    along = np.linspace(0.0, 1.0, POINTS)
    strokes = []
    for row in range(STROKES):
        y = 40.0 + row * 432.0 / STROKES
        strokes.append(np.stack([60 + 390 * along, y + 9 * np.sin(7 * along + row)], 1))
    positions = np.concatenate(strokes).astype(np.float32)
    offsets = np.arange(STROKES + 1, dtype=np.int32) * POINTS
    return Drawing.build(positions, offsets, canvas=(512.0, 512.0), object_names=("flag",))


def summary(seconds: list[float]) -> dict[str, float]:
    """Median, fastest and slowest."""
    return {
        "median": round(statistics.median(seconds), 4),
        "min": round(min(seconds), 4),
        "max": round(max(seconds), 4),
    }


def table(numbers: Numbers) -> str:
    """The numbers as lines for a person."""
    lines = [f"{numbers['bench']} on {numbers['machine']}, {numbers['repeats']} repeats"]
    for group in ("seconds", "first_preview_seconds"):
        for name, value in numbers.get(group, {}).items():
            label = name if group == "seconds" else f"{name}: first preview"
            lines.append(
                f"  {label:<28} {value['median']:9.3f} s"
                f"   ({value['min']:.3f} .. {value['max']:.3f})"
            )
    for name, value in numbers.get("target_seconds", {}).items():
        lines.append(f"  target: {name:<20} {value:9.1f} s")
    return "\n".join(lines)


def _job_seconds(drawing: Drawing, request: Request) -> tuple[float, float]:
    """Seconds of a whole job, and until its first preview (or its end, if there was none)."""
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


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
