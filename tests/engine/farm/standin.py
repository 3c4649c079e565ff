# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A stand-in for Ray: tasks run in this process, the oldest in each wait; and parcels to send."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from types import SimpleNamespace
from typing import Any

from addon.contract.request import Request
from engine.farm.parcel import Parcel


def parcel_of(job: str, quality: str = "draft") -> Parcel:
    """Return a parcel that holds a request of this quality."""
    request = Request("it slides").to_json() | {"quality": quality}
    return Parcel(job, "1", {"request.json": json.dumps(request).encode()})


class RayError(Exception):
    """What a task that didn't come to its end raises."""


class RayStandIn:
    """As much of Ray as the farm uses.

    Attributes:
        crates: the jobs of each task that was sent, in order.
        loses: the tasks, counted from 0, whose machine dies.
    """

    exceptions = SimpleNamespace(RayError=RayError)

    def __init__(self) -> None:
        self.crates: list[list[str]] = []
        self.loses: set[int] = set()
        self._tasks: list[Callable[[], Any]] = []
        self._ended: dict[int, Any] = {}

    def is_initialized(self) -> bool:
        return True

    def cluster_resources(self) -> dict[str, float]:
        return {"CPU": 1.0}

    def get_runtime_context(self) -> Any:
        return SimpleNamespace(get_node_id=lambda: "node")

    def remote(self, **options: Any) -> Callable[[Any], Any]:
        return lambda target: _Remote(self, target)

    def send(self, target: Callable[..., Any], parcels: list[Parcel], board: Any) -> int:
        self.crates.append([parcel.job for parcel in parcels])
        self._tasks.append(lambda: target(parcels, board))
        return len(self._tasks) - 1

    def wait(
        self, tasks: Sequence[int], num_returns: int, timeout: float
    ) -> tuple[list[int], list[int]]:
        if timeout and not any(task in self._ended for task in tasks):
            self.run(tasks[0])
        ready = [task for task in tasks if task in self._ended][:num_returns]
        return ready, [task for task in tasks if task not in ready]

    def run(self, task: int) -> None:
        """Run a task to its end."""
        lost = task in self.loses
        self._ended[task] = RayError("the node died") if lost else self._tasks[task]()

    def get(self, task: Any, timeout: float | None = None) -> Any:
        if not isinstance(task, int):  # what an actor said
            return task
        if isinstance(self._ended[task], RayError):
            raise self._ended[task]
        return self._ended[task]

    def cancel(self, task: int, *, force: bool) -> None:
        self._ended.setdefault(task, RayError("cancelled"))


class _Remote:
    """A task or an actor that is about to be started."""

    def __init__(self, ray: RayStandIn, target: Any) -> None:
        self._ray, self._target = ray, target

    def options(self, **options: Any) -> _Remote:
        return self

    def remote(self, *words: Any) -> Any:
        return self._ray.send(self._target, *words) if words else _Actor(self._target())


class _Actor:
    """An object whose methods are called as `actor.method.remote(...)`."""

    def __init__(self, target: object) -> None:
        self._target = target

    def __getattr__(self, name: str) -> Any:
        return SimpleNamespace(remote=getattr(self._target, name))
