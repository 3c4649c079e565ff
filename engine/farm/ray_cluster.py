# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Crates of parcels as Ray tasks: on a named cluster, else on one that this process starts.

Ray is an optional part and is looked for only here. Retries are the dispatcher's, so that each try
stands in its ledger: Ray itself tries nothing twice.
"""

from __future__ import annotations

import gc
import importlib
import os
import time
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from addon.contract.errors import BadInput
from addon.contract.events import Event
from engine.farm.board import Board
from engine.farm.cluster import EndedJob, Needs, Ticket
from engine.farm.crates import Crates, WaitingParcel, run_crate
from engine.farm.parcel import Delivery, Parcel, run_parcel

EMBEDDED = "local"
TESTED = "2.60"
QUEUED_FOR_EACH = 1  # crates that wait beside each one that runs, so that no machine idles
MOST_IN_HAND = 400  # in hand: the folder of each is locked, which takes a handle
COUNT_S = 5.0  # between counts of the machines
SHORT_S = 0.5  # jobs that are done before they note anything
LOOK_AT_SHORT_S = 10.0
QUIET = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0"}
#: For a cluster that is started here: what nobody would look at isn't counted and reported.
QUIET_CLUSTER = {
    "RAY_enable_metrics_collection": "0",
    "RAY_event_stats": "0",
    "RAY_task_events_report_interval_ms": "0",
    "RAY_debug_dump_period_milliseconds": "0",
    "RAY_prestart_worker_first_driver": "0",
    "RAY_enable_worker_prestart": "0",
}


def ray_library(*, own_cluster: bool = False) -> Any:
    """Return Ray. Raises BadInput where it isn't installed.

    own_cluster: one will be started by this process.
    """
    for name, value in {**QUIET, **(QUIET_CLUSTER if own_cluster else {})}.items():
        os.environ.setdefault(name, value)
    try:
        return importlib.import_module("ray")
    except ModuleNotFoundError as error:
        raise BadInput(
            "Ray is not installed here.",
            hint="Install it beside the engine (pip install ray), or use --here.",
        ) from error


class RayCluster:
    """Crates of parcels as Ray tasks."""

    def __init__(
        self, address: str = EMBEDDED, *, cpus: int | None = None, engine: Path | None = None
    ) -> None:
        """Connect to a cluster, or start one on this machine.

        address: "local", "auto", HOST:PORT or ray://HOST:PORT. cpus: of a cluster that is started.
        engine: the folder above `engine/` on the machines, where it isn't the same as here.
        """
        self._ray = ray_library(own_cluster=address == EMBEDDED)
        self._started_here = not self._ray.is_initialized()
        if self._started_here:
            self._connect(address, cpus, engine)
        self._task = self._ray.remote(max_retries=0)(_run)
        self._board = self._ray.remote(num_cpus=0)(Board).options(**self._at_home()).remote()
        self._crates = Crates()
        self._sent: dict[Any, list[WaitingParcel]] = {}  # by the task's reference
        self._cancelled: set[Ticket] = set()  # of what is sent
        self._withdrawn: list[EndedJob] = []  # of what isn't
        self._last = 0
        self._slots, self._count_at = 2, 0.0
        self._look_at = 0.0

    def window(self) -> int:
        now = time.monotonic()
        if now >= self._count_at:
            self._count_at = now + COUNT_S
            cpus = int(self._ray.cluster_resources().get("CPU", 1))
            self._slots = max(2, cpus * (1 + QUEUED_FOR_EACH))
        if self._crates.size == 1:
            return self._slots
        # Twice what is sent, so that crates shrink only where the end is near.
        return max(self._slots, min(MOST_IN_HAND, 2 * self._slots * self._crates.size))

    @property
    def gpus(self) -> float:
        """How many GPUs the machines have together."""
        return float(self._ray.cluster_resources().get("GPU", 0))

    def start(self, parcel: Parcel, needs: Needs) -> Ticket:
        self._last += 1
        self._crates.add(WaitingParcel(self._last, parcel, needs))
        return self._last

    def wait(self, timeout_s: float) -> list[EndedJob]:
        self._send()
        ended, self._withdrawn = self._withdrawn, []
        if ended or not self._sent:
            return ended
        waiting = list(self._sent)
        ready, rest = self._ray.wait(waiting, num_returns=1, timeout=timeout_s)
        if ready and rest:
            ready += self._ray.wait(rest, num_returns=len(rest), timeout=0)[0]
        return [job for reference in ready for job in self._ended(reference)]

    def progress(self) -> Mapping[str, Event]:
        now = time.monotonic()
        sent = [item.parcel for crate in self._sent.values() for item in crate]
        short = all(self._crates.seconds(parcel.kind) < SHORT_S for parcel in sent)
        if short and now < self._look_at:
            return {}
        self._look_at = now + LOOK_AT_SHORT_S
        under_way = {parcel.job for parcel in sent}
        try:
            noted = self._ray.get(self._board.take.remote(), timeout=2.0)
        except self._ray.exceptions.RayError:
            return {}
        return {job: Event.from_json(item) for job, item in noted.items() if job in under_way}

    def cancel(self, ticket: Ticket) -> None:
        if self._crates.remove(ticket):
            self._withdrawn.append(EndedJob(ticket, None, "cancelled"))
        for reference, crate in self._sent.items():
            if any(item.ticket == ticket for item in crate):
                self._cancelled.add(ticket)
                self._ray.cancel(reference, force=True)  # with what else is in its crate

    def close(self) -> None:
        for reference in self._sent:
            self._ray.cancel(reference, force=True)
        self._sent.clear()
        if self._started_here:
            self._ray.shutdown()

    def _send(self) -> None:
        """Send crates, as many as there are machines for, and one more for each."""
        while len(self._crates) and len(self._sent) < self._slots:
            crate = self._crates.next(self._slots)
            needs = crate[0].needs
            task = self._task.options(num_cpus=needs.cpus, num_gpus=needs.gpus)
            reference = task.remote([item.parcel for item in crate], self._board)
            self._sent[reference] = crate

    def _connect(self, address: str, cpus: int | None, engine: Path | None) -> None:
        root = engine or Path(__file__).resolve().parents[2]
        own = address == EMBEDDED
        options: dict[str, Any] = {
            "address": EMBEDDED if own else address,
            "runtime_env": {"env_vars": {"PYTHONPATH": str(root), "PYTHONUTF8": "1"}},
            "log_to_driver": False,
            "logging_level": "ERROR",
        }
        if own:
            options |= {"include_dashboard": False, "num_cpus": cpus}
        try:
            self._ray.init(**options)
        except Exception as error:  # Ray raises this very class too
            raise BadInput(
                "The Ray cluster {address} can't be reached: {why}", address=address, why=error
            ) from error

    def _at_home(self) -> dict[str, Any]:
        """Return options that keep an actor on the machine of this process."""
        strategies = importlib.import_module("ray.util.scheduling_strategies")
        here = self._ray.get_runtime_context().get_node_id()
        return {
            "scheduling_strategy": strategies.NodeAffinitySchedulingStrategy(here, soft=True),
            "max_restarts": -1,
        }

    def _ended(self, reference: Any) -> list[EndedJob]:
        crate = self._sent.pop(reference)
        cancelled = self._cancelled.intersection(item.ticket for item in crate)
        self._cancelled -= cancelled
        try:
            deliveries: list[Delivery] = self._ray.get(reference)
        except self._ray.exceptions.RayError as error:
            if cancelled:
                return [_undelivered(item, cancelled) for item in crate]
            first = str(error).strip().splitlines() or [type(error).__name__]
            why = f"{type(error).__name__}: {first[0]}"[:500]
            self._crates.lost(item.parcel.job for item in crate)
            return [EndedJob(item.ticket, None, why) for item in crate]
        run, unrun = crate[: len(deliveries)], crate[len(deliveries) :]
        pairs = list(zip(run, deliveries, strict=True))
        self._crates.came_back((item.parcel.kind, one.seconds) for item, one in pairs)
        self._crates.put_back([item for item in unrun if item.ticket not in cancelled])
        ended = [EndedJob(item.ticket, delivery) for item, delivery in pairs]
        return ended + [_undelivered(item, cancelled) for item in unrun if item.ticket in cancelled]


def _undelivered(item: WaitingParcel, cancelled: set[Ticket]) -> EndedJob:
    """Return the end of a parcel whose crate was cancelled for some of what was in it."""
    if item.ticket in cancelled:
        return EndedJob(item.ticket, None, "cancelled")
    return EndedJob(item.ticket, None, "another job of its crate was cancelled", withdrawn=True)


def _run(parcels: list[Parcel], board: Any) -> list[Delivery]:
    """Run a crate of parcels; the body of a task."""
    ray = importlib.import_module("ray")
    machine = ray.get_runtime_context().get_node_id()[:12]

    def run(parcel: Parcel) -> Delivery:
        return run_parcel(
            parcel, machine, lambda event: board.put.remote(parcel.job, event.to_json())
        )

    deliveries = run_crate(parcels, run)
    _keep_loaded()
    return deliveries


@cache
def _keep_loaded() -> None:
    """Spare what jobs have loaded the searches for garbage, once in a process: it stays."""
    gc.collect()
    gc.freeze()
