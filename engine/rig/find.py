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
import torch
from numpy.typing import NDArray
from scipy.spatial import cKDTree
from torch import Tensor

from engine.rig.bones import Bones
from engine.rig.network import FIRST_CLASS, FIRST_JOINT, UNKNOWN, RigNet
from engine.rig.skeletons import PLANS, Skeleton
from engine.rig.tokens import POINTS, spread
from engine.rig.twins import in_order
from engine.rig.weights import carrier_weights
from engine.rig.weights_file import load_rig_net

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

SURE = 0.12  # disagreement of joints, in long sides, up to which a rig is used
LIKELY = 0.6  # probability of the body plan below which an unnamed one isn't used
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
    """

    bones: Bones
    disagreement: float
    plan_probability: float

    @property
    def sure(self) -> bool:
        """Whether the two answers agree so well that the drawing may be moved by these bones."""
        return self.disagreement <= SURE


@lru_cache(maxsize=1)
def default_net() -> RigNet:
    """Return the network that ships with the engine."""
    return load_rig_net()


def find_rig(
    points: Floats, strokes: Ints, plans: Sequence[str], *, net: RigNet | None = None
) -> FoundRig | None:
    """Return the bones of one body, None where no plan of `plans` is likely or points are few.

    points [P, 2]: in any unit. strokes [P]: the stroke of each point; the points of a stroke follow
    one another. plans: names of the body plans that come into question; a single plan is taken as
    certain. net: None = the network that ships with the engine.
    """
    if len(points) < 8 or not plans:
        return None
    net = net or default_net()
    low, high = points.min(axis=0), points.max(axis=0)
    size, middle = max(float((high - low).max()), 1e-9), 0.5 * (low + high)
    own = np.unique(strokes, return_inverse=True)[1].astype(np.int64)
    boxed = (points - middle) / size
    sampled = spread(boxed, own)
    name, probability = _plan(net, sampled.points, sampled.strokes, plans)
    if len(plans) > 1 and probability < LIKELY:
        return None
    plan = PLANS[name]
    answers = [
        _answer(net, plan, sampled.points, sampled.strokes, mirror) for mirror in (1.0, -1.0)
    ]
    straight, mirrored = answers
    disagreement = float(np.linalg.norm(straight.joints - mirrored.joints, axis=1).mean())
    if disagreement <= SURE:
        joints = 0.5 * (straight.joints + mirrored.joints)
        odds, along = 0.5 * (straight.odds + mirrored.odds), 0.5 * (straight.along + mirrored.along)
        apart = 0.5 * (straight.spread + mirrored.spread)
    else:
        best = straight if straight.spread.mean() <= mirrored.spread.mean() else mirrored
        joints, odds, along, apart = best.joints, best.odds, best.along, best.spread
    parts, place = _to_points(boxed, own, sampled.points, sampled.strokes, odds, along)
    carriers, weights = carrier_weights(plan, joints, boxed, own, parts, place)
    bones = Bones(
        plan.name,
        tuple(j.name for j in plan.joints),
        np.array(plan.parents, np.int64),
        joints * size + middle,
        np.exp(-((apart / 0.1) ** 2)),
        carriers,
        weights,
        parts,
    )
    return FoundRig(bones, disagreement, probability)


@dataclass(frozen=True)
class _Answer:
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


def _inputs(points: Floats, strokes: Ints) -> tuple[Tensor, Tensor, Tensor]:
    count = min(len(points), POINTS)
    p = torch.zeros(1, count, 2)
    p[0] = torch.from_numpy(points[:count].astype(np.float32))
    return (
        p,
        torch.from_numpy(strokes[:count].astype(np.int64))[None],
        torch.ones(1, count, dtype=torch.bool),
    )


def _plan(net: RigNet, points: Floats, strokes: Ints, plans: Sequence[str]) -> tuple[str, float]:
    """Return the likeliest of the body plans `plans`, and its probability among these.

    For a single plan the probability is the one among all plans that the network knows.
    """
    names = list(PLANS)
    p, s, v = _inputs(points, strokes)
    odds = torch.zeros(len(names))
    with torch.inference_mode():
        for mirror in (1.0, -1.0):
            flipped = p * torch.tensor([mirror, 1.0])
            out = net(flipped, s, v, torch.tensor([UNKNOWN]), torch.tensor([-1]))
            odds += 0.5 * out.plans[0]
    chosen = [names.index(plan) for plan in plans]
    share = odds[chosen].softmax(0)
    best = int(share.argmax())
    return plans[best], float(share[best] if len(plans) > 1 else odds.softmax(0)[chosen[0]])


def _answer(net: RigNet, plan: Skeleton, points: Floats, strokes: Ints, mirror: float) -> _Answer:
    """Ask the network about the drawing (mirror 1) or about its mirror image (mirror -1).

    points, strokes: the drawing's tokens. The answer is in the drawing's coordinates either way.
    """
    number = torch.tensor([list(PLANS).index(plan.name)])
    p, s, v = _inputs(points * [mirror, 1.0], strokes)
    with torch.inference_mode():
        out = net(p, s, v, number, number)
    first, count = FIRST_JOINT[plan.name], len(plan.joints)
    joints = out.joints[0, first : first + count].double().numpy() * [mirror, 1.0]
    spread_ = out.spread[0, first : first + count].double().numpy()
    start = FIRST_CLASS[plan.name]
    odds = out.parts[0, :, start : start + len(plan.parts) + 1].log_softmax(1).double().numpy()
    ordered, columns = in_order(plan, joints, np.arange(len(plan.parts) + 1))
    return _Answer(ordered, odds[:, columns], out.along[0].double().numpy(), spread_)


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
