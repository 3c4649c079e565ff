# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Feet that stand: where they touch the ground they go with it."""

from __future__ import annotations

import numpy as np
import pytest

from engine.metrics.standing import slide

Floats = np.ndarray
SIZE = 100.0
SOLE = np.stack([np.linspace(0.0, 10.0, 11), np.zeros(11)], axis=1)


def foot(way: Floats, lift: Floats, at: float = 0.0) -> Floats:
    """A sole that goes by way [F] and is lifted by lift [F], from x = `at` on."""
    return SOLE[None] + np.array([at, 0.0]) + np.stack([way, -lift], axis=1)[:, None]


def test_a_sole_that_rolls_over_its_toe_does_not_slide() -> None:
    toe, angle = SOLE[-1], np.concatenate([np.zeros(6), np.linspace(0.0, 0.8, 6)])
    cos, sin = np.cos(angle)[:, None], np.sin(angle)[:, None]
    x, y = (SOLE - toe).T
    rolled = np.stack([cos * x - sin * y, sin * x + cos * y], axis=2) + toe
    assert np.ptp(rolled[..., 0].mean(axis=1)) > 1.0
    assert slide([rolled], SIZE) < 0.001
    dragged = rolled + np.clip(np.arange(12.0) - 6.0, 0.0, 2.0)[:, None, None] * [1.0, 0.0]
    assert slide([dragged], SIZE) > 0.01


def test_ground_that_passes_by_ever_faster_carries_all_feet() -> None:
    frames = np.arange(24.0)
    way = -0.05 * frames**2
    down, up = np.where(frames < 12, 0.0, 9.0), np.where(frames < 8, 9.0, 0.0)
    assert slide([foot(way, down), foot(way, up, 30.0)], SIZE) < 0.005


def test_feet_that_go_different_ways_slide() -> None:
    still = np.zeros(24)
    late = np.clip(np.arange(24.0) - 4, 0.0, 3.0)
    assert slide([foot(still, still), foot(late, still, 30.0)], SIZE) == pytest.approx(0.03)
    lifted = np.where((late > 0.0) & (late < 3.0), 4.0, 0.0)
    assert slide([foot(still, still), foot(late, lifted, 30.0)], SIZE) < 0.011


def test_a_foot_far_above_the_others_does_not_stand() -> None:
    still, late = np.zeros(24), np.clip(np.arange(24.0) - 4, 0.0, 3.0)
    above = foot(late, still + 8.0, 30.0)
    assert slide([foot(still, still), above], SIZE) == 0.0
    assert np.isnan(slide([], SIZE))
