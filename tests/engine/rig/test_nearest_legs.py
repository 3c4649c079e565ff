# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A leg's line hangs on the leg that it is drawn around."""

from __future__ import annotations

import numpy as np

from engine.rig.nearest_legs import on_nearest_legs
from engine.rig.skeletons import PLANS

PLAN = PLANS["four_legged"]
X = {"hind_near": -0.4, "hind_far": -0.25, "fore_near": 0.2, "fore_far": 0.35}


def test_a_foreleg_taken_for_a_hind_leg_is_a_foreleg() -> None:
    joints = np.zeros((len(PLAN.joints), 2))
    for name, x in X.items():
        for number, joint in enumerate(PLAN.chain(PLAN.parts[PLAN.part_index[name]])):
            joints[joint] = [x, 0.1 * number]
    down = np.linspace(0.0, 0.4, 9)
    legs = [np.stack([np.full(9, x + 0.02), down], axis=1) for x in X.values()]
    belly = np.stack([np.linspace(-0.4, 0.35, 9), np.zeros(9)], axis=1)
    points = np.concatenate([*legs, belly])
    strokes = np.repeat(np.arange(5), 9)
    numbers = [PLAN.part_index[name] for name in X]
    true = np.repeat([*numbers, 0], 9)
    said = true.copy()
    said[strokes == 2] = PLAN.part_index["hind_far"]
    assert np.array_equal(on_nearest_legs(PLAN, joints, points, strokes, said), true)
    assert np.array_equal(on_nearest_legs(PLAN, joints, points, strokes, true), true)
