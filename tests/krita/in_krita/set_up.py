# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs inside Krita: the engine is set up from a folder of wheels, then animates a drawing."""

import os
import sys
import time
from collections.abc import Generator

sys.path.insert(0, os.environ["SMOKE_ROOT"])

from addon.client.client import EngineClient
from addon.client.jobs.states import ENDED, Finished
from addon.client.locations import locations
from addon.client.setup.engine_setup import EngineSetup
from addon.client.setup.installed import installed_command
from addon.client.setup.settings import SetupSettings
from addon.client.setup.setup_job import SetupJob
from addon.client.setup.states import SetupReady, describe
from addon.contract.drawing import Drawing
from addon.contract.request import Request

SETUP_LIMIT_S = 400
JOB_LIMIT_S = 120


def main() -> Generator[float, None, int]:
    """Nothing is named but the folder of wheels: Python, engine and home are found."""
    job = SetupJob(EngineSetup(locations(), host="Krita"))
    job.look()
    yield from until_idle(job, 30)
    assert installed_command(locations()) is None
    settings = SetupSettings(wheels=os.environ["SMOKE_WHEELS"])
    job.plan(settings)
    yield from until_idle(job, 60)
    assert job.plan_found is not None, job.error
    print("plan:", *job.plan_found.describe()[:5], sep="\n  ")
    begun = time.monotonic()
    job.start(settings)
    slowest = yield from until_idle(job, SETUP_LIMIT_S)
    state = job.status.state
    print(describe(state), job.error or "")
    print(f"set up in {time.monotonic() - begun:.0f} s, slowest tick {slowest * 1000:.1f} ms")
    if not isinstance(state, SetupReady):
        return 1
    return (yield from animate())


def until_idle(job: SetupJob, limit_s: float) -> Generator[float, None, float]:
    """Ticks as a host's timer does; returns the longest tick in seconds."""
    deadline, slowest, shown = time.monotonic() + limit_s, 0.0, "NotSetUp"
    while job.busy:
        assert time.monotonic() < deadline, job.status
        begun = time.perf_counter()
        job.tick()
        slowest = max(slowest, time.perf_counter() - begun)
        kind = type(job.status.state).__name__
        if kind != shown:
            shown = kind
            print("state:", describe(job.status.state))
        yield 50
    job.tick()
    return slowest


def animate() -> Generator[float, None, int]:
    """A drawing goes through the engine that was set up; returns the exit code."""
    command = installed_command(locations())
    assert command is not None
    client = EngineClient(command, host="Krita")
    points = [(40.0 + 14 * k, 60.0 + 40 * s + 12 * ((-1) ** k)) for s in range(3) for k in range(9)]
    drawing = Drawing.build(points, [0, 9, 18, 27], canvas=(200.0, 200.0))
    job = client.submit(Request(prompt="it sways", frames=8, quality="draft"), drawing)
    deadline = time.monotonic() + JOB_LIMIT_S
    while not isinstance(client.jobs[job], ENDED) and time.monotonic() < deadline:
        client.tick()
        yield 50
    state = client.jobs[job]
    client.close(wait_s=8.0)
    leaked = sorted({"bpy", "torch", "numpy"} & set(sys.modules))
    print("state", type(state).__name__, getattr(state, "error", ""))
    print("modules of others:", leaked)
    print("engine's Python:", command.python)
    if not isinstance(state, Finished) or leaked:
        return 1
    print("frames", state.animation.frame_count)
    return 0
