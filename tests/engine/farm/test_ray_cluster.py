# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ray: without it the way out is said; with it a job's machine may be killed."""

from __future__ import annotations

import importlib.util
import os
import signal
from pathlib import Path

import pytest

from addon.contract.errors import BadInput
from addon.contract.job import JobFolder
from addon.contract.request import Request
from engine.commands.cli import main
from engine.farm.dispatch import Dispatcher
from engine.farm.ledger import entries
from engine.farm.ray_cluster import RayCluster, ray_library
from tests.engine.jobs.standin import line_drawing

HAS_RAY = importlib.util.find_spec("ray") is not None
needs_ray = pytest.mark.skipif(not HAS_RAY, reason="needs Ray: addon/client/locks/farm.txt")


@pytest.mark.skipif(HAS_RAY, reason="Ray is installed")
def test_without_ray_the_way_out_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(BadInput, match="Ray is not installed"):
        ray_library()
    JobFolder.create(tmp_path / "a", Request("it slides"), line_drawing())
    assert main(["farm", "submit", "--jobs", str(tmp_path)]) == 5
    assert "pip install ray" in capsys.readouterr().err
    assert not JobFolder(tmp_path / "a").is_running()


@needs_ray
@pytest.mark.slow
def test_a_batch_survives_the_death_of_a_process(tmp_path: Path) -> None:
    requests = [Request("it swims", seed=n, quality="draft") for n in range(4)]
    folders = [
        JobFolder.create(tmp_path / str(one.seed), one, line_drawing()).path for one in requests
    ]
    cluster = RayCluster(cpus=1)
    killed: list[int] = []

    def kill_once(tally: object) -> None:
        if not killed and dispatcher.tally.done == 1:
            ray = ray_library()
            pid = ray.get(ray.remote(os.getpid).remote())
            killed.append(pid)
            os.kill(pid, signal.SIGKILL)

    dispatcher = Dispatcher(tmp_path, cluster, on_change=kill_once)
    try:
        tally = dispatcher.run(folders)
    finally:
        cluster.close()
    assert (tally.done, tally.failed) == (4, 0)
    assert killed
    delivered = [entry.job for entry in entries(tmp_path) if entry.ended == "done"]
    assert sorted(delivered) == [folder.name for folder in folders]
