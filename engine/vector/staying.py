# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bodies that go nowhere stay in the picture: they leap lower, and slide aside as they fall."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from engine.motion.rest import RestPose
from engine.rig.bones import Bones, Pose, rotation

Floats = NDArray[np.float64]
LOWEST_LEAP = 0.5  # of a leap's height, that is left of it where there is no room above


def below_top(pose: Pose, bones: Bones, box: Floats) -> Pose:
    """Return a pose whose leaps stay below the top of the canvas, as far as they can be lowered.

    Who only turns about another place than his first joint doesn't leap: the middle of the box
    [2, 2] tells. A drawing that isn't on the canvas leaps as high as it would.
    """
    if box[0, 1] <= 0.0:
        return pose
    arm = box.mean(axis=0) - bones.joints[0]
    if not np.isfinite(arm).all():
        arm = np.zeros(2)
    turned = rotation(pose.turns[:, 0], np.broadcast_to(arm, pose.root.shape)) - arm
    gone = pose.root[:, 1] + turned[:, 1]
    highest = -float(gone.min())
    room = max(float(box[0, 1]), LOWEST_LEAP * highest)
    if highest <= 0.0 or room >= highest:
        return pose
    root = pose.root.copy()
    root[:, 1] -= np.where(gone < 0.0, gone * (1.0 - room / highest), 0.0)
    return replace(pose, root=root)


def between_sides(pose: Pose, stage: RestPose, canvas: tuple[float, float]) -> Pose:
    """Return a pose of what falls over in which it slides aside where it would leave the picture.

    A drawing that isn't on the canvas falls as it would.
    """
    if stage.box[0, 0] < 0.0 or stage.box[1, 0] > canvas[0]:
        return pose
    left, right = _across(pose, stage)
    root = pose.root.copy()
    root[:, 0] -= np.maximum(right - canvas[0], 0.0) - np.maximum(-left, 0.0)
    return replace(pose, root=root)


def _across(pose: Pose, stage: RestPose) -> Floats:
    """Return from where to where [2, F] the box of a body reaches along x, as its root turns."""
    low, high = stage.box
    corners = np.array([[low[0], low[1]], [high[0], low[1]], [low[0], high[1]], high])
    arms = corners - stage.bones.joints[0]
    places = rotation(pose.turns[:, :1], arms[None]) + pose.root[:, None]
    x = stage.bones.joints[0][0] + places[..., 0]
    return np.stack([x.min(axis=1), x.max(axis=1)])
