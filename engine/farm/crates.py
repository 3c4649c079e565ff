# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Parcels that wait, and how many of them travel together.

What a cluster takes for a task is the same for a parcel of a tenth of a second and for one of an
hour. So short ones share a crate of about CRATE_S; where little is left to send, crates get smaller
so that all machines end at about the same time. A job whose crate was lost goes alone from then on:
one that ends its process takes the others with it only once.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

from engine.farm.cluster import Needs, Ticket
from engine.farm.parcel import Parcel

CRATE_S = 2.0  # of work, about
MOST_PARCELS = 32
MOST_BYTES = 16 << 20  # of all parcels of a crate
NEWEST = 0.5  # weight of the newest crate in the mean


@dataclass(frozen=True)
class WaitingParcel:
    """A parcel that wasn't sent yet."""

    ticket: Ticket
    parcel: Parcel
    needs: Needs


class Crates:
    """A queue of parcels that is taken off crate by crate.

    Attributes:
        seconds: that a job takes, the mean of late; None until one is back.
    """

    def __init__(self) -> None:
        self.seconds: float | None = None
        self._queue: deque[WaitingParcel] = deque()
        self._alone: set[str] = set()

    def __len__(self) -> int:
        return len(self._queue)

    def add(self, item: WaitingParcel) -> None:
        """Put a parcel at the end of the queue."""
        self._queue.append(item)

    def remove(self, ticket: Ticket) -> bool:
        """Take a parcel out of the queue; return whether it was there."""
        kept = [item for item in self._queue if item.ticket != ticket]
        found = len(kept) < len(self._queue)
        self._queue = deque(kept)
        return found

    @property
    def size(self) -> int:
        """How many jobs make a crate of CRATE_S; one until it is known how long they take."""
        if self.seconds is None:
            return 1
        return max(1, min(MOST_PARCELS, int(CRATE_S / max(self.seconds, 1e-3))))

    def next(self, share: int) -> list[WaitingParcel]:
        """Take the next crate off; share: how many crates should get a part of what waits."""
        most = min(self.size, math.ceil(len(self._queue) / share))
        crate: list[WaitingParcel] = []
        held = 0
        while self._queue and len(crate) < max(1, most):
            item = self._queue[0]
            held += item.parcel.size
            if crate and (
                held > MOST_BYTES
                or item.needs != crate[0].needs
                or not self._alone.isdisjoint((item.parcel.job, crate[0].parcel.job))
            ):
                break
            crate.append(self._queue.popleft())
        return crate

    def came_back(self, seconds: float, jobs: int) -> None:
        """Learn from a crate how long jobs take."""
        mean = seconds / jobs
        self.seconds = (
            mean if self.seconds is None else self.seconds + NEWEST * (mean - self.seconds)
        )

    def lost(self, jobs: Iterable[str]) -> None:
        """Let the jobs of a crate that was lost go alone."""
        self._alone.update(jobs)
