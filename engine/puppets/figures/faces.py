# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Faces from the front that fill the drawing: smileys, animals, people."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.puppets.figures.face_features import brows, draw_eyes, draw_mouth, draw_nose
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
from engine.puppets.figures.limbs import along_line, between, place_chain, turn_figure

KINDS = ("smiley", "smiley", "cat", "dog", "bear", "rabbit", "animal", "human", "human", "human")
_SIDES = (("left", -1.0), ("right", 1.0))


@dataclass(frozen=True)
class Skull:
    """The outline of a head, its middle at 0, 0.

    Attributes:
        points: [N, 2].
        half: half width and half height.
    """

    points: Floats
    half: tuple[float, float]

    def rim(self, angle: float) -> Floats:
        """Return the place [2] on the outline in the direction of an angle in degrees."""
        way = unit(deg(angle))
        turn = self.points @ way / np.linalg.norm(self.points, axis=1)
        return np.asarray(self.points[int(turn.argmax())])


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
        brows(figure, skull.half, shift, eye_line)
    nose = draw_nose(figure, kind, skull.half, shift, eye_line)
    draw_mouth(figure, kind, skull.half, shift, nose)
    if animal:
        _animal_ears(figure, kind, skull)
        if kind in ("cat", "rabbit", "animal") and rng.random() < 0.7:
            _whiskers(figure, skull.half, nose)
        if rng.random() < 0.12:
            _tuft(figure, skull)
    elif kind == "human":
        if rng.random() < 0.7:
            _human_ears(figure, skull)
        _hair(figure, skull)
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


def _tuft(figure: Figure, skull: Skull) -> None:
    """Draw some single hairs on the top of the head."""
    rng = figure.rng
    top = skull.rim(-90.0)
    long, count = skull.half[1] * between(rng, 0.15, 0.5), int(rng.integers(1, 6))
    bend = between(rng, -0.5, 0.5) * long
    spread = between(rng, 8, 25)
    figure.place("hair0", top)
    tip = figure.place("hair1", top + np.array([0.3 * bend, -long]))
    for k in range(count):
        angle = deg(-90 + spread * (k - (count - 1) / 2))
        root = top + np.array([0.05 * (k - (count - 1) / 2), 0.0])
        end = root + long * unit(angle) + np.array([bend, 0.0])
        middle = root + 0.55 * long * unit(angle)
        line = rounded(np.stack([root, middle, end]), 10, 2)
        along = along_line(line, top, tip)
        figure.mark("hair", line, along, closed=False, depth=2.5)


