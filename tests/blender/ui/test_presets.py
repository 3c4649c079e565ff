# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Presets in the panel: applied, saved, exported, imported; the menu of models; drawn panels."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import bpy
import pytest

from addon.blender import preset_files
from addon.blender.jobs import engine_setup, estimates
from addon.blender.jobs.session import session
from addon.blender.settings import current_request
from addon.blender.ui import (
    log_view,
    panel,
    panel_drawing,
    panel_engine,
    panel_motion,
    panel_takes,
    preset_import,
)
from addon.blender.write import scene_takes
from addon.client.jobs.states import JobFailed, Running
from addon.client.setup.models.search import ModelSearch
from addon.client.setup.models.store import FoundModel
from tests.blender.jobs.test_session import engine, jobs, pump_until, ready_scene, settled
from tests.blender.paper import drawn

__all__ = ["engine", "jobs"]  # fixtures
Engine = Callable[[str], None]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return the user's empty folder, and let the engine count as set up."""
    monkeypatch.setenv("SKETCH_MOTION_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(engine_setup, "is_needed", lambda: False)
    preset_files.forget()
    yield tmp_path / "home"
    preset_files.forget()
    session.estimates.forget()


def key_of(name: str) -> str:
    return next(file.key for file in preset_files.presets() if file.preset.name == name)


def words_of(name: str) -> str:
    """Return the prompt of a shipped preset, which is used where the user has written none."""
    words = preset_files.needed(key_of(name)).preset.settings["prompt"]
    assert isinstance(words, str)
    return words


def settings() -> Any:
    return bpy.context.scene.sketch_motion


def test_the_pose_cycle_stays_with_a_preset_and_counts_for_the_estimate(engine: Engine) -> None:
    settings().path, settings().pose_cycle = "raster", "flight"
    scene = bpy.context.scene
    assert current_request(scene).settings["pose_cycle"] == "flight"
    bpy.ops.sketch_motion.preset_save("EXEC_DEFAULT", True, name="Birds")
    settings().pose_cycle = "mine"
    assert "pose_cycle" not in current_request(scene).settings  # no folder is chosen yet
    bpy.ops.sketch_motion.preset_apply("EXEC_DEFAULT", True, key=key_of("Birds"))
    assert settings().pose_cycle == "flight"


def test_a_preset_leaves_the_switch_for_later_drawings_alone(engine: Engine) -> None:
    for on in (True, False):
        settings().path, settings().keep_later = "raster", on
        bpy.ops.sketch_motion.preset_apply("EXEC_DEFAULT", True, key=key_of("Swim"))
        assert settings().keep_later is on


def test_a_preset_fills_the_panel_and_one_undo_takes_it_back(engine: Engine) -> None:
    bpy.ops.ed.undo_push(message="before")
    bpy.ops.sketch_motion.preset_apply("EXEC_DEFAULT", True, key=key_of("Swim"))
    assert settings().prompt == words_of("Swim") and settings().preset == "Swim"
    assert (settings().frames, settings().loop, settings().hold) == (32, True, "2")
    bpy.ops.sketch_motion.preset_apply("EXEC_DEFAULT", True, key=key_of("Run"))
    assert settings().prompt == words_of("Run")  # the words were a preset's, so they change with it
    bpy.ops.ed.undo()
    assert settings().prompt == words_of("Swim")
    bpy.ops.ed.undo()
    assert settings().prompt == "" and settings().preset == ""


def test_own_words_stay_unless_the_presets_are_asked_for(engine: Engine) -> None:
    settings().prompt = "the cat chases its tail"
    bpy.ops.sketch_motion.preset_apply(key=key_of("Walk"))
    assert settings().prompt == "the cat chases its tail" and settings().loop
    sheet = drawn(panel_motion.SKETCH_MOTION_PT_motion)
    say = f'Say "{words_of("Walk")}"'
    assert say in sheet.texts
    bpy.ops.sketch_motion.preset_apply(key=key_of("Walk"), words=True)
    assert settings().prompt == words_of("Walk")
    assert say not in drawn(panel_motion.SKETCH_MOTION_PT_motion).texts


def test_a_preset_of_ones_own_is_kept_shared_and_removed(
    engine: Engine, home: Path, tmp_path: Path
) -> None:
    settings().prompt, settings().frames, settings().strength = "it hops", 20, 1.25
    bpy.ops.sketch_motion.preset_save(name="Hop", author="me")
    assert (home / "presets" / "hop.json").is_file()
    target = tmp_path / "shared"
    bpy.ops.sketch_motion.preset_export(key=key_of("Hop"), filepath=str(target))
    shared = json.loads((tmp_path / "shared.json").read_text())
    assert shared["settings"]["frames"] == 20 and shared["author"] == "me"
    bpy.ops.sketch_motion.preset_remove(key=key_of("Hop"))
    assert not (home / "presets" / "hop.json").exists()
    bpy.ops.sketch_motion.preset_agree(filepath=str(tmp_path / "shared.json"), use=False)
    assert (home / "presets" / "hop.json").is_file()
    with pytest.raises(RuntimeError, match="can't be removed"):
        bpy.ops.sketch_motion.preset_remove(key=key_of("Walk"))
    with pytest.raises(RuntimeError, match="needs a name"):
        bpy.ops.sketch_motion.preset_save(name=" ")


def test_an_import_is_looked_at_before_anything_changes(engine: Engine, tmp_path: Path) -> None:
    path = tmp_path / "wild.json"
    path.write_text(
        json.dumps(
            {
                "format": "sketch-motion-preset",
                "version": 1,
                "name": "Wild",
                "author": "somebody",
                "license": "CC-BY-4.0",
                "settings": {"frames": 9999, "prompt": "jumps", "loop": True, "magic": 1},
            }
        )
    )
    bpy.ops.sketch_motion.preset_import(filepath=str(path))  # headless: only checked
    assert settings().frames == 24 and len(preset_files.presets()) == len(shipped())
    dialog = preset_import.SKETCH_MOTION_OT_preset_agree
    known = bpy.ops.sketch_motion.preset_agree.get_rna_type()
    sheet = drawn(dialog, filepath=str(path), use=True, bl_rna=known)
    said = " ".join(sheet.texts)
    for words in ("Wild, by somebody", "CC-BY-4.0", "jumps", "9999", "480", "magic"):
        assert words in said, words
    assert settings().frames == 24
    bpy.ops.sketch_motion.preset_agree(filepath=str(path))
    assert settings().frames == 480 and settings().prompt == "jumps" and settings().loop
    path.write_text("{}")
    with pytest.raises(RuntimeError):
        bpy.ops.sketch_motion.preset_import(filepath=str(path))


def shipped() -> list[str]:
    return [file.key for file in preset_files.presets() if file.shipped]


def test_a_take_shares_its_own_settings(engine: Engine, jobs: Path) -> None:
    ready_scene(jobs)
    settings().strength = 1.5
    bpy.ops.sketch_motion.animate()
    pump_until(settled)
    (take,) = scene_takes.all_takes()
    settings().strength = 0.5
    bpy.ops.sketch_motion.preset_save(name="From a take", job=take.job)
    bpy.ops.sketch_motion.preset_apply(key=key_of("From a take"))
    assert settings().strength == pytest.approx(1.5)


def test_models_are_shown_with_size_and_licence(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = FoundModel("ms-1.7b", Path("/models/ms"), "installed", "CC BY-NC 4.0", 3_400_000_000)
    search = ModelSearch()  # one of its own: no search that is still under way can overwrite it
    search.found = (model,)
    monkeypatch.setattr(session, "models", search)
    menu = drawn(bpy.types.SKETCH_MOTION_MT_models)
    assert "ms-1.7b, 3.4 GB, CC BY-NC 4.0" in menu.texts
    bpy.ops.sketch_motion.model_choose(model="/models/ms")
    assert "ms-1.7b" in drawn(panel_motion.SKETCH_MOTION_PT_variation).texts
    bpy.ops.sketch_motion.model_folder(directory="/somewhere/my-model")
    assert settings().model.endswith("my-model")
    assert "my-model" in drawn(panel_motion.SKETCH_MOTION_PT_variation).texts


def test_redraw_does_not_offer_the_starter_that_only_moves_strokes(engine: Engine) -> None:
    assert "Starter (included)" in drawn(panel_motion.SKETCH_MOTION_PT_variation).texts
    settings().path = "raster"
    for layout in (bpy.types.SKETCH_MOTION_MT_models, panel_motion.SKETCH_MOTION_PT_motion):
        texts = drawn(layout).texts
        assert "FlipSketch (default)" in texts
        assert "Starter (included)" not in texts


ESTIMATE = {
    "seconds": 240.0,
    "memory_bytes": 9.5e9,
    "fits": False,
    "why": "This computer has 8 GB.",
    "smaller": {
        "label": "Try 12 frames",
        "patch": {"frames": 12},
        "seconds": 90.0,
        "memory_bytes": 5e9,
    },
}


def test_what_does_not_fit_waits_for_a_word_and_the_smaller_plan_runs(
    engine: Engine, jobs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready_scene(jobs)
    settings().model, settings().frames = "/models/ms", 48
    (jobs / "estimate.json").write_text(json.dumps(ESTIMATE))
    done_with(monkeypatch, {"estimate": ESTIMATE})
    bpy.ops.sketch_motion.animate()
    pump_until(lambda: estimates.last() is not None and estimates.last().answer is not None)
    assert not session.jobs()
    sheet = drawn(panel.SKETCH_MOTION_PT_main)
    assert "This computer has 8 GB." in sheet.texts
    assert "Try 12 frames (90 s, 5.0 GB)" not in sheet.texts  # minutes from 90 s on
    assert "Try 12 frames (2 min, 5.0 GB)" in sheet.texts
    assert {name for name, _ in sheet.buttons} >= {
        "sketch_motion.start_smaller",
        "sketch_motion.start_anyway",
    }
    bpy.ops.sketch_motion.start_smaller()
    (job,) = session.jobs()
    pump_until(settled)
    request = json.loads((jobs / job / "request.json").read_text())
    assert (request["frames"], request["model"]) == (12, "/models/ms")


def test_what_fits_starts_by_itself_and_its_cost_is_shown(
    engine: Engine, jobs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready_scene(jobs)
    (jobs / "estimate.json").write_text("{}")
    fits = {"seconds": 12.0, "memory_bytes": 4e8, "fits": True, "why": "", "smaller": None}
    done_with(monkeypatch, {"estimate": fits})
    bpy.ops.sketch_motion.estimate()
    pump_until(lambda: estimates.known(bpy.context.scene).answer is not None)
    assert scene_takes.all_takes() == []
    assert "About 12 s, 400 MB" in drawn(panel.SKETCH_MOTION_PT_main).texts
    settings().keep_later = True
    assert estimates.known(bpy.context.scene) is None  # it was about other settings
    settings().keep_later = False
    settings().moves_here = bpy.data.images.new("Area", 8, 8)
    assert estimates.known(bpy.context.scene) is None
    settings().moves_here = None
    assert estimates.known(bpy.context.scene) is not None
    settings().frames += 1
    assert estimates.known(bpy.context.scene) is None
    settings().frames, settings().model = 12, "/models/ms"
    bpy.ops.sketch_motion.animate()
    pump_until(lambda: bool(scene_takes.all_takes()))
    assert session.notice is None


def test_without_an_answer_nothing_is_held_back(engine: Engine, jobs: Path) -> None:
    ready_scene(jobs)
    settings().model = "/models/ms"
    (jobs / "estimate.json").write_text("{}")
    bpy.ops.sketch_motion.animate()  # the fake engine's report has no estimate
    pump_until(lambda: bool(scene_takes.all_takes()))
    assert len(scene_takes.all_takes()) == 1


def done_with(monkeypatch: pytest.MonkeyPatch, report: dict[str, object]) -> None:
    """Let jobs end with this report alone, as tasks do that make no animation."""
    from addon.contract.job import JobFolder, Outcome

    monkeypatch.setattr(JobFolder, "outcome", lambda folder: Outcome("done", dict(report)))  # type: ignore[arg-type]


PANELS = (
    panel.SKETCH_MOTION_PT_main,
    panel_drawing.SKETCH_MOTION_PT_drawing,
    panel_motion.SKETCH_MOTION_PT_motion,
    panel_motion.SKETCH_MOTION_PT_variation,
    panel_takes.SKETCH_MOTION_PT_takes,
    panel_engine.SKETCH_MOTION_PT_engine,
)
MENUS = ("presets", "preset_export", "preset_remove", "models", "exports")


def draw_all() -> list[str]:
    menus = [getattr(bpy.types, f"SKETCH_MOTION_MT_{name}") for name in MENUS]
    return [text for item in (*PANELS, *menus) for text in drawn(item).texts]


def test_every_panel_draws_in_every_state(engine: Engine, jobs: Path) -> None:
    draw_all()
    ready_scene(jobs)
    settings().path, settings().start_here = "raster", False
    draw_all()
    settings().path = "vector"
    engine("fails")
    bpy.ops.sketch_motion.animate()
    pump_until(lambda: any(isinstance(s, JobFailed) for s in session.jobs().values()))
    failed = drawn(panel.SKETCH_MOTION_PT_main)
    assert "no room" in " ".join(failed.texts) and "Try 16 frames" in failed.texts
    names = [name for name, _ in failed.buttons]
    assert "sketch_motion.retry" in names and "sketch_motion.log_open" in names
    session.close(wait_s=5)
    engine("slow")
    bpy.ops.sketch_motion.animate()
    pump_until(lambda: any(isinstance(s, Running) for s in session.jobs().values()))
    running = drawn(panel.SKETCH_MOTION_PT_main)
    assert any(name == "sketch_motion.cancel" for name, _ in running.buttons)
    assert all(name != "sketch_motion.animate" for name, _ in running.buttons)
    session.close(wait_s=5)
    engine("good")
    bpy.ops.sketch_motion.animate()
    pump_until(settled)
    texts = draw_all()
    assert {"Ones", "Twos", "Threes", "GIF", "WebP", "SVG That Moves"} <= set(texts)
    assert panel_drawing.SKETCH_MOTION_PT_drawing.poll(bpy.context) is not (
        engine_setup.is_needed()
    )


def test_the_log_opens_with_its_last_lines(engine: Engine, home: Path) -> None:
    dialog = log_view.SKETCH_MOTION_OT_log_open
    assert "The engine has not said anything yet." in drawn(dialog).texts
    log = home / "logs" / "engine.log"
    log.parent.mkdir(parents=True)
    log.write_text("".join(f"line {number}\n" for number in range(100_000)))
    texts = drawn(dialog).texts
    assert texts[-1] == "line 99999" and str(log) in texts
    assert len(log_view.last_lines(log, 5)) == 5
    assert SimpleNamespace(lines=log_view.last_lines(home / "none", 5)).lines == []
