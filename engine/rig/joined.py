# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which points of strokes that touch hang together in a body.

Lines that meet within a part or between a part and what it hangs on stay together. Lines that only
cross, like those of two legs, don't. A line that ends on another was drawn to end there: that holds
between parts that hang on the same part too, near their roots.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.rig.skeletons import Skeleton
from engine.rig.touching import touching_pairs

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]
ARM = "arm"  # with which the names of arms begin
NEAR_ROOT = 0.5  # of an arm: so far from its root it holds together with what it hangs on
END_NEAR_ROOT = 0.5  # of a limb: so far from its root it holds a line that ends on it
ROOT = 0.1  # of the drawing: a limb counts as at least this long
CLOSED = 0.02  # of the drawing: a stroke whose ends lie as close as this has none


def hanging_together(plan: Skeleton) -> Mask:
    """Return which parts hang together, bool [parts + 1, parts + 1]; the last is for things."""
    count = len(plan.parts)
    table = np.eye(count + 1, dtype=bool)
    for a, first in enumerate(plan.parts):
        for b, second in enumerate(plan.parts):
            shared = set(first.joints) & set(second.joints)
            hangs = (
                plan.part_parent(first) in second.joints or plan.part_parent(second) in first.joints
            )
            if (shared or hangs) and first.twin != second.name:
                table[a, b] = table[b, a] = True
    table[-1, :] = table[:, -1] = True
    return table


def joined_pairs(
    plan: Skeleton, joints: Floats, points: Floats, strokes: Ints, parts: Ints, reach: float
) -> Ints:
    """Return pairs [L, 2] of points of different strokes that touch and hang together.

    joints [J, 2], points [P, 2]; strokes [P]; parts [P]: -1 for things; reach: how near points that
    touch lie. Any one unit. An arm that hangs beside a trunk is not joined to it but for its root.
    """
    size = max(float(np.ptp(points, axis=0).max()), 1e-9)
    pairs = touching_pairs(points, strokes, reach)
    first, second = pairs.T
    out = _out_on_limb(plan, joints, points, parts, size)
    arms = np.array([part.name.startswith(ARM) for part in plan.parts] + [False])
    table = hanging_together(plan)
    far = np.maximum(out[first] * arms[parts[first]], out[second] * arms[parts[second]])
    between = (parts[first] != parts[second]) & (parts[first] >= 0) & (parts[second] >= 0)
    joined = table[parts[first], parts[second]] & (~between | (far <= NEAR_ROOT))
    body = table[:-1, :-1]
    cousins = body.astype(int) @ body.astype(int) > 0
    ends = _line_ends(points, strokes, CLOSED * size)
    meets = between & (ends[first] | ends[second])
    meets &= np.pad(cousins, (0, 1))[parts[first], parts[second]]
    rooted = np.maximum(out[first], out[second]) <= END_NEAR_ROOT
    return np.asarray(pairs[joined | (meets & rooted)])


def _out_on_limb(
    plan: Skeleton, joints: Floats, points: Floats, parts: Ints, size: float
) -> Floats:
    """Return how far out on its limb each point lies [P], in lengths of the limb.

    Zero on what bends in no joint of its own, on things, and on the part that all others hang on.
    """
    out = np.zeros(len(points))
    for number, part in enumerate(plan.parts):
        chain = joints[list(plan.chain(part))]
        mine = np.flatnonzero(parts == number)
        own_root = plan.part_parent(part) in ("", *part.joints)
        if part.rigid or own_root or not np.isfinite(chain).all():
            continue
        length = float(np.linalg.norm(np.diff(chain, axis=0), axis=1).sum())
        out[mine] = np.linalg.norm(points[mine] - chain[0], axis=1) / max(length, ROOT * size)
    return out


def _line_ends(points: Floats, strokes: Ints, closed: float) -> Mask:
    """Return which points [P] are ends of strokes that are open."""
    ends = np.zeros(len(points), dtype=bool)
    for own in np.split(np.arange(len(points)), np.flatnonzero(np.diff(strokes)) + 1):
        if np.linalg.norm(points[own[0]] - points[own[-1]]) > closed:
            ends[[own[0], own[-1]]] = True
    return ends
