# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from addon.contract.keys import CHANNELS, NEUTRAL, evaluate_key_channel
from engine.vector.keyframes.keys import (
    REST,
    Extent,
    Keys,
    evaluate_keys,
    position_error,
    reduce_keys,
    turns_of_loop,
)

Floats = NDArray[np.float64]
BODY = Extent((-60.0, -45.0), (60.0, 45.0))
TOLERANCE = 0.45  # 0.5 % of 90


def _walk(frames: int, *, steps: int, loop: bool) -> Floats:
    """A body that goes right, bobs twice a step, rocks once a step and squashes a little."""
    u = np.arange(frames) / (frames if loop else frames - 1)
    phase = 2 * np.pi * steps * u
    return np.stack(
        [
            3 * np.sin(phase) if loop else 80 * u,
            4 * np.cos(2 * phase) - 4,
            0.08 * np.sin(phase),
            1 + 0 * u,
            1 + 0.03 * (1 - np.cos(2 * phase)),
        ],
        axis=1,
    )


def _replayed(keys: Keys, frames: int) -> Floats:
    return evaluate_keys(keys, np.arange(frames))


@pytest.mark.parametrize(
    ("frames", "steps", "loop"),
    [(24, 1, False), (24, 1, True), (48, 2, False), (96, 4, True), (120, 5, False)],
)
def test_walks_need_less_than_a_third_of_a_bake(frames: int, steps: int, loop: bool) -> None:
    motion = _walk(frames, steps=steps, loop=loop)
    keys = reduce_keys(motion, BODY, tolerance=TOLERANCE, loop=loop)
    error = position_error(motion, _replayed(keys, frames), BODY)
    moving = int((np.ptp(motion, axis=0) > 0).sum())
    assert error.max() <= TOLERANCE
    assert keys.count <= moving * frames / 3


def test_motion_is_not_made_smaller_and_extremes_are_keys() -> None:
    motion = _walk(48, steps=2, loop=False)
    keys = reduce_keys(motion, BODY, tolerance=TOLERANCE, loop=False)
    assert np.ptp(_replayed(keys, 48), axis=0) == pytest.approx(np.ptp(motion, axis=0), abs=0.4)
    turning = keys.rows[keys.offsets[2] : keys.offsets[3], 0]
    highs = [frame for frame in range(1, 47) if abs(motion[frame, 2]) > 0.0795]
    assert all(np.abs(turning - high).min() <= 1 for high in highs)


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10_000), frames=st.integers(2, 60), loop=st.booleans())
def test_any_smooth_motion_stays_within_tolerance(seed: int, frames: int, loop: bool) -> None:
    random = np.random.default_rng(seed)
    u = np.arange(frames) / (frames if loop else max(1, frames - 1))
    modes = np.arange(1, 4)
    waves = np.sin(2 * np.pi * np.outer(u, modes) + random.uniform(0, 6, 3))
    shape = random.normal(size=(3, 5)) * np.array([20, 20, 0.5, 0.08, 0.08])
    motion = REST + (waves - waves[0]) @ shape
    motion[:, 3:] = np.maximum(motion[:, 3:], 0.2)
    motion[0] = REST
    keys = reduce_keys(motion, BODY, tolerance=TOLERANCE, loop=loop)
    replayed = _replayed(keys, frames)
    assert position_error(motion, replayed, BODY).max() <= TOLERANCE
    assert (replayed[0] == REST).all()
    for channel, (name, neutral) in enumerate(zip(CHANNELS, NEUTRAL, strict=True)):
        rows = keys.rows[keys.offsets[channel] : keys.offsets[channel + 1]].tolist()
        told = [evaluate_key_channel(rows, frame, neutral) for frame in range(frames)]
        assert told == pytest.approx(replayed[:, channel], abs=1e-6), name


def test_handles_lie_at_thirds() -> None:
    keys = reduce_keys(_walk(24, steps=1, loop=False), BODY, tolerance=TOLERANCE, loop=False)
    for first, last in zip(keys.offsets[:-1], keys.offsets[1:], strict=True):
        rows = keys.rows[first:last]
        gaps = np.diff(rows[:, 0])
        assert np.allclose(rows[:-1, 4], rows[:-1, 0] + gaps / 3, atol=1e-4)
        assert np.allclose(rows[1:, 2], rows[1:, 0] - gaps / 3, atol=1e-4)


def test_a_loop_closes_in_value_and_slope() -> None:
    keys = reduce_keys(_walk(24, steps=1, loop=True), BODY, tolerance=TOLERANCE, loop=True)
    for first, last in zip(keys.offsets[:-1], keys.offsets[1:], strict=True):
        rows = keys.rows[first:last].astype(np.float64)
        if len(rows) == 1:
            continue
        assert (rows[0, 0], rows[-1, 0]) == (0.0, 24.0)
        assert rows[0, 1] == pytest.approx(rows[-1, 1], abs=1e-6)
        leaving = (rows[0, 5] - rows[0, 1]) / (rows[0, 4] - rows[0, 0])
        arriving = (rows[-1, 1] - rows[-1, 3]) / (rows[-1, 0] - rows[-1, 2])
        assert leaving == pytest.approx(arriving, abs=1e-5)


def test_a_wheel_turns_on_in_a_loop() -> None:
    motion = np.tile(REST, (24, 1))
    motion[:, 2] = 2 * np.pi * np.arange(24) / 24
    assert turns_of_loop(motion[:, 2]) == 1
    keys = reduce_keys(motion, BODY, tolerance=TOLERANCE, loop=True)
    rows = keys.rows[keys.offsets[2] : keys.offsets[3]]
    assert len(rows) == 2
    assert rows[-1, 1] == pytest.approx(2 * np.pi, abs=1e-5)


def test_what_does_not_move_has_one_key() -> None:
    motion = np.tile(REST, (24, 1))
    motion[:, 0] = np.linspace(0, 100, 24)
    keys = reduce_keys(motion, BODY, tolerance=TOLERANCE, loop=False)
    assert np.diff(keys.offsets).tolist() == [2, 1, 1, 1, 1]
