# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Trees: round crowns, firs, palms, willows, bare branches."""

from __future__ import annotations

import numpy as np

from engine.puppets.figures.flesh import (
    Figure,
    Floats,
    ellipse,
    rounded,
    smooth_closed,
    unit,
)
from engine.puppets.figures.lines import bone_line, line, pick, scalloped, shifted, varied

KINDS = ("round", "round", "fir", "palm", "bare")
UP = -np.pi / 2


def build(figure: Figure, kind: str) -> None:
    """Fill the figure with a tree; `kind`: one of KINDS."""
    rng = figure.rng
    trunk = {"palm": 0.75, "bare": 0.42, "fir": 0.2}.get(kind, 0.4) * varied(rng, 0.3)
    half = (
        trunk * float(rng.uniform(0.03, 0.1)) if kind == "palm" else float(rng.uniform(0.03, 0.1))
    )
    lean = float(rng.normal(0, 0.05 if kind != "palm" else 0.25))
    bend = float(rng.normal(0, 0.05 if kind != "palm" else 0.25))
    base = figure.place("base", np.zeros(2))
    middle = figure.place("trunk0", base + 0.5 * trunk * unit(UP + lean))
    top = figure.place("trunk1", middle + 0.5 * trunk * unit(UP + lean + bend))
    up = {"round": _round, "fir": _fir, "palm": _palm, "bare": _bare}[kind](figure, top, half)
    _trunk(figure, kind, np.stack([base, middle, top]), half, up)
    if rng.random() < 0.2:
        wide = half + float(rng.uniform(0.1, 0.4))
        line(figure, "other", [(-wide, 0.0), (wide, 0.0)], depth=3.0, weight=0.6)


def _trunk(figure: Figure, kind: str, joints: Floats, half: float, up: float) -> None:
    """Add the trunk; `up` is how far it runs on into the crown."""
    rng = figure.rng
    if kind in ("bare", "palm") and rng.random() < 0.3:
        bone_line(figure, "trunk", joints, 3, depth=2.0, weight=1.2)
        return
    foot = float(rng.uniform(1.0, 1.8))
    tip = joints[-1] + up * unit(UP)
    flesh = figure.tube(
        "trunk",
        np.concatenate([joints, tip[None]]) if up > 0 else joints,
        half * np.array([foot, 1.0, 0.9, 0.85]),
        ends=(0.0, 0.0),
        depth=1.6,
        merges=kind == "bare" or rng.random() < 0.2,
    )
    if up > 0:
        flesh.along = np.clip(1.5 * flesh.along, 0, 1)
    if rng.random() < 0.25:  # bark, or the rings of a palm
        for at in rng.uniform(0.15, 0.85, int(rng.integers(2, 6))):
            c = np.array([np.interp(at, (0, 0.5, 1), joints[:, k]) for k in (0, 1)])
            if kind == "palm":
                ends = [
                    (c[0] - 0.9 * half, c[1]),
                    (c[0], c[1] + 0.3 * half),
                    (c[0] + 0.9 * half, c[1]),
                ]
            else:
                x = c[0] + half * float(rng.uniform(-0.5, 0.5))
                ends = [(x, c[1] - 0.04), (x, c[1] + 0.04)]
            line(figure, "trunk", ends, float(at), depth=2.5, weight=0.5)


def _front(rng: np.random.Generator) -> float:
    """Return the depth of a crown before its trunk; a hand may leave the nearer one open."""
    return float(rng.choice([2.2, 3.0], p=[0.75, 0.25]))


def _crown(figure: Figure, points: Floats, **kind: float | bool) -> None:
    """Add a shape of the crown; the place along follows its height."""
    low, high = figure.at("trunk1")[1], figure.at("crown1")[1]
    figure.add("crown", points, np.clip((low - points[:, 1]) / (low - high), 0, 1), **kind)


