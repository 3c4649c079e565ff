# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Spiders with eight legs, on a thread or on the ground, and six-legged beetles from above."""

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
from engine.puppets.figures.limbs import (
    along_line,
    between,
    dots,
    draw_face,
    draw_limb,
    place_chain,
    turn_figure,
)

KINDS = ("spider", "spider", "spider", "ball", "ball", "beetle", "ladybird")


def build(figure: Figure, kind: str) -> None:
    """Fill the figure with a spider from above, a round one from the front, or a beetle."""
    rng = figure.rng
    if kind == "ball":
        half = _ball(figure)
        _legs_in_front(figure, half)
        turn_figure(figure, deg(float(rng.normal(0, 6))))
    elif kind == "spider":
        _spider(figure)
        _legs_above(figure, 4, half=between(rng, 0.04, 0.1), leg=between(rng, 0.45, 1.0))
        _turn(figure)
    else:
        wide = _beetle(figure, kind)
        _legs_above(figure, 3, half=wide, leg=between(rng, 0.2, 0.55), spread=0.5)
        _turn(figure)


def _turn(figure: Figure) -> None:
    """Turn a figure whose head is up, often a little, sometimes upside down."""
    rng = figure.rng
    lean = float(rng.normal(0, 15)) if rng.random() < 0.75 else between(rng, -55, 55)
    turn_figure(figure, deg(lean + (180 if rng.random() < 0.12 else 0)))


def _legs_above(figure: Figure, rows: int, *, half: float, leg: float, spread: float = 0.3) -> None:
    """Draw legs in a fan; the front ones bend forward, the others back."""
    rng = figure.rng
    width = 0.0 if rng.random() < 0.6 else between(rng, 0.012, 0.05) * (0.5 + leg)
    smooth, bend = int(rng.choice([0, 0, 1, 4])), between(rng, 0, 75)
    fan = np.linspace(between(rng, -62, -35), between(rng, 35, 62), rows)
    depth = float(rng.choice([1.2, 1.2, 3.0]))
    first = rng.normal(0, 6, (rows, 2)) * float(rng.choice([0.3, 1.0, 2.0]))
    for row in range(rows):
        long = leg * (1.0 if row in (0, rows - 1) else between(rng, 0.75, 1.0))
        for number, (side, way) in enumerate((("left", -1.0), ("right", 1.0))):
            a = float(fan[row] + first[row, number])
            root = np.array([way * half, spread * (row / (rows - 1) - 0.5)])
            turn = bend * (-1.0 if row < rows / 2 else 1.0) * (0.4 if 0 < row < rows - 1 else 1.0)
            knee = root + 0.5 * long * unit(deg(a - 0.5 * turn)) * np.array([way, 1.0])
            foot = knee + 0.55 * long * unit(deg(a + 0.5 * turn)) * np.array([way, 1.0])
            name = f"leg_{'abcd'[row]}_{side}"
            joints = place_chain(figure, name, [root, knee, foot])
            draw_limb(figure, name, joints, width, depth=depth, smooth=smooth)


def _legs_in_front(figure: Figure, half: tuple[float, float]) -> None:
    """Draw legs that go out and up to the knees, and down to the ground or hang."""
    rng = figure.rng
    width = 0.0 if rng.random() < 0.7 else between(rng, 0.015, 0.04)
    smooth, rise = int(rng.choice([0, 0, 1, 3])), between(rng, -0.1, 0.5)
    leg, drop = between(rng, 0.3, 0.7), between(rng, 0.2, 0.6)
    depth = float(rng.choice([1.2, 1.2, 1.2, 3.0]))
    even = rng.random() < 0.5
    for row in range(4):
        for side, way in (("left", -1.0), ("right", 1.0)):
            t = row / 3
            angle = deg(-50 + 95 * t)
            root = 0.85 * np.array([way * half[0] * np.cos(angle), half[1] * np.sin(angle)])
            out = leg * (1.0 - 0.6 * t + float(rng.normal(0, 0.04)))
            knee = root + np.array([way * 0.6 * out, -rise * leg * (1.0 - 0.7 * t)])
            foot = np.array([knee[0] + way * 0.4 * out, half[1] + drop * (0.6 + 0.4 * t)])
            if even:  # each leg like the one above it
                knee = root + np.array([way * 0.55 * leg, -0.6 * rise * leg])
                foot = knee + np.array([way * 0.3 * leg, 0.7 * drop])
            name = f"leg_{'abcd'[row]}_{side}"
            joints = place_chain(figure, name, [root, knee, foot])
            draw_limb(figure, name, joints, width, depth=depth, smooth=smooth)


