# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Legs: bringing feet where they belong, while the body moves above them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

import numpy as np
from numpy.typing import NDArray

from engine.motion.gaits import Footsteps
from engine.motion.ik import ChainSolver
from engine.motion.performance import Performance, Planted
from engine.motion.rest import Limb
from engine.rig.bones import rotation

Floats = NDArray[np.float64]
STRAIGHT_ON = 0.9  # radians: a foot that goes on so straight from its shin is the leg's own end
LINE = 0.14  # of its length: lines of a limb lie as near to its bones where it is a single line
POINT = 1e-6  # of a leg: how wide the end of a line stands
ROLLS = 2  # times that a leg's turn and the roll of its sole are brought together
MOST_RISE = 0.3  # lengths of a leg: how far a body rises over legs that can't be bent more


@dataclass(frozen=True)
class Leg:
    """A leg with its solver: its last bone is the foot, the bones before it reach.

    Attributes:
        bones: number of bones that reach, up to the ankle.
        sole: [2], from the ankle to the toe, at rest.
        under: [2], from the toe to where the foot's outline touches the ground there, at rest.
        corners: [2, 2], from the end of the bones that reach to the left and the right end of a
            sole that is rigid with the last of them; zero for a foot that turns by itself.
    """

    limb: Limb
    solver: ChainSolver
    bones: int
    sole: Floats
    under: Floats = field(default_factory=lambda: np.zeros(2))
    corners: Floats = field(default_factory=lambda: np.zeros((2, 2)))

    @property
    def longest(self) -> float:
        """Longest distance from the root to the ankle."""
        return self.solver.longest

    @property
    def rigid(self) -> bool:
        """Whether the foot is rigid with the last of the bones that reach."""
        return bool(self.corners.any())

    def ankle(self, toe: Floats, turn: Floats) -> Floats:
        """Return the ankle [F, 2] of a foot that stands on its toe [F, 2] and turns by [F].

        The foot rolls about the ground under its toe, which would slide if it turned about the toe.
        """
        arm = np.broadcast_to(self.sole + self.under, toe.shape)
        return np.asarray(toe + self.under - rotation(turn, arm))

    def rolled(self, turn: Floats) -> Floats:
        """Return where [F, 2] the end of the bones gets as a leg turned by [F] rolls on its sole.

        It tilts about the corner that would tread into the ground.
        """
        corner = np.where(turn[:, None] > 0.0, self.corners[1], self.corners[0])
        return np.asarray(corner - rotation(turn, corner))


def legs_of(
    body: Performance, folds: Mapping[str, Sequence[float]], foot: bool = True
) -> dict[str, Leg]:
    """Return the sound legs by name. folds: of each leg's inner joints, see `RestPose.solver`."""
    legs = {}
    for name, way in folds.items():
        limb = body.rest.limb(name)
        if not limb.sound:
            continue
        bones = len(way) + 1
        sole = limb.tip - limb.places[bones] if foot else np.zeros(2)
        under = body.rest.under_toe(limb) if foot else np.zeros(2)
        legs[name] = Leg(limb, body.rest.solver(limb, way, bones), bones, sole, under)
    return legs


def bare(body: Performance, leg: Leg) -> Leg:
    """Return a leg whose foot is rigid with its shin, where none is drawn; else the leg itself.

    The end of a line that is a whole leg would curl if it turned like a foot.
    """
    shin, foot = np.diff(leg.limb.places[-3:], axis=0)
    across = abs(float(shin[0] * foot[1] - shin[1] * foot[0]))
    if np.arctan2(across, float(shin @ foot)) > STRAIGHT_ON or not _is_line(body, leg.limb):
        return leg
    folds = [1.0 if n == 0 else 0.0 for n in range(len(leg.limb.names) - 2)]
    solver = body.rest.solver(leg.limb, folds, len(leg.limb.names) - 1)
    corners = np.array([[-1.0, 0.0], [1.0, 0.0]]) * POINT * leg.limb.length
    none = np.zeros(2)
    return Leg(leg.limb, solver, len(leg.limb.names) - 1, none, none, corners)


def _is_line(body: Performance, limb: Limb) -> bool:
    """Return whether a limb is drawn as a single line."""
    return 0.0 < body.rest.thickness(limb) < LINE * limb.length


