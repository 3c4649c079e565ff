# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What Blender knows is answered before a job is made, and what is said goes when it is settled."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import bpy
import numpy as np
import pytest

from addon.blender.grease_pencil import attributes
from addon.blender.jobs.session import session
from addon.blender.ui import panel, panel_motion, panel_objects, panel_takes
from addon.client.jobs.states import EngineFailed, Interrupted, JobFailed
from addon.contract.errors import BadInput, InternalError
from tests.blender import scenes
from tests.blender.jobs.test_session import engine, jobs, only_state, pump_until, ready_scene
from tests.blender.jobs.test_takes import animated, another
from tests.blender.paper import drawn

__all__ = ["engine", "jobs"]  # fixtures
Engine = Callable[[str], None]


def refused(item: Any, words: str) -> None:
    """Check that Animate is refused with these words, and that no job was made."""
    bpy.context.view_layer.objects.active = item
    with pytest.raises(RuntimeError, match=words):
        bpy.ops.sketch_motion.animate()
    assert not session.jobs() and not session.has_side_jobs


def test_locked_hidden_and_empty_drawings(engine: Engine, jobs: Path) -> None:
    item = ready_scene(jobs)
    layers = item.data.layers
    for layer in layers:
        layer.lock = True
    refused(item, "layers of this drawing are locked: Lines, Top")
    layers[0].lock = False
    for layer in layers:
        layer.hide = True
    refused(item, "on hidden layers: Lines, Top")
    for layer in layers:
        layer.hide = False
    item.hide_viewport = True
    refused(item, "Sketch is hidden")
    item.hide_viewport = False
    item.hide_set(True)
    refused(item, "Sketch is hidden")
    item.hide_set(False)
    for layer in layers:
        layer.frames.move(1, 20)
    refused(item, "Nothing is drawn at frame 1. There is a drawing at frame 20")
    refused(scenes.pencil("Empty"), "nothing drawn here yet")
    assert not list(jobs.glob("2*"))


def test_locked_objects_and_what_is_in_no_object(engine: Engine, jobs: Path) -> None:
    item = ready_scene(jobs)
    scenes.assign(item, [[0, 0, 0, 0], [-1, -1, -1, -1]], ["fish"])
    item.data.layers[0].lock = True
    refused(item, "All objects of this drawing are on locked layers")
    item.data.layers[0].lock = False
    item.data.sketch_motion_objects[0].locked = True
    refused(item, "All objects of this drawing are locked")
    bpy.context.scene.sketch_motion.selected_only = True
    for layer in item.data.layers:
        drawing = layer.frames[0].drawing
        count = len(attributes.read(drawing, "position"))
        attributes.write(drawing, ".selection", "BOOLEAN", "POINT", np.zeros(count))
    refused(item, "No stroke is selected")


def test_a_drawing_that_came_back_is_not_missed_any_more(engine: Engine, jobs: Path) -> None:
    ready_scene(jobs)
    session.notice = BadInput("{name} is not in this file any more.", name="Dog")
    bpy.ops.ed.undo_push(message="deleted")
    bpy.ops.ed.undo()
    assert session.notice is None
    defect = InternalError("The result can't be put on the timeline.")
    session.notice = defect
    bpy.ops.ed.redo()
    assert session.notice is defect  # no undo settles that
    session.notice = None


def test_a_changed_take_is_not_animated_without_a_word(engine: Engine, jobs: Path) -> None:
    item, take = animated(jobs)
    assert bpy.context.view_layer.objects.active == take.object
    assert another().remarks == ("mind the gap",)  # the engine's warning stays with the take
    drawing = take.object.data.layers[0].get_frame_at(3).drawing
    points = attributes.read(drawing, "position") + np.float32([0, 0, 1])
    attributes.write(drawing, "position", "FLOAT_VECTOR", "POINT", points)
    bpy.ops.sketch_motion.take_show(job=take.job)
    bpy.ops.sketch_motion.take_hold(job=take.job, hold="2")  # it still counts as changed
    new = another()
    assert new.remarks[-1] == (
        'What you changed in "the fish swims" stays there: this motion starts from the drawing '
        "itself."
    )
    told = " ".join(drawn(panel_takes.SKETCH_MOTION_PT_takes).texts)
    assert "starts from the drawing itself" in told and "mind the gap" in told
    bpy.ops.sketch_motion.take_hold(job=new.job, hold="3")  # no edit by hand
    new.controls[0].name = "A better name"
    assert len(another().remarks) == 1
    assert item.hide_viewport


