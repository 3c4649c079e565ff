# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which strokes may be one part: single ones, with what they hold, and what hangs together.

Each candidate is measured once for a drawing, whatever part is then looked for.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property, lru_cache

import numpy as np

from engine.rig.continued_lines import continued_lines
from engine.rig.drawn_rings import DrawnRing, drawn_rings
from engine.rig.known_shapes import is_closed, likeness
from engine.rig.part_strokes import TOUCHING, Bools, Floats, PartStrokes
from engine.rig.whole_parts import with_hanging

MOST = 120  # strokes of a drawing; more are a texture
NEAR = 0.03  # of the drawing's long side: a group as near to the main one belongs to its body
LIFTED = 0.6  # of the main one's long side: a group as large is of the body, wherever it lies
CORES = 3  # largest strokes without which the rest falls apart into parts
LEAST_REST = 0.15  # of all lines: so much is left beside a part
PARTLY, BROKEN = 0.93, 0.8  # how complete is what lacks strokes in or on it, or where it goes on
DOT = 0.012  # of the drawing's long side: what is as small is a dot
ALIKE = 0.2  # by which sizes of like parts differ, of the larger one
#: Of the drawing's box, and of all lines: a largest line of less goes around no body, but a part.
AROUND, MAIN = 0.55, 0.52


