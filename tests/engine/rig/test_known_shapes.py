# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Outlines are known by their shape, drawn by hand, leaning and from any place on."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.rig.known_shapes import ALIKE, likeness

Floats = NDArray[np.float64]
HEART = ((0, -30), (-25, -55), (-60, -45), (-60, -5), (0, 60), (60, -5), (60, -45), (25, -55))
DROP = ((0, -60), (-20, -15), (-35, 20), (-20, 50), (0, 55), (20, 50), (35, 20), (20, -15))
STAR = tuple(
    (r * float(np.sin(a)), -r * float(np.cos(a)))
    for a, r in zip(np.arange(10) * np.pi / 5, [60, 25] * 5, strict=True)
)
BALL = tuple((50 * float(np.sin(a)), 50 * float(np.cos(a))) for a in np.arange(20) * np.pi / 10)
BOX = ((-80, -30), (80, -30), (80, 30), (-80, 30))
SHAPES = {"heart": HEART, "drop": DROP, "star": STAR, "ball": BALL}


def outline(corners: tuple[tuple[float, float], ...], start: int = 0, lean: float = 0.0) -> Floats:
    at = np.roll(np.array(corners, np.float64), start, axis=0)
    at = np.concatenate([at, at[:1]])
    steps = np.linspace(0, len(at) - 1, 12 * (len(at) - 1) + 1)
    line = np.stack([np.interp(steps, np.arange(len(at)), at[:, k]) for k in (0, 1)], axis=1)
    cos, sin = np.cos(lean), np.sin(lean)
    return np.asarray(line @ np.array([[cos, sin], [-sin, cos]]) + [300, 200])


@pytest.mark.parametrize("name", SHAPES)
@pytest.mark.parametrize(("start", "lean"), [(0, 0.0), (3, 0.4), (5, -0.5)])
def test_a_shape_is_likest_to_itself(name: str, start: int, lean: float) -> None:
    line = outline(SHAPES[name], start, lean)
    for drawn in (line, line[::-1]):
        far = {shape: likeness(drawn, shape) for shape in SHAPES}
        assert min(far, key=lambda shape: far[shape]) == name
        assert far[name] < ALIKE


def test_a_box_is_none_of_them_and_neither_is_an_open_line() -> None:
    assert min(likeness(outline(BOX), shape) for shape in SHAPES) > ALIKE
    assert likeness(outline(HEART)[:50], "heart") == float("inf")
    assert likeness(np.zeros((9, 2)), "heart") == float("inf")
