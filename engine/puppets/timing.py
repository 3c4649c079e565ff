# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Timing: the phase of a cycle at every frame, and tracks of joint angles as functions of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
FRAMES = 16
TAU = 2.0 * np.pi


def smoothstep(x: Floats) -> Floats:
    """Return 0 below 0, 1 above 1, and a cubic with zero slope at both ends between."""
    x = np.clip(x, 0.0, 1.0)
    return x * x * (3.0 - 2.0 * x)


@dataclass(frozen=True)
class Beat:
    """The clock of one object in one clip.

    Attributes:
        u: [T], the phase, counted in cycles.
        t: [T], time from 0 to 1.
        neutral: the first frame is the rest pose and no phase of the motion; every angle starts at
            its centre and joins the cycle from there.
        amp: amplitude, 1 is ordinary.
    """

    u: Floats
    t: Floats
    loop: bool
    neutral: bool
    amp: float
    cycles: float

    @property
    def fade(self) -> Floats:
        """The share of the first frame's offset that is subtracted at each frame (1 at frame 0)."""
        if self.loop:
            return (0.5 + 0.5 * np.cos(TAU * self.t)) ** 2
        return 1.0 - smoothstep(self.t * max(2.0, self.cycles))

    def curve(self, centre: float, f: Callable[[Floats], Floats]) -> Floats:
        """Return centre + f(u) [T] for an f of period 1; when neutral, it starts at the centre."""
        value = f(self.u)
        if self.neutral:
            value = value - f(self.u[:1]) * self.fade
        return centre + value

    def swing(self, centre: float, amplitude: float, lag: float = 0.0, harmonic: int = 1) -> Floats:
        """Return a sine about the centre, scaled by the clip's amplitude; lag in cycles."""
        size = amplitude * self.amp
        return self.curve(centre, lambda u: size * np.sin(TAU * (harmonic * u - lag)))

    def swing_at(self, size: float, lag: float) -> Floats:
        """Return a sine about zero of this size, whatever the clip's amplitude."""
        return self.curve(0.0, lambda u: size * np.sin(TAU * (u - lag)))

    def pulse(
        self, centre: float, amplitude: float, lag: float = 0.0, sharp: float = 2.0
    ) -> Floats:
        """Return a bump once a cycle, from centre to centre + amplitude; its peak is at u = lag."""
        size = amplitude * min(self.amp, 1.4)
        return self.curve(centre, lambda u: size * (0.5 + 0.5 * np.cos(TAU * (u - lag))) ** sharp)

    def keys(self, keys: Sequence[tuple[float, float]]) -> Floats:
        """Return a periodic track, eased between (phase, value) keys; phases rise in [0,1)."""
        phases = np.array([k[0] for k in keys] + [keys[0][0] + 1.0])
        values = np.array([k[1] for k in keys] + [keys[0][1]])

        def track(u: Floats) -> Floats:
            w = (u - phases[0]) % 1.0 + phases[0]
            i = np.clip(np.searchsorted(phases, w, side="right") - 1, 0, len(keys) - 1)
            x = smoothstep((w - phases[i]) / (phases[i + 1] - phases[i]))
            return np.asarray(values[i] + (values[i + 1] - values[i]) * x)

        if self.neutral:
            return track(self.u - self.u[0])
        return track(self.u)


def make_beat(
    rng: np.random.Generator,
    *,
    loop: bool,
    amp: float,
    cycles: int,
    from_start: bool,
    still: bool = False,
) -> Beat:
    """Make a clock by chance; from_start: an action (a jump) that mostly begins at phase 0."""
    i = np.arange(FRAMES, dtype=np.float64)
    t = i / FRAMES if loop else i / (FRAMES - 1)
    turns = float(cycles)
    if not loop and not from_start:
        turns = cycles * float(rng.uniform(0.7, 1.15))
    neutral = bool(rng.random() < 0.5) and not still
    start = float(rng.random())
    if from_start:
        start = 0.0 if rng.random() < 0.8 else start
        if loop and cycles > 2:
            turns = 2.0
        elif not loop:
            turns = turns if cycles > 1 else float(rng.choice([1.0, 0.75, 1.0]))
    if still:
        t = np.zeros(FRAMES)
    u = start + turns * t
    return Beat(u=u, t=t, loop=loop, neutral=neutral, amp=amp, cycles=turns)
