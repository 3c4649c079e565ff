# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Knees and elbows fold one way only when a limb reaches for its target."""

from __future__ import annotations

import numpy as np
import pytest

from addon.blender.write.ik_targets import FOLDED, Reach, fold
from addon.blender.write.key_curves import NO_KEYS
from addon.blender.write.scene_rig import SceneBone
from addon.contract.armature import SIZE

REACH = Reach("foot target.L", 1, 2)


def limb(bend: float, turns: tuple[float, ...] = ()) -> tuple[SceneBone, ...]:
    """Return a thigh downwards and a shin that is drawn bent, with keys of the shin's turn."""
    knee = np.array([0.0, -1.0])
    foot = knee + np.array([np.sin(bend), -np.cos(bend)])
    keys = np.array([[f, v, f, v, f, v] for f, v in enumerate(turns)]).reshape(-1, 6)
    rest, hip = (NO_KEYS, NO_KEYS), np.zeros(2)
    still = (NO_KEYS, NO_KEYS, NO_KEYS, SIZE)
    return (
        SceneBone("thigh.L", "leg_left0", -1, hip, knee, knee, rest, *still),
        SceneBone("shin.L", "leg_left1", 0, knee, foot, foot, rest, keys, *still[1:]),
    )


@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_a_limb_folds_the_way_its_motion_folds_it(sign: float) -> None:
    low, high = fold(limb(0.0, (0.0, 0.9 * sign, 0.1 * sign)), REACH)
    assert (low, high) == ((0.0, FOLDED) if sign > 0 else (-FOLDED, 0.0))


@pytest.mark.parametrize("bend", [0.4, -0.4])
def test_without_a_motion_it_folds_on_the_way_it_is_drawn(bend: float) -> None:
    low, high = fold(limb(bend), REACH)
    straight, folded = (low, high) if bend > 0 else (high, low)
    assert straight == pytest.approx(-bend)  # it can be stretched out, and no farther
    assert folded == pytest.approx(np.sign(bend) * FOLDED - bend)


def test_no_key_is_beyond_the_limits() -> None:
    low, high = fold(limb(0.3, (0.0, -0.7, 1.2)), REACH)
    assert low <= -0.7 and high >= 1.2
