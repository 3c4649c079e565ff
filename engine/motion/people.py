# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A person's limbs, as actions think of them: how far an arm is raised, where a hand goes."""

from __future__ import annotations

import itertools

import numpy as np
from numpy.typing import NDArray

from engine.motion.curves import TAU
from engine.motion.ik import ChainSolver
from engine.motion.legs import Leg, bare, legs_of, put_foot
from engine.motion.performance import Performance, Planted
from engine.motion.rest import Limb

Floats = NDArray[np.float64]
SIDES = ("left", "right")
ASTRAY = 0.5  # half the width of an arm, in lengths of it, from which other lines were taken for it
DOUBTED = 0.7  # confidence of its joints, below which they may have been
STUNTED = 0.5  # of a leg: arms as short weren't understood
STOUT = 0.14  # half the width of an arm, in lengths of it, from which it is stout
FEW = 8  # points of an arm: with fewer nothing is said of its sides
UPPER = (0.2, 0.75)  # of an arm: where its two sides are looked for
SLIM = 0.06  # of an arm: a line as near to its bones is all of it
ROOT, WHOLE = 0.12, 0.8  # of an arm: where it begins, and how far what is drawn of it goes
ONE_SIDED = 0.8  # of how far one side alone lies off the bones: its points differ by less
MOST_BENT = 2.3  # radians: how far a slim elbow bends; stout ones would crumple


def outwards(side: str) -> float:
    """Return the turn, +1 or -1, that lifts a hanging limb outwards, as seen from the front."""
    return 1.0 if side == "left" else -1.0


def lifts(body: Performance, side: str) -> float:
    """Return the turn that lifts a hanging limb: forwards, or outwards as seen from the front."""
    return -body.facing if body.rest.sideways else outwards(side)


def _wrapped(angle: Floats | float) -> Floats:
    return np.asarray(np.mod(np.asarray(angle) + np.pi, TAU) - np.pi)


class Arm:
    """An arm at rest.

    Attributes:
        raised: how far the upper arm is lifted in the drawing; 0 hangs down, radians.
        bent: how far the forearm is bent further that way.
        most: how far the elbow can bend.
        stout: whether the arm is so thick that it can't fold before the body.
        sign: turn that lifts it.
    """

    def __init__(self, body: Performance, side: str) -> None:
        """Read one arm."""
        self.body, self.side = body, side
        self.limb: Limb = body.rest.limb(f"arm_{side}")
        self.sign = lifts(body, side)
        stoutness = _stoutness(body, self.limb)
        self.most = MOST_BENT - 4.0 * max(stoutness - 0.12, 0.0)
        self.stout = stoutness > STOUT
        upper, fore = np.diff(self.limb.places[:3], axis=0)
        down = np.arctan2(upper[1], upper[0]) - np.pi / 2
        self.raised = float(_wrapped(self.sign * down))
        bend = np.arctan2(fore[1], fore[0]) - np.arctan2(upper[1], upper[0])
        self.bent = float(_wrapped(self.sign * bend))

    def to(
        self,
        raised: Floats | float,
        bent: Floats | float,
        weight: Floats | float = 1.0,
        hand: Floats | float = 0.0,
    ) -> None:
        """Lift the upper arm to an angle of the picture, and bend the elbow, by a weight."""
        body, weight = self.body, np.asarray(weight, dtype=np.float64)
        joint = self.limb.index[0]
        above = body.turns()[:, int(body.rest.bones.parents[joint])]
        lift = self.sign * _lift(self.raised, raised) - above - body.own[:, joint]
        body.turn(self.limb.names[0], weight * lift)
        bent = np.clip(bent, -self.most, max(self.most, self.bent))
        elbow = self.sign * (bent - self.bent) - body.own[:, self.limb.index[1]]
        body.turn(self.limb.names[1], weight * elbow)
        body.turn(self.limb.names[2], weight * self.sign * np.asarray(hand))

    def swing(self, raised: Floats | float, bent: Floats | float = 0.0) -> None:
        """Lift and bend the arm further than it is drawn."""
        self.body.turn(self.limb.names[0], self.sign * np.asarray(raised))
        self.body.turn(self.limb.names[1], self.sign * np.asarray(bent))

    def reach(
        self, target: Floats, weight: Floats | float = 1.0, *, as_drawn: bool = False
    ) -> None:
        """Bring the wrist to places [F, 2], without travel; as_drawn: the elbow stays bent so."""
        fold = -1.0 if self.body.rest.sideways else -outwards(self.side) * self.body.facing
        solver: ChainSolver = self.body.rest.solver(self.limb, (fold,), 2, as_drawn=as_drawn)
        self.body.reach(self.limb, target, solver, weight=weight)


