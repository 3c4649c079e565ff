# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Areas of pictures get one name over all frames: the area of the frame before that they cover.

Pairs are chosen together (Kuhn, The Hungarian Method for the Assignment Problem, 1955), by overlap
and by how alike areas are in place and size.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from engine.colour.regions.trapped_ball import OUTSIDE, Labels

LEAST = 0.12  # likeness from which two areas are one
FORGOTTEN = 8  # frames after which an area that is gone isn't looked for any more


def tracked(frames: Sequence[Labels]) -> list[dict[int, int]]:
    """Return the name of each area of each frame: {area: name}; names count from 0.

    An area that is hidden for a few frames gets its name back.
    """
    names: list[dict[int, int]] = []
    known: dict[int, _Seen] = {}
    for time, labels in enumerate(frames):
        here = _seen(labels, time)
        numbers, old = list(here), [n for n in known if time - known[n].time <= FORGOTTEN]
        chosen: dict[int, int] = {}
        if numbers and old:
            like = np.array([[_alike(here[a], known[b]) for b in old] for a in numbers])
            rows, columns = linear_sum_assignment(-like)
            pairs = zip(rows.tolist(), columns.tolist(), strict=True)
            chosen = {numbers[r]: old[c] for r, c in pairs if like[r, c] >= LEAST}
        for number in numbers:
            chosen.setdefault(number, len(known))
            known[chosen[number]] = here[number]
        names.append(chosen)
    return names


class _Seen:
    """An area as it was seen last."""

    def __init__(self, mask: NDArray[np.bool_], time: int) -> None:
        rows, columns = np.nonzero(mask)
        self.time = time
        self.mask = mask
        self.size = float(len(rows))
        self.place = np.array([columns.mean(), rows.mean()])


def _seen(labels: Labels, time: int) -> dict[int, _Seen]:
    found = {}
    for number in np.unique(labels).tolist():
        if number > OUTSIDE:
            found[number] = _Seen(labels == number, time)
    return found


def _alike(one: _Seen, other: _Seen) -> float:
    """Return how alike two areas are, 0..1: what they share, or else their place and size."""
    shared = float((one.mask & other.mask).sum())
    overlap = shared / max(one.size + other.size - shared, 1.0)
    reach = np.sqrt(max(one.size, other.size))
    near = float(np.exp(-np.hypot(*(one.place - other.place)) / reach))
    same_size = min(one.size, other.size) / max(one.size, other.size)
    return 0.7 * overlap + 0.3 * near * same_size
