# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What any part of an animal does that a sentence names: a neck lowers, a claw rises, legs wiggle.

The rest of the body stays. Each part of a body plan has the same motions, so that a verb which the
plan knows for no part of it moves that part, and not the whole body.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import product

import numpy as np
from numpy.typing import NDArray

from engine.motion.curves import keyed
from engine.motion.performance import Performance
from engine.motion.registry import ACTIONS, RegisteredAction
from engine.motion.rest import Limb

Floats = NDArray[np.float64]
RAISING, LOWERING = ("raise", "lift"), ("lower", "drop", "dip")
OPENING = ("open", "unfold", "spread")  # what is done with wings alone
BENDING, TWITCHING = ("bend", "curl"), ("twitch", "flick", "jerk")
WIGGLING = ("wiggle", "waggle", "wave", "shake", "swing", "sway", "move", "wag", "flap", "bob")
STRETCHING = ("stretch", "extend")
GOING_ON = ("wobble", "twitch")
FURTHEST = 0.75  # radians that a part is raised or lowered
NODDING = 0.45  # radians that a neck or head is raised: further, it would lie on the back
BENT = 1.0  # radians in all that a part bends
SWUNG = 0.38  # radians that a part swings to either side
CROWDED = 0.5  # as far, where more than four limbs would get into each other
LONGER = 0.22  # of its length that a part stretches
SHORT = 0.16  # of the drawing: parts up to so long swing further, to be seen
LEVEL = 0.25  # of its length, sideways: what stands or hangs more upright has no side of its own
LEAST = 0.25  # radians, also where a part is up, or down, as far as it goes
MANY = 4  # limbs that have room to swing
STEPS = 8  # into which a turn is divided to find where the ground is
PAIR = ("near", "far")
SIDES = ("left", "right")
HIND = ("hind", "back", "rear")


@dataclass(frozen=True)
class _Parts:
    """What a noun names of a body plan.

    Attributes:
        nouns: in the singular.
        chains: names of joints of each such part, from where it hangs on.
        ahead: whether one that stands upright goes ahead where it goes down, as a neck does.
        stays: verbs that the plan has actions of its own for.
    """

    nouns: tuple[str, ...]
    chains: tuple[tuple[str, ...], ...]
    ahead: bool = True
    stays: tuple[str, ...] = ()


def _limbs(names: tuple[str, ...], count: int) -> tuple[tuple[str, ...], ...]:
    """Return the joints of limbs with `count` joints each."""
    return tuple(tuple(f"{name}{n}" for n in range(count)) for name in names)


def _pair(name: str, count: int, sides: tuple[str, str] = PAIR) -> tuple[tuple[str, ...], ...]:
    return _limbs((f"{name}_{sides[0]}", f"{name}_{sides[1]}"), count)


_LEG = ("leg", "foot", "paw", "hoof", "claw")
_ANTENNA = ("antenna", "feeler")
_NOD = ("raise", "lift", "lower", "drop", "dip", "shake", "move", "bob", *BENDING)
_WAG = ("wave", "shake", "swing", "move", "wag", "flap", "flick", "curl")
_ROWS = tuple(f"leg_{row}_{side}" for row in "abc" for side in SIDES)
_NECK = (("neck", "head"),)
_TAIL = (("tail0", "tail1"),)
#: What sentences name of each body plan.
PARTS: dict[str, tuple[_Parts, ...]] = {
    "four_legged": (
        _Parts(("neck",), (("neck0", "neck1", "head"),)),
        _Parts(("head",), (("head",),), stays=_NOD),
        _Parts(("tail",), _limbs(("tail",), 4), False, _WAG),
        _Parts(_LEG, (*_pair("fore", 5), *_pair("hind", 5))),
    ),
    "sitting": (
        _Parts(("head", "neck"), _NECK, stays=_NOD),
        _Parts(("tail",), _limbs(("tail",), 4), False, _WAG),
        _Parts(("arm", "paw", "hand"), _pair("arm", 3), stays=("wave", "raise")),
        _Parts(("leg", "foot"), _limbs(("leg",), 4)),
    ),
    "flying_bird": (
        _Parts(("neck",), _NECK),
        _Parts(("head",), (("head",),), stays=_NOD),
        _Parts(("tail",), _TAIL, False, _WAG),
        _Parts(("wing",), _pair("wing", 4), False, ("flap", "move")),
    ),
    "standing_bird": (
        _Parts(("neck",), _NECK),
        _Parts(("head",), (("head",),), stays=_NOD),
        _Parts(("tail",), _TAIL, False, _WAG),
        _Parts(("wing",), _pair("wing", 2), False, ("flap", "move")),
        _Parts(("leg", "foot", "claw", "talon"), _pair("leg", 3)),
    ),
    "fish": (
        _Parts(("tail",), (("spine0", "tail"),), False, _WAG),
        _Parts(("fin", "flipper"), _limbs(("fin",), 2), False),
    ),
    "insect": (
        _Parts(("head",), (("head",),), stays=("turn",)),
        _Parts(_ANTENNA, _limbs(("feeler",), 2)),
        _Parts(("tail", "abdomen", "stinger"), (("abdomen0", "abdomen1"),), False),
        _Parts(("wing",), _pair("wing", 2), False, ("flap", "move")),
        _Parts(("leg", "foot"), (*_pair("fore", 3), *_pair("middle", 3), *_pair("hind", 3))),
    ),
    "butterfly": (
        _Parts(_ANTENNA, _pair("feeler", 2, SIDES)),
    ),
    "spider": (
        _Parts(("leg", "foot"), _limbs((*_ROWS, "leg_d_left", "leg_d_right"), 3)),
        _Parts(("head",), (("head",),)),
    ),
    "turtle": (
        _Parts(("head", "neck"), _NECK),
        _Parts(("tail",), _TAIL, False),
        _Parts((*_LEG, "flipper", "fin"), (*_pair("fore", 3), *_pair("hind", 3))),
    ),
    "snail": (
        _Parts(("head", "neck"), _NECK),
        _Parts((*_ANTENNA, "tentacle", "horn", "eye", "stalk"), _pair("feeler", 2)),
    ),
    "crab": (
        _Parts(("claw", "pincer", "arm"), _pair("claw", 4, SIDES), stays=("wave",)),
        _Parts(("leg", "foot"), _limbs(_ROWS, 3)),
        _Parts(("eye",), _pair("eye", 2, SIDES), stays=("move",)),
    ),
}  # fmt: skip


