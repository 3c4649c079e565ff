# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The lamp of a vehicle tells its front, where only one end has something like it."""

from __future__ import annotations

import numpy as np
import pytest

from engine.rig.pieces.fronts import _ahead
from engine.rig.pieces.lamps import lamp_side
from engine.rig.pieces.lines import StrokeBoxes
from tests.engine.rig.test_slides import joined, ring


def car(*lamps: tuple[float, float, float]) -> StrokeBoxes:
    """Return a body 200 wide and 80 high with round lamps (x, y, radius)."""
    body = np.array([[0, 0], [200, 0], [200, 80], [0, 80], [0, 0]], dtype=np.float64)
    return StrokeBoxes.of(*joined(body, *(ring(x, y, r) for x, y, r in lamps)))


@pytest.mark.parametrize(
    ("lamps", "side"),
    [
        ([(192, 42, 6)], 1.0),
        ([(8, 42, 6)], -1.0),
        ([], 0.0),
        ([(192, 42, 6), (8, 40, 6)], 0.0),
        ([(192, 42, 6), (14, 30, 12)], 0.0),  # larger, but it may be one
        ([(192, 42, 6), (30, 75, 20)], 1.0),  # a wheel
    ],
)
def test_a_single_lamp_is_at_the_front(
    lamps: list[tuple[float, float, float]], side: float
) -> None:
    assert lamp_side(car(*lamps)) == side


@pytest.mark.parametrize("right", [True, False])
def test_a_vehicle_of_any_size_faces_its_lamp(right: bool) -> None:
    boxes = car((192 if right else 8, 42, 6))
    (front,) = _ahead(boxes)
    assert (front.centre[0] > 100) == right