def _ball(figure: Figure) -> tuple[float, float]:
    """Draw a round spider with its face in front; return its half width and height."""
    rng = figure.rng
    half = between(rng, 0.18, 0.35), between(rng, 0.16, 0.35)
    body = figure.place("body", np.zeros(2))
    rear = figure.place("rear", np.array([0.0, -0.8 * half[1]]))
    points = ellipse(body, *half)
    figure.add("body", points, along_line(points, body, rear), depth=2.0)
    two = rng.random() < 0.35
    r = 0.65 * min(half)
    head = np.array([0.0, (0.9 * half[1] if two else between(rng, -0.1, 0.3) * half[1])])
    figure.place("head", head)
    if two:
        figure.add("head", ellipse(head, r, 0.85 * r), 0.5, depth=3.4, merges=False)
    put = LocalFrame(head, 0.0)
    draw_face(figure, "head", put, r if two else 1.3 * r, 0.5, eyes=2, front=True)
    if rng.random() < 0.25:  # more eyes
        places = put([(x * r, -0.75 * r) for x in (-0.3, 0.3)])
        dots(figure, "head", places, 0.1 * r, 0.5, 5.0)
    if rng.random() < 0.25:  # fangs
        for way in (-1.0, 1.0):
            tooth = put(np.array([[0.12, 0.45], [0.22, 0.8], [0.3, 0.45]]) * r * [way, 1.0])
            figure.mark("head", tooth, 0.5, closed=False, depth=5.0, weight=0.6)
    if rng.random() < 0.35:
        top = np.array([0.0, -0.9 * half[1]])
        thread = np.linspace(top, top - np.array([0.0, between(rng, 0.3, 1.0)]), 6)
        figure.mark("other", thread, 0.0, closed=False, depth=1.0, weight=0.9)
    return half


def _spider(figure: Figure) -> None:
    """Draw a spider from above, its head up: rear and front in one or two pieces."""
    rng = figure.rng
    front = between(rng, 0.07, 0.16), between(rng, 0.08, 0.17)
    rear = between(rng, 0.11, 0.28), between(rng, 0.14, 0.36)
    body = figure.place("body", np.zeros(2))
    tail = figure.place("rear", np.array([0.0, 0.8 * front[1] + 1.75 * rear[1]]))
    head = figure.place("head", np.array([0.0, -0.8 * front[1]]))
    middle = np.array([0.0, 0.8 * front[1] + 0.85 * rear[1]])
    pointed = rng.random() < 0.3
    if pointed:
        x, y = rear
        shape = [
            (0, -y),
            (0.8 * x, -0.6 * y),
            (x, 0.2 * y),
            (0, y),
            (-x, 0.2 * y),
            (-0.8 * x, -0.6 * y),
        ]
        points = smooth_closed(shape, 40, 4) + middle
    else:
        points = ellipse(middle, *rear)
    figure.add("body", points, along_line(points, body, tail), depth=2.0)
    three = rng.random() < 0.3
    figure.add("body", ellipse(body, *front), 0.0, depth=2.4)
    r = front[0] * between(rng, 0.5, 0.9)
    middle = head - np.array([0.0, 0.6 * r])
    if three:
        figure.add("head", ellipse(middle, r, r, samples=20), 0.5, depth=2.6)
    else:
        middle, r = head + np.array([0.0, 0.3 * front[1]]), front[0]
    _front(figure, LocalFrame(middle, 0.0), r)
    _rear_pattern(figure, points, body, tail)


def _front(figure: Figure, put: LocalFrame, r: float) -> None:
    """Draw eyes and jaws of an animal that looks up."""
    rng = figure.rng
    e = r * between(rng, 0.1, 0.25)
    if rng.random() < 0.8:
        rows = [(-0.35, -0.5), (0.35, -0.5)]
        if rng.random() < 0.3:
            rows += [(-0.6, -0.15), (0.6, -0.15)]
        dots(figure, "head", put(np.array(rows) * r), e, 0.5, 5.0, 0.8)
    if rng.random() < 0.45:
        long = between(rng, 0.4, 0.9)
        for way in (-1.0, 1.0):
            jaw = np.array([[0.3, -0.85], [0.45, -0.9 - 0.6 * long], [0.15, -0.9 - long]]) * r
            line = rounded(put(jaw * [way, 1.0]), 8, 1)
            figure.mark("head", line, 0.8, closed=False, depth=1.5, weight=0.8)


