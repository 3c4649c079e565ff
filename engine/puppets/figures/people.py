# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""People from the front and the side: stick figures, toys, outlined bodies, sitting, running."""

from __future__ import annotations

import numpy as np

from engine.puppets.figures.flesh import (
    Figure,
    Floats,
    curve,
    deg,
    ellipse,
    rounded,
    smooth_closed,
    unit,
)
from engine.puppets.figures.hairdos import add_hairdo
from engine.puppets.figures.people_poses import POSES, limb_angles, seated_front
from engine.puppets.figures.props import add_chair, add_prop


def build(figure: Figure, kind: str) -> None:
    """Fill the figure with a person; `kind`: "adult", "child", "toy" or "stick"."""
    rng = figure.rng
    side = bool(rng.random() < 0.4)
    pose = str(rng.choice(POSES))

    def v(spread: float = 0.12) -> float:
        return float(np.exp(rng.normal(0, spread)))

    chubby = kind in ("child", "toy")
    head = (0.22 if chubby else 0.115) * v(0.25)
    thigh, shank, foot = 0.25 * v(), 0.25 * v(), 0.075 * v(0.3)
    if chubby:
        short = float(rng.uniform(0.35, 0.85))
        thigh, shank = thigh * short, shank * short
    torso = 0.30 * v()
    arm = 0.165 * v() * (0.75 if chubby else 1.0)
    shoulders = (0.04 if side else 0.1) * v(0.25) * (1.2 if chubby else 1.0)
    hips = (0.02 if side else 0.055) * v(0.25) * (1.3 if chubby else 1.0)
    thick = 0.038 * v(0.35) * (1.4 if chubby else 1.0)
    lean = deg(
        float(rng.normal(0, 5))
        + (float(rng.uniform(0, 25)) if side and pose in ("run", "crouch", "walk") else 0)
    )
    spine = -np.pi / 2 + lean
    bend = deg(float(rng.normal(0, 6)))
    pelvis = figure.place("pelvis", np.zeros(2))
    waist = figure.place("waist", pelvis + 0.45 * torso * unit(spine))
    neck = figure.place("neck", waist + 0.55 * torso * unit(spine + bend))
    across = unit(spine + bend + np.pi / 2)
    low_across = unit(spine + np.pi / 2)
    legs, arms = limb_angles(rng, pose, side)
    if pose == "sit" and not side and rng.random() < 0.6:
        legs, short = seated_front(rng)
        thigh *= short
    stick = kind == "stick"
    if stick and rng.random() < 0.6:  # limbs that begin at the spine
        shoulders, hips = 0.1 * shoulders, 0.0
    slim = float(rng.uniform(0.7, 1.3))
    figure_parts = []
    for number, name in enumerate(("left", "right")):
        way = -1.0 if number == 0 else 1.0
        front = (number == 0) == (rng.random() < 0.5)
        depth = (3.0 if front else 0.5) if side else 1.5 + 0.1 * number
        root = pelvis + low_across * way * hips
        joints = figure.limb(f"leg_{name}", root, [thigh, shank, foot], legs[number])
        figure_parts.append(
            (f"leg_{name}", joints, np.array([1.5, 1.3, 0.95, 0.85, 0.7, 0.6]) * slim, depth)
        )
        root = neck - 0.03 * unit(spine) + across * way * shoulders
        joints = figure.limb(f"arm_{name}", root, [arm, arm, 0.3 * arm], arms[number])
        depth = (3.5 if front else 0.2) if side else float(rng.choice([3.5, 1.0]))
        figure_parts.append(
            (f"arm_{name}", joints, np.array([0.95, 0.85, 0.7, 0.65]) * slim, depth)
        )
    trunk = np.stack([pelvis, waist, neck])
    if stick:
        figure.mark(
            "trunk",
            rounded(trunk, 16, 2),
            np.linspace(0, 1, 16),
            closed=False,
            depth=2.0,
            weight=1.2,
        )
        if rng.random() < 0.15:  # a dress
            _triangle(figure, pelvis, neck)
        across_too = rng.random() < 0.6
        for name, joints, _, depth in figure_parts:
            line = joints if rng.random() < 0.5 else joints[:3]
            base = trunk[-1] if name.startswith("arm") else trunk[0]
            if across_too:  # shoulders and hips are drawn with the limbs
                line = np.concatenate([base[None], line])
            along = np.linspace(-1.0 / (len(line) - 2) if across_too else 0.0, 1.0, 24)
            figure.mark(
                name,
                rounded(line, 24, int(rng.integers(0, 4))),
                np.clip(along, 0.0, 1.0),
                closed=False,
                depth=depth,
                weight=1.1,
            )
    else:
        top, low = max(shoulders, 1.2 * thick), max(hips + thick, 1.1 * thick)
        widths = np.array([low, 0.5 * (low + top) * float(rng.uniform(0.75, 1.05)), top])
        figure.tube(
            "trunk",
            np.stack([pelvis - 0.03 * unit(spine), waist, neck]),
            widths,
            smooth=3,
            ends=(0.4, 0.35),
            depth=2.0,
        )
        mitten = rng.random() < 0.5
        for name, joints, widths, depth in figure_parts:
            w = widths * thick
            if name.startswith("arm") and mitten:
                w = np.append(w[:-1], w[-1] * 1.5)
            figure.tube(
                name,
                joints,
                w,
                smooth=3,
                ends=(0.6, float(rng.uniform(0.5, 1.2))),
                depth=depth,
                merges=rng.random() < 0.8,
            )
        _clothes(figure, pelvis, waist, neck, low, spine, legs)
    _head(figure, neck, head, spine + bend, side, kind)
    if pose == "sit" and rng.random() < 0.5:
        add_chair(figure, side)
    elif rng.random() < 0.05:  # lying, flying, upside down
        figure.turn(deg(float(rng.choice([-90, 90, 180])) + float(rng.normal(0, 15))))
    if rng.random() < 0.22:
        add_prop(figure)


