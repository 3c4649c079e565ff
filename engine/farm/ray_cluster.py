# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Parcels as Ray tasks: on a cluster that is named, else on one that this process starts.

Ray is an optional part and is looked for only here. Retries are the dispatcher's, so that each try
stands in its ledger: Ray itself tries nothing twice.
"""

from __future__ import annotations

import importlib
import os
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from addon.contract.errors import BadInput
from addon.contract.events import Event
from engine.farm.cluster import EndedJob, Needs, Ticket
from engine.farm.parcel import Delivery, Parcel, run_parcel

EMBEDDED = "local"
TESTED = "2.60"
QUEUED_FOR_EACH = 1  # parcels that wait beside each one that runs, so that no machine idles
COUNT_S = 5.0  # between counts of the machines
QUIET = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0"}


def ray_library() -> Any:
    """Return Ray. Raises BadInput where it isn't installed."""
    for name, value in QUIET.items():
        os.environ.setdefault(name, value)
    try:
        return importlib.import_module("ray")
    except ModuleNotFoundError as error:
        raise BadInput(
            "Ray is not installed here.",
            hint="Install it beside the engine (pip install ray), or use --here.",
        ) from error


class RayCluster:
    """Parcels as Ray tasks."""

    def __init__(
        self, address: str = EMBEDDED, *, cpus: int | None = None, engine: Path | None = None
    ) -> None:
        """Connect to a cluster, or start one on this machine.

        address: "local", "auto", HOST:PORT or ray://HOST:PORT. cpus: of a cluster that is started.
        engine: the folder above `engine/` on the machines, where it isn't the same as here.
        """
        self._ray = ray_library()
        self._started_here = not self._ray.is_initialized()
        if self._started_here:
            self._connect(address, cpus, engine)
        self._task = self._ray.remote(max_retries=0)(_run)
        self._board = self._ray.remote(num_cpus=0)(_Board).options(**self._at_home()).remote()
        self._tickets: dict[Any, Ticket] = {}
        self._jobs: dict[Ticket, str] = {}
        self._last = 0
        self._window, self._count_at = 2, 0.0

    def window(self) -> int:
        now = time.monotonic()
        if now >= self._count_at:
            self._count_at = now + COUNT_S
            cpus = int(self._ray.cluster_resources().get("CPU", 1))
            self._window = max(2, cpus * (1 + QUEUED_FOR_EACH))
        return self._window

    @property
    def gpus(self) -> float:
        """How many GPUs the machines have together."""
        return float(self._ray.cluster_resources().get("GPU", 0))

    def start(self, parcel: Parcel, needs: Needs) -> Ticket:
        task = self._task.options(num_cpus=needs.cpus, num_gpus=needs.gpus)
        reference = task.remote(parcel, self._board)
        self._last += 1
        self._tickets[reference] = self._last
        self._jobs[self._last] = parcel.job
        return self._last

    def wait(self, timeout_s: float) -> list[EndedJob]:
        if not self._tickets:
            return []
        waiting = list(self._tickets)
        ready, rest = self._ray.wait(waiting, num_returns=1, timeout=timeout_s)
        if ready and rest:
            ready += self._ray.wait(rest, num_returns=len(rest), timeout=0)[0]
        return [self._ended(reference) for reference in ready]

    def progress(self) -> Mapping[str, Event]:
        under_way = set(self._jobs.values())
        try:
            noted = self._ray.get(self._board.take.remote(), timeout=2.0)
        except self._ray.exceptions.RayError:
            return {}
        return {job: Event.from_json(item) for job, item in noted.items() if job in under_way}

    def cancel(self, ticket: Ticket) -> None:
        for reference, number in self._tickets.items():
            if number == ticket:
                self._ray.cancel(reference, force=True)

    def close(self) -> None:
        for reference in self._tickets:
            self._ray.cancel(reference, force=True)
        self._tickets.clear()
        if self._started_here:
            self._ray.shutdown()

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

    def _ended(self, reference: Any) -> EndedJob:
        ticket = self._tickets.pop(reference)
        self._jobs.pop(ticket, None)
        try:
            return EndedJob(ticket, self._ray.get(reference))
        except self._ray.exceptions.RayError as error:
            first = str(error).strip().splitlines() or [type(error).__name__]
            return EndedJob(ticket, None, f"{type(error).__name__}: {first[0]}"[:500])


class _Board:
    """Where the machines note how far their jobs are; an actor beside the dispatcher."""

    def __init__(self) -> None:
        self._events: dict[str, dict[str, Any]] = {}

    def put(self, job: str, event: dict[str, Any]) -> None:
        self._events[job] = event

    def take(self) -> dict[str, dict[str, Any]]:
        events, self._events = self._events, {}
        return events


def _run(parcel: Parcel, board: Any) -> Delivery:
    """Run a parcel; the body of a task."""
    ray = importlib.import_module("ray")
    machine = ray.get_runtime_context().get_node_id()[:12]

    def note(event: Event) -> None:
        board.put.remote(parcel.job, event.to_json())

    return run_parcel(parcel, machine, note)
