# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What small creatures share: limbs as a line or as flesh, places along, a whole figure turned."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from engine.puppets.figures.flesh import Figure, Floats, LocalFrame, rounded, turned


def between(rng: np.random.Generator, low: float, high: float) -> float:
    """Return a number drawn evenly from low to high."""
    return float(rng.uniform(low, high))


def along_line(points: Floats, root: Floats, tip: Floats) -> Floats:
    """Return the place [N] of points [N, 2] between root (0) and tip (1)."""
    way = tip - root
    share = (points - root) @ way / max(float(way @ way), 1e-9)
    return np.asarray(np.clip(share, 0.0, 1.0))


def place_chain(figure: Figure, name: str, points: Sequence[Floats]) -> Floats:
    """Place the joints name0, name1, ... and return them [J, 2]."""
    for number, point in enumerate(points):
        figure.place(f"{name}{number}", point)
    return np.stack(list(points))


def draw_limb(
    figure: Figure,
    name: str,
    joints: Floats,
    width: float,
    *,
    depth: float,
    smooth: int = 2,
    taper: float = 0.6,
    weight: float = 1.0,
    merges: bool = True,
) -> None:
    """Draw a limb about its joints [J, 2]: as one line when `width` is 0, else as a tube."""
    if width > 0:
        figure.tube(
            name,
            joints,
            np.linspace(1.0, taper, 4) * width,
            smooth=smooth,
            depth=depth,
            weight=weight,
            merges=merges,
        )
        return
    line = rounded(joints, 18, smooth)
    figure.mark(name, line, np.linspace(0, 1, 18), closed=False, depth=depth, weight=weight)


def dots(
    figure: Figure,
    name: str,
    places: Floats,
    radius: float,
    along: float | Floats,
    depth: float,
    weight: float = 0.6,
) -> None:
    """Draw a circle about each of the places [N, 2]."""
    t = np.linspace(0.0, 2 * np.pi, 12, endpoint=False)
    circle = radius * np.stack([np.cos(t), np.sin(t)], 1)
    for place, s in zip(places, np.broadcast_to(along, (len(places),)), strict=True):
        figure.mark(name, circle + place, float(s), depth=depth, weight=weight)


def turn_figure(figure: Figure, angle: float) -> None:
    """Turn the whole figure, joints and shapes, about the origin."""
    figure.joints = turned(figure.joints, angle)
    for shape in figure.shapes:
        shape.points = turned(shape.points, angle)


def draw_face(
    figure: Figure,
    name: str,
    put: LocalFrame,
    r: float,
    along: float,
    *,
    eyes: int = 1,
    front: bool = False,
    depth: float = 5.0,
) -> None:
    """Draw eyes and perhaps a smile on a head of radius `r`, its middle at the frame's origin."""
    rng = figure.rng
    e = r * between(rng, 0.08, 0.3)
    high, wide = -r * between(rng, 0.05, 0.4), r * between(rng, 0.25, 0.5)
    centre = 0.0 if front else r * between(rng, 0.1, 0.5)
    xs = [centre] if eyes == 1 else [centre - wide, centre + wide]
    places = put([(x, high) for x in xs])
    dots(figure, name, places, e, along, depth, 0.85)
    if e > 0.18 * r and rng.random() < 0.6:
        dots(figure, name, places, 0.4 * e, along, depth + 0.1, 0.5)
    if rng.random() < (0.6 if front else 0.4):
        w, low = r * between(rng, 0.2, 0.5), r * between(rng, 0.25, 0.5)
        x = 0.0 if front else 0.45 * r
        bow = np.linspace(-1, 1, 9)
        smile = np.stack([x + w * bow, low + 0.5 * w * (1 - bow**2)], 1)
        figure.mark(name, put(smile), along, closed=False, depth=depth, weight=0.6)
