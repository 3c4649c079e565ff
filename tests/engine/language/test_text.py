# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import numpy as np
import pytest

from engine.language.synonyms import synonyms_of
from engine.language.text import encode, stem, stems_of
from engine.language.vocabulary import Vocabulary, learn_vocabulary


@pytest.mark.parametrize(
    "forms",
    [
        ("gallop", "gallops", "galloping", "galloped"),
        ("swim", "swims", "swimming", "swam"),
        ("fly", "flies", "flying", "flew"),
        ("wave", "waves", "waving", "waved"),
        ("bounce", "bounces", "bouncing"),
        ("run", "running", "ran"),
        ("flag", "flags"),
        ("roll", "rolls", "rolling"),
    ],
)
def test_inflections_share_a_stem(forms: tuple[str, ...]) -> None:
    assert len({stem(form) for form in forms}) == 1


def test_short_words_keep_their_shape() -> None:
    assert [stem(word) for word in ("sing", "wing", "swing", "grass", "bed", "up", "left")] == [
        "sing",
        "wing",
        "swing",
        "grass",
        "bed",
        "up",
        "left",
    ]


def test_articles_are_dropped_and_directions_kept() -> None:
    assert stems_of("The dog's tail wags to the left, 2 times") == [
        "dog",
        "tail",
        "wag",
        "to",
        "left",
        "2",
        "tim",
    ]


def test_equal_sentences_up_to_inflection_encode_alike() -> None:
    for first, second in zip(encode("The horse gallops"), encode("horses galloping"), strict=True):
        np.testing.assert_array_equal(first, second)


def test_unknown_word_keeps_only_its_grams() -> None:
    words, grams = encode("horse zzyzx", known={stem("horse")})
    assert words[0] > 0 and words[1] == 0 and (grams[1] > 0).any()


def test_vocabulary_tells_motions_from_subjects() -> None:
    rows = []
    for subject, family in (("horse", "quadruped"), ("fish", "fish"), ("dog", "quadruped")):
        for verb, motion in (("gallops", "gallop"), ("rests", "still"), ("jumps", "jump")):
            rows += [(f"the {subject} {verb}", motion, family)] * 3
    vocabulary = Vocabulary.from_json(learn_vocabulary(rows).to_json())
    found = vocabulary.understood("A horse galloping")
    assert (found.known, found.motion, found.subject) == (True, "gallop", "quadruped")
    assert not vocabulary.understood("the horse").known
    assert vocabulary.understood("the horse recites poems").unknown_words == ("recites", "poems")


def _animals() -> Vocabulary:
    rows = []
    for subject, family in (("horse", "quadruped"), ("fish", "fish"), ("biker", "wheels")):
        verbs = [("rests", "still"), ("goes up", "up"), ("jumps", "jump")]
        verbs += {
            "quadruped": [("gallops", "gallop"), ("wags its tail", "wag")],
            "fish": [("moves its tail", "swim")],
            "wheels": [("pedals", "pedal"), ("spins", "roll")],
        }[family]
        rows += [(f"the {subject} {verb}", motion, family) for verb, motion in verbs] * 4
    return Vocabulary.from_json(learn_vocabulary(rows).to_json())


@pytest.mark.parametrize(
    ("text", "motion"),
    [
        ("The biker pedals, each leg jumping, as the wheels spin", "pedal"),
        ("The fish jumps while the horse gallops", "jump"),
        ("In this picture, a horse gallops with its tail up and down", "gallop"),
        ("When the biker jumps, the horse rests", "still"),
        ("gracefully, its tail up, the horse gallops", "gallop"),
    ],
)
def test_the_verb_of_the_main_clause_is_taken(text: str, motion: str) -> None:
    assert _animals().understood(text).motion == motion


def test_a_word_means_what_the_subject_does_by_it() -> None:
    vocabulary = _animals()
    assert vocabulary.understood("the tail of the horse").motion == "wag"
    assert vocabulary.understood("the tail of the fish").motion == "swim"


def test_a_motion_of_other_subjects_is_no_usual_one() -> None:
    vocabulary = _animals()
    assert vocabulary.understood("the horse gallops").usual
    assert vocabulary.understood("the fish rests").usual
    found = vocabulary.understood("the fish gallops")
    assert found.known and found.motion == "gallop" and not found.usual


@pytest.mark.parametrize(
    "text",
    [
        "the horse recites poems",
        "the fish reads a newspaper over breakfast",
        "the biker thinks about it",
        "melting into the floor",
        "the stone explodes",
    ],
)
def test_what_it_cannot_do_is_not_taken_for_something_else(text: str) -> None:
    assert not _animals().understood(text).known


def test_people_are_the_subject_when_nothing_else_is_named() -> None:
    rows = [("the man on a bike pedals", "pedal", "wheels"), ("the bike rests", "still", "wheels")]
    rows += [("the man waves", "wave", "person"), ("the man runs", "run", "person")]
    rows += [("the clock turns its hands", "tick", "clock"), ("the clock rests", "still", "clock")]
    vocabulary = Vocabulary.from_json(learn_vocabulary(rows * 4).to_json())
    assert vocabulary.understood("a man waves his hands").motion == "wave"
    found = vocabulary.understood("a man on a bike pedals")
    assert (found.motion, found.subject, found.usual) == ("pedal", "wheels", True)


def test_a_bare_direction_is_a_motion() -> None:
    assert _animals().understood("the horse to the left").motion == "left"


def test_what_only_moves_does_what_its_kind_does_most() -> None:
    rows = [("the fish swims", "swim", "fish"), ("the horse gallops", "gallop", "quadruped")] * 4
    rows += [("the fish jumps", "jump", "fish"), ("the horse jumps", "jump", "quadruped")] * 3
    vocabulary = Vocabulary.from_json(learn_vocabulary(rows).to_json())
    assert vocabulary.understood("the fish is moving about, its tail beating").motion == "swim"
    assert vocabulary.understood("the horse goes to the right").motion == "right"


def test_unknown_words_are_read_as_known_synonyms() -> None:
    vocabulary = learn_vocabulary(
        [("the dog runs", "run", "quadruped"), ("the dog rests", "still", "quadruped")] * 3
    )
    assert "dog" in synonyms_of("puppy") or "dog" in synonyms_of(stem("puppy"))
    found = vocabulary.understood("the puppy dashes")
    assert found.known and found.motion == "run"
    assert vocabulary.translate("the puppy dashes") == "dog run"
