# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A pose of joints as a motion of bones, which stretch along and across themselves only.

A pose may stretch along the drawing's axes. A bone that lies along one of them can do just that;
any other follows its own stretched line and keeps its area, and misses a shear. Where a bone would
miss too much, it is laid along an axis.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.rig.bones import Bones, Pose, placed_joints
from engine.vector.armature.layout import BoneLayout
from engine.vector.armature.skinning import BoneMotion

Floats = NDArray[np.float64]

MOST_SHEAR = 0.002  # of the drawing, by which a bone may miss a point


def bone_motion(
    bones: Bones, pose: Pose, layout: BoneLayout, points: Floats
) -> tuple[BoneLayout, BoneMotion]:
    """Return the motion of bones in a pose, and the layout with bones turned to axes.

    points [P, 2]: what the bones carry, at rest.
    """
    places = placed_joints(bones, pose)[:, layout.joints]
    turns = pose.turns[:, layout.joints]
    total = pose.scales(bones)
    if total is None:
        scales = np.ones((*turns.shape, 2))
        return layout, BoneMotion(layout.heads, layout.angles(), places, turns, scales)
    sizes = total[:, layout.joints]
    size = max(float(np.ptp(points, axis=0).max()), 1e-9)
    reach = _reaches(bones, layout, points)
    for bone in range(layout.count):
        angle = layout.angles()[bone]
        missed = np.abs(_stretched(sizes[:, bone], float(angle))[2]).max() * reach[bone]
        if missed > MOST_SHEAR * size:
            layout = layout.along_axis(bone)
    scales, more = np.ones((*turns.shape, 2)), np.zeros_like(turns)
    for bone, angle in enumerate(layout.angles()):
        along, across, _, swung = _stretched(sizes[:, bone], float(angle))
        scales[:, bone, 0], scales[:, bone, 1], more[:, bone] = along, across, swung
    return layout, BoneMotion(layout.heads, layout.angles(), places, turns + more, scales)


def _stretched(sizes: Floats, angle: float) -> tuple[Floats, Floats, Floats, Floats]:
    """Return how a bone at an angle stretches along x and y by sizes [F, 2].

    The results are [F]: factors along and across, the shear that is missed (a share of a point's
    distance from the bone's line), and how far the bone swings: by less than a quarter of a turn,
    so that a mirrored bone has a factor below 0.
    """
    c, s = np.cos(angle), np.sin(angle)
    line = sizes[:, 0] * c + 1j * sizes[:, 1] * s
    beside = -sizes[:, 0] * s + 1j * sizes[:, 1] * c
    sign = np.where((line * np.exp(-1j * angle)).real < 0.0, -1.0, 1.0)
    along = np.abs(line)
    turned = sign * beside * np.conj(line) / np.maximum(along, 1e-9)
    swung = np.angle(sign * line * np.exp(-1j * angle))
    return sign * along, turned.imag, turned.real, np.asarray(swung)


def _reaches(bones: Bones, layout: BoneLayout, points: Floats) -> Floats:
    """Return the largest distance [B] of what a bone carries, and of its children, to its line."""
    reach = np.zeros(layout.count)
    arm = layout.tails - layout.heads
    unit = arm / np.linalg.norm(arm, axis=1, keepdims=True)
    for bone, joint in enumerate(layout.joints):
        carried = ((bones.carriers == joint) & (bones.weights > 0.1)).any(axis=1)
        away = np.concatenate([points[carried], layout.heads[layout.parents == bone]])
        away = away - layout.heads[bone]
        beside = away @ np.array([-unit[bone, 1], unit[bone, 0]])
        reach[bone] = np.abs(beside).max(initial=0.0)
    return reach
