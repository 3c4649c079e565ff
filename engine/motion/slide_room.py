# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How far parts of a head may slide: up to the lines that don't slide, but not over them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.motion.performance import Performance
from engine.motion.rest import RestPose
from engine.rig.slides import SLIDE

Floats = NDArray[np.float64]
USED = 0.7  # of the room up to a line
CARRIED = 0.5  # of a point, that a part carries at least of what is its own
FINE = 0.01  # of the drawing: how near to one another points on lines are taken
LEVEL = 0.15  # of a part's size: how far above and below it lines still lie beside it


def room_of(rest: RestPose, joint: str) -> Floats:
    """Return how far a part may slide, [2, 2]: to lower x and y, to higher x and y, 0 or more.

    joint: what carries the part, or its parent. Infinite where no line lies on that side of it.
    Lines that lie over it, like whiskers over a mouth, don't count.
    """
    free = np.full((2, 2), np.inf)
    bones, points, strokes = rest.bones, rest.points, rest.strokes
    if points is None or strokes is None or len(points) != len(bones.carriers):
        return free
    own = _carried(rest, bones.below(rest.index[joint]))
    if not own.any():
        return free
    low, high = points[own].min(axis=0), points[own].max(axis=0)
    fixed = _fixed_lines(rest)
    if not len(fixed):
        return free
    reach = LEVEL * (high - low)
    for axis in (0, 1):
        other = 1 - axis
        beside = (fixed[:, other] > low[other] - reach[other]) & (
            fixed[:, other] < high[other] + reach[other]
        )
        line = fixed[beside, axis]
        before, after = line[line <= low[axis]], line[line >= high[axis]]
        free[0, axis] = low[axis] - before.max() if len(before) else np.inf
        free[1, axis] = after.min() - high[axis] if len(after) else np.inf
    return USED * free


def _carried(rest: RestPose, joints: list[int]) -> NDArray[np.bool_]:
    """Return which points [P] hang mostly on some joints."""
    hung = np.isin(rest.bones.carriers, joints)
    return np.asarray(np.where(hung, rest.bones.weights, 0.0).sum(axis=1) > CARRIED)


def _fixed_lines(rest: RestPose) -> Floats:
    """Return points [N, 2] near to one another on the lines that have no slide."""
    points, strokes, names = rest.points, rest.strokes, rest.bones.names
    assert points is not None and strokes is not None  # the caller has asked
    slides = [name for name in names if name.startswith(SLIDE)]
    inner = [name for name in slides if _is_inner(name, slides, rest)]
    sliding = {joint for name in inner for joint in rest.bones.below(rest.index[name])}
    fixed = np.flatnonzero(~_carried(rest, sorted(sliding)))
    if len(fixed) < 2:
        return points[fixed]
    ends = np.stack([fixed[:-1], fixed[1:]])
    joined = (strokes[ends[0]] == strokes[ends[1]]) & (np.diff(fixed) == 1)
    first, last = points[ends[0][joined]], points[ends[1][joined]]
    longest = float(np.linalg.norm(last - first, axis=1).max(initial=0.0))
    count = int(np.clip(np.ceil(longest / max(FINE * rest.size, 1e-9)), 1, 40))
    share = (np.arange(count) / count)[:, None, None]
    between = first + share * (last - first)
    return np.concatenate([between.reshape(-1, 2), points[fixed]])


def _is_inner(slide: str, slides: list[str], rest: RestPose) -> bool:
    """Tell whether no other slide hangs on a slide: a whole head may have one, too."""
    below = rest.bones.below(rest.index[slide])
    return not any(rest.index[other] in below[1:] for other in slides)


def within(room: Floats, slide: Floats, axis: int) -> Floats:
    """Return a slide [F] along x (0) or y (1) that nears the end of its room, but stays in it."""
    most = np.where(slide > 0.0, room[1, axis], room[0, axis])
    most = np.clip(most, 1e-9, 1e9 + np.abs(slide))
    return np.asarray(most * np.tanh(slide / most))


def box_of(body: Performance, name: str) -> Floats:
    """Return the box [2, 2] of the points that a joint carries wholly."""
    bones = body.rest.bones
    joint = body.rest.index[name]
    share = np.where(bones.carriers == joint, bones.weights, 0.0).sum(axis=1)
    points = body.rest.points
    if points is None or len(points) != len(share) or not (share > 0.5).any():
        return np.stack([body.rest.at(name)] * 2)
    own = points[share > 0.5]
    return np.stack([own.min(axis=0), own.max(axis=0)])
