# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Strokes that an artist has put together: solid things, wheels, and what is of one part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from addon.contract.rig_hints import StrokeGroups
from engine.rig.bones import Bones
from engine.rig.hints import RigHints, shares_along
from engine.rig.skeletons import Skeleton
from engine.rig.wheels import wheel_parts

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def members(strokes: Ints, groups: StrokeGroups) -> list[Ints]:
    """Return the points of each group that has some; strokes [P]: the stroke of each point."""
    rows = [np.flatnonzero(np.isin(strokes, group)) for group in groups]
    return [own for own in rows if len(own)]


def parts_together(strokes: Ints, parts: Ints, groups: StrokeGroups) -> Ints:
    """Return parts [P] in which all points of a group are of the part that most of them are of."""
    parts = parts.copy()
    for own in members(strokes, groups):
        names, counts = np.unique(parts[own], return_counts=True)
        parts[own] = names[int(counts.argmax())]
    return parts


def wheels_said(
    plan: Skeleton, joints: Floats, points: Floats, strokes: Ints, parts: Ints, groups: StrokeGroups
) -> tuple[Floats, Ints]:
    """Return joints [J, 2] and parts [P] in which each group of strokes is a wheel of the plan.

    A group takes the nearest wheel that is free; where the plan has none left, it stays as it is.
    """
    joints, parts = joints.copy(), parts.copy()
    free = {part: plan.chain(plan.parts[part])[0] for part in wheel_parts(plan)}
    for own in members(strokes, groups):
        if not free:
            break
        centre = middle(points[own])
        away = {part: float(np.linalg.norm(joints[free[part]] - centre)) for part in free}
        nearest = min(away, key=lambda part: away[part])
        joints[free.pop(nearest)] = centre
        parts[parts == nearest] = 0  # what the network took for this wheel
        parts[own] = nearest
    return joints, parts


def made_solid(dense: Floats, groups: Sequence[Ints]) -> Floats:
    """Return weights [P, J] in which each group of points hangs on the joint that carries most."""
    dense = dense.copy()
    for own in groups:
        dense[own] = np.eye(dense.shape[1])[int(dense[own].mean(axis=0).argmax())]
    return dense


def corrected_pieces(bones: Bones, points: Floats, strokes: Ints, hints: RigHints) -> Bones:
    """Return rigid pieces as an artist wants them; points [P, 2] and their strokes [P].

    Joints and strokes go by the names of the pieces; names that there aren't are left out.
    """
    index = {name: number for number, name in enumerate(bones.names)}
    joints, confidence = bones.joints.copy(), bones.confidence.copy()
    for name, place in hints.joints.items():
        if name in index:
            joints[index[name]], confidence[index[name]] = place, 1.0
    dense = np.zeros((len(points), len(bones.names)))
    rows = np.arange(len(points))
    for column in range(bones.carriers.shape[1]):
        np.add.at(dense, (rows, bones.carriers[:, column]), bones.weights[:, column])
    dense = made_solid(dense, members(strokes, (*hints.together, *hints.rigid)))
    given = hints.parts_of(index, strokes, shares_along(points, strokes))
    dense[given >= 0] = np.eye(len(index))[given[given >= 0]]
    bones = replace(bones, joints=joints, confidence=confidence)
    for own in members(strokes, hints.wheels):
        bones, dense = _with_wheel(bones, points, dense, own)
    width = min(bones.carriers.shape[1], dense.shape[1])
    carriers = np.argsort(-dense, axis=1, kind="stable")[:, :width].astype(np.int64)
    weights = np.take_along_axis(dense, carriers, axis=1)
    carriers = np.where(weights > 0.0, carriers, carriers[:, :1])
    return replace(bones, carriers=carriers, weights=weights, parts=carriers[:, 0].copy())


def _with_wheel(bones: Bones, points: Floats, dense: Floats, own: Ints) -> tuple[Bones, Floats]:
    """Return bones in which the points `own` are a wheel, and the weights [P, J] of all points."""
    carrier = np.unique(dense[own].argmax(axis=1))
    if len(carrier) == 1 and bones.names[carrier[0]].startswith("wheel"):
        number = int(carrier[0])
    else:
        number = len(bones.names)
        others = np.setdiff1d(np.arange(len(points)), own)
        parent = 0
        if len(others):
            nearest = cKDTree(points[others]).query(points[own])
            parent = int(dense[others[nearest[1][int(nearest[0].argmin())]]].argmax())
        bones = replace(
            bones,
            names=(*bones.names, f"wheel{number}"),
            parents=np.append(bones.parents, parent),
            joints=np.concatenate([bones.joints, middle(points[own])[None]]),
            confidence=np.append(bones.confidence, 1.0),
        )
        dense = np.column_stack([dense, np.zeros(len(dense))])
    dense = dense.copy()
    dense[own] = np.eye(dense.shape[1])[number]
    return bones, dense


def middle(points: Floats) -> Floats:
    """Return the middle [2] of the box around points [n, 2]."""
    return np.asarray(0.5 * (points.min(axis=0) + points.max(axis=0)))
