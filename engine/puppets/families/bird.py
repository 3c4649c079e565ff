# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Birds: flying in side view, hovering, standing and waddling."""

from __future__ import annotations

import numpy as np

from engine.puppets.body import (
    Frame,
    PuppetBuilder,
    Ribbon,
    chain,
    deg,
    ellipse,
    line,
    rounded,
    unit,
    vec,
)
from engine.puppets.family import Family, Move
from engine.puppets.timing import Beat, Floats


def _head(
    puppet: PuppetBuilder, frame: Frame, r: float, beak: float, *, drawn: bool = True
) -> None:
    """Draw a rigid head with a beak along +x."""
    rng = puppet.rng
    if drawn:
        puppet.add(
            frame.place(ellipse(0, 0, r, r * 0.9, 24, float(rng.uniform(0.3, 1)))[:22]),
            rigid=True,
            weight=1.1,
        )
    tip = (r + beak, float(rng.uniform(-0.1, 0.5)) * r)
    puppet.add(frame.place(line((0.8 * r, -0.35 * r), tip, samples=10)), rigid=True, weight=0.9)
    puppet.add(frame.place(line((0.85 * r, 0.3 * r), tip, samples=10)), rigid=True, weight=0.8)
    e = float(rng.uniform(0.08, 0.16)) * r
    puppet.add(
        frame.place(ellipse(0.3 * r, -0.2 * r, e, e, 12)), closed=True, rigid=True, weight=0.6
    )
    for _ in range(int(rng.integers(0, 3))):
        y = float(rng.uniform(-0.6, 0.6)) * r
        puppet.add(
            frame.place(line((-0.8 * r, y), (0, y * 0.6), (0.7 * r, 0.2 * y))),
            rigid=True,
            weight=0.3,
            loose=True,
        )


def _wing(
    puppet: PuppetBuilder,
    beat: Beat,
    root: Floats,
    base: float,
    size: float,
    span: float,
    chord: float,
    phase: float,
    turn: Floats,
    weight: float = 1.0,
) -> None:
    """Draw a wing of two bones that beats about its rest angle `base`; the tip lags and folds."""
    rng = puppet.rng
    a = beat.swing(base, size, phase) + turn
    b = beat.swing(base, size * 1.15, phase + 0.13) + turn + float(rng.uniform(-0.3, 0.3))
    c = beat.swing(base, size * 1.25, phase + 0.2) + turn + float(rng.uniform(-0.3, 0.3))
    joints = chain(root, [0.35 * span, 0.35 * span, 0.35 * span], [a, b, c])
    lead = rounded(joints, 22, 5)
    body_back = unit(turn + np.pi)
    depth = float(rng.uniform(0.5, 1.0)) * chord
    foot = root + body_back * depth
    s = np.linspace(0, 1, 22)
    bulge = np.sin(np.pi * s) * float(rng.uniform(0.1, 0.35)) * chord
    mid = foot[:, None] * (1 - s)[None, :, None] + lead[:, -1:] * s[None, :, None]
    trail = mid + body_back[:, None] * bulge[None, :, None]
    puppet.add(lead, weight=weight)
    puppet.add(trail[:, ::-1], weight=weight)
    for i in range(int(rng.integers(0, 6))):
        p = (i + 1.0 + rng.uniform(-0.3, 0.3)) / 6.0
        q = np.clip(p * float(rng.uniform(0.7, 1.1)), 0, 1)
        x, y = int(p * 21), int(q * 21)
        ease = np.linspace(0.0, float(rng.uniform(0.6, 1.05)), 12)[None, :, None]
        puppet.add(lead[:, x][:, None] * (1 - ease) + trail[:, y][:, None] * ease, weight=0.5)


