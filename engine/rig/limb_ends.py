# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is drawn about the ends of limbs: shoes, knobs, petals, which are theirs, and held things.

A network that knows things in hands takes a shoe for one, an acorn between two paws for the paw
that isn't drawn, and a petal that hangs beside the stem for a piece of it.
"""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from engine.rig.skeletons import Skeleton

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

ARM = "arm"  # with which the names of arms begin
GAP = 0.15  # of its size: the ends of a closed line lie no farther apart,
TOUCHING = 0.02  # long sides: or no farther than this
LARGEST = 0.35  # long sides: of what is put over the end of a limb
AROUND = 0.02  # long sides: so far out of its outline the end may lie
MOSTLY = 0.5  # of a line
STEM, BLOOM = "stem", "bloom"
BESIDE = 0.06  # long sides: petals lie as near to the rest of the bloom
ROUND = 0.45  # of the box around it that what is no stem fills at least
HAND = 0.5  # of an arm: what is drawn of it alone beyond this is held in the other hand


def lines_about_limbs(
    plan: Skeleton, joints: Floats, points: Floats, strokes: Ints, parts: Ints
) -> Ints:
    """Return parts [P] with shoes given to their legs, petals to blooms, held things to no part.

    joints [J, 2], points [P, 2]: long side 1; strokes [P]: points of a stroke follow one another.
    """
    closed = _closed(points, strokes)
    parts = _with_ends(plan, joints, points, closed, parts)
    parts = _with_petals(plan, points, closed, parts)
    return _without_held(plan, joints, points, closed, parts)


def _closed(points: Floats, strokes: Ints) -> list[Ints]:
    """Return the numbers of the points of each closed stroke."""
    cuts = np.flatnonzero(strokes[1:] != strokes[:-1]) + 1
    found = []
    for own in np.split(np.arange(len(points)), cuts):
        line = points[own]
        gap = float(np.linalg.norm(line[0] - line[-1]))
        if len(own) > 4 and gap <= max(TOUCHING, GAP * float(np.ptp(line, axis=0).max())):
            found.append(own)
    return found


def _with_ends(
    plan: Skeleton, joints: Floats, points: Floats, closed: list[Ints], parts: Ints
) -> Ints:
    """Return parts [P] in which a closed line of no part, about the end of a limb, is the limb's.

    Not of an arm: hands hold things.
    """
    parts = parts.copy()
    limbs = [p for p in plan.parts[1:] if len(p.joints) > 1 and not p.name.startswith(ARM)]
    for own in closed:
        small = np.ptp(points[own], axis=0).max() <= LARGEST
        if not small or np.mean(parts[own] < 0) < MOSTLY:
            continue
        area = shapely.buffer(shapely.polygons(points[own]), AROUND)
        for limb in limbs:
            number, end = plan.part_index[limb.name], joints[plan.index[limb.joints[-1]]]
            if (parts == number).any() and shapely.contains_xy(area, *end):
                parts[own] = number
                break
    return parts


def _with_petals(plan: Skeleton, points: Floats, closed: list[Ints], parts: Ints) -> Ints:
    """Return parts [P] in which round lines beside the bloom are of the bloom: no stem is round."""
    if BLOOM not in plan.part_index:
        return parts
    parts = parts.copy()
    stem, bloom = plan.part_index[STEM], plan.part_index[BLOOM]
    for own in closed:
        flower = points[parts == bloom]
        sides = np.ptp(points[own], axis=0)
        area = float(shapely.area(shapely.polygons(points[own])))
        if not len(flower) or np.mean(parts[own] == stem) < MOSTLY:
            continue
        round_ = sides.max() <= min(LARGEST, 2.0 * sides.min()) and area > ROUND * sides.prod()
        if round_ and cKDTree(flower).query(points[own])[0].min() <= BESIDE:
            parts[own] = bloom
    return parts


def _without_held(
    plan: Skeleton, joints: Floats, points: Floats, closed: list[Ints], parts: Ints
) -> Ints:
    """Return parts [P] in which an arm is a thing where but closed lines at its end are drawn."""
    parts = parts.copy()
    for pair in plan.twins:
        for arm, other in (pair, pair[::-1]):
            if not arm.name.startswith(ARM):
                continue
            own, held = parts == plan.part_index[arm.name], parts == plan.part_index[other.name]
            inside = np.isin(np.flatnonzero(own), np.concatenate([[-1], *closed]))
            if not own.any() or not held.any() or inside.mean() < MOSTLY:
                continue
            nearest = [
                _along(joints[list(plan.chain(part))], points[which]).min()
                for part, which in ((arm, own), (other, held))
            ]
            if nearest[0] > HAND > nearest[1]:
                parts[own] = -1
    return parts


def _along(chain: Floats, points: Floats) -> Floats:
    """Return how far along a chain of joints points [n, 2] lie [n], 0..1."""
    line = shapely.linestrings(chain)
    return np.asarray(shapely.line_locate_point(line, shapely.points(points), normalized=True))
