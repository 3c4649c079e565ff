# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ten pairs of drawn poses: five figures, each posed with the same strokes and drawn anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from addon.contract.between import KeyPoses
from addon.contract.drawing import Drawing

Line = NDArray[np.float64]
Angles = Mapping[str, float]  # degrees; of limbs from straight down, positive to the right
CANVAS = (640.0, 480.0)
FRAMES = 13


def turned(degrees: float) -> Line:
    """Return the way [2] that a limb at an angle points."""
    a = np.radians(degrees)
    return np.array([np.sin(a), np.cos(a)])


def beside(place: Line, x: float, y: float) -> Line:
    """Return a place [2] so far from another."""
    return np.asarray(place + np.array([x, y]))


def chain(start: Line, lengths: Sequence[float], degrees: Sequence[float]) -> Line:
    """Return joints [n + 1, 2] of a limb."""
    arms = [length * turned(angle) for length, angle in zip(lengths, degrees, strict=True)]
    return np.cumsum([start, *arms], axis=0)


def ring(middle: Line, wide: float, high: float, tilt: float = 0.0, count: int = 30) -> Line:
    """Return an ellipse [count, 2] that ends where it begins."""
    t = np.linspace(0.0, 2 * np.pi, count)
    c, s = np.cos(np.radians(tilt)), np.sin(np.radians(tilt))
    flat = np.stack([wide * np.cos(t), high * np.sin(t)], axis=1)
    return np.asarray(flat @ np.array([[c, s], [-s, c]]) + middle)


def soft(joints: Line, each: int = 8) -> Line:
    """Return points along a limb."""
    t = np.linspace(0.0, len(joints) - 1.0, each * (len(joints) - 1) + 1)
    return np.stack([np.interp(t, np.arange(len(joints)), joints[:, a]) for a in (0, 1)], axis=1)


def sleeve(joints: Line, wide: float) -> Line:
    """Return the outline of a limb, open at its root."""
    line = soft(joints, 6)
    way = np.gradient(line, axis=0)
    side = np.stack([-way[:, 1], way[:, 0]], axis=1)
    side *= wide / np.maximum(np.linalg.norm(side, axis=1, keepdims=True), 1e-9)
    return np.concatenate([line + side, (line - side)[::-1]])


def person(at: Line, pose: Angles, anew: bool) -> list[Line]:
    """A person seen from the side; drawn anew it has outlines in place of single lines."""
    trunk = chain(at, (70.0,), (180.0 + pose.get("lean", 0.0),))
    neck = trunk[1]
    head = neck + 26.0 * turned(180.0 + pose.get("lean", 0.0))
    arms = [
        chain(neck, (36.0, 34.0), (pose[f"arm{n}"], pose[f"arm{n}"] + pose.get(f"elbow{n}", 10.0)))
        for n in (1, 2)
    ]
    legs = [
        chain(
            at,
            (46.0, 46.0, 16.0),
            (pose[f"leg{n}"], pose[f"leg{n}"] - pose.get(f"knee{n}", 4.0), 80.0),
        )
        for n in (1, 2)
    ]
    if not anew:
        limbs = [soft(limb) for limb in (*arms, *legs)]
        return [ring(head, 22.0, 24.0), soft(trunk, 12), *limbs]
    body = sleeve(trunk[::-1], 13.0)
    limbs = [sleeve(limb, 6.0)[::-1] for limb in (*legs, *arms)]
    return [*limbs, body, ring(head, 21.0, 25.0, 90.0, 41)]


