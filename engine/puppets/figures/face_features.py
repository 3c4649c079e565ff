# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Eyes, brows, nose and mouth of a face from the front."""

from __future__ import annotations

import numpy as np

from engine.puppets.figures.flesh import Figure, Floats, deg, ellipse, smooth_closed, unit
from engine.puppets.figures.limbs import between

_SIDES = (("left", -1.0), ("right", 1.0))


def draw_eyes(
    figure: Figure, kind: str, half: tuple[float, float], shift: float, level: float
) -> None:
    """Draw both eyes alike: dots, ovals with pupils, almonds, slits, arcs; sometimes one winks."""
    rng = figure.rng
    gap = half[0] * between(rng, 0.3, 0.52)
    r = min(half[0] * between(rng, 0.07, 0.24), 0.85 * half[0] - gap - abs(shift))
    r = max(r, 0.06 * half[0])
    styles = ["dot", "oval", "pupil", "almond", "arc", "smile"]
    chances = [0.25, 0.2, 0.25, 0.12, 0.09, 0.09]
    style = str(rng.choice(styles, p=chances))
    if kind == "cat" and rng.random() < 0.4:
        style = "slit"
    tall, look = between(rng, 0.9, 1.7), rng.uniform(-0.3, 0.3, 2)
    pupil, shine = between(rng, 0.3, 0.6), rng.random() < 0.3
    lash = int(rng.integers(2, 4)) if rng.random() < 0.15 else 0
    slant = deg(between(rng, -15, 15))
    wink = rng.random() < 0.05
    for side, way in _SIDES:
        name = f"eye_{side}"
        eye = figure.place(f"{name}0", np.array([shift + way * gap, level]))
        mine = "arc" if wink and way > 0 else style
        _eye(figure, name, eye, r, mine, tall, slant * way, pupil, r * look)
        if shine and mine in ("pupil", "oval"):
            spot = eye + r * np.array([0.2, -0.3])
            figure.mark(
                name, ellipse(spot, 0.18 * r, 0.18 * r, samples=9), 0.5, depth=5.2, weight=0.5
            )
        for k in range(lash):
            out = unit(deg(-90 + way * (15 + 28 * k)))
            line = np.stack([eye + r * out * [1.0, tall], eye + 1.5 * r * out * [1.0, tall]])
            figure.mark(name, line, 0.5, closed=False, depth=5.0, weight=0.6)


def _eye(
    figure: Figure,
    name: str,
    eye: Floats,
    r: float,
    style: str,
    tall: float,
    slant: float,
    pupil: float,
    look: Floats,
) -> None:
    u = np.linspace(-1, 1, 11)
    if style == "dot":
        figure.mark(name, ellipse(eye, 0.5 * r, 0.5 * r * tall, samples=16), 0.5, depth=5.0)
    elif style in ("arc", "smile"):
        way = -0.7 if style == "smile" else 0.5
        line = eye + r * np.stack([u, way * (1 - u**2)], 1)
        figure.mark(name, line, 0.5, closed=False, depth=5.0)
    elif style in ("almond", "slit"):
        up, low = np.stack([u, -0.65 * (1 - u**2)], 1), np.stack([-u, 0.55 * (1 - u**2)], 1)
        lid = np.concatenate([up, low[1:-1]]) * 1.25 * r
        c, s = np.cos(slant), np.sin(slant)
        figure.mark(name, eye + lid @ np.array([[c, s], [-s, c]]), 0.5, depth=5.0)
        ball = 0.55 * r
        shape = ellipse(eye, ball * (0.4 if style == "slit" else 1.0), 1.1 * ball, samples=14)
        figure.mark(name, shape, 0.5, depth=5.1, weight=0.85)
    else:
        figure.mark(name, ellipse(eye, r, r * tall, samples=22), 0.5, depth=5.0)
        if style == "pupil":
            shape = ellipse(eye + look, pupil * r, pupil * r * min(tall, 1.3), samples=14)
            figure.mark(name, shape, 0.5, depth=5.1, weight=0.85)


def draw_brows(figure: Figure, half: tuple[float, float], shift: float, level: float) -> None:
    """Draw brows above the eyes as lines, arcs or thick tubes."""
    rng = figure.rng
    w = half[0] * between(rng, 0.12, 0.26)
    high = half[1] * between(rng, 0.22, 0.42)
    slant, bow = between(rng, -0.5, 0.5), between(rng, -0.1, 0.7)
    thick = rng.random() < 0.3
    u = np.linspace(-1, 1, 11)
    for side, way in _SIDES:
        name = f"brow_{side}"
        eye = figure.at(f"eye_{side}0")
        place = figure.place(f"{name}0", eye + np.array([0.02 * way, -high]))
        line = place + w * np.stack([u, slant * u * way - bow * (0.6 - u**2)], 1)
        if thick:
            wide = 0.18 * w * np.sqrt(np.maximum(0.05, 1 - u**2))[:, None] * np.array([0.0, 1.0])
            outline = np.concatenate([line - wide, (line + wide)[::-1]])
            figure.mark(name, outline, 0.5, depth=3.1)
        else:
            figure.mark(name, line, 0.5, closed=False, depth=3.1)


