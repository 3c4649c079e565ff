# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A free motion of points, carried by bones: what they do without stretching or folding.

Each joint takes the turn that fits the points it carries best (orthogonal Procrustes, in the plane
the argument of a complex sum), pulled towards its parent's turn where few points speak for it.
Places are not fitted on purpose: bones that follow a shrinking body would fold to keep up with it.
"""

from __future__ import annotations

import numpy as np

from engine.rig.bones import Bones, Floats, Pose, deformed

PULL = 0.12  # of the parent's turn, as a share of what a bone with its part of the points says


def carried(
    bones: Bones,
    points: Floats,
    moved: Floats,
    lengths: Floats | None = None,
    *,
    loop: bool = False,
    smooth: bool = True,
) -> Pose:
    """Return the pose that follows a motion of the points that bones carry.

    points [P, 2]: at rest; moved [F, P, 2]: the free motion, frame 0 at rest, same units;
    lengths [P]: length of line that each point stands for, None where all stand for the same.
    """
    share = np.ones(len(points)) if lengths is None else lengths / max(lengths.mean(), 1e-12)
    turns = _turns(bones, points, moved, share)
    turns = turns - turns[:1]
    if smooth:
        turns = _smoothed(turns, loop)
    pose = Pose(np.zeros((len(moved), 2)), turns)
    away = moved - deformed(bones, points, pose)
    shift = np.einsum("fpc,p->fc", away, share / share.sum())
    return Pose(shift - shift[:1], turns)


def _turns(bones: Bones, points: Floats, moved: Floats, lengths: Floats) -> Floats:
    """Each joint's turn [F, J], from the root outwards."""
    rest = points[:, 0] + 1j * points[:, 1]
    free = moved[..., 0] + 1j * moved[..., 1]
    turns = np.zeros((len(moved), len(bones.names)))
    share = _shares(bones) * lengths[:, None]
    pull = _pulls(bones)
    middle = (lengths * rest).sum() / lengths.sum()
    middles = (free * lengths).sum(axis=1, keepdims=True) / lengths.sum()
    start = np.unwrap(np.angle((lengths * np.conj(rest - middle) * (free - middles)).sum(axis=1)))
    for joint in bones.order:
        parent = int(bones.parents[joint])
        above = turns[:, parent] if parent >= 0 else start
        votes = pull[joint] * np.exp(1j * above)
        own = np.flatnonzero(share[:, joint] > 0)
        if len(own) >= 2:
            weight, places = share[own, joint], free[:, own]
            total = weight.sum()
            centre = (weight * rest[own]).sum() / total
            place = (places * weight).sum(axis=1, keepdims=True) / total
            votes = votes + (weight * np.conj(rest[own] - centre) * (places - place)).sum(axis=1)
        # the turn against the parent is small, so it never jumps by a whole turn
        turns[:, joint] = above + np.unwrap(np.angle(votes * np.exp(-1j * above)))
    return turns


def _pulls(bones: Bones) -> Floats:
    """How strongly each joint [J] is held to its parent's turn, in squared units.

    A straight bone of length L with n points along it speaks with n L^2 / 12.
    """
    length = np.zeros(len(bones.names))
    for joint, parent in enumerate(bones.parents):
        if parent >= 0:
            reach = float(np.linalg.norm(bones.joints[joint] - bones.joints[parent]))
            length[parent] = max(length[parent], reach)
    points = len(bones.carriers) / len(bones.names)
    return np.asarray(PULL * points * np.maximum(length, 0.1 * length.max()) ** 2 / 12)


def _smoothed(turns: Floats, loop: bool) -> Floats:
    """Average turns [F, J] a little over time; frame 0 stays 0."""
    if len(turns) < 3:
        return turns
    ends = (turns[:1], turns[-1:])
    if loop:  # what turns on and on has made whole turns when the loop begins again
        count = len(turns)
        around = 2 * np.pi * np.round(turns[-1:] * count / (count - 1) / (2 * np.pi))
        ends = (turns[-1:] - around, turns[:1] + around)
    padded = np.concatenate([ends[0], turns, ends[1]])
    mean = 0.25 * padded[:-2] + 0.5 * padded[1:-1] + 0.25 * padded[2:]
    return np.asarray(mean - mean[:1])


def _shares(bones: Bones) -> Floats:
    """How much each joint carries of each point [P, J]."""
    share = np.zeros((len(bones.carriers), len(bones.names)))
    for k in range(bones.carriers.shape[1]):
        np.add.at(share, (np.arange(len(share)), bones.carriers[:, k]), bones.weights[:, k])
    return share