def put_foot(
    body: Performance,
    leg: Leg,
    toe: Floats,
    angle: Floats | float = 0.0,
    weight: Floats | float = 1.0,
    loose: Floats | None = None,
) -> None:
    """Bring a toe to [F, 2], without travel, the foot turned by `angle` (heel up positive).

    loose [F]: how far, 0..1, the foot hangs from its leg instead, as it does in the air.
    """
    turn = body.facing * np.broadcast_to(np.asarray(angle, dtype=np.float64), (body.frames,))
    if loose is None:  # a gait has its own ground; else no foot goes through the drawing's
        toe = np.minimum(toe, [np.inf, max(body.rest.ground, float(leg.limb.tip[1]))])
    body.feet[leg.limb.names[-1]] = partial(_put_again, leg=leg)
    if leg.rigid:
        _roll(body, leg, toe + leg.under, weight, 0.0 if loose is None else loose)
        return
    body.reach(leg.limb, leg.ankle(toe, turn), leg.solver, last=turn, weight=weight)
    if loose is not None:
        turns = body.turns()
        foot = turns[:, leg.limb.index[leg.bones]]
        hangs = turns[:, leg.limb.index[leg.bones - 1]] + 0.25 * turn - foot
        body.own[:, leg.limb.index[leg.bones]] += 0.8 * loose * np.clip(hangs, -0.9, 0.9)


def _roll(
    body: Performance, leg: Leg, sole: Floats, weight: Floats | float, loose: Floats | float
) -> None:
    """Bring the middle of a rigid sole to [F, 2]; where it stands the leg rolls on its corners."""
    before, stands = body.own.copy(), np.reshape(1.0 - np.asarray(loose), (-1, 1))
    body.reach(leg.limb, sole, leg.solver, weight=weight)
    for _ in range(ROLLS):
        roll = stands * leg.rolled(body.turns()[:, leg.limb.index[leg.bones - 1]])
        body.own = before.copy()
        body.reach(leg.limb, sole + roll, leg.solver, weight=weight)


def _put_again(body: Performance, toe: Floats, leg: Leg) -> None:
    """Bring a toe to [F, 2], the foot turned as it is."""
    turns = body.turns()
    if leg.rigid:
        under = np.broadcast_to(leg.under, toe.shape)
        lower = turns[:, leg.limb.index[leg.bones - 1]]
        body.reach(leg.limb, toe + rotation(lower, under), leg.solver)
        return
    foot = turns[:, leg.limb.index[leg.bones]]
    put_foot(body, leg, toe, body.facing * foot, loose=np.zeros(body.frames))


def stepped(
    body: Performance, legs: Mapping[str, Leg], steps: Footsteps, hang: float = 1.0
) -> None:
    """Let all legs do their steps. hang: how far, 0..1, feet hang from their legs in the air."""
    for name, foot in steps.feet.items():
        if name in legs:
            put_foot(body, legs[name], foot.path, foot.angle, loose=hang * foot.height)


def kept_long(body: Performance, leg: Leg, toe: Floats, way: float) -> Floats:
    """Return a toe's places [F, 2], farther along x where its leg can't be bent so short.

    A stiff leg under a body that sinks slides out instead of going into the ground. way: 1.0 where
    it slides to the right, -1.0 to the left.
    """
    end = toe + (leg.under if leg.rigid else -leg.sole)
    aside, below = (end - body.places()[:, leg.limb.index[0]]).T
    need = np.sqrt(np.maximum((1.01 * leg.solver.shortest) ** 2 - below**2, 0.0))
    out = toe.copy()
    out[:, 0] += way * np.maximum(need - way * aside, 0.0)
    return out


def standing(body: Performance, legs: Mapping[str, Leg], weight: Floats | float = 1.0) -> None:
    """Keep all feet where they are drawn, whatever the body does."""
    always = np.ones(body.frames, bool) if np.ndim(weight) == 0 else np.asarray(weight) >= 1.0
    for leg in legs.values():
        toe = np.broadcast_to(leg.limb.tip, (body.frames, 2))
        put_foot(body, leg, toe, 0.0, weight)
        body.planted.append(Planted(leg.limb.names[-1], always, toe.copy()))


