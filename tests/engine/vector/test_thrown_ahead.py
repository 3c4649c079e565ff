# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is thrown flies to where the thrower looks, wherever the hand has it at first."""

from __future__ import annotations

from addon.contract.beats import SentenceBeat
from engine.vector.thrown import thrown_ahead


def test_a_ball_flies_ahead_of_who_throws_it_and_off_the_foot_that_kicks_it() -> None:
    flight = SentenceBeat("ball", "fly", direction="away", target="boy")
    throws, kicks = (SentenceBeat("boy", verb, target="ball") for verb in ("throw", "kick"))
    assert thrown_ahead(flight, [throws, flight], {"boy": 1.0}).direction == "right"
    assert thrown_ahead(flight, [throws, flight], {"boy": -1.0}).direction == "left"
    assert thrown_ahead(flight, [throws, flight], {}) == flight
    assert thrown_ahead(flight, [kicks, flight], {"boy": -1.0}) == flight
    assert thrown_ahead(throws, [throws, flight], {"boy": 1.0}) == throws
