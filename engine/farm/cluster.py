# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a cluster is to the dispatcher, and the smallest cluster: this process."""

from __future__ import annotations

import platform
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from addon.contract.events import Event
from addon.contract.request import PICTURE_PATHS, Request
from engine.farm.parcel import Delivery, Parcel, run_parcel
from engine.runtime.control import Control

Ticket = int


@dataclass(frozen=True)
class Needs:
    """What a job has to have on its machine."""

    cpus: float = 1.0
    gpus: float = 0.0


@dataclass(frozen=True)
class EndedJob:
    """A parcel that is no longer under way.

    Attributes:
        delivery: what came back; None where the machine or its process was lost.
        lost: why nothing came back, for the ledger.
        withdrawn: nothing came back because another parcel was cancelled; no fault of this one.
    """

    ticket: Ticket
    delivery: Delivery | None
    lost: str = ""
    withdrawn: bool = False


class Cluster(Protocol):
    """Machines that run parcels. Used from one thread."""

    def window(self) -> int:
        """Return how many parcels may be under way now."""

    def start(self, parcel: Parcel, needs: Needs) -> Ticket:
        """Send a parcel; it runs as soon as a machine has what it needs."""

    def wait(self, timeout_s: float) -> list[EndedJob]:
        """Return what has ended; wait for the first of it, but not for longer."""

    def progress(self) -> Mapping[str, Event]:
        """Return the newest event of jobs that are running, by job."""

    def cancel(self, ticket: Ticket) -> None:
        """End a parcel; `wait` still returns it."""

    def close(self) -> None:
        """Give the machines back."""


def needs_of(request: Request, gpus_there: float, wanted: float | None) -> Needs:
    """Return what a job needs: a GPU where there is one and a model of video or pictures runs.

    wanted: GPUs for each job, where the user says so.
    """
    if wanted is not None:
        return Needs(gpus=wanted)
    uses_model = bool(request.model) or (request.path in PICTURE_PATHS and request.path != "warp")
    return Needs(gpus=1.0 if uses_model and gpus_there >= 1 else 0.0)


class ThisProcess:
    """A cluster of one process: parcels run one after the other, in `wait`.

    control: ends the parcel that runs.
    """

    def __init__(self, control: Control | None = None) -> None:
        self._control = control
        self._waiting: deque[tuple[Ticket, Parcel]] = deque()
        self._ended: list[EndedJob] = []
        self._last = 0

    def window(self) -> int:
        return 1

    def start(self, parcel: Parcel, needs: Needs) -> Ticket:
        self._last += 1
        self._waiting.append((self._last, parcel))
        return self._last

    def wait(self, timeout_s: float) -> list[EndedJob]:
        if not self._ended and self._waiting:
            ticket, parcel = self._waiting.popleft()
            delivery = run_parcel(parcel, platform.node(), control=self._control)
            self._ended.append(EndedJob(ticket, delivery))
        ended, self._ended = self._ended, []
        return ended

    def progress(self) -> Mapping[str, Event]:
        return {}

    def cancel(self, ticket: Ticket) -> None:
        kept = [item for item in self._waiting if item[0] != ticket]
        if len(kept) < len(self._waiting):
            self._ended.append(EndedJob(ticket, None, "cancelled"))
        self._waiting = deque(kept)

    def close(self) -> None:
        self._waiting.clear()
