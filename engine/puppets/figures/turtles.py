# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Turtles on land, in water, and from above."""

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
    along_line,
    between,
    dots,
    draw_face,
    draw_limb,
    place_chain,
    turn_figure,
)

KINDS = ("tortoise", "tortoise", "tortoise", "swimming", "above")


def build(figure: Figure, kind: str) -> None:
    """Fill the figure; `kind`: "tortoise" (on its legs), "swimming" or "above" (flippers out)."""
    rng = figure.rng
    if kind == "above":
        _turtle_above(figure)
        return
    swims = kind == "swimming"
    half = between(rng, 0.4, 0.5), between(rng, 0.22, 0.42) * (0.75 if swims else 1.0)
    figure.place("shell", np.array([0.0, -0.4 * half[1]]))
    _shell(figure, half, swims)
    reach = 0.95 * half[0]
    root = figure.place("neck", np.array([reach - 0.06, between(rng, -0.05, 0.06)]))
    angle = deg(between(rng, -75, 15) if not swims else between(rng, -35, 10))
    head = figure.place("head", root + between(rng, 0.08, 0.3) * unit(angle))
    r = between(rng, 0.09, 0.19)
    start = root - 0.12 * unit(0.5 * angle)
    width = r * between(rng, 0.5, 0.9)
    figure.tube("neck", np.stack([start, root, head]), [width, width, 0.9 * width], depth=2.1)
    _turtle_head(figure, head, 0.4 * angle + deg(float(rng.normal(0, 10))), r)
    _turtle_tail(figure, np.array([-reach, between(rng, 0.0, 0.08)]))
    if swims:
        _flippers(figure, half)
        turn_figure(figure, deg(float(rng.normal(-8, 15))))
    else:
        _stumps(figure, half)
        turn_figure(figure, deg(float(rng.normal(0, 4))))


def _shell(figure: Figure, half: tuple[float, float], swims: bool) -> None:
    rng = figure.rng
    x, y = half
    t = np.linspace(0, np.pi, 26)
    power = between(rng, 0.65, 1.1)
    arch = np.stack([x * np.cos(t), 0.06 - y * 1.5 * np.sin(t) ** power], 1)
    low = between(rng, 0.0, 0.16) if not swims else between(rng, 0.05, 0.2)
    u = np.linspace(-1, 1, 14)[1:-1]
    base = np.stack([x * u, 0.06 + low * np.sqrt(1 - u**2)], 1)
    style = str(rng.choice(["dome", "oval", "rimmed"], p=[0.45, 0.25, 0.3]))
    if style == "oval":
        points = ellipse(np.array([0.0, -0.35 * y]), 1.05 * x, 0.95 * y)
    else:
        points = np.concatenate([arch, base])
    figure.add("shell", points, 0.5, depth=3.4, merges=False)
    if style == "rimmed":
        high = between(rng, 0.03, 0.06)
        rim = ellipse(np.array([0.0, 0.06]), x * between(rng, 1.0, 1.1), high + 0.3 * low)
        figure.add("shell", rim, 0.5, depth=3.6, merges=False)
    elif style == "dome" and rng.random() < 0.4:
        belly = ellipse(np.array([0.0, 0.08 + 0.5 * low]), 0.85 * x, 0.07 + 0.5 * low)
        figure.add("shell", belly, 0.5, depth=3.0, merges=False)
    if style != "oval" and rng.random() < 0.4:  # a band above the rim
        lift = between(rng, 0.1, 0.25) * y
        band = np.stack([0.95 * x * u, 0.06 - lift + 0.6 * low * np.sqrt(1 - u**2)], 1)
        figure.mark("shell", band, 0.5, closed=False, depth=3.5, weight=0.7)
    _scutes(figure, x, y, style == "oval")


