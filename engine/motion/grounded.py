# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Soft chains stay above the ground: a tail that swings down lies on it instead."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from engine.motion.performance import Performance
from engine.rig.bones import rotation

Floats = NDArray[np.float64]
OVER = 0.5  # of its length: a bone that reaches as far to the other side than drawn lies down there


def keep_above_ground(body: Performance, names: Sequence[str]) -> None:
    """Turn the joints of a chain so that nothing of it goes lower than the ground, or than drawn.

    names: of the chain's joints, from its root outwards. What would be lower is brought to the
    ground by the joint before it, to the side it is drawn on or has swung over to.
    """
    rest = body.rest
    index = [rest.index[name] for name in names if name in rest.index]
    if not index:
        return
    ends = np.concatenate([rest.joints[index[1:]], _end(body, index)[None]])
    lowest = max(rest.ground, float(ends[:, 1].max()))
    for root, end in zip(index, ends, strict=True):
        place, turn = body.places()[:, root], body.turns()[:, root]
        arm = rotation(turn, np.broadcast_to(end - rest.joints[root], (body.frames, 2)))
        length = np.maximum(np.hypot(arm[:, 0], arm[:, 1]), 1e-9)
        room = np.clip((lowest - place[:, 1]) / length, -1.0, 1.0)
        level = np.arcsin(room)  # angle below the horizontal at which the end lies on the ground
        drawn = 1.0 if end[0] >= rest.joints[root, 0] else -1.0
        side = np.where(drawn * arm[:, 0] > -OVER * length, drawn, -drawn)
        now = np.arctan2(arm[:, 1], side * arm[:, 0])
        body.own[:, root] += side * np.minimum(level - now, 0.0)


def _end(body: Performance, index: Sequence[int]) -> Floats:
    """Return the place [2] at rest of the farthest that the last joint of a chain carries."""
    rest, last = body.rest, index[-1]
    children = [joint for joint, parent in enumerate(rest.bones.parents) if parent == last]
    far = [rest.joints[joint] for joint in children]
    if rest.points is not None:
        mine = np.isin(rest.bones.carriers, [last, *children]) & (rest.bones.weights > 0.5)
        far += list(rest.points[mine.any(axis=1)])
    if not far:
        return np.asarray(rest.joints[last])
    away = [float(np.hypot(*(place - rest.joints[last]))) for place in far]
    return np.asarray(far[int(np.argmax(away))])
