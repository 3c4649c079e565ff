# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Monkeys, squirrels, chipmunks that sit with their hands before the chest and a large tail.

The ground is at y = 0.
"""

from __future__ import annotations

import numpy as np

from engine.puppets.figures.flesh import (
    Figure,
    Floats,
    deg,
    ellipse,
    rounded,
    tube,
    unit,
)
from engine.puppets.figures.heads import front_head
from engine.puppets.figures.sitting_poses import side_head


def build_holding(figure: Figure, kind: str) -> None:
    """Fill the figure with an animal that sits upright; `kind`: "monkey", "squirrel" or others."""
    rng = figure.rng
    front = rng.random() < (0.5 if kind == "monkey" else 0.25)
    tall, fat = float(rng.uniform(0.42, 0.62)), float(rng.uniform(0.14, 0.24))
    lean = -0.5 * np.pi if front else deg(float(rng.uniform(-88, -60)))
    lean += float(rng.normal(0, 0.05))
    bow = 0.0 if front else float(rng.uniform(-0.1, 0.45))
    hip = figure.place("hip", np.array([0.0, -0.9 * fat]))
    belly = figure.place("belly", hip + 0.36 * tall * unit(lean - bow))
    shoulder = figure.place("shoulder", belly + 0.34 * tall * unit(lean))
    neck = figure.place("neck", shoulder + 0.2 * tall * unit(lean + 0.3 * bow))
    pear = np.array([0.9, 1.0, 0.85, 0.65, 0.45]) * fat
    trunk = np.stack([hip, belly, shoulder, neck])
    figure.tube("trunk", trunk, pear, ends=(0.95, 0.5), depth=2.0)
    h = float(rng.uniform(0.14, 0.26))
    if front or rng.random() < 0.35:
        front_head(figure, neck, h, turn=float(rng.uniform(0.0, 0.8)), ears=kind)
        nose = figure.at("nose")
        figure.place("nose", np.array([max(float(nose[0]), neck[0] + 0.02), nose[1]]))
    else:
        side_head(figure, kind, neck, h, deg(float(rng.uniform(-15, 20))))
    _arms(figure, shoulder, lean, fat, front)
    _leg(figure, hip, fat, front)
    _tail(figure, kind, np.array([-0.75 * fat, -0.4 * fat]), tall)
    if rng.random() < 0.4:  # a pale belly
        middle = 0.5 * (belly + shoulder) + np.array([0.25 * fat * (not front), 0.0])
        bib = ellipse(middle, 0.5 * fat, 0.3 * tall, lean + np.pi / 2)
        figure.mark("trunk", bib, 0.45, depth=2.4, weight=0.6)


def _arms(figure: Figure, shoulder: Floats, lean: float, fat: float, front: bool) -> None:
    """Add arms whose hands meet before the chest, hang, or hold a nut or a fruit."""
    rng = figure.rng
    arm, w = float(rng.uniform(0.13, 0.22)), float(rng.uniform(0.022, 0.045))
    meets = rng.random() < 0.7
    ahead = unit(lean + np.pi / 2)
    hands = shoulder + ahead * fat * float(rng.uniform(0.4, 1.3) if not front else 0.0)
    hands = hands - unit(lean) * float(rng.uniform(-0.05, 0.14))
    for number, name in enumerate(("arm_near", "arm_far")):
        if number and not front and rng.random() < 0.35:
            continue
        way = (-1.0 if number == 0 else 1.0) if front else 0.0
        out = way * 0.75 * fat if front else fat * (0.15 + 0.35 * number)
        start = shoulder + ahead * out
        if meets:
            hand = hands + ahead * (0.25 * way * fat if front else 0.04 * number)
            elbow = 0.5 * (start + hand) - unit(lean) * arm * float(rng.uniform(0.2, 0.7))
            elbow = elbow + ahead * 0.5 * way * fat
        else:
            a = 0.5 * np.pi - way * float(rng.uniform(0.0, 0.9))
            a -= 0.0 if front else float(rng.uniform(0.0, 1.2))
            elbow = start + arm * unit(a)
            hand = elbow + arm * unit(a - (0.0 if front else float(rng.uniform(0.0, 0.9))))
        joints = np.stack([start, elbow, hand])
        for n, joint in enumerate(joints):
            figure.place(f"{name}{n}", joint)
        depth = 3.5 if number == 0 or front else 0.8
        figure.tube(name, joints, np.array([1.3, 1.0, 1.0]) * w, smooth=2, depth=depth)
    if meets and rng.random() < 0.4:
        _held(figure, hands, ahead)


def _held(figure: Figure, hands: Floats, ahead: Floats) -> None:
    """Put a nut with a cap, or a long fruit, into the hands."""
    rng = figure.rng
    r = float(rng.uniform(0.03, 0.08 if rng.random() < 0.6 else 0.13))
    middle = hands + ahead * r * float(rng.uniform(0.0, 0.9))
    if rng.random() < 0.3:  # a fruit, bent about its middle
        t = np.linspace(-1.0, 1.0, 14)[:, None]
        axis = unit(float(rng.uniform(0.9, 2.2)))
        side = np.array([-axis[1], axis[0]]) * float(rng.choice([-1.0, 1.0]))
        bow = middle + r * (1.6 * t * axis + float(rng.uniform(0.2, 0.9)) * t**2 * side)
        outline, _ = tube(bow, np.array([0.15, 0.4, 0.5, 0.4, 0.15]) * r, (0.5, 0.5))
        figure.add("other", outline, 0.5, depth=4.5, merges=False)
        return
    figure.add("other", ellipse(middle, r, 0.85 * r), 0.5, depth=4.5, merges=False)
    if rng.random() < 0.4:
        cap = ellipse(middle - np.array([0.0, 0.8 * r]), 0.95 * r, 0.4 * r)
        figure.add("other", cap, 0.5, depth=4.6, merges=False)


def _leg(figure: Figure, hip: Floats, fat: float, front: bool) -> None:
    """Add the folded hind leg: haunch and foot; from the front the other counts as trunk."""
    rng = figure.rng
    r = fat * float(rng.uniform(0.5, 0.85))
    x = (0.65 if front else 0.25) * fat
    root = hip + np.array([0.5 * x, 0.1 * fat])
    knee = np.array([x + 0.8 * r, -1.4 * r])
    sole = float(rng.uniform(0.12, 0.22)) * (0.7 if front else 1.0)
    w = float(rng.uniform(0.022, 0.045))
    heel = np.array([x + 0.1 * r, -0.9 * w])
    toe = heel + np.array([sole, 0.0])
    for n, joint in enumerate((root, knee, heel, toe)):
        figure.place(f"leg{n}", joint)
    merges = rng.random() < 0.4
    for way, name in ((1.0, "leg"), (-1.0, "trunk")) if front else ((1.0, "leg"),):
        mirror = np.array([way, 1.0])
        haunch = ellipse(np.array([x, -r]), r, r * float(rng.uniform(0.85, 1.1))) * mirror
        figure.add(name, haunch, 0.3 * (name == "leg"), depth=3.0, merges=merges)
        foot = ellipse(0.5 * (heel + toe), 0.55 * sole, 1.2 * w, samples=20) * mirror
        figure.add(name, foot, 0.85 * (name == "leg"), depth=3.1, merges=merges)


def _tail(figure: Figure, kind: str, root: Floats, tall: float) -> None:
    """Add a tail: a bush that rises behind the back and turns over, or a thin one that curls."""
    rng = figure.rng
    bushy = kind == "squirrel" or (kind not in ("monkey", "bear") and rng.random() < 0.4)
    if kind == "bear":
        return
    first = float(rng.uniform(170, 230))
    if bushy:
        turns = [first, 262 + float(rng.normal(0, 12)), 285 + float(rng.normal(0, 15))]
        turns += [
            float(rng.uniform(150, 260)) if rng.random() < 0.6 else float(rng.uniform(300, 370))
        ]
        long = tall * float(rng.uniform(1.1, 1.9))
        wide = float(rng.uniform(0.05, 0.13)) * np.array([0.4, 0.9, 1.1, 1.2, 1.0, 0.7])
    else:
        curl = float(rng.uniform(20, 110)) * float(rng.choice([-1.0, 1.0]))
        turns = [first + 20 * n + curl * n for n in range(4)]
        long = tall * float(rng.uniform(0.8, 1.8))
        wide = float(rng.uniform(0.012, 0.03)) * np.array([1.2, 1.0, 1.0, 0.9])
    angles = np.interp(np.linspace(0, 3, 60), np.arange(4), [deg(a) for a in turns])
    steps = long / 60 * np.stack([np.cos(angles), np.sin(angles)], 1)
    line = np.concatenate([root[None], root + np.cumsum(steps, axis=0)])
    for n, row in enumerate((0, 20, 40, 60)):
        figure.place(f"tail{n}", line[row])
    line = rounded(line, 40, 2)
    depth = float(rng.choice([1.0, 1.0, 3.2]))
    if not bushy and rng.random() < 0.3:
        figure.mark("tail", line, np.linspace(0, 1, 40), closed=False, depth=1.0)
        return
    outline, along = tube(line, wide, (0.4, 1.0))
    figure.add("tail", outline, along, depth=depth, merges=rng.random() < 0.7)
    if bushy and rng.random() < 0.3:
        inner = line[8:34] + 0.2 * wide[2] * unit(float(rng.uniform(0, 6.3)))
        figure.mark(
            "tail", inner, np.linspace(0.2, 0.85, 26), closed=False, depth=depth + 0.1, weight=0.5
        )
