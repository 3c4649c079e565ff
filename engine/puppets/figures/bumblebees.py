# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bees as icons and picture books have them: one striped egg, drops for wings, hardly any legs."""

from __future__ import annotations

import numpy as np

from engine.puppets.figures.flesh import (
    Figure,
    Floats,
    LocalFrame,
    deg,
    ellipse,
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


def build_bumble(figure: Figure) -> None:
    """Fill the figure with a plump striped bee from the side."""
    rng = figure.rng
    long, high = between(rng, 0.42, 0.55), between(rng, 0.22, 0.4)
    neck = between(rng, 0.1, 0.45) * long  # where the head begins
    own_head = rng.random() < 0.45
    figure.place("thorax", np.array([0.05 * long, 0.0]))
    root = figure.place("abdomen0", np.array([-0.2 * long, 0.0]))
    tip = figure.place("abdomen1", np.array([-long, 0.0]))
    figure.place("head", np.array([neck, 0.0]))
    egg = ellipse(np.zeros(2), long, high, samples=60)
    if rng.random() < 0.5:  # pointed behind
        egg[:, 1] *= 1.0 - between(rng, 0.1, 0.5) * np.clip(-egg[:, 0] / long, 0, 1)
    figure.add("abdomen", egg, along_line(egg, root, tip), depth=2.0)
    r = high * between(rng, 0.6, 1.0)
    if own_head:
        ball = np.array([long + 0.2 * r, between(rng, -0.2, 0.2) * high])
        figure.place("head", ball - np.array([0.9 * r, 0.0]))
        figure.add("head", ellipse(ball, r, r), 0.5, depth=float(rng.choice([4.0, 1.6])))
    else:  # the front of the egg is the head
        ball, r = np.array([0.5 * (neck + long), 0.0]), 0.5 * (long - neck) + 0.1 * high
        front = egg[egg[:, 0] > neck]
        order = np.argsort(np.arctan2(front[:, 1], front[:, 0]))
        along = along_line(front[order], figure.at("head"), np.array([long, 0.0]))
        figure.mark("head", front[order], along, closed=False, depth=3.0, weight=0.95)
    figure.place("mouth", ball + np.array([0.95 * r, 0.25 * r]))
    draw_face(figure, "head", LocalFrame(ball, 0.0), r, 0.6, eyes=1 + (rng.random() < 0.3))
    _stripes(figure, egg, long, neck, root, tip)
    _feelers(figure, ball, r)
    _wings(figure, long, high)
    _legs(figure, long, high)
    if rng.random() < 0.5:
        sting = np.array([(-0.95 * long, -0.05), (-long - between(rng, 0.05, 0.12), 0.0)])
        shape = smooth_closed([*map(tuple, sting), (-0.95 * long, 0.05)], 15, 0)
        figure.add("abdomen", shape, 1.0, depth=1.5, merges=rng.random() < 0.3, weight=0.8)
    turn_figure(figure, float(rng.normal(-0.1, 0.3)))


def _stripes(
    figure: Figure, egg: Floats, long: float, neck: float, root: Floats, tip: Floats
) -> None:
    """Draw two to five lines across the body, straight or bowed."""
    rng = figure.rng
    bow = between(rng, -0.12, 0.12)
    for x in np.linspace(neck - between(rng, 0.0, 0.15), -0.75 * long, int(rng.integers(2, 6))):
        half = float(np.abs(egg[np.argsort(np.abs(egg[:, 0] - x))[:2], 1]).mean())
        y = np.linspace(-half, half, 10)
        line = np.stack([x + bow * (1 - (y / max(half, 1e-6)) ** 2), y], 1)
        s = float(along_line(np.array([[x, 0.0]]), root, tip)[0])
        figure.mark("abdomen", line, s, closed=False, depth=2.5, weight=0.9)


def _feelers(figure: Figure, ball: Floats, r: float) -> None:
    rng = figure.rng
    chains = []
    long, bend = r * between(rng, 0.5, 1.2), between(rng, -40, 60)
    for angle in (between(rng, -110, -60), between(rng, -60, -15)):
        start = ball + 0.92 * r * unit(deg(angle))
        middle = start + 0.5 * long * unit(deg(angle))
        chains.append(np.stack([start, middle, middle + 0.5 * long * unit(deg(angle + bend))]))
    figure.place("feeler0", np.mean([c[0] for c in chains], axis=0))
    figure.place("feeler1", np.mean([c[-1] for c in chains], axis=0))
    knob = rng.random() < 0.3
    for line in chains:
        draw_limb(figure, "feeler", line, 0.0, depth=4.0)
        if knob:
            dots(figure, "feeler", line[-1:], 0.03, 1.0, 4.0, 0.8)


def _wings(figure: Figure, long: float, high: float) -> None:
    """Add two wings like drops that share a root and lie one upon the other."""
    rng = figure.rng
    x = between(rng, -0.2, 0.2) * long
    first, apart = between(rng, 200, 280), between(rng, 15, 60)
    size, wide = between(rng, 0.4, 0.75), between(rng, 0.35, 0.6)
    merges = rng.random() < 0.3
    for number, name in enumerate(("wing_near", "wing_far")):
        angle, share = first + number * apart, 1.0 - number * between(rng, 0.0, 0.35)
        root = np.array([x + 0.04 * number, -between(rng, 0.55, 0.95) * high])
        own = size * share
        place_chain(figure, name, [root, root + own * unit(deg(angle))])
        raw = [(0.0, -0.05), (0.5, -0.8 * wide), (0.9, -0.7 * wide), (1.03, 0.0)]
        raw += [(0.9, 0.7 * wide), (0.5, 0.8 * wide), (0.0, 0.05)]
        shape = smooth_closed(raw, 40, 4)
        along = np.clip(shape[:, 0], 0, 1)
        points = LocalFrame(root, deg(angle))(shape * own)
        depth = (3.6 if rng.random() < 0.5 else 1.6) - 0.1 * number
        figure.add(name, points, along, depth=depth, merges=merges)


def _legs(figure: Figure, long: float, high: float) -> None:
    rng = figure.rng
    if rng.random() < 0.55:
        return
    leg = between(rng, 0.08, 0.2)
    for name, x in (("fore", 0.35), ("middle", 0.0), ("hind", -0.35)):
        root = np.array([x * long, 0.85 * high])
        foot = root + leg * np.array([between(rng, -0.6, 0.4), 1.0])
        knee = 0.5 * (root + foot) + np.array([0.25 * leg, 0.0])
        joints = place_chain(figure, f"{name}_near", [root, knee, foot])
        draw_limb(figure, f"{name}_near", joints, 0.0, depth=1.5)