@dataclass(frozen=True, eq=False)
class Candidate:
    """Strokes that may be one part.

    Attributes:
        mine: [S]. main: the stroke with the largest box.
        complete: 1.0 where it has all that lies in it, hangs on it alone or continues it.
        low, high: corners [2] of the box around them.
        ring: [N, 2], the line around it where that is drawn in several strokes.
    """

    drawing: PartStrokes
    mine: Bools
    main: int
    low: Floats
    high: Floats
    complete: float = 1.0
    ring: Floats | None = None

    @property
    def middle(self) -> Floats:
        return np.asarray(0.5 * (self.low + self.high))

    @property
    def sides(self) -> Floats:
        return np.asarray(self.high - self.low)

    @cached_property
    def line(self) -> Floats:
        """Points [N, 2] of the largest stroke, or of all that go around it together."""
        return self.drawing.line(self.main) if self.ring is None else self.ring

    @cached_property
    def points(self) -> Floats:
        """Points [N, 2] of all strokes."""
        return np.concatenate([self.drawing.line(int(s)) for s in np.flatnonzero(self.mine)])

    @cached_property
    def count(self) -> int:
        """Number of its strokes."""
        return int(self.mine.sum())

    @cached_property
    def length(self) -> float:
        """Length of all its strokes."""
        return float(self.drawing.length[self.mine].sum())

    @property
    def led(self) -> float:
        """How much of its long side its largest stroke has: a set without one has no form."""
        main = float(np.ptp(self.line, axis=0).max())
        return main / max(float(self.sides.max()), 1e-9)

    @cached_property
    def is_led_by_line(self) -> bool:
        """Whether an open line goes along most of it: an antenna with a ball at its end."""
        rows = np.flatnonzero(self.mine & ~self.drawing.closed)
        return any(self.drawing.sides[r].max() > 0.55 * self.sides.max() for r in rows)

    @cached_property
    def spans(self) -> Floats:
        """Its length and width [2], in its own direction."""
        points = self.points - self.points.mean(axis=0)
        along = np.linalg.svd(points, full_matrices=False)[2]
        return np.asarray(np.ptp(points @ along.T, axis=0))

    @property
    def long(self) -> float:
        """How many times as long as wide it is, in its own direction."""
        length, width = self.spans
        return float(length / max(width, 1e-3 * length, 1e-9))

    @cached_property
    def is_dot(self) -> bool:
        """Whether it is drawn by setting the pen down."""
        return self.count == 1 and float(self.sides.max()) < DOT * self.drawing.size

    @cached_property
    def closed(self) -> bool:
        return is_closed(self.line)

    @cached_property
    def filled(self) -> float:
        """How much of the box around its largest stroke that goes around; 0 for an open one.

        What stands on another line with both ends goes around something with it.
        """
        return _filled(self.line) if self.closed or self.drawing.stands[self.main] else 0.0

    @cached_property
    def filled_along(self) -> float:
        """The same of the box that lies in its own direction."""
        if not self.closed:
            return 0.0
        points = self.line - self.line.mean(axis=0)
        return _filled(points @ np.linalg.svd(points, full_matrices=False)[2].T)

    @cached_property
    def bent(self) -> float:
        """Length of an open line, in distances of its ends; 1 for a closed one."""
        apart = float(np.linalg.norm(self.line[0] - self.line[-1]))
        return 1.0 if self.closed else float(self.drawing.length[self.main]) / max(apart, 1e-9)

    @cached_property
    def waves(self) -> int:
        """How often an open line goes over from turning one way to turning the other way."""
        steps = np.diff(self.line[:: max(len(self.line) // 16, 1)], axis=0)
        turn = steps[:-1, 0] * steps[1:, 1] - steps[:-1, 1] * steps[1:, 0]
        signs = np.sign(turn[np.abs(turn) > 0.02 * float((steps**2).sum(axis=1).mean())])
        return 0 if self.closed else int((np.diff(signs) != 0).sum())

    def like(self, shape: str) -> float:
        """Return how far its outline leaves a known shape; inf where it is open."""
        return likeness(self.line, shape)

    @cached_property
    def touches(self) -> Bools:
        """Other strokes [S] that it touches."""
        return np.asarray(self.drawing.touched(self.mine) & ~self.mine)

    def is_like(self, other: Candidate) -> bool:
        """Tell whether another candidate has its size and form, maybe turned."""
        if self.count != other.count:
            return False
        lengths = (self.length, other.length)
        if abs(lengths[0] - lengths[1]) > ALIKE * max(lengths) or self.closed != other.closed:
            return False
        a, b = self.spans, other.spans
        flat = np.abs(a - b).max() <= ALIKE * max(float(a[0]), float(b[0]))
        return bool(flat)


def _filled(line: Floats) -> float:
    x, y = (line - line.mean(axis=0)).T
    area = 0.5 * abs(float(x @ np.roll(y, 1) - y @ np.roll(x, 1)))
    return area / max(float(np.ptp(line, axis=0).prod()), 1e-9)


@dataclass(frozen=True, eq=False)
class Candidates:
    """All candidates of a drawing.

    Attributes:
        body: [S], strokes that hang together with the largest one; not smoke, drops, stars.
        outline: the stroke that is the body's largest. bare: whether it holds too little to go
            around the body: then it may be a part like others, a lamp's shade.
        placed: how well a candidate lies in a place, as far as it was asked.
    """

    drawing: PartStrokes
    every: tuple[Candidate, ...]
    body: Bools
    outline: int
    bare: bool = False
    _alike: dict[int, list[Candidate]] = field(default_factory=dict, init=False, repr=False)
    placed: dict[tuple[int, str], float] = field(default_factory=dict, init=False, repr=False)

    @cached_property
    def box(self) -> Floats:
        """Low and high corner [2, 2] of the body."""
        return np.stack(
            [self.drawing.low[self.body].min(axis=0), self.drawing.high[self.body].max(axis=0)]
        )

    def alike(self, one: Candidate) -> list[Candidate]:
        """Return one candidate and others that look alike and share no stroke with one another."""
        key = id(one)
        if key not in self._alike:
            found = [one]
            for other in (each for each in self.every if one.is_like(each)):
                if not any((other.mine & own.mine).any() for own in found):
                    found.append(other)
            self._alike[key] = found
        return self._alike[key]

    def of(self, mine: Bools) -> Candidate:
        """Return some strokes [S] as a candidate, whether they are one of all or not."""
        same = (one for one in self.every if (one.mine == mine).all())
        return next(same, None) or candidate(self.drawing, mine, PARTLY)

    def held(self, places: Floats) -> Bools:
        """Tell which places [N, 2] the body's outline goes around."""
        line = self.drawing.line(self.outline)
        (x, y), (x2, y2) = line.T, np.roll(line, -1, axis=0).T
        px, py = places[:, :1], places[:, 1:]
        crosses = (y > py) != (y2 > py)
        rise = np.where(np.abs(y2 - y) < 1e-12, 1e-12, y2 - y)
        return np.asarray((crosses & (px < x + (x2 - x) * (py - y) / rise)).sum(axis=1) % 2 == 1)


@lru_cache(maxsize=8)
def candidates_of(drawing: PartStrokes) -> Candidates:
    """Return the candidates of a drawing; none of one that is a texture."""
    body = _body(drawing)
    areas = np.where(body, drawing.sides.prod(axis=1), 0.0)
    outline = int(areas.argmax())
    bare = float(areas[outline]) < AROUND * float(np.ptp(drawing.box, axis=0).prod())
    bare &= float(drawing.length[outline]) < MAIN * float(drawing.length.sum())
    if not 1 < drawing.count <= MOST:
        return Candidates(drawing, (), body, outline, bare)
    found: dict[bytes, Candidate] = {}
    most = (1.0 - LEAST_REST) * float(drawing.length.sum())
    for ring in drawn_rings(drawing):
        mine = _around(drawing, ring)
        if not mine.all() and float(drawing.length[mine].sum()) < most:
            found[mine.tobytes()] = candidate(drawing, mine, ring=ring.line)
    for mine, complete in _sets(drawing, areas):
        if not mine.all() and float(drawing.length[mine].sum()) < most:
            complete *= PARTLY if _is_some(drawing, mine, outline) else 1.0
            found.setdefault(mine.tobytes(), candidate(drawing, mine, complete))
    return Candidates(drawing, tuple(found.values()), body, outline, bare)


def candidate(
    drawing: PartStrokes, mine: Bools, complete: float = 1.0, ring: Floats | None = None
) -> Candidate:
    """Return strokes [S] of a drawing, measured; ring [N, 2]: a line around them."""
    rows = np.flatnonzero(mine)
    main = int(rows[drawing.sides[rows].prod(axis=1).argmax()])
    low, high = drawing.low[mine].min(axis=0), drawing.high[mine].max(axis=0)
    return Candidate(drawing, mine, main, low, high, complete, ring)


def _sets(drawing: PartStrokes, areas: Floats) -> list[tuple[Bools, float]]:
    """Return sets of strokes [S] that may be parts, and how complete each is."""
    lines = continued_lines(drawing)
    found = []
    for stroke in range(drawing.count):
        alone = drawing.only([stroke])
        own = _held(drawing, stroke) | alone if drawing.closed[stroke] else alone
        if drawing.stands[stroke]:
            own = own | _held(drawing, stroke)
        full = with_hanging(drawing, own)
        whole = BROKEN if _breaks(full, lines) else 1.0
        found += [(each, whole * (1.0 if (each == full).all() else PARTLY))
                  for each in (full, own, alone)]  # fmt: skip
    for line in lines:
        found += [(with_hanging(drawing, line), 1.0), (line, PARTLY)]
    found += [(drawing.group == number, 1.0) for number in np.unique(drawing.group)]
    core = np.zeros(drawing.count, bool)
    for stroke in np.argsort(-areas, kind="stable")[: min(CORES, drawing.count - 1)]:
        core[stroke] = True
        together = _hanging_together(drawing, ~core)
        found += [(each, BROKEN if _breaks(each, lines) else 1.0) for each in together]
    return found


def _around(drawing: PartStrokes, ring: DrawnRing) -> Bools:
    """Return a ring with the strokes [S] whose middles it goes around."""
    low, high = ring.line.min(axis=0), ring.line.max(axis=0)
    margin = TOUCHING * drawing.size
    mine = ring.mine.copy()
    within = (drawing.low >= low - margin).all(axis=1) & (drawing.high <= high + margin).all(axis=1)
    for stroke in np.flatnonzero(within & ~mine):
        x, y = (ring.line - drawing.middle[stroke]).T
        turned = np.diff(np.unwrap(np.arctan2(np.append(y, y[0]), np.append(x, x[0]))))
        mine[stroke] = abs(turned.sum()) > np.pi
    return mine


def _held(drawing: PartStrokes, stroke: int) -> Bools:
    """Return the other strokes [S] within the box of one, whose middles it goes around."""
    within = drawing.with_inside(drawing.only([stroke]))
    within[stroke] = False
    for other in np.flatnonzero(within).tolist():
        within[other] = drawing.holds(stroke, drawing.middle[other])
    return within


def _is_some(drawing: PartStrokes, mine: Bools, outline: int) -> bool:
    """Tell whether strokes [S] are but some of those that lie by themselves beside the body."""
    numbers = np.unique(drawing.group[mine])
    if len(numbers) > 1 or numbers[0] == drawing.group[outline]:
        return False
    group = drawing.group == numbers[0]
    within = (drawing.low[group] >= drawing.low[outline]).all()
    within &= (drawing.high[group] <= drawing.high[outline]).all()
    return bool((group & ~mine).any() and not within)


def _breaks(mine: Bools, lines: list[Bools]) -> bool:
    """Tell whether strokes [S] have but a piece of a line that is drawn in several."""
    return any((line & mine).any() and (line & ~mine).any() for line in lines)


def _hanging_together(drawing: PartStrokes, left: Bools) -> list[Bools]:
    """Return strokes [S] of some in sets that touch."""
    left, found = left.copy(), []
    while left.any():
        own = drawing.only([int(np.flatnonzero(left)[0])])
        while ((more := (drawing.touched(own) & left) | own) != own).any():
            own = more
        found.append(own)
        left &= ~own
    return found


def _body(drawing: PartStrokes) -> Bools:
    """Return the strokes [S] of the group with the largest box, and groups within or near it."""
    groups = [drawing.group == number for number in np.unique(drawing.group)]
    sizes = [float((drawing.high[g].max(axis=0) - drawing.low[g].min(axis=0)).prod())
             for g in groups]  # fmt: skip
    body = groups[int(np.argmax(sizes))].copy()
    if float(drawing.length[body].sum()) < 0.3 * float(drawing.length.sum()):
        return np.ones(drawing.count, bool)
    margin = NEAR * drawing.size
    low, high = drawing.low[body].min(axis=0) - margin, drawing.high[body].max(axis=0) + margin
    near = (drawing.low <= high).all(axis=1) & (drawing.high >= low).all(axis=1)
    for group, size in zip(groups, sizes, strict=True):  # a lid that is drawn lifted
        near |= group & (drawing.extent(group) > LIFTED * drawing.extent(body)) & (size > 0.0)
    return np.asarray(body | near)
