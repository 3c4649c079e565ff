# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a sentence says is done: so often, so far, that way, in that order; read off the curves."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.signal import find_peaks

from tests.engine.vector.stage import CANVAS, Played, Stage, alone, stage

Floats = NDArray[np.float64]
FIRST, TWENTY = "rigs/first", "first_20"
DOG = alone(f"{FIRST}/dog.svg", "dog")
CAT = alone(f"{FIRST}/cat.svg", "cat")
MAN = alone(f"{TWENTY}/stick_man.svg", "man", size=160.0)
ROBOT = alone(f"{TWENTY}/robot.svg", "robot", size=160.0)
CAR = alone(f"{FIRST}/car.svg", "car")
FISH = alone(f"{FIRST}/fish.svg", "fish", bottom=260.0)
BALL = alone(f"{TWENTY}/ball.svg", "ball", size=80.0)
BIRD = alone(f"{FIRST}/bird.svg", "bird", bottom=260.0)
ROCKET = alone(f"{TWENTY}/rocket.svg", "rocket")
SNAIL = alone(f"{FIRST}/snail.svg", "snail")
BALLOON = alone(f"{TWENTY}/balloon.svg", "balloon", bottom=380.0)
FLOWER = alone(f"{FIRST}/flower.svg", "flower")
GHOST = alone(f"{TWENTY}/ghost.svg", "ghost")
FACE = alone(f"{TWENTY}/cat_face.svg", "cat")
TREE = stage((f"{FIRST}/dog.svg", "dog", 200.0), (f"{TWENTY}/tree.svg", "tree", 650.0, 200.0))


def span(played: Played, number: int) -> slice:
    """Return the frames of a beat."""
    beat = played.reading.beats[number]
    return slice(beat.start, min(beat.start + beat.frames, beat.start + beat.frames))


def times_done(curve: Floats) -> int:
    """Count the large swings of a curve [F] to its farther side."""
    curve = curve - curve[0]
    if -curve.min() > curve.max():
        curve = -curve
    return len(find_peaks(curve, prominence=0.25 * float(np.ptp(curve)))[0])


def main_motion(places: Floats) -> Floats:
    """Return the main component [F] of how points [F, P, 2] move, their common way taken out."""
    moved = places - places[0] - (places - places[0]).mean(axis=1, keepdims=True)
    left, size, _ = np.linalg.svd(moved.reshape(len(moved), -1), full_matrices=False)
    return np.asarray(left[:, 0] * size[0])


@pytest.mark.parametrize(
    ("on", "name", "sentence", "number", "times"),
    [
        (BALL, "ball", "the ball bounces three times", 0, 3),
        (BALL, "ball", "the ball rolls to the right, then it bounces five times", 1, 5),
        (DOG, "dog", "the dog jumps twice, then it sits", 0, 2),
        (CAT, "cat", "The cat jumps exactly four times.", 0, 4),
        (MAN, "man", "the man jumps three times", 0, 3),
        (GHOST, "ghost", "the ghost jumps up four times", 0, 4),
        (SNAIL, "snail", "the snail hops three times and stops", 0, 3),
    ],
)  # fmt: skip
def test_jumps_are_counted(on: Stage, name: str, sentence: str, number: int, times: int) -> None:
    played = on.play(sentence, 120)
    assert times_done(-played.middle(name)[span(played, number), 1]) == times


@pytest.mark.parametrize(
    ("on", "name", "sentence", "times"),
    [
        (MAN, "man", "the man bows three times", 3),
        (MAN, "man", "the man kicks twice", 2),
        (MAN, "man", "the man squats four times", 4),
        (DOG, "dog", "the dog bows twice", 2),
        (FLOWER, "flower", "the flower bows three times", 3),
        (FACE, "cat", "the cat winks three times", 3),
        (FISH, "fish", "the fish flaps its tail four times", 4),
    ],
)  # fmt: skip
def test_what_is_done_is_counted(on: Stage, name: str, sentence: str, times: int) -> None:
    played = on.play(sentence, 24 * times)
    assert times_done(main_motion(played.places[name])) == times


@pytest.mark.parametrize(("seconds", "times"), [(2, 4), (4, 8)])
def test_twice_a_second_is_twice_a_second(seconds: int, times: int) -> None:
    played = MAN.play("The man waves twice a second", 24 * seconds)
    hand = played.joints["man"][:, -1] - played.joints["man"][:, -4]
    hands = [played.joints["man"][:, n] for n in (-1, -5)]
    curve = max(hands, key=lambda at: float(np.ptp(at)))[:, 0]
    assert hand.shape == (24 * seconds, 2)
    assert abs(times_done(curve[6:-6]) - times) <= 1


