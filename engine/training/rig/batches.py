# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Batches of drawings for RigNet: mirrored, turned, warped, with strokes lost, twins in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.puppets.figures import LabelledDrawing
from engine.rig.classes import CLASSES, FIRST_CLASS, FIRST_JOINT, JOINTS, MOST_JOINTS, UNKNOWN
from engine.rig.skeletons import PLANS
from engine.rig.tokens import HINTS, POINTS, WISHED, spread
from engine.rig.twins import in_order
from engine.training.rig.network import RigInput
from engine.training.rig.strays import echoed, strayed

Floats = NDArray[np.float64]
#: How far drawings are turned in training, radians, by plan; others by USUAL_TURN.
TURNS = {"fish": 0.5, "flying_bird": 0.45, "snake": 0.8, "person": 0.3}
USUAL_TURN = 0.2
#: How far bodies are bent in training, radians over the long side; others by USUAL_BEND.
BENDS = {"fish": 0.9, "snake": 0.9, "flying_bird": 0.4}
USUAL_BEND = 0.15
UNTOLD = 0.4  # share of drawings whose plan the network isn't told
HINTED = 0.35  # share of the others in which some joints or strokes are given by hand


@dataclass(frozen=True)
class Batch:
    """B drawings of N points and their truth.

    Attributes:
        drawings: what the network is given.
        plan: long [B], the true body plan.
        classes: long [B, N], -1 where nothing is drawn.
        along: [B, N], place along the part.
        joints: [B, MOST_JOINTS, 2] of the true plan, NaN for those that aren't there.
    """

    drawings: RigInput
    plan: Tensor
    classes: Tensor
    along: Tensor
    joints: Tensor


def make_batch(
    drawings: Sequence[LabelledDrawing], rng: np.random.Generator, *, augment: bool = True
) -> Batch:
    """Return the batch of some drawings; `augment` changes and hints by chance."""
    count = len(drawings)
    points = np.zeros((count, POINTS + HINTS, 2), np.float32)
    strokes = np.full((count, POINTS + HINTS), -1, np.int64)
    classes = np.full((count, POINTS + HINTS), -1, np.int64)
    joint_hints = np.full((count, POINTS + HINTS), JOINTS, np.int64)
    part_hints = np.full((count, POINTS + HINTS), CLASSES, np.int64)
    along = np.zeros((count, POINTS + HINTS), np.float32)
    joints = np.full((count, MOST_JOINTS, 2), np.nan, np.float32)
    said = np.full(count, UNKNOWN, np.int64)
    plans = np.zeros(count, np.int64)
    for row, drawing in enumerate(drawings):
        plan = PLANS[drawing.plan]
        plans[row] = list(PLANS).index(drawing.plan)
        if not augment or rng.random() > UNTOLD:
            said[row] = plans[row]
        p, own, parts, s, j = (
            drawing.points,
            drawing.strokes,
            drawing.parts,
            drawing.along,
            drawing.joints,
        )
        if augment:
            keep = _kept(own, rng)
            p, own, parts, s = p[keep], own[keep], parts[keep], s[keep]
            p, own, parts, s = echoed(p, own, parts, s, rng)
            p, j = _changed(drawing.plan, p, j, rng)
            p, own, parts, s = strayed(p, own, parts, s, rng)
        low, high = p.min(axis=0), p.max(axis=0)
        size, middle = max(float((high - low).max()), 1e-6), 0.5 * (low + high)
        p, j = (p - middle) / size, (j - middle) / size
        j, parts = in_order(plan, j, parts)
        wished = int(rng.integers(54, 92)) if augment else WISHED
        sampled = spread(p, own, rng, wished)
        n = len(sampled.points)
        noise = rng.normal(0, float(rng.choice([0, 0.002, 0.005])), (n, 2)) if augment else 0.0
        nearest = np.minimum(np.round(sampled.source).astype(int), len(p) - 1)
        points[row, :n], strokes[row, :n] = sampled.points + noise, sampled.strokes
        part = parts[nearest]
        classes[row, :n] = FIRST_CLASS[plan.name] + np.where(part < 0, len(plan.parts), part)
        along[row, :n] = s[nearest]
        joints[row, : len(j)] = j
        if augment and said[row] != UNKNOWN and rng.random() < HINTED:
            marked = _marked(sampled.strokes, rng)
            part_hints[row, :n] = np.where(marked, classes[row, :n], CLASSES)
            chosen = _placed_by_hand(j, rng)
            if len(chosen):
                places = slice(n, n + len(chosen))
                points[row, places] = j[chosen] + rng.normal(0, 0.008, (len(chosen), 2))
                strokes[row, places] = -2 - np.arange(len(chosen))
                joint_hints[row, places] = FIRST_JOINT[plan.name] + chosen
    longest = int(((classes >= 0) | (joint_hints < JOINTS)).sum(1).max())
    t = torch.from_numpy
    given = RigInput(
        t(points[:, :longest]),
        t(strokes[:, :longest]),
        t(((classes >= 0) | (joint_hints < JOINTS))[:, :longest]),
        t(said),
        t(joint_hints[:, :longest]),
        t(part_hints[:, :longest]),
    )
    return Batch(given, t(plans), t(classes[:, :longest]), t(along[:, :longest]), t(joints))


