# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Birds from the front and from below: owls, penguins, gulls that soar; folded wings."""

from __future__ import annotations

import numpy as np

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


def folded_wing(figure: Figure, name: str, lean: float, plump: float, depth: float) -> None:
    """Add a wing that lies on the body, from the shoulder to the root of the tail or beyond."""
    rng = figure.rng
    up = unit(lean - np.pi / 2)
    root = figure.at("breast") + up * plump * float(rng.uniform(-0.1, 0.4))
    reach = float(rng.uniform(-0.1, 0.25))
    tip = figure.at("back") - reach * unit(lean) + up * plump * float(rng.uniform(-0.1, 0.3))
    figure.place(f"{name}0", root)
    figure.place(f"{name}1", tip)
    long = float(np.linalg.norm(tip - root))
    put = LocalFrame(root, float(np.arctan2(*(tip - root)[::-1])))
    high, low = (float(rng.uniform(*x)) * plump for x in ((0.1, 0.4), (0.4, 0.9)))
    shape = smooth_closed(  # the wing points backwards, so its lower edge has negative y
        [
            (-0.1 * long, 0.0),
            (0.2 * long, high),
            (0.7 * long, 0.6 * high),
            (long, 0.0),
            (0.65 * long, -0.5 * low),
            (0.3 * long, -low),
            (-0.02 * long, -0.6 * low),
        ],
        40,
        int(rng.integers(1, 4)),
    )
    along = np.clip(shape[:, 0] / long, 0, 1)
    open_front = rng.random() < 0.2
    if open_front:  # only the lower edge is drawn
        keep = np.flatnonzero(shape[:, 1] <= 0.1 * high)
        order = keep[np.argsort(shape[keep, 0])]
        figure.mark(name, put(shape[order]), along[order], closed=False, depth=depth, weight=0.95)
    else:
        figure.add(name, put(shape), along, depth=depth, merges=False, weight=0.95)
    for _ in range(int(rng.integers(1, 4)) if rng.random() < 0.35 else 0):
        x, y = float(rng.uniform(0.3, 0.6)) * long, -float(rng.uniform(0.1, 0.5)) * low
        feather = curve((x, y), (x + 0.15 * long, y - 0.02), (x + 0.3 * long, 0.4 * y), samples=7)
        figure.mark(
            name, put(feather), x / long + 0.15, closed=False, depth=depth + 0.5, weight=0.4
        )


def build_front(figure: Figure) -> None:
    """Fill the figure with a bird that stands and faces the viewer."""
    rng = figure.rng
    wide, tall = float(rng.uniform(0.16, 0.34)), float(rng.uniform(0.6, 0.8))
    tilt = float(rng.normal(0, 0.05))
    for name, y in (("back", 0.42), ("belly", 0.15), ("breast", -0.2), ("neck", -0.4)):
        figure.place(name, np.array([0.0, y * tall]))
    trunk = np.stack([figure.at(n) for n in ("back", "belly", "breast", "neck")])
    widths = np.array([0.55, 1.0, 0.9, float(rng.uniform(0.5, 0.8))])
    flesh = figure.tube("trunk", trunk, wide * widths, ends=(0.6, 0.6), depth=2.0)
    for _ in range(3):  # no corners at the joints
        p = flesh.points
        flesh.points = 0.25 * np.roll(p, 1, 0) + 0.5 * p + 0.25 * np.roll(p, -1, 0)
    if rng.random() < 0.4:
        bib = ellipse(0.5 * (trunk[1] + trunk[2]), 0.6 * wide, 0.36 * tall)
        figure.mark("trunk", bib, 0.5, depth=2.5, weight=0.7)
    _front_head(figure, wide * float(rng.uniform(0.65, 1.1)), tilt)
    _tail_below(figure, wide)
    flap = rng.random() < 0.4
    for way, name in ((-1.0, "wing_near"), (1.0, "wing_far")):
        _side_wing(figure, name, way, wide, tall, flap)
    _front_feet(figure, wide, tall)