def dog(at: Line, pose: Angles, anew: bool) -> list[Line]:
    """A dog that looks to the right; `at`: its hip."""
    rise = pose.get("rise", 0.0)
    shoulder = at + 110.0 * turned(90.0 + rise)
    neck = chain(shoulder, (44.0,), (140.0 + pose.get("neck", 0.0),))
    nose = chain(neck[1], (46.0,), (75.0 + pose.get("neck", 0.0),))
    tail = chain(at, (34.0, 30.0), (-130.0 - pose.get("tail", 0.0), -150.0 - pose.get("tail", 0.0)))
    legs = []
    for n, root in (
        (1, at),
        (2, beside(at, 12.0, 0.0)),
        (3, shoulder),
        (4, shoulder - [12.0, 0.0]),
    ):
        angle = pose.get(f"leg{n}", 0.0)
        bend = pose.get(f"knee{n}", 5.0)
        legs.append(chain(root, (36.0, 34.0, 10.0), (angle, angle - bend, 75.0)))
    middle, back = (at + shoulder) / 2, 90.0 + rise
    if not anew:
        trunk = ring(middle, 74.0, 30.0, rise and -rise)
        return [trunk, ring(nose.mean(axis=0), 28.0, 17.0), soft(neck), soft(tail)] + [
            sleeve(leg, 6.0) for leg in legs
        ]
    up = 30.0 * turned(back + 90.0)
    top = np.stack([at - 12.0 * turned(back), at + up, shoulder + up, neck[1] + 0.5 * up])
    below = np.stack([at - 0.9 * up, middle - 1.1 * up, shoulder - 0.9 * up, nose[1]])
    head = ring(nose.mean(axis=0), 27.0, 18.0, 6.0, 37)
    return [
        *(sleeve(leg, 7.0)[::-1] for leg in legs[::-1]),
        soft(top),
        soft(below),
        head,
        soft(tail),
    ]


def fish(at: Line, pose: Angles, anew: bool) -> list[Line]:
    """A fish that looks to the right and bends."""
    bend = pose.get("bend", 0.0)
    spine = chain(at, (45.0, 45.0, 40.0, 34.0), [-90.0 + bend * k for k in (0.0, 0.5, 1.0, 1.6)])
    t = np.linspace(0.0, 1.0, 24)
    along = np.stack([np.interp(t * 3.0, np.arange(5), spine[:, a]) for a in (0, 1)], axis=1)
    way = np.gradient(along, axis=0)
    side = np.stack([-way[:, 1], way[:, 0]], axis=1)
    side /= np.maximum(np.linalg.norm(side, axis=1, keepdims=True), 1e-9)
    half = (40.0 * np.sin(np.pi * t**0.7))[:, None]
    above, below = along + half * side, along - half * side
    tail = spine[3] + np.array(
        [
            20.0 * turned(-40.0 + 1.6 * bend + a) + 26.0 * turned(-90.0 + 1.6 * bend)
            for a in (-80, 40)
        ]
    )
    eye = ring(along[4] + [0.0, -9.0], 4.0, 4.0, count=12)
    fin = np.stack([along[11], along[11] + [-22.0, 26.0], along[14]])
    if not anew:
        rear = soft(np.stack([spine[3], tail[0], tail[1], spine[3]]))
        return [above, below, rear, eye, soft(fin)]
    outline = np.concatenate([above[::2], tail[:1], tail[1:], below[::-2]])
    return [ring(along[4] + [1.0, -8.0], 5.0, 5.0, count=16), soft(fin, 5)[::-1], outline]


def bird(at: Line, pose: Angles, anew: bool) -> list[Line]:
    """A flying bird that looks to the right."""
    lift = pose.get("wing", 0.0)
    head = beside(at, 66.0, -18.0)
    wings = [
        chain(
            beside(at, shift, -8.0),
            (52.0, 46.0),
            (180.0 - lift + spread, 190.0 - 1.3 * lift + spread),
        )
        for shift, spread in ((6.0, -12.0), (-8.0, 14.0))
    ]
    tail = np.stack([at - [52.0, 0.0], at - [92.0, 12.0], at - [90.0, -10.0], at - [52.0, 0.0]])
    beak = np.stack([beside(head, x, y) for x, y in ((16.0, -4.0), (34.0, 2.0), (16.0, 6.0))])
    if not anew:
        return [
            ring(at, 56.0, 22.0), ring(head, 17.0, 16.0), soft(tail), soft(beak),
            *(sleeve(wing, 9.0) for wing in wings),
        ]  # fmt: skip
    body = np.concatenate([ring(at, 57.0, 21.0, count=44)[4:40], [beside(at, 50.0, -20.0)]])
    return [*(sleeve(wing, 12.0)[::-1] for wing in wings), ring(head, 18.0, 15.0, 20.0, 24), body,
            soft(tail, 4)[::-1], beak]  # fmt: skip


