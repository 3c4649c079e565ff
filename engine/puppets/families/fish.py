# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fish and sharks: a ribbon bent by a wave that travels from head to tail."""

from __future__ import annotations

import numpy as np

from engine.puppets.body import PuppetBuilder, Ribbon, ellipse, line
from engine.puppets.family import Family, Move
from engine.puppets.timing import Beat, Floats


def _spine(puppet: PuppetBuilder, beat: Beat, motion: str, samples: int = 28) -> Floats:
    """Return the centre line [T,n,2] from tail tip to nose, one unit long, facing right."""
    rng = puppet.rng
    s = np.linspace(0.0, 1.0, samples)
    wave = float(rng.uniform(0.7, 1.1))
    size = float(rng.uniform(0.10, 0.16)) * {"float": 0.35, "jump": 0.8, "turn": 0.5}.get(motion, 1)
    share = (0.06 + 0.94 * (1 - s) ** 2) * size * beat.amp
    sway = np.stack(
        [beat.swing_at(a, -wave * x) for x, a in zip(s, share, strict=True)],
        axis=1,
    )
    slope = np.gradient(sway, s, axis=1)
    run = 1.0 / np.sqrt(1.0 + slope**2) / (samples - 1)
    x = np.cumsum(run[:, ::-1], axis=1)[:, ::-1]
    return np.stack([0.5 - x, sway - sway[:, -1:] * 0.5], axis=-1)


def _place(path: Floats, beat: Beat, motion: str) -> Floats:
    """Make the whole fish bob, leap or turn."""
    if motion == "jump":
        lift = beat.keys([(0.0, 0.0), (0.45, -0.75 * beat.amp), (0.9, 0.0)])
        pitch = beat.keys([(0.0, -0.2), (0.2, -0.7), (0.65, 0.7), (0.9, 0.1)])
        along = beat.keys([(0.0, 0.0), (0.9, 0.0)])
    else:
        lift = beat.swing(0.0, 0.05 if motion == "float" else 0.02, 0.1)
        pitch = beat.swing(0.0, 0.06, 0.3)
        along = beat.swing(0.0, 0.015, 0.2, 2)
    c, s = np.cos(pitch)[:, None], np.sin(pitch)[:, None]
    x, y = path[..., 0], path[..., 1]
    return np.stack([c * x - s * y + along[:, None], s * x + c * y + lift[:, None]], axis=-1)


def build(puppet: PuppetBuilder, beat: Beat, kind: str, motion: str) -> None:
    rng = puppet.rng
    height = float(rng.uniform(0.13, 0.27)) * {"shark": 0.6, "whale": 1.0}.get(kind, 1.0)
    stem = float(rng.uniform(0.12, 0.22))
    centre = _place(_spine(puppet, beat, motion), beat, motion)
    widths = height * np.array([stem, stem * 1.1, 0.5, 0.85, 1.0, 0.95, 0.7, 0.08])
    ribbon = Ribbon(centre, widths)
    tail_at = float(rng.uniform(0.02, 0.1))
    split = float(rng.uniform(0.3, 0.7))
    if rng.random() < 0.3:
        puppet.add(ribbon.side(-1, tail_at, split))
        puppet.add(ribbon.side(-1, split, 1))
        puppet.add(ribbon.side(1, tail_at, split))
        puppet.add(ribbon.side(1, split, 1))
    else:
        puppet.add(ribbon.side(-1, tail_at, 1))
        puppet.add(ribbon.side(1, tail_at, 1))
    _tail_fin(puppet, ribbon, beat, height, tail_at)
    head = ribbon.frame(0.85)
    eye = float(rng.uniform(0.012, 0.03))
    puppet.add(
        head.place(ellipse(0.0, -0.3 * height, eye, eye)), closed=True, weight=0.8, rigid=True
    )
    if rng.random() < 0.3:
        puppet.add(
            head.place(ellipse(0, -0.3 * height, eye * 0.4, eye * 0.4)),
            closed=True,
            weight=0.3,
            rigid=True,
        )
    puppet.add(ribbon.curve((1.0, 0.3), (0.95, 0.35), (0.9, 0.25)), weight=0.4)
    gill = float(rng.uniform(0.68, 0.78))
    puppet.add(ribbon.curve((gill, -0.85), (gill - 0.05, 0.0), (gill, 0.8)), weight=0.7)
    _fins(puppet, ribbon, beat, height)
    for i in range(int(rng.integers(0, 4))):
        at = 0.6 - 0.13 * i
        puppet.add(ribbon.curve((at, -0.9), (at - 0.05, 0), (at, 0.9)), weight=0.5)
    for _ in range(int(rng.integers(0, 4))):
        puppet.add(ribbon.hatch(rng, 0.2, 0.8), weight=0.3, loose=True)


