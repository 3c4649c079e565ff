# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""RigNet: a transformer over the points of a drawing that finds its skeleton.

Every point says which part of which body it is of and how far along it lies; joints are found by
voting: each point gives an offset and a weight for each joint, and the joint is the weighted mean.
Attention is biased by distance and stroke (as Graphormer's by hops, Ying et al. 2021).
Joints placed by hand come in as further points; strokes given to a part are marked.

A drawing is a hundred points: numpy answers as fast as torch would, and an engine that has just
been started needn't wait for torch. The network learns in `engine.training.rig`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.rig.classes import FIRST_CLASS, FIRST_JOINT, JOINTS, MOST_JOINTS, RigNetConfig
from engine.rig.features import features
from engine.rig.skeletons import PLANS

Singles = NDArray[np.float32]
Ints = NDArray[np.int64]

MASKED = -1e4
SHARPNESS = 3.0  # of attention: its queries and keys are of length 1
LAYER_EPSILON, LENGTH_EPSILON = 1e-5, float(np.finfo(np.float32).eps)  # as torch has them


@dataclass(frozen=True)
class RigQuestion:
    """B drawings of N points, and what is known of them.

    Attributes:
        points: [B, N, 2], in long sides about the middle.
        strokes: [B, N], the stroke of each point.
        said: [B], the body plan that the network is told, UNKNOWN for none.
        joint_hints: [B, N], the joint that a point is, placed by hand; JOINTS for what is drawn.
        part_hints: [B, N], the class of a point, given by hand; CLASSES for none.
    """

    points: Singles
    strokes: Ints
    said: Ints
    joint_hints: Ints
    part_hints: Ints


@dataclass(frozen=True)
class RigReply:
    """What the network says of B drawings of N points.

    Attributes:
        plans: [B, P] log odds of the body plans.
        parts: [B, N, C] log odds of all classes; those of other plans are far below.
        along: [B, N] place along the part, 0..1.
        joints: [B, MOST_JOINTS, 2] places of the plan's joints, in long sides about the middle;
            what stands behind the plan's last joint means nothing.
        spread: [B, MOST_JOINTS] how far the votes for a joint lie apart.
    """

    plans: Singles
    parts: Singles
    along: Singles
    joints: Singles
    spread: Singles


class RigNet:
    """Finds body plan, parts and joints of drawings.

    Attributes:
        config: the sizes.
        weights: by the names that they have in training.
    """

    def __init__(self, config: RigNetConfig, weights: Mapping[str, NDArray[np.floating]]) -> None:
        """Take the weights. Raises KeyError where one is missing."""
        self.config = config
        self.weights = {name: np.asarray(value, np.float32) for name, value in weights.items()}
        self._blocks = [
            {
                name: self.weights[f"blocks.{number}.{name}"]
                for name in ("qkv.weight", "out.weight", "up.weight", "up.bias", "down.weight",
                             "down.bias", "pair_bias")
            }
            for number in range(config.layers)
        ]  # fmt: skip

    def __call__(self, question: RigQuestion, plan: Ints) -> RigReply:
        """Read B drawings.

        plan: [B], the body plan whose parts are asked for, -1 for the one found likeliest.
        """
        weights = self.weights
        x, pairs = features(question.points, question.strokes, question.joint_hints == JOINTS)
        x = self._linear("place.2", _silu(self._linear("place.0", x)))
        x += weights["plan.weight"][question.said][:, None]
        x += weights["joint_hint.weight"][question.joint_hints]
        x += weights["part_hint.weight"][question.part_hints]
        pairs = pairs.reshape(*pairs.shape[:2], -1)
        for block in self._blocks:
            x = self._attended(block, x, pairs)
        x = _normed(x) * weights["norm.weight"] + weights["norm.bias"]
        plans = self._linear("plan_head.2", _gelu(self._linear("plan_head.0", x.mean(axis=1))))
        plan = np.where(plan < 0, plans.argmax(axis=1), plan)
        parts = self._linear("part_head", x) + _others_masked(plan, len(weights["part_head.bias"]))
        along = self._linear("along_head", x)
        along = np.take_along_axis(along, parts.argmax(axis=2)[..., None], axis=2)[..., 0]
        joints, spread = self._votes(x, question.points, plan)
        return RigReply(plans, parts, _sigmoid(along), joints, spread)

    def _linear(self, name: str, x: Singles) -> Singles:
        return np.asarray(x @ self.weights[f"{name}.weight"].T + self.weights[f"{name}.bias"])

    def _attended(self, block: Mapping[str, Singles], x: Singles, pairs: Singles) -> Singles:
        """Return what a block makes of x [B, N, W]; pairs: [B, PAIRS, N * N]."""
        batch, count, width = x.shape
        heads, size = self.config.heads, width // self.config.heads
        qkv = (_normed(x) @ block["qkv.weight"].T).reshape(batch, count, 3, heads, size)
        q, k, v = qkv.transpose(2, 0, 3, 1, 4)
        weight = _unit(q) @ _unit(k).swapaxes(2, 3)
        weight *= SHARPNESS / math.sqrt(size)
        weight += (block["pair_bias"] @ pairs).reshape(weight.shape)
        mixed = (_softmax(weight, 3) @ v).swapaxes(1, 2).reshape(batch, count, width)
        x = x + mixed @ block["out.weight"].T
        up = _tanh_gelu(_normed(x) @ block["up.weight"].T + block["up.bias"])
        return np.asarray(x + up @ block["down.weight"].T + block["down.bias"])

    def _votes(self, x: Singles, points: Singles, plan: Ints) -> tuple[Singles, Singles]:
        """Return the joints [B, MOST_JOINTS, 2] of the plans and the spread of the votes."""
        weights = self.weights
        firsts = np.array([FIRST_JOINT[name] for name in PLANS])
        chosen = np.minimum(firsts[plan][:, None] + np.arange(MOST_JOINTS), JOINTS - 1)
        odds = x @ weights["vote_head.weight"][chosen].swapaxes(1, 2)
        votes = _softmax(odds + weights["vote_head.bias"][chosen][:, None], 1)
        away = weights["offset_head.weight"].reshape(JOINTS, 2, -1)[chosen]
        away = x @ away.reshape(len(x), 2 * MOST_JOINTS, -1).swapaxes(1, 2)
        shift = weights["offset_head.bias"].reshape(JOINTS, 2)[chosen]
        places = points[:, :, None] + away.reshape(*x.shape[:2], -1, 2) + shift[:, None]
        joints = (votes[..., None] * places).sum(axis=1)
        apart = ((places - joints[:, None]) ** 2).sum(axis=3)
        return joints, np.sqrt((votes * apart).sum(axis=1) + 1e-12)


def _others_masked(plan: Ints, classes: int) -> Singles:
    """Return [B, 1, classes]: 0 for the classes of each drawing's plan, MASKED for the others."""
    mask = np.full((len(plan), 1, classes), MASKED, np.float32)
    names = list(PLANS)
    for row, number in enumerate(plan):
        first = FIRST_CLASS[names[number]]
        mask[row, 0, first : first + len(PLANS[names[number]].parts) + 1] = 0.0
    return mask


def _normed(x: Singles) -> Singles:
    away = x - x.mean(axis=-1, keepdims=True)
    variance = (away * away).mean(axis=-1, keepdims=True)
    return np.asarray(away / np.sqrt(variance + LAYER_EPSILON))


def _unit(x: Singles) -> Singles:
    return np.asarray(x / np.sqrt((x * x).mean(axis=-1, keepdims=True) + LENGTH_EPSILON))


def _softmax(odds: Singles, axis: int) -> Singles:
    raised = np.exp(odds - odds.max(axis=axis, keepdims=True))
    return np.asarray(raised / raised.sum(axis=axis, keepdims=True))


def _sigmoid(x: Singles) -> Singles:
    return np.asarray(1 / (1 + np.exp(-x)), np.float32)


def _silu(x: Singles) -> Singles:
    return x * _sigmoid(x)


def _gelu(x: Singles) -> Singles:
    errors = [math.erf(value) for value in (x / math.sqrt(2)).ravel().tolist()]
    return np.asarray(0.5 * x * (1 + np.array(errors, np.float32).reshape(x.shape)))


def _tanh_gelu(x: Singles) -> Singles:
    return np.asarray(0.5 * x * (1 + np.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x * x * x))))
