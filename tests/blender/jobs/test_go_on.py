# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Continue and Lead Up: the buttons, the request, and a take of drawings that goes on."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import bpy
import numpy as np
import pytest

from addon.blender.jobs.session import session
from addon.blender.ui import go_on, panel_beats
from addon.blender.write import scene_takes, take_keys
from addon.blender.write.scene_takes import SceneTake
from addon.client.jobs.timing import ScenePlace
from addon.contract.beats import BeatReading, SentenceBeat
from addon.contract.drawing import Drawing
from addon.contract.errors import BadInput
from tests.blender.jobs.test_change_part import lift
from tests.blender.jobs.test_session import engine, jobs, pump_until, settled
from tests.blender.jobs.test_takes import animated, places, visible
from tests.blender.motions import animation, curve

__all__ = ["engine", "jobs"]  # fixtures
Engine = Callable[[str], None]


def prepare(jobs: Path, take: SceneTake, frames: int) -> None:
    """Prepare the engine's next result: the whole, of so many frames."""
    drawing = Drawing.read(jobs / take.job / "drawing.safetensors")
    channel = {"x": curve((0, 0), (6, 60), (frames - 1, -30)), "rotation": curve((0, 0), (9, 1))}
    made = animation(drawing, [channel], [(500, 400)], frames=frames, wobble=25)
    made.write(jobs / "result.safetensors")


def went_on(take: SceneTake, **named: Any) -> SceneTake:
    bpy.context.scene.sketch_motion.prompt = "it hops"
    assert bpy.ops.sketch_motion.go_on(**named) == {"FINISHED"}
    pump_until(settled)
    assert session.notice is None
    new, old = scene_takes.all_takes()
    assert old.job == take.job
    return new


def test_it_goes_on_and_what_was_before_stays(engine: Engine, jobs: Path) -> None:
    _, take = animated(jobs)
    bpy.ops.ed.undo_push(message="animated")
    edited = lift(take, 3)
    before = places(take.object)
    bpy.context.scene.frame_set(6)
    prepare(jobs, take, 17)
    new = went_on(take)
    request = json.loads((jobs / new.job / "request.json").read_text())
    assert (request["prompt"], request["frames"]) == ("it hops", 17)
    assert request["settings"]["keep"]["after"] == 5
    assert (jobs / new.job / "kept.safetensors").exists()
    after = places(new.object)
    assert np.array_equal(after[3], edited)
    for frame in (2, 3, 4, 5, 6):
        assert np.array_equal(after[frame], before[frame]), frame
    assert max(after) == 17 and not np.allclose(after[9], before[9], atol=1e-3)
    assert take_keys.places(new).whole == ScenePlace(1, 17)
    assert visible() == {new.object.name}
    assert new.name == f"{take.name}, it hops"
    assert "still there" in new.remarks[-1]
    name = new.object.name
    bpy.ops.ed.undo()
    assert name not in bpy.data.objects and len(scene_takes.all_takes()) == 1


def test_what_leads_to_it_comes_first_and_the_take_later(engine: Engine, jobs: Path) -> None:
    _, take = animated(jobs)
    before = places(take.object)
    bpy.context.scene.frame_set(4)
    prepare(jobs, take, 20)
    new = went_on(take, before=True)
    request = json.loads((jobs / new.job / "request.json").read_text())
    assert request["settings"]["keep"]["before"] == 3 and request["frames"] == 20
    after = places(new.object)
    for frame in range(4, 13):
        if frame in before:
            assert np.array_equal(after[frame + 8], before[frame]), frame
    assert 1 in after and np.array_equal(after[1], before[1])
    assert new.name == f"it hops, {take.name}"
    assert take_keys.places(new).whole == ScenePlace(1, 20)


def test_it_goes_on_from_the_end_after_the_end_and_within_its_length(
    engine: Engine, jobs: Path
) -> None:
    _, take = animated(jobs)
    scene = bpy.context.scene
    assert go_on.active_take(bpy.context).job == take.job
    scene.frame_set(40)
    assert go_on.meeting_frame(take, scene) == 12
    scene.sketch_motion.frames = 480
    with pytest.raises(BadInput, match="480 is the most"):
        go_on.continuation_patch(take, scene, before=False)
    scene.sketch_motion.prompt = ""
    with pytest.raises(BadInput, match="Say what"):
        go_on.continuation_patch(take, scene, before=False)
    bpy.context.view_layer.objects.active = take.controls[0]
    assert go_on.active_take(bpy.context).job == take.job
    scene_takes.hide(take)
    assert go_on.active_take(bpy.context) is None


def test_the_beats_of_a_take_stay_where_it_acts_them(engine: Engine, jobs: Path) -> None:
    _, take = animated(jobs)
    scene = bpy.context.scene
    scene.frame_set(6)
    assert panel_beats.start_of_beats(bpy.context) == 1
    scene.sketch_motion.prompt = "it hops"  # what Animate would do, from here on
    assert panel_beats.start_of_beats(bpy.context) == 6
    prepare(jobs, take, 17)
    went_on(take)
    scene.frame_set(9)
    assert panel_beats.start_of_beats(bpy.context) == 6


def test_the_beats_of_a_take_are_known_in_a_file_that_was_opened(
    engine: Engine, jobs: Path
) -> None:
    """Nothing was read live there."""
    _, take = animated(jobs)
    settings = bpy.context.scene.sketch_motion
    assert panel_beats.known_reading(bpy.context) is None  # of an engine that tells nothing
    reading = BeatReading((SentenceBeat("", "hop", frames=12),))
    take.object[scene_takes.INFO] = json.dumps({"beats": json.dumps(reading.to_json())})
    assert panel_beats.known_reading(bpy.context) == reading
    assert bpy.ops.sketch_motion.edit_beats() == {"FINISHED"}
    assert [item.action for item in settings.beats] == ["hop"]
    bpy.ops.sketch_motion.forget_beats()
    settings.frames += 1
    assert panel_beats.known_reading(bpy.context) is None
    settings.frames -= 1
    said = json.loads(take.object[scene_takes.REQUEST])
    said["settings"] = {**said.get("settings", {}), "beats": reading.to_json()}
    take.object[scene_takes.REQUEST] = json.dumps(said)
    assert panel_beats.known_reading(bpy.context) is None  # edited, not read
    settings.prompt = "it rolls away"
    assert panel_beats.known_reading(bpy.context) is None


def test_the_beats_that_lead_to_a_take_begin_where_it_does(engine: Engine, jobs: Path) -> None:
    _, take = animated(jobs)
    bpy.context.scene.frame_set(4)
    prepare(jobs, take, 20)
    went_on(take, before=True)
    bpy.context.scene.frame_set(9)
    assert panel_beats.start_of_beats(bpy.context) == 1
