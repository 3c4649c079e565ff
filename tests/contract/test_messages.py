# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Texts travel as template and arguments, and stay readable for those who know no templates."""

from __future__ import annotations

import copy
import json
import pickle
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from addon.contract import rpc
from addon.contract.drawing import Drawing
from addon.contract.errors import Action, BadInput, OutOfMemory, ProtocolError, SketchMotionError
from addon.contract.events import Event
from addon.contract.job import JobFolder
from addon.contract.messages import (
    LONGEST_PARTS,
    Message,
    put_text,
    sentence_case,
    text_from,
    translated,
)
from addon.contract.request import Request
from tests.blender.said_texts import placeholders, put_together, sentences
from tests.contract.strategies import drawings

words = st.text(max_size=12)
names = st.from_regex(r"[a-z_]{1,6}", fullmatch=True)
numbers = st.integers() | st.floats()
plain = words | numbers | st.booleans() | st.none() | st.binary(max_size=3) | st.builds(Path)


@st.composite
def messages(draw: st.DrawFn) -> Message:
    """A message whose template has some placeholders, and maybe others than its arguments."""
    arguments = draw(st.dictionaries(names, plain | st.deferred(messages), max_size=3))
    fields = [draw(st.sampled_from(["{%s}", "{%s!r}"])) % name for name in arguments]
    parts = draw(st.lists(words | st.sampled_from([*fields, "{other}"]), max_size=5))
    return Message("".join(parts), **arguments)


def swapped(template: str) -> str:
    return template.swapcase() if "{" not in template else template


@given(messages())
@example(Message("{a}", a=Message("b")))
@example(Message("{a!r}", a="it's"))
@example(Message("plain {text}"))
def test_a_message_comes_back_from_json(message: Message) -> None:
    values: dict[str, object] = {}
    put_text(values, "why", message)
    read = json.loads(json.dumps(values))
    text = text_from(read["why"], read.get("why_parts"))
    assert text == str(message).encode("utf-8", "replace").decode()
    if "why_parts" in read:
        assert isinstance(text, Message)
        assert text.template == message.template.encode("utf-8", "replace").decode()
        assert set(text.arguments) == set(message.arguments)
        assert type(text.to_json()) is dict and text.to_json() == message.to_json()


@given(messages())
def test_a_message_is_its_text(message: Message) -> None:
    assert type(str(message)) is str and f"{message}" == message == str(message)
    for copied in (copy.deepcopy(message), pickle.loads(pickle.dumps(message))):
        assert copied == message and copied.template == message.template
        assert copied.arguments == message.arguments


@given(messages(), st.sampled_from([str, swapped, str.upper, lambda text: text + "{no}", repr]))
def test_showing_never_fails(message: Message, translate: object) -> None:
    assert callable(translate)
    assert isinstance(translated(message, translate), str)
    assert isinstance(sentence_case(message), Message)


@given(words, st.dictionaries(names, plain, min_size=1, max_size=3))
def test_braces_in_arguments_stay(text: str, arguments: dict[str, object]) -> None:
    message = Message(
        "say {text}", text="{" + text + "}", **{"x" + k: v for k, v in arguments.items()}
    )
    assert message == "say {" + text + "}"
    assert translated(message, lambda _: "sag {text}") == "sag {" + text + "}"


@pytest.mark.parametrize("template", ["{b}", "{", "}", "{}", "{0}", "{a.__class__}", "{a[0]}",
                                      "{a:>99999999999}", "{a!s}", "{a!x}"])  # fmt: skip
def test_a_template_that_can_not_be_filled_in_is_shown_as_it_is(template: str) -> None:
    assert Message(template, a="x") == template
    assert translated(Message("ok {a}", a="x"), lambda _: template) == "ok x"


def test_a_text_without_arguments_keeps_its_braces() -> None:
    assert Message('{"fish": {{}}') == '{"fish": {{}}'
    assert Message("{{a}} {a}", a=1) == "{a} 1"


def test_an_argument_that_has_no_text_does_not_hide_the_error() -> None:
    class Broken:
        def __str__(self) -> str:
            raise RuntimeError

    assert Message("{a}", a=Broken()) == "<Broken>"
    assert Message("{a}", a=float("nan")) == "nan"
    assert len(Message("{a}", a=10**4000)) == 4001
    assert Message("{a}", a=10**5000) == "<int>"  # more digits than Python writes


def test_the_template_is_translated_then_filled_in() -> None:
    german = {
        "{host} can't be had: {why}": "{host} ist nicht zu bekommen: {why}",
        "It took too long.": "Es dauerte zu lange.",
        "no entry": "never looked up",
    }
    message = Message(
        "{host} can't be had: {why}", host="no entry", why=Message("It took too long.")
    )
    assert message == "no entry can't be had: It took too long."
    looked_up = translated(message, lambda text: german.get(text, text))
    assert looked_up == "no entry ist nicht zu bekommen: Es dauerte zu lange."
    assert translated("It took too long.", german.__getitem__) == "Es dauerte zu lange."


