# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The mixture of known drawings that comes nearest to a drawing, in forms rather than in pictures.

A mean of pictures of lines that lie beside each other is a blot. So each known drawing is
registered onto the drawing first, and the ways from the drawing's lines to theirs are mixed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.spatial import cKDTree

from engine.clean.lines import evenly
from engine.clean.projection.registration import BLURS, Moves, moves_at, moves_between
from engine.clean.projection.retrieving import Named, Neighbour
from engine.clean.projection.weights import affine_weights, positive_weights
from engine.geometry.line_fields import SIDE, Field, Floats, field_of_lines

#: Mean distance of lines that should be the same, of the picture's side, from which on a drawing is
#: too far off: one that the sentence names, and any other.
TOO_FAR, TOO_FAR_UNNAMED = 0.025, 0.016
#: How far a drawing counts that shows the very thing: it says more than one of the same build.
PREFERRED = {Named.NOT: 1.0, Named.BY_PLAN: 1.0, Named.BY_NOUN: 0.5}
AS_GOOD = 1.6  # times the distance of the best that another one may have to be mixed with it
FINE = 5  # neighbours that are registered to the end, of those that fit roughly
SPACING = 0.75  # pixels between places of lines that are compared


@dataclass(frozen=True, eq=False)
class Mixture:
    """Known drawings mixed.

    Attributes:
        moves: [2, SIDE, SIDE], from the drawing's places to the mixture's, pixels.
        reference: the lines of the nearest one, moved onto the drawing's.
        nearest: its number.
        distance: from these to the drawing's lines, mean of both ways, pixels.
        before: the same before they were moved.
        weights: of those that are mixed, summing to one.
    """

    moves: Moves
    reference: list[Floats]
    nearest: int
    distance: float
    before: float
    weights: Floats

    def moves_at(self, places: Floats) -> Floats:
        """Return the moves [P, 2] of places [P, 2], pixels."""
        return moves_at(self.moves, places)


@dataclass(frozen=True, eq=False)
class _Registered:
    """A known drawing moved onto the drawing.

    Attributes:
        field: of its lines before they were moved; moves: of its places.
    """

    neighbour: Neighbour
    field: Field
    moves: Moves
    lines: list[Floats]
    distance: float


def mixed(
    lines: Sequence[Floats], neighbours: Sequence[Neighbour], *, positive: bool
) -> Mixture | None:
    """Return the mixture of those neighbours that fit lines [n, 2] best; None where none does.

    positive: no weight is negative.
    """
    there = field_of_lines(lines)
    roughly = sorted((_roughly(one, there, lines) for one in neighbours), key=_rank)
    found = [_finely(one, there, lines) for one in roughly[:FINE]]
    fitting = [one for one in found if one.distance <= _far(one.neighbour) * SIDE]
    if not fitting:
        return None
    best = min(fitting, key=_rank)
    near = [one for one in fitting if one.distance <= AS_GOOD * best.distance]
    apart = np.stack([one.neighbour.apart for one in near])
    weights = (positive_weights if positive else affine_weights)(np.zeros(apart.shape[1]), apart)
    ways = [moves_between(there, one.field) for one in near]
    moves = np.einsum("k,kcij->cij", weights, np.stack(ways))
    before = lines_apart(best.neighbour.lines, lines)
    number = best.neighbour.number
    return Mixture(moves, best.lines, number, best.distance, before, weights)


def lines_apart(one: Sequence[Floats], other: Sequence[Floats]) -> float:
    """Return the mean distance from lines to other ones and from these to them."""
    here, there = (
        np.concatenate([evenly(line, SPACING) for line in lines]) for lines in (one, other)
    )
    away = cKDTree(there).query(here)[0].mean() + cKDTree(here).query(there)[0].mean()
    return 0.5 * float(away)


def _roughly(one: Neighbour, onto: Field, lines: Sequence[Floats]) -> _Registered:
    field = field_of_lines(one.lines)
    return _moved(one, field, moves_between(field, onto, BLURS[:1]), lines)


def _finely(one: _Registered, onto: Field, lines: Sequence[Floats]) -> _Registered:
    moves = moves_between(one.field, onto, BLURS[1:], one.moves)
    return _moved(one.neighbour, one.field, moves, lines)


def _moved(one: Neighbour, field: Field, moves: Moves, lines: Sequence[Floats]) -> _Registered:
    dense = [evenly(line, SPACING) for line in one.lines]
    moved = [line + moves_at(moves, line) for line in dense]
    return _Registered(one, field, moves, moved, lines_apart(moved, lines))


def _far(one: Neighbour) -> float:
    return TOO_FAR_UNNAMED if one.named == Named.NOT else TOO_FAR


def _rank(one: _Registered) -> float:
    return one.distance * PREFERRED[one.neighbour.named]
