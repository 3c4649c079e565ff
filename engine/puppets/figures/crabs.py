# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Crabs from the front and from above: claws, eyes on stalks, six legs."""

from __future__ import annotations

import numpy as np

from engine.puppets.figures.flesh import (
    Figure,
    Floats,
    LocalFrame,
    deg,
    ellipse,
    smooth_closed,
    unit,
)
from engine.puppets.figures.limbs import (
    between,
    dots,
    draw_face,
    draw_limb,
    place_chain,
    turn_figure,
)

KINDS = ("crab", "crab", "toy")
_SIDES = (("left", -1.0), ("right", 1.0))


def build(figure: Figure, kind: str) -> None:
    """Fill the figure with a crab; `kind`: "crab" or "toy" (short legs, big claws)."""
    rng = figure.rng
    half = between(rng, 0.3, 0.45), between(rng, 0.17, 0.32)
    figure.place("shell", np.zeros(2))
    _shell(figure, half)
    stalks = _eyes(figure, half)
    if not stalks or rng.random() < 0.25:
        face = LocalFrame(np.array([0.0, -0.1 * half[1]]), 0.0)
        if stalks:
            _mouth(figure, half)
        else:
            draw_face(figure, "shell", face, 1.1 * half[1], 0.5, eyes=2, front=True)
    elif rng.random() < 0.7:
        _mouth(figure, half)
    _claws(figure, kind, half)
    _legs(figure, kind, half)
    turn_figure(figure, deg(float(rng.normal(0, 7))))


def _shell(figure: Figure, half: tuple[float, float]) -> None:
    rng = figure.rng
    x, y = half
    style = str(rng.choice(["oval", "trapezium", "half", "heart"], p=[0.45, 0.25, 0.2, 0.1]))
    if style == "oval":
        points = ellipse(np.zeros(2), x, y, samples=36)
    elif style == "trapezium":
        shape = [(-0.55 * x, -y), (0.55 * x, -y), (1.05 * x, -0.3 * y), (0.6 * x, y)]
        points = smooth_closed(
            [*shape, (-0.6 * x, y), (-1.05 * x, -0.3 * y)], 44, int(rng.integers(1, 6))
        )
    elif style == "half":
        t = np.linspace(0, np.pi, 24)
        way = float(rng.choice([-1.0, 1.0]))
        points = np.stack([x * np.cos(t), way * y * (0.7 - 1.5 * np.sin(t))], 1)
        points = smooth_closed([(float(a), float(b)) for a, b in points], 44, 1)
    else:
        shape = [(0, -0.8 * y), (0.6 * x, -y), (1.05 * x, -0.4 * y), (0.6 * x, 0.7 * y), (0, y)]
        mirror = [(-a, b) for a, b in shape[3:0:-1]]
        points = smooth_closed([*shape, *mirror], 44, 3)
    figure.add("shell", points, 0.5, depth=3.4, merges=False)
    if rng.random() < 0.2:
        at = np.array([(-0.5, -0.4), (0.45, -0.5), (0.6, 0.0), (-0.65, 0.05)]) * half
        dots(figure, "shell", at[: int(rng.integers(2, 5))], 0.08 * y, 0.5, 3.5)
    elif rng.random() < 0.15:
        u = np.linspace(-1, 1, 12)
        line = np.stack([0.75 * x * u, 0.25 * y - 0.3 * y * (1 - u**2)], 1)
        figure.mark("shell", line, 0.5, closed=False, depth=3.5, weight=0.6)


def _mouth(figure: Figure, half: tuple[float, float]) -> None:
    rng = figure.rng
    w, high = between(rng, 0.2, 0.5) * half[0], between(rng, 0.0, 0.5) * half[1]
    u = np.linspace(-1, 1, 11)
    curl = between(rng, -0.2, 0.7)
    line = np.stack([w * u, high + curl * w * (1 - u**2)], 1)
    figure.mark("shell", line, 0.5, closed=False, depth=3.6, weight=0.65)


def _eyes(figure: Figure, half: tuple[float, float]) -> bool:
    """Draw the eyes on their stalks, or return False: they are drawn upon the shell."""
    rng = figure.rng
    if rng.random() < 0.15:
        return False
    out, long = between(rng, 0.12, 0.4), between(rng, 0.02, 0.28)
    r, lean = between(rng, 0.03, 0.09), between(rng, -8, 25)
    width = 0.0 if rng.random() < 0.5 else min(0.5 * r, between(rng, 0.015, 0.035))
    pupil, look = rng.random() < 0.7, float(rng.uniform(-0.4, 0.4))
    front = 3.8 if rng.random() < 0.5 else 1.2
    for side, way in _SIDES:
        root = np.array([way * out * half[0], -0.85 * half[1]])
        ball = root + (long + r) * unit(deg(-90 + way * lean))
        name = f"eye_{side}"
        place_chain(figure, name, [root, ball])
        if long > r:
            draw_limb(figure, name, np.stack([root, ball]), width, depth=1.3, taper=0.9)
        figure.add(
            name, ellipse(ball, r, r * 1.1, samples=18), 1.0, depth=front + 0.2, merges=False
        )
        if pupil:
            place = ball + r * np.array([look, 0.1])
            dots(figure, name, place[None], r * between(rng, 0.25, 0.5), 1.0, 5.0, 0.8)
    return True


