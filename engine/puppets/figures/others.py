# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fish, snakes, and animals that sit: rabbits, squirrels, kangaroos, cats, bears."""

from __future__ import annotations

import numpy as np

from engine.puppets.figures.flesh import (
    Figure,
    Floats,
    curve,
    deg,
    ellipse,
    framed,
    rounded,
    smooth_closed,
    unit,
)


def build_fish(figure: Figure, kind: str) -> None:
    """Fill the figure with a fish; `kind`: "fish", "round", "shark" or "whale"."""
    rng = figure.rng
    bent = {"whale": float(rng.normal(0.4, 0.6)), "shark": float(rng.normal(0.1, 0.35))}.get(kind, float(rng.normal(0, 0.3)))
    height = float(rng.uniform(0.13, 0.3)) * {"round": 1.5, "shark": 0.7, "whale": 0.9}.get(kind, 1.0)
    stem = float(rng.uniform(0.12, 0.35))
    angles = [deg(float(rng.normal(0, 4))) - bent * (0.5 - i / 3) for i in range(4)]
    joints = [np.zeros(2)]
    for a in angles:
        joints.append(joints[-1] + 0.25 * unit(a))
    spine = np.stack(joints)
    for name, point in zip(("spine0", "spine1", "spine2", "spine3", "nose"), spine, strict=True):
        figure.place(name, point)
    blunt = float(rng.uniform(0.05, 0.7))
    figure.tube("trunk", spine, height * np.array([stem, 0.55, 0.9, 1.0, 0.95, 0.7, blunt * 0.6]), smooth=6,
                ends=(0.5, 0.8), depth=2.0)  # fmt: skip
    root, angle = spine[0], angles[0] + np.pi + deg(float(rng.normal(0, 14)))
    reach, spread = float(rng.uniform(0.14, 0.4)), float(rng.uniform(0.1, 0.28))
    figure.place("tail", root + reach * unit(angle))
    notch = float(rng.uniform(0.0, 0.6)) * reach
    low = float(rng.uniform(0.6, 1.1))
    shape = smooth_closed([(-0.05, -0.3 * stem * height), (reach, -spread), (reach - notch, 0.0), (low * reach, low * spread),
                           (-0.05, 0.3 * stem * height)], 40, int(rng.integers(0, 3)))  # fmt: skip
    figure.add("tail", framed(shape, root, angle), np.clip(shape[:, 0] / reach, 0, 1), depth=1.5, merges=rng.random() < 0.65)
    _fish_face(figure, spine, angles, height)
    _fins(figure, spine, angles, height)


def _fish_face(figure: Figure, spine: Floats, angles: list[float], height: float) -> None:
    rng = figure.rng
    head, a = spine[3] + 0.35 * (spine[4] - spine[3]), angles[3]
    e = float(rng.uniform(0.012, 0.05))
    eye = framed(np.array([[0.02, -0.3 * height]]), head, a)[0]
    figure.mark("trunk", ellipse(eye, e, e, samples=14), 0.85, depth=3.0, weight=0.85)
    if rng.random() < 0.3:
        figure.mark("trunk", ellipse(eye, 0.45 * e, 0.45 * e, samples=10), 0.85, depth=3.1, weight=0.5)
    if rng.random() < 0.5:
        x = float(rng.uniform(-0.15, -0.02))
        bow = float(rng.uniform(-0.06, 0.06))
        figure.mark("trunk", framed(curve((x, -0.75 * height), (x + bow, 0.0), (x, 0.75 * height)), head, a), 0.72, closed=False, depth=3.0, weight=0.6)
    if rng.random() < 0.5:
        figure.mark("trunk", framed(curve((0.18, 0.15 * height), (0.12, 0.3 * height), (0.06, 0.25 * height), samples=8), head, a), 0.95, closed=False, depth=3.0, weight=0.5)
    for k in range(int(rng.integers(0, 5)) if rng.random() < 0.3 else 0):
        at = spine[1] + (spine[3] - spine[1]) * (k / 5)
        figure.mark("trunk", framed(curve((0.0, -0.4 * height), (-0.05, 0), (0.0, 0.4 * height), samples=8), at, angles[1]), 0.3 + 0.1 * k, closed=False, depth=3.0, weight=0.3)


