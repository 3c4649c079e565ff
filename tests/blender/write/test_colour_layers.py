# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fills lie under the lines of a drawing, and go where the lines of a take go."""

from __future__ import annotations

from typing import Any

import bpy
import numpy as np
import pytest

from addon.blender.capture.capture import Capture, capture, recapture
from addon.blender.capture.capture_map import KEY, Origin
from addon.blender.grease_pencil import attributes, versions
from addon.blender.objects import clean_strokes
from addon.blender.objects.fill_layers import fill_layer_names
from addon.blender.write.colour_layers import _within, write_colours
from addon.blender.write.fill_strokes import FillRings
from addon.blender.write.followed_lines import line_layers
from addon.blender.write.write_back import ORIGIN, VectorResult, write_back
from tests.blender import scenes
from tests.blender.motions import animation, curve

RED, BLUE = (0.8, 0.1, 0.1), (0.1, 0.2, 0.9)


def drawn(curves: int = attributes.POLY) -> Any:
    """Return two layers with a closed ring of points each, the second one in two objects."""
    item = scenes.pencil()
    item.location = (1, 2, -1)
    turn = np.linspace(0, 2 * np.pi, 24, endpoint=False)
    ring = np.stack([np.cos(turn), 0 * turn, np.sin(turn)], 1)
    for name, places in (("Lines", [(0, 0)]), ("Front", [(3, 0), (3, 3)])):
        layer = item.data.layers.new(name)
        strokes = [(ring + np.array([x, 0, z])).astype(np.float32) for x, z in places]
        drawing = scenes.draw(layer, 1, strokes, rich=False)
        attributes.write(drawing, "cyclic", "BOOLEAN", "CURVE", np.ones(len(strokes), np.bool_))
        kinds = np.full(len(strokes), curves)
        attributes.write(drawing, "curve_type", "INT8", "CURVE", kinds)
    bpy.context.view_layer.update()
    return item


def rings_on(found: Capture, colors: list[tuple[float, float, float]]) -> FillRings:
    """Return a fill on each stroke, whose points are on those of the stroke."""
    offsets = np.asarray(found.drawing.stroke_offsets.data).astype(np.int64)
    points = np.asarray(found.drawing.positions.data, float).reshape(-1, 2)
    count = len(points)
    known = sorted(set(colors))
    return FillRings(
        points,
        offsets,
        np.arange(len(colors)),
        np.array(colors),
        np.array([known.index(color) for color in colors]),
        tuple(f"Colour {k + 1}" for k in range(len(known))),
        np.arange(count)[:, None],
        np.ones((count, 1)),
    )


def is_filled(fill: Any, inks: list[Any]) -> bool:
    """Return whether Blender shows areas without lines."""
    if versions.STROKES_KNOW_FILLS:
        ids, hidden = attributes.read(fill, "fill_id"), attributes.read(fill, "hide_stroke")
        assert ids is not None and hidden is not None
        return bool((ids > 0).all() and hidden.all())
    return all(
        ink.grease_pencil.show_fill and not ink.grease_pencil.show_stroke for ink in inks[1:]
    )


def moved(found: Capture, source: Any) -> VectorResult:
    """Let each object go its own way, with a wave of its points besides."""
    channels: list[dict[str, Any]] = [
        {"x": curve((0, 0), (5, 60), (11, -40)), "rotation": curve((0, 0), (11, 0.9))}
    ] * found.drawing.object_count
    pivots = [(300.0, 300.0)] * found.drawing.object_count
    motion = animation(found.drawing, channels, pivots, wobble=15)
    return write_back(motion, found.drawing, source, bpy.context.scene)


def test_fills_lie_under_the_lines_of_a_drawing_which_stay_as_they_are() -> None:
    item = drawn()
    before = [scenes.snapshot(layer.frames[0].drawing) for layer in item.data.layers]
    found = capture(item, bpy.context.scene)
    write_colours(rings_on(found, [RED, BLUE, RED]), found.map, item, is_take=False)
    layers = item.data.layers
    names = [layer.name for layer in layers]
    assert names == ["Lines Colour", "Lines", "Front Colour", "Front"]
    assert fill_layer_names(item.data) == {"Lines Colour", "Front Colour"}
    lines = [layers["Lines"], layers["Front"]]
    assert [scenes.snapshot(layer.frames[0].drawing) for layer in lines] == before
    fills = [layers["Lines Colour"].frames[0].drawing, layers["Front Colour"].frames[0].drawing]
    for fill, line in zip(fills, lines, strict=True):
        own, drawn_at = (attributes.read(d, "position") for d in (fill, line.frames[0].drawing))
        assert own is not None and drawn_at is not None
        assert np.abs(own - drawn_at).max() < 1e-5
    inks = [slot.material for slot in item.material_slots]
    assert [ink.name for ink in inks] == ["Ink", "Colour 1", "Colour 2"]  # one a colour
    used = [attributes.read(fill, "material_index").tolist() for fill in fills]  # type: ignore[union-attr]
    assert used == [[2], [1, 2]]
    assert all(is_filled(fill, inks) for fill in fills)


