# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Machines with an arm: excavators and robot arms here, cranes in their own file."""

from __future__ import annotations

import numpy as np

from engine.puppets.figures.cranes import crane_lorry, tower_crane
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
from engine.puppets.figures.lines import WHOLE, bar, blunt, box, line, pick, rings, shifted, varied

KINDS = ("excavator", "excavator", "excavator", "lorry", "tower", "robot", "robot")


def build(figure: Figure, kind: str) -> None:
    """Fill the figure with a machine; `kind`: one of KINDS."""
    {"excavator": _excavator, "lorry": crane_lorry, "tower": tower_crane, "robot": _robot}[kind](
        figure
    )
    rng = figure.rng
    if rng.random() < 0.15:
        low = float(figure.at("base")[1])
        x = np.concatenate([shape.points[:, 0] for shape in figure.shapes])
        ends = [(float(x.min()) - 0.1, low), (float(x.max()) + 0.05, low)]
        line(figure, "other", ends, depth=1.0, weight=0.6)


def _place_arm(
    figure: Figure, root: Floats, lengths: tuple[float, float, float], angles: list[float]
) -> list[Floats]:
    """Place boom, stick and bucket; return their four joints."""
    points = [root]
    for long, angle in zip(lengths, angles, strict=True):
        points.append(points[-1] + long * unit(angle))
    for name, point in zip(("boom0", "boom1", "bucket0", "bucket1"), points, strict=True):
        figure.place(name, point)
    return points


def _excavator(figure: Figure) -> None:
    """Add tracks or wheels, a cab that turns, boom, stick and bucket."""
    rng = figure.rng
    base = figure.place("base", np.zeros(2))
    half, high = 0.36 * varied(rng), 0.17 * varied(rng)
    (_tracks if rng.random() < 0.7 else _wheels)(figure, half, high)
    top = -high - float(rng.uniform(0.0, 0.05))
    cab = figure.place("cab", shifted(base, float(rng.normal(0, 0.03)), top))
    if top < -high - 0.02:
        plinth = box((-0.12, top), (0.12, -high))
        figure.add("base", plinth, WHOLE, depth=2.0, merges=rng.random() < 0.5)
    root = _house(figure, cab, half)
    size = 0.62 * varied(rng, 0.15)
    raise_ = deg(-float(rng.uniform(20, 75)))
    fold = deg(float(rng.uniform(20, 105)))
    tilt = deg(float(rng.uniform(90, 150)))
    angles = [raise_, fold, tilt]
    points = _place_arm(figure, root, (size, 0.72 * size, 0.27 * size), angles)
    _boom(figure, points, size)
    _bucket(figure, points, angles[2])


def _tracks(figure: Figure, half: float, high: float) -> None:
    """Add a crawler track with its rollers; it stands on 0."""
    rng = figure.rng
    r = 0.5 * high
    slope = float(rng.uniform(0.0, 0.2)) * high
    t = np.linspace(0.5 * np.pi, 1.5 * np.pi, 12)
    left = np.stack([-half + r * np.cos(t), -r + r * np.sin(t)], 1)
    right = np.stack([half - r * np.cos(t), -r - r * np.sin(t)], 1)
    track = np.concatenate([left, right])
    track[:, 0] *= 1 + slope * (track[:, 1] + high) / high
    figure.add("base", track, WHOLE, depth=2.6, merges=False, weight=1.2)
    if rng.random() < 0.5:
        inner = np.array([0.0, -r]) + (track - (0.0, -r)) * (0.93, 0.72)
        figure.mark("base", inner, WHOLE, depth=2.8, weight=0.8)
    count = int(rng.choice([0, 2, 3, 4, 5]))
    size = r * float(rng.uniform(0.4, 0.65))
    for x in np.linspace(-half, half, count) if count else ():
        rings(figure, "base", np.array([x, -r]), [size], depth=2.8, weight=0.9)
    if rng.random() < 0.25:  # the track's links
        for x in np.linspace(-half, half, 9):
            line(figure, "base", [(x, 0.0), (x, -0.15 * high)], depth=2.8, weight=0.4)


