# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Live-Sketch's own loop against ours with one text-to-video model: same device, same weights.

Seconds and peak memory of a double step of their loop, of ours in faithful settings, and of the
steps of our default job; a whole job is the sum of its steps. Random weights take as long as
trained ones (`python -m engine train random-model`). Without diffvg their loop is given its
pictures, so that drawing them takes no time, and the notes say so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import torch

from addon.contract.drawing import Drawing
from addon.contract.request import Request
from engine.bench import diffvg as yardstick
from engine.bench.live_sketch import LiveSketchLoop
from engine.bench.measure import Numbers, seconds_of, summary
from engine.bench.rasterizer import sketch
from engine.priors.video.folder import find_model
from engine.priors.video.loading import native_size
from engine.priors.video.model import DiffusersVideo
from engine.priors.video.plan import Device, VideoWork, make_plan
from engine.vector.job import VectorJob
from engine.vector.pipeline import default_prior
from engine.vector.refinement.optimise import Refinement, guide_of
from engine.vector.refinement.training_state import Optimisers
from engine.vector.scene.scene import build_scene
from engine.vector.settings import VectorSettings, vector_settings

STROKES = 16
TEXT = "the fish swims"
TARGETS = {"faithful double step over theirs": 1 / 3, "default job over 1000 of theirs": 1 / 8}


def bench_video(repeats: int, *, model: str, frames: int = 24) -> Numbers:
    """Measure both loops with the model of a folder; needs diffusers.

    Runs in half precision on a GPU, in single precision on a CPU.
    """
    folder, device = find_model(model), Device.best()
    size = native_size(folder)
    plan = make_plan(folder, VideoWork(frames, size, 2.0), device)
    loaded = DiffusersVideo.load(
        folder, device=plan.device, dtype=plan.dtype, chunk=plan.chunk, recompute=plan.recompute,
        offload=plan.offload,
    )  # fmt: skip
    diffvg = yardstick.load()
    strokes = sketch(STROKES, 1)[0] * (size / 256)
    theirs = LiveSketchLoop(loaded, strokes, frames, size, diffvg)
    recompute, chunk = loaded.recompute, loaded.chunk
    loaded.recompute, loaded.chunk = False, frames
    numbers, memory = {}, {}
    numbers["Live-Sketch, double step"], memory["Live-Sketch, GB"] = _measured(
        lambda number: theirs.double_step(number, TEXT), repeats, device.name
    )
    loaded.recompute, loaded.chunk = recompute, chunk
    faithful = _settings("full", frames)
    numbers["ours, faithful double step"], memory["ours, faithful, GB"] = _measured(
        _steps_of(faithful, loaded, 1.0), repeats, device.name
    )
    default = _settings("standard", 16)
    parts = {}
    for name, done in (("coarse", 0.0), ("fine", 1.0)):
        label = f"ours, default, {name} step"
        numbers[label], memory[f"ours, default, {name}, GB"] = _measured(
            _steps_of(default, loaded, done), repeats, device.name
        )
        parts[name] = numbers[label]["median"]
    video, steps = default.video, default.schedule.steps
    share = video.coarse_until
    job = steps * (share * parts["coarse"] + (1 - share) * parts["fine"])
    double = numbers["Live-Sketch, double step"]["median"]
    values = {
        "faithful double step over theirs": numbers["ours, faithful double step"]["median"]
        / double,
        "default job, seconds": job,
        "default job over 1000 of theirs": job / (1000 * double),
        **memory,
    }
    return {
        "seconds": numbers,
        "values": {name: round(value, 4) for name, value in values.items()},
        "targets": TARGETS,
        "model": folder.name,
        "frames": frames,
        "size": size,
        "plan": plan.sentence(),
        "dtype": str(plan.dtype),
        "notes": [
            f"{plan.dtype} on {plan.device}; {frames} frames of {size} px; "
            f"our default looks at 16.",
            "diffvg draws for Live-Sketch."
            if diffvg is not None
            else "diffvg can't be imported: Live-Sketch's pictures are given and cost it nothing.",
        ],
    }


def _settings(quality: str, frames: int) -> VectorSettings:
    request = Request(TEXT, quality="full" if quality == "full" else "standard")
    settings = vector_settings(request, video=True)
    return replace(settings, video=replace(settings.video, frames=frames))


def _steps_of(
    settings: VectorSettings, model: DiffusersVideo, done: float
) -> Callable[[int], None]:
    """Return a function that does steps of our loop, by number.

    done: share of the stage that is behind them.
    """
    points = sketch(STROKES, 1)[0].reshape(-1, 2).numpy().astype(np.float32)
    drawing = Drawing.build(
        points, np.arange(STROKES + 1, dtype=np.int32) * 4, canvas=(256.0, 256.0),
        curve_types=np.ones(STROKES, np.uint8),
    )  # fmt: skip
    scene = build_scene(drawing, most_tokens=settings.draft.most_tokens)
    job = VectorJob.of(scene, default_prior(""), (TEXT,), settings, prompt=TEXT, video=model)
    run = Refinement(job, guide_of(job), None)
    optimisers = Optimisers(run.networks, settings.optimiser)
    view = job.views[0]
    last = job.stages[0].steps - 1

    def step(number: int) -> None:
        run._step(0, max(0, last - number) if done >= 1.0 else number, view, optimisers)

    return step


def _measured(
    step: Callable[[int], None], repeats: int, device: str
) -> tuple[dict[str, float], float]:
    """Return the seconds of steps, after one to warm up, and their peak of memory in GB."""
    step(0)
    if device == "cuda":
        torch.cuda.reset_peak_memory_stats()
    taken = summary([seconds_of(lambda n=n: step(n + 1), device) for n in range(repeats)])  # type: ignore[misc]
    peak = torch.cuda.max_memory_allocated() / 1e9 if device == "cuda" else 0.0
    return taken, peak
