# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What turns on upright hinges swings open in perspective; the rest stays."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.engine.motion.told import box, circle, line, strokes_told

GROUND = line((20, 220), (236, 220))


@pytest.mark.parametrize("knob", [85, 165])
def test_a_door_opens_opposite_to_its_knob_and_the_ground_stays(tmp_path: Path, knob: int) -> None:
    paths = [box(70, 40, 110, 180), circle(knob, 130, 5), GROUND]
    door, dot, ground = strokes_told(tmp_path, paths, "the door opens")
    np.testing.assert_array_equal(ground, np.broadcast_to(ground[0], ground.shape))
    rest, end = door[0], door[-1]
    side, other = (180, 70) if knob > 125 else (70, 180)
    free, hinges = rest[:, 0] == side, rest[:, 0] == other
    np.testing.assert_allclose(end[hinges], rest[hinges], atol=0.5)
    assert np.ptp(end[:, 0]) == pytest.approx(0.42 * 110, rel=0.03)
    taller = np.ptp(end[free, 1]) / np.ptp(rest[free, 1])
    assert 1.08 < taller < 1.2
    inside = (dot[-1, :, 0] - end[:, 0].min()) / np.ptp(end[:, 0])
    assert ((inside > 0.0) & (inside < 1.0)).all()


def test_two_leaves_open_to_both_sides(tmp_path: Path) -> None:
    paths = [box(60, 70, 65, 150), box(130, 70, 65, 150), GROUND]
    left, right, _ = strokes_told(tmp_path, paths, "the gate opens")
    assert left[-1, :, 0].min() == pytest.approx(60, abs=0.5)
    assert right[-1, :, 0].max() == pytest.approx(195, abs=0.5)
    assert left[-1, :, 0].max() < 100 and right[-1, :, 0].min() > 150


def test_a_book_turns_about_its_spine_as_one(tmp_path: Path) -> None:
    paths = [box(60, 40, 130, 176), line((166, 40), (166, 216)), line((80, 80), (140, 80))]
    cover, spine, title = strokes_told(tmp_path, paths, "the book opens")
    assert cover[-1, :, 0].max() == pytest.approx(190, abs=0.5)  # the spine is at the right
    assert cover[-1, :, 0].min() > 120 and title[-1, :, 0].min() > cover[-1, :, 0].min()
    assert spine[-1, :, 0].min() > title[-1, :, 0].max()


def test_upright_lines_of_a_leaf_stay_apart(tmp_path: Path) -> None:
    house = line((20, 236), (20, 110), (128, 20), (236, 110), (236, 236), closed=True)
    window = [box(140, 140, 40, 40), line((160, 140), (160, 180)), line((140, 160), (180, 160))]
    strokes = strokes_told(tmp_path, [house, *window], "the window of the house opens")
    np.testing.assert_array_equal(strokes[0][-1], strokes[0][0])
    frame, bar = strokes[1][-1, :, 0], strokes[2][-1, :, 0]
    assert np.ptp(frame) < 35
    assert min(bar.mean() - frame.min(), frame.max() - bar.mean()) > 1.5 * 6  # widths of the pen


def test_what_opened_shuts_from_where_it_is(tmp_path: Path) -> None:
    paths = [box(70, 40, 110, 180), circle(85, 130, 5), GROUND]
    door = strokes_told(tmp_path, paths, "the door opens and closes", 48)[0]
    wide = np.ptp(door[:, :, 0], axis=1)
    assert wide[-1] == pytest.approx(wide[0], rel=0.01)
    assert wide.min() > 0.34 * wide[0]  # not narrower by the second beat
    after = wide[wide.argmin() :]
    assert (np.diff(after) > -0.05 * wide[0]).all()  # and it doesn't open anew


def test_a_wide_lid_turns_up_a_little_and_stays_on_its_edge(tmp_path: Path) -> None:
    case, lid = strokes_told(
        tmp_path, [box(60, 120, 136, 100), box(50, 98, 156, 20)], "the lid opens"
    )
    np.testing.assert_array_equal(case[-1], case[0])
    corner = np.linalg.norm(lid[:, :] - np.array([50.0, 118.0]), axis=2).min(axis=1)
    assert corner.max() < 1.0
    assert 30 < lid[0, :, 1].min() - lid[-1, :, 1].min() < 80


def test_doors_that_a_sentence_tells_of_open_one_by_one_and_in_pairs(tmp_path: Path) -> None:
    paths = [box(60, 40, 136, 180), box(70, 50, 56, 160), box(130, 50, 56, 160)]
    case, left, right = strokes_told(tmp_path, paths, "the doors of the cupboard open")
    np.testing.assert_array_equal(case[-1], case[0])
    assert left[-1, :, 0].min() == pytest.approx(70, abs=0.5) and left[-1, :, 0].max() < 110
    assert right[-1, :, 0].max() == pytest.approx(186, abs=0.5) and right[-1, :, 0].min() > 146
    oven = [box(60, 50, 136, 170), box(76, 66, 104, 104), circle(150, 200, 6)]
    front, door, knob = strokes_told(tmp_path, oven, "the door of the oven opens")
    np.testing.assert_array_equal(front[-1], front[0])
    np.testing.assert_array_equal(knob[-1], knob[0])
    assert np.ptp(door[-1, :, 0]) < 60
