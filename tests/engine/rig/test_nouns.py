# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Nouns say which body plans come into question."""

from __future__ import annotations

import pytest

from engine.language.nouns import THINGS
from engine.rig.nouns import _NOUNS, _TOGETHER, caption_of, flows, plans_of, rides_as_one
from engine.rig.skeletons import PLANS


def test_the_table_names_plans_that_there_are() -> None:
    named = {plan for plans in [*_NOUNS, *_TOGETHER.values()] for plan in plans}
    assert named <= set(PLANS)
    assert len(named) > 20


@pytest.mark.parametrize(
    ("text", "plans"),
    [
        ("the fish swims", ("fish",)),
        ("the horses gallop", ("four_legged", "face")),
        ("Two PENGUINS waddle to the left", ("standing_bird", "flying_bird")),
        ("the snake chases the horse", ("snake",)),
        ("a man rides a bicycle", ("cyclist", "person")),
        ("the bicycle rolls", ("cyclist", "bicycle")),
        ("the girl pedals fast", ("cyclist", "person")),
        ("the boy cycles home", ("cyclist", "person")),
        ("the ball bounces", ()),
        ("the jellyfish drifts", ()),
        ("the apple rolls", ()),
        ("the teapot tips forward", ()),
        ("the corgi runs", ("four_legged", "sitting", "face")),
        ("", ()),
    ],
)
def test_the_first_noun_decides(text: str, plans: tuple[str, ...]) -> None:
    assert plans_of(text) == plans


@pytest.mark.parametrize(
    ("text", "plan"),
    [
        ("He runs faster and faster, trips and falls flat on his face.", "person"),
        ("Before she waves, she turns round", "person"),
        ("He gallops away", "four_legged"),
        ("Wave, point to the right, then bow deeply.", "person"),
        ("nod twice a second", "person"),
        ("walk two lengths to the right", "four_legged"),
        ("Flap once every second", "flying_bird"),
        ("wag", "four_legged"),
    ],
)
def test_where_nobody_is_named_the_verb_says_who_may_do_it(text: str, plan: str) -> None:
    assert plan in plans_of(text)
    assert not flows(text)


@pytest.mark.parametrize(
    ("text", "plans"),
    [
        ("the rocket rises to the top edge", ()),
        ("the rose sways", ("plant",)),
        ("the robot waves with its left hand", ("person", "face")),
        ("the dog shakes its head", ("four_legged", "sitting", "face")),
        ("the head turns", ("face",)),
        ("the fox twitches its ears", ("four_legged", "sitting", "face")),
        ("the player does a kick", ("person", "face")),
        ("the goldenfish swims", ("fish",)),
        ("waves roll in", ()),
        ("bounce", ()),
        ("rise", ()),
    ],
)
def test_verbs_and_parts_of_a_body_name_nobody(text: str, plans: tuple[str, ...]) -> None:
    assert plans_of(text) == plans


@pytest.mark.parametrize(
    ("text", "plans"),
    [
        ("the sun laughs", ("face",)),
        ("the moon smiles and flies away", ("face",)),
        ("the cup falls and the baby cries", ()),
        ("the box falls on the sleeping man", ()),
        ("the ball hits the laughing clown", ()),
        ("the leaf falls and the bird sings", ()),
    ],
)
def test_a_thing_has_a_face_where_nobody_else_can_laugh(text: str, plans: tuple[str, ...]) -> None:
    assert plans_of(text) == plans


def test_an_unknown_noun_takes_the_plans_of_the_nearest() -> None:
    assert "mustang" not in str(_NOUNS)
    assert plans_of("the mustang runs") == plans_of("the horse runs")


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("the river flows", True),
        ("Curtains in the wind", True),
        ("the fish swims in the sea", False),
        ("the ball bounces", False),
        ("", False),
    ],
)
def test_what_flows(text: str, answer: bool) -> None:
    assert flows(text) is answer


@pytest.mark.parametrize(
    ("name", "caption", "other", "said"),
    [
        ("ball", "the dog chases the ball", "dog", "the ball moves"),
        ("dog", "the dog chases the ball", "ball", "the dog chases the ball"),
        ("dog 2", "the dogs run", "dog", "the dogs run"),
        ("water", "the whale spouts water", "whale", "the spray moves"),
        ("water", "the water ripples", "boat", "the water ripples"),
    ],
)
def test_another_object_does_not_say_which_body_one_has(
    name: str, caption: str, other: str, said: str
) -> None:
    assert caption_of(name, caption, (other,)) == said


def test_fruit_has_a_face_where_it_makes_one() -> None:
    assert plans_of("the pear smiles") == ("face",)


def test_no_thing_without_a_plan_has_one_by_another_row() -> None:
    planned = {word for plans, words in _NOUNS.items() if plans for word in words.split()}
    assert not planned & THINGS


def test_who_rides_a_bicycle_is_one_body_with_it() -> None:
    assert rides_as_one("the man rides his bike") and rides_as_one("the girl pedals fast")
    assert not rides_as_one("the man walks to his bike")
    assert not rides_as_one("the girl rides a horse")


def test_no_verb_is_taken_for_a_body_where_the_noun_is_unknown() -> None:
    assert plans_of("The trolleybus drives along") == ()
    assert plans_of("The submarine dives down") == ()  # "dove" is a bird, and has that stem
    assert "flying_bird" in plans_of("The dove dives")
