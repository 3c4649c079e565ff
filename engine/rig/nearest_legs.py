# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A line that is taken for a leg belongs to the leg whose joints it is drawn around.

Joints are means over the whole drawing, and right more often than the label of a single line; a
foreleg's line that hangs on a hind leg would cross the whole belly at the first step.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.rig.skeletons import Skeleton

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

NEARER = 0.7  # of its distance to its own leg: what is as near to another one is that leg's
BESIDE = 0.03  # long sides: what is as near to its own leg keeps it


def on_nearest_legs(
    plan: Skeleton, joints: Floats, points: Floats, strokes: Ints, parts: Ints
) -> Ints:
    """Return parts [P] in which pieces of legs are those of the nearest leg.

    joints [J, 2], points [P, 2]: long side 1; strokes [P]. A piece is a run of points of a stroke
    with one part.
    """
    legs = [
        number
        for number, part in enumerate(plan.parts)
        if plan.joints[plan.index[part.joints[-1]]].contact and len(part.joints) > 2
    ]
    if len(legs) < 2:
        return parts
    away = np.stack([_distance(points, joints[list(plan.chain(plan.parts[n]))]) for n in legs])
    ends = np.flatnonzero((np.diff(strokes) != 0) | (np.diff(parts) != 0)) + 1
    parts = parts.copy()
    for piece in np.split(np.arange(len(points)), ends):
        if parts[piece[0]] not in legs:
            continue
        mean = away[:, piece].mean(axis=1)
        own, best = legs.index(int(parts[piece[0]])), int(mean.argmin())
        if mean[own] > BESIDE and mean[best] < NEARER * mean[own]:
            parts[piece] = legs[best]
    return parts


def _distance(points: Floats, chain: Floats) -> Floats:
    """Return how far points [P, 2] are from a chain of joints [n, 2]."""
    start, along = chain[:-1], np.diff(chain, axis=0)
    square = np.maximum((along**2).sum(axis=1), 1e-12)
    share = np.clip(((points[:, None] - start) * along).sum(axis=2) / square, 0.0, 1.0)
    nearest = start + share[..., None] * along
    return np.asarray(np.linalg.norm(points[:, None] - nearest, axis=2).min(axis=1))
