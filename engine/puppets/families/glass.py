# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Cups and glasses: the liquid sways while the vessel stands; or the whole tilts."""

from __future__ import annotations

import numpy as np

from engine.puppets.body import Frame, PuppetBuilder, ellipse, line, polyline, vec
from engine.puppets.family import Family, Move
from engine.puppets.timing import TAU, Beat, Floats


def build(puppet: PuppetBuilder, beat: Beat, kind: str, motion: str) -> None:
    rng = puppet.rng
    stemmed, handled = kind in ("glass", "wine"), kind in ("cup", "coffee")
    tilt = beat.swing(0.0, 0.3 if motion == "tilt" else 0.0, 0.0)
    top, low = float(rng.uniform(0.22, 0.34)), float(rng.uniform(0.1, 0.3))
    high = float(rng.uniform(0.4, 0.6)) if stemmed else float(rng.uniform(0.35, 0.7))
    stem = float(rng.uniform(0.3, 0.5)) if stemmed else 0.0
    foot = Frame(vec(0.0, stem), tilt)
    belly = max(top, low) * float(rng.uniform(1.0, 1.2)) if stemmed else 0.5 * (top + low)
    if stemmed:
        side = line(
            (top, -high),
            (belly, -0.45 * high),
            (0.7 * belly, -0.12 * high),
            (0.02, 0.0),
            samples=30,
            smooth=6,
        )
    else:
        side = line(
            (top, -high),
            (0.5 * (top + low), -0.5 * high),
            (low, -0.03),
            (0.9 * low, 0.0),
            samples=30,
            smooth=1,
        )
    down = np.array([0.0, -stem])
    _walls(puppet, foot, side, down)
    flat = float(rng.uniform(0.03, 0.18))
    if rng.random() < 0.7:
        puppet.add(
            foot.place(ellipse(0, -high, top, flat * top, 30, 0.4) + down),
            closed=True,
            rigid=True,
            weight=0.8,
        )
    if stemmed:
        for sign in (-1.0, 1.0) if rng.random() < 0.5 else (1.0,):
            puppet.add(
                foot.place(polyline((0.012 * sign, 0), (0.012 * sign, stem)) + down), rigid=True
            )
        w = float(rng.uniform(0.15, 0.26))
        puppet.add(foot.place(ellipse(0, stem, w, 0.12 * w, 26) + down), closed=True, rigid=True)
    elif handled:
        puppet.add(foot.place(polyline((-low, 0), (low, 0)) + down), rigid=True)
        x = 0.5 * (top + low)
        puppet.add(
            foot.place(
                line(
                    (x, -0.8 * high),
                    (x + 0.2, -0.75 * high),
                    (x + 0.18, -0.3 * high),
                    (x - 0.02, -0.2 * high),
                )
                + down
            ),
            rigid=True,
            weight=0.9,
        )
    _liquid(puppet, beat, foot, side, high, down, motion, tilt)
    if handled and rng.random() < 0.4:
        for x in (-0.08, 0.08):
            rise = beat.swing(0.0, 0.05, x * 3)
            s = np.linspace(0, 1, 16)
            wave = 0.04 * np.sin(TAU * (s[None] * 1.2 - beat.u[:, None])) * s[None]
            steam = np.stack(
                [
                    x + wave + rise[:, None] * s[None],
                    np.broadcast_to(-stem - high - 0.08 - 0.25 * s, wave.shape),
                ],
                -1,
            )
            puppet.add(steam, weight=0.7)


def _walls(puppet: PuppetBuilder, foot: Frame, side: Floats, down: Floats) -> None:
    """Draw the two sides, whole or broken somewhere, sometimes twice."""
    rng = puppet.rng
    for sign in (-1.0, 1.0):
        wall = side * [sign, 1.0] + down
        if rng.random() < 0.5:
            puppet.add(foot.place(wall), rigid=True)
        else:
            cut = int(rng.integers(6, len(wall) - 6))
            puppet.add(foot.place(wall[: cut + 1]), rigid=True)
            puppet.add(foot.place(wall[cut:]), rigid=True)
        for _ in range(int(rng.integers(0, 3)) if rng.random() < 0.3 else 0):
            a = int(rng.integers(0, len(wall) - 10))
            again = wall[a : a + int(rng.integers(8, 18))] + rng.normal(0.0, 0.012, 2)
            puppet.add(foot.place(again), rigid=True, weight=0.4)


