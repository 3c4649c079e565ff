# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Objects of a drawing in Blender: on the strokes, in the list, in the request to the engine."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import bpy
import numpy as np
import pytest

from addon.blender.capture.capture import capture
from addon.blender.capture.selection import selected_strokes
from addon.blender.grease_pencil import attributes, versions
from addon.blender.jobs.session import session
from addon.blender.objects import object_list, stroke_objects
from addon.contract.request import ObjectSettings
from tests.blender import scenes
from tests.blender.grouped import drawn, new_object, numbers, select
from tests.blender.jobs.test_session import engine, jobs

__all__ = ["engine", "jobs"]
Engine = Callable[[str], None]
pytestmark = pytest.mark.usefixtures("engine")


def test_objects_by_hand(jobs: Path) -> None:
    item = drawn()
    fish = new_object(item, "fish", 0, 1)
    boat = new_object(item, "fish", 2)
    assert [entry.name for entry in object_list.entries(item.data)] == ["fish", "fish 2"]
    assert numbers(item) == [fish, fish, boat, 0]
    select(item, 1)
    bpy.ops.sketch_motion.free_strokes()
    assert numbers(item) == [fish, 0, boat, 0]
    item.data.sketch_motion_active_object = 0
    assert bpy.ops.sketch_motion.select_strokes() == {"FINISHED"}
    drawing = item.data.layers[0].frames[0].drawing
    assert [stroke.select for stroke in drawing.strokes] == [True, False, False, False]
    bpy.ops.sketch_motion.remove_object()
    assert numbers(item) == [0, 0, boat, 0]
    assert [entry.number for entry in object_list.entries(item.data)] == [boat]
    bpy.ops.sketch_motion.clear_objects()
    assert numbers(item) == [0, 0, 0, 0] and not object_list.entries(item.data)


@pytest.mark.parametrize("domain", ["POINT", "STROKE"])
def test_strokes_are_selected_as_blender_does_it(domain: str) -> None:
    item = drawn()
    new_object(item, "fish", 0, 2)
    bpy.ops.object.mode_set(mode="OBJECT")
    item.data.layers.new("Locked")
    locked = scenes.draw(item.data.layers["Locked"], 1, [scenes.wavy(1)], rich=False)
    fish = object_list.active(item.data).number
    stroke_objects.write(locked, np.array([fish]), np.zeros(1, np.bool_))
    item.data.layers["Locked"].lock = True
    bpy.context.scene.tool_settings.gpencil_selectmode_edit = domain
    assert bpy.ops.sketch_motion.select_strokes() == {"FINISHED"}
    drawing = item.data.layers["Lines"].frames[0].drawing
    assert item.mode == "EDIT"
    assert [stroke.select for stroke in drawing.strokes] == [True, False, True, False]
    assert selected_strokes(drawing).tolist() == [True, False, True, False]


def test_many_frames_are_edited_at_once() -> None:
    item = drawn()
    layer = item.data.layers[0]
    layer.frames.copy(1, 5)
    layer.frames.copy(1, 9)
    select(item, 1)
    for key in layer.frames:
        key.select = key.frame_number != 9
        drawing = key.drawing
        attributes.write(drawing, ".selection", "BOOLEAN", "POINT", np.repeat([0, 1, 0, 0], 12))
    bpy.context.scene.tool_settings.use_grease_pencil_multi_frame_editing = True
    bpy.ops.sketch_motion.new_object()
    fish = object_list.active(item.data).number
    found = {key.frame_number: stroke_objects.read(key.drawing)[0].tolist() for key in layer.frames}
    assert found == {1: [0, fish, 0, 0], 5: [0, fish, 0, 0], 9: [0, 0, 0, 0]}
    assert stroke_objects.used(item.data) == {fish}


