# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A line, an arrow, pins and a target steer a drawing, in the pixels of its canvas."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import bpy
import numpy as np
import pytest

from addon.blender.jobs import submission
from addon.blender.jobs.live_motion import live_view
from addon.blender.objects import steer_settings
from addon.blender.ui import panel_steer
from addon.blender.write.write_back import original_of
from addon.contract.steering import Steering, steering_of
from tests.blender import scenes
from tests.blender.grouped import drawn
from tests.blender.jobs.test_bones import show
from tests.blender.jobs.test_live_motion import answer, asked, quiet, settle
from tests.blender.jobs.test_session import engine, jobs
from tests.blender.paper import drawn as on_paper
from tests.blender.ui.test_beats import is_set_up

__all__ = ["engine", "is_set_up", "jobs", "quiet"]
pytestmark = pytest.mark.usefixtures("engine", "quiet", "is_set_up")


def steered(item: Any) -> tuple[Steering, Any]:
    """Return how a drawing is steered in the request for it, and its capture."""
    scene = bpy.context.scene
    scene.sketch_motion.prompt = "the fish swims"
    found = submission.captured(item, scene, None)
    request = submission.request_of(submission.SceneInput(item, scene, None))
    request = submission.completed(request, found, item, scene)
    return steering_of(request.settings).get("", Steering()), found


def curve(points: list[tuple[float, float, float]]) -> Any:
    data = bpy.data.curves.new("Way", "CURVE")
    data.dimensions = "3D"
    spline = data.splines.new("POLY")
    spline.points.add(len(points) - 1)
    for point, place in zip(spline.points, points, strict=True):
        point.co = (*place, 1.0)
    item = bpy.data.objects.new("Way", data)
    bpy.context.scene.collection.objects.link(item)
    bpy.context.view_layer.update()
    return item


def test_a_stroke_on_a_layer_is_the_way_and_no_part_of_the_drawing() -> None:
    item = drawn()
    plain, found = steered(item)
    assert plain == Steering()
    layer = item.data.layers.new("Way")
    line = np.array([[0, 0, 0], [1, 0, 0], [2, 0, 1], [4, 0, 1]], np.float32)
    scenes.draw(layer, 1, [line[:2], line], rich=False)
    steer_settings.steering_of(item).path_layer = "Way"
    led, again = steered(item)
    assert again.drawing.stroke_count == found.drawing.stroke_count
    world = again.map.plane.to_world(np.array(led.path))
    assert np.allclose(world, line, atol=1e-4)


def test_a_curve_is_the_way() -> None:
    item = drawn()
    way = curve([(0, 0, 0), (2, 0, 1), (3, 0, 0)])
    way.location = (1, 0, 0)
    steer_settings.steering_of(item).path_object = way
    bpy.context.view_layer.update()
    led, found = steered(item)
    world = found.map.plane.to_world(np.array(led.path))
    assert np.allclose(world, [(1, 0, 0), (3, 0, 1), (4, 0, 0)], atol=1e-4)
    assert original_of(way) == item  # so that it can be worked on while the motion is seen
    steer_settings.steering_of(item).path_object = None
    assert original_of(way) == way


def test_helpers_point_and_are_reached_for() -> None:
    item = drawn()
    bpy.context.view_layer.objects.active = item
    assert bpy.ops.sketch_motion.new_helper(kind="arrow") == {"FINISHED"}
    assert bpy.ops.sketch_motion.new_helper(kind="reach") == {"FINISHED"}
    settings = steer_settings.steering_of(item)
    led, found = steered(item)
    assert led.direction is not None and led.direction[0] > 0 and abs(led.direction[1]) < 1e-3
    assert led.reach is not None
    settings.arrow.rotation_euler.y += np.pi  # it points the other way
    settings.reach.location.z += 10 * found.map.plane.unit
    settings.distance = 5 * found.map.plane.unit
    bpy.context.view_layer.update()
    turned, _ = steered(item)
    assert turned.direction is not None and turned.direction[0] < 0
    assert turned.reach is not None
    assert np.allclose(turned.reach.place[1], led.reach.place[1] - 10, atol=1e-2)
    assert abs(turned.distance - 5) < 1e-4


def test_a_moved_arrow_is_seen_at_once(jobs: Path) -> None:
    item = drawn()
    answer(jobs, item)
    bpy.context.scene.sketch_motion.prompt = "the fish swims"
    settle(jobs, 1)
    bpy.context.view_layer.objects.active = item
    bpy.ops.sketch_motion.new_helper(kind="arrow")
    settle(jobs, 2)
    arrow = steer_settings.steering_of(item).arrow
    bpy.context.view_layer.objects.active = arrow
    arrow.rotation_euler.y += 1.0
    bpy.context.view_layer.update()
    settle(jobs, 3)
    directions = [steering_of(request["settings"]).get("") for request in asked(jobs)]
    assert directions[0] is None and directions[1] != directions[2]
    assert live_view.playing is not None


def test_joints_are_pinned_by_their_names(jobs: Path) -> None:
    item = drawn()
    sheet = on_paper(panel_steer.SKETCH_MOTION_PT_steer)
    assert any("Show the bones" in text for text in sheet.texts)
    show(jobs, item)
    names = panel_steer._joints(None, None)
    joint = names[0][0]
    bpy.ops.sketch_motion.pin(joint=joint)
    bpy.ops.sketch_motion.pin(joint=joint)
    assert steered(item)[0].pins == (joint,)
    sheet = on_paper(panel_steer.SKETCH_MOTION_PT_steer)
    assert any(text.endswith("stays") for text in sheet.texts)
    bpy.ops.sketch_motion.unpin(joint=joint)
    assert steered(item)[0] == Steering()
