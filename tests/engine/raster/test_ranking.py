# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The take that keeps the drawing and moves comes first."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.raster.ranking import likeness, score


def _drawing() -> NDArray[np.float32]:
    ink = np.zeros((64, 64), np.float32)
    ink[20:24, 16:48] = ink[20:50, 30:34] = 1
    return ink


def _film(*frames: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.stack([_drawing(), *frames]).astype(np.float32)


def test_a_shift_is_still_the_drawing() -> None:
    drawing = _drawing()
    assert likeness(drawing, drawing) == pytest.approx(1, abs=1e-5)
    assert likeness(np.roll(drawing, (9, -7), (0, 1)), drawing) == pytest.approx(1, abs=1e-3)
    assert likeness(np.rot90(drawing, 2), drawing) < 0.9
    assert likeness(np.zeros_like(drawing), drawing) == 0


def test_takes_are_ranked() -> None:
    drawing = _drawing()
    moving = [np.roll(drawing, 2 * step, 1) for step in range(1, 7)]
    fading = [drawing * (1 - 0.15 * step) for step in range(1, 7)]
    still = [drawing] * 6
    blinking = [drawing if step % 2 else np.zeros_like(drawing) for step in range(6)]
    values = [score(_film(*frames), 0).value for frames in (moving, fading, still, blinking)]
    assert values == sorted(values, reverse=True)
    assert values[0] == pytest.approx(1, abs=0.01)
    assert score(_film(*still), 5).to_json()["seed"] == 5


def test_an_empty_drawing_has_a_score() -> None:
    nothing = np.zeros((4, 16, 16), np.float32)
    assert score(nothing, 0).value == pytest.approx(-1)
