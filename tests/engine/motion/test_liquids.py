# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Liquids lean, rise and bubble between the walls of what they are in, which stands still."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.language.liquids import ToldLiquid, told_liquid
from tests.engine.motion.told import box, circle, line, strokes_told

FLASK = circle(128, 140, 80, 96)
LEVEL = line((48, 140), (88, 140), (128, 140), (168, 140), (208, 140))
GLASS = line((80, 50), (92, 216), (164, 216), (176, 50))


def ends(surface: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the ends [F, 2, 2] of a line, the left one first."""
    order = np.argsort(surface[0, :, 0])
    return surface[:, order[[0, -1]]]


def test_a_surface_leans_to_and_fro_with_its_ends_on_the_walls(tmp_path: Path) -> None:
    flask, surface = strokes_told(tmp_path, [FLASK, LEVEL], "the liquid in the flask sloshes", 48)
    np.testing.assert_array_equal(flask[-1], flask[0])
    away = np.linalg.norm(ends(surface) - np.array([128.0, 140.0]), axis=2)
    np.testing.assert_allclose(away, 80.0, atol=1.0)
    across = np.diff(ends(surface), axis=1)[:, 0]
    lean = np.degrees(np.arctan2(across[:, 1], across[:, 0]))
    assert lean.max() > 9 and lean.min() < -9 and np.abs(lean).max() < 20
    thirds = np.abs(lean).reshape(6, -1).max(axis=1)
    assert thirds[0] < thirds.max() and thirds[-1] < 0.5 * thirds.max()  # it grows and calms down


def test_a_glass_fills_and_empties(tmp_path: Path) -> None:
    level = line((89, 170), (167, 170))
    for sentence, sign in (("the glass fills with water", -1), ("the glass empties", 1)):
        glass, surface = strokes_told(tmp_path, [GLASS, level], sentence)
        np.testing.assert_array_equal(glass[-1], glass[0])
        gone = ends(surface)[-1] - ends(surface)[0]
        assert (sign * gone[:, 1] > 20).all()
        wall = 80 + 12 * (ends(surface)[:, 0, 1] - 50) / 166
        offset = ends(surface)[:, 0, 0] - wall
        np.testing.assert_allclose(offset, offset[0], atol=1.0)


def test_bubbles_rise_within_their_liquid(tmp_path: Path) -> None:
    paths = [box(60, 60, 136, 160), line((60, 110), (196, 110)), circle(100, 180, 8)]
    jar, _, bubble = strokes_told(tmp_path, paths, "the water in the jar bubbles", 48)
    np.testing.assert_array_equal(jar[-1], jar[0])
    middle = bubble.mean(axis=1)
    assert middle[:, 1].min() < 135 and middle[:, 1].max() < 220 and middle[:, 1].min() > 100
    np.testing.assert_allclose(middle[:, 0], middle[0, 0], atol=0.5)


def test_a_liquid_with_an_outline_keeps_its_ground(tmp_path: Path) -> None:
    outline = box(60, 120, 136, 100)
    _, liquid = strokes_told(
        tmp_path, [box(60, 40, 136, 180), outline], "the milk in the jar sloshes"
    )
    low = liquid[0, :, 1] > 219
    still = np.broadcast_to(liquid[0, low], liquid[:, low].shape)
    np.testing.assert_allclose(liquid[:, low], still, atol=0.1)
    assert np.ptp(liquid[:, ~low, 1]) > 15
    assert liquid[:, :, 0].min() > 59 and liquid[:, :, 0].max() < 197


def test_the_line_of_a_thermometer_gets_longer_from_its_foot(tmp_path: Path) -> None:
    tube = line((112, 150), (112, 40), (144, 40), (144, 150), (160, 184), (96, 184), closed=True)
    paths = [tube, line((128, 110), (128, 170))]
    glass, mercury = strokes_told(tmp_path, paths, "the mercury in the thermometer rises")
    np.testing.assert_array_equal(glass[-1], glass[0])
    assert mercury[-1, :, 1].max() == pytest.approx(170, abs=0.5)
    assert mercury[-1, :, 1].min() < 80


def test_sentences_tell_of_liquids() -> None:
    assert told_liquid("the wine in the glass sloshes") == ToldLiquid("wine", "glass")
    assert told_liquid("the liquid in the test tube bubbles") == ToldLiquid("liquid", "tube")
    assert told_liquid("the pot boils") == ToldLiquid("liquid", "pot")
    assert told_liquid("the glass fills with juice") == ToldLiquid("juice", "glass")
    assert told_liquid("the glass falls over") is None
    assert told_liquid("the duck swims in the water") is None
