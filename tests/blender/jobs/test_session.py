# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The add-on's operators, session and undo, with a fake engine that only speaks the protocol."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import bpy
import pytest

import addon.blender
from addon.blender import host_state
from addon.blender.jobs import engine_location
from addon.blender.jobs.session import session
from addon.blender.ui.operators import PanelOperator
from addon.client.engine.process import EngineCommand
from addon.client.jobs.states import (
    Finished,
    Interrupted,
    JobCancelled,
    JobFailed,
    JobState,
    Off,
    Running,
)
from addon.contract.errors import BadInput
from tests.blender import scenes
from tests.blender.motions import animation, curve
from tests.blender.write.test_write_back import captured, two_layers

FAKE = Path(__file__).resolve().parents[2] / "client" / "fake_engine.py"
PATIENCE_S = 20.0


@pytest.fixture
def jobs(tmp_path: Path) -> Path:
    return tmp_path / "jobs"


@pytest.fixture
def engine(
    jobs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, empty_file: None
) -> Iterator[Callable[[str], None]]:
    """Register the add-on; return a function that starts the fake engine in a mode."""
    addon.blender.register()

    def choose(mode: str) -> None:
        python = Path(sys.executable)
        arguments = ("-u", str(FAKE), mode)
        command = EngineCommand(python, tmp_path, jobs, tmp_path / "engine.log", arguments)
        monkeypatch.setattr(engine_location, "engine_command", lambda: command)

    jobs.mkdir()
    choose("good")
    yield choose
    session.close(wait_s=5)
    session.notice = None
    addon.blender.unregister()


