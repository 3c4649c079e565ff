# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keeps lines together that touch: the last look at a motion, after all bones have acted.

A line that is drawn to end on another one still ends there where bones let the two part a little:
the ear on its head, the cord on what swings. The line gives way from its far end on, so that a
straight one stays straight. What parts by more was meant to, and parts.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.spatial import cKDTree

from addon.contract.beats import SentenceBeat
from addon.contract.drawing import CUBIC, Drawing
from engine.language.word_lists import word_set
from engine.rig.curve_points import STEP, along_curves
from engine.rig.sparse import largest_columns
from engine.runtime.arrays import numpy_of

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
NEAR = 0.012  # of the drawing's long side: an end as near to a line lies on it
SLIDE = 0.08  # of it: so far along that line an end may slide
TORN = 0.008  # of it: lines that part by less aren't seen to part
MEANT = 0.16  # of it: what parts by more was meant to,
MEANT_BETWEEN = 0.08  # and between two objects by as much, where it is the other one that moves,
MEANT_BY_ITSELF = 0.35  # or by as much where the end moves: a part that stirs bends near its joint
MOVES = 2.0  # times as far as the other one goes what moves
LOOP = 0.02  # of a line's long side: as near to one another its ends are one place
ROUNDS = 3  # in which ends follow lines that followed others
FADE = 0.5  # of the length of a line whose other end is held, too, or that bulges: it gives way
ROUND = 0.08  # of its radius: by so little does a circle's line leave it
CLOSES = 0.5  # of its radius: its ends lie as near to one another
BULGING = 1.15  # times as long as its ends are apart
#: What an object does in its place: what it touches may hold on to it.
_IN_PLACE = word_set(
    """
    part_swings part_twitches part_taps part_flaps part_waves wag swing sway wave
    shake tremble shiver vibrate
    rattle wiggle wobble jiggle nod bob rock tilt bounce breathe pulse beat still idle dangle lean
    bend ring tick
    """
)
MOST = 20_000  # points of a drawing; a larger one is left as it is


@dataclass(frozen=True)
class Join:
    """An end of a line that lies on another line.

    Attributes:
        end: number of the point that lies there.
        on: [m, P], makes places along that piece of the other line on which it may slide.
        apart: how far from it the end is drawn.
        line: int64 [n], points of the line from that end on.
        share: [n], how much each goes with the end, 1 at the end, falling to 0.
        between: whether the two lines are of two objects.
    """

    end: int
    on: csr_matrix
    apart: float
    line: Ints
    share: Floats
    between: bool = False

    def missed(self, moved: Floats) -> Floats:
        """Return how far [F, 2] the end is from the other line, beyond what is drawn."""
        frames, count = moved.shape[:2]
        flat = moved.transpose(1, 0, 2).reshape(count, 2 * frames)
        places = np.asarray(self.on @ flat).reshape(-1, frames, 2)
        starts, way = places[:-1], np.diff(places, axis=0)
        end = moved[:, self.end]
        share = ((end - starts) * way).sum(axis=2) / np.maximum((way**2).sum(axis=2), 1e-12)
        off = starts + np.clip(share, 0.0, 1.0)[..., None] * way - end
        far = np.linalg.norm(off, axis=2)
        nearest = far.argmin(axis=0)
        frame = np.arange(frames)
        least, way_back = far[nearest, frame], off[nearest, frame]
        beyond = np.maximum(least - self.apart, 0.0) / np.maximum(least, 1e-12)
        return np.asarray(way_back * beyond[:, None])


def leaving(names: Sequence[str], beats: Sequence[SentenceBeat]) -> list[int]:
    """Return the numbers of objects that may leave what they touch, by what they do."""
    return [
        number
        for number, name in enumerate(names)
        if any(
            beat.who in (name, "")
            and (beat.action not in _IN_PLACE or beat.direction or beat.distance)
            for beat in beats
        )
    ]


def joins_of(drawing: Drawing, apart: Collection[int] = ()) -> tuple[Join, ...]:
    """Return the ends of lines that lie on other lines.

    apart: numbers of objects that may leave the others; their lines hold together among themselves.
    """
    rest = numpy_of(drawing.positions).astype(np.float64)
    if drawing.stroke_count < 2 or len(rest) > MOST:
        return ()
    size = max(float(np.ptp(rest, axis=0).max()), 1e-9)
    offsets = numpy_of(drawing.stroke_offsets).astype(np.int64)
    strokes = np.repeat(np.arange(drawing.stroke_count), np.diff(offsets))
    cubic = numpy_of(drawing.curve_types)[strokes] == CUBIC
    along = along_curves(rest, strokes, cubic, STEP * size)
    owner, cyclic = numpy_of(drawing.objects), numpy_of(drawing.cyclic) != 0
    bodies = np.where((owner >= 0) & ~np.isin(owner, list(apart)), -2, owner)
    lines = _Lines(np.asarray(along @ rest), strokes[largest_columns(along)], along, size)
    found: list[Join] = []
    for stroke in np.flatnonzero(~cyclic & (owner >= 0)).tolist():
        points = np.arange(offsets[stroke], offsets[stroke + 1])
        if len(points) > 1 and not _is_loop(rest[points]):  # a wheel has no ends
            held = bodies == bodies[stroke]
            held[stroke] = False
            for join in _joins(rest, points, lines, held):
                other = strokes[largest_columns(join.on)[0]]
                alike = owner[other] == owner[stroke]
                found.append(join if alike else replace(join, between=True))
    return tuple(found)


