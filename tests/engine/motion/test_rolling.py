# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What rolls stays on the ground and turns by as much as it gets on; what turns aside doesn't."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.engine.motion.told import box, circle, line, strokes_told


def test_half_a_disc_rolls_over_its_edge_on_the_ground(tmp_path: Path) -> None:
    turn = np.linspace(0.0, np.pi, 40)
    half = line(*zip(80 + 60 * np.cos(turn), 150 + 60 * np.sin(turn), strict=True), closed=True)
    (moved,) = strokes_told(tmp_path, [half], "the slice rolls to the right")
    np.testing.assert_allclose(moved[:, :, 1].max(axis=1), 210.0, atol=0.5)
    assert moved[-1, :, 0].mean() > moved[0, :, 0].mean() + 50


def test_a_ball_turns_by_the_way_it_goes(tmp_path: Path) -> None:
    paths = [circle(70, 170, 50), line((70, 120), (70, 220))]
    ball, spoke = strokes_told(tmp_path, paths, "the ball rolls to the right")
    gone = ball[:, :, 0].mean(axis=1) - ball[0, :, 0].mean()
    way = spoke[:, 0] - spoke[:, -1]
    angle = np.unwrap(np.arctan2(way[:, 1], way[:, 0]))
    np.testing.assert_allclose(np.abs(angle - angle[0]), gone / 50.0, atol=0.03)


def test_what_is_lifted_and_put_down_is_where_it_was(tmp_path: Path) -> None:
    (moved,) = strokes_told(
        tmp_path, [box(90, 120, 80, 100)], "the crate is lifted up and put down", 48
    )
    heights = moved[:, :, 1].max(axis=1)
    np.testing.assert_allclose(moved[-1], moved[0], atol=0.5)
    assert heights.min() < 190 and heights.max() < 224


def test_things_turn_to_a_side_like_heads(tmp_path: Path) -> None:
    paths = [box(60, 80, 136, 90), circle(128, 125, 30)]
    body, lens = strokes_told(tmp_path, paths, "the camera turns to the left and to the right", 48)
    side = body[:, 1] - body[:, 0]
    assert np.degrees(np.abs(np.arctan2(side[:, 1], side[:, 0]))).max() < 20
    assert body[:, :, 0].mean(axis=1).min() < 126 < 130 < body[:, :, 0].mean(axis=1).max()
    assert np.ptp(lens[:, :, 0], axis=1).min() < 55


def test_a_nut_spins_with_its_hole(tmp_path: Path) -> None:
    turn = np.arange(6) * np.pi / 3
    hexagon = zip(128 + 80 * np.cos(turn), 128 + 80 * np.sin(turn), strict=True)
    paths = [line(*hexagon, closed=True), circle(128, 128, 30)]
    outline, hole = strokes_told(tmp_path, paths, "the bolt spins")
    np.testing.assert_allclose(hole.mean(axis=1), 128.0, atol=0.5)
    angle = np.arctan2(outline[:, 0, 1] - 128, outline[:, 0, 0] - 128)
    assert np.abs(np.unwrap(angle) - angle[0]).max() == pytest.approx(2 * np.pi, rel=0.05)


def test_a_sheet_flutters_in_a_wave(tmp_path: Path) -> None:
    xs = np.linspace(40, 210, 12)
    top, bottom = [(x, 90.0) for x in xs], [(x, 170.0) for x in xs[::-1]]
    (sheet,) = strokes_told(tmp_path, [line(*top, *bottom, closed=True)], "the ticket flutters")
    edge = sheet[:, :12, 1] - sheet[:, [0], 1]
    bent = np.abs(edge - edge[:, -1:] * np.linspace(0.0, 1.0, 12)).max(axis=1)
    assert bent.max() > 6
    assert np.ptp(sheet[:, :, 1].mean(axis=1)) < 20


def test_lights_and_stars_twinkle_each_about_its_middle(tmp_path: Path) -> None:
    tree = line((128, 30), (220, 220), (36, 220), closed=True)
    lights = [circle(128, 120, 8, 12), circle(95, 180, 8, 12), circle(160, 180, 8, 12)]
    strokes = strokes_told(tmp_path, [tree, *lights], "the lights on the tree twinkle")
    np.testing.assert_array_equal(strokes[0][-1], strokes[0][0])
    sizes = [np.ptp(one[:, :, 0], axis=1) for one in strokes[1:]]
    for one, size in zip(strokes[1:], sizes, strict=True):
        np.testing.assert_allclose(
            one.mean(axis=1), np.broadcast_to(one[0].mean(axis=0), (24, 2)), atol=0.5
        )
        assert np.ptp(size) > 3
    assert np.abs(sizes[0] - sizes[1]).max() > 1  # in their own times
