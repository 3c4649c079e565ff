# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A file made by 0.1.0 before results were armatures opens, and its take does all it can do.

It holds a fish of three strokes with a looping take of 12 frames on twos, moved by an Empty; it was
made with Blender 4.5.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import bpy
import numpy as np
import pytest

from addon.blender.grease_pencil import attributes, versions
from addon.blender.ui import go_on
from addon.blender.ui.redo import part_patch
from addon.blender.write import bone_poses, scene_takes, take_keys
from addon.blender.write.bake import bake
from addon.blender.write.remove_motion import remove_motion
from addon.blender.write.retime import retime
from addon.client.jobs.timing import Easing
from addon.contract.errors import BadInput
from tests.blender import scenes

FILE = Path(__file__).resolve().parents[1] / "files" / "made_by_0_1_0.blend"


@pytest.fixture
def take(object_lists: None) -> scene_takes.SceneTake:
    bpy.ops.wm.open_mainfile(filepath=str(FILE))
    (found,) = scene_takes.all_takes()
    return found


def seen(take: scene_takes.SceneTake, frame: int) -> Any:
    """Return the world positions of the take's moving layer in a frame."""
    bpy.context.scene.frame_set(frame)
    layer = max(take.object.data.layers, key=lambda each: len(each.frames))
    return scenes.world_points(take.object, layer)


def test_it_is_found_with_its_settings(take: scene_takes.SceneTake) -> None:
    assert (take.name, take.source_name, take.is_shown) == ("the fish swims", "Fish", True)
    assert take.request is not None and (take.request.hold, take.request.loop) == (2, True)
    assert [control.type for control in take.controls] == ["EMPTY"] and not take.has_bones
    place = take_keys.places(take).whole
    assert (place.start, place.frames) == (1, 12)
    moved = np.abs(seen(take, 7) - seen(take, 1)).max()
    assert moved > 0.01


def test_it_is_hidden_and_shown(take: scene_takes.SceneTake) -> None:
    scene_takes.hide(take)
    assert take.object.hide_viewport and not bpy.data.objects["Fish"].hide_viewport
    scene_takes.show(take)
    assert not take.object.hide_viewport and bpy.data.objects["Fish"].hide_viewport


def test_it_is_timed_anew(take: scene_takes.SceneTake) -> None:
    layer = max(take.object.data.layers, key=lambda each: len(each.frames))
    before = [frame.frame_number for frame in layer.frames]
    retime(take, bpy.context.scene, hold=3, easing=Easing())
    after = [frame.frame_number for frame in layer.frames]
    assert after != before and all((number - 1) % 3 == 0 for number in after)


def test_it_goes_on_and_a_part_is_changed(take: scene_takes.SceneTake) -> None:
    scene = bpy.context.scene
    bpy.context.view_layer.objects.active = take.object
    assert go_on.active_take(bpy.context) is not None
    assert bone_poses.poses_at(take.controls, scene, 7) == {}
    patch = part_patch(take, part="", first=4, last=8)
    assert patch["keep"]["range"] == [3, 8]  # type: ignore[index]


def test_it_has_no_bones_to_bake(take: scene_takes.SceneTake) -> None:
    with pytest.raises(BadInput, match="no bones"):
        bake(take, bpy.context.scene)


def test_its_motion_is_removed(take: scene_takes.SceneTake) -> None:
    (control,) = take.controls
    assert versions.own_curves(control) is not None
    remove_motion(take, "Fish")
    assert not any(item.type == "EMPTY" for item in bpy.data.objects)


def test_it_is_deleted(take: scene_takes.SceneTake) -> None:
    drawing = bpy.data.objects["Fish"].data.layers[0].frames[0].drawing
    rest = attributes.read(drawing, "position")
    scene_takes.delete(take)
    assert scene_takes.all_takes() == [] and not bpy.data.objects["Fish"].hide_viewport
    assert rest is not None and len(rest)
