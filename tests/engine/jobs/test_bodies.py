# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A job whose sentence tells of several bodies moves each of them by bones of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from addon.contract.animation import Animation
from addon.contract.bodies_apart import BodiesApart, drawing_with_bodies
from addon.contract.job import JobFolder
from addon.contract.request import ObjectSettings, Request
from engine.commands.export import _clip_of_job
from engine.geometry.load import read_drawing
from engine.jobs.live_motion import KnownDrawing
from engine.jobs.run import run_job
from engine.render.evaluate import animated_positions
from engine.runtime.arrays import numpy_of
from tests.engine.rig.test_span_parts import JUG, LABEL, PLAIN
from tests.engine.rig.test_told_apart import beside
from tests.engine.rig.test_told_parts import drawn


def request(**changes: Any) -> Request:
    return Request(**{"prompt": "the birds fly", "quality": "draft", "frames": 12, **changes})


def run(tmp_path: Path, asked: Request) -> JobFolder:
    job = JobFolder.create(tmp_path / "job", asked, beside("bird", "bird")[0])
    run_job(job.path)
    return job


def test_each_bird_flies_by_its_own_bones(tmp_path: Path) -> None:
    job = run(tmp_path, request())
    whole = read_drawing(job.drawing_path)
    assert whole.object_count == 1
    drawing = drawing_with_bodies(job, whole)
    animation = Animation.read(job.animation_path)
    animation.validate(drawing)
    assert animation.object_names == ("bird", "bird 2")
    assert animation.pose is not None
    assert animation.pose.rig.plans[0] == animation.pose.rig.plans[1] != ""
    positions = animated_positions(drawing, animation)
    owners = np.repeat(numpy_of(drawing.objects), np.diff(numpy_of(drawing.stroke_offsets)))
    for body in (0, 1):
        away = positions[:, owners == body] - positions[0, owners == body]
        assert np.abs(away).max() > 3.0
    before = job.animation_path.read_bytes()
    run_job(job.path)  # done already
    assert job.animation_path.read_bytes() == before
    assert _clip_of_job(job).frame_count == 12


@pytest.mark.parametrize(
    "asked",
    [
        request(prompt="the bird flies"),
        request(settings={"rig": False}),
        request(settings={"steering": {"objects": {"": {"direction": [1, 0], "distance": 9}}}}),
        request(objects=(ObjectSettings("drawing", prompt="it flies"),)),
    ],
    ids=["one bird", "no bones", "steered", "its own sentence"],
)
def test_what_is_said_of_the_whole_leaves_it_whole(tmp_path: Path, asked: Request) -> None:
    job = run(tmp_path, asked)
    assert BodiesApart.read(job) is None
    assert len(Animation.read(job.animation_path).object_names) == 1


def test_another_sentence_over_the_whole_tells_the_bodies_anew(tmp_path: Path) -> None:
    job = run(tmp_path, request())
    whole = {"keep": {"range": [0, 12]}}
    for number, (prompt, bodies) in enumerate([("the bird flies", 1), ("two birds land", 2)]):
        folder = JobFolder.create(
            tmp_path / str(number), request(prompt=prompt, settings=whole), job.drawing_path
        )
        BodiesApart(("bird", "bird 2"), (0,) * 21 + (1,)).write(folder)
        (folder.path / "kept.safetensors").write_bytes(job.animation_path.read_bytes())
        run_job(folder.path)
        assert len(Animation.read(folder.animation_path).object_names) == bodies


def test_a_part_that_is_changed_keeps_the_bodies(tmp_path: Path) -> None:
    job = run(tmp_path, request())
    part = request(prompt="the bird walks", settings={"keep": {"objects": ["bird 2"]}})
    folder = JobFolder.create(tmp_path / "part", part, job.drawing_path)
    bodies = BodiesApart.read(job)
    assert bodies is not None
    bodies.write(folder)
    (folder.path / "kept.safetensors").write_bytes(job.animation_path.read_bytes())
    run_job(folder.path)
    before, after = (Animation.read(one.animation_path) for one in (job, folder))
    assert after.object_names == ("bird", "bird 2")
    drawing = drawing_with_bodies(folder, read_drawing(folder.drawing_path))
    owners = np.repeat(numpy_of(drawing.objects), np.diff(numpy_of(drawing.stroke_offsets)))
    old, new = animated_positions(drawing, before), animated_positions(drawing, after)
    assert np.array_equal(old[:, owners == 0], new[:, owners == 0])
    assert not np.allclose(old[:, owners == 1], new[:, owners == 1])


def test_the_live_answer_moves_each_of_them_too(tmp_path: Path) -> None:
    drawing, _ = beside("bird", "bird")
    known = KnownDrawing(drawing)
    assert {beat.who for beat in known.answer(request()).reading.beats} == {"bird", "bird 2"}
    alone = known.answer(request(prompt="the bird flies")).reading.beats
    assert {beat.who for beat in alone} == {"drawing"}


def test_a_piece_of_a_line_acts_and_the_line_stays_one(tmp_path: Path) -> None:
    drawing = drawn(JUG, LABEL)
    asked = request(prompt="the handle of the jug wiggles", frames=24)
    job = JobFolder.create(tmp_path / "job", asked, drawing)
    run_job(job.path)
    assert drawing_with_bodies(job, drawing).object_count == 1
    animation = Animation.read(job.animation_path)
    animation.validate(drawing)
    assert animation.object_names == drawing.object_names
    positions = animated_positions(drawing, animation)
    away = np.linalg.norm(positions - positions[0], axis=2)
    x = positions[0, :, 0]
    assert away[:, x > 400.0].max() > 8.0
    assert away[:, x < 310.0].max() < 1e-3
    assert away[:, (x > 310.0) & (x < 330.0)].max() < 8.0  # the roots
    live = KnownDrawing(drawing).answer(asked)
    assert live.point_count == drawing.point_count
    shown = numpy_of(live.positions)
    assert np.linalg.norm(shown - positions, axis=2).max() < 2.0


@pytest.mark.parametrize(
    ("prompt", "said"),
    [
        ("the chimney of the house wiggles", "I find no lines that are the chimney"),
        ("the handle of the jug wiggles", ""),
    ],
)
def test_a_result_says_which_part_is_not_drawn(tmp_path: Path, prompt: str, said: str) -> None:
    house = "house" in prompt
    job = JobFolder.create(
        tmp_path / "job", request(prompt=prompt), drawn(PLAIN if house else JUG, LABEL)
    )
    warnings = str(run_job(job.path)["warnings"])
    assert said in warnings
    assert bool(said) == ("I find no lines" in warnings)
