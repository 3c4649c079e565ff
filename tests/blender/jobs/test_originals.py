# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The original of a take is found by whatever name it has, and comes back as the artist has it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import bpy
import pytest

from addon.blender.jobs.session import session
from addon.blender.write import scene_takes
from addon.blender.write.originals import ORIGINAL, OWN
from addon.blender.write.scene_takes import SceneTake
from addon.blender.write.write_back import original_of
from tests.blender import scenes
from tests.blender.jobs.test_session import engine, jobs, pump_until, ready_scene, settled
from tests.blender.jobs.test_takes import Engine, animated, another, visible

__all__ = ["engine", "jobs"]  # fixtures


def eye(take: SceneTake) -> None:
    bpy.ops.sketch_motion.take_show(job=take.job, item=take.object.name)


def drawing_named(name: str) -> Any:
    item = scenes.pencil(name)
    scenes.draw(item.data.layers.new("Lines"), 1, [scenes.wavy(0)])
    return item


def test_an_original_that_was_renamed_comes_back(
    engine: Engine, jobs: Path, tmp_path: Path
) -> None:
    item, take = animated(jobs)
    old = item.name
    item.name = "Hero"
    new = drawing_named(old)
    assert new.name == old and original_of(take.object) == item
    assert all(original_of(control) == item for control in take.controls)
    eye(take)
    assert visible() == {"Hero", old}
    eye(take)
    assert visible() == {take.object.name, old}
    assert scene_takes.takes_of(item) == [take]
    path = str(tmp_path / "scene.blend")
    bpy.ops.wm.save_as_mainfile(filepath=path)
    bpy.ops.wm.open_mainfile(filepath=path)
    (take,) = scene_takes.all_takes()
    assert take.source_name == "Hero"
    bpy.ops.sketch_motion.take_delete(job=take.job)
    assert visible() == {"Hero", old}


def test_a_take_is_found_by_a_name_alone_in_older_files(engine: Engine, jobs: Path) -> None:
    item, take = animated(jobs)
    for each in (take.object, *take.controls):
        del each[ORIGINAL]
    del item[OWN]
    assert take.source == item and original_of(take.object) == item
    second = another()
    eye(second)
    assert visible() == {item.name} and not item.hide_render


@pytest.mark.parametrize("way", ["in the scene", "in the file"])
def test_a_take_outlives_its_original(engine: Engine, jobs: Path, way: str) -> None:
    item, take = animated(jobs)
    old = item.name
    if way == "in the scene":  # its pointer keeps it in the file
        bpy.context.scene.collection.objects.unlink(item)
    else:
        bpy.data.objects.remove(item)
        item = None
    new = drawing_named(old)
    assert take.source is None and original_of(take.object) == take.object
    eye(take)
    assert visible() - {old} == ({new.name} if item else set())
    eye(take)
    assert not new.hide_viewport and take.is_shown
    bpy.ops.sketch_motion.take_delete(job=take.job)
    assert scene_takes.all_takes() == [] and not new.hide_viewport


def test_a_drawing_and_its_take_are_duplicated_as_a_pair(engine: Engine, jobs: Path) -> None:
    item, take = animated(jobs)
    item.hide_viewport = False
    for each in (item, take.object, *take.controls):
        each.select_set(True)
    bpy.context.view_layer.objects.active = take.object
    bpy.ops.object.duplicate()
    copy = scene_takes.take_of(bpy.context.view_layer.objects.active)
    assert copy is not None and copy.object != take.object
    assert copy.source not in (None, item) and take.source == item


def test_an_appended_take_brings_its_original(engine: Engine, jobs: Path, tmp_path: Path) -> None:
    item, take = animated(jobs)
    item.name = "Hero"
    path, name = tmp_path / "scene.blend", take.object.name
    bpy.ops.wm.save_as_mainfile(filepath=str(path))
    bpy.ops.wm.read_homefile(use_factory_startup=True, use_empty=True)
    drawing_named("Sketch")
    bpy.ops.wm.append(filename=name, directory=f"{path}/Object/")
    (take,) = scene_takes.all_takes()
    bpy.ops.sketch_motion.take_delete(job=take.job)
    assert visible() == {"Hero", "Sketch"}


