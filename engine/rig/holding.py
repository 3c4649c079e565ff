# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who holds, wears or rides what: from words, touch and the joints that are there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from engine.language.inflection import noun_base
from engine.language.word_lists import word_set
from engine.rig.bones import Bones

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

STEP = 0.02  # long sides between places along lines
_LIFELESS = (
    "plant", "tree", "flag", "flame", "clock", "windmill", "car", "bicycle", "machine",
)  # fmt: skip
TOUCHING = 0.06  # of the smaller object's long side: objects as near as that touch
WORN = word_set(
    """
    hat cap crown helmet hood wig mask glasses sunglasses goggles scarf tie bow coat cape cloak
    dress skirt shirt jacket backpack rucksack bag handbag necklace saddle collar apron shoe boot
    mitten glove belt ribbon wreath tiara turban bonnet
    """
)
HELD = word_set(
    """
    racket bat sword umbrella stick cane staff rod spear lance balloon flag banner ball football
    basketball baseball frisbee puck book newspaper phone cup mug glass bottle plate spoon fork
    knife chopstick guitar violin banjo ukulele trumpet saxophone flute drumstick hammer saw axe
    shovel spade rake broom mop bucket basket gift present flower rose bouquet torch lamp lantern
    candle kite rope lead leash lasso shield camera key brush paintbrush pen pencil microphone wand
    fan box suitcase letter ticket sign apple banana carrot pizza bone fish cone icecream cake bag
    parasol barbell dumbbell weight hoop net paddle oar tray trophy gun pistol bow arrow reins
    """
)
RIDDEN = word_set(
    """
    horse pony donkey mule camel elephant unicorn dragon cow bull pig sheep ostrich turtle dolphin
    whale bike bicycle motorcycle motorbike scooter tricycle unicycle skateboard surfboard snowboard
    ski skis sled sledge sleigh toboggan raft boat canoe kayak ship sailboat car bus truck tractor
    train carriage cart wagon plane airplane helicopter rocket spaceship swing seesaw carpet cloud
    broom balloon hoverboard wheelchair stroller jetski
    """
)
TOWED = word_set(
    """
    sled sledge sleigh cart wagon carriage trailer wheelbarrow stroller pram suitcase trolley kite
    dog puppy plough caravan toy boat raft
    """
)


@dataclass(frozen=True)
class Attachment:
    """An object that hangs on another one's joint.

    Attributes:
        child: number of the object.
        parent: number of the one that carries it.
        joint: of the parent.
        other: the joint of its other hand, where it holds the thing with both; else -1.
    """

    child: int
    parent: int
    joint: int
    other: int = -1


@dataclass(frozen=True)
class Body:
    """An object as it is drawn.

    Attributes:
        name: of the object.
        bones: its rig.
        points: [P, 2].
        strokes: [P], the stroke of each of them.
    """

    name: str
    bones: Bones
    points: Floats
    strokes: Ints

    @cached_property
    def lines(self) -> tuple[Floats, Ints]:
        """Places [N, 2] along its lines, and the point [N] that each is next to."""
        places, owners = [self.points], [np.arange(len(self.points))]
        joined = np.flatnonzero(self.strokes[1:] == self.strokes[:-1])
        first, last = self.points[joined], self.points[joined + 1]
        steps = np.ceil(np.linalg.norm(last - first, axis=1) / (STEP * self.size)).astype(int)
        for share in np.arange(1, int(steps.max(initial=1))):
            on = steps > share
            at = (share / np.maximum(steps, 1))[on, None]
            places.append(first[on] + at * (last[on] - first[on]))
            owners.append(joined[on])
        return np.concatenate(places), np.concatenate(owners)

    @property
    def lives(self) -> bool:
        """Whether it is somebody: people and animals have hands or a mouth to take things with."""
        return self.bones.plan not in ("", *_LIFELESS)

    def is_one_of(self, words: frozenset[str]) -> bool:
        """Tell whether its name says that it is one of some things; its last word counts."""
        said = self.name.lower().rstrip(" 0123456789._#").replace("_", " ").split()
        return bool(said) and noun_base(said[-1]) in words

    @property
    def size(self) -> float:
        """Its long side."""
        return max(float(np.ptp(self.points, axis=0).max()), 1e-9)