def _wheels(figure: Figure, half: float, high: float) -> None:
    """Add a chassis on two or more wheels."""
    rng = figure.rng
    r = high * float(rng.uniform(0.5, 0.75))
    chassis = box((-half, -high), (half, -0.9 * r))
    figure.add("base", chassis, WHOLE, depth=2.2, merges=False)
    for x in np.linspace(-0.75, 0.75, int(rng.choice([2, 2, 3, 4]))) * half:
        hub = np.array([x, -r])
        figure.add("base", ellipse(hub, r, r), WHOLE, depth=3.6, merges=False)
        rings(figure, "base", hub, [r * float(rng.uniform(0.3, 0.6))], depth=5.0, weight=0.8)


def _house(figure: Figure, cab: Floats, half: float) -> Floats:
    """Add the house that turns, with its cab; return where the boom is hinged."""
    rng = figure.rng
    back, front = -half * float(rng.uniform(0.7, 1.2)), half * float(rng.uniform(0.5, 0.9))
    engine, tall = float(rng.uniform(0.13, 0.24)), float(rng.uniform(0.34, 0.5))
    split = back + (front - back) * float(rng.uniform(0.35, 0.6))
    lean = float(rng.uniform(0.0, 0.08))
    smooth = int(rng.choice([0, 0, 1, 2]))
    depth = float(rng.choice([2.4, 2.9], p=[0.8, 0.2]))
    if rng.random() < 0.6:  # cab and engine as one outline
        raw = [
            (back, 0.0),
            (back, -engine),
            (split, -engine),
            (split, -tall),
            (front - lean, -tall),
        ]
        raw += [(front, -0.4 * tall), (front, 0.0)]
        figure.add("cab", cab + blunt(raw, smooth), WHOLE, depth=depth, merges=False, weight=1.2)
    else:
        body = box((back, -engine), (front, 0.0), smooth)
        figure.add("cab", cab + body, WHOLE, depth=depth, merges=rng.random() < 0.4)
        raw = [
            (split, -0.6 * engine),
            (split, -tall),
            (front - lean, -tall),
            (front, -0.6 * engine),
        ]
        figure.add(
            "cab", cab + blunt(raw, smooth), WHOLE, depth=depth + 0.1, merges=rng.random() < 0.4
        )
    gap = float(rng.uniform(0.02, 0.045))
    if rng.random() < 0.85:
        low = float(rng.uniform(0.4, 0.6)) * tall
        raw = [
            (split + gap, -low),
            (split + gap, gap - tall),
            (front - lean - gap, gap - tall),
            (front - gap, -low),
        ]
        figure.mark("cab", cab + blunt(raw, int(rng.integers(0, 2))), WHOLE, depth=3.2, weight=0.9)
    if rng.random() < 0.25:
        line(
            figure,
            "cab",
            cab + np.array([(back + 0.05, -0.5 * engine), (split, -0.5 * engine)]),
            depth=3.2,
            weight=0.5,
        )
    if rng.random() < 0.2:
        pipe = box((back + 0.05, -engine - 0.1), (back + 0.09, -engine))
        figure.add("cab", cab + pipe, WHOLE, depth=2.0, merges=True, weight=0.7)
    x = front if rng.random() < 0.6 else split + 0.6 * (front - split)
    return shifted(cab, x, -float(rng.uniform(0.3, 0.9)) * engine)


