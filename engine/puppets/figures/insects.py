# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Insects from the side, and from above with their head up: ants, bees, beetles, dragonflies."""

from __future__ import annotations

from dataclasses import dataclass

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


@dataclass(frozen=True)
class _Build:
    """Measures of an insect; its trunk is about 1 long.

    Attributes:
        thorax: half length and half height.
        abdomen: length, half height, and angle in degrees: 180 is straight back, 150 droops.
        head: radius.
        leg: length.
        wings: "none", "up", "back", "pairs" (two on each side) or "along" (folded on the body).
        bare: how likely it is drawn without legs.
        dome: whether wing cases make a dome over the trunk.
        stripes: how likely the abdomen has them.
    """

    thorax: tuple[float, float]
    abdomen: tuple[float, float, float]
    head: float
    leg: float
    feeler: float
    wings: str = "none"
    bare: float = 0.0
    dome: bool = False
    stripes: float = 0.1


_BUILDS = {
    "ant": _Build((0.17, 0.09), (0.42, 0.15, 174), 0.13, 0.5, 0.32),
    "bee": _Build((0.16, 0.15), (0.45, 0.17, 168), 0.14, 0.25, 0.2, "up", 0.4, stripes=0.9),
    "beetle": _Build((0.15, 0.14), (0.55, 0.2, 180), 0.11, 0.32, 0.22, dome=True, stripes=0.0),
    "fly": _Build((0.17, 0.15), (0.34, 0.14, 172), 0.14, 0.32, 0.08, "back", 0.1),
    "mosquito": _Build((0.14, 0.11), (0.5, 0.05, 158), 0.075, 0.75, 0.15, "back", stripes=0.3),
    "ladybird": _Build((0.12, 0.12), (0.55, 0.32, 180), 0.13, 0.2, 0.16, dome=True, stripes=0.0),
    "dragonfly": _Build((0.17, 0.1), (0.85, 0.045, 181), 0.11, 0.18, 0.07, "pairs", 0.45),
    "grasshopper": _Build((0.18, 0.12), (0.62, 0.09, 180), 0.13, 0.34, 0.4, "along"),
}
KINDS = tuple(_BUILDS)


def build(figure: Figure, kind: str) -> None:
    """Fill the figure with an insect of a kind; ladybirds and grasshoppers only from the side."""
    rng = figure.rng
    plan = _varied(_BUILDS[kind], rng)
    above = kind not in ("ladybird", "grasshopper") and rng.random() < (
        0.6 if kind == "dragonfly" else 0.22
    )
    if kind == "beetle" and above:
        plan = _Build(plan.thorax, plan.abdomen, plan.head, plan.leg, plan.feeler)
    joined = _trunk(figure, plan, kind, above)
    _head(figure, plan, kind, above)
    if above:
        _legs_above(figure, plan, joined)
    elif rng.random() >= plan.bare:
        _legs(figure, plan, kind, joined)
    _wings(figure, plan, kind, above)
    if above:
        turn_figure(figure, deg(-90 + float(rng.normal(0, 18))))
    else:
        flies = plan.wings in ("up", "back", "pairs")
        turn_figure(figure, deg(float(rng.normal(-4 if flies else 0, 13 if flies else 4))))


