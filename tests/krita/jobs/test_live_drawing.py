# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What Live Preview shows of which layer, with stand-ins for Krita and for the session."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any
from unittest.mock import MagicMock

import pytest

from addon.client.jobs.open_document import DocumentKey
from addon.client.jobs.side_jobs import OBJECTS, RIG, SideJobKind
from addon.contract.drawing import Drawing
from addon.contract.errors import BadInput, SketchMotionError
from addon.contract.rig_hints import SETTING, hints_from_json
from addon.krita.jobs.placed_joints import PlacedJoints
from addon.krita.panel_settings import PanelSettings

STAND_INS = ("krita", "PyQt5", "PyQt5.QtWidgets")


@dataclass
class Layer:
    layer_id: str
    drawing: Drawing | None = None
    rest: None = None


@dataclass
class Question:
    kind: SideJobKind[Any]
    on_answer: Callable[[str, Any], None]
    on_failure: Callable[[SketchMotionError | None], None]


@dataclass
class Stage:
    """Layers by name; the session answers when a test has it answer."""

    module: ModuleType
    layer: str = "A"
    root: str = "{root}"
    width: int = 100
    empty: set[str] = field(default_factory=set)
    asked: list[Question] = field(default_factory=list)
    live: list[Drawing] = field(default_factory=list)
    has_engine: bool = True
    clock: float = 100.0

    @property
    def client(self) -> None:
        return None

    @property
    def document(self) -> DocumentKey:
        return DocumentKey("", self.root)

    def engine_command(self) -> None:
        if not self.has_engine:
            raise BadInput("The engine is not set up yet.")

    def layer_in_front(self) -> str:
        return self.layer

    def capture_strokes(self, document: object) -> Layer:
        if self.layer in self.empty:
            raise BadInput("There is nothing on this layer.")
        return Layer(self.layer)

    def ready_client(self) -> SimpleNamespace:
        return SimpleNamespace(folder=Path)

    def asking(self, kind: SideJobKind[Any], *, or_quiet: bool = False) -> str:
        return "job" if or_quiet and any(q.kind is kind for q in self.asked) else ""

    def ask(self, kind: SideJobKind[Any], submission: object, on_answer: Any, **more: Any) -> None:
        self.asked.append(Question(kind, on_answer, more["on_failure"]))

    def ask_live(self, drawing: Drawing, request: object) -> None:
        self.live.append(drawing)

    def pass_time(self, live: Any) -> None:
        """Let the pause pass after which something is asked."""
        for _ in range(2):
            self.clock += 1.0
            live.tick()

    def answer(self, kind: SideJobKind[Any]) -> None:
        """Answer the question that goes on."""
        question = self.asked.pop()
        assert question.kind is kind
        drawing = Drawing.build([(1.0, 2.0), (3.0, 4.0)], [0, 2], canvas=(9.0, 9.0))
        joint = SimpleNamespace(object=0, name="tail", place=(5.0, 6.0))
        bones = SimpleNamespace(object_names=("drawing",), joints=lambda: [joint])
        question.on_answer("job", SimpleNamespace(drawing=drawing) if kind is OBJECTS else bones)


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    krita = MagicMock()
    krita.Krita.instance().version.return_value = "5.2.9"
    for name in STAND_INS:
        monkeypatch.setitem(sys.modules, name, krita if name == "krita" else MagicMock())
    before = set(sys.modules)
    module = importlib.import_module("addon.krita.jobs.live_drawing")
    found = Stage(module)
    monkeypatch.setattr(module, "session", found)
    monkeypatch.setattr(module, "host", found)
    monkeypatch.setattr(module, "time", SimpleNamespace(monotonic=lambda: found.clock))
    drawn = SimpleNamespace(width=lambda: found.width, height=lambda: 100)
    monkeypatch.setattr(module, "open_drawing", lambda: drawn)
    monkeypatch.setattr(module, "submission_of", lambda *_: None)
    monkeypatch.setattr(module, "fingerprint", lambda captured: f"mark of {captured.layer_id}")
    monkeypatch.setattr(module, "whole_fps", lambda document: 24)
    yield found
    for name in set(sys.modules) - before:
        if name.startswith("addon.krita"):
            del sys.modules[name]


