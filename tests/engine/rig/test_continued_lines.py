# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A line that goes on behind something is one, though it is drawn as several strokes."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from engine.rig.continued_lines import continued_lines
from engine.rig.part_strokes import PartStrokes


def _line(*places: tuple[float, float]) -> np.ndarray:
    return np.concatenate([np.linspace(a, b, 20) for a, b in pairwise(places)])


def _ring(x: float, y: float, radius: float) -> np.ndarray:
    angle = np.linspace(0.0, 2.0 * np.pi, 40)
    return np.stack([x + radius * np.cos(angle), y + radius * np.sin(angle)], axis=1)


def _drawing(*lines: np.ndarray) -> PartStrokes:
    strokes = np.repeat(np.arange(len(lines)), [len(line) for line in lines])
    return PartStrokes.of(np.concatenate(lines), strokes)


GLASS = _line((10, 40), (90, 40), (80, 100), (20, 100), (10, 40))


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        # a straw through an olive: the olive is of it
        ((GLASS, _line((60, 0), (57, 12)), _ring(54.5, 20, 8), _line((52, 28), (35, 95))),
         [{1, 2, 3}]),
        # a blade behind another one
        ((_line((0, 0), (45, 45)), _line((55, 55), (100, 100)), _line((0, 100), (100, 0))),
         [{0, 1}]),
        # two lines with nothing between them, two that meet, and two that turn away
        ((_line((0, 0), (40, 0)), _line((55, 0), (100, 0)), GLASS), []),
        ((_line((50, 50), (50, 20)), _line((50, 50), (80, 50)), GLASS), []),
        ((_line((0, 0), (45, 45)), _line((55, 55), (55, 100)), _line((0, 100), (100, 0))), []),
    ],
)  # fmt: skip
def test_strokes_of_one_line_are_found(
    lines: tuple[np.ndarray, ...], found: list[set[int]]
) -> None:
    sets = continued_lines(_drawing(*lines))
    assert [set(np.flatnonzero(each).tolist()) for each in sets] == found
