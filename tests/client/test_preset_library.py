# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The library of presets: shipped ones stay, own ones are files, imports are looked at first."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from addon.client.preset_library import (
    PresetLibrary,
    file_stem,
    in_words_of,
    preset_of,
    view_of,
)
from addon.contract.errors import BadInput, FormatError
from addon.contract.preset import Preset
from addon.contract.request import Request
from addon.contract.strict_json import JSON

SHIPPED = Path(__file__).resolve().parents[2] / "presets"
REQUEST = Request(
    prompt="the fish swims",
    frames=48,
    hold=2,
    loop=True,
    strength=1.5,
    quality="draft",
    seed=7,
    settings={"fidelity": 0.25, "keep": {"objects": ["fish"]}},
)


@pytest.fixture
def library(tmp_path: Path) -> PresetLibrary:
    return PresetLibrary(SHIPPED, tmp_path / "own")


def test_shipped_presets_are_listed_first_and_can_not_be_removed(library: PresetLibrary) -> None:
    found = library.presets()
    assert len(found) >= 8 and all(file.shipped for file in found)
    assert len({file.key for file in found}) == len(found)
    with pytest.raises(BadInput):
        library.remove(found[0])
    saved = library.save(preset_of(REQUEST, "Aal"))
    assert library.presets()[-1] == saved
    library.remove(saved)
    assert library.presets() == found


def test_shipped_presets_change_only_what_a_preset_may(library: PresetLibrary) -> None:
    for file in library.presets():
        view = view_of(file.preset, Request(prompt="a"))
        assert view.notes == () and view.unknown == (), file.path.name
        assert view.request.prompt == "a"
        assert in_words_of(file.preset, Request(prompt="a")).prompt != "a"
        assert file.preset.license == "CC0-1.0"


def test_a_saved_preset_gives_the_same_settings_back(library: PresetLibrary) -> None:
    saved = library.save(preset_of(REQUEST, "My fish", author="me"))
    read = Preset.read(saved.path)
    found = in_words_of(read, Request(prompt="something else", seed=3))
    expected = replace(REQUEST, seed=3, preset="My fish", settings={"fidelity": 0.25})
    assert found == expected
    again = library.save(preset_of(replace(REQUEST, frames=12), "My fish"))
    assert again.path == saved.path  # the same name: replaced
    assert [f.preset.settings["frames"] for f in library.presets() if not f.shipped] == [12]


def test_names_that_make_the_same_file_are_kept_apart(library: PresetLibrary) -> None:
    names = ["Wave!", "wave", "Wàve", "波", "浪", "../../etc/passwd", "CON", "x" * 500]
    paths = {library.save(preset_of(REQUEST, name)).path for name in names}
    assert len(paths) == len(names)
    assert all(path.parent == library.own for path in paths)
    assert sorted(f.preset.name for f in library.presets() if not f.shipped) == sorted(names)
    assert file_stem("Wave in the wind") == "wave_in_the_wind" and file_stem("Con") != "con"


def test_a_damaged_file_is_passed_over(library: PresetLibrary) -> None:
    library.save(preset_of(REQUEST, "Good"))
    (library.own / "bad.json").write_text("{")
    (library.own / "other.json").write_text("[]")
    assert [f.preset.name for f in library.presets() if not f.shipped] == ["Good"]


def test_what_an_import_would_change_is_told_and_nothing_else_happens(tmp_path: Path) -> None:
    path = tmp_path / "from_a_friend.json"
    path.write_text(
        '{"format": "sketch-motion-preset", "version": 1, "name": "Wild", "path": "vector",'
        ' "settings": {"frames": 100000, "strength": 99, "fidelity": 7, "loop": true,'
        ' "__import__": "os", "prompt": "jumps"}}'
    )
    view = view_of(Preset.read(path), Request(prompt="the cat", seed=5))
    changes = {change.setting: (change.before, change.after) for change in view.changes}
    assert changes == {
        "frames": ("24", "480"),
        "strength": ("1", "4"),
        "loop": ("off", "on"),
        "fidelity": ("", "1"),
    }
    assert len(view.notes) == 3 and "frames: 100000" in view.notes[0]
    assert view.unknown == ("__import__",)
    assert view.request.prompt == "the cat" and view.request.seed == 5
    path.write_text('{"format": "sketch-motion-preset", "version": 1, "name": 3}')
    with pytest.raises(FormatError):
        Preset.read(path)


def test_a_preset_names_no_folder_of_this_computer() -> None:
    assert preset_of(replace(REQUEST, model="my-model"), "A").settings["model"] == "my-model"
    for path in ("/home/me/models/x", "C:\\models\\x", "~/x", "./x"):
        assert "model" not in preset_of(replace(REQUEST, model=path), "A").settings


def test_what_belongs_to_one_drawing_stays_out() -> None:
    names = (
        *("keep", "start", "between", "motion", "pictures"),
        *("kept", "moves_here", "follow", "rig_hints", "steering"),
    )
    own: dict[str, JSON] = {name: {} for name in names}
    preset = preset_of(replace(REQUEST, settings={"fidelity": 0.25, **own}), "A")
    assert not preset.settings.keys() & own.keys() and preset.settings["fidelity"] == 0.25
