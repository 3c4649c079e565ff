# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A change of an area's colour is counted, and only that."""

from __future__ import annotations

import numpy as np

from engine.bench.colour import hints_heeded
from engine.bench.drawn_examples import example
from engine.bench.flicker import Flicker, flicker_of


def test_one_frame_of_another_colour_is_one_change() -> None:
    areas = np.zeros((4, 20, 20), np.int64)
    areas[:, 2:8, 2:8], areas[:, 10:18, 10:18] = 1, 2
    pictures = np.full((4, 20, 20, 4), 255, np.uint8)
    assert flicker_of(areas, pictures) == Flicker(8, 0)
    pictures[2, 2:8, 2:8] = (9, 9, 9, 255)
    pictures[3, 10:12, 10:18] = (9, 9, 9, 255)  # the smaller part of an area
    assert flicker_of(areas, pictures) == Flicker(8, 1)


def test_each_area_with_a_dab_has_its_colour() -> None:
    assert hints_heeded(example("house")) == 1.0
