# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lines whose ends meet become one stroke: they go on smoothly, or meet in a corner."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.spatial import cKDTree

from engine.clean.covering import KeptLine
from engine.clean.lines import STEP, SampledLine, evenly
from engine.geometry.bezier import Floats, bernstein

SMOOTH = np.deg2rad(55.0)  # by how much a line turns at most where it goes on over a gap
ASIDE = np.deg2rad(65.0)  # between the direction of an end and that of the gap before it
LOOK_BACK = 5  # samples by which the direction of an end is judged
AT_A_CORNER = 0.7  # reaches between ends that meet in a corner
PASSED = 0.5  # reaches by which an end may have passed the other


@dataclass(frozen=True, eq=False)
class StrokeChain:
    """A stroke of the clean drawing.

    Attributes:
        runs: [n, 6] each: x, y, width, opacity, spread, count. Each is smooth; where one follows
            another there is a corner, and both have its point.
        closed: whether the last point is followed by the first.
        smooth_seam: whether it is smooth there too; then there is one run.
        members: the strokes that it stands for.
        is_rest: whether there are only rests of lines in it, see `KeptLine`.
    """

    runs: tuple[Floats, ...]
    closed: bool
    smooth_seam: bool
    members: frozenset[int]
    is_rest: bool = False

    @property
    def length(self) -> float:
        """Its length."""
        return float(sum(np.hypot(*np.diff(run[:, :2], axis=0).T).sum() for run in self.runs))


@dataclass(frozen=True)
class _Ends:
    """The ends of lines: 2n is the beginning of line n, 2n + 1 its end.

    Attributes:
        points: [2 lines, 2].
        ways: [2 lines, 2], unit directions away from the line.
    """

    points: Floats
    ways: Floats

    @classmethod
    def of(cls, lines: Sequence[KeptLine]) -> _Ends:
        points, ways = [], []
        for kept in lines:
            own = kept.line.points
            back = min(LOOK_BACK, len(own) - 1)
            points += [own[0], own[-1]]
            ways += [own[0] - own[back], own[-1] - own[-1 - back]]
        directions = np.array(ways)
        length = np.maximum(np.hypot(*directions.T), 1e-9)
        return cls(np.array(points), directions / length[:, None])


@dataclass(frozen=True)
class _Join:
    cost: float
    one: int
    other: int
    is_corner: bool


def joined(lines: Sequence[KeptLine], reach: float, gap: float) -> list[StrokeChain]:
    """Return lines joined where their ends meet, over gaps of at most `gap`."""
    if not lines:
        return []
    ends = _Ends.of(lines)
    links = _links(lines, sorted(_joins(lines, ends, reach, gap), key=lambda j: j.cost), gap)
    chains, seen = [], set[int]()
    starts = [e for e in range(2 * len(lines)) if e not in links]
    for start in [*starts, *range(0, 2 * len(lines), 2)]:
        if start // 2 not in seen:
            chains.append(_walked(lines, ends, links, start, gap, seen))
    return chains


def lines_of_chains(chains: Sequence[StrokeChain]) -> list[SampledLine]:
    """Return the smooth runs of strokes as lines, to be bundled once more.

    The stroke of a line is the number of its chain.
    """
    lines = []
    for number, chain in enumerate(chains):
        last = len(chain.runs) - 1
        for place, run in enumerate(chain.runs):
            ends = (place > 0, place < last)
            if chain.closed and not chain.smooth_seam:
                ends = (True, True)
            values = np.concatenate([run, run[:1]]) if chain.smooth_seam else run
            values = evenly(values, STEP)
            lines.append(
                SampledLine(values[:, :2], values[:, 2], values[:, 3], number, ends, chain.members,
                     np.maximum(values[:, 4], 0.0))
            )  # fmt: skip
    return lines