def _flying(puppet: PuppetBuilder, beat: Beat, kind: str, motion: str) -> None:
    rng = puppet.rng
    hover = kind == "hummingbird"
    pitch = deg(float(rng.uniform(-75, -30) if hover else rng.uniform(-18, 12)))
    sink = 0.10 if motion == "fly" else 0.06
    lift = beat.swing(0.0, sink, 0.30)
    nod = beat.swing(pitch, deg(4), 0.1)
    if motion == "glide":
        nod = beat.swing(pitch, deg(12), 0.0)
        lift = beat.swing(0.0, 0.12, 0.25)
    plump = float(rng.uniform(0.1, 0.18))
    centre = vec(0.0, lift)
    d = unit(nod)
    bend = unit(nod + beat.swing(0.15, 0.08, 0.25))
    points = np.stack(
        [centre - 0.5 * bend, centre - 0.2 * d, centre + 0.15 * d, centre + 0.42 * d], 1
    )
    body = Ribbon(rounded(points, 24, 5), plump * np.array([0.15, 0.5, 0.95, 1.0, 0.75, 0.5]))
    for side in (-1.0, 1.0):
        puppet.add(body.side(side))
    r = plump * float(rng.uniform(0.6, 0.85))
    head_turn = -0.5 * (nod - pitch) + (0.5 * abs(pitch) if hover else 0.1)
    beak = r * float(rng.uniform(1.5, 3.2) if hover else rng.uniform(0.5, 1.1))
    _head(
        puppet,
        Frame(centre + (0.45 + 0.3 * r) * d, nod + head_turn * 0.8),
        r,
        beak,
        drawn=rng.random() < 0.7,
    )
    fan = body.frame(0.02).child(0, 0, beat.swing(np.pi, 0.15, 0.3))
    t = float(rng.uniform(0.15, 0.4))
    w = float(rng.uniform(0.2, 0.6)) * t
    puppet.add(fan.place(line((0, 0), (t, -w), smooth=0)), weight=0.9)
    puppet.add(fan.place(line((0, 0), (t, w * 0.6), smooth=0)), weight=0.9)
    puppet.add(fan.place(line((t, -w), (t * 0.9, -0.2 * w), (t, w * 0.6))), weight=0.6)
    size = float(rng.uniform(38, 58)) * (0.25 if motion == "glide" else 1.0)
    base = deg(float(rng.uniform(-120, -65))) if not hover else deg(float(rng.uniform(-140, -80)))
    base = base + deg(12)
    span = float(rng.uniform(0.6, 1.05))
    chord = float(rng.uniform(0.25, 0.45))
    root = body.map(np.array([0.68]), np.array([-0.3]))[:, 0]
    _wing(
        puppet,
        beat,
        root,
        base,
        deg(size),
        span,
        chord,
        0.0,
        nod - pitch,
    )
    if rng.random() < 0.75:
        back = base + deg(float(rng.choice([-35, 40, 60])))
        if not hover and rng.random() < 0.5:  # seen from behind or below: the wings mirror
            back = deg(-180) - base - deg(30)
        _wing(
            puppet,
            beat,
            root + d * 0.06,
            back,
            deg(size * 0.9),
            span * 0.9,
            chord,
            0.03,
            nod - pitch,
            weight=0.85,
        )
    for _ in range(int(rng.integers(0, 6))):
        puppet.add(body.hatch(rng), weight=0.3, loose=True)
    if rng.random() < 0.4:
        foot = body.frame(0.35, 0.9)
        puppet.add(foot.place(line((0, 0), (-0.08, 0.05), (-0.16, 0.04))), weight=0.4)


def _standing(puppet: PuppetBuilder, beat: Beat, kind: str, motion: str) -> None:
    """Draw upright birds (penguins) and plump ones that lean forward (chickens, pigeons)."""
    rng = puppet.rng
    upright = kind == "penguin"
    lean_rest = deg(float(rng.uniform(-95, -80)) if upright else float(rng.uniform(-50, -20)))
    walk = motion == "waddle"
    hop = (
        beat.keys([(0, 0), (0.15, 0.06), (0.5, -0.45 * beat.amp), (0.85, 0.04)])
        if motion == "jump"
        else np.zeros_like(beat.u)
    )
    rock = beat.swing(0.0, deg((14 if upright else 5) if walk else 2.5), 0.0)
    bob = beat.swing(0.0, 0.025 if walk else 0.008, 0.1, 2 if walk else 1)
    if motion == "peck":
        dip = deg(70 if not upright else 45) * min(beat.amp, 1.3) * beat.keys([(0, 0), (0.5, 1)])
    else:
        dip = beat.swing(0.0, deg(5), 0.2)
    sway_x = beat.swing(0.0, 0.05 if walk else 0.0, 0.0)
    foot = vec(0.0, 0.0) + vec(0.0, hop)
    lean = lean_rest + rock + 0.45 * dip
    long = float(rng.uniform(0.75, 0.95))
    d = unit(lean)
    start = foot + vec(sway_x * 0.3, -0.08 + bob)
    plump = float(rng.uniform(0.17, 0.26))
    points = np.stack(
        [
            start - 0.05 * d,
            start + 0.3 * long * d,
            start + 0.7 * long * d,
            start + long * unit(lean + 0.08),
        ],
        1,
    )
    body = Ribbon(rounded(points, 24, 5), plump * np.array([0.5, 0.95, 1.05, 0.95, 0.65, 0.55]))
    for side in (-1.0, 1.0):
        puppet.add(body.side(side))
    puppet.add(body.across(0.0), weight=0.7)
    r = plump * float(rng.uniform(0.55, 0.75))
    look = beat.swing(0.0, deg(14 if motion == "look" else 5), 0.15)
    head = Frame(points[:, -1] + 0.5 * r * unit(lean), deg(float(rng.uniform(-8, 12))) + look + dip)
    _head(puppet, head, r, r * float(rng.uniform(0.5, 1.3)))
    flap = {"flap": 45.0, "waddle": 15.0, "jump": 40.0}.get(motion, 5.0)
    for side, phase in ((1.0, 0.0), (-1.0, 0.5 if walk else 0.0)):
        at = body.frame(0.68, 0.75 * side)
        out = side * beat.swing(deg(180 - float(rng.uniform(15, 50))), deg(-flap), phase)
        flipper = at.child(0, 0, out)
        n = float(rng.uniform(0.3, 0.45))
        w = float(rng.uniform(0.04, 0.08)) * (1 if rng.random() < 0.8 else 0)
        puppet.add(flipper.place(line((0, -w), (0.5 * n, -1.3 * w), (n, 0))), weight=0.9)
        if w:
            puppet.add(flipper.place(line((0, w), (0.5 * n, w), (n, 0))), weight=0.8)
    for side, phase in ((-0.5, 0.0), (0.5, 0.5)):
        step = beat.swing(0.0, 0.12 if walk else 0.0, phase)
        rise = beat.pulse(0.0, 0.11 if walk else 0.0, phase, 1.5)
        at = Frame(vec(0.3 * side * plump * 2 + step, 0.0 - rise + hop), deg(-10) * rise * 8)
        top = start + vec(0.3 * side * plump, 0.02)
        if not upright:
            knee = at.at(0.0, -0.12)
            leg = rounded(np.stack([top, knee, at.at(0, 0)], 1), 12, 2)
            puppet.add(leg, weight=0.8)
        n = float(rng.uniform(0.10, 0.16))
        puppet.add(
            at.place(line((-0.03, -0.03), (0.4 * n, -0.02), (n, 0.02))), rigid=True, weight=0.8
        )
        if rng.random() < 0.7:
            puppet.add(
                at.place(line((-0.03, -0.03), (0.3 * n, 0.04), (n, 0.02))), rigid=True, weight=0.7
            )
    if not upright or rng.random() < 0.5:
        t = float(rng.uniform(0.1, 0.3)) * (0.4 if upright else 1.0)
        tail = body.frame(0.0).child(0, 0, beat.swing(np.pi + 0.2, 0.12, 0.3))
        puppet.add(tail.place(line((0, -0.06), (t, -0.05))), weight=0.7)
        puppet.add(tail.place(line((0, 0.08), (t, -0.05))), weight=0.7)
    if rng.random() < 0.5:
        puppet.add(body.side(float(rng.uniform(0.2, 0.6)), 0.1, 0.8), weight=0.5)
    for _ in range(int(rng.integers(0, 6))):
        puppet.add(body.hatch(rng), weight=0.3, loose=True)


