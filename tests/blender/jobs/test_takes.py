# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes: shown, compared, renamed, deleted, retimed; batches to pick from; parts made again."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import bpy
import numpy as np
import pytest

from addon.blender import settings as properties
from addon.blender.grease_pencil import attributes, versions
from addon.blender.jobs.session import session
from addon.blender.jobs.take_frames import write_take_frames
from addon.blender.ui import panel, panel_takes, take_operators
from addon.blender.ui.redo import part_patch
from addon.blender.write import scene_takes
from addon.blender.write.scene_takes import NAME, SceneTake
from addon.blender.write.take_reference import TakeReference
from addon.client.jobs.exporting import Exported
from addon.client.jobs.states import Finished, Running
from addon.contract.animation import Animation
from addon.contract.drawing import Drawing
from addon.contract.drawn_frames import DrawnFrames
from addon.contract.errors import BadInput
from tests.blender.jobs.test_session import engine, jobs, pump_until, ready_scene, settled
from tests.blender.motions import animation, curve
from tests.blender.paper import drawn
from tests.blender.write.test_write_back import captured

__all__ = ["engine", "jobs"]  # fixtures
Engine = Callable[[str], None]


def animated(jobs: Path, **settings: Any) -> tuple[Any, SceneTake]:
    """Make a drawing with its first take."""
    item = ready_scene(jobs)
    for name, value in settings.items():
        setattr(bpy.context.scene.sketch_motion, name, value)
    return item, another()


def another() -> SceneTake:
    before = {take.job for take in scene_takes.all_takes()}
    assert bpy.ops.sketch_motion.animate() == {"FINISHED"}
    pump_until(settled)
    assert session.notice is None
    (new,) = [take for take in scene_takes.all_takes() if take.job not in before]
    return new


def visible() -> set[str]:
    return {
        item.name
        for item in bpy.data.objects
        if item.type == "GREASEPENCIL" and not item.hide_viewport
    }


def places(item: Any) -> dict[int, np.ndarray]:
    """Return the points of every key, by frame, of the first layer with several drawings."""
    layer = next(layer for layer in item.data.layers if len(layer.frames) > 3)
    return {
        frame.frame_number: attributes.read(frame.drawing, "position") for frame in layer.frames
    }


def test_a_take_knows_its_settings_and_gives_them_back(engine: Engine, jobs: Path) -> None:
    scene = bpy.context.scene
    item, take = animated(jobs, seed=7, strength=1.5, loop=False)
    assert take.request is not None and take.request.seed == 7
    assert take.source_name == item.name and take.start == scene.frame_current
    assert take.name == "the fish swims" and take.is_shown
    assert len(take.controls) >= 1
    second = another()
    assert second.name == "the fish swims 2"
    scene.sketch_motion.prompt, scene.sketch_motion.seed = "x", 1
    bpy.ops.sketch_motion.take_settings(job=take.job)
    assert (scene.sketch_motion.prompt, scene.sketch_motion.seed) == ("the fish swims", 7)
    assert scene.sketch_motion.strength == pytest.approx(1.5)


def test_show_hide_and_the_original_comes_back(engine: Engine, jobs: Path) -> None:
    item, first = animated(jobs)
    second = another()
    assert visible() == {second.object.name}
    bpy.ops.sketch_motion.take_show(job=first.job)
    assert visible() == {first.object.name}
    assert all(control.hide_viewport for control in second.controls)
    bpy.ops.sketch_motion.take_show(job=first.job)
    assert visible() == {item.name} and not item.hide_render


