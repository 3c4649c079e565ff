# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs inside Krita: contract and client import there, and the engine animates a drawing."""

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, os.environ["SMOKE_ROOT"])

from addon.client.client import EngineClient
from addon.client.engine.process import EngineCommand
from addon.client.jobs.states import ENDED, Finished
from addon.contract.drawing import Drawing
from addon.contract.request import Request

LIMIT_S = 120


def zigzag() -> Drawing:
    """Three strokes of nine points on a canvas of 200 px."""
    points = [(40.0 + 14 * k, 60.0 + 40 * s + 12 * ((-1) ** k)) for s in range(3) for k in range(9)]
    return Drawing.build(points, [0, 9, 18, 27], canvas=(200.0, 200.0))


def main() -> Iterator[float]:
    folder = Path(os.environ["SMOKE_JOBS"])
    command = EngineCommand(
        python=Path(os.environ["SMOKE_PYTHON"]),
        root=Path(os.environ["SMOKE_ROOT"]),
        jobs=folder / "jobs",
        log=folder / "engine.log",
    )
    command.jobs.mkdir()
    client = EngineClient(command, host="Krita")
    job = client.submit(Request(prompt="it sways", frames=8, quality="draft"), zigzag())
    deadline = time.monotonic() + LIMIT_S
    slowest = 0.0
    while not isinstance(client.jobs[job], ENDED) and time.monotonic() < deadline:
        begun = time.perf_counter()
        client.tick()
        slowest = max(slowest, time.perf_counter() - begun)
        yield 50
    state = client.jobs[job]
    client.close(wait_s=8.0)
    leaked = sorted({"bpy", "torch", "numpy"} & set(sys.modules))
    print("state", type(state).__name__, getattr(state, "error", ""))
    print("modules of others:", leaked)
    print(f"slowest tick: {slowest * 1000:.1f} ms")
    if not isinstance(state, Finished) or leaked:
        return 1
    print("frames", state.animation.frame_count)
    return 0
