# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where beats lead: from which place, which way and how far, one after another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from addon.contract.beats import SentenceBeat
from engine.language.verb_words import ON_FOOT
from engine.language.word_lists import word_set
from engine.motion.rest import RestPose
from engine.vector.beat_ways import (
    OPPOSITE,
    ROLLING,
    STAYING,
    USUAL_WAY,
    VEHICLES,
    VERTICAL,
    comes_to_floor,
    crosses,
    flies,
    flies_off,
    gets_on,
    has_sides,
    nose_of,
    sets_out,
    takes_stairs,
    that_leave,
    way_by_itself,
)
from engine.vector.picture_edges import PictureEdges

Floats = NDArray[np.float64]

SEEN = 0.35  # of the largest object: what is smaller goes as far as if it were so large
ONE_STEP = 0.3  # long sides
STEP_ASIDE = 0.08  # long sides, of a body that is seen from the front
CLIMBED_WAY = 0.35  # long sides, of who climbs and isn't told how far
STAIR = 0.18  # long sides, of the height of one stair
LITTLE_ROOM = 0.3  # long sides, that a body goes or rises where the picture has no room for it
TOO_LITTLE = 0.35  # long sides of room, with which what rolls, drives or sails is hardly seen to
ROOM_TO_DRIVE = 0.6  # long sides, that it goes then
LEAST_FALL = 0.5  # the same, of what falls
DEEP = 0.6  # long sides that a thing falls that isn't in the picture at all
FLOOR = 0.02  # of the picture's height: how far above its lower edge the floor is
LOWER = 0.1  # long sides: what reaches so far further down than a thing stands on its floor
UPSTAIRS = 0.2  # long sides: from so high above or below, what isn't beside it is climbed to
LEVEL = 0.5  # of the height of a way aslant: if it leads as far aside, a body turns there
ON_IT = 0.6  # of the room that is left, that a part slides on what it lies on
OUTSIDE = 0.05  # long sides: how far beyond the edge something is that has gone out
_GOING = (*VERTICAL, "left", "right", "forward", "back", "away", "towards", "through")
#: Body plans that are seen from above: what has one goes where its head points.
FROM_ABOVE = ("spider",)
#: What slides on a face or a wall stays on it.
_ON_IT = ("slide", "slip", "move", "shift")
#: Who does these to one side turns there, seen from the side.
_AIMED = word_set(
    "point kick punch hit throw shoot fire spray bow bark aim strike hug embrace cuddle kiss"
)
#: What is lifted or rises stays in the picture, as far as it has room there.
_RISING = word_set("lift raise hoist rise ascend float float_up up")
#: What ends on top of its target; the others stop beside it.
_LANDING = ("land", "perch", "settle", "alight")


@dataclass(frozen=True)
class Way:
    """The way of one beat.

    Attributes:
        wanted: [2], how far the object goes, pixels.
        turned: whether the body turns to the other side for it.
        exact: whether it ends there in both directions: on a branch; else what an action does
            across its way is kept.
        told: whether the sentence says how far; else an action may go farther by itself.
    """

    wanted: Floats
    turned: bool = False
    exact: bool = False
    told: bool = True

    @property
    def length(self) -> float:
        """How far, in pixels."""
        return float(np.hypot(*self.wanted))


@dataclass(frozen=True)
class Route:
    """The ways of an object's beats.

    Attributes:
        ways: of each beat.
        entry: [2], how far from its drawn place the object is at first.
    """

    ways: tuple[Way, ...]
    entry: Floats


