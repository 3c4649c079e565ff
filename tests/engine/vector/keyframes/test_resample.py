# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.vector.keyframes.resample import cycles_in, resample


def _periodic(at: NDArray[np.float64]) -> NDArray[np.float64]:
    wave = np.sin(2 * np.pi * at) + 0.4 * np.cos(6 * np.pi * at) - 0.4
    return np.asarray(wave[:, None, None] * np.array([[1.0, -2.0]]))


@pytest.mark.parametrize("frames", [8, 16, 23, 24, 120])
def test_a_loop_is_exact_between_its_samples(frames: int) -> None:
    given = _periodic(np.arange(16) / 16)
    expected = _periodic(np.arange(frames) / frames)
    assert np.allclose(resample(given, frames, loop=True), expected, atol=1e-9)


def test_a_long_loop_repeats_whole_cycles() -> None:
    given = _periodic(np.arange(16) / 16)
    long = resample(given, 96, loop=True, cycles=3)
    assert np.allclose(long[:32], long[32:64], atol=1e-9)
    assert np.allclose(long[:32], _periodic(np.arange(32) / 32), atol=1e-9)


@pytest.mark.parametrize("frames", [16, 24, 120, 480])
def test_a_one_way_motion_is_stretched(frames: int) -> None:
    def path(at: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.asarray(at + 0.3 * at**2 + 0.1 * np.sin(9 * at))[:, None]

    moved = resample(path(np.linspace(0, 1, 16)), frames, loop=False)
    assert np.abs(moved - path(np.linspace(0, 1, frames))).max() < 1e-3
    assert moved[-1] == pytest.approx(path(np.ones(1))[0], abs=1e-9)


@pytest.mark.parametrize("loop", [False, True])
@pytest.mark.parametrize("frames", [2, 3, 7, 16, 50])
def test_frame_0_stays_exactly_at_rest(loop: bool, frames: int) -> None:
    random = np.random.default_rng(1).normal(size=(16, 5, 2))
    random[0] = 0.0
    moved = resample(random, frames, loop=loop)
    assert moved.shape == (frames, 5, 2)
    assert (moved[0] == 0.0).all()


def test_same_number_of_frames_changes_nothing() -> None:
    random = np.random.default_rng(2).normal(size=(16, 3, 2))
    random[0] = 0.0
    for loop in (False, True):
        assert np.allclose(resample(random, 16, loop=loop), random, atol=1e-9)


@pytest.mark.parametrize("frames", range(24, 481, 12))
def test_a_cycle_lasts_one_to_two_and_a_half_seconds(frames: int) -> None:
    assert 1.0 <= frames / 24 / cycles_in(frames, 24.0) <= 2.5
