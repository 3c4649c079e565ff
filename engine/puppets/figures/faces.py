# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Faces from the front that fill the drawing: smileys, animals, people."""

from __future__ import annotations

import numpy as np

from engine.puppets.figures.face_features import draw_brows, draw_eyes, draw_mouth, draw_nose
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
from engine.puppets.figures.hair import Skull, draw_hair, draw_tuft
from engine.puppets.figures.limbs import along_line, between, place_chain, turn_figure

KINDS = ("smiley", "smiley", "cat", "dog", "bear", "rabbit", "animal", "human", "human", "human")
_SIDES = (("left", -1.0), ("right", 1.0))


def build(figure: Figure, kind: str) -> None:
    """Fill the figure with a face; `kind`: one of KINDS, "animal" mixes what animals have."""
    rng = figure.rng
    skull = _skull(figure, kind)
    side = float(rng.normal(0, 0.22)) if rng.random() < 0.35 else 0.0  # looks past us
    x, y = skull.half
    high = float(rng.normal(0, 0.06)) * y
    shift = float(np.clip(side, -0.3, 0.3)) * x
    animal = kind not in ("smiley", "human")
    eye_line = high + y * between(rng, -0.35, 0.05)
    draw_eyes(figure, kind, skull.half, shift, eye_line)
    if rng.random() < {"human": 0.65, "smiley": 0.3}.get(kind, 0.12):
        draw_brows(figure, skull.half, shift, eye_line)
    nose = draw_nose(figure, kind, skull.half, shift, eye_line)
    draw_mouth(figure, kind, skull.half, shift, nose)
    if animal:
        _animal_ears(figure, kind, skull)
        if kind in ("cat", "rabbit", "animal") and rng.random() < 0.7:
            _whiskers(figure, skull.half, nose)
        if rng.random() < 0.12:
            draw_tuft(figure, skull)
    elif kind == "human":
        if rng.random() < 0.7:
            _human_ears(figure, skull)
        draw_hair(figure, skull)
        if rng.random() < 0.25:
            _glasses(figure)
    if kind in ("smiley", "animal") and rng.random() < 0.15:
        _cheeks(figure, skull.half, shift)
    lean = float(rng.normal(0, 5)) if rng.random() < 0.7 else between(rng, -25, 25)
    turn_figure(figure, deg(lean))


def _skull(figure: Figure, kind: str) -> Skull:
    rng = figure.rng
    x = between(rng, 0.42, 0.5)
    y = x * {"human": between(rng, 1.0, 1.4), "smiley": between(rng, 0.92, 1.08)}.get(
        kind, between(rng, 0.75, 1.1)
    )
    style = "round" if kind == "smiley" or rng.random() < 0.45 else "shaped"
    if kind == "smiley" and rng.random() < 0.08:
        style = "box"
    if style == "round":
        points = ellipse(np.zeros(2), x, y, samples=44)
    elif style == "box":
        box = [(-x, -y), (0, -y), (x, -y), (x, 0), (x, y), (0, y), (-x, y), (-x, 0)]
        points = smooth_closed(box, 60, int(rng.integers(0, 5)))
    elif kind == "human":
        jaw, chin = between(rng, 0.6, 0.9) * x, between(rng, 0.15, 0.5) * x
        right = [(0.7 * x, -0.85 * y), (x, -0.25 * y), (jaw, 0.6 * y), (chin, y)]
        left = [(-a, b) for a, b in right[::-1]]
        points = smooth_closed([(0.0, -y), *right, *left], 56, int(rng.integers(3, 9)))
    else:
        cheek, low = between(rng, 0.9, 1.1) * x, between(rng, 0.1, 0.6) * y
        right = [(0.65 * x, -0.85 * y), (cheek, -0.1 * y), (cheek, low), (0.5 * x, 0.95 * y)]
        left = [(-a, b) for a, b in right[::-1]]
        points = smooth_closed([(0.0, -0.95 * y), *right, *left], 56, int(rng.integers(2, 9)))
    figure.place("skull", np.zeros(2))
    figure.add("skull", points, 0.5, depth=2.0)
    return Skull(points, (x, y))


