# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a sentence lets act beside or on something larger becomes an object of its own."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from addon.contract.drawing import Drawing
from engine.geometry.grouping.apart import StrokeGaps
from engine.geometry.grouping.samples import sample_strokes
from engine.rig.found_parts import part_strokes_of
from engine.rig.part_strokes import PartStrokes
from engine.rig.told_apart import told_apart
from engine.rig.told_parts import ToldPart, told_part
from tests.engine.rig.test_known_shapes import DROP, HEART, STAR, outline

Floats = NDArray[np.float64]


def ring(x: float, y: float, wide: float, tall: float | None = None) -> Floats:
    angle = np.linspace(0, 2 * np.pi, 49)
    tall = wide if tall is None else tall
    return np.stack([x + wide * np.cos(angle), y + tall * np.sin(angle)], axis=1)


def line(*corners: tuple[float, float]) -> Floats:
    at = np.array(corners, np.float64)
    steps = np.linspace(0, len(at) - 1, 10 * (len(at) - 1) + 1)
    return np.stack([np.interp(steps, np.arange(len(at)), at[:, k]) for k in (0, 1)], axis=1)


def shape(corners: tuple[tuple[float, float], ...], x: float, y: float, size: float) -> Floats:
    return (outline(corners) - [300, 200]) * size + [x, y]


def drawn(*strokes: Floats) -> Drawing:
    sizes = [len(s) for s in strokes]
    return Drawing.build(
        np.concatenate(strokes).astype(np.float32),
        np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32),
        canvas=(512, 512),
    )


def part_strokes(*strokes: Floats) -> PartStrokes:
    return part_strokes_of(StrokeGaps.of(sample_strokes(drawn(*strokes))))


FACE = (ring(250, 280, 120), ring(210, 250, 10), ring(290, 250, 10), line((220, 340), (280, 340)))
CROWN = line((150, 190), (160, 90), (200, 140), (250, 80), (300, 140), (340, 90), (350, 190),
             (150, 190))  # fmt: skip
GLASSES = (ring(200, 255, 45, 30), ring(300, 255, 45, 30), line((245, 250), (255, 250)))


@pytest.mark.parametrize(
    ("strokes", "sentence", "names", "parts"),
    [
        (
            (*FACE, CROWN, ring(250, 150, 8)),
            "the crown slips down over the prince's eyes",
            ("prince", "crown"),
            [4, 5],
        ),
        (
            (*FACE, *GLASSES),
            "the sunglasses slide down the face",
            ("face", "sunglasses"),
            [4, 5, 6],
        ),
        ((*FACE, shape(DROP, 350, 330, 0.5)), "the tear runs down the face", ("face", "tear"), [4]),
        (
            (*FACE, shape(HEART, 380, 120, 0.4), shape(HEART, 440, 90, 0.3)),
            "the hearts float up from the face",
            ("face", "heart", "heart 2"),
            [4, 5],
        ),
        (
            (*FACE, shape(DROP, 300, 90, 0.4), shape(DROP, 220, 80, 0.4)),
            "the face spouts water",
            ("face", "water"),
            [4, 5],
        ),
        (
            (line((250, 130), (120, 400), (380, 400), (250, 130)), shape(STAR, 250, 110, 0.5)),
            "the star on top of the tree twirls",
            ("tree", "star"),
            [1],
        ),
        (
            (ring(200, 200, 80, 110), line((200, 310), (200, 470)), ring(380, 330, 25)),
            "the racket hits the ball",
            ("racket", "ball"),
            [2],
        ),
        (
            (
                line((180, 200), (200, 450), (300, 450), (320, 200), (180, 200)),
                line((300, 60), (310, 60), (260, 420), (250, 420), (300, 60)),
            ),
            "the straw stirs the drink",
            ("drink", "straw"),
            [1],
        ),
    ],
)  # fmt: skip
def test_a_part_that_acts_is_found(
    strokes: tuple[Floats, ...], sentence: str, names: tuple[str, ...], parts: list[int]
) -> None:
    found = told_apart(drawn(*strokes), sentence)
    assert found is not None and found.names == names
    assert np.flatnonzero(found.labels).tolist() == parts


@pytest.mark.parametrize(
    "sentence",
    [
        "the woman swings the straw",
        "the speedboat speeds across the water",
        "the car drives through the water",
        "the truck rolls over the ball",
        "the boat sails to the star",
        "bees fly around",
        "the ball rolls to the right",
        "the face laughs",
        "the face smiles",
        "the cat winks and walks away",
        "the dog wags its tail",
        "the girl doesn't blink",
        "the woman beats the drum",
        "the grass waves in the wind",
        "the tassel swings and the student nods",
        "the page of the book slides to the right",
    ],
)
def test_where_the_whole_acts_nothing_is_parted(sentence: str) -> None:
    assert told_part(sentence) is None


