# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Flowers, as their lines show them: petals are of the bloom, leaves begin where they touch stems.

The network takes the petals on the stem's side for the stem, and places a leaf's root as if all
leaves were alike, while the lines leave no doubt.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from engine.rig.skeletons import Skeleton

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

BLOOM, STEM, LEAF = "bloom", "stem", "leaf"
MOSTLY = 0.8  # of a stroke: so much of it is on the stem before it is looked at
FEWEST = 4  # points of a petal, of a leaf
CLOSED = 0.2  # of a petal: its ends lie no farther apart
ROUND = 0.5  # a petal is at least so wide as it is long
TOUCHING = 0.03  # long sides: a petal is as near as this to the rest of the bloom
SAME = 0.015  # long sides: a leaf touches its stem with all that is so little farther from it,
SMALL = 0.3  # where that is no longer than this,
NEAR = 0.2  # and no farther from where the network sees its root


def petals(plan: Skeleton, points: Floats, strokes: Ints, parts: Ints) -> Ints:
    """Return parts [P] in which round strokes that touch the bloom are no part of the stem.

    points [P, 2]: long side 1; strokes [P].
    """
    if BLOOM not in plan.part_index:
        return parts
    bloom, stem = plan.part_index[BLOOM], plan.part_index[STEM]
    parts, flower = parts.copy(), points[parts == bloom]
    if not len(flower):
        return parts
    away, order = cKDTree(flower).query(points)[0], np.argsort(strokes, kind="stable")
    for own in np.split(order, np.flatnonzero(np.diff(strokes[order])) + 1):
        if len(own) < FEWEST or (parts[own] == stem).mean() < MOSTLY:
            continue
        box, gap = np.ptp(points[own], axis=0), points[own[0]] - points[own[-1]]
        closed = np.linalg.norm(gap) <= CLOSED * box.max() and box.min() >= ROUND * box.max()
        if closed and away[own].min() <= TOUCHING:
            parts[own] = bloom
    return parts


def whole_flowers(plan: Skeleton, joints: Floats, points: Floats, parts: Ints) -> Floats:
    """Return joints [J, 2] with the bloom in the middle of its lines and leaves rooted at the stem.

    points [P, 2] with parts [P]: long side 1.
    """
    if BLOOM not in plan.part_index:
        return joints
    joints = joints.copy()
    flower = points[parts == plan.part_index[BLOOM]]
    if len(flower):
        joints[plan.index[BLOOM]] = 0.5 * (flower.min(axis=0) + flower.max(axis=0))
    stem = points[parts == plan.part_index[STEM]]
    for number, part in enumerate(plan.parts):
        leaf = points[parts == number]
        if not part.name.startswith(LEAF) or len(leaf) < FEWEST or not len(stem):
            continue
        away = cKDTree(stem).query(leaf)[0]
        touch = leaf[away <= away.min() + SAME]
        root, first = touch.mean(axis=0), plan.chain(part)[0]
        if np.ptp(touch, axis=0).max() <= SMALL and np.linalg.norm(root - joints[first]) <= NEAR:
            joints[first] = root
    return joints