def _tail_fin(puppet: PuppetBuilder, ribbon: Ribbon, beat: Beat, height: float, at: float) -> None:
    rng = puppet.rng
    reach = float(rng.uniform(0.15, 0.4))
    spread = float(rng.uniform(0.12, 0.28))
    notch = float(rng.uniform(0.0, 0.7)) * reach
    lag = beat.swing(0.0, float(rng.uniform(0.2, 0.5)), -0.15)
    root = ribbon.frame(at)
    root = root.child(0, 0, lag)
    top, low = (-reach, -spread), (-reach * float(rng.uniform(0.7, 1.1)), spread)
    stem = 0.15 * height
    shapes = [
        line((0, -stem), (-0.4 * reach, -0.6 * spread), top),
        line((0, stem), (-0.4 * reach, 0.6 * spread), low),
        line(top, (-reach + notch, 0.0), low),
    ]
    soft = float(rng.uniform(0.0, 0.6))
    trail = beat.swing(0.0, soft, -0.3)
    for shape in shapes:
        far = (np.clip(-shape[:, 0] / reach, 0, 1) ** 2)[None, :]
        bend = trail[:, None] * far * 0.3
        bent = np.stack([np.broadcast_to(shape[:, 0], bend.shape), shape[:, 1] + bend * reach], -1)
        puppet.add(root.place(bent))
    for _ in range(int(rng.integers(0, 4))):
        y = float(rng.uniform(-0.8, 0.8)) * spread
        puppet.add(
            root.place(line((0, 0), (-0.5 * reach, 0.4 * y), (-0.85 * reach, y))), weight=0.4
        )


def _fins(puppet: PuppetBuilder, ribbon: Ribbon, beat: Beat, height: float) -> None:
    rng = puppet.rng
    up = float(rng.uniform(1.3, 2.2))
    a, b = float(rng.uniform(0.35, 0.5)), float(rng.uniform(0.6, 0.75))
    tip = float(rng.uniform(0.3, a + 0.1))
    shape = line((b, -0.95), ((tip + b) / 2, -0.5 * (up + 1)), (tip, -up), (a, -1.0), smooth=3)
    puppet.add(ribbon.map(shape[:, 0], shape[:, 1]), weight=0.9)
    for _ in range(int(rng.integers(0, 4))):
        x = float(rng.uniform(a, b))
        puppet.add(ribbon.curve((x, -0.9), (x - 0.08, -1 - 0.7 * (up - 1))), weight=0.35)
    flap = beat.swing(float(rng.uniform(0.5, 0.9)), float(rng.uniform(0.2, 0.5)), 0.0)
    root = ribbon.frame(float(rng.uniform(0.55, 0.65)), float(rng.uniform(0.2, 0.6)))
    fin = root.child(0, 0, np.pi - flap)
    size = float(rng.uniform(0.08, 0.18))
    puppet.add(fin.place(line((0, 0), (0.6 * size, -0.35 * size), (size, 0.1 * size))), weight=0.8)
    puppet.add(fin.place(line((0, 0), (0.5 * size, 0.4 * size), (size, 0.1 * size))), weight=0.7)
    below = ribbon.frame(float(rng.uniform(0.4, 0.55)), 0.95).child(0, 0, np.pi - 0.9 * flap)
    puppet.add(below.place(line((0, 0), (0.6 * size, -0.2 * size), (size, 0.3 * size))), weight=0.7)
    puppet.add(
        below.place(line((size, 0.3 * size), (0.3 * size, 0.3 * size), (-0.2 * size, 0))),
        weight=0.5,
    )


FAMILY = Family(
    name="fish",
    kinds={
        "fish": ("fish", "goldfish", "golden fish", "goldenfish", "carp", "koi", "small fish",
                 "salmon", "tropical fish", "trout", "little fish", "tuna", "clownfish"),
        "shark": ("shark", "great white shark", "big fish"),
    },
    motions=(
        Move(
            "swim",
            ("swim", "swim", "swim", "swim through the water", "move through the water",
             "move about", "glide through the water", "swim along", "wriggle", "wag its tail",
             "beat its tail",
             "flap its fins", "swim in the water", "swim underwater", "swim around", "dart",
             "sway its body", "propel itself forward", "swish its tail"),
            ("its fins and tail gently propelling it forward",
             "its tail swinging from side to side",
             "its tail fin beating", "with its body undulating", "waving its fins",
             "its tail sweeping through the water", "with effortless agility"),
            travel=0.35, weight=3.0,
        ),
        Move("float", ("hover in the water", "float in the water", "drift", "rest in the water",
                       "float in place", "hang in the water", "breathe calmly"),
             ("its fins waving softly",), weight=0.6),
        Move("jump", ("jump", "jump out of the water", "leap", "leap out of the water", "leap up",
                      "jump up and fall back", "spring out of the water"),
             ("in a high arc", "then dives back"), once=True),
    ),
    build=build,
)  # fmt: skip
