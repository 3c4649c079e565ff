# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The proof that an environment works: its engine starts and animates a small drawing."""

from __future__ import annotations

import math
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ...contract.drawing import Drawing
from ...contract.errors import BadInput, SketchMotionError
from ...contract.request import Request
from ..client import EngineClient
from ..engine.process import EngineCommand
from ..jobs.states import EngineFailed, EngineReady, Finished, Interrupted, JobFailed
from .cancellation import CancelToken
from .places import SetupPlaces, remove_tree

TIMEOUT_S = 600.0  # the first import of torch is slow on a slow disk with a virus scanner
FRAMES = 8


@dataclass(frozen=True)
class Proof:
    """What the engine reported about itself while it animated a drawing."""

    version: str
    device: str


def check_drawing() -> Drawing:
    """Return a circle of 24 points."""
    angles = [math.tau * index / 24 for index in range(24)]
    points = [[64 + 30 * math.cos(angle), 64 + 30 * math.sin(angle)] for angle in angles]
    return Drawing.build(points, [0, len(points)], canvas=(128.0, 128.0))


def check_request() -> Request:
    """Return a request that needs torch: bones alone would move without."""
    return Request("it bounces", quality="draft", frames=FRAMES, settings={"actions": False})


def check_engine(
    python: Path,
    root: Path,
    places: SetupPlaces,
    *,
    stop: CancelToken,
    on_step: Callable[[str], None],
    timeout_s: float = TIMEOUT_S,
    environment: Mapping[str, str] | None = None,
) -> Proof:
    """Start the engine of `python` and animate a circle. Blocks.

    Raises Cancelled, and BadInput (with the reason) when the engine doesn't work.
    """
    folder = places.check / secrets.token_hex(4)
    command = EngineCommand(
        python, root, folder, places.log, extra_environment=dict(environment or {})
    )
    client = EngineClient(command, host="the set-up")
    try:
        on_step("the engine starts")
        job = client.submit(check_request(), check_drawing())
        return _follow(client, job, stop, on_step, time.monotonic() + timeout_s)
    finally:
        client.close(wait_s=10.0)
        remove_tree(places.check, timeout_s=1.0)


def _follow(
    client: EngineClient,
    job: str,
    stop: CancelToken,
    on_step: Callable[[str], None],
    deadline: float,
) -> Proof:
    was_ready = False
    while True:
        client.tick()
        engine, state = client.engine, client.jobs[job]
        if isinstance(engine, EngineReady) and not was_ready:
            was_ready = True
            on_step("it animates a small drawing")
        if isinstance(state, Finished):
            return _proof(engine, state)
        if isinstance(engine, EngineFailed):
            raise not_working(engine.error, engine.log)
        if isinstance(state, JobFailed):
            raise not_working(state.error)
        if isinstance(state, Interrupted):
            raise not_working(BadInput(state.reason), state.log)
        if time.monotonic() > deadline:
            raise not_working(BadInput("It took too long."))
        stop.wait(0.02)


def _proof(engine: object, state: Finished) -> Proof:
    if state.animation.frame_count != FRAMES:
        raise not_working(BadInput("Its answer has the wrong length."))
    if not isinstance(engine, EngineReady):
        raise not_working(BadInput("It ended in the middle."))
    return Proof(engine.version, engine.devices[0] if engine.devices else "cpu")


def not_working(error: SketchMotionError, log: tuple[str, ...] = ()) -> BadInput:
    """Return the error of a check that failed, with the last line of the engine's log."""
    hint = error.hint or (log[-1] if log else "")
    return BadInput(
        "The new engine doesn't work: {why}", why=error.message, hint=hint or "Try Repair."
    )