def _scutes(figure: Figure, x: float, y: float, oval: bool) -> None:
    """Draw the pattern of a shell: plates, arcs, a grid or dots."""
    rng = figure.rng
    kind = str(rng.choice(["none", "plates", "arcs", "grid", "dots", "inner"]))
    centre = np.array([0.0, -0.35 * y]) if oval else np.array([0.0, -0.6 * y])

    def line(local: Floats, closed: bool = False) -> None:
        at = centre + local * np.array([x, y])
        figure.mark("shell", at, 0.5, closed=closed, depth=3.5, weight=0.75)

    if kind == "plates":
        count = int(rng.integers(1, 4))
        wide = 0.3 if count > 1 else 0.42
        for k in range(count):
            t = np.linspace(0, 2 * np.pi, 6, endpoint=False)
            shift = (k - (count - 1) / 2) * 0.58
            drop = 0.16 * abs(shift)
            plate = np.stack([shift + wide * np.cos(t), drop + 0.42 * np.sin(t)], 1)
            line(plate, closed=True)
            if count == 1:  # spokes from its corners to the rim
                for corner in plate:
                    line(np.stack([corner, 1.65 * corner]))
    elif kind == "arcs":
        for shift in np.linspace(-0.55, 0.55, int(rng.integers(2, 5))):
            u = np.linspace(-0.75, 0.65, 8)
            high = np.sqrt(1 - shift**2)
            line(np.stack([shift * (1.15 - 0.3 * u**2), high * u], 1))
    elif kind == "grid":
        for shift in (-0.35, 0.35):
            line(np.stack([np.full(6, shift), np.linspace(-0.7, 0.6, 6)], 1))
        for shift in (-0.25, 0.2):
            line(np.stack([np.linspace(-0.75, 0.75, 6), np.full(6, shift)], 1))
    elif kind == "dots":
        count = int(rng.integers(3, 7))
        at = np.stack([np.linspace(-0.6, 0.6, count), np.resize([-0.2, 0.25], count)], 1)
        places = centre + at * np.array([x, y])
        dots(figure, "shell", places, between(rng, 0.03, 0.06), 0.5, 3.5, 0.75)
    elif kind == "inner":
        t = np.linspace(0, 2 * np.pi, 20, endpoint=False)
        line(0.6 * np.stack([np.cos(t), np.sin(t)], 1), closed=True)


def _turtle_head(figure: Figure, root: Floats, angle: float, r: float) -> None:
    rng = figure.rng
    put = LocalFrame(root, angle)
    long = r * between(rng, 1.0, 1.5)
    figure.place("nose", put([(0.5 * r + long, 0.0)])[0])
    middle = np.array([0.5 * r, 0.0])
    if rng.random() < 0.5:
        points = ellipse(middle, long, r)
    else:
        shape = [(-long, 0), (-0.5 * long, -r), (0.4 * long, -r), (long, -0.2 * r)]
        points = smooth_closed([*shape, (0.9 * long, 0.5 * r), (-0.4 * long, 0.8 * r)], 34, 3)
        points = points + middle
    along = np.clip(points[:, 0] / (0.5 * r + long), 0, 1)
    figure.add("head", put(points), along, depth=4.0)
    draw_face(figure, "head", LocalFrame(put(middle[None])[0], angle), r, 0.6)
    if rng.random() < 0.3:
        mouth = put(np.array([(0.5 * r + 0.97 * long, 0.2 * r), (0.6 * r, 0.45 * r)]))
        figure.mark("head", mouth, 0.85, closed=False, depth=5.0, weight=0.6)


def _turtle_tail(figure: Figure, root: Floats) -> None:
    rng = figure.rng
    if rng.random() < 0.1:
        return
    way = unit(deg(between(rng, 140, 200)))
    start = root - 0.06 * way
    joints = place_chain(figure, "tail", [start, root + between(rng, 0.06, 0.25) * way])
    if rng.random() < 0.2:
        draw_limb(figure, "tail", joints, 0.0, depth=1.2)
    else:
        draw_limb(figure, "tail", joints, between(rng, 0.03, 0.07), depth=1.5, taper=0.2)


def _stumps(figure: Figure, half: tuple[float, float]) -> None:
    """Draw the legs of a tortoise that stands or walks."""
    rng = figure.rng
    leg, width = between(rng, 0.16, 0.42), between(rng, 0.05, 0.12)
    step, bend = between(rng, 0, 30), between(rng, -8, 22)
    foot = between(rng, 0.0, 0.1)
    front = float(rng.choice([2.8, 2.8, 1.6]))
    far = rng.random() < 0.8
    for name, x, way in (("hind", -0.6, -1.0), ("fore", 0.6, 1.0)):
        for number, side in enumerate(("near", "far")):
            if number and not far:
                continue
            swing = step * (way if number else -way) + float(rng.normal(0, 6))
            shift = 0.16 * number * float(rng.choice([-1.0, 1.0]))
            root = np.array([(x + shift) * half[0], 0.06])
            knee = root + 0.5 * leg * unit(deg(90 - swing - way * bend))
            ankle = knee + 0.5 * leg * unit(deg(90 - swing + (bend if way < 0 else -bend)))
            joints = place_chain(figure, f"{name}_{side}", [root, knee, ankle])
            depth = front if number == 0 else 0.3
            weight = 1.0 if number == 0 else 0.85
            draw_limb(
                figure, f"{name}_{side}", joints, width, depth=depth, taper=0.9, weight=weight
            )
            if foot > 0.05:
                sole = ellipse(ankle + np.array([0.3 * foot, 0.0]), 0.7 * foot + width, 0.6 * width)
                figure.add(f"{name}_{side}", sole, 1.0, depth=depth, weight=weight)
            if rng.random() < 0.08:
                claws = ankle + np.array([(0.3, 0.4), (0.75, 0.3)]) * width
                dots(figure, f"{name}_{side}", claws, 0.3 * width, 1.0, depth + 0.1, 0.5)


