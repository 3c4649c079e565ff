# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fish, sharks and whales from the side: a bent spine, a tail fin, fins."""

from __future__ import annotations

import numpy as np

from engine.puppets.figures.flesh import (
    Figure,
    Floats,
    LocalFrame,
    curve,
    deg,
    ellipse,
    rounded,
    smooth_closed,
    unit,
)

KINDS = ("fish", "fish", "round", "shark", "whale", "dolphin", "dolphin", "leaping")


def build(figure: Figure, kind: str) -> None:
    """Fill the figure with a fish; `kind`: one of KINDS."""
    rng = figure.rng
    bent = {"whale": float(rng.normal(0.4, 0.6)), "shark": float(rng.normal(0.1, 0.35))}.get(
        kind, float(rng.normal(0, 0.3))
    )
    arches = kind in ("dolphin", "leaping")
    if arches:  # the back is the outer side of the arch, rarely the belly
        bent = float(rng.uniform(0.4, 2.1 if rng.random() < 0.6 else 3.4)) * (
            1.0 if rng.random() < 0.88 else -0.6
        )
    height = float(rng.uniform(0.13, 0.3)) * {
        "round": 1.5,
        "shark": 0.7,
        "whale": 0.9,
        "dolphin": 0.75,
        "leaping": 0.9,
    }.get(kind, 1.0)
    stem = float(rng.uniform(0.12, 0.35))
    angles = [deg(float(rng.normal(0, 4))) - bent * (0.5 - i / 3) for i in range(4)]
    joints = [np.zeros(2)]
    for a in angles:
        joints.append(joints[-1] + 0.25 * unit(a))
    spine = np.stack(joints)
    for name, point in zip(("spine0", "spine1", "spine2", "spine3", "nose"), spine, strict=True):
        figure.place(name, point)
    blunt = float(rng.uniform(0.05, 0.7))
    figure.tube(
        "trunk",
        spine,
        height * np.array([stem, 0.55, 0.9, 1.0, 0.95, 0.7, blunt * 0.6]),
        smooth=6,
        ends=(0.5, 0.8),
        depth=2.0,
    )
    if kind == "dolphin" and rng.random() < 0.85:
        _snout(figure, spine, angles, blunt * 0.6 * height)
    under = float(rng.uniform(-0.2, 0.9)) * np.sign(bent) if arches else 0.0
    root, angle = spine[0], angles[0] + np.pi + deg(float(rng.normal(0, 14))) - under
    reach, spread = float(rng.uniform(0.14, 0.4)), float(rng.uniform(0.1, 0.28))
    figure.place("tail", root + reach * unit(angle))
    notch = float(rng.uniform(0.0, 0.6)) * reach
    low = float(rng.uniform(0.6, 1.1))
    shape = smooth_closed(
        [
            (-0.05, -0.3 * stem * height),
            (reach, -spread),
            (reach - notch, 0.0),
            (low * reach, low * spread),
            (-0.05, 0.3 * stem * height),
        ],
        40,
        int(rng.integers(0, 3)),
    )
    figure.add(
        "tail",
        LocalFrame(root, angle)(shape),
        np.clip(shape[:, 0] / reach, 0, 1),
        depth=1.5,
        merges=rng.random() < 0.65,
    )
    _fish_face(figure, spine, angles, height)
    _fins(figure, spine, angles, height)
    if rng.random() < 0.25:
        _lengthwise(figure, spine, height)
    if arches:
        figure.turn(float(rng.normal(0.0, 0.55)) - 0.1)


def _snout(figure: Figure, spine: Floats, angles: list[float], wide: float) -> None:
    """Add a beak before the head and move the nose to its tip."""
    rng = figure.rng
    long, thin = float(rng.uniform(0.06, 0.2)), float(rng.uniform(0.012, 0.035))
    put = LocalFrame(spine[4], angles[3] + float(rng.normal(0.1, 0.15)))
    low = float(rng.uniform(0.0, 0.4)) * wide
    raw = [(-0.08, low - 2.0 * thin), (long, low - thin), (long, low + thin)]
    shape = smooth_closed([*raw, (-0.08, low + 2.0 * thin)], 30, int(rng.integers(1, 4)))
    figure.add("trunk", put(shape), 1.0, depth=2.05)
    figure.place("nose", put([(long, low)])[0])
    if rng.random() < 0.5:
        mouth = curve((long, low), (-0.02, low + 0.5 * thin), (-0.1, low), samples=8)
        figure.mark("trunk", put(mouth), 0.97, closed=False, depth=3.0, weight=0.6)


