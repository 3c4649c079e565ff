# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A result that is removed takes along all that was made for it, and nothing of the artist's."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import bpy
import numpy as np
import pytest

from addon.blender.capture.capture import capture, recapture
from addon.blender.capture.capture_map import KEY, Origin
from addon.blender.grease_pencil import versions
from addon.blender.objects.fill_layers import fill_layer_names
from addon.blender.write import scene_takes
from addon.blender.write.colour_layers import write_colours
from addon.blender.write.raster_results import write_pictures
from addon.blender.write.removal import remove
from addon.blender.write.scene_takes import SceneTake
from addon.blender.write.write_back import ORIGIN
from addon.contract.request import Request
from tests.blender.write.test_colour_layers import BLUE, RED, drawn, moved, rings_on
from tests.blender.write.test_image_plane import a_job, fish
from tests.blender.write.test_traced_strokes import traced


def datablocks() -> set[tuple[str, str]]:
    """Return the kind and the name of what is in the file."""
    kinds = ("objects", "materials", "images", "meshes", "actions", "armatures", "node_groups")
    found = {(kind, item.name) for kind in kinds for item in getattr(bpy.data, kind)}
    return found | {("drawings", item.name) for item in versions.grease_pencils()}


def coloured_take() -> SceneTake:
    item = drawn()
    found = capture(item, bpy.context.scene)
    result = moved(found, item)
    again = recapture(item, Origin.of_host({KEY: result.object[ORIGIN]}))
    rings = rings_on(found, [RED, BLUE, RED])
    write_colours(rings, again, result.object, result.controls, is_take=True)
    return scene_takes.mark(result.object, result.controls, "job", Request("it goes"), start=1)


def test_colours_of_a_take_go_with_it() -> None:
    take = coloured_take()
    assert {"Colour 1", "Colour 2"} <= {name for _, name in datablocks()}
    scene_takes.delete(take)
    assert datablocks() == {
        ("objects", "Sketch"),
        ("drawings", "Sketch"),
        ("materials", "Ink"),
    }


def test_colours_that_are_used_or_were_chosen_by_the_artist_stay() -> None:
    take = coloured_take()
    own = [bpy.data.materials[name] for name in ("Ink", "Colour 1")]
    bpy.data.objects["Sketch"].data.materials.append(own[1])
    bpy.data.materials["Colour 2"].grease_pencil.fill_color = (0, 1, 0, 1)
    scene_takes.delete(take)
    assert {item.name for item in bpy.data.materials} == {"Ink", "Colour 1", "Colour 2"}


def test_a_material_that_is_kept_by_the_artist_stays() -> None:
    take = coloured_take()
    bpy.data.materials["Colour 1"].use_fake_user = True
    scene_takes.delete(take)
    assert {item.name for item in bpy.data.materials} == {"Ink", "Colour 1"}


def test_colours_of_the_drawing_and_of_a_duplicate_stay() -> None:
    take = coloured_take()
    item = bpy.data.objects["Sketch"]
    item.hide_viewport = False
    found = capture(item, bpy.context.scene)
    write_colours(rings_on(found, [RED, RED, RED]), found.map, item, is_take=False)
    mine = {slot.material.name for slot in item.material_slots}
    copy = take.object.copy()
    copy.data = take.object.data.copy()
    bpy.context.scene.collection.objects.link(copy)
    first, second = scene_takes.all_takes()
    names = {material.name for material in bpy.data.materials}
    scene_takes.delete(first)
    assert {material.name for material in bpy.data.materials} == names
    assert len(fill_layer_names(second.object.data)) == 2
    scene_takes.delete(second)
    assert {material.name for material in bpy.data.materials} == mine
    assert len(fill_layer_names(item.data)) == 2


@pytest.mark.parametrize("kind", ["plane", "loop", "strokes"])
def test_pictures_and_inks_go_with_their_result(tmp_path: Path, kind: str) -> None:
    item: Any = fish()
    item.data.materials[0].grease_pencil.color = (*np.float32([0, 0.9, 0]), 1)
    before = datablocks()
    made = traced if kind == "strokes" else a_job
    folder = made(tmp_path, item, loop=kind == "loop")
    item.data.materials[0].grease_pencil.color = (*np.float32([0, 0, 0.9]), 1)
    result = write_pictures(folder, lambda: item).object
    assert len(datablocks()) >= len(before) + 3
    remove(result, [])
    assert datablocks() == before
