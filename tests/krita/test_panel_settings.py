# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the docker asks: kept as text, read back whatever is in it, turned into a request."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from addon.contract.errors import BadInput
from addon.contract.given_pictures import KEPT_SETTING
from addon.contract.preset import Preset
from addon.krita.panel_settings import HOST_SETTINGS, PanelSettings, shared

ASKED = PanelSettings(
    prompt="the flag waves", path="raster", frames=48, start=7, hold=2, loop=True, strength=1.5,
    fidelity=0.25, quality="full", seed=12, model="some", preset="Wave",
)  # fmt: skip


def test_settings_survive_a_restart() -> None:
    asked = replace(ASKED, keep_later=True)
    assert PanelSettings.from_text(asked.to_text()) == asked


def test_later_drawings_are_for_a_video_model_alone() -> None:
    asked = replace(ASKED, keep_later=True)
    assert asked.keeps_later
    assert not replace(asked, path="vector").keeps_later
    assert not replace(asked, pose_cycle="flight").keeps_later


def test_a_take_that_kept_drawings_asks_for_them_again() -> None:
    request = ASKED.request((24, 1))
    assert not PanelSettings(keep_later=True).after_take(request).keep_later
    kept = replace(request, settings={**request.settings, KEPT_SETTING: [[4, "0"]]})
    assert PanelSettings().after_take(kept).keep_later


def test_a_preset_leaves_it_alone_whether_later_drawings_are_kept() -> None:
    asked = replace(ASKED, keep_later=True)
    preset = Preset("Slow", path="raster", settings={"frames": 96})
    assert asked.after(preset.applied(asked.draft())[0]).keep_later
    assert not ASKED.after(preset.applied(ASKED.draft())[0]).keep_later


@pytest.mark.parametrize("text", ["", "no json", "[1]", "3", '{"unknown": 1}'])
def test_what_is_no_settings_gives_the_defaults(text: str) -> None:
    assert PanelSettings.from_text(text) == PanelSettings()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("frames", 1), ("frames", 1000), ("frames", "24"), ("frames", True), ("hold", 4),
        ("strength", -1.0), ("quality", "best"), ("path", "both"), ("start", -2),
        ("fidelity", 1.5), ("seed", -1), ("loop", 1),
    ],
)  # fmt: skip
def test_a_value_out_of_range_gets_its_default_and_the_others_stay(
    name: str, value: object
) -> None:
    text = json.dumps({**json.loads(ASKED.to_text()), name: value})
    expected = replace(ASKED, **{name: getattr(PanelSettings(), name)})
    assert PanelSettings.from_text(text) == expected


def test_the_request_asks_for_pictures_which_this_host_needs() -> None:
    request = ASKED.request((25, 1))
    assert request.settings == {**HOST_SETTINGS, "fidelity": 0.25}
    assert (request.fps, request.hold, request.frames, request.loop) == ((25, 1), 2, 48, True)
    assert replace(ASKED, path="vector").request((24, 1)).settings == HOST_SETTINGS


def test_without_words_there_is_no_request() -> None:
    with pytest.raises(BadInput, match="Say what"):
        replace(ASKED, prompt="  ").request((24, 1))


def test_settings_of_a_take_come_back() -> None:
    request = ASKED.request((24, 1))
    assert PanelSettings(start=7).after_take(request) == ASKED


def test_a_preset_changes_what_it_names() -> None:
    preset = Preset("Slow", settings={"frames": 96, "hold": 3})
    changed = ASKED.after(preset.applied(ASKED.request((24, 1)))[0])
    assert (changed.frames, changed.hold, changed.prompt) == (96, 3, "the flag waves")


def test_what_is_shared_is_free_of_this_hosts_wishes() -> None:
    assert shared(ASKED.request((24, 1))).settings == {"fidelity": 0.25}
