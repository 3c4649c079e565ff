# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every text of the panel is in every language's table, and Blender shows it."""

from __future__ import annotations

import json
import string
from pathlib import Path

import bpy
import pytest
from panel_texts import texts
from paper import drawn
from test_session import engine, jobs

from addon.blender import engine_setup, panel_motion, preset_menu, translation, wording
from addon.blender.languages import TABLES
from addon.blender.translation import tr

__all__ = ["engine", "jobs"]  # fixtures
PRESETS = Path(__file__).resolve().parents[2] / "presets"


def all_texts() -> set[str]:
    """What is in the source, in tables of words, and in the shipped presets."""
    found = set(texts()) | set(wording.PHASES.values()) | set(preset_menu.SETTINGS.values())
    for path in PRESETS.glob("*.json"):
        preset = json.loads(path.read_text(encoding="utf-8"))
        found |= {preset["name"], preset["description"]}
    return found


@pytest.mark.parametrize("language", sorted(TABLES))
def test_every_text_has_a_translation(language: str) -> None:
    table = TABLES[language]
    assert sorted(all_texts() - set(table)) == []
    assert all(said.strip() for said in table.values())


@pytest.mark.parametrize("language", sorted(TABLES))
def test_what_is_filled_in_is_filled_in_every_language(language: str) -> None:
    def fields(text: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    for text, said in TABLES[language].items():
        assert fields(text) == fields(said), text


def test_the_search_for_texts_finds_them() -> None:
    found = texts()
    for text in ("Animate", "Find Objects", "Takes", "Ones", "{count} s left", "Slow In"):
        assert text in found
    assert len(found) > 250


def test_blender_shows_the_language_it_is_set_to(
    engine: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = bpy.context.preferences.view
    assert tr("Takes") == "Takes"
    before = view.language
    german = next((name for name in ("de_DE", "de") if _speaks(view, name)), None)
    if german is None:
        pytest.skip("this Blender was built without languages")
    try:
        view.use_translate_interface = True
        assert tr("Takes") == "Fassungen"
        assert wording.duration(12) == "noch 12 s"
        monkeypatch.setattr(engine_setup, "is_needed", lambda: False)
        sheet = drawn(panel_motion.SKETCH_MOTION_PT_motion)
        assert "Vorgabe wählen" in sheet.texts
    finally:
        view.language = before


def _speaks(view: object, language: str) -> bool:
    try:
        view.language = language  # type: ignore[attr-defined]
    except TypeError:
        return False
    return True


def test_the_tables_have_the_form_that_blender_takes() -> None:
    tables = translation.blender_tables({"xx": {"Yes": "Ja"}})
    assert tables == {"xx": {("*", "Yes"): "Ja", ("Operator", "Yes"): "Ja"}}
