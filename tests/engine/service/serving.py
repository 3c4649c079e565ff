# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A child process that serves or runs jobs with a stand-in for the vector path.

    python serving.py serve|run FOLDER [MODE]

Modes: "" slides; "noisy" also prints on standard output, from C too; "slow" waits in every step;
"stuck" never comes back from its first step.
"""

from __future__ import annotations

import ctypes
import os
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from addon.contract.animation import Animation
from addon.contract.drawing import Drawing
from addon.contract.errors import SketchMotionError
from addon.contract.job import Event
from addon.contract.request import Request
from engine.jobs.run import obey_signals, run_job
from engine.runtime.control import Control
from engine.runtime.progress import Progress
from engine.service.server import serve
from engine.service.worker import RunJob
from tests.engine.jobs.standin import slide

STEP_S = 0.05


def path_of(mode: str) -> Callable[[Drawing, Request, Progress], Animation]:
    def path(drawing: Drawing, request: Request, progress: Progress) -> Animation:
        told = progress.step

        def step(phase: str, step: int, steps: int, *, loss: float | None = None) -> None:
            told(phase, step, steps, loss=loss)
            if mode == "noisy":
                print("a stray print")
                os.write(1, b'{"jsonrpc": "2.0", "method": "job/finished", "params": {}}\n')
                ctypes.CDLL(None).puts(b"a stray puts")
            elif mode == "slow":
                time.sleep(STEP_S)
            elif mode == "stuck":
                threading.Event().wait()

        progress.step = step  # type: ignore[method-assign]
        return slide(drawing, request, progress)

    return path


def warm_up(mode: str) -> RunJob:
    def run(
        folder: Path, *, control: Control, listener: Callable[[Event], None]
    ) -> dict[str, object]:
        return run_job(folder, control=control, listener=listener, animate=path_of(mode))

    return run


def main() -> int:
    what, folder, mode = (*sys.argv[1:], "")[:3]
    if what == "serve":
        serve(Path(folder), partial(warm_up, mode))
    control = Control()
    obey_signals(control)
    try:
        run_job(Path(folder), control=control, animate=path_of(mode))
    except SketchMotionError as error:
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())
