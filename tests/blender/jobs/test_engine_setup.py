# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The set-up of the engine by Blender's buttons, from a folder of tiny wheels."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import bpy
import pytest

import addon.blender
from addon.blender.jobs import engine_location, engine_setup
from addon.blender.jobs.session import session
from addon.blender.ui import setup_box
from addon.client.setup.states import Broken, NotSetUp, Ready
from tests.blender.write.test_write_back import two_layers
from tests.client.setup import fake_packages

PATIENCE_S = 90.0
WHEELS_CACHE = ".cache/sketch_motion/wheels"


@pytest.fixture
def wheels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Register the add-on with an empty home and an engine that needs the tiny packages."""
    folder = tmp_path / "räder und wheels"
    made = [fake_packages.make_wheel(folder, "alpha", size=10_000)]
    fake_packages.write_lock(tmp_path / "locks", made)
    root = fake_packages.make_engine(tmp_path / "add-on", ["alpha"])
    monkeypatch.setenv("SKETCH_MOTION_HOME", str(tmp_path / "home"))
    monkeypatch.delenv(engine_location.PYTHON_VARIABLE, raising=False)
    monkeypatch.setattr(engine_location, "engine_root", lambda: root)
    addon.blender.register()
    engine_setup.setup_job().setup.locks = tmp_path / "locks"
    wait()
    yield folder
    session.close(wait_s=5)
    session.notice = None
    addon.blender.unregister()


def wait(done: Callable[[], bool] = lambda: not engine_setup.setup_job().busy) -> None:
    end = time.monotonic() + PATIENCE_S
    while not done():
        assert time.monotonic() < end, engine_setup.setup_job().status
        engine_setup.tick()
        session.tick()
        time.sleep(0.01)
    engine_setup.tick()


def choose(**values: str) -> None:
    base = Path(sys.base_prefix)
    python = base / ("python.exe" if os.name == "nt" else "bin/python3")
    known = {"package_set": "starter", "backend": "AUTO", "python": str(python)}
    assert bpy.ops.sketch_motion.setup_settings(**{**known, **values}) == {"FINISHED"}
    wait()


class Recorder:
    """A stand-in for a layout that records the texts and operators drawn into it."""

    def __init__(self, said: list[str]) -> None:
        self.said = said

    def __setattr__(self, name: str, value: object) -> None:
        object.__setattr__(self, name, value)

    def label(self, text: str = "", icon: str = "NONE", translate: bool = True) -> None:
        self.said.append(text)

    def progress(self, factor: float = 0.0, text: str = "", translate: bool = True) -> None:
        assert 0.0 <= factor <= 1.0
        self.said.append(text)

    def operator(self, name: str, text: str = "", icon: str = "NONE") -> Any:
        self.said.append(name)
        return Recorder(self.said)

    def box(self) -> Recorder:
        return Recorder(self.said)

    def row(self, align: bool = False) -> Recorder:
        return Recorder(self.said)

    def column(self, align: bool = False) -> Recorder:
        return Recorder(self.said)


def drawn() -> str:
    said: list[str] = []
    setup_box.draw(Recorder(said), 60)
    return " | ".join(said)


def test_from_nothing_to_an_animation_with_no_path_of_an_engine_typed(wheels: Path) -> None:
    job = engine_setup.setup_job()
    assert isinstance(job.status.state, NotSetUp)
    assert engine_setup.is_needed()
    assert "sketch_motion.setup_plan" in drawn()
    choose(wheels=str(wheels))
    assert "CC0-1.0" in drawn() and "sketch_motion.setup_start" in drawn()
    assert bpy.ops.sketch_motion.setup_start() == {"FINISHED"}
    assert "sketch_motion.setup_plan" not in drawn()
    wait()
    assert job.error is None
    assert isinstance(job.status.state, Ready)
    assert not engine_setup.is_needed()
    assert "0.0-fake" in drawn() and "sketch_motion.setup_remove" in drawn()

    item = two_layers()
    bpy.context.scene.sketch_motion.prompt = "it waves"
    assert bpy.ops.sketch_motion.animate() == {"FINISHED"}
    wait(lambda: not session.jobs())
    assert session.notice is None
    assert item.hide_viewport

    assert bpy.ops.sketch_motion.setup_remove() == {"FINISHED"}
    wait()
    assert isinstance(job.status.state, NotSetUp)
    home = job.setup.locations
    assert any(home.jobs.iterdir())  # what was animated stays


def test_without_online_access_nothing_is_fetched(wheels: Path) -> None:
    assert not bpy.app.online_access
    choose(index="http://127.0.0.1:9/simple/")
    job = engine_setup.setup_job()
    assert job.plan_found is not None
    assert "Allow Online Access is off" in drawn().replace(" | ", " ")
    with pytest.raises(RuntimeError, match="Allow Online Access"):
        bpy.ops.sketch_motion.setup_start()
    assert not job.busy
    assert bpy.ops.sketch_motion.setup_dismiss() == {"FINISHED"}
    with pytest.raises(RuntimeError, match="Allow Online Access"):
        bpy.ops.sketch_motion.setup_start()


def test_a_failure_is_shown_and_the_next_press_goes_on(wheels: Path) -> None:
    wheel = next(wheels.iterdir())
    away = wheel.with_suffix(".away")
    wheel.rename(away)
    choose(wheels=str(wheels))
    bpy.ops.sketch_motion.setup_start()
    wait()
    job = engine_setup.setup_job()
    assert isinstance(job.status.state, Broken)
    assert "alpha-1.0" in drawn().replace(" | ", " ")
    away.rename(wheel)
    bpy.ops.sketch_motion.setup_start()
    wait()
    assert isinstance(job.status.state, Ready)


def test_stop_while_it_works(wheels: Path) -> None:
    choose(wheels=str(wheels))
    bpy.ops.sketch_motion.setup_start()
    bpy.ops.sketch_motion.setup_stop()
    wait()
    job = engine_setup.setup_job()
    assert job.error is None
    assert not isinstance(job.status.state, (Broken, Ready))


def test_bad_settings_are_refused(wheels: Path) -> None:
    with pytest.raises(RuntimeError, match="no address"):
        bpy.ops.sketch_motion.setup_settings(package_set="starter", index="mirror.example")


@pytest.mark.slow
def test_the_installed_extension_sets_its_engine_up_and_animates(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, empty_file: None
) -> None:
    """Install the packaged zip, and the real starter set from a folder of wheels."""
    import addon_utils

    extension = os.environ.get("SKETCH_MOTION_TEST_EXTENSION", "")
    real = Path(os.environ.get("SKETCH_MOTION_TEST_WHEELS") or Path.home() / WHEELS_CACHE)
    if not extension or not list(real.glob("torch-*.whl")):
        pytest.skip("needs SKETCH_MOTION_TEST_EXTENSION (the zip) and a folder of wheels")
    monkeypatch.setenv("SKETCH_MOTION_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    bpy.ops.extensions.package_install_files(
        filepath=extension, repo="user_default", enable_on_install=True, overwrite=True
    )
    name = "bl_ext.user_default.sketch_motion"
    installed = sys.modules[f"{name}.addon.blender.jobs.engine_setup"]
    its_session = sys.modules[f"{name}.addon.blender.jobs.session"].session
    try:
        job = installed.setup_job()
        end = time.monotonic() + 400.0

        def until(done: Callable[[], bool]) -> None:
            while not done():
                assert time.monotonic() < end, job.status
                installed.tick()
                its_session.tick()
                time.sleep(0.02)

        until(lambda: not job.busy)
        chosen = {"package_set": "starter", "backend": "AUTO", "wheels": str(real)}
        bpy.ops.sketch_motion.setup_settings(**chosen)
        until(lambda: not job.busy)
        assert job.error is None and job.plan_found is not None
        assert bpy.ops.sketch_motion.setup_start() == {"FINISHED"}
        until(lambda: not job.busy)
        assert job.error is None and job.status.installed is not None
        item = two_layers()
        settings = bpy.context.scene.sketch_motion
        settings.prompt, settings.frames, settings.quality = "it bounces", 12, "draft"
        assert bpy.ops.sketch_motion.animate() == {"FINISHED"}
        until(lambda: not its_session.jobs())
        assert its_session.notice is None
        assert bpy.data.objects[f"{item.name} motion"] is not None
        assert "torch" not in sys.modules
    finally:
        its_session.close(wait_s=10)
        addon_utils.disable(name, default_set=True)
