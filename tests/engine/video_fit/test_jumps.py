# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What goes on as it was going costs nothing, and no jump costs more than the largest."""

from __future__ import annotations

import numpy as np
import pytest

from engine.video_fit.jumps import JUMP, LARGEST_JUMP, SPEED_KEPT, going_on, jump_cost


def test_points_go_on_a_little_slower() -> None:
    before, now = np.zeros((3, 2)), np.full((3, 2), 0.02)
    expected = going_on(before, now)
    np.testing.assert_allclose(expected, 0.02 + SPEED_KEPT * 0.02)
    assert jump_cost(expected, expected) == 0.0


def test_far_jumps_cost_alike() -> None:
    places = np.array([[0.0, 0.0], [3.0, 4.0]])
    cost = jump_cost(np.zeros((2, 2)), places)
    assert cost == pytest.approx(JUMP * LARGEST_JUMP / 2)
    assert jump_cost(np.zeros((2, 2)), 2 * places) == pytest.approx(cost)