def _triangle(figure: Figure, pelvis: Floats, neck: Floats) -> None:
    """Add a triangle from the neck to below the pelvis as the trunk of a stick figure."""
    rng = figure.rng
    down = pelvis - neck
    out = np.array([-down[1], down[0]]) * float(rng.uniform(0.3, 0.7))
    hem = pelvis + down * float(rng.uniform(0.0, 0.5))
    corners = [(float(x), float(y)) for x, y in (neck, hem + out, hem - out)]
    shape = smooth_closed(corners, 33, 0)
    along = 1.0 - (shape - neck) @ down / max(float(down @ down), 1e-9)
    figure.add("trunk", shape, np.clip(along, 0.0, 1.0), depth=2.2)


def _clothes(
    figure: Figure,
    pelvis: Floats,
    waist: Floats,
    neck: Floats,
    low: float,
    spine: float,
    legs: list[list[float]],
) -> None:
    rng = figure.rng
    down, out = -unit(spine), unit(spine + np.pi / 2)
    if rng.random() < 0.3:  # a skirt or a coat
        long, wide = float(rng.uniform(0.12, 0.35)), float(rng.uniform(1.2, 3.0)) * low
        points = [
            tuple(waist - out * low),
            tuple(pelvis + down * long - out * wide),
            tuple(pelvis + down * long + out * wide),
            tuple(waist + out * low),
        ]
        figure.add(
            "trunk",
            smooth_closed(points, 32, int(rng.integers(0, 3))),
            0.1,
            depth=2.6,
            merges=rng.random() < 0.5,
        )
    if rng.random() < 0.3:
        belt = curve(tuple(pelvis - out * low), tuple(pelvis + out * low), samples=6)
        figure.mark("trunk", belt, 0.1, closed=False, depth=2.7, weight=0.5)
    if rng.random() < 0.25:
        for k in range(int(rng.integers(1, 4))):
            r = 0.012
            figure.mark(
                "trunk",
                ellipse(pelvis + (neck - pelvis) * (0.3 + 0.2 * k), r, r, samples=10),
                0.3 + 0.2 * k,
                depth=2.7,
                weight=0.4,
            )


