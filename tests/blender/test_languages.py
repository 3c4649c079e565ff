# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every text of the panel is in every language's table, and Blender shows it."""

from __future__ import annotations

import json
import re
import string
from pathlib import Path

import bpy
import pytest

from addon.blender import translation, wording
from addon.blender.jobs import engine_setup
from addon.blender.languages import COMPOSED, TABLES
from addon.blender.translation import tr
from addon.blender.ui import panel_motion, preset_import
from addon.client.jobs.phase_names import PHASES, time_left
from addon.contract.errors import BadInput
from tests.blender import said_texts
from tests.blender.jobs.test_session import engine, jobs
from tests.blender.panel_texts import IN_THREADS, texts, untranslatable
from tests.blender.paper import drawn

__all__ = ["engine", "jobs"]  # fixtures
#: Raised and caught inside of the client.
NEVER_SHOWN = {"stopped before it started", "the line broke after {} of {} bytes"}
#: Said by pieces that no single text holds.
EXTRA = (
    "Object {} of {}",
    "Downloading {} of {}",
    "Stopped at {} of {}",
    "To copy: about {}",
    "Download: about {}",
)
PRESETS = Path(__file__).resolve().parents[2] / "presets"


def all_texts() -> set[str]:
    """What is in the source, in tables of words, and in the shipped presets."""
    found = set(texts()) | set(PHASES.values()) | set(preset_import.SETTINGS.values())
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


def test_no_text_is_put_together_where_it_can_not_be_translated() -> None:
    assert untranslatable() == []


@pytest.mark.parametrize("language", sorted(TABLES))
def test_every_error_of_the_client_has_a_translation(language: str) -> None:
    """In the table as it is, or by a template of what is put together there."""
    table = TABLES[language]
    said = set().union(*map(said_texts.errors, ("addon/client", *IN_THREADS))) - NEVER_SHOWN
    assert len(said) > 80
    missing = {text for text in said if text not in table and not _is_composed(text)}
    assert sorted(missing) == []


def _is_composed(text: str) -> bool:
    found = translation.taken_apart(text.replace("{}", "[x]"))
    return found is not None and set(found[1].values()) <= {"[x]"}


def test_every_template_is_one_that_is_said() -> None:
    said = [
        re.compile(re.escape(text).replace(r"\{\}", ".*"))
        for folder in ("addon/client", "addon/contract", *IN_THREADS, "engine")
        for text in said_texts.anything(folder) | set(EXTRA)
        if len(text.replace("{}", "")) > 5
    ]
    for template in COMPOSED:
        text = re.sub(r"{.*?}", "x", template)
        assert any(pattern.fullmatch(text) for pattern in said), template


def test_what_arrives_put_together_is_taken_apart() -> None:
    text = "This job needs 4.0 GB, and 1.5 GB are free."
    assert translation.taken_apart(text) == (
        "This job needs {needed}, and {free} are free.",
        {"needed": "4.0 GB", "free": "1.5 GB"},
    )
    assert translation.taken_apart("the fish swims") is None


def test_what_arrives_put_together_is_translated(monkeypatch: pytest.MonkeyPatch) -> None:
    table = TABLES["de_DE"]
    monkeypatch.setattr(translation, "_translate", [lambda text: table.get(text, text)])
    assert tr("The engine can't be started (exit code 3).") == (
        "Die Engine kann nicht gestartet werden (exit code 3)."
    )
    assert tr("The new engine doesn't work: It took too long.") == (
        "Die neue Engine arbeitet nicht: Es dauerte zu lange."
    )
    error = BadInput("There is no result to apply.", hint="Animate again.")
    assert "Animiere noch einmal." in wording.told(error)


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
        assert time_left(12, tr) == "noch 12 s"
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