def _fins(figure: Figure, spine: Floats, angles: list[float], height: float) -> None:
    rng = figure.rng
    size = float(rng.uniform(0.1, 0.26))
    root = figure.place("fin0", spine[3] - 0.1 * unit(angles[3]) + unit(angles[2] + np.pi / 2) * height * float(rng.uniform(0.0, 0.9)))
    angle = angles[2] + np.pi - deg(float(rng.uniform(-10, 70)))
    figure.place("fin1", root + size * unit(angle))
    shape = smooth_closed([(-0.02, -0.25 * size), (0.7 * size, -0.35 * size), (size, 0.0), (0.5 * size, 0.3 * size), (-0.02, 0.25 * size)], 26, int(rng.integers(0, 3)))
    figure.add("fin", framed(shape, root, angle), np.clip(shape[:, 0] / size, 0, 1), depth=2.8, merges=False, weight=0.8)
    up = height * float(rng.uniform(1.3, 2.3))
    for way, weight in ((-1.0, 0.9), (1.0, 0.5)):
        if rng.random() > weight:
            continue
        at = spine[2] + (spine[3] - spine[2]) * float(rng.uniform(-0.3, 0.8))
        wide = float(rng.uniform(0.08, 0.25))
        side = unit(angles[2] + way * np.pi / 2)
        fwd = unit(angles[2])
        tip = at + side * up - fwd * float(rng.uniform(0.0, 0.25))
        points = [tuple(at + fwd * wide + side * 0.5 * height), tuple(tip), tuple(at - fwd * wide + side * 0.5 * height)]
        figure.add("trunk", smooth_closed(points, 24, int(rng.integers(0, 3))), 0.55, depth=1.7, merges=rng.random() < 0.7, weight=0.8)


def build_snake(figure: Figure, kind: str) -> None:
    """Fill the figure with a snake, an eel, a worm or a caterpillar."""
    rng = figure.rng
    heading = float(rng.normal(0, 0.4)) - (1.2 if rng.random() < 0.2 else 0.0)
    wave, size = float(rng.uniform(0.5, 1.6)), float(rng.uniform(0.1, 1.1))
    start = float(rng.uniform(0, 6.3))
    angles = [heading + size * np.sin(start + wave * 2 * np.pi * i / 7) for i in range(7)]
    joints = [np.zeros(2)]
    for a in angles:
        joints.append(joints[-1] + (1 / 7) * unit(a))
    spine = np.stack(joints)
    for n in range(7):
        figure.place(f"spine{n}", spine[n])
    figure.place("head", spine[7])
    w = float(rng.uniform(0.015, 0.07))
    h = w * float(rng.uniform(1.2, 2.6))
    angle = angles[-1] + float(rng.normal(0, 0.3))
    figure.place("nose", spine[7] + 2.2 * h * unit(angle))
    if kind == "caterpillar" or rng.random() < 0.1:
        for n, point in enumerate(rounded(spine, 9, 2)):
            figure.add("trunk", ellipse(point, 1.6 * w + 0.02, 1.6 * w + 0.02, samples=20), n / 8, depth=2.0 + 0.01 * n, merges=False)
        h = max(h, 1.8 * w)
    else:
        figure.tube("trunk", spine, np.array([0.25, 0.8, 1.0, 1.0, 1.0, 0.9, 0.8]) * w, smooth=6, ends=(2.0, 1.0), depth=2.0)
    put = lambda p: framed(np.asarray(p, dtype=np.float64), spine[7], angle)  # noqa: E731
    shape = smooth_closed([(-0.4 * h, -0.7 * h), (0.8 * h, -h), (2.1 * h, -0.35 * h), (2.1 * h, 0.35 * h), (0.8 * h, h), (-0.4 * h, 0.7 * h)], 30, 3)
    figure.add("head", put(shape), np.clip(shape[:, 0] / (2.2 * h), 0, 1), depth=3.0)
    e = 0.2 * h
    figure.mark("head", put(ellipse(np.array([1.1 * h, -0.4 * h]), e, e, samples=10)), 0.5, depth=4.0, weight=0.8)
    if rng.random() < 0.5:
        figure.mark("head", put([(2.1 * h, 0.0), (2.8 * h, 0.1 * h), (3.2 * h, -0.2 * h)]), 1.0, closed=False, depth=3.0, weight=0.6)


