# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Beats are shown as they were read, changed in the panel, and travel with the request."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import bpy
import pytest

from addon.blender import settings as panel_settings
from addon.blender import translation, wording
from addon.blender.jobs import engine_setup
from addon.blender.jobs.live_motion import live_view
from addon.blender.ui import panel_beats, panel_bones
from addon.client.languages import NAMES
from addon.contract.arrays import Array
from addon.contract.beats import BeatReading, SentenceBeat
from addon.contract.live import LiveMotion
from addon.contract.motion_settings import MotionSettings
from tests.blender.grouped import drawn
from tests.blender.jobs.test_bones import show
from tests.blender.jobs.test_live_motion import quiet, settle
from tests.blender.jobs.test_session import engine, jobs
from tests.blender.paper import drawn as on_paper

__all__ = ["engine", "jobs", "quiet"]
pytestmark = pytest.mark.usefixtures("engine", "quiet")
BEATS = (
    SentenceBeat("", "swim", words="swims", start=0, frames=10, order=0),
    SentenceBeat("", "jump_up", start=10, frames=14, order=1),
)


@pytest.fixture(autouse=True)
def is_set_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine_setup, "is_needed", lambda: False)


def read(jobs: Path, count: int = 1) -> Any:
    """Let the engine read two beats and a word it doesn't know; return the settings."""
    item = drawn()
    points = sum(len(stroke.points) for stroke in item.data.layers[0].frames[0].drawing.strokes)
    positions = Array.of([0.0] * (4 * points), "F32", (2, points, 2))
    reading = BeatReading(BEATS, ("zorbly",))
    LiveMotion(positions, reading, verbs=("nod", "swim")).write(jobs / "live.safetensors")
    settings = bpy.context.scene.sketch_motion
    settings.prompt = "the fish swims, then it jumps up zorbly"
    settle(jobs, count)
    return settings


def request_beats() -> BeatReading | None:
    request = panel_settings.request_of(bpy.context.scene)
    return MotionSettings.of(request.settings).beats


def test_beats_are_shown_with_the_frames_of_the_scene(jobs: Path) -> None:
    sheet = on_paper(panel_beats.SKETCH_MOTION_PT_beats)
    assert any("Type what should happen" in text for text in sheet.texts)
    bpy.context.scene.frame_current = 101
    read(jobs)
    sheet = on_paper(panel_beats.SKETCH_MOTION_PT_beats)
    assert {"swim", "101 - 110", "jump up", "111 - 124"} <= set(sheet.texts)
    assert any("zorbly" in text for text in sheet.texts)
    assert request_beats() is None


class Nesting:
    """A layout that keeps how its rows are nested and how wide they are."""

    def __init__(self) -> None:
        self.ui_units_x = 0.0
        self.parts: list[Nesting | None] = []

    def row(self, **_: Any) -> Nesting:
        made = Nesting()
        self.parts.append(made)
        return made

    column = row

    def __getattr__(self, name: str) -> Any:
        def draw(*_: Any, **__: Any) -> Any:
            self.parts.append(None)
            return SimpleNamespace()

        return draw

    def shape(self) -> tuple[Any, ...]:
        """Return the width, and the shapes of what is inside."""
        return (self.ui_units_x, *(part.shape() if part else () for part in self.parts))


def test_the_heads_of_edited_beats_lie_above_their_columns() -> None:
    layout: Any = Nesting()
    beat = SimpleNamespace(is_locked=False)
    settings: Any = SimpleNamespace(beats=[beat, beat])
    panel_beats._draw_edited(layout, settings)
    heads, *rows = (row.shape() for row in layout.parts[0].parts)
    assert len(rows) == 2 and rows == [heads, heads]


def test_actions_and_joints_have_german_names(monkeypatch: pytest.MonkeyPatch) -> None:
    names = NAMES["de"]
    monkeypatch.setattr(translation, "_translate_name", [lambda name: names.get(name, name)])
    assert wording.action_name("look_up") == "hochschauen"
    assert wording.joint_name("leg_left2") == "Bein links 3"
    assert wording.joint_name("nose") == "Nase" and wording.joint_name("brim") == "brim"


def test_edited_beats_travel_until_the_sentence_changes(jobs: Path) -> None:
    settings = read(jobs)
    assert bpy.ops.sketch_motion.edit_beats() == {"FINISHED"}
    found = request_beats()
    assert found is not None and found.beats == BEATS
    settings.beats[0].frames, settings.beats[1].action = 8, "Nod"
    found = request_beats()
    assert found is not None and found.beats[0].frames == 8
    assert found.beats[1] == SentenceBeat("", "nod", start=10, frames=14, order=1)
    bpy.ops.sketch_motion.beat_later(index=0)
    found = request_beats()
    assert found is not None
    assert [(b.action, b.start, b.frames) for b in found.beats] == [("nod", 0, 14), ("swim", 14, 8)]
    bpy.ops.sketch_motion.remove_beat(index=0)
    found = request_beats()
    assert found is not None and [beat.action for beat in found.beats] == ["swim"]
    settings.prompt = "the fish sleeps"
    assert request_beats() is None
    settings.prompt = "the fish swims, then it jumps up zorbly"
    assert request_beats() == found
    bpy.ops.sketch_motion.forget_beats()
    assert request_beats() is None


def test_a_change_is_played_at_once(jobs: Path) -> None:
    settings = read(jobs)
    bpy.ops.sketch_motion.edit_beats()
    settings.beats[0].start = 3
    settle(jobs, 2)
    assert live_view.playing is not None
    beats = MotionSettings.of(live_view.playing.shown.request.settings).beats
    assert beats is not None and beats.beats[0].start == 3


def test_the_settings_of_a_take_bring_its_beats(jobs: Path) -> None:
    settings = read(jobs)
    bpy.ops.sketch_motion.edit_beats()
    settings.beats[0].frames = 5
    settings.speed = 2.0
    request = panel_settings.request_of(bpy.context.scene)
    bpy.ops.sketch_motion.forget_beats()
    settings.prompt, settings.speed = "", 1.0
    panel_settings.take_over(bpy.context.scene, request)
    assert panel_settings.request_of(bpy.context.scene) == request


def test_the_panel_of_bones_says_what_was_found(jobs: Path) -> None:
    item = drawn()
    sheet = on_paper(panel_bones.SKETCH_MOTION_PT_bones)
    assert "fish" not in sheet.texts
    show(jobs, item)
    sheet = on_paper(panel_bones.SKETCH_MOTION_PT_bones)
    assert "fish" in sheet.texts and any("Drag a joint" in text for text in sheet.texts)
    bpy.ops.object.mode_set(mode="EDIT")
    sheet = on_paper(panel_bones.SKETCH_MOTION_PT_bones)
    assert {"This Is Rigid", "This Is a Wheel", "These Move Together"} <= set(sheet.texts)
