# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What every action needs to know of a drawing's rig, worked out once."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from engine.motion.facing import Person, person_view
from engine.motion.ik import ChainSolver
from engine.rig.bones import Bones
from engine.rig.skeletons import PLANS, Skeleton
from engine.rig.twins import facing_of

Floats = NDArray[np.float64]
#: mean confidence below which joints are no basis for a limb's motion: two thirds of them are wrong
TRUST = 0.3
LEVEL = 0.2  # of a leg: feet as near to the lowest one stand on the ground
BACKWARDS = 1.9  # radians from straight ahead, downwards: a toe beyond it is behind its ankle
FLAT = 0.8  # radians: the bone of a flat foot goes down to its toe as steeply
UNDER = 0.25  # of a leg: how far under and ahead of its toe a foot's outline may touch the ground
FOOT = 0.4  # of a leg: what is as near to the ankle may be the foot's line
CARRIED = 0.6  # of a point: so much of it hangs on a limb that it is the limb's outline


@dataclass(frozen=True)
class Limb:
    """A chain of joints, from its root outwards.

    Attributes:
        names: of its n joints.
        index: their numbers.
        places: [n, 2], at rest.
        sound: whether its joints are there and have places that make sense.
    """

    names: tuple[str, ...]
    index: tuple[int, ...]
    places: Floats
    sound: bool

    @cached_property
    def lengths(self) -> Floats:
        """Lengths of the n - 1 bones."""
        return np.asarray(np.linalg.norm(np.diff(self.places, axis=0), axis=1))

    @cached_property
    def length(self) -> float:
        """Length of all bones together."""
        return float(self.lengths.sum())

    @property
    def root(self) -> Floats:
        """Place [2] at which it begins."""
        return np.asarray(self.places[0])

    @property
    def tip(self) -> Floats:
        """Place [2] at which it ends."""
        return np.asarray(self.places[-1])