def _is_loop(line: Floats) -> bool:
    """Tell whether a line [n, 2] ends where it begins: a ring that is drawn so has no ends."""
    apart = float(np.linalg.norm(line[0] - line[-1]))
    return len(line) > 3 and apart < LOOP * float(np.ptp(line, axis=0).max())


class _Lines:
    """Places along all lines, and which strokes they are of."""

    def __init__(self, places: Floats, strokes: Ints, along: csr_matrix, size: float) -> None:
        self._places, self._strokes, self._along = places, strokes, along
        self._near, self._slide = NEAR * size, SLIDE * size
        self._tree = cKDTree(places)
        step = np.linalg.norm(np.diff(places, axis=0), axis=1) * (strokes[1:] == strokes[:-1])
        self._way = np.concatenate([[0.0], np.cumsum(step)])
        self._reach = self._near + 0.5 * float(step.max(initial=0.0))

    def at(self, place: Floats, held: NDArray[np.bool_]) -> tuple[csr_matrix, float] | None:
        """Return a piece of the nearest of some strokes, and how far it is, if it is near."""
        rows = np.array(self._tree.query_ball_point(place, self._reach), np.int64)
        rows = rows[held[self._strokes[rows]]] if len(rows) else rows
        if not len(rows):
            return None
        best = int(rows[np.linalg.norm(self._places[rows] - place, axis=1).argmin()])
        mine = self._strokes == self._strokes[best]
        if not _is_round(self._places[mine]):  # all along a wheel an end may slide
            mine &= np.abs(self._way - self._way[best]) <= self._slide
        piece = np.flatnonzero(mine)
        if len(piece) < 2:
            return None
        starts, way = self._places[piece[:-1]], np.diff(self._places[piece], axis=0)
        share = ((place - starts) * way).sum(axis=1) / np.maximum((way**2).sum(axis=1), 1e-12)
        far = np.linalg.norm(starts + np.clip(share, 0.0, 1.0)[:, None] * way - place, axis=1)
        return (self._along[piece], float(far.min())) if far.min() <= self._near else None


def _is_round(places: Floats) -> bool:
    """Tell whether places [n, 2] along a line go once around a circle."""
    far = np.linalg.norm(places - 0.5 * (places.min(axis=0) + places.max(axis=0)), axis=1)
    closes = float(np.linalg.norm(places[0] - places[-1])) < CLOSES * float(far.mean())
    return closes and float(far.std()) < ROUND * float(far.mean())


def _joins(rest: Floats, points: Ints, lines: _Lines, held: NDArray[np.bool_]) -> list[Join]:
    """Return the joins of one line, of which `points` are numbers; held: strokes it may lie on."""
    steps = np.linalg.norm(np.diff(rest[points], axis=0), axis=1)
    bulges = steps.sum() > BULGING * float(np.linalg.norm(rest[points[0]] - rest[points[-1]]))
    found = []
    for own, lengths in ((points, steps), (points[::-1], steps[::-1])):
        at = lines.at(rest[own[0]], held)
        if at is None:
            continue
        way = np.concatenate([[0.0], np.cumsum(lengths)])
        fade = np.clip(1.0 - way / max(float(way[-1]) * (FADE if bulges else 1.0), 1e-9), 0.0, 1.0)
        share = fade**2 * (3.0 - 2.0 * fade) if bulges else fade
        found.append(Join(int(own[0]), *at, own, share))
    return found


def _meant(join: Join, rest: Floats, target: Floats) -> float:
    """Return by how much of the drawing's long side two lines part that are meant to."""
    if not join.between:
        return MEANT
    there = np.unique(join.on.indices)
    gone = np.linalg.norm(target - rest, axis=2).max(axis=0)
    alone = gone[join.end] > MOVES * gone[there].max()
    return MEANT_BY_ITSELF if alone else MEANT_BETWEEN


def kept_together(joins: tuple[Join, ...], rest: Floats, target: Floats) -> Floats:
    """Return a motion [F, P, 2] in which ends of lines stay on the lines they lie on.

    rest: [P, 2]. Ends that part by hardly anything in all frames, or by much in one, are left.
    """
    size = max(float(np.ptp(rest, axis=0).max()), 1e-9)
    torn = []
    for join in joins:
        off = float(np.linalg.norm(join.missed(target), axis=1).max())
        if TORN * size < off < _meant(join, rest, target) * size:
            torn.append(join)
    if not torn:
        return target
    result = target.copy()
    for _ in range(ROUNDS):
        for join in torn:
            result[:, join.line] += join.share[:, None] * join.missed(result)[:, None]
    return result
