# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A Request that exists is valid; presets change it within its ranges."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addon.contract.errors import BadInput, FormatError
from addon.contract.preset import Preset
from addon.contract.request import RANGES, ObjectSettings, Request
from tests.contract.strategies import json_values, presets, requests


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"frames": 1}, "between 2 and 480"),
        ({"frames": 481}, "between 2 and 480"),
        ({"frames": 10**5000}, "between 2 and 480"),
        ({"frames": True}, "between 2 and 480"),
        ({"frames": 24.0}, "between 2 and 480"),
        ({"hold": 4}, "between 1 and 3"),
        ({"seed": -1}, "between 0"),
        ({"strength": 4.5}, "between 0 and 4"),
        ({"strength": -0.1}, "between 0 and 4"),
        ({"strength": float("nan")}, "between 0 and 4"),
        ({"strength": float("inf")}, "between 0 and 4"),
        ({"strength": "1"}, "between 0 and 4"),
        ({"fps": (0, 1)}, "between 1 and 240"),
        ({"fps": (24, 0)}, "between 1 and 240"),
        ({"fps": (-24, -1)}, "between 1 and 240"),
        ({"fps": (10**9, 1)}, "between 1 and 240"),
        ({"fps": (24.5, 1)}, "whole numbers"),
        ({"fps": "24"}, "whole numbers"),
        ({"loop": 1}, "true or false"),
        ({"task": "dance"}, "animate, objects, trace, estimate"),
        ({"path": "voxel"}, "vector, raster"),
        ({"quality": "best"}, "draft, standard, full"),
        ({"prompt": "x" * 2001}, "at most 2000"),
        ({"prompt": None}, "text"),
        ({"prompt": "\ud800"}, "broken character"),
        ({"settings": {"a": float("nan")}}, "not finite"),
        ({"settings": {"a": object()}}, "JSON"),
        ({"settings": {1: 2}}, "not text"),
        ({"settings": {"a": 10**5000}}, "too large"),
        ({"settings": []}, "object"),
        ({"extra": {"frames": 3}}, "twice"),
        ({"objects": (ObjectSettings("a"), ObjectSettings("a"))}, "same name"),
    ],
)
def test_what_is_out_of_range_is_named_with_its_range(changes: dict[str, Any], says: str) -> None:
    with pytest.raises(BadInput, match=says):
        Request(**{"prompt": "", **changes})


@pytest.mark.parametrize(
    "changes",
    [{"strength": 5}, {"locked": 1}, {"motion_path": ((1, 2, 3),)}, {"motion_path": ((0, 1e999),)}],
)
def test_an_object_out_of_range_is_named(changes: dict[str, Any]) -> None:
    with pytest.raises(BadInput):
        ObjectSettings("a", **changes)


def test_settings_are_copied() -> None:
    settings: dict[str, Any] = {"a": (1, 2)}
    request = Request("", settings=settings)
    settings["b"] = 1
    assert request.settings == {"a": [1, 2]}


def test_unknown_keys_of_a_later_version_are_kept() -> None:
    value = Request("hi", objects=(ObjectSettings("fish"),)).to_json()
    value["mask"] = {"a": 1}
    value["objects"][0]["mood"] = "sad"  # type: ignore[index,call-overload]
    found = Request.from_json(value)
    assert found.extra == {"mask": {"a": 1}} and found.objects[0].extra == {"mood": "sad"}
    assert found.to_json() == value


@pytest.mark.parametrize(
    "changes",
    [
        {"format": "other"},
        {"version": 2},
        {"version": "1"},
        {"version": True},
        {"prompt": 7},
        {"frames": "24"},
        {"frames": 24.5},
        {"objects": {}},
        {"objects": [7]},
        {"objects": [{"prompt": "no name"}]},
        {"loop": None},
        {"settings": 7},
        {"fps": [24]},
        {"fps": 24.5},
    ],
)
def test_a_malformed_request_is_a_format_error(changes: dict[str, Any]) -> None:
    with pytest.raises(FormatError):
        Request.from_json({**Request("hi").to_json(), **changes})


@given(st.dictionaries(st.sampled_from(sorted(Request("").to_json())), json_values))
def test_any_json_is_a_request_or_bad_input(changes: dict[str, Any]) -> None:
    try:
        found = Request.from_json({**Request("hi").to_json(), **changes})
    except BadInput as error:
        assert error.message
    else:
        assert Request.from_json(found.to_json()) == found


@given(st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
def test_any_bytes_are_a_request_or_a_format_error(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "request.json"
    path.write_bytes(content)
    for kind in (Request, Preset):
        with pytest.raises(FormatError):
            kind.read(path)


def test_a_button_changes_the_request() -> None:
    found = Request("hi").patched({"frames": 16, "faithful": True, "fps": [12, 1]})
    assert (found.frames, found.fps, found.settings) == (16, (12, 1), {"faithful": True})
    with pytest.raises(BadInput):
        Request("hi").patched({"frames": 1})


@given(presets, requests)
def test_a_preset_applies_to_any_request_within_its_ranges(
    preset: Preset, request_: Request
) -> None:
    found, notes = preset.applied(request_, {"guidance": (0.0, 10.0)})
    assert found.path == preset.path and found.preset == preset.name
    for key, (low, high) in RANGES.items():
        if key in preset.settings:
            asked: Any = preset.settings[key]
            assert getattr(found, key) == min(max(asked, low), high)
            assert any(note.startswith(key) for note in notes) == (not low <= asked <= high)
    assert found.prompt == request_.prompt
    for key, value in request_.settings.items():
        if key not in preset.settings:
            assert found.settings[key] == value


def test_expert_numbers_are_clamped_to_the_given_range_and_the_rest_is_kept() -> None:
    preset = Preset("wild", settings={"guidance": 99, "new": {"a": [1]}, "frames": 10_000})
    found, notes = preset.applied(Request("hi"), {"guidance": (1, 30)})
    assert found.settings == {"guidance": 30, "new": {"a": [1]}} and found.frames == 480
    assert len(notes) == 2 and "480" in " ".join(notes) and "10000" in " ".join(notes)


def test_a_preset_brings_a_prompt_only_where_there_is_none() -> None:
    preset = Preset("wave", settings={"prompt": "it waves", "loop": True})
    assert preset.applied(Request(""))[0].prompt == "it waves"
    assert preset.applied(Request("the flag"))[0].prompt == "the flag"


@pytest.mark.parametrize(
    "changes",
    [
        {"format": "sketch-motion-request"},
        {"format": None},
        {"version": 2},
        {"version": 0},
        {"name": ""},
        {"name": 7},
        {"path": "voxel"},
        {"settings": []},
        {"settings": {"frames": "many"}},
        {"settings": {"frames": 1.5}},
        {"settings": {"strength": True}},
        {"settings": {"loop": 1}},
        {"settings": {"quality": "best"}},
        {"settings": {"fps": "fast"}},
        {"settings": {"model": 3}},
    ],
)
def test_a_malformed_preset_is_a_format_error(changes: dict[str, Any]) -> None:
    with pytest.raises(FormatError):
        Preset.from_json({**Preset("calm").to_json(), **changes})


def test_a_preset_from_a_text_editor_may_begin_with_a_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "preset.json"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(Preset("Ruhig").to_json()).encode())
    assert Preset.read(path).name == "Ruhig"
