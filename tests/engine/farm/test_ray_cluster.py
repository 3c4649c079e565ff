# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ray: without it the way out is said; with it a job's machine may be killed.

What becomes of crates is tested with a stand-in for Ray.
"""

from __future__ import annotations

import importlib.util
import os
import signal
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from addon.contract.errors import BadInput
from addon.contract.job import JobFolder
from addon.contract.request import Request
from engine.commands.cli import main
from engine.farm import parcel as parcels
from engine.farm import ray_cluster
from engine.farm.cluster import EndedJob, Needs
from engine.farm.crates import CRATE_S, MOST_IN_CRATE
from engine.farm.dispatch import Dispatcher, Tally, cancel
from engine.farm.ledger import entries
from engine.farm.parcel import Delivery, Parcel
from engine.farm.ray_cluster import RayCluster, ray_library
from engine.jobs.run import run_job
from tests.engine.farm.standin import RayStandIn, parcel_of
from tests.engine.jobs.standin import line_drawing, slide

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


@pytest.fixture
def ray(monkeypatch: pytest.MonkeyPatch) -> RayStandIn:
    """Put a stand-in in Ray's place; a job takes as many seconds as its name begins with."""
    stand_in = RayStandIn()

    def run(parcel: Parcel, machine: str, note: object) -> Delivery:
        seconds = float(parcel.job.split()[0])
        return Delivery(parcel.job, machine, seconds, seconds, {"done.json": b"{}"})

    monkeypatch.setattr(ray_cluster, "ray_library", lambda own_cluster: stand_in)
    monkeypatch.setattr(RayCluster, "_at_home", lambda self: {})
    monkeypatch.setattr(ray_cluster, "run_parcel", run)
    monkeypatch.setitem(sys.modules, "ray", stand_in)  # type: ignore[arg-type]
    return stand_in


def cluster_that_knows(*jobs: str) -> RayCluster:
    """Return a cluster on which these jobs ended before."""
    cluster = RayCluster()
    cluster.window()
    for job in jobs:
        cluster.start(parcel_of(job), Needs())
        assert [one.ticket for one in cluster.wait(1.0)] == [cluster._last]
    return cluster


def start_all(cluster: RayCluster, jobs: Iterable[str]) -> dict[int, str]:
    return {cluster.start(parcel_of(job), Needs()): job for job in jobs}


def ends(ended: Iterable[EndedJob]) -> list[str]:
    """Return how each job ended."""
    return ["back" if one.delivery else "withdrawn" if one.withdrawn else one.lost for one in ended]


def test_those_in_the_crate_of_a_cancelled_job_are_withdrawn(ray: RayStandIn) -> None:
    cluster = cluster_that_knows("0.01 first")
    tickets = list(start_all(cluster, [f"0.01 {n}" for n in range(6)]))
    cluster._send()
    assert [len(crate) for crate in ray.crates] == [1, 3, 2]
    cluster.cancel(tickets[1])
    ended = cluster.wait(1.0)
    assert [one.ticket for one in ended] == tickets[:3]
    assert ends(ended) == ["withdrawn", "cancelled", "withdrawn"]
    assert ends(cluster.wait(1.0)) == ["back", "back"]
    start_all(cluster, ["0.01 again", "0.01 again", "0.01 again", "0.01 again"])
    cluster._send()
    assert len(ray.crates[-1]) == 2  # not alone: none of them was lost


def test_a_job_that_was_not_sent_is_withdrawn_at_once(ray: RayStandIn) -> None:
    cluster = cluster_that_knows()
    tickets = list(start_all(cluster, ["0.01 a", "0.01 b", "0.01 c"]))
    cluster._send()
    cluster.cancel(tickets[2])
    (ended,) = cluster.wait(1.0)
    assert (ended.ticket, ended.lost, ended.withdrawn) == (tickets[2], "cancelled", False)
    assert ends(cluster.wait(1.0)) + ends(cluster.wait(1.0)) == ["back", "back"]
    assert cluster.wait(1.0) == []


def test_the_jobs_of_a_lost_crate_are_lost(ray: RayStandIn) -> None:
    cluster = cluster_that_knows("0.01 first")
    start_all(cluster, ["0.01 a", "0.01 b"])
    cluster.cancel(99)
    ray.loses = {1}
    assert ends(cluster.wait(1.0)) == ["RayError: the node died"]
    assert ends(cluster.wait(1.0)) == ["back"]


def test_long_jobs_after_quick_ones_are_handed_back_unrun(ray: RayStandIn) -> None:
    cluster = cluster_that_knows("0.01 first")
    names = start_all(cluster, [f"3600 {n}" for n in range(2 * MOST_IN_CRATE)])
    (first,) = cluster.wait(1.0)
    assert [len(crate) for crate in ray.crates] == [1, MOST_IN_CRATE, MOST_IN_CRATE // 2]
    (second,) = cluster.wait(1.0)
    assert ray.crates[3] == [names[first.ticket + 1]]  # what was next in its crate, now alone
    back = [first, second]
    while ended := cluster.wait(1.0):
        back += ended
    assert sorted(one.ticket for one in back) == list(names)
    assert all(one.delivery and one.delivery.job == names[one.ticket] for one in back)


def test_a_job_that_was_handed_back_and_cancelled_is_not_sent_again(ray: RayStandIn) -> None:
    cluster = cluster_that_knows("0.01 first")
    tickets = list(start_all(cluster, [f"3600 {n}" for n in range(4)]))
    cluster._send()
    ray.run(1)  # it is back before the cancelling reaches it
    cluster.cancel(tickets[1])
    assert [(one.ticket, one.lost) for one in cluster.wait(1.0)] == [
        (tickets[0], ""),
        (tickets[1], "cancelled"),
    ]
    assert ends([*cluster.wait(1.0), *cluster.wait(1.0)]) == ["back", "back"]
    assert sum("3600 1" in crate for crate in ray.crates) == 1


def test_quick_jobs_travel_together_again_after_a_long_one(ray: RayStandIn) -> None:
    cluster = cluster_that_knows("0.01 first", f"{40 * CRATE_S} long")
    start_all(cluster, ["0.01 a", "0.01 b"])
    cluster._send()
    assert [len(crate) for crate in ray.crates] == [1, 1, 1, 1]
    assert ends([*cluster.wait(1.0), *cluster.wait(1.0)]) == ["back", "back"]


def test_all_but_the_cancelled_job_are_done_at_their_first_try(
    ray: RayStandIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        ray_cluster, "run_parcel", lambda *words: replace(parcels.run_parcel(*words), seconds=0.01)
    )
    monkeypatch.setattr(parcels, "_run", lambda folder, *_: run_job(folder, animate=slide))
    requests = [Request("it slides", frames=3, seed=n) for n in range(12)]
    folders = [
        JobFolder.create(tmp_path / f"{one.seed:02d}", one, line_drawing()).path for one in requests
    ]
    victims: list[str] = []

    def cancel_one(tally: Tally) -> None:
        shared = [crate for crate in ray.crates if len(crate) > 1]
        if shared and not victims:
            victims.append(shared[-1][0])
            list(cancel([tmp_path / victims[0]]))
            dispatcher._look_at = 0.0

    dispatcher = Dispatcher(tmp_path, RayCluster(), most_tries=1, on_change=cancel_one)
    tally = dispatcher.run(folders)
    assert (tally.done, tally.cancelled, tally.failed, tally.retries) == (11, 1, 0, 0)
    assert JobFolder(tmp_path / victims[0]).status() == "cancelled"
    assert {entry.ended for entry in entries(tmp_path)} == {"done", "cancelled", "withdrawn"}
