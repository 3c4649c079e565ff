# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Parcels that wait, and how many of them travel together.

What a cluster takes for a task is the same for a parcel of a tenth of a second and for one of an
hour. So short ones share a crate of about CRATE_S; where little is left to send, crates get smaller
so that all machines end at about the same time. A crate that takes much longer than thought ends
early and hands back what it didn't begin. A job whose crate was lost goes alone from then on: one
that ends its process takes the others with it only once.
"""

from __future__ import annotations

import math
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from engine.farm.cluster import Needs, Ticket
from engine.farm.parcel import Delivery, Kind, Parcel

CRATE_S = 2.0  # of work, about
LONGEST_S = 3 * CRATE_S  # of work, after which a crate begins no further job
MOST_IN_CRATE = 32
MOST_BYTES = 16 << 20  # of all parcels of a crate, and of all its deliveries
NEWEST = 0.5  # weight of the newest crate in the mean


@dataclass(frozen=True)
class WaitingParcel:
    """A parcel that wasn't sent yet."""

    ticket: Ticket
    parcel: Parcel
    needs: Needs


class Crates:
    """A queue of parcels that is taken off crate by crate."""

    def __init__(self) -> None:
        self._seconds: dict[Kind, float] = {}  # that a job takes, the mean of late
        self._newest: Kind = ("", "")  # that came back
        self._queue: deque[WaitingParcel] = deque()
        self._alone: set[str] = set()

    def __len__(self) -> int:
        return len(self._queue)

    def add(self, item: WaitingParcel) -> None:
        """Put a parcel at the end of the queue."""
        self._queue.append(item)

    def put_back(self, items: Sequence[WaitingParcel]) -> None:
        """Put parcels that were taken off, but not run, at the front again."""
        self._queue.extendleft(reversed(items))

    def remove(self, ticket: Ticket) -> bool:
        """Take a parcel out of the queue; return whether it was there."""
        kept = [item for item in self._queue if item.ticket != ticket]
        found = len(kept) < len(self._queue)
        self._queue = deque(kept)
        return found

    @property
    def size(self) -> int:
        """How many jobs make a crate of CRATE_S; one until it is known how long they take.

        Jobs like the next one, or where none waits, like the one that came back last.
        """
        kind = self._queue[0].parcel.kind if self._queue else self._newest
        return max(1, min(MOST_IN_CRATE, int(CRATE_S / max(self.seconds(kind), 1e-3))))

    def seconds(self, kind: Kind) -> float:
        """Return how long a job of a kind takes; infinite until one is back."""
        return self._seconds.get(kind, math.inf)

    def next(self, share: int) -> list[WaitingParcel]:
        """Take the next crate off; share: how many crates should get a part of what waits."""
        most = min(MOST_IN_CRATE, math.ceil(len(self._queue) / share))
        crate: list[WaitingParcel] = []
        held, seconds = 0, 0.0
        while self._queue and len(crate) < max(1, most):
            item = self._queue[0]
            held += item.parcel.size
            seconds += self.seconds(item.parcel.kind)
            if crate and (
                held > MOST_BYTES
                or seconds > CRATE_S
                or item.needs != crate[0].needs
                or not self._alone.isdisjoint((item.parcel.job, crate[0].parcel.job))
            ):
                break
            crate.append(self._queue.popleft())
        return crate

    def came_back(self, jobs: Iterable[tuple[Kind, float]]) -> None:
        """Learn from the jobs of a crate how many seconds those of their kinds take."""
        took: dict[Kind, list[float]] = defaultdict(list)
        for kind, seconds in jobs:
            took[kind].append(seconds)
            self._newest = kind
        for kind, each in took.items():
            mean = sum(each) / len(each)
            known = self._seconds.get(kind, mean)
            self._seconds[kind] = known + NEWEST * (mean - known)

    def lost(self, jobs: Iterable[str]) -> None:
        """Let the jobs of a crate that was lost go alone."""
        self._alone.update(jobs)


def run_crate(parcels: Sequence[Parcel], run: Callable[[Parcel], Delivery]) -> list[Delivery]:
    """Run parcels one after the other, and return the deliveries of those that were run.

    It ends early, though not before the first, once the work or the bytes are too much.
    """
    deliveries: list[Delivery] = []
    seconds, held = 0.0, 0
    for parcel in parcels:
        deliveries.append(run(parcel))
        seconds += deliveries[-1].seconds
        held += deliveries[-1].size
        if seconds > LONGEST_S or held > MOST_BYTES:
            break
    return deliveries
