# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bicycles with riders, cars, trucks, trains, carts: wheels stay round and turn."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from engine.puppets.body import (
    Frame,
    PuppetBuilder,
    Ribbon,
    draw_limb,
    ellipse,
    line,
    polyline,
    rounded,
    unit,
    vec,
)
from engine.puppets.family import Family, Move
from engine.puppets.timing import FRAMES, TAU, Beat, Floats


def _roll(beat: Beat) -> Floats:
    """Return the angle of a wheel that rolls to the right."""
    return np.asarray(TAU * (beat.u - beat.u[0]))


def _wheel(
    puppet: PuppetBuilder, centre: Floats, turn: Floats, r: float, spokes: int, narrow: float = 1.0
) -> None:
    """Draw a wheel: the spokes turn; the rim stays, as a turn doesn't change it.

    narrow: width over height; below 1 the wheel is seen at an angle.
    """
    rng = puppet.rng
    rim = Frame(centre, np.zeros(FRAMES), narrow, 1.0)
    start = float(rng.uniform(0, 6))
    _rim(puppet, rim, r, start)
    if rng.random() < 0.35:
        q = r * float(rng.uniform(0.55, 0.88))
        puppet.add(rim.place(ellipse(0, 0, q, q, 30, start)), closed=True, rigid=True, weight=0.6)
    spin = Frame(np.zeros_like(centre), turn)
    for i in range(spokes):
        a = start + i * TAU / spokes
        inner = -r if spokes <= 2 else 0.08 * r
        spoke = polyline(
            (inner * np.cos(a), inner * np.sin(a)),
            (0.95 * r * np.cos(a), 0.95 * r * np.sin(a)),
            samples=8,
        )
        puppet.add(rim.place(spin.place(spoke)), rigid=True, weight=0.7)


def _rim(puppet: PuppetBuilder, rim: Frame, r: float, start: float) -> None:
    """Draw a circle, two or three arcs that make one, or a scribble that goes round twice."""
    rng = puppet.rng
    how = float(rng.random())
    if how < 0.5:
        puppet.add(rim.place(ellipse(0, 0, r, r, 36, start)), closed=True, rigid=True, weight=1.1)
        return
    if how < 0.85:
        arcs = int(rng.choice([1, 2, 2, 3]))
        for k in range(arcs):
            far = TAU * float(rng.uniform(0.9, 1.2)) / arcs
            a = start + k * TAU / arcs + np.linspace(0.0, max(far, 0.4 * TAU), 30)
            arc = np.stack([r * np.cos(a), r * np.sin(a)], 1)
            puppet.add(rim.place(arc), rigid=True, weight=1.1, loose=bool(rng.random() < 0.4))
        return
    a = start + np.linspace(0.0, TAU * float(rng.uniform(1.3, 2.4)), 48)
    wobble = r * (1.0 + 0.08 * np.sin(0.37 * a + start))
    puppet.add(rim.place(np.stack([wobble * np.cos(a), wobble * np.sin(a)], 1)), rigid=True,
              weight=1.1)  # fmt: skip


def _seen_at_an_angle(puppet: PuppetBuilder) -> None:
    """Foreshorten a bicycle that comes towards us or goes away."""
    rng = puppet.rng
    narrow, slant = float(rng.uniform(0.3, 0.8)), float(rng.uniform(-0.25, 0.25))
    view = np.array([[narrow, slant], [0.0, 1.0]])
    puppet.guides = [replace(g, path=g.path @ view) for g in puppet.guides]


def _knee(hip: Floats, foot: Floats, a: float, b: float) -> Floats:
    """Return where two bones of lengths a and b meet; the knee bends to the right."""
    d = foot - hip
    dist = np.clip(np.hypot(d[:, 0], d[:, 1]), 1e-6, 0.999 * (a + b))
    along = (a * a - b * b + dist**2) / (2 * dist)
    off = np.sqrt(np.maximum(a * a - along**2, 0.0))
    n = d / dist[:, None]
    side = np.stack([n[:, 1], -n[:, 0]], axis=1)
    return np.asarray(hip + n * along[:, None] + side * off[:, None])


