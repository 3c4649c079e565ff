# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every text of the panel is in every language's table, and Blender shows it."""

from __future__ import annotations

import json
from pathlib import Path

import bpy
import pytest

from addon.blender import translation, wording
from addon.blender.jobs import engine_setup
from addon.blender.translation import tr
from addon.blender.ui import panel_motion, preset_import
from addon.client.engine.ending import cause
from addon.client.examples import examples
from addon.client.jobs.phase_names import PHASES, phase_name, time_left
from addon.client.jobs.result_lines import PLANS, result_lines
from addon.client.jobs.states import Running
from addon.client.languages import COMPLETE, TABLES
from addon.client.setup import states
from addon.contract.beats import REFUSALS, Refusal, SentenceBeat
from addon.contract.errors import BadInput, SketchMotionError
from addon.contract.estimate import Estimate
from addon.contract.messages import Message, sentence_case
from tests.blender import said_texts
from tests.blender.jobs.test_session import engine, jobs
from tests.blender.panel_texts import texts, untranslatable
from tests.blender.paper import drawn

__all__ = ["engine", "jobs"]  # fixtures
#: What a job of Blender can raise or report, and what is raised around it.
SHOWN = (
    "addon/client",
    "addon/contract/disk_errors.py",
    "addon/contract/errors.py",
    "addon/contract/estimate.py",
    "addon/contract/file_lock.py",
    "addon/contract/files.py",
    "addon/contract/job.py",
    "addon/contract/rig_hints.py",
    "engine/cost",
    "engine/geometry/grouping",
    "engine/geometry/svg/losses.py",
    "engine/geometry/tracing",
    "engine/jobs",
    "engine/poses",
    "engine/priors",
    "engine/raster",
    "engine/rig",
    "engine/runtime",
    "engine/service/worker.py",
    "engine/vector",
)
#: Of commands of the command line alone.
NOT_SHOWN = ("addon/client/setup/command_line.py", "engine/priors/video/lora_conversion.py")
PRESETS = Path(__file__).resolve().parents[2] / "presets"


def all_texts() -> set[str]:
    """What is in the source, in tables of words, and in the shipped presets."""
    found = set(texts()) | set(PHASES.values()) | set(preset_import.SETTINGS.values())
    for path in PRESETS.glob("*.json"):
        preset = json.loads(path.read_text(encoding="utf-8"))
        found |= {preset["name"], preset["description"]}
    for example in examples(PRESETS):
        found |= {example.name, example.sentence}
    return found


def reported() -> set[str]:
    """Templates and texts that the client and the engine report to the panel."""
    found = {s.text for s in said_texts.sentences(*SHOWN) if not s.place.startswith(NOT_SHOWN)}
    in_phases = said_texts.phases(*SHOWN)  # shown with a capital
    return (found - in_phases) | {"Something went wrong."}


def phases() -> set[str]:
    """The names of a job's phases, templates among them."""
    return {
        PHASES.get(text) or phase_name(text) if "{" not in text else sentence_case(text)
        for text in said_texts.phases(*SHOWN, "engine/render")
    }


@pytest.mark.parametrize("language", COMPLETE)
def test_every_text_has_a_translation(language: str) -> None:
    table = TABLES[language]
    assert sorted(all_texts() - set(table)) == []
    assert all(said.strip() for said in table.values())


@pytest.mark.parametrize("language", COMPLETE)
def test_every_template_that_the_panel_can_show_has_a_translation(language: str) -> None:
    assert len(reported()) > 200
    assert sorted(reported() - set(TABLES[language])) == []
    assert {"Object {index} of {count}", "Finding objects", "Preparing"} <= phases()
    assert sorted(phases() - set(TABLES[language])) == []


@pytest.mark.parametrize("language", sorted(TABLES))
def test_every_translation_belongs_to_a_text(language: str) -> None:
    source = said_texts.constants(
        "addon/blender", "addon/client", "addon/contract", "addon/krita", "engine"
    )
    source |= all_texts() | {sentence_case(text) for text in source}
    assert sorted(set(TABLES[language]) - source) == []


@pytest.mark.parametrize("language", sorted(TABLES))
def test_what_is_filled_in_is_filled_in_every_language(language: str) -> None:
    for text, said in TABLES[language].items():
        fields = said_texts.placeholders(text)
        assert fields == said_texts.placeholders(said), text
        if fields:
            values = {name: name.upper() for name in fields}
            assert "{" not in str(Message(said, **values)), text


