# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Limbs of things without a body plan: rigid pieces that are hinged to the rest."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.motion.performance import Performance

Floats = NDArray[np.float64]
CARRIED = 0.5  # of a point, that a joint carries at least of what is its own
HINGED = 0.3  # of its reach: a hinge is as far from the middle of its limb


@dataclass(frozen=True)
class ThingLimb:
    """A hinged piece.

    Attributes:
        name: of the joint at its hinge.
        hinge: [2], at rest; tip: [2], its furthest point.
    """

    name: str
    hinge: Floats
    tip: Floats

    @property
    def arm(self) -> Floats:
        """From the hinge to the tip [2]."""
        return np.asarray(self.tip - self.hinge)

    @property
    def reach(self) -> float:
        """Length of the limb."""
        return float(np.hypot(*self.arm))


def limbs_of(body: Performance) -> list[ThingLimb]:
    """Return the limbs of a thing, the longest first; those that lie apart are none."""
    rest, bones = body.rest, body.rest.bones
    if rest.points is None or rest.plan is not None or len(rest.points) != len(bones.parts):
        return []
    found = []
    for joint, name in enumerate(bones.names):
        if bones.parents[joint] < 0 or not name.startswith("piece"):
            continue
        share = np.where(bones.carriers == joint, bones.weights, 0.0).sum(axis=1)
        own = rest.points[share > CARRIED]
        if len(own) < 2:
            continue
        away = np.linalg.norm(own - bones.joints[joint], axis=1)
        limb = ThingLimb(name, bones.joints[joint], own[int(away.argmax())])
        middle = 0.5 * (own.min(axis=0) + own.max(axis=0))
        if np.linalg.norm(middle - limb.hinge) > HINGED * limb.reach:
            found.append(limb)
    return sorted(found, key=lambda limb: -limb.reach)


def rear_limbs(body: Performance) -> list[ThingLimb]:
    """Return the limbs in the rear half: a tail, fins."""
    return [limb for limb in limbs_of(body) if (limb.tip - body.rest.centre)[0] * body.facing < 0]
