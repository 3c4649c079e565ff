# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Animals on their haunches with the forefeet on the ground, from the side and the front; frogs.

The ground is at y = 0.
"""

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
from engine.puppets.figures.heads import front_head


def _trunk(figure: Figure, lean: float, long: float, fat: float, bow: float) -> None:
    """Add a trunk whose lower end rests on the ground, and its joints."""
    rng = figure.rng
    hip = figure.place("hip", np.array([0.0, -0.95 * fat]))
    belly = figure.place("belly", hip + 0.4 * long * unit(lean - bow))
    shoulder = figure.place("shoulder", belly + 0.38 * long * unit(lean))
    neck = figure.place("neck", shoulder + 0.22 * long * unit(lean + 0.2))
    figure.tube(
        "trunk",
        np.stack([hip, belly, shoulder, neck]),
        fat * np.array([0.95, 1.0, 0.85, 0.7, 0.5]) * float(rng.uniform(0.9, 1.1)),
        ends=(0.95, 0.5),
        depth=2.0,
    )


def _foreleg(
    figure: Figure, name: str, start: Floats, foot: Floats, w: float, depth: float
) -> None:
    """Add a foreleg from the shoulder to the ground."""
    rng = figure.rng
    elbow = 0.5 * (start + foot) + np.array([float(rng.normal(-0.01, 0.015)), 0.0])
    joints = np.stack([start, elbow, foot])
    for number, joint in enumerate(joints):
        figure.place(f"{name}{number}", joint)
    toe = foot + np.array([float(rng.uniform(0.0, 2.5)) * w, 0.0])
    figure.tube(
        name,
        np.stack([*joints, toe]),
        np.array([1.4, 1.1, 0.95, 0.9, 0.8]) * w,
        smooth=2,
        ends=(0.5, 0.9),
        depth=depth,
        merges=rng.random() < 0.6,
    )


def _hind_leg(figure: Figure, root: Floats, thigh: float, foot: float, w: float) -> None:
    """Add a folded hind leg: a haunch, a foot flat on the ground."""
    rng = figure.rng
    knee = root + thigh * unit(deg(float(rng.uniform(-35, 15))))
    heel = np.array([root[0] + float(rng.uniform(-0.05, 0.1)), -0.9 * w])
    toe = heel + np.array([foot, 0.0])
    joints = np.stack([root, knee, heel, toe])
    for number, joint in enumerate(joints):
        figure.place(f"leg{number}", joint)
    middle = 0.5 * (root + knee) + np.array([0.0, 0.1 * thigh])
    rx = thigh * float(rng.uniform(0.7, 0.95))
    haunch = ellipse(middle, rx, min(rx, -middle[1]) * float(rng.uniform(0.8, 1.0)))
    figure.add("leg", haunch, 0.25, depth=3.0, merges=rng.random() < 0.3)
    sole = figure.tube(
        "leg",
        np.stack([heel, toe]),
        np.array([1.0, 1.1, 0.9]) * w,
        ends=(0.9, 0.9),
        depth=2.9,
        merges=rng.random() < 0.6,
    )
    sole.along = 0.67 + 0.33 * sole.along


def _tail(figure: Figure, kind: str, root: Floats, fat: float) -> None:
    """Add a tail: a tuft, one behind, one that lies round the feet."""
    rng = figure.rng
    long = float(rng.uniform(0.4, 0.8))
    widths: tuple[float, ...]
    if kind in ("rabbit", "bear"):
        long = float(rng.uniform(0.08, 0.16))
        way, widths = (200.0, 220.0, 240.0), (0.9, 1.1, 0.8)
    elif kind == "squirrel":
        way, widths = (200.0, 265.0, 310.0), (0.6, 1.8, 2.2, 1.4)
    else:
        style = int(rng.integers(3))
        way = ((175.0, 185.0, 220.0), (165.0, 250.0, 280.0), (125.0, 15.0, 0.0))[style]
        widths = (0.8, 0.7, 0.65, 0.5)
    angles = [deg(a + float(rng.normal(0, 10))) for a in way]
    joints = figure.limb("tail", root, [long / 3] * 3, angles)
    figure.tube(
        "tail",
        joints,
        np.array(widths) * float(rng.uniform(0.03, 0.055)),
        ends=(0.5, 1.0),
        depth=3.3 if way[1] == 15.0 else 1.0,
    )


def side_head(figure: Figure, kind: str, root: Floats, h: float, angle: float) -> None:
    """Add a head from the side about the joint "head" at `root`; h: its radius."""
    rng = figure.rng
    put = LocalFrame(root, angle)
    figure.place("head", root)
    muzzle = {"dog": 1.5, "cat": 1.0, "rabbit": 1.05, "frog": 1.25}.get(kind, 1.1)
    nose = muzzle * h * float(rng.uniform(0.95, 1.15))
    figure.place("nose", put([(nose, 0.1 * h)])[0])
    corners = [
        (-0.6 * h, 0.45 * h),
        (-0.65 * h, -0.5 * h),
        (0.2 * h, -0.85 * h),
        (0.65 * h, -0.45 * h),
        (nose, -0.05 * h),
        (0.95 * nose, 0.35 * h),
        (0.1 * h, 0.65 * h),
    ]
    shape = smooth_closed(corners, 40, int(rng.integers(2, 5)))
    figure.add("head", put(shape), np.clip(shape[:, 0] / nose, 0, 1), depth=4.0)
    e = h * float(rng.uniform(0.06, 0.14))
    eye = np.array([0.3 * h, -0.25 * h])
    if kind == "frog":
        eye, e = np.array([0.2 * h, -0.85 * h]), h * float(rng.uniform(0.2, 0.34))
        figure.add("head", put(ellipse(eye, e, e, samples=18)), 0.4, depth=4.2)
        figure.mark("head", put(ellipse(eye, 0.4 * e, 0.4 * e, samples=10)), 0.4, depth=5.0)
        mouth = curve((0.97 * nose, 0.15 * h), (0.4 * h, 0.35 * h), (-0.2 * h, 0.2 * h), samples=10)
        figure.mark("head", put(mouth), 0.7, closed=False, depth=5.0, weight=0.8)
        return
    figure.mark("head", put(ellipse(eye, e, e, samples=12)), 0.4, depth=5.0, weight=0.8)
    if rng.random() < 0.5:
        mouth = curve((0.95 * nose, 0.25 * h), (0.5 * h, 0.4 * h), samples=6)
        figure.mark("head", put(mouth), 0.8, closed=False, depth=5.0, weight=0.5)
    _side_ears(figure, kind, put, h)


def _side_ears(figure: Figure, kind: str, put: LocalFrame, h: float) -> None:
    rng = figure.rng
    tall = h * {"rabbit": 1.7, "cat": 0.6, "bear": 0.35}.get(kind, 0.55)
    tall *= float(rng.uniform(0.8, 1.2))
    flop = kind == "dog" and rng.random() < 0.6
    lean = float(rng.choice([-0.2, -1.0])) if kind == "rabbit" else -0.15
    for x in (-0.35 * h, 0.05 * h):
        w = h * (0.18 if kind == "rabbit" else 0.25)
        corners = [(-w, 0.25 * h), (0.0, -tall), (w, 0.25 * h)]
        if kind in ("rabbit", "bear", "mouse"):
            corners[1:2] = [(-0.9 * w, -0.5 * tall), (0.0, -tall), (0.9 * w, -0.5 * tall)]
        ear = smooth_closed(corners, 22, int(rng.integers(1, 4)))
        tilt = float(rng.normal(lean, 0.12)) + (2.9 if flop else 0.0)
        figure.add(
            "head",
            put(LocalFrame(np.array([x, -0.6 * h]), tilt)(ear)),
            0.15,
            depth=4.3 if flop else 3.9,
            merges=rng.random() < 0.5,
            weight=0.9,
        )
        if flop:
            break


def build_side(figure: Figure, kind: str) -> None:
    """Fill the figure with an animal that sits or crouches, its forefeet on the ground."""
    rng = figure.rng
    low = kind == "frog" or (kind in ("rabbit", "mouse") and rng.random() < 0.7)
    lean = deg(float(rng.uniform(-38, -8) if low else rng.uniform(-78, -48)))
    long, fat = float(rng.uniform(0.42, 0.62)), float(rng.uniform(0.14, 0.21))
    fat *= 1.2 if low and kind != "frog" else 1.0
    _trunk(figure, lean, long, fat, float(rng.uniform(0.0, 0.5)))
    h = float(rng.uniform(0.12, 0.19)) * (1.1 if kind == "frog" else 1.0)
    neck = figure.at("neck")
    if kind != "frog" and rng.random() < 0.3:
        front_head(figure, neck, h, turn=float(rng.uniform(0.0, 0.7)), ears=kind)
    else:
        side_head(figure, kind, neck, h, deg(float(rng.uniform(-15, 20))))
    shoulder, w = figure.at("shoulder"), float(rng.uniform(0.022, 0.045))
    for number, name in enumerate(("arm_near", "arm_far")):
        if number and rng.random() < 0.2:
            continue
        forward = unit(lean + np.pi / 2) * fat * float(rng.uniform(0.1, 0.6))
        start = shoulder + forward + np.array([0.05 * number, 0.0])
        foot = np.array([start[0] + float(rng.normal(0.03 + 0.06 * number, 0.03)), -0.9 * w])
        _foreleg(figure, name, start, foot, w, 3.5 if number == 0 else 0.8)
    root = figure.at("hip") + np.array([0.05, 0.0])
    thigh = float(rng.uniform(0.15, 0.26)) * (1.15 if kind == "frog" else 1.0)
    sole = float(rng.uniform(0.12, 0.24)) * (1.2 if kind in ("frog", "rabbit") else 1.0)
    _hind_leg(figure, root, thigh, sole, w)
    if kind != "frog":
        _tail(figure, kind, np.array([-0.85 * fat, -0.6 * fat]), fat)


def build_front(figure: Figure, kind: str) -> None:
    """Fill the figure with an animal that sits and faces the viewer."""
    rng = figure.rng
    long, fat = float(rng.uniform(0.4, 0.6)), float(rng.uniform(0.16, 0.24))
    _trunk(figure, deg(-90 + float(rng.normal(0, 5))), long, fat, 0.0)
    turn = float(rng.uniform(0.0, 0.5)) if rng.random() < 0.6 else 0.0
    front_head(
        figure,
        figure.at("neck") + np.array([0.02, 0.0]),
        float(rng.uniform(0.14, 0.22)),
        turn=turn,
        tilt=float(rng.normal(0, 0.08)),
        ears=kind,
    )
    nose = figure.at("nose")
    figure.place("nose", np.array([max(float(nose[0]), 0.02), nose[1]]))  # figures face right
    shoulder, w = figure.at("shoulder"), float(rng.uniform(0.028, 0.05))
    wide = float(rng.uniform(0.25, 0.55)) * fat
    for way, name in ((-1.0, "arm_near"), (1.0, "arm_far")):
        start = shoulder + np.array([way * 1.1 * wide, 0.05])
        foot = np.array([way * wide * float(rng.uniform(0.6, 1.2)), -0.9 * w])
        _foreleg(figure, name, start, foot, w, 3.5)
    _front_haunches(figure, fat, w)
    if rng.random() < 0.6:
        _tail(figure, kind, np.array([-0.8 * fat, -0.5 * fat]), fat)


def _front_haunches(figure: Figure, fat: float, w: float) -> None:
    """Add both haunches and feet; the plan has one hind leg, the other counts as trunk."""
    rng = figure.rng
    r = fat * float(rng.uniform(0.5, 0.75))
    out, depth = float(rng.uniform(0.75, 1.1)) * fat, float(rng.choice([1.5, 3.0]))
    root, heel = np.array([0.6 * out, -1.1 * r]), np.array([0.9 * out, -0.9 * w])
    joints = (root, np.array([out + 0.4 * r, -1.2 * r]), heel, heel + np.array([0.12, 0.0]))
    for number, joint in enumerate(joints):
        figure.place(f"leg{number}", joint)
    for way, name in ((1.0, "leg"), (-1.0, "trunk")):
        mirror = np.array([way, 1.0])
        along = (0.3, 0.85) if name == "leg" else (0.0, 0.0)
        haunch = ellipse(np.array([out, -r]) * mirror, r, r)
        figure.add(name, haunch, along[0], depth=depth, merges=rng.random() < 0.6)
        foot = ellipse((heel + np.array([0.05, 0.0])) * mirror, 0.09, 1.2 * w, samples=20)
        figure.add(name, foot, along[1], depth=3.2, merges=rng.random() < 0.4, weight=0.9)