@pytest.mark.parametrize(
    ("sentence", "part"),
    [
        ("the tassel on the student's cap swings", ToldPart("tassel", "student", False)),
        ("the fox twitches its ears", ToldPart("ear", "fox", True)),
        ("the policewoman winks", ToldPart("eye", "policewoman", True, by_face=True)),
        ("the woman raises her hand", ToldPart("hand", "woman", False, boned=True)),
        ("the girl raises an eyebrow", ToldPart("eyebrow", "girl", False)),
        ("the face sticks out its tongue", ToldPart("tongue", "face", False)),
        ("the singer sings", ToldPart("mouth", "singer", True, by_face=True)),
        ("the judge bangs his gavel", ToldPart("gavel", "judge", False, boned=True, held=True)),
        ("the slot machine's reels roll", ToldPart("reel", "machine", True)),
        ("the ends of the ribbon flutter", ToldPart("end", "ribbon", True)),
        ("the folder opens", ToldPart("lid", "folder", True)),
        ("the tongue wags", ToldPart("tongue", "", False, boned=True)),
        ("the tear rolls down", ToldPart("tear", "", False, boned=True)),
        ("the clock's hands move", ToldPart("hand", "clock", True, boned=True)),
        ("the leaves of the rose rustle", ToldPart("leaf", "rose", True, boned=True)),
        ("the leaf falls from the tree", ToldPart("leaf", "tree", False, boned=True)),
        ("the leaf on the lemon flutters", ToldPart("leaf", "lemon", False)),
        ("the knight swings his sword", ToldPart("sword", "knight", False, boned=True, held=True)),
        ("the heart beats", ToldPart("heart", "", False, boned=True)),
        ("the racket hits the ball", ToldPart("ball", "racket", False)),
    ],
)
def test_the_part_that_a_sentence_lets_act(sentence: str, part: ToldPart) -> None:
    assert told_part(sentence) == part


def test_what_bones_move_is_parted_in_a_portrait_alone() -> None:
    hand = (ring(420, 440, 30), line((425, 430), (450, 350)))
    told = told_apart(drawn(*FACE, *hand), "the woman raises her hand")
    assert told is not None and told.names == ("woman", "hand")
    body = (line((250, 400), (250, 1500)), line((150, 1900), (250, 1500), (350, 1900)))
    assert told_apart(drawn(*FACE, *hand, *body), "the woman raises her hand") is None


def test_a_part_that_is_not_drawn_is_not_made_up() -> None:
    assert told_apart(drawn(*FACE), "the crown slips down over the prince's eyes") is None
    assert told_apart(drawn(*FACE), "the hearts float up from the face") is None
    assert told_apart(drawn(ring(250, 250, 200)), "the ball hits the racket") is None
    glass = line((180, 200), (200, 450), (300, 450), (320, 200))
    rim = ring(250, 200, 70, 6)
    assert told_apart(drawn(glass, rim), "the straw stirs the drink") is None


def test_a_body_lends_no_part_of_its_own() -> None:
    wheels = (ring(200, 400, 30), ring(320, 400, 30))
    car = line((120, 380), (140, 300), (380, 300), (400, 380), (120, 380))
    for sentence in ("the car drives through the water", "the car jumps over the fire"):
        assert told_apart(drawn(car, *wheels), sentence) is None
    head, eyes = ring(250, 100, 50), (ring(235, 95, 6), ring(265, 95, 6))
    limbs = (
        line((250, 150), (250, 320)),
        line((250, 320), (200, 450)),
        line((250, 320), (300, 450)),
    )
    for sentence in ("the boy kicks the ball", "the boy throws his hat"):
        assert told_apart(drawn(head, *eyes, *limbs), sentence) is None
    assert told_apart(drawn(line((0, 9), (99, 9))), "the crown falls off the king") is None


@pytest.mark.parametrize("sentence", ["der Prinz schläft", "la casa cae", ""])
def test_sentences_of_other_languages_without_a_part_part_nothing(sentence: str) -> None:
    assert told_apart(drawn(*FACE, CROWN), sentence) is None


@pytest.mark.parametrize(
    "sentence",
    [
        "die Krone rutscht über die Augen des Prinzen",
        "la corona del príncipe cae",
        "王子の冠が落ちる",
    ],
)
def test_a_part_is_found_in_every_language(sentence: str) -> None:
    told = told_apart(drawn(*FACE, CROWN), sentence)
    assert told is not None and told.labels.tolist() == [0, 0, 0, 0, 1]
