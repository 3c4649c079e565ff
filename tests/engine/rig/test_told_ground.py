# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What lies under or hangs over what moves stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.geometry.load import load_drawing
from engine.rig.told_apart import told_apart
from engine.rig.told_ground import ToldGround, told_ground

SUNRISE = ("M0 80H100", "M30 76A20 20 0 0 1 70 76", "M50 40V30", "M22 54L14 46", "M78 54L86 46")
CONVEYOR = ("M10 80H90", "M30 20H70V60H30Z", "M20 82V90", "M50 82V90", "M80 82V90")
CABLE_CAR = ("M0 30L100 10", "M25 50H75V90H25Z", "M50 22V50", "M30 60H70")


def drawn(folder: Path, *paths: str) -> Path:
    lines = "".join(f'<path d="{path}" fill="none" stroke="#000"/>' for path in paths)
    path = folder / "drawing.svg"
    path.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-10 0 120 100">{lines}</svg>'
    )
    return path


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("the sun slowly rises over the horizon", ToldGround("horizon", "sun")),
        ("the suitcase slides along the conveyor belt", ToldGround("belt", "suitcase")),
        ("the cable car glides along the cable", ToldGround("cable", "car", above=True)),
        ("the road bends", None),
        ("the spoon stirs the ice cream", None),
        ("the sun rises and the sea ripples", None),
    ],
)
def test_a_sentence_says_what_stays(sentence: str, expected: ToldGround | None) -> None:
    assert told_ground(sentence) == expected


@pytest.mark.parametrize(
    ("paths", "sentence", "stays"),
    [
        (SUNRISE, "the sun rises over the horizon", {0}),
        (CONVEYOR, "the suitcase slides along the conveyor belt", {0, 2, 3, 4}),
        (CABLE_CAR, "the cable car glides along the cable", {0}),
    ],
)
def test_the_ground_is_an_object_of_its_own(
    paths: tuple[str, ...], sentence: str, stays: set[int], tmp_path: Path
) -> None:
    found = told_apart(load_drawing(drawn(tmp_path, *paths)), sentence)
    assert found is not None
    ground = found.names.index(told_ground(sentence).noun)  # type: ignore[union-attr]
    assert {at for at, body in enumerate(found.labels.tolist()) if body == ground} == stays


def test_a_closed_body_alone_has_no_ground(tmp_path: Path) -> None:
    drawing = load_drawing(drawn(tmp_path, "M20 30H80V80H20Z", "M20 50H80"))
    assert told_apart(drawing, "the box stands on the ground") is None


def test_a_keel_is_not_the_sea(tmp_path: Path) -> None:
    ship = load_drawing(drawn(tmp_path, "M10 60L20 80H80L90 60", "M10 60H90", "M30 60V40H60V60"))
    assert told_apart(ship, "the ship rocks on the waves") is None


def test_feathers_that_lie_apart_are_no_ground(tmp_path: Path) -> None:
    bird = ("M10 10C40 0 50 60 30 90", "M70 20C60 40 60 60 75 70", "M85 25C75 40 75 55 85 70")
    loaded = load_drawing(drawn(tmp_path, *bird))
    assert told_apart(loaded, "the rooster pecks at the ground") is None
    lying = load_drawing(drawn(tmp_path, "M30 10H60V60H30Z", "M5 80Q50 85 95 80"))
    assert told_apart(lying, "the box slides over the ground") is not None
