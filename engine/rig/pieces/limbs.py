# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What parts of a drawing look like limbs, and what only happens to hang on a small place."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from scipy.spatial import cKDTree

from engine.rig.pieces.ink import NEAR, Bools, Floats, Ints, SampledInk, extent

STRAIGHT = np.cos(np.deg2rad(140))  # of the angle between lines that go on into one another
CELLS = 48  # of the raster on which "inside" is judged, a side
BESIDE = 0.25  # of a limb's ink that runs along the rest: then it is no limb
ROOMY = 0.1  # area of a limb's hull, of its size squared, from which it may be an outline
OVERLAP = 0.25  # of the smaller hull, of an outline or the rest, where both hulls overlap
BROAD = 0.3  # size of what hangs on one line, and area of its hull in sizes: too much for a limb


@dataclass(frozen=True)
class Exits:
    """The E lines that leave a disc.

    Attributes:
        sides: int64 [E], connected component that each leads to.
        strokes: int64 [E], their strokes.
        ways: float64 [E, 2], directions outwards, of length 1.
        long: bool [E], whether they are more than lines drawn a little too far.
    """

    sides: Ints
    strokes: Ints
    ways: Floats
    long: Bools

    @classmethod
    def of(cls, ink: SampledInk, lines: Ints, alive: Bools, label: Ints) -> Exits:
        """Find the lines that leave a disc, outside which the samples `alive` [N] are."""
        leaving = lines[alive[lines[:, 0]] != alive[lines[:, 1]]]
        outer = np.where(alive[leaving[:, 0]], leaving[:, 0], leaving[:, 1])
        forward = np.where(alive[leaving[:, 0]], -1, 1)
        first, last = ink.starts[ink.strokes[outer]], ink.starts[ink.strokes[outer] + 1] - 1
        left = np.where(forward > 0, last - outer, outer - first) * ink.step
        ahead = np.clip(outer + 3 * forward, first, last)
        behind = np.clip(outer - forward, first, last)
        ways = ink.places[ahead] - ink.places[behind]
        ways /= np.maximum(np.linalg.norm(ways, axis=1, keepdims=True), 1e-9)
        return cls(label[outer], ink.strokes[outer], ways, left >= 1.5 * NEAR)

    def facing(self, first: Bools, second: Bools) -> Bools:
        """Whether each of some lines goes straight on as each of others, bool [n, m]."""
        return np.asarray(self.ways[first] @ self.ways[second].T < STRAIGHT)


def looks_hinged(
    ink: SampledInk, graph: Bools, far: Bools, exits: Exits, limb: int, disc: tuple[Floats, float]
) -> bool:
    """Whether the samples `far` [N] of `graph` [N] look like a limb that is hinged at a disc.

    limb: the limb's number among the sides of the exits; disc: its centre and radius.
    """
    centre, radius = disc
    mine = exits.sides == limb
    beyond = np.linalg.norm(ink.places - centre, axis=1) > radius + 2 * NEAR
    return not (
        _goes_on(exits, mine, radius)
        or _bar(ink, graph, exits, mine)
        or _alongside(ink, graph, far, beyond)
        or _inside(ink, graph, far)
        or _around(ink, graph, far, int((exits.long & mine).sum()))
    )


def _goes_on(exits: Exits, limb: Bools, radius: float) -> bool:
    """Whether a disc is on a line, or on lines side by side, that merely go on beyond it.

    A line that ends where another one begins is one line in two strokes, bent or not.
    """
    if not limb.any() or limb.all():
        return not limb.any()
    if (limb & exits.long).sum() == 1 and (~limb & exits.long).sum() == 1:
        return True
    facing = exits.facing(limb, ~limb)
    if (facing & (exits.strokes[limb][:, None] == exits.strokes[~limb][None])).any():
        return True
    wide = radius > 1.5 * NEAR and limb.sum() > 1
    matched = min(facing.any(axis=1).sum(), facing.any(axis=0).sum())
    return bool(matched >= limb.sum() and (wide or (~limb).sum() <= limb.sum()))


def _alongside(ink: SampledInk, graph: Bools, far: Bools, beyond: Bools) -> bool:
    """Whether much of a limb runs close along the rest."""
    own = ink.places[far & beyond]
    if not len(own):
        return False
    distance = cKDTree(ink.places[graph & ~far]).query(own, distance_upper_bound=2 * NEAR)[0]
    return bool(np.isfinite(distance).mean() > BESIDE)


def _bar(ink: SampledInk, graph: Bools, exits: Exits, mine: Bools) -> bool:
    """Whether a limb is a straight line across another line, as in a cross or a T."""
    if not exits.facing(mine, mine).any():
        return False
    return not bool((ink.closed[ink.strokes] & graph).any())


def _around(ink: SampledInk, graph: Bools, far: Bools, lines: int) -> bool:
    """Whether what hangs on some lines is a side of an open outline, not a limb."""
    if ink.closed[ink.strokes[far]].mean() > 0.3:
        return False
    size = extent(ink.places[far])
    own = shapely.convex_hull(shapely.multipoints(ink.places[far]))
    if own.area < ROOMY * size**2:
        return False
    if lines == 1 and size > BROAD and own.area > BROAD * size**2:
        return True
    rest = shapely.convex_hull(shapely.multipoints(ink.places[graph & ~far]))
    return bool(own.intersection(rest).area > OVERLAP * min(own.area, rest.area))


def _inside(ink: SampledInk, graph: Bools, far: Bools) -> bool:
    """Whether a limb lies inside the outline of the rest."""
    from scipy.ndimage import binary_fill_holes  # its import is a tenth of the engine's start

    rest = ink.places[graph & ~far]
    own = ink.places[far]
    low = rest.min(axis=0)
    cell = max(extent(rest) / CELLS, 0.75 * ink.step)
    grid = np.zeros(np.ceil(np.ptp(rest, axis=0) / cell).astype(int) + 1, bool)
    at = np.rint((rest - low) / cell).astype(int)
    grid[at[:, 0], at[:, 1]] = True
    filled = binary_fill_holes(grid)
    at = np.rint((own - low) / cell).astype(int)
    on = ((at >= 0) & (at < grid.shape)).all(axis=1)
    at = np.clip(at, 0, np.array(grid.shape) - 1)
    return bool((on & filled[at[:, 0], at[:, 1]]).mean() >= 0.85)
