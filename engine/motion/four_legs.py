# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The four legs of an animal, as its actions think of them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.motion.legs import Leg
from engine.motion.performance import Performance
from engine.motion.stout import legs_by_thickness

Floats = NDArray[np.float64]
HIND, FORE = ("hind_near", "hind_far"), ("fore_near", "fore_far")
FOLDS = {name: (1.0, -0.7) for name in HIND} | {name: (-0.35, 1.0) for name in FORE}


def four_legs(body: Performance) -> dict[str, Leg]:
    """Return the legs that the drawing shows, by limb."""
    return legs_by_thickness(body, FOLDS)


def middle_of(body: Performance) -> Floats:
    """Return the place [2] about which the trunk pitches."""
    return 0.5 * (body.rest.at("hip") + body.rest.at("shoulder"))


def leg_length(body: Performance) -> float:
    """Return the mean length of a leg."""
    legs = [body.rest.limb(name) for name in (*HIND, *FORE)]
    sound = [leg.length for leg in legs if leg.sound]
    return float(np.mean(sound)) if sound else 0.35 * body.size