def _drawn(body: Performance, parts: _Parts, several: bool) -> list[Limb]:
    """Return the chains that act: all that were found, or one of several."""
    chains = [body.rest.chain(names) for names in parts.chains]
    chains = [chain for chain in chains if chain.index]
    sound = [chain for chain in chains if chain.sound or len(chain.index) == 1] or chains
    said = body.beat.words.lower().split()
    for words in (HIND, ("front", "fore"), ("left",), ("right",)):
        if any(word in said for word in words):
            names = ("hind",) if words is HIND else ("fore",) if "front" in words else words
            named = [c for c in sound if any(name in c.names[0] for name in names)]
            sound = named or sound
    return sound if several else sound[:1]


def _arm(body: Performance, chain: Limb) -> Floats:
    """Return the way [2] from where a part hangs to its end; to what it carries, of one joint."""
    arm = np.asarray(chain.tip - chain.root)
    rest = body.rest
    if float(np.hypot(*arm)) > 1e-6:
        return arm
    if rest.points is not None and len(rest.points) == len(rest.bones.carriers):
        mine = np.isin(rest.bones.carriers, chain.index) & (rest.bones.weights > 0.5)
        if mine.any():
            return np.asarray(rest.points[mine.any(axis=1)].mean(axis=0) - chain.root)
    return np.array([body.facing, 0.0]) * 0.1 * body.size


def _side(body: Performance, chain: Limb, parts: _Parts) -> float:
    """Return 1.0 for a part that points to the right, -1.0 for one to the left."""
    arm = _arm(body, chain)
    if abs(arm[0]) > LEVEL * float(np.hypot(*arm)):
        return float(np.sign(arm[0]))
    if not body.rest.sideways:
        return float(np.sign(chain.root[0] - body.rest.centre[0]) or 1.0)
    return body.facing if parts.ahead else -body.facing


def _share(chain: Limb) -> list[float]:
    """Return how much each joint of a part turns: most where it hangs on the rest."""
    count = max(len(chain.index) - 1, 1)
    return [1.0, *(0.5 for _ in range(count - 1)), *(0.0 for _ in range(len(chain.index) - count))]


def _rest_of_way(body: Performance, chain: Limb, side: float, up: bool) -> float:
    """Return how far a part turns until it points straight up or down, or meets the ground."""
    arm = _arm(body, chain)
    steep = float(np.arctan2(-arm[1] if up else arm[1], side * arm[0]))
    far = float(np.clip(0.5 * np.pi - steep, LEAST, FURTHEST))
    if up:
        return min(far, NODDING) if chain.names[-1] == "head" else far
    length = float(np.hypot(*arm))
    turns = far * np.arange(STEPS + 1) / STEPS
    low = chain.root[1] + length * np.sin(np.minimum(steep + turns, 0.5 * np.pi))
    clear = turns[low <= max(body.rest.ground, chain.tip[1])]
    return max(float(clear[-1]) if len(clear) else 0.0, LEAST)


def _far(body: Performance, chain: Limb) -> float:
    """Return how many times as far as a long part one swings that is short."""
    length = float(np.hypot(*_arm(body, chain)))
    return float(np.clip(SHORT * body.size / max(length, 1e-9), 1.0, 1.6))


def _reach(body: Performance) -> float:
    return float(min(body.amount, 1.4))


