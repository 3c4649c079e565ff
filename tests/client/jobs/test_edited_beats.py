# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Beats change their places in time, and are told in a line each."""

from __future__ import annotations

from addon.client.jobs.edited_beats import replaced, span, swapped, title
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
