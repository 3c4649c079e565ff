# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lines that run side by side move to their common curve.

Every sample moves, across its line, to the mean place of the samples beside it whose lines run the
same way: mean shift (Comaniciu and Meer, Mean Shift: A Robust Approach Toward Feature Space
Analysis, 2002) with a Gaussian kernel, in one dimension.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter1d
from scipy.spatial import cKDTree

from engine.clean.lines import STEP, SampledLine, tangents
from engine.geometry.bezier import Floats

ROUNDS = 6
PARALLEL = np.cos(np.deg2rad(32.0))  # lines that meet at a wider angle aren't bundled
APART = 3.0  # reaches along one line from which it may be bundled with itself
SMALL = 0.3  # of its own extent: within that, lines are one with a small one
LEAST = 0.25  # reaches within which the smallest lines are one with others
EVEN = 3.0  # samples along a line over which its move is made even
TAPER = 8.0  # samples from the end of a line until it pulls others with all its weight


@dataclass(frozen=True, eq=False)
class BundledLines:
    """Lines on their common curves.

    Attributes:
        spreads: of each line [n], how far from the common curve the lines ran that are bundled
            there, root mean square.
        counts: of each line [n], about how many lines run there, 1 or more.
    """

    lines: tuple[SampledLine, ...]
    spreads: tuple[Floats, ...]
    counts: tuple[Floats, ...]


@dataclass(frozen=True)
class _Neighbours:
    """Pairs of samples side by side, each in both directions: `one` sees `other`."""

    one: NDArray[np.int64]
    other: NDArray[np.int64]
    offset: Floats
    weight: Floats


def bundled(lines: Sequence[SampledLine], reach: float) -> BundledLines:
    """Return lines moved to their common curves; those nearer than about `reach` share one."""
    if not lines:
        return BundledLines((), (), ())
    sizes = [len(line.points) for line in lines]
    owner = np.repeat(np.arange(len(lines)), sizes)
    edges = np.cumsum(sizes)[:-1]
    points = np.concatenate([line.points for line in lines])
    pull = np.concatenate([_tapered(size) for size in sizes])
    near_by = np.repeat([own_reach(line, reach) for line in lines], sizes)
    near, spread = None, _spread_so_far(lines)
    for turn in range(ROUNDS):
        way = np.concatenate([tangents(part) for part in np.split(points, edges)])
        near = _neighbours(points, way, owner, pull, near_by)
        normal = np.stack([-way[:, 1], way[:, 0]], 1)
        total = 1.0 + np.bincount(near.one, near.weight, len(points))
        shift = np.bincount(near.one, near.weight * near.offset, len(points)) / total
        if turn == 0:
            square = near.offset**2 + spread[near.other] ** 2  # those beside have one, too
            square = (spread**2 + np.bincount(near.one, near.weight * square, len(points))) / total
            spread = np.sqrt(np.maximum(square - shift**2, 0.0))
        even = np.concatenate(
            [gaussian_filter1d(part, EVEN, mode="nearest") for part in np.split(shift, edges)]
        )
        points = points + normal * even[:, None]
    assert near is not None
    weights: Floats = np.asarray(1.0 + np.bincount(near.one, near.weight, len(points)))
    return BundledLines(
        tuple(
            replace(line, points=part)
            for line, part in zip(lines, np.split(points, edges), strict=True)
        ),
        tuple(np.split(spread, edges)),
        tuple(np.split(_lines_beside(weights, reach), edges)),
    )


def _spread_so_far(lines: Sequence[SampledLine]) -> Floats:
    return np.concatenate(
        [np.zeros(len(x.points)) if x.spread is None else x.spread for x in lines]
    )


def overdrawn(lines: Sequence[SampledLine], reach: float) -> float:
    """Return how many lines run beside each place of a drawing within `reach`, the mean."""
    points = np.concatenate([line.points for line in lines])
    ways = np.concatenate([tangents(line.points) for line in lines])
    strokes = np.repeat([line.stroke for line in lines], [len(line.points) for line in lines])
    one, other = cKDTree(points).query_pairs(reach, output_type="ndarray").T
    beside = (strokes[one] != strokes[other]) & (
        np.abs((ways[one] * ways[other]).sum(1)) > PARALLEL
    )
    whole = 2.0 * reach / STEP  # samples within reach, of a line that runs beside
    return float(2.0 * beside.sum() / (len(points) * whole))


def own_reach(line: SampledLine, reach: float) -> float:
    """Return within how far a line is one with others: less where it is a small shape itself."""
    extent = float(np.ptp(line.points, axis=0).max())
    return max(min(reach, SMALL * extent), LEAST * reach)


def _lines_beside(weights: Floats, reach: float) -> Floats:
    """Return about how many lines run at each sample, from the weights of its neighbours."""
    alone = np.sqrt(np.pi) * 0.5 * reach / STEP  # the weights that one whole line beside adds
    return np.asarray(1.0 + (weights - 1.0) / max(alone, 1e-9))


def _tapered(count: int) -> Floats:
    """Return by which weight [n] the samples of a line pull others: less near its ends."""
    place = np.arange(count) + 0.5
    return np.asarray(np.minimum(1.0, np.minimum(place, count - place) / TAPER))


def _neighbours(
    points: Floats, way: Floats, owner: NDArray[np.int64], pull: Floats, reaches: Floats
) -> _Neighbours:
    pairs = (
        cKDTree(points)
        .query_pairs(1.5 * float(reaches.max()), output_type="ndarray")
        .astype(np.int64)
    )
    one = np.concatenate([pairs[:, 0], pairs[:, 1]])
    other = np.concatenate([pairs[:, 1], pairs[:, 0]])
    reach = np.minimum(reaches[one], reaches[other])
    same = (owner[one] == owner[other]) & (np.abs(one - other) * STEP < APART * reach)
    along = (way[one] * way[other]).sum(1)
    kept = ~same & (np.abs(along) > PARALLEL)
    one, other, along, reach = one[kept], other[kept], along[kept], reach[kept]
    gap = points[other] - points[one]
    forward = (gap * way[one]).sum(1)
    across = gap[:, 1] * way[one][:, 0] - gap[:, 0] * way[one][:, 1]
    slope = (way[other][:, 1] * way[one][:, 0] - way[other][:, 0] * way[one][:, 1]) / along
    offset = across - forward * slope  # where the other line crosses this sample's normal
    weight = np.exp(-((forward / (0.5 * reach)) ** 2) - 0.5 * (offset / (0.5 * reach)) ** 2)
    return _Neighbours(one, other, offset, weight * pull[other])
