# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a sentence sets against what moves is parted from it, whatever the two are."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.geometry.load import load_drawing
from engine.language.beside_words import OUT, OVER, UNDER, WITHIN, ToldBeside, told_beside
from engine.rig.told_apart import told_apart
from tests.engine.rig.test_told_ground import drawn

TEE = ("M30 40A20 20 0 1 0 70 40A20 20 0 1 0 30 40Z", "M44 36L46 38", "M30 66Q50 76 70 66",
       "M50 72V95")  # fmt: skip
CHIPS = ("M25 50H75L68 95H32Z", "M32 50L28 20H38L40 50", "M44 50V10H54V50", "M60 50L64 22H72L68 50")
DISH = ("M10 50A40 40 0 1 0 90 50A40 40 0 1 0 10 50Z", "M35 40L45 45", "M60 60L64 52")
MIST = ("M15 50A20 20 0 0 1 40 20A22 22 0 0 1 84 40A12 12 0 0 1 80 55", "M10 70H60", "M20 80H75",
        "M12 90H58")  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("the golf ball flies off the tee", ToldBeside("ball", "tee", OVER, several=False)),
        ("the chips jump out of the box", ToldBeside("chip", "box", OUT, several=True)),
        ("the germs crawl in the dish", ToldBeside("germ", "dish", WITHIN, several=True)),
        ("the mist drifts below the cloud", ToldBeside("mist", "cloud", UNDER, several=False)),
        ("the truck bounces on its wheels", None),
        ("the leaf flutters in the wind", None),
        ("the ball bounces", None),
        ("rain falls from the cloud", None),
        ("the ball doesn't fly off the tee", None),
    ],
)
def test_a_sentence_says_how_two_things_lie(sentence: str, expected: ToldBeside | None) -> None:
    assert told_beside(sentence) == expected


def test_who_hides_in_its_shell_is_left_whole(tmp_path: Path) -> None:
    drawing = load_drawing(drawn(tmp_path, *CHIPS))
    assert told_apart(drawing, "the turtle jumps out of its shell") is None
    assert told_apart(drawing, "the chips jump out of the box") is not None


@pytest.mark.parametrize(
    ("paths", "sentence", "moves"),
    [
        (TEE, "the golf ball flies off the tee", {0, 1}),
        (CHIPS, "the chips jump out of the box", {1, 2, 3}),
        (DISH, "the germs crawl in the dish", {1, 2}),
        (MIST, "the mist drifts below the cloud", {1, 2, 3}),
    ],
)
def test_what_moves_becomes_an_object_of_its_own(
    paths: tuple[str, ...], sentence: str, moves: set[int], tmp_path: Path
) -> None:
    found = told_apart(load_drawing(drawn(tmp_path, *paths)), sentence)
    assert found is not None
    assert {at for at, body in enumerate(found.labels.tolist()) if body} == moves


def test_nothing_is_parted_that_lies_at_one_height(tmp_path: Path) -> None:
    fence = drawn(tmp_path, "M10 20V90", "M30 20V90", "M50 20V90", "M10 40H50")
    assert told_apart(load_drawing(fence), "the hedge sways over the lawn") is None


def test_somebody_is_left_whole(tmp_path: Path) -> None:
    drawing = load_drawing(drawn(tmp_path, *TEE))
    assert told_apart(drawing, "the monkey jumps off the tee") is None
