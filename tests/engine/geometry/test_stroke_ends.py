# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where strokes end tells what lies behind and what goes on."""

from __future__ import annotations

import numpy as np
import pytest

from addon.contract.drawing import Drawing
from engine.geometry.grouping.ends import Ends, end_features, stroke_ends
from engine.geometry.grouping.samples import sample_strokes

SCALE = 1.54  # working units a px: the drawings below are 100 px long


def ends_of(*lines: list[tuple[float, float]]) -> Ends:
    """Ends of strokes; a frame's stroke of 100 px comes first."""
    all_lines = [np.array(line, dtype=np.float32) for line in ([(0, 0), (100, 0)], *lines)]
    offsets = np.cumsum([0, *map(len, all_lines)]).astype(np.int32)
    drawing = Drawing.build(np.concatenate(all_lines), offsets, canvas=(256.0, 256.0))
    return stroke_ends(sample_strokes(drawing))


def test_a_stroke_that_stops_on_another_meets_it_in_a_t() -> None:
    ends = ends_of([(50, 0), (50, 40)])
    assert ends.nearer[1, 0] == pytest.approx(0.0, abs=1.01)
    assert ends.farther[1, 0] == pytest.approx(40 * SCALE, abs=0.6)
    assert ends.tee[1, 0] > 0.7
    assert ends.tee[0, 1] < 0.01
    assert ends.onward[:, 0, 1].max() < 0.1


def test_a_stroke_along_another_meets_it_in_no_t() -> None:
    assert ends_of([(20, 0), (80, 0)]).tee[1, 0] < 0.05


def test_an_outline_goes_on_behind_something() -> None:
    ends = ends_of([(0, 50), (40, 50)], [(60, 50), (95, 50)], [(60, 50), (60, 90)])
    gap = 20 * SCALE
    assert ends.gap[1, 2] == pytest.approx(gap, abs=0.1)
    assert ends.onward[:, 1, 2] == pytest.approx(np.exp([-gap / 8, -gap / 40]), rel=0.02)
    assert ends.onward[1, 1, 3] < 0.05


def test_strokes_that_meet_go_straight_on_or_turn() -> None:
    ends = ends_of([(0, 50), (40, 50)], [(40, 50), (90, 50)], [(40, 50), (10, 50.5)])
    assert ends.along[1, 2] == pytest.approx(1.0, abs=0.01)
    assert ends.along[1, 3] == pytest.approx(-1.0, abs=0.01)


def test_features_are_the_same_both_ways_and_finite_for_dots() -> None:
    ends = ends_of([(50, 50)], [(50, 50), (70, 60)], [(3, 9), (3, 9)])
    first, second = np.triu_indices(4, 1)
    one, other = end_features(ends, first, second), end_features(ends, second, first)
    assert np.isfinite(one).all()
    for a, b in zip(one, other, strict=True):
        assert np.allclose(a, b)
