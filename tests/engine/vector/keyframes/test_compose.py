# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from addon.contract.animation import Animation
from addon.contract.drawing import Drawing
from engine.render.evaluate import animated_positions
from engine.runtime.arrays import numpy_of
from engine.vector.keyframes.compose import ClipTiming, compose, drawing_height
from engine.vector.keyframes.object_motion import ObjectMotion, fit_object_motion, scale_channels
from tests.engine.vector.stand_ins import strokes_drawing

Floats = NDArray[np.float64]
TIMING = ClipTiming((24, 1), 1, False)
AT = np.linspace(0, 1, 24)


def _rest(drawing: Drawing) -> Floats:
    return numpy_of(drawing.positions).astype(np.float64)


def _turned(points: Floats, angle: Floats, about: Floats) -> Floats:
    c, s = np.cos(angle)[:, None], np.sin(angle)[:, None]
    x, y = (points - about).T
    return np.stack([c * x - s * y, s * x + c * y], axis=-1) + about


def _one(drawing: Drawing, target: Floats, strength: float = 1.0) -> tuple[Animation, ObjectMotion]:
    rest = _rest(drawing)
    motion = fit_object_motion(rest, target, np.ones(len(rest)), size=150.0)
    animation = compose(drawing, target, [motion], strengths=[strength], timing=TIMING, info={})
    animation.validate(drawing)
    return animation, motion


@pytest.fixture
def drawing() -> Drawing:
    return strokes_drawing((0, 0, 0, 0), names=("thing",))


def test_pure_turn_and_travel_need_no_local_drawings(drawing: Drawing) -> None:
    rest = _rest(drawing)
    target = _turned(rest, 2.5 * AT, np.array([50.0, 60.0])) + 30 * AT[:, None, None]
    animation, motion = _one(drawing, target)
    assert not numpy_of(animation.offsets).any()
    assert motion.channels[-1, 2] == pytest.approx(2.5, abs=1e-3)
    shown = animated_positions(drawing, animation)
    assert np.abs(shown - target).max() <= 0.005 * drawing_height(rest) * 1.01
    assert len(animation.keys) <= 5 * 24 / 3


def test_pure_growth_is_scale(drawing: Drawing) -> None:
    rest = _rest(drawing)
    size = 1 + 0.5 * AT[:, None, None] * np.array([1.0, 0.4])
    animation, motion = _one(drawing, rest.mean(axis=0) + (rest - rest.mean(axis=0)) * size)
    assert motion.channels[-1, 3:] == pytest.approx([1.5, 1.2], abs=5e-3)
    assert not numpy_of(animation.offsets).any()


def test_replay_is_exact_with_local_motion(drawing: Drawing) -> None:
    rest = _rest(drawing)
    ripple = 9 * np.sin(6 * AT[:, None] + rest[:, 0] / 20) - 9 * np.sin(rest[:, 0] / 20)
    target = rest + np.stack([40 * AT[:, None] + 0 * ripple, ripple], axis=-1)
    animation, _ = _one(drawing, target)
    assert np.abs(animated_positions(drawing, animation) - target).max() < 1e-3


def test_flapping_wings_do_not_pump_the_size() -> None:
    body = np.stack([np.linspace(60, 140, 40), np.full(40, 100.0)], axis=1)
    body[:, 1] += 6 * np.sin(np.arange(40))
    wing = np.stack([np.full(12, 100.0), np.linspace(94, 30, 12)], axis=1)
    rest = np.concatenate([body, wing])
    beat = np.sin(2 * np.pi * np.arange(16) / 16)
    target = np.tile(rest, (16, 1, 1))
    target[:, 40:, 1] += beat[:, None] * (100 - wing[:, 1])
    target[:, :, 1] -= 5 * beat[:, None]
    motion = fit_object_motion(rest, target, np.ones(len(rest)), size=150.0)
    assert np.abs(motion.channels[:, 3:] - 1).max() < 0.02
    assert np.abs(motion.channels[:, 2]).max() < 0.02
    assert motion.channels[:, 1] == pytest.approx(-5 * beat, abs=1.5)


def test_strength_turns_half_as_far(drawing: Drawing) -> None:
    rest = _rest(drawing)
    target = _turned(rest, 1.2 * AT, rest.mean(axis=0))
    half, _ = _one(drawing, target, strength=0.5)
    expected = _turned(rest, 0.6 * AT, rest.mean(axis=0))
    assert np.abs(animated_positions(drawing, half) - expected).max() < 0.6


def test_strength_keeps_sizes_positive_and_wheels_whole() -> None:
    channels = np.tile([0.0, 0.0, 0.0, 1.0, 1.0], (16, 1))
    channels[:, 3] = np.linspace(1.0, 0.4, 16)
    channels[:, 2] = 2 * np.pi * np.arange(16) / 16
    strong = scale_channels(channels, 4.0, loop=True)
    assert strong[:, 3].min() >= 0.05
    assert np.diff(strong[:, 2]) == pytest.approx(np.full(15, 4 * 2 * np.pi / 16))
    weak = scale_channels(channels, 0.3, loop=True)
    assert weak[:, 2] == pytest.approx(channels[:, 2])


def test_a_dot_and_a_straight_line_can_be_moved() -> None:
    for points in (np.full((4, 2), 50.0), np.linspace([20.0, 50.0], [90.0, 50.0], 4)):
        drawing = Drawing.build(
            points.astype(np.float32), np.array([0, 4], np.int32), canvas=(100, 100)
        )
        target = points + 10 * AT[:, None, None] * np.array([1.0, 0.5])
        animation, _ = _one(drawing, target)
        assert np.abs(animated_positions(drawing, animation) - target).max() < 0.3