def draw_nose(
    figure: Figure, kind: str, half: tuple[float, float], shift: float, level: float
) -> Floats:
    """Draw the nose, if there is one, and return its place [2]."""
    rng = figure.rng
    x, y = half
    nose = np.array([1.15 * shift, level + y * between(rng, 0.22, 0.5)])
    if rng.random() < {"smiley": 0.85, "human": 0.1}.get(kind, 0.03):
        return nose
    figure.place("nose", nose)
    r = x * between(rng, 0.06, 0.17)
    animal = kind not in ("smiley", "human")
    styles = (
        ["oval", "triangle", "heart", "snout"]
        if animal
        else ["u", "line", "corner", "ball", "nostrils"]
    )
    chances = [0.38, 0.38, 0.1, 0.14] if animal else [0.3, 0.2, 0.2, 0.2, 0.1]
    style = str(rng.choice(styles, p=chances))
    u = np.linspace(-1, 1, 11)
    way = float(rng.choice([-1.0, 1.0]))
    if style in ("oval", "ball"):
        figure.mark(
            "nose", ellipse(nose, r, r * between(rng, 0.6, 1.0), samples=20), 0.5, depth=5.0
        )
    elif style == "triangle":
        shape = [(-r, -0.5 * r), (r, -0.5 * r), (0.0, 0.6 * r)]
        points = smooth_closed(shape, 24, int(rng.integers(0, 4))) + nose
        figure.mark("nose", points, 0.5, depth=5.0)
    elif style == "heart":
        shape = [(0, -0.3), (0.6, -0.8), (1, -0.2), (0, 0.8), (-1, -0.2), (-0.6, -0.8)]
        figure.mark("nose", smooth_closed(shape, 30, 1) * r + nose, 0.5, depth=5.0)
    elif style == "snout":
        big = 2.2 * r
        figure.mark("nose", ellipse(nose, big, 0.75 * big, samples=24), 0.5, depth=5.0)
        for side in (-1.0, 1.0):
            hole = nose + np.array([side * 0.4 * big, 0.0])
            figure.mark("nose", ellipse(hole, 0.15 * big, 0.25 * big, samples=12), 0.5, depth=5.1)
    elif style == "u":
        line = nose + r * np.stack([u, 0.8 * (1 - u**2)], 1)
        figure.mark("nose", line, 0.5, closed=False, depth=5.0)
    elif style == "line":
        line = nose + np.array([[0.0, -1.8], [0.0, 0.5]]) * r
        figure.mark("nose", line, 0.5, closed=False, depth=5.0)
    elif style == "corner":
        line = nose + np.array([[0.0, -2.2], [0.9 * way, 0.3], [0.0, 0.5]]) * r
        figure.mark("nose", line, 0.5, closed=False, depth=5.0)
    else:
        for side in (-1.0, 1.0):
            hole = nose + np.array([side * 0.5 * r, 0.0])
            figure.mark("nose", ellipse(hole, 0.15 * r, 0.15 * r, samples=9), 0.5, depth=5.0)
    return nose


