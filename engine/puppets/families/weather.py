# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Air and water: clouds, smoke, rain and snow, waves, a sun with rays."""

from __future__ import annotations

import numpy as np

from engine.puppets.body import Frame, PuppetBuilder, ellipse, polyline, vec
from engine.puppets.family import Family, Move
from engine.puppets.timing import FRAMES, TAU, Beat, Floats


def _cloud(puppet: PuppetBuilder, beat: Beat) -> None:
    """Draw lobes that swell in turn."""
    rng = puppet.rng
    lobes = int(rng.integers(4, 8))
    drift = vec(beat.swing(0.0, 0.12, 0.0), beat.swing(0.0, 0.02, 0.25))
    body = Frame(drift, np.zeros(FRAMES))
    a0 = float(rng.uniform(0, 1))
    for i in range(lobes):
        a = a0 + i * TAU / lobes
        x, y = 0.42 * np.cos(a), 0.2 * np.sin(a)
        r = float(rng.uniform(0.14, 0.22))
        swell = 1.0 + beat.swing(0.0, 0.12, i / lobes)
        arc = ellipse(0, 0, r, r, 40, a - 1.6)[: int(rng.integers(20, 26))]
        lobe = Frame(body.at(float(x), float(y)), np.zeros(FRAMES), swell, swell)
        puppet.add(lobe.place(arc))
    if rng.random() < 0.4:
        puppet.add(body.place(polyline((-0.45, 0.22), (0.45, 0.22))), weight=0.7)


def _smoke(puppet: PuppetBuilder, beat: Beat, motion: str) -> None:
    """Draw wavy lines, or puffs, that move upwards and widen."""
    rng = puppet.rng
    tall = float(rng.uniform(0.8, 1.2))
    lean = float(rng.uniform(-0.5, 0.5)) * (1.6 if motion == "blow" else 1.0)
    waves, size = float(rng.uniform(0.8, 1.7)), float(rng.uniform(0.06, 0.14)) * beat.amp

    def centre(at: Floats, lag: float) -> Floats:
        def run(u: Floats) -> Floats:
            return np.asarray(size * np.sin(TAU * (waves * at[None] - u[:, None] + lag)))

        wave = run(beat.u)
        if beat.neutral:
            wave = wave - 0.6 * run(beat.u[:1]) * beat.fade[:, None]
        sway = beat.swing(0.0, 0.1 if motion == "blow" else 0.03, 0.2)[:, None]
        x = (0.2 + at[None]) * wave + (lean + sway) * at[None] ** 1.5
        return np.stack([x, np.broadcast_to(-tall * at, x.shape)], -1)

    wide = float(rng.uniform(0.04, 0.1))
    for k in range(int(rng.integers(2, 5))):
        shift = (k - 1.2) * wide
        a, b = sorted(rng.uniform(0, 1, 2)) if k > 1 else (0.0, 1.0)
        part = np.linspace(a, max(b, a + 0.3), 28)
        path = centre(part, 0.04 * k)
        path[..., 0] += shift * (0.6 + 1.6 * part)
        puppet.add(path, weight=1.0 - 0.1 * k)
    for _ in range(int(rng.integers(0, 5))):
        at = float(rng.uniform(0.2, 1.0))
        middle = centre(np.array([at]), 0.0)[:, 0]
        r = float(rng.uniform(0.08, 0.16)) * (0.5 + at)
        puff = Frame(middle, beat.swing(0.0, 0.3, at))
        arc = ellipse(0, 0, r, 0.8 * r, 36, float(rng.uniform(0, 6)))
        puppet.add(puff.place(arc[: int(rng.integers(20, 36))]), weight=0.8)
    if rng.random() < 0.3:
        puppet.add(polyline((-0.12, 0.25), (-0.12, 0.02), (0.12, 0.02), (0.12, 0.25)), rigid=True)


def _rain(puppet: PuppetBuilder, beat: Beat, motion: str) -> None:
    """Draw short strokes that fall, each at its own pace, or whirl about."""
    rng = puppet.rng
    slant = float(rng.uniform(-0.3, 0.3))
    snow = rng.random() < 0.35
    for _ in range(int(rng.integers(8, 26))):
        x, y = float(rng.uniform(0, 1)), float(rng.uniform(0, 0.8))
        long = float(rng.uniform(0.05, 0.13))
        fall = float(rng.uniform(0.3, 0.55)) * beat.amp * beat.t
        lag = float(rng.uniform(0, 1))
        sway = beat.swing(0.0, 0.04, lag) if snow else 0.0 * beat.t
        if motion == "whirl":
            fall, sway = beat.swing(0.0, 0.1, lag), beat.swing(0.0, 0.12, lag + 0.25)
        drop = Frame(vec(x + slant * fall + sway, y + fall), np.zeros(FRAMES))
        if snow:
            puppet.add(drop.place(ellipse(0, 0, 0.02, 0.02, 14)), closed=True, rigid=True)
        else:
            puppet.add(drop.place(polyline((0, 0), (slant * long, long), samples=8)), rigid=True)


