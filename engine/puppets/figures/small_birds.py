# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Chicks and other round birds turned towards the viewer, and hummingbirds that hover."""

from __future__ import annotations

import numpy as np

from engine.puppets.figures.flesh import (
    Figure,
    Floats,
    LocalFrame,
    deg,
    ellipse,
    rounded,
    smooth_closed,
    unit,
)
from engine.puppets.figures.limbs import along_line


def build_round(figure: Figure, slim: float = 1.0) -> None:
    """Fill the figure with a bird like an egg that stands, straight on or three-quarters.

    slim: how much taller than a chick it is.
    """
    rng = figure.rng
    turn = float(rng.uniform(0.0, 1.0)) if rng.random() < 0.7 else 0.0
    wide = float(rng.uniform(0.24, 0.4))
    high = wide * float(rng.uniform(0.8, 1.5)) * slim
    lean = -0.5 * np.pi + 0.35 * turn * float(rng.uniform(0.0, 1.0))
    up, out = unit(lean), unit(lean + np.pi / 2)
    for name, y in (("back", -0.7), ("belly", -0.2), ("breast", 0.35), ("neck", 0.75)):
        figure.place(name, y * high * up)
    body = ellipse(np.zeros(2), wide, high, lean + np.pi / 2, samples=44)
    along = along_line(body, figure.at("back"), figure.at("neck"))
    one = rng.random() < 0.5  # body and head have one outline
    figure.add("trunk", body, along, depth=2.0)
    r = wide * float(rng.uniform(0.55, 1.05))
    _head(figure, r, turn, merges=one)
    _tail(figure, wide, turn)
    for way, name in ((-1.0, "wing_near"), (1.0, "wing_far")):
        if rng.random() < 0.15 or (way > 0 and turn > 0.5 and rng.random() < 0.6):
            continue
        side = 0.85 - 0.5 * turn if way < 0 else 0.9
        _wing(figure, name, out * way * side * wide + 0.2 * high * up, way, wide, turn)
    _feet(figure, wide, high, turn)


def _head(figure: Figure, r: float, turn: float, *, merges: bool) -> None:
    rng = figure.rng
    root = figure.place("head", figure.at("neck"))
    put = LocalFrame(root + np.array([0.15 * turn * r, -0.45 * r]), float(rng.normal(0, 0.08)))
    ry = r * float(rng.uniform(0.85, 1.0))
    figure.add("head", put(ellipse(np.zeros(2), r, ry, samples=36)), 0.4, depth=4.0, merges=merges)
    b, x = r * float(rng.uniform(0.12, 0.32)), 0.85 * turn * r
    tip = np.array([x + 0.9 * turn * b + 0.02 * r, 0.15 * r + b * (1.0 - 0.7 * turn)])
    base = [(x - 0.8 * b * (1 - turn), 0.1 * r - 0.5 * b * turn), tuple(tip)]
    base.append((x + 0.8 * b * (1 - turn), 0.1 * r + 0.6 * b * turn))
    figure.place("beak", put(tip[None])[0])
    bill = put(smooth_closed([(float(p), float(q)) for p, q in base], 18, int(rng.integers(0, 2))))
    figure.add("head", bill, 0.9, depth=4.3, merges=False)
    e, apart = r * float(rng.uniform(0.06, 0.2)), r * float(rng.uniform(0.3, 0.55))
    for way in (-1.0, 1.0) if turn < 0.75 else (-0.6,):
        eye = np.array([0.6 * x + way * apart * (1 - 0.4 * turn), -0.12 * r])
        figure.mark("head", put(ellipse(eye, e, e, samples=14)), 0.5, depth=5.0, weight=0.85)
    for k in range(int(rng.integers(1, 4)) if rng.random() < 0.4 else 0):  # a tuft
        hair = np.array([(0.1 * k * r, -0.95 * ry), ((0.25 * k - 0.1) * r, -1.35 * ry)])
        line = np.linspace(hair[0], hair[1], 5)
        figure.mark("head", put(line), 0.3, closed=False, depth=5.0, weight=0.7)