def _marked(strokes: NDArray[np.int64], rng: np.random.Generator) -> NDArray[np.bool_]:
    """Points [N] of a stroke or two, or of a run of points, that a hand has given to their part."""
    marked = np.zeros(len(strokes), bool)
    kind = rng.random()
    if kind < 0.5:
        names = np.unique(strokes)
        marked = np.isin(strokes, rng.choice(names, min(len(names), int(rng.integers(1, 3)))))
    elif kind < 0.75:
        start = int(rng.integers(len(strokes)))
        marked[start : start + int(rng.integers(3, 16))] = True
    return marked


def _placed_by_hand(joints: Floats, rng: np.random.Generator) -> NDArray[np.int64]:
    """Numbers of up to HINTS joints, of those that are there."""
    there = np.flatnonzero(np.isfinite(joints).all(axis=1))
    count = min(len(there), int(rng.choice([0, 1, 2, 3, HINTS], p=[0.15, 0.35, 0.25, 0.2, 0.05])))
    return np.asarray(rng.choice(there, count, replace=False), np.int64)


def _kept(strokes: NDArray[np.int64], rng: np.random.Generator) -> NDArray[np.bool_]:
    """Points that stay when strokes are lost by chance."""
    keep = np.ones(len(strokes), bool)
    names = np.unique(strokes)
    if len(names) > 3 and rng.random() < 0.3:
        lost = names[rng.random(len(names)) < rng.uniform(0, 0.25)]
        keep = ~np.isin(strokes, lost)
    return keep if keep.sum() >= 16 else np.ones(len(strokes), bool)


def _bent(points: Floats, bend: float) -> Floats:
    """Bend points [N, 2] of a drawing of size 1: its x axis becomes an arc of `bend` radians."""
    if abs(bend) < 1e-3:
        return points
    angle, y = bend * points[:, 0], points[:, 1]
    x = np.sin(angle) / bend - y * np.sin(angle)
    return np.stack([x, (1 - np.cos(angle)) / bend + y * np.cos(angle)], axis=1)


def _grown(points: Floats, about: Floats, reach: float, growth: float) -> Floats:
    """Spread points [N, 2] by 1 + `growth` within about `reach` of a place.

    Further out everything moves outwards by as much as that takes: lines never fold.
    """
    away = points - about
    far = np.maximum(np.linalg.norm(away, axis=1, keepdims=True), 1e-9)
    more = growth * reach * np.tanh(far / reach)
    return np.asarray(about + away * (1 + more / far))


def _changed(
    plan: str, points: Floats, joints: Floats, rng: np.random.Generator
) -> tuple[Floats, Floats]:
    """Points and joints after a chance bend, a part grown, an affine map and a smooth warp."""
    low, high = points.min(axis=0), points.max(axis=0)
    size, middle = max(float((high - low).max()), 1e-6), 0.5 * (low + high)
    points, joints = (points - middle) / size, (joints - middle) / size
    if rng.random() < 0.5:
        bend = rng.normal(0, BENDS.get(plan, USUAL_BEND))
        points, joints = _bent(points, bend), _bent(joints, bend)
    if rng.random() < 0.5:
        there = joints[np.isfinite(joints).all(axis=1)]
        about, reach = there[rng.integers(len(there))], rng.uniform(0.12, 0.4)
        growth = float(rng.uniform(-0.4, 1.0))
        points, joints = (_grown(q, about, reach, growth) for q in (points, joints))
    mirror = -1.0 if rng.random() < 0.5 else 1.0
    a = rng.normal(0, TURNS.get(plan, USUAL_TURN))
    matrix = np.array([[np.cos(a), -np.sin(a)], [np.sin(a), np.cos(a)]])
    matrix = matrix @ np.array([[1.0, rng.normal(0, 0.1)], [0.0, 1.0]])
    matrix = matrix @ np.diag(np.exp(rng.normal(0, 0.12, 2))) @ np.diag([mirror, 1.0])
    points, joints = points @ matrix.T, joints @ matrix.T
    if rng.random() < 0.6:
        waves = rng.normal(0, 3.0, (3, 2))
        phase, sway = rng.uniform(0, 6.3, 3), rng.normal(0, 0.016, (3, 2))
        points, joints = (q + np.sin(q @ waves.T + phase) @ sway for q in (points, joints))
    return points, joints
