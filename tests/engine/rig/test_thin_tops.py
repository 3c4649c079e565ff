# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Flags that are mere lines wave and towers stand; what sparkles lies apart from the mop."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from tests.engine.motion.told import box, line, strokes_told


def test_thin_lines_on_towers_are_their_flags(tmp_path: Path) -> None:
    paths = [box(30, 160, 196, 60)]
    for x in (60.0, 128.0, 196.0):
        paths += [line((x - 20, 160), (x - 20, 110), (x, 70), (x + 20, 110), (x + 20, 160))]
        paths += [line((x, 70), (x, 40))]
    strokes = strokes_told(tmp_path, paths, "the flags on the castle wave")
    for number, stroke in enumerate(strokes):
        moves = float(np.abs(stroke - stroke[0]).max())
        assert moves > 4 if number in (2, 4, 6) else moves == 0.0, number


def test_the_neck_of_a_mop_is_no_sparkle(tmp_path: Path) -> None:
    head = line((50, 150), (110, 120), (150, 160), (140, 210), (60, 210), closed=True)
    neck = line((95, 127), (110, 95), (150, 140), (135, 145))
    sparkles = []
    for x, y in ((50.0, 60.0), (210.0, 170.0), (100.0, 40.0)):
        sparkles += [line((x - 12, y), (x + 12, y)), line((x, y - 12), (x, y + 12))]
    paths = [head, neck, line((130, 115), (210, 40)), *sparkles]
    strokes = strokes_told(tmp_path, paths, "the sparkles around the mop twinkle")
    for stroke in strokes[:3]:
        np.testing.assert_array_equal(stroke, np.broadcast_to(stroke[0], stroke.shape))
    for stroke in strokes[3:]:
        assert np.abs(stroke - stroke[0]).max() > 2
