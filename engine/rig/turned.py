# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bodies whose head was taken for their tail: signs in the drawing, and what turns them round.

The signs count only where the network is unsure. A thin tail sticks out of the body, a fish tapers
towards its mouth, a caterpillar and a snake raise their head.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from engine.rig.answers import RigAnswer, ask, better
from engine.rig.hints import KnownParts
from engine.rig.network import RigNet
from engine.rig.pieces.lines import StrokeBoxes
from engine.rig.skeletons import Skeleton
from engine.rig.tokens import Sampled
from engine.rig.twins import facing_of

Floats = NDArray[np.float64]

UNSURE = {"fish": 0.3, "snake": 0.33}  # spread of the votes, in long sides, from which signs count
END = {"fish": 0.1, "snake": 0.25}  # of the width: the ends whose heights are compared
CLEAR = 0.6  # how high the lower end is at most, of the higher one
TAILED = ("four_legged", "sitting")  # plans with a thin tail; what sticks out of a bird is its beak
SKETCHY = 12  # strokes: in a drawing of more of them, small ones are anything
TAIL = 0.2  # long sides: a thin tail is no larger
OUT = 0.03  # long sides: how far it sticks out at least
LEAST = 0.03  # long sides: the least height of the higher end; a level line has no ends to compare
LOW = 0.6  # of the height, from the top: what is lower is a leg


def turned_round(
    net: RigNet,
    plan: Skeleton,
    sampled: Sampled,
    known: KnownParts,
    answers: Sequence[RigAnswer],
) -> list[RigAnswer] | None:
    """Return the network's answers for the body turned round; None where it isn't wrong."""
    if plan.facing is None or known.joints or known.held:
        return None
    chosen = better(answers, known)
    facing = facing_of(plan, chosen.joints)
    if plan.name in UNSURE:
        if chosen.spread.mean() < UNSURE[plan.name] or _head_side(plan, sampled) != -facing:
            return None
        places = _reversed(plan, chosen.joints, sampled, facing)
    elif plan.name in TAILED:
        mixed = any(facing_of(plan, answer.joints) != facing for answer in answers)
        if not mixed or tail_side(sampled.points, sampled.strokes) != facing:
            return None
        back, front = (plan.index[name] for name in plan.facing)
        places = {front: chosen.joints[back], back: chosen.joints[front]}
    else:
        return None
    told = KnownParts(places, known.parts, known.held)
    asked = ask(net, plan, sampled.points, sampled.strokes, told)
    if any(facing_of(plan, answer.joints) == facing for answer in asked):
        return None
    return asked


def tail_side(points: Floats, strokes: NDArray[np.int64]) -> float:
    """Return 1.0 where a small stroke sticks out on the right only, -1.0 on the left, else 0.0.

    points [N, 2] on the lines, strokes [N] of each.
    """
    boxes = StrokeBoxes.of(points, strokes)
    size, body = boxes.size, int(boxes.areas.argmax())
    high = boxes.middles[:, 1] < boxes.low[1] + LOW * (boxes.high[1] - boxes.low[1])
    small = (boxes.sizes.max(axis=1) < TAIL * size) & high
    rest = ~small
    if len(small) > SKETCHY or not small.any() or not rest[body]:
        return 0.0
    right = boxes.highs[small, 0].max() - boxes.highs[rest, 0].max() > OUT * size
    left = boxes.lows[rest, 0].min() - boxes.lows[small, 0].min() > OUT * size
    return float(right) - float(left)


def _head_side(plan: Skeleton, sampled: Sampled) -> float:
    """Return 1.0 where the right end looks like the head, -1.0 for the left one, else 0.0."""
    y, share = sampled.points[:, 1], _across(sampled)
    ends = (y[share < END[plan.name]], y[share > 1.0 - END[plan.name]])
    left, right = (float(np.ptp(end)) if len(end) else 0.0 for end in ends)
    if max(left, right) < LEAST or min(left, right) > CLEAR * max(left, right):
        return 0.0
    higher = 1.0 if right > left else -1.0
    return higher if plan.name == "snake" else -higher


def _across(sampled: Sampled) -> Floats:
    """Return how far across the drawing each point [N] lies, 0 on the left to 1 on the right."""
    x = sampled.points[:, 0]
    return np.asarray((x - x.min()) / max(float(np.ptp(x)), 1e-9))


def _reversed(plan: Skeleton, joints: Floats, sampled: Sampled, facing: float) -> dict[int, Floats]:
    """Return places of the spine's joints, from the other end on.

    joints [J, 2], as they were found. A fish lies straight between its ends.
    """
    if plan.name == "snake":
        chain = list(range(len(plan.joints)))
        return {joint: joints[other] for joint, other in zip(chain, chain[::-1], strict=True)}
    x, y = sampled.points.T
    share = _across(sampled)
    if facing < 0.0:
        share = 1.0 - share  # from the mouth to the tail
    spine = {
        "nose": 0.0,
        "spine3": 0.25,
        "spine2": 0.45,
        "spine1": 0.65,
        "spine0": 0.82,
        "tail": 1.0,
    }
    places = {}
    for name, at in spine.items():
        across = at if facing > 0.0 else 1.0 - at
        near = np.abs(share - at) < 0.08
        middle = float(0.5 * (y[near].min() + y[near].max())) if near.any() else float(y.mean())
        places[plan.index[name]] = np.array([x.min() + across * np.ptp(x), middle])
    return places
