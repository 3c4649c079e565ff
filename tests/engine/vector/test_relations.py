# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hats stay on heads, riders on horses, balls in hands until they are thrown; others stay still."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from tests.engine.vector.stage import Played, Prop, stage

Floats = NDArray[np.float64]
FIRST, TWENTY = "rigs/first", "first_20"


def man(name: str, x: float, size: float = 150.0, bottom: float = 400.0) -> Prop:
    return Prop(f"{TWENTY}/stick_man.svg", name, x, size, bottom)


def dog(x: float, *, flipped: bool = False) -> Prop:
    return Prop(f"{FIRST}/dog.svg", "dog", x, 120.0, flipped=flipped)


def ball(x: float, bottom: float = 400.0) -> Prop:
    return Prop(f"{TWENTY}/ball.svg", "ball", x, 40.0, bottom)


HAT = Prop(f"{TWENTY}/boat.svg", "hat", 300.0, 50.0, 262.0)
HORSE = Prop(f"{FIRST}/horse.svg", "horse", 300.0, 200.0)
RIDER = man("man", 285.0, 110.0, 285.0)


def apart(played: Played, one: str, other: str) -> Floats:
    """Return the least distance [F] between the points of two objects."""
    pairs = zip(played.places[one], played.places[other], strict=True)
    return np.array([cKDTree(a).query(b)[0].min() for a, b in pairs])


@pytest.mark.parametrize("sentence", ["the man walks to the right", "the man jumps three times"])
def test_a_hat_stays_on_its_head(sentence: str) -> None:
    played = stage(man("man", 300.0), HAT).play(sentence, 48)
    head = played.joints["man"][:, 3]
    arm = played.places["hat"].mean(axis=1) - head
    away = np.linalg.norm(arm, axis=1)
    assert np.abs(head - head[0]).max() > 20.0
    np.testing.assert_allclose(away, away[0], atol=4.0)


def test_a_hat_that_touches_nobody_stays() -> None:
    high = Prop(HAT.file, "hat", 300.0, 50.0, 120.0)
    played = stage(man("man", 300.0), high).play("the man walks to the right", 24)
    assert np.ptp(played.middle("hat"), axis=0).max() == 0.0


def test_what_is_no_part_of_it_stays_although_it_touches() -> None:
    pole = Prop(HAT.file, "hoop pole", 330.0, 120.0)
    played = stage(man("man", 300.0), pole).play("the man jumps", 24)
    assert np.ptp(played.middle("hoop pole"), axis=0).max() == 0.0


@pytest.mark.parametrize(
    ("sentence", "turns"),
    [
        ("the horse gallops to the right", False),
        ("the man rides the horse to the right", False),
        ("the horse walks to the left, then it stops", True),
    ],
)
def test_a_rider_stays_on_the_horse(sentence: str, turns: bool) -> None:
    played = stage(HORSE, RIDER).play(sentence, 60)
    gone = played.middle("horse")[-1, 0] - played.middle("horse")[0, 0]
    assert abs(gone) > 60.0
    between = played.middle("man") - played.middle("horse")
    side = -1.0 if turns else 1.0
    assert between[-1, 0] == pytest.approx(side * between[0, 0], abs=15.0)
    assert np.abs(between[:, 1] - between[0, 1]).max() < 40.0


def test_what_is_ridden_goes() -> None:
    played = stage(HORSE, RIDER).play("the man rides the horse to the right", 60)
    beats = {beat.who: beat for beat in played.reading.beats}
    assert beats["horse"].direction == "right" and beats["man"].target == "horse"
    feet = played.joints["horse"] - played.joints["horse"].mean(axis=1, keepdims=True)
    assert np.ptp(feet, axis=0).max() > 10.0


def test_a_ball_flies_from_the_hand_to_the_dog() -> None:
    played = stage(man("man", 250.0), ball(330.0), dog(640.0)).play(
        "the man throws the ball to the dog", 60
    )
    throw, flight = played.reading.beats
    assert (throw.who, flight.who) == ("man", "ball")
    path = played.middle("ball")
    held = slice(8, flight.start)
    hands = played.joints["man"][held]
    nearest = np.linalg.norm(hands - path[held, None], axis=2).min(axis=1)
    assert nearest.max() < 5.0
    assert path[flight.start : -1, 1].min() < min(path[flight.start, 1], path[-1, 1]) - 20.0
    low, high = played.box("dog")
    assert low[0] < path[-1, 0] < high[0] and low[1] < path[-1, 1] < high[1]
    assert np.diff(path[flight.start :, 0]).min() > 0.0


