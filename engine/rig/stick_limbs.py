# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Limbs of stick figures: one open line each, which begins on the line of the trunk.

A network that knows flesh takes the bent arm of a stick figure for a piece of the trunk once there
is something in its hand, and the thing for the arm. Where a limb has no line of its own, and a line
of the trunk's branches off it as that limb would, it is the limb.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from engine.rig.skeletons import Part, Skeleton
from engine.rig.untangled import distance_to

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

PERSON, TRUNK, HEAD = "person", "trunk", "head"
ON_AXIS = 0.04  # long sides: so near to the bones of the trunk its line runs
STICK = 0.6  # of the trunk: as much of it a line runs along, in a stick figure
MEETS = 0.03  # long sides: so near to the trunk's line a limb begins
STRAIGHT = 0.4  # of its length: how far the ends of a limb's line lie apart at least
OFF = 0.1  # long sides: how far the end of a limb may lie off the joint at its tip
SHORT, LONG = 0.4, 1.9  # lengths of its twin that a limb's line has
ARMS_FROM, LEGS_FROM = 0.6, 0.75  # of the trunk from its neck: arms begin above, legs below
USUAL = (0.0, 0.48, 0.92, 1.0)  # of a limb's line: where its joints lie


@dataclass(frozen=True)
class _Line:
    """An open stroke that branches off the trunk's line.

    Attributes:
        own: numbers of its points, from the trunk outwards.
        root: where on the trunk it begins, 0 at the neck and 1 at the pelvis.
        length: of the line.
    """

    own: Ints
    root: float
    length: float


def stick_limbs(
    plan: Skeleton,
    joints: Floats,
    points: Floats,
    strokes: Ints,
    found: tuple[Ints, Floats],
) -> tuple[Floats, Ints, Floats]:
    """Return joints [J, 2], parts [P] and places [P] along them, of a stick figure.

    joints [J, 2], points [P, 2]: long side 1; strokes [P]; found: parts and places along them. What
    else was taken for such a limb is no part of the body: it is a thing in the hand.
    """
    parts, along = found
    if plan.name != PERSON:
        return joints, parts, along
    trunk = np.array([joints[plan.index[name]] for name in ("neck", "waist", "pelvis")])
    if not np.isfinite(trunk).all():
        return joints, parts, along
    core = _trunk_line(plan, trunk, points, strokes, parts)
    if not len(core):
        return joints, parts, along
    lines = _branches(points, strokes, core, trunk)
    joints, parts, along = joints.copy(), parts.copy(), along.copy()
    for pair in plan.twins:
        if not pair[0].name.startswith(("arm", "leg")):
            continue
        for part, twin in (pair, pair[::-1]):
            line = _line_of(plan, joints, points, parts, part, twin, lines)
            if line is None:
                continue
            number = plan.part_index[part.name]
            parts[parts == number] = -1
            parts[line.own] = number
            along[line.own] = _arc(points[line.own])
            joints[list(plan.chain(part))] = _laid(plan, joints, points[line.own], twin)
    return joints, parts, along


def _trunk_line(plan: Skeleton, trunk: Floats, points: Floats, strokes: Ints, parts: Ints) -> Ints:
    """Return the points of the line that runs along the bones of the trunk; none of an outline."""
    mine = np.flatnonzero(parts == plan.part_index[TRUNK])
    found = []
    long = float(np.linalg.norm(np.diff(trunk, axis=0), axis=1).sum())
    for stroke in np.unique(strokes[mine]):
        own = mine[strokes[mine] == stroke]
        line = _dense(points[own])
        near = distance_to(trunk, line)
        if near.mean() < ON_AXIS and near.max() < 2.0 * ON_AXIS and len(own) > 1:
            found.append(own)
    if not found:
        return np.zeros(0, np.int64)
    core: Ints = max(found, key=lambda own: float(np.linalg.norm(points[own[0]] - points[own[-1]])))
    return core if np.linalg.norm(np.ptp(points[core], axis=0)) > STICK * long else core[:0]


def _branches(points: Floats, strokes: Ints, core: Ints, trunk: Floats) -> list[_Line]:
    """Return the open strokes that begin on the trunk's line and end away from it."""
    axis = _dense(points[core])
    tree, found = cKDTree(axis), []
    chord = trunk[-1] - trunk[0]
    for stroke in np.unique(strokes):
        own = np.flatnonzero(strokes == stroke)
        if len(own) < 2 or stroke == strokes[core[0]]:
            continue
        line = points[own]
        length = float(np.linalg.norm(np.diff(line, axis=0), axis=1).sum())
        ends = tree.query(line[[0, -1]])[0]
        if ends[1] < ends[0]:
            own, ends = own[::-1], ends[::-1]
        apart = float(np.linalg.norm(line[0] - line[-1]))
        if ends[0] > MEETS or ends[1] < 2.0 * MEETS or apart < STRAIGHT * length:
            continue
        root = float((points[own[0]] - trunk[0]) @ chord / max(float(chord @ chord), 1e-9))
        found.append(_Line(own, root, length))
    return found


def _line_of(
    plan: Skeleton,
    joints: Floats,
    points: Floats,
    parts: Ints,
    part: Part,
    twin: Part,
    lines: list[_Line],
) -> _Line | None:
    """Return the line that is a limb where the limb has another one, or its bones lie elsewhere."""
    number, chain = plan.part_index[part.name], joints[list(plan.chain(part))]
    other = joints[list(plan.chain(twin))]
    if not np.isfinite(np.concatenate([chain, other])).all():
        return None
    for line in lines:
        if np.mean(parts[line.own] == number) > 0.5:
            off = float(np.linalg.norm(points[line.own[-1]] - chain[-1]))
            return line if off > OFF and (parts[line.own] == number).all() else None
    usual = float(np.linalg.norm(np.diff(other, axis=0), axis=1).sum())
    core = {plan.part_index[TRUNK], plan.part_index[HEAD]}
    free = [
        line
        for line in lines
        if (line.root < ARMS_FROM if part.name.startswith("arm") else line.root > LEGS_FROM)
        and SHORT * usual < line.length < LONG * usual
        and set(np.unique(parts[line.own]).tolist()) <= core | {-1}
    ]
    if not free:
        return None
    return min(free, key=lambda line: float(distance_to(chain, points[line.own]).mean()))


def _laid(plan: Skeleton, joints: Floats, line: Floats, twin: Part) -> Floats:
    """Return a limb's joints along its line [N, 2], at the shares of its twin's."""
    other = joints[list(plan.chain(twin))]
    steps = np.linalg.norm(np.diff(other, axis=0), axis=1)
    shares = np.concatenate([[0.0], np.cumsum(steps)]) / max(float(steps.sum()), 1e-9)
    shares = 0.5 * (shares + np.array(USUAL)) if len(shares) == len(USUAL) else shares
    arc = _arc(line)
    return np.stack([np.interp(shares, arc, line[:, axis]) for axis in (0, 1)], axis=1)


def _arc(line: Floats) -> Floats:
    """Return how far along a line [N, 2] its points lie [N], 0..1."""
    at = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))])
    return np.asarray(at / max(float(at[-1]), 1e-9))


def _dense(line: Floats) -> Floats:
    """Return 24 points along a line [N, 2], evenly."""
    arc, fine = _arc(line), np.linspace(0.0, 1.0, 24)
    return np.stack([np.interp(fine, arc, line[:, axis]) for axis in (0, 1)], axis=1)