def build_sitting(figure: Figure, kind: str) -> None:
    """Fill the figure with an animal that sits or stands on its hind legs."""
    rng = figure.rng
    lean = deg(float(rng.uniform(-95, -45)) if kind != "mouse" else float(rng.uniform(-60, -15)))
    long = float(rng.uniform(0.45, 0.75))
    fat = float(rng.uniform(0.13, 0.24)) * (1.25 if kind == "bear" else 1.0)
    bow = float(rng.uniform(-0.1, 0.45))
    hip = figure.place("hip", np.zeros(2))
    belly = figure.place("belly", 0.4 * long * unit(lean - bow))
    shoulder = figure.place("shoulder", belly + 0.4 * long * unit(lean))
    neck = figure.place("neck", shoulder + 0.22 * long * unit(lean + 0.15))
    figure.tube("trunk", np.stack([hip, belly, shoulder, neck]), fat * np.array([0.9, 1.1, 1.0, 0.8, 0.6]),
                ends=(0.9, 0.5), depth=2.0)  # fmt: skip
    h = float(rng.uniform(0.13, 0.24))
    _sitting_head(figure, kind, neck, h)
    root = hip + unit(lean) * 0.08
    thigh, foot = float(rng.uniform(0.18, 0.3)), float(rng.uniform(0.12, 0.26))
    leap = rng.random() < 0.25
    angles = [deg(15 + float(rng.normal(0, 12)) + (50 if leap else 0)), deg(140 + float(rng.normal(0, 12)) - (25 if leap else 0)),
              deg(5 + float(rng.normal(0, 8)) + (60 if leap else 0))]  # fmt: skip
    leg = figure.limb("leg", root, [thigh, 0.85 * thigh, foot], angles)
    stout = float(rng.uniform(0.03, 0.07))
    if rng.random() < 0.6:
        haunch = ellipse(root + 0.4 * thigh * unit(angles[0]), 0.75 * thigh, 0.55 * thigh, angles[0])
        figure.add("leg", haunch, 0.2, depth=3.0, merges=rng.random() < 0.3)
    figure.tube("leg", leg, np.array([1.8, 1.5, 0.9, 0.8, 0.7]) * stout, smooth=2, ends=(0.5, 0.9), depth=2.9)
    for number, name in enumerate(("arm_near", "arm_far")):
        if number and rng.random() < 0.25:
            continue
        start = shoulder + unit(lean + np.pi / 2) * fat * (0.3 + 0.2 * number)
        down = deg(float(rng.uniform(20, 110)))
        arm = float(rng.uniform(0.12, 0.3))
        joints = figure.limb(name, start, [arm, arm * 0.9], [down, down - abs(float(rng.normal(0, 0.6)))])
        w = float(rng.uniform(0.02, 0.05))
        figure.tube(name, joints, [1.3 * w, w, 0.9 * w], smooth=2, ends=(0.5, 1.0), depth=3.5 if number == 0 else 0.8)
    _sitting_tail(figure, kind, hip + np.array([-0.8 * fat, 0.0]))
    if rng.random() < 0.12:
        hand = figure.at("arm_near2")
        r = float(rng.uniform(0.025, 0.07))
        figure.add("other", ellipse(hand, r, 0.8 * r), 0.5, depth=4.0, merges=False)


def _sitting_head(figure: Figure, kind: str, neck: Floats, h: float) -> None:
    rng = figure.rng
    angle = deg(float(rng.uniform(-12, 22)))
    root = figure.place("head", neck + np.array([0.15 * h, -0.2 * h]))
    put = lambda p: framed(np.asarray(p, dtype=np.float64), root, angle)  # noqa: E731
    figure.place("nose", put([(1.1 * h, 0.05 * h)])[0])
    if rng.random() < 0.4:
        shape = ellipse(np.array([0.25 * h, -0.1 * h]), 0.85 * h, 0.7 * h)
    else:
        shape = smooth_closed([(-0.6 * h, 0.35 * h), (-0.55 * h, -0.6 * h), (0.3 * h, -0.75 * h), (1.1 * h, 0.0), (0.7 * h, 0.5 * h), (-0.1 * h, 0.6 * h)], 36, 4)
    figure.add("head", put(shape), np.clip(shape[:, 0] / h, 0, 1), depth=4.0)
    e = float(rng.uniform(0.05, 0.14)) * h
    figure.mark("head", put(ellipse(np.array([0.35 * h, -0.2 * h]), e, e, samples=12)), 0.4, depth=5.0, weight=0.8)
    tall = h * {"rabbit": 1.5, "kangaroo": 0.8, "bear": 0.3}.get(kind, 0.5) * float(rng.uniform(0.8, 1.25))
    for number, x in enumerate((-0.3 * h, 0.0)):
        tilt = float(rng.normal(-0.25, 0.15)) - 0.15 * number
        w = 0.17 * h
        ear = smooth_closed([(-w, 0.1 * h), (-w, -0.6 * tall), (0, -tall), (w, -0.6 * tall), (w, 0.1 * h)], 24, int(rng.integers(0, 4)))
        figure.add("head", put(framed(ear, np.array([x, -0.5 * h]), tilt)), 0.1, depth=3.9 + 0.3 * number, merges=rng.random() < 0.5, weight=0.9)
    if rng.random() < 0.5:
        figure.mark("head", put(curve((0.95 * h, 0.12 * h), (0.65 * h, 0.28 * h), samples=6)), 0.9, closed=False, depth=5.0, weight=0.5)


def _sitting_tail(figure: Figure, kind: str, root: Floats) -> None:
    rng = figure.rng
    n = lambda s: float(rng.normal(0, s))  # noqa: E731
    long, angles, widths = {
        "squirrel": (float(rng.uniform(0.7, 1.1)), (205, 262, 305), (0.3, 1.2, 1.4, 1.1, 0.4)),
        "rabbit": (0.13, (205, 225, 245), (0.8, 1.0, 0.8)),
        "bear": (0.1, (190, 200, 210), (0.8, 1.0, 0.7)),
        "kangaroo": (float(rng.uniform(0.5, 0.8)), (160, 180, 195), (0.9, 0.6, 0.3)),
    }.get(kind, (float(rng.uniform(0.4, 0.9)), (170, 180 + n(25), 200 + n(45)), (0.5, 0.45, 0.4, 0.3)))  # fmt: skip
    joints = figure.limb("tail", root, [long / 3] * 3, [deg(a + n(10)) for a in angles])
    wide = 0.1 if kind in ("squirrel",) else 0.055
    figure.tube("tail", joints, np.array(widths) * wide, ends=(0.5, 1.0), depth=float(rng.choice([1.0, 3.2], p=[0.8, 0.2])))