def _animal_ears(figure: Figure, kind: str, skull: Skull) -> None:
    rng = figure.rng
    style = {"cat": "point", "bear": "round", "rabbit": "long"}.get(
        kind, str(rng.choice(["point", "round", "long", "flop", "big"]))
    )
    if kind == "dog":
        style = str(rng.choice(["flop", "flop", "point"]))
    at = {"flop": between(rng, 25, 50), "long": between(rng, 62, 80), "big": between(rng, 25, 50)}
    out = at.get(style, between(rng, 38, 62))  # degrees above the horizontal
    size = 0.25 * {"long": between(rng, 2.0, 3.6), "flop": between(rng, 1.2, 2.6), "big": 2.0}.get(
        style, between(rng, 0.8, 1.5)
    )
    wide = size * {
        "long": between(rng, 0.14, 0.24),
        "flop": between(rng, 0.22, 0.4),
        "big": 0.5,
    }.get(style, between(rng, 0.42, 0.65))
    lean, bent = between(rng, -15, 25), style == "long" and rng.random() < 0.25
    inner = rng.random() < 0.5
    depth = 3.0 if style == "flop" and rng.random() < 0.8 else float(rng.choice([0.5, 1.5]))
    smooth = int(rng.integers(0, 4))
    for side, way in _SIDES:
        root = 0.93 * skull.rim(-90 + way * (90 - out))
        base = -90 + way * (90 - out) * (0.4 if style == "long" else 0.75)
        angle = base + way * lean if style != "flop" else 90 - way * between(rng, 0, 40)
        if style == "flop":
            root = root * np.array([1.02, 1.0])
        put = LocalFrame(root, deg(angle))
        shape = {
            "point": [(-0.15, -1.0), (size / wide, 0.0), (-0.15, 1.0)],
            "round": [(-0.2, -0.8), (0.5, -1.0), (1.3, -0.6), (1.3, 0.6), (0.5, 1.0), (-0.2, 0.8)],
        }.get(style)
        if shape is not None:
            local = smooth_closed(shape, 30, smooth if style == "point" else 4) * wide
        else:
            local = ellipse(np.array([0.48 * size, 0.0]), 0.54 * size, wide, samples=30)
        tip_at = float(local[:, 0].max())
        points = put(local)
        name = f"ear_{side}"
        place_chain(figure, name, [root, put([(tip_at, 0.0)])[0]])
        along = np.clip(local[:, 0] / tip_at, 0, 1)
        if bent and way > 0:
            fold = 0.55 * tip_at
            points = put(np.where(local[:, :1] > fold, _folded(local, fold, way), local))
            figure.place(f"{name}1", put(_folded(np.array([[tip_at, 0.0]]), fold, way))[0])
        figure.add(name, points, along, depth=depth, merges=depth > 1 and style != "flop")
        if inner and style != "flop" and not (bent and way > 0):
            share = 0.6
            small = np.array([0.45 * tip_at, 0.0]) * (1 - share) + local * share
            figure.mark(name, put(small), along, depth=depth + 0.1, weight=0.7)


def _folded(local: Floats, fold: float, way: float) -> Floats:
    """Turn what lies beyond x = fold about the fold, as an ear hangs over."""
    beyond = local - np.array([fold, 0.0])
    return LocalFrame(np.array([fold, 0.0]), deg(way * 75))(beyond)


def _whiskers(figure: Figure, half: tuple[float, float], nose: Floats) -> None:
    rng = figure.rng
    count, long = int(rng.integers(2, 4)), between(rng, 0.3, 0.75) * half[0]
    start, fan = between(rng, 0.2, 0.5) * half[0], between(rng, 8, 22)
    bend = between(rng, -0.05, 0.08)
    for _, way in _SIDES:
        for k in range(count):
            angle = deg(fan * (k - (count - 1) / 2))
            root = nose + np.array([way * start, 0.06 + 0.05 * (k - 1)])
            tip = root + long * unit(angle) * np.array([way, 1.0])
            middle = 0.5 * (root + tip) + np.array([0.0, -bend])
            line = rounded(np.stack([root, middle, tip]), 9, 2)
            figure.mark("skull", line, 0.5, closed=False, depth=4.0, weight=0.9)


def _cheeks(figure: Figure, half: tuple[float, float], shift: float) -> None:
    r = half[0] * between(figure.rng, 0.08, 0.16)
    for _, way in _SIDES:
        place = np.array([shift + way * 0.6 * half[0], 0.25 * half[1]])
        figure.mark("skull", ellipse(place, r, 0.75 * r, samples=16), 0.5, depth=4.0, weight=0.6)


def _human_ears(figure: Figure, skull: Skull) -> None:
    rng = figure.rng
    r = skull.half[1] * between(rng, 0.12, 0.24)
    wide, inner = r * between(rng, 0.5, 0.8), rng.random() < 0.3
    level = between(rng, -8, 18)
    for side, way in _SIDES:
        rim = skull.rim(level if way > 0 else 180 - level)
        name = f"ear_{side}"
        root = 0.97 * rim
        middle = rim + np.array([way * 0.5 * wide, 0.0])
        tip = rim + np.array([way * 1.4 * wide, -0.3 * r])
        place_chain(figure, name, [root, tip])
        points = ellipse(middle, wide, r, deg(way * between(rng, 0, 15)), samples=24)
        figure.add(name, points, along_line(points, root, tip), depth=1.5, merges=True, weight=0.9)
        if inner:
            small = middle + 0.5 * (points - middle)
            small = small[small[:, 0] * way > middle[0] * way]
            order = np.argsort(small[:, 1])
            figure.mark(name, small[order], 0.6, closed=False, depth=1.9, weight=0.5)


def _glasses(figure: Figure) -> None:
    """Draw glasses about the eyes."""
    rng = figure.rng
    left, right = figure.at("eye_left0"), figure.at("eye_right0")
    gap = float(np.linalg.norm(right - left))
    r, square = gap * between(rng, 0.3, 0.44), rng.random() < 0.35
    for eye in (left, right):
        if square:
            box = [(-r, -0.7 * r), (r, -0.7 * r), (r, 0.7 * r), (-r, 0.7 * r)]
            frame = smooth_closed(box, 32, 2) + eye
        else:
            frame = ellipse(eye, r, r * between(rng, 0.8, 1.0), samples=24)
        figure.mark("other", frame, 0.0, depth=4.5, weight=0.95)
    bridge = np.stack([left + np.array([r, 0.0]), right - np.array([r, 0.0])])
    figure.mark("other", bridge, 0.0, closed=False, depth=4.5, weight=0.95)
    if rng.random() < 0.6:
        for eye, way in ((left, -1.0), (right, 1.0)):
            start = eye + np.array([way * r, 0.0])
            end = start + np.array([way * 0.3 * gap, -0.03])
            figure.mark("other", np.stack([start, end]), 0.0, closed=False, depth=2.1, weight=0.9)
