# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Live: what is typed is asked for at once, of a drawing read once, and nothing is written."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import bpy
import numpy as np
import pytest

from addon.blender import registration
from addon.blender.jobs import submission
from addon.blender.jobs.live_motion import live_view
from addon.blender.jobs.session import session
from addon.blender.objects import object_list
from addon.contract.arrays import Array
from addon.contract.beats import BeatReading, SentenceBeat
from addon.contract.live import LiveMotion
from tests.blender.grouped import drawn
from tests.blender.jobs.test_bones import pump_until
from tests.blender.jobs.test_session import engine, jobs

__all__ = ["engine", "jobs"]
pytestmark = pytest.mark.usefixtures("engine")


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    yield
    live_view.drawing_changed()


def answer(jobs: Path, item: Any, frames: int = 24) -> None:
    """Have the engine move a drawing of the fixtures by a pixel a frame."""
    points = sum(len(stroke.points) for stroke in item.data.layers[0].frames[0].drawing.strokes)
    moved = np.tile(np.arange(frames, dtype=np.float32)[:, None, None], (1, points, 2))
    joints = np.zeros((frames, 2, 2), np.float32)
    joints[:, :, 0], joints[:, 1, 1] = np.arange(frames)[:, None], 5.0
    LiveMotion(
        Array.of(moved, "F32", moved.shape),
        BeatReading((SentenceBeat("", "swim", words="swims", frames=frames),)),
        joints=Array.of(joints, "F32", joints.shape),
        joint_names=("head", "tail0"),
    ).write(jobs / "live.safetensors")


def asked(jobs: Path) -> list[dict[str, Any]]:
    path = jobs / "asked.jsonl"
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def settle(jobs: Path, count: int) -> None:
    pump_until(lambda: len(asked(jobs)) == count and live_view.playing is not None)


def fingerprint() -> Any:
    return [item.name for item in bpy.data.objects], len(bpy.data.actions), bpy.data.is_dirty


def test_typing_plays_a_motion_and_writes_nothing(jobs: Path) -> None:
    answer(jobs, drawn())
    before = fingerprint()
    settings = bpy.context.scene.sketch_motion
    settings.prompt = "the fish swims"
    settle(jobs, 1)
    playing = live_view.playing
    assert playing is not None and 0 <= playing.frame < 24
    reading = live_view.reading(bpy.context.scene)
    assert reading is not None and reading.beats[0].action == "swim"
    assert fingerprint() == before and not session.jobs() and registration.tick() <= 1 / 24
    settings.prompt = "the fish jumps"
    assert live_view.reading(bpy.context.scene) is None  # not known yet
    settle(jobs, 2)
    assert [request["prompt"] for request in asked(jobs)] == ["the fish swims", "the fish jumps"]


def test_a_known_drawing_is_asked_about_before_the_next_tick(jobs: Path) -> None:
    answer(jobs, drawn())
    settings = bpy.context.scene.sketch_motion
    settings.prompt = "the fish swims"
    settle(jobs, 1)
    client = session.client
    assert client is not None
    settings.prompt = "the fish jumps"
    assert client.live.is_waiting
    for _ in range(1000):  # what the drawing of a view does
        live_view.look()
        if not client.live.is_waiting:
            break
        time.sleep(0.005)
    playing = live_view.playing
    assert playing is not None and playing.shown.request.prompt == "the fish jumps"


def test_bones_follow_the_motion(jobs: Path) -> None:
    item = drawn()
    answer(jobs, item)
    bpy.context.scene.sketch_motion.prompt = "the fish swims"
    settle(jobs, 1)
    playing = live_view.playing
    assert playing is not None and playing.uid == item.session_uid
    frame = 9
    places = playing.joints(("head", "tail0"), frame)
    assert places is not None
    plane = playing.taken.map.plane
    assert np.allclose(plane.to_canvas(places), [[frame, 0], [frame, 5]], atol=1e-3)
    assert playing.joints(("head",), frame) is None  # other bones than those that move