def pump_until(done: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_S
    while not done():
        assert time.monotonic() < end, (session.notice, dict(session.jobs()))
        session.tick()
        time.sleep(0.01)


def settled() -> bool:
    return not session.jobs()


def only_state() -> JobState:
    return next(iter(session.jobs().values()))


def ready_scene(jobs: Path) -> Any:
    """Prepare two layers, a prompt, and the result that the fake engine will give."""
    item = two_layers()
    item.select_set(True)
    scene = bpy.context.scene
    scene.sketch_motion.prompt = "the fish swims"
    scene.sketch_motion.frames = 12
    found = captured(item)
    channel = {"x": curve((0, 0), (11, 80)), "rotation": curve((0, 0), (11, 1))}
    motion = animation(found.drawing, [channel], [(500, 400)], wobble=10)
    motion.write(jobs / "result.safetensors")
    bpy.ops.ed.undo_push(message="drawn")
    return item


def result_of(item_name: str) -> Any:
    return bpy.data.objects.get(f"{item_name} motion")


MODES = ["OBJECT", "EDIT", "PAINT_GREASE_PENCIL", "SCULPT_GREASE_PENCIL"]


@pytest.mark.parametrize("mode", MODES)
def test_animate_writes_the_result_and_one_undo_takes_it_back(
    engine: Callable[[str], None], jobs: Path, mode: str
) -> None:
    item = ready_scene(jobs)
    bpy.ops.object.mode_set("EXEC_DEFAULT", True, mode=mode)
    name = item.name
    before = set(bpy.data.objects.keys())
    assert bpy.ops.sketch_motion.animate() == {"FINISHED"}
    pump_until(settled)
    assert session.notice is None
    result = result_of(name)
    assert result is not None and len(result.data.layers[0].frames) > 5
    assert bpy.data.objects[name].hide_viewport and not bpy.data.objects[name].select_get()
    active = bpy.context.view_layer.objects.active
    now = "OBJECT" if mode == "EDIT" else mode
    assert (active, active.mode, active.select_get()) == (result, now, True)
    bpy.ops.ed.undo()
    assert bpy.context.view_layer.objects.active.name == name
    assert bpy.context.view_layer.objects.active.mode == mode
    assert set(bpy.data.objects.keys()) == before
    assert not bpy.data.objects[name].hide_viewport and not bpy.data.objects[name].hide_render
    bpy.ops.ed.redo()
    result = result_of(name)
    assert result is not None and len(result.data.layers[0].frames) > 5
    assert bpy.data.objects[name].hide_viewport
    assert result.data.layers[0].parent is not None


def test_a_result_waits_for_the_artist(
    engine: Callable[[str], None], jobs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = ready_scene(jobs)
    drawing = [True]
    monkeypatch.setattr(host_state, "is_idle", lambda: not drawing[0])
    bpy.ops.sketch_motion.animate()
    pump_until(lambda: type(only_state()).__name__ == "Finished")
    session.tick()
    assert result_of(item.name) is None
    drawing[0] = False
    pump_until(settled)
    assert result_of(item.name) is not None


class WM_OT_shows_keys(bpy.types.Operator):
    """An operator of another add-on that runs for as long as Blender is open."""

    bl_idname, bl_label = "wm.shows_keys", "Show Keys"

    def modal(self, context: Any, event: Any) -> set[str]:
        return {"PASS_THROUGH"}


@pytest.mark.parametrize(
    ("running", "is_idle"),
    [
        ("WM_OT_shows_keys", True),
        ("GREASE_PENCIL_OT_brush_stroke", False),
        ("SKETCH_MOTION_OT_animate", False),
    ],
)
def test_modal_operators_of_other_add_ons_hold_no_result_up(
    engine: Callable[[str], None], monkeypatch: pytest.MonkeyPatch, running: str, is_idle: bool
) -> None:
    bpy.utils.register_class(WM_OT_shows_keys)
    window = SimpleNamespace(modal_operators=[SimpleNamespace(bl_idname=running)])
    manager = SimpleNamespace(windows=[window])
    with monkeypatch.context() as patch:
        patch.setattr(host_state, "window_manager", lambda context: manager)
        assert host_state.is_idle() == is_idle
    bpy.utils.unregister_class(WM_OT_shows_keys)


def test_renamed_in_mid_job_is_found_and_deleted_is_told(
    engine: Callable[[str], None], jobs: Path
) -> None:
    item = ready_scene(jobs)
    bpy.ops.sketch_motion.animate()
    item.name = "Renamed"
    pump_until(settled)
    assert result_of("Renamed") is not None and session.notice is None
    item.hide_viewport = False
    bpy.context.view_layer.objects.active = item
    bpy.ops.sketch_motion.animate()
    bpy.data.objects.remove(item)
    pump_until(settled)
    assert session.notice is not None and "not in this file" in session.notice.message


def test_another_file_loaded_in_mid_job(engine: Callable[[str], None], jobs: Path) -> None:
    ready_scene(jobs)
    bpy.ops.sketch_motion.animate()
    (job,) = session.jobs()
    bpy.ops.wm.read_homefile(use_factory_startup=True, use_empty=True)
    assert settled() and session.client is not None
    client = session.client
    pump_until(lambda: isinstance(client.jobs[job], Finished))
    session.tick()  # a result of this file would be written now
    assert len(bpy.data.objects) == 0 and session.notice is None


def test_saved_and_reopened_finds_a_finished_job(
    engine: Callable[[str], None], jobs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = ready_scene(jobs)
    name = item.name
    bpy.ops.wm.save_as_mainfile(filepath=str(tmp_path / "scene.blend"))
    monkeypatch.setattr(host_state, "is_idle", lambda: False)
    bpy.ops.sketch_motion.animate()
    pump_until(lambda: type(only_state()).__name__ == "Finished")
    bpy.ops.wm.open_mainfile(filepath=str(tmp_path / "scene.blend"))
    monkeypatch.setattr(host_state, "is_idle", lambda: True)
    pump_until(lambda: bool(session.waiting_takes()))
    (take,) = session.waiting_takes()
    assert take.status == "done" and take.note.object_name == name
    bpy.ops.sketch_motion.open_take(job=take.job)
    pump_until(settled)
    assert session.notice is None and result_of(name) is not None


def test_a_job_of_an_earlier_run_is_found_without_an_engine(
    engine: Callable[[str], None], jobs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = ready_scene(jobs)
    name = item.name
    bpy.ops.wm.save_as_mainfile(filepath=str(tmp_path / "scene.blend"))
    engine("dies_in_job")
    bpy.ops.sketch_motion.animate()
    pump_until(lambda: isinstance(only_state(), Interrupted))
    session.close(wait_s=5)  # Blender is closed, and started again with the file
    assert not session.waiting_takes()
    bpy.ops.wm.open_mainfile(filepath=str(tmp_path / "scene.blend"))
    pump_until(lambda: bool(session.waiting_takes()))
    assert session.client is not None and isinstance(session.client.engine, Off)
    (take,) = session.waiting_takes()
    bpy.ops.sketch_motion.resume(job=take.job)
    pump_until(settled)
    assert session.notice is None and result_of(name) is not None
    assert not session.waiting_takes()


def test_a_take_can_be_dismissed_for_good(
    engine: Callable[[str], None], jobs: Path, tmp_path: Path
) -> None:
    ready_scene(jobs)
    path = str(tmp_path / "scene.blend")
    bpy.ops.wm.save_as_mainfile(filepath=path)
    engine("dies_in_job")
    bpy.ops.sketch_motion.animate()
    pump_until(lambda: isinstance(only_state(), Interrupted))
    bpy.ops.wm.open_mainfile(filepath=path)
    pump_until(lambda: bool(session.waiting_takes()))
    bpy.ops.sketch_motion.dismiss(job=session.waiting_takes()[0].job)
    pump_until(lambda: not session.waiting_takes())
    bpy.ops.wm.open_mainfile(filepath=path)
    assert not session.takes()
    pump_until(lambda: bool(session.takes()))  # it is found on disk, and left out
    assert not session.waiting_takes()


def test_a_file_that_is_saved_as_another_finds_its_jobs_under_both_names(
    engine: Callable[[str], None], jobs: Path, tmp_path: Path
) -> None:
    ready_scene(jobs)
    paths = [str(tmp_path / f"scene_{number}.blend") for number in (1, 2)]
    bpy.ops.wm.save_as_mainfile(filepath=paths[0])
    engine("dies_in_job")
    bpy.ops.sketch_motion.animate()
    pump_until(lambda: isinstance(only_state(), Interrupted))
    (job,) = session.jobs()
    bpy.ops.wm.save_as_mainfile(filepath=paths[1])
    for path in paths:
        bpy.ops.wm.open_mainfile(filepath=path)
        pump_until(lambda: bool(session.waiting_takes()))
        assert [take.job for take in session.waiting_takes()] == [job]


def test_a_running_job_goes_on_when_its_file_is_opened_again(
    engine: Callable[[str], None], jobs: Path, tmp_path: Path
) -> None:
    ready_scene(jobs)
    path = str(tmp_path / "scene.blend")
    bpy.ops.wm.save_as_mainfile(filepath=path)
    engine("slow")
    bpy.ops.sketch_motion.animate()
    pump_until(lambda: isinstance(only_state(), Running))
    job = next(iter(session.jobs()))
    bpy.ops.wm.read_homefile(use_factory_startup=True, use_empty=True)
    assert settled()
    bpy.ops.wm.open_mainfile(filepath=path)
    pump_until(lambda: job in session.jobs())
    assert isinstance(only_state(), Running)
    bpy.ops.sketch_motion.cancel(job=job)
    pump_until(lambda: isinstance(only_state(), JobCancelled))


def test_cancel(engine: Callable[[str], None], jobs: Path) -> None:
    item = ready_scene(jobs)
    engine("slow")
    bpy.ops.sketch_motion.animate()
    pump_until(lambda: isinstance(only_state(), Running))
    job = next(iter(session.jobs()))
    bpy.ops.sketch_motion.cancel(job=job)
    pump_until(lambda: isinstance(only_state(), JobCancelled))
    assert session.notice is None and result_of(item.name) is None
    bpy.ops.sketch_motion.resume(job=job)
    pump_until(lambda: isinstance(only_state(), Running))
    bpy.ops.sketch_motion.cancel(job=job)
    pump_until(lambda: isinstance(only_state(), JobCancelled))
    bpy.ops.sketch_motion.dismiss(job=job)
    assert settled()


def test_killed_engine_offers_resume(engine: Callable[[str], None], jobs: Path) -> None:
    item = ready_scene(jobs)
    engine("dies_in_job")
    bpy.ops.sketch_motion.animate()
    pump_until(lambda: isinstance(only_state(), Interrupted))
    bpy.ops.sketch_motion.resume(job=next(iter(session.jobs())))
    pump_until(settled)
    assert result_of(item.name) is not None


def test_a_failure_offers_its_action(engine: Callable[[str], None], jobs: Path) -> None:
    ready_scene(jobs)
    engine("fails")
    bpy.ops.sketch_motion.animate()
    pump_until(lambda: isinstance(only_state(), JobFailed))
    first = next(iter(session.jobs()))
    bpy.ops.sketch_motion.retry(job=first)
    pump_until(lambda: first not in session.jobs() and isinstance(only_state(), JobFailed))
    second = next(iter(session.jobs()))
    assert '"frames": 16' in (jobs / second / "request.json").read_text()
    bpy.ops.sketch_motion.dismiss(job=second)
    assert settled()


def test_what_is_missing_is_said(
    engine: Callable[[str], None], jobs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scenes.pencil()
    with pytest.raises(RuntimeError, match="Say what should happen"):
        bpy.ops.sketch_motion.animate()
    bpy.context.scene.sketch_motion.prompt = "it waves"
    with pytest.raises(RuntimeError, match="nothing drawn"):
        bpy.ops.sketch_motion.animate()
    monkeypatch.undo()
    monkeypatch.delenv(engine_location.PYTHON_VARIABLE, raising=False)
    with pytest.raises(BadInput, match="not set"):
        engine_location.engine_command()


def test_the_source_in_another_scene(engine: Callable[[str], None], jobs: Path) -> None:
    item = ready_scene(jobs)
    home = bpy.context.scene
    other = bpy.data.scenes.new("Other")
    bpy.ops.sketch_motion.animate()
    bpy.context.window.scene = other
    pump_until(settled)
    assert session.notice is None
    result = result_of(item.name)
    assert result is not None and list(result.users_scene) == [home]


def test_a_notice_goes_with_the_next_press_that_works(engine: Callable[[str], None]) -> None:
    class Probe(PanelOperator):
        def work(self, context: Any) -> object:
            return None

    wrong = BadInput("There is no result to apply.")
    session.notice = wrong
    assert Probe().execute(bpy.context) == {"FINISHED"}
    assert session.notice is wrong  # called by a script or by the add-on itself
    assert Probe().invoke(bpy.context, None) == {"FINISHED"}
    assert session.notice is None
