# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A drawing as evenly spaced samples on its strokes, with the places where strokes touch."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Areas = NDArray[np.object_]  # of shapely polygons

# Lengths are in long sides of the drawing.
NEAR = 0.02  # ink as near as this touches
STEP = 0.012  # between samples
SAMPLES = 4000  # in all, about; longer drawings are sampled more coarsely
GAP = 0.1  # between ends of strokes that were meant to meet
WIDE_GAP = 0.3  # between the ends of two sides of a shape, of the shorter side
END_GAP = 0.05  # between the end of a stroke and a stroke that it was meant to meet
CLOSED = 0.12  # gap between the ends of a closed stroke, of its length


@dataclass(frozen=True)
class SampledInk:
    """Samples of a drawing, scaled so that the long side of its box is 1.

    Attributes:
        places: float64 [N, 2], the samples; those of a stroke follow one another.
        strokes: int64 [N], the stroke of each, 0..S-1 in the order of the drawing.
        starts: int64 [S + 1], first sample of each stroke.
        step: distance between samples.
        lengths: float64 [S], of the strokes.
        closed: bool [S], strokes that end where they began.
        lines: int64 [L, 2], pairs of samples that follow one another on a stroke.
        contacts: int64 [C, 2], pairs of samples that touch, not neighbours on a stroke.
        sample_of_point: int64 [P], the sample that is nearest along the stroke to each point.
        points: float64 [P, 2], the drawing's points, scaled.
        middle, size: of the drawing's box: place = (point - middle) / size.
    """

    places: Floats
    strokes: Ints
    starts: Ints
    step: float
    lengths: Floats
    closed: Bools
    lines: Ints
    contacts: Ints
    sample_of_point: Ints
    points: Floats
    middle: Floats
    size: float

    @classmethod
    def of(cls, points: Floats, strokes: Ints) -> SampledInk:
        """Sample a drawing of points [P, 2] and the stroke [P] of each."""
        low, high = points.min(axis=0), points.max(axis=0)
        size, middle = max(float((high - low).max()), 1e-9), 0.5 * (low + high)
        scaled = (points - middle) / size
        begins = np.flatnonzero(np.r_[True, strokes[1:] != strokes[:-1]])
        own = np.cumsum(np.r_[True, strokes[1:] != strokes[:-1]]) - 1
        chord = np.linalg.norm(np.diff(scaled, axis=0), axis=1)
        chord[begins[1:] - 1] = 0.0
        arc = np.r_[0.0, np.cumsum(chord)]
        ends = np.r_[begins[1:], len(points)] - 1
        lengths = arc[ends] - arc[begins]
        step = max(STEP, float(lengths.sum()) / SAMPLES)
        counts = np.where(lengths > 1e-9, np.ceil(lengths / step).astype(np.int64) + 1, 1)
        starts = np.r_[0, np.cumsum(counts)].astype(np.int64)
        number = np.repeat(np.arange(len(counts)), counts)
        within = np.arange(len(number)) - starts[number]
        pitch = lengths / np.maximum(counts - 1, 1)
        # a jump between strokes keeps the common arc length ascending
        at = arc + own
        where = arc[begins][number] + number + within * pitch[number]
        places = np.stack([np.interp(where, at, scaled[:, k]) for k in range(2)], axis=1)
        offset = (arc - arc[begins][own]) / np.maximum(pitch[own], 1e-12)
        sample = starts[own] + np.minimum(np.rint(offset).astype(np.int64), counts[own] - 1)
        gap = np.linalg.norm(scaled[begins] - scaled[ends], axis=1)
        closed = (gap <= CLOSED * lengths) & (counts >= 4)
        follows = np.flatnonzero(number[1:] == number[:-1])
        return cls(
            places, number, starts, step, lengths, closed, np.stack([follows, follows + 1], axis=1),
            _contacts(places, number, starts, closed, step), sample, scaled, middle, size,
        )  # fmt: skip

    @cached_property
    def edges(self) -> Ints:
        """Pairs [L + C, 2] of samples that follow one another or touch."""
        return np.concatenate([self.lines, self.contacts])

    def of_stroke(self, stroke: int) -> Ints:
        """Return the samples of a stroke."""
        return np.arange(self.starts[stroke], self.starts[stroke + 1])

    def polygons(self, strokes: Ints) -> Areas:
        """Return the areas [n] that closed strokes go round."""
        samples = np.concatenate([self.of_stroke(int(s)) for s in strokes] or [np.zeros(0, int)])
        number = np.repeat(np.arange(len(strokes)), np.diff(self.starts)[strokes])
        rings = shapely.linearrings(self.places[samples], indices=number)
        return np.asarray(shapely.polygons(rings))