@pytest.mark.parametrize("mode", ["OBJECT", "PAINT_GREASE_PENCIL"])
def test_work_goes_on_with_what_is_seen(engine: Engine, jobs: Path, mode: str) -> None:
    item = ready_scene(jobs)
    bpy.ops.object.mode_set("EXEC_DEFAULT", True, mode=mode)

    def drawn_on() -> str:
        active = bpy.context.view_layer.objects.active
        assert active.mode == mode and not active.hide_viewport
        assert bpy.context.selected_objects == [active]
        return str(active.name)

    first = another()
    assert drawn_on() == first.object.name
    second = another()
    assert drawn_on() == second.object.name
    bpy.ops.sketch_motion.take_show(job=first.job)
    assert drawn_on() == first.object.name
    bpy.ops.sketch_motion.take_show(job=first.job)
    assert drawn_on() == item.name
    bpy.ops.sketch_motion.take_show(job=second.job)
    bpy.ops.sketch_motion.take_delete(job=second.job)
    assert drawn_on() == item.name
    bpy.ops.object.mode_set(mode="OBJECT")


def test_two_takes_are_compared_side_by_side_and_over_each_other(
    engine: Engine, jobs: Path
) -> None:
    _, first = animated(jobs)
    second = another()
    third = another()
    start = second.object.matrix_world.translation.copy()
    bpy.ops.sketch_motion.take_compare(job=second.job)
    bpy.context.view_layer.update()
    assert visible() == {second.object.name, third.object.name}
    assert second.is_aside and not third.is_aside
    away = second.object.matrix_world.translation - start
    width = max(third.object.dimensions)
    assert away.length > 0.5 * width and abs(away.z) < 1e-6
    bpy.ops.sketch_motion.take_compare(job=second.job)  # once more: only the first one again
    bpy.context.view_layer.update()
    assert visible() == {third.object.name} and not second.is_aside
    bpy.ops.sketch_motion.take_show(job=second.job)
    bpy.context.view_layer.update()
    assert (second.object.matrix_world.translation - start).length < 1e-6
    bpy.ops.sketch_motion.take_show(job=third.job)
    bpy.context.scene.sketch_motion.side_by_side = False
    bpy.ops.sketch_motion.take_compare(job=first.job)
    assert visible() == {first.object.name, third.object.name} and not first.is_aside


def test_rename_and_delete_are_one_step_of_undo_each(engine: Engine, jobs: Path) -> None:
    item, take = animated(jobs)
    name, job = item.name, take.job
    take.object[NAME] = "Slow one"
    bpy.ops.ed.undo_push(message="renamed")
    count = len(bpy.data.objects)
    bpy.ops.sketch_motion.take_delete("EXEC_DEFAULT", True, job=job)
    assert scene_takes.all_takes() == [] and visible() == {name}
    assert not [item for item in bpy.data.objects if item.type == "EMPTY"]
    assert len(bpy.data.actions) == 0
    bpy.ops.ed.undo()
    (back,) = scene_takes.all_takes()
    assert (back.job, back.name, len(bpy.data.objects)) == (job, "Slow one", count)
    bpy.ops.ed.undo()
    assert scene_takes.all_takes()[0].name == "the fish swims"


def test_twos_show_every_second_drawing_and_ones_come_back_between(
    engine: Engine, jobs: Path
) -> None:
    _, take = animated(jobs)
    ones = places(take.object)
    assert sorted(ones) == list(range(1, 13))
    bpy.ops.sketch_motion.take_hold(job=take.job, hold="2")
    twos = places(take.object)
    assert sorted(twos) == [1, 3, 5, 7, 9, 11]
    for frame, points in twos.items():
        assert np.array_equal(points, ones[frame])
    bag = versions.own_curves(take.controls[0])
    steps = [m for curve in bag.fcurves for m in curve.modifiers if m.type == "STEPPED"]
    assert steps and {m.frame_step for m in steps} == {2.0}
    bpy.ops.sketch_motion.take_hold(job=take.job, hold="1")
    again = places(take.object)
    held = {f: again[max(key for key in again if key <= f)] for f in range(1, 13)}
    for frame in (1, 3, 5, 7, 9, 11):
        assert np.allclose(held[frame], ones[frame], atol=1e-6)
    for frame in (2, 4, 6, 8, 10):
        between = 0.5 * (ones[frame - 1] + ones[frame + 1])
        assert np.allclose(held[frame], between, atol=1e-6)
    assert np.array_equal(held[12], held[11])  # nothing comes after the last
    assert len(again) > len(twos)
    assert not [m for curve in bag.fcurves for m in curve.modifiers if m.type == "STEPPED"]
    assert scene_takes.take_of_job(take.job).request.hold == 1


