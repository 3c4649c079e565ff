# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Places where a drawing might be hinged: small discs that may part it in two.

Candidates are where strokes touch, pairs of such places near each other (both sides of a limb), and
necks of closed outlines. Whether a disc really parts the drawing is judged in `cuts`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from scipy.spatial import cKDTree

from engine.rig.pieces.ink import NEAR, Bools, Floats, Ints, SampledInk, components

WIDEST = 0.15  # radius of a disc, in long sides
PARTNERS = 4  # contacts that each contact is paired with
NARROW = 0.35  # width of a neck, of the way round along the outline
WIDER = 2.0  # how much wider the outline is on either side of a neck
NECKS = 8  # of one outline, at most
OUTLINE = 0.4  # length of an outline that may have necks, in long sides


@dataclass(frozen=True)
class Discs:
    """Places that may be hinges.

    Attributes:
        centres: float64 [D, 2]; radii: float64 [D], in long sides.
        necks: bool [D], whether a closed outline is cut in two.
    """

    centres: Floats
    radii: Floats
    necks: Bools


def candidates(ink: SampledInk, free: Bools, edges: Ints) -> Discs:
    """Return the places that may be hinges.

    free [N]: samples of strokes that may be hinged; edges [E, 2]: pairs of these that touch.
    """
    centres, radii = _touches(ink, edges)
    fine = radii <= WIDEST - NEAR
    centres, radii = centres[fine], radii[fine]
    paired, wide = _pairs(centres, radii)
    cut, width = _necks(ink, free)
    return Discs(
        np.concatenate([centres, paired, cut]),
        np.concatenate([radii, wide, 0.5 * width]) + 0.6 * NEAR,
        np.r_[np.zeros(len(radii) + len(wide), bool), np.ones(len(cut), bool)],
    )


def _touches(ink: SampledInk, edges: Ints) -> tuple[Floats, Floats]:
    """Centres [n, 2] and radii [n] of the stretches where strokes touch."""
    if not len(edges):
        return np.zeros((0, 2)), np.zeros(0)
    touching = np.zeros(len(ink.places), bool)
    touching[edges] = True
    along = ink.lines[touching[ink.lines].all(axis=1)]
    label = components(len(ink.places), edges, along)[touching]
    label = np.unique(label, return_inverse=True)[1]
    places = ink.places[touching]
    count = np.bincount(label)
    centres = np.stack([np.bincount(label, places[:, k]) / count for k in range(2)], axis=1)
    radii = np.zeros(len(count))
    np.maximum.at(radii, label, np.linalg.norm(places - centres[label], axis=1))
    return centres, radii


def _pairs(centres: Floats, radii: Floats) -> tuple[Floats, Floats]:
    """Discs about two contacts each, which may be the two sides of a limb."""
    if len(centres) < 2:
        return np.zeros((0, 2)), np.zeros(0)
    near = min(PARTNERS + 1, len(centres))
    distance, other = cKDTree(centres).query(centres, k=near)
    first = np.repeat(np.arange(len(centres)), near)
    second, apart = other.ravel(), distance.ravel()
    radius = 0.5 * (apart + radii[first] + radii[second])
    keep = (first < second) & (radius <= WIDEST - NEAR)
    keep |= (first > second) & (radius <= WIDEST - NEAR) & ~_mutual(other, first, second)
    return 0.5 * (centres[first] + centres[second])[keep], radius[keep]


def _mutual(other: Ints, first: Ints, second: Ints) -> Bools:
    """Whether the first of a pair is also among the neighbours of the second."""
    return np.asarray((other[second] == first[:, None]).any(axis=1))


def _necks(ink: SampledInk, free: Bools) -> tuple[Floats, Floats]:
    """Centres and widths of the necks of closed outlines."""
    centres: list[Floats] = []
    widths: list[float] = []
    for stroke in np.flatnonzero(ink.closed & (ink.lengths >= OUTLINE)):
        samples = ink.of_stroke(int(stroke))
        if free[samples[0]]:
            every = max(1, len(samples) // 160)
            for centre, width in _necks_of(ink.places[samples[::every]]):
                centres.append(centre)
                widths.append(width)
    return np.array(centres).reshape(-1, 2), np.array(widths)


def _necks_of(ring: Floats) -> list[tuple[Floats, float]]:
    """Necks of one outline [n, 2]: chords inside it that are far narrower than both sides."""
    count = len(ring)
    if count < 12:
        return []
    apart = np.linalg.norm(ring[:, None] - ring[None], axis=2)
    chord = np.linalg.norm(ring - np.roll(ring, -1, axis=0), axis=1)
    arc = np.r_[0.0, np.cumsum(chord)[:-1]]
    way = np.abs(arc[:, None] - arc[None])
    way = np.minimum(way, chord.sum() - way)
    lowest = _least_around(apart + 1e6 * (way < 1e-3 + 2.5 * apart))
    a, b = np.nonzero((apart == lowest) & (apart <= np.minimum(NARROW * way, 2 * WIDEST - NEAR)))
    ordered = a < b
    a, b = a[ordered], b[ordered]
    best = np.argsort(apart[a, b], kind="stable")[: 4 * NECKS]
    area = shapely.Polygon(ring).buffer(0)
    found: list[tuple[Floats, float]] = []
    for i, j in zip(a[best], b[best], strict=True):
        middle, width = 0.5 * (ring[i] + ring[j]), float(apart[i, j])
        if any(np.linalg.norm(middle - c) < 0.5 * (width + w) for c, w in found):
            continue
        if not bool(shapely.contains_xy(area, middle[0], middle[1])):
            continue
        halves = (ring[i : j + 1], np.concatenate([ring[j:], ring[: i + 1]]))
        if all(_wider(half, width) for half in halves):
            found.append((middle, width))
        if len(found) == NECKS:
            break
    return found


def _wider(half: Floats, width: float) -> bool:
    """Whether a circle of WIDER times the width has room in one side of an outline."""
    return not shapely.Polygon(half).buffer(0).buffer(-0.5 * WIDER * width).is_empty


def _least_around(values: Floats) -> Floats:
    """Return the least of the 5 x 5 values [N, N] around each; the ends meet."""
    for axis in (0, 1):
        values = np.minimum.reduce([np.roll(values, by, axis) for by in range(-2, 3)])
    return values
