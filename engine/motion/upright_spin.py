# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What spins about an upright axis: a chair, a trophy. Nothing that stands turns upside down.

Seen from the side it gets narrow, is seen from behind, gets narrow again.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from engine.motion.curves import TAU
from engine.motion.performance import Performance
from engine.motion.thing_parts import is_round, looks_alike_turned, narrowed, scaled_about
from engine.rig.pieces.turning import LYING, UPRIGHT

Floats = NDArray[np.float64]

#: Body plans of what stands and has no spin of its own.
STANDING = ("car", "bicycle", "cyclist", "machine", "tree", "plant", "four_legged", "sitting")
BASE, LEVEL = 0.35, 0.03  # of its width: on so much of it a thing stands; of its height: its base
SLIM = 0.6  # of its width: it is at least as high
MIRRORED = 0.02  # of its size: how far points of its mirror image lie off its lines


def spins_upright(body: Performance) -> bool:
    """Tell whether a thing spins about an upright axis.

    What it is says so first. Else a thing does that stands on a level base, looks the same from
    both sides, and isn't round.
    """
    rest = body.rest
    if rest.bones.plan:
        return rest.bones.plan in STANDING
    if rest.has(LYING) or rest.has(UPRIGHT):
        return not rest.has(LYING)
    return not (is_round(body) or looks_alike_turned(body)) and _stands(body)


def _stands(body: Performance) -> bool:
    """Tell whether a drawing has a level base and is its own mirror image."""
    lines = body.rest.lines
    if lines is None or len(lines) < 3:
        return False
    (left, top), (right, low) = body.rest.box
    wide, tall = right - left, low - top
    base = lines[lines[:, 1] > low - LEVEL * tall, 0]
    if tall < SLIM * wide or np.ptp(base) < BASE * wide:
        return False
    mirrored = np.stack([left + right - lines[:, 0], lines[:, 1]], axis=1)
    return float(cKDTree(lines).query(mirrored)[0].mean()) < MIRRORED * body.size


def spun_upright(body: Performance, along: Floats, turns: float) -> None:
    """Spin about the upright axis through a thing's middle; along [F]: the share of the turns."""
    scaled_about(body, body.rest.centre, narrowed(TAU * turns * along), 1.0)