def _claws(figure: Figure, kind: str, half: tuple[float, float]) -> None:
    rng = figure.rng
    arm = between(rng, 0.2, 0.4) * (0.8 if kind == "toy" else 1.0)
    size = between(rng, 0.12, 0.24) * (1.2 if kind == "toy" else 1.0)
    width = 0.0 if rng.random() < 0.3 else between(rng, 0.025, 0.06)
    style, same = str(rng.choice(["bite", "bite", "fingers", "heart"])), rng.random() < 0.7
    # angles from straight outwards, up is negative: upper arm, forearm, claw
    pose = [between(rng, -60, 15), between(rng, -110, -30), between(rng, -115, -35)]
    gape = between(rng, 12, 45)
    depth = float(rng.choice([1.4, 3.8]))
    for side, way in _SIDES:
        if way > 0 and not same:
            pose = [between(rng, -70, 30), between(rng, -110, 30), between(rng, -110, 20)]
        scale = size * (1.0 if same else between(rng, 0.7, 1.3))
        angles = [np.pi - deg(a) if way < 0 else deg(a) for a in pose]
        root = np.array([way * 0.8 * half[0], -0.25 * half[1]])
        elbow = root + (0.55 * arm + 0.1 * half[0]) * unit(angles[0])
        wrist = elbow + 0.5 * arm * unit(angles[1])
        tip = wrist + 1.6 * scale * unit(angles[2])
        name = f"claw_{side}"
        place_chain(figure, name, [root, elbow, wrist, tip])
        chain = np.stack([root, elbow, wrist])
        first = len(figure.shapes)
        draw_limb(figure, name, chain, width, depth=depth, smooth=int(rng.integers(0, 3)))
        figure.shapes[first].along = figure.shapes[first].along * 2 / 3
        for shape in _pincers(style, scale, deg(gape), way):
            along = 2 / 3 + np.clip(shape[:, 0] / (1.6 * scale), 0, 1) / 3
            figure.add(name, LocalFrame(wrist, angles[2])(shape), along, depth=depth + 0.1)


def _pincers(style: str, size: float, gape: float, way: float) -> list[Floats]:
    """Return the outlines of a claw that begins at 0, 0 and points along x."""
    if style == "bite":  # an oval with a wedge cut out of it
        t = np.linspace(gape, 2 * np.pi - gape, 24)
        oval = np.stack([0.85 + 0.85 * np.cos(t), 0.65 * np.sin(t)], 1)
        wedge = np.concatenate([oval, [[0.7, 0.1 * way]]]) * size
        return [wedge]
    if style == "heart":
        shape = [(0, 0), (0.5, -0.6), (1.3, -0.65), (1.7, -0.25), (1.0, 0.0), (1.6, 0.3)]
        return [smooth_closed([*shape, (1.1, 0.6), (0.5, 0.5)], 40, 1) * size * [1.0, way]]
    fingers = []
    for side, long in ((-1.0, 1.0), (1.0, 0.85)):
        shape = [(0, 0), (0.4, 0.5), (1.0, 0.55), (1.65, 0.1), (0.95, 0.22), (0.5, 0.08)]
        finger = smooth_closed(shape, 30, 1) * size * [long, side * way]
        fingers.append(LocalFrame(np.zeros(2), 0.35 * gape * side * way)(finger))
    return fingers


def _legs(figure: Figure, kind: str, half: tuple[float, float]) -> None:
    rng = figure.rng
    leg = between(rng, 0.25, 0.55) * (0.7 if kind == "toy" else 1.0)
    width = 0.0 if rng.random() < 0.45 else between(rng, 0.018, 0.045)
    smooth, rise = int(rng.choice([0, 0, 1, 4])), between(rng, -35, 50)
    first, fan = between(rng, -5, 25), between(rng, 18, 38)
    taper, depth = between(rng, 0.2, 0.9), float(rng.choice([1.3, 1.3, 1.3, 3.8]))
    rows = "abc" if rng.random() < 0.88 else "ab"
    for row, letter in enumerate(rows):
        for side, way in _SIDES:
            out = first + fan * row + float(rng.normal(0, 5))
            around = deg(5 + 27 * row)
            root = 0.85 * np.array([way * half[0] * np.cos(around), half[1] * np.sin(around)])
            knee = root + 0.5 * leg * unit(deg(out - 0.5 * rise)) * np.array([way, 1.0])
            lower = min(out + 0.7 * rise + 25, 125)
            foot = knee + 0.55 * leg * unit(deg(lower)) * np.array([way, 1.0])
            name = f"leg_{letter}_{side}"
            joints = place_chain(figure, name, [root, knee, foot])
            draw_limb(figure, name, joints, width, depth=depth, smooth=smooth, taper=taper)
