# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Find objects: which strokes of a drawing belong to one thing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from addon.contract.drawing import BACKGROUND, Drawing
from addon.contract.errors import BadInput
from addon.contract.request import MOST_OBJECTS
from engine.geometry.grouping.affinity import AffinityModel, pair_odds, shipped_affinity
from engine.geometry.grouping.hints import hinted, one_fill
from engine.geometry.grouping.named import drawn_in, names_for, unique
from engine.geometry.grouping.nearness import nearness
from engine.geometry.grouping.pairs import stroke_table
from engine.geometry.grouping.partition import FREE, partition, settled
from engine.geometry.grouping.samples import (
    Floats,
    Ints,
    StrokeSamples,
    order_of_drawing,
    reordered,
    sample_strokes,
)
from engine.runtime.arrays import array_of, numpy_of

MOST = 700  # strokes that are compared with each other; the others follow their neighbours
LEEWAY = (0.0, 0.5, -0.5, 1.0, -1.0)  # log odds tried to come to the number a prompt speaks of


@dataclass(frozen=True, eq=False)
class Grouping:
    """labels int64 [S]: the object of each stroke, -1 = background; names: of the objects, none
    used twice.
    """

    labels: Ints
    names: tuple[str, ...]

    def applied(self, drawing: Drawing) -> Drawing:
        """The drawing with these objects."""
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

    prompt: what the drawing is to do; the things it names and counts are a hint. count: how many
    objects there are, if that is known. fixed: stroke to object, given by the user; -1 keeps a
    stroke in the background.

    With `fixed`, the drawing's own objects are taken as the present grouping that the user is
    correcting: objects keep their numbers and names, and other strokes follow a correction where
    they clearly fit better; locked strokes don't. A drawing that has one object only is grouped
    anew around what is fixed.

    Raises BadInput for a stroke that isn't there, or an object that can't be.
    """
    size = drawing.stroke_count
    known = _known(drawing, fixed or {})
    if size == 0:
        return Grouping(np.zeros(0, dtype=np.int64), ())
    grouped = known is not None and drawing.object_count > 1
    chosen = np.arange(size) if known is None else np.flatnonzero(known != BACKGROUND)
    if grouped:
        chosen = np.flatnonzero(_present(drawing, known) != BACKGROUND)
    labels = np.full(size, BACKGROUND, dtype=np.int64)
    if len(chosen):
        part = _Part.of(drawing, chosen, known, model or shipped_affinity())
        if grouped:
            labels[chosen] = part.corrected(_present(drawing, known)[chosen])
        else:
            labels[chosen] = part.grouped(count, prompt)
    if known is not None:
        return _kept_names(drawing, labels)
    return Grouping(labels, tuple(names_for(prompt, _sizes(drawing, labels))))


@dataclass(frozen=True, eq=False)
class _Part:
    """Some strokes in the order of drawing: their samples, log odds, and what is known of them.

    order: place in the order -> stroke of the part. seen: places that are compared.
    """

    samples: StrokeSamples
    odds: Floats
    known: Ints
    order: Ints
    seen: Ints

    @classmethod
    def of(cls, drawing: Drawing, chosen: Ints, known: Ints | None, model: AffinityModel) -> _Part:
        whole = sample_strokes(drawing)
        part = reordered(whole, chosen)
        order = order_of_drawing(part)
        part = reordered(part, order)
        told = np.full(len(order), FREE) if known is None else known[chosen][order]
        seen = _most_telling(part, told)
        few = reordered(part, seen)
        odds = pair_odds(stroke_table(few, nearness(few)), model)
        odds = one_fill(hinted(odds, drawing, few), drawing, chosen[order][seen])
        return cls(part, odds, told, order, seen)

    def grouped(self, count: int | None, prompt: str) -> Ints:
        """Groups from nothing, around known strokes, which keep their numbers."""
        known = self.known[self.seen]
        labels = partition(self.odds, known, count=count)
        wanted = sum(thing.count for thing in drawn_in(prompt))
        if count is None and wanted > 1:
            tried = [partition(self.odds - leeway, known) for leeway in LEEWAY]
            labels = min(tried, key=lambda found: abs(len(np.unique(found)) - wanted))
        return self._spread(_numbered(labels, known))

    def corrected(self, present: Ints) -> Ints:
        """The present groups [of the part], in which free strokes follow the known ones."""
        labels = present[self.order]
        labels[self.seen] = settled(self.odds, labels[self.seen], self.known[self.seen])
        out = np.empty_like(labels)
        out[self.order] = labels
        return out

    def _spread(self, labels: Ints) -> Ints:
        """Labels of the seen strokes to all, in the part's own order: the nearest one's."""
        every = np.empty(len(self.order), dtype=np.int64)
        every[self.seen] = labels
        rest = np.setdiff1d(np.arange(len(self.order)), self.seen)
        if len(rest):
            every[rest] = labels[_nearest(self.samples, self.seen, rest)]
        out = np.empty_like(every)
        out[self.order] = every
        return out


def _known(drawing: Drawing, fixed: Mapping[int, int]) -> Ints | None:
    """FREE, or the object a stroke is kept in (-1: background), int64 [S]; None: nothing is."""
    for stroke, number in fixed.items():
        if not 0 <= stroke < drawing.stroke_count:
            raise BadInput(
                "The drawing has no stroke {stroke} to keep in its object.", stroke=stroke
            )
        if not BACKGROUND <= number < MOST_OBJECTS:
            raise BadInput(
                "Stroke {stroke} can't be kept in an object {number}.", stroke=stroke, number=number
            )
    if not fixed:
        return None
    known = np.full(drawing.stroke_count, FREE, dtype=np.int64)
    locked = numpy_of(drawing.locked) == 1
    if drawing.object_count > 1:
        known[locked] = numpy_of(drawing.objects)[locked]
    for stroke, number in fixed.items():
        known[stroke] = number
    return known


def _present(drawing: Drawing, known: Ints | None) -> Ints:
    """The grouping a user is correcting, corrections included."""
    present = numpy_of(drawing.objects).astype(np.int64)
    return present if known is None else np.where(known == FREE, present, known)


def _most_telling(samples: StrokeSamples, known: Ints) -> Ints:
    """Places of the strokes that are compared: all, or of very many the known and longest."""
    if samples.stroke_count <= MOST:
        return np.arange(samples.stroke_count)
    worth = samples.length + np.where(known == FREE, 0.0, 1e6)
    return np.sort(np.argsort(-worth, kind="stable")[:MOST])


def _nearest(samples: StrokeSamples, seen: Ints, rest: Ints) -> Ints:
    """For each of the `rest`, the place in `seen` of the stroke that lies nearest."""
    from scipy.spatial import cKDTree

    some = reordered(samples, seen)
    middle = 0.5 * (samples.low[rest] + samples.high[rest])
    _, found = cKDTree(some.points).query(middle)
    return np.asarray(some.stroke[found], dtype=np.int64)


def _numbered(labels: Ints, known: Ints) -> Ints:
    """Groups with known strokes take their object's number, the others follow in the gaps."""
    taken = {int(labels[s]): int(known[s]) for s in np.flatnonzero(known != FREE)}
    free = iter(n for n in range(len(labels) + len(taken) + 1) if n not in taken.values())
    groups = np.unique(labels)
    number = {int(g): taken[int(g)] if int(g) in taken else next(free) for g in groups}
    return np.array([number[int(g)] for g in labels], dtype=np.int64)


def _kept_names(drawing: Drawing, labels: Ints) -> Grouping:
    """The drawing's names, as far as they go; an object that has lost all strokes keeps its own."""
    old = drawing.object_names if drawing.object_count > 1 else ()
    top = max(int(labels.max(initial=-1)) + 1, len(old))
    names = [old[k] if k < len(old) else f"object {k + 1}" for k in range(top)]
    return Grouping(labels, tuple(unique(names)))


def _sizes(drawing: Drawing, labels: Ints) -> list[float]:
    """Diagonals of the groups' bounding boxes."""
    samples = sample_strokes(drawing)
    groups = range(int(labels.max(initial=-1)) + 1)
    return [
        float(
            np.linalg.norm(
                samples.high[labels == g].max(axis=0) - samples.low[labels == g].min(axis=0)
            )
        )
        for g in groups
    ]