def test_messages_are_below_the_button(
    engine: Engine, jobs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(panel.engine_setup, "is_needed", lambda: False)
    ready_scene(jobs)
    engine("fails")
    bpy.ops.sketch_motion.animate()
    pump_until(lambda: isinstance(only_state(), JobFailed))
    session.notice = BadInput("Say what should happen.")
    names = [name for name, _ in drawn(panel.SKETCH_MOTION_PT_main).buttons]
    assert names[0] == "sketch_motion.animate"
    assert names.count("sketch_motion.dismiss") == 2
    bpy.ops.sketch_motion.dismiss(job=next(iter(session.jobs())))


def test_a_wrong_program_is_told_with_a_way_to_the_preferences(
    engine: Engine, jobs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready_scene(jobs)
    engine("dies")
    bpy.ops.sketch_motion.animate()
    pump_until(lambda: isinstance(only_state(), Interrupted))
    assert session.client is not None and isinstance(session.client.engine, EngineFailed)
    monkeypatch.setattr(panel.engine_location, "stored", lambda: object())
    sheet = drawn(panel.SKETCH_MOTION_PT_main)
    names = [name for name, _ in sheet.buttons]
    assert names.count("preferences.addon_show") == 2
    told = " ".join(sheet.texts)
    assert "It had not begun" in told and "Nothing is lost" not in told
    assert "exit code" not in told
    bpy.ops.sketch_motion.dismiss(job=next(iter(session.jobs())))


def test_an_end_past_that_of_the_scene_is_said_and_mended(engine: Engine, jobs: Path) -> None:
    scene = bpy.context.scene
    ready_scene(jobs)
    scene.frame_end, scene.sketch_motion.frames = 40, 40
    assert "Ends at" not in " ".join(drawn(panel_motion.SKETCH_MOTION_PT_motion).texts)
    scene.frame_set(11)
    sheet = drawn(panel_motion.SKETCH_MOTION_PT_motion)
    assert "Ends at frame 50, the scene at 40" in " ".join(sheet.texts)
    (values,) = [v for name, v in sheet.buttons if name == "sketch_motion.extend_scene"]
    bpy.ops.sketch_motion.extend_scene(**values)
    assert scene.frame_end == 50


def test_a_take_shows_its_frames_and_its_buttons_have_words(engine: Engine, jobs: Path) -> None:
    _, take = animated(jobs)
    sheet = drawn(panel_takes.SKETCH_MOTION_PT_takes)
    assert "Frames 1 to 12" in sheet.texts
    assert {"Retime This Take", "Slow Out", "Slow In", "Change a Part..."} <= set(sheet.texts)
    assert panel_takes.TAKE in sheet.shown
    menu = drawn(panel_takes.SKETCH_MOTION_MT_take)
    assert menu.buttons == []  # no take was chosen
    bpy.context.view_layer.objects.active = take.object


def test_a_drawing_without_objects_is_called_one_subject(engine: Engine, jobs: Path) -> None:
    ready_scene(jobs)
    texts = drawn(panel_objects.SKETCH_MOTION_PT_objects).texts
    assert "The whole drawing is one subject." in texts
    assert not any("moves as one" in text for text in texts)  # its limbs move by themselves


def test_an_object_that_is_in_another_collection_can_be_animated(
    engine: Engine, jobs: Path
) -> None:
    item = ready_scene(jobs)
    collection = bpy.data.collections.new("Characters")
    bpy.context.scene.collection.children.link(collection)
    collection.objects.link(item)
    bpy.context.scene.collection.objects.unlink(item)
    bpy.context.view_layer.objects.active = item
    assert another().object.users_collection[0] == collection
