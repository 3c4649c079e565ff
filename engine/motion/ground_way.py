# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How a body goes over the ground in a gait: how fast at which time, and how far it has come."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.motion.curves import smooth
from engine.motion.performance import Performance

Floats = NDArray[np.float64]
_FINE = 32  # samples of the body's way in one cycle


@dataclass(frozen=True)
class Ease:
    """The body's speed over the beat, 0..1: it starts and stops gently where it stands still."""

    share: float
    start: float
    end: float

    def __call__(self, t: Floats) -> Floats:
        dip = self.start * (1.0 - smooth(t / self.share))
        return np.asarray(1.0 - dip - self.end * (1.0 - smooth((1.0 - t) / self.share)))


class GroundWay:
    """How far the body has gone after some cycles, also before and after the clip."""

    def __init__(
        self, body: Performance, cycles: float, ease: Ease, stride: float, total: float
    ) -> None:
        self._loop, self._cycles = body.beat.loop, max(cycles, 1e-9)
        fine = np.linspace(0.0, 1.0, max(int(_FINE * cycles), 64))
        speed = ease(fine)
        gone = np.concatenate([[0.0], np.cumsum(0.5 * (speed[1:] + speed[:-1]))]) / (len(fine) - 1)
        scale = total if body.beat.distance else stride * cycles
        if body.beat.distance:
            gone = gone / max(gone[-1], 1e-9)
        self._at, self._gone = fine, gone * scale
        self.stride = stride
        self.total = float(self._gone[-1])

    def at(self, cycles: Floats) -> Floats:
        share = np.asarray(cycles) / self._cycles
        if self._loop:
            whole = np.floor(share)
            return np.asarray(whole * self.total + np.interp(share - whole, self._at, self._gone))
        inside = np.interp(share, self._at, self._gone)
        before, after = np.minimum(share, 0.0), np.maximum(share - 1.0, 0.0)
        return np.asarray(inside + (before + after) * self.stride * self._cycles)