def test_who_is_not_rendered_has_takes_that_are(engine: Engine, jobs: Path) -> None:
    item = ready_scene(jobs)
    item.hide_render = True
    first = another()
    assert not first.object.hide_render
    eye(first)
    assert (item.hide_viewport, item.hide_render) == (False, True)
    eye(first)
    second = another()
    assert not second.object.hide_render and OWN not in second.object
    bpy.ops.sketch_motion.take_delete(job=second.job)
    assert (item.hide_viewport, item.hide_render) == (False, True)
    item.hide_render = False
    eye(first)
    assert item.hide_render
    bpy.ops.sketch_motion.take_delete(job=first.job)
    assert (item.hide_viewport, item.hide_render, OWN in item) == (False, False, False)


@pytest.mark.parametrize("mode", ["OBJECT", "EDIT", "PAINT_GREASE_PENCIL"])
def test_nobody_draws_on_an_original_after_another_scene(
    engine: Engine, jobs: Path, mode: str
) -> None:
    item = ready_scene(jobs)
    name, first = item.name, bpy.context.scene
    second = first.view_layers.new("Second").name
    first.view_layers[second].objects.active = item
    bpy.ops.object.mode_set("EXEC_DEFAULT", True, mode=mode)
    bpy.ops.sketch_motion.animate()
    window = bpy.context.window_manager.windows[0]
    window.scene = bpy.data.scenes.new("Other")
    camera = bpy.data.objects.new("Other one", None)
    window.scene.collection.objects.link(camera)
    window.view_layer.objects.active = camera
    pump_until(settled)
    assert session.notice is None and window.view_layer.objects.active == camera
    window.scene = first
    (take,) = scene_takes.all_takes()
    actives = [layer.objects.active for layer in first.view_layers]
    assert actives == [take.object, take.object] and not take.object.hide_viewport
    assert take.object.select_get() and not bpy.data.objects[name].select_get()
    eye(take)
    assert bpy.context.view_layer.objects.active.name == name
    bpy.ops.ed.undo()
    assert scene_takes.all_takes() == [] and visible() == {name}
    assert bpy.context.view_layer.objects.active.name == name


def linked(path: Path, kind: str) -> Any:
    """Return the drawing of a file, linked with its collection or overridden."""
    bpy.ops.wm.read_homefile(use_factory_startup=True, use_empty=True)
    with bpy.data.libraries.load(str(path), link=True) as (_, into):
        into.collections = ["Character"]
    (collection,) = into.collections
    scene, view_layer = bpy.context.scene, bpy.context.view_layer
    if kind == "linked":
        scene.collection.children.link(collection)
    else:
        collection.override_hierarchy_create(scene, view_layer)
    view_layer.update()
    item = next(each for each in view_layer.objects if each.type == "GREASEPENCIL")
    view_layer.objects.active = item
    scene.sketch_motion.prompt, scene.sketch_motion.frames = "the fish swims", 12
    return item


def library(jobs: Path, tmp_path: Path) -> Path:
    """Write a drawing in a collection of its own into a file."""
    item = ready_scene(jobs)
    collection = bpy.data.collections.new("Character")
    bpy.context.scene.collection.children.link(collection)
    bpy.context.scene.collection.objects.unlink(item)
    collection.objects.link(item)
    path = tmp_path / "library.blend"
    bpy.ops.wm.save_as_mainfile(filepath=str(path))
    return path


@pytest.mark.parametrize("kind", ["linked", "overridden"])
def test_a_linked_drawing_is_refused_before_the_job(
    engine: Engine, jobs: Path, tmp_path: Path, kind: str
) -> None:
    linked(library(jobs, tmp_path), kind)
    before = {each.name for each in bpy.data.objects}
    with pytest.raises(RuntimeError, match="is linked from another file"):
        bpy.ops.sketch_motion.animate()
    assert session.jobs() == {} and {each.name for each in bpy.data.objects} == before
    assert session.notice is not None and "Make Local" in session.notice.hint


def test_a_linked_drawing_that_was_made_local_is_animated(
    engine: Engine, jobs: Path, tmp_path: Path
) -> None:
    linked(library(jobs, tmp_path), "linked")
    bpy.ops.object.make_local(type="ALL")
    item = bpy.context.view_layer.objects.active
    assert item.library is None
    take = another()
    assert take.is_shown and take.source == item and item.hide_viewport