def live_on(stage: Stage, prompt: str = "") -> Any:
    return stage.module.LiveDrawing(lambda: PanelSettings(prompt=prompt), lambda: None)


def with_bones(stage: Stage) -> Any:
    """Show the bones of layer A."""
    live = live_on(stage)
    live.show_bones(True)
    stage.pass_time(live)
    stage.answer(OBJECTS)
    stage.pass_time(live)
    stage.answer(RIG)
    assert live.bones is not None and live.why is None
    return live


def test_joints_are_of_their_layer() -> None:
    joints = PlacedJoints()
    joints.put("A", "drawing", "tail", (1.0, 2.0))
    joints.put("B", "drawing", "tail", (3.0, 4.0))
    hints = hints_from_json(joints.settings("A")[SETTING])
    assert hints["drawing"].joints == {"tail": (1.0, 2.0)}
    joints.forget("A")
    assert joints.settings("A") == {} == joints.settings("C")
    assert not joints.has_any("A") and joints.place("B", "drawing", "tail") == (3.0, 4.0)


def test_joints_of_one_layer_do_not_go_out_with_another(stage: Stage) -> None:
    live = with_bones(stage)
    live.place_joint(0, (7.0, 8.0))
    assert "rig_hints" in live.expert_settings()
    stage.layer = "B"
    assert live.expert_settings() == {}
    stage.layer = "A"
    assert "rig_hints" in live.expert_settings() and live.joint_place(0) == (7.0, 8.0)


def test_another_layer_in_front_is_shown_by_itself(stage: Stage) -> None:
    live = with_bones(stage)
    stage.pass_time(live)
    assert not stage.asked
    stage.layer = "B"
    stage.pass_time(live)
    stage.answer(OBJECTS)
    assert live.strokes.layer_id == "B" and live.bones is None
    stage.pass_time(live)
    stage.layer, late = "A", stage.asked[0]
    live.touch()
    stage.asked.clear()
    stage.pass_time(live)
    stage.answer(OBJECTS)
    late.on_answer("job", "the bones of B")
    assert live.strokes.layer_id == "A" and live.bones is None
    late.on_failure(BadInput("B has no bones."))
    assert live.why is None
    stage.asked.clear()
    stage.pass_time(live)
    stage.answer(RIG)
    assert live.bones is not None


def test_another_document_in_front_is_looked_at(stage: Stage) -> None:
    live = live_on(stage, "the fish swims")
    stage.pass_time(live)
    stage.answer(OBJECTS)
    stage.pass_time(live)
    assert len(stage.live) == 1
    stage.root = "{other}"
    stage.pass_time(live)
    assert len(stage.live) == 2


def test_why_there_is_nothing_to_show_is_kept_until_a_change(stage: Stage) -> None:
    live = with_bones(stage)
    stage.layer, stage.empty = "B", {"B"}
    stage.pass_time(live)
    assert live.why.message == "There is nothing on this layer."
    assert live.strokes is None and live.bones is None
    stage.empty.clear()
    live.touch()
    stage.pass_time(live)
    assert live.why is None and [question.kind for question in stage.asked] == [OBJECTS]


def test_a_large_document_and_no_engine_are_said(stage: Stage) -> None:
    live = live_on(stage, "the fish swims")
    stage.width = 200_000
    stage.pass_time(live)
    assert live.why.message.startswith("This document is too large for Live Preview: over 12")
    stage.width, stage.has_engine = 100, False
    live.touch()
    stage.pass_time(live)
    assert live.why.message == "The engine is not set up yet."


def test_a_question_that_failed_is_said_and_asked_again_after_a_change(stage: Stage) -> None:
    live = live_on(stage)
    live.show_bones(True)
    stage.pass_time(live)
    stage.asked.pop().on_failure(BadInput("It can't be traced."))
    assert live.why.message == "It can't be traced."
    stage.pass_time(live)
    assert not stage.asked
    live.touch()
    stage.pass_time(live)
    stage.answer(OBJECTS)
    stage.pass_time(live)
    stage.asked.pop().on_failure(BadInput("It has no bones."))
    assert live.why.message == "It has no bones."
    live.touch()
    stage.pass_time(live)
    stage.answer(RIG)
    assert live.why is None and live.bones is not None
