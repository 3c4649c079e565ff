# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lines of twin limbs go with the limb whose bones they run along.

Left and right can't be seen, so the network takes pieces of one leg's outline for the other's now
and then, while the joints, which all points vote for, stand right.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import ConvexHull

from engine.rig.skeletons import Skeleton

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

SEEN = 0.05  # long sides: so much nearer a line must be to the other limb's bones
TOGETHER = 0.1  # long sides: limbs as near as this to each other don't share a stroke of their own
SHORT = 0.06  # long sides: an outline no larger is no limb's
FLAT = 1e-4  # of the square about it: a line round less area has no inside
TUBE = 0.7  # of its hull: an outline with as much area is one limb's
FLANK = 0.3  # of a limb: so much of it a line must come near its root, and go away again
REACH = 0.2  # long sides: bones farther than this are far, no matter how far
ASTRAY = 0.2  # long sides: a limb's line lies no farther from its bones, on average
ARMS_AND_LEGS = ("arm", "leg", "fore", "hind")
ASTRAY_MORE = 1.2  # so much farther than from those it may lie from the bones of the trunk
CHANGE = 0.002  # long sides squared: what it costs to change from limb to limb along a line


def untangled(plan: Skeleton, joints: Floats, points: Floats, strokes: Ints, parts: Ints) -> Ints:
    """Return parts [P] in which points of twin limbs belong to the one they run along.

    joints [J, 2], points [P, 2]: long side 1; strokes [P]: points of a stroke follow one another.
    Along every line, the sum of distances to the bones, of labels that differ from the network's
    and of changes is least (Viterbi).
    """
    parts, sizes = parts.copy(), np.bincount(strokes)
    for first, second in plan.twins:
        chains = [joints[list(plan.chain(part))] for part in (first, second)]
        if len(chains[0]) < 2 or not np.isfinite(np.concatenate(chains)).all():
            continue
        numbers = [plan.part_index[first.name], plan.part_index[second.name]]
        mine = np.flatnonzero(np.isin(parts, numbers))
        together = np.linalg.norm(chains[0] - chains[1], axis=1)[1:].mean() < TOGETHER
        for run in _runs(mine, strokes):
            cost = np.stack([distance_to(chain, points[run]) for chain in chains], axis=1)
            cost += SEEN * (parts[run][:, None] != np.array(numbers))
            cost *= _lengths(points[run])[:, None]
            whole = len(run) == sizes[strokes[run[0]]]
            choice = _cheapest(cost)
            if together and whole and _is_tube(points[run]):
                choice[:] = cost.sum(axis=0).argmin()
            parts[run] = np.array(numbers)[choice]
    return parts


def without_flanks(
    plan: Skeleton, joints: Floats, points: Floats, strokes: Ints, parts: Ints
) -> Ints:
    """Return parts [P] in which the side of a trunk isn't taken for the arm that hangs beside it.

    joints [J, 2], points [P, 2], strokes [P]: as above. An outline runs up the side of the trunk,
    turns at the armpit and runs down the arm: what a limb's piece of line has before it comes
    nearest to the limb's root, coming from another part, belongs to what the limb hangs on.
    """
    parts = parts.copy()
    for part in plan.parts:
        chain = joints[list(plan.chain(part))]
        parents = [p for p in plan.parts if plan.part_parent(part) in p.joints]
        if len(chain) < 3 or not parents or not np.isfinite(chain).all():
            continue
        own, under = plan.part_index[part.name], plan.part_index[parents[0].name]
        length = float(np.linalg.norm(np.diff(chain, axis=0), axis=1).sum())
        for run in _runs(np.flatnonzero(parts == own), strokes):
            for ordered, before in ((run, run[0] - 1), (run[::-1], run[-1] + 1)):
                inside = 0 <= before < len(parts) and strokes[before] == strokes[run[0]]
                if inside and parts[before] not in (own, -1):
                    flank = _flank(points[ordered], chain[0], length)
                    parts[ordered[:flank]] = under
    return parts


