# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Birds from the side: flying with wings in any place of the beat, and standing on two feet."""

from __future__ import annotations

import numpy as np

from engine.puppets.figures.bird_views import build_front, build_soaring, folded_wing
from engine.puppets.figures.flesh import (
    Figure,
    Floats,
    LocalFrame,
    curve,
    deg,
    ellipse,
    rounded,
    smooth_closed,
    unit,
)
from engine.puppets.figures.small_birds import build_hovering, build_round


def _head(figure: Figure, root: Floats, angle: float, r: float, beak: float) -> None:
    rng = figure.rng
    put = LocalFrame(root, angle)
    centre = np.array([0.75 * r, 0.0])
    figure.add("head", put(ellipse(centre, r, r * float(rng.uniform(0.8, 1.0)))), 0.4, depth=4.0)
    low = float(rng.uniform(-0.1, 0.4)) * r
    tip = (1.7 * r + beak, low)
    figure.place("beak", put([tip])[0])
    bill = smooth_closed(
        [(1.55 * r, -0.35 * r), tip, (1.5 * r, 0.45 * r)], 20, int(rng.integers(0, 2))
    )
    figure.add("head", put(bill), 0.9, depth=4.1, merges=rng.random() < 0.35)
    e = float(rng.uniform(0.08, 0.2)) * r
    figure.mark(
        "head",
        put(ellipse(np.array([r, -0.25 * r]), e, e, samples=12)),
        0.5,
        depth=5.0,
        weight=0.75,
    )
    if rng.random() < 0.15:  # a comb or a crest
        comb = [
            (0.4 * r, -0.8 * r),
            (0.5 * r, -1.5 * r),
            (0.8 * r, -1.1 * r),
            (1.0 * r, -1.5 * r),
            (1.1 * r, -0.8 * r),
        ]
        figure.add(
            "head", put(smooth_closed(comb, 20, 1)), 0.4, depth=3.9, merges=False, weight=0.7
        )


def _body(
    figure: Figure, centre: Floats, angle: float, plump: float, bend: float, widths: list[float]
) -> None:
    d, e = unit(angle), unit(angle - bend)
    back = figure.place("back", centre - 0.48 * unit(angle + bend))
    belly = figure.place("belly", centre - 0.15 * d)
    breast = figure.place("breast", centre + 0.2 * d)
    neck = figure.place("neck", breast + 0.25 * e)
    figure.tube(
        "trunk",
        np.stack([back, belly, breast, neck]),
        plump * np.array(widths),
        ends=(0.6, 0.7),
        depth=2.0,
    )


def _tail(figure: Figure, angle: float, long: float, wide: float) -> None:
    rng = figure.rng
    root = figure.place("tail0", figure.at("back"))
    figure.place("tail1", root + long * unit(angle))
    put = LocalFrame(root, angle)
    kind = str(rng.choice(["fan", "wedge", "fork"]))
    x = -0.25 * long
    points = {
        "fan": [(x, -0.4 * wide), (long, -wide), (1.05 * long, 0.0), (long, wide), (x, 0.4 * wide)],
        "wedge": [(x, -0.5 * wide), (long, -0.5 * wide), (long, 0.5 * wide), (x, 0.5 * wide)],
        "fork": [(x, -0.4 * wide), (long, -wide), (0.7 * long, 0.0), (long, wide), (x, 0.4 * wide)],
    }[kind]
    shape = smooth_closed(points, 36, int(rng.integers(0, 3)))
    figure.add(
        "tail", put(shape), np.clip(shape[:, 0] / long, 0, 1), depth=1.8, merges=rng.random() < 0.75
    )


def _wing(
    figure: Figure,
    name: str,
    root: Floats,
    angles: list[float],
    span: float,
    chord: float,
    back: float,
    depth: float,
) -> None:
    """Add a wing: its leading edge is the chain of bones, feathers are behind it."""
    rng = figure.rng
    joints = figure.limb(name, root, [0.33 * span, 0.35 * span, 0.32 * span], angles)
    lead = rounded(joints, 22, 5)
    s = np.linspace(0, 1, 22)
    foot = root + unit(back) * chord
    bulge = np.sin(np.pi * s) * float(rng.uniform(0.05, 0.45)) * chord
    trail = (
        foot[None] * (1 - s)[:, None] + lead[-1:] * s[:, None] + unit(back)[None] * bulge[:, None]
    )
    if rng.random() < 0.35:  # feathers
        trail = (
            trail
            + unit(back)[None]
            * (np.abs(np.sin(s * np.pi * int(rng.integers(3, 7)))) * 0.12 * chord)[:, None]
            * (1 - s * 0.3)[:, None]
        )
    outline = np.concatenate([lead, trail[-2::-1]])
    figure.add(
        name,
        outline,
        np.concatenate([s, s[-2::-1]]),
        depth=depth,
        merges=rng.random() < 0.5,
        weight=1.0 if depth > 2 else 0.85,
    )
    for _ in range(int(rng.integers(0, 4)) if rng.random() < 0.5 else 0):
        i = int(rng.integers(3, 19))
        ease = np.linspace(0.1, float(rng.uniform(0.5, 0.9)), 8)[:, None]
        figure.mark(
            name,
            lead[i] * (1 - ease) + trail[i] * ease,
            float(s[i]),
            closed=False,
            depth=depth + 0.1,
            weight=0.4,
        )