class RestPose:
    """A drawing's rig at rest, with all that actions ask about it.

    Attributes:
        bones: the rig as it was found.
        plan: its body plan, None for rigid pieces without names.
        joints: [J, 2] at rest; a joint without a place lies on its parent.
        box: [2, 2], lowest and highest x and y of the drawing.
        size: long side of the box.
        facing: 1.0 when the body faces right, -1.0 when it faces left.
        sideways: whether the body is seen from the side.
        ground: y of the ground, of the lowest foot, or of the lowest point.
    """

    def __init__(
        self,
        bones: Bones,
        box: Floats | None = None,
        points: Floats | None = None,
        strokes: NDArray[np.int64] | None = None,
        lines: Floats | None = None,
    ) -> None:
        """Read a rig.

        box: of the drawing's points, or None to go by the joints; points [P, 2]: the drawing's own,
        or None where they aren't known; strokes [P]: the stroke of each of them. lines [N, 2]:
        points on the drawn lines, where the others may lie beside them; None: the same.
        """
        self.bones, self.points, self.strokes = bones, points, strokes
        self.lines = points if lines is None else lines
        self.plan: Skeleton | None = PLANS.get(bones.plan)
        self.index = {name: number for number, name in enumerate(bones.names)}
        self._given = np.asarray(np.isfinite(bones.joints).all(axis=1))
        self.joints = self._filled(bones)
        known = self.joints[self._given] if self._given.any() else self.joints
        if box is None:
            low, high = known.min(axis=0), known.max(axis=0)
            pad = 0.06 * max(float((high - low).max()), 1e-6)
            box = np.stack([low - pad, high + pad])
        self.box = np.asarray(box, dtype=np.float64)
        self.size = max(float(np.ptp(self.box, axis=0).max()), 1e-9)
        self.facing, self.sideways = self._facing()
        if bones.plan == "person" and self.sideways:
            self._point_toes_ahead()

    def _filled(self, bones: Bones) -> Floats:
        joints = bones.joints.astype(np.float64).copy()
        middle = np.nanmean(joints, axis=0) if self._given.any() else np.zeros(2)
        for joint in bones.order:
            if not self._given[joint]:
                parent = int(bones.parents[joint])
                joints[joint] = joints[parent] if parent >= 0 else middle
        return joints

    def _facing(self) -> tuple[float, bool]:
        if self.plan is None:  # only some things have a front
            ahead = self.at("front")[0] - self.centre[0]
            return (-1.0 if ahead < 0.0 else 1.0), True
        if self.plan.facing is not None:
            return facing_of(self.plan, self.joints), True
        if self.plan.name != "person":
            return 1.0, False
        return self._person_facing()

    def _point_toes_ahead(self) -> None:
        """Move toes that were found behind their ankles to the line ahead of and below these."""
        parts = self.bones.parts
        if self.points is None or self.plan is None or len(self.points) != len(parts):
            return
        for name in ("leg_left", "leg_right"):
            leg = self.limb(name)
            if not leg.sound:
                continue
            ankle, sole = leg.places[-2], leg.tip - leg.places[-2]
            if np.arctan2(sole[1], self.facing * sole[0]) % (2.0 * np.pi) < BACKWARDS:
                continue
            foot = self.points[parts == self.plan.part_index[name]]
            away = foot - ankle
            beyond = away @ (ankle - leg.places[-3]) > 0.0
            foot = foot[beyond & (np.linalg.norm(away, axis=1) < FOOT * leg.length)]
            if len(foot):
                ahead = (foot - ankle) @ (0.8 * self.facing, 0.6)
                self.joints[leg.index[-1]] = foot[int(ahead.argmax())]

    def _person_facing(self) -> tuple[float, bool]:
        """Return 1.0 or -1.0 for the side a person looks to, and whether it is a side view."""
        plan, parts = self.bones.plan, self.bones.parts
        points = self.points if self.points is not None and len(self.points) == len(parts) else None
        head = PLANS[plan].part_index["head"]
        return person_view(Person(self.joints, self.index, self._given, points, parts, head))

    @cached_property
    def ground(self) -> float:
        """Y of the ground."""
        if self.plan is not None:
            feet = [
                self.joints[self.index[joint.name], 1]
                for joint in self.plan.joints
                if joint.contact and self._given[self.index[joint.name]]
            ]
            if feet:
                return float(max(feet))
        return float(self.box[1, 1])

    @cached_property
    def legless(self) -> bool:
        """Whether no leg that makes sense was found, as in a head that is drawn alone."""
        feet = (
            [] if self.plan is None else [joint.name for joint in self.plan.joints if joint.contact]
        )
        legs = {name.rstrip("0123456789") for name in feet}
        drawn = set(self.bones.carriers[self.bones.weights > 0.5].tolist())
        return not any(self.limb(n).sound and drawn & set(self.limb(n).index) for n in legs)

    @cached_property
    def centre(self) -> Floats:
        """Middle [2] of the drawing's box."""
        return np.asarray(self.box.mean(axis=0))

    def has(self, name: str) -> bool:
        """Return whether the rig has a joint and knows its place."""
        return name in self.index and bool(self._given[self.index[name]])

    def at(self, name: str) -> Floats:
        """Return a joint's place [2] at rest; the box's middle for joints that aren't there."""
        return np.asarray(self.joints[self.index[name]]) if name in self.index else self.centre

    def limb(self, name: str) -> Limb:
        """Return the chain name0, name1, ..."""
        names = tuple(itertools.takewhile(self.index.__contains__, self._numbered(name)))
        return self.chain(names)

    def _numbered(self, name: str) -> itertools.chain[str]:
        return itertools.chain(f"{name}{n}" for n in itertools.count())

    def chain(self, names: Sequence[str]) -> Limb:
        """Return a chain of named joints."""
        index = tuple(self.index[name] for name in names if name in self.index)
        places = self.joints[list(index)]
        sound = len(index) >= 2 and len(index) == len(names)
        if sound:
            lengths = np.linalg.norm(np.diff(places, axis=0), axis=1)
            sound = bool(
                self._given[list(index)].all()
                and lengths.sum() > 0.02 * getattr(self, "size", 0.0)
                and self.bones.confidence[list(index)].mean() >= TRUST
            )
        return Limb(tuple(names), index, places, sound)

    def thickness(self, limb: Limb) -> float:
        """Return the mean width of what is drawn around a limb, 0.0 where that isn't known."""
        if self.points is None or not limb.sound:
            return 0.0
        mine = np.isin(self.bones.carriers, limb.index) & (self.bones.weights > 0.0)
        share = np.where(mine, self.bones.weights, 0.0).sum(axis=1)
        points = self.points[share > CARRIED]
        if not len(points):
            return 0.0
        away = np.full(len(points), np.inf)
        for start, end in itertools.pairwise(limb.places):
            along = end - start
            share = (points - start) @ along / max(float(along @ along), 1e-12)
            nearest = start + np.clip(share, 0.0, 1.0)[:, None] * along
            away = np.minimum(away, np.linalg.norm(points - nearest, axis=1))
        return 2.0 * float(np.median(away))

    def under_toe(self, limb: Limb) -> Floats:
        """Return the way [2] from a person's toe to where the shoe touches the ground, ahead.

        Zero for a foot that isn't drawn flat, where it isn't known, or so far from the toe that it
        is something else's.
        """
        parts = self.bones.parts
        if self.points is None or len(self.points) != len(parts):
            return np.zeros(2)
        if self.bones.plan != "person" or not self.sideways:
            return np.zeros(2)
        sole = limb.tip - limb.places[-2]
        if abs(np.arctan2(sole[1], self.facing * sole[0])) > FLAT:
            return np.zeros(2)
        ends = np.isin(self.bones.carriers, limb.index[-2:])
        foot = self.points[np.where(ends, self.bones.weights, 0.0).sum(axis=1) > CARRIED]
        if not len(foot):
            return np.zeros(2)
        ahead = (foot - limb.tip) @ (0.5 * self.facing, 0.9)
        away = foot[int(ahead.argmax())] - limb.tip
        return away if np.hypot(*away) < UNDER * limb.length else np.zeros(2)

    def solver(
        self, limb: Limb, folds: Sequence[float], bones: int, *, as_drawn: bool = True
    ) -> ChainSolver:
        """Return the solver of a limb's first `bones` bones.

        folds: which way its inner joints bend when it folds, for a body that faces right; where
        the drawing shows a clear bend it goes on that way, unless `as_drawn` is false.
        """
        places = limb.places[: bones + 1]
        arms = np.diff(places, axis=0)
        angle = np.unwrap(np.arctan2(arms[:, 1], arms[:, 0]))
        drawn = np.diff(angle)
        ways = []
        for fold, bend in zip(folds, drawn, strict=False):
            way = fold * self.facing
            if as_drawn and abs(bend) > 0.3 and abs(fold) > 0.3:
                way = abs(fold) * float(np.sign(bend))
            ways.append(way)
        return ChainSolver(places, ways, from_rest=as_drawn)
