# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Areas of pictures get one name over all frames of a take.

Pairs are chosen together (Kuhn, The Hungarian Method for the Assignment Problem, 1955), by overlap
and by how alike areas are in place and size, after what is known was carried along by the flow of
the lines. An area that has run into another one, or into what is around the drawing, is cut out
again along gaps that are closed more widely.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from engine.colour.regions.flow import LineFlow
from engine.colour.regions.seen import SeenArea, alike, areas_in, near
from engine.colour.regions.trapped_ball import Labels

LEAST = 0.12  # likeness from which two areas are one
NEAR = 0.3  # nearness, likewise, of such as were seen in one of the RECENT frames
RECENT = 2
FORGOTTEN = 8  # frames after which an area that is gone isn't looked for any more
COVERED = 0.6  # of a piece, that lies where a lost area should be
RECOVERED = 0.4  # of a lost area and the pieces found for it, that they share
ORIGIN = 0.3  # of a new area, from which it is a part of what should be there
SHRUNK = 0.6  # of its size, below which the rest of an area is looked for
WHOLE = 0.8  # of an area; a larger piece isn't cut out of it


@dataclass(frozen=True, eq=False)
class AreaFrame:
    """A picture of a take.

    Attributes:
        ink: [h, w], where lines are.
        areas: [h, w], as `Regions.grown`.
        pieces: finer and finer areas, with gaps closed more widely; asked for only where an area
            is lost.
    """

    ink: NDArray[np.bool_]
    areas: Labels
    pieces: Callable[[], Iterable[Labels]] = tuple


@dataclass(frozen=True, eq=False)
class NamedAreas:
    """The areas of a frame.

    Attributes:
        labels: [h, w], as `Regions.grown`, with areas that were cut out of others.
        names: of each area, counted from 0, the same in all frames.
        origins: {name: other name} of areas that are new and lie where another one should be.
    """

    labels: Labels
    names: dict[int, int]
    origins: dict[int, int]


def tracked(frames: Sequence[AreaFrame]) -> list[NamedAreas]:
    """Return the areas of each frame with their names.

    An area that is hidden for a few frames gets its name back.
    """
    tracker = _Tracker()
    return [tracker.named(time, frame) for time, frame in enumerate(frames)]


class _Tracker:
    """What is known of the areas so far.

    Attributes:
        known: each area as it was seen last, carried along since.
        seen: the frame in which it was seen last.
        count: names that are given.
    """

    def __init__(self) -> None:
        self.known: dict[int, SeenArea] = {}
        self.seen: dict[int, int] = {}
        self.count = 0
        self._ink: NDArray[np.bool_] | None = None

    def named(self, time: int, frame: AreaFrame) -> NamedAreas:
        """Return the areas of the next frame."""
        self._carry(time, frame.ink)
        here = areas_in(frame.areas)
        chosen = _paired(here, self.known, alike, LEAST)
        left = {n: area for n, area in here.items() if n not in chosen}
        missed = {
            name: area for name, area in self.known.items()
            if name not in chosen.values() and self.seen[name] >= time - RECENT
        }  # fmt: skip
        chosen |= _paired(left, missed, near, NEAR)
        labels, cut = frame.areas, dict[int, int]()
        lost = {name: 0 for name in self.known if self.seen[name] == time - 1}
        lost |= {name: number for number, name in chosen.items()}
        sizes = {name: here[number].size if number else 0.0 for name, number in lost.items()}
        lost = {n: k for n, k in lost.items() if sizes[n] < SHRUNK * self.known[n].size}
        if lost:
            labels, cut = self._recovered(frame, lost)
            here = areas_in(labels)
            chosen = {number: name for number, name in {**chosen, **cut}.items() if number in here}
        before, origins = dict(self.known), dict[int, int]()
        for number, area in here.items():
            name = chosen.setdefault(number, self.count)
            if name == self.count:
                self.count += 1
                origin = _covering(area, before)
                if origin is not None:
                    origins[name] = origin
            elif name in lost and number == lost[name] and name not in cut.values():
                self.seen[name] = time  # a rest: the whole of it is looked for again
                continue
            self.known[name], self.seen[name] = area, time
        return NamedAreas(labels, chosen, origins)

    def _carry(self, time: int, ink: NDArray[np.bool_]) -> None:
        """Carry what is known along with the lines; forget what is gone for long."""
        known = {n: area for n, area in self.known.items() if time - self.seen[n] <= FORGOTTEN}
        if self._ink is not None:
            flow = LineFlow(self._ink, ink)
            known = {name: area.carried(flow) for name, area in known.items()}
        self.known, self._ink = known, ink

    def _recovered(
        self, frame: AreaFrame, lost: dict[int, int]
    ) -> tuple[Labels, dict[int, int]]:  # fmt: skip
        """Return the areas with those cut out that are lost, the largest first, and their names.

        lost: {name: number of what is left of it, or 0}.
        """
        labels, names = frame.areas.copy(), dict[int, int]()
        for pieces in frame.pieces():
            for name in sorted(lost, key=lambda n: -self.known[n].size):
                if name not in names.values():
                    number = cut_out(labels, pieces, self.known[name], lost[name])
                    if number:
                        names[number] = name
        return labels, names


def _paired(
    here: dict[int, SeenArea],
    known: dict[int, SeenArea],
    likeness: Callable[[SeenArea, SeenArea], float],
    least: float,
) -> dict[int, int]:
    """Return {number: name} of areas that are alike, chosen together."""
    if not here or not known:
        return {}
    numbers, names = list(here), list(known)
    like = np.array([[likeness(here[a], known[b]) for b in names] for a in numbers])
    rows, columns = linear_sum_assignment(-like)
    pairs = zip(rows.tolist(), columns.tolist(), strict=True)
    return {numbers[r]: names[c] for r, c in pairs if like[r, c] >= least}


def _covering(area: SeenArea, known: dict[int, SeenArea]) -> int | None:
    """Return the known area that covers most of a new one, if that is enough."""
    shares = {name: area.shared(other) / area.size for name, other in known.items()}
    best = max(shares, key=lambda n: shares[n], default=None)
    return best if best is not None and shares[best] >= ORIGIN else None


def cut_out(labels: Labels, pieces: Labels, lost: SeenArea, left: int) -> int:
    """Cut those pieces that a lost area covers out of `labels`; return their number, or 0.

    left: the number of what is left of it; its pieces get the same one.
    """
    where = lost.within(labels.shape)
    if left:
        where &= labels != left
    counts = np.bincount(pieces.ravel())
    covered = np.bincount(pieces[where], minlength=len(counts))
    wanted = np.flatnonzero(covered > COVERED * counts)
    mask = np.isin(pieces, wanted[wanted > 0])
    shared, whole = float((mask & where).sum()), np.bincount(labels.ravel())
    if not shared or shared < RECOVERED * float((mask | where).sum()):
        return 0
    own, taken = np.unique(labels[mask], return_counts=True)
    for number, pixels in zip(own.tolist(), taken.tolist(), strict=True):
        if number and (number == left or pixels > WHOLE * whole[number]):
            mask &= labels != number
    if mask.sum() < RECOVERED * float(where.sum()):
        return 0
    number = left or int(labels.max()) + 1
    labels[mask] = number
    return number