def _front_head(figure: Figure, r: float, tilt: float) -> None:
    rng = figure.rng
    root = figure.place("head", figure.at("neck"))
    put = LocalFrame(root + np.array([0.0, -0.5 * r]), tilt)
    ry = r * float(rng.uniform(0.8, 1.0))
    figure.add("head", put(ellipse(np.zeros(2), r, ry)), 0.4, depth=4.0, merges=rng.random() < 0.7)
    turned = 0.3 if rng.random() < 0.6 else 0.9  # some look to the side
    side, b = float(rng.uniform(0.02, turned)) * r, r * float(rng.uniform(0.15, 0.35))
    tip = (side, 0.1 * r + b)
    figure.place("beak", put([tip])[0])
    bill = smooth_closed([(side - 0.7 * b, 0.05 * r), (side + 0.7 * b, 0.05 * r), tip], 18, 0)
    figure.add("head", put(bill), 0.9, depth=4.3, merges=False)
    e, apart = r * float(rng.uniform(0.08, 0.35)), r * float(rng.uniform(0.35, 0.5))
    for way in (-1.0, 1.0):
        eye = np.array([0.7 * side + way * apart, -0.15 * r])
        figure.mark("head", put(ellipse(eye, e, e, samples=16)), 0.5, depth=5.0, weight=0.8)
        if e > 0.18 * r:
            pupil = ellipse(eye, 0.4 * e, 0.4 * e, samples=10)
            figure.mark("head", put(pupil), 0.5, depth=5.0, weight=0.6)
    if rng.random() < 0.4:  # an owl's tufts
        for way in (-1.0, 1.0):
            tuft = [(way * 0.9 * r, -0.4 * ry), (way * 0.95 * r, -1.25 * ry)]
            tuft.append((way * 0.4 * r, -0.85 * ry))
            figure.add(
                "head", put(smooth_closed(tuft, 18, 0)), 0.2, depth=3.9, merges=rng.random() < 0.7
            )


def _tail_below(figure: Figure, wide: float) -> None:
    rng = figure.rng
    root = figure.place("tail0", figure.at("back"))
    long, w = float(rng.uniform(0.12, 0.25)), float(rng.uniform(0.2, 0.5)) * wide
    tip = figure.place("tail1", root + np.array([-float(rng.uniform(0.01, 0.1)), long]))
    put = LocalFrame(root, float(np.arctan2(*(tip - root)[::-1])))
    shape = smooth_closed([(-0.02, -w), (long, -0.8 * w), (long, 0.8 * w), (-0.02, w)], 24, 1)
    along = np.clip(shape[:, 0] / long, 0, 1)
    figure.add("tail", put(shape), along, depth=1.0, weight=0.8)


def _side_wing(figure: Figure, name: str, way: float, wide: float, tall: float, flap: bool) -> None:
    """Add a wing at one side of the body, hanging or spread."""
    rng = figure.rng
    root = np.array([way * 0.75 * wide, -0.25 * tall])
    out = float(rng.uniform(30, 130)) if flap else float(rng.uniform(-8, 25))
    angle = deg(90 - way * out)
    long, w = tall * float(rng.uniform(0.45, 0.7)), wide * float(rng.uniform(0.2, 0.35))
    figure.place(f"{name}0", root)
    figure.place(f"{name}1", root + long * unit(angle))
    edge = [(-0.08 * long, 0.0), (0.2 * long, -w), (0.7 * long, -0.8 * w), (long, 0.0)]
    shape = smooth_closed([*edge, (0.7 * long, 0.7 * w), (0.2 * long, w)], 34, 2)
    figure.add(
        name,
        LocalFrame(root, angle)(shape),
        np.clip(shape[:, 0] / long, 0, 1),
        depth=float(rng.choice([3.0, 1.0])) if not flap else 1.0,
        merges=rng.random() < 0.3,
        weight=0.9,
    )


def _front_feet(figure: Figure, wide: float, tall: float) -> None:
    rng = figure.rng
    leg, line = float(rng.uniform(0.0, 0.25)), rng.random() < 0.4
    for way, name in ((-1.0, "leg_near"), (1.0, "leg_far")):
        root = np.array([way * 0.4 * wide, 0.48 * tall])
        ankle = root + np.array([way * 0.02, 0.04 + leg])
        toe = ankle + np.array([way * float(rng.uniform(0.02, 0.1)), 0.03])
        for k, joint in enumerate((root, ankle, toe)):
            figure.place(f"{name}{k}", joint)
        if leg > 0.06:
            stalk = rounded(np.stack([root, ankle]), 8, 0)
            figure.mark(name, stalk, np.linspace(0, 0.5, 8), closed=False, depth=1.5)
        if line:
            for spread in (-1.0, 0.0, 1.0):
                end = ankle + np.array([0.06 * spread, 0.05])
                ray = np.linspace(ankle, end, 4)
                figure.mark(name, ray, 0.9, closed=False, depth=3.0, weight=0.9)
        else:
            foot = ellipse(0.5 * (ankle + toe), 0.07, float(rng.uniform(0.02, 0.04)), samples=18)
            figure.add(name, foot, 0.85, depth=float(rng.choice([1.0, 3.0])), merges=False)


