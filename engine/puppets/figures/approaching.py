# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Four-legged animals in three-quarter view: they come towards the viewer and to the right."""

from __future__ import annotations

import numpy as np

from engine.puppets.figures.flesh import Figure, Floats, deg, rounded, unit
from engine.puppets.figures.heads import front_head


def build_approaching(figure: Figure, kind: str) -> None:
    """Fill the figure with an animal whose hindquarters lie behind its chest."""
    rng = figure.rng
    leg = float(rng.uniform(0.4, 0.75)) * (1.3 if kind in ("horse", "deer") else 1.0)
    deep = float(rng.uniform(0.15, 0.22))
    away = float(rng.uniform(0.2, 0.6))  # from chest to hip in the picture
    far = float(rng.uniform(0.75, 1.0))  # how large things look at the hip
    rise = float(rng.uniform(-0.1, 0.12))
    shoulder = figure.place("shoulder", np.array([0.5 * away, 0.0]))
    hip = figure.place("hip", np.array([-0.5 * away, -rise]))
    middle = 0.5 * (shoulder + hip) + np.array([0.0, float(rng.normal(0.0, 0.02))])
    figure.place("middle", middle)
    rump = figure.place("rump", hip - np.array([0.3 * far * deep, 0.2 * deep]))
    chest = figure.place("chest", shoulder + np.array([0.3 * deep, 0.3 * deep]))
    trunk = np.stack([rump, hip, middle, shoulder, chest])
    widths = deep * np.array([0.7 * far, far, 0.9 * far, 1.0, 1.05, 0.8])
    figure.tube("trunk", trunk, widths, ends=(1.0, 0.9), depth=2.0)
    long = float(rng.uniform(0.03, 0.3)) * (1.7 if kind in ("horse", "deer", "giraffe") else 1.0)
    angle = deg(float(rng.uniform(-95, -40)))
    root = shoulder - np.array([0.0, 0.35 * deep])
    neck = np.stack([root, root + 0.5 * long * unit(angle), root + long * unit(angle + 0.1)])
    for name, point in zip(("neck0", "neck1", "head"), neck, strict=True):
        figure.place(name, point)
    start = root + 0.4 * deep * unit(np.pi / 2)
    wide = deep * float(rng.uniform(0.6, 0.95))
    figure.tube("neck", np.stack([start, *neck]), wide * np.array([1.0, 0.9, 0.75]), depth=3.4)
    r = float(rng.uniform(0.16, 0.3))
    turn = float(rng.uniform(0.0, 0.9))
    front_head(figure, neck[2], r, turn=turn, tilt=float(rng.normal(0, 0.12)), ears=kind)
    nose = figure.at("nose")
    figure.place("nose", np.array([max(float(nose[0]), neck[2, 0] + 0.02), nose[1]]))
    _legs(figure, leg, deep, far)
    _tail(figure, rump)


def _legs(figure: Figure, leg: float, deep: float, far: float) -> None:
    """Add four legs, those of a pair beside each other, one of them perhaps lifted."""
    rng = figure.rng
    thick = float(rng.uniform(0.028, 0.06))
    apart = deep * float(rng.uniform(0.4, 0.85))
    walks = rng.random() < 0.65
    for base, pair, scale in (("shoulder", "fore", 1.0), ("hip", "hind", far)):
        lifted = int(rng.integers(2)) if walks else -1
        for number, side in enumerate(("near", "far")):
            way = -1.0 if number == 0 else 1.0
            shift = np.array([way * apart * scale * (1.0 if pair == "fore" else 0.8), 0.0])
            root = figure.at(base) + 0.5 * shift + np.array([0.0, 0.3 * deep])
            lean = float(rng.normal(0, 5)) + (float(rng.normal(0, 12)) if walks else 0.0)
            fold = float(rng.uniform(5, 35)) if number == lifted else 0.0
            bend = (-0.4, 1.0, 0.6, -0.5) if pair == "fore" else (-0.6, 0.9, 0.1, -0.6)
            angles = [deg(90 - lean + fold * k) for k in bend]
            angles[3] -= deg(float(rng.uniform(20, 70)))
            shares = np.array([0.36, 0.33, 0.2, 0.1]) * leg * scale
            shares[1] *= 0.8 if number == lifted else 1.0  # it comes towards the viewer
            joints = figure.limb(f"{pair}_{side}", root, list(shares), angles)
            depth = (3.2 if pair == "fore" else 1.5) - 0.3 * number * (pair == "hind")
            figure.tube(
                f"{pair}_{side}",
                joints,
                thick * scale * np.array([1.9, 1.5, 1.1, 1.0, 1.1]),
                smooth=3,
                ends=(0.4, float(rng.uniform(0.4, 1.0))),
                depth=depth,
                merges=True,
                weight=1.0 if pair == "fore" or number == 0 else 0.85,
            )


def _tail(figure: Figure, rump: Floats) -> None:
    """Add a tail that is lifted, hangs, or is laid to the side."""
    rng = figure.rng
    long = float(rng.uniform(0.12, 0.7))
    a, curl = deg(float(rng.uniform(150, 290))), float(rng.normal(0, 0.5))
    root = rump - np.array([0.0, 0.05])
    joints = figure.limb("tail", root, [long / 3] * 3, [a, a + curl, a + 2 * curl])
    if rng.random() < 0.2:
        line = rounded(joints, 20, 3)
        figure.mark("tail", line, np.linspace(0, 1, 20), closed=False, depth=1.0)
        return
    wide = float(rng.uniform(0.02, 0.05)) * np.array([1.0, 0.9, 0.85, float(rng.uniform(0.3, 0.9))])
    figure.tube("tail", joints, wide, ends=(0.3, 1.0), depth=1.0)