def _contacts(places: Floats, strokes: Ints, starts: Ints, closed: Bools, step: float) -> Ints:
    """Pairs [C, 2] of samples that touch, without those that are near along their stroke."""
    reach = max(NEAR, 0.75 * step)
    pairs = cKDTree(places).query_pairs(reach, output_type="ndarray").astype(np.int64)
    pairs.sort(axis=1)
    pairs = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
    first, second = strokes[pairs[:, 0]], strokes[pairs[:, 1]]
    apart = pairs[:, 1] - pairs[:, 0]
    count = np.diff(starts)[first]
    around = np.where(closed[first], np.minimum(apart, count - apart), apart)
    far = (first != second) | (around * step > 3 * reach)
    ring = np.flatnonzero(closed)
    ends = np.stack([starts[ring], starts[ring + 1] - 1], axis=1)
    return np.concatenate([pairs[far], ends])


def gaps(ink: SampledInk, graph: Bools) -> Ints:
    """Pairs [G, 2] of samples across the gaps of outlines: free ends and what they should meet.

    graph [N]: samples of the strokes that count.
    """
    busy = np.zeros(len(ink.places), bool)
    busy[ink.contacts] = True
    near_end = int(2 * NEAR / ink.step) + 1
    open_ones = np.flatnonzero(~ink.closed & graph[ink.starts[:-1]])
    first, last = ink.starts[open_ones], ink.starts[open_ones + 1] - 1
    ends: list[int] = []
    for a, b in zip(first, last, strict=True):
        ends += [a] if not busy[a : a + near_end].any() else []
        ends += [b] if not busy[max(a, b + 1 - near_end) : b + 1].any() and b > a else []
    if not ends:
        return np.zeros((0, 2), np.int64)
    free, others = np.array(ends, np.int64), np.flatnonzero(graph)
    return np.concatenate([_facing_ends(ink, free), _bridges(ink, free, others)])


def _facing_ends(ink: SampledInk, ends: Ints) -> Ints:
    """Pair free ends [n] that are nearest to one another and to no third: two sides of one gap."""
    if len(ends) < 2:
        return np.zeros((0, 2), np.int64)
    near = min(5, len(ends))
    distance, index = cKDTree(ink.places[ends]).query(ink.places[ends], k=near)
    stroke, number = ink.strokes[ends], np.arange(len(ends))
    distance = np.where(index == number[:, None], np.inf, distance)
    # the ends of one short stroke are near each other without a gap between them
    own = (stroke[index] == stroke[:, None]) & (3 * distance > ink.lengths[stroke][:, None])
    distance = np.where(own, np.inf, distance)
    order = np.argsort(distance, axis=1, kind="stable")
    nearest = np.take_along_axis(index, order, axis=1)[:, 0]
    gap = np.take_along_axis(distance, order, axis=1)
    shorter = np.minimum(ink.lengths[stroke], ink.lengths[stroke[nearest]])
    reach = np.clip(WIDE_GAP * shorter, GAP, 2 * GAP)
    alone = gap[:, 1] > 1.5 * gap[:, 0] if near > 2 else np.ones(len(ends), bool)
    fine = (gap[:, 0] <= reach) & (nearest[nearest] == number) & (alone | (gap[:, 0] < 2 * NEAR))
    return np.stack([ends[fine], ends[nearest[fine]]], axis=1)


def _bridges(ink: SampledInk, ends: Ints, targets: Ints) -> Ints:
    """Pair each end with the nearest target that isn't near it along its stroke, if it is close."""
    near = min(16, len(targets))
    distance, index = cKDTree(ink.places[targets]).query(ink.places[ends], k=near)
    distance, found = distance.reshape(-1, near), targets[index.reshape(-1, near)]
    same = ink.strokes[found] == ink.strokes[ends][:, None]
    along = np.abs(found - ends[:, None]) * ink.step
    fine = (distance <= END_GAP) & (~same | (along > 4 * distance + NEAR))
    best = np.where(fine, distance, np.inf).argmin(axis=1)
    rows = np.flatnonzero(fine.any(axis=1))
    return np.stack([ends[rows], found[rows, best[rows]]], axis=1)


def components(count: int, *edges: Ints) -> Ints:
    """Return the number [count] of the connected component of each node, from edges [E, 2]."""
    joined = np.concatenate(edges)
    graph = coo_matrix((np.ones(len(joined), bool), (joined[:, 0], joined[:, 1])), (count, count))
    return np.asarray(connected_components(graph, directed=False)[1], np.int64)


def extent(places: Floats) -> float:
    """Return the long side of the box of places [n, 2]."""
    return float(np.ptp(places, axis=0).max()) if len(places) else 0.0