def build_flying(figure: Figure, kind: str) -> None:
    """Fill the figure with a bird in the air; `kind`: one of the plan's kinds in `FIGURES`."""
    rng = figure.rng
    if kind == "hovering":
        build_hovering(figure)
        return
    if kind != "hummingbird" and rng.random() < 0.15:
        build_soaring(figure)
        return
    pitch = deg(float(rng.uniform(-65, -25) if kind == "hummingbird" else rng.normal(-8, 14)))
    plump = float(rng.uniform(0.1, 0.2))
    _body(
        figure,
        np.zeros(2),
        pitch,
        plump,
        float(rng.normal(0.1, 0.15)),
        [0.3, 0.7, 1.0, 1.0, 0.8, 0.55],
    )
    r = plump * float(rng.uniform(0.55, 0.95))
    beak = r * (
        float(rng.uniform(1.5, 3.0)) if kind == "hummingbird" else float(rng.uniform(0.4, 1.2))
    )
    head = figure.place("head", figure.at("neck"))
    _head(figure, head, 0.3 * pitch + deg(float(rng.normal(5, 12))), r, beak)
    _tail(
        figure,
        pitch + np.pi + deg(float(rng.normal(0, 14))),
        float(rng.uniform(0.18, 0.5)),
        float(rng.uniform(0.05, 0.2)),
    )
    span = float(rng.uniform(0.55, 1.2))
    chord = float(rng.uniform(0.2, 0.45))
    up = float(rng.uniform(-130, -55)) if rng.random() < 0.7 else float(rng.uniform(40, 120))
    for number, name in enumerate(("wing_near", "wing_far")):
        if number and rng.random() < 0.25:
            continue
        spread = deg(up + (0 if number == 0 else float(rng.choice([-40, 0, 45, 75]))))
        fold = deg(float(rng.normal(0, 22)))
        angles = [spread, spread + fold, spread + 1.6 * fold]
        root = (
            figure.at("breast") * 0.6
            + figure.at("belly") * 0.4
            + unit(pitch - np.pi / 2) * plump * 0.35
        )
        root = root + (unit(pitch) * 0.06 if number else 0.0)
        _wing(
            figure,
            name,
            root,
            angles,
            span * (1.0 if number == 0 else 0.92),
            chord,
            pitch + np.pi,
            3.0 if number == 0 else 0.5,
        )
    if rng.random() < 0.25:
        at = figure.at("belly") + unit(pitch + np.pi / 2) * 0.9 * plump
        figure.mark(
            "trunk",
            curve(tuple(at), tuple(at + unit(pitch + 2.6) * 0.12), samples=6),
            0.3,
            closed=False,
            depth=1.0,
            weight=0.5,
        )


