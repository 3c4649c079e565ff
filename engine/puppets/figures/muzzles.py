# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Heads of four-legged animals from the side: muzzles, ears, horns, an elephant's trunk."""

from __future__ import annotations

import numpy as np

from engine.puppets.figures.flesh import (
    Figure,
    Floats,
    LocalFrame,
    curve,
    deg,
    ellipse,
    smooth_closed,
    unit,
)


def add_muzzled_head(
    figure: Figure, kind: str, root: Floats, head: float, muzzle: float, graze: bool
) -> None:
    """Add a head whose back is at `root`; muzzle: 0 flat to 1 long; graze: whether it hangs low."""
    rng = figure.rng
    angle = deg(float(rng.uniform(-5, 45)) + (50 if graze else 0))
    d = head * float(rng.uniform(0.3, 0.48)) * (1.25 if kind in ("toy", "mouse") else 1.0)
    nose, tip = head * (0.55 + 0.45 * muzzle), d * (0.85 - 0.5 * muzzle)
    x0 = -0.35 * head
    if rng.random() < 0.3:
        shape = ellipse(np.array([0.15 * head, 0.0]), 0.55 * head, d)
        nose = 0.7 * head
    else:
        shape = smooth_closed(
            [
                (x0, -0.6 * d),
                (0.0, -d),
                (0.35 * head, -0.9 * d),
                (0.6 * head, -max(tip, 0.35 * d)),
                (nose, -tip),
                (nose, tip),
                (0.4 * head, 0.85 * d),
                (x0, 0.8 * d),
            ],
            smooth=int(rng.integers(1, 5)),
        )
    put = LocalFrame(root, angle)
    figure.place("nose", put(np.array([[nose, 0.0]]))[0])
    figure.add("head", put(shape), np.clip(shape[:, 0] / nose, 0, 1), depth=4.0)
    r = head * float(rng.uniform(0.025, 0.07))
    figure.mark(
        "head",
        put(ellipse(np.array([0.3 * head, -0.35 * d]), r, r, samples=12)),
        0.4,
        depth=5.0,
        weight=0.7,
    )
    if rng.random() < 0.5:
        mouth = curve((nose * 0.97, 0.35 * tip), (0.7 * nose, 0.45 * d), samples=8)
        figure.mark("head", put(mouth), 0.9, closed=False, depth=5.0, weight=0.5)
    _ears(figure, kind, put, head, d, nose)


def _ears(figure: Figure, kind: str, put: LocalFrame, head: float, d: float, nose: float) -> None:
    rng = figure.rng
    e = head * float(rng.uniform(0.2, 0.45))
    style = (
        "trunk"
        if kind == "elephant"
        else str(rng.choice(["point", "round", "flop", "none"], p=[0.5, 0.2, 0.22, 0.08]))
    )
    if kind == "rabbit" and rng.random() < 0.85:
        _long_ears(figure, put, head, d)
        return
    if style in ("point", "round"):
        for number, x in enumerate((-0.05 * head, 0.15 * head)):
            if style == "point":
                ear = smooth_closed(
                    [
                        (x - 0.4 * e, -0.7 * d),
                        (x - 0.1 * e, -0.8 * d - e),
                        (x + 0.45 * e, -0.75 * d),
                    ],
                    16,
                    int(rng.integers(0, 3)),
                )
            else:
                ear = ellipse(np.array([x, -0.9 * d - 0.3 * e]), 0.5 * e, 0.6 * e, samples=18)
            if number and rng.random() < 0.3:
                continue
            figure.add(
                "head",
                put(ear),
                0.15,
                depth=4.1 - 0.6 * number,
                merges=rng.random() < 0.5,
                weight=0.85,
            )
    elif style in ("flop", "trunk"):
        wide = 1.6 if style == "trunk" else 1.0
        ear = smooth_closed(
            [
                (-0.1 * head, -0.75 * d),
                (-0.4 * e * wide, 0.0),
                (-0.2 * e, 0.9 * d),
                (0.25 * e * wide, 0.4 * d),
                (0.1 * head, -0.6 * d),
            ],
            20,
            2,
        )
        figure.add("head", put(ear), 0.15, depth=4.6, merges=False, weight=0.8)
    if style == "trunk":
        root = put(np.array([[0.85 * nose, 0.1 * d]]))[0]
        a = deg(float(rng.uniform(50, 110)))
        curl = deg(float(rng.uniform(-25, 30)))
        joints = [root]
        for n in range(4):
            joints.append(joints[-1] + 0.32 * head * unit(a + curl * n))
        figure.tube("head", np.stack(joints), np.array([0.45, 0.32, 0.22, 0.18]) * d, depth=4.2)
    if kind in ("deer", "cow", "toy") and rng.random() < 0.6:
        for x in (0.05 * head, 0.2 * head):
            horn = curve(
                (x, -0.9 * d),
                (x - float(rng.uniform(-0.2, 0.3)) * head, -1.6 * d),
                (x - 0.1 * head, -d - float(rng.uniform(0.3, 0.9)) * head),
            )
            figure.mark("head", put(horn), 0.15, closed=False, depth=4.0, weight=0.8)
    if kind in ("lion", "horse") and rng.random() < 0.4:
        mane = ellipse(np.array([-0.1 * head, 0.1 * d]), 0.75 * head, 1.6 * d)
        if kind == "lion":
            figure.add("head", put(mane), 0.1, depth=3.9, merges=False, weight=0.8)


def _long_ears(figure: Figure, put: LocalFrame, head: float, d: float) -> None:
    """Add a rabbit's ears: upright, or laid back."""
    rng = figure.rng
    tall, back = head * float(rng.uniform(0.7, 1.5)), float(rng.uniform(-1.5, 0.15))
    w, smooth = head * float(rng.uniform(0.09, 0.16)), int(rng.integers(1, 4))
    for number, x in enumerate((-0.1 * head, 0.12 * head)):
        raw = [(-w, 0.1 * tall), (-1.1 * w, -0.6 * tall), (0.0, -tall), (1.1 * w, -0.6 * tall)]
        ear = smooth_closed([*raw, (w, 0.1 * tall)], 26, smooth)
        frame = LocalFrame(np.array([x, -0.8 * d]), back + float(rng.normal(0, 0.15)))
        figure.add(
            "head", put(frame(ear)), 0.15, depth=4.2 - 0.4 * number, merges=rng.random() < 0.5
        )
        if rng.random() < 0.3:
            inner = frame(0.6 * ear - np.array([0.0, 0.2 * tall]))
            figure.mark("head", put(inner), 0.15, depth=4.3 - 0.4 * number, weight=0.5)
