# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""True lines to be drawn roughly: puppets, figures, and simple shapes with straight sides and arcs.

All are guide curves at rest, the drawing's long side LONG_SIDE.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from engine.geometry.bezier import Floats
from engine.geometry.working_space import LONG_SIDE
from engine.puppets import FAMILIES
from engine.puppets.body import GuideCurve
from engine.puppets.figures import FIGURES, build_figure
from engine.puppets.figures.drawing import draw_figure
from engine.puppets.figures.hands import pick_hand
from engine.puppets.guides import guides_at_rest

HELD_OUT = ("fish", "wheels", "plant")  # families that are only measured on
SHARES = {"puppet": 0.5, "figure": 0.25, "shapes": 0.25}
_SPACING = 1.0  # between samples of simple shapes

Rng = np.random.Generator


def random_guides(rng: Rng, *, held_out: bool = False) -> tuple[str, list[GuideCurve]]:
    """Return the kind of a random drawing and its guide curves.

    held_out: puppets are of families that aren't learned from.
    """
    kind = str(rng.choice(list(SHARES), p=list(SHARES.values())))
    guides = _KINDS[kind](rng) if kind != "puppet" else _puppet(rng, held_out=held_out)
    return kind, scaled(guides)


def scaled(guides: list[GuideCurve]) -> list[GuideCurve]:
    """Return guide curves at rest alone, in the size in which clean-up works."""
    points = np.concatenate([guide.path[0] for guide in guides])
    low, extent = points.min(0), float(np.ptp(points, axis=0).max())
    scale = LONG_SIDE / max(extent, 1e-6)
    return [replace(g, path=(g.path[:1] - low) * scale) for g in guides]


def _puppet(rng: Rng, *, held_out: bool) -> list[GuideCurve]:
    names = [name for name in FAMILIES if (name in HELD_OUT) == held_out]
    return guides_at_rest(FAMILIES[names[int(rng.integers(len(names)))]], rng)


def _figure(rng: Rng) -> list[GuideCurve]:
    """Return what is seen of a figure, drawn with care; its hatching is drawn once."""
    names = list(FIGURES)
    while True:
        hand = replace(pick_hand(rng), wobble=0.0, again=0.0, brush=0.0, pieces=0.0, gap=0.0,
                       hatched=0.0)  # fmt: skip
        try:
            drawn = draw_figure(build_figure(names[int(rng.integers(len(names)))], rng), rng, hand)
        except ValueError:  # nothing of it is seen
            continue
        lines = [drawn.points[drawn.strokes == n] for n in range(int(drawn.strokes.max()) + 1)]
        return [_guide(line) for line in lines if len(line) > 2]


def _guide(path: Floats, *, loose: bool = False) -> GuideCurve:
    closed = bool(np.allclose(path[0], path[-1])) and len(path) > 4
    return GuideCurve(path[None], closed=closed, loose=loose)


def _shapes(rng: Rng) -> list[GuideCurve]:
    """Return a few simple shapes, apart or one over the other, some with hatching."""
    guides = []
    for _ in range(int(rng.integers(1, 8))):
        make = _SHAPES[int(rng.integers(len(_SHAPES)))]
        size = float(np.exp(rng.uniform(np.log(8.0), np.log(90.0))))
        turn = float(rng.choice([0.0, 0.0, rng.uniform(0, 2 * np.pi)]))
        cosine, sine = np.cos(turn) * size / 2, np.sin(turn) * size / 2
        matrix = np.array([[cosine, sine], [-sine, cosine]])
        place = rng.uniform(0, 120, 2)
        for path in make(rng):
            guides.append(_guide(_dense(path @ matrix + place)))
        if rng.random() < 0.25:
            guides += [_guide(_dense(p @ matrix + place), loose=True) for p in _hatching(rng)]
    return guides


def _dense(corners: Floats) -> Floats:
    way = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(corners, axis=0).T))])
    at = np.union1d(way, np.linspace(0.0, way[-1], max(4, round(way[-1] / _SPACING))))
    return np.stack([np.interp(at, way, corners[:, k]) for k in (0, 1)], 1)


def _box(rng: Rng) -> list[Floats]:
    high = float(rng.uniform(0.3, 1.0))
    corners = np.array([[-1, -high], [1, -high], [1, high], [-1, high], [-1, -high]])
    if rng.random() < 0.4:  # four sides, each by itself
        return [corners[k : k + 2] for k in range(4)]
    return [corners[: int(rng.integers(3, 6))]]


def _polygon(rng: Rng) -> list[Floats]:
    count = int(rng.integers(3, 9))
    angle = np.sort(rng.uniform(0, 2 * np.pi, count))
    radius = rng.uniform(0.4, 1.0, count)
    corners = radius[:, None] * np.stack([np.cos(angle), np.sin(angle)], 1)
    return [np.concatenate([corners, corners[:1]]) if rng.random() < 0.6 else corners]


def _ellipse(rng: Rng) -> list[Floats]:
    whole = rng.random() < 0.6
    angle = np.linspace(0, 2 * np.pi if whole else rng.uniform(1.5, 5.5), 60)
    return [np.stack([np.cos(angle), float(rng.uniform(0.4, 1.0)) * np.sin(angle)], 1)]


def _spiral(rng: Rng) -> list[Floats]:
    angle = np.linspace(0, rng.uniform(6.0, 16.0), 120)
    radius = (0.1 + angle) / angle[-1]
    return [radius[:, None] * np.stack([np.cos(angle), np.sin(angle)], 1)]


def _wave(rng: Rng) -> list[Floats]:
    knots = rng.uniform(-1, 1, (int(rng.integers(3, 6)), 2))
    place = np.linspace(0, len(knots) - 1, 80)
    weight = np.exp(-2.0 * (place[:, None] - np.arange(len(knots))) ** 2)
    return [np.asarray(weight @ knots / weight.sum(1, keepdims=True))]


def _house(rng: Rng) -> list[Floats]:
    roof, wall = float(rng.uniform(0.3, 1.0)), float(rng.uniform(0.6, 1.0))
    walls = np.array([[-wall, 0], [-wall, 1], [wall, 1], [wall, 0.0]])
    top = np.array([[-1, 0], [0, -roof], [1, 0.0]])
    door = np.array([[-0.15, 1], [-0.15, 0.5], [0.15, 0.5], [0.15, 1]])
    window = np.array([[0.3, 0.3], [0.5, 0.3], [0.5, 0.5], [0.3, 0.5], [0.3, 0.3]])
    return [walls, top, door, window][: int(rng.integers(2, 5))]


def _zigzag(rng: Rng) -> list[Floats]:
    count = int(rng.integers(3, 8))
    high = float(rng.uniform(0.1, 0.6))
    return [np.stack([np.linspace(-1, 1, count), high * (-1.0) ** np.arange(count)], 1)]


def _hatching(rng: Rng) -> list[Floats]:
    count = int(rng.integers(4, 12))
    slant, half = float(rng.uniform(-0.5, 0.5)), float(rng.uniform(0.1, 0.4))
    middle = np.linspace(-0.7, 0.7, count) + rng.normal(0.0, 0.02, count)
    return [np.array([[x - slant * half, -half], [x + slant * half, half]]) for x in middle]


_SHAPES: tuple[Callable[[Rng], list[Floats]], ...] = (
    _box, _box, _polygon, _ellipse, _ellipse, _spiral, _wave, _wave, _house, _zigzag
)  # fmt: skip
_KINDS: dict[str, Callable[[Rng], list[GuideCurve]]] = {"figure": _figure, "shapes": _shapes}