def _flipper(
    figure: Figure, name: str, root: Floats, angles: tuple[float, float], long: float, wide: float,
    depth: float,
) -> None:  # fmt: skip
    """Draw a flipper: broad about its bend, pointed at its end."""
    knee = root + 0.5 * long * unit(deg(angles[0]))
    joints = place_chain(figure, name, [root, knee, knee + 0.5 * long * unit(deg(angles[1]))])
    figure.tube(
        name, joints, wide * np.array([0.8, 1.0, 0.9, 0.6, 0.15]), depth=depth, ends=(0.5, 1.0)
    )


def _flippers(figure: Figure, half: tuple[float, float]) -> None:
    rng = figure.rng
    first, bend = between(rng, 35, 150), between(rng, 0, 55)
    long, wide = between(rng, 0.4, 0.75), between(rng, 0.06, 0.12)
    near = float(rng.choice([3.8, 2.8]))
    for number, side in enumerate(("near", "far")):
        if number and rng.random() < 0.3:
            continue
        depth, turn = (near, 0.0) if number == 0 else (0.4, between(rng, -190, -20))
        root = np.array([0.55 * half[0], 0.02 if number == 0 else -0.02])
        a = first + turn
        _flipper(figure, f"fore_{side}", root, (a, a + bend), long, wide, depth)
        b = between(rng, 110, 190)
        root = np.array([-0.7 * half[0], 0.05])
        _flipper(
            figure, f"hind_{side}", root, (b, b + between(rng, -10, 40)), 0.55 * long, wide, depth
        )


def _turtle_above(figure: Figure) -> None:
    """Draw a turtle from above, its head to the right before it is turned."""
    rng = figure.rng
    half = between(rng, 0.38, 0.5), between(rng, 0.28, 0.4)
    figure.place("shell", np.zeros(2))
    points = ellipse(np.zeros(2), *half)
    if rng.random() < 0.4:
        x, y = half
        drop = [(x, 0), (0.6 * x, -0.9 * y), (-0.2 * x, -y), (-1.1 * x, 0), (-0.2 * x, y)]
        points = smooth_closed([*drop, (0.6 * x, 0.9 * y)], 40, 5)
    figure.add("shell", points, 0.5, depth=3.4, merges=False)
    if rng.random() < 0.5:
        figure.mark("shell", 0.8 * points, 0.5, depth=3.5, weight=0.7)
    first = len(figure.shapes)
    _scutes(figure, 0.8 * half[0], 0.8 * half[1], oval=True)
    for shape in figure.shapes[first:]:
        shape.points = shape.points + np.array([0.0, 0.28 * half[1]])
    root = figure.place("neck", np.array([0.9 * half[0], 0.0]))
    head = figure.place("head", root + np.array([between(rng, 0.08, 0.2), 0.0]))
    r = between(rng, 0.09, 0.15)
    start = root - np.array([0.1, 0.0])
    figure.tube("neck", np.stack([start, root, head]), [0.7 * r] * 3, depth=2.1)
    points = ellipse(head + np.array([0.5 * r, 0.0]), 1.2 * r, r)
    figure.place("nose", head + np.array([1.7 * r, 0.0]))
    along = along_line(points, head, figure.at("nose"))
    figure.add("head", points, along, depth=4.0)
    eyes = head + np.array([(0.7, -0.55), (0.7, 0.55)]) * r
    dots(figure, "head", eyes, r * between(rng, 0.1, 0.25), 0.5, 5.0, 0.85)
    _turtle_tail(figure, np.array([-half[0], 0.0]))
    sea = rng.random() < 0.6
    long = between(rng, 0.45, 0.7) if sea else between(rng, 0.2, 0.32)
    wide = between(rng, 0.06, 0.1)
    fore, hind, bend = between(rng, 30, 95), between(rng, 120, 155), between(rng, 0, 60)
    for side, way in (("near", 1.0), ("far", -1.0)):
        a, b = fore + float(rng.normal(0, 8)), hind + float(rng.normal(0, 6))
        root = np.array([0.55 * half[0], way * 0.6 * half[1]])
        back = np.array([-0.65 * half[0], way * 0.55 * half[1]])
        if sea:
            angles = (way * a, way * (a + bend))
            _flipper(figure, f"fore_{side}", root, angles, long, wide, 1.5)
            _flipper(figure, f"hind_{side}", back, (way * b, way * b), 0.6 * long, wide, 1.5)
            continue
        for name, at, angle in (("fore", root, 0.7 * a), ("hind", back, b)):
            steps = [at + k * long * unit(deg(way * angle)) for k in (0.0, 0.5, 1.0)]
            joints = place_chain(figure, f"{name}_{side}", steps)
            draw_limb(figure, f"{name}_{side}", joints, wide, depth=1.5, taper=0.9)
    turn_figure(figure, deg(float(rng.normal(-45, 40))))