def test_a_phase_begins_with_a_capital_and_keeps_its_arguments() -> None:
    phase = sentence_case(Message("object {index} of {count}", index=2, count=3))
    assert phase == "Object 2 of 3"
    assert isinstance(phase, Message) and phase.template == "Object {index} of {count}"
    assert sentence_case("") == "" and sentence_case("fit") == "Fit"


# --- errors, events, files ---


def the_error() -> OutOfMemory:
    return OutOfMemory(
        "This needs {needed}: {why}",
        needed="4 GB",
        why=BadInput("{free} are free.", free="1 GB"),
        hint=Message("Free {size}.", size="3 GB"),
        action=Action(Message("Try {frames} frames", frames=16), {"frames": 16}),
    )


def check(error: SketchMotionError | None) -> None:
    assert isinstance(error, OutOfMemory) and error.action is not None
    assert (error.message, error.hint) == ("This needs 4 GB: 1 GB are free.", "Free 3 GB.")
    assert error.message.template == "This needs {needed}: {why}"
    why = error.message.arguments["why"]
    assert isinstance(why, Message) and why.template == "{free} are free."
    assert error.hint.template == "Free {size}."
    label = error.action.label
    assert isinstance(label, Message) and dict(label.arguments) == {"frames": 16}
    assert str(error) == error.message and type(str(error)) is str


def test_an_error_fills_in_its_message() -> None:
    check(the_error())
    check(pickle.loads(pickle.dumps(the_error())))
    error = ProtocolError("No {method}.", method="a/b", code=-32601)
    assert error.message == "No a/b." and error.code == -32601


def test_an_error_travels_in_an_answer() -> None:
    answer = rpc.decode(rpc.encode(rpc.Response.failure(1, the_error())))
    assert isinstance(answer, rpc.Response) and answer.error is not None
    check(answer.error.to_exception())


@given(drawing=drawings())
def test_an_error_travels_in_the_job_folder(
    tmp_path_factory: pytest.TempPathFactory, drawing: Drawing
) -> None:
    job = JobFolder.create(tmp_path_factory.mktemp("job"), Request("it swims"), drawing)
    job.write_failed(the_error())
    outcome = job.outcome()
    assert outcome is not None
    check(outcome.error())


def test_a_reader_without_templates_finds_the_english_text() -> None:
    value = the_error().to_json()
    assert value["message"] == "This needs 4 GB: 1 GB are free."
    assert value["hint"] == "Free 3 GB."
    assert value["action"]["label"] == "Try 16 frames"  # type: ignore[index]


def test_a_file_without_templates_is_read() -> None:
    before = {
        "kind": "bad_input",
        "message": "There is no engine in /x.",
        "hint": "",
        "action": {"label": "Try 16 frames", "patch": {"frames": 16}},
    }
    error = SketchMotionError.from_json(before)
    assert isinstance(error, BadInput) and error.message == "There is no engine in /x."
    assert error.action == Action("Try 16 frames", {"frames": 16})
    assert error.to_json() == before


@pytest.mark.parametrize("parts", [
    None, 7, [], {}, {"template": 1}, {"template": "other"}, {"template": "x", "arguments": []},
    {"template": "{a}", "arguments": {"a": None}}, {"template": "{a}", "arguments": {"a": []}},
    {"template": "{a}", "arguments": {"a": "not the text"}},
])  # fmt: skip
def test_a_template_that_does_not_give_the_text_is_left_out(parts: object) -> None:
    error = SketchMotionError.from_json({"message": "text", "message_parts": parts})
    assert error.message == "text" and not error.message.arguments


def test_messages_too_deep_within_each_other_are_left_out() -> None:
    message = Message("end")
    for _ in range(50):
        message = Message("{m}", m=message)
    assert type(text_from("end", message.to_json())) is str


def test_an_event_keeps_phase_and_warning_apart() -> None:
    event = Event(
        Message("object {index} of {count}", index=1, count=2),
        0,
        5,
        warning=Message("In {caption!r}, nothing.", caption="{a}"),
    )
    value = event.to_json()
    assert (value["phase"], value["warning"]) == ("object 1 of 2", "In '{a}', nothing.")
    read = Event.from_json(json.loads(json.dumps(value)))
    assert isinstance(read.phase, Message) and isinstance(read.warning, Message)
    assert read == event and read.warning.template == "In {caption!r}, nothing."
    for key in ("phase_parts", "warning_parts"):
        del value[key]
    older = Event.from_json(value)
    assert older == event and type(older.phase) is str


def test_a_long_text_goes_without_its_template() -> None:
    value = BadInput("{a}", a="x" * LONGEST_PARTS).to_json()
    assert "message_parts" not in value and len(str(value["message"])) == LONGEST_PARTS


# --- the source ---


def test_no_text_is_put_together_before_it_is_raised() -> None:
    assert list(put_together("addon", "engine")) == []


def test_every_template_gets_the_arguments_it_names() -> None:
    found = list(sentences("addon", "engine"))
    assert len(found) > 500
    by_place: dict[tuple[str, frozenset[str]], set[str]] = {}
    for sentence in found:
        if sentence.arguments:
            assert sentence.placeholders <= sentence.arguments, sentence
            named = by_place.setdefault((sentence.place, sentence.arguments), set())
            named |= placeholders(sentence.text)
    for (place, arguments), named in by_place.items():
        assert arguments == named, place
