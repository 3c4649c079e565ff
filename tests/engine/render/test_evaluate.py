# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Animated positions: the contract's formula, and what must not move."""

from __future__ import annotations

import numpy as np
import pytest

from addon.contract.animation import Animation
from addon.contract.drawing import Drawing
from addon.contract.errors import BadInput
from engine.render.evaluate import animated_positions
from engine.runtime.arrays import array_of, numpy_of


def scene(seed: int = 0) -> tuple[Drawing, Animation]:
    """Five strokes: two objects, one background stroke, one locked; three frames of wild motion."""
    rng = np.random.default_rng(seed)
    offsets = np.array([0, 3, 5, 9, 10, 12], np.int32)
    drawing = Drawing.build(
        rng.uniform(0, 200, (12, 2)).astype(np.float32),
        offsets,
        canvas=(200, 200),
        objects=np.array([0, 1, -1, 1, 0], np.int32),
        locked=np.array([0, 0, 0, 0, 1], np.uint8),
        object_names=["a", "b"],
    )
    animation = Animation(
        offsets=array_of(rng.normal(0, 5, (3, 12, 2)).astype(np.float32)),
        transforms=array_of(rng.normal(0, 1, (3, 2, 2, 3)).astype(np.float32)),
        pivots=array_of(rng.uniform(0, 200, (2, 2)).astype(np.float32)),
        keys=array_of(np.zeros((0, 6), np.float32)),
        key_offsets=array_of(np.zeros(11, np.int32)),
        object_names=("a", "b"),
    )
    return drawing, animation


def test_a_point_is_the_contracts_formula() -> None:
    drawing, animation = scene()
    found = animated_positions(drawing, animation)
    assert found.dtype == np.float32 and found.shape == (3, 12, 2)
    rest, offset = numpy_of(drawing.positions), numpy_of(animation.offsets)
    for frame in range(3):
        for point, number in ((1, 0), (4, 1), (9, 1)):
            matrix = numpy_of(animation.transforms)[frame, number]
            pivot = numpy_of(animation.pivots)[number]
            moved = rest[point] + offset[frame, point] - pivot
            expected = matrix[:, :2] @ moved + pivot + matrix[:, 2]
            assert found[frame, point] == pytest.approx(expected, abs=1e-3)


def test_background_and_locked_strokes_rest_bit_for_bit() -> None:
    drawing, animation = scene()
    found = animated_positions(drawing, animation)
    for still in (slice(5, 9), slice(10, 12)):
        assert (found[:, still] == numpy_of(drawing.positions)[still]).all()


def test_an_animation_without_motion_is_the_drawing_bit_for_bit() -> None:
    drawing, animation = scene()
    still = Animation(
        offsets=array_of(np.zeros((2, 12, 2), np.float32)),
        transforms=array_of(np.tile(np.eye(2, 3, dtype=np.float32), (2, 2, 1, 1))),
        pivots=animation.pivots,
        keys=animation.keys,
        key_offsets=animation.key_offsets,
        object_names=("a", "b"),
    )
    assert (animated_positions(drawing, still) == numpy_of(drawing.positions)).all()


def test_chosen_frames() -> None:
    drawing, animation = scene()
    every = animated_positions(drawing, animation)
    assert np.array_equal(animated_positions(drawing, animation, [2, 0]), every[[2, 0]])
    with pytest.raises(BadInput):
        animated_positions(drawing, animation, [3])


def test_an_animation_of_another_drawing_is_refused() -> None:
    _, animation = scene()
    other = Drawing.build(np.zeros((2, 2), np.float32), [0, 2], canvas=(10, 10))
    with pytest.raises(BadInput):
        animated_positions(other, animation)