def _water(puppet: PuppetBuilder, beat: Beat, motion: str) -> None:
    """Draw lines one above the other, each a wave that travels."""
    rng = puppet.rng
    s = np.linspace(0, 1, 32)
    waves = float(rng.uniform(1.0, 3.0))
    size = {"surge": 0.11, "ripple": 0.035}.get(motion, 0.07) * beat.amp
    for k in range(int(rng.integers(2, 8))):
        a, b = (0.0, 1.0) if rng.random() < 0.6 else tuple(np.sort(rng.uniform(0, 1, 2)))
        at = a + (max(b, a + 0.25) - a) * s
        lag = 0.13 * k

        def run(u: Floats, at: Floats = at, lag: float = lag) -> Floats:
            return np.asarray(size * np.sin(TAU * (waves * at[None] - u[:, None] + lag)))

        wave = run(beat.u)
        if beat.neutral:
            wave = wave - 0.6 * run(beat.u[:1]) * beat.fade[:, None]
        along = np.broadcast_to(1.4 * at, wave.shape) + 0.3 * np.roll(wave, 4, axis=1)
        puppet.add(np.stack([along, 0.13 * k + wave], -1), weight=1.0 - 0.05 * k)


def _sun(puppet: PuppetBuilder, beat: Beat, motion: str) -> None:
    rng = puppet.rng
    r, count = float(rng.uniform(0.18, 0.26)), int(rng.integers(7, 13))
    turn = TAU * (beat.u - beat.u[0]) if motion == "spin" else beat.swing(0.0, 0.08, 0.2)
    puppet.add(ellipse(0, 0, r, r, 36, float(rng.uniform(0, 6))), closed=True, rigid=True)
    start = float(rng.uniform(0, 6))
    for i in range(count):
        a = start + i * TAU / count
        stretch = 1.0 + beat.swing(0.0, 0.3, 0.5 * (i % 2))
        ray = Frame(np.zeros((FRAMES, 2)), turn + a)
        long = polyline((0.0, 0.0), (0.18, 0.0), samples=8)
        path = np.stack([1.25 * r + stretch[:, None] * long[None, :, 0],
                         np.zeros((FRAMES, len(long)))], -1)  # fmt: skip
        puppet.add(ray.place(path), weight=0.9)


def build(puppet: PuppetBuilder, beat: Beat, kind: str, motion: str) -> None:
    if kind == "cloud":
        _cloud(puppet, beat)
    elif kind == "smoke":
        _smoke(puppet, beat, motion)
    elif kind == "rain":
        _rain(puppet, beat, motion)
    elif kind == "water":
        _water(puppet, beat, motion)
    else:
        _sun(puppet, beat, motion)


FAMILY = Family(
    name="weather",
    kinds={
        "cloud": ("cloud", "clouds", "little cloud", "white cloud"),
        "smoke": ("smoke", "steam", "column of smoke", "smoke of the chimney", "fumes", "mist"),
        "rain": ("rain", "raindrops", "snow", "snowflakes", "hail", "falling leaves"),
        "water": ("water", "sea", "waves", "ocean", "river", "lake", "wave", "liquid"),
        "sun": ("sun", "star", "shining sun"),
    },
    motions=(
        Move("drift", ("drift", "float", "drift across the sky", "puff", "sail across the sky",
                       "pass", "move in the wind"), (), kinds=("cloud",), weight=2.0),
        Move("billow", ("rise", "billow", "curl", "curl upwards", "waft", "drift up", "rise up",
                        "swirl"), ("into the air",), kinds=("smoke",), weight=2.0),
        Move("blow", ("blow in the wind", "drift in the wind", "trail", "blow away"), (),
             kinds=("smoke",), weight=1.0),
        Move("fall", ("fall", "pour", "fall down", "drop", "come down", "fall from the sky"),
             (), kinds=("rain",), one_way=True, weight=2.0),
        Move("whirl", ("swirl", "whirl about", "dance in the wind", "blow about"), (),
             kinds=("rain",)),
        Move("flow", ("flow", "wave", "roll", "stream", "undulate", "run", "move"), (),
             kinds=("water",), weight=1.6),
        Move("ripple", ("ripple", "lap", "shimmer", "ripple gently"), (), kinds=("water",)),
        Move("surge", ("surge", "crash", "swell", "rage", "heave"), (), kinds=("water",)),
        Move("shine", ("shine", "glow", "twinkle", "sparkle", "beam"), ("its rays pulsing",),
             kinds=("sun",), weight=1.6),
        Move("spin", ("spin", "turn", "rotate"), (), kinds=("sun",), weight=0.5),
    ),
    build=build,
    weight=0.8,
    tilt=6.0,
)  # fmt: skip
