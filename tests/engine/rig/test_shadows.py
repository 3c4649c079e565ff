# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Shadows and floors under a body are told from what stands on them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.rig.shadows import floor_strokes

Floats = NDArray[np.float64]


def oval(x: float, y: float, wide: float, high: float) -> Floats:
    """A closed oval about (x, y)."""
    turn = np.linspace(0.0, 2.0 * np.pi, 40)
    return np.stack([x + wide * np.cos(turn), y + high * np.sin(turn)], axis=1)


def level(left: float, right: float, y: float) -> Floats:
    """A level line."""
    return np.stack([np.linspace(left, right, 20), np.full(20, y)], axis=1)


BODY = [oval(0.0, 0.0, 50.0, 30.0), level(-30.0, -20.0, 60.0), level(20.0, 30.0, 60.0)]


def floors(lines: list[Floats], patches: set[int]) -> list[int]:
    """The strokes that are floors; patches: the strokes that have no outline."""
    strokes = np.repeat(np.arange(len(lines)), [len(line) for line in lines])
    patch = np.isin(np.arange(len(lines)), list(patches))
    return floor_strokes(np.concatenate(lines), strokes, patch).tolist()


def test_a_flat_patch_below_a_body_is_its_shadow() -> None:
    lines = [oval(5.0, 61.0, 45.0, 5.0), *BODY]
    assert floors(lines, {0}) == [0]
    assert floors(lines, set()) == []  # a board has an outline


def test_a_patch_on_the_body_is_no_shadow() -> None:
    assert floors([*BODY, oval(0.0, 10.0, 30.0, 5.0)], {3}) == []


def test_a_level_line_that_goes_on_at_both_sides_is_a_floor() -> None:
    assert floors([*BODY, level(-70.0, 70.0, 61.0)], set()) == [3]
    assert floors([*BODY, level(-40.0, 40.0, 61.0)], set()) == []  # the sole of what crawls
