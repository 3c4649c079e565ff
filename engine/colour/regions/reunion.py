# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Areas that were gone for long get their names back by the place that they have on another one.

The spot of a wing is nothing while the wing is folded. Where it comes up again, on the same wing,
in the same place of it and as large beside it, it is the same spot.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from engine.colour.regions.tracking import NamedAreas
from engine.colour.regions.trapped_ball import OUTSIDE, Labels, neighbours

HELD = 0.7  # of an area's border, that lies along the one it is on
NEAR = 0.25  # of the holder's box, within which two places on it are one
ALIKE = 0.4  # of the larger one's share of its holder, that the smaller one has at least

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class _Place:
    """Where an area lies on another one.

    Attributes:
        holder: the name of that.
        middle: [2], of the area, 0..1 in the box of the holder.
        share: of the holder's size.
    """

    holder: int
    middle: Floats
    share: float


def reunited(named: Sequence[NamedAreas]) -> list[NamedAreas]:
    """Return areas of which those that come up again have the names that they had before.

    Only such count as lie on another area, in the same place of it. What an area's name was given
    to while it was gone keeps that.
    """
    sightings: dict[int, dict[int, _Place | None]] = {}
    for frame, areas in enumerate(named):
        for name, place in _places(areas).items():
            sightings.setdefault(name, {})[frame] = place
    usual = {name: _usual(list(seen.values())) for name, seen in sightings.items()}
    in_place = {
        name: [f for f, one in seen.items() if one and _apart(one, usual[name]) <= NEAR]
        for name, seen in sightings.items()
    }
    same: dict[int, tuple[int, int]] = {}  # of a name, from which frame on it is another one
    for name in sorted(sightings, key=lambda n: min(sightings[n])):
        if not in_place[name] or min(sightings[name]) == 0:
            continue
        first = min(in_place[name])
        gone = [n for n, seen in in_place.items() if seen and n not in same and max(seen) < first]
        old = _nearest(usual[name], {n: usual[n] for n in gone})
        if old is not None:
            same[name] = old, max(in_place[old]) + 1
            in_place[old] += in_place[name]
    return [_renamed(areas, frame, same) for frame, areas in enumerate(named)]


def _places(areas: NamedAreas) -> dict[int, _Place | None]:
    """Return for each area, by its name, where it lies on another one."""
    beside = neighbours(areas.labels)
    boxes = ndimage.find_objects(areas.labels)
    sizes = np.bincount(areas.labels.ravel())
    found: dict[int, _Place | None] = {}
    for number, name in areas.names.items():
        around = beside.get(number, {})
        holder = max(around, key=lambda n: around[n], default=OUTSIDE)
        found[name] = None
        if holder > OUTSIDE and around[holder] >= HELD * sum(around.values()):
            middle = _middle_within(areas.labels, number, boxes[number - 1], boxes[holder - 1])
            share = float(sizes[number] / sizes[holder])
            found[name] = _Place(areas.names[holder], middle, share)
    return found


def _middle_within(
    labels: Labels, number: int, own: tuple[slice, ...], box: tuple[slice, ...]
) -> Floats:
    rows, columns = np.nonzero(labels[own] == number)
    middle = np.array([rows.mean() + own[0].start, columns.mean() + own[1].start])
    low = np.array([side.start for side in box], np.float64)
    high = np.array([side.stop for side in box], np.float64)
    return np.asarray((middle - low) / (high - low))


def _usual(places: Sequence[_Place | None]) -> _Place | None:
    """Return the place that an area has where it lies on another one; None without a usual one."""
    known = [place for place in places if place is not None]
    if not known:
        return None
    names, times = np.unique([place.holder for place in known], return_counts=True)
    own = [place for place in known if place.holder == names[times.argmax()]]
    if 2 * len(own) <= len(known):
        return None
    middle = np.median([place.middle for place in own], axis=0)
    return _Place(own[0].holder, middle, float(np.median([place.share for place in own])))


def _apart(one: _Place | None, other: _Place | None) -> float:
    """Return how far apart two places are on their holder; infinite if they are on two."""
    if one is None or other is None or one.holder != other.holder:
        return float("inf")
    return float(np.hypot(*(one.middle - other.middle)))


def _nearest(place: _Place | None, others: dict[int, _Place | None]) -> int | None:
    """Return which of some areas has the same place, if one has."""
    found = {}
    for name, other in others.items():
        if place is None or other is None or _apart(place, other) > NEAR:
            continue
        low, high = sorted((place.share, other.share))
        if low >= ALIKE * high:
            found[name] = _apart(place, other)
    return min(found, key=lambda n: found[n], default=None)


def _renamed(areas: NamedAreas, frame: int, same: dict[int, tuple[int, int]]) -> NamedAreas:
    now = {name: old for name, (old, first) in same.items() if frame >= first}
    names = {number: now.get(name, name) for number, name in areas.names.items()}
    origins = {name: now.get(o, o) for name, o in areas.origins.items() if name not in now}
    return replace(areas, names=names, origins=origins)
