# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Cups and glasses: the liquid sways while the vessel stands; or the whole tilts."""

from __future__ import annotations

import numpy as np

from engine.training.puppets.body import (
    Frame,
    Sheet,
    ellipse,
    line,
    polyline,
    vec,
)
from engine.training.puppets.family import Family, Motion
from engine.training.puppets.timing import TAU, Beat, Floats


def build(sheet: Sheet, beat: Beat, kind: str, motion: str) -> None:
    rng = sheet.rng
    tilt = beat.swing(0.0, 0.3 if motion == "tilt" else 0.0, 0.0)
    top, low = float(rng.uniform(0.22, 0.34)), float(rng.uniform(0.1, 0.3))
    high = float(rng.uniform(0.4, 0.6)) if kind == "glass" else float(rng.uniform(0.35, 0.7))
    stem = float(rng.uniform(0.3, 0.5)) if kind == "glass" else 0.0
    foot = Frame(vec(0.0, stem), tilt)
    belly = max(top, low) * float(rng.uniform(1.0, 1.2)) if kind == "glass" else 0.5 * (top + low)
    if kind == "glass":
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
    for way in (-1.0, 1.0):
        sheet.add(foot.place(side * [way, 1.0] + down), rigid=True)
    flat = float(rng.uniform(0.03, 0.18))
    if rng.random() < 0.7:
        sheet.add(
            foot.place(ellipse(0, -high, top, flat * top, 30, 0.4) + down),
            closed=True,
            rigid=True,
            weight=0.8,
        )
    if kind == "glass":
        for way in (-1.0, 1.0) if rng.random() < 0.5 else (1.0,):
            sheet.add(
                foot.place(polyline((0.012 * way, 0), (0.012 * way, stem)) + down), rigid=True
            )
        w = float(rng.uniform(0.15, 0.26))
        sheet.add(foot.place(ellipse(0, stem, w, 0.12 * w, 26) + down), closed=True, rigid=True)
    elif kind == "cup":
        sheet.add(foot.place(polyline((-low, 0), (low, 0)) + down), rigid=True)
        x = 0.5 * (top + low)
        sheet.add(
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
    _liquid(sheet, beat, foot, side, high, down, motion, tilt)
    if kind == "cup" and rng.random() < 0.4:
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
            sheet.add(steam, weight=0.7)


def _liquid(
    sheet: Sheet,
    beat: Beat,
    foot: Frame,
    side: Floats,
    high: float,
    down: Floats,
    motion: str,
    tilt: Floats,
) -> None:
    """The surface tips about its middle and ripples; hatching below follows it."""
    rng = sheet.rng
    level = float(rng.uniform(0.35, 0.75)) * high
    heights = -side[::-1, 1]
    widths = side[::-1, 0]
    half = float(np.interp(level, heights, widths)) * 0.97
    size = float(rng.uniform(0.12, 0.26)) if motion != "tilt" else 0.0
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

    sheet.add(foot.place(surface(0.0, 1.0)))
    if rng.random() < 0.5:
        bow = surface(0.0, 1.0)
        bow[..., 1] += 0.05 * half * np.sqrt(1 - x * x)
        sheet.add(foot.place(bow), weight=0.8)
    for _ in range(int(rng.integers(0, 7))):
        a, b = np.sort(rng.uniform(0.0, 0.95, 2))
        upper, lower = surface(float(a), 0.9), surface(float(b), 0.9)
        blend = (0.5 + 0.5 * np.sin(np.linspace(0, float(rng.uniform(2, 9)), 20)))[None, :, None]
        sheet.add(foot.place(upper * (1 - blend) + lower * blend), weight=0.5, loose=True)


FAMILY = Family(
    name="glass",
    kinds={
        "glass": ("wine in the wine glass", "wine in the glass", "wine glass", "glass of wine",
                  "red wine in the glass", "champagne in the glass", "drink in the goblet"),
        "cup": ("coffee in the cup", "tea in the mug", "cup of coffee", "cup of tea", "coffee cup"),
        "tumbler": ("water in the glass", "glass of water", "juice in the glass",
                    "milk in the bottle", "drink in the glass", "liquid in the jar"),
    },
    motions=(
        Motion("slosh", ("sway", "sway from side to side", "slosh", "slosh around", "swirl",
                         "ripple", "move from side to side", "rock back and forth", "splash about",
                         "wobble", "swirl gently in the glass"),
               ("while the glass stands still", "from side to side", "its surface tilting"),
               weight=3.0),
        Motion("tilt", ("tilt", "tip from side to side", "rock", "lean from side to side"), (),
               weight=0.8),
    ),
    build=build,
    mirror=True,
    tilt=6.0,
    weight=0.8,
)  # fmt: skip
