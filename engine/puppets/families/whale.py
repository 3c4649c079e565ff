# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Dolphins and whales: the body beats up and down; leaps follow an arc and turn with it."""

from __future__ import annotations

import numpy as np

from engine.puppets.body import PuppetBuilder, Ribbon, ellipse, line, rounded, unit
from engine.puppets.family import Family, Move
from engine.puppets.timing import Beat


def build(puppet: PuppetBuilder, beat: Beat, kind: str, motion: str) -> None:
    rng = puppet.rng
    n = 7
    arched = bool(rng.random() < 0.35)
    # the arch of the body as drawn, radians from tail to nose
    bent = float(rng.uniform(1.3, 2.8) if arched else rng.uniform(-0.1, 1.3))
    beat_size = float(rng.uniform(0.28, 0.45)) * (0.55 if motion == "leap" else 1.0)
    beat_size *= 0.7 if arched else 1.0
    heading0 = float(rng.uniform(-0.3, 0.3))
    if motion == "leap":
        w = np.clip(beat.keys([(0.0, 0.0), (0.85, 1.0), (0.9, 1.0)]), 0, 1)
        high = float(rng.uniform(0.35, 0.7)) * beat.amp
        along = (w - w[0]) * 0.6
        lift = -high * 4 * w * (1 - w)
        pitch = -0.75 + 1.5 * w
        if beat.loop or beat.neutral or bent > 0.6:  # it turns over the top, again and again
            lift = beat.swing(0.0, 0.3, 0.0)
            pitch = beat.swing(heading0, 0.6, 0.25)
            along = beat.swing(0.0, 0.16, 0.25)
    else:
        lift = beat.swing(0.0, 0.05, 0.3)
        pitch = beat.swing(heading0, 0.1, 0.15)
        along = beat.swing(0.0, 0.02, 0.1, 2)
    angles = []
    for i in range(n):
        share = 1.0 - i / (n - 1)  # 1 at the tail
        wave = beat.swing(0.0, beat_size * (0.12 + 0.88 * share**1.6), -0.22 * share)
        angles.append(pitch - bent * (share - 0.45) + wave)
    steps = unit(np.stack(angles, 1)) / n
    joints = np.concatenate([np.zeros((len(lift), 1, 2)), np.cumsum(steps, axis=1)], axis=1)
    middle = joints[:, 4:5]
    joints = joints - middle + np.stack([along, lift], 1)[:, None]
    height = float(rng.uniform(0.1, 0.16)) * (1.35 if kind == "whale" else 1.0)
    snout = 0.18 if kind == "dolphin" else 0.5
    ribbon = Ribbon(
        rounded(joints, 30, 5), height * np.array([0.16, 0.3, 0.6, 0.9, 1.0, 1.0, 0.8, snout])
    )
    cut = float(rng.uniform(0.3, 0.7))
    for side in (-1.0, 1.0):
        if rng.random() < 0.3:
            puppet.add(ribbon.side(side, 0, cut))
            puppet.add(ribbon.side(side, cut, 1))
        else:
            puppet.add(ribbon.side(side))
    puppet.add(ribbon.across(1.0), weight=0.7)
    a = float(rng.uniform(0.42, 0.55))
    up = float(rng.uniform(1.8, 2.8))
    puppet.add(ribbon.curve((a + 0.12, -0.95), (a + 0.02, -up), (a - 0.03, -up)))
    puppet.add(ribbon.curve((a - 0.03, -up), (a, -1.5), (a - 0.02, -1.0)))
    fluke = ribbon.frame(0.02).child(0, 0, beat.swing(0.0, 0.5, -0.28))
    wide, r = float(rng.uniform(0.1, 0.17)), float(rng.uniform(0.1, 0.17))
    for sign in (-1.0, 1.0):
        puppet.add(fluke.place(line((0.03, 0), (-0.5 * r, sign * 0.5 * wide), (-r, sign * wide))))
        puppet.add(
            fluke.place(line((-r, sign * wide), (-0.5 * r, sign * 0.2 * wide), (-0.5 * r, 0))),
            weight=0.8,
        )
    flap = beat.swing(2.2, 0.35, 0.1)
    fin = ribbon.frame(0.68, 0.7).child(0, 0, flap)
    f = float(rng.uniform(0.12, 0.2))
    puppet.add(fin.place(line((0, 0), (0.5 * f, -0.25 * f), (f, 0.05 * f))), weight=0.9)
    puppet.add(fin.place(line((0, 0.1 * f), (0.5 * f, 0.25 * f), (f, 0.05 * f))), weight=0.8)
    e = float(rng.uniform(0.008, 0.018))
    puppet.add(
        ribbon.frame(0.87, -0.1).place(ellipse(0, 0, 1.4 * e, e, 14)),
        closed=True,
        rigid=True,
        weight=0.6,
    )
    puppet.add(ribbon.curve((1.0, 0.4), (0.93, 0.4), (0.88, 0.3)), weight=0.5)
    if rng.random() < 0.5:
        puppet.add(ribbon.curve((0.95, 0.6), (0.6, 0.4), (0.15, 0.5)), weight=0.6)
    for _ in range(int(rng.integers(0, 7))):
        puppet.add(ribbon.hatch(rng, 0.1, 0.95), weight=0.3, loose=True)
    if motion == "spout":
        jet = (0.5 + 0.6 * beat.keys([(0, 0), (0.5, 1)]))[:, None, None]
        for sign in (-1.0, 1.0):
            spray = line((0, 0), (0.05 * sign, -0.2), (0.16 * sign, -0.18)) * jet
            puppet.add(ribbon.frame(0.85, -1.05).place(spray), weight=0.9)


FAMILY = Family(
    name="whale",
    kinds={"dolphin": ("dolphin", "porpoise", "little dolphin", "orca", "seal", "sea lion"),
           "whale": ("whale", "blue whale", "orca", "killer whale", "big whale", "humpback")},
    motions=(
        Move("swim", ("swim", "swim", "swim through the sea", "glide through the water",
                      "undulate",
                      "move through the water", "swim along", "beat its tail",
                      "swim in the ocean"),
             ("its tail beating up and down", "its body rising and falling", "gracefully"),
             travel=0.35, weight=1.6),
        Move("leap", ("leap", "jump", "leap out of the water", "jump out of the water",
                      "leap in an arc",
                      "swim and leap out of the water", "jump over the waves", "dive",
                      "leap and dive back", "swim and leap", "spring out of the sea",
                       "leap over a wave", "breach", "leap towards a ball"),
             ("in a high arc", "and diving back into the sea"),
             once=True, weight=2.2),
        Move("spout", ("spout water", "blow water", "spray water into the air"), (), weight=0.4,
             kinds=("whale",)),
    ),
    build=build,
    weight=0.9,
)  # fmt: skip
