# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The outline of a head, and the hair and hats upon it, from the front."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.puppets.figures.flesh import Figure, Floats, deg, ellipse, rounded, smooth_closed, unit
from engine.puppets.figures.hair_masses import draw_hair_mass
from engine.puppets.figures.limbs import along_line, between

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


def draw_tuft(figure: Figure, skull: Skull) -> None:
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


def draw_hair(figure: Figure, skull: Skull) -> None:
    """Draw hair: a cap, spikes, curls, a bob or long hair, some single hairs, or a hat."""
    rng = figure.rng
    style = str(
        rng.choice(
            ["cap", "spikes", "curls", "long", "tuft", "parted", "hat", "bald", "mass"],
            p=[0.13, 0.1, 0.1, 0.15, 0.07, 0.08, 0.06, 0.05, 0.26],
        )
    )
    if style == "bald":
        return
    if style == "tuft":
        draw_tuft(figure, skull)
        return
    if style == "hat":
        _hat(figure, skull)
        return
    if style == "mass":
        draw_hair_mass(figure, skull.half)
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
    edge = between(rng, 0.48, 0.7) * y
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
