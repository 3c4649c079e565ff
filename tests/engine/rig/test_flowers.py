# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Petals belong to the bloom, a bloom's joint is in its middle, leaves begin at their stem."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.rig.flowers import petals, whole_flowers
from engine.rig.skeletons import PLANS

PLANT = PLANS["plant"]
BLOOM, STEM = PLANT.part_index["bloom"], PLANT.part_index["stem"]
LEAF = PLANT.part_index["leaf_right"]


def _ring(x: float, y: float, radius: float) -> NDArray[np.float64]:
    angle = np.linspace(0.0, 2 * np.pi, 13)
    return np.stack([x + radius * np.cos(angle), y + radius * np.sin(angle)], axis=1)


def _flower() -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return a bloom, a petal below it, a stem, a leaf on it, and a stone at its foot."""
    stem = np.stack([np.zeros(12), np.linspace(0.0, 0.7, 12)], axis=1)
    leaf = np.array([[0.01, 0.4], [0.1, 0.35], [0.2, 0.34], [0.3, 0.35]])
    lines = [_ring(0.0, -0.2, 0.1), _ring(0.06, -0.05, 0.05), stem, leaf, _ring(0.1, 0.7, 0.05)]
    strokes = np.repeat(np.arange(len(lines)), [len(line) for line in lines])
    return np.concatenate(lines), strokes.astype(np.int64)


def test_a_petal_belongs_to_the_bloom() -> None:
    points, strokes = _flower()
    parts = np.array([BLOOM, STEM, STEM, LEAF, STEM])[strokes]
    found = petals(PLANT, points, strokes, parts)
    assert (found[strokes == 1] == BLOOM).all()
    assert (found[strokes != 1] == parts[strokes != 1]).all()  # the stone is far from the bloom


def test_half_a_petal_stays_with_the_stem_and_the_order_of_strokes_does_not_matter() -> None:
    points, strokes = _flower()
    points, strokes = points[::-1], strokes[::-1]
    parts = np.array([BLOOM, STEM, STEM, LEAF, STEM])[strokes]
    assert (petals(PLANT, points, strokes, parts)[strokes == 1] == BLOOM).all()
    kept = np.ones(len(strokes), np.bool_)
    kept[np.flatnonzero(strokes == 1)[:7]] = False
    found = petals(PLANT, points[kept], strokes[kept], parts[kept])
    assert (found == parts[kept]).all()


def test_bloom_and_leaf_are_where_their_lines_are() -> None:
    points, strokes = _flower()
    parts = np.array([BLOOM, BLOOM, STEM, LEAF, STEM])[strokes]
    joints = np.zeros((len(PLANT.joints), 2))
    root = PLANT.index["leaf_right0"]
    joints[root] = (0.1, 0.5)
    found = whole_flowers(PLANT, joints, points, parts)
    flower = points[parts == BLOOM]
    assert np.allclose(found[PLANT.index["bloom"]], (flower.min(0) + flower.max(0)) / 2)
    assert np.allclose(found[root], (0.01, 0.4))
    joints[root] = (0.5, 0.7)  # the network sees this leaf elsewhere
    assert np.allclose(whole_flowers(PLANT, joints, points, parts)[root], (0.5, 0.7))