def _stoutness(body: Performance, limb: Limb) -> float:
    """Return half the width of a limb's drawn flesh, in lengths of the limb."""
    rest = body.rest
    parts = rest.bones.parts
    if rest.points is None or rest.plan is None or len(rest.points) != len(parts):
        return 0.1
    flesh = rest.points[parts == rest.plan.part_index[limb.names[0][:-1]]]
    if len(flesh) < 4:
        return 0.1
    start, arm = limb.places[:-1], np.diff(limb.places, axis=0)
    square = np.maximum((arm**2).sum(axis=1), 1e-12)
    t = np.clip(((flesh[:, None] - start) * arm).sum(axis=2) / square, 0.0, 1.0)
    apart = np.linalg.norm(flesh[:, None] - start - t[..., None] * arm, axis=2).min(axis=1)
    return float(np.median(apart)) / max(limb.length, 1e-9)


def _lift(drawn: float, goal: Floats | float) -> Floats:
    """Return the way from one lift to another that stays in front of the body."""
    way = np.asarray(goal, dtype=np.float64) - drawn
    return np.where(way > np.pi * 1.2, way - TAU, np.where(way < -np.pi * 1.2, way + TAU, way))


def arms_of(body: Performance) -> dict[str, Arm]:
    """Return the arms that the drawing shows, by side: seen from the side it may be one."""
    drawn = [side for side in SIDES if body.rest.limb(f"arm_{side}").sound]
    lines = {side: _lines_on(body, f"arm_{side}") for side in drawn}
    if any(lines.values()):
        drawn = [side for side in drawn if lines[side]]
    if len(drawn) > 1:
        drawn = [side for side in drawn if not _is_astray(body, side)] or drawn
    drawn = [side for side in drawn if not _is_half_drawn(body, side)]
    return {side: Arm(body, side) for side in drawn}


def _is_half_drawn(body: Performance, side: str) -> bool:
    """Return whether only one side of an arm is drawn: it lies on the trunk, or behind it.

    Lifted, it would tear the trunk open, or show its missing side.
    """
    rest, limb = body.rest, body.rest.limb(f"arm_{side}")
    if rest.points is None or rest.plan is None or len(rest.points) != len(rest.bones.parts):
        return False
    own = np.flatnonzero(rest.bones.parts == rest.plan.part_index[f"arm_{side}"])
    if len(own) < FEW:
        return False
    start, arm = limb.places[:3], np.diff(limb.places, axis=0)
    length = np.maximum(np.linalg.norm(arm, axis=1), 1e-9)
    away = rest.points[own][:, None] - start
    along = (away * arm).sum(axis=2) / length
    across = (away[..., 0] * arm[:, 1] - away[..., 1] * arm[:, 0]) / length
    over = np.maximum(np.maximum(-along, along - length), 0.0)
    nearest = np.hypot(across, over).argmin(axis=1)
    rows = np.arange(len(own))
    before = np.concatenate([[0.0], np.cumsum(length)])[nearest]
    place = (before + along[rows, nearest]) / max(limb.length, 1e-9)
    off = across[rows, nearest] / max(limb.length, 1e-9)
    root = np.abs(off[(place > -ROOT) & (place < ROOT)])
    if place.max() < WHOLE or (len(root) and root.min() < SLIM):
        return False  # a line that begins at the shoulder is the whole arm
    off = off[(place > UPPER[0]) & (place < UPPER[1])]
    if len(off) < FEW // 2:
        return False
    usual = float(np.median(off))
    return abs(usual) > SLIM and float(np.ptp(off)) < ONE_SIDED * abs(usual)


def _is_astray(body: Performance, side: str) -> bool:
    """Return whether lines that are no arm, like the side of a coat, were taken for one."""
    limb = body.rest.limb(f"arm_{side}")
    doubted = float(body.rest.bones.confidence[list(limb.index)].mean()) < DOUBTED
    return doubted and _stoutness(body, limb) > ASTRAY


def arms_are_stunted(body: Performance) -> bool:
    """Return whether arms are far too short beside legs: they weren't found where they are."""
    arms = [arm.limb.length for arm in arms_of(body).values()]
    return bool(arms) and max(arms) < STUNTED * leg_length(body)


def _lines_on(body: Performance, limb: str) -> int:
    """Return how many points of the drawing's lines are a limb's."""
    bones, plan = body.rest.bones, body.rest.plan
    return int((bones.parts == plan.part_index[limb]).sum()) if plan is not None else 0


