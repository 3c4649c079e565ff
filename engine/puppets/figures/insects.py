# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Insects from the side, and from above with their head up: ants, bees, beetles, dragonflies."""

from __future__ import annotations

import numpy as np

from engine.puppets.figures.bumblebees import build_bumble
from engine.puppets.figures.flesh import (
    Figure,
    Floats,
    LocalFrame,
    deg,
    ellipse,
    rounded,
    unit,
)
from engine.puppets.figures.insect_limbs import (
    InsectBuild,
    draw_feelers,
    draw_legs,
    draw_legs_above,
    draw_wings,
)
from engine.puppets.figures.limbs import (
    along_line,
    between,
    dots,
    draw_face,
    draw_limb,
    turn_figure,
)

_BUILDS = {
    "ant": InsectBuild((0.17, 0.09), (0.42, 0.15, 174), 0.13, 0.5, 0.32),
    "bee": InsectBuild((0.16, 0.15), (0.45, 0.17, 168), 0.14, 0.25, 0.2, "up", 0.4, stripes=0.9),
    "beetle": InsectBuild((0.15, 0.14), (0.55, 0.2, 180), 0.11, 0.32, 0.22, dome=True, stripes=0.0),
    "fly": InsectBuild((0.17, 0.15), (0.34, 0.14, 172), 0.14, 0.32, 0.08, "back", 0.1),
    "mosquito": InsectBuild((0.14, 0.11), (0.5, 0.05, 158), 0.075, 0.75, 0.15, "back", stripes=0.3),
    "ladybird": InsectBuild(
        (0.12, 0.12), (0.55, 0.32, 180), 0.13, 0.2, 0.16, dome=True, stripes=0.0
    ),
    "dragonfly": InsectBuild((0.17, 0.1), (0.85, 0.045, 181), 0.11, 0.18, 0.07, "pairs", 0.45),
    "grasshopper": InsectBuild((0.18, 0.12), (0.62, 0.09, 180), 0.13, 0.34, 0.4, "along"),
}
KINDS = (*_BUILDS, "bumble", "bumble")


def build(figure: Figure, kind: str) -> None:
    """Fill the figure with an insect of a kind; ladybirds and grasshoppers only from the side."""
    rng = figure.rng
    if kind == "bumble":
        build_bumble(figure)
        return
    plan = _varied(_BUILDS[kind], rng)
    above = kind not in ("ladybird", "grasshopper") and rng.random() < (
        0.6 if kind == "dragonfly" else 0.22
    )
    if kind == "beetle" and above:
        plan = InsectBuild(plan.thorax, plan.abdomen, plan.head, plan.leg, plan.feeler)
    joined = _trunk(figure, plan, kind, above)
    _head(figure, plan, kind, above)
    if above:
        draw_legs_above(figure, plan, joined)
    elif rng.random() >= plan.bare:
        draw_legs(figure, plan, kind, joined)
    draw_wings(figure, plan, kind, above)
    if above:
        turn_figure(figure, deg(-90 + float(rng.normal(0, 18))))
    else:
        flies = plan.wings in ("up", "back", "pairs")
        turn_figure(figure, deg(float(rng.normal(-4 if flies else 0, 13 if flies else 4))))


def _varied(plan: InsectBuild, rng: np.random.Generator) -> InsectBuild:
    def v(x: float, spread: float = 0.18) -> float:
        return x * float(np.exp(rng.normal(0, spread)))

    long, high, angle = plan.abdomen
    return InsectBuild(
        (v(plan.thorax[0]), v(plan.thorax[1])),
        (v(long), v(high), angle + float(rng.normal(0, 7))),
        v(plan.head, 0.25),
        v(plan.leg),
        v(plan.feeler, 0.3),
        plan.wings,
        plan.bare,
        plan.dome,
        plan.stripes,
    )


