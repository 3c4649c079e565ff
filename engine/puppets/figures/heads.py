# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Heads of animals that look at the viewer, straight or three-quarters."""

from __future__ import annotations

import numpy as np

from engine.puppets.figures.flesh import Figure, Floats, LocalFrame, curve, ellipse, smooth_closed

#: form of the ears, and their length in radii of the head
EARS = {
    "rabbit": ("long", 1.7),
    "cat": ("point", 0.7),
    "dog": ("flop", 0.9),
    "bear": ("round", 0.4),
    "mouse": ("round", 0.7),
    "squirrel": ("point", 0.5),
    "frog": ("none", 0.0),
    "monkey": ("side", 0.45),
}


def front_head(
    figure: Figure, root: Floats, r: float, *, turn: float, tilt: float = 0.0, ears: str = ""
) -> None:
    """Add a head with two eyes about the joint "head".

    root: the joint [2]; r: radius; turn: 0 straight at the viewer to 1 to the side; tilt: radians;
    ears: a key of `EARS`, "" for any.
    """
    rng = figure.rng
    kind = ears if ears in EARS else str(rng.choice(list(EARS)))
    form, tall = EARS[kind]
    rx, ry = r * float(rng.uniform(0.95, 1.25)), r * float(rng.uniform(0.85, 1.05))
    put = LocalFrame(root + np.array([0.25 * turn * r, -0.35 * r]), tilt)
    shift = 0.55 * turn * rx
    nose = (shift + 0.3 * turn * rx + 0.04 * r, float(rng.uniform(0.1, 0.4)) * ry)
    figure.place("head", root)
    figure.place("nose", put([nose])[0])
    outline = ellipse(np.zeros(2), rx, ry)
    if form == "point" and rng.random() < 0.5:  # cheeks
        outline[:, 0] *= 1.0 + 0.12 * np.clip(outline[:, 1] / ry, 0.0, 1.0)
    figure.add("head", put(outline), 0.5, depth=4.0, merges=rng.random() < 0.6)
    _front_ears(figure, put, form, tall * r, rx, ry, turn)
    _front_face(figure, put, nose, r, shift, turn)


def _front_ears(
    figure: Figure, put: LocalFrame, form: str, tall: float, rx: float, ry: float, turn: float
) -> None:
    rng = figure.rng
    if form == "none":
        return
    tall *= float(rng.uniform(0.75, 1.25))
    if form == "side":
        for way in (-1.0, 1.0):
            place = np.array([way * (0.95 - 0.2 * turn) * rx - 0.2 * turn * rx, 0.05 * ry])
            ear = put(ellipse(place, 0.8 * tall, tall, samples=22))
            figure.add("head", ear, 0.4, depth=3.9, merges=rng.random() < 0.5)
        return
    wide = {"long": 0.22, "point": 0.36, "round": 0.5, "flop": 0.28}[form]
    for way in (-1.0, 1.0):
        x = way * 0.62 * rx * (1.0 - 0.3 * turn) - 0.2 * turn * rx
        base = np.array([x, -0.72 * ry])
        w = wide * (rx if form in ("point", "long") else tall)
        if form == "round":
            ear = ellipse(base + np.array([0.1 * way * rx, -0.3 * tall]), w * 1.1, w, samples=20)
        elif form == "flop":
            hang = [(-w, 0.0), (0.0, -0.3 * w), (w, 0.0), (0.9 * w, 0.7 * tall), (-0.6 * w, tall)]
            ear = base + way * np.array([0.15 * rx, 0.0]) + smooth_closed(hang, 22, 2)
        else:
            lean = float(rng.normal(0.12, 0.1)) * tall * way
            tip = [(-w, 0.2 * ry), (-0.8 * w + 0.4 * lean, -0.5 * tall), (lean, -tall)]
            tip += [(0.8 * w + 0.4 * lean, -0.5 * tall), (w, 0.2 * ry)]
            corners = tip if form == "long" else [tip[0], tip[2], tip[4]]
            ear = base + smooth_closed(corners, 22, 3 if form == "long" else 1)
        depth = 4.4 if form == "flop" else 3.95
        figure.add("head", put(ear), 0.3, depth=depth, merges=rng.random() < 0.5, weight=0.95)


def _front_face(
    figure: Figure,
    put: LocalFrame,
    nose: tuple[float, float],
    r: float,
    shift: float,
    turn: float,
) -> None:
    rng = figure.rng
    e, apart = r * float(rng.uniform(0.06, 0.2)), r * float(rng.uniform(0.3, 0.5))
    high = nose[1] - r * float(rng.uniform(0.25, 0.45))

    def mark(points: Floats, weight: float, closed: bool = False) -> None:
        figure.mark("head", put(points), 0.6, closed=closed, depth=5.0, weight=weight)

    for way in (-1.0, 1.0):
        x = shift + way * apart * (1.0 - 0.35 * turn)
        mark(ellipse(np.array([x, high]), e, e * 1.15, samples=12), 0.8, closed=True)
    at, n = np.array(nose), r * float(rng.uniform(0.07, 0.16))
    if rng.random() < 0.7:
        mark(at + smooth_closed([(-n, -0.6 * n), (n, -0.6 * n), (0.0, n)], 14, 1), 0.7, closed=True)
    if rng.random() < 0.6:
        for way in (-1.0, 1.0):
            lip = curve((0.0, n), (way * 1.5 * n, 2.6 * n), (way * 2.8 * n, 1.8 * n), samples=7)
            mark(at + lip, 0.6)
    if rng.random() < 0.25:
        mark(ellipse(at + np.array([0.0, n]), 3.6 * n, 2.8 * n, samples=18), 0.5, closed=True)
    for k in range(3) if rng.random() < 0.25 else ():  # whiskers
        for way in (-1.0, 1.0):
            start = np.array([way * 2.5 * n, (0.6 * k) * n])
            mark(at + np.linspace(start, start + np.array([way * 0.7 * r, (k - 1) * n]), 4), 0.4)
