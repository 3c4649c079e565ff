# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Find Objects in Blender: run by the engine, written onto the strokes, cancelled, corrected."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import bpy
import pytest

from addon.blender import host_state
from addon.blender.jobs.object_search import searches
from addon.blender.jobs.session import session
from addon.blender.objects import object_list
from addon.client.jobs.states import Running
from addon.contract.request import Request
from tests.blender.grouped import drawn, numbers, select
from tests.blender.jobs.test_session import engine, jobs, pump_until, settled

__all__ = ["engine", "jobs"]
Engine = Callable[[str], None]
pytestmark = pytest.mark.usefixtures("engine")


def answer(jobs: Path, **groups: list[int]) -> None:
    (jobs / "objects.json").write_text(json.dumps({"objects": groups}))


def find() -> None:
    assert bpy.ops.sketch_motion.find_objects() == {"FINISHED"}
    pump_until(lambda: not searches.job)


def find_while(monkeypatch: pytest.MonkeyPatch, jobs: Path, change: Callable[[], object]) -> None:
    """Let one object of four strokes be found; call `change` before it is written."""
    answer(jobs, fish=[0, 1, 2, 3])
    monkeypatch.setattr(host_state, "is_idle", lambda: False)
    bpy.ops.sketch_motion.find_objects()
    change()
    monkeypatch.setattr(host_state, "is_idle", lambda: True)
    pump_until(lambda: not searches.job)


def test_found_objects_are_written_in_one_undo_step(jobs: Path) -> None:
    item = drawn()
    answer(jobs, fish=[0, 2], boat=[1, 3])
    bpy.ops.ed.undo_push(message="drawn")
    find()
    assert session.notice is None
    item = bpy.data.objects["Sketch"]
    fish, boat = object_list.entries(item.data)
    assert (fish.name, boat.name) == ("fish", "boat") and fish.color != boat.color
    assert numbers(item) == [fish.number, boat.number, fish.number, boat.number]
    bpy.ops.ed.undo()
    item = bpy.data.objects["Sketch"]
    assert numbers(item) == [0, 0, 0, 0] and not object_list.entries(item.data)
    bpy.ops.ed.redo()
    item = bpy.data.objects["Sketch"]
    assert numbers(item)[0] == fish.number and len(object_list.entries(item.data)) == 2


def test_a_search_leaves_no_take_and_no_folder(jobs: Path) -> None:
    drawn()
    answer(jobs, fish=[0, 1, 2, 3])
    find()
    session.look_for_takes()
    pump_until(lambda: not [path for path in jobs.iterdir() if path.is_dir()])
    assert not session.waiting_takes() and settled()


def test_corrections_go_along_and_stay(jobs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    item = drawn()
    answer(jobs, fish=[0, 1], boat=[2, 3])
    find()
    fish, boat = object_list.entries(item.data)
    object_list.listed(item.data)[1].prompt = "the boat rocks"
    item.data.sketch_motion_active_object = 1
    select(item, 1)
    assert bpy.ops.sketch_motion.assign_strokes() == {"FINISHED"}
    assert numbers(item) == [fish.number, boat.number, boat.number, boat.number]
    asked: list[Request] = []
    submit = session.ready_client().submit
    monkeypatch.setattr(
        session.client,
        "submit",
        lambda request, *rest, **more: (asked.append(request), submit(request, *rest, **more))[1],
    )
    answer(jobs, a=[0, 1], b=[2], c=[3])
    find()
    assert asked[0].task == "objects" and asked[0].settings["fixed"] == [[1, 1]]
    more = object_list.entries(item.data)[-1]
    assert numbers(item) == [fish.number, boat.number, boat.number, more.number]
    listed = {entry.number: entry for entry in object_list.entries(item.data)}
    assert (listed[boat.number].name, listed[boat.number].prompt) == ("boat", "the boat rocks")


def test_how_many_objects_there_are_can_be_said(
    jobs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn()
    asked: list[Request] = []
    client = session.ready_client()
    monkeypatch.setattr(
        client, "submit", lambda request, *rest, **more: asked.append(request) or "job"
    )
    settings = bpy.context.scene.sketch_motion
    settings.object_count = 3
    bpy.ops.sketch_motion.find_objects()
    settings.count_objects = True
    bpy.ops.sketch_motion.find_objects()
    assert "count" not in asked[0].settings  # as many as it finds
    assert asked[1].settings["count"] == 3


def test_a_drawing_that_was_changed_meanwhile_keeps_its_objects(
    jobs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = drawn()
    drawing = item.data.layers[0].frames[0].drawing

    def change() -> None:
        pump_until(lambda: type(session.side_job_state(searches.job)).__name__ == "Delivered")
        drawing.remove_strokes(indices=[1])

    find_while(monkeypatch, jobs, change)
    assert session.notice is not None and "drawn on" in session.notice.message
    assert numbers(item) == [0] * 3 and not object_list.entries(item.data)


def test_strokes_drawn_during_a_search_are_in_no_object(
    jobs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = drawn()
    drawing = item.data.layers[0].frames[0].drawing
    find_while(monkeypatch, jobs, lambda: drawing.add_strokes([5]))
    (fish,) = object_list.entries(item.data)
    assert session.notice is None and numbers(item) == [fish.number] * 4 + [0]


def test_a_search_can_be_cancelled_and_fails_with_a_notice(engine: Engine, jobs: Path) -> None:
    drawn()
    engine("slow")
    bpy.ops.sketch_motion.find_objects()
    pump_until(lambda: isinstance(session.side_job_state(searches.job), Running))
    bpy.ops.sketch_motion.cancel_search()
    pump_until(lambda: not searches.job)
    assert session.notice is None
    engine("fails")
    find()
    assert session.notice is not None and session.notice.message == "no room"
    engine("good")
    answer(jobs, fish=[0, 99])
    find()
    assert session.notice is not None and "strokes" in session.notice.message


def test_another_file_ends_the_search(engine: Engine) -> None:
    drawn()
    engine("slow")
    bpy.ops.sketch_motion.find_objects()
    pump_until(lambda: isinstance(session.side_job_state(searches.job), Running))
    bpy.ops.wm.read_homefile(use_factory_startup=True, use_empty=True)
    assert not searches.job
