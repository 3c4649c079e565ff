# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Questions to the rig network about one drawing, and its answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.rig.classes import CLASSES, FIRST_CLASS, FIRST_JOINT, JOINTS, UNKNOWN
from engine.rig.hints import MIRROR, Box, KnownParts, sides_swapped
from engine.rig.network import RigNet, RigQuestion
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


@dataclass(frozen=True)
class View:
    """How a drawing is held before the network: mirrored or not, then turned; radians."""

    mirrored: bool = False
    turn: float = 0.0

    @property
    def matrix(self) -> Floats:
        """The map [2, 2] that is applied to points [N, 2] from the right."""
        c, s = np.cos(self.turn), np.sin(self.turn)
        flip = np.diag(MIRROR) if self.mirrored else np.eye(2)
        return np.asarray(flip @ np.array([[c, s], [-s, c]]))


#: The views the network is asked about: the drawing, its mirror image, both turned by 10 degrees.
VIEWS = (View(), View(mirrored=True), View(turn=0.18), View(mirrored=True, turn=-0.18))
#: Views that it is asked about besides where the answers to those differ: turned by 10 and 20.
FURTHER_VIEWS = (
    View(turn=-0.18),
    View(mirrored=True, turn=0.18),
    *(View(mirrored, turn) for turn in (0.36, -0.36) for mirrored in (False, True)),
)


def merged(answers: Sequence[RigAnswer]) -> RigAnswer:
    """Return the mean of answers."""
    return RigAnswer(
        np.mean([answer.joints for answer in answers], axis=0),
        np.mean([answer.odds for answer in answers], axis=0),
        np.mean([answer.along for answer in answers], axis=0),
        np.mean([answer.spread for answer in answers], axis=0),
    )


def better(answers: Sequence[RigAnswer], known: KnownParts) -> RigAnswer:
    """Return the answer that is nearest to the hints, or whose votes lie closest together."""

    def cost(answer: RigAnswer) -> float:
        away = [np.linalg.norm(answer.joints[n] - place) for n, place in known.joints.items()]
        return float(answer.spread.mean() + (np.mean(away) if away else 0.0))

    return min(answers, key=cost)


def apart(one: RigAnswer, two: RigAnswer) -> float:
    """Return the mean distance between a joint in one answer and the same in another."""
    return float(np.linalg.norm(one.joints - two.joints, axis=1).mean())


def _question(
    places: Floats,
    strokes: Ints,
    said: int,
    plan: Skeleton | None = None,
    known: Sequence[KnownParts] = (),
) -> RigQuestion:
    """Return B views of one drawing and its hints, as the network takes them.

    places: [B, N + H, 2], of N tokens and of H joints placed by hand; strokes: [N].
    """
    views, length, _ = places.shape
    count = min(len(strokes), POINTS)
    numbers = np.concatenate([strokes[:count], -2 - np.arange(length - count)])
    joint_hints = np.full((views, length), JOINTS, np.int64)
    part_hints = np.full((views, length), CLASSES, np.int64)
    for row, hints in enumerate(known):
        assert plan is not None
        joint_hints[row, count:] = [FIRST_JOINT[plan.name] + n for n in list(hints.joints)[:HINTS]]
        part = hints.parts[:count]
        part_hints[row, :count] = np.where(part < 0, CLASSES, FIRST_CLASS[plan.name] + part)
    return RigQuestion(
        places.astype(np.float32),
        np.repeat(numbers.astype(np.int64)[None], views, axis=0),
        np.full(views, said),
        joint_hints,
        part_hints,
    )


def plan_odds(net: RigNet, points: Floats, strokes: Ints) -> Floats:
    """Return the probability of each body plan of PLANS for a drawing, when nothing is said."""
    both = np.stack([points[:POINTS], points[:POINTS] * MIRROR])
    said = net(_question(both, strokes, UNKNOWN), np.array([-1, -1])).plans.astype(np.float64)
    return np.asarray(np.exp(log_softmax(said.mean(axis=0))))


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
    views: Sequence[View] = VIEWS,
) -> list[RigAnswer]:
    """Ask the network about views of the drawing's N tokens; the answers are about the drawing."""
    number = list(PLANS).index(plan.name)
    seen = [known.mirrored(plan) if view.mirrored else known for view in views]
    placed = list(known.joints.values())[:HINTS]
    places = np.concatenate([points[:POINTS], np.reshape(placed, (-1, 2))])
    boxes, turned = [], []
    for view in views:
        boxes.append(Box.of(points @ view.matrix))
        turned.append(boxes[-1].inside(places @ view.matrix))
    out = net(_question(np.stack(turned), strokes, number, plan, seen), np.full(len(views), number))
    found = []
    for row, (view, box) in enumerate(zip(views, boxes, strict=True)):
        joints = out.joints[row, : len(plan.joints)].astype(np.float64)
        joints = box.outside(joints) @ view.matrix.T
        spread = box.size * out.spread[row, : len(plan.joints)].astype(np.float64)
        start = FIRST_CLASS[plan.name]
        odds = out.parts[row, : len(points), start : start + len(plan.parts) + 1]
        log_odds = log_softmax(odds.astype(np.float64))
        along = out.along[row, : len(points)].astype(np.float64)
        answer = RigAnswer(joints, log_odds, along, spread)
        found.append(_named(plan, answer, known, mirrored=view.mirrored))
    return found


def log_softmax(odds: Floats) -> Floats:
    """Return log probabilities [..., C] of log odds [..., C]."""
    odds = odds - odds.max(axis=-1, keepdims=True)
    return np.asarray(odds - np.log(np.exp(odds).sum(axis=-1, keepdims=True)))


def _named(plan: Skeleton, answer: RigAnswer, known: KnownParts, *, mirrored: bool) -> RigAnswer:
    """Return the answer with the limbs of each pair named by the rule, or as hints name them."""
    joints, spread, odds = answer.joints, answer.spread, answer.odds
    if mirrored:
        joint, part = sides_swapped(plan)
        joints, spread, odds = joints[joint], spread[joint], odds[:, part]
    columns = np.arange(len(plan.parts) + 1)
    rows = np.column_stack([joints, spread])  # what is said of a joint changes its place with it
    rows, columns = in_order(plan, rows, columns, held=known.held)
    return RigAnswer(rows[:, :2], odds[:, columns], answer.along, rows[:, 2])
