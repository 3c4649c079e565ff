# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Beats change their places in time, and are told in a line each."""

from __future__ import annotations

from addon.client.jobs.edited_beats import dragged, lanes, replaced, snapped, span, swapped, title
from addon.contract.beats import SentenceBeat

WALK = SentenceBeat("dog", "walk", words="walks", start=0, frames=10, order=0)
JUMP = SentenceBeat("dog", "jump_up", start=10, frames=14, order=1)
NOD = SentenceBeat("dog", "nod", start=10, frames=6, order=1)


def test_the_later_one_comes_first() -> None:
    one, other = swapped((WALK, JUMP), 0)
    assert (one.action, one.start, one.frames, one.order) == ("jump_up", 0, 14, 0)
    assert (other.action, other.start, other.frames, other.order) == ("walk", 14, 10, 1)
    assert swapped((one, other), 0) == (WALK, JUMP)


def test_beats_at_one_time_stay_there_and_others_are_not_touched() -> None:
    assert swapped((WALK, JUMP, NOD), 1) == (WALK, NOD, JUMP)
    assert swapped((WALK, JUMP), 1) == (WALK, JUMP) == swapped((WALK, JUMP), -1)


def test_another_action_stands_in_for_nothing() -> None:
    guess = SentenceBeat("dog", "walk", words="ambles", read_for="amble")
    assert replaced(guess, "walk") == guess == replaced(guess, "  ")
    assert replaced(guess, "Jump up") == SentenceBeat("dog", "jump_up")


def test_who_does_what_and_when() -> None:
    assert title(JUMP, is_alone=True) == "jump up" and title(JUMP, is_alone=False) == "dog: jump up"
    assert span(JUMP, 101, 24) == (111, 124) and span(JUMP, 1, 12) == (11, 12)


def times(beats: tuple[SentenceBeat, ...]) -> list[tuple[int, int]]:
    return [(beat.start, beat.frames) for beat in beats]


LAND = SentenceBeat("dog", "land", start=24, frames=6, order=2)
FREE = (False, False, False)


def test_an_end_carries_along_what_comes_after_it() -> None:
    beats = (WALK, JUMP, LAND)
    assert times(dragged(beats, FREE, 0, "end", 15)) == [(0, 15), (15, 14), (29, 6)]
    assert times(dragged(beats, FREE, 0, "end", -3)) == [(0, 1), (1, 14), (15, 6)]
    assert times(dragged(beats, FREE, 1, "begin", 12)) == [(0, 10), (12, 12), (24, 6)]
    assert times(dragged(beats, FREE, 1, "begin", 99)) == [(0, 10), (23, 1), (24, 6)]
    assert times(dragged(beats, FREE, 1, "body", 4)) == [(0, 10), (4, 14), (24, 6)]
    assert times(dragged(beats, FREE, 1, "body", -4)) == [(0, 10), (0, 14), (24, 6)]


def test_nothing_moves_what_is_locked_or_is_pushed_into_it() -> None:
    later = SentenceBeat("dog", "land", start=30, frames=6, order=2)
    locked = (False, False, True)
    assert times(dragged((WALK, JUMP, later), locked, 0, "end", 40)) == [(0, 16), (16, 14), (30, 6)]
    assert times(dragged((WALK, JUMP, LAND), locked, 0, "end", 40)) == times((WALK, JUMP, LAND))
    assert dragged((WALK, JUMP, LAND), locked, 2, "body", 0) == (WALK, JUMP, LAND)


def test_a_frame_snaps_to_what_is_near() -> None:
    assert snapped(11, (0.0, 12.4, 24.0), 2.0) == 12
    assert snapped(9, (0.0, 12.4, 24.0), 2.0) == 9 == snapped(9, (), 2.0)


def test_those_at_one_time_have_lanes_of_their_own() -> None:
    cat = SentenceBeat("cat", "sit", start=0, frames=24)
    found = lanes((WALK, JUMP, NOD, cat))
    assert found[0] == found[1] and len({found[1], found[2], found[3]}) == 3