class Router:
    """Works out the ways of one object."""

    def __init__(
        self,
        stage: RestPose,
        canvas: tuple[float, float],
        others: Mapping[str, Floats],
        gone: Mapping[str, Floats],
        far: float,
    ) -> None:
        """Read where things are.

        others: points [P, 2] of each object at rest, by name; gone: how far [F, 2] those whose
        motion is known have gone, frame by frame; far: a factor for ways.
        """
        self._stage, self._others, self._gone = stage, others, gone
        self._canvas, self._edges = canvas, PictureEdges(*canvas)
        self._far = far
        self._at = np.zeros(2)
        self._last = np.zeros(2)
        self._ahead = 0.0  # the side to which it last went, but not back
        self._back = False  # whether the body has been turned to the other side
        self._turns = has_sides(stage)
        sides = [float(np.ptp(points, axis=0).max()) for points in others.values() if len(points)]
        #: Long side in pixels by which ways are measured: what is small goes as far as is seen.
        self.scale = max(stage.size, SEEN * max(sides, default=0.0))

    def route(self, beats: Sequence[SentenceBeat], ends: Sequence[int]) -> Route:
        """Return the ways of beats that end at these natural frames."""
        entry = np.zeros(2)
        ways: list[Way] = []
        for beat, end in zip(that_leave(beats), ends, strict=True):
            if beat.direction == "in" and self._far and not any(way.length for way in ways):
                entry = self._outside(beat)
                self._at = entry.copy()
                wanted = -entry
            elif crosses(beat) and self._far and not any(way.length for way in ways):
                entry = self._outside(replace(beat, edge=OPPOSITE[beat.direction]))
                self._at = entry.copy()
                wanted = self._out(replace(beat, edge=beat.direction))
            elif sets_out(beat) and self._far and not any(way.length for way in ways):
                entry = self._edges.to_side(self._stage.box, beat.origin, self._stage.size)
                self._at = entry.copy()
                wanted = (
                    self._edges.to_side(self._stage.box, OPPOSITE[beat.origin], self._stage.size)
                    - entry
                )
            else:
                wanted = self._wanted(beat, end)
            turned, comes_back = self._facing_back(beat, wanted), self._comes_back(beat)
            self._at = self._at + wanted
            if beat.direction == "back" and wanted.any() and np.array_equal(wanted, -self._last):
                ways = [replace(way, told=True) for way in ways]  # it comes back to its place
            if wanted.any():
                self._last = wanted
                self._ahead = self._ahead if beat.direction == "back" else float(np.sign(wanted[0]))
            exact = beat.target in self._others or beat.direction == "in"
            exact = exact or bool(beat.slope or beat.origin) or takes_stairs(beat)
            exact = exact or comes_to_floor(self._stage, beat)
            exact = exact or flies_off(self._stage, beat) is not None
            roomy = beat.unit == "room" and self._stage.plan is None
            told = exact or (beat.distance > 0.0 and not roomy) or beat.direction in ("out", "back")
            told = told or (beat.direction == "up" and beat.action in _RISING)
            told = told or comes_back
            ways.append(Way(wanted, turned, exact, told))
        return Route(tuple(ways), entry)

    @property
    def _box(self) -> Floats:
        """Box [2, 2] of the object where it is now."""
        return np.asarray(self._stage.box + self._at)

    @property
    def _facing(self) -> float:
        return -self._stage.facing if self._back else self._stage.facing

    def _facing_back(self, beat: SentenceBeat, wanted: Floats) -> bool:
        """Tell whether the body looks to the side it isn't drawn to, during and after a beat."""
        if not self._turns or not self._far:
            return False
        if beat.action == "turn_around":
            self._back = not self._back
        elif beat.action in _AIMED and beat.direction in ("left", "right") and not wanted.any():
            self._back = (beat.direction == "right") != (self._stage.facing > 0)
        elif abs(wanted[0]) > (LEVEL if beat.slope else 1.0) * abs(
            wanted[1]
        ) and not self._backwards(beat):
            self._back = (wanted[0] > 0) != (self._stage.facing > 0)
        return self._back

    def _backwards(self, beat: SentenceBeat) -> bool:
        """Tell whether a body goes backwards without turning: a car, or step by step."""
        reverses = not np.hypot(*self._last) or beat.count > 0
        return beat.direction == "back" and (reverses or self._stage.bones.plan in VEHICLES)

    def _outside(self, beat: SentenceBeat) -> Floats:
        """Return how far [2] from its place an object is just outside of the picture."""
        edge = beat.edge or ("left" if self._facing > 0 else "right")
        return self._edges.beyond(self._stage.box, edge, OUTSIDE * self._stage.size)

    def _wanted(self, beat: SentenceBeat, end: int) -> Floats:
        """Return how far [2] a beat goes, in pixels."""
        if not self._far:
            return np.zeros(2)
        if beat.action in _LANDING and beat.target in self._others:
            return self._onto(beat.target, end)
        if comes_to_floor(self._stage, beat) and beat.target not in self._others:
            return np.array([0.0, self._far * self._above_floor()])
        ahead = flies_off(self._stage, beat)
        if ahead is not None:
            far = self._edges.leaving(self._box, ahead)
            return self._far * ahead * (far + OUTSIDE * self._stage.size)
        if beat.direction == "out":
            return self._out(beat)
        if beat.direction == "back" and beat.unit == "target":
            return -beat.distance * self._last
        stays = beat.action in STAYING and not beat.distance
        if beat.unit == "target" or (beat.direction == "towards" and beat.target and not stays):
            return self._to_target(beat, end)
        returns = beat.direction == "back" and not beat.distance and not beat.count
        if returns and np.hypot(*self._last) and not stays:
            return -self._last
        if beat.direction == "in":
            return -self._at
        if self._comes_back(beat):
            return np.array([0.0, -self._at[1]])
        if takes_stairs(beat) and self._stage.sideways:
            high = STAIR if beat.direction == "down" else -STAIR
            step = np.array([self._facing * ONE_STEP, high])
            return self._far * beat.count * self._stage.size * step
        way = self._direction(beat)
        if not beat.slope:
            return way * self._distance(beat, way)
        tall = np.array([0.0, -1.0 if beat.slope == "up" else 1.0])
        if beat.unit == "edge":
            return way * self._distance(beat, way) + tall * self._distance(beat, tall)
        aslant = (way + tall) / np.hypot(*(way + tall))
        return np.asarray(aslant * self._distance(beat, way))

    def _comes_back(self, beat: SentenceBeat) -> bool:
        """Tell whether a thing that went up or down comes back to its height: it is put down.

        Bodies come down to the ground by themselves.
        """
        told = beat.distance or beat.target or beat.edge or beat.slope or beat.count
        above = float(np.sign(-self._at[1])) if abs(self._at[1]) > 0.01 * self._stage.size else 0.0
        wanted = {"down": 1.0, "up": -1.0}.get(beat.direction, 0.0)
        return self._stage.plan is None and not told and wanted != 0.0 and wanted == above

    def _direction(self, beat: SentenceBeat) -> Floats:
        """Return the direction [2] of a beat on the canvas."""
        if beat.direction in VERTICAL or beat.edge in ("top", "bottom"):
            up = beat.direction == "up" or beat.edge == "top"
            return np.array([0.0, -1.0 if up else 1.0])
        if beat.direction in ("left", "right"):
            return np.array([1.0 if beat.direction == "right" else -1.0, 0.0])
        if beat.direction == "away" and beat.target in self._others:
            there = float(self._others[beat.target][:, 0].mean())
            return np.array([1.0 if self._box[:, 0].mean() >= there else -1.0, 0.0])
        if beat.unit == "centre":
            middle = float(self._box[:, 0].mean())
            return np.array([float(np.sign(0.5 * self._canvas[0] - middle)), 0.0])
        if beat.direction == "back" and self._ahead:
            return np.array([-self._ahead, 0.0])
        sign = -1.0 if beat.direction == "back" else 1.0
        if self._stage.bones.plan in FROM_ABOVE:
            return sign * nose_of(self._stage)
        return np.array([sign * self._facing, 0.0])

    def _distance(self, beat: SentenceBeat, way: Floats) -> float:
        """Return how far a beat goes in pixels; 0 is on the spot."""
        size, (low, _) = self._stage.size, self._box
        if beat.origin and not sets_out(beat):
            return 0.0
        if beat.unit == "canvas":
            axis = 1 if way[1] else 0
            return self._far * beat.distance * self._canvas[axis]
        if beat.unit == "lengths":
            return self._far * beat.distance * size
        if beat.unit == "pixels":
            return self._far * beat.distance
        if beat.unit == "edge":
            return self._far * max(0.0, self._edges.up_to(self._box, way))
        if beat.unit == "room" and self._stage.plan is not None:
            usual = CLIMBED_WAY if beat.action == "climb" else USUAL_WAY
            room = max(float(low[1]), LITTLE_ROOM * size)
            return self._far * beat.distance * min(usual * size, room)
        if beat.unit == "centre":
            return self._far * abs(0.5 * self._canvas[0] - float(self._box[:, 0].mean()))
        if beat.count and beat.action in ON_FOOT:
            step = STEP_ASIDE if not self._stage.sideways else ONE_STEP
            return self._far * beat.count * step * size
        if beat.action in STAYING:
            return 0.0
        if beat.direction in VERTICAL and beat.action in _ON_IT and not flies(beat):
            room = min(self._room_on_another(beat), self._room(way))
            return self._far * min(USUAL_WAY * size, room)
        unseen = beat.direction == "through" and beat.target not in self._others  # "the water"
        over = beat.direction == "over" and beat.action in ROLLING  # "across the floor"
        if (beat.direction in _GOING and not unseen) or (over and beat.target not in self._others):
            far = CLIMBED_WAY if beat.action == "climb" else USUAL_WAY
            room = self._room(way)
            if gets_on(self._stage, beat) and not way[1] and room < TOO_LITTLE * self.scale:
                room = ROOM_TO_DRIVE * self.scale
            return self._far * min(far * self.scale, room)
        return self._far * way_by_itself(self._stage, beat.action) * size

    def _room(self, way: Floats) -> float:
        """Return how far an object goes at most where nothing says that it leaves, in pixels.

        What isn't in the picture at all goes as far as it likes.
        """
        if not self._edges.has_some(self._box):
            return np.inf
        return max(self._edges.up_to(self._box, way), LITTLE_ROOM * self.scale)

    def _above_floor(self) -> float:
        """Return how far a thing falls: to the floor of the picture or of what stands on it.

        Where it stands nearly there, it goes as far as is seen. 0 where it has come down before.
        """
        if self._at[1] > 0.0:
            return 0.0
        if not self._edges.has_some(self._box):
            return DEEP * self._stage.size
        low = float(self._box[1, 1])
        floor = (1.0 - FLOOR) * self._canvas[1]
        feet = [float(points[:, 1].max()) for points in self._others.values() if len(points)]
        feet = [foot for foot in feet if low + LOWER * self._stage.size < foot < floor]
        return max(min([floor, *feet]) - low, LEAST_FALL * self.scale)

    def _room_on_another(self, beat: SentenceBeat) -> float:
        """Return how far up or down an object stays on what it lies on, in pixels; inf for none."""
        low, high = self._box
        middle = 0.5 * (low + high)
        room = np.inf
        for points in self._others.values():
            there = np.stack([points.min(axis=0), points.max(axis=0)])
            wider = np.ptp(there, axis=0) > 1.01 * (high - low)
            if (middle > there[0]).all() and (middle < there[1]).all() and wider[1]:
                up = low[1] - there[0, 1]
                room = min(room, up if beat.direction == "up" else there[1, 1] - high[1])
        return ON_IT * max(float(room), 0.0)

    def _out(self, beat: SentenceBeat) -> Floats:
        """Return the way [2] out of the picture from where the object is, or on from there."""
        past = OUTSIDE * self._stage.size
        edge = beat.edge or ("right" if self._facing > 0 else "left")
        way = self._edges.beyond(self._box, edge, past)
        axis = 0 if edge in ("left", "right") else 1
        way[axis] = max(way[axis], past) if edge in ("right", "bottom") else min(way[axis], -past)
        return way

    def _place(self, name: str, end: int) -> Floats:
        """Return the box [2, 2] of another object at a natural frame."""
        points = self._others[name]
        box = np.stack([points.min(axis=0), points.max(axis=0)])
        gone = self._gone.get(name)
        return box if gone is None else box + gone[min(end, len(gone) - 1)]

    def _onto(self, name: str, end: int) -> Floats:
        """Return the way [2] that puts an object on top of another one, over its middle."""
        there, (low, high) = self._place(name, end), self._box
        middle = float(np.clip(0.5 * (low[0] + high[0]), there[0, 0], there[1, 0]))
        if not low[0] < there[1, 0] or not high[0] > there[0, 0]:
            middle = float(there[:, 0].mean())
        return np.array([middle - 0.5 * (low[0] + high[0]), there[0, 1] - high[1]])

    def _to_target(self, beat: SentenceBeat, end: int) -> Floats:
        """Return the way [2] to another object: beside it, or to its height for what flies."""
        if beat.target not in self._others:
            side = np.array([self._facing, 0.0])
            return side * self._far * USUAL_WAY * self._stage.size
        there, (low, high) = self._place(beat.target, end), self._box
        right = bool(there[:, 0].mean() > 0.5 * (low[0] + high[0]))
        gap = there[0, 0] - high[0] if right else low[0] - there[1, 0]
        share = beat.distance if beat.unit == "target" else 1.0
        across = share * max(0.0, float(gap)) * (1.0 if right else -1.0)
        along = 0.0
        over = max(float(there[0, 1] - high[1]), float(low[1] - there[1, 1]))
        if flies(beat) or (across == 0.0 and over > UPSTAIRS * self._stage.size):
            along = share * float(there[:, 1].mean() - 0.5 * (low[1] + high[1]))
        return self._far * np.array([across, along])