def test_slow_in_moves_keys_and_drawings_and_keeps_both_ends(engine: Engine, jobs: Path) -> None:
    _, take = animated(jobs)
    ones = places(take.object)
    control = take.controls[0]
    curve = next(c for c in versions.own_curves(control).fcurves if len(c.keyframe_points) > 1)
    ends = [tuple(curve.keyframe_points[i].co) for i in (0, -1)]
    middle = curve.evaluate(6.5)
    bpy.ops.sketch_motion.take_ease("EXEC_DEFAULT", True, job=take.job, into=1.0)
    slowed = places(take.object)
    assert np.allclose(slowed[12], ones[12], atol=1e-5)
    assert np.abs(slowed[12] - slowed[11]).max() < np.abs(ones[12] - ones[11]).max()
    assert [tuple(curve.keyframe_points[i].co) for i in (0, -1)] == ends
    # In the middle of the time more than half of the motion is over: 5/8 by the cubic.
    clip_middle = 1 + 11 * 0.5
    low, high = sorted((ends[0][1], ends[1][1]))
    assert low <= curve.evaluate(clip_middle) <= high
    bpy.ops.ed.undo()
    back = scene_takes.take_of_job(take.job)
    assert np.array_equal(places(back.object)[11], ones[11])
    assert middle == pytest.approx(
        next(
            c for c in versions.own_curves(back.controls[0]).fcurves if len(c.keyframe_points) > 1
        ).evaluate(6.5)
    )


def test_what_the_artist_changed_survives_new_timing(engine: Engine, jobs: Path) -> None:
    _, take = animated(jobs)
    layer = next(layer for layer in take.object.data.layers if len(layer.frames) > 3)
    key = layer.get_frame_at(5)
    moved = attributes.read(key.drawing, "position") + np.float32([0, 0, 2.5])
    attributes.write(key.drawing, "position", "FLOAT_VECTOR", "POINT", moved)
    attributes.write(
        key.drawing, "opacity", "FLOAT", "POINT", np.full(len(moved), 0.25, np.float32)
    )
    bpy.ops.sketch_motion.take_hold(job=take.job, hold="2")
    kept = layer.get_frame_at(5).drawing
    assert np.array_equal(attributes.read(kept, "position"), moved)
    assert np.allclose(attributes.read(kept, "opacity"), 0.25)


def test_a_loop_is_repeated_in_its_new_timing(engine: Engine, jobs: Path) -> None:
    bpy.context.scene.frame_end = 40
    item = ready_scene(jobs)
    found = captured(item)
    channel = {"x": curve((0, 0), (6, 80), (12, 0))}
    looping = animation(found.drawing, [channel], [(500, 400)], wobble=10, loop=True)
    looping.write(jobs / "result.safetensors")
    bpy.context.scene.sketch_motion.loop = True
    take = another()
    layer = next(layer for layer in take.object.data.layers if len(layer.frames) > 3)
    assert max(frame.frame_number for frame in layer.frames) > 36
    bpy.ops.sketch_motion.take_hold(job=take.job, hold="3")
    numbers = sorted(frame.frame_number for frame in layer.frames)
    assert numbers == [1 + 3 * index for index in range(len(numbers))] and numbers[-1] == 40
    assert np.array_equal(
        attributes.read(layer.get_frame_at(4).drawing, "position"),
        attributes.read(layer.get_frame_at(16).drawing, "position"),
    )


