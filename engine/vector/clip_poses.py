# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Poses of an action, fitted to a clip: its strength, its loop, its frame rate."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.motion.curves import TAU, smooth
from engine.rig.bones import Bones, Pose, rotation, turns_against_parents, turns_in_all

Floats = NDArray[np.float64]
EASED_BACK = 12  # natural frames in which the end of a loop goes back to the drawing


def closed(pose: Pose, bones: Bones) -> Pose:
    """Return a pose that eases back to the drawing at its end; whole turns stay as they are."""
    own = turns_against_parents(pose.turns, bones)
    steps = min(EASED_BACK, pose.frames - 1)
    back = smooth(np.arange(1 - pose.frames + steps, steps + 1) / (steps + 1))[:, None]
    turns = turns_in_all(own - back * (own[-1] - TAU * np.round(own[-1] / TAU)), bones)
    scale = pose.scale
    if scale is not None:
        scale = scale - back[..., None] * (scale[-1] - 1.0)
    return Pose(pose.root - back * pose.root[-1], turns, scale)


def weakened(pose: Pose, bones: Bones, strength: float, centre: Floats, *, loop: bool) -> Pose:
    """Return a pose with all its turns and shifts scaled by a strength below 1.

    centre [2]: the middle of what the bones carry; its way is scaled, so that a body that turns
    about its middle still does. Whole turns of a loop become fewer whole turns.
    """
    own = turns_against_parents(pose.turns, bones)
    rounds = TAU * np.round(own[-1] / TAU) if loop else np.zeros(own.shape[1])
    way = np.arange(pose.frames)[:, None] / pose.frames
    whole = TAU * np.round(strength * rounds / TAU)
    turns = turns_in_all(way * whole + strength * (own - way * rounds), bones)
    scale = None if pose.scale is None else 1.0 + strength * (pose.scale - 1.0)
    arm = centre - bones.joints[0]
    before = _carried(arm, pose.turns[:, 0], pose.scale)
    after = _carried(arm, turns[:, 0], scale)
    return Pose(strength * (pose.root + before - arm) - (after - arm), turns, scale)


def _carried(arm: Floats, turns: Floats, scale: Floats | None) -> Floats:
    """Return where [F, 2] an arm [2] is when its joint, the first one, turns and stretches.

    turns [F], scale [F, J, 2]: of a pose.
    """
    arms = np.broadcast_to(arm, (len(turns), 2))
    return rotation(turns, arms if scale is None else scale[:, 0] * arms)


def at_rate(pose: Pose, frames: int, *, loop: bool) -> Pose:
    """Return a pose with another number of frames over the same time.

    A loop goes on after its last frame, towards its first one.
    """
    count = pose.frames
    if count == frames:
        return pose
    last = count if loop and count > 1 else count - 1
    at = np.minimum(np.arange(frames) * count / frames, last)
    low = np.clip(at.astype(int), 0, max(count - 2, 0))
    high, share = np.minimum(low + 1, count - 1), at - low

    def sampled(values: Floats) -> Floats:
        weight = share.reshape(-1, *[1] * (values.ndim - 1))
        return np.asarray(values[low] + weight * (values[high] - values[low]))

    scale = None if pose.scale is None else sampled(pose.scale)
    return Pose(sampled(pose.root), sampled(pose.turns), scale)
