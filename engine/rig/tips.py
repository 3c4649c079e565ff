# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Limbs that end where their lines end.

The network finds a place by averaging votes, so hands, feet and ends of tails come out a little
short. What holds a limb by its end would hold it beside the line.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.rig.skeletons import Skeleton

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

NEAR = 0.1  # long sides: how far a tip may move
FEWEST = 3  # points of a limb's lines
OPEN = 0.05  # long sides: no line is as near as this to a tip in the open air
FREE = ("arm", "leg", "fore", "hind", "wing", "fin", "claw")  # parts that end in a tip
REACH = 0.35  # long sides: how far such a tip may move


def tips_on_lines(plan: Skeleton, joints: Floats, points: Floats, parts: Ints) -> Floats:
    """Return joints [J, 2] in which the last joint of a limb lies on the end of its lines.

    points [P, 2] with parts [P]: long side 1. That end is the point near the joint that lies
    farthest out in the direction of the last bone. Parts that never bend, like heads, and the
    trunk keep theirs.
    """
    joints = joints.copy()
    for number, part in enumerate(plan.parts):
        if part.rigid or len(part.joints) < 2 or not plan.part_parent(part):
            continue
        if part.joints[-1] in {name for other in plan.parts for name in other.joints[:-1]}:
            continue  # a neck ends in a head
        before, tip = (joints[plan.index[name]] for name in part.joints[-2:])
        line = points[parts == number]
        line = line[np.linalg.norm(line - tip, axis=1) < NEAR]
        if len(line) < FEWEST:
            continue
        out = (line - tip) @ (tip - before)
        if out.max() > 0.0:
            joints[plan.index[part.joints[-1]]] = line[int(out.argmax())]
    return joints


def tips_from_open_air(plan: Skeleton, joints: Floats, points: Floats, parts: Ints) -> Floats:
    """Return joints [J, 2] in which no limb or fin ends in the open air, off all lines.

    points [P, 2] with parts [P]: as above. Such a tip goes to the point of its own lines that is
    farthest from the limb's root.
    """
    joints = joints.copy()
    for number, part in enumerate(plan.parts):
        line = points[parts == number]
        if part.name.split("_")[0] not in FREE or len(part.joints) < 2 or len(line) < FEWEST:
            continue
        root, tip = (joints[plan.index[name]] for name in (part.joints[0], part.joints[-1]))
        if np.linalg.norm(points - tip, axis=1).min() <= OPEN:
            continue
        end = line[int(np.linalg.norm(line - root, axis=1).argmax())]
        if np.linalg.norm(end - tip) <= REACH:
            joints[plan.index[part.joints[-1]]] = end
    return joints
