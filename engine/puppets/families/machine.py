# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Things made of rigid parts on hinges and axles: gears, fans, doors, books, diggers, guns."""

from __future__ import annotations

import numpy as np

from engine.puppets.body import Frame, PuppetBuilder, ellipse, line, polyline, vec
from engine.puppets.family import Family, Move
from engine.puppets.timing import FRAMES, TAU, Beat, Floats

_NOWHERE: Floats = np.zeros((FRAMES, 2))


def _rect(x0: float, y0: float, x1: float, y1: float) -> Floats:
    return polyline((x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0), samples=40)


def _turn(beat: Beat, steps: float = 1.0) -> Floats:
    return np.asarray(TAU * steps * (beat.u - beat.u[0]))


def _gear(
    puppet: PuppetBuilder, beat: Beat, sign: float, at: tuple[float, float], r: float
) -> None:
    """Draw a toothed outline, a hub, and sometimes spokes."""
    rng = puppet.rng
    teeth = int(rng.integers(6, 13))
    a = np.linspace(0, TAU, 8 * teeth + 1)
    ring = r * (1.0 + float(rng.uniform(0.06, 0.12)) * np.sign(np.sin(teeth * a)))
    wheel = Frame(vec(*at), sign * _turn(beat))
    outline = np.stack([ring * np.cos(a), ring * np.sin(a)], 1)
    pieces = int(rng.choice([1, 2, 3, 4]))
    for part in np.array_split(np.arange(len(a)), pieces):
        path = outline[part[0] : part[-1] + 2]
        puppet.add(wheel.place(path), rigid=True, closed=pieces == 1)
    start = float(rng.uniform(0, 6))
    hub = ellipse(0, 0, 0.3 * r, 0.3 * r, 24, start)
    puppet.add(wheel.place(hub), rigid=True, closed=True, weight=0.8)
    for i in range(int(rng.choice([0, 3, 4, 5]))):
        b = start + i * 1.25
        spoke = polyline((0.3 * r * np.cos(b), 0.3 * r * np.sin(b)),
                         (0.85 * r * np.cos(b), 0.85 * r * np.sin(b)), samples=8)  # fmt: skip
        puppet.add(wheel.place(spoke), rigid=True, weight=0.7)


def _gears(puppet: PuppetBuilder, beat: Beat) -> None:
    rng = puppet.rng
    sign, r = float(rng.choice([-1.0, 1.0])), 0.3
    _gear(puppet, beat, sign, (0.0, 0.0), r)
    if rng.random() < 0.5:
        q = r * float(rng.uniform(0.7, 1.0))
        a = float(rng.uniform(-0.8, 0.8))
        _gear(puppet, beat, -sign, ((r + q) * np.cos(a), (r + q) * np.sin(a)), q)


def _globe(puppet: PuppetBuilder, beat: Beat) -> None:
    """Draw a disc whose patches turn; the outline stays, as a turn doesn't change it."""
    rng = puppet.rng
    still = ellipse(0, 0, 0.5, 0.5, 44, float(rng.uniform(0, 6)))
    pieces = int(rng.choice([1, 1, 2, 4]))
    for part in np.array_split(np.arange(len(still)), pieces):
        puppet.add(still[part[0] : part[-1] + 2], closed=pieces == 1, rigid=True, weight=1.2)
    disc = Frame(_NOWHERE, float(rng.choice([-1.0, 1.0])) * _turn(beat))
    for _ in range(int(rng.integers(3, 9))):
        a, q = float(rng.uniform(0, TAU)), float(rng.uniform(0.1, 0.36))
        r = float(rng.uniform(0.04, 0.13))
        patch = ellipse(q * np.cos(a), q * np.sin(a), r, 0.7 * r, 26)
        patch += 0.25 * r * np.sin(3.0 * np.linspace(0, TAU, 26) + a)[:, None]
        if rng.random() < 0.4:
            patch = patch[: int(rng.integers(10, 22))]
        puppet.add(disc.place(patch), rigid=True, weight=0.8)


