# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Find objects: which strokes of a drawing belong to one thing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from addon.contract.drawing import Drawing
from addon.contract.errors import BadInput
from engine.arrays import array_of
from engine.geometry.grouping.affinity import AffinityModel, pair_odds, shipped_affinity
from engine.geometry.grouping.nearness import nearness
from engine.geometry.grouping.pairs import stroke_table
from engine.geometry.grouping.partition import FREE, partition
from engine.geometry.grouping.samples import Ints, sample_strokes


@dataclass(frozen=True, eq=False)
class Grouping:
    """labels int64 [S]: the object of each stroke; names: of the objects, none used twice."""

    labels: Ints
    names: tuple[str, ...]

    def applied(self, drawing: Drawing) -> Drawing:
        """The drawing with these objects."""
        from dataclasses import replace

        objects = array_of(self.labels.astype(np.int32))
        return replace(drawing, objects=objects, object_names=self.names)


def find_objects(
    drawing: Drawing,
    *,
    prompt: str = "",
    count: int | None = None,
    fixed: Mapping[int, int] | None = None,
    model: AffinityModel | None = None,
) -> Grouping:
    """Group the strokes of a drawing into objects.

    prompt: what the drawing is to do; what it names and counts is a hint. count: how many objects
    there are, if that is known. fixed: stroke to object, given by the user: these stay, the others
    are grouped around them; object k keeps its number, and its name in the drawing. Raises
    BadInput for a stroke that isn't there or a number below zero.
    """
    given = _checked(drawing, fixed or {})
    if drawing.stroke_count == 0:
        return Grouping(np.zeros(0, dtype=np.int64), ())
    samples = sample_strokes(drawing)
    table = stroke_table(samples, nearness(samples))
    odds = pair_odds(table, model or shipped_affinity())
    known = np.full(drawing.stroke_count, FREE, dtype=np.int64)
    for stroke, number in given.items():
        known[stroke] = number
    labels = partition(odds, known, count=count)
    return _named(drawing, labels, known)


def _checked(drawing: Drawing, fixed: Mapping[int, int]) -> dict[int, int]:
    for stroke, number in fixed.items():
        if not 0 <= stroke < drawing.stroke_count:
            raise BadInput(f"The drawing has no stroke {stroke} to keep in its object.")
        if number < 0:
            raise BadInput(f"Stroke {stroke} can't be kept in an object {number}.")
    return dict(fixed)


def _named(drawing: Drawing, labels: Ints, known: Ints) -> Grouping:
    """Number the groups: those with given strokes keep their object's number, others follow."""
    taken = {int(labels[s]): int(known[s]) for s in np.flatnonzero(known != FREE)}
    free = iter(n for n in range(len(labels) + len(taken) + 1) if n not in taken.values())
    number = {int(g): taken[int(g)] if int(g) in taken else next(free) for g in np.unique(labels)}
    numbered = np.array([number[int(g)] for g in labels], dtype=np.int64)
    top = int(numbered.max()) + 1
    old = drawing.object_names
    kept = set(taken.values())
    names = [old[k] if k in kept and k < len(old) else f"object {k + 1}" for k in range(top)]
    return Grouping(numbered, tuple(names))
