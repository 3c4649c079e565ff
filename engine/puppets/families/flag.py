# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Flags and cloth on a pole: waves that grow towards the free edge; the pole stands still."""

from __future__ import annotations

import numpy as np

from engine.puppets.body import PuppetBuilder, polyline
from engine.puppets.family import Family, Move
from engine.puppets.timing import TAU, Beat, Floats


class Cloth:
    """A piece of cloth pinned along x = 0; s runs along it, v down, both from 0 to 1."""

    def __init__(
        self, puppet: PuppetBuilder, beat: Beat, width: float, height: float, motion: str
    ) -> None:
        rng = puppet.rng
        self.width, self.height = width, height
        self.wave = float(rng.uniform(0.6, 1.4))
        self.slant = float(rng.uniform(-0.25, 0.25))
        self.size = float(rng.uniform(0.09, 0.15)) * beat.amp * (0.5 if motion == "droop" else 1.0)
        self.taper = float(rng.uniform(-0.35, 0.15))
        self.droop = float(rng.uniform(-0.05, 0.35)) + (0.6 if motion == "droop" else 0.0)
        self.beat = beat

    def map(self, s: Floats, v: Floats) -> Floats:
        """Return the points [T,n,2] at s [n], v [n]."""
        beat = self.beat
        u = beat.u[:, None]
        grow = self.size * s**0.8

        def wave(at: Floats) -> Floats:
            phase = at - self.wave * s[None] - self.slant * v[None]
            return np.asarray(
                grow * (np.sin(TAU * phase) + 0.25 * np.sin(TAU * (2 * phase + 0.3 * v[None])))
            )

        y = wave(u)
        if beat.neutral:
            y = y - wave(u[:1]) * beat.fade[:, None]
        slack = 1.0 - 0.35 * (self.size * s[None]) - 0.25 * np.abs(y) * s[None]
        x = self.width * s[None] * slack
        body = 1.0 + self.taper * s
        drop = self.droop * s**1.5 * self.width
        return np.stack([x, y + (v[None] - 0.5) * self.height * body + drop], axis=-1)


def build(puppet: PuppetBuilder, beat: Beat, kind: str, motion: str) -> None:
    rng = puppet.rng
    width = float(rng.uniform(0.6, 1.1))
    height = float(rng.uniform(0.3, 0.7))
    cloth = Cloth(puppet, beat, width, height, motion)
    edge = np.linspace(0.0, 1.0, 24)
    zero, one = np.zeros(24), np.ones(24)
    puppet.add(cloth.map(edge, zero))
    if kind == "pennant":
        puppet.add(cloth.map(edge, 0.0 + 0.5 * edge))
        puppet.add(cloth.map(edge, 1.0 - 0.5 * edge))
        puppet.guides.pop(0)
    else:
        puppet.add(cloth.map(edge, one))
        puppet.add(cloth.map(one, edge))
    if rng.random() < 0.6:
        puppet.add(cloth.map(zero, edge), weight=0.6)
    for _ in range(int(rng.integers(0, 6))):
        a, b = float(rng.uniform(0, 0.7)), float(rng.uniform(0.2, 0.6))
        s = np.clip(np.linspace(a, a + b, 16), 0, 1)
        v = np.linspace(rng.uniform(0.02, 0.6), rng.uniform(0.4, 0.98), 16)
        if rng.random() < 0.4:
            v = np.full(16, rng.uniform(0.2, 0.8))
        puppet.add(cloth.map(s, v), weight=0.6)
    if kind == "flag" and rng.random() < 0.3:
        turn = np.linspace(0, TAU, 24)
        ring = cloth.map(0.5 + 0.11 * np.cos(turn) / width, 0.5 + 0.14 * np.sin(turn) / height)
        puppet.add(ring, closed=True, weight=0.7)
    if rng.random() < 0.85:
        top = -0.5 * height - float(rng.uniform(0.02, 0.2))
        foot = 0.5 * height + float(rng.uniform(0.2, 0.9))
        x = float(rng.uniform(-0.04, -0.01))
        puppet.add(polyline((x, top), (x, foot)), rigid=True)
        if rng.random() < 0.5:
            w = float(rng.uniform(0.015, 0.04))
            puppet.add(polyline((x - w, top), (x - w, foot)), rigid=True, weight=0.8)
            if rng.random() < 0.5:
                puppet.add(polyline((x - w, top), (x, top)), rigid=True, weight=0.5)


FAMILY = Family(
    name="flag",
    kinds={
        "flag": ("flag", "banner", "waving flag", "national flag", "piece of cloth", "cloth",
                 "big flag", "flag on a pole"),
        "pennant": ("pennant", "little flag", "triangular flag", "streamer"),
    },
    motions=(
        Move("wave", ("wave", "wave in the wind", "flutter", "flutter in the wind", "ripple",
                      "ripple in the wind", "flap", "flap in the breeze", "billow",
                      "blow in the wind",
                      "wave in the breeze", "undulate", "stream in the wind", "wave and flutter"),
             ("rippling in the wind", "its cloth rippling", "waves running along the cloth",
              "while the pole stands still", "in a strong breeze"), weight=4.0),
        Move("droop", ("hang and sway lightly", "stir in a light breeze", "sway lightly",
                       "hang from the pole, moving a little"), (), weight=0.5),
    ),
    build=build,
)  # fmt: skip