def test_coloured_again_the_fills_are_replaced_and_materials_are_used_again() -> None:
    item = drawn()
    found = capture(item, bpy.context.scene)
    for colors in ([RED, BLUE, RED], [BLUE, BLUE, RED]):
        again = capture(item, bpy.context.scene)
        assert again.drawing.stroke_count == 3
        write_colours(rings_on(found, colors), found.map, item, is_take=False)
    assert len(item.data.layers) == 4 and len(item.data.materials) == 3
    item.data.materials[1].grease_pencil.fill_color = (0, 1, 0, 1)  # the artist's own
    write_colours(rings_on(found, [RED, BLUE, RED]), found.map, item, is_take=False)
    assert len(item.data.materials) == 4


def test_a_later_key_of_a_drawing_is_not_filled() -> None:
    item = drawn()
    layer = item.data.layers["Lines"]
    layer.frames.copy(1, 9)
    found = capture(item, bpy.context.scene)
    write_colours(rings_on(found, [RED, BLUE, RED]), found.map, item, is_take=False)
    keys = item.data.layers["Lines Colour"].frames
    assert [(key.frame_number, len(key.drawing.strokes)) for key in keys] == [(1, 1), (9, 0)]


def test_fills_follow_a_layer_that_is_animated_and_have_no_tint() -> None:
    item = drawn()
    layer = item.data.layers["Lines"]
    layer.tint_color, layer.tint_factor = (0.0, 0.0, 0.0), 1.0
    for frame, (x, opacity) in {1: (0.0, 1.0), 9: (4.0, 0.5)}.items():
        layer.translation, layer.opacity = (x, 0.0, 0.0), opacity
        layer.keyframe_insert("translation", frame=frame)
        layer.keyframe_insert("opacity", frame=frame)
    bpy.context.scene.frame_set(1)
    for _ in range(2):  # what is animated stays in the action when the layer goes
        found = capture(item, bpy.context.scene)
        write_colours(rings_on(found, [RED, BLUE, RED]), found.map, item, is_take=False)
        fills = item.data.layers["Lines Colour"]
        assert fills.tint_factor == 0.0
        bpy.context.scene.frame_set(9)
        assert (fills.translation.x, fills.opacity) == pytest.approx((4.0, 0.5))
        bpy.context.scene.frame_set(1)
        assert (fills.translation.x, fills.opacity) == pytest.approx((0.0, 1.0))
        item.data.layers.remove(fills)


def test_fills_of_rough_lines_become_those_of_the_clean_ones() -> None:
    item = drawn()
    found = capture(item, bpy.context.scene)
    write_colours(rings_on(found, [RED, BLUE, RED]), found.map, item, is_take=False)
    rough = item.data.layers["Lines"]
    item.data.layers.active = rough
    bpy.ops.grease_pencil.layer_duplicate(empty_keyframes=False)
    item.data.layers.active.name = "Lines Clean"
    clean_strokes.mark(item.data.layers["Lines Clean"].frames[0].drawing)
    rough.hide = True
    found = capture(item, bpy.context.scene)
    assert set(found.drawing.layer_names) == {"Lines Clean", "Front"}
    write_colours(rings_on(found, [BLUE, BLUE, BLUE]), found.map, item, is_take=False)
    names = [layer.name for layer in item.data.layers]
    assert names == ["Lines Colour", "Lines", "Lines Clean", "Front Colour", "Front"]
    (fill,) = item.data.layers["Lines Colour"].frames[0].drawing.strokes
    assert item.data.materials[fill.material_index]["sketch_motion_colour"][2] > 0.8


def test_an_area_that_was_opened_does_not_show_the_fill_of_an_earlier_key() -> None:
    item = drawn()
    item.data.layers["Lines"].frames.copy(1, 9)
    for frame in (1, 9):
        found = capture(item, bpy.context.scene, frame=frame)
        write_colours(rings_on(found, [RED, BLUE, RED]), found.map, item, is_take=False)
    without = rings_on(found, [RED, BLUE, RED]).of(np.array([1, 2]))
    write_colours(without, found.map, item, is_take=False)
    keys = item.data.layers["Lines Colour"].frames
    assert [(key.frame_number, len(key.drawing.strokes)) for key in keys] == [(1, 1), (9, 0)]


