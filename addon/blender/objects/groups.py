# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which of the groups that Find Objects answered is which object of before.

Numbers stay where strokes stay together: names, prompts and colors hang on them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .attribute import NOBODY

Groups = Mapping[str, Sequence[int]]  # name -> strokes of the drawing


@dataclass(frozen=True)
class Membership:
    """`numbers` [S]: the object of every stroke. `named`: new objects and their names."""

    numbers: NDArray[np.int32]
    named: tuple[tuple[int, str], ...]


def matched(
    groups: Groups,
    before: NDArray[np.integer],
    fixed: NDArray[np.bool_],
    new_number: Callable[[], int],
) -> Membership:
    """Numbers for the groups that were found.

    `before` [S]: each stroke's object until now, 0 for none. `fixed` [S]: those stay what they
    are. An object of before goes to the group that holds the largest part of it, whole objects
    first; a group that gets none is a new object. So a stroke that the artist gave to the boat
    doesn't make a boat of the fish beside it.
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
