# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is measured of drawings that stretch or come apart."""

from __future__ import annotations

from dataclasses import replace

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


def test_an_end_may_slide_along_the_line_it_touches() -> None:
    change = np.zeros((2, 202, 2))
    change[1, 101:, 0] = 0.1 * LONG_SIDE
    assert parted(cross(change)) == 0.0


def test_limbs_that_cross_do_not_hold_together_and_closed_lines_hold_somewhere() -> None:
    change = np.zeros((2, 202, 2))
    change[:, 101:, 1] = -0.1 * LONG_SIDE
    over = cross(change)
    crossing = replace(over, rest=over.rest + change[0], moved=over.moved + 4.0 * change)
    assert parted(crossing) == 0.0
    angle = np.linspace(0.0, 2 * np.pi, 100, endpoint=False)
    circle = 20.0 * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    rest = np.concatenate([circle, circle + np.array([30.0, 0.0])])
    for way, share in ((5.0, 0.0), (20.0, 1.0)):
        moved = rest + np.where(np.arange(200)[:, None] < 100, 0.0, [way, 0.0])
        strokes, objects = np.repeat([0, 1], 100), np.zeros(200, np.int64)
        assert parted(Places(rest, moved[None], strokes, objects, np.ones(2, bool))) == share


def test_what_an_action_stretches_is_left_out() -> None:
    change = np.zeros((2, 202, 2))
    change[1, 101:, 1] = np.linspace(0.02, 0.6, 101) * LONG_SIDE
    places = cross(change)
    assert off_length(places) > 0.2
    assert parted(places) == 1.0
    asked = replace(places, asked=np.arange(202) > 100)
    assert off_length(asked) == 0.0
    assert parted(asked) == 0.0
