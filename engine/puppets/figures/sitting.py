# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Animals that sit or stand on their hind legs: rabbits, squirrels, kangaroos, cats, bears."""

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
from engine.puppets.figures.holding import build_holding
from engine.puppets.figures.sitting_poses import build_front, build_side


def build(figure: Figure, kind: str) -> None:
    """Fill the figure with an animal that sits or stands on its hind legs."""
    rng = figure.rng
    if kind == "monkey" or (kind in ("squirrel", "mouse", "bear") and rng.random() < 0.55):
        build_holding(figure, kind)
        return
    style = float(rng.random())
    if kind != "kangaroo" and (kind == "frog" or style < 0.3):
        build_side(figure, kind)
        return
    if kind != "kangaroo" and style < 0.45:
        build_front(figure, kind)
        return
    lean = deg(float(rng.uniform(-95, -45)) if kind != "mouse" else float(rng.uniform(-60, -15)))
    long = float(rng.uniform(0.45, 0.75))
    fat = float(rng.uniform(0.13, 0.24)) * (1.25 if kind == "bear" else 1.0)
    bow = float(rng.uniform(-0.1, 0.45))
    hip = figure.place("hip", np.zeros(2))
    belly = figure.place("belly", 0.4 * long * unit(lean - bow))
    shoulder = figure.place("shoulder", belly + 0.4 * long * unit(lean))
    neck = figure.place("neck", shoulder + 0.22 * long * unit(lean + 0.15))
    figure.tube(
        "trunk",
        np.stack([hip, belly, shoulder, neck]),
        fat * np.array([0.9, 1.1, 1.0, 0.8, 0.6]),
        ends=(0.9, 0.5),
        depth=2.0,
    )
    h = float(rng.uniform(0.13, 0.24))
    _sitting_head(figure, kind, neck, h)
    root = hip + unit(lean) * 0.08
    thigh, foot = float(rng.uniform(0.18, 0.3)), float(rng.uniform(0.12, 0.26))
    leap = rng.random() < 0.25
    angles = [
        deg(15 + float(rng.normal(0, 12)) + (50 if leap else 0)),
        deg(140 + float(rng.normal(0, 12)) - (25 if leap else 0)),
        deg(5 + float(rng.normal(0, 8)) + (60 if leap else 0)),
    ]
    leg = figure.limb("leg", root, [thigh, 0.85 * thigh, foot], angles)
    stout = float(rng.uniform(0.03, 0.07))
    if rng.random() < 0.6:
        haunch = ellipse(
            root + 0.4 * thigh * unit(angles[0]), 0.75 * thigh, 0.55 * thigh, angles[0]
        )
        figure.add("leg", haunch, 0.2, depth=3.0, merges=rng.random() < 0.3)
    figure.tube(
        "leg",
        leg,
        np.array([1.8, 1.5, 0.9, 0.8, 0.7]) * stout,
        smooth=2,
        ends=(0.5, 0.9),
        depth=2.9,
    )
    for number, name in enumerate(("arm_near", "arm_far")):
        if number and rng.random() < 0.25:
            continue
        start = shoulder + unit(lean + np.pi / 2) * fat * (0.3 + 0.2 * number)
        down = deg(float(rng.uniform(20, 110)))
        arm = float(rng.uniform(0.12, 0.3))
        joints = figure.limb(
            name, start, [arm, arm * 0.9], [down, down - abs(float(rng.normal(0, 0.6)))]
        )
        w = float(rng.uniform(0.02, 0.05))
        figure.tube(
            name,
            joints,
            [1.3 * w, w, 0.9 * w],
            smooth=2,
            ends=(0.5, 1.0),
            depth=3.5 if number == 0 else 0.8,
        )
    _sitting_tail(figure, kind, hip + np.array([-0.8 * fat, 0.0]))
    if rng.random() < 0.12:
        hand = figure.at("arm_near2")
        r = float(rng.uniform(0.025, 0.07))
        figure.add("other", ellipse(hand, r, 0.8 * r), 0.5, depth=4.0, merges=False)


def _sitting_head(figure: Figure, kind: str, neck: Floats, h: float) -> None:
    rng = figure.rng
    angle = deg(float(rng.uniform(-12, 22)))
    root = figure.place("head", neck + np.array([0.15 * h, -0.2 * h]))
    put = LocalFrame(root, angle)
    figure.place("nose", put([(1.1 * h, 0.05 * h)])[0])
    if rng.random() < 0.4:
        shape = ellipse(np.array([0.25 * h, -0.1 * h]), 0.85 * h, 0.7 * h)
    else:
        shape = smooth_closed(
            [
                (-0.6 * h, 0.35 * h),
                (-0.55 * h, -0.6 * h),
                (0.3 * h, -0.75 * h),
                (1.1 * h, 0.0),
                (0.7 * h, 0.5 * h),
                (-0.1 * h, 0.6 * h),
            ],
            36,
            4,
        )
    figure.add("head", put(shape), np.clip(shape[:, 0] / h, 0, 1), depth=4.0)
    e = float(rng.uniform(0.05, 0.14)) * h
    figure.mark(
        "head",
        put(ellipse(np.array([0.35 * h, -0.2 * h]), e, e, samples=12)),
        0.4,
        depth=5.0,
        weight=0.8,
    )
    tall = (
        h
        * {"rabbit": 1.5, "kangaroo": 0.8, "bear": 0.3}.get(kind, 0.5)
        * float(rng.uniform(0.8, 1.25))
    )
    for number, x in enumerate((-0.3 * h, 0.0)):
        tilt = float(rng.normal(-0.25, 0.15)) - 0.15 * number
        w = 0.17 * h
        ear = smooth_closed(
            [(-w, 0.1 * h), (-w, -0.6 * tall), (0, -tall), (w, -0.6 * tall), (w, 0.1 * h)],
            24,
            int(rng.integers(0, 4)),
        )
        figure.add(
            "head",
            put(LocalFrame(np.array([x, -0.5 * h]), tilt)(ear)),
            0.1,
            depth=3.9 + 0.3 * number,
            merges=rng.random() < 0.5,
            weight=0.9,
        )
    if rng.random() < 0.5:
        figure.mark(
            "head",
            put(curve((0.95 * h, 0.12 * h), (0.65 * h, 0.28 * h), samples=6)),
            0.9,
            closed=False,
            depth=5.0,
            weight=0.5,
        )


def _sitting_tail(figure: Figure, kind: str, root: Floats) -> None:
    rng = figure.rng
    long, angles, widths = {
        "squirrel": (float(rng.uniform(0.7, 1.1)), (205, 262, 305), (0.3, 1.2, 1.4, 1.1, 0.4)),
        "rabbit": (0.13, (205, 225, 245), (0.8, 1.0, 0.8)),
        "bear": (0.1, (190, 200, 210), (0.8, 1.0, 0.7)),
        "kangaroo": (float(rng.uniform(0.5, 0.8)), (160, 180, 195), (0.9, 0.6, 0.3)),
    }.get(
        kind,
        (
            float(rng.uniform(0.4, 0.9)),
            (170, 180 + float(rng.normal(0, 25)), 200 + float(rng.normal(0, 45))),
            (0.5, 0.45, 0.4, 0.3),
        ),
    )
    joints = figure.limb(
        "tail", root, [long / 3] * 3, [deg(a + float(rng.normal(0, 10))) for a in angles]
    )
    wide = 0.1 if kind in ("squirrel",) else 0.055
    figure.tube(
        "tail",
        joints,
        np.array(widths) * wide,
        ends=(0.5, 1.0),
        depth=float(rng.choice([1.0, 3.2], p=[0.8, 0.2])),
    )
