# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Inverse kinematics of limbs: which turns bring the end of a chain to a place.

A chain of any number of bones bends as one: towards straight its drawn bends shrink, towards the
folded limb each joint goes on bending the way it was drawn, or the way its anatomy allows. So a
knee never flips, and a chain at rest has no turns.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_STEPS = 48
_OVER = 0.02
_MOST = 2.6  # of a joint's fold, radians


def _falling(reach: Floats, rest: int) -> NDArray[np.bool_]:
    """Return the rows [R] of a table whose reach falls from row to row, row `rest` among them.

    Where folding the drawn shape makes it longer at first (a bend that is drawn the wrong way),
    the chain goes over into the folded shape within a share of its length instead of at once.
    """
    keep = np.zeros(len(reach), bool)
    lowest = np.inf
    for row, value in enumerate(reach):
        grown = row > rest and bool((reach[rest + 1 : row + 1] > reach[rest]).any())
        if grown and value > (1.0 - _OVER) * reach[rest]:
            continue
        if value < lowest - 1e-12 or row == rest:
            keep[row], lowest = True, min(value, lowest)
    before = np.flatnonzero(keep[:rest])
    keep[before[reach[before] <= reach[rest]]] = False
    return keep


class ChainSolver:
    """Turns of one chain for given distances of its ends, tabulated once.

    Attributes:
        longest, shortest: distances of the ends that the chain can take.
    """

    def __init__(self, joints: Floats, folds: Sequence[float], *, from_rest: bool = True) -> None:
        """Tabulate a chain.

        joints [n + 1, 2]: at rest. folds [n - 1]: how much each inner joint bends when the chain
        folds, signed, clockwise positive; largest magnitude 1. from_rest: whether the chain passes
        through its drawn shape; otherwise it only bends the way it folds, and the drawn shape is
        none of its answers.
        """
        arms = np.diff(joints, axis=0)
        length = np.maximum(np.linalg.norm(arms, axis=1), 1e-9)
        angle = np.unwrap(np.arctan2(arms[:, 1], arms[:, 0]))
        bend, fold = np.diff(angle), np.asarray(folds, dtype=np.float64)
        folded = np.linspace(0.0, 1.0, _STEPS + 1)[:, None] ** 1.5
        if from_rest:
            straight = np.linspace(-1.0, 0.0, _STEPS, endpoint=False)[:, None]
            more = np.clip(bend + _MOST * folded * fold, -_MOST, _MOST)
            # a bend drawn beyond the limit stays as drawn
            more = np.where(np.abs(bend) > _MOST, bend, more)
            bends = np.concatenate([bend * (1.0 + straight), more])
        else:
            bends = _MOST * folded * fold
        # the first bone of every row points the way it does at rest
        turns = np.cumsum(bends - bend, axis=1)
        turns = np.concatenate([np.zeros((len(bends), 1)), turns], axis=1)
        chord = (length * np.exp(1j * (angle + turns))).sum(axis=1)
        keep = _falling(np.abs(chord), _STEPS if from_rest else 0)
        rest = complex((length * np.exp(1j * angle)).sum())
        self._rest_angle = float(np.angle(rest))
        self._reach, self._turns = np.abs(chord)[keep], turns[keep]
        self._chord = np.unwrap(np.angle(chord[keep] / (rest or 1.0)))
        self._chord -= (
            2
            * np.pi
            * np.round(self._chord[np.abs(turns[keep]).sum(axis=1).argmin()] / (2 * np.pi))
        )
        self.longest, self.shortest = float(self._reach[0]), float(self._reach[-1])

    def turns(self, root: Floats, target: Floats) -> Floats:
        """Return absolute turns [F, n] that bring the chain's end from [F, 2] to [F, 2]."""
        arm = target - root
        distance = np.clip(np.hypot(arm[:, 0], arm[:, 1]), self.shortest, self.longest)
        rising, order = self._reach[::-1], slice(None, None, -1)
        chord = np.interp(distance, rising, self._chord[order])
        inner = np.stack(
            [np.interp(distance, rising, column[order]) for column in self._turns.T], axis=1
        )
        aim = np.arctan2(arm[:, 1], arm[:, 0]) - self._rest_angle - chord
        aim = np.unwrap(np.mod(aim + np.pi, 2 * np.pi) - np.pi)
        return np.asarray(inner + aim[:, None])
