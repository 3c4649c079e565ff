# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Free lines laid along seen ones from their ends, in order and by length.

A line that slides along itself, as a wave runs through it, looks nearly the same everywhere: what
lies nearest says nothing about how far it has gone. Its ends and its length tell. So a route is
looked for over the seen points (Viterbi: each step about as long as the drawn one, along the seen
lines, not far from where the line was expected, from an end that is seen), and the drawn points are
laid along it by their arc length.
"""

from __future__ import annotations

from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from engine.video_fit.matching import Pairs, SeenTarget

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
LONG = 0.15  # long sides: shorter lines are found well enough by what is near
MOST = 24  # lines, the longest; each is looked for in every frame (hair, grass)
LONGEST_STEP, SHORTEST_STEP = 1.7, 0.4  # of a drawn step, from one seen point to the next
TURN, STRETCH, STAY = 0.5, 0.3, 1.0  # cost of a step across the lines, of another length, of none
EXPECTED, CAP = 0.25, 0.12  # cost of a point that isn't where it was going; long sides
END_EXPECTED = 8.0  # times that, for the ends of a line that may turn away
NO_END, END_NEAR = 3.0, 0.03  # cost of a free end that is laid where none is seen; long sides
MORE = 1.25  # of a line's length is looked at, so that it can begin earlier than was expected
SLID = 0.2  # what being elsewhere than laid costs, against lines missed as far
SLIDING = 0.001  # that cost, from which on a line is looked for where it is laid
LENGTHS = (1.0, 0.7, 0.45)  # of the drawn one, between two free ends: it may turn away
SIZES = 0.004  # long sides: steps are multiples of this
SHORTER = 2.0  # cost of no length between them
LONGER = 1.15  # of the drawn length there may be between them, at most


@dataclass(frozen=True, eq=False)
class FreeLine:
    """A stroke with a free end.

    Attributes:
        points: [n], numbers of its drawn points from the free end on.
        arc: [n], how far along the line they lie, long sides.
        both: whether the other end is free as well.
    """

    points: Ints
    arc: Floats
    both: bool

    @property
    def step(self) -> float:
        """How far its points lie apart, long sides."""
        return float(self.arc[-1]) / max(len(self.arc) - 1, 1)


def free_lines(places: Floats, strokes: Ints, tails: NDArray[np.bool_]) -> tuple[FreeLine, ...]:
    """Return the MOST longest strokes with a free end that are LONG.

    places: [N, 2]; the points of a stroke follow one another.

    tails: bool [N], free ends.
    """
    found = []
    for own in np.split(np.arange(len(places)), np.flatnonzero(np.diff(strokes)) + 1):
        free = bool(tails[own[0]]), bool(tails[own[-1]])
        if not any(free):
            continue
        order = own if free[0] else own[::-1]
        way = np.linalg.norm(np.diff(places[order], axis=0), axis=1)
        arc = np.concatenate([[0.0], np.cumsum(way)])
        if arc[-1] >= LONG:
            found.append(FreeLine(order, arc, all(free)))
    return tuple(sorted(found, key=lambda line: -line.arc[-1])[:MOST])


class Laying:
    """Lays the free lines of N drawn points along the lines of frames."""

    def __init__(self, places: Floats, strokes: Ints, tails: NDArray[np.bool_]) -> None:
        self._lines = free_lines(places, strokes, tails)
        self._routes: WeakKeyDictionary[SeenTarget, _Routes] = WeakKeyDictionary()

    def pairs(self, target: SeenTarget, expected: Floats) -> Pairs:
        """Return pairs of the points of free lines with where they are laid along the seen lines.

        expected: [N, 2], where all drawn points were going. A line for which no free end is seen
        has no pairs.
        """
        drawn, wanted = [np.zeros(0, np.int64)], [np.zeros((0, 2))]
        if self._lines and not target.empty and target.ends.any():
            if target not in self._routes:
                self._routes[target] = _Routes(target)
            for line in self._lines:
                laid = self._routes[target].laid(line, expected[line.points])
                if laid is not None:
                    drawn.append(line.points)
                    wanted.append(laid)
        number, places = np.concatenate(drawn), np.concatenate(wanted)
        flat = np.tile([1.0, 0.0], (len(number), 1))
        return Pairs(number, places, flat, np.zeros(len(number)), np.ones(len(number)))


def laid_cost(pairs: Pairs, moved: Floats) -> float:
    """Return what it costs that moved points [N, 2] aren't where they are laid, long sides."""
    off = np.linalg.norm(moved[pairs.drawn] - pairs.wanted, axis=1)
    return SLID * float(np.minimum(off, CAP).sum()) / len(moved)