def attachments(
    bodies: Sequence[Body | None], said: Mapping[int, int] | None = None
) -> tuple[Attachment, ...]:
    """Return what hangs on what while both move; nobody hangs on two others or on itself.

    said: number of an object -> number of the one that the sentence says carries it; it needn't
    touch it.
    """
    found: dict[int, Attachment] = {}
    for child, own in enumerate(bodies):
        if own is None:
            continue
        parent = (said or {}).get(child, -1)
        if parent < 0:
            parent = _carrier(child, bodies)
        carrier = bodies[parent] if parent >= 0 else None
        if carrier is None or _hangs_on(parent, child, found):
            continue
        joint = carrying_joint(own, carrier)
        found[child] = Attachment(child, parent, joint, _other_hand(own, carrier, joint))
    return tuple(sorted(found.values(), key=lambda one: _depth(one.child, found)))


def _hangs_on(above: int, child: int, found: Mapping[int, Attachment]) -> bool:
    while above in found and above != child:
        above = found[above].parent
    return above == child


def _depth(child: int, found: Mapping[int, Attachment]) -> int:
    depth = 0
    while child in found:
        child, depth = found[child].parent, depth + 1
    return depth


def _carrier(child: int, bodies: Sequence[Body | None]) -> int:
    """Return the number of the object that one touches and hangs on by its name, -1 for none."""
    own = bodies[child]
    assert own is not None
    best, nearest = -1, np.inf
    for number, other in enumerate(bodies):
        if other is None or number == child or not _may_carry(own, other):
            continue
        apart = _apart(own, other)[0]
        if apart <= TOUCHING * min(own.size, other.size) and apart < nearest:
            best, nearest = number, apart
    return best


def _may_carry(own: Body, other: Body) -> bool:
    if own.is_one_of(WORN | HELD) and not own.is_one_of(RIDDEN - HELD):
        return other.lives and other.size > 0.5 * own.size
    rides = own.bones.plan in ("person", "sitting", "four_legged", "standing_bird")
    above = own.points[:, 1].mean() < other.points[:, 1].mean()
    return rides and above and other.is_one_of(RIDDEN)


def _apart(own: Body, other: Body) -> tuple[float, int]:
    """Return the least distance between two objects, and the point of the other one there."""
    places, owners = other.lines
    distance, index = cKDTree(places).query(own.lines[0])
    nearest = int(distance.argmin())
    return float(distance[nearest]), int(owners[index[nearest]])


def _other_hand(own: Body, other: Body, hand: int) -> int:
    """Return the joint of a person's other hand where it is at a thing, too, else -1."""
    name = other.bones.names[hand]
    if other.bones.plan != "person" or not name.startswith("arm_") or not own.is_one_of(HELD):
        return -1
    twin = name.replace("left", "RIGHT").replace("right", "left").replace("RIGHT", "right")
    arm = [n for n, one in enumerate(other.bones.names) if one[:-1] == twin[:-1]]
    arm = [n for n in arm if np.isfinite(other.bones.joints[n]).all()]
    distance = (
        cKDTree(own.lines[0]).query(other.bones.joints[arm])[0] if arm else np.array([np.inf])
    )
    return arm[int(distance.argmin())] if distance.min() <= TOUCHING * other.size else -1


def carrying_joint(own: Body, other: Body) -> int:
    """Return the joint of another object that carries one: a head, a hand, a back."""
    names = other.bones.names
    given = np.asarray(np.isfinite(other.bones.joints).all(axis=1))
    distance = cKDTree(own.lines[0]).query(np.nan_to_num(other.bones.joints, nan=1e9))[0]
    if own.is_one_of(frozenset(("hat", "cap", "crown", "helmet", "wig", "tiara", "turban"))):
        chosen = [n for n, name in enumerate(names) if name == "head" and given[n]]
        if chosen:
            return chosen[0]
    if other.bones.plan == "person" and own.is_one_of(HELD):
        hands = [n for n, name in enumerate(names) if name.startswith("arm_") and given[n]]
        if hands:
            return min(hands, key=lambda n: (round(float(distance[n]) / other.size, 2), -n))
    if not other.bones.plan:
        return 0
    point = _apart(own, other)[1]
    return int(other.bones.carriers[point, other.bones.weights[point].argmax()])
