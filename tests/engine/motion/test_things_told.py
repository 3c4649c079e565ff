# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What whole things do for a plain sentence: they land, clink, pour, roll, whirl, take off."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.engine.motion.told import box, circle, line, strokes_told

Floats = NDArray[np.float64]
GLASS = ((0, 0), (40, 0), (36, 60), (22, 70), (22, 110), (40, 114), (0, 114), (18, 110), (18, 70))


def glass(x: float, y: float) -> str:
    return line(*((x + a, y + b) for a, b in GLASS), (x + 4, y + 60), closed=True)


def turned(points: Floats) -> Floats:
    """Return the turn [F], clockwise, of points [F, n, 2] from the first frame on."""
    arms = points - points.mean(axis=1, keepdims=True)
    first = arms[0]
    cross = (first[:, 0] * arms[..., 1] - first[:, 1] * arms[..., 0]).sum(axis=1)
    return np.asarray(np.unwrap(np.arctan2(cross, (first * arms).sum(axis=(1, 2)))))


def aspect(points: Floats) -> Floats:
    """Return width by height [F] of points [F, n, 2]."""
    sides = np.ptp(points, axis=1)
    return np.asarray(sides[:, 0] / sides[:, 1])


@pytest.mark.parametrize("sentence", ["the box falls down and lands", "the box drops"])
def test_what_falls_lands_on_the_lower_edge_and_lies_still(tmp_path: Path, sentence: str) -> None:
    (moved,) = strokes_told(tmp_path, [box(100, 30, 60, 50)], sentence, 48)
    low = moved[..., 1].max(axis=1)
    assert low[-1] == pytest.approx(0.98 * 256, abs=3.0) and low.max() < 262.0
    hit = int((low > low[-1] - 4.0).argmax())
    assert 15 < hit < 40 and low[hit:].min() < low[-1] - 4.0  # it bounces
    assert np.abs(moved[-1] - moved[-2]).max() < 0.5
    assert abs(turned(moved)[-1]) < 0.05


def test_what_has_no_room_falls_as_far_as_is_seen(tmp_path: Path) -> None:
    (moved,) = strokes_told(tmp_path, [box(20, 20, 210, 220)], "the box drops")
    assert 80.0 < float(moved[-1, :, 1].mean() - moved[0, :, 1].mean()) < 140.0


@pytest.mark.parametrize(
    "sentence",
    ["the box tips over and falls", "the box wobbles and falls", "the box falls over"],
)
def test_what_tips_and_falls_lies_on_its_side_in_the_picture(tmp_path: Path, sentence: str) -> None:
    (moved,) = strokes_told(tmp_path, [box(100, 130, 40, 110)], sentence, 48)
    assert 1.3 < abs(turned(moved)[-1]) < 1.6
    assert moved[-1, :, 1].max() < 262.0


def test_two_glasses_part_meet_and_return(tmp_path: Path) -> None:
    strokes = [glass(50, 60), glass(150, 60)]
    left, right = strokes_told(tmp_path, strokes, "the two glasses clink together", 26)
    gap = right[..., 0].min(axis=1) - left[..., 0].max(axis=1)
    assert gap.max() > gap[0] + 8.0  # apart
    assert gap.min() < 0.2 * gap[0]  # together
    assert abs(gap[-1] - gap[0]) < 12.0
    for each in (left, right):
        np.testing.assert_allclose(
            np.ptp(each[10], axis=0)[1], np.ptp(each[0], axis=0)[1], rtol=0.1
        )


def test_a_jug_pours_over_its_spout(tmp_path: Path) -> None:
    body = line((90, 100), (60, 70), (80, 120), (80, 220), (170, 220), (170, 100), closed=True)
    handle = line((170, 120), (205, 120), (205, 180), (170, 180))
    moved, _ = strokes_told(tmp_path, [body, handle], "the jug pours", 40)
    turn = turned(moved)
    assert turn.min() < -0.5 and turn.max() < 0.15 and abs(turn[-1]) < 0.1


def test_a_reel_keeps_its_shape(tmp_path: Path) -> None:
    strokes = [box(20, 60, 216, 140), circle(80, 130, 30), circle(176, 130, 30)]
    moved = strokes_told(tmp_path, strokes, "the tape reels spin")
    for reel in moved[1:]:
        assert np.abs(aspect(reel) - 1.0).max() < 0.05


def test_a_steering_wheel_turns_to_and_fro_in_its_place(tmp_path: Path) -> None:
    strokes = [circle(128, 128, 90), circle(128, 128, 30), line((38, 128), (98, 128))]
    rim, _, spoke = strokes_told(tmp_path, strokes, "the steering wheel turns left and right", 48)
    assert np.abs(rim.mean(axis=1) - 128.0).max() < 4.0
    way = spoke[:, 0, 1] - 128.0
    assert way.max() > 15.0 and way.min() < -15.0


def test_a_suitcase_on_castors_does_not_tumble(tmp_path: Path) -> None:
    strokes = [box(60, 90, 60, 90), line((75, 90), (75, 60), (105, 60), (105, 90))]
    case, _ = strokes_told(tmp_path, strokes, "the suitcase rolls to the right", 48)
    assert case[-1, :, 0].mean() - case[0, :, 0].mean() > 50.0
    assert np.abs(turned(case)).max() < 0.2