@pytest.mark.parametrize("curves", [attributes.POLY, attributes.CATMULL_ROM])
def test_fills_of_a_take_are_where_its_lines_are_in_every_frame(
    curves: int, object_lists: None
) -> None:
    item = drawn(curves)
    scenes.assign(item, [[0], [0, 1]], ["one", "two"])
    found = capture(item, bpy.context.scene)
    result = moved(found, item)
    again = recapture(item, Origin.of_host({KEY: result.object[ORIGIN]}))
    write_colours(
        rings_on(found, [RED, BLUE, RED]), again, result.object, result.controls, is_take=True
    )
    data = result.object.data
    fills = sorted(fill_layer_names(data))
    assert len(fills) == 3  # the second layer was split by its objects
    for frame in (1, 4, 7, 12):
        bpy.context.scene.frame_set(frame)
        for name in fills:
            layer = data.layers[name]
            lines = data.layers[name.removesuffix(" Colour")]
            own = scenes.world_points(result.object, layer)
            there = scenes.world_points(result.object, lines)
            step = len(own) // len(there)  # a curve has handles, too
            assert np.abs(own[::step] - there).max() < 1e-3, (name, frame)


def test_drawings_that_are_the_same_are_one_for_fills_too(object_lists: None) -> None:
    item = drawn()
    scenes.assign(item, [[0], [0, 0]], ["one"])
    found = capture(item, bpy.context.scene)
    channels: list[dict[str, Any]] = [{"x": curve((0, 0), (11, 40))}]
    motion = animation(found.drawing, channels, [(300.0, 300.0)])
    result = write_back(motion, found.drawing, item, bpy.context.scene)
    again = recapture(item, Origin.of_host({KEY: result.object[ORIGIN]}))
    write_colours(rings_on(found, [RED, BLUE, RED]), again, result.object, is_take=True)
    layer = next(layer for layer in result.object.data.layers if layer.name.endswith("Colour"))
    assert [key.frame_number for key in layer.frames] == [1]
    assert layer.parent is not None


def test_a_layer_of_the_artist_that_is_called_like_fills_is_left_alone() -> None:
    item = drawn()
    own = item.data.layers.new("Lines Colour")
    scenes.draw(own, 1, [scenes.wavy(2)], rich=False)
    before = scenes.snapshot(own.frames[0].drawing)
    assert not fill_layer_names(item.data)
    found = capture(item, bpy.context.scene)
    assert found.drawing.layer_names == ("Lines", "Front", "Lines Colour")
    rings = rings_on(found, [RED, BLUE, RED, BLUE])
    for _ in range(2):
        write_colours(rings, found.map, item, is_take=False)
        assert scenes.snapshot(item.data.layers["Lines Colour"].frames[0].drawing) == before
        assert len(fill_layer_names(item.data)) == 3 and len(item.data.layers) == 6


def test_fills_of_long_names_are_found_again() -> None:
    item = drawn()
    for number, layer in enumerate(item.data.layers):
        layer.name = f"{'ü' * 30}{number}"
    found = capture(item, bpy.context.scene)
    for _ in range(2):
        write_colours(rings_on(found, [RED, BLUE, RED]), found.map, item, is_take=False)
    names = [layer.name for layer in item.data.layers]
    assert len(names) == 4 and fill_layer_names(item.data) == {names[0], names[2]}
    assert all(" Colour" in names[n] for n in (0, 2))


def test_fills_are_no_part_of_the_drawing_nor_of_a_take_of_it() -> None:
    item = drawn()
    found = capture(item, bpy.context.scene)
    write_colours(rings_on(found, [RED, BLUE, RED]), found.map, item, is_take=False)
    dabs = item.data.layers.new("Hints")
    scenes.draw(dabs, 1, [scenes.wavy(2)], rich=False)
    again = capture(item, bpy.context.scene)
    assert again.drawing.layer_names == ("Lines", "Front")
    result = moved(again, item)
    assert not fill_layer_names(result.object.data) and len(fill_layer_names(item.data)) == 2
    assert result.object.data.layers["Hints"].hide and not item.data.layers["Hints"].hide
    write_colours(rings_on(again, [RED, BLUE, RED]), again.map, result.object, is_take=True)
    assert len(fill_layer_names(result.object.data)) == 2


def test_a_point_without_lines_follows_the_nearest_one_of_its_own_ring() -> None:
    item = drawn()
    found = capture(item, bpy.context.scene)
    rings = rings_on(found, [RED, BLUE, RED])
    near = np.flatnonzero(np.repeat([0, 1, 0], np.diff(rings.offsets)))
    rings.positions[near] = rings.positions[: len(near)] + 0.01  # the second lies on the first
    lines = line_layers(found.map, item, is_take=False)[1]
    rings.shares[near[5:7]] = 0.0
    followed, shares = _within(rings.of(np.array([0, 1])), lines)
    assert shares[len(near) + 5 : len(near) + 7].tolist() == [[1.0]] * 2
    assert followed[len(near) + 5 : len(near) + 7, 0].tolist() == [near[4], near[7]]