def flower(at: Line, pose: Angles, anew: bool) -> list[Line]:
    """A flower that leans; `at`: where it grows."""
    lean = pose.get("lean", 0.0)
    stem = chain(at, (50.0,) * 4, [180.0 + lean * k for k in (0.3, 0.6, 0.9, 1.2)])
    middle = stem[-1]
    petals = [
        ring(middle + 30.0 * turned(a + lean), 18.0, 11.0, 90.0 - a - lean, 20)
        for a in np.arange(0.0, 360.0, 60.0)
    ]
    leaf = ring(stem[1] + 22.0 * turned(120.0 + lean * 0.5), 22.0, 8.0, -25.0 - 0.5 * lean, 20)
    if not anew:
        return [soft(stem), ring(middle, 14.0, 14.0, count=20), *petals, leaf]
    around = np.concatenate([petal[4:16] for petal in petals])
    return [around, sleeve(stem, 3.0), ring(middle, 13.0, 15.0, count=25), leaf[::-1]]


def owl(at: Line, spreads: bool) -> list[Line]:
    """An owl from the front, its wings at its sides or, drawn anew, spread."""
    body = ring(at, 58.0, 88.0, count=44)
    eyes = [ring(beside(at, x, -50.0), 20.0, 20.0, count=20) for x in (-24.0, 24.0)]
    beak = soft(at + np.array([[-6.0, -34.0], [0.0, -18.0], [6.0, -34.0]]))
    strokes = [body, *eyes, beak]
    side = np.array([[52.0, -30.0], [76.0, 0.0], [76.0, 40.0], [58.0, 80.0], [40.0, 50.0]])
    wing = np.array([[52.0, -30.0], [140.0, -80.0], [210.0, -70.0], [160.0, 0.0], [52.0, 40.0]])
    for mirror in (-1.0, 1.0):
        ear = np.array([[44.0, -70.0], [52.0, -100.0], [22.0, -84.0]])
        foot = np.array([[24.0, 86.0], [26.0, 110.0], [38.0, 114.0]])
        for part in (ear, foot, wing if spreads else side):
            strokes.append(soft(at + part * [mirror, 1.0], 5 if spreads else 9))
    return strokes[::-1] if spreads else strokes


@dataclass(frozen=True)
class PosePair:
    """Two poses of a figure; `name` says what it is."""

    name: str
    first: tuple[Line, ...]
    second: tuple[Line, ...]
    anew: bool

    def drawing(self) -> Drawing:
        """Return both as one drawing with two objects."""
        strokes = [*self.first, *self.second]
        sizes = [len(stroke) for stroke in strokes]
        owners = [0] * len(self.first) + [1] * len(self.second)
        return Drawing.build(
            positions=np.concatenate(strokes).astype(np.float32),
            stroke_offsets=np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32),
            canvas=CANVAS,
            objects=np.array(owners, np.int32),
            object_names=(f"{self.name} 1", f"{self.name} 2"),
        )

    def poses(self) -> KeyPoses:
        """Return which of them is at which frame."""
        return KeyPoses((f"{self.name} 1", f"{self.name} 2"), (0, FRAMES - 1))


STANDING = {"arm1": 18.0, "arm2": -14.0, "leg1": 12.0, "leg2": -12.0}
CHEERING = {"arm1": 150.0, "arm2": 165.0, "elbow1": 20.0, "leg1": 22.0, "leg2": -20.0, "lean": 6.0}
DOG_STANDS = {"leg1": 4.0, "leg2": -6.0, "leg3": 3.0, "leg4": -5.0}
DOG_BOWS = {"rise": -16.0, "neck": 30.0, "tail": 30.0, "leg1": -6.0, "leg2": 4.0, "leg3": 55.0,
            "leg4": 48.0, "knee3": -20.0, "knee4": -20.0}  # fmt: skip
FIGURES = {
    "person": (person, (300.0, 300.0), STANDING, (330.0, 296.0), CHEERING),
    "dog": (dog, (240.0, 260.0), DOG_STANDS, (240.0, 256.0), DOG_BOWS),
    "fish": (fish, (360.0, 220.0), {"bend": -10.0}, (420.0, 200.0), {"bend": 22.0}),
    "bird": (bird, (300.0, 240.0), {"wing": 20.0}, (350.0, 215.0), {"wing": 130.0}),
    "flower": (flower, (320.0, 420.0), {"lean": -6.0}, (320.0, 420.0), {"lean": 30.0}),
}


def pairs() -> list[PosePair]:
    """Return the ten pairs: all with the same strokes, then all with strokes drawn anew."""
    return [
        PosePair(
            name,
            tuple(draw(np.array(here), before, False)),
            tuple(draw(np.array(there), after, anew)),
            anew,
        )
        for anew in (False, True)
        for name, (draw, here, before, there, after) in FIGURES.items()
    ]
