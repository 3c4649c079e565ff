# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Find objects: groups the strokes of a drawing, or follows a user's corrections of groups."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from addon.contract.drawing import BACKGROUND, Drawing
from addon.contract.errors import BadInput
from addon.contract.request import MOST_OBJECTS
from engine.geometry.grouping.affinity import AffinityModel, pair_odds, shipped_affinity
from engine.geometry.grouping.apart import StrokeGaps, drawn_apart
from engine.geometry.grouping.grouping import MOST, Grouping
from engine.geometry.grouping.hints import hinted, one_fill
from engine.geometry.grouping.named import drawable_objects, names_for, unique
from engine.geometry.grouping.nearness import nearness, widest_gap
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
from engine.runtime.arrays import numpy_of

FAR = 0.35  # of the drawing's long side: over such a gap two strokes are of two things
APART = 8.0  # log odds that they are
LEEWAY = (0.0, 0.5, -0.5, 1.0, -1.0)  # log odds to try for the number of objects in a prompt


def find_objects(
    drawing: Drawing,
    *,
    prompt: str = "",
    count: int | None = None,
    fixed: Mapping[int, int] | None = None,
    model: AffinityModel | None = None,
) -> Grouping:
    """Group the strokes of a drawing into objects, or follow the user's corrections of a grouping.

    prompt: the sentence about the motion; a hint, because it may name and count objects. count: how
    many objects to form; None where the number isn't known. fixed: the user's corrections, number
    of a stroke -> number of the object that the stroke belongs to, -1 for the background. model:
    the networks that compare strokes; None = the shipped ones.

    Without `fixed`, all strokes are grouped anew, and the objects of `drawing` are ignored.

    With `fixed`, and if `drawing` has several objects, these are the grouping that the user is
    correcting: objects keep their numbers and names. A stroke that is in an object, and neither
    fixed nor locked, moves to the object of a fixed or locked stroke only where it clearly fits
    better. `prompt` and `count` have no effect.

    With `fixed`, and if `drawing` has a single object, its strokes are grouped anew around the
    fixed strokes.

    Raises BadInput where `fixed` names a stroke that doesn't exist or an object out of range.
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
    """The P strokes of a drawing that are to be grouped, sorted by when they were drawn.

    At most MOST of the strokes, C in number, are compared with each other by the networks.

    Attributes:
        samples: points on the P strokes, as sorted.
        gaps: between the compared strokes.
        odds: float32 [C, C], log odds that two compared strokes are of one object.
        known: int64 [P], number of the object in which a sorted stroke is kept, else FREE.
        order: int64 [P], for each sorted stroke its index in `chosen`, the strokes given to `of`.
        seen: int64 [C], indices of the compared strokes among the sorted ones.
    """

    samples: StrokeSamples
    gaps: StrokeGaps
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
        known_here = np.full(len(order), FREE) if known is None else known[chosen][order]
        seen = _to_compare(part, known_here)
        few = reordered(part, seen)
        near = nearness(few)
        gaps = StrokeGaps(few, near.distance, widest_gap(near.distance))
        odds = _parted(pair_odds(stroke_table(few, near), model), gaps.widest, few)
        odds = one_fill(hinted(odds, drawing, few), drawing, chosen[order][seen])
        return cls(part, gaps, odds, known_here, order, seen)

    def grouped(self, count: int | None, prompt: str) -> Ints:
        """Group all strokes anew; return object numbers [P], in the order of `chosen`.

        Known strokes keep their objects' numbers. For `count` and `prompt` see `find_objects`.
        """
        known = self.known[self.seen]
        labels = partition(self.odds, known, count=count)
        named = drawable_objects(prompt)
        expected, several = sum(item.count for item in named), any(item.several for item in named)
        if count is not None or expected < 2:
            return self._spread(_numbered(labels, known))
        tried = [labels, *(partition(self.odds - leeway, known) for leeway in LEEWAY[1:])]
        labels = min(tried, key=lambda groups: _missed(groups, expected, several))
        if _missed(labels, expected, several) and (known == FREE).all():
            apart = drawn_apart(self.gaps, expected, several=several)
            labels = labels if apart is None else apart
        return self._spread(_numbered(labels, known))

    def corrected(self, present: Ints) -> Ints:
        """Return object numbers [P] after free strokes have moved to known strokes that they fit.

        present: int64 [P], the object numbers before. It and the result are in the order of
        `chosen`.
        """
        labels = present[self.order]
        labels[self.seen] = settled(self.odds, labels[self.seen], self.known[self.seen])
        out = np.empty_like(labels)
        out[self.order] = labels
        return out

    def _spread(self, labels: Ints) -> Ints:
        """Return object numbers of all strokes [P], in the order of `chosen`.

        labels: [C], those of the compared strokes. Any other stroke takes the number of the
        compared stroke that is nearest.
        """
        every = np.empty(len(self.order), dtype=np.int64)
        every[self.seen] = labels
        unseen = np.setdiff1d(np.arange(len(self.order)), self.seen)
        if len(unseen):
            every[unseen] = labels[_nearest(self.samples, self.seen, unseen)]
        out = np.empty_like(every)
        out[self.order] = every
        return out


def _missed(groups: Ints, expected: int, several: bool) -> int:
    """Return how far the number of groups is from what is expected; `several` is at least that."""
    away = len(np.unique(groups)) - expected
    return max(-away, 0) if several else abs(away)


def _parted(odds: Floats, gap: Floats, samples: StrokeSamples) -> Floats:
    """Return odds [C, C] that say no where nothing is drawn on a long way between two strokes.

    gap: [C, C], the widest gap on the way from stroke to stroke over others.
    """
    side = float((samples.high.max(axis=0) - samples.low.min(axis=0)).max())
    return np.where(gap > FAR * side, np.minimum(odds, -APART), odds).astype(odds.dtype)


def _known(drawing: Drawing, fixed: Mapping[int, int]) -> Ints | None:
    """Return the object in which each stroke has to stay, FREE for other strokes: int64 [S].

    Fixed strokes stay in the object that `fixed` says (-1 is the background), locked strokes where
    they are. None when no stroke is fixed. Raises BadInput for numbers out of range.
    """
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
    """Return the object of each stroke [S] in the grouping that a user is correcting.

    The corrections in `known` are applied already.
    """
    present = numpy_of(drawing.objects).astype(np.int64)
    return present if known is None else np.where(known == FREE, present, known)


def _to_compare(samples: StrokeSamples, known: Ints) -> Ints:
    """Return which strokes are compared: all, or MOST of them, first known, then long strokes."""
    if samples.stroke_count <= MOST:
        return np.arange(samples.stroke_count)
    worth = samples.length + np.where(known == FREE, 0.0, 1e6)
    return np.sort(np.argsort(-worth, kind="stable")[:MOST])


def _nearest(samples: StrokeSamples, seen: Ints, others: Ints) -> Ints:
    """Return, for each stroke in `others`, the index in `seen` of the stroke nearest to it."""
    from scipy.spatial import cKDTree

    some = reordered(samples, seen)
    middle = 0.5 * (samples.low[others] + samples.high[others])
    _, nearest = cKDTree(some.points).query(middle)
    return np.asarray(some.stroke[nearest], dtype=np.int64)


def _numbered(labels: Ints, known: Ints) -> Ints:
    """Turn groups into object numbers: a group with known strokes gets their number.

    Other groups get the free numbers. labels [C]: the group of each compared stroke. known [C]: the
    number of each known stroke's object, else FREE.
    """
    taken = {int(labels[s]): int(known[s]) for s in np.flatnonzero(known != FREE)}
    free = iter(n for n in range(len(labels) + len(taken) + 1) if n not in taken.values())
    groups = np.unique(labels)
    number = {int(g): taken[int(g)] if int(g) in taken else next(free) for g in groups}
    return np.array([number[int(g)] for g in labels], dtype=np.int64)


def _kept_names(drawing: Drawing, labels: Ints) -> Grouping:
    """Return the grouping `labels` with the drawing's object names; new objects get new names.

    An object that has lost all of its strokes keeps its name.
    """
    old = drawing.object_names if drawing.object_count > 1 else ()
    top = max(int(labels.max(initial=-1)) + 1, len(old))
    names = [old[k] if k < len(old) else f"object {k + 1}" for k in range(top)]
    return Grouping(labels, tuple(unique(names)))


def _sizes(drawing: Drawing, labels: Ints) -> list[float]:
    """Return the diagonal of each group's bounding box, in working units."""
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