def _hair(figure: Figure, skull: Skull) -> None:
    """Draw hair: a cap, spikes, curls, a bob or long hair, some single hairs, or a hat."""
    rng = figure.rng
    style = str(
        rng.choice(
            ["cap", "spikes", "curls", "long", "tuft", "parted", "hat", "bald"],
            p=[0.18, 0.14, 0.14, 0.2, 0.1, 0.1, 0.07, 0.07],
        )
    )
    if style == "bald":
        return
    if style == "tuft":
        _tuft(figure, skull)
        return
    if style == "hat":
        _hat(figure, skull)
        return
    x, y = skull.half
    lift = between(rng, 1.04, 1.25)
    low = between(rng, -15, 12)  # how far down at the sides, degrees below the horizontal
    outer_angles = np.linspace(180 - low, 360 + low, 30)
    outer = np.stack([skull.rim(float(a)) for a in outer_angles]) * lift
    bump = np.sin(np.pi * np.linspace(0, 1, 30))[:, None] * between(rng, 0.0, 0.1)
    outer = outer * (1 + bump)
    crown = figure.place("hair0", np.array([0.0, -0.75 * y]))
    if style == "long":
        reach = between(rng, 0.5, 1.6) * y
        tip = figure.place("hair1", np.array([0.0, reach]))
        _long_hair(figure, outer, crown, tip, x)
    else:
        tip = figure.place(
            "hair1", np.array([0.0, -lift * y * (1.25 if style == "spikes" else 1.05)])
        )
    if style == "spikes":
        count = int(rng.integers(5, 12))
        angles = np.linspace(-170 - 0.5 * low, -10 + 0.5 * low, 2 * count + 1)
        out = np.where(np.arange(2 * count + 1) % 2, between(rng, 1.15, 1.5), 1.0)
        zigzag = np.stack([skull.rim(float(a)) * s for a, s in zip(angles, out, strict=True)])
        if rng.random() < 0.5:
            figure.mark("hair", zigzag, _radial(zigzag, skull, tip), closed=False, depth=3.0)
            return
        outer = zigzag
    elif style == "curls":
        count = int(rng.integers(7, 14))
        t = np.linspace(0, 1, 8 * count)
        angles = 180 - low + (180 + 2 * low) * t
        wave = lift * 1.02 + 0.09 * np.abs(np.sin(np.pi * count * t))
        outer = np.stack([skull.rim(float(a)) for a in angles]) * wave[:, None]
    fringe = _fringe(outer, style, y, rng)
    points = np.concatenate([outer, fringe])
    depth = 3.2
    figure.add("hair", points, _radial(points, skull, tip), depth=depth, merges=False)
    figure.shapes[-1].along = np.clip(figure.shapes[-1].along, 0.08, 1.0)
    if style in ("cap", "parted") and rng.random() < 0.3:
        for k in range(int(rng.integers(1, 4))):
            start = outer[8 + 5 * k] * 0.98
            line = rounded(np.stack([start, 0.92 * start + 0.02, fringe[len(fringe) // 2]]), 8, 1)
            figure.mark("hair", line, 0.4, closed=False, depth=depth + 0.1, weight=0.5)


def _radial(points: Floats, skull: Skull, tip: Floats) -> Floats:
    """Return the place along hair that stands up from the skull towards `tip`."""
    if tip[1] > 0:  # it hangs down
        return np.asarray(np.clip((points[:, 1] + skull.half[1]) / (tip[1] + skull.half[1]), 0, 1))
    low = 0.75 * skull.half[1]
    return np.asarray(np.clip((-points[:, 1] - low) / (-tip[1] - low), 0, 1))


def _fringe(outer: Floats, style: str, y: float, rng: np.random.Generator) -> Floats:
    """Return the edge of the hair upon the forehead, from the right end to the left one."""
    right, left = outer[-1], outer[0]
    s = np.linspace(0, 1, 24)[1:-1]
    base = right + (left - right) * s[:, None]
    edge = between(rng, 0.35, 0.65) * y
    kind = str(rng.choice(["arch", "jags", "side"])) if style != "parted" else "parted"
    if kind == "arch":
        drop = -edge * np.sin(np.pi * s) ** 0.6 - 0.05 * y
    elif kind == "jags":
        teeth = int(rng.integers(3, 7))
        drop = -0.8 * edge * np.minimum(1.0, 5 * np.sin(np.pi * s))
        drop = drop + 0.16 * y * np.abs(2 * ((s * teeth) % 1.0) - 1)
    elif kind == "side":
        drop = -edge * np.sin(np.pi * s) ** 0.5 * (0.5 + 0.6 * s)
    else:
        drop = -edge * np.sin(np.pi * s) ** 0.5 * (0.55 + np.exp(-(((s - 0.5) / 0.18) ** 2)) * 0.7)
    inner = base * np.array([0.86, 1.0]) + np.stack([np.zeros_like(s), drop], 1)
    return np.asarray(inner)


def _long_hair(figure: Figure, outer: Floats, crown: Floats, tip: Floats, x: float) -> None:
    """Draw hair behind the head, down to the chin or below."""
    rng = figure.rng
    flare, curl = between(rng, 0.95, 1.35), between(rng, -0.15, 0.15)
    right = [
        (flare * x + curl * s * x, outer[-1, 1] + (tip[1] - outer[-1, 1]) * s) for s in (0.4, 1.0)
    ]
    bottom = [*right, *[(-a, b) for a, b in right[::-1]]]
    if rng.random() < 0.25:  # two tails
        for _, way in _SIDES:
            root = outer[-3] if way > 0 else outer[2]
            end = np.array([way * between(rng, 1.3, 1.8) * x, tip[1]])
            joints = np.stack([root, 0.5 * (root + end) + np.array([way * 0.12, 0.0]), end])
            figure.tube("hair", joints, [0.05, 0.12, 0.1, 0.02], depth=1.0, merges=False)
            figure.shapes[-1].along = along_line(figure.shapes[-1].points, crown, tip)
        return
    points = np.concatenate([outer, np.asarray(bottom)])
    if rng.random() < 0.6:
        points = smooth_closed(
            [(float(a), float(b)) for a, b in points], 60, int(rng.integers(2, 7))
        )
    figure.add("hair", points, along_line(points, crown, tip), depth=0.6, merges=False)


def _hat(figure: Figure, skull: Skull) -> None:
    """Draw a hat: it is a thing, not part of the face."""
    rng = figure.rng
    x, y = skull.half
    base, high = -between(rng, 0.45, 0.7) * y, between(rng, 0.4, 0.9) * y
    wide = float(np.sqrt(max(0.1, 1 - (base / y) ** 2))) * x * 1.1
    top = wide * between(rng, 0.3, 1.0)
    crown = [(-wide, base), (-top, base - high), (top, base - high), (wide, base)]
    figure.add(
        "other", smooth_closed(crown, 40, int(rng.integers(0, 6))), 0.0, depth=3.4, merges=False
    )
    if rng.random() < 0.7:
        brim = ellipse(np.array([0.0, base]), wide * between(rng, 1.1, 1.6), 0.08 * y)
        figure.add("other", brim, 0.0, depth=3.5, merges=False)


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