def build(puppet: PuppetBuilder, beat: Beat, kind: str, motion: str) -> None:
    if kind in ("penguin", "chicken"):
        _standing(puppet, beat, kind, motion)
    else:
        _flying(puppet, beat, kind, motion)


_FLYERS = ("bird", "eagle", "hummingbird")
_WALKERS = ("penguin", "chicken")

FAMILY = Family(
    name="bird",
    kinds={
        "bird": ("bird", "dove", "swallow", "seagull", "sparrow", "crow", "parrot"),
        "eagle": ("eagle", "hawk", "falcon", "vulture", "bird of prey", "goose", "dragon"),
        "hummingbird": ("hummingbird", "small bird", "colibri", "kingfisher"),
        "penguin": ("penguin", "emperor penguin", "little penguin", "owl"),
        "chicken": ("chicken", "hen", "duck", "pigeon", "rooster", "chick", "goose", "turkey"),
    },
    motions=(
        Move("fly", ("fly", "fly", "flap its wings", "beat its wings", "flap",
                     "flutter its wings",
                     "fly through the air", "soar through the sky", "fly along", "fly around",
                     "flap its wings up and down", "wing its way through the sky"),
             ("its wings beating up and down", "with powerful wing beats", "flapping its wings",
              "its feathers spread"), travel=0.3, weight=3.0, kinds=_FLYERS),
        Move("hover", ("hover", "hover in mid-air", "hover in the air",
                       "suck nectar from a flower",
                       "hover in place", "drink nectar", "flutter in the air", "stay in the air"),
             ("its wings beating fast", "beating its wings rapidly", "sucking nectar"),
             weight=1.5, kinds=_FLYERS),
        Move("glide", ("glide", "soar", "glide through the air", "sail on the wind"),
             ("with its wings spread",), travel=0.4, weight=0.7, kinds=("bird", "eagle")),
        Move("waddle", ("waddle", "walk", "shuffle along", "walk along", "toddle", "step forward",
                        "shuffle along the ice", "waddle along", "take small steps", "march"),
             ("rocking from side to side", "its flippers outstretched", "with cautious steps",
              "to keep its balance"), travel=0.35, weight=2.0, kinds=_WALKERS),
        Move("flap", ("flap its wings", "flap its flippers", "wave its wings", "beat its wings",
                      "shake its wings"), (), kinds=_WALKERS),
        Move("jump", ("jump", "hop", "jump up", "leap up", "hop up and down"), (), once=True,
             weight=0.8, kinds=_WALKERS),
        Move("peck", ("peck", "eat", "nod", "peck at the ground", "bow", "nod its head",
                      "pick up food", "bend down"), (), weight=0.9, kinds=_WALKERS),
        Move("look", ("look around", "turn its head", "move its head", "stand and look around"),
             (), weight=0.6, kinds=_WALKERS),
    ),
    build=build,
    weight=1.4,
)  # fmt: skip