def legs(body: Performance) -> dict[str, Leg]:
    """Return the legs that the drawing shows, by limb."""
    folds = {}
    for side in SIDES:
        out = 1.0 if body.rest.sideways else -outwards(side) * body.facing
        folds[f"leg_{side}"] = (out,)
    found = legs_of(body, folds)
    return {name: bare(body, leg) for name, leg in found.items()} if body.rest.sideways else found


def legs_joined(body: Performance) -> bool:
    """Return whether one line runs from leg to leg at the feet: the legs can't go far apart."""
    rest, parts = body.rest, body.rest.bones.parts
    if rest.points is None or rest.plan is None or len(rest.points) != len(parts):
        return False
    numbers = [rest.plan.part_index[f"leg_{side}"] for side in SIDES]
    cuts = np.flatnonzero(np.diff(parts)) + 1
    runs = np.split(np.arange(len(parts)), cuts)
    near, size = 0.15 * body.size, leg_length(body)

    def closed(run: NDArray[np.int64]) -> bool:
        ends = rest.points[run[-1]] - rest.points[run[0]] if rest.points is not None else [0, 0]
        return bool(np.hypot(*ends) < near)

    for one, two in itertools.pairwise(runs):
        if parts[one[0]] not in numbers or parts[two[0]] not in numbers:
            continue
        here, there = rest.points[one[-1]], rest.points[two[0]]
        low = np.linalg.norm(0.5 * (here + there) - rest.at("pelvis")) > 0.65 * size
        if low and np.linalg.norm(there - here) < near and not closed(one) and not closed(two):
            return True
    return False


def leg_length(body: Performance) -> float:
    """Return the mean length of a leg."""
    limbs = [body.rest.limb(f"leg_{side}") for side in SIDES]
    sound = [limb.length for limb in limbs if limb.sound]
    return float(np.mean(sound)) if sound else 0.45 * body.size


def stand(body: Performance, weight: Floats | float = 1.0, without: tuple[str, ...] = ()) -> None:
    """Keep the feet where they are drawn, whatever the body does."""
    for name, leg in legs(body).items():
        if name in without:
            continue
        toe = np.repeat(leg.limb.tip[None], body.frames, axis=0)
        put_foot(body, leg, toe, 0.0, weight)
        if np.ndim(weight) == 0:
            body.planted.append(Planted(leg.limb.names[-1], np.ones(body.frames, bool), toe))


def arm_length(body: Performance) -> float:
    """Return the mean length of an arm without the hand."""
    sound = [arm.limb.lengths[:2].sum() for arm in arms_of(body).values()]
    return float(np.mean(sound)) if sound else 0.35 * body.size


def holds(body: Performance, side: str) -> bool:
    """Return whether a hand holds something: a thing of the drawing hangs on the arm."""
    bones = body.rest.bones
    arm = [body.rest.index[f"arm_{side}{n}"] for n in range(1, 4)]
    things = bones.carriers[bones.parts < 0]
    return bool(len(things) and np.isin(things[:, 0], arm).any())


def chest(body: Performance) -> Floats:
    """Return the place [F, 2] of the middle of the chest."""
    places, index = body.places(), body.rest.index
    return np.asarray(0.65 * places[:, index["neck"]] + 0.35 * places[:, index["waist"]])


def free_side(body: Performance, *, holding: bool = False) -> str:
    """Return the arm that acts: the one raised in the drawing, else the front one.

    holding: whether an arm that holds something is the one that acts; else it is the other one.
    """
    arms = arms_of(body)
    if not arms:
        return "right"
    if len(arms) == 1:
        return next(iter(arms))
    if body.beat.aim and not body.rest.sideways:
        return "right" if body.beat.aim > 0 else "left"
    held = [holds(body, side) for side in SIDES]
    if held[0] != held[1]:
        return SIDES[held.index(holding)]
    left, right = arms["left"].raised, arms["right"].raised
    if abs(left - right) > 0.6:
        return "left" if left > right else "right"
    if body.rest.sideways:
        return "right" if body.facing > 0 else "left"
    return str(body.rng.choice(SIDES))


def other(side: str) -> str:
    """Return the other side."""
    return "right" if side == "left" else "left"


def tilt(body: Performance, name: str, curve: Floats) -> None:
    """Bow a joint forwards as seen from the side; from the front it gets shorter."""
    if body.rest.sideways:
        body.pitch(name, curve)
    elif name in ("head", "neck"):
        body.stretch(name, 1.0, 1.0 - 0.4 * np.clip(curve, -0.4, 0.6))
    elif name == "waist":
        tall = 1.0 - 0.3 * np.clip(curve, -0.5, 1.2)
        body.stretch("waist", 1.0, tall)
        body.stretch("neck", 1.0, 1.0 / tall)