def _lengthwise(figure: Figure, spine: Floats, height: float) -> None:
    """Draw lines along the body, as shading: each follows a piece of the spine at its side."""
    rng = figure.rng
    line = rounded(spine, 40, 6)
    way = np.gradient(line, axis=0)
    way /= np.maximum(np.linalg.norm(way, axis=1, keepdims=True), 1e-9)
    side = np.stack([-way[:, 1], way[:, 0]], 1)
    s = np.linspace(0.0, 1.0, 40)
    for _ in range(int(rng.integers(1, 7))):
        start = int(rng.integers(2, 26))
        rows = slice(start, start + int(rng.integers(8, 32)))
        first, last = rng.uniform(-0.7, 0.7, 2) * height
        off = np.linspace(first, last, 40)[:, None] * side * np.sin(np.pi * s)[:, None] ** 0.5
        figure.mark("trunk", (line + off)[rows], s[rows], closed=False, depth=3.0, weight=0.7)


def _fish_face(figure: Figure, spine: Floats, angles: list[float], height: float) -> None:
    rng = figure.rng
    head, a = spine[3] + 0.35 * (spine[4] - spine[3]), angles[3]
    e = float(rng.uniform(0.012, 0.05))
    eye = LocalFrame(head, a)(np.array([[0.02, -0.3 * height]]))[0]
    figure.mark("trunk", ellipse(eye, e, e, samples=14), 0.85, depth=3.0, weight=0.85)
    if rng.random() < 0.3:
        figure.mark(
            "trunk", ellipse(eye, 0.45 * e, 0.45 * e, samples=10), 0.85, depth=3.1, weight=0.5
        )
    if rng.random() < 0.5:
        x = float(rng.uniform(-0.15, -0.02))
        bow = float(rng.uniform(-0.06, 0.06))
        figure.mark(
            "trunk",
            LocalFrame(head, a)(curve((x, -0.75 * height), (x + bow, 0.0), (x, 0.75 * height))),
            0.72,
            closed=False,
            depth=3.0,
            weight=0.6,
        )
    if rng.random() < 0.5:
        figure.mark(
            "trunk",
            LocalFrame(head, a)(
                curve((0.18, 0.15 * height), (0.12, 0.3 * height), (0.06, 0.25 * height), samples=8)
            ),
            0.95,
            closed=False,
            depth=3.0,
            weight=0.5,
        )
    for k in range(int(rng.integers(0, 5)) if rng.random() < 0.3 else 0):
        at = spine[1] + (spine[3] - spine[1]) * (k / 5)
        figure.mark(
            "trunk",
            LocalFrame(at, angles[1])(
                curve((0.0, -0.4 * height), (-0.05, 0), (0.0, 0.4 * height), samples=8)
            ),
            0.3 + 0.1 * k,
            closed=False,
            depth=3.0,
            weight=0.3,
        )


def _fins(figure: Figure, spine: Floats, angles: list[float], height: float) -> None:
    rng = figure.rng
    size = float(rng.uniform(0.1, 0.26))
    root = figure.place(
        "fin0",
        spine[3]
        - 0.1 * unit(angles[3])
        + unit(angles[2] + np.pi / 2) * height * float(rng.uniform(0.0, 0.9)),
    )
    angle = angles[2] + np.pi - deg(float(rng.uniform(-10, 70)))
    figure.place("fin1", root + size * unit(angle))
    shape = smooth_closed(
        [
            (-0.02, -0.25 * size),
            (0.7 * size, -0.35 * size),
            (size, 0.0),
            (0.5 * size, 0.3 * size),
            (-0.02, 0.25 * size),
        ],
        26,
        int(rng.integers(0, 3)),
    )
    figure.add(
        "fin",
        LocalFrame(root, angle)(shape),
        np.clip(shape[:, 0] / size, 0, 1),
        depth=2.8,
        merges=False,
        weight=0.8,
    )
    up = height * float(rng.uniform(1.3, 2.3))
    for way, weight in ((-1.0, 0.9), (1.0, 0.5)):
        if rng.random() > weight:
            continue
        at = spine[2] + (spine[3] - spine[2]) * float(rng.uniform(-0.3, 0.8))
        wide = float(rng.uniform(0.08, 0.25))
        side = unit(angles[2] + way * np.pi / 2)
        fwd = unit(angles[2])
        tip = at + side * up - fwd * float(rng.uniform(0.0, 0.25))
        points = [
            tuple(at + fwd * wide + side * 0.5 * height),
            tuple(tip),
            tuple(at - fwd * wide + side * 0.5 * height),
        ]
        figure.add(
            "trunk",
            smooth_closed(points, 24, int(rng.integers(0, 3))),
            0.55,
            depth=1.7,
            merges=rng.random() < 0.7,
            weight=0.8,
        )
