# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Corrections of bones stay with the drawing: through undo, redrawing, a saved file, a copy."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import bpy
import numpy as np
import pytest

from addon.blender.capture.capture import capture
from addon.blender.capture.selection import selected_points, selected_strokes
from addon.blender.grease_pencil import attributes
from addon.blender.objects import bone_corrections, object_list, stroke_objects
from addon.contract.rig_hints import PIECES, ObjectHints
from tests.blender.grouped import drawn

pytestmark = pytest.mark.usefixtures("object_lists")


def lines(item: Any) -> Any:
    return item.data.layers[0].frames[0].drawing


def hints(item: Any) -> dict[str, ObjectHints]:
    found = capture(item, bpy.context.scene)
    return bone_corrections.hints_of(found.map, found.drawing, item)


def chosen(item: Any, *strokes: int) -> np.ndarray:
    return np.isin(np.arange(len(lines(item).strokes)), strokes)


def correct(item: Any) -> None:
    """Everything that can be corrected, once."""
    data, drawing = item.data, lines(item)
    bone_corrections.place_joint(data, 0, "nose", np.array([0.5, 0.0, 1.5]))
    bone_corrections.choose_plan(data, 0, "crab")
    bone_corrections.choose_plan(data, 0, "fish")
    bone_corrections.give_to_part(drawing, chosen(item, 0, 1), "fin")
    bone_corrections.give_to_part(drawing, chosen(item, 1), "")
    bone_corrections.group(drawing, chosen(item, 2), "rigid", 7)
    bone_corrections.group(drawing, chosen(item, 0, 3), "together", 9)
    data.update_tag()


def test_what_is_corrected_becomes_hints() -> None:
    item = drawn()
    assert hints(item) == {} and not bone_corrections.are_any(item.data)
    correct(item)
    (said,) = hints(item).values()
    assert said.plan == "fish" and said.strokes == {0: "fin", 1: ""}
    assert (said.rigid, said.wheels, said.together) == (((2,),), (), ((0, 3),))
    found = capture(item, bpy.context.scene)
    place = found.map.plane.to_world(np.array([said.joints["nose"]]))[0]
    np.testing.assert_allclose(place, (0.5, 0.0, 1.5), atol=1e-5)
    bone_corrections.forget_strokes(lines(item), chosen(item, 0, 2))
    (said,) = hints(item).values()
    assert said.strokes == {1: ""} and said.rigid == () and said.together == ((3,),)
    bone_corrections.clear(item.data)
    assert hints(item) == {} and not bone_corrections.are_any(item.data)


def test_a_piece_of_a_stroke_is_given_by_its_points() -> None:
    item = drawn()
    drawing = lines(item)
    offsets = attributes.stroke_offsets(drawing)
    points = np.zeros(offsets[-1], np.bool_)
    points[offsets[0] : offsets[2]] = True  # the first two strokes, but for the last point
    points[offsets[2] - 1] = False
    bone_corrections.give_piece_to_part(drawing, points, "fin")
    (said,) = hints(item).values()
    assert said.strokes == {0: "fin"}  # all of its points
    ((start, end, part),) = said.pieces[1]
    line = attributes.read(drawing, "position")[offsets[1] : offsets[2]]
    way = np.append(0.0, np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1)))
    assert (start, part) == (0.0, "fin")
    assert end == pytest.approx(0.5 * (way[-2] + way[-1]) / way[-1], abs=1e-5)


def test_the_last_word_counts_for_points_and_strokes() -> None:
    item = drawn()
    drawing = lines(item)
    offsets = attributes.stroke_offsets(drawing)
    first = np.arange(offsets[-1]) == offsets[0]
    bone_corrections.give_piece_to_part(drawing, first, "fin")
    bone_corrections.give_piece_to_part(drawing, first, "tail")
    (said,) = hints(item).values()
    assert [span.part for span in said.pieces[0]] == ["tail"]
    bone_corrections.give_to_part(drawing, chosen(item, 0), "fin")
    assert list(hints(item).values()) == [ObjectHints(strokes={0: "fin"})]
    bone_corrections.give_piece_to_part(drawing, first, "")
    (said,) = hints(item).values()
    assert [span.part for span in said.pieces[0]] == [""]
    bone_corrections.forget_strokes(drawing, chosen(item, 0))
    assert hints(item) == {} and not bone_corrections.are_any(item.data)


