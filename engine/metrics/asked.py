# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a motion stretches on purpose: wings that turn away, mouths that open, doors, squash."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from addon.contract.animation import Animation
from addon.contract.pose import RigPose
from engine.runtime.arrays import numpy_of

UNSCALED = 1e-3  # of its size: what is stretched less isn't stretched
HANGS = 0.05  # of a point's weight, from which it goes along


def stretched_joints(pose: RigPose) -> NDArray[np.bool_]:
    """Return which joints are stretched, themselves or by what they hang on, bool [F, J]."""
    parents = numpy_of(pose.rig.parents)
    if pose.scales is None:
        return np.zeros((len(numpy_of(pose.turns)), len(parents)), dtype=bool)
    scales = numpy_of(pose.scales)
    stretched = np.asarray((np.abs(np.abs(scales) - 1.0) > UNSCALED).any(axis=2))
    for joint, parent in enumerate(parents.tolist()):
        if parent >= 0:
            stretched[:, joint] |= stretched[:, parent]
    return stretched


def stretched_points(animation: Animation) -> NDArray[np.bool_] | None:
    """Return which points of the drawing are stretched in any frame, bool [P]; None: no bones."""
    if animation.pose is None:
        return None
    joints = np.asarray(stretched_joints(animation.pose).any(axis=0))
    carriers = numpy_of(animation.pose.rig.carriers).astype(np.int64)
    weights = numpy_of(animation.pose.rig.weights)
    if not len(joints):
        return np.zeros(len(carriers), dtype=bool)
    own = np.where(joints[np.maximum(carriers, 0)] & (carriers >= 0), weights, 0.0)
    return np.asarray(own.sum(axis=1) > HANGS)