def draw_mouth(
    figure: Figure, kind: str, half: tuple[float, float], shift: float, nose: Floats
) -> None:
    """Draw the mouth: a line in any mood, two arcs under a nose, an open mouth, lips."""
    rng = figure.rng
    x, y = half
    animal = kind not in ("smiley", "human")
    drawn_nose = bool(np.isfinite(figure.at("nose")).all())
    w = min(x * between(rng, 0.2, 0.55), 0.8 * x - abs(shift))
    chin = 0.93 * y * float(np.sqrt(1.0 - ((abs(shift) + 0.6 * w) / x) ** 2))
    room = max(chin - nose[1], 0.2 * y)
    place = np.array([shift, nose[1] + room * between(rng, 0.3, 0.6)])
    bow = float(rng.choice([between(rng, 0.25, 0.8), between(rng, -0.5, 0.25)], p=[0.7, 0.3]))
    bow = min(bow, 0.7 * room / w)
    if animal and drawn_nose and rng.random() < 0.7:
        _muzzle_mouth(figure, nose, min(0.6 * w, 0.25 * x), room)
        return
    style = str(rng.choice(["line", "open", "round", "lips"], p=[0.58, 0.24, 0.08, 0.1]))
    u = np.linspace(-1, 1, 17)
    s = 0.5 + 0.5 * u
    line = place + w * np.stack([u, bow * (0.5 - u**2)], 1)
    if style == "round":
        r = between(rng, 0.2, 0.45) * w
        points = ellipse(place, r, r * between(rng, 0.8, 1.4), samples=24)
        s = np.clip(0.5 + 0.5 * (points[:, 0] - place[0]) / r, 0, 1)
        line = place + np.array([[-r, 0.0], [0.0, 0.0], [r, 0.0]])
        figure.mark("mouth", points, s, depth=5.0)
    elif style == "line":
        figure.mark("mouth", line, s, closed=False, depth=5.0)
        if rng.random() < 0.15:  # the corners
            for end, k in ((line[0], 0.0), (line[-1], 1.0)):
                tick = end + np.array([[-0.1 * w, 0.05 * w], [0.1 * w, -0.05 * w]])
                figure.mark("mouth", tick, k, closed=False, depth=5.0, weight=0.5)
    elif style == "lips":
        bow = 0.3
        upper = place + w * np.stack([u, -0.3 * (1 - u**2) + 0.12 * np.exp(-((u / 0.2) ** 2))], 1)
        lower = place + w * np.stack([-u, 0.35 * (1 - u**2)], 1)
        line = place + w * np.stack([u, 0.0 * u], 1)
        figure.mark(
            "mouth",
            np.concatenate([upper, lower[1:-1]]),
            np.concatenate([s, s[-2:0:-1]]),
            depth=5.0,
        )
        figure.mark("mouth", line, s, closed=False, depth=5.1, weight=0.7)
    else:
        deep = max(min(between(rng, 0.4, 1.1) * w, chin - place[1] - 0.05 * w), 0.15 * w)
        top = place + w * np.stack([u, 0.15 * bow * (0.5 - u**2)], 1)
        low = place + np.stack([-w * u, 0.05 * w + deep * (1 - u**2)], 1)
        line = top
        figure.mark(
            "mouth", np.concatenate([top, low[1:-1]]), np.concatenate([s, s[-2:0:-1]]), depth=5.0
        )
        if rng.random() < 0.4:  # teeth
            teeth = place + np.stack([0.85 * w * u, np.full_like(u, 0.25 * deep)], 1)
            figure.mark("mouth", teeth, s, closed=False, depth=5.1, weight=0.7)
        elif rng.random() < 0.4:  # a tongue
            tongue = place + np.stack([0.45 * w * u, deep * (0.85 - 0.35 * (1 - u**2))], 1)
            figure.mark("mouth", tongue, 0.25 + 0.5 * s, closed=False, depth=5.1, weight=0.7)
    figure.place("mouth_left", line[0])
    figure.place("mouth", line[len(line) // 2])
    figure.place("mouth_right", line[-1])


def _muzzle_mouth(figure: Figure, nose: Floats, w: float, room: float) -> None:
    """Draw an animal's mouth: a line down from the nose and an arc to either side."""
    rng = figure.rng
    drop, deep = room * between(rng, 0.2, 0.4), w * between(rng, 0.3, 0.8)
    middle = nose + np.array([0.0, drop])
    start = nose + np.array([0.0, 0.35 * drop])
    figure.place("mouth", middle)
    figure.mark("mouth", np.linspace(start, middle, 4), 0.5, closed=False, depth=5.0, weight=0.9)
    full = rng.random() < 0.7
    t = np.linspace(0, np.pi if full else 0.6 * np.pi, 12)
    for side, way in _SIDES:
        arc = middle + np.stack([way * 0.5 * w * (1 - np.cos(t)), deep * np.sin(t)], 1)
        figure.place(f"mouth_{side}", arc[-1])
        s = 0.5 + way * 0.5 * np.linspace(0, 1, 12)
        figure.mark("mouth", arc, s, closed=False, depth=5.0)
    if rng.random() < 0.12:  # a tongue
        u = np.linspace(-1, 1, 9)
        tongue = middle + np.stack([0.35 * w * u, 0.2 * deep + 1.2 * w * (1 - u**4)], 1)
        figure.mark("mouth", tongue, 0.5, closed=False, depth=5.0, weight=0.8)
    elif rng.random() < 0.12:  # two teeth
        for way in (-1.0, 1.0):
            a = way * 0.3 * w
            tooth = middle + np.array([[0.0, 0.0], [0.0, 0.7 * w], [a, 0.7 * w], [a, 0.2 * deep]])
            figure.mark("mouth", tooth, 0.5, closed=False, depth=5.0, weight=0.8)