def _fan(puppet: PuppetBuilder, beat: Beat) -> None:
    """Draw blades that turn about a hub, on a tower that stands."""
    rng = puppet.rng
    blades = int(rng.choice([2, 3, 4, 4, 5]))
    spin = Frame(_NOWHERE, float(rng.choice([-1.0, 1.0])) * _turn(beat))
    wide, start = float(rng.uniform(0.03, 0.1)), float(rng.uniform(0, 6))
    boxy = rng.random() < 0.4
    for i in range(blades):
        blade = spin.child(0, 0, start + i * TAU / blades)
        if boxy:
            puppet.add(blade.place(_rect(0.1, -wide, 0.5, wide)), closed=True, rigid=True)
            puppet.add(blade.place(polyline((0, 0), (0.5, 0))), rigid=True, weight=0.8)
        else:
            shape = line((0.03, 0), (0.2, -wide), (0.5, 0), (0.2, wide), (0.03, 0), samples=28)
            puppet.add(blade.place(shape), closed=True, rigid=True)
    puppet.add(spin.place(ellipse(0, 0, 0.04, 0.04, 18)), closed=True, rigid=True, weight=0.7)
    if rng.random() < 0.8:
        top, foot, long = 0.02, float(rng.uniform(0.02, 0.2)), float(rng.uniform(0.6, 1.0))
        for sign in (-1.0, 1.0):
            puppet.add(polyline((sign * top, 0.04), (sign * foot, long)), rigid=True)
        puppet.add(polyline((-foot, long), (foot, long)), rigid=True, weight=0.7)


def _door(puppet: PuppetBuilder, beat: Beat, kind: str) -> None:
    """Draw a door that swings towards us on an upright hinge, or a lid on a level one."""
    rng = puppet.rng
    wide, tall = float(rng.uniform(0.35, 0.5)), float(rng.uniform(0.7, 1.0))
    opened = beat.keys([(0.0, 0.0), (0.4, 1.0), (0.6, 1.0), (0.97, 0.0)]) * min(beat.amp, 1.2)
    if kind == "box":
        wide, tall = float(rng.uniform(0.5, 0.9)), float(rng.uniform(0.25, 0.5))
        puppet.add(_rect(0, 0, wide, tall), closed=True, rigid=True)
        lid = Frame(_NOWHERE, -1.5 * np.clip(opened, 0, 1.2))
        thick = float(rng.uniform(0.02, 0.14))
        puppet.add(lid.place(_rect(0, -thick, wide, 0)), closed=True, rigid=True)
        return
    puppet.add(_rect(0, 0, wide, tall), closed=True, rigid=True, weight=1.1)
    if rng.random() < 0.5:
        puppet.add(_rect(-0.05, -0.05, wide + 0.05, tall), rigid=True, weight=0.6)
    angle = 1.35 * np.clip(opened, 0, 1.1)
    depth = 0.35 * float(rng.uniform(0.5, 1.0))

    def leaf(points: Floats) -> Floats:
        x = points[None, :, 0] * np.cos(angle)[:, None]
        near = points[None, :, 0] * np.sin(angle)[:, None] * depth
        y = points[None, :, 1] + near * (2 * points[None, :, 1] / tall - 0.9)
        return np.stack([x, y], -1)

    puppet.add(leaf(_rect(0, 0, wide, tall)), closed=True)
    for y in (0.15, 0.55):
        if rng.random() < 0.6:
            panel = _rect(0.15 * wide, y * tall, 0.85 * wide, (y + 0.3) * tall)
            puppet.add(leaf(panel), closed=True, weight=0.6)
    puppet.add(leaf(ellipse(0.86 * wide, 0.52 * tall, 0.02, 0.02, 14)), closed=True, weight=0.6)


