# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings are read by kind: a flag is no number, and a number out of range is moved or refused."""

from __future__ import annotations

import math

import pytest

from addon.contract.errors import BadInput
from addon.contract.settings_reader import (
    SettingsReader,
    as_flag,
    as_number,
    as_whole,
    checked_choice,
    checked_number,
    checked_whole,
)


@pytest.mark.parametrize("value", [True, "3", None, [3], math.nan, math.inf, 10**400])
def test_what_is_no_number_is_the_default(value: object) -> None:
    assert as_number(value) is None
    reader = SettingsReader({"steps": value})
    assert reader.number("steps", 7.5, 0.0, 10.0) == 7.5
    assert reader.whole("steps", None) is None


def test_expert_numbers_are_moved_into_their_range() -> None:
    reader = SettingsReader({"small": -3, "large": 99, "between": 2.7, "on": False})
    assert reader.whole("small", 5, 1, 10) == 1
    assert reader.number("large", 5.0, 1.0, 10.0) == 10.0
    assert reader.whole("between", 5, 1, 10) == 2
    assert reader.whole("missing", 5, 1, 10) == 5
    assert reader.flag("on", True) is False
    assert reader.flag("small", True) is True


def test_kinds_are_strict() -> None:
    assert as_whole(2) == 2
    assert as_whole(2.0) is None and as_whole(True) is None
    assert as_flag(1) is None and as_flag(False) is False


def test_what_the_animator_typed_is_refused_with_its_range() -> None:
    assert checked_whole(3, "hold", 1, 3) == 3
    with pytest.raises(BadInput, match="hold is 4; it must be between 1 and 3"):
        checked_whole(4, "hold", 1, 3)
    with pytest.raises(BadInput, match="hold must be a whole number between 1 and 3"):
        checked_whole(True, "hold", 1, 3)
    with pytest.raises(BadInput, match="strength is too large"):
        checked_number(1e30, "strength", 0.0, 4.0)
    with pytest.raises(BadInput, match="quality must be one of draft, full"):
        checked_choice(["draft"], "quality", ("draft", "full"))