WAYS = [
    (FISH, "fish", "the fish swims half its length to the left", (-60.0, 0.0)),
    (FISH, "fish", "the fish swims two lengths to the right", (240.0, 0.0)),
    (BALL, "ball", "the ball rolls 200 pixels to the right", (200.0, 0.0)),
    (BALL, "ball", "the ball rolls 150 pixels to the left", (-150.0, 0.0)),
    (CAR, "car", "the car drives a third of the way across the picture towards the right",
     (800.0 / 3.0, 0.0)),
    (DOG, "dog", "the dog walks a quarter of the screen to the left", (-200.0, 0.0)),
    (BALLOON, "balloon", "The balloon drifts upwards by 40% of the picture", (0.0, -180.0)),
    (ROCKET, "rocket", "the rocket rises to the top edge", (0.0, -280.0)),
    (MAN, "man", "walk two lengths to the right then one length back", (160.0, 0.0)),
    (MAN, "man", "the man walks a length to the right, stops and walks back", (0.0, 0.0)),
    (MAN, "man", "He takes five steps back.", None),
    (SNAIL, "snail", "the snail crawls half its length to the left", (-60.0, 0.0)),
]  # fmt: skip


@pytest.mark.parametrize(("on", "name", "sentence", "way"), WAYS)
def test_it_goes_so_far_that_way(
    on: Stage, name: str, sentence: str, way: tuple[float, float] | None
) -> None:
    played = on.play(sentence, 96)
    middle = played.middle(name)
    gone = middle[-1] - middle[0]
    if way is None:
        assert gone[0] < -30.0 or gone[0] > 30.0
        return
    np.testing.assert_allclose(gone, way, atol=0.1 * on.props[0].size)


@pytest.mark.parametrize(
    ("on", "name", "sentence", "edge"),
    [
        (DOG, "dog", "The dog walks in from the left, stops and sits down", "left"),
        (DOG, "dog", "The dog trots in from the right and sniffs the ground", "right"),
        (CAR, "car", "the car drives in from the right, then stops", "right"),
        (BIRD, "bird", "The bird flies in from above and circles twice.", "top"),
        (SNAIL, "snail", "the snail crawls in", "left"),
        (ROBOT, "robot", "the robot walks in from the left and waves", "left"),
    ],
)  # fmt: skip
def test_what_comes_in_starts_outside(on: Stage, name: str, sentence: str, edge: str) -> None:
    played = on.play(sentence, 96)
    low, high = played.box(name, 0)
    outside = {"left": high[0] < 0, "right": low[0] > CANVAS[0], "top": high[1] < 0}
    assert outside[edge]
    start, end = played.reading.beats[0].start, played.reading.beats[0].frames
    rest = played.rest[name]
    there = played.middle(name)[start + end - 1]
    middle = 0.5 * (rest.min(axis=0) + rest.max(axis=0))
    assert np.abs(there - middle).max() < 0.15 * on.props[0].size


@pytest.mark.parametrize(
    ("on", "name", "sentence", "edge"),
    [
        (DOG, "dog", "the dog digs, then runs out to the left", "left"),
        (CAR, "car", "the car drives out", "right"),
        (BALLOON, "balloon", "the balloon floats up out of the picture", "top"),
        (DOG, "dog", "the dog walks to the left, then it runs out to the right", "right"),
    ],
)  # fmt: skip
def test_what_goes_out_ends_outside(on: Stage, name: str, sentence: str, edge: str) -> None:
    low, high = on.play(sentence, 96).box(name)
    outside = {"left": high[0] < 0, "right": low[0] > CANVAS[0], "top": high[1] < 0}
    assert outside[edge]


def test_what_crosses_the_picture_begins_and_ends_outside() -> None:
    played = CAR.play("the car drives from left to right across the whole screen", 96)
    assert played.box("car", 0)[1][0] < 0.0 and played.box("car")[0][0] > CANVAS[0]


def test_who_points_to_a_side_turns_there() -> None:
    played = MAN.play("the man points to the left, then to the right", 96)
    reach = played.joints["man"][:, [-1, -5], 0] - played.joints["man"][:, :1, 0]
    assert reach[24].min() < -reach[24].max() and reach[84].max() > -reach[84].min()


def test_back_and_forth_is_there_and_back() -> None:
    x = FISH.play("the fish swims back and forth", 96).middle("fish")[:, 0]
    far = float(np.ptp(x))
    assert far > 40.0 and abs(x[-1] - x[0]) < 0.25 * far
    assert abs(x[47] - x[0]) < 0.3 * far < abs(x[23] - x[0])
    often = FISH.play("the fish swims back and forth 999999999 times", 96)
    assert len(often.reading.beats) <= 100


