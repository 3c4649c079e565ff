# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Beats as JSON: nothing is lost, nothing unknown is taken."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addon.contract.beats import (
    DIRECTIONS,
    EDGES,
    MOODS,
    REFUSALS,
    UNITS,
    BeatReading,
    Refusal,
    SentenceBeat,
)
from addon.contract.errors import SketchMotionError
from tests.contract import strategies as values

NUMBERS = st.floats(0.0, 1e6)
BEATS = st.builds(
    SentenceBeat,
    who=values.texts,
    action=values.texts,
    words=values.texts,
    start=st.integers(0, 1000),
    frames=st.integers(1, 1000),
    order=st.integers(0, 9),
    mood=st.sampled_from(MOODS),
    amplitude=NUMBERS,
    speed=NUMBERS,
    direction=st.sampled_from(DIRECTIONS),
    edge=st.sampled_from(EDGES),
    target=values.texts,
    part=values.texts,
    distance=NUMBERS,
    unit=st.sampled_from(UNITS),
    count=st.integers(0, 99),
    per_second=NUMBERS,
    keeps_on=st.booleans(),
    read_for=values.texts,
    not_understood=st.lists(values.texts, max_size=3).map(tuple),
)
READINGS = st.builds(
    BeatReading,
    beats=st.lists(BEATS, max_size=3).map(tuple),
    not_understood=st.lists(values.texts, max_size=3).map(tuple),
    refusals=st.lists(
        st.builds(Refusal, values.texts, st.sampled_from(sorted(REFUSALS)), values.texts),
        max_size=2,
    ).map(tuple),
    language=values.texts,
)


@given(READINGS)
def test_a_reading_survives_json(reading: BeatReading) -> None:
    assert BeatReading.from_json(json.loads(json.dumps(reading.to_json()))) == reading


def test_what_a_sentence_leaves_open_is_left_out() -> None:
    assert SentenceBeat("dog", "walk", frames=24).to_json() == {
        "who": "dog", "action": "walk", "start": 0, "frames": 24
    }  # fmt: skip


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"who": "dog"},
        {"who": "dog", "action": "walk", "colour": "red"},
        {"who": "dog", "action": "walk", "mood": "blue"},
        {"who": "dog", "action": "walk", "direction": "sideways"},
        {"who": "dog", "action": "walk", "frames": 0},
        {"who": "dog", "action": "walk", "start": -1},
        {"who": "dog", "action": "walk", "count": 1.5},
        {"who": "dog", "action": "walk", "speed": "fast"},
        {"who": "dog", "action": "walk", "not_understood": [1]},
        "walk",
    ],
)
def test_a_wrong_beat_is_refused(wrong: object) -> None:
    with pytest.raises(SketchMotionError):
        SentenceBeat.from_json(wrong)


def test_a_wrong_refusal_is_refused() -> None:
    with pytest.raises(SketchMotionError):
        Refusal.from_json({"word": "melts", "kind": "mood"})


def test_an_action_that_stands_in_says_so() -> None:
    assert SentenceBeat("dog", "walk").note() is None
    note = SentenceBeat("dog", "sit_down", read_for="plonks").note()
    assert note is not None and "plonks" in note and "sit down" in note


@pytest.mark.parametrize("kind", sorted(REFUSALS))
def test_a_refusal_names_its_word(kind: str) -> None:
    assert "melts" in Refusal("melts", kind).message()