@pytest.mark.parametrize("language", COMPLETE)
def test_every_state_of_the_set_up_has_a_translation(language: str) -> None:
    ready = states.SetupReady("1.0", "cpu", "starter", "cpu", "python")
    for state in (
        states.NotSetUp(),
        states.SetupPlanned("starter", "cpu", 1),
        *(states.Downloading(1, 2, 0, 1, running=running) for running in (True, False)),
        *(states.Installing(0, 1, what) for what in ("", "torch")),
        states.Installing(0, 1, running=False),
        *(states.Checking("it moves", running) for running in (True, False)),
        ready,
        states.Outdated(ready),
    ):
        text = states.describe(state)
        template = text.template if isinstance(text, Message) else text
        assert template in TABLES[language]


@pytest.mark.parametrize("language", COMPLETE)
def test_what_is_said_about_a_sentence_has_a_translation(language: str) -> None:
    note = SentenceBeat("fish", "swim", read_for="zorb").note()
    assert note is not None
    said = [note, *(Refusal("melts", kind).message() for kind in REFUSALS)]
    assert [text.template for text in said if text.template not in TABLES[language]] == []


@pytest.mark.parametrize("language", COMPLETE)
def test_every_body_plan_has_a_translation(language: str) -> None:
    assert sorted(set(PLANS.values()) - set(TABLES[language])) == []


def test_the_search_for_texts_finds_them() -> None:
    found = texts()
    for text in ("Animate", "Find Objects", "Takes", "Ones", "{count} s left", "Slow In"):
        assert text in found
    assert len(found) > 250


def test_no_text_is_put_together_where_it_can_not_be_translated() -> None:
    assert untranslatable() == []


@pytest.fixture
def in_german(monkeypatch: pytest.MonkeyPatch) -> None:
    table = TABLES["de"]
    monkeypatch.setattr(translation, "_translate", [lambda text: table.get(text, text)])


def test_what_was_filled_in_is_translated(in_german: None) -> None:
    assert tr(Message("The engine can't be started: {cause}.", cause=cause(-11))) == (
        "Die Engine kann nicht gestartet werden: sie ist abgestürzt."
    )
    error = BadInput("The new engine doesn't work: {why}", why=BadInput("It took too long."))
    assert tr(error.message) == "Die neue Engine arbeitet nicht: Es dauerte zu lange."
    error = BadInput("There is no result to apply.", hint="Animate again.")
    assert "Animiere noch einmal." in wording.told(error)
    assert tr("the cat purrs") == "the cat purrs" and tr("") == ""


def test_what_moves_an_object_is_translated(in_german: None) -> None:
    beats = json.dumps({"beats": [{"who": "dog", "action": "walk"}]})
    lines = result_lines({"rig": "dog: four_legged; sun: none", "beats": beats})
    assert [tr(line) for line in lines] == [
        "Knochen von dog: Vierbeiner (walk)",
        "Keine Knochen in sun: Die Punkte bewegen sich frei",
    ]


def test_what_arrives_from_the_engine_is_translated(in_german: None) -> None:
    error = BadInput("The model {name} is only partly downloaded.", name="{x}", hint="Try again.")
    arrived = SketchMotionError.from_json(json.loads(json.dumps(error.to_json())))
    assert wording.told(arrived) == (
        "Das Modell {x} ist nur zum Teil geladen. Versuche es noch einmal."
    )
    state = Running(Message("object {index} of {count}", index=2, count=3), 25, 300)
    assert wording.progress_text(state) == "Objekt 2 von 3: 25/300"
    estimate = Estimate.from_json({
        "seconds": 1.0,
        "memory_bytes": 1,
        "why": "This job needs 4.0 GB, and 1.5 GB are free.",
        "why_parts": {
            "template": "This job needs {needed}, and {free} are free.",
            "arguments": {"needed": "4.0 GB", "free": "1.5 GB"},
        },
    })  # fmt: skip
    assert tr(estimate.why) == "Dieser Auftrag braucht 4.0 GB, und 1.5 GB sind frei."


def test_what_arrives_without_its_template_stays_english(in_german: None) -> None:
    error = SketchMotionError.from_json({"kind": "bad_input", "message": "There is no file x."})
    assert wording.told(error) == "There is no file x."


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
