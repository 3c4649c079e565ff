# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Questions to the rig network about one drawing, and its answers in numpy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from engine.rig.hints import MIRROR, KnownParts, sides_swapped
from engine.rig.network import (
    CLASSES,
    FIRST_CLASS,
    FIRST_JOINT,
    JOINTS,
    UNKNOWN,
    RigInput,
    RigNet,
)
from engine.rig.skeletons import PLANS, Skeleton
from engine.rig.tokens import HINTS, POINTS
from engine.rig.twins import in_order

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class RigAnswer:
    """What the network says of a drawing of N tokens, for a body plan of J joints and C parts.

    Attributes:
        joints: [J, 2], places of the joints, in long sides of the drawing about its middle.
        odds: [N, C + 1], log probability of each part for each token; the last is "no part".
        along: [N], how far along its part each token lies, 0..1.
        spread: [J], how far the tokens' votes for a joint lie apart, in long sides.
    """

    joints: Floats
    odds: Floats
    along: Floats
    spread: Floats


def merged(answers: Sequence[RigAnswer]) -> RigAnswer:
    """Return the mean of two answers."""
    one, two = answers
    return RigAnswer(
        0.5 * (one.joints + two.joints),
        0.5 * (one.odds + two.odds),
        0.5 * (one.along + two.along),
        0.5 * (one.spread + two.spread),
    )


def better(answers: Sequence[RigAnswer], known: KnownParts) -> RigAnswer:
    """Return the answer that is nearer to the hints, or whose votes lie closer together."""

    def cost(answer: RigAnswer) -> float:
        away = [np.linalg.norm(answer.joints[n] - place) for n, place in known.joints.items()]
        return float(answer.spread.mean() + (np.mean(away) if away else 0.0))

    return min(answers, key=cost)


def _inputs(
    points: Floats,
    strokes: Ints,
    said: int,
    plan: Skeleton | None = None,
    known: KnownParts | None = None,
) -> RigInput:
    """Return one drawing, N points and its hints, as the network takes it."""
    count = min(len(points), POINTS)
    joints = list(known.joints.items())[:HINTS] if known is not None else []
    places = np.concatenate([points[:count], *(place[None] for _, place in joints)])
    numbers = np.concatenate([strokes[:count], -2 - np.arange(len(joints))])
    joint_hints = np.full(len(places), JOINTS, np.int64)
    part_hints = np.full(len(places), CLASSES, np.int64)
    if plan is not None and known is not None:
        joint_hints[count:] = [FIRST_JOINT[plan.name] + number for number, _ in joints]
        part = known.parts[:count]
        part_hints[:count] = np.where(part < 0, CLASSES, FIRST_CLASS[plan.name] + part)
    return RigInput(
        torch.from_numpy(places.astype(np.float32))[None],
        torch.from_numpy(numbers.astype(np.int64))[None],
        torch.ones(1, len(places), dtype=torch.bool),
        torch.tensor([said]),
        torch.from_numpy(joint_hints)[None],
        torch.from_numpy(part_hints)[None],
    )


def plan_odds(net: RigNet, points: Floats, strokes: Ints) -> Floats:
    """Return the probability of each body plan of PLANS for a drawing, when nothing is said."""
    odds = torch.zeros(len(PLANS))
    with torch.inference_mode():
        for turned in (points, points * MIRROR):
            out = net(_inputs(turned, strokes, UNKNOWN), torch.tensor([-1]))
            odds += 0.5 * out.plans[0]
    return np.asarray(odds.softmax(0).double().numpy())


def likeliest_plan(odds: Floats, plans: Sequence[str]) -> tuple[str, float, float]:
    """Return the likeliest of the body plans `plans`, its probability, and theirs in all.

    odds: as of `plan_odds`. The first probability is among `plans`; for a single plan it is the one
    among all plans that the network knows.
    """
    names = list(PLANS)
    own = odds[[names.index(plan) for plan in plans]]
    best = int(own.argmax())
    total = max(float(own.sum()), 1e-12)
    return plans[best], float(own[best] / total if len(plans) > 1 else own[best]), total


def ask(
    net: RigNet,
    plan: Skeleton,
    points: Floats,
    strokes: Ints,
    known: KnownParts,
    *,
    mirrored: bool = False,
) -> RigAnswer:
    """Ask the network about the drawing's N tokens, or about their mirror image.

    The answer is about the drawing itself either way.
    """
    number = list(PLANS).index(plan.name)
    seen = known.mirrored(plan) if mirrored else known
    flip = MIRROR if mirrored else np.ones(2)
    drawing = _inputs(points * flip, strokes, number, plan, seen)
    with torch.inference_mode():
        out = net(drawing, torch.tensor([number]))
    count, start = len(points), FIRST_CLASS[plan.name]
    joints = out.joints[0, : len(plan.joints)].double().numpy() * flip
    spread_ = out.spread[0, : len(plan.joints)].double().numpy()
    odds = out.parts[0, :count, start : start + len(plan.parts) + 1]
    odds_ = odds.log_softmax(1).double().numpy()
    if mirrored:
        joint, part = sides_swapped(plan)
        joints, spread_, odds_ = joints[joint], spread_[joint], odds_[:, part]
    columns = np.arange(len(plan.parts) + 1)
    rows = np.column_stack([joints, spread_])  # what is said of a joint changes its place with it
    rows, columns = in_order(plan, rows, columns, held=known.held)
    along = out.along[0, :count].double().numpy()
    return RigAnswer(rows[:, :2], odds_[:, columns], along, rows[:, 2])
