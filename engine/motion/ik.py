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
_MOST = 2.6  # of a joint's fold, radians


class ChainSolver:
    """Turns of one chain for given distances of its ends, tabulated once.

    Attributes:
        longest, shortest: distances of the ends that the chain can take.
        rest_length: their distance at rest.
    """

    def __init__(self, joints: Floats, folds: Sequence[float]) -> None:
        """Tabulate a chain.

        joints [n + 1, 2]: at rest. folds [n - 1]: how much each inner joint bends when the chain
        folds, signed, clockwise positive; largest magnitude 1.
        """
        arms = np.diff(joints, axis=0)
        self._length = np.maximum(np.linalg.norm(arms, axis=1), 1e-9)
        angle = np.unwrap(np.arctan2(arms[:, 1], arms[:, 0]))
        bend = np.diff(angle)
        straight = np.linspace(-1.0, 0.0, _STEPS, endpoint=False)
        folded = np.linspace(0.0, 1.0, _STEPS + 1) ** 1.5
        fold = np.asarray(folds, dtype=np.float64)
        bends = bend * (1.0 + straight[:, None])
        more = np.clip(bend + _MOST * folded[:, None] * fold, -_MOST, _MOST)
        # a bend drawn beyond the limit stays as drawn
        more = np.where(np.abs(bend) > _MOST, bend, more)
        more[0] = bend
        bends = np.concatenate([bends, more])
        # the first bone of every row points the way it does at rest
        self._turns = np.concatenate(
            [np.zeros((len(bends), 1)), np.cumsum(bends - bend, axis=1)], axis=1
        )
        place = self._length * np.exp(1j * (angle + self._turns))
        chord = place.sum(axis=1)
        reach = np.abs(chord)
        # distances fall along the table; where a fold lets them grow again, stay
        self._reach = np.minimum.accumulate(reach)
        keep = np.concatenate([[True], np.diff(self._reach) < -1e-12])
        keep[_STEPS] = True
        self._reach, self._turns = self._reach[keep], self._turns[keep]
        self._chord = np.unwrap(np.angle(chord))[keep]
        self._rest_angle = float(np.angle((self._length * np.exp(1j * angle)).sum()))
        at_rest = int(np.flatnonzero(np.flatnonzero(keep) == _STEPS)[0])
        self._chord = self._chord - self._chord[at_rest]
        self.rest_length = float(self._reach[at_rest])
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
