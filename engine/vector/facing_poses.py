# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A body that turns to its other side: ever narrower, then mirrored."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from engine.motion.beat import MotionBeat
from engine.rig.bones import Bones, Pose

Floats = NDArray[np.float64]
TURNING = 7  # natural frames in which a body turns to its other side
NARROWEST = 0.05  # share of its width that a body has at least while it turns


def sides(beats: Sequence[MotionBeat], turned: Sequence[bool], frames: int) -> Floats:
    """Return the side [F] that a body looks to: 1 as drawn, -1 mirrored, in between turning.

    turned: of each beat, whether the body is mirrored in it.
    """
    side = np.ones(frames)
    for beat, back in zip(beats, turned, strict=True):
        before, after = side[max(beat.start - 1, 0)], -1.0 if back else 1.0
        if before == after:
            continue
        count = max(2, min(TURNING, beat.frames // 2))
        share = np.clip((np.arange(frames) - beat.start) / count, 0.0, 1.0)
        wide = np.cos(np.pi * share)
        wide = np.where(np.abs(wide) < NARROWEST, np.where(wide < 0, -NARROWEST, NARROWEST), wide)
        side[beat.start :] = (before * wide)[beat.start :]
    return side


def mirror_shift(bones: Bones, side: Floats, middle: float) -> Floats:
    """Return how far [F, 2] the first joint goes because the body is mirrored about its middle."""
    across = (side - 1.0) * (bones.joints[0, 0] - middle)
    return np.stack([across, np.zeros(len(side))], axis=1)


def mirrored(pose: Pose, bones: Bones, side: Floats, middle: float) -> Pose:
    """Return a pose that looks to a side [F]; middle: x about which the drawing is mirrored.

    What it goes along x, it goes to the other side while it is mirrored.
    """
    if (side == 1.0).all():
        return pose
    steps = np.diff(pose.root[:, 0], prepend=pose.root[0, 0]) * side
    root = pose.root.copy()
    root[:, 0] = np.cumsum(steps) + root[0, 0]
    root += mirror_shift(bones, side, middle)
    scale = np.ones((*pose.turns.shape, 2)) if pose.scale is None else pose.scale.copy()
    scale[:, bones.parents < 0, 0] *= side[:, None]
    return Pose(root, pose.turns * np.sign(side)[:, None], scale)
