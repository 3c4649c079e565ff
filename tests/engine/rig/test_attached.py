# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pieces that touch nothing go with the line nearest to them."""

from __future__ import annotations

import numpy as np

from engine.rig.attached import with_loose_pieces
from engine.rig.skeletons import PLANS
from tests.engine.rig.test_slides import joined, ring

FISH = PLANS["fish"]
TRUNK, TAIL = FISH.part_index["trunk"], FISH.part_index["tail"]
BODY, FIN = ring(0.3, 0.5, 0.2, 80), ring(0.7, 0.5, 0.2, 80)


def parts_with(drop: np.ndarray, part: int) -> int:
    """Return the part that a drop has which was taken for `part`."""
    points, strokes = joined(BODY, FIN, drop)
    parts = np.array([TRUNK, TAIL, part])[strokes]
    found = with_loose_pieces(FISH, points, strokes, parts)
    assert (found[strokes < 2] == parts[strokes < 2]).all()
    (only,) = np.unique(found[strokes == 2])
    return int(only)


def test_a_drop_over_the_head_is_not_the_tail_s() -> None:
    assert parts_with(ring(0.2, 0.22, 0.03), TAIL) == TRUNK


def test_what_is_as_near_to_its_own_part_keeps_it() -> None:
    assert parts_with(ring(0.7, 0.22, 0.03), TAIL) == TAIL
    assert parts_with(ring(0.2, 0.22, 0.03), TRUNK) == TRUNK


def test_what_touches_something_keeps_its_part() -> None:
    assert parts_with(ring(0.3, 0.272, 0.03), TAIL) == TAIL


def test_nothing_becomes_part_of_a_wheel() -> None:
    car = PLANS["car"]
    points, strokes = joined(
        ring(0.5, 0.3, 0.3, 120), ring(0.8, 0.65, 0.14, 60), ring(0.8, 0.85, 0.02)
    )
    parts = np.array([car.part_index[name] for name in ("body", "wheel_front", "body")])[strokes]
    assert (with_loose_pieces(car, points, strokes, parts) == parts).all()
