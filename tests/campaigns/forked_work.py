# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What processes that are forked from the zygote do: run a job, serve, be a host, download."""

from __future__ import annotations

import ctypes
import gc
import os
import resource
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from addon.client.client import EngineClient
from addon.client.engine import process
from addon.client.engine.process import EngineCommand
from addon.client.jobs.takes import HostNote
from addon.client.setup.cancellation import CancelToken
from addon.client.setup.packages.download import Remote, download
from addon.client.setup.packages.web import RetryPolicy, Web
from addon.contract.animation import Animation
from addon.contract.drawing import Drawing
from addon.contract.errors import SketchMotionError
from addon.contract.job import Event
from addon.contract.request import Request
from engine.jobs.arrival import wait_for_job
from engine.jobs.run import Animate, obey_signals, run_job
from engine.runtime import progress
from engine.runtime.control import Control
from engine.runtime.progress import Progress
from engine.service.server import serve, warm_up
from engine.service.worker import RunJob
from tests.campaigns.zygote import CHECKPOINT_S, Zygote
from tests.engine.jobs.standin import slide

STEP_S = 0.01  # of the stand-in for the vector path
#: The stand-in, exact and quick, with rests and without; another mode is the engine's own path.
SLIDES, AT_ONCE = "slides", "at once"
DOCUMENT = "/drawings/fish.blend"


def load() -> None:
    """Load the engine and its models once, before anything is forked."""
    progress.CHECKPOINT_INTERVAL = CHECKPOINT_S
    progress.OVERHEAD = 1.0
    import torch

    torch.set_num_threads(1)
    warm_up()
    gc.collect()
    gc.freeze()


def slow_slide(drawing: Drawing, request: Request, progress: Progress) -> Animation:
    """Slide as `slide` does, and rest in every step."""
    step = progress.step

    def resting(phase: str, number: int, steps: int, *, loss: float | None = None) -> None:
        step(phase, number, steps, loss=loss)
        time.sleep(STEP_S)

    progress.step = resting  # type: ignore[method-assign,assignment]
    return slide(drawing, request, progress)


STAND_INS: Mapping[str, Animate] = {SLIDES: slow_slide, AT_ONCE: slide}


def run(folder: str, mode: str) -> int:
    """Run a job folder, as `python -m engine run` does."""
    control = Control()
    obey_signals(control)
    try:
        run_job(Path(folder), control=control, animate=STAND_INS.get(mode))
    except SketchMotionError as error:
        return error.exit_code
    return 0


def run_faulty(folder: str, fault: Mapping[str, Any]) -> int:
    """Run a job folder with the stand-in, under a fault of `tests.campaigns.fault`."""
    if "library" in fault:
        library = ctypes.CDLL(str(fault["library"]))
        names = ("first", "count", "error", "delay", "jump")
        first, count, error, delay, jump = (ctypes.c_long(fault.get(name, 0)) for name in names)
        library.fault_share(ctypes.c_long(fault.get("late", 0)), ctypes.c_int(fault.get("fold", 0)))
        library.fault_arm(os.fsencode(folder), first, count, ctypes.c_int(error.value), delay, jump)
    if "memory" in fault:
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        limit = pages * resource.getpagesize() + int(fault["memory"])
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))

    def animate(drawing: Drawing, request: Request, progress: Progress) -> Animation:
        if "memory" in fault:
            np.ones(int(fault["memory"]) // 2)  # more than there is
        if "gpu" in fault:
            return _losing_gpu(drawing, request, progress, int(fault["gpu"]))
        return slide(drawing, request, progress)

    wait_for_job(Path(folder))
    try:
        run_job(Path(folder), animate=animate)
    except SketchMotionError as error:
        return error.exit_code
    return 0


def _losing_gpu(drawing: Drawing, request: Request, progress: Progress, last: int) -> Animation:
    """Slide until step `last`; then torch says that the graphics card is gone."""
    step = progress.step

    def until_lost(phase: str, number: int, steps: int, *, loss: float | None = None) -> None:
        step(phase, number, steps, loss=loss)
        if number == last:
            raise RuntimeError("CUDA error: unspecified launch failure")

    progress.step = until_lost  # type: ignore[method-assign,assignment]
    return slide(drawing, request, progress)


def serve_jobs(folder: str, mode: str) -> int:
    """Serve, as `python -m engine serve` does."""
    os.chdir(folder)
    serve(Path(folder), partial(_runner, mode))


def _runner(mode: str) -> RunJob:
    def of_folder(
        folder: Path, *, control: Control, listener: Callable[[Event], None]
    ) -> dict[str, object]:
        stand_in = STAND_INS.get(mode)
        return run_job(folder, control=control, listener=listener, animate=stand_in)

    return of_folder


def client_of(jobs: Path, popen: Callable[..., object]) -> EngineClient:
    """Return a host's client whose engine is forked."""
    monkeyed: Any = vars(process)["subprocess"]
    monkeyed.Popen = popen
    log = jobs.parent / "engine.log"
    return EngineClient(EngineCommand(Path("python"), jobs, jobs, log), host="Blender")


def host(jobs: str, zygote: str, drawing: str, count: int, mode: str) -> int:
    """Be a host that submits some jobs and then only ticks; somebody kills it."""
    root = Path(jobs)
    client = client_of(root, _linked(Path(zygote)).popen(root, mode))
    note = HostNote("Blender", DOCUMENT)
    for number in range(count):
        client.submit(Request("it slides", frames=4, seed=number), Drawing.read(drawing), note)
    while True:
        client.tick()
        if client.engine_pid is not None:
            (root.parent / "engine.pid").write_text(str(client.engine_pid))
        time.sleep(0.01)


def _linked(path: Path) -> Zygote:
    """Return a zygote that runs already."""
    zygote = Zygote.__new__(Zygote)
    zygote.path = path
    return zygote


def fetch(url: str, name: str, sha256: str, size: int, target: str) -> int:
    """Download a file."""
    web = Web(retries=RetryPolicy(5.0, 3, 0.01))
    remote = Remote(url, name, sha256, size)
    download(remote, Path(target), web, stop=CancelToken(), on_bytes=lambda count: None)
    return 0


WORK: Mapping[str, Callable[..., int]] = {
    "run": run, "faulty": run_faulty, "serve": serve_jobs, "host": host, "download": fetch,
}  # fmt: skip