def _joins(lines: Sequence[KeptLine], ends: _Ends, reach: float, gap: float) -> Iterator[_Join]:
    for one, other in sorted(cKDTree(ends.points).query_pairs(max(gap, reach))):
        first, second = lines[one // 2].line, lines[other // 2].line
        way = ends.points[other] - ends.points[one]
        distance = float(np.hypot(*way))
        turn = float(np.arccos(np.clip(-(ends.ways[one] @ ends.ways[other]), -1.0, 1.0)))
        if one // 2 == other // 2 and first.length < 3.0 * max(distance, reach):
            continue
        if distance <= gap and turn <= SMOOTH and _is_ahead(ends, one, other, way, reach):
            yield _Join(distance / gap + turn / SMOOTH, one, other, False)
            continue
        is_own = (
            first.stroke == second.stroke and first.corners[one % 2] and second.corners[other % 2]
        )
        if is_own and distance <= gap:
            yield _Join(0.5 + distance / gap, one, other, True)
        elif distance <= AT_A_CORNER * reach:
            yield _Join(2.0 + distance / gap + turn / np.pi, one, other, True)


def _is_ahead(ends: _Ends, one: int, other: int, way: Floats, reach: float) -> bool:
    """Return whether each of two ends lies ahead of the other, or about beside it."""
    distance = float(np.hypot(*way))
    if distance <= PASSED * reach:
        return True
    forward = (way @ ends.ways[one], -way @ ends.ways[other])
    return bool(min(forward) >= distance * np.cos(ASIDE))


def _links(
    lines: Sequence[KeptLine], joins: Sequence[_Join], gap: float
) -> dict[int, tuple[int, bool]]:
    """Return which end each end is joined to, and whether in a corner; the cheapest joins win."""
    links: dict[int, tuple[int, bool]] = {}
    group = list(range(len(lines)))
    length = [kept.line.length for kept in lines]
    for join in joins:
        if join.one in links or join.other in links:
            continue
        first, second = group[join.one // 2], group[join.other // 2]
        if first == second and length[first] < 3.0 * gap:
            continue
        links[join.one] = (join.other, join.is_corner)
        links[join.other] = (join.one, join.is_corner)
        if first != second:
            length[first] += length[second]
            group = [first if g == second else g for g in group]
    return links


def _walked(
    lines: Sequence[KeptLine],
    ends: _Ends,
    links: dict[int, tuple[int, bool]],
    start: int,
    gap: float,
    seen: set[int],
) -> StrokeChain:
    """Follow joins from an end through all lines of its stroke."""
    runs: list[Floats] = []
    members: frozenset[int] = frozenset()
    is_rest = True
    entry, corner, forward = start, True, 0.0
    while True:
        number = entry // 2
        seen.add(number)
        members |= lines[number].members
        is_rest &= lines[number].is_rest
        values = _values(lines[number])
        way = values if entry % 2 == 0 else values[::-1]
        forward += len(values) * (1.0 if entry % 2 == 0 else -1.0)
        if corner and runs:
            meeting = _meeting(ends, links[entry][0], entry, gap)
            runs[-1] = np.concatenate([runs[-1], _at(runs[-1][-1], meeting)])
            runs.append(np.concatenate([_at(way[0], meeting), way]))
        elif runs:
            runs[-1] = _bridged(runs[-1], way)
        else:
            runs.append(way)
        leaving = entry ^ 1
        following = links.get(leaving)
        if following is None or following[0] // 2 in seen:
            break
        entry, corner = following
    chain = _closed(runs, members, following, start, leaving, ends, gap)
    chain = replace(chain, is_rest=is_rest)
    return chain if forward >= 0.0 else _reversed(chain)


def _closed(
    runs: list[Floats],
    members: frozenset[int],
    following: tuple[int, bool] | None,
    start: int,
    leaving: int,
    ends: _Ends,
    gap: float,
) -> StrokeChain:
    if following is None or following[0] != start:
        return StrokeChain(tuple(runs), False, False, members)
    if following[1] or len(runs) > 1:
        meeting = _meeting(ends, leaving, start, gap)
        runs[0] = np.concatenate([_at(runs[0][0], meeting), runs[0]])
        runs[-1] = np.concatenate([runs[-1], _at(runs[-1][-1], meeting)])
        return StrokeChain(tuple(runs), True, False, members)
    around = _bridged(runs[0], runs[0][:2])[:-1]
    return StrokeChain((around,), True, True, members)


def _reversed(chain: StrokeChain) -> StrokeChain:
    return replace(chain, runs=tuple(run[::-1] for run in reversed(chain.runs)))


def _values(kept: KeptLine) -> Floats:
    line = kept.line
    columns = [line.points, line.widths, line.opacities, kept.spread, kept.count]
    return np.column_stack(columns)


def _at(row: Floats, place: Floats) -> Floats:
    """Return a row [1, 6] like another one at a place."""
    return np.concatenate([place, row[2:]])[None]


def _meeting(ends: _Ends, one: int, other: int, gap: float) -> Floats:
    """Return where two ends meet in a corner: where both go on to, or half-way between them."""
    way, p, q = ends.ways[[one, other]], ends.points[one], ends.points[other]
    middle: Floats = (p + q) / 2.0
    cross = way[0, 0] * way[1, 1] - way[0, 1] * way[1, 0]
    if abs(cross) < 0.3:
        return middle
    ahead = ((q - p)[0] * way[1, 1] - (q - p)[1] * way[1, 0]) / cross
    crossing = p + ahead * way[0]
    near = max(float(np.hypot(*(q - p))), STEP)
    return np.asarray(crossing if np.hypot(*(crossing - middle)) <= near else middle)


def _bridged(first: Floats, second: Floats) -> Floats:
    """Return two stretches [n, 6] as one that goes on smoothly over the gap between them."""
    back, ahead = min(LOOK_BACK, len(first) - 1), min(LOOK_BACK, len(second) - 1)
    while (
        len(first) > back + 1
        and (second[0, :2] - first[-1, :2]) @ (first[-1, :2] - first[-1 - back, :2]) < 0.0
    ):
        first = first[:-1]
    gap = second[0, :2] - first[-1, :2]
    distance = float(np.hypot(*gap))
    if distance < 2.0 * STEP:
        return np.concatenate([first, second])
    out = first[-1, :2] - first[-1 - back, :2]
    into = second[ahead, :2] - second[0, :2]
    arms = [way / max(float(np.hypot(*way)), 1e-9) * distance / 3.0 for way in (out, into)]
    control = np.array([first[-1, :2], first[-1, :2] + arms[0], second[0, :2] - arms[1],
                        second[0, :2]])  # fmt: skip
    share = np.linspace(0.0, 1.0, round(distance / STEP) + 1)[1:-1]
    rest = first[-1, 2:] + share[:, None] * (second[0, 2:] - first[-1, 2:])
    return np.concatenate([first, np.column_stack([bernstein(share) @ control, rest]), second])
