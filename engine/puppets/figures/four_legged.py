# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Four-legged animals from the side, standing, going, leaping, grazing."""

from __future__ import annotations

import numpy as np

from engine.puppets.figures.approaching import build_approaching
from engine.puppets.figures.flesh import (
    Figure,
    Floats,
    curve,
    deg,
    ellipse,
    rounded,
    unit,
)
from engine.puppets.figures.fur import add_hairy_tail, add_mane, add_spots
from engine.puppets.figures.heads import front_head
from engine.puppets.figures.muzzles import add_muzzled_head

#: leg, depth of trunk, neck, angle of neck, head, muzzle, tail, angle of tail, thickness of legs
KINDS = {
    "horse": (0.88, 0.19, 0.52, -52, 0.38, 0.7, 0.55, 105, 0.05),
    "dog": (0.62, 0.15, 0.30, -50, 0.34, 0.55, 0.45, 220, 0.05),
    "cat": (0.52, 0.15, 0.22, -45, 0.28, 0.25, 0.75, 210, 0.045),
    "cow": (0.6, 0.23, 0.28, -25, 0.38, 0.55, 0.55, 95, 0.06),
    "pig": (0.4, 0.24, 0.14, -15, 0.36, 0.45, 0.22, 200, 0.06),
    "sheep": (0.46, 0.24, 0.2, -38, 0.28, 0.4, 0.12, 140, 0.045),
    "deer": (0.88, 0.16, 0.5, -58, 0.28, 0.5, 0.12, 140, 0.036),
    "elephant": (0.66, 0.3, 0.15, -20, 0.42, 0.3, 0.35, 100, 0.1),
    "giraffe": (0.95, 0.18, 1.1, -68, 0.28, 0.6, 0.35, 100, 0.04),
    "lion": (0.56, 0.18, 0.26, -32, 0.38, 0.4, 0.7, 150, 0.06),
    "mouse": (0.3, 0.17, 0.12, -20, 0.3, 0.6, 0.8, 180, 0.035),
    "rabbit": (0.42, 0.21, 0.12, -42, 0.27, 0.3, 0.1, 215, 0.05),
    "toy": (0.42, 0.17, 0.2, -55, 0.45, 0.35, 0.3, 220, 0.07),
}
#: how the legs of one that lies are folded
LYING_HIND, LYING_FORE = (25.0, 160.0, 15.0, 5.0), (100.0, 15.0, 5.0, 0.0)
#: how they are folded where it crouches, ready to hop
CROUCHED_HIND, CROUCHED_FORE = (20.0, 150.0, 10.0, 5.0), (105.0, 70.0, 88.0, 20.0)
HIND, FORE = (72.0, 112.0, 84.0, 20.0), (98.0, 90.0, 92.0, 20.0)


def _leg_angles(rng: np.random.Generator, pose: str, hind: bool) -> list[float]:
    if pose == "crouch":
        folded = CROUCHED_HIND if hind else CROUCHED_FORE
        return [deg(a + float(rng.normal(0, 8))) for a in folded]
    if pose == "lie":
        folded = LYING_HIND if hind else LYING_FORE
        return [deg(a + float(rng.normal(0, 7))) for a in folded]
    rest = HIND if hind else FORE
    straight = rng.random() < 0.4
    base = [90.0 + 0.25 * (x - 90.0) if straight and i < 3 else x for i, x in enumerate(rest)]
    if pose == "stand":
        swing, fold = float(rng.normal(0, 6)), 0.0
    elif pose == "walk":
        swing, fold = float(rng.uniform(-28, 28)), max(0.0, float(rng.normal(0, 18)))
    elif pose == "run":
        swing, fold = float(rng.uniform(-55, 55)), max(0.0, float(rng.normal(8, 35)))
    else:  # leap, hop
        swing = float(rng.uniform(20, 60) if hind else rng.uniform(-70, -10))
        fold = max(0.0, float(rng.normal(10, 25)))
    swing = -swing if pose == "walk" and rng.random() < 0.5 else swing
    bend = (-0.25, 0.75, 0.1, 0.9) if hind else (-0.35, 0.3, 1.1, 1.4)
    noise = rng.normal(0, 5, 4)
    return [deg(b + swing + fold * k + n) for b, k, n in zip(base, bend, noise, strict=True)]