def _bicycle(puppet: PuppetBuilder, beat: Beat, kind: str, motion: str) -> None:
    rng = puppet.rng
    turn = _roll(beat)
    r = float(rng.uniform(0.22, 0.28))
    gap = float(rng.uniform(0.58, 0.72))
    bob = beat.swing(0.0, 0.008, 0.0, 2)
    rear, _front = vec(0.0, 0.0), vec(gap, 0.0)
    spokes = int(rng.choice([0, 0, 2, 3, 5, 6]))
    crank_at = (0.42 * gap, 0.05)
    tilt = (
        beat.swing(0.0, 0.03, 0.0) if motion != "wheelie" else -0.6 * beat.keys([(0, 0), (0.5, 1)])
    )
    bike = Frame(rear, tilt)

    def at(x: float, y: float) -> Floats:
        return bike.at(x, y)

    narrow = float(rng.uniform(0.45, 1.0)) if rng.random() < 0.4 else 1.0
    _wheel(puppet, at(0, 0), turn, r, spokes, narrow)
    _wheel(puppet, at(gap, 0), turn, r, spokes, narrow)
    seat, bar = (0.3 * gap, -0.42), (0.82 * gap, -0.45)
    frame_lines = [
        ((0, 0), (0.36 * gap, -0.3)),
        ((0.36 * gap, -0.3), crank_at),
        (crank_at, (0, 0)),
        ((0.36 * gap, -0.3), (0.8 * gap, -0.33)),
        (crank_at, (0.82 * gap, -0.28)),
        (bar, (gap, 0)),
        ((0.36 * gap, -0.3), seat),
    ]
    for p, q in frame_lines:
        puppet.add(bike.place(polyline(p, q, samples=8)), rigid=True, weight=0.8)
    puppet.add(
        bike.place(line((0.75 * gap, -0.46), bar, (0.9 * gap, -0.42))), rigid=True, weight=0.7
    )
    puppet.add(
        bike.place(polyline((0.22 * gap, -0.42), (0.42 * gap, -0.43))), rigid=True, weight=0.6
    )
    c = at(*crank_at)
    arm = 0.1
    if kind == "bicycle":
        pedal = Frame(c, turn)
        puppet.add(pedal.place(polyline((-arm, 0), (arm, 0))), rigid=True, weight=0.7)
        return
    _rider(puppet, beat, at(0.3 * gap, -0.45), at(*bar), c, turn, arm, bob, tilt)


def _rider(
    puppet: PuppetBuilder,
    beat: Beat,
    hip: Floats,
    bar: Floats,
    crank: Floats,
    turn: Floats,
    arm: float,
    bob: Floats,
    tilt: Floats,
) -> None:
    rng = puppet.rng
    hip = hip + vec(0.0, bob)
    lean = -float(rng.uniform(0.6, 1.25)) + tilt + beat.swing(0.0, 0.04, 0.1, 2)
    neck = hip + 0.4 * unit(lean)
    thick = float(rng.uniform(0.022, 0.045))
    mode = str(rng.choice(["single", "double", "double", "closed"]))
    start = float(rng.uniform(0, 6))
    for i in range(2):
        foot = crank + arm * unit(turn + start + np.pi * i)
        knee = _knee(hip, foot, 0.29, 0.29)
        toe = foot + vec(0.07, 0.02)
        leg = Ribbon(
            rounded(np.stack([hip, knee, foot, toe], 1), 24, 3),
            thick * np.array([1.6, 1.1, 0.8, 0.5]),
        )
        draw_limb(puppet, leg, mode, weight=1.0 - 0.1 * i)
    torso = Ribbon(
        rounded(np.stack([hip, hip + 0.2 * unit(lean - 0.15), neck], 1), 18, 3),
        thick * np.array([1.7, 1.8, 1.6]),
    )
    draw_limb(puppet, torso, mode, hatches=int(rng.integers(0, 4)))
    elbow = 0.5 * (neck + bar) + vec(0.02, 0.05)
    reach = Ribbon(
        rounded(np.stack([neck, elbow, bar], 1), 18, 3), thick * np.array([0.9, 0.8, 0.6])
    )
    draw_limb(puppet, reach, "single" if mode == "closed" else mode)
    r = float(rng.uniform(0.05, 0.075))
    head = Frame(neck + unit(lean + 0.15) * 1.4 * r, beat.swing(0.0, 0.06, 0.2, 2))
    puppet.add(head.place(ellipse(0, 0, r, 1.1 * r, 24)), closed=True, rigid=True)
    if rng.random() < 0.4:
        puppet.add(
            head.place(line((-r, -0.2 * r), (0, -1.4 * r), (1.2 * r, -0.2 * r))),
            rigid=True,
            weight=0.6,
        )


