# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The frame around a picture is told from what it holds."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.rig.framed import frame_strokes

Floats = NDArray[np.float64]
AROUND = np.linspace(0.0, 2.0 * np.pi, 25)


def rectangle(low: float, high: float) -> Floats:
    corners = np.array([[low, low], [high, low], [high, high], [low, high], [low, low]])
    return np.concatenate(
        [a + np.linspace(0.0, 1.0, 7)[:, None] * (b - a) for a, b in pairwise(corners)]
    )


def circle(radius: float) -> Floats:
    return 50.0 + radius * np.stack([np.cos(AROUND), np.sin(AROUND)], axis=1)


def framed(lines: Sequence[Floats], caption: str) -> list[int]:
    strokes = np.repeat(np.arange(len(lines)), [len(line) for line in lines])
    return frame_strokes(np.concatenate(lines), strokes, caption).tolist()


POLE = np.array([[50.0, 7.0], [50.0, 50.0], [50.0, 93.0]])
PICTURE = [rectangle(0.0, 100.0), rectangle(7.0, 93.0), circle(25.0), POLE]


def test_a_frame_and_what_is_fixed_to_it_are_found() -> None:
    assert framed(PICTURE, "the wheel turns") == [0, 1, 3]


@pytest.mark.parametrize(
    ("lines", "caption"),
    [
        (PICTURE, "the window opens"),
        (PICTURE[:1] + PICTURE[2:], "the wheel turns"),
        ([circle(50.0), circle(43.0), circle(25.0)], "the wheel turns"),
        (PICTURE[:2], "the wheel turns"),
        ([PICTURE[0], PICTURE[1] + np.array([5.0, 0.0]), *PICTURE[2:]], "the wheel turns"),
    ],
    ids=["window", "one rectangle", "rings", "nothing inside", "uneven border"],
)
def test_other_things_have_no_frame(lines: list[Floats], caption: str) -> None:
    assert framed(lines, caption) == []
