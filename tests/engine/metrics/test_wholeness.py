# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is measured of drawings that stretch or come apart."""

from __future__ import annotations

import numpy as np
import pytest

from engine.metrics.places import LONG_SIDE, Places
from engine.metrics.wholeness import off_length, parted


def cross(change: np.ndarray) -> Places:
    """Two strokes that meet in the middle of the first; change [2, N, 2] is added in two frames."""
    line = np.linspace(0.0, LONG_SIDE, 101)
    flat = np.stack([line, np.zeros(101)], axis=1)
    upright = np.stack([np.full(101, LONG_SIDE / 2), 0.5 * line], axis=1)
    rest = np.concatenate([flat, upright])
    strokes = np.repeat([0, 1], 101)
    closed = np.zeros(2, bool)
    return Places(rest, rest + change, strokes, np.zeros(202, np.int64), closed)


def test_a_drawing_that_turns_stays_whole() -> None:
    still = cross(np.zeros((2, 202, 2)))
    turned = still.rest[:, ::-1] * [1.0, -1.0]
    places = cross(np.stack([np.zeros((202, 2)), turned - still.rest]))
    assert off_length(places) == 0.0
    assert parted(places) == 0.0


def test_stretched_pieces_are_counted() -> None:
    change = np.zeros((2, 202, 2))
    right = np.arange(101) > 50
    change[1, :101, 0] = np.where(right, 0.5 * (np.arange(101) - 50) / 100 * LONG_SIDE, 0.0)
    assert off_length(cross(change)) == pytest.approx(0.5 * 25 / 37, abs=0.02)


def test_strokes_that_part_are_counted() -> None:
    change = np.zeros((2, 202, 2))
    change[1, 101:, 1] = 0.004 * LONG_SIDE
    assert parted(cross(change)) == 0.0
    change[1, 101:, 1] = 0.02 * LONG_SIDE
    assert parted(cross(change)) == 1.0
    assert off_length(cross(change)) == 0.0
