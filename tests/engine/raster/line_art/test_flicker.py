# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Flicker as a number, and the filter that lowers it."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.raster.line_art.flicker import at_rest, flicker, steady

Floats = NDArray[np.float32]
SIDE = 96


def bars(places: list[int], width: int = 3) -> Floats:
    """Frames with an upright bar whose left edge is at `places`; -1 for none."""
    frames = np.zeros((len(places), SIDE, SIDE), np.float32)
    for frame, place in zip(frames, places, strict=True):
        if place >= 0:
            frame[20:80, place : place + width] = 1
    return frames


def test_a_still_picture_and_a_steady_motion_do_not_flicker() -> None:
    assert flicker(bars([30] * 6)) == 0
    for speed in (1, 2, 3, 5, 6):
        assert flicker(bars([10 + speed * k for k in range(7)])) == 0


def test_ink_that_comes_or_goes_for_good_is_no_flicker() -> None:
    assert flicker(bars([-1, -1, 30, 30, 30])) == 0
    assert flicker(bars([30, 30, -1, -1, -1])) == 0


def test_a_film_that_is_empty_in_every_other_frame_flickers_wholly() -> None:
    film = bars([30, -1] * 5 + [30])
    # Each inner frame lacks or adds one bar; three frames have one and a half on average.
    expected = 100 * np.mean([1 / (2 / 3) if k % 2 else 1 / (1 / 3) for k in range(1, 10)])
    assert flicker(film) == pytest.approx(expected)


def test_a_speck_counts_as_its_share_of_the_ink() -> None:
    film = bars([30] * 3)
    film[1, 5:9, 80:84] = 1
    bar, speck = 60 * 3, 16
    assert flicker(film) == pytest.approx(100 * speck / (bar + speck / 3), rel=1e-5)
    film[1, 5:9, 80:84] = 0.05  # a shade, not a speck
    assert flicker(film) == 0


def test_a_loop_has_no_first_and_last_frame() -> None:
    film = bars([30] * 4)
    film[0, 5:9, 85:89] = 1
    assert flicker(film) == 0
    assert flicker(film, loop=True) > 0


def test_few_frames_and_no_ink() -> None:
    assert flicker(bars([30, 60])) == 0
    assert flicker(bars([-1] * 5)) == 0


def test_places_at_rest_are_found_beside_what_moves() -> None:
    before, after = bars([10]), bars([16])
    before[0, :, 80:83] = after[0, :, 80:83] = 1
    calm = at_rest(before[0], after[0])
    assert calm[50, 81] and not calm[50, 12]


@pytest.mark.parametrize("length", [1, 2])
def test_gaps_and_specks_of_up_to_two_frames_go(length: int) -> None:
    film = bars([30] * 8)
    true = film.copy()
    film[3 : 3 + length, 40:48] = 0
    film[3 : 3 + length, 5:9, 85:89] = 1
    assert flicker(film) > 0 or length == 2
    np.testing.assert_allclose(steady(film), true, atol=1e-5)


def test_motion_and_the_first_frame_stay_as_they_are() -> None:
    film = bars([10 + 4 * k for k in range(8)])
    np.testing.assert_array_equal(steady(film), film)
    film = bars([30] * 5)
    film[0, 5:9, 85:89] = 1
    np.testing.assert_array_equal(steady(film)[0], film[0])


def test_a_speck_at_the_seam_of_a_loop_goes_too() -> None:
    film = bars([30] * 6)
    true = film.copy()
    film[5, 5:9, 85:89] = 1
    np.testing.assert_allclose(steady(film, loop=True), true, atol=1e-5)
