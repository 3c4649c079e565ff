# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Scissors, tongs and rows of teeth open and close by their halves."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engine.geometry.load import load_drawing
from engine.rig.told_apart import told_apart
from tests.engine.rig.test_told_ground import drawn

#: Two rings, the blade behind in two pieces, the blade before.
SCISSORS = (
    "M10 20A10 10 0 1 0 30 20A10 10 0 1 0 10 20Z", "M27 27L47 47", "M27 73L90 10",
    "M10 80A10 10 0 1 0 30 80A10 10 0 1 0 10 80Z", "M60 60L90 90",
)  # fmt: skip
TEETH = ("M10 15H90V40H10Z", "M50 15V40", "M10 60H90V85H10Z", "M50 60V85")


@pytest.mark.parametrize(
    ("paths", "sentence", "halves"),
    [
        (SCISSORS, "the scissors open and close", ({0, 1, 4}, {2, 3})),
        (TEETH, "the teeth chatter", ({0, 1}, {2, 3})),
    ],
)
def test_each_half_is_an_object(
    paths: tuple[str, ...], sentence: str, halves: tuple[set[int], set[int]], tmp_path: Path
) -> None:
    found = told_apart(load_drawing(drawn(tmp_path, *paths)), sentence)
    assert found is not None and found.names == ("half", "half 2")
    groups = [set(np.flatnonzero(found.labels == number).tolist()) for number in (0, 1)]
    assert sorted(map(sorted, groups)) == sorted(map(sorted, halves))


def test_what_has_no_halves_stays_whole(tmp_path: Path) -> None:
    drawing = load_drawing(drawn(tmp_path, "M10 10H90", "M20 30H40V60H20Z", "M70 40L80 90"))
    assert told_apart(drawing, "the scissors open and close") is None