def build(figure: Figure, kind: str) -> None:
    """Fill the figure with a four-legged animal of a kind, its measures varied."""
    rng = figure.rng
    if rng.random() < (0.2 if kind in ("cat", "dog", "lion", "toy") else 0.07):
        build_approaching(figure, kind)
        return
    other = KINDS[str(rng.choice(list(KINDS)))]
    mix = float(rng.beta(0.6, 2.5))
    size = [a * (1 - mix) + b * mix for a, b in zip(KINDS[kind], other, strict=True)]
    leg, deep, neck, neck_angle, head, muzzle, tail, tail_angle, thick = (
        v * (float(np.exp(rng.normal(0, 0.14))) if i not in (3, 7) else 1.0)
        for i, v in enumerate(size)
    )
    pose = str(
        rng.choice(["stand", "walk", "run", "leap", "lie"], p=[0.39, 0.28, 0.19, 0.09, 0.05])
    )
    if kind == "rabbit":
        pose = str(rng.choice(["crouch", "crouch", "hop", "leap", "stand"]))
    elif pose == "stand" and rng.random() < 0.06:
        pose = "crouch"
    pitch = deg(float(rng.normal(0, 5) if pose != "leap" else rng.normal(-12, 14)))
    if pose == "leap" and rng.random() < 0.25:
        pitch -= deg(35)  # rearing
    arch = float(rng.normal(0.02, 0.03))
    if pose in ("crouch", "hop"):
        arch += float(rng.uniform(0.02, 0.14))
        pitch += deg(float(rng.uniform(-14, 12)))
    back = unit(pitch)
    up = np.array([back[1], -back[0]])
    half, apart = float(rng.uniform(0.3, 0.5)), 0.06
    short = pose in ("crouch", "hop") or rng.random() < 0.2
    half *= float(rng.uniform(0.55, 0.8)) if short else 1.0  # short, as toys are
    slanted = rng.random() < 0.18
    if slanted:  # it comes a little towards the viewer: short, its legs apart
        half, apart = half * float(rng.uniform(0.6, 0.85)), deep * float(rng.uniform(0.5, 1.1))
    hip = figure.place("hip", -half * back)
    shoulder = figure.place("shoulder", half * back)
    figure.place("middle", up * arch)
    rump = figure.place(
        "rump", hip - float(rng.uniform(0.08, 0.18)) * back - up * float(rng.uniform(-0.02, 0.06))
    )
    chest = figure.place("chest", shoulder + float(rng.uniform(0.06, 0.16)) * back)
    trunk = np.stack([rump, hip, figure.at("middle"), shoulder, chest])
    waist = float(rng.uniform(0.75, 1.05))
    figure.tube(
        "trunk",
        trunk,
        deep * np.array([0.6, 1.0, waist, waist, 1.0, 1.0, 0.75]),
        ends=(1.0, 0.8),
        depth=2.0,
    )
    graze = rng.random() < 0.15
    angle = deg(neck_angle + float(rng.normal(0, 12)) + (95 if graze else 0)) + 0.5 * pitch
    root = shoulder + 0.06 * back + up * 0.35 * deep
    bend = float(rng.normal(0.1, 0.12))
    joints = [root, root + 0.5 * neck * unit(angle + bend)]
    joints.append(joints[1] + 0.5 * neck * unit(angle - bend))
    for name, point in zip(("neck0", "neck1", "head"), joints, strict=True):
        figure.place(name, point)
    wide = min(deep * float(rng.uniform(0.45, 0.85)), 0.35 * neck + 0.06)
    start = root - 0.4 * deep * unit(angle)
    figure.tube(
        "neck", np.stack([start, *joints]), np.array([1.1, 1.0, 0.75, 0.6]) * wide, depth=2.1
    )
    if not graze and kind != "elephant" and rng.random() < (0.6 if slanted else 0.12):
        r = head * float(rng.uniform(0.4, 0.6))
        front_head(figure, joints[2], r, turn=float(rng.uniform(0.0, 0.9)), ears=kind)
    else:
        add_muzzled_head(figure, kind, joints[2], head, muzzle, graze)
    _tail(figure, kind, rump + up * 0.4 * deep, tail, tail_angle, deep)
    leg *= 0.75 if pose == "lie" else 1.0
    _legs(figure, pose, leg, deep, thick, back, up, apart)
    if pose in ("crouch", "hop", "lie") and rng.random() < 0.6:
        _haunch(figure, deep)
    if kind in ("horse", "lion", "toy", "giraffe") and rng.random() < 0.5:
        add_mane(figure, joints, wide)
    add_spots(figure, deep, back, up)


