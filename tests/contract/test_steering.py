# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Steering travels as JSON, strictly."""

from __future__ import annotations

from typing import Any

import pytest

from addon.contract.errors import SketchMotionError
from addon.contract.request import Request
from addon.contract.steering import SETTING, ReachedPlace, Steering, steering_of, steering_to_json

FULL = Steering(
    ((0.0, 1.0), (5.0, 2.0)),
    (1.0, -1.0),
    30.0,
    ("leg_left3",),
    ReachedPlace((4.0, 5.0), "arm_left3", 0.5),
)


def test_what_is_written_is_read() -> None:
    said = {"": Steering(distance=12.0), "fish": FULL}
    request = Request("it swims", settings={SETTING: steering_to_json(said)})
    assert steering_of(Request.from_json(request.to_json()).settings) == said
    assert steering_of({}) == {} and not Steering() and FULL.goes
    assert not Steering(pins=("head",)).goes and Steering().to_json() == {}


@pytest.mark.parametrize("wrong", [
    {"path": [[0, 0]]}, {"path": [[0, 0], [1]]}, {"path": [[0, 0], [float("nan"), 1]]},
    {"direction": [0, 0]}, {"direction": 3}, {"distance": -1}, {"pins": [3]}, {"pins": "foot"},
    {"reach": {"joint": "hand"}}, {"reach": {"place": [0, 0], "arrives": 2}}, {"paht": []},
    {"reach": {"place": [0, 0], "wen": 2}}, {"path": [[0, 0], [1e30, 1]]},
])  # fmt: skip
def test_what_is_wrong_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(SketchMotionError):
        steering_of({SETTING: {"objects": {"fish": wrong}}})


def test_an_unknown_key_beside_the_objects_is_refused() -> None:
    with pytest.raises(SketchMotionError):
        steering_of({SETTING: {"objects": {}, "more": 1}})
