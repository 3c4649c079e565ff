# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A motion's file is data only, and read strictly."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from addon.contract.errors import SketchMotionError
from addon.contract.motion_file import SETTING, Motion

MOTION = Motion(
    "the dog nods",
    "four_legged",
    {"hip": (0.0, 0.0), "shoulder": (0.5, -0.1), "neck": (0.6, -0.2)},
    {"hip": "", "shoulder": "hip", "neck": "shoulder"},
    ((0.0, 0.0), (0.1, 0.0), (0.2, -0.01)),
    {"neck": (0.0, 0.3, -0.1)},
    {"hip": ((1.0, 1.0), (1.1, 0.9), (1.0, 1.0))},
    fps=(24000, 1001),
    author="A. Artist",
    license="CC0-1.0",
)


def test_it_is_read_as_it_was_written(tmp_path: Path) -> None:
    MOTION.write(tmp_path / "nod.json")
    assert Motion.read(tmp_path / "nod.json") == MOTION
    assert Motion.of({SETTING: json.loads(json.dumps(MOTION.to_json()))}) == MOTION
    assert Motion.of({}) is None


def drop(key: str) -> Callable[[dict[str, Any]], None]:
    return lambda value: value.pop(key)


CHANGES: dict[str, Callable[[dict[str, Any]], Any]] = {
    "another format": lambda v: v.update(format="sketch-motion-preset"),
    "a newer version": lambda v: v.update(version=2),
    "an unknown key": lambda v: v.update(run="code"),
    "no joints": lambda v: v.update(joints={}),
    "a joint before its parent": lambda v: v["joints"]["hip"].update(parent="neck"),
    "an unknown key of a joint": lambda v: v["joints"]["hip"].update(run=1),
    "a joint that isn't there": lambda v: v["turns"].update(tail=[0, 0, 0]),
    "another length": lambda v: v["turns"].update(neck=[0, 0]),
    "text for a number": lambda v: v["turns"].update(neck=[0, "1", 0]),
    "true for a number": lambda v: v["turns"].update(neck=[0, True, 0]),
    "too large a turn": lambda v: v["turns"].update(neck=[0, 1e9, 0]),
    "too far": lambda v: v.update(root=[[0, 0], [1e9, 0], [0, 0]]),
    "one frame": lambda v: v.update(root=[[0, 0]], turns={}, scales={}),
    "no name": lambda v: v.update(name=""),
    "no plan": drop("plan"),
}


@pytest.mark.parametrize("change", list(CHANGES))
def test_what_is_wrong_is_refused(change: str, tmp_path: Path) -> None:
    value: Any = json.loads(json.dumps(MOTION.to_json()))
    CHANGES[change](value)
    path = tmp_path / "motion.json"
    path.write_text(json.dumps(value))
    with pytest.raises(SketchMotionError):
        Motion.read(path)


@pytest.mark.parametrize("text", ["", "[]", "{", '{"a": NaN}', "nul"])
def test_what_is_no_motion_is_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "motion.json"
    path.write_text(text)
    with pytest.raises(SketchMotionError):
        Motion.read(path)