def _flank(line: Floats, root: Floats, length: float) -> int:
    """Return how many points of a line [n, 2] come before it turns at the root of a limb."""
    apart = np.linalg.norm(line - root, axis=1)
    farthest = int(apart.argmax())
    if farthest == 0:
        farthest = int((apart * (np.arange(len(apart)) > len(apart) // 3)).argmax())
    turn = int(apart[: farthest + 1].argmin())
    came, goes = apart[0] - apart[turn], apart[farthest] - apart[turn]
    return turn if came > FLANK * length and goes > FLANK * length else 0


def kept_near(
    plan: Skeleton, joints: Floats, points: Floats, strokes: Ints, before: Ints, after: Ints
) -> Ints:
    """Return parts [P]: those of `after`, but for lines that run along the bones of `before`.

    joints [J, 2], points [P, 2], strokes [P]: as above. Lines that changed from one part to another
    change back together, stroke by stroke.
    """
    parts = after.copy()
    changed = np.flatnonzero((before != after) & (before >= 0) & (after >= 0))
    groups = np.stack([before[changed], after[changed], strokes[changed]], axis=1)
    for was, now, stroke in np.unique(groups, axis=0):
        here = changed[(groups == [was, now, stroke]).all(axis=1)]
        old, new = (
            distance_to(joints[list(plan.chain(plan.parts[part]))], points[here]).mean()
            for part in (was, now)
        )
        if old <= new:
            parts[here] = was
    return parts


def without_strays(
    plan: Skeleton, joints: Floats, points: Floats, strokes: Ints, parts: Ints
) -> Ints:
    """Return parts [P] in which what lies far from a limb's bones isn't moved with the limb.

    joints [J, 2], points [P, 2], strokes [P]: as above. An arm that is held high and that the
    network has taken for a piece of a leg goes with the trunk, where that is nearer.
    """
    parts = parts.copy()
    trunk = plan.parts[0]
    for part in plan.parts:
        own, chain = plan.part_index[part.name], joints[list(plan.chain(part))]
        core = joints[list(plan.chain(trunk))]
        if (
            part.name.split("_")[0] not in ARMS_AND_LEGS
            or not np.isfinite(np.concatenate([chain, core])).all()
        ):
            continue
        for run in _runs(np.flatnonzero(parts == own), strokes):
            away = distance_to(chain, points[run]).mean()
            if away > ASTRAY and distance_to(core, points[run]).mean() < ASTRAY_MORE * away:
                parts[run] = 0
    return parts


def far_off(plan: Skeleton, joints: Floats, points: Floats) -> Floats:
    """Return how far points [N, 2] lie from the bones of each part, at most REACH [N, parts + 1].

    joints [J, 2]: long side 1. The last column, of what is no part of the body, is the least.
    """
    chains = [joints[list(plan.chain(part))] for part in plan.parts]
    away = np.stack([distance_to(chain, points) for chain in chains], axis=1)
    away = np.minimum(away, REACH)
    return np.column_stack([away, away.min(axis=1)])


def distance_to(chain: Floats, points: Floats) -> Floats:
    """Return the distance [n] of points [n, 2] to a chain of joints."""
    if len(chain) == 1:
        return np.asarray(np.linalg.norm(points - chain[0], axis=1))
    start, arm = chain[:-1], np.diff(chain, axis=0)
    square = np.maximum((arm**2).sum(axis=1), 1e-12)
    t = np.clip(((points[:, None] - start) * arm).sum(axis=2) / square, 0.0, 1.0)
    apart = np.linalg.norm(points[:, None] - start - t[..., None] * arm, axis=2)
    return np.asarray(apart.min(axis=1))


def _runs(points: Ints, strokes: Ints) -> list[Ints]:
    """Return points in pieces of line: neighbours on one stroke."""
    if not len(points):
        return []
    cut = (np.diff(points) > 1) | (np.diff(strokes[points]) != 0)
    return np.split(points, np.flatnonzero(cut) + 1)


def _is_tube(points: Floats) -> bool:
    """Return whether a closed line [n, 2] has no notch, as an outline round two legs has."""
    size = float(np.ptp(points, axis=0).max())
    if size < SHORT:
        return False
    x, y = (points - points.mean(axis=0)).T
    area = 0.5 * abs(float((x * np.roll(y, -1) - np.roll(x, -1) * y).sum()))
    if area < FLAT * size**2:
        return False  # no hull can be made of a straight line
    return area > TUBE * float(ConvexHull(points).volume)


def _lengths(points: Floats) -> Floats:
    """Length of line [n] that each point of a piece stands for."""
    step = np.linalg.norm(np.diff(points, axis=0), axis=1)
    around = np.concatenate([[0.0], step]) + np.concatenate([step, [0.0]])
    return np.asarray(np.maximum(0.5 * around, 1e-4))


def _cheapest(cost: Floats) -> Ints:
    """Return the row of choices [n] between two that costs [n, 2] least, changes included."""
    total = cost[0].copy()
    came = np.zeros((len(cost), 2), np.int64)
    for number in range(1, len(cost)):
        change = total[::-1] + CHANGE < total
        came[number] = np.where(change, [1, 0], [0, 1])
        total = np.where(change, total[::-1] + CHANGE, total) + cost[number]
    choice = np.zeros(len(cost), np.int64)
    choice[-1] = int(total.argmin())
    for number in range(len(cost) - 1, 0, -1):
        choice[number - 1] = came[number, choice[number]]
    return choice
