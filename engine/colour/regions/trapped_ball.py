# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Areas of a line drawing by trapped balls (Zhang et al., Vectorizing Cartoon Animations, 2009).

A ball that doesn't fit through a gap can't leave the area that it is in. Balls of less and less
size find what is too narrow for the ones before; what they find belongs to an area it is wide open
to.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

GAP = 2.5  # line widths: wider gaps aren't closed
NARROWEST = 1.0  # pixels: gaps of the thinnest lines
WIDEST = 0.25  # of the picture's long side: gaps of lines that are thick areas themselves
SIZES = (1.0, 0.6, 0.3, 0.0)  # of the balls, shares of the first one
OPEN = 1.2  # gaps, from which a border without a line joins two areas
LEAST = 6.0  # squared widths of the drawn line, the smallest area
BEYOND = 2.0  # widths of a line, across which a speck belongs to an area
ROUND = 0.7  # of the circle around an area, that it fills
OUTSIDE = 1  # the number of the area around the drawing

Labels = NDArray[np.int32]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Regions:
    """Areas of a picture [h, w].

    Attributes:
        labels: [h, w], 0 on lines, OUTSIDE around the drawing, 2.. for areas.
        grown: [h, w], the same, where areas reach to the middle of the lines.
    """

    labels: Labels
    grown: Labels

    @property
    def numbers(self) -> list[int]:
        """The numbers of the areas, the largest first."""
        counts = np.bincount(self.labels.ravel())
        inner = [n for n in range(OUTSIDE + 1, len(counts)) if counts[n]]
        return sorted(inner, key=lambda n: -int(counts[n]))


def find_regions(
    ink: Mask, line: float, gap: float, *, framed: bool = False, least: float = LEAST
) -> Regions:
    """Return the areas that lines bound.

    ink: [h, w], where lines are. line: their usual width in this picture, pixels. gap: the widest
    gap in a line that is closed, pixels, within NARROWEST and WIDEST. framed: whether the picture's
    border is a line, too; what is around the drawing is an area like others then. least: the
    smallest area, squared lines.
    """
    gap = min(max(gap, NARROWEST), max(NARROWEST, WIDEST * max(ink.shape)))
    edge = 2 + int(2 * gap)
    padded = np.pad(np.pad(ink, 1, constant_values=framed), edge - 1)
    ball = 0.5 * gap + 0.5
    labels = _first(padded, ball)
    for size in SIZES[1:]:
        labels = _smaller(labels, padded, size * ball, gap)
    kept = _with_outside_first(_without_specks(labels, least * line * line))
    labels = _with_far_specks(kept, (labels > 0) & (kept == 0), line)
    grown = _grown(labels, line)
    inner = (slice(edge, -edge), slice(edge, -edge))
    return Regions(labels[inner], grown[inner])


def _first(ink: Mask, ball: float) -> Labels:
    core = _room(ink) > ball
    labels: Labels = ndimage.label(core)[0].astype(np.int32)
    return _refilled(labels, ~ink, ball)


def _room(solid: Mask) -> NDArray[np.float64]:
    """Return how far each pixel is from what is solid."""
    return np.asarray(ndimage.distance_transform_edt(~solid))


def _refilled(labels: Labels, free: Mask, ball: float) -> Labels:
    """Return the places of ball centres as all that the balls cover."""
    if not labels.any():
        return labels
    away, (rows, columns) = ndimage.distance_transform_edt(labels == 0, return_indices=True)
    return np.where(free & (away <= ball), labels[rows, columns], 0).astype(np.int32)


def _smaller(labels: Labels, ink: Mask, ball: float, gap: float) -> Labels:
    """Let smaller balls find what is left; join what is wide open to an area."""
    free = ~ink & (labels == 0)
    core = free & (_room(ink) > ball)
    found = ndimage.label(core)[0].astype(np.int32)
    if ball > 0:
        found = _refilled(found, free, ball)
    if not found.any():
        return labels
    touching = borders(found, labels)
    numbers = np.arange(found.max() + 1)
    fresh = int(labels.max())
    for number in range(1, len(numbers)):
        known = touching.get(number, {})
        best = max(known, key=lambda n: known[n], default=0)
        if best and known[best] > OPEN * gap:
            numbers[number] = best
        else:
            fresh += 1
            numbers[number] = fresh
    return np.where(found > 0, numbers[found], labels).astype(np.int32)


