# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds the bones of a drawing: the network's answer, checked against that for the mirror image.

Where both answers agree they are averaged; where they don't, one is chosen and never a mean of the
two, which would draw every joint into the middle. How far they disagree is the confidence.
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
    """What was found in a drawing.

    Attributes:
        bones: joints in the drawing's own units.
        disagreement: mean distance of joints between the drawing and its mirror image, long sides.
        plan_probability: how likely the network holds the body plan, told or not.
    """

    bones: Bones
    disagreement: float
    plan_probability: float

    @property
    def sure(self) -> bool:
        """Whether motion may rely on it."""
        return self.disagreement <= SURE


@lru_cache(maxsize=1)
def default_net() -> RigNet:
    """Return the network that ships with the engine."""
    return load_rig_net()


def find_rig(
    points: Floats, strokes: Ints, plans: Sequence[str], *, net: RigNet | None = None
) -> FoundRig | None:
    """Return the bones of one body, None where no plan of `plans` is likely.

    points [P, 2], any unit; strokes [P], points of a stroke follow one another. plans: names of the
    body plans that come into question; with one, it is taken as said.
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
    """joints [J, 2]; odds [N, parts + 1], log probabilities; along [N]; spread [J]."""

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
    """Return the likeliest of some body plans, and its probability among them."""
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
    """Ask about the drawing or its mirror image; the answer is in the drawing's own frame."""
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
    """Part [P] (-1 for things) and place along it [P] of all points, from those of the tokens."""
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