def test_selected_points_are_those_of_selected_strokes() -> None:
    item = drawn()
    drawing = lines(item)
    count, points = len(drawing.strokes), int(attributes.stroke_offsets(drawing)[-1])
    assert selected_points(drawing).all() and selected_strokes(drawing).all()
    only = np.arange(points) == 0
    attributes.write(drawing, ".selection", "BOOLEAN", "POINT", only)
    assert selected_points(drawing).tolist() == only.tolist()
    assert selected_strokes(drawing).tolist() == [True] + [False] * (count - 1)
    drawing.attributes.remove(drawing.attributes[".selection"])
    attributes.write(drawing, ".selection", "BOOLEAN", "CURVE", chosen(item, 1))
    offsets = attributes.stroke_offsets(drawing)
    assert np.flatnonzero(selected_points(drawing)).tolist() == list(range(offsets[1], offsets[2]))


def test_a_joint_stays_in_its_place_when_the_drawing_grows() -> None:
    """The canvas is measured anew then, but the joint is where it was put."""
    item = drawn(strokes=2)
    bone_corrections.place_joint(item.data, 0, "nose", np.array([0.5, 0.0, 0.5]))
    item.location = (3.0, 0.0, 1.0)
    bpy.context.view_layer.update()
    drawing = lines(item)
    drawing.add_strokes([3])
    points = drawing.attributes["position"].data
    for index, place in enumerate([(0, 0, 5), (4, 0, 5), (9, 0, 6)], len(points) - 3):
        points[index].vector = place
    found = capture(item, bpy.context.scene)
    (said,) = bone_corrections.hints_of(found.map, found.drawing, item).values()
    world = found.map.plane.to_world(np.array([said.joints["nose"]]))[0]
    np.testing.assert_allclose(world, (3.5, 0.0, 1.5), atol=1e-4)


def test_a_joint_stays_in_its_place_when_a_layer_goes_to_the_bottom() -> None:
    item = drawn()
    first = np.array([0.0, 0.0, 0.0])
    bone_corrections.place_joint(item.data, 0, "nose", np.array([1.0, 2.0, 3.0]))
    bone_corrections.place_joint(item.data, 0, "chin", first)
    below = item.data.layers.new("Background")
    for _ in range(len(item.data.layers)):
        item.data.layers.move(below, "DOWN")
    assert item.data.layers[0] == below
    joints = bone_corrections.joints_of(item.data, 0)
    assert np.allclose(joints["nose"], [1, 2, 3]) and np.allclose(joints["chin"], first)


def test_redrawing_a_stroke_keeps_what_was_said_of_the_others() -> None:
    item = drawn()
    correct(item)
    drawing = lines(item)
    drawing.remove_strokes(indices=[1])
    drawing.add_strokes([5])
    (said,) = hints(item).values()
    assert said.plan == "fish" and "nose" in said.joints
    assert said.strokes == {0: "fin"} and said.rigid == ((1,),) and said.together == ((0, 2),)


@pytest.mark.parametrize("mode", ["OBJECT", "EDIT", "PAINT_GREASE_PENCIL"])
def test_one_undo_takes_corrections_back(mode: str) -> None:
    drawn()
    bpy.ops.object.mode_set(mode=mode)
    bpy.ops.ed.undo_push(message="before")
    correct(bpy.data.objects["Sketch"])
    bpy.ops.ed.undo_push(message="corrected")
    said = hints(bpy.data.objects["Sketch"])
    bpy.ops.ed.undo()
    assert hints(bpy.data.objects["Sketch"]) == {}
    bpy.ops.ed.redo()
    assert hints(bpy.data.objects["Sketch"]) == said


def test_saved_with_the_file_and_copied_with_the_drawing(tmp_path: Path) -> None:
    item = drawn()
    correct(item)
    said = hints(item)
    copy = item.data.copy()
    assert bone_corrections.plan_of(copy, 0) == "fish"
    path = str(tmp_path / "corrected.blend")
    bpy.ops.wm.save_as_mainfile(filepath=path)
    bpy.ops.wm.open_mainfile(filepath=path)
    assert hints(bpy.data.objects["Sketch"]) == said


def test_each_object_has_its_own() -> None:
    item = drawn()
    fish = object_list.add(item.data, "fish").number
    boat = object_list.add(item.data, "boat").number
    owners = np.array([fish, fish, boat, boat])
    stroke_objects.write(lines(item), owners, np.ones(4, np.bool_))
    bone_corrections.choose_plan(item.data, fish, "fish")
    bone_corrections.choose_plan(item.data, boat, PIECES)
    bone_corrections.group(lines(item), chosen(item, 1, 2), "rigid", 3)
    said = hints(item)
    assert said == {
        "fish": ObjectHints("fish", rigid=((1,),)),
        "boat": ObjectHints(PIECES, rigid=((2,),)),
    }
