# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Slots that let no exception out, without Krita: a signal here is a list of slots."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, cast

import pytest

from addon.contract.errors import BadInput, InternalError, SketchMotionError
from addon.krita.ui import guard


class Signal:
    def __init__(self) -> None:
        self.slots: list[Callable[..., object]] = []

    def connect(self, slot: Callable[..., object]) -> None:
        self.slots.append(slot)

    def emit(self, *values: object) -> None:
        for slot in self.slots:
            slot(*values)


@pytest.fixture
def reported() -> Iterator[list[SketchMotionError]]:
    errors: list[SketchMotionError] = []
    guard.listeners.append(errors.append)
    yield errors
    guard.listeners.remove(errors.append)


def raise_defect() -> None:
    raise ZeroDivisionError("no parts")


def test_an_error_for_the_animator_is_reported_as_it_is(reported: list[SketchMotionError]) -> None:
    error = BadInput("No layer is active.")

    def work() -> None:
        raise error

    guard.run(work)
    assert reported == [error]


def test_a_defect_is_reported_and_goes_no_further(reported: list[SketchMotionError]) -> None:
    guard.run(raise_defect)
    assert isinstance(reported[0], InternalError)
    assert reported[0].message == "Sketch Motion failed: ZeroDivisionError: no parts"


def test_a_listener_that_fails_keeps_nothing_from_the_others(
    reported: list[SketchMotionError],
) -> None:
    def failing(error: SketchMotionError) -> None:
        raise RuntimeError("its widget is gone")

    guard.listeners.insert(0, failing)
    try:
        guard.run(raise_defect)
    finally:
        guard.listeners.remove(failing)
    assert len(reported) == 1


def test_a_slot_takes_no_value_or_the_first_one(reported: list[SketchMotionError]) -> None:
    signal, seen = Signal(), []
    guard.connect(cast(Any, signal), lambda: seen.append("pressed"))
    guard.connect_value(cast(Any, signal), seen.append)
    signal.emit("path", 3)
    assert seen == ["pressed", "path"] and not reported


def test_the_longest_time_of_a_slot_is_kept_by_its_name() -> None:
    guard.slowest.clear()
    guard.run(raise_defect)
    clock, cpu = guard.slowest["raise_defect"]
    guard.run(raise_defect)
    assert guard.slowest["raise_defect"][0] >= clock >= 0.0 <= cpu


def test_a_press_waits_while_a_document_is_being_changed(
    reported: list[SketchMotionError], monkeypatch: pytest.MonkeyPatch
) -> None:
    changing, signal, done = [True], Signal(), list[str]()
    monkeypatch.setattr(guard, "holders", [lambda: changing[0]])
    guard.connect_press(cast(Any, signal), raise_defect)
    guard.connect_press(cast(Any, signal), lambda: done.append("pressed"))
    signal.emit(False)
    guard.do_waiting()
    assert not done and not reported
    changing[0] = False
    guard.do_waiting()
    guard.do_waiting()
    assert done == ["pressed"] and len(reported) == 1
    signal.emit(False)
    assert done == ["pressed", "pressed"]


def test_a_press_that_is_made_again_while_it_waits_is_one_press(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    changing, signal, done = [True], Signal(), list[str]()
    monkeypatch.setattr(guard, "holders", [lambda: changing[0]])
    guard.connect_press(cast(Any, signal), lambda: done.append("pressed"))
    for _ in range(3):
        signal.emit(False)
    changing[0] = False
    guard.do_waiting()
    assert done == ["pressed"]


def test_what_waits_goes_on_waiting_when_a_press_changes_a_document(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    changing, done = [True], list[str]()
    monkeypatch.setattr(guard, "holders", [lambda: changing[0]])

    def import_result() -> None:
        done.append("first")
        changing[0] = True

    guard.press(import_result)
    guard.press(lambda: done.append("second"))
    changing[0] = False
    guard.do_waiting()
    assert done == ["first"]
    changing[0] = False
    guard.do_waiting()
    assert done == ["first", "second"]
