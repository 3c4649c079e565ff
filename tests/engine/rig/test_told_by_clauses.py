# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Parts that several clauses of a sentence let act, each told apart."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engine.geometry.grouping.grouping import Grouping
from engine.geometry.load import load_drawing
from engine.rig.told_apart import told_apart
from engine.rig.told_by_clauses import clauses_of_parts, together

PARTS = Path(__file__).resolve().parents[2] / "drawings" / "parts"


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("The elephant lifts its trunk and flaps its ears",
         ("The elephant lifts its trunk", "The elephant flaps its ears")),
        ("the elephant lifts its trunk, then it drops its trunk", ()),
        ("the elephant lifts its trunk and the bird flaps its wings", ()),
        ("the elephant walks and flaps its ears", ()),
    ],
)  # fmt: skip
def test_clauses_that_let_parts_act(sentence: str, found: tuple[str, ...]) -> None:
    assert clauses_of_parts(sentence) == found


def test_an_elephant_is_told_apart_from_its_trunk_and_its_ears() -> None:
    drawing = load_drawing(PARTS / "elephant.svg", objects="auto")
    found = told_apart(drawing, "the elephant lifts its trunk and flaps its ears")
    assert found is not None
    assert found.names == ("elephant", "trunk", "ear", "ear 2")


def test_groups_that_share_strokes_do_not_go_together() -> None:
    one = Grouping(np.array([0, 1, 0]), ("cup", "lid"))
    other = Grouping(np.array([0, 1, 1]), ("cup", "handle"))
    apart = Grouping(np.array([0, 0, 1]), ("cup", "handle"))
    assert together([one, other]) is None
    assert together([one, None]) is None
    found = together([one, apart])
    assert found is not None and found.labels.tolist() == [0, 1, 2]
    assert found.names == ("cup", "lid", "handle")


@pytest.mark.parametrize("sentence", ["The door opens", "the door opens and shuts"])
def test_the_door_of_a_house_that_is_not_named(sentence: str) -> None:
    found = told_apart(load_drawing(PARTS / "house.svg", objects="auto"), sentence)
    assert found is not None and found.names[1] == "door"
    assert np.flatnonzero(found.labels == 1).tolist() == [2, 3]


def test_a_pair_of_ears_is_no_water() -> None:
    drawing = load_drawing(PARTS / "elephant.svg", objects="auto")
    assert told_apart(drawing, "the elephant sprays water out of its trunk") is None
