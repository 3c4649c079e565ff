# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Example drawings are put into the scene; several drawings are animated at once."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import bpy
import numpy as np
import pytest

from addon.blender.grease_pencil import attributes
from addon.blender.jobs.session import session
from addon.blender.jobs.several import named_in
from addon.blender.ui import example_menu, panel
from addon.blender.write import scene_takes
from addon.contract.bodies_apart import BodiesApart
from addon.contract.job import JobFolder
from tests.blender.jobs.test_session import engine, jobs, pump_until, ready_scene, settled
from tests.blender.jobs.test_takes import another
from tests.blender.motions import animation, curve, still
from tests.blender.paper import drawn
from tests.blender.write.test_write_back import captured

__all__ = ["engine", "jobs"]  # fixtures
Engine = Callable[[str], None]


def test_one_press_puts_an_example_into_the_scene(
    engine: Engine, jobs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = bpy.context.scene
    monkeypatch.setattr(panel.engine_setup, "is_needed", lambda: False)
    assert example_menu.MENU in drawn(panel.SKETCH_MOTION_PT_main).shown
    menu = drawn(example_menu.SKETCH_MOTION_MT_examples)
    keys = [values["key"] for _, values in menu.buttons]
    assert len(keys) == 8 and "Fish: the fish swims" in menu.texts
    scene.cursor.location = (5, 0, 1)
    bpy.ops.sketch_motion.example_add("EXEC_DEFAULT", True, key="fish")
    item = bpy.context.view_layer.objects.active
    assert (item.name, item.select_get()) == ("Fish", True)
    assert scene.sketch_motion.prompt == "the fish swims"
    drawing = item.data.layers[0].frames[0].drawing
    points = attributes.read(drawing, "position")
    assert len(drawing.strokes) == len(example_menu.shipped()[5].lines) or len(drawing.strokes) > 4
    assert np.ptp(points, axis=0)[1] == 0 and 2 < np.ptp(points, axis=0)[0] < 4
    still(captured(item).drawing, frames=24).write(jobs / "result.safetensors")
    bpy.ops.sketch_motion.animate()
    pump_until(settled)
    assert session.notice is None and len(scene_takes.all_takes()) == 1
    bpy.ops.sketch_motion.example_add(key="dog")
    assert bpy.context.selected_objects == [bpy.data.objects["Dog"]]
    with pytest.raises(RuntimeError, match="not there any more"):
        bpy.ops.sketch_motion.example_add(key="unicorn")


def test_names_in_a_sentence() -> None:
    names = ["Dog", "Car.001", "GPencil", "Red Ball"]
    sentence = "The dog walks, and the car drives away from the red ball"
    assert named_in(sentence, names) == {"Dog", "Car.001", "Red Ball"}
    assert named_in("the hotdog rolls", names) == set()
    assert named_in("", names) == set()


def two_cars(jobs: Path) -> tuple[Any, Any]:
    """Make two drawings of as many points, so that one result fits both; select them."""
    made = []
    for name in ("Dog", "Car"):
        bpy.ops.sketch_motion.example_add(key="car")
        item = bpy.context.view_layer.objects.active
        item.name = name
        made.append(item)
    still(captured(made[0]).drawing, frames=24).write(jobs / "result.safetensors")
    for item in made:
        item.select_set(True)
    return made[0], made[1]


def prompts(jobs: Path) -> dict[str, str]:
    return {
        json.loads((folder / "host.json").read_text())["object_name"]: json.loads(
            (folder / "request.json").read_text()
        )["prompt"]
        for folder in jobs.glob("2*")
    }


def test_all_selected_drawings_are_animated(
    engine: Engine, jobs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dog, car = two_cars(jobs)
    sentence = "the dog walks and the car drives away"
    bpy.context.scene.sketch_motion.prompt = sentence
    monkeypatch.setattr(panel.engine_setup, "is_needed", lambda: False)
    assert "Animate 2 Drawings" in drawn(panel.SKETCH_MOTION_PT_main).texts
    bpy.ops.sketch_motion.animate()
    assert len(session.jobs()) == 2
    pump_until(settled)
    assert prompts(jobs) == {"Dog": sentence, "Car": sentence}
    assert dog.hide_viewport and car.hide_viewport
    results = {take.object for take in scene_takes.all_takes()}
    assert len(results) == 2 and set(bpy.context.selected_objects) == results
    bpy.ops.sketch_motion.animate()  # on the results: each of their originals once more
    pump_until(settled)
    assert len(scene_takes.all_takes()) == 4


def test_only_drawings_that_the_sentence_names_move(engine: Engine, jobs: Path) -> None:
    dog, car = two_cars(jobs)
    bpy.context.scene.sketch_motion.prompt = "the dog walks"
    bpy.ops.sketch_motion.animate()
    pump_until(settled)
    assert dog.hide_viewport and not car.hide_viewport


def test_one_that_can_not_move_does_not_hold_the_others(engine: Engine, jobs: Path) -> None:
    dog, car = two_cars(jobs)
    dog.data.layers[0].lock = True
    bpy.context.scene.sketch_motion.prompt = "it jumps"
    with pytest.raises(RuntimeError, match="locked"):
        bpy.ops.sketch_motion.animate()
    pump_until(settled)
    assert car.hide_viewport and not dog.hide_viewport


def test_bodies_that_the_engine_told_apart_are_written_as_objects_of_their_own(
    engine: Callable[[str], None], jobs: Path
) -> None:
    item = ready_scene(jobs)
    drawing = captured(item).drawing
    owners = tuple(stroke % 2 for stroke in range(drawing.stroke_count))
    bodies = BodiesApart(("bird", "bird 2"), owners)
    value = {"format": "sketch-motion-bodies", "version": 1, "names": ["bird", "bird 2"]}
    (jobs / "bodies.json").write_text(json.dumps({**value, "objects": list(owners)}))
    moves = [{"x": curve((0, 0), (11, far))} for far in (80, -80)]
    made = animation(bodies.applied(drawing), moves, [(300, 400), (700, 400)])
    made.write(jobs / "result.safetensors")
    take = another()
    assert len(take.controls) == 2
    assert captured(item).drawing.object_count == 1
    assert BodiesApart.read(JobFolder(jobs / take.job)) == bodies
    made_name, own_name = take.object.name, item.name
    bpy.ops.ed.undo()
    assert made_name not in bpy.data.objects and own_name in bpy.data.objects