def _head(figure: Figure, neck: Floats, head: float, spine: float, side: bool, kind: str) -> None:
    rng = figure.rng
    tilt = float(rng.normal(0, 0.12))
    up = unit(spine + tilt)
    out = unit(spine + tilt + np.pi / 2)
    r, ry = 0.5 * head * float(rng.uniform(0.9, 1.1)), 0.5 * head * float(rng.uniform(1.0, 1.3))
    gap = float(rng.uniform(-0.15, 0.05 if kind == "stick" else 0.5)) * ry
    figure.place("head", neck + up * max(gap, 0.0))
    centre = neck + up * (gap + ry)
    figure.place("top", centre + up * ry)
    angle = spine + tilt + np.pi / 2
    if gap > 0.15 * ry and kind != "stick":
        w = 0.35 * r
        figure.tube("head", np.stack([neck - 0.2 * r * up, centre]), [w, w], depth=3.9)
    figure.add(
        "head",
        ellipse(centre, r, ry, angle),
        0.5,
        depth=4.0,
        merges=kind != "stick" and rng.random() < 0.4,
    )

    def at(x: float, y: float) -> tuple[float, float]:
        place = centre + out * x * r - up * y * ry
        return float(place[0]), float(place[1])

    if rng.random() < 0.65:
        e = float(rng.uniform(0.05, 0.16)) * r
        turn = float(rng.uniform(-0.45, 0.45)) if rng.random() < 0.4 else 0.0  # three-quarters
        for x in (0.45,) if side else (turn - 0.35, turn + 0.35):
            figure.mark(
                "head", ellipse(np.array(at(x, -0.1)), e, e, samples=10), 0.5, depth=5.0, weight=0.7
            )
        x = 0.45 if side else 1.2 * turn
        if rng.random() < 0.7:
            figure.mark(
                "head",
                curve(at(x - 0.3, 0.4), at(x, 0.55), at(x + 0.3, 0.4), samples=8),
                0.3,
                closed=False,
                depth=5.0,
                weight=0.6,
            )
        if rng.random() < 0.3:
            figure.mark(
                "head",
                curve(at(x, -0.1), at(x + (0.6 if side else 0.1), 0.15), at(x, 0.2), samples=6),
                0.5,
                closed=False,
                depth=5.0,
                weight=0.4,
            )
    hair = str(
        rng.choice(
            ["none", "cap", "long", "hat", "tuft", "tail", "bun", "bob"],
            p=[0.24, 0.18, 0.12, 0.11, 0.09, 0.12, 0.06, 0.08],
        )
    )
    if hair in ("tail", "bun", "bob"):
        add_hairdo(figure, hair, at, side)
    if hair == "cap":
        figure.mark(
            "head",
            curve(at(-1.0, 0.0), at(-0.6, -0.5), at(0.3, -0.6), at(1.0, -0.1)),
            0.8,
            closed=False,
            depth=5.0,
            weight=0.7,
        )
    elif hair == "long":
        d = float(rng.uniform(0.8, 2.2))
        points = [
            at(-0.9, -0.6),
            at(0, -1.25),
            at(0.9, -0.6),
            at(1.25, d),
            at(0.6, d),
            at(0.7, 0),
            at(-0.7, 0),
            at(-0.6, d),
            at(-1.25, d),
        ]
        figure.add("head", smooth_closed(points, 40, 2), 0.5, depth=3.7, merges=False, weight=0.8)
    elif hair == "hat":
        points = [
            at(-1.3, -0.5),
            at(-0.8, -0.6),
            at(-0.7, -1.5),
            at(0.7, -1.5),
            at(0.8, -0.6),
            at(1.3, -0.5),
        ]
        figure.add(
            "head",
            smooth_closed(points, 30, int(rng.integers(0, 2))),
            0.9,
            depth=4.5,
            merges=False,
            weight=0.8,
        )
        figure.place("top", centre + up * 1.5 * ry)
    elif hair == "tuft":
        for x in (-0.3, 0.1):
            figure.mark(
                "head",
                curve(at(x, -1.0), at(x + 0.1, -1.4), at(x + 0.4, -1.2), samples=8),
                1.0,
                closed=False,
                depth=5.0,
                weight=0.5,
            )
