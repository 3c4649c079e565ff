# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Joints that follow those an artist has placed, the less the more bones lie between.

The network has been told of placed joints and has answered. What it still misses by is spread over
the skeleton: a Gaussian process on the tree of bones (kriging), zero far from all placed joints.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from engine.rig.skeletons import Skeleton

Floats = NDArray[np.float64]

RANGE = 0.75  # bones: where a joint follows with 1 / e of the way


def bones_between(plan: Skeleton) -> Floats:
    """Return how many bones lie between each two of the plan's joints [J, J]."""
    count = len(plan.joints)
    hops = np.full((count, count), np.inf)
    np.fill_diagonal(hops, 0.0)
    for joint, parent in enumerate(plan.parents):
        if parent >= 0:
            hops[joint, parent] = hops[parent, joint] = 1.0
    for middle in range(count):
        hops = np.minimum(hops, hops[:, middle, None] + hops[None, middle])
    return hops


def following(plan: Skeleton, joints: Floats, placed: Mapping[int, Floats]) -> Floats:
    """Return joints [J, 2] that lie where they were placed, the others near them following."""
    if not placed:
        return joints
    numbers = np.array(list(placed))
    missed = np.stack([placed[number] for number in numbers]) - joints[numbers]
    kernel = np.exp(-bones_between(plan) / RANGE)
    shares = np.linalg.solve(kernel[np.ix_(numbers, numbers)], missed)
    return np.asarray(joints + kernel[:, numbers] @ shares)