def _book(puppet: PuppetBuilder, beat: Beat) -> None:
    """Draw a book of which a page turns from the right to the left and back."""
    rng = puppet.rng
    wide, tall, sag = 0.45, float(rng.uniform(0.45, 0.65)), float(rng.uniform(0.02, 0.1))
    s = np.linspace(0, 1, 16)
    for sign in (-1.0, 1.0):
        for y in (0.0, tall):
            edge = np.stack([sign * wide * s, y - sag * np.sin(np.pi * s)], 1)
            puppet.add(edge, rigid=True)
        puppet.add(polyline((sign * wide, 0), (sign * wide, tall)), rigid=True)
        for k in range(int(rng.integers(0, 5))):
            y = (0.2 + 0.15 * k) * tall
            puppet.add(polyline((sign * 0.1, y), (sign * 0.38, y)), rigid=True, weight=0.4)
    puppet.add(polyline((0, 0), (0, tall)), rigid=True, weight=0.8)
    over = beat.keys([(0.0, 0.05), (0.45, 0.95), (0.6, 0.95), (0.97, 0.05)])
    a = np.pi * np.clip(over, 0, 1)
    for y in (0.0, tall):
        bend = 0.25 * np.sin(a)[:, None] * np.sin(np.pi * s)[None]
        x = wide * s[None] * np.cos(a)[:, None] + 0.15 * bend
        puppet.add(np.stack([x, y - 0.3 * np.sin(a)[:, None] * s[None] - 0.2 * bend], -1))
    tip = np.stack([wide * np.cos(a), -0.3 * np.sin(a)], 1)
    puppet.add(tip[:, None] + np.array([0.0, tall])[None, None] * np.linspace(0, 1, 12)[:, None])


def _digger(puppet: PuppetBuilder, beat: Beat) -> None:
    """Draw tracks and a cabin that stand; boom, arm and bucket turn on their pins."""
    rng = puppet.rng
    puppet.add(
        line((-0.3, 0.3), (-0.36, 0.24), (-0.3, 0.18), (0.1, 0.18), (0.16, 0.24), (0.1, 0.3),
             (-0.3, 0.3), samples=44, smooth=2), closed=True, rigid=True)  # fmt: skip
    for x in (-0.28, -0.1, 0.08):
        puppet.add(ellipse(x, 0.24, 0.04, 0.04, 18), closed=True, rigid=True, weight=0.5)
    cabin = Frame(_NOWHERE, beat.swing(0.0, 0.02, 0.1))
    puppet.add(cabin.place(_rect(-0.3, 0.02, 0.06, 0.16)), closed=True, rigid=True)
    puppet.add(cabin.place(_rect(-0.1, -0.16, 0.06, 0.02)), closed=True, rigid=True, weight=0.9)
    boom = cabin.child(0.04, 0.08, beat.swing(float(rng.uniform(-1.1, -0.7)), 0.28, 0.0))
    long = float(rng.uniform(0.4, 0.6))
    arm = boom.child(long, 0, beat.swing(float(rng.uniform(1.2, 1.9)), 0.4, 0.2))
    reach = float(rng.uniform(0.3, 0.45))
    bucket = arm.child(reach, 0, beat.swing(float(rng.uniform(0.2, 1.0)), 0.6, 0.35))
    thin = float(rng.uniform(0.012, 0.04))
    for part, size in ((boom, long), (arm, reach)):
        puppet.add(part.place(_rect(0, -thin, size, thin)), closed=True, rigid=True)
    scoop = line((0, 0), (0.16, -0.02), (0.18, 0.1), (0.02, 0.14), (0, 0), samples=30, smooth=2)
    puppet.add(bucket.place(scoop), closed=True, rigid=True)