def build_soaring(figure: Figure) -> None:
    """Fill the figure with a bird from below or above, both wings spread."""
    rng = figure.rng
    pitch = deg(float(rng.uniform(-80, 20)))
    d, side = unit(pitch), unit(pitch + np.pi / 2)
    plump = float(rng.uniform(0.06, 0.13))
    for name, x in (("back", -0.3), ("belly", -0.08), ("breast", 0.15), ("neck", 0.3)):
        figure.place(name, x * d)
    trunk = np.stack([figure.at(n) for n in ("back", "belly", "breast", "neck")])
    figure.tube("trunk", trunk, plump * np.array([0.6, 1.0, 1.0, 0.6]), ends=(0.6, 0.6), depth=2.0)
    r = plump * float(rng.uniform(0.6, 0.95))
    root = figure.place("head", figure.at("neck"))
    put = LocalFrame(root, pitch)
    figure.add("head", put(ellipse(np.array([0.6 * r, 0.0]), r, 0.85 * r)), 0.4, depth=4.0)
    beak = 1.5 * r + r * float(rng.uniform(0.3, 1.0))
    figure.place("beak", put([(beak, 0.0)])[0])
    bill = smooth_closed([(1.4 * r, -0.35 * r), (beak, 0.0), (1.4 * r, 0.35 * r)], 18, 0)
    figure.add("head", put(bill), 0.9, depth=4.1, merges=rng.random() < 0.6)
    tail = figure.place("tail0", figure.at("back"))
    long, w = float(rng.uniform(0.12, 0.3)), float(rng.uniform(0.06, 0.15))
    figure.place("tail1", tail - long * d)
    corners = [(-0.03, -0.3 * w), (long, -w), (long * float(rng.uniform(0.7, 1.1)), 0.0)]
    fan = smooth_closed([*corners, (long, w), (-0.03, 0.3 * w)], 30, int(rng.integers(0, 3)))
    along = np.clip(fan[:, 0] / long, 0, 1)
    figure.add("tail", LocalFrame(tail, pitch + np.pi)(fan), along, depth=1.8)
    bend, sweep = float(rng.uniform(-0.2, 0.6)), float(rng.uniform(-0.5, 0.4))
    span, chord = float(rng.uniform(0.5, 0.85)), float(rng.uniform(0.18, 0.34))
    for way, name in ((-1.0, "wing_near"), (1.0, "wing_far")):
        out = pitch + way * (np.pi / 2 + sweep)
        angles = [out - way * 0.5 * bend, out + way * 0.5 * bend, out + way * bend]
        start = 0.12 * d + way * side * 0.5 * plump
        _spread_wing(figure, name, start, angles, span, chord, d)


def _spread_wing(
    figure: Figure,
    name: str,
    root: Floats,
    angles: list[float],
    span: float,
    chord: float,
    forward: Floats,
) -> None:
    rng = figure.rng
    joints = figure.limb(name, root, [0.33 * span, 0.35 * span, 0.32 * span], angles)
    s = np.linspace(0, 1, 20)
    lead = rounded(joints, 20, 5)
    width = chord * (1.0 - s) ** float(rng.uniform(0.3, 0.9))
    teeth = int(rng.integers(3, 7)) if rng.random() < 0.3 else 0
    width = width * (1.0 + 0.15 * np.abs(np.sin(np.pi * teeth * s)))
    trail = lead - forward * width[:, None]
    outline = np.concatenate([lead, trail[-2::-1]])
    along = np.concatenate([s, s[-2::-1]])
    figure.add(name, outline, along, depth=1.9, merges=rng.random() < 0.85)