def _vehicle(puppet: PuppetBuilder, beat: Beat, kind: str, motion: str) -> None:
    rng = puppet.rng
    turn = _roll(beat) if motion != "shake" else 0 * beat.u
    bounce = beat.swing(0.0, 0.012 if motion == "drive" else 0.02, 0.0, 2)
    rock = beat.swing(0.0, 0.012, 0.2, 2)
    if motion == "shake":
        rock, bounce = beat.swing(0.0, 0.03, 0.2, 2), beat.swing(0.0, 0.02, 0.0, 2)
    body = Frame(vec(0.5, bounce - 0.1), rock)
    r = float(rng.uniform(0.08, 0.12))
    h = float(rng.uniform(0.12, 0.2))
    if kind == "car":
        a, b = float(rng.uniform(-0.32, -0.2)), float(rng.uniform(0.1, 0.22))
        roof = float(rng.uniform(0.14, 0.22))
        top = line(
            (-0.5, 0),
            (-0.48, -h),
            (a - 0.06, -h),
            (a + 0.06, -h - roof),
            (b - 0.05, -h - roof),
            (b + 0.1, -h),
            (0.45, -0.8 * h),
            (0.5, 0),
            samples=48,
            smooth=int(rng.integers(0, 5)),
        )
        puppet.add(body.place(top), rigid=True)
        puppet.add(body.place(polyline((-0.5, 0), (0.5, 0))), rigid=True)
        window = polyline(
            (a, -h),
            (a + 0.07, -h - 0.8 * roof),
            (b - 0.06, -h - 0.8 * roof),
            (b + 0.05, -h),
            (a, -h),
        )
        puppet.add(body.place(window), rigid=True, closed=True, weight=0.7)
        puppet.add(body.place(polyline((0.0, -h), (0.0, -0.02))), rigid=True, weight=0.5)
        xs: tuple[float, ...] = (-0.3, 0.3)
    else:
        long = kind == "train"
        for x0, x1, y in ((-0.5, 0.12, 0.45), (0.16, 0.5, 0.3)):
            y = y * float(rng.uniform(0.8, 1.1))
            box = polyline((x0, 0), (x0, -y), (x1, -y), (x1, 0), (x0, 0), samples=40)
            puppet.add(body.place(box), rigid=True, closed=True)
        puppet.add(
            body.place(
                polyline((0.3, -0.26), (0.3, -0.14), (0.46, -0.14), (0.46, -0.26), (0.3, -0.26))
            ),
            rigid=True,
            closed=True,
            weight=0.6,
        )
        xs = (-0.38, -0.15, 0.1, 0.36) if long else (-0.3, 0.33)
        if long:
            puff = beat.pulse(0.6, 0.4, 0.5, 1.0)[:, None, None]
            puppet.add(
                body.child(0.4, -0.34, 0.0).place(ellipse(-0.05, -0.1, 0.06, 0.05, 20) * puff),
                closed=True,
                weight=0.7,
            )
    spokes = int(rng.choice([0, 2, 4, 5]))
    for x in xs:
        _wheel(puppet, vec(0.5 + x, -0.1), turn, r, spokes)


def build(puppet: PuppetBuilder, beat: Beat, kind: str, motion: str) -> None:
    if kind in ("biker", "bicycle"):
        _bicycle(puppet, beat, kind, motion)
        if puppet.rng.random() < 0.5:
            _seen_at_an_angle(puppet)
    else:
        _vehicle(puppet, beat, kind, motion)


FAMILY = Family(
    name="wheels",
    kinds={
        "biker": ("biker", "cyclist", "bicycle rider", "man on a bicycle", "woman on a bike",
                  "bike rider", "cyclist on a bicycle", "motorcyclist", "racing cyclist", "rider"),
        "bicycle": ("bicycle", "bike", "old bicycle", "motorcycle", "motorbike", "scooter"),
        "car": ("car", "little car", "racing car", "taxi", "sports car", "toy car", "jeep",
                "automobile", "police car"),
        "truck": ("truck", "van", "lorry", "bus", "tractor", "cart", "cannon"),
        "train": ("train", "steam train", "locomotive"),
    },
    motions=(
        Move("pedal", ("pedal", "ride", "ride a bicycle", "cycle", "ride along", "pedal hard",
                       "ride the bike", "bike along the road", "pedal away", "pedal fast",
                       "cycle along", "ride down the road", "race along on the bike"),
             ("each leg pumping up and down", "as the wheels spin rapidly", "the wheels turning",
              "legs going round"), travel=0.3, weight=3.0, kinds=("biker",)),
        Move("roll", ("roll", "spin its wheels", "roll along", "ride by itself"),
             ("its wheels turning",), travel=0.4, kinds=("bicycle",)),
        Move("wheelie", ("do a wheelie", "rear up on the back wheel", "lift the front wheel"), (),
             weight=0.4, kinds=("biker", "bicycle"), once=True),
        Move("drive", ("drive", "drive along", "roll", "roll along the road", "move along",
                       "race",
                       "drive on the road", "ride"), ("its wheels turning", "bumping along",
                       "the wheels spinning"), travel=0.5, weight=2.0, kinds=("car", "truck",
                                                                              "train")),
        Move("shake", ("shake", "rattle", "rock", "vibrate with its engine running"), (),
             weight=0.4, kinds=("car", "truck", "train")),
    ),
    build=build,
    weight=1.7,
    tilt=10.0,
)  # fmt: skip
