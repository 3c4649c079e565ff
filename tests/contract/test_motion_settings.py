# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pace, way and edited beats travel among the settings of a request, or are refused."""

from __future__ import annotations

import pytest

from addon.contract.beats import BeatReading, SentenceBeat
from addon.contract.errors import BadInput
from addon.contract.motion_settings import MotionSettings
from addon.contract.request import Request

BEATS = BeatReading((SentenceBeat("dog", "walk", start=3, frames=9),))


@pytest.mark.parametrize(
    "said", [MotionSettings(), MotionSettings(2.0, 0.5), MotionSettings(beats=BEATS)]
)
def test_what_is_written_is_read(said: MotionSettings) -> None:
    request = Request("the dog walks", settings=said.to_settings())
    assert MotionSettings.of(Request.from_json(request.to_json()).settings) == said


def test_what_is_as_the_sentence_says_is_left_out() -> None:
    assert MotionSettings().to_settings() == {}


@pytest.mark.parametrize(
    "settings", [{"speed": 0}, {"speed": "fast"}, {"far": -1}, {"beats": []}, {"beats": {"x": 1}}]
)
def test_what_is_none_is_refused(settings: dict[str, object]) -> None:
    with pytest.raises(BadInput):
        MotionSettings.of(settings)