def sinking(body: Performance, legs: Mapping[str, Leg], steps: Footsteps, most: float) -> Floats:
    """How far the body must sink [F] so that all carrying legs reach their feet, smoothed.

    No leg is longer than it is (the body sinks, by `most` lengths of the leg at the most) or
    shorter than it can be bent (the body rises, negative). Where legs want both, each gets half.
    """
    least, highest = np.full(body.frames, -np.inf), np.full(body.frames, np.inf)
    places = body.places()
    for name, foot in steps.feet.items():
        if name not in legs:
            continue
        leg = legs[name]
        ankle = leg.ankle(foot.path, body.facing * foot.angle)
        aside, under = (ankle - places[:, leg.limb.index[0]]).T
        reach, short = 0.998 * leg.longest, 1.002 * leg.solver.shortest
        tall = np.sqrt(np.maximum(reach**2 - aside**2, 0.25 * reach**2))
        low = (np.abs(aside) < short) & (under > 0.0)
        rise = np.where(low, under - np.sqrt(np.maximum(short**2 - aside**2, 0.0)), np.inf)
        sink = np.minimum(under - tall, most * leg.limb.length)
        rise = np.maximum(np.minimum(rise, under + tall), -MOST_RISE * leg.limb.length)
        least = np.where(foot.carries, np.maximum(least, sink), least)
        highest = np.where(foot.carries, np.minimum(highest, rise), highest)
    return _between(body, least, highest)


def rising(
    body: Performance,
    legs: Mapping[str, Leg],
    steps: Footsteps,
    most: float,
    bend: float = 1.0,
) -> Floats:
    """How far the body must rise [F] to stand on legs as straight as the straightest drawn one.

    Who is drawn in mid-stride is low: over the standing foot the body is higher, or the legs would
    pass one another bent. most: in lengths of a leg; bend: how long a standing leg gets, of that
    straightest one. While no foot carries the body goes on from one stand's height to the next's.
    """
    room = np.full(body.frames, np.inf)
    places = body.places()
    straight = max((_straightness(leg) for leg in legs.values()), default=0.0)
    length = float(np.mean([leg.limb.length for leg in legs.values()])) if legs else 0.0
    for name, foot in steps.feet.items():
        if name not in legs:
            continue
        leg = legs[name]
        ankle = leg.ankle(foot.path, body.facing * foot.angle)
        aside, under = (ankle - places[:, leg.limb.index[0]]).T
        reach = bend * straight * leg.longest
        tall = np.sqrt(np.maximum(reach**2 - aside**2, 0.0)) - under
        room = np.where(foot.carries, np.minimum(room, tall), room)
    carried = np.flatnonzero(np.isfinite(room))
    if not len(carried):
        return np.zeros(body.frames)
    room = np.interp(np.arange(body.frames), carried, room[carried])
    room = np.clip(room, 0.0, most * length)
    low = -eased(-room, body.beat.loop)  # nowhere higher than the legs are long
    return np.asarray(low * (1.0 - body_rest(body)))


def _straightness(leg: Leg) -> float:
    """Return how long a leg is drawn, from its root to the ankle, of its longest."""
    places = leg.limb.places
    return float(np.linalg.norm(places[leg.bones] - places[0])) / max(leg.longest, 1e-9)


def _between(body: Performance, least: Floats, highest: Floats) -> Floats:
    """Return a smooth curve [F] between two, 0 at the drawing; in the middle where they cross."""
    crossed = least > highest
    middle = 0.5 * (np.where(crossed, least, 0.0) + np.where(crossed, highest, 0.0))
    least, highest = np.where(crossed, middle, least), np.where(crossed, middle, highest)
    need, loop = np.clip(np.zeros(body.frames), least, highest), body.beat.loop
    curve = eased(np.maximum(least, 0.0), loop) - eased(np.maximum(-highest, 0.0), loop)
    curve = np.clip(curve, least, highest)
    near = body_rest(body)  # at the drawing itself nothing sinks
    return np.asarray(near * (need - need[0]) + (1.0 - near) * curve)


def eased(need: Floats, loop: bool) -> Floats:
    """Return a smooth curve that is nowhere below `need`."""

    def around(curve: Floats, frames: int) -> Floats:
        ends = (
            (curve[-frames:], curve[:frames])
            if loop and len(curve) > frames
            else (np.repeat(curve[:1], frames), np.repeat(curve[-1:], frames))
        )
        return np.concatenate([ends[0], curve, ends[1]])

    wide = around(need, 2)
    highest = np.max([wide[k : k + len(need)] for k in range(5)], axis=0)
    kernel = np.array([1.0, 2.0, 3.0, 2.0, 1.0]) / 9.0
    return np.convolve(around(highest, 2), kernel, "valid")


def body_rest(body: Performance) -> Floats:
    """Return 1 at frames that show the drawing, fading to 0 near them."""
    share = min(5.0 / max(body.frames, 1), 0.25)
    into = np.clip(1.0 - body.t / share, 0.0, 1.0)
    if body.beat.loop:
        into = np.maximum(into, np.clip(1.0 - (1.0 - body.t) / share, 0.0, 1.0))
    return np.asarray(into * into * (3 - 2 * into))