def test_a_top_whirls_on_its_point(tmp_path: Path) -> None:
    strokes = [line((60, 100), (196, 100), (128, 220), closed=True), line((128, 100), (128, 60))]
    top, _ = strokes_told(tmp_path, strokes, "the top spins", 48)
    assert np.abs(turned(top)).max() < 0.4
    point = top[:, top[0, :, 1].argmax()]
    assert np.abs(point - point[0]).max() < 5.0 and np.ptp(aspect(top)) > 0.1


def test_a_plane_goes_off_along_its_nose_all_the_time(tmp_path: Path) -> None:
    wings = ((60, 200), (80, 170), (60, 120), (80, 115), (110, 140), (150, 100))
    plane = line(
        *wings, (165, 95), (160, 110), (120, 150), (145, 180), (140, 200), (90, 180), closed=True
    )
    (moved,) = strokes_told(tmp_path, [plane], "the airplane takes off and flies away", 48)
    middle = moved.mean(axis=1)
    assert middle[-1, 0] > middle[0, 0] + 60.0 and middle[-1, 1] < middle[0, 1] - 60.0
    low, high = moved[36].min(axis=0), moved[36].max(axis=0)
    assert (low < 256.0).all() and (high > 0.0).all()  # after three quarters it is still seen
    low, high = moved[-1].min(axis=0), moved[-1].max(axis=0)
    assert low[0] > 250.0 or high[1] < 6.0


def test_sails_that_are_all_that_is_drawn_turn_about_their_middle(tmp_path: Path) -> None:
    sail = np.array([[128, 120], [128, 40], [170, 120]], dtype=np.float64)
    strokes = []
    for quarter in range(4):
        c, s = np.cos(quarter * np.pi / 2), np.sin(quarter * np.pi / 2)
        arms = sail - 128.0
        at = np.stack([c * arms[:, 0] - s * arms[:, 1], s * arms[:, 0] + c * arms[:, 1]], axis=1)
        strokes.append(line(*map(tuple, (at + 128.0).tolist()), closed=True))
    moved = np.concatenate(strokes_told(tmp_path, strokes, "the pinwheel turns", 48), axis=1)
    assert np.abs(moved.mean(axis=1) - 128.0).max() < 8.0
    assert np.ptp(turned(moved)) > 3.0


@pytest.mark.parametrize("sentence", ["the bottle tips over", "the bottle rocks"])
def test_a_bottle_does_as_one_what_nobody_holds(tmp_path: Path, sentence: str) -> None:
    face = [circle(113, 60, 4), circle(143, 60, 4), line((113, 80), (128, 86), (143, 80))]
    strokes = [circle(128, 60, 45), *face, box(100, 110, 60, 120), box(140, 150, 20, 40)]
    moved = strokes_told(tmp_path, strokes, sentence, 48)
    np.testing.assert_allclose(turned(moved[-1]), turned(moved[-2]), atol=0.05)
    assert np.ptp(turned(moved[-2])) > 0.1


def test_the_sun_rises_from_behind_a_cloud(tmp_path: Path) -> None:
    cloud = line((90, 200), (80, 150), (120, 120), (170, 120), (220, 150), (230, 200), closed=True)
    sun = line((85, 145), (50, 140), (40, 100), (70, 70), (110, 75), (125, 118))
    moved = strokes_told(tmp_path, [cloud, sun], "the sun rises from behind the cloud", 48)
    assert np.abs(moved[0] - moved[0][0]).max() < 1.0
    assert moved[1][-1, :, 1].mean() < moved[1][0, :, 1].mean() - 30.0


def test_what_swings_on_its_cord_stays_on_it(tmp_path: Path) -> None:
    strokes = [
        circle(90, 80, 40),
        line((115, 110), (150, 160)),
        line((150, 163), (180, 190), (120, 220)),
    ]
    moved = strokes_told(tmp_path, strokes, "the microphone swings on its cord", 48)
    gap = np.linalg.norm(moved[1][:, -1] - moved[2][:, 0], axis=1)
    assert gap.max() < gap[0] + 3.0 and np.ptp(turned(moved[0])) > 0.3


def test_a_foot_taps_on_its_heel(tmp_path: Path) -> None:
    foot = line((150, 40), (150, 170), (60, 200), (60, 220), (190, 220), (200, 180), (190, 40))
    (moved,) = strokes_told(tmp_path, [foot], "the foot taps on the floor", 48)
    heel, toe = (
        moved[:, np.linalg.norm(moved[0] - place, axis=1).argmin()]
        for place in ((190, 220), (60, 220))
    )
    assert np.abs(heel - heel[0]).max() < 14.0
    assert toe[:, 1].min() < toe[0, 1] - 20.0 and toe[:, 1].max() < toe[0, 1] + 5.0


def test_what_jumps_and_lands_comes_down_once(tmp_path: Path) -> None:
    (moved,) = strokes_told(tmp_path, [box(90, 120, 70, 70)], "the box jumps up and lands", 48)
    high = moved[0, :, 1].max() - moved[..., 1].max(axis=1)
    assert high.max() > 15.0 and abs(high[-1]) < 3.0