def test_what_cannot_be_done_is_told() -> None:
    item = drawn()
    assert not bpy.ops.sketch_motion.new_object.poll()  # not in Edit Mode
    assert not bpy.ops.sketch_motion.remove_object.poll()  # no list
    new_object(item, "fish", 0)
    select(item)
    with pytest.raises(RuntimeError, match="No stroke is selected"):
        bpy.ops.sketch_motion.assign_strokes()
    stroke_objects.clear(item.data)
    with pytest.raises(RuntimeError, match="other frames"):
        bpy.ops.sketch_motion.select_strokes()
    bpy.context.view_layer.objects.active = None
    assert not bpy.ops.sketch_motion.find_objects.poll()


def test_undo_in_edit_mode_takes_a_new_object_back_in_one_step() -> None:
    item = drawn()
    new_object(item, "fish", 0, 1)
    bpy.ops.ed.undo_push(message="fish")
    boat = new_object(item, "boat", 2)
    assert [entry.name for entry in object_list.entries(item.data)] == ["fish", "boat"]
    bpy.ops.ed.undo()
    item = bpy.data.objects["Sketch"]
    assert item.mode == "EDIT" and numbers(item)[2] == 0
    assert [entry.name for entry in object_list.entries(item.data)] == ["fish"]
    assert object_list.active(item.data).name == "fish"
    bpy.ops.ed.redo()
    item = bpy.data.objects["Sketch"]
    assert numbers(item)[2] == boat
    assert [entry.name for entry in object_list.entries(item.data)] == ["fish", "boat"]


def test_undo_in_edit_mode_keeps_an_object_that_had_no_strokes() -> None:
    item = drawn()
    new_object(item, "fish", 0)
    new_object(item, "boat", 1)
    select(item, 0)
    bpy.ops.sketch_motion.assign_strokes("EXEC_DEFAULT", True)  # fish has none left
    bpy.ops.ed.undo_push(message="before")
    select(item, 2)
    bpy.ops.sketch_motion.assign_strokes("EXEC_DEFAULT", True)
    bpy.ops.ed.undo()
    data = bpy.data.objects["Sketch"].data
    assert [entry.name for entry in object_list.entries(data)] == ["fish", "boat"]


def test_undo_in_edit_mode_brings_a_removed_object_back() -> None:
    """In Edit Mode, Blender's undo covers the strokes but not the list."""
    item = drawn()
    fish = new_object(item, "fish", 0, 1)
    object_list.listed(item.data)[0].prompt = "the fish swims"
    bpy.ops.ed.undo_push(message="made")
    bpy.ops.sketch_motion.remove_object("EXEC_DEFAULT", True)
    assert not object_list.entries(item.data)
    bpy.ops.ed.undo()
    item = bpy.data.objects["Sketch"]
    bpy.context.view_layer.update()
    assert numbers(item) == [fish, fish, 0, 0]
    (entry,) = object_list.of(item)
    assert (entry.name, entry.prompt) == ("fish", "the fish swims")


def test_membership_survives_what_one_does_to_strokes(tmp_path: Path) -> None:
    item = drawn()
    fish = new_object(item, "fish", 0, 1)
    boat = new_object(item, "boat", 2)
    expected = [fish, fish, boat, 0]
    if bpy.app.version[:2] != (5, 0):  # whose module, without a window, ends in this operator
        select(item, 2)
        bpy.ops.grease_pencil.duplicate()
        expected.append(boat)
    assert numbers(item) == expected
    bpy.ops.object.mode_set(mode="OBJECT")
    layer = item.data.layers[0]
    layer.frames.copy(1, 10)
    copied = layer.get_frame_at(10).drawing
    assert stroke_objects.read(copied)[0].tolist() == expected
    bpy.ops.wm.save_as_mainfile(filepath=str(tmp_path / "objects.blend"))
    bpy.ops.wm.open_mainfile(filepath=str(tmp_path / "objects.blend"))
    item = bpy.data.objects["Sketch"]
    assert numbers(item) == expected
    assert [entry.number for entry in object_list.entries(item.data)] == [fish, boat]
    layer = item.data.layers[0]
    layer.frames[0].drawing.add_strokes([4])  # a stroke drawn later is in no object
    assert numbers(item)[-1] == 0


