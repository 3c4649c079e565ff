# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Strokes followed from frame to frame: they bend as little as they must.

Each frame starts from where the strokes were and were going, or from where bones carry them; rounds
of closest points go from a wide reach to a narrow one, with links between control points that turn
freely and stretch at a cost (as rigid as possible, Sorkine and Alexa 2007).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from engine.video_fit.bending import StrandEdges, held_links, kept_edges, stiffness
from engine.video_fit.equations import Equations
from engine.video_fit.jumps import jump_cost
from engine.video_fit.laying import SLIDING, Laying, laid_cost
from engine.video_fit.matching import Pairs, SeenTarget, line_tangents
from engine.video_fit.strands import Strands

Floats = NDArray[np.float64]
REACHES: tuple[float, ...] = (0.05, 0.035, 0.025, 0.016, 0.01, 0.014, 0.01, 0.008)  # long sides
STIFF: tuple[float, ...] = (16.0, 12.0, 8.0, 6.0, 4.0, 4.0, 3.0, 3.0)  # of the rounds
SHARING = 5  # rounds in which seen points are shared out; then each goes to the nearest
LAID_STIFF = (4.0, 2.0, 1.0)  # of the rounds in which free lines are laid along seen ones
FIRST = 4  # rounds after which starts are compared
INERT = 0.1  # how much a control point stays where it starts, against a line off by as much
LIMIT = 0.06  # long sides: how far a line may be off, at most, when places are compared
MUCH_LESS = 0.9  # of what bones miss by themselves, strokes must miss at most to leave them
TRUSTED = 0.95  # of what bones lead to, other starts must miss at most
BENT = 0.5  # of the cost of bending counts when places are compared


class Tracker:
    """Follows the control points of a drawing."""

    def __init__(self, strands: Strands) -> None:
        self._strands = strands
        self._edges = StrandEdges(strands.links, len(strands.rest))
        self._equations = Equations(strands.shares, strands.links)
        self._weights = stiffness(strands)
        self._laying = Laying(strands.places, strands.strokes, strands.tails)

    @property
    def any_movable(self) -> bool:
        """Whether there is a control point that bones alone don't carry."""
        return bool(self._strands.movable.any())

    def cost(self, places: Floats, shapes: Sequence[Floats], target: SeenTarget) -> float:
        """Return how far the lines of control points [H, 2] are from those seen, and bent.

        shapes: [H, 2] each, as where bones carry them: bent as there they cost nothing.
        """
        drawn = self._strands.lines(places)
        off = target.cost(drawn, line_tangents(drawn, self._strands.strokes), LIMIT)
        turned = self._turned(places, shapes)
        bent = self._edges.vectors(places[None])[0] - turned
        weights = self._weights * self._kept(places, turned)
        return off + BENT * float(np.sqrt(weights @ (bent**2).sum(axis=1)))

    def closer(
        self,
        start: Floats,
        shapes: Sequence[Floats],
        target: SeenTarget,
        rounds: slice = slice(None),
    ) -> Floats:
        """Return control points [H, 2] after rounds that lead from a start to the seen lines.

        shapes: [H, 2] each, as where bones carry them: links keep what they are there or drawn.
        """
        if target.empty:
            return start
        places = start
        table = zip(range(len(REACHES)), REACHES, STIFF, strict=True)
        for number, reach, stiff in list(table)[rounds]:
            drawn = self._strands.lines(places)
            pairs = self._pairs(drawn, target, reach, shared=number < SHARING)
            places = self._pulled(places, start, shapes, pairs, reach, stiff)
        return places

    def laid(self, pairs: Pairs, start: Floats, shapes: Sequence[Floats]) -> Floats:
        """Return control points [H, 2] with free lines where pairs want them.

        start: where they were going; shapes: as in `closer`.
        """
        places = start
        for stiff in LAID_STIFF:
            places = self._pulled(places, start, shapes, pairs, REACHES[0], stiff)
        return places

    def _pulled(
        self,
        places: Floats,
        start: Floats,
        shapes: Sequence[Floats],
        pairs: Pairs,
        reach: float,
        stiff: float,
    ) -> Floats:
        """Return control points [H, 2] after one step from `places` to what pairs want."""
        rest = self._strands.rest
        turned = self._turned(places, shapes)
        bent = turned - self._edges.vectors(rest[None])[0]
        links = stiff * self._weights * self._kept(places, turned)
        stays = INERT**2 / len(rest)
        right = stays * (start - rest) + self._edges.back(links[None, :, None] * bent[None])[0]
        weight = pairs.weights(reach) / len(self._strands.places)
        missed = pairs.wanted - self._strands.places[pairs.drawn]
        moved = self._equations.solved(pairs, weight, missed, links, right, stays)
        return np.where(self._strands.movable[:, None], rest + moved, shapes[0])

    def _pairs(self, drawn: Floats, target: SeenTarget, reach: float, *, shared: bool) -> Pairs:
        """Return which of drawn points [N, 2] belong to which seen ones."""
        tangents = line_tangents(drawn, self._strands.strokes)
        if shared:
            return target.shared(drawn, tangents, reach)
        return target.pairs(drawn, tangents, self._strands.tails, self._strands.closing)

    def _turned(self, places: Floats, shapes: Sequence[Floats]) -> Floats:
        known = [shape[None] for shape in (self._strands.rest, *shapes)]
        turned: Floats = kept_edges(self._edges, known, places[None], self._strands.turns_away)[0]
        return turned

    def _kept(self, places: Floats, turned: Floats) -> Floats:
        kept: Floats = held_links(self._strands, self._edges, places[None], turned[None])[0]
        return kept

    def best(
        self,
        starts: Sequence[Floats],
        spare: Floats,
        target: SeenTarget,
        remembered: Sequence[Floats] = (),
    ) -> Floats:
        """Return control points [H, 2] near the seen lines, or `spare` as it is.

        What a start leads to is returned only where it misses the lines by clearly less
        (MUCH_LESS) than `spare` does.

        Args:
            starts: the last one is where the strokes were going; none in the first frame.
            spare: where bones carry them, [H, 2]; it is a start as well, and what it leads to
                counts a little more (TRUSTED) than where the others lead.
            target: the seen lines.
            remembered: other shapes [H, 2] that links may keep.
        """
        shapes = (spare, *remembered)
        begun = [self.closer(one, shapes, target, slice(0, FIRST)) for one in (*starts, spare)]
        expected = starts[-1] if starts else spare
        laid = self._laying.pairs(target, self._strands.lines(expected))
        if min(laid_cost(laid, self._strands.lines(places)) for places in begun) > SLIDING:
            start = self.laid(laid, expected, shapes)
            begun.insert(0, self.closer(start, shapes, target, slice(FIRST - 1, FIRST)))
        costs = [
            self.cost(places, shapes, target)
            + jump_cost(expected, places)
            + laid_cost(laid, self._strands.lines(places))
            for places in begun
        ]
        costs[-1] *= TRUSTED
        found = self.closer(begun[int(np.argmin(costs))], shapes, target, slice(FIRST, None))
        slid = [laid_cost(laid, self._strands.lines(places)) for places in (found, spare)]
        now = self.cost(found, shapes, target) + slid[0]
        better = now < MUCH_LESS * (self.cost(spare, shapes, target) + slid[1])
        return found if better else spare