def _round(figure: Figure, root: Floats, half: float) -> float:
    """Add a crown of leaves: circle, cloud, drop, egg, several balls, or hanging strands."""
    rng = figure.rng
    rx, ry = float(rng.uniform(0.26, 0.5)), float(rng.uniform(0.26, 0.5))
    sink = float(rng.uniform(0.0, 0.35)) * ry
    centre = root + np.array([float(rng.normal(0, 0.02)), sink - ry])
    figure.place("crown0", centre)
    figure.place("crown1", shifted(centre, 0.0, -ry))
    style = pick(rng, ("ball", "cloud", "balls", "egg", "willow"), (0.25, 0.35, 0.17, 0.15, 0.08))
    up = sink if rng.random() < 0.7 else 0.0
    if style == "ball":
        _crown(figure, ellipse(centre, rx, ry, samples=36), depth=_front(rng), merges=False)
    elif style == "egg":
        raw = [
            (0.0, -1.0),
            (0.75, -0.1),
            (0.9, 0.5),
            (0.4, 1.0),
            (-0.4, 1.0),
            (-0.9, 0.5),
            (-0.75, -0.1),
        ]
        shape = centre + smooth_closed(raw, 48, int(rng.integers(1, 5))) * (rx, ry)
        _crown(figure, shape, depth=_front(rng), merges=False)
    elif style == "balls":
        front, up = _front(rng), 0.8 * ry
        for k in range(int(rng.integers(3, 6))):
            way = unit(2.4 * k + float(rng.normal(0, 0.3)))
            r = rx * float(rng.uniform(0.5, 0.7))
            c = centre + way * (0.55 * rx, 0.5 * ry)
            _crown(figure, ellipse(c, r, 0.9 * r), depth=front + 0.02 * k, merges=True)
    else:
        lobes = int(rng.integers(5, 13))
        deep, turn = float(rng.uniform(0.08, 0.28)), float(rng.uniform(0, 6))
        _crown(
            figure,
            scalloped(centre, rx, ry, lobes, deep, turn, False),
            depth=_front(rng),
            merges=False,
        )
    if style == "willow":
        for x in np.linspace(-0.9, 0.9, int(rng.integers(5, 10))):
            start = shifted(centre, x * rx, ry * 0.3 * (1 - abs(x)))
            fall = float(rng.uniform(0.2, 0.5))
            line(
                figure,
                "crown",
                [tuple(start), (start[0] + 0.1 * x, start[1] + fall)],
                0.3,
                depth=4.0,
            )
    if rng.random() < 0.3:  # branches seen through the leaves
        _inner_branches(figure, root, rx, ry)
    if rng.random() < 0.3:  # fruits, or leaves as little arcs
        fruit = rng.random() < 0.5
        for _ in range(int(rng.integers(3, 8))):
            c = centre + unit(float(rng.uniform(0, 6.3))) * (rx, ry) * float(rng.uniform(0.1, 0.75))
            if fruit:
                r = float(rng.uniform(0.018, 0.05))
                mark = ellipse(c, r, r, samples=14)
            else:
                mark = c + rounded(np.array([(-0.05, -0.01), (0.0, 0.03), (0.05, -0.01)]), 8, 1)
            _crown(figure, mark, detail=True, closed=fruit, depth=5.0, weight=0.5)
    return up


def _inner_branches(figure: Figure, root: Floats, rx: float, ry: float) -> None:
    """Add a fork of lines within the crown."""
    rng = figure.rng
    for side, way in (("left", -1.0), ("right", 1.0)):
        start = shifted(root, 0.0, -float(rng.uniform(0.0, 0.25)) * ry)
        tip = shifted(
            start, way * float(rng.uniform(0.3, 0.7)) * rx, -float(rng.uniform(0.3, 0.8)) * ry
        )
        figure.place(f"branch_{side}0", start)
        figure.place(f"branch_{side}1", tip)
        line(figure, f"branch_{side}", [tuple(start), tuple(tip)], (0.0, 1.0), depth=4.0)