def test_three_seeds_make_a_sheet_and_one_is_picked(engine: Engine, jobs: Path) -> None:
    item = ready_scene(jobs)
    scene = bpy.context.scene
    scene.sketch_motion.seeds, scene.sketch_motion.seed = 3, 40
    assert bpy.ops.sketch_motion.animate() == {"FINISHED"}
    (batch,) = session.batch_jobs()
    waiting = session.batch_jobs()[batch]
    pump_until(lambda: all(isinstance(session.jobs()[job], Finished) for job in waiting))
    for _ in range(5):
        session.tick()
    assert scene_takes.all_takes() == [] and not item.hide_viewport  # nothing by itself
    sheet = drawn(panel.SKETCH_MOTION_PT_main)
    picks = [values["job"] for name, values in sheet.buttons if name.endswith("apply_picked")]
    assert picks == waiting and "Pick 41" in sheet.texts
    seeds = [json.loads((jobs / job / "request.json").read_text())["seed"] for job in waiting]
    assert seeds == [40, 41, 42]
    bpy.ops.sketch_motion.apply_picked("EXEC_DEFAULT", True, job=waiting[1])
    (take,) = scene_takes.all_takes()
    assert take.job == waiting[1] and take.request.seed == 41
    assert session.batch_jobs()[batch] == [waiting[0], waiting[2]]
    bpy.ops.sketch_motion.batch_close(batch=batch)
    pump_until(settled)
    assert not session.batch_jobs() and len(scene_takes.all_takes()) == 1
    bpy.ops.ed.undo()
    assert scene_takes.all_takes() == []


def test_a_sheet_comes_back_with_its_file(engine: Engine, jobs: Path, tmp_path: Path) -> None:
    ready_scene(jobs)
    path = str(tmp_path / "scene.blend")
    bpy.ops.wm.save_as_mainfile(filepath=path)
    engine("slow")
    bpy.context.scene.sketch_motion.seeds = 2
    bpy.ops.sketch_motion.animate()
    pump_until(lambda: any(isinstance(s, Running) for s in session.jobs().values()))
    (before,) = session.batch_jobs().items()
    bpy.ops.wm.read_homefile(use_factory_startup=True, use_empty=True)
    assert session.batch_jobs() == {}
    bpy.ops.wm.open_mainfile(filepath=path)
    pump_until(lambda: bool(session.batch_jobs()))
    (after,) = session.batch_jobs().items()
    assert after[0] == before[0] and sorted(after[1]) == sorted(before[1])
    bpy.ops.sketch_motion.batch_close(batch=after[0])
    pump_until(lambda: not session.client.busy)


def test_what_moves_a_take_is_told_below_it(engine: Engine, jobs: Path) -> None:
    ready_scene(jobs)
    path = jobs / "result.safetensors"
    beats = json.dumps({"beats": [{"who": "fish", "action": "swim"}]})
    made = Animation.read(path)
    replace(made, info={"rig": "fish: four_legged", "beats": beats}).write(path)
    another()
    told = "Bones: four-legged animal (swim)"
    assert told in _joined(drawn(panel_takes.SKETCH_MOTION_PT_takes).texts)
    made.write(path)
    take = another()  # of an engine that tells nothing
    assert take.info == {} and take.is_shown
    assert "Bones" not in _joined(drawn(panel_takes.SKETCH_MOTION_PT_takes).texts)
    take.object[scene_takes.INFO] = "damaged"
    assert take.info == {}


def _joined(texts: list[str]) -> str:
    """Return the texts of labels as one: long ones are drawn in several lines."""
    return " ".join(texts)


def test_a_part_is_done_again_as_a_take_of_its_own(engine: Engine, jobs: Path) -> None:
    _, take = animated(jobs)
    bpy.ops.sketch_motion.take_again(
        job=take.job, part="", in_range=True, first=4, last=8, prompt="it hops", seed=5
    )
    pump_until(settled)
    assert session.notice is None
    new, old = scene_takes.all_takes()
    assert old.job == take.job and new.name == "it hops"
    request = json.loads((jobs / new.job / "request.json").read_text())
    keep = {"range": [3, 8], "frames": [3, 7], **TakeReference.of(old).to_json()}
    assert request["settings"]["keep"] == keep and request["seed"] == 5
    kept = (jobs / new.job / "kept.safetensors").read_bytes()
    assert kept == (jobs / old.job / "animation.safetensors").read_bytes()


