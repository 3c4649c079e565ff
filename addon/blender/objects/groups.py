# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The groups of strokes that Find Objects has found, matched with the objects there were before.

An object keeps its number where its strokes stay together, and with it its name, prompt and color.
Nothing here needs Blender.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .stroke_objects import NOBODY

Groups = Mapping[str, Sequence[int]]  # name -> strokes of the drawing


@dataclass(frozen=True)
class Membership:
    """Which strokes belong to which objects.

    Attributes:
        numbers: [S], the object of every stroke.
        named: the numbers and names of new objects.
    """

    numbers: NDArray[np.int32]
    named: tuple[tuple[int, str], ...]


def matched(
    groups: Groups,
    before: NDArray[np.integer],
    fixed: NDArray[np.bool_],
    new_number: Callable[[], int],
) -> Membership:
    """Give each group the number of an object from before, or a new one.

    `before` [S]: each stroke's object until now, 0 for none. `fixed` [S]: strokes that keep theirs.
    An object goes to the group that holds the largest part of its strokes; of several such pairs,
    the largest part is matched first. A group without a match is a new object. So one stroke that
    the artist gave to the boat doesn't turn the fish beside it into a boat.
    """
    members = {name: np.asarray(list(strokes), np.int64) for name, strokes in groups.items()}
    votes: list[tuple[float, int, str, int]] = []
    for name, strokes in members.items():
        for number in np.unique(before[strokes]).tolist():
            if number != NOBODY:
                common = int((before[strokes] == number).sum())
                votes.append((common / int((before == number).sum()), common, name, number))
    chosen: dict[str, int] = {}
    for _, _, name, number in sorted(votes, key=lambda vote: (-vote[0], -vote[1])):
        if name not in chosen and number not in chosen.values():
            chosen[name] = number
    numbers = np.full(len(before), NOBODY, np.int32)
    named: list[tuple[int, str]] = []
    for name, strokes in members.items():
        if name not in chosen and not fixed[strokes].all():
            chosen[name] = new_number()
            named.append((chosen[name], name))
        if name in chosen:
            numbers[strokes] = chosen[name]
    numbers[fixed] = before[fixed]
    return Membership(numbers, tuple(named))