def test_five_steps_are_five_steps() -> None:
    played = MAN.play("The man takes five steps to the right", 72)
    feet = [played.joints["man"][:, n] for n in (8, 12)]
    lifts = sum(
        len(find_peaks(-foot[:, 1], prominence=0.5 * float(np.ptp(foot[:, 1])))[0]) for foot in feet
    )
    assert 4 <= lifts <= 6


ORDERS = [
    (DOG, "dog", "The dog walks in from the left, stops, sits down and wags its tail."),
    (ROBOT, "robot", "the robot walks to the right, waves three times and walks back"),
    (BALL, "ball", "After bouncing four times the ball rolls to the left and comes to a stop."),
    (CAR, "car", "The car drives to the left, stops, then drives off to the right."),
    (GHOST, "ghost", "the ghost floats up, spins around once and sinks down again"),
]


@pytest.mark.parametrize(("on", "name", "sentence"), ORDERS)
def test_beats_with_a_way_go_while_others_stay(on: Stage, name: str, sentence: str) -> None:
    played = on.play(sentence, 120)
    middle = played.middle(name)
    size = on.props[0].size
    for beat in played.beats(name):
        first, last = beat.start, min(beat.start + beat.frames, len(middle)) - 1
        gone = float(np.abs(middle[last] - middle[max(first - 1, 0)]).max())
        if beat.direction not in ("", "around"):
            assert gone > 0.3 * size, beat.words
        elif beat.action in ("stop", "still", "wave", "wag_tail"):
            brakes = name == "car"  # which rolls on a little
            assert gone < (0.45 if brakes else 0.2) * size, beat.words


def test_who_goes_away_at_the_end_leaves_and_who_stops_has_got_somewhere() -> None:
    away = FISH.play("the fish jumps, then swims away")
    (left, _), (right, _) = away.box("fish")
    assert right < 5.0 or left > CANVAS[0] - 5.0
    stops = DOG.play("the dog walks, stops and nods")
    halted = stops.beats("dog")[1].start
    gone = np.abs(stops.middle("dog")[:, 0] - stops.middle("dog")[0, 0])
    assert gone[halted] > 0.25 * np.ptp(stops.rest["dog"][:, 0])
    assert np.ptp(gone[halted + 6 :]) < 0.1 * np.ptp(stops.rest["dog"][:, 0])
    braked = CAR.play("the car drives away and then brakes")
    (left, _), (right, _) = braked.box("car")
    assert left > 0.0 and right < CANVAS[0]  # it is seen


@pytest.mark.parametrize(
    "sentence", ["the man waves from left to right", "the man sways from left to right"]
)
def test_who_stays_in_place_from_left_to_right_stays_there(sentence: str) -> None:
    assert np.abs(MAN.play(sentence).middle("man")[:, 0] - 400.0).max() < 80.0


def test_a_body_looks_where_it_goes() -> None:
    def nose(played: Played, frame: int) -> float:
        middle = played.middle("dog")[frame, 0]
        head = played.joints["dog"][frame, [0, 1, 2, 3, 4, 5]]
        return float(np.sign(np.abs(head[:, 0] - middle).max() and head[:, 0].mean() - middle))

    right = DOG.play("the dog walks to the right, then it walks to the left", 96)
    assert nose(right, 40) == -nose(right, 90)
    back = DOG.play("the dog walks to the right", 48)
    assert nose(back, 5) == nose(back, 47)


@pytest.mark.parametrize("name", ["boat", "kite", "dog"])
def test_who_turns_around_once_faces_the_other_way(name: str) -> None:
    on = DOG if name == "dog" else alone(f"{TWENTY}/{name}.svg", name)
    played = on.play(f"the {name} turns around")
    (rest,), (places,) = played.rest.values(), played.places.values()
    middle = 0.5 * (rest.min(axis=0) + rest.max(axis=0))[0]
    mirrored = rest * [-1.0, 1.0] + [2.0 * middle, 0.0]
    away = np.linalg.norm(places[-1] - mirrored, axis=1).mean()
    assert away < 0.06 * np.ptp(rest, axis=0).max()


def test_halfway_back_is_half_of_the_way() -> None:
    played = TREE.play("the dog runs up to the tree and halfway back", 96)
    middle = played.middle("dog")[:, 0]
    beats = played.beats("dog")
    there = middle[beats[1].start - 1] - middle[0]
    gap = played.rest["tree"][:, 0].min() - played.rest["dog"][:, 0].max()
    assert there == pytest.approx(gap, abs=15.0)
    assert middle[-1] - middle[0] == pytest.approx(0.5 * gap, abs=15.0)


def test_who_is_not_asked_stays() -> None:
    played = TREE.play("the dog runs up to the tree and halfway back", 48)
    np.testing.assert_array_equal(played.places["tree"], played.rest["tree"][None].repeat(48, 0))
