# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Poses of people: the angles of their legs and arms, from the front and from the side.

In degrees on the inside: 0 points right, 90 straight down, 180 left.
"""

from __future__ import annotations

import numpy as np

from engine.puppets.figures.flesh import deg

POSES = ("stand", "stand", "wave", "wide", "walk", "run", "sit", "jump", "kick", "crouch", "dance")
Limbs = list[list[float]]


def limb_angles(rng: np.random.Generator, pose: str, side: bool) -> tuple[Limbs, Limbs]:
    """Return angles of thigh, shank, foot and of upper arm, forearm, hand, left and right limbs.

    Left is the left in the picture; radians.
    """
    legs, arms = [], []
    for way in (1.0, -1.0):  # left in the picture: outwards is +
        legs.append((_side_leg if side else _front_leg)(rng, pose, way))
        arms.append((_side_arm if side else _front_arm)(rng, pose, way))
    if rng.random() < 0.4:
        arms = _gesture(rng, arms, side)
    legs = [[deg(a) for a in leg] for leg in legs]
    arms = [[deg(a), deg(b), deg(b + float(rng.normal(0, 15)))] for a, b in arms]
    if not side and rng.random() < 0.5:  # the mirror image
        legs, arms = _mirrored(legs), _mirrored(arms)
    return legs, arms


def _mirrored(limbs: Limbs) -> Limbs:
    """Return the angles of the limbs in the mirror image."""
    return [[np.pi - angle for angle in limb] for limb in limbs[::-1]]


def _side_leg(rng: np.random.Generator, pose: str, way: float) -> list[float]:
    n, u = rng.normal, rng.uniform
    thigh, shank = 90 + n(0, 10), 90 + n(0, 8)
    if pose in ("walk", "kick", "dance"):
        thigh = 90 + way * u(5, 35) + n(0, 6)
        shank = thigh + abs(n(0, 22))
    elif pose in ("run", "jump"):
        thigh = 90 + way * u(10, 65) + n(0, 8)
        shank = thigh + abs(u(0, 95))
    elif pose in ("sit", "crouch"):
        thigh = u(-15, 35) + n(0, 6)
        shank = thigh + u(55, 110)
    return [thigh, shank, min(shank - 80 + n(0, 10), 40)]


def _side_arm(rng: np.random.Generator, pose: str, way: float) -> list[float]:
    n, u = rng.normal, rng.uniform
    arm = 90 + n(0, 14)
    if pose in ("walk", "run", "dance", "kick"):
        arm = 90 - way * u(5, 60) + n(0, 10)
    if pose in ("wave", "jump") and (way > 0 or rng.random() < 0.5):
        arm = u(-100, 20)
    return [arm, arm - abs(n(0, 28)) - (u(20, 90) if pose == "run" else 0)]


def _front_leg(rng: np.random.Generator, pose: str, way: float) -> list[float]:
    n, u = rng.normal, rng.uniform
    thigh = 90 + way * abs(n(6, 6))
    if pose in ("wide", "jump", "dance", "kick", "run"):
        thigh = 90 + way * u(5, 50)
    shank = thigh - way * abs(n(0, 10)) + (n(0, 25) if pose in ("dance", "run", "jump") else 0)
    if pose in ("sit", "crouch"):
        thigh = 90 + way * u(20, 70)
        shank = thigh - way * u(30, 100)
    return [thigh, shank, (90 + way * u(20, 90)) if rng.random() < 0.8 else 90.0]


def _front_arm(rng: np.random.Generator, pose: str, way: float) -> list[float]:
    n, u = rng.normal, rng.uniform
    arm = 90 + way * u(5, 50)
    if pose in ("wide", "dance", "jump", "run"):
        arm = 90 + way * u(20, 170)
    if pose == "wave" and way > 0:
        arm = 90 + way * u(80, 160)
    elbow = arm + way * n(0, 30)
    if pose in ("wave", "dance") and rng.random() < 0.5:
        elbow = arm + way * u(20, 100)
    return [arm, elbow]


def _gesture(rng: np.random.Generator, arms: Limbs, side: bool) -> Limbs:
    """Return the angles of upper arms and forearms of a gesture of one arm or both.

    From the front: hands on the hips, raised, folded, behind the head, pointing, before the chest,
    hanging. From the side: both reach forward, up or back, or carry.
    """
    u = rng.uniform
    if side:
        low, high, bend = ((-30, 30, 0), (-115, -60, 0), (110, 150, -20), (50, 100, -80))[
            int(rng.integers(4))
        ]
        upper = u(low, high)
        both = [[upper + rng.normal(0, 8), upper + bend + rng.normal(0, 12)] for _ in range(2)]
    else:
        out, turn = (
            (u(35, 55), -u(75, 100)),
            (u(110, 170), u(-20, 40)),
            (u(0, 20), -u(85, 115)),
            (u(80, 125), u(100, 140)),
            (u(80, 100), u(-10, 10)),
            (u(20, 40), -u(130, 170)),
            (u(2, 12), u(-6, 6)),
        )[int(rng.integers(7))]
        both = [[90 + way * out, 90 + way * (out + turn)] for way in (1.0, -1.0)]
    if rng.random() < 0.3:
        return [both[0], arms[1]]
    return both


def seated_front(rng: np.random.Generator) -> tuple[Limbs, float]:
    """Return angles of the legs of one who sits facing the viewer, and how short thighs look."""
    open_by, feet = float(rng.uniform(5, 35)), float(rng.uniform(-8, 8))
    legs = [
        [deg(90 + way * open_by), deg(90 + way * feet), deg(90 + way * float(rng.uniform(0, 60)))]
        for way in (1.0, -1.0)
    ]
    return legs, float(rng.uniform(0.2, 0.6))