def _fir(figure: Figure, root: Floats, half: float) -> float:
    """Add the crown of a fir: one triangle, tiers, or boughs as lines."""
    rng = figure.rng
    tall, wide = float(rng.uniform(0.55, 0.95)), float(rng.uniform(0.2, 0.42))
    tip = shifted(root, float(rng.normal(0, 0.02)), -tall)
    figure.place("crown0", 0.5 * (root + tip))
    figure.place("crown1", tip)
    style = pick(rng, ("tiers", "zigzag", "triangle", "lines"), (0.35, 0.3, 0.15, 0.2))
    tiers = int(rng.integers(2, 6))
    droop, smooth = float(rng.uniform(-0.02, 0.06)), int(rng.choice([0, 0, 1, 2]))

    def at(x: float, y: float) -> tuple[float, float]:  # y: 0 at the bottom, 1 at the tip
        return float(root[0] + (tip[0] - root[0]) * y + x), float(root[1] - tall * y)

    def shape(raw: list[tuple[float, float]]) -> Floats:
        return smooth_closed(raw, 80, smooth) if smooth else np.asarray(raw)

    if style == "triangle":
        raw = [at(-wide, 0), at(0, 1), at(wide, 0)]
        _crown(figure, shape(raw), depth=_front(rng), merges=False)
    elif style == "tiers":
        front = _front(rng)
        overlap = float(rng.uniform(0.1, 0.6))
        for k in range(tiers):
            w, low = wide * (1 - 0.75 * k / tiers), k / tiers
            high = min(1.0, (k + 1 + overlap) / tiers) if k < tiers - 1 else 1.0
            raw = [at(-w, low), at(0, high), at(w, low)]
            if droop > 0.03:
                raw.append(at(0, low + 0.5 * droop))
            merges = rng.random() < 0.5
            _crown(figure, shape(raw), depth=front + 0.02 * k, merges=merges)
    elif style == "zigzag":
        left, right = [], []
        for k in range(tiers):
            w, low = wide * (1 - 0.8 * k / tiers), k / tiers
            inner = 0.5 * wide * (1 - 0.9 * (k + 1) / tiers)
            right += [at(w, low - droop), at(inner, (k + 0.85) / tiers)]
            left += [at(-w, low - droop), at(-inner, (k + 0.85) / tiers)]
        raw = [*right[:-1], at(0, 1), *left[:-1][::-1]]
        _crown(figure, shape(raw), depth=_front(rng), merges=False)
    else:
        line(figure, "crown", [at(0, 0), at(0, 1)], (0.0, 1.0), depth=3.0)
        for k in range(tiers + 2):
            y = (k + 0.3) / (tiers + 2)
            w = wide * (1 - y)
            for way in (-1.0, 1.0):
                ends = [
                    at(0, y),
                    at(way * w, y - 0.12 * (1 - y) * float(rng.choice([1, -1], p=[0.8, 0.2]))),
                ]
                line(figure, "crown", ends, y, depth=3.0)
        return 0.0
    if rng.random() < 0.2:  # a star or balls at Christmas
        r = 0.045
        _crown(figure, ellipse(shifted(tip, 0.0, -r), r, r, samples=14), depth=4.5, merges=False)
        for _ in range(int(rng.integers(0, 6))):
            y = float(rng.uniform(0.1, 0.7))
            c = np.array(at(float(rng.uniform(-0.5, 0.5)) * wide * (1 - y), y))
            _crown(figure, ellipse(c, 0.02, 0.02, samples=10), detail=True, depth=5.0, weight=0.5)
    return 0.0