def _haunch(figure: Figure, deep: float) -> None:
    """Add the round thigh of a folded hind leg upon the body."""
    rng = figure.rng
    root, knee = figure.at("hind_near0"), figure.at("hind_near1")
    r = deep * float(rng.uniform(0.55, 0.95))
    middle = root + 0.4 * (knee - root) + np.array([0.0, 0.1 * deep])
    shape = ellipse(middle, r, r * float(rng.uniform(0.7, 1.0)), float(rng.normal(0.2, 0.3)))
    figure.add("hind_near", shape, 0.12, depth=3.05, merges=rng.random() < 0.6)


def _legs(
    figure: Figure,
    pose: str,
    leg: float,
    deep: float,
    thick: float,
    back: Floats,
    up: Floats,
    apart: float,
) -> None:
    rng = figure.rng
    stout = float(rng.uniform(0.7, 1.5))
    plain = rng.random() < 0.35  # toys and icons: tubes without paws
    for name, base, hind, near in (
        ("hind_near", "hip", True, True),
        ("hind_far", "hip", True, False),
        ("fore_near", "shoulder", False, True),
        ("fore_far", "shoulder", False, False),
    ):
        shift = back * float(rng.normal(0.0 if near else apart, 0.04))
        root = figure.at(base) - up * 0.25 * deep + shift
        shares = (0.36, 0.34, 0.22, 0.1) if hind else (0.38, 0.34, 0.2, 0.1)
        angles = _leg_angles(rng, pose, hind)
        joints = figure.limb(name, root, [leg * x for x in shares], angles)
        if plain:
            widths = np.array([1.4, 1.2, 1.1, 1.1, 1.1]) * thick * stout
        else:
            widths = np.array([2.2, 1.7, 1.0, 0.8, 0.75, 0.8]) * thick * stout
        figure.tube(
            name,
            joints,
            widths,
            smooth=3,
            ends=(0.3, float(rng.uniform(0.3, 1.0))),
            depth=3.0 if near else 0.0,
            merges=True,
            weight=1.0 if near else 0.85,
        )
        if rng.random() < 0.2:  # a hoof's line
            a, b = joints[3], joints[4]
            side = np.array([-(b - a)[1], (b - a)[0]]) / max(float(np.linalg.norm(b - a)), 1e-6)
            figure.mark(
                name,
                curve(tuple(a - side * thick), tuple(a + side * thick), samples=5),
                0.85,
                closed=False,
                depth=3.1 if near else 0.1,
                weight=0.5,
            )


def _tail(figure: Figure, kind: str, root: Floats, tail: float, angle: float, deep: float) -> None:
    rng = figure.rng
    a = deg(
        angle
        + float(rng.normal(0, 25))
        + (float(rng.uniform(-60, 60)) if rng.random() < 0.3 else 0)
    )
    curl = deg(float(rng.normal(0, 25)))
    if kind == "pig" and rng.random() < 0.5:
        curl = deg(60)
    joints = figure.limb("tail", root, [tail / 3] * 3, [a, a + curl, a + 2 * curl])
    style = str(rng.choice(["thin", "even", "bushy", "line"], p=[0.35, 0.3, 0.15, 0.2]))
    if kind in ("horse", "cow", "lion") and rng.random() < 0.4:
        add_hairy_tail(figure, joints, deep)
        return
    if style == "line":
        figure.mark("tail", rounded(joints, 20, 3), np.linspace(0, 1, 20), closed=False, depth=1.0)
        return
    base = deep * float(rng.uniform(0.12, 0.28))
    shape = {"thin": [1.0, 0.8, 0.6, 0.35], "even": [0.8] * 3, "bushy": [0.6, 1.4, 1.5, 0.4]}[style]
    figure.tube(
        "tail",
        joints,
        np.array(shape) * base,
        ends=(0.3, float(rng.uniform(0.3, 1.5))),
        depth=float(rng.choice([1.0, 3.2], p=[0.75, 0.25])),
        weight=0.95,
    )
