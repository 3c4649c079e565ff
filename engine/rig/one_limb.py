# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Limbs of which one is drawn where the network sees two: each side of it was taken for a leg.

Seen from the side, near and far legs often hide one another, and icons show one of them. Its
outline comes down on one side, goes round the foot and up on the other: two lines in every cut
across the limb, which are one below it. Two legs would show four lines, or two that don't meet.
"""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

from engine.rig.skeletons import Part, Skeleton
from engine.rig.touching import touching_pairs
from engine.rig.twins import coinciding_twins

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

CUTS = (0.5, 0.58, 0.66, 0.74, 0.82)  # of a limb, from its root: where it is cut across
ENOUGH = 2  # so many of the cuts must show two lines; none may show more
WIDE = 0.35  # of a limb: it isn't wider to either side of its bones, nor are twins further apart
SAME = 0.025  # long sides: lines as near to each other count as one
TOUCHING = 0.015  # long sides: strokes as near as this touch


def seen_as_two(pair: tuple[str, str], held: Collection[str]) -> bool:
    """Tell whether an artist sees two limbs: one alone would have the name of the first.

    held: names of parts that the artist has said something about.
    """
    return pair[1] in held


def drawn_once(
    plan: Skeleton,
    joints: Floats,
    points: Floats,
    strokes: Ints,
    parts: Ints,
    held: Collection[str] = (),
) -> Floats:
    """Return joints [J, 2] in which twins that share one outline lie together in its middle.

    joints [J, 2], points [P, 2]: long side 1; strokes [P], parts [P]: of the points; held: names of
    parts whose joints stay where an artist has them. Only for plans that are seen from the side.
    """
    joints = joints.copy()
    if plan.facing is None:
        return joints
    known = coinciding_twins(plan, joints)
    for first, second in plan.twins:
        pair = (first.name, second.name)
        if pair in known or seen_as_two(pair, held):
            continue
        chains = [list(plan.chain(part)) for part in (first, second)]
        if len(chains[0]) < 3 or not np.isfinite(joints[chains]).all():
            continue
        middle = joints[chains].mean(axis=0)
        apart = np.linalg.norm(joints[chains[0]] - joints[chains[1]], axis=1).max()
        length = float(np.linalg.norm(np.diff(middle, axis=0), axis=1).sum())
        near = apart <= WIDE * length
        if near and _shared(plan, (first, second), middle, points, strokes, parts):
            joints[chains] = joints[chains[0]] if first.name in held else middle
    return joints


def named_once(
    plan: Skeleton,
    joints: Floats,
    points: Floats,
    strokes: Ints,
    parts: Ints,
    held: Collection[str] = (),
) -> Ints:
    """Return parts [P] in which twins that lie together and share one outline are the first.

    As for `drawn_once`. Lines of two legs that are drawn close together keep their names.
    """
    parts = parts.copy()
    if plan.facing is None:
        return parts
    for pair in coinciding_twins(plan, joints):
        first, second = (plan.parts[plan.part_index[name]] for name in pair)
        numbers = [plan.part_index[name] for name in pair]
        if seen_as_two(pair, held) or len(first.joints) < 3 or numbers[1] not in parts:
            continue
        middle = joints[[list(plan.chain(part)) for part in (first, second)]].mean(axis=0)
        if _shared(plan, (first, second), middle, points, strokes, parts):
            parts[parts == numbers[1]] = numbers[0]
    return parts


def _shared(
    plan: Skeleton,
    twins: tuple[Part, Part],
    chain: Floats,
    points: Floats,
    strokes: Ints,
    parts: Ints,
) -> bool:
    """Tell whether lines of both twins are but the two sides of one limb around a chain."""
    numbers = [plan.part_index[part.name] for part in twins]
    mine = np.isin(parts, numbers)
    step = np.flatnonzero((strokes[1:] == strokes[:-1]) & mine[1:] & mine[:-1])
    length = float(np.linalg.norm(np.diff(chain, axis=0), axis=1).sum())
    touching = touching_pairs(points, strokes, TOUCHING)
    found = 0
    for cut in CUTS:
        place, way = _place_on(chain, cut * length)
        below = (points - place) @ way
        crossing = step[(below[step] < 0.0) != (below[step + 1] < 0.0)]
        aside = (points[crossing] - place) @ [-way[1], way[0]]
        near = np.abs(aside) <= WIDE * length
        crossing, aside = crossing[near], aside[near]
        sides = [aside[aside < 0.0], aside[aside >= 0.0]]
        if any(len(own) and np.ptp(own) > SAME for own in sides):
            return False  # a line of another limb
        if all(len(own) for own in sides):
            lower = mine & (below >= 0.0)
            ends = np.where(below[crossing] >= 0.0, crossing, crossing + 1)
            ends = ends[[int(aside.argmin()), int(aside.argmax())]]
            found += _hang_together(lower, strokes, touching, ends)
    return found >= ENOUGH


def _place_on(chain: Floats, along: float) -> tuple[Floats, Floats]:
    """Return the place [2] so far along a chain of joints, and the direction [2] it has there."""
    bones = np.diff(chain, axis=0)
    lengths = np.linalg.norm(bones, axis=1)
    before = np.concatenate([[0.0], np.cumsum(lengths)])
    bone = int(np.clip(np.searchsorted(before, along, "right") - 1, 0, len(bones) - 1))
    way = chain[-1] - chain[0]  # cuts across a whole limb don't cross one another
    share = (along - before[bone]) / max(float(lengths[bone]), 1e-9)
    return chain[bone] + share * bones[bone], way / max(float(np.linalg.norm(way)), 1e-9)


def _hang_together(lower: NDArray[np.bool_], strokes: Ints, touching: Ints, ends: Ints) -> bool:
    """Tell whether one can go from one of two points to the other along lines that are `lower`."""
    count = len(strokes)
    joined = np.flatnonzero(strokes[1:] == strokes[:-1])
    edges = np.concatenate([np.stack([joined, joined + 1], axis=1), touching])
    edges = edges[lower[edges].all(axis=1)]
    graph = csr_matrix((np.ones(len(edges)), (edges[:, 0], edges[:, 1])), (count, count))
    label = connected_components(graph, directed=False)[1]
    return bool(label[ends[0]] == label[ends[1]])