def _trunk(figure: Figure, plan: InsectBuild, kind: str, above: bool) -> bool:
    """Draw thorax and abdomen; return whether they are one piece."""
    rng = figure.rng
    tx, ty = plan.thorax
    long, high, angle = plan.abdomen
    if plan.dome or above:
        angle = 180.0
    figure.place("thorax", np.zeros(2))
    root = figure.place("abdomen0", np.array([-0.85 * tx, -0.1 * ty]))
    tip = figure.place("abdomen1", root + long * unit(deg(angle)))
    joined = plan.dome or (kind in ("bee", "fly") and rng.random() < 0.45)
    if plan.dome:
        points = _dome(tx, long, high, rng)
    elif joined:
        middle = 0.5 * (tip + np.array([tx, 0.0]))
        reach = 0.5 * float(np.linalg.norm(tip - np.array([tx, 0.0])))
        points = ellipse(middle, reach, max(high, ty), deg(angle))
    elif kind == "dragonfly" or (kind == "mosquito" and rng.random() < 0.7):
        figure.tube("abdomen", np.stack([root, tip]), [high, 0.8 * high, high], depth=2.0)
        points = np.zeros((0, 2))
    elif kind == "grasshopper" or rng.random() < 0.4:
        end = between(rng, 0.15, 0.5)
        shape = [0.5, 1.0, 1.0, 0.8, end] if kind != "grasshopper" else [1.2, 1.1, 0.9, 0.6, end]
        figure.tube("abdomen", np.stack([root, tip]), high * np.array(shape), depth=2.0)
        points = np.zeros((0, 2))
    else:
        points = ellipse(0.5 * (root + tip), 0.52 * long, high, deg(angle))
    if len(points):
        figure.add("abdomen", points, along_line(points, root, tip), depth=2.0)
    if not joined:
        figure.add("thorax", ellipse(np.zeros(2), tx, ty), 0.5, depth=2.2)
    _pattern(figure, plan, kind, root, tip, joined)
    return joined


def _dome(tx: float, long: float, high: float, rng: np.random.Generator) -> Floats:
    """Return the outline of wing cases: an arch upon a flat or slightly hollow line."""
    t = np.linspace(0, np.pi, 24)
    half, middle = 0.5 * (long + 1.5 * tx), 0.5 * (0.6 * tx - 1.0 * tx - long)
    flat = between(rng, 0.75, 1.0)
    arch = np.stack([middle + half * np.cos(t), 0.12 - 1.5 * high * np.sin(t) ** flat], 1)
    x = np.linspace(-1, 1, 14)[1:-1]
    sag = between(rng, -0.02, 0.08)
    base = np.stack([middle + half * x, 0.12 + sag * (1 - x**2)], 1)
    return np.concatenate([arch, base])


def _pattern(
    figure: Figure, plan: InsectBuild, kind: str, root: Floats, tip: Floats, joined: bool
) -> None:
    rng = figure.rng
    long, high, _ = plan.abdomen
    axis = (tip - root) / max(float(np.linalg.norm(tip - root)), 1e-6)
    side = np.array([-axis[1], axis[0]])
    if rng.random() < plan.stripes:
        count = int(rng.integers(2, 6 if kind == "dragonfly" else 5))
        bow, slant = between(rng, -0.2, 0.35) * high, between(rng, -0.1, 0.1)
        for s in np.linspace(0.22, 0.82, count):
            y = np.linspace(-1, 1, 8)
            reach = high * (1.0 if high < 0.07 else np.sqrt(1 - (2 * s - 1) ** 2))
            line = root + (s * long + bow * (1 - y**2) + slant * y * high)[:, None] * axis
            figure.mark(
                "abdomen",
                line + (0.97 * reach * y)[:, None] * side,
                float(s),
                closed=False,
                depth=3.0,
                weight=0.8,
            )
    if kind == "bee" and rng.random() < 0.5:
        sting = np.linspace(tip, tip + between(rng, 0.04, 0.1) * axis, 4)
        figure.mark("abdomen", sting, 1.0, closed=False, depth=1.0, weight=0.7)
    if plan.dome:
        _wing_cases(figure, plan, kind == "ladybird" or rng.random() < 0.15)