def _boom(figure: Figure, points: list[Floats], size: float) -> None:
    """Add boom and stick: bent or straight, lines or flesh, with cylinders."""
    rng = figure.rng
    root, elbow, wrist, _ = points
    way = elbow - root
    up = np.array([way[1], -way[0]])
    knee = (
        root
        + float(rng.uniform(0.35, 0.6)) * way
        + float(rng.choice([0.0, rng.uniform(0.08, 0.25)])) * up
    )
    single = rng.random() < 0.2
    half = size * float(rng.uniform(0.035, 0.075))
    depth = float(rng.choice([3.0, 3.6, 1.7], p=[0.4, 0.35, 0.25]))
    if single:
        line(figure, "boom", np.stack([root, knee, elbow]), (0.0, 1.0), depth=depth, weight=1.2)
        line(figure, "stick", np.stack([elbow, wrist]), (0.0, 1.0), depth=depth, weight=1.2)
    else:
        merges = rng.random() < 0.35
        thick = half * np.array([0.9, 1.3, 1.3, 0.8])
        figure.tube(
            "boom",
            np.stack([root, knee, elbow]),
            thick,
            smooth=2,
            ends=(0.6, 0.8),
            merges=merges,
            depth=depth,
            weight=1.2,
        )
        tail = elbow - float(rng.choice([0.0, 0.15])) * (wrist - elbow)
        thick = half * np.array([0.9, 0.9, 0.6])
        depth += float(rng.choice([0.05, -0.05]))
        shape = figure.tube(
            "stick",
            np.stack([tail, wrist]),
            thick,
            ends=(0.6, 0.7),
            merges=merges,
            depth=depth,
            weight=1.2,
        )
        long = float(np.linalg.norm(wrist - elbow))
        way = (wrist - elbow) / long**2
        shape.along = np.clip((shape.points - elbow) @ way, 0, 1)
    for joint, name, along in ((root, "boom", 0.0), (elbow, "stick", 0.0), (wrist, "stick", 1.0)):
        if rng.random() < 0.35:
            pin = ellipse(joint, 0.35 * half, 0.35 * half, samples=12)
            figure.mark(name, pin, along, depth=5.0, weight=0.7)
    if rng.random() < 0.35:  # the cylinder under or above the boom
        a = root + np.array([0.05, 0.05])
        line(
            figure,
            "boom",
            np.stack([a, root + 0.5 * (knee - root) + 0.4 * (elbow - root)]),
            (0.1, 0.5),
            depth=depth - 0.1,
            weight=0.6,
        )
    if rng.random() < 0.3:
        a, b = knee - 0.04 * unit(np.pi / 2), elbow - 0.1 * (wrist - elbow)
        line(figure, "boom", np.stack([a, b]), (0.5, 1.0), depth=depth - 0.1, weight=0.5)


def _bucket(figure: Figure, points: list[Floats], angle: float) -> None:
    """Add a bucket with teeth, its opening turned towards the machine."""
    rng = figure.rng
    wrist, tip = points[2], points[3]
    long = float(np.linalg.norm(tip - wrist))
    put = LocalFrame(wrist, angle)
    deep = long * float(rng.uniform(0.7, 1.1))
    # x from the hinge to the teeth; the bowl bulges away from the machine
    raw = [(-0.1, 0.0), (0.15, -0.75), (0.6, -0.95), (1.0, -0.35), (1.05, 0.05)]
    bowl = curve(
        *[(x * long, y * deep) for x, y in raw], samples=22, smooth=int(rng.integers(0, 3))
    )
    points_ = bowl
    if rng.random() < 0.4:
        teeth = [(1.2 * long, 0.15 * deep), (0.9 * long, 0.05 * deep)]
        points_ = np.concatenate([bowl, np.asarray(teeth)])
    along = np.clip(points_[:, 0] / long, 0, 1)
    if rng.random() < 0.15:
        figure.add("bucket", put(points_), along, detail=True, closed=False, depth=3.8)
    else:
        figure.add("bucket", put(points_), along, depth=3.8, merges=False, weight=1.1)
    if rng.random() < 0.3:
        link = put([(0.0, 0.0), (0.1 * long, -0.4 * deep)])
        line(figure, "bucket", link, (0.0, 0.2), depth=5.0, weight=0.5)