def _varied(plan: _Build, rng: np.random.Generator) -> _Build:
    def v(x: float, spread: float = 0.18) -> float:
        return x * float(np.exp(rng.normal(0, spread)))

    long, high, angle = plan.abdomen
    return _Build(
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


def _trunk(figure: Figure, plan: _Build, kind: str, above: bool) -> bool:
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
    figure: Figure, plan: _Build, kind: str, root: Floats, tip: Floats, joined: bool
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


def _wing_cases(figure: Figure, plan: _Build, dotted: bool) -> None:
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


def _head(figure: Figure, plan: _Build, kind: str, above: bool) -> None:
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
    face = LocalFrame(put([middle])[0], tilt)
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
        _feelers(figure, face, r, plan.feeler, above)


def _feelers(figure: Figure, face: LocalFrame, r: float, long: float, above: bool) -> None:
    rng = figure.rng
    bend, rise = between(rng, -50, 70), between(rng, -100, -15)
    knob, width = rng.random() < 0.3, 0.0 if rng.random() < 0.85 else 0.02
    count = 2 if above or rng.random() < 0.8 else 1
    chains = []
    for number in range(count):
        angle = between(rng, 20, 50) if above else rise + number * between(rng, 15, 50)
        way = -1.0 if above and number else 1.0
        first = 0.85 * r * unit(deg(way * angle))
        middle = first + 0.5 * long * unit(deg(way * (angle - (0.5 * bend if above else 0))))
        tip = middle + 0.5 * long * unit(deg(way * (angle + bend * (-0.2 if above else 1))))
        chains.append(face(np.stack([first, middle, tip])))
    figure.place("feeler0", np.mean([c[0] for c in chains], axis=0))
    figure.place("feeler1", np.mean([c[-1] for c in chains], axis=0))
    for number, line in enumerate(chains):
        depth = 3.0 if number == 0 or above else 1.0
        draw_limb(figure, "feeler", line, width, depth=depth, smooth=int(rng.integers(0, 4)))
        if knob:
            dots(figure, "feeler", line[-1:], 0.025, 1.0, depth, 0.8)


def _legs(figure: Figure, plan: _Build, kind: str, joined: bool) -> None:
    rng = figure.rng
    (tx, ty), (long, high, _) = plan.thorax, plan.abdomen
    leg, width = plan.leg, 0.0 if rng.random() < 0.6 else between(rng, 0.012, 0.035)
    floor = 0.12 if plan.dome else 0.6 * max(ty, high)
    ground = max(floor, 0.3 * ty) + leg * between(rng, 0.5, 0.85)
    step, bulge = between(rng, 0.0, 0.3) * leg, between(rng, 0.0, 0.45) * leg
    smooth, front = int(rng.choice([0, 0, 1, 3])), float(rng.choice([1.2, 3.0]))
    far = rng.random() < 0.75
    spread = long * between(rng, 0.5, 0.8) if joined else 0.0
    for row, (name, x, reach) in enumerate(
        (("fore", 0.55, 0.6), ("middle", 0.0, -0.05), ("hind", -0.6, -0.7))
    ):
        for number, side in enumerate(("near", "far")):
            if number and not far:
                continue
            swing = step * (1 if (row + number) % 2 else -1) + float(rng.normal(0, 0.05)) * leg
            root = np.array([x * tx - 0.5 * spread * row + 0.04 * number, 0.35 * ty])
            shift = 0.22 * leg * number * float(rng.choice([-0.6, 1.0]))
            foot = np.array([root[0] + reach * leg * 0.8 + swing + shift, ground])
            foot[1] -= number * between(rng, 0.0, 0.15) * leg
            knee = 0.5 * (root + foot) + np.array([0.25 * reach * leg, -bulge])
            if row == 2 and kind == "grasshopper":
                knee = root + leg * between(rng, 1.2, 1.9) * unit(deg(between(rng, 205, 240)))
                foot = np.array([knee[0] - between(rng, -0.3, 0.5) * leg, ground])
            joints = place_chain(figure, f"{name}_{side}", [root, knee, foot])
            thick = width * (1.8 if row == 2 and kind == "grasshopper" else 1.0)
            draw_limb(
                figure,
                f"{name}_{side}",
                joints,
                thick,
                depth=front if number == 0 else 0.3,
                smooth=smooth,
                weight=0.9 if number else 1.0,
            )


def _legs_above(figure: Figure, plan: _Build, joined: bool) -> None:
    rng = figure.rng
    if rng.random() < plan.bare:
        return
    (tx, ty), (long, _, _) = plan.thorax, plan.abdomen
    leg = max(plan.leg, 0.3)
    width = 0.0 if rng.random() < 0.65 else between(rng, 0.012, 0.035)
    bend, smooth = between(rng, 0.0, 35), int(rng.choice([0, 1, 3]))
    back = 0.4 * long if joined else 0.0
    for name, x, angle in (("fore", 0.5, 50.0), ("middle", 0.0, 95.0), ("hind", -0.5, 135.0)):
        for side, way in (("near", 1.0), ("far", -1.0)):
            a = angle + float(rng.normal(0, 9))
            turn = -bend if name == "fore" else bend
            root = np.array([x * (tx + back) - 0.5 * back, way * 0.5 * ty])
            knee = root + 0.55 * leg * unit(deg(way * a))
            foot = knee + 0.6 * leg * unit(deg(way * (a + turn)))
            joints = place_chain(figure, f"{name}_{side}", [root, knee, foot])
            draw_limb(figure, f"{name}_{side}", joints, width, depth=1.2, smooth=smooth)


def _wings(figure: Figure, plan: _Build, kind: str, above: bool) -> None:
    rng = figure.rng
    style = plan.wings
    if style == "none" or (style != "pairs" and rng.random() < 0.06):
        return
    (tx, ty), (long, _, _) = plan.thorax, plan.abdomen
    size = between(rng, 0.4, 0.75) * (1.3 if style == "pairs" else 1.0)
    wide = size * (between(rng, 0.09, 0.16) if style == "pairs" else between(rng, 0.18, 0.36))
    behind = rng.random() < 0.5
    if above:
        spread = between(rng, 80, 115) if style == "pairs" else between(rng, 100, 160)
        angles = [spread, -spread]
    else:
        first = {
            "up": between(rng, 215, 290),
            "back": between(rng, 178, 225),
            "pairs": between(rng, 225, 275),
            "along": between(rng, 176, 190),
        }[style]
        angles = [first, first + float(rng.choice([-1, 1, 1])) * between(rng, 15, 45)]
    if style == "along":
        size, wide, angles = long * between(rng, 1.0, 1.3), ty * between(rng, 0.3, 0.6), angles[:1]
    for number, angle in enumerate(angles):
        if not above and number and rng.random() < 0.15:
            continue
        way = -1.0 if above and number else 1.0
        root = np.array([0.0, way * 0.4 * ty if above else -0.55 * ty])
        depth = (1.2 if behind else 3.6) if number == 0 or above else 0.6
        _wing(figure, ("wing_near", "wing_far")[number], root, deg(angle), size, wide, depth)
        if style == "pairs":  # the hind wing moves with the fore wing
            back = way * between(rng, 14, 35) if above else -between(rng, 14, 40)
            again = root - np.array([0.6 * tx, 0.0])
            name = ("wing_near", "wing_far")[number]
            _wing(figure, name, again, deg(angle + back), 0.92 * size, wide, depth - 0.1, True)


def _wing(
    figure: Figure,
    name: str,
    root: Floats,
    angle: float,
    size: float,
    wide: float,
    depth: float,
    second: bool = False,
) -> None:
    rng = figure.rng
    if not second:
        place_chain(figure, name, [root, root + size * unit(angle)])
    tip = root + size * unit(angle)
    fat = between(rng, 0.4, 0.8)
    shape = smooth_closed(
        [
            (0.0, -0.1 * wide),
            (0.35 * size, -0.8 * wide),
            (fat * size, -wide),
            (size, -0.3 * wide),
            (0.95 * size, 0.5 * wide),
            (fat * size, 0.9 * wide),
            (0.0, 0.1 * wide),
        ],
        36,
        3,
    )
    points = LocalFrame(root, angle)(shape)
    s = along_line(points, root, tip)
    figure.add(name, points, s, depth=depth, merges=False, weight=0.95)
    if rng.random() < 0.35:
        for y in (-0.35, 0.25):
            vein = LocalFrame(root, angle)([(0.1 * size, 0.0), (0.8 * size, y * wide)])
            draw_limb(figure, name, vein, 0.0, depth=depth + 0.1, weight=0.5)