def build_standing(figure: Figure, kind: str) -> None:
    """Fill the figure with a bird on its feet; `kind`: one of the plan's kinds in `FIGURES`."""
    rng = figure.rng
    if kind == "chick" or (kind == "penguin" and rng.random() < 0.4):
        build_round(figure, slim=1.7 if kind == "penguin" else 1.0)
        return
    if kind == "owl" or (kind != "stork" and rng.random() < 0.12):
        build_front(figure)
        return
    upright = kind == "penguin"
    lean = deg(float(rng.uniform(-95, -70)) if upright else float(rng.uniform(-50, -5)))
    plump = float(rng.uniform(0.2, 0.34) if not upright else rng.uniform(0.2, 0.3))
    bend = float(rng.uniform(-0.1, 0.7)) if not upright else float(rng.normal(0, 0.1))
    _body(figure, np.zeros(2), lean, plump, bend, [0.45, 0.95, 1.05, 0.95, 0.65, 0.5])
    r = plump * float(rng.uniform(0.45, 0.8))
    neck = figure.at("neck")
    long = (
        float(rng.uniform(0.0, 0.1))
        if kind in ("chicken", "penguin")
        else float(rng.uniform(0.0, 0.5))
    )
    head = figure.place("head", neck + long * unit(lean - bend - 0.5 * (lean + np.pi / 2)))
    if long > 0.05:
        stalk = figure.tube(
            "trunk",
            np.stack([figure.at("breast"), neck, head]),
            np.array([0.7, 0.5, 0.45]) * r,
            depth=2.2,
        )
        stalk.along = 0.65 + 0.35 * stalk.along
    _head(figure, head, deg(float(rng.normal(0, 12))), r, r * float(rng.uniform(0.4, 1.4)))
    _tail(
        figure,
        lean + np.pi + deg(float(rng.normal(0, 20))) + (0.5 if not upright else -0.3),
        float(rng.uniform(0.08, 0.4)),
        float(rng.uniform(0.05, 0.16)),
    )
    side = unit(lean - np.pi / 2)
    for number, name in enumerate(("wing_near", "wing_far")):
        if number and rng.random() < (0.3 if upright else 0.75):
            continue
        if not upright and rng.random() < 0.6:
            folded_wing(figure, name, lean, plump, 3.0 if number == 0 else 0.5)
        else:
            _closed_wing(figure, name, number, lean, plump, side, upright)
    leg = float(rng.uniform(0.05, 0.3)) * (2.0 if kind == "stork" else 0.5 if upright else 1.0)
    _feet(figure, leg, plump, lean, upright)


def _closed_wing(
    figure: Figure, name: str, number: int, lean: float, plump: float, side: Floats, upright: bool
) -> None:
    rng = figure.rng
    shoulder = figure.at("breast")
    if upright:  # a flipper on either side
        way = 1.0 if number == 0 else -1.0
        root = shoulder + side * plump * 0.8 * -way
        angle = lean + np.pi + way * deg(float(rng.uniform(-35, 30)))
        long, wide = float(rng.uniform(0.3, 0.5)), float(rng.uniform(0.04, 0.08))
    else:
        root = shoulder + side * plump * float(rng.uniform(-0.2, 0.5)) * (1 if number == 0 else 1.3)
        angle = lean + np.pi + deg(float(rng.normal(-5, 15)))
        long, wide = float(rng.uniform(0.3, 0.55)), float(rng.uniform(0.08, 0.18))
        if rng.random() < 0.2:
            angle -= deg(float(rng.uniform(-90, -30)))  # spread
    figure.place(f"{name}0", root)
    figure.place(f"{name}1", root + long * unit(angle))
    shape = smooth_closed(
        [
            (-0.1 * long, 0),
            (0.1 * long, -wide),
            (0.6 * long, -0.9 * wide),
            (long, 0.2 * wide),
            (0.5 * long, wide),
            (0.05 * long, 0.8 * wide),
        ],
        36,
        2,
    )
    figure.add(
        name,
        LocalFrame(root, angle)(shape),
        np.clip(shape[:, 0] / long, 0, 1),
        depth=3.0 if number == 0 else 0.5,
        merges=rng.random() < 0.3,
        weight=0.9,
    )


def _feet(figure: Figure, leg: float, plump: float, lean: float, upright: bool) -> None:
    rng = figure.rng
    base = figure.at("belly")
    stance = float(rng.uniform(0.0, 0.7)) * plump
    line = rng.random() < 0.5
    for number, name in enumerate(("leg_near", "leg_far")):
        if number and rng.random() < 0.1:
            continue
        way = 1.0 if number == 0 else -1.0
        root = base + np.array([way * stance * 0.5 + 0.05, 0.8 * plump])
        step = way * float(rng.uniform(0, 0.3)) * leg
        ankle = root + np.array([step, 0.15 * plump + leg])
        toe = ankle + np.array([float(rng.uniform(0.06, 0.16)), float(rng.uniform(-0.01, 0.03))])
        for k, point in enumerate((root, ankle, toe)):
            figure.place(f"{name}{k}", point)
        depth = 1.5 if number == 0 else 0.4
        if line:
            figure.mark(
                name,
                rounded(np.stack([root, ankle, toe]), 14, 0),
                np.linspace(0, 1, 14),
                closed=False,
                depth=depth,
            )
            if rng.random() < 0.6:
                figure.mark(
                    name,
                    np.linspace(ankle, ankle + np.array([-0.05, 0.01]), 4),
                    0.7,
                    closed=False,
                    depth=depth,
                    weight=0.7,
                )
        else:
            w = float(rng.uniform(0.015, 0.04))
            figure.tube(
                name,
                np.stack([root, ankle, toe]),
                [w, w, w * 1.2],
                smooth=1,
                ends=(0.3, 0.9),
                depth=depth,
            )
