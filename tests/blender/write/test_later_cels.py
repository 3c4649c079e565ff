# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Later drawings of a layer of which only some strokes move: what doesn't move stays in them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import bpy
import numpy as np
import pytest

from addon.blender.grease_pencil import attributes, versions
from addon.blender.write.write_back import VectorResult, copy_of, write_back
from tests.blender import scenes
from tests.blender.scenes import Points, wavy
from tests.blender.write.test_write_back import captured, full_motion

BALL, LAMP, TABLE = wavy(1), wavy(2, 9, at=(0, 3)), wavy(3, 7, at=(3, 0))


def layer_with(*cels: tuple[int, Sequence[Points]]) -> tuple[Any, Any]:
    """Return a drawing with one layer, whose cels are given by their frames."""
    item = scenes.pencil()
    layer = item.data.layers.new("Lines")
    for frame, strokes in cels:
        if strokes:
            drawing = scenes.draw(layer, frame, strokes, rich=False)
            nothing = np.zeros(sum(map(len, strokes)), np.bool_)
            attributes.write(drawing, ".selection", "BOOLEAN", "POINT", nothing)
        else:
            layer.frames.new(frame)
    return item, layer


def select(layer: Any, frame: int, stroke: int) -> None:
    drawing = layer.get_frame_at(frame).drawing
    ends = attributes.stroke_offsets(drawing)
    chosen = np.zeros(ends[-1], np.bool_)
    chosen[ends[stroke] : ends[stroke + 1]] = True
    attributes.write(drawing, ".selection", "BOOLEAN", "POINT", chosen)


def with_motion(item: Any) -> VectorResult:
    found = captured(item, selected_only=True)
    return write_back(full_motion(found), found.drawing, item, bpy.context.scene)


def shown(result: VectorResult, frame: int, *, moving: bool) -> list[np.ndarray]:
    """Return the strokes that layers with or without a control show at a frame."""
    strokes: list[np.ndarray] = []
    for layer in result.object.data.layers:
        held = layer.get_frame_at(frame)
        if (layer.parent is not None) == moving and held is not None and len(held.drawing.strokes):
            points = attributes.read(held.drawing, "position")
            ends = attributes.stroke_offsets(held.drawing)
            assert points is not None
            strokes += np.split(points, ends[1:-1])
    return strokes


def are(strokes: Sequence[np.ndarray], *expected: Points) -> bool:
    pairs = zip(strokes, expected, strict=False)
    return len(strokes) == len(expected) and all(np.allclose(a, b, atol=1e-6) for a, b in pairs)


def turned(points: Points) -> Points:
    turn = np.array([[0.6, 0, 0.8], [0, 1, 0], [-0.8, 0, 0.6]])
    return np.asarray(points @ turn + [2, 0, 1], np.float32)


@pytest.mark.parametrize(
    ("cel", "left"),
    [
        ((LAMP, TABLE + 1), (LAMP, TABLE + 1)),
        ((LAMP + 2, BALL), (LAMP + 2,)),  # the same ball
        ((LAMP, turned(BALL)), (LAMP,)),  # moved as a whole
        ((LAMP + 2, BALL * [1, 1, 2]), (LAMP + 2,)),  # a duplicate, edited
        ((LAMP + 2, BALL * [1, 1, 2], TABLE), (LAMP + 2, TABLE)),
        ((), ()),
    ],
    ids=["another stroke", "the same", "turned", "edited", "edited and drawn on", "blank"],
)
def test_what_stands_still_goes_on_as_it_is_drawn(cel: Any, left: Any) -> None:
    item, layer = layer_with((1, (LAMP, BALL)), (5, cel), (9, (TABLE, LAMP)))
    select(layer, 1, 1)
    before = [scenes.snapshot(key.drawing) for key in layer.frames]
    result = with_motion(item)
    assert are(shown(result, 4, moving=False), LAMP)
    assert are(shown(result, 5, moving=False), *left)
    assert are(shown(result, 8, moving=False), *left)
    assert are(shown(result, 9, moving=False), TABLE, LAMP)
    moved = [shown(result, frame, moving=True) for frame in (1, 4, 5, 9, 12)]
    assert all(len(strokes) == 1 and len(strokes[0]) == len(BALL) for strokes in moved)
    assert not any(are(strokes, BALL) for strokes in moved[1:])
    assert [key.frame_number for key in layer.frames] == [1, 5, 9]
    assert [scenes.snapshot(key.drawing) for key in layer.frames] == before


