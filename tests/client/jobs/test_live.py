# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Quick questions: one at a time, always the newest, and nothing of a drawing that has gone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from addon.client.jobs.live import PATIENCE_S, LiveLink
from addon.contract.arrays import Array
from addon.contract.beats import BeatReading
from addon.contract.drawing import Drawing
from addon.contract.errors import BadInput
from addon.contract.live import LiveMotion
from addon.contract.request import Request


def drawing(x: float = 0.0) -> Drawing:
    return Drawing.build([x, 0, 10, 0, 20, 5], [0, 3], canvas=(40, 20), object_names=("fish",))


def motion(points: int = 3) -> LiveMotion:
    return LiveMotion(Array.of([0.0] * 4 * points, "F32", (2, points, 2)), BeatReading())


class Bench:
    """A link whose calls and drawings are kept, and a clock that is set by hand."""

    def __init__(self) -> None:
        self.calls: list[Any] = []
        self.folders: list[str] = []
        self.time = 0.0
        self.link = LiveLink(
            "here",
            lambda drawing, folder: self.folders.append(folder),
            lambda method, params: self.calls.append((method, params)),
            lambda: self.time,
        )

    def ask(self, drawing: Drawing, prompt: str) -> None:
        self.link.ask(drawing, Request(prompt))
        self.link.written(self.folders[-1])
        self.link.send_due()

    @property
    def prompts(self) -> list[str]:
        return [params["request"]["prompt"] for _, params in self.calls]

    def answer(self, found: LiveMotion | None = None) -> None:
        number = self.calls[-1][1]["number"]
        self.link.answered(number, found or motion())
        self.link.send_due()


def test_a_question_waits_for_its_drawing() -> None:
    bench = Bench()
    bench.link.ask(drawing(), Request("swim"))
    bench.link.send_due()
    assert not bench.calls and bench.link.is_waiting
    bench.link.written("live/here/another")
    bench.link.send_due()
    assert not bench.calls
    bench.link.written(bench.folders[0])
    bench.link.send_due()
    (call,) = bench.calls
    assert call[0] == "live/ask" and call[1]["drawing"] == f"{bench.folders[0]}/drawing.safetensors"
    bench.answer()
    assert bench.link.shown is not None and bench.link.shown.request.prompt == "swim"
    assert bench.link.take_change() and not bench.link.take_change()
    assert not bench.link.is_waiting


def test_what_is_overtaken_is_never_asked() -> None:
    bench, fish = Bench(), drawing()
    for prompt in ("s", "sw", "swi", "swim"):
        bench.ask(fish, prompt)
    assert bench.prompts == ["s"]
    bench.answer()
    assert bench.prompts == ["s", "swim"]
    bench.answer()
    assert bench.link.shown is not None and bench.link.shown.request.prompt == "swim"
    assert len(bench.folders) == 1


def test_another_drawing_is_written_and_old_answers_are_dropped() -> None:
    bench = Bench()
    bench.ask(drawing(), "swim")
    number = bench.calls[-1][1]["number"]
    bench.link.stop()
    bench.link.answered(number, motion())
    assert bench.link.shown is None
    bench.ask(drawing(5.0), "swim")
    assert len(bench.folders) == 2 and bench.folders[0] != bench.folders[1]
    bench.answer(motion(7))  # of other points
    assert bench.link.shown is None and not bench.link.is_waiting


def test_the_same_lines_have_one_folder() -> None:
    bench = Bench()
    bench.ask(drawing(), "swim")
    bench.ask(replace(drawing(), host={"frame": "4"}), "swim away")
    assert bench.folders[0] == bench.folders[1]


def test_a_failure_is_kept_and_settled_by_the_next_answer() -> None:
    bench = Bench()
    bench.ask(drawing(), "swim")
    bench.link.failed(bench.calls[-1][1]["number"], BadInput("too large"))
    assert bench.link.error is not None and bench.link.take_change()
    bench.ask(drawing(), "swim")
    bench.answer()
    assert bench.link.error is None


def test_an_engine_that_went_is_asked_again() -> None:
    bench, fish = Bench(), drawing()
    bench.ask(fish, "swim")
    bench.link.engine_gone()
    bench.link.send_due()
    assert bench.prompts == ["swim", "swim"]
    bench.time = PATIENCE_S + 1.0  # it says nothing at all
    bench.ask(fish, "swim away")
    assert bench.prompts[-1] == "swim away"


def test_a_question_that_is_too_long_for_a_line_fails() -> None:
    bench = Bench()

    def refuse(method: str, params: object) -> None:
        raise BadInput("too long")

    bench.link._call = refuse
    bench.ask(drawing(), "swim")
    assert bench.link.error is not None and not bench.link.is_waiting
