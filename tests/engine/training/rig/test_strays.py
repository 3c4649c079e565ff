# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Strokes drawn once more keep their labels, and things beside the body are no part of it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from engine.training.rig import strays
from engine.training.rig.strays import Lines, echoed, strayed

Change = Callable[..., Lines]


def body() -> Lines:
    """Three lines of 20 points, one of each part."""
    x = np.tile(np.linspace(-0.5, 0.5, 20), 3)
    y = np.repeat([-0.2, 0.0, 0.2], 20)
    return np.stack([x, y], 1), np.repeat(np.arange(3), 20), np.repeat([4, 5, 6], 20), x + 0.5


@pytest.mark.parametrize("change", [echoed, strayed])
def test_the_drawn_lines_stay_and_new_strokes_follow(
    change: Change, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(strays, "ECHOED", 1.1)
    monkeypatch.setattr(strays, "STRAYED", 1.1)
    before, longer = body(), 0
    for seed in range(20):
        after = change(*before, np.random.default_rng(seed))
        assert len({len(array) for array in after}) == 1
        for old, new in zip(before, after, strict=True):
            np.testing.assert_array_equal(new[: len(old)], old)
        extra = slice(len(before[0]), None)
        longer += len(after[0]) > len(before[0])
        assert (after[1][extra] > 2).all() and (np.diff(after[1]) >= 0).all()
        wrong = after[2][extra] >= 0 if change is strayed else ~np.isin(after[2][extra], [4, 5, 6])
        assert not wrong.any()
    assert longer >= 15


def test_most_drawings_stay_as_they_are() -> None:
    before = body()
    for change in (echoed, strayed):
        same = [len(change(*before, np.random.default_rng(n))[0]) == 60 for n in range(200)]
        assert 0.7 < np.mean(same) < 1.0