def _tail(figure: Figure, wide: float, turn: float) -> None:
    rng = figure.rng
    root = figure.place("tail0", figure.at("back"))
    away = unit(np.pi * (1.0 - 0.15 * rng.random()) if turn > 0.3 else 0.55 * np.pi)
    long = wide * float(rng.uniform(0.3, 0.6)) + 0.6 * wide * (turn > 0.3)
    tip = figure.place("tail1", root + long * away)
    if rng.random() < 0.35:
        return
    w = wide * float(rng.uniform(0.12, 0.3))
    put = LocalFrame(root, float(np.arctan2(*(tip - root)[::-1])))
    shape = smooth_closed([(-0.02, -w), (long, -0.4 * w), (long, 0.5 * w), (-0.02, w)], 24, 1)
    along = np.clip(shape[:, 0] / long, 0, 1)
    figure.add("tail", put(shape), along, depth=1.0, weight=0.8)


def _wing(figure: Figure, name: str, root: Floats, way: float, wide: float, turn: float) -> None:
    """Add a small wing that hangs at a side, lies on the flank, or is lifted."""
    rng = figure.rng
    lifted = rng.random() < 0.3
    open_ = float(rng.uniform(20, 100)) if lifted else float(rng.uniform(-15, 30))
    angle = deg(90 - way * open_ + (45 * turn if way < 0 else 0.0))
    long, w = wide * float(rng.uniform(0.55, 1.1)), wide * float(rng.uniform(0.15, 0.3))
    figure.place(f"{name}0", root)
    figure.place(f"{name}1", root + long * unit(angle))
    edge = [(-0.1 * long, 0.0), (0.25 * long, -w), (0.75 * long, -0.7 * w), (long, 0.0)]
    shape = smooth_closed([*edge, (0.7 * long, 0.8 * w), (0.2 * long, w)], 34, 2)
    along, put = np.clip(shape[:, 0] / long, 0, 1), LocalFrame(root, angle)
    if rng.random() < 0.3:  # only its lower edge
        keep = np.arange(8, 32)
        figure.mark(name, put(shape[keep]), along[keep], closed=False, depth=3.0, weight=0.95)
        return
    depth = 3.0 if turn > 0.3 and way < 0 else float(rng.choice([1.0, 3.0]))
    figure.add(name, put(shape), along, depth=depth, merges=rng.random() < 0.4, weight=0.95)


def _feet(figure: Figure, wide: float, high: float, turn: float) -> None:
    rng = figure.rng
    leg, toes = float(rng.uniform(0.02, 0.16)), float(rng.uniform(0.05, 0.11))
    style = int(rng.integers(3))
    for way, name in ((-1.0, "leg_near"), (1.0, "leg_far")):
        root = np.array([way * 0.4 * wide * (1 - 0.4 * turn), 0.88 * high])
        ankle = root + np.array([0.0, 0.12 * high + leg])
        toe = ankle + toes * np.array([0.7 * turn + 0.4 * way * (1 - turn), 0.35])
        joints = np.stack([root, ankle, toe])
        for k, joint in enumerate(joints):
            figure.place(f"{name}{k}", joint)
        if style == 0:
            foot = ellipse(0.5 * (ankle + toe), toes, 0.45 * toes, samples=18)
            figure.add(name, foot, 0.85, depth=float(rng.choice([1.0, 3.0])), merges=False)
            continue
        stalk = rounded(joints[:2], 8, 0)
        figure.mark(name, stalk, np.linspace(0, 0.5, 8), closed=False, depth=1.5)
        for spread in (-1.0, 0.0, 1.0) if style == 1 else (0.0,):
            end = toe + np.array([0.8 * spread * toes, -0.1 * toes * abs(spread)])
            ray = np.linspace(ankle, end, 4)
            figure.mark(name, ray, np.linspace(0.5, 1, 4), closed=False, depth=3.0, weight=0.95)