def _palm(figure: Figure, root: Floats, half: float) -> float:
    """Add fronds: those to the left and the right are branches, the upper ones the crown."""
    rng = figure.rng
    count = int(rng.integers(2, 4))
    long = float(rng.uniform(0.3, 0.5))
    style = pick(rng, ("leaf", "line", "comb"), (0.6, 0.2, 0.2))
    crown = int(rng.choice([0, 1, 1, 2]))
    fronds = []
    for side, way in (("left", -1.0), ("right", 1.0)):
        for k in range(count):
            rise = 0.75 - 1.1 * k / (count - 1) + float(rng.normal(0, 0.12))
            fronds.append((f"branch_{side}", way, rise, k == count // 2))
    fronds += [("crown", float(rng.choice([-1, 1])), 1.35, k == 0) for k in range(crown)]
    for number, (name, way, rise, main) in enumerate(fronds):
        size = long * varied(rng, 0.12) * (0.7 if name == "crown" else 1.0)
        fall = float(rng.uniform(0.5, 1.1)) * (0.4 if name == "crown" else 1.0)
        joints = [shifted(root, way * 0.3 * half, 0.0)]
        for angle in (rise + 0.3 * fall, rise - 0.4 * fall, rise - 1.2 * fall):
            joints.append(joints[-1] + size / 3 * np.array([way * np.cos(angle), -np.sin(angle)]))
        spine = np.stack(joints)
        if main:
            ends = ("crown0", "crown1") if name == "crown" else (f"{name}0", f"{name}1")
            figure.place(ends[0], spine[2] if name == "crown" else spine[0])
            figure.place(ends[1], spine[3])
        _frond(figure, name, spine, style, 2.5 + 0.03 * number)
    for k in range(int(rng.choice([0, 0, 2, 3]))):  # nuts
        c = shifted(root, 0.05 * (k - 1), 0.03 + 0.02 * (k % 2))
        figure.add("trunk", ellipse(c, 0.035, 0.035, samples=16), 1.0, depth=4.5, merges=False)
    return 0.0


def _frond(figure: Figure, name: str, spine: Floats, style: str, depth: float) -> None:
    """Add a palm's leaf along a bent line."""
    rng = figure.rng
    size = float(np.linalg.norm(spine[-1] - spine[0]))
    if style == "leaf":
        wide = size * float(rng.uniform(0.09, 0.18))
        shape = wide * np.array([0.3, 1.0, 1.1, 0.8, 0.05])
        merges = rng.random() < 0.5
        figure.tube(name, spine, shape, ends=(0.2, 1.0), depth=depth, merges=merges)
        return
    bone_line(figure, name, spine, 3, depth=depth)
    if style == "comb":
        centre = rounded(spine, 12, 2)
        for k in range(2, 12, 2):
            p = centre[k]
            ends = [
                tuple(p),
                (
                    p[0] + 0.02 * np.sign(spine[-1][0] - spine[0][0]),
                    p[1] + 0.28 * size * (1 - 0.05 * k),
                ),
            ]
            line(figure, name, ends, k / 11, depth=depth, weight=0.8)


def _bare(figure: Figure, root: Floats, half: float) -> float:
    """Add branches without leaves, each with twigs."""
    rng = figure.rng
    single = rng.random() < 0.4
    limbs = [
        ("branch_left", -float(rng.uniform(0.35, 1.0))),
        ("branch_right", float(rng.uniform(0.35, 1.0))),
    ]
    if rng.random() < 0.75:
        limbs.append(("crown", float(rng.normal(0, 0.12))))
    for name, turn in limbs:
        long = float(rng.uniform(0.3, 0.55)) * (1.1 if name == "crown" else 1.0)
        curl = -0.35 * turn + float(rng.normal(0, 0.15))
        middle = root + 0.5 * long * unit(UP + turn)
        tip = middle + 0.5 * long * unit(UP + turn + curl)
        if name == "crown":
            figure.place("crown0", middle)
            figure.place("crown1", tip)
        else:
            figure.place(f"{name}0", root)
            figure.place(f"{name}1", tip)
        spine = np.stack([root, middle, tip])
        if single:
            bone_line(figure, name, spine, 2, depth=2.1)
        else:
            figure.tube(name, spine, half * np.array([0.75, 0.5, 0.2]), ends=(0.2, 0.8), depth=2.1)
        count = int(rng.integers(1, 4))
        for k in range(count):
            at = 0.35 + 0.55 * (k + float(rng.uniform(0, 0.9))) / count
            way = turn + (1 if k % 2 else -1) * float(rng.uniform(0.45, 0.9))
            _twig(figure, name, spine, at, way, long, 0.0 if single else half)
    return 0.0


def _twig(
    figure: Figure, name: str, spine: Floats, at: float, turn: float, long: float, half: float
) -> None:
    """Add a twig to a branch; it moves as the place it grows from."""
    rng = figure.rng
    root = np.array([np.interp(at, (0, 0.5, 1), spine[:, k]) for k in (0, 1)])
    tip = root + long * float(rng.uniform(0.25, 0.5)) * unit(UP + turn)
    if half and rng.random() < 0.5:
        figure.tube(name, np.stack([root, tip]), half * np.array([0.3, 0.08]), depth=2.1).along[
            :
        ] = at
    else:
        line(figure, name, [tuple(root), tuple(tip)], at, depth=2.1, weight=0.8)
    if rng.random() < 0.08:  # one last leaf
        r = 0.04
        figure.add(
            name,
            ellipse(tip, r, 0.6 * r, float(rng.uniform(0, 3)), 14),
            at,
            depth=3.5,
            merges=False,
        )