def _liquid(
    puppet: PuppetBuilder,
    beat: Beat,
    foot: Frame,
    side: Floats,
    high: float,
    down: Floats,
    motion: str,
    tilt: Floats,
) -> None:
    """Draw a surface that tips about its middle and ripples, and hatching below that follows."""
    rng = puppet.rng
    level = float(rng.uniform(0.35, 0.75)) * high
    heights = -side[::-1, 1]
    widths = side[::-1, 0]
    half = float(np.interp(level, heights, widths)) * 0.97
    size = float(rng.uniform(0.18, 0.4)) if motion != "tilt" else 0.0
    lean = beat.swing(0.0, size, 0.0) - tilt
    ripple = 0.035 * min(beat.amp, 1.4) * (motion != "tilt")
    x = np.linspace(-1, 1, 20)

    def bump(q: float) -> Floats:
        high = ripple * (1 - q * q)
        return beat.curve(0.0, lambda u: high * np.sin(TAU * (u + 0.35 * q)))

    def surface(depth: float, span: float) -> Floats:
        fade = 1.0 - 0.85 * depth
        wave = np.stack([bump(float(q)) for q in x], 1)
        y = -level * (1 - depth) + (np.tan(lean)[:, None] * x[None] * half + wave) * fade
        width = float(np.interp(level * (1 - depth), heights, widths)) * 0.97
        return np.stack([np.broadcast_to(x * width * span, y.shape), y], -1) + down

    puppet.add(foot.place(surface(0.0, 1.0)))
    if rng.random() < 0.5:
        bow = surface(0.0, 1.0)
        bow[..., 1] += 0.05 * half * np.sqrt(1 - x * x)
        puppet.add(foot.place(bow), weight=0.8)
    for _ in range(int(rng.integers(0, 11))):
        a, b = np.sort(rng.uniform(0.0, 0.95, 2))
        upper, lower = surface(float(a), 0.9), surface(float(b), 0.9)
        blend = (0.5 + 0.5 * np.sin(np.linspace(0, float(rng.uniform(2, 14)), 20)))[None, :, None]
        puppet.add(foot.place(upper * (1 - blend) + lower * blend), weight=0.5, loose=True)


_FLUID = ("wine", "coffee", "drink")

FAMILY = Family(
    name="glass",
    kinds={
        "wine": ("wine in the wine glass", "wine in the glass", "red wine in the glass",
                 "champagne in the glass", "drink in the goblet", "wine", "red wine",
                 "wine inside the glass", "wine in a wine glass"),
        "glass": ("wine glass", "glass of wine", "goblet", "champagne glass"),
        "coffee": ("coffee in the cup", "tea in the mug", "coffee", "tea", "soup in the bowl"),
        "cup": ("cup of coffee", "cup of tea", "coffee cup", "mug", "bowl", "teacup", "bucket"),
        "drink": ("water in the glass", "juice in the glass", "milk in the bottle",
                  "drink in the glass", "liquid in the jar", "water in the bucket",
                  "liquid in the glass"),
        "tumbler": ("glass of water", "bottle", "jar", "vase", "tumbler", "flask"),
    },
    motions=(
        Move("slosh", ("sway", "sway from side to side", "slosh", "slosh around", "swirl",
                       "ripple", "move from side to side", "rock back and forth", "splash about",
                       "wobble", "swirl gently in the glass", "slop about",
                       "wash from side to side", "roll around", "swing from side to side"),
             ("while the glass stands still", "from side to side", "its surface tilting"),
             weight=3.0, avoid=("glass", "tumbler")),
        Move("tilt", ("tilt", "tip from side to side", "rock", "lean from side to side", "sway",
                      "sway from side to side", "tip over", "swing to and fro"), (),
             weight=3.0, avoid=_FLUID),
    ),
    build=build,
    mirror=True,
    tilt=6.0,
    weight=1.2,
    steady=_FLUID,
)  # fmt: skip