def _robot(figure: Figure) -> None:
    """Add a robot arm on a foot, with round joints and a gripper."""
    rng = figure.rng
    base = figure.place("base", np.zeros(2))
    half, high = float(rng.uniform(0.15, 0.28)), float(rng.uniform(0.06, 0.14))
    style = pick(rng, ("box", "trapezium", "round"))
    top = {"box": 1.0, "trapezium": float(rng.uniform(0.5, 0.8)), "round": 0.8}[style] * half
    raw = [(-half, 0.0), (-top, -high), (top, -high), (half, 0.0)]
    figure.add(
        "base", blunt(raw, 2 if style == "round" else 0), WHOLE, depth=2.0, merges=False, weight=1.2
    )
    cab = figure.place("cab", shifted(base, 0.0, -high))
    tall, w = float(rng.uniform(0.1, 0.25)), top * float(rng.uniform(0.4, 0.8))
    dome = rng.random() < 0.4
    raw = [(-w, 0.0), (-0.8 * w, -tall), (0.8 * w, -tall), (w, 0.0)]
    turret = smooth_closed(raw, 40, 4) if dome else np.asarray(raw)
    figure.add("cab", cab + turret, WHOLE, depth=2.3, merges=rng.random() < 0.4)
    size = 0.55 * varied(rng, 0.15)
    angles = [
        deg(-float(rng.uniform(45, 120))),
        deg(float(rng.uniform(-50, 50))),
        deg(float(rng.uniform(-10, 100))),
    ]
    grip = 0.28 * size * varied(rng)
    points = _place_arm(figure, shifted(cab, 0.0, -0.8 * tall), (size, 0.8 * size, grip), angles)
    fat = size * float(rng.uniform(0.05, 0.12))
    single = rng.random() < 0.2
    merges = rng.random() < 0.3
    for n, name in enumerate(("boom", "stick")):
        ends = np.stack(points[n : n + 2])
        half = fat * (1.0 - 0.2 * n)
        bar(
            figure,
            name,
            ends,
            half,
            (0.0, 1.0),
            single=single,
            depth=3.0 + 0.05 * n,
            merges=merges,
            weight=1.2,
        )
    knuckle = fat * float(rng.uniform(1.0, 1.5))
    for n, (name, along) in enumerate((("boom", 0.0), ("boom", 1.0), ("stick", 1.0))):
        if rng.random() < 0.75:
            r = knuckle * (1 - 0.15 * n)
            figure.add(name, ellipse(points[n], r, r), along, depth=4.0, merges=False, weight=0.9)
            if rng.random() < 0.4:
                figure.mark(
                    name,
                    ellipse(points[n], 0.4 * r, 0.4 * r, samples=16),
                    along,
                    depth=5.0,
                    weight=0.6,
                )
    _gripper(figure, points[2], angles[2], grip, single)


def _gripper(figure: Figure, wrist: Floats, angle: float, long: float, single: bool) -> None:
    """Add two or three fingers, or a tool."""
    rng = figure.rng
    put = LocalFrame(wrist, angle)
    wide = long * float(rng.uniform(0.3, 0.6))
    if rng.random() < 0.75:
        raw = [(0.0, 0.0), (0.35, 0.4), (0.4, 1.0), (1.0, 0.7)]
        for way in (-1.0, 1.0):
            finger = put([(x * long, way * y * wide) for x, y in raw])
            bar(
                figure,
                "bucket",
                finger,
                0.08 * long,
                (0.0, 1.0),
                single=single or rng.random() < 0.4,
                depth=3.7,
                merges=False,
            )
        if rng.random() < 0.25:
            r = 0.6 * wide
            thing = put(ellipse(np.array([long, 0.0]), r, r))
            figure.add("other", thing, 0.5, depth=3.5, merges=False)
    else:
        raw = [
            (0.0, -0.5 * wide),
            (0.5 * long, -0.5 * wide),
            (long, 0.0),
            (0.5 * long, 0.5 * wide),
            (0.0, 0.5 * wide),
        ]
        along = np.clip(np.array([p[0] for p in raw]) / long, 0, 1)
        figure.add("bucket", put(raw), along, depth=3.7, merges=False)