def test_cels_before_and_after_stay_besides() -> None:
    cels = [(1, (TABLE,)), (5, (LAMP, BALL)), (9, (LAMP + 1, BALL)), (30, (TABLE, BALL))]
    item, layer = layer_with(*cels)
    bpy.context.scene.frame_set(6)
    select(layer, 5, 1)
    result = with_motion(item)
    assert are(shown(result, 2, moving=False), TABLE)
    assert are(shown(result, 6, moving=False), LAMP)
    assert are(shown(result, 10, moving=False), LAMP + 1)
    assert are(shown(result, 30, moving=False), TABLE, BALL)
    assert not shown(result, 30, moving=True) and not shown(result, 2, moving=True)


def test_cels_that_share_a_drawing_are_kept() -> None:
    item, layer = layer_with((1, (BALL, LAMP, TABLE)), (5, (LAMP + 1,)))
    layer.frames.copy(1, 9, instance_drawing=True)
    layer.frames.copy(5, 11, instance_drawing=True)
    select(layer, 1, 0)
    result = with_motion(item)
    for frame, expected in ((1, (LAMP, TABLE)), (5, (LAMP + 1,)), (9, (LAMP, TABLE))):
        assert are(shown(result, frame, moving=False), *expected), frame
    assert are(shown(result, 11, moving=False), LAMP + 1)
    assert len(shown(result, 9, moving=True)) == 1


def test_a_copy_keeps_its_shared_drawings_when_a_key_is_removed() -> None:
    """Blender would free the drawing with the first of its keys."""
    item, layer = layer_with((1, (BALL,)), (5, (LAMP,)))
    layer.frames.copy(1, 9, instance_drawing=True).keyframe_type = "EXTREME"
    layer.opacity = 0.5
    mask = item.data.layers.new("Mask")
    scenes.draw(mask, 1, (TABLE,), rich=False)
    versions.add_mask(mask, layer).invert = True
    result = copy_of(item)
    names = [each.name for each in result.data.layers]
    assert names == ["Lines", "Mask"] and result.data.layers["Lines"].opacity == 0.5
    assert [(m.name, m.invert) for m in result.data.layers["Mask"].mask_layers] == [("Lines", True)]
    own = result.data.layers["Lines"]
    held = own.get_frame_at(9)
    assert held.drawing.user_count == 2 and held.keyframe_type == "EXTREME"
    own.frames.remove(1)
    for frame, expected in ((5, LAMP), (9, BALL)):
        points = attributes.read(own.get_frame_at(frame).drawing, "position")
        assert points is not None and np.allclose(points, expected)


def test_strokes_stay_under_and_over_what_moves() -> None:
    over = wavy(4, 8, at=(1, 1))
    item, layer = layer_with(
        (1, (LAMP, BALL, TABLE)), (5, (TABLE + 1, LAMP, BALL + 1, TABLE, over))
    )
    select(layer, 1, 1)
    result = with_motion(item)
    under, moving, top = result.object.data.layers
    assert under.parent is None and moving.parent is not None and top.parent is None
    for still, expected in ((under, (TABLE + 1, LAMP)), (top, (TABLE, over))):
        points = attributes.read(still.get_frame_at(5).drawing, "position")
        assert np.allclose(points, np.concatenate(expected), atol=1e-6)


@pytest.mark.usefixtures("object_lists")
def test_strokes_of_an_object_that_moves_are_left_out_wherever_they_are() -> None:
    item, layer = layer_with((1, (LAMP, BALL)), (5, (LAMP + 1, wavy(8, 17, at=(2, 2)))))
    scenes.assign(item, [[-1, 0]], ["ball"])
    number = np.array([0, item.data.sketch_motion_objects[0].number])
    later = layer.get_frame_at(5).drawing
    attributes.write(later, "sketch_motion_object", "INT", "CURVE", number)
    found = captured(item)
    result = write_back(full_motion(found), found.drawing, item, bpy.context.scene)
    assert are(shown(result, 4, moving=False), LAMP)
    assert are(shown(result, 5, moving=False), LAMP + 1)