def borders(found: Labels, labels: Labels) -> dict[int, dict[int, int]]:
    """Return how many pixels long the border of each new area with each known one is."""
    return _common_edges(found, labels, unequal=False)


def neighbours(labels: Labels) -> dict[int, dict[int, int]]:
    """Return how many pixels long the border of each area with each other one is."""
    return _common_edges(labels, labels, unequal=True)


def _common_edges(one: Labels, other: Labels, *, unequal: bool) -> dict[int, dict[int, int]]:
    """Count pixels of areas of `one` beside areas of `other`; unequal: of two numbers alone."""
    top = int(other.max(initial=0)) + 1
    keys = []
    for first, second in ((np.s_[:-1], np.s_[1:]), (np.s_[:, :-1], np.s_[:, 1:])):
        for here, there in ((first, second), (second, first)):
            mine, beside = one[here], other[there]
            chosen = (mine > 0) & (beside > 0)
            if unequal:
                chosen &= mine != beside
            keys.append(mine[chosen].astype(np.int64) * top + beside[chosen])
    numbers, counts = np.unique(np.concatenate(keys), return_counts=True)
    edges: dict[int, dict[int, int]] = {}
    for number, count in zip(numbers.tolist(), counts.tolist(), strict=True):
        edges.setdefault(number // top, {})[number % top] = count
    return edges


def _without_specks(labels: Labels, least: float) -> Labels:
    """Give areas that are too small to those beside them, or to the lines."""
    counts = np.bincount(labels.ravel())
    small = np.flatnonzero((counts < least) & (counts > 0))
    small = small[small > 0]
    kept = np.where(np.isin(labels, small), 0, labels)
    if not len(small) or not kept.any():
        return labels
    beside = borders(np.where(kept == 0, labels, 0).astype(np.int32), kept.astype(np.int32))
    numbers = np.arange(len(counts))
    for number in small.tolist():
        known = beside.get(number, {})
        numbers[number] = max(known, key=lambda n: known[n], default=0)
    return numbers[labels].astype(np.int32)


def _with_far_specks(labels: Labels, specks: Mask, line: float) -> Labels:
    """Give specks that lines cut off, as the tip of a tail, to the area beyond the line.

    Round ones stay: they may be eyes.
    """
    away, (rows, columns) = ndimage.distance_transform_edt(labels <= OUTSIDE, return_indices=True)
    near = labels[rows, columns]
    parts, _ = ndimage.label(specks)
    result = labels.copy()
    for number, box in enumerate(ndimage.find_objects(parts), 1):
        own = parts[box] == number
        if away[box][own].min() <= BEYOND * line and roundness(own) < ROUND:
            values, counts = np.unique(near[box][own], return_counts=True)
            result[box][own] = values[counts.argmax()]
    return result


def roundness(area: Mask) -> float:
    """Return which share of the circle around its middle an area [h, w] fills."""
    rows, columns = np.nonzero(area)
    reach = np.hypot(rows - rows.mean(), columns - columns.mean()).max() + 0.5
    return float(len(rows) / (np.pi * reach**2))


def _with_outside_first(labels: Labels) -> Labels:
    """Give the area around the drawing the number OUTSIDE, the others those after it."""
    edge = np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]])
    outer = set(np.unique(edge).tolist()) - {0}
    inner = [n for n in np.unique(labels).tolist() if n and n not in outer]
    numbers = np.zeros(int(labels.max()) + 1, np.int32)
    for number in outer:
        numbers[number] = OUTSIDE
    for place, number in enumerate(inner):
        numbers[number] = OUTSIDE + 1 + place
    return numbers[labels]


def _grown(labels: Labels, line: float) -> Labels:
    """Let areas grow into the lines around them, to their middle."""
    away, (rows, columns) = ndimage.distance_transform_edt(labels == 0, return_indices=True)
    near = labels[rows, columns]
    grown = np.where(away <= 0.5 * line + 1.0, near, labels)
    return grown.astype(np.int32)