def test_one_object_again_locks_the_others(engine: Engine, jobs: Path) -> None:
    _, take = animated(jobs)
    take.object[scene_takes.PARTS] = json.dumps(["fish", "boat"])
    patch = part_patch(take, part="fish", first=None, last=None)
    own = TakeReference.of(take).to_json()
    assert patch["keep"] == {"objects": ["fish"], **own}
    locked = {item["name"]: item.get("locked", False) for item in patch["objects"]}  # type: ignore[attr-defined]
    assert locked == {"fish": False, "boat": True}
    with pytest.raises(BadInput, match="no object 'ship'"):
        part_patch(take, part="ship", first=None, last=None)
    assert part_patch(take, part="", first=None, last=None) == {"keep": own}
    whole = part_patch(take, part="", first=-50, last=500)["keep"]
    assert whole == {"range": [0, 12], "frames": [0, 11], **own}


ENGINE = """
import sys
from pathlib import Path
words = sys.argv[1:]
Path(words[words.index("--out") + 1]).write_text("written")
"""


def test_export_runs_beside_and_is_told(engine: Engine, jobs: Path, tmp_path: Path) -> None:
    from addon.blender.jobs import exports

    _, take = animated(jobs)
    (tmp_path / "engine.py").write_text(ENGINE)
    target = tmp_path / "my fish"
    bpy.ops.sketch_motion.take_export(job=take.job, filepath=str(target), format="webp")
    pump_until(lambda: exports.take_changes() or not exports.is_busy())
    written = tmp_path / "my fish.webp"
    assert [export.state for export in exports.states()] == [Exported(written)]
    assert written.read_text() == "written"
    sheet = drawn(panel_takes.SKETCH_MOTION_PT_takes)
    assert "Written: my fish.webp" in sheet.texts
    bpy.ops.sketch_motion.exports_close()
    assert exports.states() == []


def test_what_the_artist_has_changed_is_exported(
    engine: Engine, jobs: Path, tmp_path: Path
) -> None:
    _, take = animated(jobs)
    scene = bpy.context.scene
    client = session.ready_client()
    made_from = client.folder(take.job) / "drawing.safetensors"

    def shown(folder: str) -> list[Drawing]:
        (tmp_path / folder).mkdir()
        write_take_frames(take, bpy.context, made_from, tmp_path / folder)
        frames = DrawnFrames.read(tmp_path / folder)
        return [Drawing.read(tmp_path / folder / name) for name in frames.files]

    scene.frame_set(take.start + 2)
    before = shown("before")
    original = Drawing.read(made_from)
    assert scene.frame_current == take.start + 2
    assert len(before) == take.request.frames
    assert before[0].canvas == original.canvas
    assert sorted(before[0].positions.data) == pytest.approx(
        sorted(original.positions.data), abs=0.5
    )
    take.object.location.x += 0.5  # the artist moves the take to the right
    after = shown("after")
    moved = np.asarray(after[-1].positions.data) - np.asarray(before[-1].positions.data)
    assert (moved[0::2] > 5).all() and np.abs(moved[1::2]).max() < 0.5
    modifier = take.object.modifiers.new("shift", "GREASE_PENCIL_OFFSET")
    modifier.location = (0.5, 0, 0)
    twice = np.asarray(shown("modified")[-1].positions.data) - np.asarray(after[-1].positions.data)
    assert (twice[0::2] > 5).all()
    scene_takes.hide(take)
    with pytest.raises(BadInput, match="alone first"):
        shown("hidden")