def _rear_pattern(figure: Figure, points: Floats, body: Floats, tail: Floats) -> None:
    rng = figure.rng
    kind = str(
        rng.choice(["none", "cross", "stripes", "dots", "inner"], p=[0.5, 0.13, 0.13, 0.12, 0.12])
    )
    centre = points.mean(axis=0)
    half = 0.5 * np.ptp(points, axis=0)

    def line(local: list[tuple[float, float]]) -> None:
        at = centre + np.array(local) * half
        s = along_line(at, body, tail)
        figure.mark("body", at, s, closed=False, depth=3.0, weight=0.6)

    if kind == "cross":
        line([(0, -0.6), (0, 0.6)])
        line([(-0.35, -0.15), (0.35, -0.15)])
    elif kind == "stripes":
        for y in np.linspace(-0.5, 0.6, int(rng.integers(2, 4))):
            x = 0.95 * float(np.sqrt(1 - y**2))
            line([(-x, y), (0, y + 0.12), (x, y)])
    elif kind == "dots":
        places = centre + np.array([(0, -0.45), (-0.35, 0.1), (0.35, 0.1), (0, 0.55)]) * half
        dots(figure, "body", places, 0.13 * half[0], along_line(places, body, tail), 3.0)
    elif kind == "inner":
        small = centre + 0.55 * (points - centre)
        figure.mark("body", small, along_line(small, body, tail), depth=3.0, weight=0.6)


def _beetle(figure: Figure, kind: str) -> float:
    """Draw a beetle from above, its head up; return how far from the middle its legs begin."""
    rng = figure.rng
    round_one = kind == "ladybird"
    half = (
        between(rng, 0.3, 0.42) if round_one else between(rng, 0.18, 0.32),
        between(rng, 0.36, 0.48),
    )
    body = figure.place("body", np.zeros(2))
    tail = figure.place("rear", np.array([0.0, 0.85 * half[1]]))
    neck = -0.9 * half[1]
    if round_one or rng.random() < 0.5:
        points = ellipse(body, *half)
    else:
        x, y = half
        shape = [(-0.7 * x, -y), (0.7 * x, -y), (x, -0.3 * y), (0.85 * x, 0.5 * y), (0, y)]
        points = smooth_closed([*shape, (-0.85 * x, 0.5 * y), (-x, -0.3 * y)], 44, 3)
    figure.add("body", points, along_line(points, body, tail), depth=2.3, merges=False)
    if rng.random() < 0.4:  # the shield behind the head
        shield = ellipse(np.array([0.0, neck]), 0.75 * half[0], between(rng, 0.08, 0.14))
        figure.add("body", shield, 0.0, depth=2.25, merges=False)
        neck -= 0.08
    head = figure.place("head", np.array([0.0, neck]))
    r = half[0] * between(rng, 0.35, 0.6)
    middle = head - np.array([0.0, 0.25 * r])
    figure.add("head", ellipse(middle, r, between(rng, 0.7, 1.0) * r), 0.5, depth=1.8, merges=False)
    _front(figure, LocalFrame(middle, 0.0), r)
    if rng.random() < 0.75:
        long, out = between(rng, 0.6, 2.0) * r, between(rng, 0.2, 1.3) * r
        knob = rng.random() < 0.4
        for way in (-1.0, 1.0):
            line = middle + np.array([[0.4, -0.7], [0.5, -1.2], [0.6, -1.0]]) * r * [way, 1.0]
            line[2] += np.array([way * out, -long])
            figure.mark("head", rounded(line, 10, 2), 0.9, closed=False, depth=1.5, weight=0.8)
            if knob:
                dots(figure, "head", line[-1:], 0.12 * r, 1.0, 1.5, 0.8)
    _wing_cases(figure, half, body, tail, round_one)
    return 0.8 * half[0]


def _wing_cases(
    figure: Figure, half: tuple[float, float], body: Floats, tail: Floats, dotted: bool
) -> None:
    rng = figure.rng
    x, y = half
    top = -between(rng, 0.5, 1.0) * y
    if rng.random() < 0.85:
        open_ = 0.15 * x if rng.random() < 0.15 else 0.0
        for way in (-1.0, 1.0) if open_ else (0.0,):
            line = np.stack([np.linspace(0, way * open_, 10), np.linspace(top, 0.97 * y, 10)], 1)
            s = along_line(line, body, tail)
            figure.mark("body", line, s, closed=False, depth=3.0, weight=0.85)
    if rng.random() < 0.5:  # the line behind the shield
        t = np.linspace(-1, 1, 10) * np.sqrt(1 - min(0.98, (top / y) ** 2))
        line = np.stack([0.97 * x * t, np.full(10, top) + 0.05 * (1 - t**2)], 1)
        figure.mark("body", line, 0.0, closed=False, depth=3.0, weight=0.7)
    if dotted or rng.random() < 0.1:
        r = x * between(rng, 0.1, 0.24)
        rows = int(rng.integers(1, 4))
        for row in np.linspace(-0.35, 0.5, rows):
            out = between(rng, 0.35, 0.6)
            places = np.array([(-out * x, row * y), (out * x, row * y)])
            dots(figure, "body", places, r, along_line(places, body, tail), 3.0, 0.85)