def _lifted(body: Performance, parts: _Parts, several: bool, up: bool) -> None:
    """Raise or lower parts, and leave them there."""
    for chain in _drawn(body, parts, several):
        arm = _arm(body, chain)
        hangs = arm[1] > 0.0 and abs(arm[0]) <= LEVEL * float(np.hypot(*arm))
        side = _side(body, chain, parts)
        way = -side if up else side
        far = FURTHEST if hangs and up else _rest_of_way(body, chain, side, up)
        body.bend(chain.names, way * far * body.held(0.4) * _reach(body), _share(chain))


def _bent(body: Performance, parts: _Parts, several: bool) -> None:
    """Bend parts along their length, the way they are bent already, and leave them so."""
    for chain in _drawn(body, parts, several):
        arms = np.diff(chain.places, axis=0)
        angle = np.unwrap(np.arctan2(arms[:, 1], arms[:, 0])) if len(arms) else np.zeros(1)
        way = float(np.sign(angle[-1] - angle[0]) or _side(body, chain, parts))
        curve = way * BENT * body.held(0.5) * _reach(body)
        share = _share(chain)
        body.bend(chain.names, curve, [0.4 * share[0], *(2.0 * each for each in share[1:])])


def _wiggled(body: Performance, parts: _Parts, several: bool) -> None:
    """Swing parts to and fro, their ends after them, each in its own time."""
    swell = body.swell(4.0) * _reach(body)
    chains = _drawn(body, parts, several)
    crowded = CROWDED if len(chains) > MANY else 1.0
    for number, chain in enumerate(chains):
        far, lag = crowded * SWUNG * _far(body, chain) * swell, 0.17 * number
        for joint, name in enumerate(chain.names):
            share = 1.0 if not joint else 0.35
            body.turn(name, share * far * body.wave(12.0, lag + 0.12 * joint))


def _twitched(body: Performance, parts: _Parts, several: bool) -> None:
    """Jerk parts, twice in a second or so, and rest between."""
    for number, chain in enumerate(_drawn(body, parts, several)):
        at = np.mod(body.phase(16.0) - 0.08 * number, 1.0)
        jerk = keyed(at, [(0, 0), (0.3, 0), (0.42, 1), (0.55, -0.4), (0.7, 0), (1, 0)])
        far = SWUNG * _far(body, chain) * body.swell(4.0) * _reach(body)
        for joint, name in enumerate(chain.names):
            body.turn(name, (1.0 if not joint else 0.35) * far * jerk)


def _stretched(body: Performance, parts: _Parts, several: bool) -> None:
    """Make parts longer along the way they point, straighten them a little, and keep it."""
    for chain in _drawn(body, parts, several):
        arm = np.abs(_arm(body, chain))
        long = LONGER * body.held(0.45) * _reach(body)
        upright = float(arm[1] / max(float(arm.sum()), 1e-9))
        body.stretch(chain.names[0], 1.0 + (1.0 - upright) * long, 1.0 + upright * long)


def _snake_tail(body: Performance) -> None:
    """Shake the end of a snake, of which the rest lies still: its bones begin there."""
    swing = 0.45 * body.swell(4.0) * _reach(body) * body.wave(8.0)
    for joint, share in (("spine0", 1.0), ("spine1", -0.4), ("spine2", -0.6)):
        body.turn(joint, share * swing)
    body.balance(("spine2", "spine3", "spine4", "spine5", "spine6", "head", "nose"))


def register_parts() -> None:
    """Register every motion of every part under verb and noun: "raise_claw", "raise_claws".

    What a plan has an action of its own for keeps it, so those have to be registered before.
    They go by names that are alike for all parts.
    """
    motions: tuple[tuple[tuple[str, ...], Callable[..., None], str, int], ...] = (
        ((*RAISING, *OPENING), partial(_lifted, up=True), "lift", 30),
        (LOWERING, partial(_lifted, up=False), "lower", 30),
        (BENDING, _bent, "curl", 36),
        (STRETCHING, _stretched, "stretch", 36),
        (WIGGLING, _wiggled, "wobble", 12),
        (TWITCHING, _twitched, "twitch", 16),
    )
    for (plan, all_parts), (verbs, motion, name, frames) in product(PARTS.items(), motions):
        table = ACTIONS.setdefault(plan, {})
        for parts, several in product(all_parts, (False, True)):
            act = partial(motion, parts=parts, several=several)
            does = RegisteredAction(name, act, frames, True, name in GOING_ON)
            for verb, noun in product(verbs, parts.nouns):
                if verb not in parts.stays and (verb not in OPENING or noun == "wing"):
                    table.setdefault(f"{verb}_{noun}{'s' if several else ''}", does)
    tail = RegisteredAction("wobble", _snake_tail, 8, True, True)
    for verb in (*WIGGLING, *TWITCHING, *RAISING, "rattle"):
        ACTIONS["snake"].setdefault(f"{verb}_tail", tail)
