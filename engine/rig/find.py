# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds the bones of a drawing: the network answers for the drawing and for its mirror image.

Where the two answers agree, they are averaged. Where they don't, one answer is chosen: the mean of
both would draw every joint into the middle. How far the answers disagree says how sure they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from engine.rig.answers import ask, better, likeliest_plan, merged
from engine.rig.attached import attached_parts
from engine.rig.bones import Bones
from engine.rig.hints import NO_HINTS, Box, KnownParts, RigHints
from engine.rig.network import RigNet
from engine.rig.skeletons import PLANS
from engine.rig.solid import members, parts_together, wheels_said
from engine.rig.tokens import spread
from engine.rig.twins import coinciding_twins
from engine.rig.weights import carrier_weights
from engine.rig.weights_file import load_rig_net
from engine.rig.wheels import on_circles

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

SURE = 0.12  # disagreement of joints, in long sides, up to which a rig is used
LIKELY = 0.6  # probability of the body plan below which an unnamed one isn't used
NAMED = 4  # so many plans, at most, are what a noun may mean; more are a guess
UNSURE = 0.35  # spread of the votes, in long sides, at which a joint's confidence is 1 / e
APART = 0.08  # distance between the two answers, in long sides, at which it is 1 / e
FEWEST_POINTS = 8
SMOOTHING = 0.04  # of the drawing: parts of points as near as this are evened out
OTHER_STROKE = 0.35  # how much a point of another stroke counts in it


@dataclass(frozen=True)
class FoundRig:
    """The bones that were found in a drawing, and how sure the network is of them.

    The network answers twice, for the drawing and for its mirror image.

    Attributes:
        bones: the skeleton; its joints are in the unit of the points that were given.
        disagreement: mean distance between a joint in one answer and the same joint in the other,
            divided by the long side of the drawing's bounding box.
        plan_probability: the network's probability, 0..1, of the body plan (like "four_legged")
            that the bones follow: among the plans that came into question, or among all plans where
            the caller named a single one.
        hinted: whether an artist has said something about the bones.
    """

    bones: Bones
    disagreement: float
    plan_probability: float
    hinted: bool = False

    @property
    def sure(self) -> bool:
        """Whether the drawing may be moved by these bones: the answers agree, or an artist did."""
        return self.hinted or self.disagreement <= SURE


@lru_cache(maxsize=1)
def default_net() -> RigNet:
    """Return the network that ships with the engine."""
    return load_rig_net()


def find_rig(
    points: Floats,
    strokes: Ints,
    plans: Sequence[str],
    *,
    net: RigNet | None = None,
    hints: RigHints = NO_HINTS,
    targets: tuple[Floats, Ints] | None = None,
) -> FoundRig | None:
    """Return the bones of one body, None where no plan of `plans` is likely or points are few.

    Args:
        points: [P, 2] on the drawn lines, in any unit.
        strokes: [P], the stroke of each point; the points of a stroke follow one another.
        plans: names of the body plans that come into question; up to NAMED of them are taken as
            what the drawing surely is one of.
        net: None = the network that ships with the engine.
        hints: what is known; bones found with hints are always sure.
        targets: points [Q, 2] and strokes [Q] that the bones shall carry (like the control points
            of curves); None = the points themselves.
    """
    plans = (hints.plan,) if hints.plan else tuple(plans)
    if len(points) < FEWEST_POINTS or not plans:
        return None
    net = net or default_net()
    box = Box.of(points)
    names, own = np.unique(strokes, return_inverse=True)
    sampled = spread(box.inside(points), own.astype(np.int64))
    name, probability = likeliest_plan(net, sampled.points, sampled.strokes, plans)
    if len(plans) > NAMED and probability < LIKELY:
        return None
    plan = PLANS[name]
    known = KnownParts.of(plan, hints, box, names[sampled.strokes])
    answers = [
        ask(net, plan, sampled.points, sampled.strokes, known, mirrored=mirrored)
        for mirrored in (False, True)
    ]
    apart = np.linalg.norm(answers[0].joints - answers[1].joints, axis=1)
    disagreement = float(apart.mean())
    answer = merged(answers) if disagreement <= SURE else better(answers, known)
    target, target_strokes = targets if targets is not None else (points, strokes)
    to_own = np.searchsorted(names, target_strokes)
    boxed = box.inside(target)
    parts, place = _to_points(
        boxed, to_own, sampled.points, sampled.strokes, answer.odds, answer.along
    )
    lines = (box.inside(points), own.astype(np.int64))
    joints, parts = on_circles(plan, answer.joints, parts, to_own, lines)
    for first, second in coinciding_twins(plan, joints):
        parts[parts == plan.part_index[second]] = plan.part_index[first]
    parts = attached_parts(plan, boxed, to_own, parts)
    parts = parts_together(target_strokes, parts, hints.together)
    joints, parts = wheels_said(plan, joints, boxed, target_strokes, parts, hints.wheels)
    for stroke, part in hints.parts_of(plan).items():
        parts[target_strokes == stroke] = part
    joints = joints.copy()
    confidence = np.exp(-((answer.spread / UNSURE) ** 2) - (apart / APART) ** 2)
    for number, spot in known.joints.items():
        joints[number], confidence[number] = spot, 1.0
    solid = members(target_strokes, (*hints.rigid, *hints.wheels))
    carriers, weights = carrier_weights(plan, joints, boxed, to_own, parts, place, solid)
    bones = Bones(
        plan.name,
        tuple(j.name for j in plan.joints),
        np.array(plan.parents, np.int64),
        box.outside(joints),
        confidence,
        carriers,
        weights,
        parts,
    )
    return FoundRig(bones, disagreement, probability, hinted=bool(hints))


def _to_points(
    points: Floats, strokes: Ints, tokens: Floats, token_strokes: Ints, odds: Floats, along: Floats
) -> tuple[Ints, Floats]:
    """Return the part [P] of each point, and the point's place [P] along that part, 0..1.

    Part -1 is no part of the body. Both are means over the nearest of the N tokens, which the
    network has judged: odds [N, parts + 1], along [N].
    """
    near = max(1, min(6, len(tokens)))
    distance, index = cKDTree(tokens).query(points, k=near)
    distance, index = distance.reshape(len(points), near), index.reshape(len(points), near)
    weight = np.exp(-((distance / SMOOTHING) ** 2)) + 1e-9 / (distance + 1e-6)
    weight = weight * np.where(token_strokes[index] == strokes[:, None], 1.0, OTHER_STROKE)
    weight /= weight.sum(axis=1, keepdims=True)
    mixed = np.einsum("pk,pkc->pc", weight, odds[index])
    parts = mixed.argmax(axis=1)
    label = odds.argmax(axis=1)
    same = weight * (label[index] == parts[:, None]) + 1e-12 * weight
    place = (same * along[index]).sum(axis=1) / np.maximum(same.sum(axis=1), 1e-15)
    parts = np.where(parts == odds.shape[1] - 1, -1, parts)
    return parts.astype(np.int64), place