def test_joined_drawings_keep_their_objects_apart() -> None:
    one, other = drawn("One"), drawn("Other", x=5)
    bpy.context.view_layer.objects.active = other
    bird = new_object(other, "fish", 0, 1, 2, 3)
    object_list.listed(other.data)[0].prompt = "it flies"
    bpy.ops.object.mode_set(mode="OBJECT")
    bpy.context.view_layer.objects.active = one
    fish = new_object(one, "fish", 0)
    bpy.ops.object.mode_set(mode="OBJECT")
    one.select_set(True)
    other.select_set(True)
    bpy.ops.object.join()
    bpy.context.view_layer.update()
    found = {entry.number: entry for entry in object_list.entries(one.data)}
    assert set(found) == {fish, bird}
    assert found[bird].name == "fish 2" and found[bird].prompt == "it flies"
    drawing = capture(one, bpy.context.scene).drawing
    assert drawing.object_names == ("fish", "fish 2")
    assert np.array_equal(np.bincount(np.array(drawing.objects.data) + 1), [3, 1, 4])


def test_what_the_engine_is_asked(jobs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    item = drawn()
    new_object(item, "fish", 0, 1)
    new_object(item, "boat", 2)
    fish, boat = object_list.listed(item.data)
    fish.prompt, fish.strength = "the fish swims", 0.5
    asked: list[Any] = []
    monkeypatch.setattr(
        session.ready_client(), "submit", lambda *all, **more: asked.append(all) or "job"
    )
    bpy.ops.sketch_motion.animate()
    request, drawing, *_ = asked[0]
    assert request.prompt == "the fish swims"
    assert drawing.object_names == ("fish", "boat")
    assert list(drawing.objects.data) == [0, 0, 1, -1]
    told = {each.name: (each.prompt, each.strength, each.locked) for each in request.objects}
    assert told == {"fish": ("the fish swims", 0.5, False), "boat": ("", 1.0, True)}
    bpy.context.scene.sketch_motion.prompt = "they move"
    boat.locked = True
    bpy.ops.sketch_motion.animate()
    request, drawing, *_ = asked[1]
    assert request.prompt == "they move"
    assert [each.locked for each in request.objects] == [False, True]
    fish.prompt, bpy.context.scene.sketch_motion.prompt = "", ""
    with pytest.raises(RuntimeError, match="Say what should happen"):
        bpy.ops.sketch_motion.animate()


def test_a_take_gives_its_objects_back_what_they_were_asked() -> None:
    item = drawn()
    new_object(item, "fish", 0, 1)
    new_object(item, "boat", 2)
    asked = ObjectSettings("boat", prompt="it sinks", strength=0.25, locked=True)
    object_list.take_over(item.data, (asked, ObjectSettings("gone", prompt="?")))
    fish, boat = object_list.entries(item.data)
    assert (boat.prompt, boat.strength, boat.locked) == ("it sinks", 0.25, True)
    assert (fish.prompt, fish.strength, fish.locked) == ("", 1.0, False)


def test_one_drawing_without_objects_is_one_object() -> None:
    item = drawn()
    drawing = capture(item, bpy.context.scene).drawing
    assert drawing.object_names == ("Sketch",) and set(drawing.objects.data) == {0}
    new_object(item, "fish", 0)
    stroke_objects.clear(item.data)  # the list alone makes no objects
    drawing = capture(item, bpy.context.scene).drawing
    assert drawing.object_names == ("Sketch",) and set(drawing.objects.data) == {0}


def test_a_copy_of_the_add_on_leaves_nothing_behind() -> None:
    import addon.blender

    kind = versions.grease_pencil_type()
    addon.blender.unregister()
    assert not hasattr(kind, object_list.LIST)
    handlers = bpy.app.handlers.depsgraph_update_post
    assert not [each for each in handlers if each.__module__.startswith("addon.blender")]
    addon.blender.register()
