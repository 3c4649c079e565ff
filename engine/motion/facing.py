# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which way a person looks: to us, or to one side.

Bones alone don't say it. Feet, knees, elbows, hands, the lean of the body and the marks of a face
are clues; how much each of them counts was learned (logistic regression) on drawn figures whose
side is known, half of them mirrored. Where a front view begins was set by figures that people drew:
in front views hips and shoulders are far apart, and little else is said of side views.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
SIDES = ("left", "right")
_MARK = 0.55  # of a head's width: lines in the head that are smaller are marks of its face


@dataclass(frozen=True)
class Person:
    """What is drawn of a person.

    Attributes:
        joints: [J, 2] at rest.
        index: number of each joint, by name.
        given: bool [J], which joints have a place.
        points: [P, 2] of the drawing; None where they aren't known.
        parts: [P], number of each point's part.
        head: number of the part that is the head.
    """

    joints: Floats
    index: Mapping[str, int]
    given: NDArray[np.bool_]
    points: Floats | None = None
    parts: Ints | None = None
    head: int = 1

    def at(self, name: str) -> Floats:
        """Return a joint's place [2]."""
        return np.asarray(self.joints[self.index[name]])

    def limb(self, name: str) -> Floats | None:
        """Return the four joints of a limb, None where one has no place."""
        index = [self.index[f"{name}{n}"] for n in range(4)]
        return self.joints[index] if self.given[index].all() else None


def _bulge(limb: Floats) -> float:
    """How far the middle joint of a limb lies to the right of the line to its end, -1..1."""
    chord, middle = limb[2] - limb[0], limb[1] - limb[0]
    length = max(float(np.linalg.norm(np.diff(limb, axis=0), axis=1).sum()), 1e-9)
    bend = (middle[0] * chord[1] - middle[1] * chord[0]) / length**2
    return float(np.clip(12.0 * bend, -1.0, 1.0))


def _toe(leg: Floats) -> float:
    """How far a foot is bent to the right from its shank, -1..1; a stump has none."""
    shank, foot = leg[2] - leg[1], leg[3] - leg[2]
    size = max(float(np.linalg.norm(shank) * np.linalg.norm(foot)), 1e-9)
    bend = (foot[0] * shank[1] - foot[1] * shank[0]) / size
    return float(np.clip(1.5 * bend, -1.0, 1.0))


def _ahead(limb: Floats, first: int, last: int, share: float) -> float:
    """How far one joint of a limb lies to the right of another, -1..1."""
    length = max(float(np.linalg.norm(np.diff(limb, axis=0), axis=1).sum()), 1e-9)
    return float(np.clip((limb[last, 0] - limb[first, 0]) / (share * length), -1.0, 1.0))


def _face(person: Person) -> tuple[float, float]:
    """How far the marks of the face lie to the right in the head, and the head's outline, -1..1."""
    if person.points is None or person.parts is None:
        return 0.0, 0.0
    head = person.points[person.parts == person.head]
    if len(head) < 12:
        return 0.0, 0.0
    low, high = head.min(axis=0), head.max(axis=0)
    half, middle = 0.5 * np.maximum(high - low, 1e-9), 0.5 * (low + high)
    place = (head - middle) / half
    inner = place[np.hypot(place[:, 0], place[:, 1]) < _MARK]
    marks = float(np.clip(2.0 * inner[:, 0].mean(), -1.0, 1.0)) if len(inner) > 3 else 0.0
    edge = place[np.hypot(place[:, 0], place[:, 1]) > 0.75]  # a nose lengthens the box on its side
    outer = -2.0 * float(np.median(edge[:, 0])) if len(edge) > 3 else 0.0
    return marks, float(np.clip(outer, -1.0, 1.0))