def test_no_file_is_replaced_unasked(engine: Engine, jobs: Path, tmp_path: Path) -> None:
    _, take = animated(jobs)
    for name in ("take_export", "motion_save", "preset_export"):
        known = getattr(bpy.ops.sketch_motion, name).get_rna_type().properties
        assert known["check_existing"].default  # the file browser asks, as for Blender's exports
    bpy.ops.wm.save_as_mainfile(filepath=str(tmp_path / "scene.blend"))
    kind = take_operators.SKETCH_MOTION_OT_take_export
    asked = SimpleNamespace(job=take.job, item="", format="gif", filepath="")
    names = []
    for _ in range(3):
        kind.suggest(asked, bpy.context)
        names.append(Path(asked.filepath).name)
        Path(asked.filepath).touch()
    assert names == ["the_fish_swims.gif", "the_fish_swims_2.gif", "the_fish_swims_3.gif"]
    asked.filepath = str(tmp_path / "the_fish_swims")
    asked.written = lambda path: kind.written(asked, path)
    assert kind.check(asked, bpy.context)  # what is asked about is what will be written
    assert Path(asked.filepath) == tmp_path / "the_fish_swims.gif"


def test_takes_are_saved_with_the_file(engine: Engine, jobs: Path, tmp_path: Path) -> None:
    _, take = animated(jobs, seed=9)
    job, path = take.job, str(tmp_path / "scene.blend")
    bpy.ops.wm.save_as_mainfile(filepath=path)
    bpy.ops.wm.open_mainfile(filepath=path)
    (found,) = scene_takes.all_takes()
    assert (found.job, found.request.seed) == (job, 9)
    pump_until(lambda: session.client is not None)
    assert session.waiting_takes() == ()  # it is on the timeline: nothing waits for the artist


def offered() -> set[str]:
    return {take.job for take in session.waiting_takes()}


def ticks(count: int = 60) -> None:
    for _ in range(count):
        session.tick()
        time.sleep(0.01)


def test_a_result_that_was_undone_is_offered_again(engine: Engine, jobs: Path) -> None:
    _, take = animated(jobs)
    job = take.job
    bpy.ops.ed.undo()
    assert not scene_takes.all_takes()
    pump_until(lambda: offered() == {job})
    bpy.ops.ed.redo()
    assert scene_takes.all_takes() and not offered()
    ticks()
    assert not offered()
    bpy.ops.ed.undo()
    pump_until(lambda: offered() == {job})
    bpy.ops.sketch_motion.open_take(job=job)
    pump_until(settled)
    assert session.notice is None and scene_takes.take_of_job(job) is not None
    bpy.ops.sketch_motion.take_delete("EXEC_DEFAULT", True, job=job)
    ticks()
    assert not offered()


def test_a_result_that_was_not_saved_is_offered_again(
    engine: Engine, jobs: Path, tmp_path: Path
) -> None:
    ready_scene(jobs)
    path = str(tmp_path / "scene.blend")
    bpy.ops.wm.save_as_mainfile(filepath=path)
    kept, removed = another(), another()
    bpy.ops.sketch_motion.take_delete(job=removed.job)
    job = kept.job
    ticks()
    bpy.ops.wm.open_mainfile(filepath=path)
    pump_until(lambda: offered() == {job})
    bpy.ops.sketch_motion.open_take(job=job)
    pump_until(settled)
    ticks()
    assert [take.job for take in scene_takes.all_takes()] == [job] and not offered()
    bpy.ops.wm.save_mainfile()
    bpy.data.objects.remove(scene_takes.take_of_job(job).object)  # not by our button
    bpy.ops.wm.save_mainfile()
    bpy.ops.wm.open_mainfile(filepath=path)
    ticks()
    assert not offered()


def test_the_start_can_be_another_frame_than_the_current_one(engine: Engine, jobs: Path) -> None:
    scene = bpy.context.scene
    item = ready_scene(jobs)
    scene.sketch_motion.start_here, scene.sketch_motion.start = False, 21
    take = another()
    assert take.start == 21 and properties.start_of(scene) == 21
    layer = next(layer for layer in take.object.data.layers if len(layer.frames) > 3)
    assert min(f.frame_number for f in layer.frames if f.keyframe_type == "GENERATED") >= 21
    assert item.hide_viewport and sys.modules["bpy"] is bpy