def build_hovering(figure: Figure) -> None:
    """Fill the figure with a hummingbird in the air: upright, a long beak, wings swept back."""
    rng = figure.rng
    pitch, bend = deg(float(rng.uniform(-85, -20))), float(rng.uniform(-0.2, 0.9))
    plump = float(rng.uniform(0.1, 0.17))
    points, at = [np.zeros(2)], pitch - 0.5 * bend
    for long in (0.28, 0.3, 0.22):
        points.append(points[-1] + long * unit(at))
        at += 0.5 * bend
    for name, point in zip(("back", "belly", "breast", "neck"), points, strict=True):
        figure.place(name, point)
    shape = plump * np.array([0.3, 0.7, 1.0, 1.0, 0.75, 0.55])
    figure.tube("trunk", np.stack(points), shape, ends=(0.6, 0.6), depth=2.0)
    root, r = figure.place("head", points[3]), plump * float(rng.uniform(0.55, 0.9))
    put = LocalFrame(root, deg(float(rng.normal(-5, 15))))
    centre, beak = np.array([0.5 * r, -0.3 * r]), r * float(rng.uniform(1.2, 3.2))
    figure.add("head", put(ellipse(centre, r, 0.9 * r)), 0.3, depth=4.0, merges=rng.random() < 0.8)
    sag, thin = float(rng.normal(0.0, 0.12)) * beak, float(rng.uniform(0.05, 0.2)) * r
    tip = np.array([1.4 * r + beak, -0.2 * r + sag])
    figure.place("beak", put(tip[None])[0])
    if rng.random() < 0.3:
        line = put(np.linspace([1.4 * r, -0.25 * r], tip, 8))
        figure.mark("head", line, np.linspace(0.5, 1, 8), closed=False, depth=4.1)
    else:
        raw = [(1.3 * r, -0.25 * r - 1.5 * thin), (float(tip[0]), float(tip[1]))]
        bill = smooth_closed([*raw, (1.3 * r, -0.15 * r + 1.5 * thin)], 24, 0)
        figure.add("head", put(bill), 0.8, depth=4.1, merges=rng.random() < 0.6)
    e = float(rng.uniform(0.08, 0.2)) * r
    eye = put(ellipse(np.array([0.75 * r, -0.45 * r]), e, e, samples=12))
    figure.mark("head", eye, 0.4, depth=5.0, weight=0.85)
    _tail_fan(figure, pitch - 0.5 * bend + np.pi)
    _hover_wings(figure, pitch, plump)


def _tail_fan(figure: Figure, angle: float) -> None:
    rng = figure.rng
    root = figure.place("tail0", figure.at("back"))
    angle += float(rng.normal(0.0, 0.35))
    long, w = float(rng.uniform(0.18, 0.45)), float(rng.uniform(0.05, 0.2))
    figure.place("tail1", root + long * unit(angle))
    ends = [(long * float(rng.uniform(0.7, 1.0)), y) for y in (-w, -0.3 * w, 0.3 * w, w)]
    shape = smooth_closed([(-0.06, -0.03), *ends, (-0.06, 0.03)], 36, int(rng.integers(0, 3)))
    along = np.clip(shape[:, 0] / long, 0, 1)
    figure.add("tail", LocalFrame(root, angle)(shape), along, depth=1.8, merges=rng.random() < 0.7)


def _hover_wings(figure: Figure, pitch: float, plump: float) -> None:
    """Add wings as blades that leave one shoulder: both back, both up, or one to each side."""
    rng = figure.rng
    first = float(rng.uniform(160, 300))
    second = first + float(rng.choice([-1.0, 1.0])) * float(rng.uniform(5, 70))
    span, chord = float(rng.uniform(0.5, 1.1)), float(rng.uniform(0.12, 0.3))
    curl = float(rng.normal(0.0, 0.25))
    root = 0.6 * figure.at("breast") + 0.4 * figure.at("belly")
    root = root + 0.4 * plump * unit(pitch - np.pi / 2)
    for number, (name, angle) in enumerate((("wing_near", first), ("wing_far", second))):
        if number and rng.random() < 0.2:
            continue
        angles = [deg(angle), deg(angle) + curl, deg(angle) + 1.6 * curl]
        joints = figure.limb(name, root, [0.33 * span, 0.35 * span, 0.32 * span], angles)
        s = np.linspace(0, 1, 22)
        lead = rounded(joints, 22, 5)
        back = unit(deg(angle) + (0.5 * np.pi if angle > 235 else -0.5 * np.pi))
        full = np.sin(np.pi * np.clip(0.12 + 0.88 * s, 0, 1)) ** float(rng.uniform(0.5, 1.0))
        teeth = int(rng.integers(3, 8)) if rng.random() < 0.35 else 0
        full = full * (1.0 + 0.15 * np.abs(np.sin(np.pi * teeth * s)))
        trail = lead - back * (chord * full)[:, None]
        outline, along = np.concatenate([lead, trail[-2::-1]]), np.concatenate([s, s[-2::-1]])
        depth = 3.0 if number == 0 else float(rng.choice([0.5, 2.8]))
        figure.add(name, outline, along, depth=depth, merges=rng.random() < 0.4)
        for row in range(4, 20, 4) if rng.random() < 0.4 else ():
            feather = np.linspace(lead[row], 0.25 * lead[row] + 0.75 * trail[row], 6)
            figure.mark(name, feather, s[row], closed=False, depth=depth + 0.1, weight=0.4)
