# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is knocked over falls; what somebody only runs over or down stays."""

from __future__ import annotations

import pytest

from engine.language.beats import read_beats
from engine.motion import ACTIONS


def acts(sentence: str, **plans: str) -> list[str]:
    """Return who does what in a sentence about objects of body plans."""
    able = {"": ACTIONS[""], **{name: ACTIONS[plan] for name, plan in plans.items()}}
    beats = read_beats(sentence, tuple(plans), able).beats
    return [f"{beat.who} {beat.action}" for beat in beats]


@pytest.mark.parametrize(
    ("sentence", "plans", "expected"),
    [
        ("the bowling ball knocks over the pin", {"ball": ""}, ["ball roll", "pin topple"]),
        ("the ball hits the pin down", {"ball": ""}, ["ball roll", "pin topple"]),
        ("the car knocks over the pin", {"car": "car"}, ["car roll", "pin topple"]),
        ("the box knocks over the pin", {"box": ""}, ["box slide", "pin topple"]),
        ("the flag knocks over the pin", {"flag": "flag"}, ["flag go", "pin topple"]),
        ("the cat knocks the pin over", {"cat": "four_legged"}, ["cat walk", "pin topple"]),
        ("the cat knocks the pin over with its paw", {"cat": "four_legged"},
         ["cat walk", "pin topple"]),
        ("the cat knocks down the pin", {"cat": "four_legged"}, ["cat walk", "pin topple"]),
        ("the wolf blows the pin down", {"wolf": "four_legged"}, ["wolf walk", "pin topple"]),
        ("the bird knocks over the pin", {"bird": "flying_bird"}, ["bird go", "pin topple"]),
        ("the boy kicks over the pin", {"boy": "person"}, ["boy kick", "pin topple"]),
        ("the boy topples the pin", {"boy": "person"}, ["boy walk", "pin topple"]),
        ("the boy topples the pin onto the box", {"boy": "person", "box": ""},
         ["boy walk", "pin topple"]),
    ],
)  # fmt: skip
def test_what_is_knocked_over_falls(
    sentence: str, plans: dict[str, str], expected: list[str]
) -> None:
    assert acts(sentence, pin="", **plans) == expected


def test_the_cup_and_the_house_fall() -> None:
    assert acts("the cat knocks the cup over", cat="four_legged", cup="")[1:] == ["cup topple"]
    assert acts("the wolf blows the house down", wolf="four_legged", house="")[1:] == [
        "house topple"
    ]


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("the boy runs over the bridge", "boy bridge"),
        ("the man runs down the hill", "man hill"),
        ("the dog runs down the street towards the boy", "dog street boy"),
        ("a tear runs down the face", "tear face"),
        ("the girl kicks the ball over the fence", "girl ball fence"),
        ("the boy throws the ball down", "boy ball"),
        ("the man bowls the ball down the alley", "man ball alley"),
        ("the ball bowls down the alley", "ball alley"),
        ("the woman pushes the pram down the street", "woman pram street"),
        ("the woman pushes the pram down the stairs", "woman pram"),
        ("the cat knocks the cup over the edge", "cat cup"),
        ("the girl pushes the boy over to the swing", "girl boy swing"),
        ("the man brings over the box", "man box"),
        ("the wind blows over the sea", "wind sea"),
        ("the wind blows down the street", "wind street"),
        ("the dog does not knock over the cup", "dog cup"),
    ],
)
def test_nothing_falls_where_over_and_down_are_ways(sentence: str, names: str) -> None:
    people = dict.fromkeys(("boy", "man", "girl", "woman"), "person")
    plans = {name: people.get(name, "") for name in names.split()}
    plans = plans | {name: "four_legged" for name in ("dog", "cat") if name in plans}
    assert not [act for act in acts(sentence, **plans) if "topple" in act or "fall" in act]


def test_who_topples_onto_something_falls_alone() -> None:
    assert acts("the boy topples into the water", boy="person", water="") == ["boy topple"]
    assert acts("the tower topples onto the car", tower="", car="car") == ["tower topple"]
    assert acts("the tower topples on the car", tower="", car="car") == ["tower topple"]
    assert acts("the boy topples off the chair", boy="person", chair="") == ["boy topple"]


def test_who_pushes_something_down_a_road_goes_forward() -> None:
    able = {"": ACTIONS[""], "woman": ACTIONS["person"], "pram": ACTIONS[""]}
    beats = read_beats("the woman pushes the pram down the street", ("woman", "pram"), able).beats
    assert [(beat.action, beat.direction) for beat in beats] == [("push", "forward")]
