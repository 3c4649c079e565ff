# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How much of each point turns about each hinge.

In the disc of a hinge the share depends on the place alone, whatever stroke a point is of: so ink
that touches there at rest touches in every pose.
"""

from __future__ import annotations

import numpy as np

from engine.rig.pieces.cuts import Cut
from engine.rig.pieces.ink import Floats, SampledInk, components


def shares(ink: SampledInk, cut: Cut) -> Floats:
    """Return the share [P], 0..1, with which each point turns about a hinge."""
    share = cut.far[ink.sample_of_point].astype(np.float64)
    reach = cut.radius + cut.blend
    near = np.flatnonzero((np.abs(ink.points - cut.centre) <= reach).all(axis=1))
    arm = ink.points[near] - cut.centre
    away = np.linalg.norm(arm, axis=1)
    bent = np.clip(0.5 + 0.5 * (arm @ _direction(ink, cut)) / cut.blend, 0.0, 1.0)
    blended = np.clip(1 - (away - cut.radius) / cut.blend, 0.0, 1.0)
    blended *= _joined(ink, cut)[ink.sample_of_point[near]]
    far = share[near] > 0.5
    share[near] = np.where(far, 1 - (1 - bent) * blended, bent * blended)
    return share


def _direction(ink: SampledInk, cut: Cut) -> Floats:
    """Return the unit vector [2] from a hinge along the limb on its far side."""
    away = ink.places - cut.centre
    distance = np.linalg.norm(away, axis=1)
    limb = cut.far & (distance > cut.radius)
    if not limb.any():
        return np.array([1.0, 0.0])
    limb &= distance <= distance[limb].min() + 2 * cut.blend
    way = away[limb].mean(axis=0)
    return np.asarray(way / max(float(np.linalg.norm(way)), 1e-9))


def _joined(ink: SampledInk, cut: Cut) -> Floats:
    """Whether each sample [N] hangs together with ink in the disc, within reach of the blend."""
    distance = np.linalg.norm(ink.places - cut.centre, axis=1)
    within = distance <= cut.radius + cut.blend
    ring = np.flatnonzero(within)
    number = np.cumsum(within) - 1
    edges = number[ink.edges[within[ink.edges[:, 0]] & within[ink.edges[:, 1]]]]
    label = components(len(ring), edges)
    joined = np.zeros(len(distance))
    joined[ring] = np.isin(label, label[distance[ring] <= cut.radius])
    return joined