@dataclass(frozen=True, eq=False)
class _Steps:
    """Steps from seen point to seen point, each in one of two directions of its line.

    Attributes:
        source, goal: [E], states 2 m + d of seen point m and direction d; sorted by goal.
        cost: [E].
        first: [G], where the steps to each goal that has any begin.
        goals: [G].
    """

    source: Ints
    goal: Ints
    cost: Floats
    first: Ints
    goals: Ints

    @classmethod
    def of(cls, points: Floats, tangents: Floats, step: float) -> _Steps:
        """Return the steps of about a length that seen points [M, 2] allow; or to stay."""
        near = cKDTree(points).query_pairs(LONGEST_STEP * step, output_type="ndarray")
        near = np.concatenate([near, near[:, ::-1]]).astype(np.int64)
        way = points[near[:, 1]] - points[near[:, 0]]
        length = np.linalg.norm(way, axis=1)
        long = length >= SHORTEST_STEP * step
        near, way, length = near[long], way[long] / length[long, None], length[long]
        begin = (way * tangents[near[:, 0]]).sum(axis=1)
        end = (way * tangents[near[:, 1]]).sum(axis=1)
        cost = TURN * (2.0 - np.abs(begin) - np.abs(end)) + STRETCH * (length / step - 1.0) ** 2
        still = np.arange(2 * len(points))
        source = np.concatenate([2 * near[:, 0] + (begin < 0), still])
        goal = np.concatenate([2 * near[:, 1] + (end < 0), still])
        cost = np.concatenate([cost, np.full(len(still), STAY)])
        order = np.argsort(goal, kind="stable")
        goals, first = np.unique(goal[order], return_index=True)
        return cls(source[order], goal[order], cost[order], first, goals)

    def route(self, own: Floats) -> tuple[float, Ints]:
        """Return the cost of the cheapest route and its states [n].

        own: [n, 2 M], of being at each point.
        """
        totals = [own[0]]
        for here in own[1:]:
            total = np.full(len(here), np.inf)
            total[self.goals] = np.minimum.reduceat(totals[-1][self.source] + self.cost, self.first)
            totals.append(total + here)
        state = int(totals[-1].argmin())
        found = [state]
        for before in totals[-2::-1]:
            begin, end = np.searchsorted(self.goal, [state, state + 1])
            state = int(
                self.source[
                    begin + (before[self.source[begin:end]] + self.cost[begin:end]).argmin()
                ]
            )
            found.append(state)
        return float(totals[-1].min()), np.array(found[::-1], np.int64)


class _Routes:
    """Routes of drawn lines over the points of a frame."""

    def __init__(self, target: SeenTarget) -> None:
        self._points = target.points
        self._tangents = np.stack([target.across[:, 1], -target.across[:, 0]], axis=1)
        self._from_end = cKDTree(target.points[target.ends]).query(target.points)[0]
        self._steps: dict[int, _Steps] = {}

    def laid(self, line: FreeLine, expected: Floats) -> Floats | None:
        """Return where a line's points [n, 2] are laid, or None where its free end isn't seen."""
        own = self._own_costs(line, expected)
        tried = []
        for length in LENGTHS if line.both else LENGTHS[:1]:
            cost, route = self._steps_of(length * line.step).route(own)
            tried.append((cost + SHORTER * (1.0 - length), route // 2))
        route = min(tried, key=lambda one: one[0])[1]
        if self._from_end[route[0]] > END_NEAR:
            return None
        places = self._points[route]
        arc = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(places, axis=0), axis=1))])
        wanted = line.arc
        if line.both and self._from_end[route[-1]] < END_NEAR:
            ratio = float(arc[-1]) / float(line.arc[-1])
            if ratio > LONGER:
                return None
            wanted = wanted * ratio
        return np.stack([np.interp(wanted, arc, places[:, axis]) for axis in (0, 1)], axis=1)

    def _own_costs(self, line: FreeLine, expected: Floats) -> Floats:
        """Return what it costs [n, 2 M] that a drawn point is at a seen one, in both directions."""
        count = len(line.points)
        extra = 0 if line.both else max(1, round((MORE - 1.0) * count))
        off = np.linalg.norm(self._points[None] - expected[:, None], axis=2)
        own = np.zeros((count + extra, len(self._points)))
        own[:count] = EXPECTED * np.minimum(off / CAP, 1.0) ** 2
        missing = NO_END * np.minimum(self._from_end / END_NEAR, 1.0)
        own[0] += missing
        if line.both:
            own[[0, -1]] *= END_EXPECTED
            own[-1] += missing
        return np.repeat(own, 2, axis=1)

    def _steps_of(self, size: float) -> _Steps:
        name = max(1, round(size / SIZES))
        if name not in self._steps:
            self._steps[name] = _Steps.of(self._points, self._tangents, SIZES * name)
        return self._steps[name]