def clues(person: Person) -> tuple[Floats, Floats]:
    """Return clues to the right [9], which change sign in the mirror, and to a side view [8]."""
    legs = [leg for leg in (person.limb(f"leg_{s}") for s in SIDES) if leg is not None]
    arms = [arm for arm in (person.limb(f"arm_{s}") for s in SIDES) if arm is not None]
    feet = [_toe(leg) for leg in legs]
    knees, elbows = [_bulge(leg) for leg in legs], [-_bulge(arm) for arm in arms]
    hands = [_ahead(arm, 0, 2, 0.5) for arm in arms]
    pelvis, neck, top = (person.at(name) for name in ("pelvis", "neck", "top"))
    tall = max(float(np.linalg.norm(neck - pelvis)), 1e-9)
    marks, outline = _face(person)
    lean = float(np.clip((neck[0] - pelvis[0]) / (0.3 * tall), -1.0, 1.0))
    nod = float(np.clip(3.0 * (top[0] - neck[0]) / max(abs(top[1] - neck[1]), 1e-9), -1.0, 1.0))

    def mean(values: list[float]) -> float:
        return float(np.mean(values)) if values else 0.0

    def both(values: list[float]) -> float:
        return values[0] * values[1] if len(values) == 2 else 0.0

    def apart(limbs: list[Floats], joint: int) -> float:
        if len(limbs) < 2:
            return 1.0
        return float(np.clip(abs(limbs[0][joint, 0] - limbs[1][joint, 0]) / tall, 0.0, 1.0))

    way = np.array(
        [mean(feet), both(feet) * mean(feet), mean(knees), mean(elbows), mean(hands), lean, nod,
         marks, outline]
    )  # fmt: skip
    side = np.array(
        [1.0, both(feet), both(knees), both(elbows), both(hands), apart(legs, 0), apart(arms, 0),
         abs(marks)]
    )  # fmt: skip
    return way, side


#: what each clue says: feet (either, both), knees, elbows, hands, lean, head, face, nose
_WAY = np.array([0.4, 2.2, 2.0, 2.5, 1.7, 0.8, 0.3, 1.8, 0.2])
#: for a side view: always, pairs of feet, knees, elbows and hands that agree, hips and shoulders
#: apart, a face off the middle, and how clear the way is
_SIDE = np.array([2.7, 2.6, 1.2, 0.9, 1.6, -3.6, -4.5, 1.5, 0.45])
_CLEAR = 5.0
_STRIDES = 3.0  # what a stride says for a side view
_FOOT = 0.42  # of a leg that was found well: its foot is shorter
_HIPS = 0.5  # of the way between feet in a stride: so far apart hips are at most


def _in_stride(person: Person) -> float:
    """Return how surely legs are drawn in a long stride with a foot in the air, 0..1.

    From the front, feet that run lie below one another; wide shorts set hips apart all the same.
    """
    legs = [leg for leg in (person.limb(f"leg_{s}") for s in SIDES) if leg is not None]
    if len(legs) < 2 or any(_long_footed(leg) for leg in legs):
        return 0.0
    length = float(np.mean([np.linalg.norm(np.diff(leg, axis=0), axis=1).sum() for leg in legs]))
    across, up = np.abs(legs[0][2] - legs[1][2]) / max(length, 1e-9)
    hips = abs(float(legs[0][0, 0] - legs[1][0, 0])) / max(length, 1e-9)
    far, lifted = np.clip([(across - 0.6) / 0.15, (up - 0.08) / 0.06], 0.0, 1.0)
    return float(far * lifted) if hips < _HIPS * across else 0.0


def _long_footed(leg: Floats) -> bool:
    """Return whether a leg's foot is much too long: the leg wasn't found where it is."""
    lengths = np.linalg.norm(np.diff(leg, axis=0), axis=1)
    return bool(lengths[-1] > _FOOT * lengths.sum())


def person_view(person: Person) -> tuple[float, bool]:
    """Return 1.0 for a person that looks right, -1.0 for left, and whether it is a side view."""
    way, side = clues(person)
    right = float(way @ _WAY)
    clear = float(np.append(side, min(abs(right), _CLEAR)) @ _SIDE)
    sideways = clear + _STRIDES * _in_stride(person) > 0.0
    return (1.0 if right >= 0.0 else -1.0), sideways
