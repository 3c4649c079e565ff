# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Feelers, legs and wings of insects, from the side and from above."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.puppets.figures.flesh import Figure, Floats, LocalFrame, deg, smooth_closed, unit
from engine.puppets.figures.limbs import along_line, between, dots, draw_limb, place_chain


@dataclass(frozen=True)
class InsectBuild:
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


def draw_feelers(figure: Figure, face: LocalFrame, r: float, long: float, above: bool) -> None:
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


def draw_legs(figure: Figure, plan: InsectBuild, kind: str, joined: bool) -> None:
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


def draw_legs_above(figure: Figure, plan: InsectBuild, joined: bool) -> None:
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


def draw_wings(figure: Figure, plan: InsectBuild, kind: str, above: bool) -> None:
    rng = figure.rng
    style = plan.wings
    if style == "none" or (style == "back" and rng.random() < 0.06):
        return
    (tx, ty), (long, _, _) = plan.thorax, plan.abdomen
    size = between(rng, 0.4, 0.75) * (1.3 if style == "pairs" else 1.0)
    wide = size * (between(rng, 0.09, 0.16) if style == "pairs" else between(rng, 0.18, 0.36))
    behind = rng.random() < 0.5
    if above:
        spread = between(rng, 80, 115) if style == "pairs" else between(rng, 95, 148)
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