def _gun(puppet: PuppetBuilder, beat: Beat, motion: str) -> None:
    """Draw a barrel on a carriage or a tank: it recoils, or turns to aim."""
    rng = puppet.rng
    kick = beat.keys([(0.0, 0.0), (0.3, 0.0), (0.36, 1.0), (0.75, 0.0)]) * (motion == "fire")
    aim = beat.swing(0.0, 0.16, 0.0) if motion == "aim" else -0.05 * kick
    body = Frame(vec(-0.06 * kick * beat.amp, 0.0), -0.03 * kick)
    if rng.random() < 0.6:
        hull = polyline((-0.4, 0.1), (-0.3, 0.0), (0.3, 0.0), (0.4, 0.1), (0.3, 0.2), (-0.3, 0.2),
                        (-0.4, 0.1), samples=44)  # fmt: skip
        puppet.add(body.place(hull), closed=True, rigid=True)
        puppet.add(body.place(line((-0.18, 0.0), (-0.14, -0.14), (0.14, -0.14), (0.2, 0.0))),
                  rigid=True)  # fmt: skip
        for x in (-0.26, -0.09, 0.08, 0.25):
            puppet.add(body.place(ellipse(x, 0.14, 0.05, 0.05, 20)), closed=True, rigid=True,
                      weight=0.6)  # fmt: skip
    else:
        start = float(rng.uniform(0, 6))
        puppet.add(body.place(ellipse(0, 0.08, 0.16, 0.16, 32, start)), closed=True, rigid=True)
        puppet.add(body.place(polyline((-0.4, 0.24), (0.05, 0.0))), rigid=True, weight=0.8)
    rest = -float(rng.uniform(0.0, 0.5))
    barrel = body.child(0.08, -0.07, rest + aim)
    barrel = Frame(barrel.at(0, 0) - 0.14 * kick[:, None] * beat.amp * np.stack(
        [np.cos(barrel.angle), np.sin(barrel.angle)], 1), barrel.angle)  # fmt: skip
    thick = float(rng.uniform(0.02, 0.06))
    puppet.add(barrel.place(_rect(0, -thick, float(rng.uniform(0.4, 0.6)), thick)), closed=True,
              rigid=True)  # fmt: skip


def build(puppet: PuppetBuilder, beat: Beat, kind: str, motion: str) -> None:
    if kind == "gear":
        _gears(puppet, beat)
    elif kind == "globe":
        _globe(puppet, beat)
    elif kind == "fan":
        _fan(puppet, beat)
    elif kind == "book":
        _book(puppet, beat)
    elif kind == "digger":
        _digger(puppet, beat)
    elif kind == "gun":
        _gun(puppet, beat, motion)
    else:
        _door(puppet, beat, kind)


FAMILY = Family(
    name="machine",
    kinds={
        "gear": ("gear", "cog", "cogwheel", "gears", "clockwork"),
        "globe": ("earth", "globe", "planet", "moon", "world", "record", "merry-go-round"),
        "fan": ("windmill", "fan", "propeller", "wind turbine", "pinwheel", "ceiling fan",
                "mill"),
        "door": ("door", "gate", "shutter", "window", "fridge door"),
        "box": ("box", "chest", "laptop", "lid of the box", "suitcase", "piano"),
        "book": ("book", "notebook", "diary", "open book", "page of the book"),
        "digger": ("excavator", "digger", "crane", "robot arm", "bulldozer", "machine"),
        "gun": ("tank", "cannon", "gun", "old cannon", "battle tank"),
    },
    motions=(
        Move("spin", ("turn", "spin", "rotate", "revolve", "whirl", "go round", "run",
                      "turn in the wind"), ("round and round", "its teeth meshing"),
             kinds=("gear", "fan", "globe"), weight=2.0),
        Move("open", ("open", "open and close", "swing open", "open wide", "close", "slam shut",
                      "shut"), (), kinds=("door", "box"), weight=2.0),
        Move("leaf", ("turn its pages", "flip a page", "turn a page", "open", "leaf through",
                      "flip its pages"), (), kinds=("book",), weight=1.6),
        Move("dig", ("dig", "scoop", "dig and scoop", "lift its arm", "move its arm", "load",
                     "work", "raise and lower its arm", "shovel"), ("its bucket scooping",),
             kinds=("digger",), weight=2.0),
        Move("fire", ("fire", "shoot", "recoil", "fire a shell", "fire shells"),
             ("with a burst of smoke",), kinds=("gun",), weight=1.4),
        Move("aim", ("aim", "take aim", "raise its barrel", "move its barrel up and down"), (),
             kinds=("gun",), weight=0.6),
    ),
    build=build,
    weight=0.9,
    tilt=6.0,
)  # fmt: skip
