# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The client with the real engine in a real process: serve, cancel, kill, resume."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from addon.client.client import EngineClient
from addon.client.engine.process import EngineCommand
from addon.client.jobs.states import EngineReady, Finished, Interrupted, JobFailed, Running
from addon.contract.drawing import Drawing
from addon.contract.request import Request

pytest.importorskip("torch", reason="needs the engine's environment")

ROOT = Path(__file__).parents[3]
PATIENCE_S = 120.0


@pytest.fixture
def client(tmp_path: Path) -> Iterator[EngineClient]:
    command = EngineCommand(
        Path(sys.executable),
        ROOT,
        tmp_path / "jobs",
        tmp_path / "engine.log",
        extra_environment={"OMP_NUM_THREADS": "1"},
    )
    client = EngineClient(command, host="test")
    yield client
    client.close(wait_s=15.0)
    client._supervisor.kill()


def until(client: EngineClient, true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not true():
        assert time.monotonic() < deadline, (client.engine, dict(client.jobs))
        client.tick()
        time.sleep(0.005)


def a_drawing() -> Drawing:
    points = [[10 + 4 * i, 30 + (i % 3)] for i in range(10)]
    return Drawing.build(points, [0, 10], canvas=(64.0, 64.0))


def test_a_drawing_at_strength_zero_comes_back_at_rest(client: EngineClient) -> None:
    client.start()
    until(client, lambda: isinstance(client.engine, EngineReady))
    job = client.submit(Request("it waves", strength=0.0, frames=6), a_drawing())
    until(client, lambda: isinstance(client.jobs[job], (Finished, JobFailed)))
    done = client.jobs[job]
    assert isinstance(done, Finished), done
    assert done.animation.frame_count == 6
    assert not any(done.animation.offsets.data)


@pytest.mark.slow
def test_an_engine_killed_in_mid_job_goes_on_and_finishes(client: EngineClient) -> None:
    request = Request("it waves", quality="full", frames=12, settings={"steps": 60})
    job = client.submit(request, a_drawing())

    def in_the_middle() -> bool:
        state = client.jobs[job]
        return isinstance(state, Running) and state.step > 2 and state.phase.startswith("object")

    until(client, in_the_middle)
    client._supervisor.kill()
    until(client, lambda: isinstance(client.jobs[job], Interrupted))
    client.resume(job)
    until(client, lambda: isinstance(client.jobs[job], (Finished, JobFailed)))
    assert isinstance(client.jobs[job], Finished)
