# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Parts run on along a stroke: single doubts are overruled, changes fall on corners."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from engine.rig.smoothing import CHANGE, CORNER, SPACING, odds_of_points, smoothed_along


def _log(first: list[float]) -> np.ndarray:
    share = np.array(first)
    return np.log(np.stack([share, 1.0 - share], 1))


def test_a_single_doubt_is_overruled_and_a_long_one_is_not() -> None:
    line = np.stack([np.linspace(0, 1, 21), np.zeros(21)], 1)
    strokes = np.zeros(21, np.int64)
    doubt = [0.8] * 10 + [0.4] + [0.8] * 10
    assert (smoothed_along(line, strokes, _log(doubt)) == 0).all()
    half = [0.95] * 10 + [0.05] * 11
    assert smoothed_along(line, strokes, _log(half)).tolist() == [0] * 10 + [1] * 11


def test_a_change_falls_on_the_corner_where_the_odds_are_open() -> None:
    side = np.linspace(0, 0.5, 11)
    line = np.concatenate([np.stack([side, 0 * side], 1), np.stack([0 * side + 0.5, side], 1)[1:]])
    share = [0.97] * 6 + [0.5] * 9 + [0.03] * 6
    found = smoothed_along(line, np.zeros(21, np.int64), _log(share))
    assert np.flatnonzero(np.diff(found)).tolist() in ([9], [10])


@pytest.mark.parametrize("seed", range(3))
def test_no_other_course_of_parts_is_likelier(seed: int) -> None:
    """All courses of a short straight stroke, beside a second stroke of another length."""
    rng = np.random.default_rng(seed)
    count, classes = 6, 3
    x = np.concatenate([np.arange(count) * 0.1, np.arange(3) * 0.1])
    line = np.stack([x, np.zeros(count + 3)], 1)
    strokes = np.repeat([4, 7], [count, 3])
    odds = rng.normal(0, 2.0, (count + 3, classes))
    found = smoothed_along(line, strokes, odds)[:count]
    length = np.array([0.05, *[0.1] * (count - 2), 0.05]) / SPACING

    def worth(course: tuple[int, ...]) -> float:
        changes = sum(a != b for a, b in itertools.pairwise(course))
        return float((odds[np.arange(count), course] * length).sum() - CHANGE * changes)

    best = max(itertools.product(range(classes), repeat=count), key=worth)
    assert worth(tuple(found.tolist())) == pytest.approx(worth(best))
    assert 0 < CORNER < 1


def test_odds_come_from_the_nearest_tokens_and_rather_of_the_own_stroke() -> None:
    tokens = np.array([[0.0, 0.0], [0.0, 0.02]])
    odds = np.array([[0.0, -5.0], [-5.0, 0.0]])
    points = np.array([[0.0, 0.01], [0.0, 0.01]])
    found, weight, index = odds_of_points(points, np.array([0, 1]), tokens, np.array([0, 1]), odds)
    assert found[0].argmax() == 0 and found[1].argmax() == 1
    assert weight.sum(1) == pytest.approx(1.0) and index.shape == (2, 2)