def _wing_cases(figure: Figure, plan: InsectBuild, dotted: bool) -> None:
    """Draw the dots on a dome and the line between its halves."""
    rng = figure.rng
    long, high, _ = plan.abdomen
    half, middle = 0.5 * (long + 1.5 * plan.thorax[0]), -0.2 * plan.thorax[0] - 0.5 * long
    if dotted:
        count = int(rng.integers(2, 7))
        x = (np.arange(count) + rng.uniform(0.2, 0.8, count)) / count * 1.5 - 0.75
        y = 0.12 - 1.5 * high * np.sqrt(1 - x**2) * np.resize([0.35, 0.7], count)
        places = np.stack([middle + half * x, y], 1)
        along = np.clip(-places[:, 0] / long, 0, 1)
        dots(figure, "abdomen", places, high * between(rng, 0.1, 0.22), along, 3.0, 0.8)
    if rng.random() < 0.5:
        t = np.linspace(between(rng, 0.1, 0.8), np.pi, 18)
        y = 0.12 - 1.5 * high * between(rng, 0.3, 0.75) * np.sin(t)
        line = np.stack([middle + half * np.cos(t), y], 1)
        along = np.clip(-line[:, 0] / long, 0, 1)
        figure.mark("abdomen", line, along, closed=False, depth=3.0, weight=0.6)


def _head(figure: Figure, plan: InsectBuild, kind: str, above: bool) -> None:
    rng = figure.rng
    r, (tx, ty) = plan.head, plan.thorax
    tilt = 0.0 if above else deg(float(rng.normal(8, 12)))
    lift = 0.0 if above else float(rng.uniform(-0.6, 0.5)) * ty
    root = figure.place("head", np.array([0.85 * tx, -0.3 * lift]))
    put = LocalFrame(root, tilt)
    long, wide = (0.75 * r, 1.25 * r) if kind == "grasshopper" else (r, r * between(rng, 0.75, 1.1))
    beak = between(rng, 0.15, 0.4) if kind == "mosquito" else 0.0
    figure.place("mouth", put([(0.75 * long + long + beak, 0.2 * wide + 0.3 * beak)])[0])
    middle = np.array([0.75 * long, 0.0])
    points = ellipse(middle, long, wide)
    figure.add(
        "head",
        put(points),
        np.clip(points[:, 0] / (1.75 * long + beak), 0, 1),
        depth=float(rng.choice([4.0, 1.6])),
    )
    face = LocalFrame(put(middle[None])[0], tilt)
    if above:
        if rng.random() < 0.6:
            eyes = ellipse(np.array([0.3 * long, 0.65 * wide]), 0.4 * r, 0.3 * r, samples=14)
            for way in (1.0, -1.0):
                figure.mark("head", face(eyes * np.array([1.0, way])), 0.5, depth=5.0, weight=0.8)
    elif kind in ("fly", "dragonfly") and rng.random() < 0.7:
        eye = ellipse(np.array([0.3 * long, -0.2 * wide]), 0.5 * r, 0.6 * r, samples=18)
        figure.mark("head", face(eye), 0.5, depth=5.0, weight=0.9)
    else:
        draw_face(figure, "head", face, r, 0.6)
    if beak:
        sting = np.stack([put([(1.6 * long, 0.15 * wide)])[0], figure.at("mouth")])
        draw_limb(figure, "head", sting, 0.0, depth=1.0)
        figure.shapes[-1].along = np.linspace(0.6, 1.0, 18)
    elif kind in ("ant", "beetle") and rng.random() < 0.3:
        for way in (1.0, -1.0):  # jaws
            jaw = np.array([[1.5, 0.3], [1.95, 0.4], [2.1, 0.1]]) * r * np.array([1.0, way])
            figure.mark("head", put(rounded(jaw, 8, 1)), 1.0, closed=False, depth=1.0, weight=0.6)
    if rng.random() < 0.9:
        draw_feelers(figure, face, r, plan.feeler, above)