def test_sliders_travel_to_live_and_to_animate(jobs: Path) -> None:
    item = drawn()
    answer(jobs, item)
    settings = bpy.context.scene.sketch_motion
    settings.prompt = "the fish swims"
    settings.strength, settings.speed, settings.far, settings.seed = 0.5, 2.0, 1.5, 7
    settle(jobs, 1)  # all of it in one question
    (request,) = asked(jobs)
    assert (request["strength"], request["seed"]) == (0.5, 7)
    assert request["settings"] == {"speed": 2.0, "far": 1.5, "armature": True}
    job = session.animate(submission.SceneInput(item, bpy.context.scene, None))
    client = session.client
    assert client is not None
    path = client.folder(job) / "request.json"
    pump_until(path.exists)
    assert json.loads(path.read_text())["settings"] == request["settings"]


def test_the_drawing_is_read_once(jobs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    item = drawn()
    answer(jobs, item)
    calls: list[object] = []
    read = submission.captured
    monkeypatch.setattr(submission, "captured", lambda *a: (calls.append(1), read(*a))[1])
    settings = bpy.context.scene.sketch_motion
    for count, prompt in enumerate(("the fish", "the fish swims", "the fish swims away"), 1):
        settings.prompt = prompt
        settle(jobs, count)
    assert len(calls) == 1
    item.data.layers[0].frames[0].drawing.attributes["position"].data[0].vector = (0, 0, 9)
    item.data.update_tag()
    bpy.context.view_layer.update()
    assert live_view.playing is None  # what is drawn is seen at once
    settings.seed = 3
    settle(jobs, 4)
    assert len(calls) == 2


def test_the_sentence_of_an_object_plays_too(jobs: Path) -> None:
    item = drawn()
    answer(jobs, item)
    number = object_list.add(item.data, "fish").number
    from addon.blender.objects import stroke_objects

    drawing = item.data.layers[0].frames[0].drawing
    stroke_objects.write(drawing, np.full(4, number), np.ones(4, np.bool_))
    object_list.listed(item.data)[0].prompt = "the fish swims"
    settle(jobs, 1)
    assert asked(jobs)[0]["objects"][0]["prompt"] == "the fish swims"
    assert live_view.reading(bpy.context.scene) is not None
    object_list.listed(item.data)[0].prompt = "the fish jumps"
    assert live_view.reading(bpy.context.scene) is None  # not known yet


def test_the_same_drawing_read_again_is_no_trouble(jobs: Path) -> None:
    answer(jobs, drawn())
    settings = bpy.context.scene.sketch_motion
    settings.prompt = "the fish swims"
    settle(jobs, 1)
    settings.plane = "FIT"  # which it has already
    settings.seed = 2
    settle(jobs, 2)
    assert live_view.playing is not None


@pytest.mark.parametrize("off", ["live", "path", "nothing"])
def test_it_can_be_switched_off(jobs: Path, off: str) -> None:
    answer(jobs, drawn())
    settings = bpy.context.scene.sketch_motion
    settings.prompt = "the fish swims"
    settle(jobs, 1)
    if off == "live":
        settings.live = False
    elif off == "path":
        settings.path = "raster"
        settings.seed = 4
    else:
        settings.prompt = ""
    registration.tick()
    assert live_view.playing is None
    session.tick()
    assert len(asked(jobs)) == 1 and session.notice is None


def test_it_ends_by_itself(jobs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(jobs, drawn())
    bpy.context.scene.sketch_motion.prompt = "the fish swims"
    settle(jobs, 1)
    monkeypatch.setattr(live_view, "_until", 0.0)
    client = session.client
    assert client is not None
    with monkeypatch.context() as patch:  # what is asked is waited for
        patch.setattr(type(client.live), "is_waiting", True)
        registration.tick()
        assert live_view.playing is not None
    registration.tick()
    assert live_view.playing is None
    assert live_view.reading(bpy.context.scene) is not None


def test_without_an_engine_nothing_is_said(jobs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from addon.blender.jobs import engine_location
    from addon.contract.errors import BadInput

    def none() -> Any:
        raise BadInput("The engine is not set up yet.")

    drawn()
    session.close()
    monkeypatch.setattr(engine_location, "engine_command", none)
    bpy.context.scene.sketch_motion.prompt = "the fish swims"
    registration.tick()
    assert session.notice is None and live_view.playing is None
