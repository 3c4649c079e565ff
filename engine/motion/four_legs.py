# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The four legs of an animal, as its actions think of them."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from engine.motion.curves import smooth
from engine.motion.gaits import Footsteps
from engine.motion.legs import Leg
from engine.motion.performance import Performance
from engine.motion.stout import SINGLE, STOUT, drawn_as_one, legs_by_thickness, lines_of

Floats = NDArray[np.float64]
HIND, FORE = ("hind_near", "hind_far"), ("fore_near", "fore_far")
FOLDS = {name: (1.0, -0.7) for name in HIND} | {name: (-0.35, 1.0) for name in FORE}
SWING = 0.55  # radians, for a foot that passes as far under the body as its leg is long
DRAWN = 3  # points, at least, of a leg that is drawn


def four_legs(body: Performance) -> dict[str, Leg]:
    """Return the legs that the drawing shows, by limb.

    Where near and far legs hide one another only one of them is drawn, with two sides.
    """
    folds = dict(FOLDS)
    for pair in (HIND, FORE):
        hidden = min(pair, key=lambda name: lines_of(body, name))
        if drawn_as_one(body, *pair) and lines_of(body, hidden) < DRAWN:
            del folds[hidden]
    return legs_by_thickness(body, folds, SINGLE if len(folds) == 2 else STOUT)


def middle_of(body: Performance) -> Floats:
    """Return the place [2] about which the trunk pitches."""
    return 0.5 * (body.rest.at("hip") + body.rest.at("shoulder"))


def leg_length(body: Performance) -> float:
    """Return the mean length of a leg."""
    legs = [body.rest.limb(name) for name in (*HIND, *FORE)]
    sound = [leg.length for leg in legs if leg.sound]
    return float(np.mean(sound)) if sound else 0.35 * body.size


def swing_others(
    body: Performance, legs: Mapping[str, Leg], steps: Footsteps, envelope: Floats
) -> None:
    """Swing legs that are drawn, but whose joints are too uncertain for steps, from their roots.

    legs: those that step. envelope [F]: how much of the swing there is.
    """
    bones = body.rest.bones
    for name in (*HIND, *FORE):
        index = body.rest.limb(name).index
        mine = np.isin(bones.carriers, index) & (bones.weights > 0.5)
        if name in legs or not index or int(mine.any(axis=1).sum()) < DRAWN:
            continue
        phase = np.mod(steps.cycle - steps.gait.starts[name], 1.0)
        duty = steps.gait.duty
        back = np.where(phase < duty, phase / duty, 1.0 - smooth((phase - duty) / (1.0 - duty)))
        body.pitch(f"{name}0", SWING * steps.gait.reach * (2.0 * back - 1.0) * envelope)
