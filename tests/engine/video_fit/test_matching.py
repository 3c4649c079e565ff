# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Drawn points find the seen ones that they belong to."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.video_fit.matching import SeenTarget

Floats = NDArray[np.float64]


def seen_line(length: float) -> SeenTarget:
    """Return a level line from (0, 0) of so many long sides."""
    count = round(length / 0.01) + 1
    points = np.stack([np.linspace(0.0, length, count), np.zeros(count)], axis=1)
    ends = np.zeros(count, bool)
    ends[[0, -1]] = True
    return SeenTarget(points, np.tile([1.0, 0.0], (count, 1)), ends)


def test_an_end_that_is_seen_is_that_of_a_stroke_also_where_another_one_touches_it() -> None:
    drawn = np.stack([np.linspace(0.0, 0.2, 11), np.zeros(11)], axis=1)
    tangents = np.tile([1.0, 0.0], (11, 1))
    no_tails = np.zeros(11, bool)
    closing = no_tails.copy()
    closing[[0, -1]] = True
    pairs = seen_line(0.24).pairs(drawn, tangents, no_tails, closing)
    pull = (pairs.drawn == 10) & (pairs.along == 1.0)
    np.testing.assert_allclose(pairs.wanted[pull], [[0.24, 0.0]])
    without = seen_line(0.24).pairs(drawn, tangents, no_tails)
    assert not (without.along == 1.0).any()


def test_seen_points_are_shared_out_by_how_near_they_are() -> None:
    rng = np.random.default_rng(2)
    target = seen_line(0.3)
    drawn = rng.uniform(0.0, 0.3, (8, 2)) * [1.0, 0.1]
    angle = rng.random(8)
    tangents = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    reach = 0.02
    found = target.shared(drawn, tangents, reach)

    def features(points: Floats, tangents: Floats) -> Floats:
        turn = 2 * np.arctan2(tangents[:, 1], tangents[:, 0])
        return np.column_stack([points, 0.025 * np.cos(turn), 0.025 * np.sin(turn)])

    level = np.tile([1.0, 0.0], (len(target.points), 1))
    way = features(drawn, tangents)[:, None] - features(target.points, level)[None]
    near = np.exp(-0.5 * (way**2).sum(axis=2) / reach**2)
    near *= len(target.points) / len(drawn) / (near.sum(axis=0) + 0.1)
    assert found.mass is not None
    np.testing.assert_allclose(found.mass, near.sum(axis=1), rtol=1e-4, atol=1e-6)
    held = near.sum(axis=1) > 0.1
    wanted = near @ target.points / near.sum(axis=1)[:, None]
    np.testing.assert_allclose(found.wanted[held], wanted[held], atol=1e-4)


def test_what_has_left_the_picture_is_pulled_nowhere() -> None:
    whole = seen_line(0.3)
    view = np.array([[-0.1, -0.5], [0.3, 0.5]])
    tangents = np.tile([1.0, 0.0], (len(whole.points), 1))
    target = SeenTarget(whole.points, tangents, whole.ends, view)
    drawn = np.stack([np.linspace(0.0, 0.5, 51), np.full(51, 0.005)], axis=1)
    level, tails = np.tile([1.0, 0.0], (51, 1)), np.zeros(51, bool)
    tails[[0, -1]] = True
    gone = drawn[:, 0] > 0.3
    pairs = target.pairs(drawn, level, tails, tails)
    pulled = np.bincount(pairs.drawn, pairs.weights(0.05), 51) > 0
    assert not pulled[gone].any() and pulled[~gone].all()
    mass = target.shared(drawn, level, 0.02).mass
    assert mass is not None and not mass[gone].any() and (mass[~gone] > 0).all()
    there, _ = target.misses(drawn, level, 1.0)
    assert float(there[gone].max()) <= 0.01
    assert target.points[target.ends].tolist() == [[0.0, 0.0]]  # the other end is cut off
    without, _ = whole.misses(drawn, level, 1.0)
    assert float(without[gone].max()) > 0.15