def test_who_catches_a_ball_keeps_it() -> None:
    played = stage(man("man", 250.0), ball(330.0), dog(640.0)).play(
        "The man throws the ball. The dog catches it and runs out to the right.", 96
    )
    away = played.middle("ball")[-1] - played.middle("dog")[-1]
    assert np.abs(away).max() < 80.0
    assert played.box("dog")[0, 0] > 800.0


def test_a_ball_that_is_kicked_flies_away_from_the_foot() -> None:
    for kicker, x in ((250.0, 300.0), (350.0, 300.0)):
        played = stage(man("man", kicker), ball(x)).play("the man kicks the ball", 48)
        path = played.middle("ball")
        assert np.abs(path[:10] - path[0]).max() < 1.0
        assert np.sign(path[-1, 0] - path[0, 0]) == np.sign(x - kicker)
        assert abs(path[-1, 0] - path[0, 0]) > 150.0
        assert path[-1, 1] == pytest.approx(path[0, 1], abs=5.0)


@pytest.mark.parametrize("x", [600.0, 100.0])
def test_a_dog_that_chases_a_ball_gets_to_it(x: float) -> None:
    played = stage(dog(350.0), ball(x)).play("the dog chases the ball", 60)
    low, high = played.box("dog")
    there = played.box("ball")
    gap = there[0, 0] - high[0] if x > 350.0 else low[0] - there[1, 0]
    assert abs(gap) < 15.0


def test_a_dog_that_chases_a_rolling_ball_gets_to_where_it_is() -> None:
    played = stage(dog(200.0), ball(400.0)).play(
        "the ball rolls to the right edge while the dog chases the ball", 60
    )
    assert played.box("ball")[0, 0] - played.box("dog")[1, 0] == pytest.approx(0.0, abs=15.0)
    behind = played.middle("dog")[:, 0] < played.middle("ball")[:, 0]
    assert behind.all()


def test_a_bird_lands_on_top_of_the_tree() -> None:
    bird = Prop(f"{FIRST}/bird.svg", "bird", 200.0, 90.0, 160.0)
    tree = Prop(f"{TWENTY}/tree.svg", "tree", 560.0, 200.0)
    played = stage(bird, tree).play("the bird lands on the tree", 48)
    box, there = played.box("bird"), played.box("tree")
    assert there[0, 0] < box[:, 0].mean() < there[1, 0]
    assert box[1, 1] == pytest.approx(there[0, 1], abs=12.0)


def test_hands_that_shake_meet() -> None:
    played = stage(man("man", 340.0), man("woman", 440.0)).play("they shake hands", 48)
    middle = slice(14, 36)
    gaps = np.linalg.norm(
        played.joints["man"][middle][:, :, None] - played.joints["woman"][middle][:, None], axis=3
    ).min(axis=(1, 2))
    assert gaps.max() < 12.0
    hand = played.joints["man"][middle]
    moving = np.ptp(hand[:, :, 1], axis=0).max()
    assert moving > 3.0


def test_a_sled_follows_the_dog_that_pulls_it() -> None:
    sled = Prop(f"{TWENTY}/boat.svg", "sled", 220.0, 100.0)
    played = stage(dog(400.0), sled).play("the dog pulls the sled to the right", 48)
    way = played.middle("sled")[-1, 0] - played.middle("sled")[0, 0]
    assert way > 50.0
    assert way == pytest.approx(played.middle("dog")[-1, 0] - played.middle("dog")[0, 0], abs=12.0)


def test_relations_are_the_same_at_strength_one_and_begin_at_the_drawing() -> None:
    played = stage(HORSE, RIDER).play("the horse gallops to the right", 24)
    np.testing.assert_allclose(played.places["man"][0], played.rest["man"], atol=1e-9)


@pytest.mark.parametrize(
    ("sentence", "reach"), [("they kiss", 8.0), ("the man hugs the woman", 1.0)]
)
def test_who_kisses_or_hugs_comes_near_and_goes_back(sentence: str, reach: float) -> None:
    played = stage(man("man", 300.0), man("woman", 440.0)).play(sentence, 48)
    gaps = apart(played, "man", "woman")
    assert gaps[0] > 30.0 and gaps[20:34].max() < reach
    assert abs(gaps[-1] - gaps[0]) < 5.0
